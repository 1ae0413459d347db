//! The developer's console.

/// Tells whoever wrote the page's address, or the page around it, what was not understood.
pub fn warn(message: &str) {
    web_sys::console::warn_1(&message.into());
}
