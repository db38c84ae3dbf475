//! The reports of what users decided: the journal, what an import added, who is likely one.
//!
//! It decides nothing: what stands is curation's to say.

use chrono::NaiveDate;

use super::phrases;
use crate::curation::{Decision, Entry, Ruled, Scope, Suggestion, undone};

/// `decisions`, and whatever adds to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionsReport {
    /// In the order in which they came into the database.
    pub decisions: Vec<DecisionRow>,
    /// Whether they were made just now; else it is a list of all.
    pub made: bool,
}

/// One decision in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRow {
    /// Its place in the journal, from 1.
    pub number: usize,
    pub entry: Entry,
    /// The number of the decision that takes it back.
    pub undone_by: Option<usize>,
    /// The number of the decision that it takes back.
    pub undoes: Option<usize>,
}

/// `decisions import`: what became of the lines of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportedDecisions {
    pub read: usize,
    pub added: usize,
}

/// `speakers --suggest`: speakers of two names who are likely one.
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestionsReport {
    /// The likeliest first.
    pub suggestions: Vec<Suggestion>,
}

impl DecisionsReport {
    /// Returns the counts in words: "5 decisions, 2 of them taken back".
    pub fn headline(&self) -> String {
        let count = phrases::count(self.decisions.len(), "decision", "decisions");
        match self.decisions.iter().filter(|row| row.undone_by.is_some()).count() {
            0 => count,
            n => format!("{count}, {n} of them taken back"),
        }
    }
}

impl DecisionRow {
    /// Lists a journal.
    pub fn list(journal: &[Entry]) -> Vec<Self> {
        let undone = undone(journal);
        let number = |id: &str| journal.iter().position(|entry| entry.id == id).map(|at| at + 1);
        let row = |(at, entry): (usize, &Entry)| Self {
            number: at + 1,
            entry: entry.clone(),
            undone_by: undone.get(entry.id.as_str()).and_then(|by| number(by)),
            undoes: match &entry.decision {
                Decision::Undo { decision } => number(decision),
                _ => None,
            },
        };
        journal.iter().enumerate().map(row).collect()
    }

    /// Returns what was decided: "“Sergey Marsk” is “Sergei Marsk”".
    pub fn words(&self) -> String {
        match &self.entry.decision {
            Decision::Merge { name, other } => format!("“{other}” is “{name}”"),
            Decision::Part { name, other } => format!("“{other}” is not the same speaker as “{name}”"),
            Decision::Split { name, called, scope } => {
                format!("“{name}”{} means another speaker, “{called}”", texts(scope))
            }
            Decision::Rename { name, to } => format!("“{name}” is called “{to}”"),
            Decision::Alias { name, alias, scope } => format!("“{alias}”{} is “{name}”", texts(scope)),
            Decision::Role { name, role, from, until, scope } => {
                format!("“the {role}”{}{} is “{name}”", texts(scope), time(*from, *until))
            }
            Decision::RenameStory { story, to } => format!("the story recorded as {story} is called {to}"),
            Decision::MergeStories { other, story, end, .. } => {
                format!("the versions of the story recorded as {other} stand in {story}, after its v{}", end.after)
            }
            Decision::MoveVersion { from, number, story, end } => {
                format!("the version recorded as {from}@v{number} stands in {story}, after its v{}", end.after)
            }
            Decision::Rule(ruling) => {
                let note = ruling.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
                let words = [&ruling.subject.old_text, &ruling.subject.new_text].into_iter().flatten();
                let words: Vec<String> = words.map(|text| format!("“{}”", phrases::shortened(text))).collect();
                let id = ruling.on.get(..8).unwrap_or(&ruling.on);
                let whose = ruling.subject.speaker.iter().map(|speaker| format!("{speaker}, ")).collect::<String>();
                let place = format!("{whose}{}", ruling.subject.place);
                format!("{id} is ruled {}{note} ({place}, {})", ruling.verdict.name(), words.join(" → "))
            }
            Decision::Undo { decision } => match self.undoes {
                Some(number) => format!("takes back {number}"),
                None => format!("takes back {}, which is not here", decision.get(..8).unwrap_or(decision)),
            },
        }
    }

    /// Says that it is taken back: "taken back by 4".
    pub fn mark(&self) -> Option<String> {
        self.undone_by.map(|number| format!("taken back by {number}"))
    }
}

impl ImportedDecisions {
    /// Returns what became of the lines in words: "5 decisions read, 2 added, 3 here already".
    pub fn headline(&self) -> String {
        let read = phrases::count(self.read, "decision", "decisions");
        format!("{read} read, {} added, {} here already", self.added, self.read.saturating_sub(self.added))
    }
}

impl Suggestion {
    /// Returns the command that accepts it.
    pub fn accept(&self) -> String {
        format!("onrecord speakers merge {} {}", quoted(&self.name), quoted(&self.other))
    }

    /// Returns the command that rejects it for all later runs.
    pub fn refuse(&self) -> String {
        format!("onrecord speakers split {} {}", quoted(&self.name), quoted(&self.other))
    }
}

impl SuggestionsReport {
    /// Returns the count in words.
    pub fn headline(&self) -> String {
        phrases::count(
            self.suggestions.len(),
            "pair of names is likely one speaker",
            "pairs of names are likely one speaker each",
        )
    }
}

impl Ruled {
    /// Returns the ruling in words: "ruled is-correction by Ines Aldana: fixed on the desk's advice".
    pub fn line(&self) -> String {
        let note = self.ruling.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
        format!("ruled {} by {}{note}", self.ruling.verdict.name(), self.author)
    }
}

/// Writes a name as one word of a shell that does nothing with it.
fn quoted(name: &str) -> String {
    format!("'{}'", name.replace('\'', "'\\''"))
}

fn texts(scope: &Scope) -> String {
    let story = scope.story.as_ref().map(|story| format!(" in the story {story}")).unwrap_or_default();
    let outlet = scope.outlet.as_ref().map(|outlet| format!(" in {outlet}")).unwrap_or_default();
    format!("{story}{outlet}")
}

fn time(from: Option<NaiveDate>, until: Option<NaiveDate>) -> String {
    match (from, until) {
        (None, None) => String::new(),
        (Some(from), None) => format!(" from {from}"),
        (None, Some(until)) => format!(" until {until}"),
        (Some(from), Some(until)) => format!(" from {from} until {until}"),
    }
}
