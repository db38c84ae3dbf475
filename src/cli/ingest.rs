//! `onrecord ingest`: texts into the history, few or many.
//!
//! One bad input does not stop the others; it is named, and the exit code tells. Nothing is reported that is not stored
//! for good.

use std::collections::{BTreeMap, VecDeque};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::context::Context;
use super::failure::Failure;
use super::input::{self, MetadataArgs, MethodArgs};
use super::inputs;
use super::naming::{self, FileName};
use super::progress::Progress;
use super::web::{self, WebArgs};
use super::{FAILED, addresses};
use crate::ingest::url::identity;
use crate::ingest::{self, Read};
use crate::record::Recorded;
use crate::record::bulk::{self, Inflow, Input, Offer};
use crate::render::{Format, Report};
use crate::report::{IngestOutcome, IngestReport, IngestedReport, claims_by_kind};
use crate::store::{Error, History};
use crate::story::{Metadata, Slug};

/// The most files of which each is told of without being asked to.
const FEW: usize = 20;

/// Record versions of stories
///
/// Reads plain text, saved pages, Markdown, Word (.docx) and PDF documents and e-mail (.eml), extracts the claims and
/// stores them as the story's next version; encodings other than UTF-8 are detected and converted, with a warning. The
/// same body under the same headline, byline and speaker, again right after itself, is no new version. A text may start
/// with front matter: a line ---, lines such as "headline: Talks resume" (headline, byline, speaker, outlet, url,
/// published, modified, captured), and a line ---. "speaker" names whoever says "I" in the text, in a speech, a press
/// release or an interview. Addresses (https://…) are fetched, after the files. Of a folder, all that ends in .txt,
/// .md, .html, .docx, .pdf or .eml in it and below is read, numbers in names by their value.
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

Again: a call that was stopped is simply made again. A file whose bytes and declared times are those of a
stored version of its story is that version, and is passed over; each version stands for one file of the
call, so that a text that comes back in the call is stored again. --again stores it in any case; what
standard input brings is always new. More than 20 files are only counted (--verbose lists them).

Examples:
  onrecord ingest v1.txt --story kremlin-talks
  onrecord ingest v1.txt v2.txt v3.txt --story kremlin-talks --outlet \"The Courier\"
  onrecord ingest saved-page.html
  onrecord ingest press-release.eml statement.docx --outlet \"Port of Ansel\"
  onrecord ingest https://portanselcourier.example/2025/03/harbour-fire --contact desk@paper.example
  onrecord ingest https://paper.example/story --cookies cookies.txt --archive
  onrecord ingest archive/ --model fast
  find archive -name '*.txt' -newer last-run | onrecord ingest --files-from -
  pbpaste | onrecord ingest - --story kremlin-talks --captured 2025-08-20T14:05Z")]
pub struct Args {
    /// Files of text, HTML, Markdown, Word or e-mail, folders of them, or addresses (https://…); - reads standard input
    #[arg(required_unless_present = "files_from", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Read the files that this file lists, one path a line; - reads the list from standard input
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,
    /// The story that they are versions of [default: from the URL or the file's name]
    #[arg(long, value_name = "NAME", value_parser = slug)]
    pub(super) story: Option<Slug>,
    /// Store a text again that an earlier version was read from: the outlet went back to it
    #[arg(long)]
    again: bool,
    /// How many threads read [default: one for each core]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// Say of each file what became of it, however many there are
    #[arg(long, short)]
    verbose: bool,
    #[command(flatten)]
    pub(super) method: MethodArgs,
    #[command(flatten)]
    pub(super) metadata: MetadataArgs,
    #[command(flatten)]
    pub(super) web: WebArgs,
}

/// Reads a story's name.
pub(super) fn slug(text: &str) -> Result<Slug, String> {
    Slug::from_text(text).ok_or_else(|| "a story's name needs a letter or a digit".to_owned())
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let stdin = args.files.iter().chain(&args.files_from).filter(|path| input::is_stdin(path)).count();
    if stdin > 1 {
        return Err(Failure::new("standard input can be read only once").hint("give - once"));
    }
    let files = inputs::expand(context, &args.files, args.files_from.as_deref())?;
    let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let (addresses, paths): (Vec<&Path>, Vec<&Path>) = paths.into_iter().partition(|path| web::is_address(path));
    let mut status = 0;
    if !paths.is_empty() {
        status = record(context, args, &paths)?;
    }
    if !addresses.is_empty() {
        status = status.max(addresses::record(context, args, &addresses)?);
    }
    Ok(status)
}

