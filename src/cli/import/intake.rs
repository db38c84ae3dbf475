//! From a reader to the history: items are decoded on all cores while they are read and stored.
//!
//! It holds a stretch of a source at a time, which it puts in order of time. Nothing is reported that is not stored for
//! good.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Mutex, PoisonError};
use std::thread;

use chrono::{DateTime, Utc};

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::progress::Progress;
use super::super::{FAILED, naming};
use super::Common;
use crate::import::timeline::Timelines;
use crate::import::{self, Item, Sink, Skipped, StoryKey};
use crate::ingest::url::identity;
use crate::record::Recorded;
use crate::record::bulk::{self, Inflow, Input, Offer};
use crate::render::Report;
use crate::report::ImportReport;
use crate::store::{Error, History};
use crate::story::{Draft, Slug};

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
        let jobs = self.common.jobs.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
        let (sender, receiver) = mpsc::sync_channel(AHEAD);
        let stretch = if self.is_slow { 0 } else { STRETCH };
        let mut session = Session::new(context, self, receiver);
        let recorded = thread::scope(|scope| {
            let reader = scope.spawn(move || {
                let mut stretch = Stretch { items: Vec::new(), bytes: 0, most: stretch, jobs, sender };
                let result = read(&mut |found| stretch.push(found));
                // What was read before the source failed is as good as before.
                let _ = stretch.flush();
                result
            });
            let recorded = session.record(jobs);
            // A reader that nobody listens to any more stops at its next item.
            session.arrivals = None;
            let read = reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            (recorded, read)
        });
        session.progress.clear();
        let (recorded, read) = recorded;
        recorded?;
        let failed = session.finish()?;
        if let Err(failure) = read {
            context.fail(&failure);
            return Ok(FAILED);
        }
        Ok(if failed { FAILED } else { 0 })
    }
}

/// An item, decoded.
struct Arrival {
    origin: String,
    story: StoryKey,
    draft: Draft,
    warnings: Vec<String>,
}

type Found = Result<Arrival, Skipped>;

/// What was read and not yet handed on.
struct Stretch {
    items: Vec<Result<Item, Skipped>>,
    bytes: usize,
    most: usize,
    jobs: NonZeroUsize,
    sender: SyncSender<Found>,
}

impl Stretch {
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
        let count = items.len();
        let items: Vec<Mutex<Option<Result<Item, Skipped>>>> =
            items.into_iter().map(|item| Mutex::new(Some(item))).collect();
        let decoded: Vec<Mutex<Option<Found>>> = (0..count).map(|_| Mutex::new(None)).collect();
        let next = AtomicUsize::new(0);
        let work = || {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let (Some(item), Some(place)) = (items.get(at), decoded.get(at)) else { return };
                let item = item.lock().unwrap_or_else(PoisonError::into_inner).take();
                *place.lock().unwrap_or_else(PoisonError::into_inner) = item.map(|item| item.and_then(decode));
            }
        };
        thread::scope(|scope| {
            for _ in 0..self.jobs.get().min(count) {
                scope.spawn(work);
            }
        });
        for found in decoded {
            let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
            if let Some(found) = found
                && self.sender.send(found).is_err()
            {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }
}

fn decode(item: Item) -> Found {
    let (origin, story) = (item.origin.clone(), item.story.clone());
    let read = item.read()?;
    Ok(Arrival { origin, story, draft: read.draft, warnings: read.warnings })
}

/// What is to be said of an item in its turn.
enum Told {
    Skipped(Skipped),
    Held,
    Offered { origin: String, slug: Slug, warnings: Vec<String> },
}

struct Session<'a> {
    context: &'a Context,
    story: Option<&'a Slug>,
    common: &'a Common,
    /// `None` where nobody listens any more.
    arrivals: Option<Receiver<Found>>,
    /// What came before the history was opened.
    first: Option<Found>,
    timelines: Timelines,
    /// The pages of the stories that this call has named, which may not be stored yet.
    pages: BTreeMap<Slug, Option<String>>,
    stories: BTreeSet<Slug>,
    passed: BTreeMap<String, usize>,
    report: ImportReport,
    progress: Progress,
}

impl<'a> Session<'a> {
    fn new(context: &'a Context, intake: &'a Intake<'_>, arrivals: Receiver<Found>) -> Self {
        Self {
            context,
            story: intake.story.as_ref(),
            common: intake.common,
            arrivals: Some(arrivals),
            first: None,
            timelines: Timelines::default(),
            pages: BTreeMap::new(),
            stories: BTreeSet::new(),
            passed: BTreeMap::new(),
            report: ImportReport { source: intake.source, ..ImportReport::default() },
            progress: Progress::of("versions", 0),
        }
    }

