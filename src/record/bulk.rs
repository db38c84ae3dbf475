//! Many drafts into one history: read on several threads, stored by one writer in the order given, many a transaction.
//!
//! What it stores does not depend on the number of threads, nor on where a transaction ends. Each draft is stored whole
//! or not at all, so that a call that was killed is simply made again: what is stored already is known by its bytes and
//! not read anew. It prints nothing.
//!
//! # Which draft is stored already
//!
//! One whose text, headline and byline are those of the latest version, as in [`record`](super::record); and one whose
//! bytes and declared times are those of a capture that the story knows, for which this call has not yet seen a draft.
//! Each draft that brings no version leaves its capture beside the version that has its text, unless the story knows it
//! already. So every draft of a call has a capture of its own in the history, and the same call made again, in whole or
//! in part, finds them all and changes nothing; `A B A` is three versions, and stays three.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::{Recorded, add};
use crate::compare::analyse_with_kept;
use crate::extract::Method;
use crate::lang::cache::{Cache, Key};
use crate::reading::Analysis;
use crate::store::{Error, History, KnownCapture, Writer};
use crate::story::{Draft, Slug};

/// The most drafts that one transaction takes.
const BATCH: usize = 256;
/// How many drafts are looked at before the first of them is stored.
const AHEAD: usize = 2 * BATCH;
/// How long one transaction may last, but for its last draft: others that write wait no longer than a few seconds.
const HOLD: Duration = Duration::from_secs(1);
/// The pause after a transaction that lasted so long, in which others get their turn.
const BREATH: Duration = Duration::from_millis(110);
/// How long a draft that was read waits for others to be stored with.
const PATIENCE: Duration = Duration::from_millis(500);
/// How many versions of a story in a row one thread reads, so that each costs only what it changed.
const CHAIN: usize = 8;

/// Where drafts come from, and who is told what became of them.
pub trait Inflow {
    /// What comes back with the outcome: the input's name, say.
    type Label;

    /// Returns the next input; `None` at the end. An input without a draft is told of in its turn, and nothing else.
    ///
    /// # Errors
    /// When the history cannot be read; then nothing more is asked for.
    fn next(&mut self, history: &History) -> Result<Option<Input<Self::Label>>, Error>;

    /// Hears what became of an input, in the order of the inputs, once it is stored for good. An error is the draft's
    /// own: the others continue.
    fn settled(&mut self, label: Self::Label, outcome: Option<Result<Recorded, Error>>);

    /// Returns what time it is.
    fn now(&self) -> DateTime<Utc>;
}

/// One input.
#[derive(Clone, Debug)]
pub struct Input<T> {
    pub label: T,
    pub offer: Option<Offer>,
}

/// A draft for a story.
#[derive(Clone, Debug)]
pub struct Offer {
    pub slug: Slug,
    pub draft: Arc<Draft>,
    /// Whether it is stored even where an earlier version was read from the same bytes: the outlet went back to it.
    pub again: bool,
}

/// Records all that comes in, read by `method` on `jobs` threads.
///
/// # Errors
/// When the history cannot be read or written. What was told of is stored; of the rest nothing is.
pub fn record_all(
    history: &mut History,
    inflow: &mut impl Inflow,
    method: Method,
    jobs: NonZeroUsize,
) -> Result<(), Error> {
    let kept = Mutex::new(History::open_read_only(history.path())?);
    let (tasks, queue) = mpsc::channel();
    let queue = Mutex::new(queue);
    let (done, results) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..jobs.get() {
            let done = done.clone();
            scope.spawn(|| work(&queue, &kept, method, done));
        }
        drop(done);
        Queue { entries: VecDeque::new(), taken: 0, chain: Vec::new(), seen: SeenCaptures::default(), method, tasks }
            .run(history, inflow, &results)
    })
}

/// Drafts to be read one after the other, each with its place in the input.
type Task = Vec<(usize, Arc<Draft>)>;

/// What was read off a draft, and what the model has read for it.
type DraftReading = (Analysis, Cache);

