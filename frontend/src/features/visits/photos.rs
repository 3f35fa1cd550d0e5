//! Photos taken at a visit.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::queries::Evidence;
use super::words::*;
use crate::api;
use crate::components::Dialog;
use crate::locales::*;
use crate::platform::images::Picture;

/// The address files are read at.
const UPLOADS: &str = "/api/uploads";

/// The photos of an item, read when they are shown.
#[component]
pub fn Photos(
    /// The photos.
    photos: Vec<Evidence>,
    /// What was inspected.
    of: String,
) -> impl IntoView {
    let heading = fill(PHOTOS, &[&photos.len().to_string()]);
    view! {
        <p class="soft small">{heading}</p>
        <ul class="evidence">
            {photos
                .into_iter()
                .enumerate()
                .map(|(index, photo)| {
                    let number = (index + 1).to_string();
                    let numbered = fill(PHOTO_ALT, &[&of, &number]);
                    let name = if photo.caption.is_empty() { numbered } else { photo.caption.clone() };
                    view! { <li><Photo photo=photo name=name /></li> }
                })
                .collect_view()}
        </ul>
    }
}

/// How far a photo has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Going,
    Here,
    Failed,
}

#[component]
fn Photo(photo: Evidence, name: String) -> impl IntoView {
    let reading = RwSignal::new(Reading::Going);
    let picture = StoredValue::new_local(None::<Picture>);
    let path = format!("{UPLOADS}/{}", photo.upload_id.inner());
    spawn_local(async move {
        let read = api::download(&path).await.ok().and_then(|bytes| Picture::of(&bytes));
        let state = if read.is_some() { Reading::Here } else { Reading::Failed };
        // A page that is gone lets the picture go.
        if picture.try_update_value(|kept| *kept = read).is_some() {
            reading.try_set(state);
        }
    });
    let address = move || picture.with_value(|kept| kept.as_ref().map(|kept| kept.address().to_owned()));
    let large = RwSignal::new(false);
    let taken = date_time(photo.added_at);
    let (alt, title) = (name.clone(), name.clone());
    view! {
        <figure class="evidence-photo">
            {move || match reading.get() {
                Reading::Going => view! { <span class="photo-blank" role="status">{t(PHOTO_LOADING)}</span> }.into_any(),
                Reading::Failed => view! { <span class="photo-blank photo-failed">{t(PHOTO_FAILED)}</span> }.into_any(),
                Reading::Here => {
                    view! {
                        <button type="button" aria-label=fill(PHOTO_OPEN, &[&alt]) on:click=move |_| large.set(true)>
                            <img src=address() alt=alt.clone() />
                        </button>
                    }
                        .into_any()
                }
            }}
            <figcaption>{name} " " <time class="soft">{taken}</time></figcaption>
        </figure>
        <Dialog title=title.clone() open=large>
            <img class="evidence-large" src=address() alt="" />
        </Dialog>
    }
}
