//! Share links: a whole document in the fragment of a URL, after the `#`.
//!
//! `#z1.PAYLOAD` is the compact JSON, deflated, in base64url; `#j1.PAYLOAD` is
//! percent-encoded JSON, for links written by hand. The letter names the codec, the number
//! its version. `&t=…&e=…&sel=…` after it is the first view, and not part of the document.
//! A browser does not send the fragment to a server: a link is a copy of the document.
//!
//! Sources: RFC 1951 (deflate), RFC 4648 section 5 (base64url), RFC 3986
//! section 2.1 (percent-encoding).

mod payload;
mod view;

use std::error::Error;

use super::document::Scenario;
use super::limits;
use super::problem::{Problem, ScenarioErrors};

pub use self::view::ViewState;

/// The newest version of both codecs.
const NEWEST: u32 = 1;

/// How a link carries its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Codec {
    /// `z`: deflated JSON in base64url. The page makes these.
    #[default]
    Deflated,
    /// `j`: percent-encoded JSON. Readable, and three times as long.
    Plain,
}

/// A document from a link.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenedLink {
    /// The document.
    pub scenario: Scenario,
    /// Its warnings.
    pub warnings: Vec<Problem>,
    /// The view that its sender had.
    pub view: ViewState,
}

/// Why a share link could not be opened.
///
/// It displays as the message that the reader of the link sees.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkError {
    /// It has no document.
    Empty,
    /// It starts with something that is not a codec.
    UnknownCodec {
        /// The text before the first point.
        found: String,
    },
    /// A newer release made it.
    NewerVersion {
        /// The version in the link.
        found: u32,
        /// The newest that this release reads.
        newest: u32,
    },
    /// It is altered or cut off.
    Damaged {
        /// The first wrong character, counted from zero; the length of the link if it ends early.
        at: usize,
    },
    /// It is larger than the limit of a document.
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// It is whole, but does not contain a valid scenario.
    NotAScenario(ScenarioErrors),
}

impl Error for LinkError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NotAScenario(errors) => Some(errors),
            _ => None,
        }
    }
}

impl Scenario {
    /// The share link of this document. Without a base it starts with `#`.
    #[must_use]
    pub fn link(&self, base: Option<&str>) -> String {
        self.link_with(base, Codec::Deflated, &ViewState::default())
    }

    /// The share link in this codec, with the view that it opens with.
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

    /// Opens a link: a URL, its fragment with `#`, or its fragment alone.
    ///
    /// # Errors
    ///
    /// Why the link cannot be opened.
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
            LinkError::UnknownCodec { found }
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
