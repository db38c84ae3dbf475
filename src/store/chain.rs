//! The hash chains: each version, and each extraction, is hashed together with the hash of the one before it.
//!
//! It reads rows and hashes them; it never says what a difference means (that is `verify`'s).
//!
//! A hash is the SHA-256 over a list of fields: first a name for what is hashed, then each field as one byte (0 for
//! NULL, 1 for a value) and, for a value, its length in bytes (8 bytes, big-endian) and its bytes. Numbers are written
//! in decimal.
//!
//! - A version: "onrecord.version.v1", the chain of the version before it in the whole history (NULL for the first),
//!   slug, number, headline, byline, outlet, url, published_at, modified_at, captured_at, stored_at, SHA-256 of the
//!   body, SHA-256 of the capture. A version with a speaker: "onrecord.version.v2", the same fields, speaker. One with
//!   doubts: "onrecord.version.v3", the same fields, speaker (NULL where there is none), doubts.
//! - An extraction: "onrecord.extraction.v1", the chain of the extraction before it (NULL for the first), the chain of
//!   its version, extractor, made_at, warnings; then "speakers" and every column of every speaker by number; "names"
//!   and every column of every name by speaker and place; "claims" and every column of every claim by number, save its
//!   row id, with the version in which its lineage entered; "reading" and the format and bytes of its reading.
//!
//! Whoever has noted the last chain of a history can prove later that nothing before it was changed.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Params, params};
use sha2::{Digest, Sha256};

use super::error::Fault;

/// A hash over a list of fields.
pub(super) struct Hash(Sha256);

impl Hash {
    /// Starts a hash of the sort of thing called `name`.
    pub(super) fn new(name: &str) -> Self {
        let mut hash = Self(Sha256::new());
        hash.text(name);
        hash
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.0.update([1]);
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    /// Adds a field.
    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Adds a field that may be missing.
    pub(super) fn optional(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.0.update([0]),
        }
    }

    /// Adds every column of every row that a query finds.
    pub(super) fn rows(&mut self, connection: &Connection, sql: &str, params: impl Params) -> Result<(), Fault> {
        let mut statement = connection.prepare_cached(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query(params)?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                self.value(row.get_ref(column)?);
            }
        }
        Ok(())
    }

    fn value(&mut self, value: ValueRef<'_>) {
        match value {
            ValueRef::Null => self.0.update([0]),
            ValueRef::Integer(number) => self.text(&number.to_string()),
            ValueRef::Real(number) => self.text(&format!("{number:?}")),
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => self.bytes(bytes),
        }
    }

    /// Returns it in lower-case hexadecimal.
    pub(super) fn finish(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The fields of a version that its chain covers, as the row holds them.
pub(super) struct VersionFields<'a> {
    pub slug: &'a str,
    pub number: u32,
    /// headline, byline, outlet, url, published_at, modified_at, captured_at, speaker, doubts.
    pub metadata: [Option<&'a str>; 9],
    pub stored_at: &'a str,
    pub body: &'a str,
    pub capture: &'a str,
}

/// Returns the chain of a version.
pub(super) fn of_version(before: Option<&str>, fields: &VersionFields<'_>) -> String {
    // Versions from before there was a column for the speaker, or for doubts, keep their chain.
    let [metadata @ .., speaker, doubts] = &fields.metadata;
    let mut hash = Hash::new(match (speaker, doubts) {
        (None, None) => "onrecord.version.v1",
        (Some(_), None) => "onrecord.version.v2",
        (_, Some(_)) => "onrecord.version.v3",
    });
    hash.optional(before);
    hash.text(fields.slug);
    hash.text(&fields.number.to_string());
    metadata.iter().for_each(|field| hash.optional(*field));
    hash.text(fields.stored_at);
    hash.text(fields.body);
    hash.text(fields.capture);
    if doubts.is_some() {
        hash.optional(*speaker);
        hash.optional(*doubts);
    } else if let Some(speaker) = speaker {
        hash.text(speaker);
    }
    hash.finish()
}

const SPEAKER_ROWS: &str =
    "SELECT number, name, kind, role, mentions FROM speaker WHERE extraction = ?1 ORDER BY number";

const NAME_ROWS: &str =
    "SELECT speaker, place, name, key, surname FROM speaker_name WHERE extraction = ?1 ORDER BY speaker, place";

const CLAIM_ROWS: &str = "SELECT number, lineage, lineage.entered, kind, span_start, span_end, speaker, speech, \
    content, cue, source, said_on, precision, stance, topic, polarity, certainty, confidence, rule, detail \
    FROM claim JOIN lineage ON lineage.id = claim.lineage WHERE extraction = ?1 ORDER BY number";

const READING_ROW: &str = "SELECT format, bytes FROM reading WHERE extraction = ?1";

/// The queries of a write, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[SPEAKER_ROWS, NAME_ROWS, CLAIM_ROWS, READING_ROW];

/// The fields of an extraction that its chain covers, beside its speakers, names, claims and reading.
pub(super) struct ExtractionFields<'a> {
    pub id: i64,
    /// The chain of its version.
    pub version: &'a str,
    pub extractor: &'a str,
    pub made_at: &'a str,
    pub warnings: &'a str,
}

/// Returns the chain of an extraction; reads its speakers, names, claims and reading.
pub(super) fn of_extraction(
    connection: &Connection,
    before: Option<&str>,
    fields: &ExtractionFields<'_>,
) -> Result<String, Fault> {
    let mut hash = Hash::new("onrecord.extraction.v1");
    hash.optional(before);
    [fields.version, fields.extractor, fields.made_at, fields.warnings].iter().for_each(|field| hash.text(field));
    let parts = [("speakers", SPEAKER_ROWS), ("names", NAME_ROWS), ("claims", CLAIM_ROWS), ("reading", READING_ROW)];
    for (name, sql) in parts {
        hash.text(name);
        hash.rows(connection, sql, params![fields.id])?;
    }
    Ok(hash.finish())
}
