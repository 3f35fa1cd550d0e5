//! Merges that would save most, each applied with one press.

use leptos::prelude::*;

use super::super::commands::{GroupPlanLinesInput, group_plan_lines};
use super::board::{Answer, Desk};
use super::figures::decimal;
use super::model::free_group;
use super::words::*;
use crate::api::Act;
use crate::components::{Button, FormErrors};
use crate::locales::*;

/// Suggestions, and the groups there are.
#[component]
pub fn Merges(desk: Desk, answer: Answer) -> impl IntoView {
    let act = Act::of_button();
    let merges = Memo::new(move |_| {
        answer.with(|answer| answer.as_ref().map(|(_, merges)| merges.clone()).unwrap_or_default())
    });
    let groups = Memo::new(move |_| {
        let mut groups: Vec<String> =
            desk.lines.with(|lines| lines.iter().filter_map(|line| line.group.clone()).collect());
        groups.sort();
        groups.dedup();
        groups
    });
    let set = move |lines: Vec<String>, group: Option<String>, done: String| {
        let input = GroupPlanLinesInput {
            group: group.clone(),
            line_ids: lines.iter().map(cynic::Id::new).collect(),
            plan_id: desk.plan.get_value(),
        };
        act.run(group_plan_lines(input), move |_| {
            act.say(&done);
            desk.lines.update(|known| {
                for line in known.iter_mut().filter(|line| lines.contains(&line.id)) {
                    line.group.clone_from(&group);
                }
            });
        });
    };
    view! {
        <section class="section">
            <h2>{t(MERGES)}</h2>
            <FormErrors errors=act.errors />
            {move || merges.get().is_empty().then(|| view! { <p class="soft">{t(NO_MERGE)}</p> })}
            <ol class="merges">
                {move || {
                    merges
                        .get()
                        .into_iter()
                        .map(|merge| {
                            let name = desk.lines.with(|lines| free_group(lines));
                            let names: Vec<String> = merge.lines.iter().map(|id| desk.title(id)).collect();
                            let label = fill(APPLY_TITLE, &[&name]);
                            let press = Callback::new(move |()| {
                                set(merge.lines.clone(), Some(name.clone()), fill(APPLIED, &[&name]));
                            });
                            view! {
                                <li>
                                    <div>
                                        <strong>{fill(MERGE_SAVES, &[&decimal(merge.entries)])}</strong>
                                        <ul>{names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}</ul>
                                    </div>
                                    {desk.may_group.then(|| view! { <Button label=label busy=act.busy on_press=press /> })}
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ol>
            <div class="row-acts">{move || {
                desk.may_group
                    .then(|| {
                        groups
                            .get()
                            .into_iter()
                            .map(|group| {
                                let label = format!("{} {group}", t(SPLIT));
                                let press = Callback::new(move |()| {
                                    let lines = desk.lines.with_untracked(|lines| {
                                        lines
                                            .iter()
                                            .filter(|line| line.group.as_ref() == Some(&group))
                                            .map(|line| line.id.clone())
                                            .collect()
                                    });
                                    set(lines, None, fill(SPLIT_DONE, &[&group]));
                                });
                                view! { <Button label=label busy=act.busy on_press=press /> }
                            })
                            .collect_view()
                    })
            }}</div>
        </section>
    }
}
