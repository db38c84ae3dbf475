//! What every command needs of the world: database, format, width, colour, clock and messages.
//!
//! It is made once, from the global options and the environment; the only clock of the program is here.

use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, FixedOffset, Local, Offset, TimeZone, Utc};

use super::args::PageArgs;
use super::failure::Failure;
use super::settings::{Place, Settings};
use super::{ColorChoice, Globals, output, pager};
use crate::ask;
use crate::record;
use crate::render::{self, Format, Report, TerminalLayout, escape};
use crate::store::{History, StoredVersion};
use crate::story::Slug;

/// The narrowest and the usual width, in columns.
const MIN_WIDTH: usize = 20;
const USUAL_WIDTH: usize = 100;

/// The surroundings of one call.
#[derive(Debug)]
pub struct Context {
    globals: Globals,
    /// What the file of settings says.
    settings: Settings,
    /// Columns of the terminal format.
    pub width: usize,
    /// Whether stdout is open, as far as [`Context::print_while_open`] has seen.
    is_open: AtomicBool,
    /// Where the answer goes as a page; `None` where it is printed.
    page: Option<PageArgs>,
}

/// Where the history is, and who said so.
#[derive(Clone, Debug)]
pub struct Database {
    pub path: PathBuf,
    /// "--db", "ONRECORD_DB", "settings" or "default".
    pub chosen_by: &'static str,
}

impl Database {
    /// Returns where the history is: `--db`, else `ONRECORD_DB`, else as the settings say, else the platform's data
    /// folder.
    ///
    /// # Errors
    /// When the platform has no folder for it.
    pub(super) fn choose(option: Option<&Path>, settings: &Settings) -> Result<Self, Failure> {
        if let Some(path) = option {
            return Ok(Self { path: path.to_owned(), chosen_by: "--db" });
        }
        if let Some(path) = std::env::var_os("ONRECORD_DB").filter(|path| !path.is_empty()) {
            return Ok(Self { path: path.into(), chosen_by: "ONRECORD_DB" });
        }
        if let Some(path) = settings.path("database") {
            return Ok(Self { path, chosen_by: "settings" });
        }
        let folders = directories::ProjectDirs::from("", "", "onrecord")
            .ok_or_else(|| Failure::new("no home folder to keep the database in").hint("name a file: --db PATH"))?;
        Ok(Self { path: folders.data_dir().join("onrecord.db"), chosen_by: "default" })
    }
}

impl Context {
    pub(super) fn new(globals: Globals, settings: Settings) -> Self {
        let columns = env("COLUMNS").and_then(|columns| columns.parse().ok());
        let terminal = || terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
        let width = columns.or_else(terminal).unwrap_or(USUAL_WIDTH).max(MIN_WIDTH);
        Self { globals, settings, width, is_open: AtomicBool::new(true), page: None }
    }

    /// Returns the surroundings of a call whose answer becomes a page: HTML, where no other format was asked for.
    pub(super) fn for_page(&self, page: &PageArgs) -> Self {
        let mut globals = self.globals.clone();
        if globals.format == Format::Terminal {
            globals.format = Format::Html;
        }
        Self { page: Some(page.clone()), ..self.with(globals) }
    }

    /// Returns the surroundings of a call that prints a feed: Atom, where no other format was asked for.
    pub(super) fn for_feed(&self) -> Self {
        let mut globals = self.globals.clone();
        if globals.format == Format::Terminal {
            globals.format = Format::Atom;
        }
        self.with(globals)
    }

    fn with(&self, globals: Globals) -> Self {
        let settings = self.settings.clone();
        Self { globals, settings, width: self.width, is_open: AtomicBool::new(true), page: None }
    }

    /// Returns what the file of settings says.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns the format that is printed.
    pub fn format(&self) -> Format {
        self.globals.format
    }

    /// Returns where the file of settings is, or would be.
    ///
    /// # Errors
    /// When the platform has no folder for it.
    pub fn settings_place(&self) -> Result<Place, Failure> {
        Place::choose(self.globals.config.as_deref())
    }

