//! What is said: the polite live region, and sentences shown for a moment.

use super::store::Store;
use leptos::prelude::*;

pub fn announce(store: Store) -> impl IntoView {
    let toast = move || {
        let words = Some(store.toast.get()).filter(|words| !words.is_empty());
        words.map(|words| view! { <p class="toast" role="status">{words}</p> })
    };
    view! {
        <p class="unseen" role="status" aria-live="polite">{move || store.announced.get()}</p>
        {toast}
    }
}
