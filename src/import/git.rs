//! A file's history in git → items: each commit that changed the file is a version, dated by its author's date.
//!
//! The author's date says when the text was saved; a rebase keeps it, and changes the committer's. Renames are
//! followed. git's own program reads the repository, told to start no other one: no hook, pager, signature check,
//! filter or fetch. It is asked for contents by hash, so that no path or reference can be read as an option or as
//! another line.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use chrono::{DateTime, Utc};

use super::{Error, Form, Item, Sink, Skipped, StoryKey, encoded};
use crate::ingest::LIMIT;
use crate::story::Metadata;

/// A repository.
#[derive(Clone, Debug)]
pub struct Repository {
    path: PathBuf,
}

/// A file to import, with the name of its story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tracked {
    /// In the repository, from its top.
    pub path: String,
    pub story: String,
}

/// What a commit did to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FileChange {
    commit: String,
    at: Option<DateTime<Utc>>,
    /// `None` where the file was deleted.
    blob: Option<String>,
    path: String,
    /// The name before, where it was renamed.
    before: Option<String>,
}

impl Repository {
    /// Opens a repository.
    ///
    /// # Errors
    /// When git is not there, or does not know the folder for a repository.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let repository = Self { path: path.to_owned() };
        repository.run(&["rev-parse", "--git-dir"])?;
        Ok(repository)
    }

    /// Resolves a revision to a commit.
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn commit(&self, revision: &str) -> Result<String, Error> {
        let spec = format!("{revision}^{{commit}}");
        let found = self.run(&["rev-parse", "--verify", "--quiet", "--end-of-options", &spec]);
        let found = found.map_err(|error| match error {
            Error::Git { .. } => {
                Error::Git { what: format!("{} has no commit called {revision:?}", self.path.display()) }
            }
            other => other,
        })?;
        Ok(String::from_utf8_lossy(&found).trim().to_owned())
    }

    /// Lists the files that `paths` name at a commit or before: files, folders, or patterns as git reads them. A file
    /// that was renamed is listed once, under its last name; then those that were deleted.
    ///
    /// # Errors
    /// When git cannot read the repository.
    pub fn files(&self, commit: &str, paths: &[String]) -> Result<Vec<Tracked>, Error> {
        let mut known = BTreeSet::new();
        let mut files: Vec<Tracked> = Vec::new();
        for path in paths {
            let ever = self.run(&[
                "log",
                "--format=",
                "--name-only",
                "-z",
                "--no-renames",
                "--full-history",
                commit,
                "--",
                path,
            ])?;
            let ever: BTreeSet<String> = names(&ever).collect();
            let present: BTreeSet<String> =
                names(&self.run(&["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit])?).collect();
            let (standing, gone): (Vec<&String>, Vec<&String>) = ever.iter().partition(|name| present.contains(*name));
            for name in standing.into_iter().chain(gone) {
                if known.contains(name) {
                    continue;
                }
                known.insert(name.clone());
                known.extend(self.changes(commit, name)?.into_iter().filter_map(|change| change.before));
                files.push(Tracked { path: name.clone(), story: story(name).to_owned() });
            }
        }
        Ok(files)
    }

    /// Reads a file's versions, oldest first.
    ///
    /// # Errors
    /// When git cannot read the repository.
    pub fn versions(&self, commit: &str, file: &Tracked, sink: Sink<'_>) -> Result<ControlFlow<()>, Error> {
        let mut changes = self.changes(commit, &file.path)?;
        changes.reverse();
        let mut contents = self.contents()?;
        let mut last = None;
        for change in changes {
            let origin = format!("{} at {}", change.path, &change.commit[..change.commit.len().min(10)]);
            let found = match &change.blob {
                None => Err(Skipped::other(origin, "deleted there")),
                // A rename alone is no other text.
                Some(blob) if last.as_ref() == Some(blob) => continue,
                Some(blob) => match contents.get(blob)? {
                    GitObject::Bytes(bytes) => Ok(Item {
                        origin,
                        story: StoryKey::Name(file.story.clone()),
                        bytes,
                        form: Form::Document,
                        metadata: Metadata { captured_at: change.at, ..Metadata::default() },
                    }),
                    GitObject::Unreadable(why) => Err(Skipped::fault(origin, why)),
                },
            };
            last = change.blob;
            if sink(found).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Lists what commits did to a file, latest first.
    fn changes(&self, commit: &str, path: &str) -> Result<Vec<FileChange>, Error> {
        let format = "--format=%x01%H %at";
        // A path is a path, whatever signs are in it, and from the top, whatever folder was named.
        let path = format!(":(top,literal){path}");
        let listed = self.run(&["log", "--follow", "--raw", "-z", "--no-abbrev", format, commit, "--", &path])?;
        Ok(parse(&listed))
    }

    /// Starts the program that hands out contents by hash.
    pub(super) fn contents(&self) -> Result<Contents, Error> {
        let mut child = self
            .command()
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|source| Error::NoGit { source })?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(ask), Some(answer)) => Ok(Contents { child, ask, answer: BufReader::new(answer) }),
            _ => Err(Error::Git { what: "git cat-file has no input".to_owned() }),
        }
    }

    fn command(&self) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.path).args(["--no-pager", "--no-optional-locks", "--no-replace-objects"]);
        for setting in [
            "core.fsmonitor=false",
            "core.hooksPath=/dev/null",
            "core.quotePath=false",
            "diff.relative=false",
            "log.showSignature=false",
            "log.follow=false",
            "log.mailmap=false",
            "protocol.allow=never",
        ] {
            command.args(["-c", setting]);
        }
        let unset = [
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "GIT_EXTERNAL_DIFF",
            "GIT_OBJECT_DIRECTORY",
            "GIT_NAMESPACE",
            "GIT_LITERAL_PATHSPECS",
            "GIT_GLOB_PATHSPECS",
            "GIT_NOGLOB_PATHSPECS",
            "GIT_ICASE_PATHSPECS",
        ];
        unset.iter().for_each(|name| {
            command.env_remove(name);
        });
        command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C").stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Result<Vec<u8>, Error> {
        let output = self.command().args(args).output().map_err(|source| Error::NoGit { source })?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or("").trim_start_matches("fatal: ");
        Err(Error::Git { what: format!("git cannot read {}: {said}", self.path.display()) })
    }
}

