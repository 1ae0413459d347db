//! What an earlier release has kept: one drawing, and up to eight that it replaced.
//!
//! Each becomes a drawing like any other. The old key goes only once the new one is
//! there, and an old release that writes again is adopted again.

use super::{DrawingRecord, Storage, key};
use crate::editor::title_of;

/// Where the one drawing was kept.
const ONE: &str = "portcullis.drawing";
/// The others had a number behind this, the newest 0.
const REPLACED: &str = "portcullis.earlier.";
const MOST: usize = 8;

/// Whether an earlier release has kept something under this key.
pub(super) fn is_of(key: &str) -> bool {
    key == ONE || key.starts_with(REPLACED)
}

/// Makes drawings of what an earlier release has kept.
pub(super) fn adopt(outside: &dyn Storage) {
    // The last first: should the room end, the newest still has its old place.
    for place in (0..=MOST).rev() {
        let old = match place {
            0 => ONE.to_owned(),
            later => format!("{REPLACED}{}", later - 1),
        };
        if let Some(text) = outside.get(&old)
            && let Some(id) = adopt_text(outside, place, text)
        {
            outside.remove(&old);
            if place == 0 {
                outside.remember(&id);
            }
        }
    }
}

/// The drawing of an earlier release that could not be made one like any other, because
/// the storage is full.
pub(super) fn left(outside: &dyn Storage) -> Option<String> {
    outside.get(ONE)
}

/// The id under which a text is kept from now on, unless there is no room.
fn adopt_text(outside: &dyn Storage, place: usize, text: String) -> Option<String> {
    // The same in each tab, so that two which begin at once do not keep it twice.
    let mut id = format!("before-{place}");
    while let Some(taken) = outside.get(&key(&id)) {
        if DrawingRecord::read(&taken).text == text {
            return Some(id);
        }
        id.push_str("-again");
    }
    let entry = DrawingRecord {
        title: title_of(&text).unwrap_or_default(),
        text,
        ..DrawingRecord::default()
    };
    outside.set(&key(&id), &entry.print()).ok()?;
    Some(id)
}
