//! PDF documents → text: the lines that the pages print, joined to paragraphs.
//!
//! A PDF says where each piece of text is printed and not what it belongs to: lines, paragraphs, headers and footers
//! are inferred from places and sizes. It reads no picture, runs no script, asks for no password, and unpacks no more
//! than any input may hold.

mod cmap;
mod columns;
mod direction;
mod font;
mod layout;
mod left;
mod lines;
mod page;
mod standard;

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use chrono::{DateTime, FixedOffset};
use lopdf::{Document, LoadOptions, Object};

use super::{Error, LIMIT, is_blank, left_out};
use crate::story::Metadata;
use crate::time;
use page::PrintedPage;

/// What one packed part of the file's own tables may unpack to, in bytes.
const TABLE: usize = 16 * 1024 * 1024;
/// More pages are no story.
const PAGES: usize = 2000;
const WHAT: &str = "a PDF document";

/// Returns whether bytes are a PDF document: its mark stands in the first kilobyte.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|five| five == b"%PDF-")
}

/// Returns whether the mark stands near the end of a document that closes it: one that was cut off has none.
fn has_end(bytes: &[u8]) -> bool {
    bytes[bytes.len().saturating_sub(2048)..].windows(5).any(|five| five == b"%%EOF")
}

/// Reads a document.
///
/// # Errors
/// When it is damaged, encrypted, too large when unpacked, or prints no text.
pub(super) fn read(name: &str, bytes: &[u8], warnings: &mut Vec<String>) -> Result<(Metadata, String), Error> {
    let damaged = || Error::Damaged { name: name.to_owned(), what: WHAT };
    quietly(|| parse(name, bytes, warnings)).unwrap_or_else(|| Err(damaged()))
}

fn parse(name: &str, bytes: &[u8], warnings: &mut Vec<String>) -> Result<(Metadata, String), Error> {
    let name = || name.to_owned();
    let options = LoadOptions::with_max_decompressed_size(TABLE);
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => too_large(name()),
        error => of_encryption(name(), &error),
    })?;
    // Without a password one can open what is only barred from being printed or changed.
    if document.trailer.has(b"Encrypt") && document.encryption_state.is_none() {
        return Err(locked(name(), &document));
    }
    let ids: Vec<_> = document.page_iter().take(PAGES + 1).collect();
    if ids.is_empty() {
        return Err(Error::Damaged { name: name(), what: WHAT });
    }
    if ids.len() > PAGES {
        return Err(too_large(name()));
    }
    let mut left = usize::try_from(LIMIT).unwrap_or(usize::MAX);
    let mut fonts = font::Fonts::default();
    let pages: Vec<PrintedPage> = ids
        .into_iter()
        .map(|id| page::read(&document, id, &mut fonts, &mut left).ok_or_else(|| too_large(name())))
        .collect::<Result<_, _>>()?;
    let layout = layout::text(&pages);
    if is_blank(&layout.body) {
        if !has_end(bytes) {
            return Err(Error::Damaged { name: name(), what: WHAT });
        }
        let is_unreadable = pages.iter().any(|page| page.unreadable > 0);
        let what = if is_unreadable { "a PDF document whose fonts cannot be read, and so" } else { WHAT };
        return Err(Error::NoText { name: name(), what });
    }
    let left = left::out(&pages, &layout);
    let left: Vec<(&str, usize)> = left.iter().map(|(what, count)| (what.as_str(), *count)).collect();
    left_out(&name(), WHAT, &left, warnings);
    warnings.push(format!(
        "{} is a PDF document: its paragraphs and columns are inferred from where lines stand; tables may have run \
         into each other",
        name()
    ));
    if layout.turned > 0 {
        warnings.push(format!(
            "{}: lines that run from right to left are put in the order of reading by where their letters stand ({})",
            name(),
            layout.turned
        ));
    }
    if layout.hyphens > 0 {
        warnings.push(format!(
            "{}: hyphens at the end of a line kept that may only divide a word ({})",
            name(),
            layout.hyphens
        ));
    }
    Ok((metadata(&document), layout.body))
}

