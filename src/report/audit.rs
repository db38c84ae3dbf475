//! The report of one speaker over time: entries gathered by the month in which they were said.
//!
//! It judges nothing: order, status and shifts come from the audit.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::{AuditReport, TopicsReport, phrases};
use crate::audit::topics::Topic;
use crate::audit::{Grade, Point, Rest, Shift, ShiftKind, Standpoint, Status, TimelineEntry, Wording};
use crate::claim::{Excerpt, Position, Precision, Side, Span};
use crate::curation::{FindingId, Ruled, ShiftEnd, StoryNames};
use crate::story::VersionNumber;
use crate::version_date::DateSource;
use crate::wording;

/// What every list of shifts says of itself.
pub const CAVEAT: &str = "Only contradictions that stand on the surface of the words are listed. Whether circumstances had changed is the reader's to judge.";

/// The most topics of a page.
const TOPICS: usize = 12;

/// The longest time, in months, whose statements are counted by the month; a longer one is counted by the year.
const MONTHS: i32 = 48;

/// An entry, with those that report the same utterance in other stories.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedEntry<'a> {
    pub entry: &'a TimelineEntry,
    pub repeated: Vec<&'a TimelineEntry>,
}

/// The entries of one month, or of a year where no month is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Month<'a> {
    /// "2025-08", "2025".
    pub name: String,
    /// In the audit's order.
    pub entries: Vec<ListedEntry<'a>>,
    /// How many more there are that are not listed.
    pub more: usize,
}

impl Month<'_> {
    /// Returns the count in words: "3 statements", "100 of 400 statements".
    pub fn count(&self) -> String {
        let listed = self.entries.len();
        let all = phrases::count(listed + self.more, "statement", "statements");
        if self.more == 0 { all } else { format!("{listed} of {all}") }
    }
}

/// How many statements there are in each month or year, as bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spark {
    /// The first and the last month or year.
    pub first: String,
    pub last: String,
    /// A bar for each, those without a statement blank.
    pub bars: String,
    /// "month" or "year", and how many statements the fullest has.
    pub unit: &'static str,
    pub most: usize,
}

