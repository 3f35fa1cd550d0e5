//! What people say about a plan or a line.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use shared::access::Action;

use super::change_words::{LineWords, who};
use super::commands::{
    ReadPlanMentionsInput, TakeBackPlanCommentInput, read_plan_mentions, take_back_plan_comment,
};
use super::comment_form::{Answered, CommentForm};
use super::queries::{CommentView, comments};
use super::words::*;
use crate::api::{Act, PagedQuery, use_paged};
use crate::components::{Ask, Badge, Button, EmptyState, Look, MoreButton, Tone, loaded_live};
use crate::locales::*;
use crate::platform;
use crate::routes::Page;
use crate::state::session::Session;

/// What the comments are about.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// The plan.
    pub plan: String,
    /// The line; none for the plan with all its lines.
    pub line: Option<String>,
    /// Counts what others said meanwhile.
    pub news: RwSignal<u32>,
}

/// The comments, with the form above them where one may write.
#[component]
pub fn Comments(
    /// What they are about.
    about: About,
) -> impl IntoView {
    let key = StoredValue::new((about.plan.clone(), about.line.clone()));
    let list = use_paged(move || key.get_value(), |(plan, line), after| comments(plan, line, after));
    let news = about.news;
    Effect::new(move |before: Option<u32>| {
        let now = news.get();
        if before.is_some_and(|before| before != now) {
            list.query.reload();
        }
        now
    });
    // Whoever sees that a comment mentions them has seen it; the mark stays until the page is opened again.
    Effect::new(move |_| {
        let Some(page) = list.query.data() else { return };
        let unread: Vec<cynic::Id> =
            page.items.iter().filter(|one| one.unread).map(|one| one.id.clone()).collect();
        if !unread.is_empty() {
            spawn_local(async move {
                // If it fails, it is new the next time too.
                let _ = read_plan_mentions(ReadPlanMentionsInput { comment_ids: unread }).await;
            });
        }
    });
    let answered: RwSignal<Answered> = RwSignal::new(None);
    let may = Session::expect().may(Action::CommentPlan);
    let on_written = Callback::new(move |()| list.query.reload());
    view! {
        <section class="section comments" id="comments">
            <h2>{t(TALK)}</h2>
            <p class="soft small">{t(TALK_NOTE)}</p>
            {may.then(|| view! { <CommentForm plan=about.plan line=about.line answered=answered on_written=on_written /> })}
            {loaded_live(
                list.query,
                3,
                move |page| {
                    view! {
                        {move || page.with(|page| page.items.is_empty()).then(|| view! { <EmptyState title=t(TALK_EMPTY) text=t(TALK_EMPTY_TEXT) /> })}
                        <ol class="comment-list">
                            <For
                                each=move || page.get().items
                                key=key_of
                                children=move |one| view! { <Entry comment=one list=list answered=answered may=may /> }
                            />
                        </ol>
                        {move || page.with(|page| page.next.is_some()).then(|| view! { <MoreButton list=list /> })}
                    }
                },
            )}
        </section>
    }
}

/// What of a comment can change while it is shown: it, or what it answers, is taken back. The mark of a new
/// one stays.
fn key_of(comment: &CommentView) -> (String, bool, bool) {
    let quotes = comment.reply_to.as_ref().is_some_and(|quoted| quoted.text.is_some());
    (comment.id.inner().to_owned(), comment.text.is_some(), quotes)
}

#[component]
fn Entry(
    comment: CommentView,
    list: PagedQuery<CommentView>,
    answered: RwSignal<Answered>,
    may: bool,
) -> impl IntoView {
    let (id, by) = (comment.id.clone(), comment.by.clone());
    let author = who(&comment.by, comment.department.as_deref());
    let quoted = comment.reply_to.map(|quoted| {
        view! {
            <blockquote class="comment-quote">
                <span lang="zh-CN">{quoted.by}</span>
                {colon()}
                {match quoted.text {
                    Some(text) => view! { <span lang="zh-CN">{text}</span> }.into_any(),
                    None => t(QUOTED_GONE).into_any(),
                }}
            </blockquote>
        }
    });
    let gone = comment.text.is_none();
    let text = match comment.text {
        Some(text) => view! { <p class="comment-text" lang="zh-CN">{text}</p> }.into_any(),
        None => {
            let at = comment.taken_back_at.map(date_time).unwrap_or_default();
            view! { <p class="soft">{fill(TAKEN_BACK, &[&at])}</p> }.into_any()
        }
    };
    let mentions = (!gone && !comment.mentions.is_empty()).then(|| {
        let names = comment.mentions.into_iter();
        let names =
            names.map(|one| view! { <li class="tag" lang="zh-CN">"@" {one.name}</li> }).collect_view();
        view! { <ul class="tags" aria-label=t(MENTIONS)>{names}</ul> }
    });
    let answer = Callback::new(move |()| {
        answered.set(Some((id.clone(), by.clone())));
        platform::focus::to("#f-text");
    });
    view! {
        <li class="comment" class:comment-unread=comment.unread>
            <p class="comment-head">
                {author}
                " "
                <time class="soft">{date_time(comment.written_at)}</time>
                {comment.unread.then(|| view! { " " <Badge text=t(MENTIONED_YOU) tone=Tone::Active /> })}
            </p>
            {comment
                .line
                .map(|line| {
                    view! {
                        <p class="small">
                            <A href=Page::Line(line.id.into_inner()).path()>
                                <LineWords number=line.number title=line.title />
                            </A>
                        </p>
                    }
                })}
            {quoted}
            {text}
            {mentions}
            <div class="row-acts">
                {(may && !gone).then(|| view! { <Button label=t(REPLY) look=Look::Quiet on_press=answer /> })}
                {(comment.own && !gone).then(|| view! { <TakeBack id=comment.id.clone() list=list /> })}
            </div>
        </li>
    }
}

#[component]
fn TakeBack(id: cynic::Id, list: PagedQuery<CommentView>) -> impl IntoView {
    let (open, act) = (RwSignal::new(false), Act::of_button());
    let send = Callback::new(move |()| {
        act.run(take_back_plan_comment(TakeBackPlanCommentInput { id: id.clone() }), move |_| {
            act.say(t(TAKEN_BACK_DONE));
            open.set(false);
            list.query.reload();
        });
    });
    view! {
        <Button label=t(TAKE_BACK) look=Look::Quiet on_press=Callback::new(move |()| open.set(true)) />
        <Ask title=t(TAKE_BACK_TITLE) text=t(TAKE_BACK_TEXT) act=t(TAKE_BACK) look=Look::Danger open=open busy=act.busy on_confirm=send />
    }
}
