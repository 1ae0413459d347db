//! Share links: a whole document behind the `#` of an address.
//!
//! `#z1.PAYLOAD` is the compact JSON, deflated, in base64 as addresses can have it;
//! `#j1.PAYLOAD` is JSON with percent signs, for links written by hand. The letter
//! names the codec, the number its version. `&t=…&e=…&sel=…` after it says what to
//! look at first, and nothing about the document. What follows `#` never leaves the
//! browser: a link is its own copy of the document.
//!
//! Sources: RFC 1951 (deflate), RFC 4648 section 5 (base64url), RFC 3986
//! section 2.1 (percent-encoding).

mod payload;
mod view;

use thiserror::Error;

use super::document::Scenario;
use super::limits;
use super::problem::{Problem, ScenarioErrors, printable};

pub use self::view::ViewState;

/// The newest version of either codec.
const NEWEST: u32 = 1;

/// How a link carries its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Codec {
    /// `z`: deflated JSON in base64url. What the page makes.
    #[default]
    Deflated,
    /// `j`: JSON with percent signs. Readable, and three times as long.
    Plain,
}

/// A document that came out of a link.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenedLink {
    /// The document.
    pub scenario: Scenario,
    /// What is worth knowing about it.
    pub warnings: Vec<Problem>,
    /// What its sender looked at.
    pub view: ViewState,
}

/// Why a share link could not be opened.
///
/// Messages are shown to the reader of the link as they stand.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LinkError {
    /// There is no document in it.
    #[error("this link carries no scenario; a link that does has `#z1.` and a long text in it")]
    Empty,
    /// It begins with something that is no codec.
    #[error(
        "this link begins with `{found}`, which no release has used; ask its sender for the whole of it"
    )]
    UnknownCodec {
        /// What stands before the first point.
        found: String,
    },
    /// It was made by a newer release.
    #[error(
        "this link needs version {found} of its codec, and this release reads up to {newest}; reload the page, or update"
    )]
    NewerVersion {
        /// The version in the link.
        found: u32,
        /// The newest that this release reads.
        newest: u32,
    },
    /// It was altered or cut off on its way.
    #[error("this link is damaged at character {}; ask its sender for the whole of it", at + 1)]
    Damaged {
        /// The first wrong character of the text given, counted from zero; its length when it ends early.
        at: usize,
    },
    /// It is larger than any document may be.
    #[error("this link holds more than {limit} bytes, the limit of a scenario")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// It is whole, but what it holds cannot be opened.
    #[error("this link holds something else than a scenario that this release reads:\n{0}")]
    NotAScenario(#[source] ScenarioErrors),
}

impl Scenario {
    /// The share link of this document; without a base it starts at `#`.
    #[must_use]
    pub fn link(&self, base: Option<&str>) -> String {
        self.link_with(base, Codec::Deflated, &ViewState::default())
    }

    /// The share link in a codec of choice, with what its reader is to look at first.
    #[must_use]
    pub fn link_with(&self, base: Option<&str>, codec: Codec, view: &ViewState) -> String {
        let base = base.unwrap_or_default();
        let page = base.split('#').next().unwrap_or_default();
        let json = self.to_json_compact();
        let payload = match codec {
            Codec::Deflated => format!("z{NEWEST}.{}", payload::deflate(&json)),
            Codec::Plain => format!("j{NEWEST}.{}", payload::escape(&json)),
        };
        format!("{page}#{payload}{}", view.encode())
    }

    /// Opens a link: a whole address, or what stands in it from `#`, or after it.
    ///
    /// # Errors
    ///
    /// [`LinkError`], which says what to do about it.
    pub fn from_link(link: &str) -> Result<OpenedLink, LinkError> {
        let parts = Parts::of(link)?;
        let json = match parts.codec {
            Codec::Deflated => payload::inflate(parts.payload, parts.at)?,
            Codec::Plain => payload::unescape(parts.payload, parts.at)?,
        };
        let parsed = Self::from_json(&json).map_err(LinkError::NotAScenario)?;
        Ok(OpenedLink {
            scenario: parsed.scenario,
            warnings: parsed.warnings,
            view: ViewState::parse(parts.view),
        })
    }
}

/// As much of a damaged link's JSON as can be read, for its reader to look at.
///
/// Nothing when the link is not damaged but empty, unknown or newer.
#[must_use]
pub fn salvage(link: &str) -> Option<String> {
    let parts = Parts::of(link).ok()?;
    let text = match parts.codec {
        Codec::Deflated => payload::inflate_what_can_be(parts.payload),
        Codec::Plain => payload::unescape_what_can_be(parts.payload),
    };
    Some(text).filter(|text| !text.is_empty())
}

/// A link taken apart.
struct Parts<'a> {
    codec: Codec,
    payload: &'a str,
    /// Characters before the payload.
    at: usize,
    view: &'a str,
}

impl<'a> Parts<'a> {
    fn of(link: &'a str) -> Result<Self, LinkError> {
        if link.len() > limits::TEXT_BYTES {
            let limit = limits::TEXT_BYTES;
            return Err(LinkError::TooLarge { limit });
        }
        let fragment = link.split_once('#').map_or(link, |(_, fragment)| fragment);
        let fragment = fragment.trim();
        let (content, view) = fragment.split_once('&').unwrap_or((fragment, ""));
        if content.is_empty() {
            return Err(LinkError::Empty);
        }
        let unknown = |found: &str| {
            // An address without `#` is no link of ours that lost its beginning.
            if fragment.contains('/') && !link.contains('#') {
                return LinkError::Empty;
            }
            let found: String = found.chars().take(20).collect();
            LinkError::UnknownCodec {
                found: printable(&found),
            }
        };
        let Some((name, payload)) = content.split_once('.') else {
            return Err(unknown(content));
        };
        let codec = match name.chars().next() {
            Some('z') => Codec::Deflated,
            Some('j') => Codec::Plain,
            _ => return Err(unknown(name)),
        };
        // Both letters are one byte long.
        let version = &name[1..];
        let digits = version.bytes().all(|byte| byte.is_ascii_digit());
        match version.parse::<u32>() {
            Ok(NEWEST) if digits => {}
            Ok(found) if digits && found > NEWEST => {
                let newest = NEWEST;
                return Err(LinkError::NewerVersion { found, newest });
            }
            _ => return Err(unknown(name)),
        }
        let before = payload.as_ptr() as usize - link.as_ptr() as usize;
        Ok(Self {
            codec,
            payload,
            at: link[..before].chars().count(),
            view,
        })
    }
}
