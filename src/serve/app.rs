//! What all answers share: the open histories, the index, and what the app may do.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use chrono::{DateTime, Utc};
use tempfile::TempDir;
use tokio::sync::Semaphore;

use super::ServeOptions;
use super::index::{self, Index, KnownChanges};
use super::problem::Problem;
use crate::record;
use crate::render::html::Site;
use crate::store::{Error, History};

/// How many answers are worked on at once; others wait. Each may hold a version in memory.
const AT_ONCE: usize = 16;

/// How many histories stay open between answers.
const KEPT_OPEN: usize = 8;

/// The web app.
pub struct App {
    options: ServeOptions,
    pub port: u16,
    /// What a form must bring; new with each start.
    token: String,
    /// The example, where it stands in for a history.
    example: Mutex<Option<Arc<TempDir>>>,
    open: Mutex<Vec<History>>,
    index: RwLock<Arc<Index>>,
    known_changes: Mutex<KnownChanges>,
    turns: Arc<Semaphore>,
    stopped: AtomicBool,
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("options", &self.options).finish_non_exhaustive()
    }
}

impl App {
    pub fn new(options: ServeOptions, port: u16) -> std::io::Result<Self> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
        let token = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self {
            options,
            port,
            token,
            example: Mutex::default(),
            open: Mutex::default(),
            index: RwLock::default(),
            known_changes: Mutex::default(),
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            stopped: AtomicBool::new(false),
        })
    }

    /// Returns where the history is that is shown.
    pub fn path(&self) -> PathBuf {
        let example = lock(&self.example);
        example.as_ref().map_or_else(|| self.options.database.clone(), |folder| folder.path().join("example.db"))
    }

    /// Returns whether the example stands in for a history.
    pub fn is_example(&self) -> bool {
        lock(&self.example).is_some()
    }

    /// Shows the example in the place of a history.
    pub fn show_example(&self, folder: TempDir) {
        *lock(&self.example) = Some(Arc::new(folder));
        lock(&self.open).clear();
        lock(&self.known_changes).clear();
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = Arc::default();
    }

    /// Returns who decides; `None` where the app only reads.
    pub fn author(&self) -> Option<&str> {
        self.options.author.as_deref()
    }

    pub fn hosts(&self) -> &[String] {
        &self.options.hosts
    }

    pub fn now(&self) -> DateTime<Utc> {
        (self.options.clock)()
    }

    /// Returns where pages stand: with forms where readers may decide.
    pub fn site(&self) -> Site<'_> {
        Site { in_app: true, token: self.author().map(|_| self.token.as_str()) }
    }

    /// Returns what every form must bring, whatever else readers may do.
    pub fn token(&self) -> &str {
        &self.token
    }

    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    pub fn index(&self) -> Arc<Index> {
        Arc::clone(&self.index.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn known_changes(&self) -> MutexGuard<'_, KnownChanges> {
        lock(&self.known_changes)
    }

    pub fn set_index(&self, index: Index) {
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(index);
    }

    /// Hands an open history to `read`.
    ///
    /// # Errors
    /// Those of `read`, and when the history cannot be opened.
    pub fn read<T, E: From<Error>>(&self, read: impl FnOnce(&History) -> Result<T, E>) -> Result<T, E> {
        let path = self.path();
        let kept = lock(&self.open).pop().filter(|history| is_at(history, &path));
        let history = match kept {
            Some(history) => history,
            None => {
                let history = History::open_read_only(&path)?;
                history.compare_by(record::continues);
                history
            }
        };
        let answer = read(&history)?;
        let mut open = lock(&self.open);
        if open.len() < KEPT_OPEN {
            open.push(history);
        }
        Ok(answer)
    }

    /// Hands the history to `write`, open for writing.
    ///
    /// # Errors
    /// Those of `write`, and when the app only reads, or the history cannot be written.
    pub fn write<T>(&self, write: impl FnOnce(&mut History, &str) -> Result<T, Problem>) -> Result<T, Problem> {
        let author = self.author().ok_or_else(Problem::read_only)?;
        let path = self.path();
        // It never makes a history: one that is mistyped would stand empty for ever.
        drop(History::open_read_only(&path)?);
        let mut history = History::open(&path)?;
        history.compare_by(record::continues);
        let written = write(&mut history, author)?;
        index::renew(self, &history)?;
        Ok(written)
    }
}

/// Does work that waits for the disk, when it is its turn.
pub async fn in_turn<T: Send + 'static>(
    app: Arc<App>,
    work: impl FnOnce(&Arc<App>) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let Ok(_turn) = Arc::clone(&app.turns).acquire_owned().await else { return Err(Problem::bug()) };
    tokio::task::spawn_blocking(move || work(&app)).await.unwrap_or_else(|_| Err(Problem::bug()))
}

fn is_at(history: &History, path: &Path) -> bool {
    std::path::absolute(path).is_ok_and(|path| history.path() == path)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Whoever panicked left nothing half-done in it.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
