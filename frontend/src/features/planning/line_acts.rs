//! What one may do with a line, by where it stands and who one is.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;
use shared::planning::{Confirmation, LineStatus, PlanStatus};

use super::commands::*;
use super::model::is_editable;
use super::office_queries::reopen_plan_line;
use super::office_words::{REOPEN, REOPEN_TEXT, REOPENED};
use super::queries::{LineDetail, Party};
use super::together::{RETRACT, RETRACT_TEXT, RETRACTED, RetractConfirmationInput, retract_confirmation};
use super::words::*;
use crate::api::{Act, Answer, Query};
use crate::components::{Ask, Button, FormErrors, Look, TextArea};
use crate::locales::*;
use crate::routes::Page;
use crate::state::session::Session;

/// Buttons and their questions.
#[component]
pub fn LineActs(
    /// The line.
    line: LineDetail,
    /// To be loaded anew afterwards.
    query: Query<LineDetail>,
) -> impl IntoView {
    let session = Session::expect();
    let status = *line.status;
    let own = |action: Action| move |party: &&Party| session.may_for(action, &party.department.id);
    let leads = session.may_for(Action::ProposeLine, &line.lead.id);
    let invited = line
        .parties
        .iter()
        .filter(|party| *party.confirmation == Confirmation::Invited)
        .find(own(Action::ConfirmLine))
        .cloned();
    let unsigned =
        line.parties.iter().filter(|party| party.signed_at.is_none()).find(own(Action::SignLine)).cloned();
    // A partner that has confirmed; the lead takes the whole line back instead.
    let confirmed = line
        .parties
        .iter()
        .filter(|party| !party.lead && *party.confirmation == Confirmation::Confirmed)
        .find(own(Action::ConfirmLine))
        .filter(|_| status.retract().is_ok())
        .map(|party| LineAct::Retract(party.department.id.clone()));
    let (id, revision) = (line.id.clone(), line.revision);
    let mut acts: Vec<LineAct> = match status {
        LineStatus::Draft | LineStatus::Returned if leads => vec![LineAct::Withdraw, LineAct::Submit],
        LineStatus::Confirming => {
            let mut acts = Vec::new();
            if leads {
                acts.push(LineAct::Withdraw);
            }
            if let Some(party) = invited {
                acts.push(LineAct::Decline(party.department.id.clone()));
                acts.push(LineAct::Confirm(party.department.id));
            }
            acts
        }
        LineStatus::Signing => unsigned.map(|party| LineAct::Sign(party.department.id)).into_iter().collect(),
        LineStatus::Submitted if session.may(Action::ReviewPlan) => {
            vec![LineAct::ReviewBack, LineAct::Review]
        }
        LineStatus::Approved if leads && *line.plan.status == PlanStatus::Draft && line.plan.version > 1 => {
            vec![LineAct::Reopen]
        }
        LineStatus::Reviewed if session.may(Action::ApprovePlan) => {
            vec![LineAct::ApproveBack, LineAct::Approve]
        }
        _ => Vec::new(),
    };
    acts.extend(confirmed);
    view! {
        {(is_editable(status) && leads)
            .then(|| view! { <A href=Page::EditLine(id.inner().to_owned()).path() attr:class="button">{t(EDIT)}</A> })}
        {acts
            .into_iter()
            .map(|what| view! { <ActButton what=what id=id.clone() revision=revision query=query /> })
            .collect_view()}
    }
}

/// An act, with the department it is done for.
#[derive(Debug, Clone, PartialEq)]
enum LineAct {
    Submit,
    Withdraw,
    Reopen,
    Confirm(cynic::Id),
    Decline(cynic::Id),
    Sign(cynic::Id),
    Retract(cynic::Id),
    Review,
    ReviewBack,
    Approve,
    ApproveBack,
}

/// How an act is shown: its name, what follows, what is said afterwards, whether it needs a reason.
struct Face {
    name: Text,
    text: Text,
    done: Text,
    look: Look,
    reason: bool,
}

