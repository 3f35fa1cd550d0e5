//! A rule as it is written, tried on real subjects before it is saved.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use serde::{Deserialize, Serialize};
use shared::ErrorCode;
use shared::registry::{SubjectKind, TagRule};

use super::commands::{SaveTagRuleInput, save_tag_rule};
use super::model::{join_words, split_words};
use super::rule_effect::RuleEffect;
use super::rule_trial::Trial;
use super::rules_queries::{Rule, rules};
use super::words::*;
use crate::api::{Act, Coded};
use crate::components::{Button, Checkbox, FormErrors, Look, Notice, PickMany, TextArea, TextField};
use crate::locales::*;
use crate::platform;
use crate::routes::Page;
use crate::state::drafts;

/// A rule as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    tag: String,
    words: String,
    name_words: String,
    stop_words: String,
    kinds: Vec<String>,
    enabled: bool,
}

impl Typed {
    fn empty() -> Self {
        let nothing = String::new;
        Self {
            tag: nothing(),
            words: nothing(),
            name_words: nothing(),
            stop_words: nothing(),
            kinds: Vec::new(),
            enabled: true,
        }
    }

    /// The rule as imports take it.
    pub fn rule(&self) -> TagRule {
        TagRule {
            tag: self.tag.trim().to_owned(),
            words: split_words(&self.words),
            name_words: split_words(&self.name_words),
            stop_words: split_words(&self.stop_words),
            kinds: self.kinds.iter().filter_map(|code| SubjectKind::parse(code)).collect(),
        }
    }
}

impl From<&Rule> for Typed {
    fn from(rule: &Rule) -> Self {
        Self {
            tag: rule.tag.clone(),
            words: join_words(&rule.words),
            name_words: join_words(&rule.name_words),
            stop_words: join_words(&rule.stop_words),
            kinds: rule.kinds.iter().map(|kind| kind.as_str().to_owned()).collect(),
            enabled: rule.enabled,
        }
    }
}

/// The form's fields. A copy of signals.
#[derive(Clone, Copy)]
struct Fields {
    tag: RwSignal<String>,
    words: RwSignal<String>,
    name_words: RwSignal<String>,
    stop_words: RwSignal<String>,
    kinds: RwSignal<Vec<String>>,
    enabled: RwSignal<bool>,
}

impl Fields {
    fn new(typed: Typed) -> Self {
        Self {
            tag: RwSignal::new(typed.tag),
            words: RwSignal::new(typed.words),
            name_words: RwSignal::new(typed.name_words),
            stop_words: RwSignal::new(typed.stop_words),
            kinds: RwSignal::new(typed.kinds),
            enabled: RwSignal::new(typed.enabled),
        }
    }

    fn put(self, typed: Typed) {
        self.tag.set(typed.tag);
        self.words.set(typed.words);
        self.name_words.set(typed.name_words);
        self.stop_words.set(typed.stop_words);
        self.kinds.set(typed.kinds);
        self.enabled.set(typed.enabled);
    }

    fn typed(self) -> Typed {
        Typed {
            tag: self.tag.get(),
            words: self.words.get(),
            name_words: self.name_words.get(),
            stop_words: self.stop_words.get(),
            kinds: self.kinds.get(),
            enabled: self.enabled.get(),
        }
    }
}

fn input(typed: &Typed, known: Option<(cynic::Id, i32)>) -> SaveTagRuleInput {
    let rule = typed.rule();
    let (id, revision) = known.map_or((None, 0), |(id, revision)| (Some(id), revision));
    SaveTagRuleInput {
        enabled: typed.enabled,
        id,
        kinds: rule.kinds.into_iter().map(Coded).collect(),
        name_words: rule.name_words,
        revision,
        stop_words: rule.stop_words,
        tag: rule.tag,
        words: rule.words,
    }
}

