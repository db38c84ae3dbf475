//! The report of a comparison: which edits are shown, in which groups, under which numbers.
//!
//! It never drops an edit silently: what the filter holds back is counted.

mod correction;
mod filter;

use std::collections::BTreeMap;

use super::{VersionInfo, phrases, words};
use crate::claim::{Claim, Speaker};
use crate::curation::{FindingId, Ruled};
use crate::diff::{
    ChangeKind, Confidence, Diff, Edit, EditKind, Severity, SideName, Summary, Why, WordingOp, WordingPart,
};
use crate::furniture::Furniture;
use crate::story::Story;

pub use correction::Covered;
pub use filter::Filter;

/// In which order edits are shown and numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Most serious first, of these the sure ones first, then as in the text.
    #[default]
    Severity,
    /// As in the text.
    Text,
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
    /// How sure the filter wants edits to be.
    pub min_confidence: Option<Confidence>,
    /// The edits that it holds back for their confidence alone, as indexes into `diff.edits`.
    pub unsure: Vec<usize>,
    /// Whether the headline differs as a claim and the filter lets that through. The headline itself is shown in any
    /// case.
    pub headline_shown: bool,
    /// Whether the filter lets lines of the page through that differ: with what is cosmetic.
    pub noise_shown: bool,
    pub order: Order,
    /// Whether people see small edits in one line each: where nobody asked for them by severity or by kind.
    pub folds: bool,
    /// Why each edit is one, beside `diff.edits`; empty where nobody asked.
    pub whys: Vec<Why>,
    /// The rulings on its edits, by the edits' ids.
    pub rulings: BTreeMap<String, Ruled>,
}

/// The shown edits of one severity, or all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// `None` for all of them, in the order of the text.
    pub severity: Option<Severity>,
    /// By number: each edit's number for the reader, from 1, and its index into `diff.edits`.
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

