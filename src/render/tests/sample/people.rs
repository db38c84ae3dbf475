//! Stories, speakers and decisions.

use super::*;

pub fn stories() -> StoriesReport {
    let row = StoryRow {
        story: story(),
        outlet: Some("The Quay Ledger".into()),
        first_captured_at: at(12),
        last_captured_at: at(15),
    };
    StoriesReport { stories: vec![row] }
}

pub fn all_speakers() -> SpeakersReport {
    let row = |name: &str, kind, role: Option<&str>, claims| SpeakerRow {
        name: name.into(),
        aliases: vec![],
        kind,
        role: role.map(str::to_owned),
        stories: 1,
        claims,
    };
    SpeakersReport {
        speakers: vec![
            row("Maria Vale", SpeakerKind::Person, Some("harbour master"), 12),
            row("the harbour office", SpeakerKind::Organization, None, 1),
        ],
    }
}

/// A journal: one that stands, one that is taken back, and what takes it back; then a ruling on the sample's second
/// edit.
pub fn journal() -> Vec<curation::Entry> {
    let entry = |hour, decision| curation::Entry::new(at(hour), "Ines *Aldana*".into(), decision);
    let scope = Scope { story: Slug::from_text("bridge"), outlet: Some("The Gazette".into()) };
    let alias = Decision::Alias { name: "Maria Vale".into(), alias: "the <b>boss</b>".into(), scope };
    let merge = entry(11, Decision::Merge { name: "Maria Vale".into(), other: "Marie Vale".into() });
    let undo = Decision::Undo { decision: merge.id.clone() };
    let report = diff(&Filter::default());
    let subject = Subject {
        place: "harbour-bridge v1 → v2".into(),
        old: report.old.sha256.clone(),
        new: report.new.sha256.clone(),
        old_text: Some("At least 12 people were hurt.".into()),
        new_text: Some("At least 21 people were hurt.".into()),
        speaker: None,
    };
    let on = report.id(2).map(|id| id.as_str().to_owned()).unwrap_or_default();
    let note = Some("the office\u{1b}[2J was *wrong*".into());
    let ruling = Ruling { on, subject, verdict: Verdict::IsCorrection, note };
    vec![entry(10, alias), merge, entry(12, undo), entry(13, Decision::Rule(ruling))]
}

pub fn decisions() -> DecisionsReport {
    DecisionsReport { decisions: DecisionRow::list(&journal()), made: false }
}

pub fn suggestions() -> SuggestionsReport {
    let pair = Suggestion {
        name: "Sergei O'Marsk".into(),
        other: "Sergey O'Marsk".into(),
        score: 0.8,
        speaks_for: vec!["the same name in another spelling".into()],
        against: vec!["one text names both, as two speakers".into()],
    };
    SuggestionsReport { suggestions: vec![pair] }
}
