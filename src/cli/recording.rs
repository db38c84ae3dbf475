//! The one way from inputs into the history: each gets its story, is recorded, and what became of it is said.
//!
//! One bad input does not stop the others; it is named, and counted. Nothing is reported that is not stored for good.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::context::Context;
use super::failure::Failure;
use super::progress::Progress;
use crate::extract::Method;
use crate::record::bulk::{self, Inflow, Input, Offer};
use crate::record::naming::{FileName, StoryNamer};
use crate::record::timeline::Timelines;
use crate::record::{Recorded, record_with, same_page};
use crate::render::Report;
use crate::report::{InputOutcome, RecordedInput, claims_by_kind};
use crate::store::{Error, History};
use crate::story::{Draft, Slug, VersionNumber};

/// An input as its reader hands it over.
pub(super) struct ReadInput {
    /// What it is called in messages.
    pub name: String,
    pub text: Result<InputText, Unread>,
}

/// A text that was read off an input.
pub(super) struct InputText {
    pub draft: Draft,
    pub warnings: Vec<String>,
    /// The address that its story is named after, where it has one.
    pub url: Option<String>,
    /// What names its story where no address does.
    pub named: FileName,
    pub repeat: Repeat,
}

/// Why an input gave no text.
pub(super) enum Unread {
    Failed(Failure),
    /// Nothing is wrong with it; the words are shared by others, so that they can be counted.
    Passed(String),
}

/// What makes a text a repeat of what its story holds, beside that the latest version has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeat {
    /// Its bytes and declared times were looked at before.
    ByCapture,
    /// The story held it at its time.
    ByTime,
    /// Nothing.
    Never,
}

/// How much is said of each input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    Each,
    Counted {
        /// Whether inputs that are passed over are named.
        names_passed: bool,
    },
}

/// What became of all inputs.
#[derive(Clone, Debug, Default)]
pub(super) struct RecordingCounts {
    pub stored: usize,
    /// The claims of the stored versions.
    pub claims: usize,
    /// The stories that have these versions.
    pub stories: BTreeSet<Slug>,
    /// Those that the history held already.
    pub unchanged: usize,
    pub failed: usize,
    /// How many were passed over, by reason.
    pub passed: BTreeMap<String, usize>,
    /// The versions that were captured before an earlier version of their story, where each is not told of.
    pub late: Vec<(Slug, VersionNumber)>,
    /// How many unchanged versions keep the claims of another extractor, by extractor, where each is not told of.
    pub kept: BTreeMap<String, usize>,
}

/// A call that records inputs.
pub(super) struct Recording<'a> {
    pub context: &'a Context,
    pub method: Method,
    /// The story that all inputs go into, where the user named one.
    pub story: Option<Slug>,
    pub detail: Detail,
    pub progress: Progress,
    namer: StoryNamer,
    timelines: Timelines,
    /// The highest version marker so far, by story.
    highest: BTreeMap<Slug, u32>,
    tally: RecordingCounts,
    /// Why the output cannot be written; then no more inputs are taken.
    stopped: Option<Failure>,
}

/// What is to be said of an input in its turn.
struct InputLabel {
    name: String,
    warnings: Vec<String>,
    marker: Option<u32>,
    stage: InputStage,
}

/// How far an input came before it was recorded.
enum InputStage {
    Unread(Unread),
    /// Its story held it at its time.
    Held,
    Offered {
        slug: Slug,
        /// What its story is named after, where the user did not name it.
        after: Option<&'static str>,
    },
}

impl<'a> Recording<'a> {
    pub(super) fn new(
        context: &'a Context,
        method: Method,
        story: Option<Slug>,
        detail: Detail,
        progress: Progress,
    ) -> Self {
        Self {
            context,
            method,
            story,
            detail,
            progress,
            namer: StoryNamer::default(),
            timelines: Timelines::default(),
            highest: BTreeMap::new(),
            tally: RecordingCounts::default(),
            stopped: None,
        }
    }

    /// Records all inputs, read on `jobs` threads. The history is opened for the first text, so that a call that reads
    /// none creates nothing.
    ///
    /// # Errors
    /// When the history or the output cannot be written; what was told of by then is stored.
    pub(super) fn record_all(
        mut self,
        mut inputs: impl Iterator<Item = ReadInput>,
        jobs: NonZeroUsize,
    ) -> Result<RecordingCounts, Failure> {
        while let Some(input) = inputs.next() {
            match input.text {
                Err(unread) => self.say_unread(&input.name, unread),
                Ok(_) => {
                    let mut history = self.context.open_or_create()?;
                    let method = self.method;
                    let mut queue =
                        RecordingInflow { inputs: std::iter::once(input).chain(inputs), recording: &mut self };
                    let recorded = bulk::record_all(&mut history, &mut queue, method, jobs);
                    self.progress.clear();
                    recorded?;
                    break;
                }
            }
        }
        self.finish()
    }