impl DiffReport {
    /// Builds the report of a comparison, most serious edits first and without reasons; `filter` says what is shown.
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
        let otherwise_shown = (0..diff.edits.len()).filter(|&index| {
            let edit = &diff.edits[index];
            filter.lets_through(edit, !diff.notes_on(index).is_empty())
                && filter.names_one_of(edit, &old_speakers, &new_speakers)
        });
        let (shown, unsure): (Vec<usize>, Vec<usize>) =
            otherwise_shown.partition(|&index| filter.is_sure_enough(&diff.edits[index]));
        let headline_noted = !diff.notes_on_headline().is_empty();
        let headline_shown = diff.headline().is_some_and(|edit| {
            let by_filter = filter.speakers.is_empty() && filter.lets_through(edit, headline_noted);
            edit.kind != EditKind::Unchanged && by_filter && filter.is_sure_enough(edit)
        });
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
            min_confidence: filter.min_confidence,
            unsure,
            headline_shown,
            noise_shown: filter.wants_noise(),
            order: Order::Severity,
            folds: filter.severities.is_empty() && filter.kinds.is_empty(),
            whys: Vec::new(),
            rulings: BTreeMap::new(),
            diff,
        }
    }

    /// Adds those of the rulings that are on its edits; `unruled` holds the edits back that have one.
    pub fn with_rulings(mut self, rulings: &BTreeMap<String, Ruled>, unruled: bool) -> Self {
        let ids = (0..self.diff.edits.len()).filter_map(|index| self.id(index));
        let own = ids.filter_map(|id| rulings.get_key_value(id.as_str()));
        self.rulings = own.map(|(id, ruled)| (id.clone(), ruled.clone())).collect();
        if unruled {
            let differs = |index: &usize| self.diff.edits[*index].kind != EditKind::Unchanged;
            let before = self.shown.iter().filter(|index| differs(index)).count();
            let unruled = |edits: &[usize]| -> Vec<usize> {
                edits.iter().copied().filter(|index| differs(index) && self.ruling(*index).is_none()).collect()
            };
            let (shown, unsure) = (unruled(&self.shown), unruled(&self.unsure));
            self.held_back += before - shown.len();
            (self.shown, self.unsure) = (shown, unsure);
        }
        self
    }

    /// Takes the story's name off the names of the versions, where it goes without saying: "kremlin-talks@v2" → "v2".
    pub fn within_story(mut self) -> Self {
        if let Some(story) = &self.story {
            let prefix = format!("{}@", story.slug);
            for side in [&mut self.old, &mut self.new] {
                side.reference = side.reference.trim_start_matches(&prefix).to_owned();
            }
        }
        self
    }

    /// Names an edit; `None` between two files, of which nothing is recorded.
    pub fn id(&self, index: usize) -> Option<FindingId> {
        let story = self.story.as_ref()?.recorded.as_str();
        let edit = self.diff.edits.get(index)?;
        Some(FindingId::of_edit(story, [&self.old.sha256, &self.new.sha256], [&edit.old, &edit.new]))
    }

    /// Names the change of the headline, which holds no claim; `None` between two files, of which nothing is recorded.
    pub fn headline_id(&self) -> Option<FindingId> {
        let story = self.story.as_ref()?.recorded.as_str();
        Some(FindingId::of_edit(story, [&self.old.sha256, &self.new.sha256], [&[], &[]]))
    }

    /// Returns the ruling on an edit.
    pub fn ruling(&self, index: usize) -> Option<&Ruled> {
        self.rulings.get(self.id(index)?.as_str())
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

    /// Returns how many edits of each severity there are, whatever the filter, as the groups count them: "3 substantive
    /// edits, 2 framing". `None` where no claim differs.
    pub fn severities(&self) -> Option<String> {
        Some(phrases::severities(self.by_severity())).filter(|said| !said.is_empty())
    }

    /// Returns whether an edit is so small that people see it in one line: a cosmetic one on which nobody has ruled, in
    /// the order of severity and without reasons.
    pub fn is_folded(&self, index: usize) -> bool {
        let by_kind = self.diff.edits[index].severity() == Some(Severity::Cosmetic);
        let asked = !self.folds || self.order == Order::Text || !self.whys.is_empty();
        by_kind && !asked && self.ruling(index).is_none()
    }

    /// Says how to see the folded edits of a group whole; `None` where there are none.
    pub fn unfolding(&self, group: &Group) -> Option<&'static str> {
        let is_folded = group.edits.iter().any(|&(_, index)| self.is_folded(index));
        is_folded.then_some("in one line each; --severity cosmetic shows them whole")
    }

    /// Returns how many edits the filter holds back, where it does, and how many of them for their confidence alone.
    pub fn held_back_line(&self) -> Option<String> {
        let count = phrases::count(self.held_back, "edit", "edits");
        let why = match (self.min_confidence, self.unsure.len()) {
            (None, _) | (_, 0) => String::new(),
            (Some(least), all) if all == self.held_back => format!(" for a confidence below {least}"),
            (Some(least), unsure) => format!(", {unsure} of them only for a confidence below {least}"),
        };
        (self.held_back > 0).then(|| format!("{count} held back by the filter{why}"))
    }

    /// Returns how many lines of the page differ, where some do.
    pub fn noise_line(&self) -> Option<String> {
        let noise = phrases::noise(self.summary.capture_noise)?;
        let shown = if self.noise_shown { "" } else { " (--severity cosmetic lists them)" };
        Some(format!("{noise}; these are not edits{shown}"))
    }

    /// Lists the lines of the page that went, then those that came, in the words of their versions; empty where the
    /// filter wants other things.
    pub fn noise(&self) -> Vec<(SideName, &str)> {
        let lines = |side: SideName, lines: &[Furniture]| {
            let body = &self.version(side).body;
            lines.iter().filter_map(|line| Some((side, body.get(line.span.start..line.span.end)?))).collect::<Vec<_>>()
        };
        let noise = Some(&self.diff.noise).filter(|_| self.noise_shown);
        noise.map_or(Vec::new(), |noise| [lines(SideName::Old, &noise.old), lines(SideName::New, &noise.new)].concat())
    }

    /// Numbers the edits that differ in the order in which they are shown; the filter does not touch the numbers.
    pub fn numbers(&self) -> Vec<Option<usize>> {
        let mut order: Vec<(Severity, bool, usize)> = Vec::new();
        for (index, edit) in self.diff.edits.iter().enumerate() {
            let is_unsure = !edit.confidence().is_some_and(Confidence::is_sure);
            order.extend(edit.severity().map(|severity| (severity, is_unsure, index)));
        }
        if self.order == Order::Severity {
            order.sort_unstable();
        }
        let mut numbers = vec![None; self.diff.edits.len()];
        for (number, (.., index)) in (1..).zip(order) {
            numbers[index] = Some(number);
        }
        numbers
    }

    /// Groups the shown edits that differ, most serious first, or all as one where the text gives the order; what has
    /// nothing to show has no group.
    pub fn groups(&self) -> Vec<Group> {
        let numbers = self.numbers();
        let group = |severity: Option<Severity>| {
            let is_of = |index: &usize| {
                let of = self.diff.edits[*index].severity();
                of.is_some() && (severity.is_none() || of == severity)
            };
            let shown = self.shown.iter().copied().filter(is_of);
            let mut edits: Vec<(usize, usize)> = shown.filter_map(|index| Some((numbers[index]?, index))).collect();
            edits.sort_unstable();
            let total = (0..self.diff.edits.len()).filter(is_of).count();
            Group { severity, edits, total }
        };
        let groups = match self.order {
            Order::Severity => Severity::ALL.map(Some).to_vec(),
            Order::Text => vec![None],
        };
        groups.into_iter().map(group).filter(|group| !group.edits.is_empty()).collect()
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

    /// Lists the kinds of change that the shown headline has.
    pub fn headline_kinds(&self) -> Vec<ChangeKind> {
        let mut kinds: Vec<ChangeKind> = self
            .diff
            .headline()
            .filter(|_| self.headline_shown)
            .into_iter()
            .flat_map(|edit| &edit.changes)
            .map(|change| change.kind)
            .collect();
        kinds.dedup();
        kinds
    }

    /// Says why an edit's claims were linked, or were not, a line a reason: the rule, and what came second. Empty where
    /// nobody asked.
    pub fn reasons(&self, index: usize) -> Vec<String> {
        let Some(why) = self.whys.get(index) else { return Vec::new() };
        let edit = &self.diff.edits[index];
        let verb = if why.similarity.is_some() { "linked" } else { edit.kind.name() };
        let similarity = why.similarity.map(|similarity| format!(" (similarity {similarity:.2})")).unwrap_or_default();
        let whole = edit.confidence().filter(|_| edit.changes.is_empty());
        let confidence = whole.map(|confidence| format!(" (confidence {confidence})")).unwrap_or_default();
        let mut lines = vec![format!("{verb}: {}{similarity}{confidence}", why.linking.words())];
        lines.extend(why.joining.map(|joining| format!("joined: {}", joining.words())));
        let side = if edit.new.is_empty() { SideName::New } else { SideName::Old };
        let version = &self.version(side).reference;
        lines.push(match &why.runner_up {
            Some(second) => {
                let content = phrases::shortened(&words::content(&self.version(second.side).body, &second.claim));
                format!(
                    "next best: {} of {version}, “{content}” (similarity {:.2})",
                    second.claim.id, second.similarity
                )
            }
            None => format!("next best: none, no other claim of {version} shares a word with it"),
        });
        lines
    }

    /// Returns the side's version.
    pub fn version(&self, side: SideName) -> &VersionInfo {
        match side {
            SideName::Old => &self.old,
            SideName::New => &self.new,
        }
    }

    /// Returns who speaks in an edit: "Sergei Lavrov", "Maria Vale → an official", "own voice". Where no label says
    /// that it is somebody else, only the reading of the two texts differs, and the new one is given.
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
            _ if old == new || !edit.changes.iter().any(|change| tells_of_voice(change.kind)) => new,
            _ => format!("{old} → {new}"),
        }
    }

    /// Returns what sort of claims an edit holds: "quote", "quote → statement", "fact"; as [`Self::who`] where no label
    /// tells of it.
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
            _ if old == new || !edit.changes.iter().any(|change| tells_of_form(change.kind)) => new,
            _ => format!("{old} → {new}"),
        }
    }

    /// Returns the words of an edit as the new version has them, those of a removed one as the old version had them.
    pub fn words(&self, edit: &Edit) -> String {
        match edit.kind {
            EditKind::Removed => words::sentence(&self.old.body, &edit.old),
            _ => words::sentence(&self.new.body, &edit.new),
        }
    }

    /// Returns the words of an edit as what went, what came and what stayed.
    pub fn marked_words(&self, edit: &Edit) -> Vec<WordingPart> {
        let whole = |op| vec![WordingPart { op, text: self.words(edit) }];
        match edit.kind {
            EditKind::Changed => self.wording(edit),
            EditKind::Removed => whole(WordingOp::Delete),
            EditKind::Added => whole(WordingOp::Insert),
            EditKind::Unchanged => whole(WordingOp::Equal),
        }
    }

    /// Counts the edits of each severity, whatever the filter, in the order of [`Severity::ALL`].
    pub fn by_severity(&self) -> [usize; 3] {
        Severity::ALL.map(|of| self.diff.edits.iter().filter(|edit| edit.severity() == Some(of)).count())
    }

    /// Returns the words of a changed edit with the quotation marks and end marks that stand around its claims.
    pub fn wording(&self, edit: &Edit) -> Vec<WordingPart> {
        let old = words::margins(&self.old.body, &edit.old);
        let new = words::margins(&self.new.body, &edit.new);
        let mut wording = Vec::with_capacity(edit.wording.len() + 2);
        let open = |text: &WordingPart| text.text.starts_with(words::is_mark);
        if !edit.wording.first().is_some_and(open) {
            margin(&mut wording, old.0, new.0);
        }
        wording.extend(edit.wording.iter().cloned());
        if !edit.wording.last().is_some_and(|last| last.text.ends_with(|c| words::is_mark(c) || words::is_stop(c))) {
            margin(&mut wording, old.1, new.1);
        }
        // Neighbours of one sort read as one.
        let mut joined: Vec<WordingPart> = Vec::with_capacity(wording.len());
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

/// Returns whether a label says that the speaker differs.
const fn tells_of_voice(kind: ChangeKind) -> bool {
    use ChangeKind::*;
    let who = matches!(kind, Reattributed | SourceNamed | SourceAnonymised | NameChanged | Respelled | RoleChanged);
    who || matches!(kind, AttributionAdded | AttributionDropped)
}

/// Returns whether a label says that the form differs: quoted, paraphrased, split or merged.
const fn tells_of_form(kind: ChangeKind) -> bool {
    use ChangeKind::*;
    let marks = matches!(kind, QuoteParaphrased | ParaphraseQuoted | QuoteAltered | QuoteTruncated | QuoteExtended);
    marks || matches!(kind, AttributionAdded | AttributionDropped | Split | Merged)
}

fn margin(wording: &mut Vec<WordingPart>, old: &str, new: &str) {
    if old == new {
        wording.push(WordingPart { op: WordingOp::Equal, text: old.to_owned() });
    } else {
        wording.push(WordingPart { op: WordingOp::Delete, text: old.to_owned() });
        wording.push(WordingPart { op: WordingOp::Insert, text: new.to_owned() });
    }
}
