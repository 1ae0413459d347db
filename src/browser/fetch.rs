//! Fetching a text that is served beside the page, and reading a file of the visitor's.

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

/// Name and text of the first file of a file input, or of what is dragged. Of a longer
/// one than `most` bytes it is enough to see that it is too long.
pub async fn chosen_file(source: &JsValue, most: usize) -> Option<(String, String)> {
    let get = |from: &JsValue, name: &str| js_sys::Reflect::get(from, &name.into()).ok();
    let call = |on: &JsValue, name: &str| get(on, name)?.dyn_into::<js_sys::Function>().ok();
    let file = get(&get(source, "files")?, "0")?;
    let name = get(&file, "name")?.as_string()?;
    let end = u32::try_from(most).unwrap_or(u32::MAX).saturating_add(1);
    let part = call(&file, "slice")?
        .call2(&file, &0.into(), &end.into())
        .ok()?;
    let promise: js_sys::Promise = call(&part, "text")?.call0(&part).ok()?.dyn_into().ok()?;
    Some((name, JsFuture::from(promise).await.ok()?.as_string()?))
}
