//! The page of a plan follows what others do: rows, head and comments, each by itself and without a jump.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::queries::{LineRow, PlanDetail, lines_of_plan, plan};
use super::together::{ChangeView, News, Others, Place, follow, quietly, row};
use crate::api::{Load, PagedQuery, Query};
use crate::state::session::Session;

/// What the page is told. Copies of signals.
#[derive(Clone, Copy)]
pub struct LivePlan {
    /// Who else is here.
    pub others: Others,
    /// The last change.
    pub latest: RwSignal<Option<ChangeView>>,
    /// Counts what was said.
    pub said: RwSignal<u32>,
    /// How many changes others have made since the page was opened.
    pub more: RwSignal<i32>,
}

impl LivePlan {
    /// Follows a plan for as long as its page is open.
    pub fn follow(id: String, query: Query<PlanDetail>, list: PagedQuery<LineRow>) -> Self {
        let (latest, said) = (RwSignal::new(None::<ChangeView>), RwSignal::new(0_u32));
        let more = RwSignal::new(0_i32);
        let place = Place { plan: id.clone(), line: None, editing: false };
        let own = Session::expect().account().map(|account| account.id);
        let first = StoredValue::new(true);
        let told = move |news| {
            let change = match news {
                News::Change(change) => *change,
                News::Anew => {
                    refresh(&id, query, list);
                    said.try_update(|times| *times += 1);
                    return;
                }
            };
            // The first is the newest there was: the page has it, unless it came while the page was loading.
            let opening = first.try_get_value().unwrap_or_default();
            first.try_set_value(false);
            if !opening {
                let by = change.account_id.as_ref().map(|id| id.inner().to_owned());
                if by != own {
                    more.try_update(|count| *count += 1);
                }
                latest.try_set(Some(change.clone()));
            }
            match (&change.line, change.act.is_talk()) {
                (_, true) if opening => {}
                (_, true) => {
                    said.try_update(|times| *times += 1);
                }
                (Some(line), false) => renew_row(list, line.id.clone(), change.revision),
                (None, false) if opening => {}
                (None, false) => refresh(&id, query, list),
            }
        };
        Self { others: follow(place, told), latest, said, more }
    }
}

/// Head and lines anew.
fn refresh(id: &str, query: Query<PlanDetail>, list: PagedQuery<LineRow>) {
    let (of_head, of_lines) = (id.to_owned(), id.to_owned());
    quietly(query, move || plan(of_head));
    quietly(list.query, move || lines_of_plan(of_lines, None));
}

/// One row anew, where it stands; a new line comes to the end, if the end is shown.
fn renew_row(list: PagedQuery<LineRow>, id: cynic::Id, revision: i32) {
    let known = list.query.state.try_with_untracked(|state| match state {
        Load::Ready(page) => page.items.iter().any(|one| one.id == id && one.revision >= revision),
        // What is being loaded has it.
        Load::Loading | Load::Failed(_) => true,
    });
    if known != Some(false) {
        return;
    }
    spawn_local(async move {
        let Ok(fresh) = row(id).await else { return };
        list.query.state.try_update(|state| {
            let Load::Ready(page) = state else { return };
            match page.items.iter_mut().find(|one| one.id == fresh.id) {
                Some(old) if old.revision > fresh.revision => {}
                Some(old) => *old = fresh,
                None => {
                    page.total += 1;
                    if page.next.is_none() {
                        page.items.push(fresh);
                    }
                }
            }
        });
    });
}
