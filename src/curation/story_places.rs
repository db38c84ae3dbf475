//! Where versions stand: in the story under which they were recorded or, where it was decided so, in another one.
//!
//! It knows a version by its row in the history, and holds only those of stories that a decision is about. It changes
//! no number that a version has: what comes into a story is numbered after all that the story had, in its own order,
//! what is recorded later after that, and what goes out of a story leaves a gap. So does what is withheld.

use std::collections::{BTreeMap, BTreeSet};

use crate::story::{Slug, VersionNumber};

/// The stories that versions were decided into or out of, by the names under which they were recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct StoryPlaces {
    /// The rows of the versions that were recorded under a name, in their order.
    recorded: BTreeMap<Slug, Vec<i64>>,
    /// How many of these have their numbers.
    numbered: BTreeMap<Slug, usize>,
    /// How many of these the decisions speak of: more than there are where they were made for a history with more.
    expected: BTreeMap<Slug, usize>,
    /// What has or had the number 1 in a story, the number 2, and so on; `None` where nothing had.
    numbers: BTreeMap<Slug, Vec<Option<i64>>>,
    /// Where a version stands.
    places: BTreeMap<i64, (Slug, VersionNumber)>,
    /// Under which name a version was recorded.
    origins: BTreeMap<i64, Slug>,
    /// The versions whose words were taken out of the history: they have their numbers, and nobody reads them.
    withheld: BTreeSet<i64>,
}

impl StoryPlaces {
    /// Returns whether no version was decided on.
    pub(super) fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Lists the stories and names that it holds.
    pub(super) fn stories(&self) -> impl Iterator<Item = &Slug> {
        self.numbers.keys()
    }

    /// Returns whether a decision is about the versions of a story.
    pub(super) fn holds(&self, story: &Slug) -> bool {
        self.numbers.contains_key(story)
    }

    /// Returns the last number that was given in a story.
    pub(super) fn last(&self, story: &Slug) -> Option<VersionNumber> {
        self.numbers.get(story).map(|numbers| numbers.len() as VersionNumber)
    }

    /// Returns whether the words of a version were taken out.
    pub(super) fn is_withheld(&self, row: i64) -> bool {
        self.withheld.contains(&row)
    }

    /// Lists the versions that have or had a number in a story and whose words were taken out.
    pub(super) fn withheld<'a>(&'a self, story: &'a Slug) -> impl Iterator<Item = (VersionNumber, i64)> + 'a {
        self.rows(story).filter(|(_, row)| self.is_withheld(*row))
    }

    /// Knows that the words of a version were taken out, which is of a name that it holds.
    pub(super) fn withhold(&mut self, row: i64) {
        self.withheld.insert(row);
    }

    /// Returns the row of the version that has or had a number in a story, wherever it stands now.
    pub(super) fn find(&self, story: &Slug, number: VersionNumber) -> Option<i64> {
        *self.numbers.get(story)?.get((number as usize).checked_sub(1)?)?
    }

    /// Returns where a version stands: in which story, and under which number.
    pub(super) fn place(&self, row: i64) -> Option<(&Slug, VersionNumber)> {
        self.places.get(&row).map(|(story, number)| (story, *number))
    }

    /// Returns the name under which a version was recorded.
    pub(super) fn origin(&self, row: i64) -> Option<&Slug> {
        self.origins.get(&row)
    }

    /// Lists the versions that have or had a number in a story, wherever they stand now.
    pub(super) fn rows(&self, story: &Slug) -> impl Iterator<Item = (VersionNumber, i64)> {
        let numbers = self.numbers.get(story).map_or(&[][..], Vec::as_slice);
        (1..).zip(numbers).filter_map(|(number, row)| Some((number, (*row)?)))
    }

