//! How much of what a speaker has said is read and listed: all of it, or the newest part where there is very much.
//!
//! It hides nothing: what is not listed is counted by day.

use std::collections::{BTreeMap, BTreeSet, btree_map};
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::{Appearance, AuditQuery, Sighting, Status, TimelineEntry, TopicMatch};
use crate::claim::Precision;
use crate::sighting::SaidDate;
use crate::story::{Slug, VersionNumber};

/// The most statements that are listed and compared with each other without being asked to.
const MOST: usize = 1000;
/// How many of more are listed: the newest.
const NEWEST: usize = 100;

/// What has to be read for an audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditScope<'a> {
    /// Where all is read.
    pub said: Vec<&'a Appearance>,
    /// Where only that is read which the text itself dates: all else is of the day of the version, and not asked for or
    /// not listed.
    pub dated: Vec<&'a Appearance>,
    /// Those of them in which the rest is asked for.
    asked: Vec<&'a Appearance>,
    /// The day from which on all is read.
    pub(super) since: Option<NaiveDate>,
}

/// What is asked for and not listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rest {
    pub statements: usize,
    pub stories: BTreeSet<Slug>,
    pub altered: usize,
    pub withdrawn: usize,
    /// How many statements there are by the day said, or its first day where it is known to the month or less.
    pub days: BTreeMap<NaiveDate, usize>,
    /// How many of those on the first of January are known to the year alone.
    pub years: BTreeMap<i32, usize>,
    /// How statements name the topic asked for.
    pub topics: Vec<TopicMatch>,
}

impl AuditQuery {
    /// Returns what has to be read: of much, where `in_part`, enough to list what is newest.
    pub fn reading<'a>(&self, appearances: &'a [Appearance], in_part: bool) -> AuditScope<'a> {
        let (mut said, alone): (Vec<&Appearance>, Vec<&Appearance>) =
            appearances.iter().partition(|one| !one.is_alone());
        let (mut fitting, mut dated): (Vec<&Appearance>, Vec<&Appearance>) =
            alone.into_iter().partition(|one| self.holds(one.outlet.as_deref(), SaidDate::new(None, one.date)));
        let claims = |of: &[&Appearance]| of.iter().map(|one| one.claims).sum::<usize>();
        let (mut asked, mut since) = (Vec::new(), None);
        // Of which kind a claim is, and on what, is not known before it is read.
        if in_part && self.kinds.is_empty() && self.topic.is_none() && claims(&said) + claims(&fitting) > MOST {
            fitting.sort_by_key(|one| std::cmp::Reverse(one.day()));
            let mut listed = 0;
            (fitting, asked) = fitting.into_iter().partition(|one| {
                // Twice as many, since the text may date some of them earlier.
                let is_listed = listed < 2 * NEWEST || since == Some(one.day());
                if is_listed {
                    (listed, since) = (listed + one.claims, Some(one.day()));
                }
                is_listed
            });
            dated.extend(&asked);
        }
        said.append(&mut fitting);
        AuditScope { said, dated, asked, since }
    }
}

impl AuditScope<'_> {
    /// Counts what is asked for and was not read, where and of which day.
    pub(super) fn unread(&self, sightings: &[Sighting]) -> Vec<(Slug, NaiveDate, usize)> {
        let mut unread: BTreeMap<(&Slug, VersionNumber), (NaiveDate, usize)> = BTreeMap::new();
        for one in &self.asked {
            unread.entry((&one.story, one.version)).or_insert((one.day(), 0)).1 += one.claims;
        }
        for sighting in sightings {
            if let Some((_, claims)) = unread.get_mut(&(&sighting.story, sighting.version)) {
                *claims = claims.saturating_sub(1);
            }
        }
        unread.into_iter().map(|((story, _), (day, claims))| (story.clone(), day, claims)).collect()
    }

    /// Keeps the sightings of those appearances that are read in full.
    pub(super) fn read_whole(&self, mut sightings: Vec<Sighting>) -> Vec<Sighting> {
        let asked: BTreeSet<(&Slug, VersionNumber)> = self.asked.iter().map(|one| (&one.story, one.version)).collect();
        sightings.retain(|sighting| !asked.contains(&(&sighting.story, sighting.version)));
        sightings
    }

    /// Counts what was not said in the other appearances that are asked for.
    pub(super) fn unread_unsaid(&self) -> usize {
        self.asked.iter().map(|one| one.unsaid).sum()
    }
}

impl Rest {
    /// Takes all but the newest out of much, and adds what was not read; `None` where nothing is left out.
    pub(super) fn beside(
        entries: &mut Vec<TimelineEntry>,
        unread: Vec<(Slug, NaiveDate, usize)>,
        since: Option<NaiveDate>,
    ) -> Option<Self> {
        if entries.len() <= MOST && unread.is_empty() {
            return None;
        }
        let mut rest = Self::default();
        for (story, day, statements) in unread.into_iter().filter(|(.., statements)| *statements > 0) {
            rest.statements += statements;
            rest.stories.insert(story);
            *rest.days.entry(day).or_default() += statements;
        }
        // Entries stand by their first day.
        let older = entries.partition_point(|entry| Some(entry.said.day) < since);
        let older = older.max(entries.len().saturating_sub(NEWEST));
        for entry in entries.drain(..older) {
            rest.statements += 1;
            match entry.status {
                Status::Standing => {}
                Status::Altered => rest.altered += 1,
                Status::Withdrawn => rest.withdrawn += 1,
            }
            let SaidDate { day, precision, .. } = entry.said;
            *rest.days.entry(day).or_default() += 1;
            if precision == Precision::Year {
                *rest.years.entry(day.year()).or_default() += 1;
            }
            rest.topics.extend(entry.topic);
            rest.stories.insert(entry.story);
        }
        Some(rest)
    }
}

