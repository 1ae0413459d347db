//! Icons: one stroke each, on a field of 18 by 18.

use leptos::prelude::*;

pub const SELECT: &str = "M4.5 2.5l9.5 6.5-4.6 1L7 14.5z";
pub const HOST: &str = "M4.3 3h9.4a1.8 1.8 0 0 1 1.8 1.8v5.4a1.8 1.8 0 0 1-1.8 1.8H4.3a1.8 1.8 0 0 1-1.8-1.8V4.8A1.8 1.8 0 0 1 4.3 3zM6 15.5h6M9 12v3.5";
pub const UNDO: &str = "M6.5 3.5L3 7l3.5 3.5M3.5 7H11a4 4 0 0 1 0 8H8";
pub const REDO: &str = "M11.5 3.5L15 7l-3.5 3.5M14.5 7H7a4 4 0 0 0 0 8h3";
pub const THEME: &str =
    "M9 2.5a6.5 6.5 0 1 0 0 13zM9 2.5a6.5 6.5 0 0 1 0 13M9 5.5h4.8M9 9h6.5M9 12.5h4.8";
pub const MENU: &str = "M3 5h12M3 9h12M3 13h12";
pub const HELP: &str = "M6.5 6.7A2.6 2.6 0 1 1 10.2 9C9.4 9.4 9 9.9 9 10.8M9 14v.1";
pub const RESTART: &str = "M3.5 9a5.5 5.5 0 1 0 1.8-4.1L3.5 6.5M3.5 3v3.5H7";
pub const BACK: &str = "M4 4v10M13.5 4.2L7.5 9l6 4.8z";
pub const FORWARD: &str = "M14 4v10M4.5 4.2l6 4.8-6 4.8z";
pub const PLAY: &str = "M5 3.2v11.6l9.5-5.8z";
pub const PAUSE: &str = "M4.5 3.5h3v11h-3zM10.5 3.5h3v11h-3z";
pub const CLOSE: &str = "M5 5l8 8M13 5l-8 8";
pub const FIT: &str = "M3 6.5V3h3.5M11.5 3H15v3.5M15 11.5V15h-3.5M6.5 15H3v-3.5";
pub const PLUS: &str = "M9 4v10M4 9h10";
pub const MINUS: &str = "M4 9h10";

/// An icon that says nothing by itself: its button has the name.
pub fn icon(path: &'static str) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 18 18" aria-hidden="true">
            <path d=path></path>
        </svg>
    }
    .into_any()
}
