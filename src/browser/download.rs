//! Handing a file over to the visitor.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Offers `text` as a file of that name and MIME type.
pub fn offer(name: &str, kind: &str, text: &str) {
    let anchor = web_sys::window().and_then(|window| window.document()?.create_element("a").ok());
    let Some(anchor) = anchor.and_then(|anchor| anchor.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let data = js_sys::encode_uri_component(text);
    // Setting an attribute fails only for an impossible name.
    let _ = anchor.set_attribute("href", &format!("data:{kind};charset=utf-8,{data}"));
    let _ = anchor.set_attribute("download", name);
    anchor.click();
}
