//! Ctrl-C for a command that waits: what is under way is finished. A second one ends at once.

use std::future::Future;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};

use super::failure::Failure;

/// The exit code of a program that was interrupted.
pub(super) const INTERRUPTED: i32 = 130;

/// Returns what is done once a stop is asked for, listened for from now on.
///
/// # Errors
/// When the system lets nobody listen.
pub(super) fn asked() -> Result<impl Future<Output = ()> + Send + 'static, Failure> {
    let (sender, receiver) = tokio::sync::oneshot::channel::<()>();
    let (asked, sender) = (AtomicBool::new(false), std::sync::Mutex::new(Some(sender)));
    listen(move || {
        if asked.swap(true, Ordering::SeqCst) {
            process::exit(INTERRUPTED);
        }
        drop(sender.lock().map(|mut sender| sender.take()));
    })?;
    // It ends when the sender is gone.
    Ok(async move { drop(receiver.await) })
}

/// Calls `handler` with each Ctrl-C, and with the wish of a service manager that the program ends.
///
/// # Errors
/// When the system lets nobody listen.
pub(super) fn listen(handler: impl FnMut() + Send + 'static) -> Result<(), Failure> {
    ctrlc::set_handler(handler).map_err(|error| Failure::new(format!("cannot listen for Ctrl-C: {error}")))
}
