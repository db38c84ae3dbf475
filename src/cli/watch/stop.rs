//! Ctrl-C, and the wish of a service manager: what is under way is finished, nothing more is begun. A second one ends
//! at once.

use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::cli::failure::Failure;
use crate::cli::stop::{INTERRUPTED, listen};

/// Whether to stop.
#[derive(Debug)]
pub(super) struct Stop {
    asked: Arc<AtomicBool>,
    wake: Receiver<()>,
}

impl Stop {
    /// Listens from now on.
    pub(super) fn listen() -> Result<Self, Failure> {
        let asked = Arc::new(AtomicBool::new(false));
        let (sender, wake) = mpsc::channel();
        let flag = Arc::clone(&asked);
        listen(move || {
            if flag.swap(true, Ordering::SeqCst) {
                process::exit(INTERRUPTED);
            }
            // Nobody waits where something is under way.
            let _ = sender.send(());
        })?;
        Ok(Self { asked, wake })
    }

    /// Returns whether to stop.
    pub(super) fn is_asked(&self) -> bool {
        self.asked.load(Ordering::SeqCst)
    }

    /// Waits, no longer than until a stop is asked for.
    pub(super) fn wait(&self, time: Duration) {
        if let Err(RecvTimeoutError::Disconnected) = self.wake.recv_timeout(time) {
            std::thread::sleep(time);
        }
    }
}
