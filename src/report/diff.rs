//! The report of a comparison: which edits are shown, in which groups, under which numbers.
//!
//! It never drops an edit silently: what the filter holds back is counted.

use super::{VersionInfo, phrases, words};
use crate::claim::{Claim, Speaker};
use crate::diff::{ChangeKind, Correction, Diff, Edit, EditKind, Severity, SideName, Summary, Wording, WordingOp};
use crate::story::Story;

/// Which edits the reader asked for; an empty list means all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Show only edits of these severities.
    pub severities: Vec<Severity>,
    /// Show only edits with a change of these kinds.
    pub kinds: Vec<ChangeKind>,
    /// Show only edits with a claim of one of these speakers (any part of the name, without case).
    pub speakers: Vec<String>,
}

/// `diff`: two versions.
#[derive(Clone, Debug, PartialEq)]
pub struct DiffReport {
    /// `None` for two files.
    pub story: Option<Story>,
    pub old: VersionInfo,
    pub new: VersionInfo,
    pub old_speakers: Vec<Speaker>,
    pub new_speakers: Vec<Speaker>,
    pub diff: Diff,
    /// Counts over all edits, whatever the filter.
    pub summary: Summary,
    /// The edits that the filter lets through, as indexes into `diff.edits`. Unchanged edits pass only an empty filter.
    pub shown: Vec<usize>,
    /// How many edits that differ the filter holds back.
    pub held_back: usize,
}

/// The shown edits of one severity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub severity: Severity,
    /// In text order: each edit's number for the reader, from 1, and its index into `diff.edits`.
    pub edits: Vec<(usize, usize)>,
    /// How many edits of this severity there are, shown or held back.
    pub total: usize,
}

/// One line of `diff --stat`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatRow {
    pub severity: Severity,
    /// The contract's word: a change's kind, or "added" or "removed".
    pub kind: &'static str,
    /// How many of the shown edits have it.
    pub count: usize,
}

/// Which edits a correction note owns up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Covered {
    /// Their numbers for the reader.
    pub numbers: Vec<usize>,
    /// Their places among the shown edits, from 0.
    pub shown: Vec<usize>,
    /// How many the filter holds back.
    pub held_back: usize,
}

impl DiffReport {
    /// Builds the report of a comparison; `filter` says what is shown.
    pub fn new(
        story: Option<Story>,
        old: (VersionInfo, Vec<Speaker>),
        new: (VersionInfo, Vec<Speaker>),
        diff: Diff,
        filter: &Filter,
    ) -> Self {
        let ((old, old_speakers), (new, new_speakers)) = (old, new);
        let summary = diff.summary();
        let differing = diff.edits.iter().filter(|edit| edit.kind != EditKind::Unchanged).count();
        let shown: Vec<usize> = (0..diff.edits.len())
            .filter(|&index| filter.lets_through(&diff.edits[index], &old_speakers, &new_speakers))
            .collect();
        let shown_differing = shown.iter().filter(|&&index| diff.edits[index].kind != EditKind::Unchanged).count();
        Self {
            story,
            old,
            new,
            old_speakers,
            new_speakers,
            summary,
            shown,
            held_back: differing - shown_differing,
            diff,
        }
    }

    /// Returns what is compared, in words: "kremlin-talks v1 → v2", "old.txt → new.txt".
    pub fn title(&self) -> String {
        let versions = format!("{} → {}", self.old.reference, self.new.reference);
        match &self.story {
            Some(story) if !self.old.reference.contains('@') => format!("{} {versions}", story.slug),
            _ => versions,
        }
    }

    /// Returns the counts in words: "3 claims added, 4 changed (2 substantive), 32 unchanged".
    pub fn headline(&self) -> String {
        let changes = phrases::changes(&self.summary);
        match self.summary.unchanged {
            0 => changes,
            n if changes == phrases::NOTHING => {
                format!("{changes}, {} unchanged", phrases::count(n, "claim", "claims"))
            }
            n => format!("{changes}, {n} unchanged"),
        }
    }

