//! The vocabulary of decisions: what a user can decide, and a decision in the journal. Plain data.
//!
//! A decision is about names and words, never about rows: it means the same in another file that holds the same
//! stories.

use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::name::name_key;
use crate::story::{Slug, VersionNumber};

/// One thing that a user decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Decision {
    /// All that counts as the other's is this one's.
    Merge { name: String, other: String },
    /// The other is a different person, whatever joined the two.
    Part { name: String, other: String },
    /// In some texts the name means a different person, who is called so.
    Split {
        name: String,
        called: String,
        #[serde(flatten)]
        scope: Scope,
    },
    /// What the speaker is called from now on; the old name continues finding him or her.
    Rename { name: String, to: String },
    /// A further name, in all texts or in some.
    Alias {
        name: String,
        alias: String,
        #[serde(flatten)]
        scope: Scope,
    },
    /// Who is meant by an office in texts of its time that do not name anybody. Both days belong to the time.
    Role {
        name: String,
        role: String,
        from: Option<NaiveDate>,
        until: Option<NaiveDate>,
        #[serde(flatten)]
        scope: Scope,
    },
    /// What a story is called from now on; the old name continues finding it. The story goes by the name under which it
    /// was recorded.
    RenameStory { story: Slug, to: Slug },
    /// All versions of the other story stand in this one, after those that it has. Both go by the names under which
    /// they were recorded.
    MergeStories {
        other: Slug,
        story: Slug,
        /// How many versions were recorded under the other's name.
        other_had: VersionNumber,
        #[serde(flatten)]
        end: StoryEnd,
    },
    /// One version stands in a story, after those that it has.
    MoveVersion {
        /// The name and the number under which it was recorded.
        from: Slug,
        number: VersionNumber,
        story: Slug,
        #[serde(flatten)]
        end: StoryEnd,
    },
    /// What an edit or a shift is, in the user's judgement.
    Rule(Ruling),
    /// Takes a decision back, by its id.
    Undo { decision: String },
}

/// Where a story ended when versions were decided into it, so that later ones come after these in every file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoryEnd {
    /// How many versions were recorded under its name.
    pub had: VersionNumber,
    /// The last number that was given in it.
    pub after: VersionNumber,
}

/// Which texts a decision is about: those of a story, of an outlet, or of both; all where neither is named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub story: Option<Slug>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
}

impl Scope {
    /// Returns whether it is about all texts.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// Returns whether it is about a text of this story and outlet.
    pub fn holds(&self, story: &str, outlet: Option<&str>) -> bool {
        let is_outlet = |wanted: &String| outlet.is_some_and(|outlet| name_key(outlet) == name_key(wanted));
        self.story.as_ref().is_none_or(|wanted| wanted.as_str() == story) && self.outlet.as_ref().is_none_or(is_outlet)
    }
}

/// A decision in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its hash over the rest, by which it is the same in every file.
    pub id: String,
    pub made_at: DateTime<Utc>,
    pub author: String,
    pub decision: Decision,
}

impl Entry {
    /// Makes an entry, with the hash that belongs to it.
    pub fn new(made_at: DateTime<Utc>, author: String, decision: Decision) -> Self {
        let mut entry = Self { id: String::new(), made_at, author, decision };
        entry.id = entry.hash();
        entry
    }

    /// Reads an entry off a line of JSON.
    ///
    /// # Errors
    /// When it is none, in words, or when it does not have the hash that belongs to what it says.
    pub fn from_json(line: &str) -> Result<Self, String> {
        let entry: Self = serde_json::from_str(line).map_err(|error| error.to_string())?;
        if entry.id != entry.hash() {
            return Err("it was changed, or a newer onrecord made it".to_owned());
        }
        // Other years have more digits or a sign, and would sort wrongly.
        if !(0..=9999).contains(&entry.made_at.year()) {
            return Err(format!("its year is {}", entry.made_at.year()));
        }
        Ok(entry)
    }

