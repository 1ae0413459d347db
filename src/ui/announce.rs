//! What is said: the polite live region, and sentences shown for a moment.

use reactive_graph::effect::Effect;
use reactive_graph::traits::Get;

use super::store::Store;
use crate::browser::element;
use crate::picture::markup::{Markup, write_markup};

/// Says and shows each new sentence.
pub fn bind(store: Store) {
    Effect::new(move || {
        if let Some(region) = element::find("announced") {
            region.set_text_content(Some(&store.announced.get()));
        }
    });
    Effect::new(move || {
        let mut markup = Markup::default();
        let words = store.toast.get();
        if !words.is_empty() {
            write_markup!(markup, "<p class='toast' role='status'>" (words) "</p>");
        }
        element::set_markup("toasts", &markup.into_string());
    });
}
