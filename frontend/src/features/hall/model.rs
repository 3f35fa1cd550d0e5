//! Scenes of the ceremony, in order, and which of them is shown when.

use shared::planning::AttemptStatus;

/// A scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// Plan and quotas.
    Plan,
    /// Witnesses commit.
    Commit,
    /// The root of the frame.
    Frame,
    /// The beacon event is awaited.
    Countdown,
    /// What was announced.
    Beacon,
    /// Witnesses reveal.
    Reveal,
    /// The draw is running.
    Draw,
    /// What one department has drawn.
    Department(usize),
    /// Doors opened together and apart.
    Doors,
    /// What is on record, and how to check it.
    Record,
    /// The attempt is void.
    Void,
}

/// What decides which scenes there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// Where the attempt stands.
    pub status: AttemptStatus,
    /// Whether the frame was frozen.
    pub frozen: bool,
    /// Whether the beacon was recorded.
    pub beacon: bool,
    /// Whether anybody has committed.
    pub committed: bool,
    /// Whether everybody has revealed.
    pub revealed: bool,
    /// How many departments draw.
    pub departments: usize,
}

impl Stage {
    /// The scenes that have come, in order; the last is the present one.
    pub fn scenes(self) -> Vec<Scene> {
        let mut scenes = vec![Scene::Plan];
        let mut add = |when: bool, scene: Scene| {
            if when {
                scenes.push(scene);
            }
        };
        add(self.committed || self.frozen, Scene::Commit);
        add(self.frozen, Scene::Frame);
        add(self.frozen, Scene::Countdown);
        add(self.beacon, Scene::Beacon);
        add(self.beacon, Scene::Reveal);
        match self.status {
            AttemptStatus::Beacon => add(self.revealed, Scene::Draw),
            AttemptStatus::Drawn => {
                add(true, Scene::Draw);
                (0..self.departments).for_each(|index| add(true, Scene::Department(index)));
                add(true, Scene::Doors);
                add(true, Scene::Record);
            }
            AttemptStatus::Void => add(true, Scene::Void),
            AttemptStatus::Committing | AttemptStatus::Frozen => {}
        }
        scenes
    }

    /// The scene somebody sees who comes now.
    pub fn arriving(self) -> Scene {
        match self.status {
            AttemptStatus::Drawn => Scene::Doors,
            _ => self.scenes().last().copied().unwrap_or(Scene::Plan),
        }
    }
}

/// The scene before or after one, among those that have come. One that is gone, such as after a new attempt,
/// leads to the present.
pub fn beside(scenes: &[Scene], shown: Scene, forward: bool) -> Scene {
    let last = scenes.last().copied().unwrap_or(Scene::Plan);
    let Some(at) = scenes.iter().position(|scene| *scene == shown) else { return last };
    let to = if forward { at + 1 } else { at.saturating_sub(1) };
    scenes.get(to).copied().unwrap_or(last)
}

/// How long a scene stays before the next that has come follows, in seconds.
pub const fn dwell(scene: Scene) -> u32 {
    match scene {
        Scene::Frame | Scene::Beacon | Scene::Department(_) | Scene::Doors => 10,
        Scene::Draw => 3,
        _ => 4,
    }
}

/// A hash in groups of four, so that it can be read aloud.
pub fn groups(hex: &str) -> Vec<String> {
    let digits: Vec<char> = hex.chars().collect();
    digits.chunks(4).map(|group| group.iter().collect()).collect()
}

/// Seconds as hours, minutes, seconds: `1:02:03`, `02:03`.
pub fn clock(seconds: i64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes:02}:{seconds:02}")
    }
}

/// How far the server's clock is ahead of the device's, in milliseconds: its answer was written, as far as one
/// can know, in the middle between question and answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offset {
    /// Milliseconds to add to the device's clock.
    pub millis: i64,
    /// How long the answer took: the less, the better it is known.
    pub took: i64,
}

impl Offset {
    /// Measured with one question.
    pub const fn measured(asked: i64, answered: i64, server: i64) -> Self {
        Self { millis: server - i64::midpoint(asked, answered), took: answered - asked }
    }

    /// The better of two measurements; one that is off by more than both could err is believed at once, because
    /// a clock was set.
    pub const fn better(self, newer: Self) -> Self {
        let apart = (self.millis - newer.millis).abs();
        let doubt = self.took + newer.took + 1000;
        if newer.took <= self.took || apart > doubt { newer } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(status: AttemptStatus) -> Stage {
        Stage { status, frozen: false, beacon: false, committed: false, revealed: false, departments: 2 }
    }

    #[test]
    fn scenes_come_in_the_order_of_the_ceremony() {
        let begun = stage(AttemptStatus::Committing);
        assert_eq!(begun.scenes(), [Scene::Plan]);
        let frozen = Stage { frozen: true, committed: true, ..stage(AttemptStatus::Frozen) };
        assert_eq!(frozen.scenes(), [Scene::Plan, Scene::Commit, Scene::Frame, Scene::Countdown]);
        assert_eq!(frozen.arriving(), Scene::Countdown);
        let drawn = Stage { beacon: true, revealed: true, status: AttemptStatus::Drawn, ..frozen };
        let scenes = drawn.scenes();
        assert_eq!(scenes.len(), 11);
        assert_eq!(scenes[6..9], [Scene::Draw, Scene::Department(0), Scene::Department(1)]);
        assert_eq!((scenes.last(), drawn.arriving()), (Some(&Scene::Record), Scene::Doors));
        let void = Stage { status: AttemptStatus::Void, ..frozen };
        assert_eq!(void.arriving(), Scene::Void);
    }

    #[test]
    fn arrows_stay_within_what_has_come() {
        let scenes = [Scene::Plan, Scene::Commit, Scene::Frame];
        assert_eq!(beside(&scenes, Scene::Plan, false), Scene::Plan);
        assert_eq!(beside(&scenes, Scene::Commit, false), Scene::Plan);
        assert_eq!(beside(&scenes, Scene::Commit, true), Scene::Frame);
        assert_eq!(beside(&scenes, Scene::Frame, true), Scene::Frame);
        assert_eq!(beside(&scenes, Scene::Record, true), Scene::Frame);
    }

    #[test]
    fn a_clock_and_groups_to_read() {
        assert_eq!((clock(0), clock(125), clock(3723)), ("00:00".into(), "02:05".into(), "1:02:03".into()));
        assert_eq!(groups("0123456789"), ["0123", "4567", "89"]);
    }

    #[test]
    fn the_device_s_clock_may_be_wrong() {
        // Ten minutes slow; the answer took 200 ms.
        let first = Offset::measured(1_000, 1_200, 601_100);
        assert_eq!((first.millis, first.took), (600_000, 200));
        // A slower answer tells less,
        let slower = Offset::measured(5_000, 7_000, 606_400);
        assert_eq!(first.better(slower), first);
        // a quicker one more, and a clock that was set is believed.
        let quicker = Offset::measured(9_000, 9_050, 609_020);
        assert_eq!(first.better(quicker), quicker);
        let set = Offset::measured(610_000, 611_000, 610_500);
        assert_eq!(quicker.better(set), set);
    }
}
