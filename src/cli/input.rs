//! Inputs of a command: a file or standard input.

use std::path::Path;

use super::args::MetadataArgs;
use super::failure::Failure;
use crate::ingest::{self, Read};
use crate::report::VersionInfo;
use crate::story::{Draft, sha256};

/// Returns whether a path stands for standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Returns what an input is called in messages.
pub(super) fn name(path: &Path) -> String {
    if is_stdin(path) { "standard input".to_owned() } else { path.display().to_string() }
}

/// Reads the lines of a file that an option names; `hint` says what it should hold.
///
/// # Errors
/// When it cannot be read, or is no UTF-8.
pub(super) fn option_file(path: &Path, hint: &str) -> Result<String, Failure> {
    std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("{} cannot be read: {error}", path.display())).hint(hint))
}

/// Reads a file, or standard input for `-`.
pub(super) fn read(path: &Path, metadata: &MetadataArgs) -> Result<Read, ingest::Error> {
    let mut read = if is_stdin(path) {
        ingest::read_stream(&name(path), std::io::stdin().lock())?
    } else {
        ingest::read_file(path)?
    };
    metadata.apply(&mut read.draft.metadata);
    Ok(read)
}

/// Tells where a text that is not stored was read; its file's bytes are let go.
pub(super) fn version_info(path: &Path, draft: Draft) -> VersionInfo {
    let Draft { metadata, body, .. } = draft;
    VersionInfo { reference: name(path), sha256: sha256(body.as_bytes()), metadata, body }
}
