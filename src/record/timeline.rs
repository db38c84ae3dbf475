//! What stories held at which time, so that an import made twice stores nothing twice.
//!
//! A version with a time is there already where the story holds the same text of that time, or held it right before. A
//! version without one is there where the next version in the story's order that nobody has matched yet has its text.
//! It reads each story once, and stores nothing.
//!
//! Where a source is not in the order of its times, a version that comes late may part two that were one state; a
//! second import then stores the later of these, and a third one nothing.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};

use crate::store::{Error, History};
use crate::story::{Draft, Metadata, Slug, sha256};

/// The stories that were asked about.
#[derive(Debug, Default)]
pub struct Timelines(HashMap<Slug, Timeline>);

/// One story, with what was announced since it was read.
#[derive(Debug, Default)]
struct Timeline {
    /// What stood from a time on; of one moment, in order.
    timed: BTreeMap<DateTime<Utc>, Vec<Standing>>,
    /// All of it, in the order of the versions.
    order: Vec<Standing>,
    /// How many of these have been matched by versions without a time.
    matched: usize,
}

/// What a reader saw of a story at some time, by its hashes: a history can be long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Standing {
    body: u128,
    headline: Option<u64>,
    byline: Option<u64>,
    speaker: Option<u64>,
}

impl Standing {
    fn new(sha256: &str, metadata: &Metadata) -> Self {
        let title = |text: &Option<String>| text.as_ref().map(|text| number(&self::sha256(text.as_bytes())) as u64);
        Self {
            body: number(sha256),
            headline: title(&metadata.headline),
            byline: title(&metadata.byline),
            speaker: title(&metadata.speaker),
        }
    }

    /// Returns whether `later` shows a reader nothing new. What it leaves out is no change.
    fn is_repeated_by(&self, later: &Self) -> bool {
        let is_same = |old: Option<u64>, new: Option<u64>| new.is_none() || old == new;
        self.body == later.body
            && is_same(self.headline, later.headline)
            && is_same(self.byline, later.byline)
            && is_same(self.speaker, later.speaker)
    }
}

/// Returns the first half of a hash.
fn number(sha256: &str) -> u128 {
    u128::from_str_radix(sha256.get(..32).unwrap_or_default(), 16).unwrap_or_default()
}

impl Timelines {
    /// Returns whether a story's version is new, and takes it for announced if so.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn announce(&mut self, history: &History, slug: &Slug, draft: &Draft) -> Result<bool, Error> {
        let timeline = match self.0.get_mut(slug) {
            Some(timeline) => timeline,
            None => self.0.entry(slug.clone()).or_insert(Timeline::of_story(history, slug)?),
        };
        let state = Standing::new(&sha256(draft.body.as_bytes()), &draft.metadata);
        Ok(timeline.announce(draft.metadata.captured_at, state))
    }
}

impl Timeline {
    fn of_story(history: &History, slug: &Slug) -> Result<Self, Error> {
        let mut timeline = Self::default();
        for row in history.version_rows(slug)? {
            timeline.add(Some(row.captured_at), Standing::new(&row.sha256, &row.metadata));
        }
        Ok(timeline)
    }

    fn add(&mut self, at: Option<DateTime<Utc>>, state: Standing) {
        if let Some(at) = at {
            self.timed.entry(at).or_default().push(state);
        }
        self.order.push(state);
    }

    fn announce(&mut self, at: Option<DateTime<Utc>>, state: Standing) -> bool {
        let is_held = match at {
            Some(at) => {
                let is_there =
                    self.timed.get(&at).is_some_and(|then| then.iter().any(|held| held.is_repeated_by(&state)));
                let stood = self.timed.range(..at).next_back().and_then(|(_, then)| then.last());
                is_there || stood.is_some_and(|stood| stood.is_repeated_by(&state))
            }
            None => {
                let last = self.matched.checked_sub(1).and_then(|last| self.order.get(last));
                // The same again is no sign that the story has moved on.
                let stands = last.is_some_and(|last| last.is_repeated_by(&state));
                let mut rest = self.order[self.matched..].iter();
                let found = rest.position(|held| held.is_repeated_by(&state)).filter(|_| !stands);
                self.matched += found.map_or(0, |at| at + 1);
                stands || found.is_some()
            }
        };
        if !is_held {
            self.add(at, state);
            if at.is_none() {
                self.matched = self.order.len();
            }
        }
        !is_held
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn state(body: u8) -> Standing {
        Standing { body: u128::from(body), headline: None, byline: None, speaker: None }
    }

    fn time(seconds: u8) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(i64::from(seconds), 0)
    }

    fn stored(items: &[(Option<u8>, u8)], timeline: &mut Timeline) -> Vec<(Option<u8>, u8)> {
        timeline.matched = 0;
        items.iter().copied().filter(|(at, body)| timeline.announce(at.and_then(time), state(*body))).collect()
    }

    #[test]
    fn what_stood_then_is_no_news() {
        let mut timeline = Timeline::default();
        let items = [(Some(1), 7), (Some(2), 7), (Some(3), 8), (Some(4), 7), (Some(4), 9)];
        assert_eq!(stored(&items, &mut timeline), [(Some(1), 7), (Some(3), 8), (Some(4), 7), (Some(4), 9)]);
        assert_eq!(stored(&items, &mut timeline), []);
        assert_eq!(stored(&[(Some(0), 7), (Some(3), 7), (Some(5), 7)], &mut timeline), [(Some(0), 7), (Some(5), 7)]);
    }

    #[test]
    fn without_times_the_order_tells() {
        let mut timeline = Timeline::default();
        let items = [(None, 7), (None, 8), (None, 8), (None, 7)];
        assert_eq!(stored(&items, &mut timeline), [(None, 7), (None, 8), (None, 7)]);
        assert_eq!(stored(&items, &mut timeline), []);
        let again = [(None, 7), (None, 7), (None, 8), (None, 7)];
        assert_eq!(stored(&again, &mut timeline), [], "the same twice does not skip what came between");
        let more = [(None, 7), (None, 8), (None, 7), (None, 9)];
        assert_eq!(stored(&more, &mut timeline), [(None, 9)]);
    }

    proptest! {
        #[test]
        fn a_second_import_stores_nothing(
            items in proptest::collection::vec((proptest::option::weighted(0.8, 0u8..6), 0u8..4), 0..12),
            cut in 0usize..12,
        ) {
            let mut timed: Vec<_> = items.iter().copied().filter(|(at, _)| at.is_some()).collect();
            timed.sort_by_key(|(at, _)| *at);
            let untimed: Vec<_> = items.iter().copied().filter(|(at, _)| at.is_none()).collect();
            for items in [timed, untimed] {
                let mut timeline = Timeline::default();
                let first = stored(&items[..cut.min(items.len())], &mut timeline).len();
                let rest = stored(&items, &mut timeline).len();
                let mut whole = Timeline::default();
                prop_assert_eq!(first + rest, stored(&items, &mut whole).len());
                prop_assert_eq!(stored(&items, &mut timeline), []);
            }
        }
    }
}
