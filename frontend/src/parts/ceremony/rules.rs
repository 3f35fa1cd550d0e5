//! Whom a wave leaves out of its frame by which rule, and how its series turns.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use shared::planning::FrameRule;

use super::words::*;
use crate::api::{Coded, schema};
use crate::components::Table;
use crate::locales::*;

/// Rules of a wave.
#[derive(cynic::QueryFragment, Debug, Clone, Copy, PartialEq, Eq)]
#[cynic(graphql_type = "WaveRules")]
pub struct RulesView {
    /// Whether the quiet list is kept.
    pub quiet_list: bool,
    /// Cap of one department.
    pub cap_per_body: Option<i32>,
    /// Cap of all.
    pub cap_combined: Option<i32>,
    /// Days for which a visit keeps its departments away.
    pub recent_days: Option<i32>,
    /// Days for which a conclusion may be used again.
    pub reuse_days: Option<i32>,
}

/// How a wave turns; shares in basis points.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "WaveTurn")]
pub struct TurnView {
    /// Code of the wave before.
    pub previous: String,
    /// The ratio it is made for.
    pub ratio_bp: i32,
    /// Share wanted again.
    pub repeat_bp: i32,
    /// Width of the noise.
    pub noise_bp: i32,
    /// Share of fresh numbers.
    pub fresh_bp: i32,
}

/// Doors that a rule left out of a task.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct ExcludedDoors {
    /// The task.
    pub task: String,
    /// The rule.
    pub rule: Coded<FrameRule>,
    /// How many.
    pub doors: i32,
}

impl RulesView {
    /// Each rule that is asked, in words.
    pub fn words(&self) -> Vec<String> {
        let number = |words: Text, value: Option<i32>| value.map(|value| fill(words, &[&value.to_string()]));
        let quiet = self.quiet_list.then(|| t(RULE_QUIET).to_owned());
        let numbers = [
            number(RULE_BODY, self.cap_per_body),
            number(RULE_ALL, self.cap_combined),
            number(RULE_RECENT, self.recent_days),
            number(RULE_REUSE, self.reuse_days),
        ];
        quiet.into_iter().chain(numbers.into_iter().flatten()).collect()
    }
}

impl TurnView {
    /// In a sentence.
    pub fn words(&self) -> String {
        let share = |value: i32| percent(i64::from(value));
        fill(
            TURN_WORDS,
            &[
                &self.previous,
                &share(self.ratio_bp),
                &share(self.repeat_bp),
                &share(self.noise_bp),
                &share(self.fresh_bp),
            ],
        )
    }
}

/// Doors left out of a task by all rules together.
pub fn left_out(excluded: &[ExcludedDoors], task: &str) -> i64 {
    excluded.iter().filter(|row| row.task == task).map(|row| i64::from(row.doors)).sum()
}

/// The rules as announced, how the wave turns, and once it is frozen what was left out.
#[component]
pub fn FrameRulesPanel(
    /// The rules; waves of before there were any have none.
    rules: Option<RulesView>,
    /// How it turns.
    turn: Option<TurnView>,
    /// What was left out; nothing before the freeze.
    excluded: Option<Vec<ExcludedDoors>>,
    /// What a task is called.
    title: Callback<String, AnyView>,
) -> impl IntoView {
    let asked = rules.map(|rules| rules.words());
    (asked.is_some() || turn.is_some()).then(|| {
        let asked = asked.unwrap_or_default();
        let any = !asked.is_empty();
        view! {
            <section class="stack">
                <h3 class="table-title">{t(RULES_TITLE)}</h3>
                <p class="soft small">{t(RULES_TEXT)}</p>
                <ul class="how">
                    {asked.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}
                    {(!any).then(|| view! { <li>{t(RULE_NONE)}</li> })}
                    {turn.map(|turn| view! { <li>{turn.words()}</li> })}
                </ul>
                {excluded.filter(|_| any).map(|rows| view! { <ExcludedTable rows=rows title=title /> })}
            </section>
        }
    })
}

/// Tasks by rules, with the doors each left out.
#[component]
fn ExcludedTable(
    /// What was left out.
    rows: Vec<ExcludedDoors>,
    /// What a task is called.
    title: Callback<String, AnyView>,
) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p>{t(NOBODY_LEFT_OUT)}</p> }.into_any();
    }
    let rules: BTreeSet<FrameRule> = rows.iter().map(|row| *row.rule).collect();
    let mut tasks: BTreeMap<String, BTreeMap<FrameRule, i64>> = BTreeMap::new();
    for row in rows {
        tasks.entry(row.task).or_default().insert(*row.rule, i64::from(row.doors));
    }
    let mut headings = vec![t(TASK).to_owned(), t(LINE).to_owned()];
    headings.extend(rules.iter().map(|rule| format!("#{}", rule.label(lang()))));
    headings.push(format!("#{}", t(SUM)));
    view! {
        <div class="stacked">
            <Table caption=t(LEFT_OUT_TITLE) headings=headings>
                {tasks
                    .into_iter()
                    .map(|(task, counts)| {
                        let cells = rules
                            .iter()
                            .map(|rule| {
                                let doors = counts.get(rule).copied().unwrap_or(0);
                                view! { <td class="number" data-label=rule.label(lang())>{number(doors)}</td> }
                            })
                            .collect_view();
                        let sum: i64 = counts.values().sum();
                        view! {
                            <tr>
                                <td data-label=t(TASK)><code>{task.clone()}</code></td>
                                <td data-label=t(LINE)><div>{title.run(task)}</div></td>
                                {cells}
                                <td class="number" data-label=t(SUM)>{number(sum)}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
    .into_any()
}