/// Records files in their order. Returns the exit code.
fn record(context: &Context, args: &Args, paths: &[&Path]) -> Result<u8, Failure> {
    let names = naming::from_files(paths);
    let mut session = Session {
        context,
        args,
        files: paths.iter().copied().zip(names).collect(),
        read: VecDeque::new(),
        addresses: BTreeMap::new(),
        highest: BTreeMap::new(),
        is_detailed: args.verbose || paths.len() <= FEW || context.format() == Format::Json,
        is_read: true,
        stopped: None,
        other_readers: BTreeMap::new(),
        ingested: IngestedReport { files: paths.len(), ..IngestedReport::default() },
        progress: Progress::new(paths.len()),
    };
    // Opened for the first text that can be read, so that a call that reads none creates nothing.
    while let Some(next) = session.read_next() {
        let is_readable = next.read.is_ok();
        session.read.push_back(next);
        if is_readable {
            let jobs = args.jobs.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
            let mut history = context.open_or_create()?;
            let recorded = bulk::record_all(&mut history, &mut session, args.method.method, jobs);
            session.progress.clear();
            recorded?;
            break;
        }
    }
    session.finish()
}

/// A file as it was read.
struct Taken<'a> {
    path: &'a Path,
    name: FileName,
    read: Result<Read, ingest::Error>,
}

/// What is to be said of a file in its turn.
struct Told {
    called: String,
    slug: Option<Slug>,
    /// The version marker in its name.
    number: Option<u32>,
    warnings: Vec<String>,
    /// What its story is named after, where nobody named it.
    origin: Option<&'static str>,
    failure: Option<Failure>,
}

struct Session<'a> {
    context: &'a Context,
    args: &'a Args,
    files: VecDeque<(&'a Path, FileName)>,
    /// Files that were read before the history was opened.
    read: VecDeque<Taken<'a>>,
    /// The addresses of the stories that this call has named, which may not be stored yet.
    addresses: BTreeMap<Slug, Option<String>>,
    /// The highest version marker so far, by story.
    highest: BTreeMap<Slug, u32>,
    /// Whether each file is told of.
    is_detailed: bool,
    /// Whether stdout is open.
    is_read: bool,
    /// Why our output cannot be written; then no more files are taken.
    stopped: Option<Failure>,
    /// How many versions keep the claims of another extractor, where that is told of at the end.
    other_readers: BTreeMap<String, usize>,
    ingested: IngestedReport,
    progress: Progress,
}

impl Inflow for Session<'_> {
    type Of = Told;

    fn next(&mut self, history: &History) -> Result<Option<Input<Told>>, Error> {
        if self.stopped.is_some() {
            return Ok(None);
        }
        let Some(Taken { path, name, read }) = self.read.pop_front().or_else(|| self.read_next()) else {
            return Ok(None);
        };
        let called = input::name(path);
        let mut told =
            Told { called, slug: None, number: name.number, warnings: Vec::new(), origin: None, failure: None };
        let Read { draft, warnings } = match read {
            Ok(read) => read,
            Err(error) => {
                told.failure = Some(error.into());
                return Ok(Some(Input { of: told, offer: None }));
            }
        };
        told.warnings = warnings;
        let slug = match &self.args.story {
            Some(slug) => slug.clone(),
            None => match derive(history, &self.addresses, path, &name, &draft.metadata)? {
                Ok((slug, origin)) => {
                    told.origin = Some(origin);
                    slug
                }
                Err(failure) => {
                    told.failure = Some(failure);
                    return Ok(Some(Input { of: told, offer: None }));
                }
            },
        };
        self.addresses.insert(slug.clone(), draft.metadata.url.clone());
        told.slug = Some(slug.clone());
        let again = self.args.again || input::is_stdin(path);
        Ok(Some(Input { of: told, offer: Some(Offer { slug, draft: Arc::new(draft), again }) }))
    }

    fn settled(&mut self, mut told: Told, outcome: Option<Result<Recorded, Error>>) {
        for warning in &told.warnings {
            self.progress.clear();
            self.context.warn(warning);
        }
        if let (Some(origin), Some(slug), true) = (told.origin, &told.slug, self.is_detailed) {
            self.progress.clear();
            self.context.note(&format!(
                "{} goes into the story {slug}, after {origin} (--story NAME chooses another)",
                told.called
            ));
        }
        let outcome = match outcome {
            Some(Err(error)) => {
                let mut failure = Failure::from(error);
                failure.message = format!("{}: {}", told.called, failure.message);
                told.failure = Some(failure);
                None
            }
            Some(Ok(recorded)) => Some(recorded),
            None => None,
        };
        if let Some(failure) = &told.failure {
            self.progress.clear();
            self.context.fail(failure);
            self.ingested.failed += 1;
        }
        if let (Some(recorded), Some(slug)) = (outcome, told.slug.take()) {
            self.report(&slug, told, recorded);
        }
        let IngestedReport { stored, unchanged, failed, .. } = self.ingested;
        self.progress.show(stored + unchanged + failed);
    }

    fn now(&self) -> DateTime<Utc> {
        self.context.now()
    }
}

