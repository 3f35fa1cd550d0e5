//! Writing a comment.

use leptos::prelude::*;
use shared::planning::together::check_comment;

use super::commands::{WritePlanCommentInput, write_plan_comment};
use super::model::{Target, calls, with_name};
use super::picker::MentionPicker;
use super::words::*;
use crate::api::{Act, UserError};
use crate::components::{Button, FormErrors, Look, TextArea};
use crate::locales::*;
use crate::platform;

/// The comment that is answered: its id and author.
pub type Answered = Option<(cynic::Id, String)>;

/// The form.
#[component]
pub fn CommentForm(
    /// The plan.
    plan: String,
    /// The line, where it is about one.
    line: Option<String>,
    /// The comment that is answered, if one.
    answered: RwSignal<Answered>,
    /// Told when a comment was written.
    #[prop(into)]
    on_written: Callback<()>,
) -> impl IntoView {
    let (text, chosen) = (RwSignal::new(String::new()), RwSignal::new(Vec::<Target>::new()));
    // Whether a name that is chosen belongs in the text, where `@` was typed for it.
    let called = RwSignal::new(false);
    let act = Act::of_form();
    Effect::new(move |before: Option<String>| {
        let now = text.get();
        if before.is_some_and(|before| calls(&before, &now)) {
            called.set(true);
            platform::focus::to("#f-mentions");
        }
        now
    });
    let on_choose = Callback::new(move |target: Target| {
        if called.get_untracked() {
            called.set(false);
            text.update(|text| *text = with_name(text, &target.name));
            platform::focus::to("#f-text");
        }
    });
    let about = StoredValue::new((plan, line));
    let send = move || {
        let (plan, line) = about.get_value();
        let targets = chosen.get_untracked();
        let problems = check_comment(&text.get_untracked(), targets.len());
        if !problems.is_empty() {
            act.refuse(UserError::found(&problems));
            return;
        }
        let ids = |person: bool| {
            let of_kind = targets.iter().filter(|target| target.person == person);
            of_kind.map(|target| cynic::Id::new(&target.id)).collect::<Vec<_>>()
        };
        let input = WritePlanCommentInput {
            account_ids: ids(true),
            department_ids: ids(false),
            line_id: line.map(cynic::Id::new),
            plan_id: plan.into(),
            reply_to_id: answered.get_untracked().map(|(id, _)| id),
            text: text.get_untracked(),
        };
        act.run(write_plan_comment(input), move |_| {
            act.say(t(COMMENT_SENT));
            text.set(String::new());
            chosen.set(Vec::new());
            answered.set(None);
            on_written.run(());
        });
    };
    view! {
        <form
            class="form comment-form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <FormErrors errors=act.errors />
            {move || {
                answered
                    .get()
                    .map(|(_, by)| {
                        view! {
                            <p class="comment-quote">
                                {t(REPLY_TO)}
                                <span lang="zh-CN">{by}</span>
                                " "
                                <Button label=t(REPLY_CANCEL) look=Look::Quiet on_press=Callback::new(move |()| answered.set(None)) />
                            </p>
                        }
                    })
            }}
            <TextArea label=t(COMMENT_TEXT) path="text" value=text help=t(COMMENT_HELP) errors=act.errors />
            <MentionPicker chosen=chosen errors=act.errors on_choose=on_choose />
            <div class="acts">
                <Button label=t(SEND_COMMENT) look=Look::Primary busy=act.busy submit=true />
            </div>
        </form>
    }
}
