//! Doing what the editor asks of the world outside.

use super::store::Store;
use crate::browser::{clipboard, download, fetch, location, storage, timer};
use crate::editor::action::Action;
use crate::editor::effect::Effect;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// The name under which the visitor's drawing is kept.
pub const DRAWING: &str = "portcullis.drawing";
/// What is said when a copy fails.
pub const NO_CLIPBOARD: &str = "The browser does not allow copying here";
/// How long a toast is shown.
const TOAST_MILLISECONDS: i32 = 3200;

/// Does one thing that the editor asked for. An embedded page keeps nothing and leaves
/// its address alone.
pub fn perform(store: Store, effect: Effect) {
    match effect {
        Effect::Save(text) if !store.embedded => {
            storage::set(DRAWING, &text);
        }
        Effect::SetAddress(fragment) if !store.embedded => location::replace_fragment(&fragment),
        Effect::Save(_) | Effect::SetAddress(_) => {}
        Effect::Copy { text, said } => spawn_local(async move {
            let done = clipboard::copy(&text).await;
            toast(store, if done { said } else { NO_CLIPBOARD.into() });
        }),
        Effect::Announce(sentence) => store.announced.set(sentence),
        Effect::Toast(sentence) => toast(store, sentence),
        Effect::FetchExample(id) => spawn_local(async move {
            match fetch::text(&format!("scenarios/{id}.json")).await {
                Some(text) => store.dispatch(Action::OpenText {
                    name: id,
                    text,
                    own: false,
                }),
                None => toast(
                    store,
                    "The example could not be loaded; check the connection and try again".into(),
                ),
            }
        }),
        Effect::Download { name, text } => download::offer(&name, &text),
    }
}

/// Shows a sentence for a moment, and says it.
pub fn toast(store: Store, sentence: String) {
    store.toast.set(sentence.clone());
    timer::after(TOAST_MILLISECONDS, move || {
        if store.toast.get_untracked() == sentence {
            store.toast.set(String::new());
        }
    });
}