impl AuditReport {
    /// Gathers the entries by month, in the audit's order.
    pub fn months(&self) -> Vec<Month<'_>> {
        let mut months: Vec<Month<'_>> = Vec::new();
        let mut repeated: BTreeMap<usize, Vec<&TimelineEntry>> = BTreeMap::new();
        for entry in &self.audit.entries {
            entry.same.into_iter().for_each(|at| repeated.entry(at).or_default().push(entry));
        }
        let listed = self.audit.entries.iter().enumerate().filter(|(_, entry)| entry.same.is_none());
        for (at, entry) in listed {
            let name = match entry.said.precision {
                Precision::Year => entry.said.day.format("%Y").to_string(),
                _ => entry.said.day.format("%Y-%m").to_string(),
            };
            let listed = ListedEntry { entry, repeated: repeated.remove(&at).unwrap_or_default() };
            match months.last_mut() {
                Some(month) if month.name == name => month.entries.push(listed),
                _ => months.push(Month { name, entries: vec![listed], more: 0 }),
            }
        }
        for (name, count) in self.rest.iter().flat_map(unlisted) {
            if let Some(month) = months.iter_mut().find(|month| month.name == name) {
                month.more += count;
            }
        }
        months
    }

    /// Counts the statements of each month, or of each year of a long time; `None` where there are fewer than two to
    /// compare.
    pub fn spark(&self) -> Option<Spark> {
        let rest = || self.rest.iter().flat_map(|rest| &rest.days).map(|(day, count)| (*day, *count));
        let told = |entry: &&TimelineEntry| entry.same.is_none();
        let listed = || self.audit.entries.iter().filter(told).map(|entry| (entry.said.day, 1));
        let days = || listed().chain(rest());
        let month = |day: chrono::NaiveDate| day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0);
        let (first, last) = (month(days().min()?.0), month(days().max()?.0));
        let by_month = last - first < MONTHS;
        let unit = |at: i32| if by_month { at } else { at.div_euclid(12) };
        let mut counts: BTreeMap<i32, usize> = (unit(first)..=unit(last)).map(|at| (at, 0)).collect();
        for (day, count) in days() {
            *counts.entry(unit(month(day))).or_default() += count;
        }
        let most = counts.values().copied().max().filter(|_| counts.len() > 1)?;
        const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
        let bar = |count: usize| if count == 0 { ' ' } else { BARS[(count * BARS.len()).div_ceil(most) - 1] };
        let name = |at: i32| {
            if by_month { format!("{}-{:02}", at.div_euclid(12), at.rem_euclid(12) + 1) } else { at.to_string() }
        };
        Some(Spark {
            first: name(unit(first)),
            last: name(unit(last)),
            bars: counts.into_values().map(bar).collect(),
            unit: if by_month { "month" } else { "year" },
            most,
        })
    }

    /// Returns what was asked for, in words: the topic and how it is named, the time, the outlet.
    pub fn asked(&self) -> Vec<String> {
        let query = &self.audit.query;
        let mut asked = Vec::new();
        if let Some(topic) = &query.topic {
            let mut by_words: BTreeMap<(Grade, &str), usize> = BTreeMap::new();
            let listed = self.audit.entries.iter().filter_map(|entry| entry.topic.as_ref());
            for found in listed.chain(self.rest.iter().flat_map(|rest| &rest.topics)) {
                let words = match found.grade {
                    Grade::Apart => "its words in one sentence, not side by side",
                    Grade::Around => "some of its words, the others just before or behind",
                    Grade::Part => "most of its words",
                    _ => &found.words,
                };
                *by_words.entry((found.grade, words)).or_default() += 1;
            }
            let mut counts: Vec<((Grade, &str), usize)> = by_words.into_iter().collect();
            counts.sort_by_key(|&((grade, words), count)| (grade, std::cmp::Reverse(count), words));
            let (shown, rest) = counts.split_at(counts.len().min(6));
            let mut found: Vec<String> = shown
                .iter()
                .map(|((grade, words), count)| match grade {
                    Grade::Apart | Grade::Around | Grade::Part => format!("{words} ({count})"),
                    _ => format!("“{words}” ({count})"),
                })
                .collect();
            if !rest.is_empty() {
                found.push(format!(
                    "{} more wordings ({})",
                    rest.len(),
                    rest.iter().map(|(_, count)| count).sum::<usize>()
                ));
            }
            let matched = if found.is_empty() { String::new() } else { format!(": {}", found.join(", ")) };
            asked.push(format!("on {topic}{matched}"));
        }
        asked.extend(query.since.map(|day| format!("said on or after {day}")));
        asked.extend(query.until.map(|day| format!("said on or before {day}")));
        if !query.kinds.is_empty() {
            let kinds: Vec<&str> = query.kinds.iter().map(|kind| kind.name()).collect();
            asked.push(format!("claims of the kind {}", kinds.join(", ")));
        }
        asked.extend(query.outlet.as_ref().map(|outlet| format!("of outlets with “{outlet}” in their name")));
        asked.extend(self.as_of.map(|time| format!("as of {}", time.format("%Y-%m-%d %H:%M UTC"))));
        asked
    }

    /// Returns the position of a point, and the entry that takes it.
    pub fn point(&self, point: &Point) -> Option<(&TimelineEntry, &Position)> {
        let entry = self.audit.entries.get(point.entry)?;
        Some((entry, entry.claim.positions.get(point.position)?))
    }

    /// Gathers what was stood for, one line for each stretch on one side, told by its last statement in the speaker's
    /// own words where there is one.
    pub fn stands<'a>(&'a self, of: &'a Standpoint) -> Vec<StretchLine<'a>> {
        let line = |points: &'a [Point]| {
            let own = |point: &&Point| self.audit.entries.get(point.entry).is_some_and(|of| of.claim.is_in_own_words());
            let told = points.iter().rfind(own).or(points.last())?;
            let (entry, position) = self.point(told)?;
            let first = self.audit.entries.get(points.first()?.entry)?.date();
            let last = self.audit.entries.get(points.last()?.entry)?.date();
            Some(StretchLine { first, last, count: points.len(), side: told.side, entry, position })
        };
        of.stretches().filter_map(line).collect()
    }

    /// Returns the topics that a page has room for, and how many more there are in words.
    pub fn main_topics(&self) -> (&[Standpoint], Option<String>) {
        let all = &self.audit.standpoints;
        let (shown, more) = all.split_at(all.len().min(TOPICS));
        let topics = phrases::count(more.len(), "more topic", "more topics");
        (shown, (!more.is_empty()).then(|| format!("{topics}: --topic WORDS, --format markdown")))
    }

    /// Returns where the older statement stands that an entry quotes.
    pub fn original(&self, entry: &TimelineEntry) -> Option<String> {
        let original = self.audit.entries.get(entry.original?)?;
        Some(format!("repeats {} of {}", original.place(), original.date()))
    }

    /// Names a shift.
    pub fn id(&self, shift: &Shift) -> Option<FindingId> {
        let end = |at: usize| self.audit.entries.get(at);
        Some(shift_id(shift, [end(shift.from)?, end(shift.to)?], &self.names))
    }

    /// Returns the ruling on a shift.
    pub fn ruling(&self, shift: &Shift) -> Option<&Ruled> {
        self.rulings.get(self.id(shift)?.as_str())
    }

    /// Returns the shifts that an entry is part of, in words for a table: "reversed after 3", with the verdict of a
    /// ruling.
    pub fn shifts_of(&self, index: usize) -> Vec<String> {
        self.audit
            .shifts
            .iter()
            .filter(|shift| shift.from == index || shift.to == index)
            .map(|shift| {
                let words = match shift.kind {
                    ShiftKind::Altered | ShiftKind::Withdrawn => shift.kind.name().to_owned(),
                    kind if shift.to == index => format!("{} after {}", kind.name(), shift.from + 1),
                    kind => format!("{} by {}", kind.name(), shift.to + 1),
                };
                match self.ruling(shift) {
                    Some(ruled) => format!("{words} (ruled {})", ruled.ruling.verdict.name()),
                    None => words,
                }
            })
            .collect()
    }

    /// Returns the entries that a shift lies between, one alone where it lies within one; with each the words that it
    /// rests on, where the statement itself does not hold them.
    pub fn ends<'a>(&'a self, shift: &'a Shift) -> Vec<(&'a TimelineEntry, Option<&'a str>)> {
        let mut ends = vec![(shift.from, &shift.evidence[0]), (shift.to, &shift.evidence[1])];
        ends.dedup_by_key(|(index, _)| *index);
        let end = |(index, evidence): (usize, &'a Excerpt)| {
            let entry = self.audit.entries.get(index)?;
            let held =
                |span: &Span| entry.claim.content.spans.iter().any(|of| of.start <= span.start && span.end <= of.end);
            let beside = (!evidence.spans.iter().all(held)).then_some(evidence.text.as_str());
            Some((entry, beside))
        };
        ends.into_iter().filter_map(end).collect()
    }

    /// Returns the counts in words: "5 statements in 2 stories, 1 altered, 1 withdrawn".
    pub fn headline(&self) -> String {
        let entries = &self.audit.entries;
        let rest = self.rest.as_ref();
        let mut slugs: Vec<_> = entries.iter().map(|entry| &entry.story).collect();
        slugs.extend(rest.iter().flat_map(|rest| &rest.stories));
        slugs.sort();
        slugs.dedup();
        let mut line = phrases::count(self.statements(), "statement", "statements");
        if !slugs.is_empty() {
            line = format!("{line} in {}", phrases::count(slugs.len(), "story", "stories"));
        }
        let (altered, withdrawn) = rest.map_or((0, 0), |rest| (rest.altered, rest.withdrawn));
        for (status, more) in [(Status::Altered, altered), (Status::Withdrawn, withdrawn)] {
            match entries.iter().filter(|entry| entry.status == status).count() + more {
                0 => {}
                n => line = format!("{line}, {n} {}", status.name()),
            }
        }
        match self.audit.shifts.len() {
            _ if rest.is_some() => line,
            0 => line,
            n => format!("{line}; {}", phrases::count(n, "shift", "shifts")),
        }
    }

    /// Returns what is not listed, and how to see it; `None` where all is.
    pub fn held_back(&self) -> Option<String> {
        self.rest.as_ref()?;
        let (listed, all) = (self.listed(), self.statements());
        Some(format!(
            "The newest {listed} of {all} are listed, and shifts are looked for among these. All of them: --all; fewer: --topic, --since, --until"
        ))
    }

    /// Returns what dates most entries, for a reader; `None` where nothing is dated so.
    pub fn dated_by(&self) -> Option<&'static str> {
        let is_published = |entry: &TimelineEntry| entry.said.by == Some(DateSource::Publication);
        let found = self.audit.entries.iter().any(is_published);
        found.then_some("dated by publication where nothing else is said")
    }

    /// Returns how many statements are left out that the texts do not report as made; `None` where none are.
    pub fn left_out(&self) -> Option<String> {
        let (claims, it) = match self.audit.left_out {
            0 => return None,
            1 => ("1 claim is".to_owned(), "it"),
            n => (format!("{n} claims are"), "them"),
        };
        Some(format!("{claims} left out that no text reports as said; onrecord search shows {it}, marked"))
    }

    /// Counts the statements that are listed, one reported by several outlets once.
    fn listed(&self) -> usize {
        self.audit.entries.iter().filter(|entry| entry.same.is_none()).count()
    }

    fn statements(&self) -> usize {
        self.listed() + self.rest.as_ref().map_or(0, |rest| rest.statements)
    }
}

