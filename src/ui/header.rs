//! A packet's headers, drawn as the RFCs draw them, and its bytes.

use crate::editor::view::header::{BytesView, HeaderPicture, HexLine, HexPart};
use crate::picture::markup::{Markup, write_markup};
use crate::words::controls;

/// The innermost header.
#[inline(never)]
pub fn first(markup: &mut Markup, headers: &[HeaderPicture]) {
    if let Some(header) = headers.first() {
        write_markup!(markup, "<h3 class='bits-head'>" (&header.title) "</h3>");
        picture(markup, header);
    }
}

/// One header: each field as wide as it has bits.
fn picture(markup: &mut Markup, picture: &HeaderPicture) {
    write_markup!(markup, "<dl class='bits'>");
    for cell in &picture.cells {
        let class = if cell.marked { "marked" } else { "" };
        write_markup!(
            markup,
            "<div class='" (class) "' style='grid-column:span " (usize::from(cell.bits.min(32))) "'><dt>" (cell.name) "</dt><dd>" (&cell.value)
        );
        if !cell.note.is_empty() {
            write_markup!(markup, " <span>" (&cell.note) "</span>");
        }
        write_markup!(markup, "</dd></div>");
    }
    write_markup!(markup, "</dl>");
    if !picture.rest.is_empty() {
        write_markup!(markup, "<p class='bits-rest'>" (&picture.rest) "</p>");
    }
}

/// What is shown only when asked for: the IP header, and the bytes.
#[inline(never)]
pub fn folded(markup: &mut Markup, headers: &[HeaderPicture], bytes: &BytesView) {
    write_markup!(markup, "<section class='section' data-key='wire'>");
    if let Some(ip) = headers.last() {
        write_markup!(markup, "<details data-key='ip'><summary>" (&ip.title) "</summary>");
        picture(markup, ip);
        write_markup!(markup, "</details>");
    }
    write_markup!(
        markup,
        "<details data-key='bytes'><summary>" (bytes.count) " bytes</summary><pre class='hex mono' tabindex='0' aria-label='Bytes in hexadecimal'>"
    );
    for line in &bytes.lines {
        hex_line(markup, line);
    }
    write_markup!(markup, "</pre>");
    if bytes.left_out > 0 {
        write_markup!(markup, "<p class='faint'>and " (bytes.left_out) (controls::MORE_BYTES) "</p>");
    }
    write_markup!(
        markup,
        "<button class='button outlined' type='button' data-do='copy-hex'>" (controls::COPY_HEX) "</button></details></section>"
    );
}

/// Bytes that are part of one thing stand in one element.
fn hex_line(markup: &mut Markup, line: &HexLine) {
    write_markup!(markup, "<span class='faint'>" (&line.offset) "</span> ");
    for run in line.bytes.chunk_by(|(one, _), (other, _)| one == other) {
        let class = match run[0].0 {
            HexPart::Ip => "hex-ip",
            HexPart::Transport => "hex-transport",
            HexPart::Data => "hex-data",
        };
        write_markup!(markup, " <b class='" (class) "'>");
        for (at, (_, byte)) in run.iter().enumerate() {
            if at > 0 {
                write_markup!(markup, " ");
            }
            write_markup!(markup, (byte));
        }
        write_markup!(markup, "</b>");
    }
    let missing = 8_usize.saturating_sub(line.bytes.len());
    write_markup!(markup, (" ".repeat(3 * missing)) "  <span class='faint'>" (&line.letters) "</span>\n");
}
