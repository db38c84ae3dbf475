//! Where bytes go that come bit by bit: standard output, or a file that is there whole or not at all.
//!
//! It puts a file in the place of another only when all of it is written. What is no plain file (a pipe, a device) is
//! written to, and stays what it is; a link is followed.

use std::fs::File;
use std::io::{BufWriter, Error, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::failure::Failure;

/// Writes to a file, or to standard output where none is named or it is called `-`.
pub(super) fn stream<T>(
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> Result<T, Failure>,
) -> Result<T, Failure> {
    match path.filter(|path| path.as_os_str() != "-") {
        Some(path) if plain(path).is_none() => {
            let mut out = BufWriter::new(File::create(path).map_err(|error| unwritten(path, &error))?);
            let written = write(&mut out)?;
            out.flush().map_err(|error| unwritten(path, &error))?;
            Ok(written)
        }
        Some(path) => whole(path, |file| {
            let mut out = BufWriter::new(file.as_file_mut());
            let written = write(&mut out)?;
            out.flush().map_err(|error| unwritten(path, &error))?;
            Ok(written)
        }),
        None => {
            let mut out = BufWriter::new(std::io::stdout().lock());
            let written = write(&mut out)?;
            out.flush().map_err(|error| Failure::output(&error))?;
            Ok(written)
        }
    }
}

/// Makes a file beside the one that is named, and puts it in its place once it is written.
pub(super) fn whole<T>(
    path: &Path,
    write: impl FnOnce(&mut NamedTempFile) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let real = plain(path)
        .ok_or_else(|| Failure::new(format!("{} is no plain file", path.display())).hint("name a file: -o FILE"))?;
    let folder = real.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".onrecord-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(|error| unwritten(path, &error))?;
    let written = write(&mut file)?;
    file.persist(&real).map_err(|error| unwritten(path, &error.error))?;
    Ok(written)
}

/// Returns where a plain file is, or would be; `None` where something else is.
fn plain(path: &Path) -> Option<PathBuf> {
    match path.canonicalize() {
        Ok(real) => real.is_file().then_some(real),
        Err(_) if path.symlink_metadata().is_ok() => None,
        Err(_) => Some(path.to_owned()),
    }
}

/// Says that a file cannot be written.
pub(super) fn unwritten(path: &Path, error: &Error) -> Failure {
    // The error itself names the file that is written first.
    Failure::new(format!("cannot write {}: {}", path.display(), error.kind()))
        .hint("check the folder, or name another: -o")
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_stays_a_link_and_a_failure_leaves_what_was_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let [kept, link, hanging] = ["kept", "link", "hanging"].map(|name| folder.path().join(name));
        fs::write(&kept, "before").expect("a file");
        symlink("kept", &link).expect("a link");
        symlink("new", &hanging).expect("a link");
        let put = |path: &Path, text: &str| {
            stream(Some(path), |out| out.write_all(text.as_bytes()).map_err(|_| Failure::new("no")))
        };
        put(&link, "after").expect("it is written");
        put(&hanging, "new").expect("it is written");
        assert!(link.is_symlink() && hanging.is_symlink());
        assert_eq!(fs::read_to_string(&kept).ok().as_deref(), Some("after"));
        assert_eq!(fs::read_to_string(folder.path().join("new")).ok().as_deref(), Some("new"));
        let failed = stream(Some(&kept), |out| {
            out.write_all(b"half").map_err(|error| Failure::output(&error))?;
            Err::<(), _>(Failure::new("no more"))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(&kept).ok().as_deref(), Some("after"));
        assert!(put(folder.path(), "x").is_err(), "a folder is none");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 4, "nothing is left over");
    }
}
