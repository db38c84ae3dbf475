//! Waiting for another program that writes to the database.

use std::time::{Duration, Instant};

use super::context::Context;
use crate::store::Error;

/// How long a write is tried again, beyond what the store itself waits.
const LONGEST: Duration = Duration::from_secs(60);

/// Makes a write, and makes it again for as long as another program holds the database; says once that it waits. It
/// gives up after a minute, or when it is told to stop.
///
/// # Errors
/// Those of the write.
pub(super) fn while_locked<T>(
    context: &Context,
    is_stopped: impl Fn() -> bool,
    mut write: impl FnMut() -> Result<T, Error>,
) -> Result<T, Error> {
    let started = Instant::now();
    let mut is_said = false;
    loop {
        match write() {
            Err(error @ Error::Locked { .. }) if started.elapsed() < LONGEST && !is_stopped() => {
                if !is_said {
                    context.note(&format!("{error}; waiting until it is done"));
                    is_said = true;
                }
            }
            done => return done,
        }
    }
}
