//! From a source to the history: items are decoded on all cores while they are read and stored.
//!
//! It holds a stretch of a source at a time, which it puts in order of time.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::mpsc::{self, SyncSender};
use std::thread;

use super::super::FAILED;
use super::super::context::Context;
use super::super::failure::Failure;
use super::super::progress::Progress;
use super::super::recording::{Detail, InputText, ReadInput, Recording, RecordingCounts, Repeat, Unread};
use super::Common;
use crate::import::{self, Item, Sink, Skipped, StoryKey};
use crate::parallel;
use crate::record::naming::FileName;
use crate::render::Report;
use crate::report::ImportSummary;
use crate::story::Slug;

/// How much of a source is put in order at a time, in bytes.
const STRETCH: usize = 64 * 1024 * 1024;

/// How many decoded items wait to be stored.
const AHEAD: usize = 64;

/// How a source's items are taken in.
pub(super) struct Intake<'a> {
    pub source: &'static str,
    pub common: &'a Common,
    /// The story of all items, where somebody named it.
    pub story: Option<Slug>,
    /// Whether each item is stored as it comes: those of a slow source.
    pub is_slow: bool,
}

impl Intake<'_> {
    /// Takes in what `read` hands to its sink, and reports.
    ///
    /// # Errors
    /// When the source cannot be read at all, or the history cannot be written; what was stored by then stays.
    pub(super) fn run<F>(&self, context: &Context, read: F) -> Result<u8, Failure>
    where
        F: FnOnce(Sink<'_>) -> Result<(), Failure> + Send,
    {
        self.run_counted(context, Progress::of("versions", 0), read)
    }

    /// As [`Intake::run`], where `read` learns how many items there are, and tells the progress.
    pub(super) fn run_counted<F>(&self, context: &Context, progress: Progress, read: F) -> Result<u8, Failure>
    where
        F: FnOnce(Sink<'_>) -> Result<(), Failure> + Send,
    {
        let jobs = self.common.jobs.count();
        let (sender, receiver) = mpsc::sync_channel(AHEAD);
        let most = if self.is_slow { 0 } else { STRETCH };
        let detail = Detail::Counted { names_passed: self.common.verbose };
        let recording = Recording::new(context, self.common.method.method, self.story.clone(), detail, progress);
        let (recorded, read) = thread::scope(|scope| {
            let reader = scope.spawn(move || {
                let mut stretch = ItemBatch { items: Vec::new(), bytes: 0, most, jobs, sender };
                let result = read(&mut |found| stretch.push(found));
                // What was read before the source failed is as good as before.
                let _ = stretch.flush();
                result
            });
            // The receiver goes with the recording's end: a reader that nobody listens to stops at its next item.
            let recorded = recording.record_all(receiver.into_iter(), jobs);
            let read = reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            (recorded, read)
        });
        let tally = recorded?;
        let failed = tally.failed > 0;
        context.print(&Report::Import(summary(self.source, tally)))?;
        if let Err(failure) = read {
            context.fail(&failure);
            return Ok(FAILED);
        }
        Ok(if failed { FAILED } else { 0 })
    }
}

fn summary(source: &'static str, tally: RecordingCounts) -> ImportSummary {
    let RecordingCounts { stored, stories, unchanged: held, failed, passed, late, .. } = tally;
    let mut passed: Vec<(String, usize)> = passed.into_iter().collect();
    passed.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let mut late: Vec<_> = late.into_iter().map(|(slug, number)| (slug.to_string(), number)).collect();
    late.sort();
    ImportSummary { source, stored, stories: stories.len(), held, late, passed, failed }
}

/// What was read and not yet handed on.
struct ItemBatch {
    items: Vec<Result<Item, Skipped>>,
    bytes: usize,
    most: usize,
    jobs: NonZeroUsize,
    sender: SyncSender<ReadInput>,
}

impl ItemBatch {
    fn push(&mut self, found: Result<Item, Skipped>) -> ControlFlow<()> {
        self.bytes += found.as_ref().map_or(0, |item| item.bytes.len()) + 256;
        self.items.push(found);
        if self.bytes > self.most { self.flush() } else { ControlFlow::Continue(()) }
    }

    /// Puts the items in order of time, decodes them and hands them on.
    fn flush(&mut self) -> ControlFlow<()> {
        self.bytes = 0;
        let mut items = std::mem::take(&mut self.items);
        items.sort_by_key(|found| found.as_ref().ok().and_then(|item| item.metadata.captured_at));
        for input in parallel::map(items, self.jobs, decode) {
            if self.sender.send(input).is_err() {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }
}

fn decode(found: Result<Item, Skipped>) -> ReadInput {
    let read = found.and_then(|item| {
        let (name, story) = (item.origin.clone(), item.story.clone());
        Ok((name, story, item.decode()?))
    });
    match read {
        Ok((name, story, read)) => {
            let (url, named) = match story {
                StoryKey::Url(url) => (Some(url), FileName::default()),
                StoryKey::Name(name) => (None, FileName { slug: Slug::from_text(&name), ..FileName::default() }),
            };
            // Whether it is new is said by the story's times, which know more than its bytes.
            let repeat = Repeat::ByTime;
            let text = InputText { draft: read.draft, warnings: read.warnings, url, named, repeat };
            ReadInput { name, text: Ok(text) }
        }
        Err(Skipped { origin, why, is_fault: false }) => ReadInput { name: origin, text: Err(Unread::Passed(why)) },
        Err(Skipped { origin, why, .. }) => {
            // The message about a whole source names it.
            let message = if origin.is_empty() { why } else { format!("{origin}: {why}") };
            ReadInput { name: origin, text: Err(Unread::Failed(Failure::new(message))) }
        }
    }
}

/// Reads one source after another; one that cannot be read at all is told of, and the others go on.
pub(super) fn each<T>(
    sources: &[T],
    sink: Sink<'_>,
    mut read: impl FnMut(&T, Sink<'_>) -> Result<ControlFlow<()>, import::Error>,
) -> Result<(), Failure> {
    for source in sources {
        match read(source, sink) {
            Ok(ControlFlow::Continue(())) => {}
            Ok(ControlFlow::Break(())) => break,
            Err(error) => {
                let Failure { message, hint, .. } = error.into();
                let why = hint.map_or(message.clone(), |hint| format!("{message}: {hint}"));
                if sink(Err(Skipped::fault("", why))).is_break() {
                    break;
                }
            }
        }
    }
    Ok(())
}
