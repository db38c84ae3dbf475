//! The files that a call is about: those named, those in the folders named, those in a list.
//!
//! It opens no file but a list. In a folder it takes what can be read by its name, and says how many others it passed
//! over.

use std::cmp::Ordering;
use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::context::Context;
use super::failure::Failure;
use super::input::is_stdin;

/// The extensions of the files that are taken out of a folder.
const READABLE: [&str; 9] = ["txt", "text", "md", "markdown", "html", "htm", "docx", "pdf", "eml"];

/// Lists the files: a folder's in the place of the folder, then those of a list.
///
/// # Errors
/// When a folder or the list cannot be read, or holds nothing to read.
pub(super) fn expand(context: &Context, named: &[PathBuf], list: Option<&Path>) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in named {
        if !is_stdin(path) && path.is_dir() {
            let before = files.len();
            let passed = walk(path, &mut files)?;
            if files.len() == before {
                let failure = Failure::new(format!("{} holds no file to read", path.display()));
                return Err(failure.hint(format!("files that end in {} are read; name others", endings())));
            }
            if passed > 0 {
                let others = if passed == 1 { "1 other file" } else { &format!("{passed} other files") };
                context.note(&format!(
                    "{others} in {} passed over: only {} are read unless named",
                    path.display(),
                    endings()
                ));
            }
        } else {
            files.push(path.clone());
        }
    }
    if let Some(list) = list {
        let before = files.len();
        files.extend(read_list(list)?);
        if files.len() == before {
            let name = super::input::name(list);
            return Err(Failure::new(format!("{name} lists no file")).hint("write one path a line"));
        }
    }
    Ok(files)
}

fn endings() -> String {
    READABLE.map(|ending| format!(".{ending}")).join(", ")
}

/// Reads a list of paths, one a line; empty lines say nothing.
fn read_list(list: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut text = String::new();
    let read = match is_stdin(list) {
        true => std::io::stdin().lock().read_to_string(&mut text).map(|_| ()),
        false => std::fs::read_to_string(list).map(|read| text = read),
    };
    read.map_err(|error| {
        let cause = Failure::from_error(&error).message;
        Failure::new(format!("{} cannot be read as a list of files: {cause}", super::input::name(list)))
            .hint("write one path a line, in UTF-8")
    })?;
    Ok(text
        .lines()
        .map(|line| line.trim_end_matches('\r'))
        .filter(|line| !line.is_empty())
        .map(PathBuf::from)
        .collect())
}

/// Adds the readable files under a folder, sorted, and returns how many others there are. What is hidden, and folders
/// that are links, are left out.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<usize, Failure> {
    let fail = |error: std::io::Error| {
        Failure::new(format!("{} cannot be read: {error}", folder.display())).hint("check the folder's permissions")
    };
    let mut entries = std::fs::read_dir(folder).map_err(fail)?.collect::<Result<Vec<_>, _>>().map_err(fail)?;
    entries.retain(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."));
    entries.sort_by(|a, b| natural(&a.file_name(), &b.file_name()));
    let mut passed = 0;
    for entry in entries {
        let path = entry.path();
        let kind = entry.file_type().map_err(fail)?;
        if kind.is_dir() {
            passed += walk(&path, files)?;
        } else if is_readable(&path) && path.is_file() {
            files.push(path);
        } else {
            passed += 1;
        }
    }
    Ok(passed)
}

fn is_readable(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| READABLE.iter().any(|known| extension.eq_ignore_ascii_case(OsStr::new(known))))
}

/// Orders names as people do, numbers by their value: `v2` before `v10`.
fn natural(a: &OsStr, b: &OsStr) -> Ordering {
    let (one, other) = (a.to_string_lossy(), b.to_string_lossy());
    let (one, other) = (pieces(&one), pieces(&other));
    one.cmp(&other).then_with(|| a.cmp(b))
}

/// Cuts a name into numbers and what stands between them. A number is told by its digits without leading zeros: the
/// longer, the more.
fn pieces(name: &str) -> Vec<(usize, &str)> {
    let mut pieces = Vec::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let is_number = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_number).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        let digits = piece.trim_start_matches('0');
        pieces.push(if is_number { (digits.len(), digits) } else { (usize::MAX, piece) });
        rest = after;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_by_value() {
        let mut names = ["v10", "v2", "a", "v1", "v02", "2031-04-02-9", "2031-04-02-10", "2031-04-02-9-b"];
        names.sort_by(|a, b| natural(OsStr::new(a), OsStr::new(b)));
        assert_eq!(names, ["2031-04-02-9", "2031-04-02-9-b", "2031-04-02-10", "a", "v1", "v02", "v2", "v10"]);
    }

    #[test]
    fn a_folder_is_read_to_the_bottom() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b/v10.txt", "b/v2.TXT", "a.md", "scan.png", ".hidden/x.txt", ".x.txt", "b/c/deep.txt", "plain"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "text").unwrap();
        }
        let mut files = Vec::new();
        assert_eq!(walk(folder.path(), &mut files).unwrap(), 2);
        let names: Vec<String> =
            files.iter().map(|path| path.strip_prefix(folder.path()).unwrap().display().to_string()).collect();
        assert_eq!(names, ["a.md", "b/c/deep.txt", "b/v2.TXT", "b/v10.txt"]);
    }
}
