//! Photos of an item: taken or chosen, made small, written down at once, sent when it can be.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::item_view::Open;
use super::model::{Command, Mark, Photo};
use super::pictures::{Pictures, Showing};
use super::shared_views::{MarkBadge, RefusedWords};
use super::words::*;
use crate::components::{Dialog, FilePick, TextField, dialog_of};
use crate::locales::*;
use crate::platform::files::File;
use crate::platform::photos::shrink;
use crate::state::drafts;
use crate::state::toasts::Toasts;

/// The photos, and the way to more.
#[component]
pub fn Photos(open: Open) -> impl IntoView {
    let photos = Memo::new(move |_| open.item.with(|item| item.photos.clone()));
    let may_add = Memo::new(move |_| open.result_closed.get().is_none());
    let large = RwSignal::new(None::<(Photo, usize)>);
    view! {
        <section class="section" id="f-photos">
            <h2>{t(PHOTOS)}</h2>
            {move || {
                let list = photos.get();
                if list.is_empty() {
                    return view! { <p class="soft">{t(NO_PHOTOS)}</p> }.into_any();
                }
                view! {
                    <ul class="photos">
                        {list
                            .into_iter()
                            .enumerate()
                            .map(|(index, photo)| view! { <li><Tile open=open photo=photo number=index + 1 large=large /></li> })
                            .collect_view()}
                    </ul>
                }
                .into_any()
            }}
            {move || may_add.get().then(|| view! { <AddPhotos open=open /> })}
            <Large large=large />
        </section>
    }
}

fn title(photo: &Photo, number: usize) -> String {
    if photo.caption.is_empty() { fill(PHOTO_N, &[&number.to_string()]) } else { photo.caption.clone() }
}

/// A photo, small. One that is only at the server is fetched when it is touched: data cost money.
#[component]
fn Tile(open: Open, photo: Photo, number: usize, large: RwSignal<Option<(Photo, usize)>>) -> impl IntoView {
    let pictures = Pictures::expect();
    let name = title(&photo, number);
    let key = photo.key.clone();
    let mark = move || open.here.shown.with(|shown| shown.photo(key.as_deref()));
    let showing = pictures.show(&photo, open.here.outbox);
    let own = photo.clone();
    let touch = move |_| match showing.get_untracked() {
        Showing::At(_) => large.set(Some((own.clone(), number))),
        Showing::Asked => {}
        Showing::AtServer | Showing::Failed => pictures.fetch(&own, showing),
    };
    view! {
        <button type="button" class="photo" on:click=touch>
            {move || match showing.get() {
                Showing::At(address) => view! { <img src=address alt="" /> }.into_any(),
                Showing::Asked => view! { <span class="photo-wait">{t(LOADING)}</span> }.into_any(),
                Showing::AtServer => view! { <span class="photo-wait">{t(PHOTO_SHOW)}</span> }.into_any(),
                Showing::Failed => view! { <span class="photo-wait">{t(PHOTO_FAILED)}</span> }.into_any(),
            }}
            <span class="photo-name">{name}</span>
        </button>
        {move || match mark() {
            Mark::Saved => ().into_any(),
            mark => view! { <MarkBadge mark=mark.clone() /> <RefusedWords mark=mark /> }.into_any(),
        }}
    }
}

#[component]
fn Large(large: RwSignal<Option<(Photo, usize)>>) -> impl IntoView {
    let open = dialog_of(large, |_| ());
    let name =
        Signal::derive(move || large.get().map(|(photo, number)| title(&photo, number)).unwrap_or_default());
    let address = move || large.get().and_then(|(photo, _)| Pictures::expect().address(&photo));
    view! {
        <Dialog title=name open=open>
            {move || address().map(|address| view! { <img class="photo-large" src=address alt=name.get() /> })}
            <div class="dialog-acts">
                <crate::components::Button label=t(CLOSE) on_press=Callback::new(move |()| open.set(false)) />
            </div>
        </Dialog>
    }
}

#[component]
fn AddPhotos(open: Open) -> impl IntoView {
    let item = open.item.with_untracked(|item| (item.id.clone(), item.name.clone()));
    let draft = StoredValue::new(open.here.draft_name("caption", &item.0));
    let caption = RwSignal::new(drafts::get::<String>(&draft.get_value()).unwrap_or_default());
    Effect::new(move |before: Option<()>| {
        let text = caption.get();
        if before.is_some() {
            drafts::keep(&draft.get_value(), &text);
        }
    });
    let working = RwSignal::new(None::<(usize, usize)>);
    let toasts = Toasts::of_app();
    let pictures = Pictures::expect();
    let item = StoredValue::new(item);
    let add = Callback::new(move |files: Vec<File>| {
        if working.get_untracked().is_some() {
            return;
        }
        let text = caption.get_untracked().trim().to_owned();
        let (id, name) = item.get_value();
        let all = files.len();
        spawn_local(async move {
            for (index, file) in files.into_iter().enumerate() {
                working.try_set(Some((index + 1, all)));
                let Some(bytes) = shrink(&file).await else {
                    toasts.bad(fill(PHOTO_BAD, &[&file.name()]));
                    continue;
                };
                let command = Command::Photo { item: id.clone(), caption: text.clone(), upload: None };
                let shown = Pictures::make(&bytes);
                match open.here.enter(name.clone(), command, Some(bytes)).await {
                    Some(key) => pictures.keep(key, shown),
                    None => break,
                }
            }
            working.try_set(None);
            caption.try_set(String::new());
        });
    });
    let label = move |words: Text| {
        Signal::derive(move || match working.get() {
            Some((now, all)) => fill(PHOTO_WORKING, &[&now.to_string(), &all.to_string()]),
            None => t(words).to_owned(),
        })
    };
    let busy = Signal::derive(move || working.get().is_some());
    view! {
        <div class="add-photos">
            <TextField label=t(CAPTION) path="caption" value=caption help=t(CAPTION_HELP) />
            <div class="acts">
                <FilePick label=label(TAKE_PHOTO) accept="image/*" camera=true disabled=busy on_files=add />
                <FilePick label=t(PICK_PHOTO) accept="image/*" many=true disabled=busy on_files=add />
            </div>
        </div>
    }
}
