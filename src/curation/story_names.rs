//! What stories are called, and which versions stand in them, as the decisions have it. The history keeps the name and
//! the number under which it recorded a version. A version whose words were taken out stands in none.
//!
//! A name that was once a story's is never another one's, so that every name finds one story at most.

use std::collections::{BTreeMap, BTreeSet};

use super::standing;
use super::story_places::StoryPlaces;
use crate::decision::{Decision, Entry, StoryEnd};
use crate::story::{Slug, VersionNumber};

/// The names and versions of stories that were decided on; every other story is as it was recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryNames {
    /// What a story is called, by the name that was recorded.
    called: BTreeMap<Slug, Slug>,
    /// The name that was recorded, by every other name that the story has or had.
    recorded: BTreeMap<Slug, Slug>,
    /// The story whose versions those of a story were decided to be; both by the names that were recorded.
    merged: BTreeMap<Slug, Slug>,
    places: StoryPlaces,
    /// The stories that versions were decided into and that the history does not have.
    awaited: BTreeSet<Slug>,
}

impl StoryNames {
    /// Replays a journal for a history, which lists the rows of the versions that it has recorded under a name, in
    /// their order. `withheld` are the versions whose words were taken out: the recorded name of each, and its row.
    ///
    /// A new name that is another story's does not count, nor one that no reference could name. Where the history has a
    /// story of the new name alone, that is the one that is meant: it was recorded there after it was renamed
    /// elsewhere. Versions are decided into a story only where the history has that story.
    ///
    /// # Errors
    /// Those of `versions`.
    pub fn new<E>(
        journal: &[Entry],
        withheld: &[(Slug, i64)],
        versions: impl FnMut(&Slug) -> Result<Vec<i64>, E>,
    ) -> Result<Self, E> {
        let mut replay = Replay { names: Self::default(), versions };
        for entry in standing(journal) {
            match &entry.decision {
                Decision::RenameStory { story, to } => replay.rename(story, to)?,
                Decision::MergeStories { other, story, other_had, end } => {
                    replay.merge(other, *other_had, story, *end)?;
                }
                Decision::MoveVersion { from, number, story, end } => replay.bring(from, *number, story, *end)?,
                _ => {}
            }
        }
        for (name, _) in withheld {
            if !replay.names.places.holds(name) {
                let rows = (replay.versions)(name)?;
                replay.names.places.take_in(name, rows);
            }
        }
        let mut names = replay.names;
        let mut places = std::mem::take(&mut names.places);
        places.finish(|name| names.recorded(name).clone());
        withheld.iter().for_each(|(_, row)| places.withhold(*row));
        Ok(Self { places, ..names })
    }

    /// Returns whether nothing was decided or withheld: every story is as it was recorded.
    pub fn is_empty(&self) -> bool {
        self.called.is_empty() && self.recorded.is_empty() && self.merged.is_empty() && self.places.is_empty()
    }

    /// Returns the recorded name of the story that a name finds: the name itself, unless it was decided on.
    pub fn recorded<'a>(&'a self, name: &'a Slug) -> &'a Slug {
        let mut story = self.named(name);
        while let Some(into) = self.merged.get(story) {
            story = into;
        }
        story
    }

    /// Returns what the story that a name finds is called.
    pub fn called<'a>(&'a self, name: &'a Slug) -> &'a Slug {
        let recorded = self.recorded(name);
        self.called.get(recorded).unwrap_or(recorded)
    }

    /// Returns whether the versions of the story that has or had a name were decided into another one.
    pub fn is_merged(&self, name: &Slug) -> bool {
        self.merged.contains_key(self.named(name))
    }

    /// Returns whether versions were decided into or out of the story that a name finds, or are withheld.
    pub fn is_decided(&self, name: &Slug) -> bool {
        self.places.holds(self.recorded(name))
    }

    /// Lists the versions of a story that [`StoryNames::is_decided`], by number and row.
    pub fn versions<'a>(&'a self, name: &'a Slug) -> impl DoubleEndedIterator<Item = (VersionNumber, i64)> + 'a {
        self.places.standing(self.recorded(name))
    }

