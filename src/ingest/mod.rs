//! Bytes from somewhere → a [`Draft`]: body and metadata, nothing analysed.
//!
//! It keeps the bytes as they came, and changes nothing in a body beyond what the contract says: no byte-order mark, LF for CRLF.

use std::path::Path;

use crate::story::Draft;

mod error;
pub use error::Error;

/// A draft, with what its reader should be told about how it was read.
#[derive(Clone, Debug)]
pub struct Read {
    pub draft: Draft,
    /// Lowercase sentences: "v1.txt is not utf-8; read as windows-1252".
    pub warnings: Vec<String>,
}

/// Reads a file.
///
/// # Errors
/// When the path does not exist, is a directory, cannot be read, holds no text or is not text.
pub fn read_file(path: &Path) -> Result<Read, Error> {
    let _ = path;
    todo!()
}

/// Reads the bytes of something called `name` in messages.
///
/// # Errors
/// When the bytes hold no text, are not text, or their front matter is malformed.
pub fn read_bytes(name: &str, bytes: Vec<u8>) -> Result<Read, Error> {
    let _ = (name, bytes);
    todo!()
}
