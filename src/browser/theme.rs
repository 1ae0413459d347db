//! The attribute of the root element that chooses the theme.

use super::media;
use web_sys::Element;

/// Whether the dark theme is shown.
#[must_use]
pub fn is_dark() -> bool {
    root()
        .and_then(|root| root.get_attribute("data-theme"))
        .map_or_else(
            || media::matches("(prefers-color-scheme: dark)"),
            |theme| theme == "dark",
        )
}

/// Shows the dark theme or the light one.
pub fn show(dark: bool) {
    if let Some(root) = root() {
        // Setting an attribute fails only for an impossible name.
        let _ = root.set_attribute("data-theme", if dark { "dark" } else { "light" });
    }
}

/// The value of a custom property of the theme that is shown.
#[must_use]
pub fn property(name: &str) -> String {
    let style = root().and_then(|root| web_sys::window()?.get_computed_style(&root).ok().flatten());
    style
        .and_then(|style| style.get_property_value(name).ok())
        .unwrap_or_default()
        .trim()
        .to_owned()
}

fn root() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}
