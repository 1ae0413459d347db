//! Measures frames of the page: runs `benches/frames` on the release build.
//!
//! No result fails the command. Figures depend on the machine, so compare them with those
//! of the other libraries in the same run.

use crate::{browser, failure::Outcome, page, split, step, workspace};

/// Builds the page as it is published, and measures its frames in Chromium.
pub(crate) fn frames() -> Outcome {
    let browser = split::ensure()?;
    let folder = workspace::root().join("benches/frames");
    browser::ensure_packages(&folder)?;
    page::release()?;
    split::split(&browser)?;
    step::run(
        "Frames: the built page, vis-network and Cytoscape.js in Chromium",
        workspace::command("node")
            .arg(folder.join("frames.mjs"))
            .env("CHROMIUM", &browser.chromium),
    )
}
