//! The header: what is open, and what can be done with the whole of it.

use super::icon::{self, icon};
use super::outside;
use super::sample::EXAMPLES;
use super::store::{Editor, Store};
use crate::browser::{dialog, fetch, storage, theme};
use crate::editor::action::Action;
use crate::editor::view::Slice;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlInputElement};

/// Where the choice of theme is kept.
const THEME: &str = "portcullis.theme";

pub fn header(store: Store) -> AnyView {
    let header = store.view(&[Slice::Document, Slice::Session], Editor::header);
    view! {
        <header class="header">
            <a class="brand" href="./" aria-label="Portcullis, start page">
                {logo()}
                <span>"Portcullis"</span>
            </a>
            <span class="rule"></span>
            <div class="heading">
                <h1 title=move || header.get().title>{move || header.get().title}</h1>
                {move || header.get().edited.then(|| view! { <span class="faint">"edited"</span> })}
            </div>
            {actions(store)}
            {share(store)}
            <button class="button square only-phone" type="button" aria-label="Menu" popovertarget="actions">
                {icon(icon::MENU)}
            </button>
            {examples(store)}
        </header>
    }
    .into_any()
}

/// An embedded page has no header, but a screen reader still asks for its title.
pub fn title_unseen(store: Store) -> AnyView {
    let header = store.view(&[Slice::Document], Editor::header);
    view! { <h1 class="unseen">{move || header.get().title}</h1> }.into_any()
}

fn share(store: Store) -> AnyView {
    view! {
        <button class="button filled share" type="button" on:click=move |_| store.dispatch(Action::ShareLink)>
            "Share link"
        </button>
    }
    .into_any()
}

/// Everything else; on a narrow screen it is a menu.
fn actions(store: Store) -> AnyView {
    let history = store.view(&[Slice::Document], Editor::header);
    let open_examples = move |event: MouseEvent| {
        if let Some(button) = event
            .current_target()
            .and_then(|target| target.dyn_into::<Element>().ok())
        {
            dialog::place_menu("examples", &button);
        }
    };
    view! {
        <div class="actions" id="actions" popover="auto">
            <button class="button" type="button" aria-haspopup="true" popovertarget="examples" on:click=open_examples>
                "Examples"
            </button>
            <span class="rule"></span>
            {step_in_history("Undo", icon::UNDO, Signal::derive(move || history.get().undo), store, Action::Undo)}
            {step_in_history("Redo", icon::REDO, Signal::derive(move || history.get().redo), store, Action::Redo)}
            <span class="rule"></span>
            {import(store)}
            <button class="button" type="button" on:click=move |_| store.dispatch(Action::Export)>
                "Export"
            </button>
            <button class="button outlined" type="button" on:click=move |_| dialog::open("embed")>
                "Embed"
            </button>
            <button class="button square theme" type="button" aria-label="Theme" title="Theme: light or dark" on:click=move |_| toggle_theme(store)>
                {icon(icon::THEME)}
                <span class="word-phone" aria-hidden="true">"Theme"</span>
            </button>
        </div>
    }
    .into_any()
}

fn step_in_history(
    name: &'static str,
    path: &'static str,
    what: Signal<Option<String>>,
    store: Store,
    action: Action,
) -> AnyView {
    let title = move || {
        what.get()
            .unwrap_or_else(|| format!("Nothing to {}", name.to_lowercase()))
    };
    let act = move |_| {
        if what.get_untracked().is_some() {
            store.dispatch(action.clone());
        }
    };
    view! {
        <button class="button square" type="button" aria-label=name title=title aria-disabled=move || what.get().is_none().to_string() on:click=act>
            {icon(path)}
            <span class="word-phone" aria-hidden="true">{name}</span>
        </button>
    }
    .into_any()
}

/// A button in front of a file input, which cannot be styled.
fn import(store: Store) -> AnyView {
    let input = NodeRef::<leptos::html::Input>::new();
    let chosen = move |_| {
        let Some(element) = input.get_untracked() else {
            return;
        };
        spawn_local(async move {
            match fetch::chosen_file(&element).await {
                Some((name, text)) => store.dispatch(Action::OpenText {
                    name,
                    text,
                    own: true,
                }),
                None => outside::toast(store, "The file could not be read".into()),
            }
            // The same file may be chosen again.
            element.unchecked_ref::<HtmlInputElement>().set_value("");
        });
    };
    let press = move |_| {
        if let Some(element) = input.get_untracked() {
            element.click();
        }
    };
    view! {
        <button class="button" type="button" on:click=press>
            "Import"
        </button>
        <input type="file" accept=".json,application/json" hidden node_ref=input on:change=chosen />
    }
    .into_any()
}

fn examples(store: Store) -> AnyView {
    let items = EXAMPLES.iter().map(|example| {
        let open = move |_| {
            dialog::close_menu("examples");
            dialog::close_menu("actions");
            store.dispatch(Action::OpenExample(example.id.into()));
        };
        view! {
            <li>
                <button class="menu-item" type="button" on:click=open>
                    <b>{example.title}</b>
                    <span>{example.about}</span>
                </button>
            </li>
        }
    });
    view! {
        <ul class="menu" id="examples" popover="auto" aria-label="Examples">
            {items.collect_view()}
        </ul>
    }
    .into_any()
}

fn toggle_theme(store: Store) {
    let dark = !store.dark.get_untracked();
    theme::show(dark);
    store.dark.set(dark);
    if !store.embedded {
        storage::set(THEME, if dark { "dark" } else { "light" });
    }
}

fn logo() -> AnyView {
    view! {
        <svg viewBox="0 0 22 22" aria-hidden="true">
            <path d="M3 21V9a8 8 0 0 1 16 0v12" stroke-width="2.4"></path>
            <path d="M7.5 6v12M11 4.6V18M14.5 6v12M4 11h14M4 15.5h14" stroke-width="1.5"></path>
        </svg>
    }
    .into_any()
}
