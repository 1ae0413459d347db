//! The browser, one web API a file.
//!
//! Nothing here knows what the page is about. Each call that a browser may refuse
//! says so in its type, because embedded pages and private windows do refuse.

#![allow(
    clippy::must_use_candidate,
    reason = "a refusal by the browser may be ignored"
)]
#![allow(
    missing_docs,
    reason = "each module says what it wraps; the names are the web's own"
)]

pub mod chance;
pub mod clipboard;
pub mod clock;
pub mod console;
pub mod dialog;
pub mod download;
pub mod element;
pub mod events;
pub mod fetch;
pub mod frames;
pub mod location;
pub mod media;
pub mod patch;
pub mod size;
pub mod storage;
pub mod theme;
pub mod timer;
pub mod transfer;
pub mod worker;
