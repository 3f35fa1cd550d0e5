//! Parts of the app that are fetched when first opened.

use std::future::Future;

use leptos::prelude::*;

use super::Skeleton;

/// Shows a part as soon as its code is here; until then, where it will be.
pub fn lazily(part: impl Future<Output = AnyView> + Send + 'static) -> impl IntoView {
    view! {
        <Suspense fallback=|| view! { <Skeleton lines=6 /> }>
            {Suspend::new(part)}
        </Suspense>
    }
}
