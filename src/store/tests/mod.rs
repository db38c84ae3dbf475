//! Tests of the room as a whole, and what they share: drafts and extractions made by hand.

mod decisions;
mod history;
mod kept_exhibits;
mod lineages;
mod merged_stories;
mod opening;
mod plans;
mod roundtrip;
mod speaker_names;
mod story_names;
mod tampering;
mod watching;
mod window_scores;
mod withheld_words;

use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use tempfile::TempDir;

use crate::claim::*;
use crate::lookup;
use crate::reading::Analysis;
use crate::sighting::Sighting;
use crate::story::{Draft, Metadata, Slug, Story, VersionNumber};

use super::*;

/// A folder with a history in it.
struct TestHistory {
    folder: TempDir,
}

impl TestHistory {
    fn new() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder") }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("onrecord.db")
    }

    fn open(&self) -> History {
        History::open(&self.file()).expect("a history")
    }

    /// A connection without this program's care, as any other program may have one.
    fn raw(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.file()).expect("a database")
    }
}

fn slug(text: &str) -> Slug {
    Slug::from_text(text).expect("a slug")
}

/// An hour of an invented day.
fn hour(hour: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2031, 5, 6, 0, 0, 0).single().expect("a day") + TimeDelta::hours(hour)
}

/// Reads all that is said by those whom a name fits.
fn said(history: &History, name: &str) -> Vec<Sighting> {
    history.said(&lookup::appearances(history, name).expect("appearances")).expect("sightings")
}

fn draft(body: &str) -> Draft {
    Draft { body: body.into(), capture: format!("<p>{body}</p>").into(), ..Draft::default() }
}

fn excerpt(body: &str, words: &str) -> Excerpt {
    let start = body.find(words).expect("words of the body");
    Excerpt::new(body, vec![Span::new(start, start + words.len())])
}

/// A claim that asserts some words of the body.
fn claim(body: &str, id: u32, words: &str, speaker: Option<u32>) -> Claim {
    Claim {
        id: ClaimId(id),
        kind: if speaker.is_some() { ClaimKind::Statement } else { ClaimKind::Fact },
        speaker: speaker.map(SpeakerId),
        confidence: 0.5,
        rule: Rule::SaidThat,
        ..Claim::bare(excerpt(body, words))
    }
}

fn person(id: u32, name: &str, aliases: &[&str]) -> Speaker {
    Speaker {
        id: SpeakerId(id),
        name: name.into(),
        kind: SpeakerKind::Person,
        role: None,
        aliases: aliases.iter().map(|&alias| alias.into()).collect(),
        mentions: vec![],
    }
}

/// One line of the body, one fact.
fn facts(body: &str) -> Extraction {
    let claims = body.lines().enumerate().map(|(id, line)| claim(body, id as u32, line, None)).collect();
    Extraction { claims, ..Extraction::default() }
}

/// An analysis of claims alone: the store does not look into a reading.
fn unread(extraction: &Extraction) -> Analysis {
    Analysis { extraction: extraction.clone(), ..Analysis::default() }
}

/// Adds a version whose claims all enter.
fn add(history: &mut History, story: &str, draft: &Draft, extraction: &Extraction, at: DateTime<Utc>) -> VersionNumber {
    let origins = vec![Origin::Enters; extraction.claims.len()];
    let mut writer = history.write().expect("a writer");
    let number = writer.add(&slug(story), draft, &unread(extraction), &origins, "hand-1", at).expect("a version");
    writer.commit().expect("a commit");
    number
}

/// Adds versions of one line, one fact.
fn add_bodies(history: &mut History, story: &str, bodies: &[&str]) {
    for (at, body) in bodies.iter().enumerate() {
        add(history, story, &draft(body), &facts(body), hour(at as i64));
    }
}

/// Drops all triggers of a history, as somebody would who wants to change it.
fn drop_triggers(connection: &rusqlite::Connection) {
    let mut triggers = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").expect("a query");
    let names: Vec<String> =
        triggers.query_map([], |row| row.get(0)).and_then(Iterator::collect).expect("trigger names");
    for name in names {
        connection.execute_batch(&format!("DROP TRIGGER {name}")).expect("a trigger to drop");
    }
}

/// Adds an extraction by another extractor to a story's first version, as a later run over an old history would. Its
/// claims continue the first ones of the extraction before it.
fn extract_again(history: &mut History, story: &str, extraction: &Extraction, extractor: &str) {
    let origins: Vec<Origin> = (0..extraction.claims.len()).map(Origin::Continues).collect();
    let mut writer = history.write().expect("a write");
    writer.reread(&slug(story), 1, &unread(extraction), &origins, extractor, hour(99)).expect("an extraction");
    writer.commit().expect("a commit");
}
