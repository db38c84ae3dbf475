//! A tool of the user's that makes a picture or a whole copy of a page, and the files that it leaves.
//!
//! It is run without a shell, so that no letter of an address can act, in an empty folder of its own; what it leaves
//! there is kept, and nothing of it is ever run or opened.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::child;
use super::failure::Failure;
use crate::address::Url;
use crate::ingest::LIMIT;
use crate::store::History;
use crate::story::{Slug, VersionNumber};

/// How long a tool may take.
const LONGEST: Duration = Duration::from_secs(120);
/// How many files are kept of one run.
const MOST: usize = 16;
/// How many bytes of what a tool has printed are looked at.
const PRINTED: u64 = 500;
/// What stands for the address among the tool's words.
const ADDRESS: &str = "{url}";

/// A tool, as the user named it.
#[derive(Clone, Debug)]
pub(super) struct CaptureTool {
    command: String,
    words: Vec<String>,
}

/// A file that a tool has left.
#[derive(Debug)]
struct MadeFile {
    name: String,
    bytes: Vec<u8>,
}

impl CaptureTool {
    /// Reads a command line: words as a shell has them, with quotes and backslashes, and nothing else of a shell.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let words = shlex::split(text).filter(|words| !words.is_empty());
        let words = words.ok_or("a command with its words, such as 'chromium --headless --screenshot {url}'")?;
        Ok(Self { command: text.trim().to_owned(), words })
    }

    /// Runs the tool on a page, and keeps what it leaves with a version; returns the names of the files.
    ///
    /// # Errors
    /// When the tool fails or leaves nothing, or the history cannot be written.
    pub(super) fn keep(
        &self,
        history: &mut History,
        (slug, number): (&Slug, VersionNumber),
        url: &Url,
        now: DateTime<Utc>,
    ) -> Result<Vec<String>, Failure> {
        let files = self.run(url).map_err(Failure::new)?;
        let mut writer = history.write()?;
        for file in &files {
            writer.add_exhibit((slug, number), &file.name, &file.bytes, &self.command, now)?;
        }
        writer.commit()?;
        Ok(files.into_iter().map(|file| file.name).collect())
    }

    fn run(&self, url: &Url) -> Result<Vec<MadeFile>, String> {
        let folder = tempfile::tempdir().map_err(|error| format!("no folder can be made for the tool: {error}"))?;
        let mut words = self.words.iter().map(|word| word.replace(ADDRESS, url.as_str()));
        let program = words.next().unwrap_or_default();
        let mut command = Command::new(&program);
        command.args(words).current_dir(folder.path()).stdin(Stdio::null());
        if !self.words.iter().any(|word| word.contains(ADDRESS)) {
            command.arg(url.as_str());
        }
        let no_room = |error| format!("what {program} prints cannot be kept: {error}");
        let mut printed = tempfile::tempfile().map_err(no_room)?;
        for stream in [Command::stdout, Command::stderr] {
            stream(&mut command, Stdio::from(printed.try_clone().map_err(no_room)?));
        }
        let mut child = child::start(command).map_err(|error| format!("{program} cannot be run: {error}"))?;
        let ended = child::wait(&mut child, LONGEST);
        // What it has left running could still write.
        child::end(&mut child);
        let made = ended.and_then(|()| made(folder.path()));
        made.map_err(|why| match last_line(&mut printed) {
            Some(line) => format!("{why}; {program} said: {line}"),
            None => why,
        })
    }
}

/// Returns the last line that a tool has printed, where it printed any.
fn last_line(printed: &mut File) -> Option<String> {
    let length = printed.seek(SeekFrom::End(0)).ok()?;
    printed.seek(SeekFrom::Start(length.saturating_sub(PRINTED))).ok()?;
    let mut bytes = Vec::new();
    printed.take(PRINTED).read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    text.lines().map(str::trim).rfind(|line| !line.is_empty()).map(str::to_owned)
}

/// Reads the files of a folder, by name; what leads elsewhere is none.
fn made(folder: &Path) -> Result<Vec<MadeFile>, String> {
    let fail = |error: std::io::Error| format!("what the tool has made cannot be read: {error}");
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        if entry.file_type().map_err(fail)?.is_file() {
            names.push(entry.file_name());
        }
    }
    names.sort();
    if names.len() > MOST {
        return Err(format!("the tool has left {} files, and at most {MOST} are kept", names.len()));
    }
    let mut files = Vec::new();
    for name in names {
        let path = folder.join(&name);
        let name = name.to_string_lossy().into_owned();
        if fs::metadata(&path).map_err(fail)?.len() > LIMIT {
            return Err(format!("{name} is larger than {} MiB", LIMIT >> 20));
        }
        files.push(MadeFile { name, bytes: fs::read(&path).map_err(fail)? });
    }
    match files.is_empty() {
        true => Err("the tool has left no file in the folder that it was run in".to_owned()),
        false => Ok(files),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn run(command: &str, url: &str) -> Result<Vec<(String, String)>, String> {
        let url = crate::address::parse_url(url).expect("an address");
        let files = CaptureTool::parse(command)?.run(&url)?;
        Ok(files.into_iter().map(|file| (file.name, String::from_utf8_lossy(&file.bytes).into_owned())).collect())
    }

    #[test]
    fn what_a_tool_leaves_is_kept() {
        let made = run("sh -c 'printf %s \"$1\" > b.txt; mkdir c; ln -s b.txt a.txt' tool", "https://paper.example/a");
        assert_eq!(made, Ok(vec![("b.txt".to_owned(), "https://paper.example/a".to_owned())]));
    }

    #[test]
    fn an_address_is_one_word_wherever_it_stands() {
        let address = "https://paper.example/$(touch x);'%20\"";
        let made = run("sh -c 'printf %s \"$1\" > page' tool --from={url}", address);
        let url = crate::address::parse_url(address).expect("an address");
        assert_eq!(made, Ok(vec![("page".to_owned(), format!("--from={url}"))]));
    }

    #[test]
    fn a_tool_may_fail_or_leave_nothing() {
        let address = "https://paper.example/a";
        assert_eq!(run("sh -c 'exit 3'", address), Err("the command ended with exit status: 3".to_owned()));
        let told = "the command ended with exit status: 3; sh said: no screen";
        assert_eq!(run("sh -c 'echo trying; echo no screen >&2; exit 3'", address), Err(told.to_owned()));
        let none = "the tool has left no file in the folder that it was run in";
        assert_eq!(run("true", address), Err(none.to_owned()));
        assert!(run("/no/such/tool", address).is_err_and(|why| why.starts_with("/no/such/tool cannot be run: ")));
        assert!(CaptureTool::parse("'").is_err() && CaptureTool::parse("  ").is_err());
    }
}
