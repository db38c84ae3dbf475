//! The reports of claims followed through versions: `blame` for all of one version, `history` for one.
//!
//! They phrase what was found; which claims are one, and what differs, is settled elsewhere.

use super::{VersionReport, phrases, words};
use crate::claim::Claim;
use crate::lineage::{Blame, Blamed, ExtractorRun, Life, LineageTurn, Note, Stretch};
use crate::story::Story;

/// `blame`: each claim of a version, with the version that brought it and the one that last changed it.
#[derive(Clone, Debug, PartialEq)]
pub struct BlameReport {
    pub story: Story,
    pub version: VersionReport,
    pub blame: Blame,
    /// The severities of the changes that were looked for; empty where all were.
    pub severities: Vec<crate::diff::Severity>,
}

/// `history`: one claim through all versions.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryReport {
    pub story: Story,
    pub life: Life,
}

impl BlameReport {
    /// Lists the claims in text order, with where they come from.
    pub fn rows(&self) -> impl Iterator<Item = (&Claim, &Blamed)> {
        self.version.extraction.claims.iter().zip(&self.blame.claims)
    }

    /// Returns the counts in words: "24 claims, 15 of them changed since they came, 1 back after it had gone".
    pub fn headline(&self) -> String {
        let count = |is: fn(&Blamed) -> bool| self.blame.claims.iter().filter(|claim| is(claim)).count();
        let (changed, back) = (count(|claim| claim.changed.is_some()), count(|claim| claim.returned.is_some()));
        let names: Vec<&str> = self.severities.iter().map(|severity| severity.name()).collect();
        let how = match names.is_empty() {
            true => String::new(),
            false => format!(" ({} changes only)", names.join(" and ")),
        };
        let mut line = phrases::count(self.blame.claims.len(), "claim", "claims");
        line.push_str(&match changed {
            0 => format!(", none changed since it came{how}"),
            n => format!(", {n} changed since {}{how}", if n == 1 { "it came" } else { "they came" }),
        });
        if back > 0 {
            line.push_str(&format!(", {back} back after an absence"));
        }
        line
    }

    /// Returns of a claim what its version and time alone do not.
    pub fn notes(&self, blamed: &Blamed) -> Vec<String> {
        let mut notes = Vec::new();
        if !blamed.earlier.is_empty() {
            notes
                .push(format!("in earlier versions, which another extractor read, it is {}", numbers(&blamed.earlier)));
        }
        if blamed.is_older {
            let before = blamed.brought.version.saturating_sub(1);
            notes.push(format!("may be older: v{before} has its words, but another extractor made no claim of them"));
        }
        notes
    }

    /// Returns which extractors read the versions, where there are several.
    pub fn readers(&self) -> Option<String> {
        readers(&self.blame.readers)
    }
}

impl HistoryReport {
    /// Returns the counts in words: "3 wordings, v1 to v5, gone".
    pub fn headline(&self) -> String {
        let stretches = &self.life.stretches;
        let states = stretches.iter().filter(|stretch| !stretch.claims.is_empty()).count();
        let brought = stretches.first().map_or(0, |stretch| stretch.first.version);
        let end = match stretches.last() {
            Some(last) if last.claims.is_empty() => format!("{} in v{}", last.turn.name(), last.first.version),
            _ => format!("stands in v{}, the latest", self.life.latest.version),
        };
        format!("{}, brought by v{brought}, {end}", phrases::count(states, "state", "states"))
    }

    /// Returns how long a stretch lasted: "stood 3 h 12 min (v1 to v3)", "gone 2 days (v4)".
    pub fn dwell(&self, stretch: &Stretch) -> String {
        let Stretch { turn, first, last, until, .. } = stretch;
        let versions = match first.version == last.version {
            true => format!("v{}", first.version),
            false => format!("v{} to v{}", first.version, last.version),
        };
        let (verb, now) = match turn {
            LineageTurn::Left => ("gone", "gone"),
            LineageTurn::Renumbered => ("under another number", "under another number"),
            LineageTurn::Brought | LineageTurn::Changed | LineageTurn::Returned | LineageTurn::Resumed => {
                ("stood", "stands")
            }
        };
        match (phrases::duration(stretch.dwell(self.life.latest)), until) {
            (None, _) => format!("{verb} in {versions}; the captures are out of order, so the duration is unknown"),
            (Some(time), Some(_)) => format!("{verb} {time} ({versions})"),
            (Some(_), None) if first == last => format!("{now} in the latest version"),
            (Some(time), None) => format!("{verb} {time} so far ({versions}, the latest)"),
        }
    }

    /// Returns who speaks in a stretch: "Maria Vale", "own voice".
    pub fn who(&self, stretch: &Stretch) -> String {
        let speakers = self.life.versions.get(&stretch.first.version).map(|version| &version.extraction.speakers[..]);
        let mut names: Vec<&str> =
            stretch.claims.iter().map(|claim| words::voice(claim, speakers.unwrap_or_default())).collect();
        names.dedup();
        names.join(", ")
    }

    /// Returns the words that a stretch begins with.
    pub fn words(&self, stretch: &Stretch) -> String {
        let body = self.life.versions.get(&stretch.first.version).map_or("", |version| &version.body);
        words::sentence(body, &stretch.claims)
    }

    /// Returns what else a reader should know about a stretch.
    pub fn notes(&self, stretch: &Stretch) -> Vec<String> {
        let before = stretch.first.version.saturating_sub(1);
        let note = |note: &Note| match note {
            Note::MergedInto(into) => format!("its words went into {}", numbers(into)),
            Note::LostPart => "one of its parts was removed".to_owned(),
            Note::ReadBeforeAs(none) if none.is_empty() => {
                format!("may be older: v{before} has its words, but another extractor made no claim of them")
            }
            Note::ReadBeforeAs(earlier) => {
                format!("may be older: another extractor read v{before} and has its words in {}", numbers(earlier))
            }
            Note::ReadOnAs(none) if none.is_empty() => {
                "its words still stand, but another extractor made no claim of them".to_owned()
            }
            Note::ReadOnAs(into) => format!("its words still stand: another extractor has them in {}", numbers(into)),
        };
        stretch.notes.iter().map(note).collect()
    }

    /// Returns which extractors read the versions, where there are several.
    pub fn readers(&self) -> Option<String> {
        readers(&self.life.readers)
    }
}

/// Names lineages: "7", "7 and 12".
fn numbers(lineages: &[i64]) -> String {
    let names: Vec<String> = lineages.iter().map(i64::to_string).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

fn readers(readers: &[ExtractorRun]) -> Option<String> {
    let one = |ExtractorRun { extractor, first, last }: &ExtractorRun| match first == last {
        true => format!("v{first} by {extractor}"),
        false => format!("v{first} to v{last} by {extractor}"),
    };
    let list = readers.iter().map(one).collect::<Vec<_>>().join(", ");
    let text = format!("read {list}: a claim that two of them read differently has another number in each");
    (readers.len() > 1).then_some(text)
}
