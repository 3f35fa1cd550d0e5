//! The numbers of all doors, eight bytes of each: enough to rank them but for one pair in 2⁶⁴, whose whole
//! numbers are then computed again.

use std::cmp::Ordering;

use super::cores;
use super::frame::Frame;
use super::hash::Digest;

/// Doors whose numbers one core computes in one go.
const CHUNK: usize = 16_384;

/// Such runs after which progress is told.
const TOLD: usize = 16;

/// A number for every door of a frame, in its order.
pub struct Numbers<'a> {
    heads: Vec<u64>,
    whole: Box<dyn Fn(u32) -> Digest + Sync + 'a>,
}

impl<'a> Numbers<'a> {
    /// The numbers that `number` gives to names; tells now and then how many of how many are known.
    pub fn of(
        frame: &'a Frame,
        number: impl Fn(&str) -> Digest + Sync + 'a,
        tell: &mut dyn FnMut(u64, u64),
    ) -> Self {
        let mut heads = vec![0; frame.len()];
        for (block, part) in heads.chunks_mut(CHUNK * TOLD).enumerate() {
            let start = block * CHUNK * TOLD;
            tell(start as u64, frame.len() as u64);
            cores::fill(part, CHUNK, |first, part| {
                for (place, kept) in part.iter_mut().enumerate() {
                    *kept = head(&number(frame.site(start + first + place)));
                }
            });
        }
        Self { heads, whole: Box::new(move |door| number(frame.site(door as usize))) }
    }

    /// Numbers from elsewhere, as tests have them.
    #[cfg(test)]
    pub fn given(numbers: &'a [Digest]) -> Self {
        Self { heads: numbers.iter().map(head).collect(), whole: Box::new(|door| numbers[door as usize]) }
    }

    /// The first eight bytes of a door's number, as a number.
    pub fn head(&self, door: u32) -> u64 {
        self.heads[door as usize]
    }

    /// Orders doors by number, then by name.
    pub fn order(&self, one: u32, two: u32) -> Ordering {
        let heads = self.head(one).cmp(&self.head(two));
        heads.then_with(|| (self.whole)(one).cmp(&(self.whole)(two))).then(one.cmp(&two))
    }

    /// The `count` smallest of these doors, in order.
    pub fn smallest(&self, doors: Vec<u32>, count: u64) -> Vec<u32> {
        let count = usize::try_from(count).unwrap_or(usize::MAX).min(doors.len());
        let mut keyed: Vec<(u64, u32)> = doors.into_iter().map(|door| (self.head(door), door)).collect();
        let order =
            |one: &(u64, u32), two: &(u64, u32)| one.0.cmp(&two.0).then_with(|| self.order(one.1, two.1));
        if count > 0 && count < keyed.len() {
            keyed.select_nth_unstable_by(count - 1, order);
        }
        keyed.truncate(count);
        cores::sort(&mut keyed, order);
        keyed.into_iter().map(|(_, door)| door).collect()
    }
}

/// The first eight bytes of a digest, as a number.
pub fn head(number: &Digest) -> u64 {
    number[..8].iter().fold(0, |head, byte| head << 8 | u64::from(*byte))
}
