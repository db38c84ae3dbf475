//! The seal of an archive: the hash of all its bytes, in the comment at its end.
//!
//! Manifests cover the files of a bag, and not what a zip file keeps beside them. The seal covers every byte before it,
//! so that damage anywhere shows. It proves nothing about who made the archive.

use std::io::{self, Read, Seek, SeekFrom, Write};

use super::hash::Hash;

const WORDS: &str = "onrecord bundle, sha256 of all before this: ";
/// How long a seal is.
const LENGTH: usize = WORDS.len() + 64;
/// How long the end of a zip file is, without the comment.
const END: usize = 22;

/// What an archive's end says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sealed {
    /// The seal fits.
    Whole,
    /// There is a seal, and the bytes before it are not those that it was made of.
    Broken,
    /// There is no seal.
    Missing,
}

/// Returns what stands in the place of a seal until the archive is written.
pub(super) fn blank() -> String {
    format!("{WORDS}{}", "0".repeat(64))
}

/// Puts the seal in the place of the blank one, at the end of a finished archive.
pub(super) fn put(archive: &mut (impl Read + Write + Seek)) -> io::Result<()> {
    let end = archive.seek(SeekFrom::End(0))?.saturating_sub(LENGTH as u64);
    let hash = hash(archive, end)?;
    archive.seek(SeekFrom::Start(end))?;
    archive.write_all(format!("{WORDS}{hash}").as_bytes())
}

/// Checks the seal.
pub(super) fn check(archive: &mut (impl Read + Seek)) -> io::Result<Sealed> {
    let length = archive.seek(SeekFrom::End(0))?;
    let Some(end) = length.checked_sub(LENGTH as u64).filter(|end| *end >= END as u64) else {
        return Ok(Sealed::Missing);
    };
    let mut last = vec![0; END + LENGTH];
    archive.seek(SeekFrom::Start(end - END as u64))?;
    archive.read_exact(&mut last)?;
    let (record, seal) = last.split_at(END);
    let Some(sealed) = seal.strip_prefix(WORDS.as_bytes()) else { return Ok(Sealed::Missing) };
    let is_end = record.starts_with(b"PK\x05\x06") && record.ends_with(&(LENGTH as u16).to_le_bytes());
    if !is_end || hash(archive, end)?.as_bytes() != sealed {
        return Ok(Sealed::Broken);
    }
    Ok(Sealed::Whole)
}

/// Hashes the bytes before a place.
fn hash(archive: &mut (impl Read + Seek), end: u64) -> io::Result<String> {
    archive.seek(SeekFrom::Start(0))?;
    let mut hash = Hash::default();
    io::copy(&mut archive.take(end), &mut hash)?;
    Ok(hash.finish())
}
