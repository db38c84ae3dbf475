//! Where bytes go that come bit by bit: standard output, or a file that is there whole or not at all.
//!
//! It puts a file in the place of another only when all of it is written.

use std::io::{BufWriter, Error, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::failure::Failure;

/// Writes to a file, or to standard output where none is named or it is called `-`.
pub(super) fn stream<T>(
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> Result<T, Failure>,
) -> Result<T, Failure> {
    match path.filter(|path| path.as_os_str() != "-") {
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
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".onrecord-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(|error| unwritten(path, &error))?;
    let written = write(&mut file)?;
    file.persist(path).map_err(|error| unwritten(path, &error.error))?;
    Ok(written)
}

/// Says that a file cannot be written.
pub(super) fn unwritten(path: &Path, error: &Error) -> Failure {
    // The error itself names the file that is written first.
    Failure::new(format!("cannot write {}: {}", path.display(), error.kind()))
        .hint("check the folder, or name another: -o")
}
