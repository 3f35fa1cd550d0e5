//! The visitor checks a draw: what is computed again, step by step, and whether it holds.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::draw::Check;
use shared::planning::AttemptStatus;

use super::check::{Broken, Examined, Face, examine_file};
use super::queries::Wave;
use super::words::*;
use crate::api::{self, ApiError};
use crate::components::{Button, ErrorPanel, FilePick, Look};
use crate::locales::*;
use crate::platform::files::File;
use crate::platform::{self, clock};

/// What was published about an attempt, to be compared with a file.
#[derive(Debug, Clone, PartialEq)]
struct Published {
    wave: String,
    attempt: i32,
    hash: Option<String>,
    root: Option<String>,
    seed: Option<String>,
    open: bool,
}

impl Published {
    /// In what a file differs from the one that was published, if in anything.
    fn differs(&self, face: &Face) -> Option<String> {
        let same = |known: &Option<String>, own: &String| known.as_ref().is_none_or(|known| known == own);
        if self.wave != face.wave || u32::try_from(self.attempt) != Ok(face.attempt) {
            return Some(fill(MATCH_OTHER, &[&face.wave, &face.attempt.to_string()]));
        }
        let unchanged =
            same(&self.hash, &face.hash) && same(&self.root, &face.root) && same(&self.seed, &face.seed);
        (!unchanged).then(|| t(MATCH_CHANGED).to_owned())
    }

    fn address(&self) -> String {
        format!("/public/draws/{}/{}/bundle.json", self.wave, self.attempt)
    }
}

/// The attempt that stands.
fn published(wave: &Wave) -> Option<Published> {
    let drawn = wave.attempts.iter().find(|attempt| *attempt.status == AttemptStatus::Drawn)?;
    Some(Published {
        wave: wave.code.clone(),
        attempt: drawn.number,
        hash: drawn.bundle_hash.clone(),
        root: drawn.frame_root.clone(),
        seed: drawn.seed.clone(),
        open: wave.is_open,
    })
}

/// How far checking has come.
#[derive(Clone, PartialEq)]
enum Stage {
    Idle,
    Busy,
    Failed(ApiError),
    Done { examined: Examined, millis: u64 },
}

