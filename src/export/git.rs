//! Stories as a git repository, one commit a version: the stream that `git fast-import` reads.
//!
//! Each story is a branch of its own with one file, so that git never takes one story for a copy of another. The file
//! is the text below front matter, as `onrecord ingest` and `onrecord import git` read it. The author is the outlet,
//! who published the words then; the committer is onrecord, which claims no more than that it saw them. Nothing in a
//! text can act in the stream: contents are counted in bytes, and names hold letters, digits and hyphens alone.

use std::io::Write;

use super::{Error, Scope, names};
use crate::render::{escape, json};
use crate::store::{History, StoredVersion};

/// The committer of all commits.
const COMMITTER: &str = "onrecord";

/// Writes the stream.
pub fn git(history: &History, scope: &Scope, out: &mut dyn Write) -> Result<(), Error> {
    // A stream that is cut off ends without `done`, and git says so.
    writeln!(out, "feature done")?;
    scope.each_version(history, |version| Ok(commit(&version, out)?))?;
    Ok(writeln!(out, "done")?)
}

fn commit(version: &StoredVersion, out: &mut dyn Write) -> std::io::Result<()> {
    let name = names::file(&version.story);
    // Git of old knows no time before 1970.
    let time = version.captured_at.timestamp().max(0);
    if version.number == 1 {
        writeln!(out, "reset refs/heads/{name}")?;
    }
    writeln!(out, "commit refs/heads/{name}")?;
    writeln!(out, "author {} <> {time} +0000", author(version.metadata.outlet.as_deref()))?;
    writeln!(out, "committer {COMMITTER} <> {time} +0000")?;
    data(out, &message(version))?;
    writeln!(out, "M 100644 inline {name}.txt")?;
    data(out, &text(version))
}

/// Writes bytes behind their number.
fn data(out: &mut dyn Write, text: &str) -> std::io::Result<()> {
    write!(out, "data {}\n{text}\n", text.len())
}

/// Returns who published it, as a name that git takes.
fn author(outlet: Option<&str>) -> String {
    let name = escape::line(outlet.unwrap_or_default()).replace(['<', '>'], "");
    Some(name.trim()).filter(|name| !name.is_empty()).unwrap_or("unknown outlet").to_owned()
}

fn message(version: &StoredVersion) -> String {
    let StoredVersion { story, number, metadata, .. } = version;
    let headline = metadata.headline.as_deref().unwrap_or(story.title.as_str());
    let mut message = format!("{}\n\n{} v{number}\n", escape::line(headline), names::file(story));
    for line in [&metadata.byline, &metadata.url].into_iter().flatten() {
        message.push_str(&escape::line(line));
        message.push('\n');
    }
    message
}

/// Puts a text below front matter; a value is one line there.
fn text(version: &StoredVersion) -> String {
    let metadata = &version.metadata;
    let line =
        |value: &Option<String>| value.as_deref().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let values = [
        ("headline", line(&metadata.headline)),
        ("byline", line(&metadata.byline)),
        ("speaker", line(&metadata.speaker)),
        ("outlet", line(&metadata.outlet)),
        ("url", line(&metadata.url)),
        ("published", metadata.published_at.map(json::time)),
        ("modified", metadata.modified_at.map(json::time)),
        ("captured", metadata.captured_at.map(json::time)),
    ];
    let mut text = "---\n".to_owned();
    for (key, value) in values {
        if let Some(value) = value {
            text.push_str(&format!("{key}: {value}\n"));
        }
    }
    format!("{text}---\n{}", version.body)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_author_is_a_name() {
        assert_eq!(author(Some("The Quay <a@b> 1 +0000\ncommitter x")), "The Quay a@b 1 +0000 committer x");
        assert_eq!([author(Some(" <> ")), author(None)], ["unknown outlet"; 2]);
    }

    proptest! {
        #[test]
        fn an_author_is_one_line_without_an_address(outlet in any::<String>()) {
            let name = author(Some(&outlet));
            prop_assert!(!name.is_empty() && !name.contains(['<', '>', '\n', '\r', '\0']), "{}", name);
        }
    }
}
