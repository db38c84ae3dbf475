//! Takes drafts into a history: extract, align with the version before, store, each in one transaction; [`bulk`] takes
//! many.
//!
//! Nothing is analysed twice: what a model has read is kept beside the history and taken from there, so that a new
//! version costs what it changed. It prints nothing and reads no clock: the caller says what time it is.

pub mod bulk;
pub mod naming;
pub mod reextract;
pub mod same_page;
pub mod timeline;
pub mod watching;

use chrono::{DateTime, Utc};

use crate::claim::Extraction;
use crate::compare::{analyse_with_kept, side};
use crate::diff::{self, Diff, EditKind, Side};
use crate::extract::Method;
use crate::lang::cache::{Cache, Key};
use crate::reading::Analysis;
use crate::store::{Error, History, Origin, StoredVersion, Writer};
use crate::story::{Draft, Slug, VersionNumber};

/// What became of a draft.
#[derive(Clone, Debug)]
pub enum Recorded {
    /// Its body, headline and byline are those of the latest version: nothing was stored. The version keeps the
    /// extraction that it has, whichever extractor made it: what another one reads is no news from the outlet.
    Unchanged { latest: VersionNumber, extractor: String },
    /// An earlier version was read from the same bytes, with the same times, or from a page that reads the same today:
    /// nothing was stored. [`bulk`] asks the one, whoever calls [`same_page`](same_page::is_same_page) the other.
    Held { number: VersionNumber },
    /// It is a new version.
    Stored {
        number: VersionNumber,
        extraction: Extraction,
        /// Against the version before, where there is one.
        diff: Option<Diff>,
        /// Whether an earlier version was captured after it.
        is_late: bool,
    },
}

impl Recorded {
    /// Returns the version that holds the draft.
    pub fn number(&self) -> VersionNumber {
        match self {
            Self::Stored { number, .. } | Self::Held { number } | Self::Unchanged { latest: number, .. } => *number,
        }
    }

    /// Returns whether the draft is a new version.
    pub fn is_new(&self) -> bool {
        matches!(self, Self::Stored { .. })
    }
}

/// Records `draft` as the next version of the story called `slug`, read by the default method.
///
/// # Errors
/// When the history cannot be read or written; then nothing of the draft is stored.
pub fn record(history: &mut History, slug: &Slug, draft: &Draft, now: DateTime<Utc>) -> Result<Recorded, Error> {
    record_with(history, slug, draft, Method::default(), now)
}

/// Records `draft` as [`record`] does, read by the method that is asked for.
///
/// # Errors
/// When the history cannot be read or written; then nothing of the draft is stored.
pub fn record_with(
    history: &mut History,
    slug: &Slug,
    draft: &Draft,
    method: Method,
    now: DateTime<Utc>,
) -> Result<Recorded, Error> {
    let slug = &history.called(slug)?;
    let mut cache = Cache::default();
    // Read before the write begins, so that other writers need not wait for the analysis.
    let analysis = analyse_with_kept(&draft.body, &draft.metadata, method, &mut cache, |model, keys| {
        history.scored_windows(model, keys)
    })?;
    let mut writer = history.write()?;
    if let Some((latest, extractor)) = writer.held(slug, draft)?.latest {
        return Ok(Recorded::Unchanged { latest, extractor });
    }
    let recorded = add(&mut writer, slug, draft, analysis, &mut cache, method, now)?;
    writer.commit()?;
    Ok(recorded)
}

/// Adds a draft that is no repeat, with what was read off it; `cache` holds what the model has read of it.
fn add(
    writer: &mut Writer<'_>,
    slug: &Slug,
    draft: &Draft,
    analysis: Analysis,
    cache: &mut Cache,
    method: Method,
    now: DateTime<Utc>,
) -> Result<Recorded, Error> {
    let latest = writer.latest(slug)?;
    let extractor = method.extractor();
    let new = Side::new(&draft.metadata, &draft.body, &analysis);
    let claims = analysis.extraction.claims.len();
    let (diff, origins) = match latest.as_ref() {
        Some(old) if old.extractor == extractor => {
            let diff = diff::diff(side(old, &old.reading()?), new);
            let origins = origins(Some(&diff), claims);
            (Some(diff), origins)
        }
        // What another extractor read differently is no edit by the outlet: read the old version anew for the
        // comparison. The claims that it stored are others, so that only the same words go on a lineage.
        Some(old) => {
            let kept = |model: &str, keys: &[Key]| writer.scored_windows(model, keys);
            let read = analyse_with_kept(&old.body, &old.metadata, method, cache, kept)?;
            let diff = diff::diff(Side::new(&old.metadata, &old.body, &read), new);
            (Some(diff), origins(None, claims))
        }
        None => (None, origins(None, claims)),
    };
    let is_late = writer.last_stood_at(slug)?.is_some_and(|last| last > draft.metadata.captured_at.unwrap_or(now));
    let number = writer.add(slug, draft, &analysis, &origins, &extractor, now)?;
    if let Some(model) = method.model() {
        writer.keep_windows(&model.version(), &cache.fresh().collect::<Vec<_>>())?;
    }
    Ok(Recorded::Stored { number, extraction: analysis.extraction, diff, is_late })
}

