//! Writing a rule.

use leptos::prelude::*;
use shared::ErrorCode;
use shared::deadlines::{DayShift, DutyOf, DutyProof, DutyTerms, RESULTS};

use super::model::TypedTerms;
use super::queries::{DutyRule, DutyRuleTerms, DutyTermsInput, KeepDutyRuleInput, keep_duty_rule, rules};
use super::rules::day_words;
use super::words::*;
use crate::api::{Act, Coded, UserError};
use crate::components::{
    Button, Checkbox, Dialog, Facts, FormErrors, Look, NumberField, SelectField, TextField,
};
use crate::locales::*;

/// The dialog; without a rule for a new one.
#[component]
pub fn RuleDialog(
    /// Its heading.
    title: String,
    /// The rule that is changed.
    rule: Option<DutyRule>,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// A version was written.
    on_saved: Callback<()>,
) -> impl IntoView {
    let rule = StoredValue::new(rule);
    view! {
        <Dialog title=title open=open>
            <RuleForm rule=rule.get_value() open=open on_saved=on_saved />
        </Dialog>
    }
}

#[component]
fn RuleForm(rule: Option<DutyRule>, open: RwSignal<bool>, on_saved: Callback<()>) -> impl IntoView {
    let terms = rule.as_ref().map(|rule| rule.terms.clone());
    let code = rule.as_ref().map(|rule| rule.code.clone());
    let of_results = code.as_deref() == Some(RESULTS);
    let text = |pick: fn(&DutyRuleTerms) -> String, usual: &str| {
        RwSignal::new(terms.as_ref().map_or_else(|| usual.to_owned(), pick))
    };
    let (title, clause) = (text(|terms| terms.title.clone(), ""), text(|terms| terms.clause.clone(), ""));
    let year = text(|terms| terms.year.map(|year| year.to_string()).unwrap_or_default(), "");
    let (month, day) = (text(|terms| terms.month.to_string(), ""), text(|terms| terms.day.to_string(), ""));
    let remind = text(|terms| terms.remind.to_string(), "10");
    let shift = text(|terms| terms.shift.as_str().to_owned(), DayShift::Before.as_str());
    let proof = text(|terms| terms.proof.as_str().to_owned(), DutyProof::ByHand.as_str());
    let of = text(|terms| terms.of.as_str().to_owned(), DutyOf::Departments.as_str());
    let active = RwSignal::new(terms.as_ref().is_none_or(|terms| terms.active));
    let plan_ahead = terms.as_ref().map_or(0, |terms| u32::try_from(terms.plan_ahead).unwrap_or(0));
    let reason = RwSignal::new(String::new());
    let version = StoredValue::new(rule.map_or(0, |rule| rule.version));
    let (act, code) = (Act::of_form(), StoredValue::new(code));
    let latest = RwSignal::new(None::<DutyRule>);
    let typed = move || TypedTerms {
        title: title.get_untracked(),
        clause: clause.get_untracked(),
        year: year.get_untracked(),
        month: month.get_untracked(),
        day: day.get_untracked(),
        remind: remind.get_untracked(),
        shift: shift.get_untracked(),
        proof: proof.get_untracked(),
        of: of.get_untracked(),
        plan_ahead,
        active: active.get_untracked(),
    };
    let send = Callback::new(move |()| {
        let terms = match typed().read() {
            Ok(terms) => terms,
            Err(found) => {
                act.errors.set(UserError::found(&found));
                return;
            }
        };
        let input = KeepDutyRuleInput {
            code: code.get_value(),
            reason: reason.get_untracked(),
            terms: terms.into(),
            version: version.get_value(),
        };
        act.run(keep_duty_rule(input), move |_| {
            act.say(t(KEPT));
            open.set(false);
            on_saved.run(());
        });
    });
    // Somebody was quicker: the latest is shown beside what stands here, and the next press saves over it.
    Effect::new(move |_| {
        let stale =
            act.errors.with(|errors| errors.iter().any(|error| *error.code == ErrorCode::StaleRevision));
        if stale {
            leptos::task::spawn_local(async move {
                let found = rules().await.unwrap_or_default();
                let own = found.into_iter().find(|rule| Some(&rule.code) == code.get_value().as_ref());
                if let Some(rule) = own {
                    version.try_set_value(rule.version);
                    latest.try_set(Some(rule));
                }
            });
        }
    });
    let proofs: Vec<(String, String)> = choices(DutyProof::ALL, DutyProof::as_str, DutyProof::label)
        .into_iter()
        .filter(|(code, _)| (code == DutyProof::ResultsPublished.as_str()) == of_results)
        .collect();
    let owners = choices(DutyOf::ALL, DutyOf::as_str, DutyOf::label);
    let shifts = choices(DayShift::ALL, DayShift::as_str, DayShift::label);
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send.run(());
            }
        >
            <FormErrors errors=act.errors />
            {move || latest.get().map(|rule| view! { <Latest rule=rule mine=typed().read().ok() /> })}
            <TextField label=t(F_TITLE) path="title" value=title errors=act.errors />
            <TextField label=t(F_CLAUSE) path="clause" value=clause errors=act.errors />
            {(!of_results)
                .then(|| {
                    view! {
                        <NumberField label=t(F_ONLY_YEAR) path="year" value=year help=t(F_ONLY_YEAR_HELP) errors=act.errors />
                        <NumberField label=t(F_MONTH) path="month" value=month errors=act.errors />
                        <NumberField label=t(F_DAY) path="day" value=day help=t(F_DAY_HELP) errors=act.errors />
                        <SelectField label=t(F_SHIFT) path="shift" value=shift choices=Signal::derive(move || shifts.clone()) errors=act.errors />
                        <SelectField label=t(F_OF) path="of" value=of choices=Signal::derive(move || owners.clone()) errors=act.errors />
                        <SelectField label=t(F_PROOF) path="proof" value=proof choices=Signal::derive(move || proofs.clone()) errors=act.errors />
                    }
                })}
            <NumberField label=t(F_REMIND) path="remind" value=remind errors=act.errors />
            <Checkbox label=t(F_ACTIVE) value=active />
            <TextField label=t(F_REASON) path="reason" value=reason errors=act.errors />
            <div class="dialog-acts">
                <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
                <Button label=t(SAVE) look=Look::Primary busy=act.busy submit=true />
            </div>
        </form>
    }
}