    /// Returns where the history is.
    ///
    /// # Errors
    /// When the platform has no folder for it.
    pub fn database(&self) -> Result<Database, Failure> {
        Database::choose(self.globals.db.as_deref(), &self.settings)
    }

    /// Opens the history for a command that only reads. It never creates one.
    pub fn open(&self) -> Result<History, Failure> {
        let history = History::open_read_only(&self.database()?.path)?;
        history.compare_by(record::continues);
        Ok(history)
    }

    /// Opens the history for writing, and creates it where there is none.
    pub fn open_or_create(&self) -> Result<History, Failure> {
        let mut history = History::open(&self.database()?.path)?;
        history.compare_by(record::continues);
        let color = self.globals.color;
        history.on_wait(move || note(color, "waiting for another program to finish writing to the database"));
        Ok(history)
    }

    /// Opens the history for writing where there is one. It creates none.
    pub fn open_if_there(&self) -> Result<Option<History>, Failure> {
        if self.database()?.path.exists() { self.open_or_create().map(Some) } else { Ok(None) }
    }

    /// Prints a report, through the pager where there is a terminal to page on.
    pub fn show(&self, report: &Report) -> Result<(), Failure> {
        self.show_laid_out(report, self.layout())
    }

    /// As [`Context::show`], with old and new beside each other.
    pub fn show_side_by_side(&self, report: &Report, side_by_side: bool) -> Result<(), Failure> {
        self.show_laid_out(report, TerminalLayout { side_by_side, ..self.layout() })
    }

    /// As [`Context::show`], with rows of marks beneath the lines of a text.
    pub fn show_marked(&self, report: &Report, marks: bool) -> Result<(), Failure> {
        self.show_laid_out(report, TerminalLayout { marks, ..self.layout() })
    }

    fn show_laid_out(&self, report: &Report, layout: TerminalLayout) -> Result<(), Failure> {
        if self.format() == Format::Csv {
            render::csv::held_back(report).iter().for_each(|line| self.note(line));
        }
        let pager = pager::chosen(self.settings.value("pager"));
        let is_paged = !self.globals.no_pager && pager::is_any(&pager) && std::io::stdout().is_terminal();
        if self.page.is_none() && !is_paged {
            return self.print_laid_out(report, &layout);
        }
        let text = render::render(report, self.globals.format, &layout);
        if let Some(page) = &self.page {
            return output::write(self, page, report, &text);
        }
        if pager::page(&pager, &text) { Ok(()) } else { self.write(&text) }
    }

    /// Prints a report as it is, for a command whose output comes bit by bit.
    pub fn print(&self, report: &Report) -> Result<(), Failure> {
        self.print_laid_out(report, &self.layout())
    }

    fn print_laid_out(&self, report: &Report, layout: &TerminalLayout) -> Result<(), Failure> {
        let mut out = BufWriter::new(output_stream());
        render::write(&mut out, report, self.globals.format, layout)
            .and_then(|()| out.flush())
            .map_err(|error| Failure::output(&error))
    }

    /// As [`Context::print`], for a command that does more than to print: where stdout was closed it prints no more, and
    /// the command continues.
    pub fn print_while_open(&self, report: &Report) -> Result<(), Failure> {
        if !self.is_open.load(Ordering::Relaxed) {
            return Ok(());
        }
        match self.print(report) {
            Err(failure) if failure.is_broken_pipe => {
                self.is_open.store(false, Ordering::Relaxed);
                Ok(())
            }
            printed => printed,
        }
    }

    /// Returns how the terminal format is laid out where nobody says otherwise.
    fn layout(&self) -> TerminalLayout {
        let color = self.globals.color.decide(std::io::stdout().is_terminal());
        let offset = if self.globals.utc { utc } else { local };
        TerminalLayout { width: self.width, color, side_by_side: false, marks: false, offset }
    }

