//! Comments that mention whoever opens the first page, until they have seen them.

use chrono::{DateTime, Utc};
use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::components::A;
use shared::text::truncate;

use crate::api::{self, ApiError, Paged, schema, use_query};
use crate::components::{Badge, Tone};
use crate::connection;
use crate::locales::*;
use crate::routes::Page;
use crate::texts;

texts! {
    MENTIONS_ME = "提到我的", "Mentions of you";
    MENTIONS_UNREAD = "{0} 条未读", "{0} unread";
    MENTIONS_ALL = "打开计划或计划行即视为已读。", "They count as read once you open the plan or line.";
}

/// How much of a comment is shown, in characters.
const BEGINNING: usize = 120;

/// The line a comment is about.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
struct LineName {
    id: cynic::Id,
    title: String,
}

/// A comment.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PlanComment")]
struct MentionRow {
    plan_id: cynic::Id,
    plan_title: String,
    line: Option<LineName>,
    text: Option<String>,
    by: String,
    department: Option<String>,
    written_at: DateTime<Utc>,
}

connection!(Mentions, "PlanCommentConnection", MentionRow);

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct MentionsQuery {
    #[arguments(unread: true, first: 5)]
    plan_mentions: Mentions,
}

async fn mentions() -> Result<Paged<MentionRow>, ApiError> {
    Ok(api::run(MentionsQuery::build(())).await?.plan_mentions.into())
}

/// The newest of them; nothing where there is none.
#[component]
pub fn MentionsPart() -> impl IntoView {
    let query = use_query(|| (), |()| mentions());
    move || {
        query.data().filter(|page| page.total > 0).map(|page| {
            let count = fill(MENTIONS_UNREAD, &[&number(i64::from(page.total))]);
            view! {
                <section class="section">
                    <h2>{t(MENTIONS_ME)} " " <Badge text=count tone=Tone::Active /></h2>
                    <ul class="mentions-home">{page.items.into_iter().map(entry).collect_view()}</ul>
                    <p class="soft small">{t(MENTIONS_ALL)}</p>
                </section>
            }
        })
    }
}

fn entry(comment: MentionRow) -> impl IntoView {
    let (path, name) = match comment.line {
        Some(line) => (Page::Line(line.id.into_inner()).path(), line.title),
        None => (Page::Plan(comment.plan_id.into_inner()).path(), comment.plan_title),
    };
    let text = comment.text.unwrap_or_default();
    let more = if text.chars().count() > BEGINNING { "…" } else { "" };
    view! {
        <li>
            <p>
                <span lang="zh-CN">{comment.by} " " {comment.department}</span>
                " "
                <time class="soft small">{date_time(comment.written_at)}</time>
            </p>
            <p lang="zh-CN">{truncate(&text, BEGINNING)} {more}</p>
            <A href=path attr:lang="zh-CN">{name}</A>
        </li>
    }
}
