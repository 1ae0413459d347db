//! The list of drawings: open, rename, delete.

use std::rc::Rc;

use portcullis::editor::library::{
    DrawingSummary, SaveState, Storage, SyncResult, free_title, is_any_kept, key,
};

use crate::{Browser, Tab, document};

#[test]
fn each_drawing_is_stored_apart_and_the_last_one_opens_again() {
    let browser = Rc::new(Browser::default());
    let mut tab = Tab::start(&browser, "a");
    assert_eq!(tab.keeper.state(), SaveState::NotMine);
    assert!(!is_any_kept(&*browser), "nothing is kept of a look");
    tab.draw("One", 1);
    assert_eq!(tab.keeper.state(), SaveState::Saved);
    tab.open_stranger();
    assert_eq!(tab.keeper.state(), SaveState::NotMine);
    assert_eq!(tab.titles(), ["One"], "a stranger's drawing is not kept");
    tab.draw("Two", 1);
    tab.draw("Two", 2);
    assert_eq!(tab.titles(), ["Two", "One"], "the newest first");
    let one = tab.keeper.list(&*browser)[1].id.clone();
    tab.open(&one);
    let again = Tab::start(&browser, "b");
    assert_eq!(again.text, document("One", 1));
    assert_eq!(again.keeper.state(), SaveState::Saved);
}

#[test]
fn undo_of_a_deletion_restores_the_place_in_the_list() {
    let browser = Rc::new(Browser::default());
    let mut tab = Tab::start(&browser, "a");
    for title in ["One", "Two", "Three"] {
        tab.open_stranger();
        tab.draw(title, 1);
    }
    let before = tab.keeper.list(&*browser);
    for place in 0..3 {
        let id = before[place].id.clone();
        let deleted = tab.keeper.delete(&id, &*browser).unwrap();
        assert_eq!(deleted.title, before[place].title);
        assert_eq!(deleted.was_shown, before[place].is_shown, "{place}");
        assert_eq!(tab.titles().len(), 2);
        let back = tab.keeper.restore(deleted, &*browser);
        assert_eq!(back, id);
        let after = tab.keeper.list(&*browser);
        let names = |items: &[DrawingSummary]| {
            let names = items.iter().map(|item| (item.id.clone(), item.saved));
            names.collect::<Vec<_>>()
        };
        assert_eq!(names(&after), names(&before), "{place}");
    }
}

#[test]
fn a_drawing_is_renamed_without_being_opened() {
    let browser = Rc::new(Browser::default());
    let mut tab = Tab::start(&browser, "a");
    tab.draw("One", 1);
    let id = tab.keeper.list(&*browser)[0].id.clone();
    let saved = tab.keeper.list(&*browser)[0].saved;
    let mut other = Tab::start(&browser, "b");
    tab.open_stranger();
    assert!(tab.keeper.rename(&id, "Uno", &*browser));
    let item = &tab.keeper.list(&*browser)[0];
    assert_eq!((item.title.as_str(), item.saved), ("Uno", saved));
    assert_eq!(other.look(), SyncResult::Follow(document("Uno", 1)));

    browser
        .set(&key("broken"), "neither line nor document")
        .unwrap();
    assert!(!tab.keeper.rename("broken", "Whole", &*browser));
    assert!(!tab.keeper.rename("nowhere", "There", &*browser));
}

#[test]
fn an_unreadable_drawing_is_listed_and_left_unchanged() {
    for (case, value) in [
        ("nothing", ""),
        ("no document", "neither line nor document"),
        ("half a document", "1 17 a.1 Half\n{\"portcullis\": 1,"),
        ("of a later release", "2 17 a.1 Later\n{}"),
    ] {
        let browser = Rc::new(Browser::default());
        let mut tab = Tab::start(&browser, "a");
        tab.draw("Mine", 1);
        browser.set(&key("broken"), value).unwrap();
        let again = Tab::start(&browser, "b");
        assert_eq!(again.text, document("Mine", 1), "{case}");
        assert_eq!(again.titles().len(), 2, "{case}");
        assert_eq!(
            browser.get(&key("broken")).as_deref(),
            Some(value),
            "{case}"
        );
    }
}

#[test]
fn a_title_is_free_when_no_other_drawing_has_it() {
    let taken = |titles: &[&str]| titles.iter().map(ToString::to_string).collect::<Vec<_>>();
    for (titles, expected) in [
        (&[][..], "Untitled"),
        (&["Mine"], "Untitled"),
        (&["Untitled"], "Untitled 2"),
        (&["Untitled", "Untitled 3"], "Untitled 2"),
        (&["Untitled 2", "Untitled"], "Untitled 3"),
    ] {
        assert_eq!(free_title("Untitled", &taken(titles)), expected);
    }
}
