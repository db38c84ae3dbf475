//! Where the files of a bundle are read: in the archive itself, or in the folder that it was unpacked to.
//!
//! Nothing is written, no link is followed, and no name leads out of the bag. What is read has a limit, whatever the
//! archive says of its size.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use super::hash::Hash;
use super::seal::{self, Sealed};
use crate::stored::Problem;

/// The most bytes that are read of one file, and in all; a bomb is no evidence.
const LIMIT: u64 = 1 << 30;
const LIMIT_OF_ALL: u64 = 1 << 33;
/// The most bytes of a text that is looked into.
const LIMIT_OF_TEXT: u64 = 1 << 28;
/// The most files.
const FILES: usize = 65_534;
/// How deep a folder is looked into.
const DEPTH: usize = 8;

/// The files of a bundle.
pub(super) struct Source {
    place: Place,
    /// Where each file lies, by its path in the bag.
    files: BTreeMap<String, Member>,
    /// How many bytes may still be read.
    left: u64,
}

enum Place {
    Archive(Box<ZipArchive<BufReader<File>>>),
    Folder,
}

enum Member {
    /// The number in the archive.
    Number(usize),
    File(PathBuf),
}

impl Source {
    /// Opens a bundle, packed or unpacked; notes what is wrong with it as a whole.
    ///
    /// # Errors
    /// When it cannot be opened or read at all.
    pub(super) fn open(path: &Path, problems: &mut Vec<Problem>) -> io::Result<Self> {
        let mut report = |place: &str, message: &str| {
            problems.push(Problem { place: place.to_owned(), message: message.to_owned() });
        };
        if path.is_dir() {
            let mut files = BTreeMap::new();
            walk(path, "", DEPTH, &mut files, &mut report)?;
            return Ok(Self { place: Place::Folder, files, left: LIMIT_OF_ALL });
        }
        let mut file = File::open(path)?;
        match seal::check(&mut file)? {
            Sealed::Whole => {}
            Sealed::Broken => report("archive", "its bytes are not those that its seal was made of"),
            Sealed::Missing => report("archive", "it has no seal: it is damaged, or another program packed it"),
        }
        let mut files = BTreeMap::new();
        let mut archive = match ZipArchive::new(BufReader::new(file)) {
            Ok(archive) => archive,
            Err(error) => {
                report("archive", &format!("it cannot be read as a zip file: {error}"));
                return Ok(Self { place: Place::Folder, files, left: 0 });
            }
        };
        if archive.len() > FILES {
            report("archive", "it holds too many files for a bundle");
        }
        // Files that are listed twice, hidden, or that share their bytes: other programs may unpack something else.
        if let Err(error) = archive.validate_header_consistency() {
            report("archive", &format!("it does not say the same everywhere: {error}"));
        }
        let mut top = None;
        for number in 0..archive.len().min(FILES) {
            match member(&mut archive, number) {
                Ok((folder, path)) => {
                    if *top.get_or_insert_with(|| folder.clone()) != folder {
                        report(&path, "it lies outside of the bag's folder");
                    } else {
                        files.insert(path, Member::Number(number));
                    }
                }
                Err(why) => report("archive", &why),
            }
        }
        Ok(Self { place: Place::Archive(Box::new(archive)), files, left: LIMIT_OF_ALL })
    }

    /// Lists the files, by path.
    pub(super) fn files(&self) -> Vec<String> {
        self.files.keys().cloned().collect()
    }

    /// Hashes a file; says why where it cannot be read.
    pub(super) fn hash(&mut self, path: &str) -> Result<String, String> {
        let mut hash = Hash::default();
        self.copy(path, LIMIT, &mut hash)?;
        Ok(hash.finish())
    }

    /// Reads a text; says why where it cannot be read.
    pub(super) fn text(&mut self, path: &str) -> Result<String, String> {
        let mut bytes = Vec::new();
        self.copy(path, LIMIT_OF_TEXT, &mut bytes)?;
        String::from_utf8(bytes).map_err(|_| "it is no text in UTF-8".to_owned())
    }

    fn copy(&mut self, path: &str, limit: u64, to: &mut impl io::Write) -> Result<(), String> {
        let damaged = |error: io::Error| format!("it cannot be read: {error}");
        let limit = limit.min(self.left);
        let count = match (&mut self.place, self.files.get(path)) {
            (Place::Archive(archive), Some(Member::Number(number))) => {
                let member = archive.by_index(*number).map_err(|error| damaged(error.into()))?;
                io::copy(&mut member.take(limit + 1), to).map_err(damaged)?
            }
            (_, Some(Member::File(path))) => {
                let file = File::open(path).map_err(damaged)?;
                io::copy(&mut file.take(limit + 1), to).map_err(damaged)?
            }
            _ => return Err("it is missing".to_owned()),
        };
        self.left = self.left.saturating_sub(count);
        if count > limit { Err("it is larger than any evidence".to_owned()) } else { Ok(()) }
    }
}

/// Returns the top folder and the path in the bag of a member of an archive; says why where it is no plain file.
fn member(archive: &mut ZipArchive<BufReader<File>>, number: usize) -> Result<(String, String), String> {
    let member = archive.by_index_raw(number).map_err(|error| format!("file {number} cannot be read: {error}"))?;
    let name = member.name().map_err(|error| format!("the name of file {number} cannot be read: {error}"))?;
    let is_plain = !member.is_symlink() && !member.is_dir() && !member.encrypted();
    match name.split_once('/') {
        Some((top, path)) if is_plain && is_inside(top) && path.split('/').all(is_inside) => {
            Ok((top.to_owned(), path.to_owned()))
        }
        _ => Err(format!("{name} is no plain file inside of the bag")),
    }
}

/// Returns whether a part of a path names something in its folder.
fn is_inside(part: &str) -> bool {
    !matches!(part, "" | "." | "..") && !part.contains(['\\', ':']) && !part.contains(char::is_control)
}

/// Lists the plain files below a folder.
fn walk(
    folder: &Path,
    above: &str,
    depth: usize,
    files: &mut BTreeMap<String, Member>,
    report: &mut impl FnMut(&str, &str),
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{above}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type()?;
        if files.len() >= FILES {
            report(&path, "the folder holds too many files for a bundle");
            return Ok(());
        }
        if kind.is_dir() && depth > 0 {
            walk(&entry.path(), &format!("{path}/"), depth - 1, files, report)?;
        } else if kind.is_file() {
            files.insert(path, Member::File(entry.path()));
        } else {
            report(&path, "it is no plain file");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;

    use super::*;

    #[test]
    fn a_bomb_is_read_no_further_than_its_limit() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let mut zip = zip::ZipWriter::new(file.reopen().expect("the file"));
        for name in ["bag/a", "bag/b"] {
            zip.start_file(name, SimpleFileOptions::default()).expect("a member");
            zip.write_all(&vec![0; 1 << 20]).expect("its bytes");
        }
        zip.finish().expect("an archive");
        let mut source = Source::open(file.path(), &mut Vec::new()).expect("it can be read");
        assert_eq!(source.files(), ["a", "b"]);
        source.left = (1 << 20) + 10;
        assert!(source.hash("a").is_ok());
        assert_eq!(source.hash("b"), Err("it is larger than any evidence".to_owned()));
        assert_eq!(source.text("a"), Err("it is larger than any evidence".to_owned()));
        assert_eq!(source.text("c"), Err("it is missing".to_owned()));
    }
}
