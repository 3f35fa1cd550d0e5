//! The matrix of ratios a plan goes by: shown, and chosen by the office with a reason.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;
use shared::planning::PlanStatus;

use super::model::ratio_text;
use super::queries::{PlanDetail, PlanMatrix, Ratio};
use super::ratio_queries::{ChoosePlanMatrixInput, choose_plan_matrix, matrix_choices};
use super::ratio_words::*;
use crate::api::{Act, Query, use_query};
use crate::components::{Ask, Button, Choices, Facts, FormErrors, Look, SelectField, TextArea, loaded};
use crate::locales::*;
use crate::routes::Page;
use crate::state::session::Session;

/// Ratios in words.
pub fn ratios_words(ratios: &[Ratio]) -> String {
    let one = |ratio: &Ratio| format!("{} {}%", ratio.stratum, ratio_text(ratio.basis_points));
    ratios.iter().map(one).collect::<Vec<_>>().join(comma())
}

fn facts(matrix: Option<&PlanMatrix>) -> Vec<(String, String)> {
    let Some(matrix) = matrix else {
        return vec![(t(PLAN_MATRIX).to_owned(), t(PLAN_MATRIX_NONE).to_owned())];
    };
    let ratios = ratios_words(&matrix.ratios);
    vec![
        (
            t(PLAN_MATRIX).to_owned(),
            fill(PLAN_MATRIX_TEXT, &[&matrix.name, &matrix.version.to_string(), &ratios]),
        ),
        (t(PLAN_MATRIX_WHY).to_owned(), matrix.reason.clone()),
    ]
}

/// The matrix of a plan.
#[component]
pub fn MatrixOfPlan(
    /// The plan.
    plan: PlanDetail,
    /// Where a changed plan goes.
    query: Query<PlanDetail>,
) -> impl IntoView {
    let may = *plan.status == PlanStatus::Draft && Session::expect().may(Action::ReviewPlan);
    let facts = facts(plan.matrix.as_ref());
    let open = RwSignal::new(false);
    view! {
        <section class="section stack">
            <h2>{t(PLAN_MATRIX)}</h2>
            <Facts facts=facts />
            <div class="acts">
                <A href=Page::Ratios.path()>{t(RATIOS)}</A>
                {may
                    .then(|| {
                        view! { <Button label=t(CHOOSE_MATRIX) on_press=Callback::new(move |()| open.set(true)) /> }
                    })}
            </div>
            {may.then(|| view! { <Choose plan=plan query=query open=open /> })}
        </section>
    }
}

#[component]
fn Choose(plan: PlanDetail, query: Query<PlanDetail>, open: RwSignal<bool>) -> impl IntoView {
    let now = plan.matrix.map(|matrix| matrix.matrix_id.into_inner()).unwrap_or_default();
    let (chosen, reason) = (RwSignal::new(now), RwSignal::new(String::new()));
    let act = Act::of_form();
    let seen = StoredValue::new((plan.id, plan.revision));
    let send = Callback::new(move |()| {
        let (plan_id, revision) = seen.get_value();
        let matrix_id = Some(chosen.get_untracked()).filter(|id| !id.is_empty()).map(cynic::Id::new);
        let input = ChoosePlanMatrixInput { matrix_id, plan_id, reason: reason.get_untracked(), revision };
        act.run(choose_plan_matrix(input), move |plan| {
            act.say(t(MATRIX_CHOSEN));
            open.try_set(false);
            query.set(plan);
        });
    });
    view! {
        <Ask
            title=t(CHOOSE_MATRIX)
            text=t(CHOOSE_MATRIX_TEXT)
            act=t(CHOOSE_MATRIX)
            look=Look::Primary
            open=open
            busy=act.busy
            on_confirm=send
        >
            <div class="form">
                <FormErrors errors=act.errors />
                <MatrixPick chosen=chosen act=act />
                <TextArea label=t(REASON) path="reason" value=reason errors=act.errors />
            </div>
        </Ask>
    }
}

#[component]
fn MatrixPick(chosen: RwSignal<String>, act: Act) -> impl IntoView {
    let query = use_query(|| (), |()| matrix_choices());
    loaded(query, move |all| {
        let none = (String::new(), t(PLAN_MATRIX_NONE).to_owned());
        let known = all.into_iter().map(|one| {
            let name = one.name();
            (one.id.into_inner(), name)
        });
        let choices = Signal::stored(std::iter::once(none).chain(known).collect::<Choices>());
        view! { <SelectField label=t(PLAN_MATRIX) path="matrixId" value=chosen choices=choices errors=act.errors /> }
    })
}
