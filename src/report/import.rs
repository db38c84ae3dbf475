//! What `import` and `reextract` tell: counts, and every version and reason that a reader should look at.

use crate::diff::Summary;
use crate::story::VersionNumber;

use super::phrases;

/// `import`: what became of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportSummary {
    /// "warc", "git", …
    pub source: &'static str,
    /// Versions that are new.
    pub stored: usize,
    /// The stories that have these.
    pub stories: usize,
    /// Versions that the history held already.
    pub held: usize,
    /// New versions that were captured before another one of their story that was stored earlier: slug and number.
    pub late: Vec<(String, VersionNumber)>,
    /// What was passed over, and why, most frequent first.
    pub passed: Vec<(String, usize)>,
    /// What could not be read. Each was named.
    pub failed: usize,
}

impl ImportSummary {
    /// Returns the counts in words: "120 versions of 14 stories stored, 30 there already, 12 passed over, 2 failed".
    pub fn headline(&self) -> String {
        let stored = phrases::count(self.stored, "version", "versions");
        let mut parts = vec![match self.stories {
            0 => format!("{stored} stored"),
            stories => format!("{stored} of {} stored", phrases::count(stories, "story", "stories")),
        }];
        let passed = self.passed.iter().map(|(_, count)| count).sum();
        for (count, what) in [(self.held, "there already"), (passed, "passed over"), (self.failed, "failed")] {
            if count > 0 {
                parts.push(format!("{count} {what}"));
            }
        }
        parts.join(", ")
    }

    /// Lists what is to be said beside the counts.
    pub fn lines(&self) -> Vec<String> {
        let passed = self.passed.iter().map(|(why, count)| format!("{count} passed over: {why}"));
        let mut lines: Vec<String> = passed.collect();
        for run in self.late.chunk_by(|one, other| one.0 == other.0) {
            let numbers: Vec<String> = run.iter().map(|(_, number)| format!("v{number}")).collect();
            let (slug, _) = &run[0];
            let what = if run.len() == 1 { "was" } else { "were" };
            let numbers = numbers.join(", ");
            lines.push(format!("{slug}: {numbers} {what} captured before a version that was stored earlier"));
        }
        lines
    }
}

/// `reextract`: what the present extractor reads otherwise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReextractReport {
    /// The extractor that read the versions anew.
    pub extractor: String,
    /// Whether nothing was stored.
    pub is_dry: bool,
    pub versions: Vec<ReextractedVersion>,
    /// How many versions it had read before.
    pub current: usize,
    /// Whether a reader is told of each version; JSON tells of all.
    pub is_listed: bool,
}

/// A version that was read anew.
#[derive(Clone, Debug, PartialEq)]
pub struct ReextractedVersion {
    /// "harbour-fire@v2".
    pub reference: String,
    /// The extractor that read it before.
    pub before: String,
    /// How its claims differ from those that were read before. The extractor made these differences, not the outlet.
    pub changes: Summary,
    /// Whether the capture gives another text than the one that was stored; that one stays.
    pub other_text: bool,
}

impl ReextractReport {
    /// Returns the counts in words.
    pub fn headline(&self) -> String {
        let count = phrases::count(self.versions.len(), "version", "versions");
        let verb = if self.is_dry { "would be read anew" } else { "read anew" };
        let current = match self.current {
            0 => String::new(),
            current => format!(", {current} already read by it"),
        };
        format!("{count} {verb} by {}{current}", self.extractor)
    }

    /// Returns the versions that are told of one by one.
    pub fn listed(&self) -> &[ReextractedVersion] {
        if self.is_listed { &self.versions } else { &[] }
    }

    /// Returns in words how the claims of all versions differ, and who made the differences.
    pub fn sum(&self) -> Option<String> {
        let of = |count: fn(&Summary) -> usize| self.versions.iter().map(|read| count(&read.changes)).sum();
        let sum = Summary {
            added: of(|changes| changes.added),
            removed: of(|changes| changes.removed),
            changed: of(|changes| changes.changed),
            unchanged: of(|changes| changes.unchanged),
            ..Summary::default()
        };
        let verb = if self.is_dry { "would make" } else { "made" };
        let told = || format!("claims: {}; the extractor {verb} these differences, not the outlets", counted(&sum));
        (!self.versions.is_empty()).then(told)
    }

    /// Returns in which of the versions the capture gives another text now.
    pub fn other_texts(&self) -> Option<String> {
        let others: Vec<&str> =
            self.versions.iter().filter(|read| read.other_text).map(|read| read.reference.as_str()).collect();
        (!others.is_empty()).then(|| {
            let what = if others.len() == 1 { "its capture gives" } else { "their captures give" };
            format!("{}: {what} another text to this program than was stored; the stored text stays", others.join(", "))
        })
    }
}

impl ReextractedVersion {
    /// Returns in words how the claims differ.
    pub fn headline(&self) -> String {
        format!("{}: {} (read before by {})", self.reference, counted(&self.changes), self.before)
    }
}

fn counted(changes: &Summary) -> String {
    let Summary { added, removed, changed, unchanged, .. } = *changes;
    let counts = [(added, "more"), (removed, "fewer"), (changed, "read otherwise"), (unchanged, "as before")];
    let told: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if told.is_empty() { "none".to_owned() } else { told.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_all_counts_in_words() {
        let report = ImportSummary {
            source: "warc",
            stored: 2,
            stories: 1,
            held: 3,
            late: vec![("ferry".into(), 2), ("ferry".into(), 3), ("mill".into(), 7)],
            passed: vec![("status 404".into(), 4)],
            failed: 1,
        };
        assert_eq!(report.headline(), "2 versions of 1 story stored, 3 there already, 4 passed over, 1 failed");
        assert_eq!(
            report.lines(),
            [
                "4 passed over: status 404",
                "ferry: v2, v3 were captured before a version that was stored earlier",
                "mill: v7 was captured before a version that was stored earlier",
            ]
        );
        assert_eq!(ImportSummary::default().headline(), "0 versions stored");
    }
}
