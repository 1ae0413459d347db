//! Dialogs: keyboard shortcuts, and the lines that put the drawing into another page.

use super::keyboard;
use super::outside;
use super::store::{Editor, Store};
use crate::browser::{clipboard, dialog, location};
use crate::editor::view::Slice;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

pub fn dialogs(store: Store) -> AnyView {
    view! {
        {embed(store)}
        {shortcuts()}
    }
    .into_any()
}

fn embed(store: Store) -> AnyView {
    let lines = move || {
        store.revision(Slice::Document).track();
        let address = format!("{}?embed#{}", location::base(), store.read(Editor::link));
        format!(
            "<iframe src=\"{address}\" title=\"Portcullis\" width=\"720\" height=\"420\" style=\"border:0;width:100%\" loading=\"lazy\"></iframe>"
        )
    };
    let copy = move |_| {
        let lines = lines();
        spawn_local(async move {
            let done = clipboard::copy(&lines).await;
            outside::toast(
                store,
                if done {
                    "Copied"
                } else {
                    "The browser does not allow copying here"
                }
                .into(),
            );
        });
        dialog::close("embed");
    };
    view! {
        <dialog class="dialog" id="embed" aria-labelledby="embed-title">
            <h2 id="embed-title">"Embed"</h2>
            <p>"Put this into your page. The drawing travels inside the address; nothing is stored anywhere."</p>
            <textarea class="field" readonly aria-label="HTML" prop:value=lines></textarea>
            <footer>
                <button class="button" type="button" on:click=|_| dialog::close("embed")>
                    "Close"
                </button>
                <button class="button filled" type="button" on:click=copy>
                    "Copy"
                </button>
            </footer>
        </dialog>
    }
    .into_any()
}

fn shortcuts() -> AnyView {
    let lines = keyboard::SHORTCUTS.iter().map(|(keys, does)| {
        let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd> });
        view! {
            <dt>{keys.collect_view()}</dt>
            <dd>{*does}</dd>
        }
    });
    view! {
        <dialog class="dialog" id="shortcuts" aria-labelledby="shortcuts-title">
            <h2 id="shortcuts-title">"Keyboard shortcuts"</h2>
            <p>"They rest while you type."</p>
            <dl class="shortcuts">{lines.collect_view()}</dl>
            <footer class="between">
                <label class="choice">
                    <input type="checkbox" prop:checked=keyboard::letters_are_on() on:change=|event| keyboard::set_letters(event_target_checked(&event)) />
                    "Single-letter keys"
                </label>
                <button class="button filled" type="button" on:click=|_| dialog::close("shortcuts")>
                    "Close"
                </button>
            </footer>
        </dialog>
    }
    .into_any()
}
