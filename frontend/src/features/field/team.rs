//! Who comes: by department, one's own first, the leader marked.

use leptos::prelude::*;

use super::here::Here;
use super::model::{Member, Named};
use super::words::*;
use crate::components::{Badge, Tone};
use crate::locales::*;

/// Members by department.
fn by_department(team: Vec<Member>, own: Option<&str>) -> Vec<(Named, Vec<Member>)> {
    let mut groups: Vec<(Named, Vec<Member>)> = Vec::new();
    for member in team {
        match groups.iter_mut().find(|(department, _)| *department == member.department) {
            Some((_, members)) => members.push(member),
            None => groups.push((member.department.clone(), vec![member])),
        }
    }
    if let Some(at) = groups.iter().position(|(department, _)| Some(department.id.as_str()) == own) {
        groups[..=at].rotate_right(1);
    }
    groups
}

/// The team.
#[component]
pub fn Team(here: Here) -> impl IntoView {
    let team = Memo::new(move |_| here.shown.with(|shown| shown.visit.team.clone()));
    let line = move || {
        team.with(|team| {
            let leader = team.iter().find(|member| member.leader);
            let name = leader.map_or("—", |leader| leader.inspector.name.as_str());
            fill(TEAM_LINE, &[&team.len().to_string(), name])
        })
    };
    view! {
        <details class="team">
            <summary>
                <h2 class="team-title">{t(TEAM)}</h2>
                <span>{line}</span>
            </summary>
            {move || {
                by_department(team.get(), here.own().as_deref())
                    .into_iter()
                    .map(|(department, members)| {
                        view! {
                            <h3>{department.name}</h3>
                            <ul>{members.into_iter().map(|member| view! { <TeamMember member=member /> }).collect_view()}</ul>
                        }
                    })
                    .collect_view()
            }}
        </details>
    }
}

#[component]
fn TeamMember(member: Member) -> impl IntoView {
    view! {
        <li>
            {member.inspector.name}
            {member.leader.then(|| view! { " " <Badge text=t(LEADER) tone=Tone::Active /> })}
            <span class="soft small">{fill(CERT_NO, &[&member.cert_no])}</span>
        </li>
    }
}
