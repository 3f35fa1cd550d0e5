//! A panic ends the app; people see what happened and can go on.

/// Shows a page with a way out instead of a frozen one.
pub fn show_them() {
    std::panic::set_hook(Box::new(|info| {
        leptos::logging::error!("{info}");
        let document = leptos::prelude::document();
        let Some(body) = document.body() else { return };
        let Ok(notice) = document.create_element("div") else { return };
        let _ = notice.set_attribute("role", "alert");
        let _ = notice.set_attribute("class", "crash");
        notice.set_text_content(Some(
            "页面出现故障，已保存的内容不受影响，请刷新页面继续。 This page has failed; what you saved is safe. Reload to go on.",
        ));
        let _ = body.prepend_with_node_1(&notice);
    }));
}