    /// Writes text to standard output.
    pub fn write(&self, text: &str) -> Result<(), Failure> {
        let mut out = output_stream();
        out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| Failure::output(&error))
    }

    /// Reads the stored version that an argument names, and says so where it stands elsewhere.
    ///
    /// # Errors
    /// When there is no such version, or the history cannot be read.
    pub fn stored(&self, history: &History, text: &str, story: Option<&Slug>) -> Result<StoredVersion, Failure> {
        let (version, note) = ask::stored(history, text, story)?;
        note.iter().for_each(|note| self.note(note));
        Ok(version)
    }

    /// Tells the user something that is worth a look: "warning: …".
    pub fn warn(&self, message: &str) {
        message_line(self.globals.color, "warning", anstyle::AnsiColor::Yellow, message);
    }

    /// Tells the user what was decided for him or her: "note: …".
    pub fn note(&self, message: &str) {
        note(self.globals.color, message);
    }

    /// Tells the user what went wrong and what to do next.
    pub fn fail(&self, failure: &Failure) {
        message_line(self.globals.color, "error", anstyle::AnsiColor::Red, &failure.message);
        if let Some(hint) = &failure.hint {
            message_line(self.globals.color, "  hint", anstyle::AnsiColor::Cyan, hint);
        }
    }

    /// Asks the user a question whose answer is yes or no; `None` where nobody sits at a terminal.
    pub fn ask(&self, question: &str) -> Option<bool> {
        if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
            return None;
        }
        let mut err = std::io::stderr().lock();
        let asked = write!(err, "{} [y/N] ", escape::line(question)).and_then(|()| err.flush());
        let mut answer = String::new();
        let answered = asked.and_then(|()| std::io::stdin().read_line(&mut answer));
        Some(answered.is_ok() && ["y", "yes"].contains(&answer.trim().to_lowercase().as_str()))
    }

    /// Asks the user for something that nobody may read over his or her shoulder; `None` where nobody sits at a terminal.
    pub fn ask_secret(&self, question: &str) -> Option<std::io::Result<String>> {
        let is_terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        is_terminal.then(|| rpassword::prompt_password(escape::line(question)))
    }

    /// Returns what time it is.
    pub fn now(&self) -> DateTime<Utc> {
        clock()
    }
}

/// The renderer has decided about colour; the stream only translates it where a terminal needs that.
fn output_stream() -> impl Write {
    anstream::AutoStream::new(std::io::stdout().lock(), anstream::ColorChoice::Always)
}

/// The only clock of the program.
pub(super) fn clock() -> DateTime<Utc> {
    Utc::now()
}

impl ColorChoice {
    /// Decides whether to colour a stream. `--color` wins over `NO_COLOR`, that over `CLICOLOR_FORCE`.
    fn decide(self, is_terminal: bool) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if env("NO_COLOR").is_some() => false,
            Self::Auto if env("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
            Self::Auto => {
                is_terminal
                    && env("TERM").is_none_or(|term| term != "dumb")
                    && env("CLICOLOR").is_none_or(|value| value != "0")
            }
        }
    }
}

/// Reads a variable that is set and not empty.
pub(super) fn env(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn note(color: ColorChoice, message: &str) {
    message_line(color, "note", anstyle::AnsiColor::Cyan, message);
}

fn message_line(color: ColorChoice, label: &str, hue: anstyle::AnsiColor, message: &str) {
    let style = if color.decide(std::io::stderr().is_terminal()) {
        anstyle::Style::new().bold().fg_color(Some(hue.into()))
    } else {
        anstyle::Style::new()
    };
    let mut err = anstream::AutoStream::new(std::io::stderr().lock(), anstream::ColorChoice::Always);
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(err, "{style}{label}:{style:#} {}", escape::line(message));
}

fn utc(_: DateTime<Utc>) -> FixedOffset {
    Utc.fix()
}

fn local(time: DateTime<Utc>) -> FixedOffset {
    Local.offset_from_utc_datetime(&time.naive_utc()).fix()
}
