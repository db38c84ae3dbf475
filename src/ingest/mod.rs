//! Bytes from somewhere → a [`Draft`]: body and metadata, nothing analysed.
//!
//! It keeps the bytes as they came, and changes nothing in a body beyond what the contract says: no byte-order mark, LF
//! for CRLF.

use std::path::Path;

use crate::story::{Doubt, Draft, Metadata};

mod docx;
mod encoding;
mod error;
mod file;
mod format;
mod front_matter;
mod html;
mod language;
mod line_ends;
mod mail;
mod markdown;
mod pdf;

use format::InputFormat;

pub use error::Error;
pub use file::LIMIT;
pub(crate) use format::is_page;
pub use front_matter::KEYS;
pub(crate) use html::{entity, replace_references};
pub(crate) use line_ends::with_line_feeds;

/// A draft, with warnings about how it was read.
#[derive(Clone, Debug)]
pub struct Read {
    pub draft: Draft,
    /// Lowercase sentences: "v1.txt is not utf-8; read as windows-1252".
    pub warnings: Vec<String>,
}

/// Reads a file.
///
/// # Errors
/// When the path does not exist, is a directory, cannot be read, is too large, holds no text or is not text.
pub fn read_file(path: &Path) -> Result<Read, Error> {
    read_bytes(&path.display().to_string(), file::read(path)?)
}

/// Reads a stream to its end; `name` stands for it in messages.
///
/// # Errors
/// As [`read_file`].
pub fn read_stream(name: &str, stream: impl std::io::Read) -> Result<Read, Error> {
    read_bytes(name, file::read_limited(name, stream, LIMIT)?)
}

/// Reads the bytes of something called `name` in messages.
///
/// ```
/// let bytes = b"---\nheadline: Ferry returns\n---\nThe ferry is back, the port said.\r\n".to_vec();
/// let read = onrecord::ingest::read_bytes("ferry.txt", bytes)?;
/// assert_eq!(read.draft.metadata.headline.as_deref(), Some("Ferry returns"));
/// assert_eq!(read.draft.body, "The ferry is back, the port said.\n");
/// # Ok::<(), onrecord::ingest::Error>(())
/// ```
///
/// # Errors
/// When the bytes hold no text, are not text, or their front matter is malformed.
pub fn read_bytes(name: &str, bytes: Vec<u8>) -> Result<Read, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty { name: name.to_owned() });
    }
    let mut warnings = Vec::new();
    let (mut metadata, body) = match format::recognise(name, &bytes) {
        InputFormat::Page => {
            let source = encoding::decode_page(name, &bytes, &mut warnings);
            html::read(name, &source, &mut warnings)?
        }
        InputFormat::Docx => docx::read(name, &bytes, &mut warnings)?,
        InputFormat::Mail => mail::read(name, &bytes, &mut warnings)?,
        InputFormat::Markdown => {
            let text = decode_text(name, &bytes, &mut warnings)?;
            markdown::read(name, &text, &mut warnings)?
        }
        InputFormat::Pdf => pdf::read(name, &bytes, &mut warnings)?,
        InputFormat::Text => read_text(name, &bytes, &mut warnings)?,
    };
    encoding::judge_lost(name, &body, &mut warnings)?;
    if body.contains(char::REPLACEMENT_CHARACTER) {
        metadata.doubts.push(Doubt::Damaged);
    }
    warnings.extend(metadata.doubts.iter().filter_map(|doubt| doubt.told()).map(|told| format!("{name}: {told}")));
    language::judge(name, &body, &mut warnings);
    Ok(Read { draft: Draft { metadata, body, capture: bytes }, warnings })
}

/// Reads plain text, with or without front matter; a page's source below front matter is a page.
fn read_text(name: &str, bytes: &[u8], warnings: &mut Vec<String>) -> Result<(Metadata, String), Error> {
    let text = decode_text(name, bytes, warnings)?;
    let (metadata, body) = front_matter::split(name, &text, warnings)?;
    if is_blank(body) {
        return Err(Error::NoBody { name: name.to_owned() });
    }
    if format::is_markup(body) {
        let (of_page, body) = html::read(name, body, warnings)?;
        return Ok((metadata.or(of_page), body));
    }
    Ok((metadata, body.to_owned()))
}

/// Decodes a text that says something; its lines end in LF.
fn decode_text(name: &str, bytes: &[u8], warnings: &mut Vec<String>) -> Result<String, Error> {
    let text = with_line_feeds(encoding::decode(name, bytes, warnings)?);
    if is_blank(&text) { Err(Error::Blank { name: name.to_owned() }) } else { Ok(text) }
}

/// Warns of what a document has and its text has not.
fn left_out(name: &str, what: &str, counts: &[(&str, usize)], warnings: &mut Vec<String>) {
    let counts: Vec<String> =
        counts.iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{what} ({count})")).collect();
    if !counts.is_empty() {
        warnings.push(format!("{name} is {what}; left out: {}", counts.join(", ")));
    }
}

/// Returns whether there is nothing to read: white space and characters without width alone.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: Result<&str, &str>) {
        let read = read_bytes("a.txt", text.as_bytes().to_vec());
        assert_eq!(
            read.as_ref().map(|read| read.draft.body.as_str()).map_err(ToString::to_string),
            expected.map_err(str::to_owned)
        );
    }

    #[test]
    fn changes_nothing_but_mark_and_line_breaks() {
        check("\u{feff}  One.\r\n\r\nTwo.\rThree.\n ", Ok("  One.\n\nTwo.\rThree.\n "));
        check("---\r\nheadline: A\r\n---\r\n One.\r\n", Ok(" One.\n"));
    }

    #[test]
    fn refuses_what_holds_no_text() {
        check("", Err("a.txt is empty"));
        check(" \n\t\u{a0}\n", Err("a.txt holds nothing but white space"));
        check("\u{feff}", Err("a.txt holds nothing but white space"));
        check("---\nheadline: A\n---\n \n", Err("a.txt holds front matter and no text after it"));
    }

    #[test]
    fn reads_pages_whatever_they_are_called() {
        let page = "<!DOCTYPE html><title>A</title><p>The ferry is back, the port said on Monday.</p>";
        check(page, Ok("The ferry is back, the port said on Monday."));
        check(&format!("---\nheadline: B\n---\n{page}"), Ok("The ferry is back, the port said on Monday."));
        check("<!DOCTYPE html><title>A</title>", Err("a.txt is a page, and no article was found in it"));
        check(
            "He wrote \"<p>\" on the board and closed it with </p>.",
            Ok("He wrote \"<p>\" on the board and closed it with </p>."),
        );
    }

    proptest! {
        #[test]
        fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read_bytes("a", bytes);
        }

        #[test]
        fn keeps_plain_text(text in "[a-zA-Zé“” .,\n]{1,200}") {
            prop_assume!(!text.trim().is_empty());
            let read = read_bytes("a", text.clone().into_bytes()).unwrap();
            prop_assert_eq!(read.draft.body, text);
        }
    }
}