/// Both versions, side by side.
#[component]
fn Latest(rule: DutyRule, mine: Option<DutyTerms>) -> impl IntoView {
    let facts = |terms: &DutyRuleTerms| {
        vec![
            (t(F_TITLE).to_owned(), terms.title.clone()),
            (t(F_CLAUSE).to_owned(), terms.clause.clone()),
            (t(RULE_DAY).to_owned(), day_words(&rule.code, terms)),
            (t(REMIND).to_owned(), fill(REMIND_DAYS, &[&terms.remind.to_string()])),
        ]
    };
    let mine = mine.map(|terms| facts(&terms.into()));
    let theirs = facts(&rule.terms);
    view! {
        <div class="notice notice-warn stack" role="alert">
            <p>{t(STALE)}</p>
            <div class="two">
                <div>
                    <h3>{t(YOURS)}</h3>
                    <Facts facts=mine.unwrap_or_default() />
                </div>
                <div>
                    <h3>{t(LATEST)}</h3>
                    <Facts facts=theirs />
                </div>
            </div>
        </div>
    }
}

fn number(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

impl From<DutyTerms> for DutyTermsInput {
    fn from(terms: DutyTerms) -> Self {
        Self {
            active: terms.active,
            clause: terms.clause,
            day: number(terms.day),
            month: number(terms.month),
            of: Coded(terms.of),
            plan_ahead: number(terms.plan_ahead),
            proof: Coded(terms.proof),
            remind: number(terms.remind),
            shift: Coded(terms.shift),
            title: terms.title,
            year: terms.year,
        }
    }
}

impl From<DutyTerms> for DutyRuleTerms {
    fn from(terms: DutyTerms) -> Self {
        Self {
            title: terms.title,
            clause: terms.clause,
            year: terms.year,
            month: number(terms.month),
            day: number(terms.day),
            plan_ahead: number(terms.plan_ahead),
            shift: Coded(terms.shift),
            remind: number(terms.remind),
            proof: Coded(terms.proof),
            of: Coded(terms.of),
            active: terms.active,
        }
    }
}
