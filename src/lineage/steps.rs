//! The versions of one story and what lies between them: each is read once and each pair compared once, when first
//! asked for.
//!
//! It follows lineages as the history has them, and takes the labels of what differs from a comparison.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{ExtractorRun, Moment, Versions};
use crate::claim::{Claim, Excerpt, Extraction};
use crate::compare::{Comparison, compare};
use crate::diff::{Change, ChangeKind, Confidence, Edit, EditKind};
use crate::store::{Error, History, StoredVersion, VersionLineages};
use crate::story::{Slug, VersionNumber};

/// How sure it is that other words of one lineage say something else, where no comparison has labelled them.
const OTHER_WORDS: Confidence = Confidence::from_hundredths(60);

/// A story's versions, as far as they were asked for.
pub(super) struct Steps<'a> {
    history: &'a History,
    slug: &'a Slug,
    /// Oldest first; a version that was decided into another story is missing.
    rows: Vec<VersionLineages>,
    /// The versions that have a lineage, oldest first.
    places: BTreeMap<i64, Vec<VersionNumber>>,
    versions: Versions,
    steps: BTreeMap<(VersionNumber, VersionNumber), Arc<VersionStep>>,
}

/// What lies between two versions that have been stored.
pub(super) struct VersionStep {
    pub(super) old: Arc<StoredVersion>,
    pub(super) new: Arc<StoredVersion>,
    edits: Vec<Edit>,
    /// For each claim that the version stores, the edit that it is in; several, where it was read anew for the
    /// comparison and then makes several claims.
    old_edits: Vec<Vec<usize>>,
    new_edits: Vec<Vec<usize>>,
}

impl<'a> Steps<'a> {
    /// Lists a story's versions; none of them is read yet.
    pub(super) fn new(history: &'a History, slug: &'a Slug) -> Result<Self, Error> {
        let rows = history.lineages(slug)?;
        let mut places: BTreeMap<i64, Vec<VersionNumber>> = BTreeMap::new();
        for row in &rows {
            for &lineage in &row.lineages {
                let places = places.entry(lineage).or_default();
                if places.last() != Some(&row.number) {
                    places.push(row.number);
                }
            }
        }
        Ok(Self { history, slug, rows, places, versions: Versions::new(), steps: BTreeMap::new() })
    }

    /// Returns the number of the story's latest version.
    pub(super) fn latest(&self) -> VersionNumber {
        self.rows.last().map_or(0, |row| row.number)
    }

    /// Lists the versions that have a lineage, oldest first.
    pub(super) fn places(&self, lineage: i64) -> &[VersionNumber] {
        self.places.get(&lineage).map_or(&[], Vec::as_slice)
    }

    /// Returns the last version before `number` that has a lineage.
    pub(super) fn last_before(&self, lineage: i64, number: VersionNumber) -> Option<VersionNumber> {
        let places = self.places(lineage);
        places[..places.partition_point(|&place| place < number)].last().copied()
    }

    /// Lists the claims of a version that have a lineage.
    pub(super) fn claims_of(&self, lineage: i64, number: VersionNumber) -> Vec<usize> {
        self.row(number).map_or(Vec::new(), |row| positions(&row.lineages, |&of| of == lineage))
    }

    /// Lists the numbers of the versions from one on.
    pub(super) fn from(&self, first: VersionNumber) -> Vec<VersionNumber> {
        self.rows.iter().map(|row| row.number).filter(|number| *number >= first).collect()
    }

    /// Returns the number of the version before another one.
    pub(super) fn before(&self, number: VersionNumber) -> Option<VersionNumber> {
        let at = self.rows.partition_point(|row| row.number < number);
        at.checked_sub(1).map(|at| self.rows[at].number)
    }

    /// Returns the number of the version after another one.
    pub(super) fn after(&self, number: VersionNumber) -> Option<VersionNumber> {
        self.rows.get(self.rows.partition_point(|row| row.number <= number)).map(|row| row.number)
    }

    /// Returns the number of the version before another one, where another extractor read it.
    pub(super) fn read_otherwise_before(&self, number: VersionNumber) -> Option<VersionNumber> {
        let before = self.before(number).and_then(|before| self.row(before))?;
        self.row(number).filter(|row| row.extractor != before.extractor).map(|_| before.number)
    }

    /// Returns whether a lineage that the next version does not have has left there, and is not just read otherwise.
    pub(super) fn leaves(&mut self, lineage: i64, last: VersionNumber) -> Result<bool, Error> {
        let Some(next) = self.after(last).filter(|next| self.read_otherwise_before(*next).is_some()) else {
            return Ok(true);
        };
        let claims = self.claims_of(lineage, last);
        Ok(self.step(last, next)?.removes(&claims))
    }

    /// Lists what read the versions up to `last`.
    pub(super) fn readers(&self, last: VersionNumber) -> Vec<ExtractorRun> {
        let rows = self.rows.iter().filter(|row| row.number <= last).collect::<Vec<_>>();
        rows.chunk_by(|one, other| one.extractor == other.extractor)
            .filter_map(|run| Some((run.first()?, run.last()?)))
            .map(|(first, last)| ExtractorRun {
                extractor: first.extractor.clone(),
                first: first.number,
                last: last.number,
            })
            .collect()
    }

    /// Returns the time of a version.
    pub(super) fn moment(&mut self, number: VersionNumber) -> Result<Moment, Error> {
        let captured_at = match self.row(number) {
            Some(row) => row.captured_at,
            None => self.version(number)?.captured_at,
        };
        Ok(Moment { version: number, captured_at })
    }