    /// Stores all that arrives. The history is opened for the first version that can be read, so that a source without
    /// any creates none.
    fn record(&mut self, jobs: NonZeroUsize) -> Result<(), Failure> {
        loop {
            match self.arrivals.as_ref().and_then(|arrivals| arrivals.recv().ok()) {
                None => return Ok(()),
                Some(Err(skipped)) => self.skip(skipped),
                Some(found) => {
                    self.first = Some(found);
                    let mut history = self.context.open_or_create()?;
                    return Ok(bulk::record_all(&mut history, self, self.common.method.method, jobs)?);
                }
            }
        }
    }

    fn skip(&mut self, skipped: Skipped) {
        let Skipped { origin, why, is_fault } = skipped;
        if is_fault {
            self.report.failed += 1;
            self.progress.clear();
            // The message about a whole source names it.
            self.context.fail(&Failure::new(if origin.is_empty() { why } else { format!("{origin}: {why}") }));
            return;
        }
        if self.common.verbose {
            self.progress.clear();
            self.context.note(&format!("{origin} is passed over: {why}"));
        }
        *self.passed.entry(why).or_default() += 1;
    }

    /// Prints the report; says whether anything failed.
    fn finish(self) -> Result<bool, Failure> {
        let mut report = self.report;
        report.stories = self.stories.len();
        report.passed = self.passed.into_iter().collect();
        report.passed.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        report.late.sort();
        let failed = report.failed > 0;
        self.context.print(&Report::Import(report))?;
        Ok(failed)
    }

    /// Names an item's story.
    fn slug(&mut self, history: &History, key: &StoryKey) -> Result<Option<Slug>, Error> {
        if let Some(slug) = self.story {
            return Ok(Some(slug.clone()));
        }
        let url = match key {
            StoryKey::Name(name) => return Ok(Slug::from_text(name)),
            StoryKey::Url(url) => url,
        };
        let Some((short, long)) = naming::from_url(url) else { return Ok(None) };
        let page = match self.pages.get(&short) {
            Some(page) => page.clone(),
            None => {
                let page = match history.story(&short)? {
                    // A story without an address may well be this page's.
                    Some(_) => history.address(&short)?.map(|other| identity(&other)),
                    None => Some(identity(url)),
                };
                self.pages.insert(short.clone(), page.clone());
                page
            }
        };
        Ok(Some(if page.is_none_or(|page| page == identity(url)) { short } else { long }))
    }
}

impl Inflow for Session<'_> {
    type Of = Told;

    fn next(&mut self, history: &History) -> Result<Option<Input<Told>>, Error> {
        let found = self.first.take().or_else(|| self.arrivals.as_ref()?.recv().ok());
        let bare = |told| Ok(Some(Input { of: told, offer: None }));
        let Arrival { origin, story, draft, warnings } = match found {
            None => return Ok(None),
            Some(Err(skipped)) => return bare(Told::Skipped(skipped)),
            Some(Ok(arrival)) => arrival,
        };
        let Some(slug) = self.slug(history, &story)? else {
            return bare(Told::Skipped(Skipped::fault(origin, "no story's name can be made of its address or name")));
        };
        if !self.timelines.announce(history, &slug, &draft)? {
            return bare(Told::Held);
        }
        let of = Told::Offered { origin, slug: slug.clone(), warnings };
        // Whether it is new was said by the story's times, which know more than its bytes.
        Ok(Some(Input { of, offer: Some(Offer { slug, draft: Arc::new(draft), again: true }) }))
    }

    fn settled(&mut self, told: Told, outcome: Option<Result<Recorded, Error>>) {
        match (told, outcome) {
            (Told::Skipped(skipped), _) => self.skip(skipped),
            (Told::Held, _) => self.report.held += 1,
            (Told::Offered { origin, slug, warnings }, outcome) => {
                for warning in warnings {
                    self.progress.clear();
                    self.context.warn(&warning);
                }
                match outcome {
                    Some(Ok(Recorded::Stored { number, is_late, .. })) => {
                        self.report.stored += 1;
                        if is_late {
                            self.report.late.push((slug.to_string(), number));
                        }
                        self.stories.insert(slug);
                    }
                    Some(Ok(_)) => self.report.held += 1,
                    Some(Err(error)) => {
                        let why = Failure::from(error).message;
                        self.skip(Skipped::fault(origin, why));
                    }
                    None => {}
                }
            }
        }
        self.progress.show(self.report.stored + self.report.held);
    }

    fn now(&self) -> DateTime<Utc> {
        self.context.now()
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
