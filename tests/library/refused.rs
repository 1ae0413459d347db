//! Storage that is full, forbidden, or has too many drawings.

use std::rc::Rc;

use portcullis::editor::library::{MOST, SaveState, StorageError};

use crate::{Browser, Tab, document};

#[test]
fn an_unsaved_drawing_stays_in_the_tab_and_is_saved_once_there_is_room() {
    for (case, refusal) in [
        ("full", StorageError::Full),
        ("forbidden", StorageError::Forbidden),
    ] {
        let refuse = |browser: &Browser, refused: bool| match refusal {
            StorageError::Full => browser.room.set(refused.then_some(0)),
            _ => browser.is_forbidden.set(refused),
        };
        let browser = Rc::new(Browser::default());
        refuse(&browser, true);
        let mut tab = Tab::start(&browser, "a");
        tab.draw("One", 1);
        assert_eq!(tab.keeper.state(), SaveState::Refused(refusal), "{case}");
        assert!(tab.keeper.is_at_risk(), "{case}");
        tab.open_stranger();
        tab.draw("Two", 1);
        assert!(tab.keeper.list(&*browser).iter().all(|item| !item.is_kept));
        let mut titles = tab.titles();
        titles.sort();
        assert_eq!(titles, ["One", "Two"], "{case}: both are listed");

        let one = tab.keeper.list(&*browser);
        let one = one.iter().find(|item| item.title == "One").unwrap();
        tab.open(&one.id);
        assert_eq!(tab.text, document("One", 1), "{case}: and can be shown");
        assert_eq!(tab.keeper.state(), SaveState::Refused(refusal), "{case}");
        tab.keeper.filed(&document("One", 1));
        assert!(tab.keeper.is_at_risk(), "{case}: Two is in no file");

        refuse(&browser, false);
        tab.keeper.keep(&*browser);
        assert_eq!(tab.keeper.state(), SaveState::Saved, "{case}");
        assert!(!tab.keeper.is_at_risk(), "{case}");
        let mut texts = Tab::start(&browser, "b").texts();
        texts.sort();
        assert_eq!(texts, [document("One", 1), document("Two", 1)], "{case}");
    }
}

#[test]
fn work_saved_to_a_file_is_not_at_risk_until_the_next_edit() {
    let browser = Rc::new(Browser::default());
    browser.is_forbidden.set(true);
    let mut tab = Tab::start(&browser, "a");
    tab.draw("One", 1);
    tab.keeper.filed(&document("One", 1));
    assert!(!tab.keeper.is_at_risk());
    tab.draw("One", 2);
    assert!(tab.keeper.is_at_risk());
}

#[test]
fn stored_drawings_can_be_changed_when_their_number_is_at_the_limit() {
    let browser = Rc::new(Browser::default());
    let mut tab = Tab::start(&browser, "a");
    for number in 0..MOST {
        tab.open_stranger();
        tab.draw(&format!("Drawing {number}"), 1);
    }
    tab.draw("Renamed", 2);
    assert_eq!(tab.keeper.state(), SaveState::Saved);
    tab.open_stranger();
    tab.draw("One too many", 1);
    assert_eq!(
        tab.keeper.state(),
        SaveState::Refused(StorageError::TooMany)
    );
    let page = include_str!("../../index.html");
    assert!(page.contains(&format!("Not saved: you already have {MOST} drawings")));
    let oldest = tab.keeper.list(&*browser).pop().unwrap();
    tab.keeper.delete(&oldest.id, &*browser);
    tab.keeper.keep(&*browser);
    assert_eq!(tab.keeper.state(), SaveState::Saved);
}

#[test]
fn undo_of_a_deletion_without_room_keeps_the_drawing_in_the_tab() {
    let browser = Rc::new(Browser::default());
    let mut tab = Tab::start(&browser, "a");
    tab.draw("One", 1);
    tab.open_stranger();
    let id = tab.keeper.list(&*browser)[0].id.clone();
    let deleted = tab.keeper.delete(&id, &*browser).unwrap();
    browser.room.set(Some(0));
    let id = tab.keeper.restore(deleted, &*browser);
    tab.open(&id);
    assert_eq!(tab.text, document("One", 1));
    assert!(tab.keeper.is_at_risk());
}