    /// Lists the versions that a story had and that were decided into another one: the number that each had, and what
    /// the other one is called with its number there.
    pub fn moved<'a>(&'a self, name: &'a Slug) -> impl Iterator<Item = (VersionNumber, &'a Slug, VersionNumber)> + 'a {
        let story = self.recorded(name);
        let rows = self.places.rows(story).filter(|(_, row)| !self.places.is_withheld(*row));
        let places = rows.filter_map(|(number, row)| Some((number, self.place(row)?)));
        places.filter(move |(_, (now, _))| *now != story).map(|(had, (now, number))| (had, self.called(now), number))
    }

    /// Lists the versions that a story has or had and whose words were taken out: the number that each had, and its
    /// row.
    pub fn withheld<'a>(&'a self, name: &'a Slug) -> impl Iterator<Item = (VersionNumber, i64)> + 'a {
        self.places.withheld(self.recorded(name))
    }

    /// Returns the number of the next version of a story that [`StoryNames::is_decided`].
    pub fn next_number(&self, name: &Slug) -> Option<VersionNumber> {
        self.places.last(self.recorded(name)).map(|last| last + 1)
    }

    /// Returns the row of the version that a name and a number mean: that of the story which had the name, wherever it
    /// stands now. `None` where there is none or it is withheld, and where no decision is about the story's versions.
    pub fn version(&self, name: &Slug, number: VersionNumber) -> Option<i64> {
        self.places.find(self.named(name), number).filter(|row| !self.places.is_withheld(*row))
    }

    /// Returns where the version of a row stands that a decision is about: the recorded name of the story, and its
    /// number there.
    pub fn place(&self, row: i64) -> Option<(&Slug, VersionNumber)> {
        self.places.place(row)
    }

    /// Returns the versions that stand before and after the version of a row in its story.
    pub fn neighbours(&self, row: i64) -> [Option<i64>; 2] {
        [self.places.before(row), self.places.after(row)]
    }

    /// Lists the stories that [`StoryNames::is_decided`], by their recorded names.
    pub fn decided(&self) -> impl Iterator<Item = &Slug> {
        self.places.stories().filter(|story| !self.merged.contains_key(*story))
    }

    /// Lists the names under which the versions of a story were recorded that [`StoryNames::is_decided`], the one of
    /// its first version first.
    pub fn origins(&self, name: &Slug) -> impl Iterator<Item = &Slug> {
        let mut origins: Vec<&Slug> = Vec::new();
        for origin in self.versions(name).filter_map(|(_, row)| self.places.origin(row)) {
            if !origins.contains(&origin) {
                origins.push(origin);
            }
        }
        origins.into_iter()
    }

    /// Returns the name under which the version was recorded that has a number in a story.
    pub fn origin<'a>(&'a self, name: &'a Slug, number: VersionNumber) -> &'a Slug {
        let row = self.places.find(self.recorded(name), number);
        row.and_then(|row| self.places.origin(row)).unwrap_or_else(|| self.recorded(name))
    }

    /// Returns what the story is called that a name and a number meant when they were written down, and the number that
    /// the version has there now.
    pub fn now(&self, name: &Slug, number: VersionNumber) -> (Slug, VersionNumber) {
        match self.version(name, number).and_then(|row| self.place(row)) {
            Some((story, number)) => (self.called(story).clone(), number),
            None => (self.called(name).clone(), number),
        }
    }

    /// Returns whether what it says depends on versions that are recorded later.
    pub fn follows_versions(&self) -> bool {
        !self.places.is_empty() || !self.awaited.is_empty()
    }

    /// Adds the version that was recorded last, under a recorded name; `false` where the journal has to be replayed.
    pub fn add(&mut self, recorded: &Slug, row: i64) -> bool {
        let story = self.recorded(recorded).clone();
        match self.places.holds(&story) {
            true => self.places.add(recorded, &story, row),
            false => !self.awaited.contains(recorded),
        }
    }

    /// Puts what stories are called into the decisions that are about the texts of one.
    pub fn apply(&self, journal: &mut [Entry]) {
        for entry in journal {
            if let Decision::Split { scope, .. } | Decision::Alias { scope, .. } | Decision::Role { scope, .. } =
                &mut entry.decision
                && let Some(story) = &mut scope.story
            {
                *story = self.called(story).clone();
            }
        }
    }

    /// Returns the recorded name of the story that has or had a name, whatever story its versions stand in.
    fn named<'a>(&'a self, name: &'a Slug) -> &'a Slug {
        self.recorded.get(name).unwrap_or(name)
    }
}

