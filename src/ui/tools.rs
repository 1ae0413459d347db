//! The tool bar: what the pointer does on the drawing.

use super::icon::{self, icon};
use super::store::{Editor, Store};
use crate::browser::dialog;
use crate::editor::action::Action;
use crate::editor::target::Tool;
use crate::editor::view::Slice;
use leptos::prelude::*;

pub fn tools(store: Store) -> AnyView {
    let session = store.view(&[Slice::Session], Editor::session);
    let buttons = Tool::ALL.into_iter().map(|tool| {
        view! {
            <button
                class="tool"
                type="button"
                aria-label=tool.name()
                aria-keyshortcuts=tool.key().to_string()
                title=format!("{} ({})", tool.name(), tool.key())
                aria-pressed=move || (session.get().tool == tool).to_string()
                on:click=move |_| store.dispatch(Action::ChooseTool(tool))
            >
                {icon(drawing_of(tool))}
                <kbd aria-hidden="true">{tool.key().to_string()}</kbd>
            </button>
        }
    });
    view! {
        <nav class="tools" aria-label="Tools">
            {buttons.collect_view()}
            <span class="grow"></span>
            <button class="tool shortcuts-button" type="button" aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)" on:click=move |_| dialog::open("shortcuts")>
                {icon(icon::HELP)}
            </button>
        </nav>
    }
    .into_any()
}

const fn drawing_of(tool: Tool) -> &'static str {
    match tool {
        Tool::Select => icon::SELECT,
        Tool::Host => icon::HOST,
    }
}
