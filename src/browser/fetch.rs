//! Fetching a text that is served beside the page, and reading a chosen file.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The text at `path`, relative to the page; nothing when it cannot be had.
pub async fn text(path: &str) -> Option<String> {
    let answer = JsFuture::from(web_sys::window()?.fetch_with_str(path))
        .await
        .ok()?;
    let answer: Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}

/// Name and text of the file that was chosen in a file input.
pub async fn chosen_file(input: &JsValue) -> Option<(String, String)> {
    let file = js_sys::Reflect::get(
        &js_sys::Reflect::get(input, &"files".into()).ok()?,
        &0.into(),
    )
    .ok()?;
    let name = js_sys::Reflect::get(&file, &"name".into())
        .ok()?
        .as_string()?;
    let read = js_sys::Reflect::get(&file, &"text".into())
        .ok()?
        .dyn_into::<js_sys::Function>()
        .ok()?;
    let promise: js_sys::Promise = read.call0(&file).ok()?.dyn_into().ok()?;
    Some((name, JsFuture::from(promise).await.ok()?.as_string()?))
}