/// The means to check the draw of a wave.
#[component]
pub fn CheckSection(
    /// The wave.
    wave: Wave,
) -> impl IntoView {
    view! {
        <section class="panel check" id="check">
            <h2>{t(CHECK_TITLE)}</h2>
            {match published(&wave) {
                None => view! { <p class="soft">{t(NOT_DRAWN)}</p> }.into_any(),
                Some(published) => view! { <Checker published=published /> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Checker(published: Published) -> impl IntoView {
    let stage = RwSignal::new(Stage::Idle);
    let busy = Signal::derive(move || stage.get() == Stage::Busy);
    let open = published.open;
    let address = published.address();
    let file_name = format!("{}-{}.json", published.wave, published.attempt);
    let published = StoredValue::new(published);
    let fetch = Callback::new(move |()| {
        let address = published.with_value(Published::address);
        stage.set(Stage::Busy);
        spawn_local(async move {
            match api::download(&address).await {
                Ok(bytes) => run(stage, bytes).await,
                Err(error) => {
                    stage.try_set(Stage::Failed(error));
                }
            }
        });
    });
    let chosen = Callback::new(move |files: Vec<File>| {
        let Some(file) = files.into_iter().next() else { return };
        stage.set(Stage::Busy);
        spawn_local(async move {
            let bytes = platform::files::read(&file).await.unwrap_or_default();
            run(stage, bytes).await;
        });
    });
    view! {
        <div class="stack">
            <p>{t(CHECK_TEXT)}</p>
            {(!open).then(|| view! { <SealedNote /> })}
            <div class="acts no-print">
                {open
                    .then(|| {
                        view! {
                            <Button label=t(CHECK_NOW) look=Look::Primary busy=busy on_press=fetch />
                            <a class="button" href=address download=file_name>{t(DOWNLOAD_FILE)}</a>
                        }
                    })}
                <FilePick label=t(CHECK_FILE).to_owned() accept=".json,application/json" disabled=busy on_files=chosen />
            </div>
            <div aria-live="polite">
                {move || match stage.get() {
                    Stage::Idle => ().into_any(),
                    Stage::Busy => view! { <p>{t(CHECKING)}</p> }.into_any(),
                    Stage::Failed(error) => view! { <ErrorPanel error=error /> }.into_any(),
                    Stage::Done { examined, millis } => {
                        let published = published.get_value();
                        view! { <Verdict examined=examined millis=millis published=published /> }.into_any()
                    }
                }}
            </div>
        </div>
    }
}

/// Fetches the code that computes, and computes; the page shows first that it does.
async fn run(stage: RwSignal<Stage>, bytes: Vec<u8>) {
    clock::pause(std::time::Duration::ZERO).await;
    let begun = clock::millis();
    let examined = examine_file(bytes).await;
    let millis = clock::millis().saturating_sub(begun);
    stage.try_set(Stage::Done { examined, millis });
}

#[component]
fn SealedNote() -> impl IntoView {
    view! {
        <div class="notice">
            <p><strong>{t(SEALED_TITLE)}</strong></p>
            <p>{t(SEALED_TEXT)}</p>
        </div>
    }
}

#[component]
fn Verdict(examined: Examined, millis: u64, published: Published) -> impl IntoView {
    match examined {
        Examined::Unreadable(detail) => view! {
            <div class="verdict verdict-bad">
                <p class="verdict-word">{t(UNREADABLE)}</p>
                <p>{t(UNREADABLE_TEXT)}</p>
                <p class="soft small mono">{detail}</p>
            </div>
        }
        .into_any(),
        Examined::Computed { face, held, broken } => {
            let other = published.differs(&face);
            let matching = other.is_none();
            view! {
                <VerdictHead doors=face.doors millis=millis broken=broken.clone() other=other />
                <CheckList matching=matching held=held broken=broken />
                {face.signer.map(|key| view! { <p class="small soft signed">{t(SIGNED_BY)} " " <span class="hash">{key}</span></p> })}
            }
            .into_any()
        }
    }
}

#[component]
fn VerdictHead(doors: usize, millis: u64, broken: Option<Broken>, other: Option<String>) -> impl IntoView {
    if broken.is_none() && other.is_none() {
        let doors = number(i64::try_from(doors).unwrap_or(i64::MAX));
        let seconds = format!("{}.{:02}", millis / 1000, millis % 1000 / 10);
        return view! {
            <div class="verdict verdict-good">
                <p class="verdict-word">{t(VALID)}</p>
                <p>{fill(VALID_TEXT, &[&doors, &seconds])}</p>
            </div>
        }
        .into_any();
    }
    view! {
        <div class="verdict verdict-bad">
            <p class="verdict-word">{t(INVALID)}</p>
            {broken
                .map(|broken| {
                    view! {
                        <p>{broken.check.label(lang())} {colon()} {broken.words}</p>
                        <p class="small">{t(DETAIL)} " " <span class="mono">{broken.detail}</span></p>
                    }
                })}
            {other.map(|text| view! { <p>{text}</p> })}
        </div>
    }
    .into_any()
}

/// Whether a check holds, does not, or was not reached.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Holds,
    Fails,
    NotReached,
}

#[component]
fn CheckList(matching: bool, held: Vec<Check>, broken: Option<Broken>) -> impl IntoView {
    let first = (t(MATCH), t(MATCH_TEXT), if matching { Mark::Holds } else { Mark::Fails });
    let failed = broken.map(|broken| broken.check);
    let others = Check::ALL.iter().map(|check| {
        let mark = match check {
            check if held.contains(check) => Mark::Holds,
            check if failed == Some(*check) => Mark::Fails,
            _ => Mark::NotReached,
        };
        (check.label(lang()), t(explained(*check)), mark)
    });
    view! {
        <ol class="checks">
            {std::iter::once(first)
                .chain(others)
                .map(|(name, text, mark)| {
                    let (class, sign, word) = match mark {
                        Mark::Holds => ("check-holds", "✓", HOLDS),
                        Mark::Fails => ("check-fails", "✕", FAILS),
                        Mark::NotReached => ("check-open", "–", NOT_CHECKED),
                    };
                    view! {
                        <li class=class>
                            <span class="check-mark" aria-hidden="true">{sign}</span>
                            <div>
                                <strong>{name}</strong>
                                " "
                                <span class="check-word">{t(word)}</span>
                                {(mark == Mark::Holds).then(|| view! { <p class="soft">{text}</p> })}
                            </div>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
}

const fn explained(check: Check) -> Text {
    match check {
        Check::Header => HEADER_TEXT,
        Check::Frame => FRAME_TEXT,
        Check::Commitments => COMMITMENTS_TEXT,
        Check::Key => KEY_TEXT,
        Check::Examples => EXAMPLES_TEXT,
        Check::Result => RESULT_TEXT,
        Check::Officers => OFFICERS_TEXT,
    }
}