/// The form; a new rule if there is none.
#[component]
pub fn RuleForm(
    /// The rule.
    rule: Option<Rule>,
    /// Told the id of what was saved.
    on_saved: Callback<String>,
) -> impl IntoView {
    let saved = rule.as_ref().map_or_else(Typed::empty, Typed::from);
    let draft_name = format!("tag-rule.{}", rule.as_ref().map_or("new", |rule| rule.id.inner()));
    let draft_name = StoredValue::new(draft_name);
    let draft: Option<Typed> = drafts::get(&draft_name.get_value()).filter(|draft| *draft != saved);
    let restored = RwSignal::new(draft.is_some());
    let fields = Fields::new(draft.unwrap_or_else(|| saved.clone()));
    let saved = RwSignal::new(saved);
    let dirty = Signal::derive(move || fields.typed() != saved.get());
    platform::guard::ask_before_leaving(dirty);
    Effect::new(move |_| {
        if dirty.get() {
            drafts::keep(&draft_name.get_value(), &fields.typed());
        } else {
            drafts::forget(&draft_name.get_value());
        }
    });
    let known = RwSignal::new(rule.as_ref().map(|rule| (rule.id.clone(), rule.revision)));
    let latest = RwSignal::new(None::<Rule>);
    let act = Act::of_form();
    let send = Callback::new(move |()| {
        let typed = untrack(|| fields.typed());
        act.run(save_tag_rule(input(&typed, known.get_untracked())), move |rule| {
            act.say(t(RULE_SAVED));
            drafts::forget(&draft_name.get_value());
            restored.set(false);
            known.set(Some((rule.id.clone(), rule.revision)));
            let now = Typed::from(&rule);
            saved.set(now.clone());
            fields.put(now);
            on_saved.run(rule.id.into_inner());
        });
    });
    Effect::new(move |_| {
        let stale =
            act.errors.with(|errors| errors.iter().any(|error| *error.code == ErrorCode::StaleRevision));
        let id = known.get_untracked().map(|(id, _)| id);
        if let (true, Some(id)) = (stale, id) {
            spawn_local(async move {
                if let Ok(rules) = rules().await {
                    latest.try_set(rules.find(id.inner()).cloned());
                }
            });
        }
    });
    let take = Callback::new(move |rule: Rule| {
        known.set(Some((rule.id.clone(), rule.revision)));
        saved.set(Typed::from(&rule));
        fields.put(Typed::from(&rule));
    });
    let keep = Callback::new(move |rule: Rule| {
        known.set(Some((rule.id, rule.revision)));
        send.run(());
    });
    let title = rule.map_or_else(|| t(NEW_RULE).to_owned(), |rule| rule.tag);
    view! {
        <section class="panel stack">
            <div class="page-title">
                <h2 tabindex="-1">{title}</h2>
                <A href=Page::TagRules.path() attr:class="button button-quiet split-back">{t(BACK)}</A>
            </div>
            {move || restored.get().then(|| view! { <Notice text=t(RESTORED) /> })}
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    send.run(());
                }
            >
                <FormErrors errors=act.errors />
                {move || latest.get().map(|rule| view! { <Stale rule=rule fields=fields latest=latest on_take=take on_keep=keep /> })}
                <RuleFields fields=fields act=act />
                <div class="acts">
                    <Button label=t(SAVE_RULE) look=Look::Primary busy=act.busy submit=true />
                </div>
            </form>
            <RuleEffect input=Signal::derive(move || input(&fields.typed(), known.get())) dirty=dirty />
            <Trial rule=Signal::derive(move || fields.typed().rule()) />
        </section>
    }
}

#[component]
fn RuleFields(fields: Fields, act: Act) -> impl IntoView {
    let kinds = Signal::stored(choices(SubjectKind::ALL, SubjectKind::as_str, SubjectKind::label));
    view! {
        <TextField label=t(RULE_TAG) path="tag" value=fields.tag errors=act.errors />
        <TextArea label=t(WORDS) path="words" value=fields.words help=t(WORDS_HELP) errors=act.errors />
        <TextArea label=t(NAME_WORDS) path="nameWords" value=fields.name_words help=t(NAME_WORDS_HELP) errors=act.errors />
        <TextArea label=t(STOP_WORDS) path="stopWords" value=fields.stop_words help=t(STOP_WORDS_HELP) errors=act.errors />
        <PickMany label=t(RULE_KINDS) path="kinds" value=fields.kinds choices=kinds help=t(RULE_KINDS_HELP) errors=act.errors />
        <div>
            <Checkbox label=t(ENABLED) value=fields.enabled help=t(RULE_ENABLED_HELP) />
        </div>
    }
}

/// Both versions where they differ, and a choice.
#[component]
fn Stale(
    rule: Rule,
    fields: Fields,
    latest: RwSignal<Option<Rule>>,
    on_take: Callback<Rule>,
    on_keep: Callback<Rule>,
) -> impl IntoView {
    let theirs = Typed::from(&rule);
    let rule = StoredValue::new(rule);
    let state = |enabled: bool| t(if enabled { ENABLED } else { DISABLED }).to_owned();
    let kinds = |codes: &[String]| {
        let known = codes.iter().filter_map(|code| SubjectKind::parse(code));
        let names: Vec<&str> = known.map(|kind| kind.label(lang())).collect();
        if names.is_empty() { t(ALL_KINDS).to_owned() } else { names.join(comma()) }
    };
    let rows = move || {
        let mine = fields.typed();
        let rows = [
            (RULE_TAG, mine.tag.clone(), theirs.tag.clone()),
            (WORDS, mine.rule().words.join(comma()), theirs.rule().words.join(comma())),
            (NAME_WORDS, mine.rule().name_words.join(comma()), theirs.rule().name_words.join(comma())),
            (STOP_WORDS, mine.rule().stop_words.join(comma()), theirs.rule().stop_words.join(comma())),
            (RULE_KINDS, kinds(&mine.kinds), kinds(&theirs.kinds)),
            (STATUS, state(mine.enabled), state(theirs.enabled)),
        ];
        rows.into_iter()
            .filter(|(_, mine, theirs)| mine != theirs)
            .map(|(name, mine, theirs)| view! { <tr><th scope="row">{t(name)}</th><td>{mine}</td><td>{theirs}</td></tr> })
            .collect_view()
    };
    let choose = move |choice: Callback<Rule>| {
        Callback::new(move |()| {
            latest.set(None);
            choice.run(rule.get_value());
        })
    };
    view! {
        <div class="notice notice-warn stack">
            <p>
                <strong>{t(STALE_TITLE)}</strong>
                " "
                {t(STALE_TEXT)}
            </p>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t(FIELD)}</th>
                        <th scope="col">{t(YOURS)}</th>
                        <th scope="col">{t(LATEST)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <div class="acts">
                <Button label=t(TAKE_LATEST) on_press=choose(on_take) />
                <Button label=t(KEEP_MINE) look=Look::Danger on_press=choose(on_keep) />
            </div>
        </div>
    }
}