    /// Says how many edits the filter holds back, where it does.
    pub fn held_back_line(&self) -> Option<String> {
        let count = phrases::count(self.held_back, "edit", "edits");
        (self.held_back > 0).then(|| format!("{count} held back by the filter"))
    }

    /// Numbers the edits that differ, most serious first, then in text order; the filter does not touch the numbers.
    pub fn numbers(&self) -> Vec<Option<usize>> {
        let mut numbers = vec![None; self.diff.edits.len()];
        let mut next = 1;
        for severity in Severity::ALL {
            for (index, edit) in self.diff.edits.iter().enumerate() {
                if edit.severity() == Some(severity) {
                    numbers[index] = Some(next);
                    next += 1;
                }
            }
        }
        numbers
    }

    /// Groups the shown edits that differ, most serious first; a severity with nothing to show has no group.
    pub fn groups(&self) -> Vec<Group> {
        let numbers = self.numbers();
        let group = |severity| {
            let is_of = |index: &usize| self.diff.edits[*index].severity() == Some(severity);
            let edits = self.shown.iter().copied().filter(is_of).filter_map(|index| Some((numbers[index]?, index)));
            let total = (0..self.diff.edits.len()).filter(is_of).count();
            Group { severity, edits: edits.collect(), total }
        };
        Severity::ALL.into_iter().map(group).filter(|group| !group.edits.is_empty()).collect()
    }

    /// Counts the shown edits by kind of change; an edit with several changes counts for each.
    pub fn stat(&self) -> Vec<StatRow> {
        let shown = || self.shown.iter().map(|&index| &self.diff.edits[index]);
        let whole = [EditKind::Added, EditKind::Removed].map(|kind| StatRow {
            severity: Severity::Substantive,
            kind: kind.name(),
            count: shown().filter(|edit| edit.kind == kind).count(),
        });
        let changes = ChangeKind::ALL.map(|kind| StatRow {
            severity: kind.severity(),
            kind: kind.name(),
            count: shown().filter(|edit| edit.changes.iter().any(|change| change.kind == kind)).count(),
        });
        whole.into_iter().chain(changes).filter(|row| row.count > 0).collect()
    }

    /// Says which of the edits a correction note covers, for the reader.
    pub fn covered(&self, correction: &Correction) -> Covered {
        let numbers = self.numbers();
        let mut covered = Covered::default();
        for &index in &correction.covers {
            covered.numbers.extend(numbers.get(index).copied().flatten());
            match self.shown.binary_search(&index) {
                Ok(place) => covered.shown.push(place),
                Err(_) => covered.held_back += 1,
            }
        }
        covered
    }

    /// Returns the notes that cover an edit, as indexes into `diff.corrections`.
    pub fn notes_on(&self, index: usize) -> Vec<usize> {
        let covers = |note: &usize| self.diff.corrections[*note].covers.contains(&index);
        (0..self.diff.corrections.len()).filter(covers).collect()
    }

    /// Returns the side's version.
    pub fn version(&self, side: SideName) -> &VersionInfo {
        match side {
            SideName::Old => &self.old,
            SideName::New => &self.new,
        }
    }

    /// Says who speaks in an edit: "Sergei Lavrov", "Maria Vale → an official", "own voice".
    pub fn who(&self, edit: &Edit) -> String {
        let names = |claims: &[Claim], speakers: &[Speaker]| {
            let mut names: Vec<String> = Vec::new();
            for claim in claims {
                let name = words::voice(claim, speakers);
                if !names.iter().any(|known| known == name) {
                    names.push(name.to_owned());
                }
            }
            names.join(", ")
        };
        let (old, new) = (names(&edit.old, &self.old_speakers), names(&edit.new, &self.new_speakers));
        match (old.is_empty(), new.is_empty()) {
            (_, true) => old,
            (true, _) => new,
            _ if old == new => new,
            _ => format!("{old} → {new}"),
        }
    }