    /// Records one input at once. Returns the version that holds it and whether that is new; nothing where the input
    /// failed.
    ///
    /// # Errors
    /// When the history or the output cannot be written.
    pub(super) fn record_one(
        &mut self,
        history: &mut History,
        input: ReadInput,
    ) -> Result<Option<(Slug, VersionNumber, bool)>, Failure> {
        let Input { label, offer } = self.enter(history, input)?;
        let Some(Offer { slug, draft, .. }) = offer else {
            self.report_outcome(label, None);
            return self.stopped.take().map_or(Ok(None), Err);
        };
        if draft.metadata.url.is_some()
            && let Some(latest) = history.latest(&slug)?
            && same_page::is_same_page(history, &latest, &draft)?
        {
            let told = same_page::told(&label.name, &latest);
            self.report_outcome(label, Some(Ok(Recorded::Held { number: latest.number })));
            self.context.note(&told);
            return self.stopped.take().map_or(Ok(Some((slug, latest.number, false))), Err);
        }
        let outcome = match record_with(history, &slug, &draft, self.method, self.context.now()) {
            Err(error) if !error.is_of_the_draft() => return Err(error.into()),
            outcome => outcome,
        };
        let version = outcome.as_ref().ok().map(|recorded| (slug, recorded.number(), recorded.is_new()));
        self.report_outcome(label, Some(outcome));
        self.stopped.take().map_or(Ok(version), Err)
    }

    /// Says that an input is the text of a version, without a look at it.
    pub(super) fn unchanged(&mut self, name: &str, slug: &Slug, latest: VersionNumber) -> Result<(), Failure> {
        self.tally.unchanged += 1;
        self.print(name, slug, InputOutcome::Unchanged { latest });
        self.stopped.take().map_or(Ok(()), Err)
    }

    /// Says that an input gave no text.
    pub(super) fn say_unread(&mut self, name: &str, unread: Unread) {
        self.progress.clear();
        match unread {
            Unread::Failed(failure) => {
                self.context.fail(&failure);
                self.tally.failed += 1;
            }
            Unread::Passed(why) => {
                if self.detail != (Detail::Counted { names_passed: false }) {
                    self.context.note(&format!("{name} is passed over: {why}"));
                }
                *self.tally.passed.entry(why).or_default() += 1;
            }
        }
    }

    /// Ends the call.
    pub(super) fn finish(self) -> Result<RecordingCounts, Failure> {
        match self.stopped {
            Some(failure) => Err(failure),
            None => Ok(self.tally),
        }
    }

    /// Gives an input its story.
    fn enter(&mut self, history: &History, input: ReadInput) -> Result<Input<InputLabel>, Error> {
        let ReadInput { name, text } = input;
        let bare =
            |name, stage| Input { label: InputLabel { name, warnings: Vec::new(), marker: None, stage }, offer: None };
        let InputText { draft, warnings, url, named, repeat } = match text {
            Ok(text) => text,
            Err(unread) => return Ok(bare(name, InputStage::Unread(unread))),
        };
        let by_url = match (&self.story, &url) {
            (None, Some(url)) => self.namer.by_url(history, url)?,
            _ => None,
        };
        let (by_file, marker) = self.namer.by_file(history, named)?;
        let (slug, after) = match (self.story.clone(), by_url, by_file) {
            (Some(slug), ..) => (slug, None),
            (None, Some(slug), _) => (slug, Some("its URL")),
            (None, None, Some(slug)) => (slug, Some("its file name")),
            (None, None, None) => {
                let failure = Failure::new(format!("no story's name can be made of {name}"));
                return Ok(bare(
                    name,
                    InputStage::Unread(Unread::Failed(failure.hint("name the story: --story NAME"))),
                ));
            }
        };
        self.namer.note(&slug, draft.metadata.url.as_deref());
        if repeat == Repeat::ByTime && !self.timelines.announce(history, &slug, &draft)? {
            return Ok(bare(name, InputStage::Held));
        }
        let label = InputLabel { name, warnings, marker, stage: InputStage::Offered { slug: slug.clone(), after } };
        let offer = Offer { slug, draft: Arc::new(draft), again: repeat != Repeat::ByCapture };
        Ok(Input { label, offer: Some(offer) })
    }