/// Counts what is not listed by the names of months, and of years where no month is known.
fn unlisted(rest: &Rest) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (day, count) in &rest.days {
        *counts.entry(day.format("%Y-%m").to_string()).or_default() += count;
    }
    for (year, count) in &rest.years {
        counts.entry(format!("{year:04}-01")).and_modify(|january| *january = january.saturating_sub(*count));
        *counts.entry(format!("{year:04}")).or_default() += count;
    }
    counts
}

impl TimelineEntry {
    /// Returns the date for a reader: "2025-08-19", "2025-08".
    pub fn date(&self) -> String {
        phrases::said_on(self.said.day, self.said.precision)
    }

    /// Returns where the date comes from, where that is not the publication.
    pub fn dated_otherwise(&self) -> Option<&'static str> {
        match self.said.by {
            None => Some("dated by its text"),
            Some(DateSource::Publication) => None,
            Some(DateSource::Update) => Some("dated by the update"),
            Some(DateSource::Capture) => Some("dated by the capture"),
        }
    }

    /// Returns the wordings before that of the claim, oldest first.
    pub fn earlier(&self) -> &[Wording] {
        self.wordings.split_last().map_or(&[], |(_, earlier)| earlier)
    }

    /// Returns how many wordings the dates asked for leave out; `None` where none.
    pub fn more_wordings(&self) -> Option<String> {
        let count = |n| phrases::count(n, "other wording is", "other wordings are");
        (self.more_wordings > 0).then(|| format!("{} not of the time asked for", count(self.more_wordings)))
    }

    /// Returns where it stands and who published it: "kremlin-talks@v1–v3, The Courier".
    pub fn cited(&self) -> String {
        match &self.outlet {
            Some(outlet) => format!("{}, {outlet}", self.place()),
            None => self.place(),
        }
    }

    /// Returns where its words stand: "kremlin-talks@v1–v3".
    pub fn place(&self) -> String {
        let (first, last) = self.worded();
        format!("{}@{}", self.story, versions(first, last))
    }
}

