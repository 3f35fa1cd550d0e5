//! The page and the form of a line follow what others do to it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::queries::{LineDetail, line};
use super::together::{ChangeView, Changed, News, Others, Place, follow, newest_of_line, quietly};
use crate::api::{Load, Query};

/// What the page of a line is told. Copies of signals.
#[derive(Clone, Copy)]
pub struct LiveLine {
    /// Who else is here.
    pub others: Others,
    /// The last change of this line.
    pub latest: RwSignal<Option<ChangeView>>,
    /// Counts what was said.
    pub said: RwSignal<u32>,
}

impl LiveLine {
    /// Follows a line for as long as its page is open.
    pub fn follow(plan: String, id: String, query: Query<LineDetail>) -> Self {
        let (latest, said) = (RwSignal::new(None::<ChangeView>), RwSignal::new(0_u32));
        // The first that is told is the newest there was: its words are on the page.
        let first = StoredValue::new(true);
        let place = Place { plan, line: Some(id.clone()), editing: false };
        let told = move |news| match news {
            News::Anew => {
                let id = id.clone();
                quietly(query, move || line(id));
                said.try_update(|times| *times += 1);
            }
            News::Change(change) => {
                let opening = first.try_get_value().unwrap_or_default();
                first.try_set_value(false);
                let own = change.line.as_ref().is_some_and(|line| line.id.inner() == id);
                if !own {
                    return;
                }
                if change.act.is_talk() {
                    if !opening {
                        said.try_update(|times| *times += 1);
                    }
                    return;
                }
                let known = query.state.try_with_untracked(|state| match state {
                    Load::Ready(line) => line.revision >= change.revision,
                    Load::Loading | Load::Failed(_) => true,
                });
                if known == Some(false) {
                    latest.try_set(Some(*change));
                    let id = id.clone();
                    quietly(query, move || line(id));
                }
            }
        };
        Self { others: follow(place, told), latest, said }
    }
}

/// Who else is here while a form is open, and what was done to its line meanwhile. `revision` is the one the
/// form was opened with, or has taken over since; a new line has none.
pub fn follow_form(
    plan: String,
    revision: RwSignal<Option<(cynic::Id, i32)>>,
) -> (Others, RwSignal<Option<Changed>>) {
    let changed = RwSignal::new(None::<Changed>);
    let id = revision.get_untracked().map(|(id, _)| id.into_inner());
    let place = Place { plan: plan.clone(), line: id.clone(), editing: true };
    let judge = move |change: ChangeView| {
        let newer = revision.try_get_untracked().flatten().is_some_and(|(id, known)| {
            change.line.as_ref().is_some_and(|line| line.id == id) && change.revision > known
        });
        if newer && !change.act.is_talk() {
            changed.try_set(Some(Changed::By(Box::new(change))));
        }
    };
    let told = move |news| match (news, &id) {
        (News::Change(change), _) => judge(*change),
        (News::Anew, Some(id)) => {
            let (plan, id) = (plan.clone(), id.clone());
            spawn_local(async move {
                match newest_of_line(plan, id).await {
                    Ok(Some(change)) => judge(change),
                    Ok(None) => {}
                    Err(_) => {
                        changed.try_update(|known| {
                            known.get_or_insert(Changed::Perhaps);
                        });
                    }
                }
            });
        }
        (News::Anew, None) => {}
    };
    (follow(place, told), changed)
}
