//! `onrecord ingest`: texts into the history, one transaction each.
//!
//! One bad input does not stop the others; it is named, and the exit code tells.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::FAILED;
use chrono::{DateTime, Utc};

use super::context::Context;
use super::failure::Failure;
use super::input::{self, MetadataArgs, MethodArgs};
use super::naming::{self, FileName};
use crate::record::{Recorded, record_with};
use crate::render::Report;
use crate::report::{IngestOutcome, IngestReport, claims_by_kind};
use crate::store::History;
use crate::story::{Metadata, Slug};

/// Record versions of stories
///
/// Reads plain text (UTF-8; other encodings are detected and converted, with a warning), extracts the claims and stores them as the
/// story's next version. The same body under the same headline, byline and speaker, again right after itself, is no new version. A
/// text may start with front matter: a line ---, lines such as "headline: Talks resume" (headline, byline, speaker, outlet, url,
/// published, modified, captured), and a line ---. "speaker" names whoever says "I" in the text, in a speech, a press release or an
/// interview.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Which story:
  --story NAME        all files are versions of that story, in the given order
  else by URL         the last telling part of its path; the same page is the same story
  else by file name   without its extension and version marker: kremlin-v1.txt and kremlin_v2.txt are
                      both kremlin. Bare numbers (kremlin_1.txt kremlin_2.txt) count as markers only when
                      the files of one call count from 1 without a gap. Dates and longer numbers are kept.
                      A file called v1.txt takes its folder's name.

Times: 2025-08-20, 2025-08-20T14:05, with or without a zone (Z, +02:00); UTC where none is given.
A version that does not say when it was captured is captured now.

