//! How far an attempt has come, what comes next, and the picture of the drawn doors.

use std::fmt::Write;

use shared::planning::{AttemptStatus, WaveStatus};

/// The steps of the ceremony, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Witnesses commit.
    Commit,
    /// The frame is frozen.
    Freeze,
    /// The beacon is recorded.
    Beacon,
    /// Witnesses reveal.
    Reveal,
    /// Doors and officers come out.
    Draw,
}

impl Phase {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Commit, Self::Freeze, Self::Beacon, Self::Reveal, Self::Draw];
}

/// How far an attempt has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Where it stands.
    pub status: AttemptStatus,
    /// How many witnesses there are.
    pub witnesses: usize,
    /// How many have committed.
    pub committed: usize,
    /// How many have revealed.
    pub revealed: usize,
    /// Whether the frame is frozen.
    pub frozen: bool,
    /// Whether the beacon is recorded.
    pub beacon: bool,
}

/// What has to happen next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Witnesses have to commit.
    Commits,
    /// The office freezes the frame.
    Freeze,
    /// The office records the beacon.
    Beacon,
    /// Witnesses have to reveal.
    Reveals,
    /// The office draws.
    Draw,
    /// The office opens another attempt.
    Attempt,
    /// Visits run; then the office closes the wave.
    Close,
    /// Nothing more.
    Nothing,
}

impl Progress {
    /// The step it is at, or at which it failed; nothing once it is drawn.
    pub fn phase(self) -> Option<Phase> {
        match self.status {
            AttemptStatus::Drawn => None,
            AttemptStatus::Committing if self.committed < self.witnesses => Some(Phase::Commit),
            AttemptStatus::Committing => Some(Phase::Freeze),
            AttemptStatus::Frozen => Some(Phase::Beacon),
            AttemptStatus::Beacon if self.revealed < self.witnesses => Some(Phase::Reveal),
            AttemptStatus::Beacon => Some(Phase::Draw),
            AttemptStatus::Void if !self.frozen && self.committed < self.witnesses => Some(Phase::Commit),
            AttemptStatus::Void if !self.frozen => Some(Phase::Freeze),
            AttemptStatus::Void if !self.beacon => Some(Phase::Beacon),
            AttemptStatus::Void if self.revealed < self.witnesses => Some(Phase::Reveal),
            AttemptStatus::Void => Some(Phase::Draw),
        }
    }

    /// What has to happen next in a wave whose newest attempt this is.
    pub fn next(self, wave: WaveStatus) -> Next {
        match (wave, self.status, self.phase()) {
            (WaveStatus::Closed, ..) => Next::Nothing,
            (WaveStatus::Drawn, ..) | (_, AttemptStatus::Drawn, _) | (_, _, None) => Next::Close,
            (_, AttemptStatus::Void, _) => Next::Attempt,
            (_, _, Some(Phase::Commit)) => Next::Commits,
            (_, _, Some(Phase::Freeze)) => Next::Freeze,
            (_, _, Some(Phase::Beacon)) => Next::Beacon,
            (_, _, Some(Phase::Reveal)) => Next::Reveals,
            (_, _, Some(Phase::Draw)) => Next::Draw,
        }
    }

    /// Whether it can still change by itself or by others.
    pub fn is_live(self) -> bool {
        !matches!(self.status, AttemptStatus::Drawn | AttemptStatus::Void)
    }
}

/// Most squares of a whole picture; above it a square stands for several doors.
const SQUARES: usize = 6000;
/// Squares in a row.
pub const ROW: usize = 60;
/// Side of a square and of the grid it stands on, in units of the picture.
const SIDE: usize = 7;
const GRID: usize = 9;

/// How many doors a square stands for.
pub fn doors_per_square(doors: usize) -> usize {
    doors.div_ceil(SQUARES).max(1)
}

/// The squares of a town: outlines of those that stay dark, and of those that light up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Squares {
    /// Path of the dark ones.
    pub dark: String,
    /// Path of the lit ones.
    pub lit: String,
    /// Width and height of the picture.
    pub size: (usize, usize),
}

/// Draws the squares of a town.
pub fn squares(doors: usize, drawn: &[usize], per_square: usize) -> Squares {
    let count = doors.div_ceil(per_square);
    let mut is_lit = vec![false; count];
    for place in drawn {
        if let Some(square) = is_lit.get_mut(place / per_square) {
            *square = true;
        }
    }
    let (mut dark, mut lit) = (String::new(), String::new());
    for (index, on) in is_lit.into_iter().enumerate() {
        let (x, y) = (index % ROW * GRID, index / ROW * GRID);
        let path = if on { &mut lit } else { &mut dark };
        // Writing to a string cannot fail.
        let _ = write!(path, "M{x} {y}h{SIDE}v{SIDE}h-{SIDE}z");
    }
    Squares { dark, lit, size: (ROW * GRID, count.div_ceil(ROW).max(1) * GRID) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(status: AttemptStatus, committed: usize, revealed: usize) -> Progress {
        let frozen = matches!(status, AttemptStatus::Frozen | AttemptStatus::Beacon | AttemptStatus::Drawn);
        let beacon = matches!(status, AttemptStatus::Beacon | AttemptStatus::Drawn);
        Progress { status, witnesses: 3, committed, revealed, frozen, beacon }
    }

    #[test]
    fn one_thing_comes_next() {
        let next = |status, committed, revealed| progress(status, committed, revealed).next(WaveStatus::Open);
        assert_eq!(next(AttemptStatus::Committing, 2, 0), Next::Commits);
        assert_eq!(next(AttemptStatus::Committing, 3, 0), Next::Freeze);
        assert_eq!(next(AttemptStatus::Frozen, 3, 0), Next::Beacon);
        assert_eq!(next(AttemptStatus::Beacon, 3, 1), Next::Reveals);
        assert_eq!(next(AttemptStatus::Beacon, 3, 3), Next::Draw);
        assert_eq!(next(AttemptStatus::Void, 3, 1), Next::Attempt);
        let drawn = progress(AttemptStatus::Drawn, 3, 3);
        assert_eq!(drawn.next(WaveStatus::Drawn), Next::Close);
        assert_eq!(drawn.next(WaveStatus::Closed), Next::Nothing);
        assert!(!drawn.is_live() && progress(AttemptStatus::Frozen, 3, 0).is_live());
    }

    #[test]
    fn a_void_attempt_shows_where_it_failed() {
        let void = |committed, revealed, frozen, beacon| {
            Progress { status: AttemptStatus::Void, witnesses: 3, committed, revealed, frozen, beacon }
                .phase()
        };
        assert_eq!(void(1, 0, false, false), Some(Phase::Commit));
        assert_eq!(void(3, 0, false, false), Some(Phase::Freeze));
        assert_eq!(void(3, 0, true, false), Some(Phase::Beacon));
        assert_eq!(void(3, 2, true, true), Some(Phase::Reveal));
        assert_eq!(void(3, 3, true, true), Some(Phase::Draw));
    }

    #[test]
    fn every_door_has_its_square() {
        let picture = squares(3, &[1], 1);
        assert_eq!(picture.dark, "M0 0h7v7h-7zM18 0h7v7h-7z");
        assert_eq!(picture.lit, "M9 0h7v7h-7z");
        assert_eq!(squares(ROW + 1, &[], 1).size.1, 2 * 9);
        assert_eq!(squares(10, &[9], 4).lit, "M18 0h7v7h-7z", "the last of three squares");
        assert_eq!((doors_per_square(0), doors_per_square(6000), doors_per_square(6001)), (1, 1, 2));
    }
}