    /// Returns the hash that belongs to what it says.
    pub fn hash(&self) -> String {
        let mut hash = Sha256::new();
        for field in ["onrecord.decision.v1", &self.time(), &self.author, &self.what()] {
            hash.update((field.len() as u64).to_be_bytes());
            hash.update(field.as_bytes());
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Returns the time as the journal has it, to the nanosecond.
    pub fn time(&self) -> String {
        self.made_at.to_rfc3339_opts(SecondsFormat::Nanos, true)
    }

    /// Returns the decision as the journal has it.
    pub fn what(&self) -> String {
        // Plain structs with string keys have no way to fail.
        serde_json::to_string(&self.decision).unwrap_or_default()
    }
}

/// A verdict on one thing that the program found, with enough about it to be read without the texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// The id of the edit or shift.
    pub on: String,
    pub subject: Subject,
    pub verdict: Verdict,
    pub note: Option<String>,
}

/// What a ruling is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Where it was found: "harbour-fire v3 → v4"; of a shift, its two statements: "port-vote@v1 → strike-ends@v1".
    pub place: String,
    /// SHA-256 of the two bodies compared.
    pub old: String,
    pub new: String,
    /// The words, before and after; `None` where there are none on that side.
    pub old_text: Option<String>,
    pub new_text: Option<String>,
    /// Whose shift it is; `None` for an edit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
}

/// What something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The program is right.
    Confirmed,
    /// The outlet corrects a mistake.
    IsCorrection,
    /// The words differ, what they say does not.
    NotAChange,
    /// The speaker's position did not move.
    NotAShift,
    /// Both sides are one speaker's.
    SameSpeaker,
    /// The program read the text wrongly.
    Misread,
}

impl Verdict {
    /// All verdicts.
    pub const ALL: [Self; 6] =
        [Self::Confirmed, Self::IsCorrection, Self::NotAChange, Self::NotAShift, Self::SameSpeaker, Self::Misread];

    /// Returns the verdict in the words of the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::IsCorrection => "is-correction",
            Self::NotAChange => "not-a-change",
            Self::NotAShift => "not-a-shift",
            Self::SameSpeaker => "same-speaker",
            Self::Misread => "misread",
        }
    }
}

impl Decision {
    /// Returns whether it is about who is who.
    pub fn is_about_speakers(&self) -> bool {
        !self.is_about_stories() && !matches!(self, Self::Rule(_) | Self::Undo { .. })
    }

    /// Returns whether it is about what stories are called and which versions stand in them.
    pub fn is_about_stories(&self) -> bool {
        matches!(self, Self::RenameStory { .. } | Self::MergeStories { .. } | Self::MoveVersion { .. })
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn an_entry_comes_back_from_json_with_its_hash() {
        let at = Utc.with_ymd_and_hms(2031, 5, 6, 7, 8, 9).single().expect("a time");
        let scope = Scope { story: Slug::from_text("pier"), outlet: None };
        let decision = Decision::Alias { name: "Mara Voss".into(), alias: "Voss".into(), scope };
        let entry = Entry::new(at, "Ines".into(), decision);
        let json = serde_json::to_string(&entry).expect("JSON");
        assert!(json.contains(r#""do":"alias","name":"Mara Voss","alias":"Voss","story":"pier""#), "{json}");
        assert_eq!(Entry::from_json(&json), Ok(entry));
        assert!(Entry::from_json(&json.replace("Ines", "Otto")).is_err(), "another author, the same hash");
        assert!(Entry::from_json("{}").is_err());
    }

    #[test]
    fn a_scope_holds_texts() {
        let scope = |story: &str, outlet: Option<&str>| Scope {
            story: Slug::from_text(story),
            outlet: outlet.map(str::to_owned),
        };
        assert!(Scope::default().holds("pier", None));
        assert!(scope("pier", None).holds("pier", Some("The Gazette")));
        assert!(!scope("pier", None).holds("quay", None));
        assert!(scope("", Some("the gazette")).holds("quay", Some("The Gazette")));
        assert!(!scope("", Some("the gazette")).holds("quay", None));
    }
}