    /// Reads a version.
    pub(super) fn version(&mut self, number: VersionNumber) -> Result<Arc<StoredVersion>, Error> {
        if let Some(version) = self.versions.get(&number) {
            return Ok(Arc::clone(version));
        }
        let version = Arc::new(self.history.listed_version(self.slug, number)?);
        self.versions.insert(number, Arc::clone(&version));
        Ok(version)
    }

    /// Compares two versions.
    pub(super) fn step(&mut self, old: VersionNumber, new: VersionNumber) -> Result<Arc<VersionStep>, Error> {
        if let Some(step) = self.steps.get(&(old, new)) {
            return Ok(Arc::clone(step));
        }
        let step = Arc::new(VersionStep::new(self.history, self.version(old)?, self.version(new)?)?);
        self.steps.insert((old, new), Arc::clone(&step));
        Ok(step)
    }

    fn row(&self, number: VersionNumber) -> Option<&VersionLineages> {
        self.rows.get(self.rows.binary_search_by_key(&number, |row| row.number).ok()?)
    }
}

impl VersionStep {
    fn new(history: &History, old: Arc<StoredVersion>, new: Arc<StoredVersion>) -> Result<Self, Error> {
        let Comparison { diff, old_read, new_read } = compare(history, &old, &new)?;
        let edits = |version: &StoredVersion, read: Option<&Extraction>, side: fn(&Edit) -> &Vec<Claim>| {
            let stored = &version.extraction.claims;
            let mut of = vec![None; read.map_or(stored.len(), |read| read.claims.len())];
            for (nth, edit) in diff.edits.iter().enumerate() {
                side(edit).iter().for_each(|claim| of[claim.id.0 as usize] = Some(nth));
            }
            match read {
                None => of.into_iter().map(|edit| edit.into_iter().collect()).collect(),
                Some(read) => stored
                    .iter()
                    .map(|claim| positions(&read.claims, |read| claim.shares_words(read)))
                    .map(|like| like.into_iter().filter_map(|nth| of[nth]).collect())
                    .collect(),
            }
        };
        Ok(Self {
            old_edits: edits(&old, old_read.as_ref(), |edit| &edit.old),
            new_edits: edits(&new, new_read.as_ref(), |edit| &edit.new),
            old,
            new,
            edits: diff.edits,
        })
    }

    /// Lists the claims of the older version that some of the newer one continue.
    pub(super) fn before(&self, claims: &[usize]) -> Vec<usize> {
        let edits = of(&self.new_edits, claims);
        positions(&self.old_edits, |of| of.iter().any(|edit| edits.contains(edit)))
    }

    /// Lists the claims of the newer version that continue some of the older one.
    pub(super) fn after(&self, claims: &[usize]) -> Vec<usize> {
        let edits = of(&self.old_edits, claims);
        positions(&self.new_edits, |of| of.iter().any(|edit| edits.contains(edit)))
    }

    /// Returns whether the older version has nothing like some claims of the newer one.
    pub(super) fn adds(&self, claims: &[usize]) -> bool {
        of(&self.new_edits, claims).iter().all(|&edit| self.edits[edit].kind == EditKind::Added)
    }

    /// Returns whether the newer version has nothing like one of some claims of the older one.
    pub(super) fn removes_any(&self, claims: &[usize]) -> bool {
        of(&self.old_edits, claims).iter().any(|&edit| self.edits[edit].kind == EditKind::Removed)
    }

    /// Returns whether the newer version has nothing like any of some claims of the older one.
    pub(super) fn removes(&self, claims: &[usize]) -> bool {
        of(&self.old_edits, claims).iter().all(|&edit| self.edits[edit].kind == EditKind::Removed)
    }

    /// Lists how some claims of the newer version differ from those of the older one that are of their lineage, most
    /// serious first.
    pub(super) fn changes(&self, old: &[usize], new: &[usize]) -> Vec<Change> {
        let (of_old, of_new) = (of(&self.old_edits, old), of(&self.new_edits, new));
        let shared: BTreeSet<usize> = of_old.intersection(&of_new).copied().collect();
        let mut changes: Vec<Change> =
            shared.iter().flat_map(|&edit| self.edits[edit].changes.iter().cloned()).collect();
        let is_matched = |claim: &usize| of(&self.new_edits, &[*claim]).iter().any(|edit| shared.contains(edit));
        let unmatched = new.iter().filter(|claim| !is_matched(claim));
        // The history knows them for one, by their words or by an older comparison, and this comparison does not.
        changes.extend(unmatched.filter_map(|&new| self.other_words(old, new)));
        changes.sort_by_key(|change| (change.kind.severity(), change.kind));
        changes
    }

    fn other_words(&self, old: &[usize], new: usize) -> Option<Change> {
        let new = &self.new.extraction.claims.get(new)?.content;
        let old = old.iter().filter_map(|&claim| self.old.extraction.claims.get(claim));
        let old: Vec<&Excerpt> = old.map(|claim| &claim.content).collect();
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        let is_same = old.iter().any(|old| letters(&old.text) == letters(&new.text));
        let first = old.first().map(|&old| old.clone());
        (!is_same).then(|| Change {
            confidence: OTHER_WORDS,
            ..Change::new(ChangeKind::ContentChanged, first, Some(new.clone()), "other words".to_owned())
        })
    }
}

/// Lists the edits of some claims.
fn of(edits: &[Vec<usize>], claims: &[usize]) -> BTreeSet<usize> {
    claims.iter().filter_map(|&claim| edits.get(claim)).flatten().copied().collect()
}

fn positions<T>(list: &[T], is: impl Fn(&T) -> bool) -> Vec<usize> {
    (0..list.len()).filter(|&nth| is(&list[nth])).collect()
}
