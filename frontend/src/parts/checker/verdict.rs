//! What came of a file: in one word, against what was published, step by step, to be kept.

use leptos::prelude::*;
use shared::draw::inquiry::{Face, Finding, Mark, Verdict};

use super::bench::Record;
use super::model::{Expected, Origin, Outcome, Published, Signer, origin, outcome, signer};
use super::steps::{CheckItem, StepList};
use super::words::*;
use crate::api::Query;
use crate::components::Facts;
use crate::locales::*;

/// How the file stands to what was published.
#[derive(Debug, Clone, PartialEq)]
struct Standing {
    origin: Origin,
    signer: Signer,
    words: Vec<String>,
}

impl Standing {
    fn of(
        face: &Face,
        hash: &str,
        known: Option<&[Published]>,
        keys: Option<&[String]>,
        expected: Option<&Expected>,
    ) -> Self {
        let (origin, signer) = (origin(face, hash, known, expected), signer(face, keys));
        let attempt = face.attempt.to_string();
        let named = |text| fill(text, &[&face.wave, &attempt]);
        let from = match origin {
            Origin::Published => t(MATCH_YES).to_owned(),
            Origin::Changed => t(MATCH_CHANGED).to_owned(),
            Origin::Earlier => named(MATCH_EARLIER),
            Origin::Other => named(MATCH_OTHER),
            Origin::Unknown => named(MATCH_UNKNOWN),
            Origin::NotAsked => t(MATCH_NOT_ASKED).to_owned(),
        };
        let by = match signer {
            Signer::Portal => SIGNER_PORTAL,
            Signer::Stranger => SIGNER_STRANGER,
            Signer::Nobody => SIGNER_NOBODY,
            Signer::NotAsked => SIGNER_NOT_ASKED,
        };
        Self { origin, signer, words: vec![from, t(by).to_owned()] }
    }

    fn mark(&self) -> Mark {
        match (self.origin, self.signer) {
            (Origin::NotAsked, Signer::NotAsked | Signer::Portal) => Mark::NotReached,
            (Origin::Published, Signer::Portal | Signer::NotAsked) => Mark::Holds,
            _ => Mark::Fails,
        }
    }
}

/// The record of a check.
#[component]
pub fn RecordView(
    /// What came of it.
    record: Record,
    /// What was published, as far as it is known.
    known: Signal<Option<Vec<Published>>>,
    /// The portal's keys.
    keys: Query<Vec<String>>,
    /// The attempt the page is about.
    expected: Option<Expected>,
) -> impl IntoView {
    let finding = record.finding.clone();
    let standing = Memo::new(move |_| {
        let face = finding.face.as_ref()?;
        let (known, keys) = (known.get(), keys.data());
        Some(Standing::of(face, &finding.sha256, known.as_deref(), keys.as_deref(), expected.as_ref()))
    });
    let facts = facts(&record);
    let Record { finding, millis, .. } = record;
    let steps = finding.steps.clone();
    view! {
        <div role="status">
            {move || view! { <Head finding=finding.clone() millis=millis standing=standing.get() /> }}
        </div>
        <section class="stack">
            <h3>{t(WHAT_OF_FILE)}</h3>
            <Facts facts=facts />
        </section>
        {(!steps.is_empty())
            .then(|| {
                view! {
                    <ol class="checks">
                        {move || {
                            standing
                                .get()
                                .map(|standing| {
                                    let mark = standing.mark();
                                    view! {
                                        <CheckItem name=t(MATCH) mark=mark>
                                            {standing.words.into_iter().map(|words| view! { <p class="soft">{words}</p> }).collect_view()}
                                        </CheckItem>
                                    }
                                })
                        }}
                        <StepList steps=steps />
                    </ol>
                }
            })}
    }
}

fn seconds(millis: u64) -> String {
    format!("{}.{:02}", millis / 1000, millis % 1000 / 10)
}

fn count(value: u64) -> String {
    number(i64::try_from(value).unwrap_or(i64::MAX))
}

fn facts(record: &Record) -> Vec<(String, String)> {
    let Record { finding, name, millis, at } = record;
    let at = i64::try_from(*at).ok().and_then(chrono::DateTime::from_timestamp_millis);
    let mut facts = vec![
        (t(FILE_NAME).to_owned(), name.clone()),
        (t(FILE_BYTES).to_owned(), fill(BYTES, &[&count(finding.bytes)])),
        (t(CHECKED_AT).to_owned(), at.map(date_time).unwrap_or_default()),
        (t(TOOK).to_owned(), fill(SECONDS, &[&seconds(*millis)])),
    ];
    if let Some(face) = &finding.face {
        facts.push((t(WAVE_ATTEMPT).to_owned(), fill(NTH, &[&face.wave, &face.attempt.to_string()])));
    }
    facts.push(("SHA-256".to_owned(), finding.sha256.clone()));
    facts
}

#[component]
fn Head(finding: Finding, millis: u64, standing: Option<Standing>) -> impl IntoView {
    let (from, by) = standing
        .as_ref()
        .map_or((Origin::NotAsked, Signer::NotAsked), |standing| (standing.origin, standing.signer));
    let doors = finding.face.as_ref().map_or(0, |face| face.doors);
    let filled = |text| fill(text, &[&count(doors), &seconds(millis)]);
    let (class, word, text) = match (finding.verdict, outcome(finding.verdict, from, by)) {
        (Verdict::Unreadable, _) => {
            let why = finding.refusal.map(|refusal| refusal.label(lang()).to_owned());
            ("verdict verdict-bad", UNREADABLE, why)
        }
        (_, Outcome::Good) => ("verdict verdict-good", VALID, Some(filled(VALID_TEXT))),
        (_, Outcome::Remark) => ("verdict verdict-warn", REMARK, Some(filled(REMARK_TEXT))),
        (_, Outcome::Bad) => ("verdict verdict-bad", INVALID, None),
    };
    // What is in order need not be said beside the word.
    let remarks = standing.filter(|standing| standing.mark() != Mark::Holds).map(|standing| standing.words);
    view! {
        <div class=class>
            <p class="verdict-word">{t(word)}</p>
            {text.map(|text| view! { <p>{text}</p> })}
            {finding
                .broken
                .map(|broken| {
                    let words = broken.words(lang()).to_owned();
                    view! {
                        <p>{broken.check.label(lang())} {colon()} {words}</p>
                        <p class="small">{t(DETAIL)} " " <span class="mono">{broken.detail}</span></p>
                    }
                })}
            {remarks.map(|remarks| remarks.into_iter().map(|words| view! { <p>{words}</p> }).collect_view())}
        </div>
    }
}
