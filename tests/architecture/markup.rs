//! The texts in HTML that a user reads or hears: text nodes, labels, titles and placeholders.

/// Attributes of HTML that a user reads or hears.
const READ_ATTRIBUTES: [&str; 5] = [
    "aria-label",
    "aria-description",
    "title",
    "placeholder",
    "alt",
];

/// A text, and its line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// The texts of a page that a user reads or hears.
///
/// Scripts, styles, comments, names of keys and members of a template are no text.
pub(crate) fn in_page(page: &str) -> Vec<Found> {
    let mut texts = in_markup(page);
    texts.retain(|Found { text, .. }| {
        text.chars().any(char::is_alphabetic) && !text.starts_with('$')
    });
    texts
}

/// The text nodes of markup, and the values of the attributes that a user reads.
pub(crate) fn in_markup(markup: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut take = |at: usize, text: &str| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            let line = markup[..at].matches('\n').count() + 1;
            found.push(Found { line, text });
        }
    };
    let mut at = 0;
    while at < markup.len() {
        let rest = &markup[at..];
        let length = if rest.starts_with("<!--") {
            rest.find("-->").map_or(rest.len(), |end| end + 3)
        } else if let Some(name) = ["script", "style", "kbd"]
            .into_iter()
            .find(|name| rest.starts_with(&format!("<{name}")))
        {
            let end = format!("</{name}>");
            rest.find(&end)
                .map_or(rest.len(), |start| start + end.len())
        } else if rest.starts_with('<') {
            let length = rest.find('>').map_or(rest.len(), |end| end + 1);
            for name in READ_ATTRIBUTES {
                for quote in ['"', '\''] {
                    let begin = format!(" {name}={quote}");
                    if let Some((_, after)) = rest[..length].split_once(&begin) {
                        take(at, after.split(quote).next().unwrap_or_default());
                    }
                }
            }
            length
        } else {
            let length = rest.find('<').unwrap_or(rest.len());
            let begin = rest.len() - rest.trim_start().len();
            take(at + begin.min(length), &rest[..length]);
            length
        };
        at += length;
    }
    found
}

#[test]
fn the_texts_of_a_page_are_its_text_nodes_and_the_attributes_that_are_read() {
    let page = "<p title='A title' class=\"not text\">One\n  text</p>\n<!-- no text --><script>no text</script>\n<b>·</b><i>Two</i>";
    let found = |line, text: &str| Found {
        line,
        text: text.into(),
    };
    assert_eq!(
        in_page(page),
        [found(1, "A title"), found(1, "One text"), found(4, "Two")]
    );
}
