//! Two tabs on the same drawing.

use std::rc::Rc;

use portcullis::editor::library::{SaveState, Storage, SyncResult, ids, key};

use crate::{Browser, Tab, document};

#[test]
fn a_tab_follows_another_unless_that_would_lose_its_changes() {
    let browser = Rc::new(Browser::default());
    let mut first = Tab::start(&browser, "a");
    first.draw("Mine", 1);
    let mut second = Tab::start(&browser, "b");
    for notes in 2..6 {
        let (writer, reader) = if notes % 2 == 0 {
            (&mut second, &mut first)
        } else {
            (&mut first, &mut second)
        };
        writer.draw("Mine", notes);
        assert_eq!(writer.keeper.state(), SaveState::Saved, "{notes}");
        assert_eq!(reader.look(), SyncResult::Follow(document("Mine", notes)));
        assert_eq!(reader.look(), SyncResult::Same, "once");
    }
    assert_eq!(ids(&*browser).len(), 1);
}

#[test]
fn a_conflict_overwrites_neither_version() {
    enum Choice {
        Theirs,
        Both,
        Leave,
    }
    for (case, choice, looked) in [
        ("the other is shown", Choice::Theirs, true),
        ("both are kept", Choice::Both, true),
        ("the tab is closed", Choice::Leave, true),
        ("the tab is closed without a look", Choice::Leave, false),
    ] {
        let browser = Rc::new(Browser::default());
        let mut first = Tab::start(&browser, "a");
        first.draw("Mine", 1);
        let mut second = Tab::start(&browser, "b");
        second.edit("Mine", 3);
        first.draw("Mine", 2);
        if looked {
            assert_eq!(second.look(), SyncResult::Changed, "{case}");
            assert_eq!(second.keeper.state(), SaveState::Conflict, "{case}");
            second.draw("Mine", 4);
            assert_eq!(second.keeper.state(), SaveState::Conflict, "{case}: still");
            assert!(second.keeper.is_at_risk(), "{case}");
        }
        let last = second.text.clone();
        let kept = Tab::start(&browser, "c").text;
        assert_eq!(kept, document("Mine", 2), "{case}: not written over");
        match choice {
            Choice::Theirs => {
                let text = second.keeper.take(&*browser);
                assert_eq!(text, Some(document("Mine", 2)), "{case}");
                assert_eq!(second.titles(), ["Mine"], "{case}");
            }
            Choice::Both => {
                let title = second.keeper.part(&*browser);
                assert_eq!(title.as_deref(), Some("Mine (copy)"), "{case}");
            }
            Choice::Leave => {
                let title = second.keeper.leave(&*browser);
                assert_eq!(title.as_deref(), Some("Mine (copy)"), "{case}");
            }
        }
        assert_eq!(second.keeper.state(), SaveState::Saved, "{case}");
        assert!(!second.keeper.is_at_risk(), "{case}");
        if !matches!(choice, Choice::Theirs) {
            let mut other = Tab::start(&browser, "d");
            let own = last.replace("Mine", "Mine (copy)");
            let mut texts = other.texts();
            texts.sort();
            assert_eq!(texts, [own, document("Mine", 2)], "{case}");
        }
        second.draw("After", 9);
        first.look();
        assert_eq!(
            second.keeper.state(),
            SaveState::Saved,
            "{case}: it goes on"
        );
    }
}

#[test]
fn a_write_that_the_other_tab_has_not_seen_is_not_lost() {
    // Both tabs may read before either writes.
    let browser = Rc::new(Browser::default());
    let mut first = Tab::start(&browser, "a");
    first.draw("Mine", 1);
    let mut second = Tab::start(&browser, "b");
    let before = browser.kept.borrow().clone();
    first.draw("Mine", 2);
    *browser.kept.borrow_mut() = before;
    second.draw("Mine", 3);
    second.draw("Mine", 4);
    assert_eq!(first.look(), SyncResult::Changed);
    assert_eq!(first.keeper.state(), SaveState::Conflict);
    first.keeper.leave(&*browser);
    let mut texts = first.texts();
    texts.sort();
    assert!(texts.contains(&document("Mine", 4)), "{texts:?}");
    let copy = Tab::start(&browser, "c");
    assert!(copy.titles().contains(&"Mine (copy)".into()));
}

#[test]
fn the_same_change_in_two_tabs_is_no_conflict() {
    let browser = Rc::new(Browser::default());
    let mut first = Tab::start(&browser, "a");
    first.draw("Mine", 1);
    let mut second = Tab::start(&browser, "b");
    second.edit("Mine", 2);
    first.draw("Mine", 2);
    second.keeper.keep(&*browser);
    assert_eq!(second.keeper.state(), SaveState::Saved);
    assert_eq!(second.titles(), ["Mine"]);
}

#[test]
fn a_drawing_deleted_elsewhere_stays_on_the_page_and_comes_back_with_an_edit() {
    let browser = Rc::new(Browser::default());
    let mut first = Tab::start(&browser, "a");
    first.draw("Mine", 1);
    let mut second = Tab::start(&browser, "b");
    let id = second.keeper.list(&*browser)[0].id.clone();
    let deleted = second.keeper.delete(&id, &*browser).unwrap();
    assert!(deleted.was_shown);
    assert_eq!(first.look(), SyncResult::Changed);
    assert_eq!(first.keeper.state(), SaveState::Deleted);
    second.keeper.restore(deleted, &*browser);
    assert_eq!(first.look(), SyncResult::Changed);
    assert_eq!(first.keeper.state(), SaveState::Saved, "brought back");

    second.keeper.delete(&id, &*browser);
    assert_eq!(first.look(), SyncResult::Changed);
    first.draw("Mine", 2);
    assert_eq!(first.keeper.state(), SaveState::Saved);
    assert_eq!(Tab::start(&browser, "c").text, document("Mine", 2));
}

#[test]
fn an_unreadable_version_is_neither_followed_nor_overwritten() {
    let browser = Rc::new(Browser::default());
    let mut tab = Tab::start(&browser, "a");
    tab.draw("Mine", 1);
    let id = tab.keeper.list(&*browser)[0].id.clone();
    let theirs = "9 17 z.1 Of a later release\n{}";
    browser.set(&key(&id), theirs).unwrap();
    assert_eq!(tab.look(), SyncResult::Changed);
    assert_eq!(tab.keeper.state(), SaveState::Conflict);
    assert_eq!(tab.keeper.take(&*browser), None);
    tab.draw("Mine", 2);
    assert_eq!(browser.get(&key(&id)).as_deref(), Some(theirs));
    assert_eq!(tab.keeper.part(&*browser).as_deref(), Some("Mine (copy)"));
    assert_eq!(tab.keeper.state(), SaveState::Saved);
}
