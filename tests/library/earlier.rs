//! Drawings stored by earlier releases are still read.

use std::rc::Rc;

use portcullis::editor::library::{DrawingRecord, Storage};

use crate::{Browser, Tab, document};

#[test]
fn drawings_of_an_earlier_release_are_kept() {
    let old = |browser: &Browser| {
        browser
            .set("portcullis.drawing", &document("Mine", 1))
            .unwrap();
        for number in 0..8 {
            let text = match number {
                3 => "not a document".into(),
                _ => document(&format!("Earlier {number}"), 1),
            };
            let key = format!("portcullis.earlier.{number}");
            browser.set(&key, &text).unwrap();
        }
    };
    let browser = Rc::new(Browser::default());
    old(&browser);
    browser.set("portcullis.theme", "dark").unwrap();
    let mut tab = Tab::start(&browser, "a");
    assert_eq!(tab.text, document("Mine", 1), "it opens with the same one");
    let expected = [
        "Mine",
        "Earlier 0",
        "Earlier 1",
        "Earlier 2",
        "",
        "Earlier 4",
        "Earlier 5",
        "Earlier 6",
        "Earlier 7",
    ];
    assert_eq!(tab.titles(), expected, "in the same order");
    assert!(tab.texts().contains(&"not a document".into()));
    let left = browser.keys();
    assert!(
        !left
            .iter()
            .any(|key| key == "portcullis.drawing" || key.contains("earlier")),
        "{left:?}"
    );
    assert_eq!(browser.get("portcullis.theme").as_deref(), Some("dark"));

    // A tab of the earlier release is still open and writes again.
    browser
        .set("portcullis.drawing", &document("Mine", 2))
        .unwrap();
    let mut again = Tab::start(&browser, "b");
    assert_eq!(again.text, document("Mine", 2));
    assert_eq!(again.titles().len(), 10);
    assert!(again.texts().contains(&document("Mine", 1)));

    // The same text again is the same drawing.
    browser
        .set("portcullis.drawing", &document("Mine", 2))
        .unwrap();
    assert_eq!(Tab::start(&browser, "c").titles().len(), 10);
}

#[test]
fn drawings_of_an_earlier_release_are_kept_in_full_storage() {
    let browser = Rc::new(Browser::default());
    let text = document("Mine", 1);
    browser.set("portcullis.drawing", &text).unwrap();
    browser.room.set(Some(text.len()));
    let tab = Tab::start(&browser, "a");
    assert_eq!(tab.text, text);
    assert_eq!(browser.get("portcullis.drawing"), Some(text.clone()));
    browser.room.set(None);
    let tab = Tab::start(&browser, "b");
    assert_eq!(tab.text, text);
    assert_eq!(tab.titles(), ["Mine"]);
    assert_eq!(browser.get("portcullis.drawing"), None);
}

#[test]
fn a_stored_value_is_read_by_every_later_release() {
    let value = "1 1764547200000 k3f9.12,b07x.4 Two hosts\n{\"portcullis\": 1}";
    let entry = DrawingRecord::read(value);
    assert_eq!(entry.title, "Two hosts");
    assert_eq!(entry.saved, 1_764_547_200_000);
    assert_eq!(
        (entry.revision.of("k3f9"), entry.revision.of("b07x")),
        (12, 4)
    );
    assert_eq!(entry.text, "{\"portcullis\": 1}");
    assert_eq!(entry.print(), value);
}
