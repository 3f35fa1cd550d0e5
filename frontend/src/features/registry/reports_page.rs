//! Reports of errors: those that wait for one's department, and one's own.

use leptos::prelude::*;
use shared::access::Action;

use super::library_words::*;
use super::reports_queries::{AnswerSourceReportInput, List, Report, answer_source_report, reports};
use super::reports_view::{Answering, ReportTable};
use crate::api::{Act, PagedQuery, use_paged};
use crate::components::{Ask, Crumb, FormErrors, Look, PageHead, TextArea};
use crate::locales::*;
use crate::routes::Page;
use crate::state::filters::Filter;
use crate::state::session::Session;

/// Value of the tab in the address.
const MINE: &str = "mine";

/// The page.
#[component]
pub fn ReportsPage() -> impl IntoView {
    let tab = Filter::of_address("tab");
    let answers = Session::expect().may(Action::AnswerSourceReport);
    let mine = Memo::new(move |_| !answers || tab.get() == MINE);
    let path = Page::SourceReports.path();
    let own = format!("{path}?tab={MINE}");
    view! {
        <PageHead
            title=t(REPORTS)
            note=t(REPORTS_NOTE)
            crumbs=vec![Crumb::new(t(PLACE_SUBJECTS), Page::Subjects.path())]
        />
        {answers
            .then(|| {
                view! {
                    <nav class="tabs" aria-label=t(REPORTS)>
                        <a href=path aria-current=move || (!mine.get()).then_some("page")>{t(TAB_TO_ANSWER)}</a>
                        <a href=own aria-current=move || mine.get().then_some("page")>{t(TAB_MINE)}</a>
                    </nav>
                }
            })}
        {move || {
            let list = if mine.get() { List::Mine } else { List::ToAnswer };
            view! { <Reports which=list /> }
        }}
    }
}

#[component]
fn Reports(which: List) -> impl IntoView {
    let list = use_paged(move || which, reports);
    let answering = RwSignal::new(None::<(Report, bool)>);
    provide_context(Answering((which == List::ToAnswer).then_some(answering)));
    view! {
        <ReportTable list=list none=NO_REPORTS />
        <Answer answering=answering list=list accept=true />
        <Answer answering=answering list=list accept=false />
    }
}

/// Asks once, and answers.
#[component]
fn Answer(
    answering: RwSignal<Option<(Report, bool)>>,
    list: PagedQuery<Report>,
    accept: bool,
) -> impl IntoView {
    let (open, answer, act) = (RwSignal::new(false), RwSignal::new(String::new()), Act::of_form());
    let report = StoredValue::new(None::<Report>);
    Effect::new(move |_| {
        if let Some((chosen, to_accept)) = answering.get()
            && to_accept == accept
        {
            report.set_value(Some(chosen));
            answer.set(String::new());
            act.refuse(Vec::new());
            open.set(true);
            answering.set(None);
        }
    });
    let send = Callback::new(move |()| {
        let Some(report) = report.get_value() else { return };
        let input = AnswerSourceReportInput {
            accept,
            answer: answer.get_untracked(),
            id: report.id,
            revision: report.revision,
        };
        act.run(answer_source_report(input), move |_| {
            act.say(t(ANSWERED));
            open.try_set(false);
            list.query.reload();
        });
    });
    let (title, text, look) =
        if accept { (ACCEPT, ACCEPT_TEXT, Look::Seal) } else { (DECLINE, DECLINE_TEXT, Look::Danger) };
    view! {
        <Ask title=t(title) text=t(text) act=t(title) look=look open=open busy=act.busy on_confirm=send>
            <FormErrors errors=act.errors />
            <TextArea label=t(ANSWER) path="answer" value=answer errors=act.errors />
        </Ask>
    }
}