/// Gives each entry its body; `body` reads one.
pub(super) fn fill<E>(
    entries: &mut [TimelineEntry],
    appearances: &[Appearance],
    mut body: impl FnMut(&Appearance) -> Result<Arc<str>, E>,
) -> Result<(), E> {
    let wanted: BTreeSet<(&Slug, VersionNumber)> =
        entries.iter().map(|entry| (&entry.story, entry.worded().1)).collect();
    let mut bodies: BTreeMap<(Slug, VersionNumber), Arc<str>> = BTreeMap::new();
    for one in appearances.iter().filter(|one| wanted.contains(&(&one.story, one.version))) {
        // Somebody under two names in one version has one body.
        if let btree_map::Entry::Vacant(vacant) = bodies.entry((one.story.clone(), one.version)) {
            vacant.insert(body(one)?);
        }
    }
    for entry in entries {
        if let Some(body) = bodies.get(&(entry.story.clone(), entry.worded().1)) {
            entry.body = body.clone();
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::*;
    use crate::audit::tests::{day, seen};
    use crate::claim::{Excerpt, SaidOn};

    fn on(after: u64) -> NaiveDate {
        day(1) + Days::new(after)
    }

    /// `stories` of one version and ten statements each, one a day; the last statement of each is of ten days before.
    fn history(stories: u64) -> (Vec<Appearance>, Vec<Sighting>) {
        let mut appearances = Vec::new();
        let mut sightings = Vec::new();
        for nth in 0..stories {
            let at = on(nth).and_hms_opt(12, 0, 0).expect("noon").and_utc().fixed_offset();
            for claim in 0..10_u32 {
                let mut one =
                    seen(&format!("story {nth}"), 1, 1, (nth * 10) as i64 + i64::from(claim), 1, "the pier is safe");
                (one.published_at, one.claim.id.0) = (Some(at), claim);
                one.date.at = at;
                if claim == 9 {
                    let words = Excerpt::new(&one.body, vec![]);
                    one.claim.said_on =
                        Some(Box::new(SaidOn { date: on(nth) - Days::new(10), precision: Precision::Day, words }));
                }
                sightings.push(one);
            }
            let one = &sightings[sightings.len() - 1];
            appearances.push(Appearance {
                story: one.story.clone(),
                outlet: one.outlet.clone(),
                version: 1,
                latest: 1,
                published_at: one.published_at,
                captured_at: one.captured_at,
                date: one.date,
                next: None,
                names: one.names.clone(),
                claims: 10,
                unsaid: 0,
                body: String::new(),
                extraction: nth as i64,
                speaker: 0,
            });
        }
        (appearances, sightings)
    }

    /// Reads what is to be read, as the history does.
    fn read(reading: &AuditScope<'_>, sightings: &[Sighting]) -> Vec<Sighting> {
        let holds = |of: &[&Appearance], one: &Sighting| of.iter().any(|appearance| appearance.story == one.story);
        let is_read =
            |one: &&Sighting| holds(&reading.said, one) || holds(&reading.dated, one) && one.claim.said_on.is_some();
        sightings.iter().filter(is_read).cloned().collect()
    }

    #[track_caller]
    fn check(stories: u64, query: &AuditQuery, in_part: bool) {
        let (appearances, sightings) = history(stories);
        let whole = crate::audit::audit_of(&appearances, sightings.clone(), query);
        let reading = query.reading(&appearances, true);
        let body = |_: &Appearance| Ok::<_, ()>(sightings[0].body.clone());
        let mut read_in_part = read(&reading, &sightings);
        read_in_part.iter_mut().for_each(|one| one.body = "".into());
        let page = crate::audit::page_of(&appearances, &reading, read_in_part, query, body);
        let (page, rest) = page.expect("nothing can fail");
        assert_eq!(rest.is_some(), in_part);
        let Some(rest) = rest else {
            assert_eq!(page, whole);
            return;
        };
        // Fewer are read, the newest are listed, and all are counted on their days.
        assert!(query.topic.is_some() || read(&reading, &sightings).len() < sightings.len() / 2);
        let newest = whole.entries.len() - NEWEST;
        let content = |entries: &[TimelineEntry]| -> Vec<_> {
            entries.iter().map(|entry| (entry.story.clone(), entry.said, entry.claim.id)).collect()
        };
        assert_eq!(content(&page.entries), content(&whole.entries[newest..]));
        assert_eq!(rest.statements, newest);
        let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
        for entry in &whole.entries[..newest] {
            *days.entry(entry.said.day).or_default() += 1;
        }
        assert_eq!(rest.days, days);
        let stories: BTreeSet<Slug> = whole.entries[..newest].iter().map(|entry| entry.story.clone()).collect();
        assert_eq!(rest.stories, stories);
    }

    #[test]
    fn what_is_listed_in_part_is_the_newest_and_the_rest_is_counted() {
        check(3, &AuditQuery::default(), false);
        check(100, &AuditQuery::default(), false);
        check(101, &AuditQuery::default(), true);
        check(200, &AuditQuery { since: Some(on(60)), ..AuditQuery::default() }, true);
        check(
            200,
            &AuditQuery { until: Some(on(150)), outlet: Some("times".to_owned()), ..AuditQuery::default() },
            true,
        );
        check(200, &AuditQuery { since: Some(on(150)), ..AuditQuery::default() }, false);
        check(150, &AuditQuery { topic: Some("safe".to_owned()), ..AuditQuery::default() }, true);
    }
}
