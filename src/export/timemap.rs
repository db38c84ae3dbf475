//! The versions of a story as a Memento TimeMap: RFC 7089, `application/link-format`.
//!
//! A memento is where `onrecord serve` shows a version, for whoever says where that answers; else its
//! `urn:onrecord:…`, which names it and leads nowhere. It claims no time gate and no address of an archive: the
//! history keeps none.

use std::io::Write;

use super::{Error, names};
use crate::report::encoded;
use crate::store::History;
use crate::story::Story;

/// Writes the TimeMap of a story; `base` is where a web app answers.
pub fn timemap(history: &History, story: &Story, base: Option<&str>, out: &mut dyn Write) -> Result<(), Error> {
    let mut versions = history.version_rows(&story.slug)?;
    versions.sort_by_key(|version| (version.captured_at, version.number));
    let url = versions.iter().rev().find_map(|version| version.metadata.url.as_deref());
    let original = url.map_or_else(|| names::story(story), names::address);
    write!(out, "<{original}>; rel=\"original\"")?;
    for (nth, version) in versions.iter().enumerate() {
        let address = match base {
            Some(base) => format!("{base}/stories/{}/v{}", encoded(story.slug.as_str()), version.number),
            None => names::version(story, version.number),
        };
        let rel = match (nth == 0, nth + 1 == versions.len()) {
            (true, true) => "first last memento",
            (true, false) => "first memento",
            (false, true) => "last memento",
            (false, false) => "memento",
        };
        let time = version.captured_at.format("%a, %d %b %Y %H:%M:%S GMT");
        write!(out, ",\n<{address}>; rel=\"{rel}\"; datetime=\"{time}\"")?;
    }
    Ok(writeln!(out)?)
}
