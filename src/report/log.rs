//! The report of a story's versions: what each holds and what it changed, as counts and, where asked for, edit by edit.
//!
//! It leaves no edit out silently: it says how many are not shown.

use chrono::{DateTime, Utc};

use super::{DiffReport, claims_by_kind, found, phrases};
use crate::curation::{FindingId, Ruled};
use crate::diff::{Change, Confidence, EditKind, Severity, Summary};
use crate::stored::{Exhibit, StoredVersion, Withholding};
use crate::story::{Metadata, Story, VersionNumber};

/// `log`: the versions of one story.
#[derive(Clone, Debug, PartialEq)]
pub struct LogReport {
    pub story: Story,
    /// Oldest first.
    pub versions: Vec<LogEntry>,
    /// The versions that it had and that stand in another story now, by number.
    pub moved: Vec<MovedVersion>,
    /// The versions that it had and whose words were taken out, by number.
    pub withheld: Vec<Withholding>,
}

/// A version that stands in another story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedVersion {
    /// The number that it had.
    pub number: VersionNumber,
    /// What it is now: "harbour@v7".
    pub stands_as: String,
}

impl LogReport {
    /// Says what is not in its list: which versions it had that stand in another story now ("v1 stands as harbour@v7"),
    /// and which are withheld.
    pub fn apart(&self) -> Vec<String> {
        let one = |MovedVersion { number, stands_as }: &MovedVersion| format!("v{number} stands as {stands_as}");
        let moved = self.moved.iter().map(one).collect::<Vec<_>>().join(", ");
        let mut lines: Vec<String> = Some(moved).filter(|moved| !moved.is_empty()).into_iter().collect();
        lines.extend(self.withheld.iter().map(Withholding::line));
        lines
    }

    /// As [`LogReport::apart`], and what is kept beside the versions that it lists.
    pub fn beside(&self) -> Vec<String> {
        let mut lines = self.apart();
        for LogEntry { number, exhibits, .. } in self.versions.iter().filter(|entry| !entry.exhibits.is_empty()) {
            let exhibits = exhibits.iter().map(Exhibit::line).collect::<Vec<_>>().join(", ");
            lines.push(format!("with v{number} is kept: {exhibits}"));
        }
        lines
    }
}

/// One version in a log.
#[derive(Clone, Debug, PartialEq)]
pub struct LogEntry {
    pub number: VersionNumber,
    pub captured_at: DateTime<Utc>,
    pub metadata: Metadata,
    pub sha256: String,
    /// Claims by kind, in the order of [`ClaimKind::ALL`](crate::claim::ClaimKind::ALL).
    pub claims: [usize; 4],
    pub speakers: usize,
    /// Against the version before; `None` for the first.
    pub changes: Option<Summary>,
    /// Against the version before, most serious first, then in text order; `None` where nobody asked, or there is no
    /// version before.
    pub edits: Option<Vec<LogEdit>>,
    /// How many of the edits are shown to people.
    pub shown: usize,
    /// The number of the version before it in the story; `None` for the first.
    pub before: Option<VersionNumber>,
    /// What is kept beside it.
    pub exhibits: Vec<Exhibit>,
}

/// One edit in a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEdit {
    pub id: FindingId,
    pub kind: EditKind,
    pub severity: Severity,
    pub confidence: Confidence,
    /// Who speaks: "Maria Vale → an official".
    pub who: String,
    /// The words of the claim, as the version has them; as the version before had them where it was removed.
    pub text: String,
    pub changes: Vec<Change>,
    pub ruling: Option<Ruled>,
}

impl LogEntry {
    /// Makes the entry of a version; `step` is its comparison with the version before, and `shown` says how many of
    /// its edits people see, where they are asked for; `before` is the number of that version.
    pub fn new(
        version: &StoredVersion,
        before: Option<VersionNumber>,
        step: Option<&DiffReport>,
        shown: Option<usize>,
        exhibits: Vec<Exhibit>,
    ) -> Self {
        Self {
            number: version.number,
            captured_at: version.captured_at,
            metadata: version.metadata.clone(),
            sha256: version.sha256.clone(),
            claims: claims_by_kind(&version.extraction),
            speakers: version.extraction.speakers.len(),
            changes: step.map(|step| step.summary),
            edits: step.filter(|_| shown.is_some()).map(LogEdit::list),
            shown: shown.unwrap_or(0),
            before,
            exhibits,
        }
    }

    /// Returns what the version holds or changed, in words.
    pub fn headline(&self) -> String {
        match &self.changes {
            Some(changes) => phrases::changes_and_noise(changes),
            None => found(&self.claims, self.speakers, 0),
        }
    }

    /// Lists the edits that are shown to people: of one severity, the sure ones first.
    pub fn shown(&self) -> Vec<&LogEdit> {
        let mut edits: Vec<&LogEdit> = self.edits.iter().flatten().collect();
        edits.sort_by_key(|edit| (edit.severity, !edit.confidence.is_sure()));
        edits.truncate(self.shown);
        edits
    }

    /// Returns how many more edits there are than are shown, and how to see them.
    pub fn more(&self, story: &Story) -> Option<String> {
        let more = self.edits.as_ref().map_or(0, Vec::len).saturating_sub(self.shown);
        let count = phrases::count(more, "more edit", "more edits");
        let (slug, number, before) = (&story.slug, self.number, self.before?);
        (more > 0).then(|| format!("{count}: onrecord diff {slug}@v{before} v{number}"))
    }
}

impl LogEdit {
    /// Lists the shown edits of a comparison of a story's versions that differ, most serious first, then in text order.
    pub fn list(report: &DiffReport) -> Vec<Self> {
        let mut edits: Vec<Self> = report.shown.iter().filter_map(|&index| Self::new(report, index)).collect();
        edits.sort_by_key(|edit| edit.severity);
        edits
    }

    /// Makes the entry of one edit of a comparison; `None` where it does not differ, or nothing is recorded.
    pub fn new(report: &DiffReport, index: usize) -> Option<Self> {
        let edit = report.diff.edits.get(index)?;
        Some(Self {
            id: report.id(index)?,
            kind: edit.kind,
            severity: edit.severity()?,
            confidence: edit.confidence()?,
            who: report.who(edit),
            text: report.words(edit),
            changes: edit.changes.clone(),
            ruling: report.ruling(index).cloned(),
        })
    }

    /// Returns the labels: "number changed, hedge added"; "added".
    pub fn labels(&self) -> String {
        match self.changes.is_empty() {
            true => self.kind.name().to_owned(),
            false => phrases::labels(&self.changes),
        }
    }

    /// Returns what differs: "12 → 21; no longer “may”"; the words of a claim that came or went.
    pub fn note(&self) -> String {
        match self.changes.is_empty() {
            true => self.text.clone(),
            false => {
                // One difference can bear several labels.
                let mut whys: Vec<String> = Vec::new();
                for why in self.changes.iter().map(phrases::why) {
                    if !whys.contains(&why) {
                        whys.push(why);
                    }
                }
                whys.join("; ")
            }
        }
    }
}