/// Names of files, as git lists them with `-z`.
fn names(listed: &[u8]) -> impl Iterator<Item = String> {
    listed
        .split(|&byte| byte == 0)
        .filter(|name| !name.is_empty())
        .map(|name| String::from_utf8_lossy(name).into_owned())
}

/// Names a file's story: by its path from the top of the repository, without the extension, so that it has one name
/// wherever it is asked for from.
fn story(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && !stem.ends_with('/') && !extension.contains('/') => stem,
        _ => path,
    }
}

/// Reads what `log --raw -z` lists. Paths are taken by their place, so that none can pass for a commit.
fn parse(listed: &[u8]) -> Vec<FileChange> {
    let mut tokens = listed.split(|&byte| byte == 0).map(|token| String::from_utf8_lossy(token).into_owned());
    let mut changes = Vec::new();
    let mut head = (String::new(), None);
    while let Some(token) = tokens.next() {
        let token = token.trim_start_matches('\n');
        if let Some(commit) = token.strip_prefix('\u{1}') {
            let (hash, seconds) = commit.split_once(' ').unwrap_or((commit, ""));
            head =
                (hash.to_owned(), seconds.trim().parse().ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0)));
        } else if let Some(raw) = token.strip_prefix(':') {
            let fields: Vec<&str> = raw.split(' ').collect();
            let [_, mode, _, blob, status] = fields[..] else { continue };
            let Some(first) = tokens.next() else { break };
            let renamed = status.starts_with(['R', 'C']).then(|| tokens.next()).flatten();
            let (path, before) = match renamed {
                Some(path) => (path, Some(first).filter(|_| status.starts_with('R'))),
                None => (first, None),
            };
            // Modes of files; a link or a submodule holds no text of a story.
            let is_file = mode.starts_with("100");
            if is_file || status == "D" {
                let blob = is_file.then(|| blob.to_owned());
                changes.push(FileChange { commit: head.0.clone(), at: head.1, blob, path, before });
            }
        }
    }
    changes
}

