//! Markup as text, in which a name can never become an element.
//!
//! Only text that stands in this program's source is taken as it is; everything else
//! is escaped on its way in. That is checked by the compiler: [`Markup::raw`] takes a
//! `&'static str`.

use std::fmt::{self, Display, Write};

/// HTML or SVG, in the making.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// Adds markup from this program's source.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds a text or a number, escaped, for the inside of an element or of a quoted
    /// attribute.
    pub fn text(&mut self, text: impl Display) -> &mut Self {
        // Writing to a text does not fail.
        let _ = write!(Escaped(&mut self.0), "{text}");
        self
    }

    /// Adds markup made before.
    pub fn markup(&mut self, other: &Self) -> &mut Self {
        self.0.push_str(&other.0);
        self
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The markup as text.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

/// Replaces the five characters that mean something in markup.
struct Escaped<'a>(&'a mut String);

impl Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                _ => self.0.push(character),
            }
        }
        Ok(())
    }
}

/// Adds to a [`Markup`]: literals as they are, values in parentheses escaped.
///
/// ```
/// use portcullis::picture::markup::{Markup, write_markup};
///
/// let mut markup = Markup::default();
/// write_markup!(markup, "<b title='" ("Tom & Jerry") "'>" (3) "</b>");
/// assert_eq!(markup.into_string(), "<b title='Tom &amp; Jerry'>3</b>");
/// ```
#[macro_export]
macro_rules! write_markup {
    ($markup:expr, $($piece:tt)*) => {{ $($crate::write_markup!(@one $markup, $piece);)* }};
    (@one $markup:expr, ($value:expr)) => { $markup.text($value) };
    (@one $markup:expr, $literal:literal) => { $markup.raw($literal) };
}
pub use write_markup;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_becomes_markup() {
        let mut markup = Markup::default();
        write_markup!(markup, "<b>" ("a<b>&\"c'") "</b>");
        assert_eq!(markup.into_string(), "<b>a&lt;b&gt;&amp;&quot;c&#39;</b>");
    }
}