    /// Says what sort of claims an edit holds: "quote", "quote → statement", "fact".
    pub fn what(&self, edit: &Edit) -> String {
        let kinds = |claims: &[Claim]| {
            let mut kinds: Vec<&str> = claims.iter().map(|claim| claim.kind.name()).collect();
            kinds.dedup();
            kinds.join(" and ")
        };
        let (old, new) = (kinds(&edit.old), kinds(&edit.new));
        match (old.is_empty(), new.is_empty()) {
            (_, true) => old,
            (true, _) => new,
            _ if old == new => new,
            _ => format!("{old} → {new}"),
        }
    }

    /// Returns the words of a changed edit with the quotation marks and end marks that stand around its claims.
    pub fn wording(&self, edit: &Edit) -> Vec<Wording> {
        let old = words::margins(&self.old.body, &edit.old);
        let new = words::margins(&self.new.body, &edit.new);
        let mut wording = Vec::with_capacity(edit.wording.len() + 2);
        let open = |text: &Wording| text.text.starts_with(words::is_mark);
        if !edit.wording.first().is_some_and(open) {
            margin(&mut wording, old.0, new.0);
        }
        wording.extend(edit.wording.iter().cloned());
        if !edit.wording.last().is_some_and(|last| last.text.ends_with(|c| words::is_mark(c) || words::is_stop(c))) {
            margin(&mut wording, old.1, new.1);
        }
        // Neighbours of one sort read as one.
        let mut joined: Vec<Wording> = Vec::with_capacity(wording.len());
        for run in wording.into_iter().filter(|run| !run.text.is_empty()) {
            match joined.last_mut() {
                Some(last) if last.op == run.op => last.text.push_str(&run.text),
                _ => joined.push(run),
            }
        }
        joined
    }
}

impl Group {
    /// Returns the number of edits in words: "3 edits", "2 of 3 edits" where the filter holds some back.
    pub fn count(&self) -> String {
        let total = phrases::count(self.total, "edit", "edits");
        if self.edits.len() == self.total { total } else { format!("{} of {total}", self.edits.len()) }
    }
}

impl Covered {
    /// Says in words what a note covers: "owns up to edits 1 and 4 (1 held back by the filter)".
    pub fn phrase(&self) -> String {
        let noun = if self.numbers.len() == 1 { "edit" } else { "edits" };
        match (self.numbers.is_empty(), self.held_back) {
            (true, _) => "owns up to no edit between these versions".to_owned(),
            (false, 0) => format!("owns up to {noun} {}", phrases::list(&self.numbers)),
            (false, n) => format!("owns up to {noun} {} ({n} held back by the filter)", phrases::list(&self.numbers)),
        }
    }
}

fn margin(wording: &mut Vec<Wording>, old: &str, new: &str) {
    if old == new {
        wording.push(Wording { op: WordingOp::Equal, text: old.to_owned() });
    } else {
        wording.push(Wording { op: WordingOp::Delete, text: old.to_owned() });
        wording.push(Wording { op: WordingOp::Insert, text: new.to_owned() });
    }
}

impl Filter {
    /// Says whether everything is let through.
    pub fn is_empty(&self) -> bool {
        self.severities.is_empty() && self.kinds.is_empty() && self.speakers.is_empty()
    }

    fn lets_through(&self, edit: &Edit, old_speakers: &[Speaker], new_speakers: &[Speaker]) -> bool {
        if self.is_empty() {
            return true;
        }
        let Some(severity) = edit.severity() else { return false };
        let by_severity = self.severities.is_empty() || self.severities.contains(&severity);
        let by_kind = self.kinds.is_empty() || edit.changes.iter().any(|change| self.kinds.contains(&change.kind));
        let by_speaker = self.speakers.is_empty()
            || speakers_of(&edit.old, old_speakers).chain(speakers_of(&edit.new, new_speakers)).any(|speaker| {
                std::iter::once(&speaker.name).chain(&speaker.aliases).any(|name| {
                    let name = name.to_lowercase();
                    self.speakers.iter().any(|wanted| name.contains(&wanted.to_lowercase()))
                })
            });
        by_severity && by_kind && by_speaker
    }
}

fn speakers_of<'a>(claims: &'a [Claim], speakers: &'a [Speaker]) -> impl Iterator<Item = &'a Speaker> {
    claims.iter().filter_map(|claim| speakers.get(claim.speaker?.0 as usize))
}
