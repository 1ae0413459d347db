//! Share links that cannot be opened.

use std::fmt::{self, Display, Formatter};

use super::printable;
use crate::scenario::LinkError;

impl Display for LinkError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str(
                "this link has no scenario in it; a share link contains `#z1.` and a long text",
            ),
            Self::UnknownCodec { found } => write!(
                formatter,
                "this link starts with `{}`, which no release uses; ask its sender for the whole link",
                printable(found)
            ),
            Self::NewerVersion { found, newest } => write!(
                formatter,
                "this link needs version {found} of its codec, and this release reads up to {newest}; reload the page, or update"
            ),
            Self::Damaged { at } => write!(
                formatter,
                "this link is damaged at character {}; ask its sender for the whole link",
                at + 1
            ),
            Self::TooLarge { limit } => write!(
                formatter,
                "this link holds more than {limit} bytes, the limit of a scenario"
            ),
            Self::NotAScenario(errors) => write!(
                formatter,
                "this link does not contain a valid scenario:\n{errors}"
            ),
        }
    }
}
