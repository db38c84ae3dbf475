//! Who is told of a change: a command of the user's, a web address, or people.
//!
//! The first two get the comparison in JSON and nothing else, people a notice in words. The command is run by the shell
//! exactly as it was given: no word of an article stands in it, nor in its environment.

use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::address::Url;
use crate::cli::child;
use crate::diff::{Confidence, Edit, Severity};
use crate::fetch::{Client, Error, Header, Options};
use crate::notify::{Notifier, SendError};
use crate::render::{Report, json};
use crate::report::{DiffReport, Notice};
use crate::story::sha256;

/// How long a command may take.
const LONGEST: Duration = Duration::from_secs(60);

/// Somebody who is told of changes.
#[derive(Debug)]
pub(super) struct Hook {
    /// What deliveries are kept by: what it is, and the hash of the rest, since an address may hold a secret.
    pub key: String,
    /// "--exec", "--webhook", "Slack at hooks.slack.com".
    pub name: String,
    kind: HookKind,
}

#[derive(Debug)]
enum HookKind {
    Exec(String),
    Webhook(Url, Box<Client>),
    Notice(Notifier),
}

impl Hook {
    pub(super) fn exec(command: &str) -> Self {
        let key = format!("exec {}", sha256(command.as_bytes()));
        Self { key, name: "--exec".to_owned(), kind: HookKind::Exec(command.to_owned()) }
    }

    pub(super) fn webhook(url: &Url, headers: Vec<Header>, user_agent: String) -> Self {
        let key = format!("webhook {}", sha256(url.as_str().as_bytes()));
        // The user named the address, so that it may well be on this machine.
        let options =
            Options { user_agent, headers, allows_private: true, delay: Duration::ZERO, ..Options::default() };
        Self { key, name: "--webhook".to_owned(), kind: HookKind::Webhook(url.clone(), Box::new(Client::new(options))) }
    }

    /// Tells people; `target` is the place as the user wrote it.
    pub(super) fn notice(target: &str, notifier: Notifier) -> Self {
        let key = format!("notice {}", sha256(target.as_bytes()));
        Self { key, name: notifier.name.clone(), kind: HookKind::Notice(notifier) }
    }

    /// Tells of a change with a substantive edit that is at least so sure. Returns whether there was one. `id` is the
    /// same whenever the same change is told.
    pub(super) fn tell(&self, change: DiffReport, least: Confidence, id: &str) -> Result<bool, SendError> {
        if surest(&change).is_none_or(|surest| surest < least) {
            return Ok(false);
        }
        let key = sha256(format!("{} {id}", self.key).as_bytes());
        match &self.kind {
            HookKind::Exec(command) => {
                let json = json::render(&Report::Diff(change));
                exec(command, &json).map_err(|why| SendError { why, retry_after: None })?;
            }
            HookKind::Webhook(url, client) => {
                client.post_json(url, &json::render(&Report::Diff(change)), &key).map_err(|error| {
                    let retry_after = error.retry_after();
                    SendError { why: describe(url, error), retry_after }
                })?;
            }
            HookKind::Notice(notifier) => match Notice::new(&change, least) {
                Some(notice) => notifier.send(&notice, &key)?,
                None => return Ok(false),
            },
        }
        Ok(true)
    }

    /// Tells people what became of a page; `None` where it is a command or an address, which hear of edits alone. `id` is
    /// the same whenever the same is told.
    pub(super) fn announce(&self, notice: &Notice, id: &str) -> Option<Result<(), SendError>> {
        let HookKind::Notice(notifier) = &self.kind else { return None };
        Some(notifier.send(notice, &sha256(format!("{} {id}", self.key).as_bytes())))
    }
}

/// Returns how sure it is that a claim or the headline changed in substance; `None` where nothing did.
pub(super) fn surest(report: &DiffReport) -> Option<Confidence> {
    let edits = report.diff.edits.iter().chain(report.diff.headline());
    edits.filter(|edit| edit.severity() == Some(Severity::Substantive)).filter_map(Edit::confidence).max()
}

/// Returns what went wrong without the address, whose path may hold a secret.
fn describe(url: &Url, error: Error) -> String {
    let host = url.host_str().unwrap_or_default();
    error.to_string().replace(url.as_str(), host)
}

fn exec(command: &str, json: &str) -> Result<(), String> {
    let mut child = shell(command).map_err(|error| format!("the shell cannot be run: {error}"))?;
    let (input, json) = (child.stdin.take(), json.to_owned());
    // Nobody waits for this thread: what a command has left behind may hold its input open and never read it.
    std::thread::spawn(move || {
        // A command that does not read its input has still been told.
        let _ = input.map(|mut input| input.write_all(json.as_bytes()));
    });
    child::wait(&mut child, LONGEST)
}

fn shell(command: &str) -> std::io::Result<Child> {
    let (shell, option) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut child = Command::new(shell);
    // What it prints must not mix with the events.
    child.arg(option).arg(command).stdin(Stdio::piped()).stdout(std::io::stderr());
    child::start(child)
}

#[cfg(all(test, unix))]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn a_command_reads_the_change_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("told.json");
        let command = format!("cat > '{}'", file.display());
        assert_eq!(exec(&command, "{\"a\": \"$(rm -rf x)`\"}"), Ok(()));
        assert_eq!(std::fs::read_to_string(&file).expect("a file"), "{\"a\": \"$(rm -rf x)`\"}");
    }

    #[test]
    fn a_command_may_fail_or_not_listen() {
        let long = "x".repeat(1 << 20);
        assert_eq!(exec("exec true", &long), Ok(()));
        assert_eq!(exec("exit 3", &long), Err("the command ended with exit status: 3".to_owned()));
    }

    #[test]
    fn what_a_command_has_started_ends_with_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let mark = folder.path().join("mark");
        let command = format!("(sleep 1; touch '{}') & sleep 60", mark.display());
        let mut child = shell(&command).expect("a shell");
        let started = Instant::now();
        let ended = child::wait(&mut child, Duration::from_millis(200));
        assert_eq!(ended, Err("the command took longer than 0 seconds".to_owned()));
        assert!(started.elapsed() < Duration::from_secs(30), "nobody waits for the sleeping command");
        std::thread::sleep(Duration::from_millis(1500));
        assert!(!mark.exists(), "what it had started in the background went with it");
    }
}
