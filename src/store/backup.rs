//! A copy of a history as it stands at one moment, while others read and write, by SQLite's own online backup.
//!
//! A copy is whole or not there: it is made beside its place, and moved there once it is on the disk.

use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::error::{Error, Fault};
use super::open::{absolute, unreadable};
use super::{History, create};

/// How many pages are copied before the progress is told.
const STEP: i32 = 4096;

impl History {
    /// Copies the history into a new file, with folders for their owner alone. `progress` is called with how many pages
    /// are copied, and how many there are.
    ///
    /// # Errors
    /// When there is something at the path, when the history cannot be read, or the copy not be written. Then there is
    /// none.
    pub fn back_up(&self, to: &Path, mut progress: impl FnMut(u64, u64)) -> Result<(), Error> {
        let to = absolute(to)?;
        if to.symlink_metadata().is_ok() {
            return Err(Error::Taken { path: to });
        }
        let folder = to.parent().unwrap_or(Path::new("."));
        create::folder(folder).map_err(|source| unreadable(folder, source))?;
        let copy = tempfile::Builder::new().prefix(".onrecord-").suffix(".part").tempfile_in(folder);
        let copy = copy.map_err(|source| unreadable(folder, source))?;
        self.query(|connection| {
            let mut target = Connection::open(copy.path())?;
            // The read that this one stands in pins the moment: whoever writes meanwhile changes nothing here.
            let backup = Backup::new(connection, &mut target)?;
            let mut tell = |pages: rusqlite::backup::Progress| {
                let count = |pages: i32| u64::try_from(pages).unwrap_or_default();
                progress(count(pages.pagecount - pages.remaining), count(pages.pagecount));
            };
            run(&backup, &mut tell)?;
            drop(backup);
            // One file, that nothing has to stand beside.
            target.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
            Ok(target.close().map_err(|(_, error)| error)?)
        })?;
        copy.as_file().sync_all().map_err(|source| unreadable(&to, source))?;
        copy.persist_noclobber(&to).map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => Error::Taken { path: to.clone() },
            _ => unreadable(&to, error.error),
        })?;
        sync_folder(folder).map_err(|source| unreadable(folder, source))
    }
}

/// Copies all pages, and waits where another program holds the history.
fn run(backup: &Backup<'_, '_>, progress: &mut dyn FnMut(rusqlite::backup::Progress)) -> Result<(), Fault> {
    use rusqlite::backup::StepResult;
    loop {
        let step = backup.step(STEP)?;
        progress(backup.progress());
        match step {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            _ => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

/// Puts the name of a new file on the disk.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { std::fs::File::open(folder)?.sync_all() } else { Ok(()) }
}
