//! What stories are called, as the decisions have it. The history keeps the name under which it recorded a story.
//!
//! A name that was once a story's is never another one's, so that every name finds one story at most.

use std::collections::BTreeMap;

use super::standing;
use crate::decision::{Decision, Entry};
use crate::story::Slug;

/// The names of stories that were decided on; every other story has the one that was recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryNames {
    /// What a story is called, by the name that was recorded.
    called: BTreeMap<Slug, Slug>,
    /// The name that was recorded, by every other name that the story has or had.
    recorded: BTreeMap<Slug, Slug>,
}

impl StoryNames {
    /// Replays a journal for a history, which says whether it has recorded a story under a name.
    ///
    /// A new name that is another story's does not count, nor one that no reference could name. Where the history has a
    /// story of the new name alone, that is the one that is meant: it was recorded there after it was renamed
    /// elsewhere.
    ///
    /// # Errors
    /// Those of `is_recorded`.
    pub fn new<E>(journal: &[Entry], mut is_recorded: impl FnMut(&Slug) -> Result<bool, E>) -> Result<Self, E> {
        let mut names = Self::default();
        for entry in standing(journal) {
            if let Decision::RenameStory { story, to } = &entry.decision
                && Slug::from_text(to.as_str()).as_ref() == Some(to)
            {
                let (story, holder) = (names.recorded(story).clone(), names.recorded(to).clone());
                if holder == story {
                    names.called.insert(story, to.clone());
                } else if holder == *to && !names.called.contains_key(to) && !is_recorded(to)? {
                    names.recorded.insert(to.clone(), story.clone());
                    names.called.insert(story, to.clone());
                } else if !names.called.contains_key(&story) && !is_recorded(&story)? {
                    names.recorded.insert(story, holder);
                }
            }
        }
        Ok(names)
    }

    /// Returns whether nothing was decided: every story has the name that was recorded.
    pub fn is_empty(&self) -> bool {
        self.called.is_empty() && self.recorded.is_empty()
    }

    /// Returns the recorded name of the story that a name finds: the name itself, unless it was decided on.
    pub fn recorded<'a>(&'a self, name: &'a Slug) -> &'a Slug {
        self.recorded.get(name).unwrap_or(name)
    }

    /// Returns what the story that a name finds is called.
    pub fn called<'a>(&'a self, name: &'a Slug) -> &'a Slug {
        let recorded = self.recorded(name);
        self.called.get(recorded).unwrap_or(recorded)
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
        let is_recorded = |name: &Slug| Ok::<_, Infallible>(recorded.contains(&name.as_str()));
        StoryNames::new(&entries.collect::<Vec<_>>(), is_recorded).unwrap_or_else(|error| match error {})
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
        assert!(StoryNames::new(&[entry], |_| Ok::<_, Infallible>(true)).is_ok_and(|names| names.is_empty()));
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
