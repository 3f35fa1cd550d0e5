//! What a group of doors owes its lists: whole doors, and fractions that wait for the lot.

/// Doors that compete for a quota: a stratum of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct List {
    pub(crate) doors: u64,
    pub(crate) quota: u64,
}

/// Doors with the same cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) doors: u64,
    /// Its lists, in order.
    pub(crate) lists: Vec<usize>,
}

/// Closer than this to a bound is at it.
pub(super) const NEAR: f64 = 1e-10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// A whole number.
    Done,
    /// The largest fraction of its group, with all others that are.
    Tied,
    /// Below the largest of its group.
    Under,
    /// Bound by nothing but 0 and 1: its group opens enough doors whatever it becomes, or was let go.
    Alone,
}

/// What a group owes one list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) list: usize,
    pub(super) whole: u64,
    pub(super) fraction: f64,
    pub(super) state: State,
}

impl Entry {
    /// Becomes the nearest whole number.
    pub(super) fn end(&mut self, fraction: f64) {
        self.whole += u64::from(fraction >= 0.5);
        self.fraction = 0.0;
        self.state = State::Done;
    }

    /// Whether it moves on its own.
    pub(super) fn moves(&self) -> bool {
        matches!(self.state, State::Under | State::Alone)
    }

    pub(super) fn count(&self) -> u64 {
        self.whole + u64::from(self.fraction >= 0.5)
    }
}

/// `doors × quota ÷ list`: whole part, remainder, divisor.
#[derive(Clone, Copy)]
struct Share {
    whole: u64,
    rest: u64,
    divisor: u64,
}

impl Share {
    fn of(group: &Group, list: List) -> Self {
        let product = u128::from(group.doors) * u128::from(list.quota);
        let (divisor, narrow) =
            (u128::from(list.doors.max(1)), |value| u64::try_from(value).unwrap_or(u64::MAX));
        Self { whole: narrow(product / divisor), rest: narrow(product % divisor), divisor: list.doors.max(1) }
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers of doors")]
    fn fraction(self) -> f64 {
        self.rest as f64 / self.divisor as f64
    }

    fn compare(self, other: Self) -> std::cmp::Ordering {
        let crossed = |one: Self, two: Self| u128::from(one.rest) * u128::from(two.divisor);
        crossed(self, other).cmp(&crossed(other, self))
    }
}

/// Where a group begins, and its largest fraction. Fractions of lists that get fewer whole doors than
/// another have no influence on how many doors open.
pub(super) fn start(group: &Group, lists: &[List]) -> (Vec<Entry>, Option<f64>) {
    let shares: Vec<Share> = group.lists.iter().map(|list| Share::of(group, lists[*list])).collect();
    let most = shares.iter().map(|share| share.whole).max().unwrap_or(0);
    let top = shares.iter().filter(|share| share.whole == most && share.rest > 0);
    let largest = top.copied().reduce(|one, two| if two.compare(one).is_gt() { two } else { one });
    let state = |share: Share| match largest {
        _ if share.rest == 0 => State::Done,
        Some(largest) if share.whole == most && share.compare(largest).is_eq() => State::Tied,
        Some(_) if share.whole == most => State::Under,
        _ => State::Alone,
    };
    let entries = group.lists.iter().zip(&shares).map(|(list, share)| {
        let (fraction, state) = (share.fraction(), state(*share));
        Entry { list: *list, whole: share.whole, fraction, state }
    });
    (entries.collect(), largest.map(Share::fraction))
}
