//! Files that are made and never replaced: seals, signatures, keys.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use super::failure::Failure;

/// Refuses a file that is there: somebody may need it.
pub(super) fn refuse_taken(path: &Path) -> Result<(), Failure> {
    match path.symlink_metadata() {
        Ok(_) => Err(refusal(path, "it is there already")),
        Err(_) => Ok(()),
    }
}

/// Makes a file that others may read.
pub(super) fn make(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write(path, bytes, OpenOptions::new().write(true).create_new(true))
}

/// Makes a file that its owner alone may read. On systems without Unix permissions the folder's own rules hold.
pub(super) fn make_private(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    write(path, bytes, options.write(true).create_new(true))
}

fn write(path: &Path, bytes: &[u8], options: &OpenOptions) -> Result<(), Failure> {
    let written = options.open(path).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.map_err(|error| refusal(path, &error.to_string()))
}

fn refusal(path: &Path, why: &str) -> Failure {
    Failure::new(format!("cannot make {}: {why}", path.display())).hint("name a file that is not there")
}
