//! HTML-safe markup: escapes every value, so that a name never becomes an element.
//!
//! Only text that stands in this program's source is taken as it is; everything else
//! is escaped on its way in. That is checked by the compiler: [`Markup::raw`] takes a
//! `&'static str`.

/// HTML or SVG, in the making.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// Adds markup from this program's source.
    // Called from hundreds of places: inlined, it would be most of the page's program.
    #[inline(never)]
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds a value, for the inside of an element or of a quoted attribute.
    pub fn text<T: ToMarkup + ?Sized>(&mut self, value: &T) -> &mut Self {
        value.show(self);
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

    /// Adds a text with the five characters that mean something in markup replaced.
    #[inline(never)]
    fn escaped(&mut self, text: &str) {
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
    }
}

/// Values that can be written into markup safely.
pub trait ToMarkup {
    /// Adds this to `markup`, escaped.
    fn show(&self, markup: &mut Markup);
}

impl ToMarkup for str {
    fn show(&self, markup: &mut Markup) {
        markup.escaped(self);
    }
}

impl ToMarkup for String {
    fn show(&self, markup: &mut Markup) {
        markup.escaped(self);
    }
}

impl ToMarkup for f64 {
    fn show(&self, markup: &mut Markup) {
        markup.0.push_str(&decimal(*self));
    }
}

impl ToMarkup for u64 {
    fn show(&self, markup: &mut Markup) {
        markup.0.push_str(&self.to_string());
    }
}

impl ToMarkup for usize {
    fn show(&self, markup: &mut Markup) {
        markup.0.push_str(&self.to_string());
    }
}

impl<T: ToMarkup + ?Sized> ToMarkup for &T {
    fn show(&self, markup: &mut Markup) {
        (**self).show(markup);
    }
}

/// A number to a thousandth, without zeros at its end: a length on a screen needs no
/// more, and the way that std prints any float at all is 15 kB of program.
#[must_use]
#[allow(
    clippy::cast_possible_truncation,
    reason = "a place in a drawing is far from the ends of an i64"
)]
pub fn decimal(number: f64) -> String {
    let thousandths = (number * 1000.0).round() as i64;
    let (whole, rest) = (
        thousandths.unsigned_abs() / 1000,
        thousandths.unsigned_abs() % 1000,
    );
    let sign = if thousandths < 0 { "-" } else { "" };
    let text = format!("{sign}{whole}.{rest:03}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Adds to a [`Markup`]: literals as they are, values in parentheses escaped.
///
/// ```
/// use portcullis::picture::markup::{Markup, write_markup};
///
/// let mut markup = Markup::default();
/// write_markup!(markup, "<b title='" ("Tom & Jerry") "'>" (3.0) "</b>");
/// assert_eq!(markup.into_string(), "<b title='Tom &amp; Jerry'>3</b>");
/// ```
#[macro_export]
macro_rules! write_markup {
    ($markup:expr, $($piece:tt)*) => {{ $($crate::picture::markup::write_markup!(@one $markup, $piece);)* }};
    (@one $markup:expr, ($value:expr)) => { $markup.text(&$value) };
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

    #[test]
    fn a_number_is_as_short_as_a_thousandth_allows() {
        for (number, expected) in [
            (0.0, "0"),
            (-0.5, "-0.5"),
            (12.0, "12"),
            (1.0625, "1.063"),
            (-0.0001, "0"),
            (100.0, "100"),
        ] {
            assert_eq!(decimal(number), expected, "{number}");
        }
    }
}
