//! WARC files, and ARC files from before, gzipped record by record or as they are → items: each capture of a page,
//! dated by its own record.
//!
//! A record that is broken is named, and the reader continues with the next one that it finds behind the damage. A
//! record that only says "as before" (revisit) brings the payload of the record whose digest it repeats. Nothing is
//! held but one record, and the payloads of pages, compressed, for the revisits that may follow.

mod arc;
mod records;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Write};
use std::ops::ControlFlow;
use std::path::Path;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use records::{HOLDERS, Record, Records, Stream};

use super::{Error, Form, Item, Sink, Skipped, StoryKey, encoded, http};
use crate::ingest::LIMIT;
use crate::pattern::Pattern;
use crate::story::Metadata;
use crate::time;

/// What is kept of payloads for revisits, in bytes.
const MOST_KEPT: usize = 256 * 1024 * 1024;

/// Which captures are wanted.
#[derive(Clone, Debug, Default)]
pub struct CaptureFilter {
    /// Addresses that start so; none means all.
    pub prefixes: Vec<String>,
    /// Addresses that fit one of these; none means all.
    pub patterns: Vec<Pattern>,
}

impl CaptureFilter {
    fn admits(&self, url: &str) -> bool {
        (self.prefixes.is_empty() || self.prefixes.iter().any(|prefix| url.starts_with(prefix.as_str())))
            && (self.patterns.is_empty() || self.patterns.iter().any(|pattern| pattern.fits(url)))
    }
}

/// Reads any number of WARC files; a revisit may repeat a record of an earlier one.
#[derive(Debug, Default)]
pub struct ArchiveReader {
    filter: CaptureFilter,
    /// Payloads by digest, deflated.
    kept: HashMap<String, Vec<u8>>,
    size: usize,
}

impl ArchiveReader {
    /// Makes a reader.
    pub fn new(filter: CaptureFilter) -> Self {
        Self { filter, ..Self::default() }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be opened, or is no WARC file.
    pub fn read_file(&mut self, path: &Path, sink: Sink<'_>) -> Result<ControlFlow<()>, Error> {
        let open = |source| Error::Open { path: path.to_owned(), source };
        let file = std::fs::File::open(path).map_err(open)?;
        if file.metadata().map_err(open)?.is_dir() {
            return Err(open(io::ErrorKind::IsADirectory.into()));
        }
        let mut from = BufReader::with_capacity(1 << 16, file);
        let start = from.fill_buf().map_err(open)?;
        if !encoded::is_gzip(start) && !start.starts_with(b"WARC/") && !start.starts_with(arc::START) {
            let hint =
                "a WARC file starts with WARC/1.0 or WARC/1.1, an ARC file with filedesc://, or either with gzip \
                        around that"
                    .to_owned();
            return Err(Error::Form { path: path.to_owned(), what: "a WARC file", hint });
        }
        Ok(self.read(&path.display().to_string(), from, sink))
    }

    /// Reads a stream, which `name` stands for in messages.
    pub fn read(&mut self, name: &str, from: impl BufRead, sink: Sink<'_>) -> ControlFlow<()> {
        let mut records = Records::new(Stream::new(from));
        let mut number = 0;
        while let Some(record) = records.next() {
            number += 1;
            let origin = format!("{name}, record {number}");
            let found = match record {
                Ok(record) => self.item(origin, record),
                Err(why) => Some(Err(Skipped::fault(origin, why))),
            };
            if let Some(found) = found {
                sink(found)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// Makes an item of a record; `None` where it is of a kind that holds no capture, or is not asked for.
    fn item(&mut self, origin: String, record: Record) -> Option<Result<Item, Skipped>> {
        let kind = record.header("WARC-Type").unwrap_or_default().to_ascii_lowercase();
        if !HOLDERS.contains(&kind.as_str()) {
            return None;
        }
        let url = record.header("WARC-Target-URI").unwrap_or_default().trim_matches(['<', '>']).to_owned();
        if !url.starts_with("http://") && !url.starts_with("https://") {
            return None;
        }
        let is_asked_for = self.filter.admits(&url);
        // Read in any case: a revisit that is asked for may repeat it.
        let found = self.capture(&origin, &kind, url, &record);
        is_asked_for.then_some(found)
    }

    fn capture(&mut self, origin: &str, kind: &str, url: String, record: &Record) -> Result<Item, Skipped> {
        let fault = |why: String| Skipped::fault(origin, why);
        let date = record.header("WARC-Date").unwrap_or_default();
        let captured = time::parse(date).ok_or_else(|| fault("without a WARC-Date that is a time".to_owned()))?;
        let block = match &record.block {
            Ok(block) => block,
            Err(why) => return Err(fault(why.clone())),
        };
        let digest = record.header("WARC-Payload-Digest");
        let (status, media, payload) = match kind {
            "resource" => {
                let media = http::media(record.header("Content-Type").unwrap_or_default());
                (200, media, block.clone())
            }
            "revisit" => {
                // Its own headers, where it has any, are those of the answer "not modified".
                let payload = digest.and_then(|digest| self.kept(digest));
                let payload =
                    payload.ok_or_else(|| Skipped::other(origin, "a revisit of a record that no file holds"))?;
                (200, String::new(), payload)
            }
            _ => {
                let response = http::response(block).map_err(fault)?;
                (response.status, response.media, response.payload)
            }
        };
        if status != 200 {
            return Err(Skipped::other(origin, format!("status {status}")));
        }
        if !http::is_page(&media) {
            return Err(Skipped::other(origin, format!("no page ({})", media.chars().take(40).collect::<String>())));
        }
        if let Some(digest) = digest.filter(|_| kind != "revisit") {
            self.keep(digest, &payload);
        }
        let metadata = Metadata { captured_at: Some(captured.start().to_utc()), ..Metadata::default() };
        Ok(Item {
            origin: origin.to_owned(),
            story: StoryKey::Url(url),
            bytes: payload,
            form: Form::Document,
            metadata,
        })
    }

    fn keep(&mut self, digest: &str, payload: &[u8]) {
        if self.size > MOST_KEPT || self.kept.contains_key(digest) {
            return;
        }
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        let packed =
            encoder.write_all(payload).and_then(|()| encoder.finish()).expect("writing to memory does not fail");
        self.size += packed.len();
        self.kept.insert(digest.to_owned(), packed);
    }

    fn kept(&self, digest: &str) -> Option<Vec<u8>> {
        encoded::bounded(DeflateDecoder::new(self.kept.get(digest)?.as_slice()), LIMIT).ok()
    }
}