impl Wording {
    /// Returns the versions that have it and the day on which it came: "v1–v4, 2025-03-04".
    pub fn stood(&self) -> String {
        let said = phrases::said_on(self.said.day, self.said.precision);
        format!("{}, {said}", versions(self.first_version, self.last_version))
    }
}

/// Names versions: "v1", "v1–v3".
fn versions(first: VersionNumber, last: VersionNumber) -> String {
    if first == last { format!("v{first}") } else { format!("v{first}–v{last}") }
}

/// Says where an utterance is reported again, with the words where they are others: "bell@v1, The Daily Bell: …".
pub fn told_again(entry: &TimelineEntry, other: &TimelineEntry) -> String {
    let (one, other_words) = (&entry.claim.content.text, &other.claim.content.text);
    let words = if wording::is_same(one, other_words) { String::new() } else { format!(": {other_words}") };
    format!("{}{words}", other.cited())
}

/// Names a shift between two entries; of an altered or withdrawn entry both are the same. It goes by the names under
/// which the versions were recorded that brought their words.
pub fn shift_id(shift: &Shift, ends: [&TimelineEntry; 2], names: &StoryNames) -> FindingId {
    let end = |side: usize| ShiftEnd {
        story: names.origin(&ends[side].story, ends[side].worded().0).as_str(),
        content: &ends[side].claim.content.text,
        evidence: &shift.evidence[side].text,
    };
    FindingId::of_shift(shift.kind.name(), [end(0), end(1)])
}