    /// Lists the versions that stand in a story and can be read, with their numbers.
    pub(super) fn standing<'a>(
        &'a self,
        story: &'a Slug,
    ) -> impl DoubleEndedIterator<Item = (VersionNumber, i64)> + 'a {
        let numbers = self.numbers.get(story).map_or(&[][..], Vec::as_slice);
        let rows = numbers.iter().copied().flatten().filter(|row| !self.is_withheld(*row));
        rows.filter_map(move |row| self.place(row).filter(|(of, _)| *of == story).map(|(_, number)| (number, row)))
    }

    /// Returns the version that stands before another one in its story; `None` where that is withheld itself.
    pub(super) fn before(&self, row: i64) -> Option<i64> {
        let (story, number) = self.place(row).filter(|_| !self.is_withheld(row))?;
        self.standing(story).rev().find(|(of, _)| *of < number).map(|(_, row)| row)
    }

    /// Returns the version that stands after another one in its story; `None` where that is withheld itself.
    pub(super) fn after(&self, row: i64) -> Option<i64> {
        let (story, number) = self.place(row).filter(|_| !self.is_withheld(row))?;
        self.standing(story).find(|(of, _)| *of > number).map(|(_, row)| row)
    }

    /// Takes in the versions that were recorded under a name; none of them has a number yet.
    pub(super) fn take_in(&mut self, name: &Slug, rows: Vec<i64>) {
        self.origins.extend(rows.iter().map(|row| (*row, name.clone())));
        self.recorded.insert(name.clone(), rows);
        self.numbers.insert(name.clone(), Vec::new());
    }

    /// Returns the row of a version by the number under which it was recorded.
    pub(super) fn recorded(&self, name: &Slug, number: VersionNumber) -> Option<i64> {
        self.recorded.get(name)?.get((number as usize).checked_sub(1)?).copied()
    }

    /// Gives the first versions that were recorded under a name their numbers; `story` is the one that the name finds.
    pub(super) fn number(&mut self, name: &Slug, story: &Slug, count: VersionNumber) {
        let expected = self.expected.entry(name.clone()).or_default();
        *expected = (*expected).max(count as usize);
        let from = self.numbered.get(name).copied().unwrap_or_default();
        let rows = self.recorded.get(name).map_or(&[][..], Vec::as_slice);
        let rows: Vec<i64> = rows.iter().take(count as usize).skip(from).copied().collect();
        self.numbered.insert(name.clone(), from + rows.len());
        rows.into_iter().for_each(|row| self.number_one(name, story, row));
    }

    /// Puts all that stands in another story into a story, after at least so many numbers.
    pub(super) fn join(&mut self, other: &Slug, story: &Slug, after: VersionNumber) {
        let rows: Vec<i64> = self.standing(other).map(|(_, row)| row).collect();
        self.leave_room(story, after);
        rows.into_iter().for_each(|row| self.put(story, row));
    }

    /// Puts one version into a story, after at least so many numbers.
    pub(super) fn bring(&mut self, row: i64, story: &Slug, after: VersionNumber) {
        self.leave_room(story, after);
        self.put(story, row);
    }

    /// Adds the version that was recorded last, under a name that it holds, to the story that the name finds; `false`
    /// where the decisions give it another number than the next.
    pub(super) fn add(&mut self, name: &Slug, story: &Slug, row: i64) -> bool {
        let Some(recorded) = self.recorded.get_mut(name) else { return false };
        if self.expected.get(name).is_some_and(|expected| *expected > recorded.len()) {
            return false;
        }
        recorded.push(row);
        self.origins.insert(row, name.clone());
        self.number_one(name, story, row);
        true
    }

    /// Numbers all that is left, in the order of recording; `found` says which story a name finds.
    pub(super) fn finish(&mut self, found: impl Fn(&Slug) -> Slug) {
        let mut left: Vec<(i64, Slug)> = Vec::new();
        for (name, rows) in &self.recorded {
            let from = self.numbered.get(name).copied().unwrap_or_default();
            left.extend(rows.iter().skip(from).map(|row| (*row, name.clone())));
        }
        left.sort();
        for (row, name) in left {
            self.number_one(&name, &found(&name), row);
        }
    }

    /// Numbers a version in the story that its name finds; where that is another one, also among what had the name.
    fn number_one(&mut self, name: &Slug, story: &Slug, row: i64) {
        if name != story {
            self.numbers.entry(name.clone()).or_default().push(Some(row));
        }
        self.put(story, row);
    }

    /// Keeps numbers free for what had them, where that was decided otherwise since.
    fn leave_room(&mut self, story: &Slug, after: VersionNumber) {
        let numbers = self.numbers.entry(story.clone()).or_default();
        numbers.resize(numbers.len().max(after as usize), None);
    }

    fn put(&mut self, story: &Slug, row: i64) {
        let numbers = self.numbers.entry(story.clone()).or_default();
        numbers.push(Some(row));
        self.places.insert(row, (story.clone(), numbers.len() as VersionNumber));
    }
}
