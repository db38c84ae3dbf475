//! Histories that others kept → items, one captured version each: web archives, git, and the files of other tools.
//!
//! A reader walks its source once and hands each item to a sink, in the order of the source. What cannot be read is
//! handed over too, as one lowercase sentence, and the reader continues. Nothing here stores, analyses or fetches, and
//! no path, link or length that stands in a source is trusted: every read has a limit, and nothing outside the source
//! is opened.

pub mod changedetection;
pub mod diffengine;
mod encoded;
mod fragment;
pub mod git;
pub mod http;
mod moment;
pub mod newsdiffs;
pub mod newsedits;
pub mod object;
mod sqlite;
pub mod table;
pub mod wacz;
pub mod warc;
pub mod wayback;

use std::ops::ControlFlow;
use std::path::PathBuf;

use crate::ingest;
use crate::story::{Draft, Metadata};

/// One captured version, as its source has it; nothing is decoded yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where it stands, for messages: "crawl.warc.gz, record 12".
    pub origin: String,
    pub story: StoryKey,
    pub bytes: Vec<u8>,
    pub form: Form,
    /// What the source knows beside the bytes; it goes before what they say.
    pub metadata: Metadata,
}

/// What a source calls the story.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StoryKey {
    /// The address of its page.
    Url(String),
    /// A name to make a slug of.
    Name(String),
}

/// What an item's bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A whole document, such as a file holds: a page, or plain text with or without front matter.
    Document,
    /// The article alone, as text.
    Text,
    /// The article alone, as paragraphs of HTML.
    Fragment,
    /// Bytes of any sort that were read before, as this text.
    Known(String),
}

/// What became no item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    pub origin: String,
    /// Why, in words that others share, so that they can be counted: "status 404".
    pub why: String,
    /// Something is broken; otherwise it is just nothing to import.
    pub is_fault: bool,
}

impl Skipped {
    /// Makes a note of something that is broken.
    pub fn fault(origin: impl Into<String>, why: impl Into<String>) -> Self {
        Self { origin: origin.into(), why: why.into(), is_fault: true }
    }

    /// Makes a note of something that is no version of a story.
    pub fn other(origin: impl Into<String>, why: impl Into<String>) -> Self {
        Self { origin: origin.into(), why: why.into(), is_fault: false }
    }
}

/// Takes what a reader finds; a break ends the reading.
pub type Sink<'a> = &'a mut dyn FnMut(Result<Item, Skipped>) -> ControlFlow<()>;

/// Why a source could not be read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error("{} cannot be opened", path.display())]
    Open { path: PathBuf, source: std::io::Error },
    #[error("{} is not {what}", path.display())]
    Form { path: PathBuf, what: &'static str, hint: String },
    #[error("{} cannot be read", path.display())]
    Database { path: PathBuf, source: rusqlite::Error },
    #[error("the program git cannot be started")]
    NoGit { source: std::io::Error },
    #[error("{what}")]
    Git { what: String },
    #[error("{what}")]
    Listing { what: String },
}

impl Error {
    /// Returns the next step, a lowercase sentence, where one is known.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Open { .. } => Some("check the path and its permissions".into()),
            Self::Form { hint, .. } => Some(hint.clone()),
            Self::Database { .. } => {
                Some("check that it is a whole SQLite file that no other program holds locked".into())
            }
            Self::NoGit { .. } => Some("install git; its history is read by its own program".into()),
            Self::Git { .. } => None,
            Self::Listing { .. } => Some("check the address with --base, or try --timemap".into()),
        }
    }
}

impl Item {
    /// Decodes it.
    ///
    /// # Errors
    /// When its bytes hold no text that can be read.
    pub fn decode(self) -> Result<ingest::Read, Skipped> {
        let Self { origin, story, bytes, form, mut metadata } = self;
        // All versions of a story have its address, whatever they were moved to, so that it is known again by it.
        if let StoryKey::Url(url) = story {
            metadata.url = Some(url);
        }
        let fault = |error: ingest::Error| {
            let message = error.to_string();
            let why = message.strip_prefix(&origin).map_or(message.as_str(), |why| why.trim_start_matches([',', ' ']));
            Skipped::fault(origin.clone(), why)
        };
        let mut read = match form {
            Form::Document => ingest::read_bytes(&origin, bytes).map_err(fault)?,
            Form::Text => plain(ingest::with_line_feeds(String::from_utf8_lossy(&bytes).into_owned()), bytes, &origin)?,
            Form::Known(body) => plain(body, bytes, &origin)?,
            Form::Fragment => plain(fragment::text(&String::from_utf8_lossy(&bytes)), bytes, &origin)?,
        };
        let found = std::mem::take(&mut read.draft.metadata);
        read.draft.metadata = metadata.or(found);
        Ok(read)
    }
}

/// Makes a draft of a text that is the article alone.
fn plain(body: String, capture: Vec<u8>, origin: &str) -> Result<ingest::Read, Skipped> {
    if body.trim().is_empty() {
        return Err(Skipped::other(origin, "without a text"));
    }
    Ok(ingest::Read { draft: Draft { metadata: Metadata::default(), body, capture }, warnings: Vec::new() })
}

/// Returns whether the bytes of a capture would be read as another body, in each of the ways in which they may have
/// been read: what the file was called is not kept. It says no where none of them can read the bytes.
pub fn gives_another(capture: &[u8], body: &str) -> bool {
    if fragment::looks_like(capture) {
        return fragment::text(&String::from_utf8_lossy(capture)) != body;
    }
    let bodies: Vec<String> = ["capture", "capture.md", "capture.eml"]
        .into_iter()
        .filter_map(|name| ingest::read_bytes(name, capture.to_vec()).ok().map(|read| read.draft.body))
        .collect();
    !bodies.is_empty() && bodies.iter().all(|read| read != body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(form: Form, bytes: &str) -> Item {
        Item {
            origin: "a.jsonl, line 3".into(),
            story: StoryKey::Name("ferry".into()),
            bytes: bytes.as_bytes().to_vec(),
            form,
            metadata: Metadata { headline: Some("Ferry returns".into()), ..Metadata::default() },
        }
    }

    #[test]
    fn the_source_goes_before_the_bytes() {
        let read =
            item(Form::Document, "---\nheadline: Other\noutlet: Quay\n---\nThe ferry is back.\n").decode().unwrap();
        assert_eq!(read.draft.metadata.headline.as_deref(), Some("Ferry returns"));
        assert_eq!(read.draft.metadata.outlet.as_deref(), Some("Quay"));
        assert_eq!(read.draft.body, "The ferry is back.\n");
    }

    #[test]
    fn fragments_become_paragraphs_and_the_capture_stays() {
        let read = item(Form::Fragment, "<p>The ferry is back.</p><p>It was late.</p>").decode().unwrap();
        assert_eq!(read.draft.body, "The ferry is back.\n\nIt was late.\n");
        assert_eq!(read.draft.capture, b"<p>The ferry is back.</p><p>It was late.</p>");
        assert!(!gives_another(&read.draft.capture, "The ferry is back.\n\nIt was late.\n"));
    }

    #[test]
    fn faults_name_the_item_once() {
        let skipped = item(Form::Document, "").decode().unwrap_err();
        assert_eq!((skipped.origin.as_str(), skipped.why.as_str()), ("a.jsonl, line 3", "is empty"));
        let skipped = item(Form::Text, " \n").decode().unwrap_err();
        assert_eq!((skipped.why.as_str(), skipped.is_fault), ("without a text", false));
    }
}