    /// Says what became of an input, and counts it.
    fn report_outcome(&mut self, label: InputLabel, outcome: Option<Result<Recorded, Error>>) {
        let InputLabel { name, warnings, marker, stage } = label;
        for warning in &warnings {
            self.progress.clear();
            self.context.warn(warning);
        }
        match (stage, outcome) {
            (InputStage::Unread(unread), _) => self.say_unread(&name, unread),
            (InputStage::Held, _) => self.tally.unchanged += 1,
            (InputStage::Offered { slug, after }, outcome) => {
                if let Some(after) = after.filter(|_| self.detail == Detail::Each) {
                    let text =
                        format!("{name} goes into the story {slug}, after {after} (--story NAME chooses another)");
                    self.progress.clear();
                    self.context.note(&text);
                }
                match outcome {
                    Some(Ok(recorded)) => self.settle_recorded(&name, &slug, marker, recorded),
                    // What goes over a source again and again would otherwise fail for ever.
                    Some(Err(Error::Withheld { .. })) if self.detail != Detail::Each => {
                        self.say_unread(&name, Unread::Passed("its text is withheld here".to_owned()));
                    }
                    Some(Err(error)) => {
                        let Failure { message, hint, .. } = error.into();
                        let failure = Failure { hint, ..Failure::new(format!("{name}: {message}")) };
                        self.say_unread(&name, Unread::Failed(failure));
                    }
                    None => {}
                }
            }
        }
        self.progress.show(self.tally.stored + self.tally.unchanged + self.tally.failed);
    }

    fn settle_recorded(&mut self, name: &str, slug: &Slug, marker: Option<u32>, recorded: Recorded) {
        match &recorded {
            Recorded::Stored { number, extraction, is_late, .. } => {
                self.tally.stored += 1;
                self.tally.claims += extraction.claims.len();
                self.tally.stories.insert(slug.clone());
                match (is_late, self.detail) {
                    (false, _) => {}
                    (true, Detail::Counted { .. }) => self.tally.late.push((slug.clone(), *number)),
                    (true, Detail::Each) => {
                        self.progress.clear();
                        self.context.warn(&format!(
                            "{name} was captured before an earlier version of {slug}; v1, v2, … count in the order of storing, @DATE goes by capture"
                        ));
                    }
                }
            }
            Recorded::Held { .. } => self.tally.unchanged += 1,
            Recorded::Unchanged { latest, extractor } => {
                self.tally.unchanged += 1;
                match (*extractor == self.method.extractor(), self.detail) {
                    (true, _) => {}
                    (false, Detail::Counted { .. }) => *self.tally.kept.entry(extractor.clone()).or_default() += 1,
                    (false, Detail::Each) => {
                        self.progress.clear();
                        self.context.note(&format!(
                            "{slug} v{latest} keeps the claims of another extractor ({extractor}); onrecord reextract reads it again"
                        ));
                    }
                }
            }
        }
        self.check_order(name, slug, marker);
        if self.detail == Detail::Each {
            self.print(name, slug, input_outcome(recorded));
        }
    }

    /// Warns where a file's version marker is lower than one before it: `v10` sorts before `v2` in a shell's pattern.
    fn check_order(&mut self, name: &str, slug: &Slug, marker: Option<u32>) {
        let Some(marker) = marker else { return };
        let highest = self.highest.entry(slug.clone()).or_insert(marker);
        if marker < *highest {
            self.progress.clear();
            self.context.warn(&format!(
                "{name} came after a file marked {highest}; versions of {slug} are stored in the order given"
            ));
        }
        *highest = marker.max(*highest);
    }

    fn print(&mut self, name: &str, slug: &Slug, outcome: InputOutcome) {
        if self.stopped.is_some() {
            return;
        }
        self.progress.clear();
        let report = RecordedInput { slug: slug.to_string(), input: name.to_owned(), outcome };
        self.stopped = self.context.print_while_open(&Report::RecordedInput(report)).err();
    }
}

/// The inputs that [`bulk`] takes, with the call that they belong to.
struct RecordingInflow<'r, 'a, I> {
    inputs: I,
    recording: &'r mut Recording<'a>,
}

impl<I: Iterator<Item = ReadInput>> Inflow for RecordingInflow<'_, '_, I> {
    type Label = InputLabel;

    fn next(&mut self, history: &History) -> Result<Option<Input<InputLabel>>, Error> {
        if self.recording.stopped.is_some() {
            return Ok(None);
        }
        self.inputs.next().map(|input| self.recording.enter(history, input)).transpose()
    }

    fn settled(&mut self, label: InputLabel, outcome: Option<Result<Recorded, Error>>) {
        self.recording.report_outcome(label, outcome);
    }

    fn now(&self) -> DateTime<Utc> {
        self.recording.context.now()
    }
}

/// Returns what is printed of a recorded input.
pub(super) fn input_outcome(recorded: Recorded) -> InputOutcome {
    match recorded {
        Recorded::Unchanged { latest, .. } => InputOutcome::Unchanged { latest },
        Recorded::Held { number } => InputOutcome::Held { number },
        Recorded::Stored { number, extraction, diff, .. } => InputOutcome::Stored {
            number,
            claims: claims_by_kind(&extraction),
            speakers: extraction.speakers.len(),
            warnings: extraction.warnings.len(),
            changes: diff.map(|diff| diff.summary()),
        },
    }
}
