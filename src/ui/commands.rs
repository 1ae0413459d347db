//! The commands that controls carry in `data-do`, as words: `undo`, `tool host`,
//! `select packet 5`, `add-rule acl-public outbound 110 allow tcp 22 to 10.0.0.0/8`.

use super::outside;
use super::store::{Editor, Store};
use crate::browser::{dialog, element, location, storage, theme};
use crate::editor::action::{Action, Step};
use crate::editor::effect::Effect;
use crate::editor::target::{Sheet, Target, Tool, Way};
use leptos::prelude::{GetUntracked, Set};
use web_sys::{Element, HtmlElement};

/// Where the choice of theme is kept.
const THEME: &str = "portcullis.theme";

/// Does what `command` says; `control` is what carries it.
pub fn run(store: Store, command: &str, control: &Element) {
    if let Some(action) = action(store, command) {
        dialog::close_menu("examples");
        dialog::close_menu("actions");
        store.dispatch(action);
        return;
    }
    let (verb, rest) = command.split_once(' ').unwrap_or((command, ""));
    match verb {
        "theme" => toggle_theme(store),
        "place-menu" => dialog::place_menu(rest, control),
        "dialog" => {
            if rest == "embed" {
                element::set_value_of_area("embed-lines", &embed_lines(store));
            }
            dialog::close_menu("actions");
            dialog::open(rest);
        }
        "close" => dialog::close(rest),
        "copy-embed" => {
            dialog::close("embed");
            outside::perform(
                store,
                Effect::Copy {
                    text: embed_lines(store),
                    said: "Copied".into(),
                },
            );
        }
        "import" => {
            if let Some(input) = element::find_as::<HtmlElement>("file") {
                input.click();
            }
        }
        _ => {}
    }
}

/// The action that `command` names, if it is one of the editor's.
fn action(store: Store, command: &str) -> Option<Action> {
    let words: Vec<&str> = command.splitn(4, ' ').collect();
    Some(match *words.as_slice() {
        ["play"] => Action::TogglePlaying,
        ["restart"] => Action::Move(Step::Start),
        ["back"] => Action::Move(Step::Back),
        ["forward"] => Action::Move(Step::Forward),
        ["undo"] => Action::Undo,
        ["redo"] => Action::Redo,
        ["share"] => Action::ShareLink,
        ["export"] => Action::Export,
        ["fit"] => Action::Fit,
        ["zoom-in"] => Action::Zoom {
            factor: 1.25,
            about: None,
        },
        ["zoom-out"] => Action::Zoom {
            factor: 0.8,
            about: None,
        },
        ["delete"] => Action::Delete,
        ["skip-idle"] => Action::SetSkipIdle(!store.read(|editor| editor.transport().skip_idle)),
        ["leave-damaged-link"] => Action::LeaveDamagedLink,
        ["tool", name] => Action::ChooseTool(
            Tool::ALL
                .into_iter()
                .find(|tool| tool.name().eq_ignore_ascii_case(name))?,
        ),
        ["sheet", "details"] => Action::ShowSheet(Sheet::Details),
        ["sheet", "inspector"] => Action::ShowSheet(Sheet::Inspector),
        ["example", id] => Action::OpenExample(id.into()),
        ["select", kind, id] => Action::Select(Some(Target::parse(kind, id)?)),
        ["add-rule", gate, way, text] => Action::AddRule {
            gate: gate.into(),
            way: self::way(way)?,
            text: text.into(),
        },
        ["remove-rule", gate, way, index] => Action::RemoveRule {
            gate: gate.into(),
            way: self::way(way)?,
            index: index.parse().ok()?,
        },
        _ => return None,
    })
}

/// The direction of that name.
pub fn way(name: &str) -> Option<Way> {
    [Way::Inbound, Way::Outbound]
        .into_iter()
        .find(|way| way.name() == name)
}

fn toggle_theme(store: Store) {
    let dark = !store.dark.get_untracked();
    theme::show(dark);
    store.dark.set(dark);
    if !store.embedded {
        storage::set(THEME, if dark { "dark" } else { "light" });
    }
}

fn embed_lines(store: Store) -> String {
    let link = store.read(Editor::link);
    format!(
        "<iframe src=\"{}?embed#{link}\" title=\"Portcullis\" width=\"720\" height=\"420\" style=\"border:0;width:100%\" loading=\"lazy\"></iframe>",
        location::base()
    )
}
