//! What is wrong with keeping the drawing, and what can be done about it: a bar over the
//! diagram that stays until it is settled.

use super::keeping::{self, Browser};
use super::outside;
use super::store::Store;
use crate::browser::element;
use crate::editor::action::Action;
use crate::editor::library::{SaveState, StorageError, Version};
use crate::words::toasts;

/// Shows the notice about a state, if there is one and it was not closed.
pub fn show(store: Store, state: SaveState) {
    let changed = keeping::on_desk(store, |desk| {
        if desk.closed != Some(state) {
            desk.closed = None;
        }
        let notice = match (state, desk.closed) {
            (SaveState::Refused(_) | SaveState::Conflict | SaveState::Deleted, None) => state,
            _ => SaveState::NotMine,
        };
        notice != std::mem::replace(&mut desk.notice, notice)
    });
    if changed {
        fill(store);
    }
}

#[inline(never)]
fn fill(store: Store) {
    let notice = keeping::on_desk(store, |desk| desk.notice);
    for (id, is_shown) in [
        ("notice-refused", matches!(notice, SaveState::Refused(_))),
        (
            "refused-full",
            notice == SaveState::Refused(StorageError::Full),
        ),
        (
            "refused-forbidden",
            notice == SaveState::Refused(StorageError::Forbidden),
        ),
        (
            "refused-many",
            notice == SaveState::Refused(StorageError::TooMany),
        ),
        ("notice-conflict", notice == SaveState::Conflict),
        ("notice-deleted", notice == SaveState::Deleted),
    ] {
        element::set_attribute(id, "hidden", if is_shown { "" } else { "hidden" });
    }
}

/// Does what a button of a notice says; whether it is one of those.
pub fn run(store: Store, verb: &str) -> bool {
    match verb {
        "keep-again" => {
            keeping::keep(store);
            let state = keeping::on_desk(store, |desk| desk.keeper.state());
            let said = if state == SaveState::Saved {
                toasts::SAVED
            } else {
                toasts::STILL_NOT_SAVED
            };
            outside::toast(store, said.into());
        }
        "keep-both" => {
            if let Some(title) = keeping::on_desk(store, |desk| desk.keeper.part(&Browser)) {
                keeping::part(store, title);
            }
        }
        "show-other" => {
            match keeping::on_desk(store, |desk| desk.keeper.take(&Browser)) {
                Some(text) => store.dispatch(Action::AdoptFromOtherTab(text)),
                None => outside::toast(store, toasts::OTHER_VERSION_UNREADABLE.into()),
            }
            store.page_changed();
        }
        "keep-deleted" => {
            let (title, text) =
                store.read(|editor| (editor.header().title, editor.scenario().to_json_pretty()));
            keeping::on_desk(store, |desk| desk.keeper.edited(Version { title, text }));
            keeping::keep(store);
        }
        "close-notice" => {
            keeping::on_desk(store, |desk| desk.closed = Some(desk.keeper.state()));
            store.page_changed();
        }
        _ => return false,
    }
    true
}