/// Says which claims of a version go on claims of the one before it, which was recorded in another story: pairs of
/// indexes, the older one's first. None where another extractor read it: then only the same words go on.
pub fn continues(old: &StoredVersion, new: &StoredVersion) -> Vec<(usize, usize)> {
    let (Ok(old_reading), Ok(new_reading)) = (old.reading(), new.reading()) else { return Vec::new() };
    if old.extractor != new.extractor {
        return Vec::new();
    }
    let diff = diff::diff(side(old, &old_reading), side(new, &new_reading));
    let origins = origins(Some(&diff), new.extraction.claims.len());
    let continued = |(to, origin)| match origin {
        Origin::Continues(from) => Some((from, to)),
        Origin::Enters => None,
    };
    origins.into_iter().enumerate().filter_map(continued).collect()
}

/// Reads off a diff where each of the new version's claims comes from.
fn origins(diff: Option<&Diff>, claims: usize) -> Vec<Origin> {
    let mut origins = vec![Origin::Enters; claims];
    let edits = diff.map_or(&[][..], |diff| &diff.edits);
    for edit in edits.iter().filter(|edit| matches!(edit.kind, EditKind::Changed | EditKind::Unchanged)) {
        for (nth, claim) in edit.new.iter().enumerate() {
            // A merged claim continues the first of the claims that it was made of, as do all the parts of a split one.
            let from = edit.old.get(nth).filter(|_| edit.old.len() == edit.new.len()).or(edit.old.first());
            if let Some(from) = from {
                origins[claim.id.0 as usize] = Origin::Continues(from.id.0 as usize);
            }
        }
    }
    origins
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::compare::compare;
    use crate::diff::ChangeKind;
    use crate::extract;
    use crate::story::Metadata;

    /// A story long enough for several windows.
    fn paragraphs() -> Vec<String> {
        let about = |n: u32| {
            format!(
                "The {n}. pier will stay open until the spring, the harbour office said on Tuesday. “We have {n} crews on it,” \
                 said Ana Holt, who runs the port, adding that the board had been told in writing. Residents fear that the \
                 works at the {n}. pier will cost more than the council has promised, and that nobody has counted the boats."
            )
        };
        (2..12).map(about).collect()
    }

    fn draft(paragraphs: &[String]) -> Draft {
        Draft { body: paragraphs.join("\n\n"), ..Draft::default() }
    }

    fn history(folder: &TempDir) -> History {
        History::open(&folder.path().join("onrecord.db")).expect("a history")
    }

    fn record(history: &mut History, draft: &Draft, method: Method) -> Recorded {
        let slug = Slug::from_text("pier").expect("a slug");
        record_with(history, &slug, draft, method, DateTime::UNIX_EPOCH).expect("a version")
    }

    /// How many of the windows of a text need not be read.
    fn kept(history: &History, draft: &Draft) -> (usize, usize) {
        let keys = extract::keys(&draft.body, draft.metadata.headline.as_deref(), Method::Accurate);
        let model = Method::Accurate.model().expect("a model").version();
        (history.scored_windows(&model, &keys).expect("readings").len(), keys.len())
    }

    #[test]
    fn a_new_version_costs_what_it_changed() {
        let folder = TempDir::new().expect("a folder");
        let mut history = history(&folder);
        let (old, mut new) = (draft(&paragraphs()), paragraphs());
        new[4] = "Nothing more was known at noon.".to_owned();
        let new = draft(&new);
        record(&mut history, &old, Method::Accurate);
        let (found, all) = kept(&history, &old);
        assert!(found == all && all > 3, "{found} of {all}");
        let (found, all) = kept(&history, &new);
        assert!(found < all && found + 3 >= all, "{found} of {all}");
        let Recorded::Stored { extraction, .. } = record(&mut history, &new, Method::Accurate) else { panic!("v2") };
        assert_eq!(extraction, extract::extract_with(&new.body, &new.metadata, Method::Accurate));
        let (found, all) = kept(&history, &new);
        assert_eq!(found, all);
        assert_eq!(history.verify().expect("a check").problems, []);
    }

    #[test]
    fn methods_never_mix() {
        let folder = TempDir::new().expect("a folder");
        let mut history = history(&folder);
        let mut text = paragraphs();
        for method in [Method::ALL, Method::ALL].concat() {
            text.rotate_left(1);
            let draft = draft(&text);
            let Recorded::Stored { number, extraction, .. } = record(&mut history, &draft, method) else {
                panic!("a version")
            };
            assert_eq!(extraction, extract::extract_with(&draft.body, &draft.metadata, method), "{method:?}");
            let slug = Slug::from_text("pier").expect("a slug");
            let stored = history.version(&slug, number).expect("a read").expect("a version");
            let read = extract::analyse(&draft.body, &draft.metadata, method);
            assert_eq!(stored.reading().expect("a reading"), read.reading);
            assert_eq!((stored.extraction, stored.extractor), (extraction, method.extractor()));
        }
    }

    #[test]
    fn the_same_text_by_another_method_is_no_version() {
        let folder = TempDir::new().expect("a folder");
        let mut history = history(&folder);
        let draft = draft(&paragraphs()[..1]);
        record(&mut history, &draft, Method::Rules);
        let Recorded::Unchanged { latest: 1, extractor } = record(&mut history, &draft, Method::Fast) else {
            panic!("the same text")
        };
        assert_eq!(extractor, Method::Rules.extractor());
    }

    #[test]
    fn stored_versions_are_compared_as_they_were_read() {
        let folder = TempDir::new().expect("a folder");
        let mut history = history(&folder);
        let slug = Slug::from_text("pier").expect("a slug");
        for (body, headline) in [("The dam will hold.", "Dam will hold"), ("The dam may hold.", "Dam may hold")] {
            let metadata = Metadata { headline: Some(headline.to_owned()), ..Metadata::default() };
            record(&mut history, &Draft { body: body.to_owned(), metadata, ..Draft::default() }, Method::Rules);
        }
        let [old, mut new] = [1, 2].map(|number| history.version(&slug, number).expect("a read").expect("a version"));
        let kinds = |new: &StoredVersion| {
            let diff = compare(&history, &old, new).expect("a comparison").diff;
            let edits = diff.headline().into_iter().chain(&diff.edits);
            edits.flat_map(|edit| &edit.changes).map(|change| change.kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds(&new), [ChangeKind::HedgeAdded; 2]);
        // As if the rules had not known "may" when the version was recorded.
        let mut reading = new.reading().expect("a reading");
        reading.body.hedges.clear();
        reading.headline.as_mut().expect("a headline").text.hedges.clear();
        new.reading = reading.pack();
        assert_eq!(kinds(&new), [ChangeKind::ContentChanged; 2]);
    }

    #[test]
    fn a_reading_of_another_format_is_refused() {
        let folder = TempDir::new().expect("a folder");
        let mut history = history(&folder);
        let slug = Slug::from_text("pier").expect("a slug");
        record(&mut history, &draft(&paragraphs()[..1]), Method::Rules);
        record(&mut history, &draft(&paragraphs()[1..2]), Method::Rules);
        let [mut old, new] = [1, 2].map(|number| history.version(&slug, number).expect("a read").expect("a version"));
        old.reading.format += 1;
        let error = compare(&history, &old, &new).expect_err("another format");
        let format = old.reading.format;
        let said = format!("pier@v1 cannot be compared: its reading is of format {format}");
        assert!(error.to_string().starts_with(&said), "{error}");
        assert_eq!(error.hint().expect("a hint"), "run `onrecord reextract pier` to read its versions anew");
    }

    #[test]
    fn versions_by_two_methods_are_compared_by_the_newer_ones() {
        let folder = TempDir::new().expect("a folder");
        let mut history = history(&folder);
        let (old, new) = (draft(&paragraphs()), draft(&paragraphs()[1..]));
        record(&mut history, &old, Method::Fast);
        let Recorded::Stored { diff: Some(expected), .. } = record(&mut history, &new, Method::Rules) else {
            panic!("v2")
        };
        let slug = Slug::from_text("pier").expect("a slug");
        let [old, new] = [1, 2].map(|number| history.version(&slug, number).expect("a read").expect("a version"));
        assert_eq!(compare(&history, &old, &new).expect("a comparison").diff, expected);
    }
}
