//! The recipe: how to write a verifier of one's own. The same as `docs/VERIFY.md`.

use leptos::prelude::*;

use super::words::*;
use crate::components::{Button, Crumb, PageHead};
use crate::locales::*;
use crate::platform;
use crate::routes::Page;

/// A step: its title, what to do, and exactly how.
const STEPS: [(Text, Text, &str); 8] = [
    (
        FILE_TITLE,
        FILE_TEXT,
        "file = RFC8785(bundle)\nEd25519.verify(signature.key, RFC8785(bundle − signature), signature.value)",
    ),
    (
        FRAME_TITLE,
        FRAME_TEXT,
        "leaf = H(0x00 ‖ site ‖ TAB ‖ cells.join(\",\"))\nnode = H(0x01 ‖ left ‖ right)\nroot(sites in byte order) = frame_root",
    ),
    (COMMIT_TITLE, COMMIT_TEXT, "H(\"onedoor-commit/1\\n\" ‖ witness ‖ LF ‖ nonce) = commitments[witness]"),
    (
        KEY_TITLE,
        KEY_TEXT,
        "K = H(\"onedoor-draw/1-\" ‖ hash ‖ LF ‖ wave ‖ LF ‖ attempt ‖ LF ‖ hex(root) ‖ LF ‖ beacon ‖ LF\n      ‖ (witness ‖ \"=\" ‖ hex(nonce) ‖ LF)*) = seed",
    ),
    (NUMBER_TITLE, NUMBER_TEXT, "number(site) = HMAC(K, \"site\\n\" ‖ site)"),
    (
        TURN_TITLE,
        TURN_TEXT,
        "x(s) = min(⌊s·2⁶⁴ / 10⁴⌋, 2⁶⁴ − 1),  n = first 8 bytes of HMAC(K, \"shift\\n\")\nturned = before + ⌊ratio_bp·(10⁴ − repeat_bp)·2⁶⁴ / 10⁸⌋ + ⌊n·x(noise_bp) / 2⁶⁴⌋ − ⌊x(noise_bp) / 2⌋  (mod 2⁶⁴)\nfirst 8 bytes of HMAC(K, \"fresh\\n\" ‖ site) < x(fresh_bp):  number(site) as above\nelse:  number(site) = HMAC(first, \"site\\n\" ‖ site), first 8 bytes + turned  (mod 2⁶⁴)",
    ),
    (
        SELECT_TITLE,
        SELECT_TEXT,
        "floor    = ⌊N·bp / 10000⌋\nhalf_up  = ⌊(2·N·bp + 10000) / 20000⌋\nceil     = ⌈N·bp / 10000⌉\nquota    = min(rounding, ⌊N·cap_bp / 10000⌋, N)\npareto:  u = (⌊first 8 bytes / 2¹¹⌋ + 0.5) / 2⁵³,  p = bp / 10000.0\n         ξ = (u / (1.0 − u)) × ((1.0 − p) / p)",
    ),
    (
        SEATS_TITLE,
        SEATS_TEXT,
        "cost(visit, i) = first 5 bytes of HMAC(K, \"seat\\n\" ‖ wave ‖ \"/\" ‖ site ‖ LF ‖ i)\nminimise  Σ vacant·2¹⁰⁰ + Σ_i Σ_k (load_i + k − 1)·2⁶⁰ + Σ cost",
    ),
];

/// The page.
#[component]
pub fn RecipePage() -> impl IntoView {
    let crumbs = vec![
        Crumb::new(t(DRAWS), Page::PublicDraws.path()),
        Crumb::new(t(VERIFY), Page::PublicVerify.path()),
    ];
    view! {
        <PageHead title=t(RECIPE) note=t(RECIPE_NOTE) crumbs=crumbs>
            <Button label=t(PRINT) on_press=Callback::new(|()| platform::print()) />
        </PageHead>
        <div class="stack recipe">
            <p>{t(NOTATION)}</p>
            <ol class="how">
                {STEPS
                    .map(|(title, text, formula)| {
                        view! {
                            <li>
                                <h2>{t(title)}</h2>
                                <p>{t(text)}</p>
                                <pre class="formula" tabindex="0"><code>{formula}</code></pre>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
            <section class="stack">
                <h2>{t(EXAMPLE_TITLE)}</h2>
                <p>{t(EXAMPLE_TEXT)}</p>
                <pre class="formula" tabindex="0"><code>"python3 verify.py W2026-01-1.json"</code></pre>
                <div class="acts no-print">
                    <a class="button" href="/public/verify/verify.py" download="verify.py">{t(PYTHON)}</a>
                    <a class="button" href="/public/verify/draw_cells.py" download="draw_cells.py">{t(PYTHON_CELLS)}</a>
                    <a class="button" href="/public/schema/onedoor-bundle-1.json">{t(SCHEMA)}</a>
                    <a class="button" href="/public/keys/draw.json">{t(KEYS)}</a>
                </div>
            </section>
        </div>
    }
}
