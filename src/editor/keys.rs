//! Which key does what. Asked only while nobody is typing.

use super::action::{Action, PlayheadMove};
use super::selection::Tool;

/// A key that went down, without the browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and all combinations occur"
)]
pub struct KeyPress<'a> {
    /// Its name, as the browser gives it: `ArrowLeft`, `v`, ` `.
    pub name: &'a str,
    /// Whether shift is held.
    pub shift: bool,
    /// Whether control or command is held.
    pub command: bool,
    /// Whether something on the drawing has the focus, so that arrows move it.
    pub on_drawing: bool,
    /// Whether a button, link or menu has the focus, so that space acts on it.
    pub on_control: bool,
}

/// What `key` does, if it does anything.
#[must_use]
pub fn action(key: KeyPress<'_>) -> Option<Action> {
    let KeyPress {
        name,
        shift,
        command,
        on_drawing,
        on_control,
    } = key;
    if command {
        return match (name, shift) {
            ("z" | "Z", false) => Some(Action::Undo),
            ("z" | "Z", true) | ("y", false) => Some(Action::Redo),
            ("a", false) => Some(Action::SelectAll),
            ("d", false) => Some(Action::Duplicate),
            (arrow, _) if on_drawing => steps(arrow, shift).map(|(x, y)| Action::Stretch { x, y }),
            _ => None,
        };
    }
    if on_drawing && let Some((x, y)) = steps(name, shift) {
        return Some(Action::Nudge { x, y });
    }
    let zoom = |factor| {
        Some(Action::Zoom {
            factor,
            about: None,
        })
    };
    match name {
        "+" | "=" => zoom(1.25),
        "-" => zoom(0.8),
        "0" => Some(Action::Fit),
        "Delete" | "Backspace" if on_drawing || !on_control => Some(Action::Delete),
        "Enter" if !on_control && !on_drawing => Some(Action::Use(None)),
        "ArrowLeft" if shift => Some(Action::Move(PlayheadMove::BackInFlow)),
        "ArrowRight" if shift => Some(Action::Move(PlayheadMove::ForwardInFlow)),
        "ArrowLeft" => Some(Action::Move(PlayheadMove::Back)),
        "ArrowRight" => Some(Action::Move(PlayheadMove::Forward)),
        "Home" => Some(Action::Move(PlayheadMove::Start)),
        "End" => Some(Action::Move(PlayheadMove::End)),
        "." => Some(Action::Move(PlayheadMove::NextVerdict)),
        " " if !on_control => Some(Action::TogglePlaying),
        "Escape" => Some(Action::Escape),
        _ => {
            let mut letters = name.chars();
            let letter = letters.next()?.to_ascii_uppercase();
            let alone = letters.next().is_none();
            Tool::ALL
                .into_iter()
                .find(|tool| alone && tool.key() == letter)
                .map(Action::ChooseTool)
        }
    }
}

/// How far an arrow goes, in steps of the grid: to the right, and down.
fn steps(name: &str, shift: bool) -> Option<(i32, i32)> {
    let far = if shift { 5 } else { 1 };
    match name {
        "ArrowLeft" => Some((-far, 0)),
        "ArrowRight" => Some((far, 0)),
        "ArrowUp" => Some((0, -far)),
        "ArrowDown" => Some((0, far)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_move_what_has_the_focus_and_else_time() {
        let plain = |name| KeyPress {
            name,
            ..KeyPress::default()
        };
        for (case, key, expected) in [
            (
                "nothing focused",
                plain("ArrowRight"),
                Some(Action::Move(PlayheadMove::Forward)),
            ),
            (
                "a host focused",
                KeyPress {
                    on_drawing: true,
                    ..plain("ArrowRight")
                },
                Some(Action::Nudge { x: 1, y: 0 }),
            ),
            (
                "same flow",
                KeyPress {
                    shift: true,
                    ..plain("ArrowLeft")
                },
                Some(Action::Move(PlayheadMove::BackInFlow)),
            ),
            ("space", plain(" "), Some(Action::TogglePlaying)),
            (
                "space on a button",
                KeyPress {
                    on_control: true,
                    ..plain(" ")
                },
                None,
            ),
            ("a tool", plain("h"), Some(Action::ChooseTool(Tool::Host))),
            ("no tool", plain("Hyper"), None),
            (
                "undo",
                KeyPress {
                    command: true,
                    ..plain("z")
                },
                Some(Action::Undo),
            ),
            (
                "a container focused",
                KeyPress {
                    on_drawing: true,
                    command: true,
                    shift: true,
                    ..plain("ArrowUp")
                },
                Some(Action::Stretch { x: 0, y: -5 }),
            ),
            ("all of it", plain("0"), Some(Action::Fit)),
            (
                "the browser's zoom",
                KeyPress {
                    command: true,
                    ..plain("0")
                },
                None,
            ),
            (
                "print is the browser's",
                KeyPress {
                    command: true,
                    ..plain("p")
                },
                None,
            ),
        ] {
            assert_eq!(action(key), expected, "{case}");
        }
    }
}
