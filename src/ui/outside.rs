//! Doing what the editor asks of the world outside.

use super::store::Store;
use super::{keeping, simulating};
use crate::browser::{clipboard, dialog, download, element, fetch, location, timer};
use crate::editor::action::{Action, DocumentSource};
use crate::editor::effect::Effect;
use crate::picture::markup::{Markup, write_markup};
use crate::words::{dialogs, toasts};
use reactive_graph::traits::{GetUntracked, Set};
use wasm_bindgen_futures::spawn_local;

/// A toast is shown for this long, and longer for each letter.
const TOAST_MILLISECONDS: usize = 2200;
const PER_LETTER: usize = 45;
/// A link longer than this is cut off by some programs.
const LONG_LINK: usize = 8_000;

/// Does one thing that the editor asked for. An embedded page keeps nothing and leaves
/// its address alone.
pub fn perform(store: Store, effect: Effect) {
    match effect {
        Effect::Autosave(_) | Effect::ClearAddress if store.embedded => {}
        Effect::Autosave(text) => keeping::edited(store, text),
        Effect::Opened => keeping::opened(store),
        Effect::ClearAddress => location::clear_fragment(),
        Effect::Share(link) => share(store, &link),
        Effect::Announce(sentence) => store.announced.set(sentence),
        Effect::Toast(sentence) => toast(store, sentence),
        Effect::Refused { name, problems } => refuse(&name, &problems),
        // What is to have the focus may not be there before the views are.
        Effect::Focus(id) => timer::after(0, move || {
            element::focus(element::find(&id).as_ref());
        }),
        Effect::FocusThing(kind, id) => timer::after(0, move || {
            let spot = format!(".spot[data-kind=\"{kind}\"][data-id=\"{id}\"]");
            let found = element::find("drawing");
            let found = found.and_then(|drawing| drawing.query_selector(&spot).ok().flatten());
            if found.is_some() {
                element::focus(found.as_ref());
            }
        }),
        Effect::FetchExample(id) => spawn_local(async move {
            match fetch::text(&format!("scenarios/{id}.json")).await {
                Some(text) => store.dispatch(Action::OpenText {
                    name: id,
                    text,
                    origin: DocumentSource::Example,
                }),
                None => toast(store, toasts::EXAMPLE_NOT_LOADED.into()),
            }
        }),
        Effect::Run { number, text } => simulating::begin(store, number, text),
        Effect::StopRun => simulating::stop(store),
        Effect::Download { name, text } => {
            download::offer(&name, "application/json", &text);
            keeping::filed(store, &text);
            toast(store, toasts::downloaded(&name));
        }
    }
}

fn share(store: Store, link: &str) {
    let whole = format!("{}#{link}", location::base());
    let length = whole.len();
    if !store.embedded {
        location::replace_fragment(link);
    }
    copy(
        store,
        whole,
        toasts::link_copied(length, length > LONG_LINK),
        toasts::LINK_IN_ADDRESS_BAR,
    );
}

/// Puts a text on the clipboard, and says how it went.
pub fn copy(store: Store, text: String, done: String, refused: &'static str) {
    spawn_local(async move {
        let copied = clipboard::copy(&text).await;
        toast(store, if copied { done } else { refused.into() });
    });
}

/// Explains, until it is closed, why a text could not be opened.
// Kept apart from what a first visit runs, so that the dialog is there when this is.
#[inline(never)]
fn refuse(name: &str, problems: &[String]) {
    let mut markup = Markup::default();
    for problem in problems {
        write_markup!(markup, "<li>" (problem) "</li>");
    }
    if let (Some(title), Some(list)) = (
        element::find("refused-title"),
        element::find("refused-list"),
    ) {
        title.set_text_content(Some(&dialogs::not_opened(name)));
        list.set_inner_html(&markup.into_string());
    }
    dialog::open("refused");
}

/// Shows a sentence for a moment, and says it.
pub fn toast(store: Store, sentence: String) {
    store.toast.set(sentence.clone());
    take_away(store, sentence);
}

/// Takes a sentence away in a while. Nobody reads it on a page that is not seen.
fn take_away(store: Store, sentence: String) {
    let shown = TOAST_MILLISECONDS + PER_LETTER * sentence.len();
    timer::after(i32::try_from(shown).unwrap_or(i32::MAX), move || {
        if store.toast.get_untracked() != sentence {
            return;
        }
        if element::is_page_hidden() {
            take_away(store, sentence);
        } else {
            store.toast.set(String::new());
        }
    });
}
