//! A command of the user's that is run and waited for, for so long and no longer.
//!
//! It is a group of its own, so that it ends with all that it has started, and Ctrl-C is for us alone. Secrets are for
//! the hosts that they name, and no command sees them.

use std::process::{Child, Command};
use std::time::{Duration, Instant};

use super::args::HEADERS;

/// Starts a command.
///
/// # Errors
/// When it cannot be run.
pub(super) fn start(mut command: Command) -> std::io::Result<Child> {
    for secret in [HEADERS, "ONRECORD_WEBHOOK", "ONRECORD_NOTIFY", "ONRECORD_SMTP"] {
        command.env_remove(secret);
    }
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.spawn()
}

/// Waits for a command, and ends it where it takes too long.
///
/// # Errors
/// With what is wrong, in words, when it fails or takes too long.
pub(super) fn wait(child: &mut Child, longest: Duration) -> Result<(), String> {
    let started = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("the command ended with {status}")),
            Ok(None) if started.elapsed() > longest => {
                end(child);
                return Err(format!("the command took longer than {} seconds", longest.as_secs()));
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(10)),
            Err(error) => return Err(format!("the command cannot be waited for: {error}")),
        }
    }
}

/// Ends a command, and the commands that it has started: they are of one group.
pub(super) fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    // Where it has no group, and where it ended meanwhile, there is nothing to kill.
    let _ = child.kill();
    let _ = child.wait();
}
