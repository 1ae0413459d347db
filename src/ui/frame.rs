//! The frame: where the parts of the page stand, and what runs while it is open.

use super::store::{Editor, Store};
use super::{details, diagram, dialogs, header, inspector, keyboard, timeline, tools};
use crate::browser::{frames, location, media, theme};
use crate::editor::action::Action;
use crate::editor::target::Sheet;
use crate::editor::view::Slice;
use leptos::prelude::*;

/// The whole page.
pub fn page() -> impl IntoView {
    let embedded =
        location::parameter("embed").is_some_and(|value| !matches!(value.as_str(), "0" | "false"));
    let store = Store::new(Editor::default(), theme::is_dark(), embedded);
    store.dispatch(Action::SetReducedMotion(media::reduced_motion()));
    keyboard::listen(store);
    play_when_asked(store);
    let session = store.view(&[Slice::Session], Editor::session);
    let sheet = move || match session.get().sheet {
        Sheet::Details => "details",
        Sheet::Inspector => "inspector",
    };
    let whole = !embedded;
    view! {
        <div class="frame" class:embed=embedded data-sheet=sheet>
            {whole.then(|| header::header(store))}
            {whole.then(|| tools::tools(store))}
            {diagram::diagram(store)}
            {timeline::timeline(store)}
            {whole.then(|| sheet_tabs(store))}
            {whole.then(|| details::details(store))}
            {whole.then(|| inspector::inspector(store))}
        </div>
        {whole.then(|| dialogs::dialogs(store))}
        <p class="unseen" role="status" aria-live="polite">{move || store.announced.get()}</p>
        {move || Some(store.toast.get()).filter(|words| !words.is_empty()).map(|words| view! { <p class="toast" role="status">{words}</p> })}
    }
}

/// On a narrow screen the Inspector and the details share one place.
fn sheet_tabs(store: Store) -> AnyView {
    let session = store.view(&[Slice::Session], Editor::session);
    let button = move |name: &'static str, sheet: Sheet| {
        view! {
            <button class="sheet-tab" type="button" aria-pressed=move || (session.get().sheet == sheet).to_string() on:click=move |_| store.dispatch(Action::ShowSheet(sheet))>
                {name}
            </button>
        }
    };
    view! {
        <nav class="sheet-tabs" aria-label="Sheets">
            {button("Details", Sheet::Details)}
            {button("Inspector", Sheet::Inspector)}
        </nav>
    }
    .into_any()
}

/// Advances the playhead before each repaint for as long as time is passing. The loop
/// starts with playing and ends with it, so a page at rest asks for no frames.
fn play_when_asked(store: Store) {
    let playing = store.view(&[Slice::Session], |editor| editor.transport().playing);
    let running = StoredValue::new(false);
    Effect::new(move || {
        if playing.get() && !running.get_value() {
            running.set_value(true);
            frames::run(move |milliseconds| {
                store.dispatch(Action::Advance { milliseconds });
                let goes_on = playing.try_get_untracked().unwrap_or(false);
                running.set_value(goes_on);
                goes_on
            });
        }
    });
}