/// What comes back from a thread, with the place of the draft.
type Done = (usize, ReadOrPanic);

/// How a thread has ended with a draft.
enum ReadOrPanic {
    Read(Result<Box<DraftReading>, Error>),
    /// It is raised again where it is heard of.
    Panic(Box<dyn Any + Send>),
}

/// Reads drafts until there are no more.
fn work(queue: &Mutex<Receiver<Task>>, kept: &Mutex<History>, method: Method, done: Sender<Done>) {
    loop {
        let task = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(task) = task else { return };
        let mut cache = Cache::default();
        for (place, draft) in task {
            let lookup = |model: &str, keys: &[Key]| {
                kept.lock().unwrap_or_else(PoisonError::into_inner).scored_windows(model, keys)
            };
            let read = AssertUnwindSafe(|| {
                cache.mark_known();
                let analysis = analyse_with_kept(&draft.body, &draft.metadata, method, &mut cache, lookup)?;
                Ok(Box::new((analysis, cache.clone())))
            });
            let outcome = catch_unwind(read).map_or_else(ReadOrPanic::Panic, ReadOrPanic::Read);
            if done.send((place, outcome)).is_err() {
                return;
            }
        }
    }
}

/// How far an input has come.
enum Stage {
    /// Some thread has it.
    Awaited,
    /// There is nothing to read off it: it has no draft, or is stored already.
    Bare,
    Read(Box<DraftReading>),
}

struct QueueEntry<T> {
    input: Input<T>,
    stage: Stage,
}

/// By story, the captures for which this call has seen a draft.
type SeenCaptures = BTreeMap<Slug, BTreeSet<KnownCapture>>;

/// The inputs that are not stored yet, in their order.
struct Queue<T> {
    entries: VecDeque<QueueEntry<T>>,
    /// How many inputs have left the queue; the place of the first entry.
    taken: usize,
    /// What is not yet handed to a thread.
    chain: Vec<(Slug, usize, Arc<Draft>)>,
    seen: SeenCaptures,
    method: Method,
    tasks: Sender<Task>,
}

impl<T> Queue<T> {
    fn run(
        mut self,
        history: &mut History,
        inflow: &mut impl Inflow<Label = T>,
        results: &Receiver<Done>,
    ) -> Result<(), Error> {
        let mut is_over = false;
        // Since when something has been ready; when it is stored does not change what is stored.
        let mut since: Option<Instant> = None;
        loop {
            while !is_over && self.entries.len() < AHEAD {
                match inflow.next(history)? {
                    Some(input) => self.push(history, input)?,
                    None => is_over = true,
                }
            }
            self.dispatch();
            if self.entries.is_empty() {
                return Ok(());
            }
            let ready = self.entries.iter().take_while(|entry| !matches!(entry.stage, Stage::Awaited)).count();
            let waited = match ready {
                0 => Duration::ZERO,
                _ => since.get_or_insert_with(Instant::now).elapsed(),
            };
            if ready >= BATCH || (is_over && ready == self.entries.len()) || waited >= PATIENCE {
                self.store(history, inflow, ready.min(BATCH))?;
                since = None;
                continue;
            }
            match results.recv_timeout(PATIENCE - waited) {
                Ok((place, ReadOrPanic::Read(read))) => {
                    if let Some(entry) = self.entries.get_mut(place - self.taken) {
                        entry.stage = Stage::Read(read?);
                    }
                }
                Ok((_, ReadOrPanic::Panic(panic))) => resume_unwind(panic),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
            }
        }
    }

