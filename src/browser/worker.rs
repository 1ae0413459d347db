//! A second copy of this program beside the page, which never waits for it.
//!
//! It is loaded from the same files. Where there is no window, `main` serves instead of
//! mounting a page.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, HtmlLinkElement, MessageEvent, Url,
    WorkerOptions, WorkerType,
};

/// The copy; it ends when this is dropped.
pub struct Worker {
    handle: web_sys::Worker,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut()>,
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.handle.set_onmessage(None);
        self.handle.set_onerror(None);
        self.handle.terminate();
    }
}

/// Starts a copy and gives it `task`; calls `heard` with all that it answers, and `failed`
/// if it cannot be loaded or breaks off. `None`: there are no workers here.
pub fn start(
    task: String,
    mut heard: impl FnMut(Vec<u8>) + 'static,
    failed: impl FnMut() + 'static,
) -> Option<Worker> {
    let link = |selector| {
        let document = super::element::document()?;
        let found = document.query_selector(selector).ok().flatten()?;
        Some(found.dyn_into::<HtmlLinkElement>().ok()?.href())
    };
    let script = link("link[rel=modulepreload]")?;
    let program = link("link[rel=preload][type='application/wasm']")?;
    let source =
        format!("import init from \"{script}\"; init({{ module_or_path: \"{program}\" }});");
    let kind = BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let source = Array::of1(&JsValue::from_str(&source));
    let blob = Blob::new_with_str_sequence_and_options(&source, &kind).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = web_sys::Worker::new_with_options(&address, &options).ok()?;
    let asked = worker.clone();
    let mut task = Some(task);
    // What is sent before it listens is lost, so it says first that it does.
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Ok(bytes) = event.data().dyn_into::<Uint8Array>() {
            heard(bytes.to_vec());
        } else if let Some(task) = task.take() {
            // The source was read by now.
            let _ = Url::revoke_object_url(&address);
            // A string can always be sent.
            let _ = asked.post_message(&JsValue::from_str(&task));
        }
    });
    let on_error = Closure::<dyn FnMut()>::new(failed);
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    Some(Worker {
        handle: worker,
        _heard: on_message,
        _failed: on_error,
    })
}

/// What the copy does with a task: it answers, as often as it likes.
pub type Work = fn(&str, &dyn Fn(&[u8]));

/// In the copy: does each task that comes, with a way to answer. Does nothing in a page.
pub fn serve(work: Work) {
    let Ok(own) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return;
    };
    let scope = own.clone();
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(task) = event.data().as_string() {
            work(&task, &|bytes| {
                let bytes = Uint8Array::from(bytes);
                let moved = Array::of1(&bytes.buffer());
                // Refused only for what cannot be moved, and a buffer can.
                let _ = scope.post_message_with_transfer(&bytes, &moved);
            });
        }
    });
    own.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    // `null` can always be sent.
    let _ = own.post_message(&JsValue::NULL);
}