impl<'a> Session<'a> {
    /// Reads the next file.
    fn read_next(&mut self) -> Option<Taken<'a>> {
        let (path, name) = self.files.pop_front()?;
        Some(Taken { path, name, read: input::read(path, &self.args.metadata) })
    }

    /// Tells of a file that holds a text, and counts it.
    fn report(&mut self, slug: &Slug, told: Told, recorded: Recorded) {
        let Told { called, number, .. } = told;
        match &recorded {
            Recorded::Stored { extraction, is_late, .. } => {
                self.ingested.stored += 1;
                self.ingested.claims += extraction.claims.len();
                if *is_late {
                    self.progress.clear();
                    self.context.warn(&format!(
                        "{called} was captured before an earlier version of {slug}; v1, v2, … go by order, @DATE by capture"
                    ));
                }
            }
            Recorded::Held { .. } => self.ingested.unchanged += 1,
            Recorded::Unchanged { latest, extractor } => {
                self.ingested.unchanged += 1;
                if *extractor != self.args.method.method.extractor() {
                    match self.is_detailed {
                        true => {
                            self.progress.clear();
                            self.context.note(&format!("{slug} v{latest} keeps the claims that {extractor} read"));
                        }
                        false => *self.other_readers.entry(extractor.clone()).or_default() += 1,
                    }
                }
            }
        }
        self.watch_order(slug, &called, number);
        if self.is_detailed {
            let outcome = outcome(recorded);
            self.print(&Report::Ingest(IngestReport { slug: slug.to_string(), input: called, outcome }));
        }
    }

    fn print(&mut self, report: &Report) {
        if !self.is_read || self.stopped.is_some() {
            return;
        }
        self.progress.clear();
        match self.context.print(report) {
            // What was asked for is to store: it continues when nobody reads what it prints.
            Err(failure) if failure.is_broken_pipe => self.is_read = false,
            printed => self.stopped = printed.err(),
        }
    }

    /// Warns where a file's version marker is lower than one before it: `v10` sorts before `v2` in a shell's pattern.
    fn watch_order(&mut self, slug: &Slug, called: &str, number: Option<u32>) {
        let Some(number) = number else { return };
        let highest = self.highest.entry(slug.clone()).or_insert(number);
        if number < *highest {
            self.progress.clear();
            self.context.warn(&format!(
                "{called} came after a file marked {highest}; versions of {slug} are stored in the order given"
            ));
        }
        *highest = number.max(*highest);
    }

    /// Tells of the files that the history was not opened for, and sums up.
    fn finish(mut self) -> Result<u8, Failure> {
        for Taken { read, .. } in std::mem::take(&mut self.read) {
            if let Err(error) = read {
                self.context.fail(&error.into());
                self.ingested.failed += 1;
            }
        }
        for (extractor, count) in std::mem::take(&mut self.other_readers) {
            self.context.note(&format!("of the unchanged, {count} keep the claims that {extractor} read"));
        }
        if self.ingested.files > FEW && self.context.format() != Format::Json {
            self.print(&Report::Ingested(self.ingested));
        }
        match self.stopped {
            Some(failure) => Err(failure),
            None => Ok(if self.ingested.failed > 0 { FAILED } else { 0 }),
        }
    }
}

/// Derives a story's name, and says from what. `named` has the addresses of stories that may not be stored yet.
fn derive(
    history: &History,
    named: &BTreeMap<Slug, Option<String>>,
    path: &Path,
    name: &FileName,
    metadata: &Metadata,
) -> Result<Result<(Slug, &'static str), Failure>, Error> {
    if let Some(url) = &metadata.url
        && let Some(slug) = of_named_url(history, named, url)?
    {
        return Ok(Ok((slug, "its URL")));
    }
    if input::is_stdin(path) {
        let failure = Failure::new("standard input has no name to call a story after");
        return Ok(Err(failure.hint("name the story: --story NAME")));
    }
    Ok(name.slug.clone().map(|slug| (slug, "its file name")).ok_or_else(|| {
        Failure::new(format!("no story's name can be made of \"{}\"", path.display()))
            .hint("name the story: --story NAME")
    }))
}

/// Names the story of a page; `None` where its address tells nothing.
pub(super) fn of_url(history: &History, url: &str) -> Result<Option<Slug>, Error> {
    of_named_url(history, &BTreeMap::new(), url)
}

fn of_named_url(history: &History, named: &BTreeMap<Slug, Option<String>>, url: &str) -> Result<Option<Slug>, Error> {
    let Some((short, long)) = naming::from_url(url) else { return Ok(None) };
    let other = match named.get(&short) {
        Some(address) => address.clone(),
        None => history.address(&short)?,
    };
    let is_free = other.is_none_or(|other| identity(&other) == identity(url));
    Ok(Some(if is_free { short } else { long }))
}

pub(super) fn outcome(recorded: Recorded) -> IngestOutcome {
    match recorded {
        Recorded::Unchanged { latest, .. } => IngestOutcome::Unchanged { latest },
        Recorded::Held { number } => IngestOutcome::Held { number },
        Recorded::Stored { number, extraction, diff, .. } => IngestOutcome::Stored {
            number,
            claims: claims_by_kind(&extraction),
            speakers: extraction.speakers.len(),
            warnings: extraction.warnings.len(),
            changes: diff.map(|diff| diff.summary()),
        },
    }
}