    /// Puts an input into the queue, and what is to be read into the chain.
    fn push(&mut self, history: &History, mut input: Input<T>) -> Result<(), Error> {
        let mut stage = Stage::Bare;
        if let Some(offer) = &mut input.offer {
            // A number of a version goes with what its story is called.
            offer.slug = history.called(&offer.slug)?;
            let Offer { slug, draft, again } = &*offer;
            let held = history.held(slug, draft)?;
            let is_held = held.latest.is_some() || (!again && free(&self.seen, slug, &held.captures).is_some());
            if !is_held {
                stage = Stage::Awaited;
                // Only the accurate model keeps what it has read; the others gain nothing by a chain.
                let longest = if self.method == Method::Accurate { CHAIN } else { 1 };
                let goes_on = self.chain.last().is_some_and(|(last, ..)| last == slug) && self.chain.len() < longest;
                if !goes_on {
                    self.dispatch();
                }
                self.chain.push((slug.clone(), self.taken + self.entries.len(), draft.clone()));
            }
        }
        self.entries.push_back(QueueEntry { input, stage });
        Ok(())
    }

    /// Hands the chain to a thread.
    fn dispatch(&mut self) {
        let chain = std::mem::take(&mut self.chain);
        if !chain.is_empty() {
            // The threads wait for as long as there is a sender.
            let _ = self.tasks.send(chain.into_iter().map(|(_, place, draft)| (place, draft)).collect());
        }
    }

    /// Stores the first inputs, `count` at most, all in one transaction, and tells of them.
    fn store(&mut self, history: &mut History, inflow: &mut impl Inflow<Label = T>, count: usize) -> Result<(), Error> {
        let mut outcomes = Vec::with_capacity(count);
        let mut writer = history.write()?;
        let started = Instant::now();
        while outcomes.len() < count && started.elapsed() < HOLD {
            let Some(QueueEntry { input: Input { label, offer }, stage }) = self.entries.pop_front() else { break };
            let read = if let Stage::Read(read) = stage { Some(*read) } else { None };
            let outcome = match &offer {
                Some(offer) => match store_draft(&mut writer, offer, read, self.method, inflow.now(), &mut self.seen) {
                    Err(error) if !error.is_of_the_draft() => return Err(error),
                    outcome => Some(outcome),
                },
                None => None,
            };
            outcomes.push((label, outcome));
        }
        let is_long = outcomes.len() < count;
        self.taken += outcomes.len();
        writer.commit()?;
        outcomes.into_iter().for_each(|(label, outcome)| inflow.settled(label, outcome));
        if is_long {
            thread::sleep(BREATH);
        }
        Ok(())
    }
}

/// Stores a draft, unless it is stored already.
fn store_draft(
    writer: &mut Writer<'_>,
    Offer { slug, draft, again }: &Offer,
    read: Option<DraftReading>,
    method: Method,
    now: DateTime<Utc>,
    seen: &mut SeenCaptures,
) -> Result<Recorded, Error> {
    let held = writer.held(slug, draft)?;
    let free = free(seen, slug, &held.captures);
    let (recorded, capture) = match (held.latest, free) {
        (Some((latest, extractor)), free) => {
            let capture = match free {
                Some(known) => known,
                None => writer.add_recapture(slug, latest, &draft.capture, &draft.metadata, now)?,
            };
            (Recorded::Unchanged { latest, extractor }, capture)
        }
        (None, Some(known)) if !again => (Recorded::Held { number: known.number }, known),
        (None, _) => {
            let (analysis, mut cache) = match read {
                Some(read) => read,
                // It was stored already when it came up, and what was stored since has made it new.
                None => {
                    let mut cache = Cache::default();
                    let kept = |model: &str, keys: &[Key]| writer.scored_windows(model, keys);
                    (analyse_with_kept(&draft.body, &draft.metadata, method, &mut cache, kept)?, cache)
                }
            };
            let recorded = add(writer, slug, draft, analysis, &mut cache, method, now)?;
            let capture = KnownCapture { number: recorded.number(), recapture: None };
            (recorded, capture)
        }
    };
    seen.entry(slug.clone()).or_default().insert(capture);
    Ok(recorded)
}

/// Returns the first of some captures for which this call has seen no draft.
fn free(seen: &SeenCaptures, slug: &Slug, captures: &[KnownCapture]) -> Option<KnownCapture> {
    let seen = seen.get(slug);
    captures.iter().copied().find(|known| seen.is_none_or(|seen| !seen.contains(known)))
}