/// The decisions so far, and the history that they are about.
struct Replay<F> {
    names: StoryNames,
    versions: F,
}

impl<E, F: FnMut(&Slug) -> Result<Vec<i64>, E>> Replay<F> {
    fn rename(&mut self, story: &Slug, to: &Slug) -> Result<(), E> {
        if Slug::from_text(to.as_str()).as_ref() != Some(to) {
            return Ok(());
        }
        let (story, holder) = (self.names.recorded(story).clone(), self.names.named(to).clone());
        if holder == story {
            self.names.called.insert(story, to.clone());
        } else if holder == *to && self.is_unused(to)? {
            self.names.recorded.insert(to.clone(), story.clone());
            self.names.called.insert(story, to.clone());
        } else if self.is_unused(&story)? {
            self.names.recorded.insert(story, holder);
        }
        Ok(())
    }

    fn merge(&mut self, other: &Slug, other_had: VersionNumber, story: &Slug, end: StoryEnd) -> Result<(), E> {
        let (from, into) = (self.names.recorded(other).clone(), self.names.recorded(story).clone());
        if from != into
            && let Some(after) = self.end(story, &into, end)?
        {
            self.number(other, &from, other_had)?;
            self.names.places.join(&from, &into, after);
            self.names.merged.insert(from, into);
        }
        Ok(())
    }

    fn bring(&mut self, from: &Slug, number: VersionNumber, story: &Slug, end: StoryEnd) -> Result<(), E> {
        let [origin, into] = [from, story].map(|name| self.names.recorded(name).clone());
        if let Some(after) = self.end(story, &into, end)? {
            self.number(from, &origin, number)?;
            let row = self.names.places.recorded(self.names.named(from), number);
            let stands_elsewhere = |row: &i64| self.names.place(*row).is_some_and(|(story, _)| *story != into);
            if let Some(row) = row.filter(stands_elsewhere) {
                self.names.places.bring(row, &into, after);
            }
        }
        Ok(())
    }

    /// Numbers what a story had when something was decided into it, and returns its last number then; `None` where the
    /// history has no such story.
    fn end(&mut self, story: &Slug, into: &Slug, end: StoryEnd) -> Result<Option<VersionNumber>, E> {
        if (self.versions)(into)?.is_empty() {
            self.names.awaited.insert(into.clone());
            return Ok(None);
        }
        self.number(story, into, end.had)?;
        // Where it has become part of another story, that one ends elsewhere.
        Ok(Some(if self.names.named(story) == into { end.after } else { 0 }))
    }

    /// Numbers the first versions of the story that has a name, in the one that the name finds.
    fn number(&mut self, name: &Slug, story: &Slug, count: VersionNumber) -> Result<(), E> {
        let name = self.names.named(name).clone();
        for one in [&name, story] {
            if !self.names.places.holds(one) {
                self.names.places.take_in(one, (self.versions)(one)?);
            }
        }
        self.names.places.number(&name, story, count);
        Ok(())
    }

