//! The pager: as git does, only where somebody looks.
//!
//! It never loses output: a pager that cannot be started leaves the printing to the caller.

use std::io::Write;
use std::process::{Command, Stdio};

use super::context::env;

/// Chooses the pager: `ONRECORD_PAGER`, else the one that is set, else `PAGER`, else `less`.
pub(super) fn chosen(set: Option<&str>) -> String {
    let named = |name| std::env::var(name).ok();
    let own = named("ONRECORD_PAGER").or_else(|| set.map(str::to_owned));
    own.or_else(|| named("PAGER")).unwrap_or_else(|| "less".to_owned()).trim().to_owned()
}

/// Returns whether words name a pager: nothing and `cat` turn it off.
pub(super) fn is_any(pager: &str) -> bool {
    !pager.is_empty() && pager != "cat"
}

/// Shows `text` in a pager and waits for its end; `false` where the pager does not start.
pub(super) fn page(pager: &str, text: &str) -> bool {
    let mut command = shell(pager);
    if env("LESS").is_none() {
        // Quit if it fits, pass colours, leave the text on the screen.
        command.env("LESS", "FRX");
    }
    if env("LV").is_none() {
        command.env("LV", "-c");
    }
    let Ok(mut child) = command.stdin(Stdio::piped()).spawn() else { return false };
    if let Some(mut stdin) = child.stdin.take() {
        // A reader who quits the pager has seen enough.
        let _ = stdin.write_all(text.as_bytes());
    }
    // A shell says 127 when it does not find the program.
    child.wait().map_or(true, |status| status.code() != Some(127))
}

/// Starts words as they stand, and hands anything more to a shell.
fn shell(pager: &str) -> Command {
    let needs_shell = cfg!(unix) && pager.contains(|c: char| "|&;<>()$`\\\"'*?[#~=%\n".contains(c));
    let mut words = pager.split_whitespace();
    match words.next() {
        Some(program) if !needs_shell => {
            let mut command = Command::new(program);
            command.args(words);
            command
        }
        _ => {
            let mut command = Command::new("sh");
            command.args(["-c", pager]);
            command
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_pager_that_does_not_start_leaves_the_text() {
        assert!(!page("no-such-pager-here --fast", "text"));
        assert!(!page("exit 127;", "text"));
        assert!(page("true", "text"));
        assert!(page("cat > /dev/null", "text"));
    }
}