/// A running `git cat-file --batch`.
pub(super) struct Contents {
    child: Child,
    ask: ChildStdin,
    answer: BufReader<ChildStdout>,
}

/// What git holds under a name.
pub(super) enum GitObject {
    Bytes(Vec<u8>),
    /// Nothing that can be read, and why: "missing from the repository".
    Unreadable(String),
}

impl Contents {
    /// Reads an object.
    ///
    /// # Errors
    /// When git does not answer.
    pub(super) fn get(&mut self, name: &str) -> Result<GitObject, Error> {
        let lost = |error: std::io::Error| Error::Git { what: format!("git stopped answering: {error}") };
        if name.contains(|c: char| c.is_control()) {
            return Ok(GitObject::Unreadable("under a name with control characters".to_owned()));
        }
        self.ask.write_all(format!("{name}\n").as_bytes()).and_then(|()| self.ask.flush()).map_err(lost)?;
        let mut line = String::new();
        self.answer.read_line(&mut line).map_err(lost)?;
        let size: Option<u64> = line.trim_end().rsplit(' ').next().and_then(|size| size.parse().ok());
        let Some(size) = size else {
            return match line.is_empty() {
                true => Err(Error::Git { what: "git stopped answering".to_owned() }),
                false => Ok(GitObject::Unreadable("missing from the repository".to_owned())),
            };
        };
        if size > LIMIT {
            std::io::copy(&mut (&mut self.answer).take(size + 1), &mut std::io::sink()).map_err(lost)?;
            return Ok(GitObject::Unreadable(format!("larger than {} MiB", LIMIT / (1024 * 1024))));
        }
        let mut bytes =
            encoded::bounded((&mut self.answer).take(size + 1), LIMIT + 1).map_err(|what| Error::Git { what })?;
        bytes.truncate(size as usize);
        Ok(GitObject::Bytes(bytes))
    }
}

impl Drop for Contents {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stories_by_their_paths() {
        for (path, expected) in [
            ("ferry.txt", "ferry"),
            ("stories/2031/ferry.html", "stories/2031/ferry"),
            ("stories/ferry.v1", "stories/ferry"),
            ("stories.d/ferry", "stories.d/ferry"),
            ("stories/.hidden", "stories/.hidden"),
            (".hidden", ".hidden"),
        ] {
            assert_eq!(story(path), expected);
        }
    }

    #[test]
    fn reads_the_listing_by_place() {
        let zero = "0".repeat(40);
        let [a, b] = ["a", "b"].map(|letter| letter.repeat(40));
        let listed = format!(
            "\u{1}{b} 200\0\n:100644 100644 {a} {a} R100\0\u{1}old name\0new\nname\0\u{1}{a} 100\0\n:000000 100644 {zero} {a} A\0\u{1}old name\0\
             \u{1}{a} 50\0\n:100644 000000 {a} {zero} D\0gone\0"
        );
        let changes = parse(listed.as_bytes());
        let paths: Vec<&str> = changes.iter().map(|change| change.path.as_str()).collect();
        assert_eq!(paths, ["new\nname", "\u{1}old name", "gone"]);
        assert_eq!(changes[0].before.as_deref(), Some("\u{1}old name"));
        assert_eq!((changes[1].blob.as_deref(), changes[2].blob.as_deref()), (Some(a.as_str()), None));
        assert_eq!(changes[1].at.map(|at| at.timestamp()), Some(100));
        assert!(parse(b":1\0:2 3").is_empty());
    }
}
