//! The commands that controls carry in `data-do`, as words: `undo`, `tool host`,
//! `select packet 5`, `add-rule acl-public outbound 110 allow tcp 22 to 10.0.0.0/8`.

use super::store::{Editor, Store};
use super::{drawings, files, filling, keeping, outside, rule_table};
use crate::browser::{dialog, download, element, location, storage, theme};
use crate::editor::action::{Action, PlayheadMove};
use crate::editor::selection::{GatewayTool, Selection, Sheet, Tool};
use crate::editor::view::frame::ExampleItem;
use crate::editor::view::table::Tab;
use crate::editor::{ApplyMode, EXAMPLES};
use crate::picture::markup::{Markup, write_markup};
use crate::policy::Direction;
use crate::words::toasts;
use web_sys::Element;

/// Where the choice of theme is kept.
const THEME: &str = "portcullis.theme";

/// Does what `command` says; `control` is what carries it.
pub fn run(store: Store, command: &str, control: &Element) {
    if filling::obey(store, command, control) || rule_table::obey(store, command, control) {
        return;
    }
    if let Some(action) = action(store, command) {
        close_menus();
        // Opening something else is a way to leave a link that could not be opened.
        let leaves = matches!(action, Action::OpenExample(_))
            && store.read(|editor| editor.damaged_link().is_some());
        store.dispatch(action);
        if leaves {
            store.dispatch(Action::LeaveDamagedLink);
        }
        return;
    }
    let (verb, rest) = command.split_once(' ').unwrap_or((command, ""));
    match verb {
        "theme" => toggle_theme(store),
        "kept" => {
            keeping::open(store);
            store.dispatch(Action::LeaveDamagedLink);
        }
        "place-menu" => {
            element::set_markup("example-list", &examples());
            dialog::place_menu(rest, control);
        }
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
            outside::copy(
                store,
                embed_lines(store),
                toasts::COPIED.into(),
                toasts::SELECT_AND_COPY,
            );
        }
        "transcript" => {
            dialog::close_menu("playback");
            element::set_value_of_area("transcript-text", &store.read(Editor::transcript));
            dialog::open("transcript");
        }
        "copy-transcript" => {
            dialog::close("transcript");
            outside::copy(
                store,
                store.read(Editor::transcript),
                toasts::COPIED.into(),
                toasts::SELECT_AND_COPY,
            );
        }
        "save-transcript" => {
            let name = store.read(Editor::transcript_name);
            download::offer(&name, "text/plain", &store.read(Editor::transcript));
            outside::toast(store, toasts::downloaded(&name));
        }
        "copy-hex" => {
            if let Some(dump) = store.read(Editor::hex_of_selected) {
                outside::copy(
                    store,
                    dump,
                    toasts::COPIED.into(),
                    toasts::CLIPBOARD_BLOCKED,
                );
            }
        }
        "open" => files::choose(),
        _ => drawings::run(store, verb, rest, control),
    }
}

/// Closes every menu.
pub fn close_menus() {
    dialog::close_menu("drawings");
    dialog::close_menu("examples");
    dialog::close_menu("actions");
}

/// The action that `command` names, if it is one of the editor's.
fn action(store: Store, command: &str) -> Option<Action> {
    let words: Vec<&str> = command.splitn(4, ' ').collect();
    Some(match *words.as_slice() {
        ["play"] => Action::TogglePlaying,
        ["restart"] => Action::Move(PlayheadMove::Start),
        ["back"] => Action::Move(PlayheadMove::Back),
        ["forward"] => Action::Move(PlayheadMove::Forward),
        ["undo"] => Action::Undo,
        ["redo"] => Action::Redo,
        ["share"] => Action::ShareLink,
        ["save"] => Action::Save,
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
        ["tool", letter] => Action::ChooseTool(
            Tool::ALL
                .into_iter()
                .find(|tool| letter.starts_with(tool.key()))?,
        ),
        ["gateway", name] => Action::ChooseGateway(
            GatewayTool::ALL
                .into_iter()
                .find(|kind| kind.name() == name)?,
        ),
        ["loop"] => Action::SetLooping(!store.read(|editor| editor.transport().looping)),
        ["pause-at", index] => Action::PauseAt(index.parse().ok()?),
        ["follow-flow"] => Action::FollowFlow,
        ["apply", "now"] => Action::ApplyEdits(ApplyMode::AtThisMoment),
        ["apply", _] => Action::ApplyEdits(ApplyMode::FromTheStart),
        ["sequence", "later"] => Action::PageSequence { later: true },
        ["sequence", _] => Action::PageSequence { later: false },
        ["leave-ghost"] => Action::HideGhost,
        ["ladder-gates"] => {
            Action::ShowLadderGates(!store.read(|editor| editor.session().ladder_gates))
        }
        ["tab", id] => Action::ShowTab(Tab::ALL.into_iter().find(|tab| tab.id() == id)?),
        ["choose", index] => Action::AnswerPrompt(index.parse().ok()?),
        ["leave-choice"] => Action::ClosePrompt,
        ["sheet", name] => {
            let sheet = match name {
                "details" => Sheet::Details,
                _ => Sheet::Inspector,
            };
            // The button of the sheet that is open closes it.
            let open = store.read(|editor| editor.session().sheet) == sheet;
            Action::ShowSheet(if open { Sheet::None } else { sheet })
        }
        ["example", id] => Action::OpenExample(id.into()),
        ["select", kind, id] => Action::Select(Some(Selection::parse(kind, id)?)),
        ["add-rule", gate, direction, text] => Action::AddRule {
            gate: gate.into(),
            direction: self::direction(direction)?,
            text: text.into(),
        },
        ["remove-rule", gate, direction, index] => Action::RemoveRule {
            gate: gate.into(),
            direction: self::direction(direction)?,
            index: index.parse().ok()?,
        },
        _ => return None,
    })
}

/// The direction of that name.
pub fn direction(name: &str) -> Option<Direction> {
    [Direction::Inbound, Direction::Outbound]
        .into_iter()
        .find(|direction| direction.name() == name)
}

fn toggle_theme(store: Store) {
    let dark = !theme::is_dark();
    theme::show(dark);
    store.page_changed();
    if !store.embedded {
        storage::set(THEME, if dark { "dark" } else { "light" });
    }
}

/// The items of the examples' menu.
fn examples() -> String {
    let mut markup = Markup::default();
    for ExampleItem { id, title, about } in EXAMPLES {
        write_markup!(
            markup,
            "<li><button class='menu-item' type='button' data-do='example " (id) "'><b>" (title) "</b><span>" (about) "</span></button></li>"
        );
    }
    markup.into_string()
}

fn embed_lines(store: Store) -> String {
    let (link, title) = store.read(|editor| (editor.link(), editor.header().title));
    let mut markup = Markup::default();
    write_markup!(
        markup,
        "<iframe src=\"" (location::base()) "?embed#" (link) "\" title=\"Portcullis: " (title)
        "\" width=\"720\" height=\"420\" style=\"border:0;width:100%\" loading=\"lazy\"></iframe>"
    );
    markup.into_string()
}
