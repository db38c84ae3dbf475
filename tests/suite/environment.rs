//! A folder of its own for each test, in which the program is run as a user runs it; and the snapshots of what it
//! prints.
//!
//! Database, author, width, time zone, colour and environment are fixed, and nothing of the machine reaches a snapshot.

use std::cell::RefCell;
use std::fmt::{self, Display};
use std::panic::Location;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Variables of the machine that programs need to start others, to find a shell or to open a socket.
const INHERITED: [&str; 4] = ["PATH", "PATHEXT", "SystemRoot", "ComSpec"];

/// A folder with a history in it, and the calls made there.
pub struct TestEnvironment {
    folder: TempDir,
    columns: &'static str,
    session: RefCell<String>,
}

/// What a call printed, and how it ended.
#[derive(Debug)]
pub struct Outcome {
    pub out: String,
    pub err: String,
    /// The exit code; -1 where a signal ended the call.
    pub code: i32,
}

impl TestEnvironment {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test can be made");
        Self { folder, columns: "100", session: RefCell::default() }
    }

    /// Makes one whose lines are wide enough for addresses, so that tests can take them apart.
    pub fn wide() -> Self {
        Self { columns: "200", ..Self::new() }
    }

    /// Makes one with the versions of a fixture in it, as `NAME/NUMBER.txt`.
    pub fn with_fixture(name: &str, versions: impl IntoIterator<Item = u32>) -> Self {
        let environment = Self::new();
        for version in versions {
            let file = format!("{name}/{version}.txt");
            let text = std::fs::read(Path::new("tests/fixtures").join(&file)).expect("the fixture can be read");
            environment.file(&file, text);
        }
        environment
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Returns where something lies in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        self.saved(name, content);
        self
    }

    /// Writes a file, and returns where it lies.
    pub fn saved(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("its folder can be made");
        std::fs::write(&path, content).expect("the file can be written");
        path
    }

    /// Prepares a call.
    pub fn command(&self, call: &(impl Call + ?Sized)) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.args(call.words()).current_dir(self.folder()).env_clear().stdin(Stdio::null());
        command.envs(INHERITED.iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
        command.envs([("COLUMNS", self.columns), ("NO_COLOR", "1"), ("TZ", "UTC"), ("ONRECORD_DB", "history.db")]);
        command.env("ONRECORD_AUTHOR", "Ines Aldana").env("HOME", self.folder());
        command
    }

    /// Makes a call, and keeps what it prints and how it ends for [`check`](Self::check).
    pub fn run(&self, call: &(impl Call + ?Sized)) -> Outcome {
        let outcome = outcome(&mut self.command(call));
        *self.session.borrow_mut() += &format!("$ onrecord {}\n{outcome}\n", call.line());
        outcome
    }

    /// Makes a call that must succeed; keeps nothing, and returns what it prints on stdout.
    #[track_caller]
    pub fn quietly(&self, call: &(impl Call + ?Sized)) -> String {
        let outcome = outcome(&mut self.command(call));
        assert_eq!(outcome.code, 0, "{}: {outcome}", call.line());
        outcome.out
    }

    /// Makes a call that must succeed, and reads the JSON that it prints.
    #[track_caller]
    pub fn json(&self, line: &str) -> serde_json::Value {
        serde_json::from_str(&self.quietly(&format!("{line} --format json"))).expect("the output is JSON")
    }

    /// Compares the calls made so far with the snapshot of that name, and starts anew.
    #[track_caller]
    pub fn check(&self, name: &str) {
        let mut settings = insta::Settings::clone_current();
        let real = self.folder().canonicalize().expect("the folder is there");
        for folder in [real.as_path(), self.folder()] {
            settings.add_filter(&literal(&folder.display().to_string()), "[folder]");
        }
        settings.add_filter(r"Aldana,(\s+)\d{4}-\d\d-\d\d(\s+)\d\d:\d\d", "Aldana,$1[day]$2[time]");
        let _filters = settings.bind_to_scope();
        snapshot(name, &self.session.take());
    }
}

/// Compares a text with the snapshot of that name; the name of the caller's file stands before it.
#[track_caller]
pub fn snapshot(name: &str, text: &str) {
    let file = Path::new(Location::caller().file()).file_stem().expect("a test stands in a file");
    let name = format!("{}__{name}", file.display());
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Runs a command to its end.
pub fn outcome(command: &mut Command) -> Outcome {
    command.output().expect("the program runs").into()
}

impl From<Output> for Outcome {
    fn from(Output { status, stdout, stderr }: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
        let mut err = text(stderr);
        if cfg!(windows) {
            // Paths in errors are printed as the system writes them.
            err = err.replace('\\', "/");
        }
        Self { out: text(stdout), err, code: status.code().unwrap_or(-1) }
    }
}

impl Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.out)?;
        for line in self.err.lines() {
            writeln!(f, "stderr| {line}")?;
        }
        writeln!(f, "[exit {}]", self.code)
    }
}

/// What is asked of the program: a line, split at spaces outside double quotes, or its words one by one.
pub trait Call {
    fn words(&self) -> Vec<String>;
    fn line(&self) -> String;
}

impl Call for str {
    fn words(&self) -> Vec<String> {
        let parts = self.split('"').enumerate();
        parts
            .flat_map(|(nth, part)| match nth % 2 {
                0 => part.split_whitespace().map(str::to_owned).collect(),
                _ => vec![part.to_owned()],
            })
            .collect()
    }

    fn line(&self) -> String {
        self.to_owned()
    }
}

impl Call for String {
    fn words(&self) -> Vec<String> {
        self.as_str().words()
    }

    fn line(&self) -> String {
        self.clone()
    }
}

impl Call for [&str] {
    fn words(&self) -> Vec<String> {
        self.iter().map(|&word| word.to_owned()).collect()
    }

    fn line(&self) -> String {
        self.join(" ")
    }
}

impl<const N: usize> Call for [&str; N] {
    fn words(&self) -> Vec<String> {
        self[..].words()
    }

    fn line(&self) -> String {
        self[..].line()
    }
}

impl Call for Vec<&str> {
    fn words(&self) -> Vec<String> {
        self[..].words()
    }

    fn line(&self) -> String {
        self[..].line()
    }
}

/// Makes a pattern that fits `text` alone.
fn literal(text: &str) -> String {
    text.chars().flat_map(|c| if c.is_alphanumeric() { vec![c] } else { vec!['\\', c] }).collect()
}