Examples:
  onrecord ingest v1.txt --story kremlin-talks
  onrecord ingest v1.txt v2.txt v3.txt --story kremlin-talks --outlet \"The Courier\"
  onrecord ingest archive/*.txt
  pbpaste | onrecord ingest - --story kremlin-talks --captured 2025-08-20T14:05Z")]
pub struct Args {
    /// Files of plain text; - reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The story that they are versions of [default: from the URL or the file's name]
    #[arg(long, value_name = "NAME", value_parser = slug)]
    story: Option<Slug>,
    #[command(flatten)]
    method: MethodArgs,
    #[command(flatten)]
    metadata: MetadataArgs,
}

/// Reads a story's name.
pub(super) fn slug(text: &str) -> Result<Slug, String> {
    Slug::from_text(text).ok_or_else(|| "a story's name needs a letter or a digit".to_owned())
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let paths: Vec<&Path> = args.files.iter().map(PathBuf::as_path).collect();
    let names = naming::from_files(&paths);
    let mut session = Session { context, args, history: None, highest: BTreeMap::new(), is_read: true };
    let mut progress = Progress::new(paths.len());
    let mut status = 0;
    for (done, (path, name)) in paths.iter().zip(&names).enumerate() {
        progress.show(done);
        match session.ingest(path, name, &mut progress) {
            Ok(()) => {}
            Err(Stop::Input(failure)) => {
                progress.clear();
                context.fail(&failure);
                status = FAILED;
            }
            Err(Stop::History(failure)) => {
                progress.clear();
                return Err(failure);
            }
        }
    }
    progress.clear();
    Ok(status)
}

/// Later than any capture: the last day of a year of four digits.
const END_OF_TIME: DateTime<Utc> =
    DateTime::from_timestamp(253_402_214_400, 0).expect("the number of seconds is in chrono's range");

/// Why an input was not recorded.
enum Stop {
    /// It is the input's own fault: the others go on.
    Input(Failure),
    /// Nothing more can be stored.
    History(Failure),
}

impl From<crate::store::Error> for Stop {
    fn from(error: crate::store::Error) -> Self {
        Self::History(error.into())
    }
}

struct Session<'a> {
    context: &'a Context,
    args: &'a Args,
    /// Opened for the first text that can be read, so that a call that reads none creates nothing.
    history: Option<History>,
    /// The highest version marker so far, by story.
    highest: BTreeMap<Slug, u32>,
    /// Whether somebody still reads our output.
    is_read: bool,
}

impl Session<'_> {
    fn ingest(&mut self, path: &Path, name: &FileName, progress: &mut Progress) -> Result<(), Stop> {
        let context = self.context;
        let read = input::read(path, &self.args.metadata).map_err(|error| Stop::Input(error.into()))?;
        for warning in &read.warnings {
            progress.clear();
            context.warn(warning);
        }
        let history = match &mut self.history {
            Some(history) => history,
            none => none.insert(context.open_or_create().map_err(Stop::History)?),
        };
        let called = input::name(path);
        let slug = match &self.args.story {
            Some(slug) => slug.clone(),
            None => {
                let (slug, origin) = derive(history, path, name, &read.draft.metadata)?;
                progress.clear();
                context.note(&format!(
                    "{called} goes into the story {slug}, after {origin} (--story NAME chooses another)"
                ));
                slug
            }
        };
        let method = self.args.method.method;
        let recorded = record_with(history, &slug, &read.draft, method, context.now())?;
        let is_late = match &recorded {
            Recorded::Stored { number, .. } => history.version_as_of(&slug, END_OF_TIME)? != Some(*number),
            Recorded::Unchanged { latest, extractor } => {
                if *extractor != method.extractor() {
                    progress.clear();
                    context.note(&format!("{slug} v{latest} keeps the claims that {extractor} read"));
                }
                false
            }
        };
        if is_late {
            progress.clear();
            context.warn(&format!(
                "{called} was captured before an earlier version of {slug}; v1, v2, … go by order, @DATE by capture"
            ));
        }
        self.watch_order(&slug, &called, name.number, progress);
        let report = Report::Ingest(IngestReport { slug: slug.to_string(), input: called, outcome: outcome(recorded) });
        if self.is_read {
            progress.clear();
            match context.print(&report) {
                // What was asked for is to store: it goes on when nobody reads what it prints.
                Err(failure) if failure.is_broken_pipe => self.is_read = false,
                printed => printed.map_err(Stop::History)?,
            }
        }
        Ok(())
    }

    /// Warns where a file's version marker is lower than one before it: `v10` sorts before `v2` in a shell's pattern.
    fn watch_order(&mut self, slug: &Slug, called: &str, number: Option<u32>, progress: &mut Progress) {
        let Some(number) = number else { return };
        let highest = self.highest.entry(slug.clone()).or_insert(number);
        if number < *highest {
            progress.clear();
            self.context.warn(&format!(
                "{called} came after a file marked {highest}; versions of {slug} are stored in the order given"
            ));
        }
        *highest = number.max(*highest);
    }
}

/// Derives a story's name, and says from what.
fn derive(history: &History, path: &Path, name: &FileName, metadata: &Metadata) -> Result<(Slug, &'static str), Stop> {
    if let Some(url) = &metadata.url
        && let Some((short, long)) = naming::from_url(url)
    {
        let is_free = match history.story(&short)? {
            None => true,
            Some(story) => {
                let latest = history.version(&short, story.versions)?;
                let other = latest.and_then(|latest| latest.metadata.url);
                other.is_none_or(|other| naming::page(&other) == naming::page(url))
            }
        };
        return Ok((if is_free { short } else { long }, "its URL"));
    }
    if input::is_stdin(path) {
        return Err(Stop::Input(
            Failure::new("standard input has no name to call a story after").hint("name the story: --story NAME"),
        ));
    }
    name.slug.clone().map(|slug| (slug, "its file name")).ok_or_else(|| {
        Stop::Input(
            Failure::new(format!("no story's name can be made of \"{}\"", path.display()))
                .hint("name the story: --story NAME"),
        )
    })
}

fn outcome(recorded: Recorded) -> IngestOutcome {
    match recorded {
        Recorded::Unchanged { latest, .. } => IngestOutcome::Unchanged { latest },
        Recorded::Stored { number, extraction, diff } => IngestOutcome::Stored {
            number,
            claims: claims_by_kind(&extraction),
            speakers: extraction.speakers.len(),
            warnings: extraction.warnings.len(),
            changes: diff.map(|diff| diff.summary()),
        },
    }
}

/// A counter on standard error for work that takes more than a second.
struct Progress {
    total: usize,
    started: Instant,
    /// When the counter was last drawn; `None` where it is not on the screen.
    drawn: Option<Instant>,
    is_wanted: bool,
}

impl Progress {
    fn new(total: usize) -> Self {
        Self { total, started: Instant::now(), drawn: None, is_wanted: total > 1 && std::io::stderr().is_terminal() }
    }

    fn show(&mut self, done: usize) {
        let is_due = self.drawn.is_none_or(|drawn| drawn.elapsed() > Duration::from_millis(100));
        if self.is_wanted && is_due && self.started.elapsed() > Duration::from_secs(1) {
            let _ = write!(std::io::stderr(), "\r{done} of {} files", self.total);
            self.drawn = Some(Instant::now());
        }
    }

    /// Takes the counter off the screen before anything else is printed.
    fn clear(&mut self) {
        if self.drawn.take().is_some() {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    }
}
