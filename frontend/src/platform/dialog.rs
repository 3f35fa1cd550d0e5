//! Native dialogs: the browser keeps the focus inside and closes them with Esc.

use web_sys::HtmlDialogElement;

/// Opens a dialog over everything else.
pub fn open(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        // Fails only for one that is not in the page.
        let _ = dialog.show_modal();
    }
}

/// Whether any is open: somebody is deciding something, and may have typed a reason.
pub fn is_any_open() -> bool {
    leptos::prelude::document().query_selector("dialog[open]").is_ok_and(|found| found.is_some())
}

/// Closes it.
pub fn close(dialog: &HtmlDialogElement) {
    if dialog.open() {
        dialog.close();
    }
}
