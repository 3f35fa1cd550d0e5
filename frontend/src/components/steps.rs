//! The steps of something official, with where it stands.

use leptos::prelude::*;

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Now.
    Now,
    /// Ahead.
    Ahead,
    /// It went wrong here.
    Failed,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// When or what, below it.
    pub note: String,
    /// Where it stands.
    pub state: StepState,
}

/// A row of steps.
#[component]
pub fn Steps(
    /// The steps in order.
    steps: Vec<Step>,
) -> impl IntoView {
    view! {
        <ol class="steps">
            {steps
                .into_iter()
                .map(|step| {
                    let class = match step.state {
                        StepState::Done => "step step-done",
                        StepState::Now => "step step-now",
                        StepState::Ahead => "step",
                        StepState::Failed => "step step-failed",
                    };
                    view! {
                        <li class=class aria-current=(step.state == StepState::Now).then_some("step")>
                            <span class="step-name">{step.name}</span>
                            <span class="step-note">{step.note}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
}