/// A stretch of time in which a speaker stayed on one side of a topic.
#[derive(Clone, Debug, PartialEq)]
pub struct StretchLine<'a> {
    /// The dates of the first and the last statement in it.
    pub first: String,
    pub last: String,
    /// How many statements it has.
    pub count: usize,
    pub side: Option<Side>,
    /// The one that tells it, and its position.
    pub entry: &'a TimelineEntry,
    pub position: &'a Position,
}

impl StretchLine<'_> {
    /// Returns the side and the attitude in words: "against (refuse)", "open".
    pub fn stance(&self) -> String {
        let stance = self.position.stance.name();
        self.side.map_or_else(|| stance.to_owned(), |side| format!("{} ({stance})", side.name()))
    }

    /// Returns when: "2031-03-04", "2031-03-04 to 2031-09-12, 3 statements".
    pub fn when(&self) -> String {
        match self.count {
            1 => self.last.clone(),
            n if self.first == self.last => format!("{}, {}", self.last, phrases::count(n, "statement", "statements")),
            n => format!("{} to {}, {}", self.first, self.last, phrases::count(n, "statement", "statements")),
        }
    }
}

impl Standpoint {
    /// Returns a sign for each point: "+" for, "−" against, "·" neither.
    pub fn chart(&self) -> String {
        let sign = |point: &Point| match point.side {
            Some(Side::For) => '+',
            Some(Side::Against) => '−',
            None => '·',
        };
        self.points.iter().map(sign).collect()
    }
}

impl TopicsReport {
    /// Returns the counts in words: "14 topics in 220 statements".
    pub fn headline(&self) -> String {
        let statements = phrases::count(self.statements, "statement", "statements");
        format!("{} in {statements}", phrases::count(self.topics.len() + self.more, "topic", "topics"))
    }
}

impl Topic {
    /// Returns its other wordings for a reader: "“price on carbon”, “carbon prices” and 2 more".
    pub fn others(&self) -> String {
        const SHOWN: usize = 3;
        let shown: Vec<String> = self.also.iter().take(SHOWN).map(|words| format!("“{words}”")).collect();
        match self.also.len().saturating_sub(SHOWN) {
            0 => shown.join(", "),
            more => format!("{} and {more} more", shown.join(", ")),
        }
    }

    /// Returns the first and the last day: "2010-03-02 to 2012-01-09".
    pub fn days(&self) -> String {
        match (self.first, self.last) {
            (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
            (Some(day), _) | (_, Some(day)) => day.to_string(),
            (None, None) => "undated".to_owned(),
        }
    }
}
