//! Utterances read off texts by the rules.

use std::sync::Arc;

use chrono::DateTime;

use crate::version_date::{DateSource, VersionDate};

use super::*;
use crate::extract::{Method, extract_with};
use crate::story::{Metadata, Slug};

/// Reads all claims of some stories, each of one version.
fn sightings(stories: &[(&str, &str)]) -> Vec<Sighting> {
    let mut lineage = 0;
    let mut all = Vec::new();
    for (story, body) in stories {
        // What an office publishes in the first person is its head's own word.
        let speaker = body.starts_with("Friends,").then(|| "Harbour Master Edda Varn".to_owned());
        let extraction = extract_with(body, &Metadata { speaker, ..Metadata::default() }, Method::Rules);
        let body: Arc<str> = (*body).into();
        for claim in &extraction.claims {
            lineage += 1;
            let speaker = extraction.speaker_of(claim);
            all.push(Sighting {
                story: Slug::from_text(story).expect("a slug"),
                outlet: None,
                version: 1,
                latest: 1,
                published_at: None,
                captured_at: DateTime::UNIX_EPOCH,
                date: VersionDate { at: DateTime::UNIX_EPOCH.fixed_offset(), by: DateSource::Capture },
                next: None,
                lineage,
                names: speaker.iter().flat_map(|of| std::iter::once(&of.name).chain(&of.aliases)).cloned().collect(),
                claim: claim.clone(),
                body: body.clone(),
            });
        }
    }
    all
}

/// Returns of the only utterance of some stories, by story, what each wording is.
fn relations(stories: &[(&str, &str)]) -> Vec<(String, Vec<Relation>)> {
    let found = utterances(sightings(stories));
    let found: Vec<Utterance> = found.into_iter().filter(|utterance| utterance.stories() > 1).collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    let wordings = found[0].wordings.iter();
    wordings.map(|wording| (wording.sighting.story.to_string(), wording.relations.clone())).collect()
}

const FULL: (&str, &str) = (
    "full",
    "“We will not sail before the spring tide, and nobody can make us sail,” said Edda Varn, the harbour master.",
);

#[track_caller]
fn check(body: &str, expected: &[Relation]) {
    let found = relations(&[("other", body), FULL]);
    assert_eq!(found[0], ("full".to_owned(), vec![Relation::Fullest]));
    assert_eq!(found[1], ("other".to_owned(), expected.to_vec()), "{body}");
}

#[test]
fn the_same_words_are_the_same_whatever_the_marks() {
    check(
        "Edda Varn said: \"We will not sail before the spring tide, and nobody can make us sail.\"",
        &[Relation::Same],
    );
}

#[test]
fn a_trimmed_quotation_is_told() {
    check("“We will not sail before the spring tide,” said Edda Varn.", &[Relation::Trimmed]);
}

#[test]
fn other_words_inside_the_marks_are_told() {
    check(
        "“We should not sail before the spring tide, and nobody can make us sail,” said Edda Varn.",
        &[Relation::Altered],
    );
}

#[test]
fn another_speaker_is_told() {
    check(
        "“We will not sail before the spring tide, and nobody can make us sail,” said Otto Brandt.",
        &[Relation::Same, Relation::OtherSpeaker],
    );
    // A surname is shared by many.
    check(
        "“We will not sail before the spring tide, and nobody can make us sail,” said Otto Varn.",
        &[Relation::Same, Relation::OtherSpeaker],
    );
    check("“We will not sail before the spring tide, and nobody can make us sail,” Varn said.", &[Relation::Same]);
}

#[test]
fn a_paraphrase_is_told() {
    check("Edda Varn said that nobody would sail before the spring tide.", &[Relation::Paraphrased]);
}

#[test]
fn other_utterances_stay_apart() {
    let found = utterances(sightings(&[FULL, ("other", "“The council has paid for two new cranes,” said Edda Varn.")]));
    assert_eq!(found.len(), 2);
    let found = with_words(found, "nobody can make us sail");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].wordings[0].sighting.story.as_str(), "full");
}

#[test]
fn a_speakers_own_text_is_verbatim_without_marks() {
    let quote = ("paper", "“We will not sail before the spring tide,” said Edda Varn.");
    let speech = |words: &'static str| relations(&[("speech", words), quote]);
    let told = |of: [(&str, Relation); 2]| of.map(|(story, relation)| (story.to_owned(), vec![relation])).to_vec();
    assert_eq!(
        speech("Friends, I thank you. We will not sail before the spring tide."),
        told([("paper", Relation::Fullest), ("speech", Relation::Same)])
    );
    assert_eq!(
        speech("Friends, I thank you. We will not sail before the spring tide at the end of April."),
        told([("speech", Relation::Fullest), ("paper", Relation::Trimmed)])
    );
}