    /// Returns whether a recorded name is that of no story.
    fn is_unused(&mut self, name: &Slug) -> Result<bool, E> {
        let is_decided = self.names.called.contains_key(name) || self.names.merged.contains_key(name);
        Ok(!is_decided && (self.versions)(name)?.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use chrono::{DateTime, TimeZone, Utc};
    use proptest::prelude::*;

    use super::*;

    fn slug(name: &str) -> Slug {
        Slug::from_text(name).expect("a name")
    }

    /// Replays renames, each an old and a new name, for a history with some stories.
    fn names(renames: &[(&str, &str)], recorded: &[&str]) -> StoryNames {
        let entries = (0..).zip(renames).map(|(second, (story, to))| {
            let at = Utc.timestamp_opt(second, 0).single().expect("a time");
            Entry::new(at, "Ines".into(), Decision::RenameStory { story: slug(story), to: slug(to) })
        });
        let versions = |name: &Slug| {
            let row = recorded.iter().position(|recorded| *recorded == name.as_str());
            Ok::<_, Infallible>(row.map(|row| row as i64).into_iter().collect())
        };
        StoryNames::new(&entries.collect::<Vec<_>>(), &[], versions).unwrap_or_else(|error| match error {})
    }

    #[track_caller]
    fn check(names: &StoryNames, name: &str, recorded: &str, called: &str) {
        let name = slug(name);
        assert_eq!((names.recorded(&name).as_str(), names.called(&name).as_str()), (recorded, called), "{name}");
    }

    #[test]
    fn every_name_that_a_story_had_finds_it() {
        let names = names(&[("ferry", "quay"), ("quay", "pier")], &["ferry", "mill"]);
        for name in ["ferry", "quay", "pier"] {
            check(&names, name, "ferry", "pier");
        }
        check(&names, "mill", "mill", "mill");
        check(&names, "unknown", "unknown", "unknown");
    }

    #[test]
    fn a_story_can_have_an_old_name_again() {
        let names = names(&[("ferry", "quay"), ("quay", "ferry")], &["ferry"]);
        check(&names, "ferry", "ferry", "ferry");
        check(&names, "quay", "ferry", "ferry");
    }

    #[test]
    fn a_name_of_another_story_does_not_count() {
        let both = names(&[("ferry", "mill")], &["ferry", "mill"]);
        check(&both, "ferry", "ferry", "ferry");
        check(&both, "mill", "mill", "mill");
        let given_up = names(&[("ferry", "quay"), ("mill", "ferry"), ("mill", "quay")], &["ferry", "mill"]);
        check(&given_up, "ferry", "ferry", "quay");
        check(&given_up, "mill", "mill", "mill");
    }

    #[test]
    fn a_name_that_nobody_could_write_does_not_count() {
        let rename = r#"{"do": "rename_story", "story": "ferry", "to": "Quay @v1"}"#;
        let entry = Entry::new(DateTime::UNIX_EPOCH, "Ines".into(), serde_json::from_str(rename).expect("a decision"));
        assert!(StoryNames::new(&[entry], &[], |_| Ok::<_, Infallible>(vec![1])).is_ok_and(|names| names.is_empty()));
    }

    #[test]
    fn a_story_that_was_recorded_under_its_new_name_has_the_old_one_too() {
        let names = names(&[("ferry", "quay")], &["quay"]);
        check(&names, "ferry", "quay", "quay");
        check(&names, "quay", "quay", "quay");
    }

    proptest! {
        #[test]
        fn no_two_stories_are_called_the_same(
            renames in proptest::collection::vec(("[a-d]", "[a-d]"), 0..6),
            recorded in proptest::collection::btree_set("[a-d]", 0..4),
        ) {
            let pairs: Vec<(&str, &str)> = renames.iter().map(|(old, new)| (old.as_str(), new.as_str())).collect();
            let recorded: Vec<&str> = recorded.iter().map(String::as_str).collect();
            let names = names(&pairs, &recorded);
            let mut called: Vec<Slug> = Vec::new();
            for name in recorded.iter().map(|name| slug(name)) {
                prop_assert_eq!(names.recorded(&name), &name, "what is recorded is found under that name");
                let now = names.called(&name).clone();
                prop_assert_eq!(names.recorded(&now), &name, "and under the one that it is called by");
                called.push(now);
            }
            let all = called.len();
            called.sort();
            called.dedup();
            prop_assert_eq!(called.len(), all);
        }
    }
}
