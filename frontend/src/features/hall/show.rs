//! Which scene is on the screen: the present one, one after the other, or the one somebody stays at.

use std::time::Duration;

use leptos::ev::keydown;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::model::{Offset, Scene, Stage, beside, dwell};
use crate::platform::{self, clock};

/// The state of the screen. A copy of signals.
#[derive(Clone, Copy)]
pub struct Show {
    /// What has come.
    pub stage: Memo<Stage>,
    /// What is shown.
    pub shown: RwSignal<Scene>,
    /// Somebody stays.
    pub held: RwSignal<bool>,
    /// The server's time in milliseconds, every second.
    pub now: RwSignal<i64>,
    since: StoredValue<u32>,
}

impl Show {
    /// Begins with the present scene.
    pub fn new(stage: Memo<Stage>, offset: RwSignal<Offset>) -> Self {
        let shown = RwSignal::new(stage.get_untracked().arriving());
        let now = RwSignal::new(server_time(offset.get_untracked()));
        let show = Self { stage, shown, held: RwSignal::new(false), now, since: StoredValue::new(0) };
        spawn_local(async move {
            while let Some(offset) = offset.try_get_untracked() {
                clock::pause(Duration::from_secs(1)).await;
                if show.now.try_set(server_time(offset)).is_some() {
                    return;
                }
                show.tick();
            }
        });
        let listener = window_event_listener(keydown, move |event| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() || platform::is_for_control(&event) {
                return;
            }
            match event.key().as_str() {
                "ArrowRight" | "PageDown" => show.turn(true),
                "ArrowLeft" | "PageUp" => show.turn(false),
                " " => show.hold(!show.held.get_untracked()),
                _ => return,
            }
            event.prevent_default();
        });
        on_cleanup(move || listener.remove());
        show
    }

    /// To the scene before or after; the screen stays there until it has caught up with the present.
    pub fn turn(self, forward: bool) {
        let scenes = self.stage.get_untracked().scenes();
        let to = beside(&scenes, self.shown.get_untracked(), forward);
        self.put(to);
        self.held.set(scenes.last() != Some(&to));
    }

    /// Stays, or follows.
    pub fn hold(self, held: bool) {
        self.held.set(held);
        self.since.set_value(0);
    }

    fn put(self, scene: Scene) {
        self.since.set_value(0);
        if self.shown.get_untracked() != scene {
            self.shown.set(scene);
        }
    }

    /// A second has passed: the next scene follows when this one has had its time. A void attempt is shown at
    /// once, and a new attempt begins at its beginning.
    fn tick(self) {
        let scenes = self.stage.get_untracked().scenes();
        let shown = self.shown.get_untracked();
        let gone = !scenes.contains(&shown);
        if gone || (scenes.last() == Some(&Scene::Void) && !self.held.get_untracked()) {
            return self.put(self.stage.get_untracked().arriving());
        }
        self.since.update_value(|since| *since += 1);
        if !self.held.get_untracked() && self.since.get_value() >= dwell(shown) {
            self.put(beside(&scenes, shown, true));
        }
    }
}

fn server_time(offset: Offset) -> i64 {
    i64::try_from(clock::millis()).unwrap_or(0) + offset.millis
}
