//! What a rule would do to the whole library, and doing it at once.

use leptos::prelude::*;

use super::bulk_preview::{BulkJob, PreviewView};
use super::bulk_queries::{Preview, preview_tag_rule};
use super::commands::SaveTagRuleInput;
use super::library_words::*;
use crate::api::Act;
use crate::components::{Button, FormErrors};
use crate::locales::*;

/// The preview of the rule as it stands in the form; it can be applied once it is saved.
#[component]
pub fn RuleEffect(
    /// The rule as it stands.
    input: Signal<SaveTagRuleInput>,
    /// It is not saved as it stands.
    dirty: Signal<bool>,
) -> impl IntoView {
    let act = Act::of_form();
    let preview = RwSignal::new(None::<Preview>);
    let job = RwSignal::new(None::<cynic::Id>);
    // A rule that is typed on is another rule.
    let previewed = StoredValue::new(None::<Rule>);
    Effect::new(move |_| {
        let now = Rule::of(&input.get());
        if previewed.with_value(|then| then.as_ref().is_some_and(|then| *then != now)) {
            previewed.set_value(None);
            preview.set(None);
        }
    });
    let look = Callback::new(move |()| {
        job.set(None);
        let typed = input.get_untracked();
        previewed.set_value(Some(Rule::of(&typed)));
        act.run(preview_tag_rule(typed), move |shown| preview.set(Some(shown)));
    });
    let started = Callback::new(move |id| {
        preview.set(None);
        job.set(Some(id));
    });
    view! {
        <div class="trial stack">
            <h3>{t(RULE_EFFECT)}</h3>
            <p class="soft small">{t(RULE_EFFECT_TEXT)}</p>
            <FormErrors errors=act.errors />
            <div class="acts">
                <Button label=t(RULE_PREVIEW) busy=act.busy on_press=look />
            </div>
            {move || {
                preview
                    .get()
                    .map(|shown| {
                        let ready = Signal::derive(move || !dirty.get());
                        view! { <PreviewView preview=shown of_rule=true start=RULE_APPLY ready=ready on_started=started /> }
                    })
            }}
            {move || job.get().map(|id| view! { <BulkJob id=id on_end=Callback::new(|()| ()) /> })}
        </div>
    }
}

/// What a rule says, whatever its revision.
#[derive(Clone, PartialEq)]
struct Rule(String);

impl Rule {
    fn of(input: &SaveTagRuleInput) -> Self {
        let lists = (&input.words, &input.name_words, &input.stop_words);
        Self(format!("{:?} {lists:?} {:?} {}", input.tag, input.kinds, input.enabled))
    }
}
