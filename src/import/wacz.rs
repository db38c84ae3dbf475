//! WACZ files, a zip with WARC files in its folder `archive` → items.
//!
//! Nothing is unpacked to disk, so that no name in the zip can point anywhere.

use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

use zip::ZipArchive;

use super::{Error, Sink, Skipped, warc};

/// What a file's WARC files may unpack to, in bytes; far more than any is published with.
const MOST: u64 = 1 << 40;

/// Reads a file's WARC files, in the order of their names.
///
/// # Errors
/// When it cannot be opened, is no zip file, or holds no WARC file.
pub fn read_file(reader: &mut warc::ArchiveReader, path: &Path, sink: Sink<'_>) -> Result<ControlFlow<()>, Error> {
    let file = File::open(path).map_err(|source| Error::Open { path: path.to_owned(), source })?;
    let form = |hint: String| Error::Form { path: path.to_owned(), what: "a WACZ file", hint };
    let mut archive = ZipArchive::new(BufReader::new(file))
        .map_err(|error| form(format!("it cannot be read as a zip file: {error}")))?;
    let mut names: Vec<String> = archive
        .file_names()
        .filter_map(|name| Some(name.ok()?.into_owned()))
        .filter(|name| name.starts_with("archive/") && (name.ends_with(".warc") || name.ends_with(".warc.gz")))
        .collect();
    names.sort();
    if names.is_empty() {
        return Err(form("a WACZ file is a zip with .warc or .warc.gz files in its folder archive".to_owned()));
    }
    for name in names {
        let origin = format!("{}, {name}", path.display());
        let flow = match archive.by_name(&name) {
            Ok(entry) => reader.read(&origin, BufReader::with_capacity(1 << 16, entry.take(MOST)), sink),
            Err(error) => sink(Err(Skipped::fault(origin, format!("cannot be unpacked: {error}")))),
        };
        if flow.is_break() {
            return Ok(flow);
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Returns whether a file starts as a zip does.
pub fn is_zip(path: &Path) -> bool {
    let mut start = [0; 4];
    File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == *b"PK\x03\x04"
}