impl LineAct {
    const fn face(&self) -> Face {
        let (name, text, done, look, reason) = match self {
            Self::Submit => (SUBMIT, SUBMIT_TEXT, SUBMITTED, Look::Primary, false),
            Self::Withdraw => (WITHDRAW, WITHDRAW_TEXT, WITHDRAWN, Look::Danger, true),
            Self::Reopen => (REOPEN, REOPEN_TEXT, REOPENED, Look::Danger, true),
            Self::Confirm(_) => (CONFIRM_PART, SIGN_TEXT, CONFIRMED, Look::Primary, false),
            Self::Decline(_) => (DECLINE, DECLINE_TEXT, DECLINED, Look::Danger, true),
            Self::Sign(_) => (SIGN, SIGN_TEXT, SIGNED, Look::Seal, false),
            Self::Retract(_) => (RETRACT, RETRACT_TEXT, RETRACTED, Look::Danger, true),
            Self::Review => (REVIEW_PASS, REVIEW_NOTE, REVIEWED, Look::Primary, false),
            Self::ReviewBack | Self::ApproveBack => (RETURN, RETURN_TEXT, RETURNED, Look::Danger, true),
            Self::Approve => (APPROVE_LINE, REVIEW_NOTE, APPROVED, Look::Seal, false),
        };
        Face { name, text, done, look, reason }
    }

    async fn run(self, id: cynic::Id, revision: i32, reason: String) -> Answer<LineRef> {
        let step = LineStepInput { id: id.clone(), reason: reason.clone(), revision };
        let word = |accept| DecideLineInput { accept, id: id.clone(), reason: reason.clone(), revision };
        match self {
            Self::Submit => submit_plan_line(step).await,
            Self::Withdraw => withdraw_plan_line(step).await,
            Self::Reopen => reopen_plan_line(step).await,
            Self::Confirm(department_id) => {
                confirm_plan_line(ConfirmLineInput {
                    confirm: true,
                    department_id,
                    id: id.clone(),
                    reason: String::new(),
                })
                .await
            }
            Self::Decline(department_id) => {
                confirm_plan_line(ConfirmLineInput {
                    confirm: false,
                    department_id,
                    id: id.clone(),
                    reason: reason.clone(),
                })
                .await
            }
            Self::Sign(department_id) => {
                sign_plan_line(SignLineInput { department_id, id: id.clone() }).await
            }
            Self::Retract(department_id) => {
                let input =
                    RetractConfirmationInput { department_id, id: id.clone(), reason: reason.clone() };
                retract_confirmation(input).await
            }
            Self::Review => review_plan_line(word(true)).await,
            Self::ReviewBack => review_plan_line(word(false)).await,
            Self::Approve => approve_plan_line(word(true)).await,
            Self::ApproveBack => approve_plan_line(word(false)).await,
        }
    }
}

#[component]
fn ActButton(what: LineAct, id: cynic::Id, revision: i32, query: Query<LineDetail>) -> impl IntoView {
    let face = what.face();
    let (open, reason) = (RwSignal::new(false), RwSignal::new(String::new()));
    // A reason that is missing is said beside its field; everything else as a message.
    let act = if face.reason { Act::of_form() } else { Act::of_button() };
    let done = t(face.done);
    let send = Callback::new(move |()| {
        act.run(what.clone().run(id.clone(), revision, reason.get_untracked()), move |_| {
            act.say(done);
            open.set(false);
            query.reload();
        });
    });
    let needs_reason = face.reason;
    view! {
        <Button label=t(face.name) look=face.look on_press=Callback::new(move |()| open.set(true)) />
        <Ask title=t(face.name) text=t(face.text) act=t(face.name) look=face.look open=open busy=act.busy on_confirm=send>
            {needs_reason
                .then(|| {
                    view! {
                        <div class="form">
                            <FormErrors errors=act.errors />
                            <TextArea label=t(REASON) path="reason" value=reason errors=act.errors />
                        </div>
                    }
                })}
        </Ask>
    }
}
