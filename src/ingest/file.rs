//! Files and standard input → bytes, up to a limit.
//!
//! It looks at no content.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::Error;

/// The most that one input may hold, in bytes.
pub const LIMIT: u64 = 64 * 1024 * 1024;

/// Reads a whole file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let name = || path.display().to_string();
    let fail = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Error::Missing { name: name() },
        io::ErrorKind::PermissionDenied => Error::Forbidden { name: name() },
        io::ErrorKind::IsADirectory => Error::Directory { name: name() },
        _ => Error::Io { name: name(), source: error },
    };
    if std::fs::metadata(path).map_err(fail)?.is_dir() {
        return Err(Error::Directory { name: name() });
    }
    let file = File::open(path).map_err(fail)?;
    read_limited(&name(), file, LIMIT)
}

/// Reads to the end, or to the limit.
pub(super) fn read_limited(name: &str, from: impl Read, limit: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    from.take(limit + 1).read_to_end(&mut bytes).map_err(|source| Error::Io { name: name.to_owned(), source })?;
    if bytes.len() as u64 > limit {
        return Err(Error::TooLarge { name: name.to_owned(), limit });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_at_the_limit() {
        assert_eq!(read_limited("a", io::repeat(b'x').take(8), 8).unwrap().len(), 8);
        assert!(matches!(read_limited("a", io::repeat(b'x'), 8), Err(Error::TooLarge { limit: 8, .. })));
        let error = Error::TooLarge { name: "big.txt".into(), limit: LIMIT };
        assert_eq!(error.to_string(), "big.txt is larger than 64 MiB");
    }

    #[test]
    fn tells_missing_from_directory() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(read(folder.path()), Err(Error::Directory { .. })));
        assert!(matches!(read(&folder.path().join("no.txt")), Err(Error::Missing { .. })));
    }
}
