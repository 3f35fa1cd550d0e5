//! Language, appearance, row height: kept in the browser.

use leptos::prelude::*;

use super::words::DISPLAY;
use crate::locales::*;
use crate::state::prefs;

/// The settings; each takes effect at once.
#[component]
pub fn SettingsView() -> impl IntoView {
    let languages = [(Lang::Zh.tag(), "中文"), (Lang::En.tag(), "English")];
    let themes = [("auto", t(THEME_AUTO)), ("light", t(THEME_LIGHT)), ("dark", t(THEME_DARK))];
    let densities = [("normal", t(DENSITY_NORMAL)), ("wide", t(DENSITY_WIDE))];
    view! {
        <section>
            <h2>{t(DISPLAY)}</h2>
            <div class="form">
                <Setting name="lang" label=t(LANGUAGE) options=languages.to_vec() now=lang().tag().to_owned() choose=|tag| prefs::choose_lang(Lang::from_tag(tag)) />
                <Setting name="theme" label=t(THEME) options=themes.to_vec() now=prefs::stored_theme() choose=prefs::choose_theme />
                <Setting name="density" label=t(DENSITY) options=densities.to_vec() now=prefs::stored_density() choose=prefs::choose_density />
            </div>
        </section>
    }
}

#[component]
fn Setting(
    name: &'static str,
    label: &'static str,
    options: Vec<(&'static str, &'static str)>,
    now: String,
    choose: fn(&str),
) -> impl IntoView {
    view! {
        <fieldset class="form-field">
            <legend>{label}</legend>
            <div class="choices">
                {options
                    .into_iter()
                    .map(|(value, word)| {
                        let checked = value == now;
                        view! {
                            <label class="pick" lang=(name == "lang").then_some(value)>
                                <input type="radio" name=name value=value checked=checked on:change=move |_| choose(value) />
                                {word}
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
        </fieldset>
    }
}