/// Says why an encrypted document does not open without a password.
fn locked(name: String, document: &Document) -> Error {
    let encryption = document.trailer.get_deref(b"Encrypt", document).and_then(Object::as_dict);
    let handler = encryption.and_then(|encryption| encryption.get(b"Filter")).and_then(Object::as_name);
    match (handler, document.authenticate_password("")) {
        (Ok(handler), _) if handler != b"Standard" => Error::Cipher { name },
        (_, Err(error)) => of_encryption(name, &error),
        (_, Ok(())) => Error::Damaged { name, what: WHAT },
    }
}

/// Tells a document that needs a password, or is encrypted in another way, from a damaged one.
fn of_encryption(name: String, error: &lopdf::Error) -> Error {
    use lopdf::encryption::DecryptionError as Of;
    match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(Of::IncorrectPassword) => Error::Encrypted { name },
        lopdf::Error::UnsupportedSecurityHandler(_)
        | lopdf::Error::Decryption(Of::UnsupportedEncryption | Of::UnsupportedVersion | Of::UnsupportedRevision) => {
            Error::Cipher { name }
        }
        _ => Error::Damaged { name, what: WHAT },
    }
}

fn too_large(name: String) -> Error {
    Error::Unpacked { name, limit: LIMIT }
}

/// Reads what the document says about itself. When a file was made is not when its text was published.
fn metadata(document: &Document) -> Metadata {
    let info = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict).ok();
    let value = |key: &[u8]| {
        let text = lopdf::decode_text_string(info?.get_deref(key, document).ok()?).ok()?;
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!is_blank(&line)).then_some(line)
    };
    let day = |key: &[u8]| value(key).and_then(|value| date(&value));
    Metadata {
        headline: value(b"Title").filter(|title| !is_file_name(title)),
        byline: value(b"Author"),
        modified_at: day(b"ModDate").or_else(|| day(b"CreationDate")),
        ..Metadata::default()
    }
}

/// Returns whether a title is what a word processor left there: "Microsoft Word - release.docx".
fn is_file_name(title: &str) -> bool {
    let title = title.to_lowercase();
    let made_of = [".doc", ".docx", ".odt", ".rtf", ".indd", ".pdf", ".txt", ".pages"];
    title.starts_with("microsoft word") || title == "untitled" || made_of.iter().any(|end| title.ends_with(end))
}

/// Reads "D:20310402080000+02'00'".
fn date(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.strip_prefix("D:").unwrap_or(text);
    let digits: String = text.chars().take_while(char::is_ascii_digit).take(14).collect();
    let zone = text.get(digits.len()..)?.replace('\'', "");
    let part = |from: usize, to: usize, otherwise: &str| digits.get(from..to).unwrap_or(otherwise).to_owned();
    let zone = match zone.as_str() {
        "" | "Z" | "Z0000" => "Z".to_owned(),
        zone => format!("{}:{}", zone.get(..3)?, zone.get(3..5).unwrap_or("00")),
    };
    let day = format!("{}-{}-{}", digits.get(..4)?, part(4, 6, "01"), part(6, 8, "01"));
    let hour = format!("{}:{}:{}", part(8, 10, "00"), part(10, 12, "00"), part(12, 14, "00"));
    time::parse(&format!("{day}T{hour}{zone}")).map(time::When::start)
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs what may panic, and says `None` where it does.
///
/// The parser is another's and its input hostile: a file that makes it panic is a damaged file, and no reason to stop
/// or to print a trace. Nothing that it touched is used afterwards.
fn quietly<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
    QUIET.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    QUIET.set(false);
    done.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_no_answer_and_no_noise() {
        assert_eq!(quietly(|| -> usize { panic!("damaged") }), None);
        assert_eq!(quietly(|| 3), Some(3));
    }

    #[test]
    fn dates_have_a_zone() {
        let check = |text, expected: Option<&str>| {
            assert_eq!(date(text).map(|time| time.to_rfc3339()).as_deref(), expected, "{text}");
        };
        check("D:20310402080000+02'00'", Some("2031-04-02T08:00:00+02:00"));
        check("D:20310402080000Z", Some("2031-04-02T08:00:00+00:00"));
        check("D:20310402", Some("2031-04-02T00:00:00+00:00"));
        check("D:2031é", None);
        check("yesterday", None);
    }

    #[test]
    fn file_names_are_no_titles() {
        assert!(is_file_name("Microsoft Word - release"));
        assert!(is_file_name("Release final.DOCX"));
        assert!(!is_file_name("Ferry returns"));
    }
}
