//! Prior approval of inspections by a department's head (检查审批): one act for one visit or many.

use leptos::prelude::*;

use super::commands::{ApproveVisitsInput, approve_visits};
use super::facts::begin_with;
use super::queries::VisitRow;
use super::words::*;
use crate::api::Act;
use crate::components::Ask;
use crate::locales::*;
use crate::state::reference::Reference;

/// Asks once, with what follows, and approves.
#[component]
pub fn ApproveDialog(
    /// The department.
    department: String,
    /// The visits.
    #[prop(into)]
    visits: Signal<Vec<VisitRow>>,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Told when it is done.
    on_done: Callback<()>,
) -> impl IntoView {
    let act = Act::of_button();
    let reference = Reference::of_area();
    let department = StoredValue::new(department);
    let count = move || visits.with(Vec::len).to_string();
    let title = Signal::derive(move || fill(APPROVE_TITLE, &[&count()]));
    let text = Signal::derive(move || {
        let own = department.get_value();
        let lists = reference.get();
        let name = lists.departments.iter().find(|row| row.id.inner() == own).map(|row| row.name.clone());
        fill(APPROVE_TEXT, &[&name.unwrap_or_default(), &count()])
    });
    let follows = move || {
        let (all, begin) =
            visits.with(|visits| (visits.len(), department.with_value(|own| begin_with(visits, own))));
        let mut words = Vec::new();
        if begin > 0 {
            words.push(fill(APPROVE_BEGIN, &[&begin.to_string()]));
        }
        if all > begin {
            words.push(fill(APPROVE_WAIT, &[&(all - begin).to_string()]));
        }
        words.into_iter().map(|words| view! { <p class="soft">{words}</p> }).collect_view()
    };
    let confirm = Callback::new(move |()| {
        let visit_ids = visits.get_untracked().into_iter().map(|visit| visit.id).collect();
        let input = ApproveVisitsInput { department_id: cynic::Id::new(department.get_value()), visit_ids };
        act.run(approve_visits(input), move |visits| {
            act.say(&fill(APPROVED_DONE, &[&visits.len().to_string()]));
            open.try_set(false);
            on_done.run(());
        });
    });
    view! {
        <Ask title=title text=text act=t(APPROVE_NOW) open=open busy=act.busy on_confirm=confirm>
            {follows}
        </Ask>
    }
}
