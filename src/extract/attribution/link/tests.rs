//! What labels must be linked to.

use super::*;
use crate::lang::labels::{Marked, project};
use crate::text::parse;

/// Writes attributions as labels and links them again: `kind[content] cue (source)`.
fn relinked(body: &str, marked: &[Marked]) -> Vec<String> {
    relabelled(body, project(&parse(body), marked))
}

fn relabelled(body: &str, labels: Vec<Label>) -> Vec<String> {
    let document = parse(body);
    let decoded = Decoded { margins: vec![1; labels.len()], seconds: labels.clone(), labels };
    let join = |spans: &[Span]| spans.iter().map(|span| span.of(body)).collect::<Vec<_>>().join(" | ");
    link(&ClassedWords::new(&document), &decoded, |_| 0.5)
        .iter()
        .map(|a| format!("{}[{}] {} ({})", a.kind.name(), join(&a.content), join(&a.cue), join(&a.source)))
        .collect()
}

fn marked(body: &str, source: &str, cue: &str, content: &[&str]) -> Marked {
    let find = |words: &str| {
        let start = body.find(words).expect("the words stand in the body");
        Span::new(start, start + words.len())
    };
    let optional = |words: &str| if words.is_empty() { Vec::new() } else { vec![find(words)] };
    Marked { source: optional(source), cue: optional(cue), content: content.iter().map(|words| find(words)).collect() }
}

#[test]
fn labels_link_back_to_what_they_were_made_of() {
    let body = "“We go,” said Holt. “It is late.” Reyes called it “a mess” and blamed the board.";
    let found = relinked(
        body,
        &[
            marked(body, "Holt", "said", &["“We go,”", "“It is late.”"]),
            marked(body, "Reyes", "called", &["it “a mess”"]),
            marked(body, "", "blamed", &["the board"]),
        ],
    );
    assert_eq!(
        found,
        [
            "quote[We go | It is late] said (Holt)",
            "mixed[it “a mess”] called (Reyes)",
            "statement[the board] blamed (Reyes)"
        ]
    );
}

#[test]
fn a_condition_without_if_ends_with_its_comma() {
    let body = "Should Bly say that the bank is shut, work will start.";
    let marked = marked(body, "Should Bly", "say", &["that the bank is shut, work will start"]);
    assert_eq!(relinked(body, &[marked]), ["statement[that the bank is shut] say (Bly)"]);
}

#[test]
fn a_surname_is_no_part_of_the_cue() {
    for (source, cue, expected) in [
        ("Oskar", "Bly said", "statement[the bank was shut] said (Oskar Bly)"),
        ("Oskar Bly", "said", "statement[the bank was shut] said (Oskar Bly)"),
    ] {
        let body = "Oskar Bly said the bank was shut.";
        assert_eq!(relinked(body, &[marked(body, source, cue, &["the bank was shut"])]), [expected]);
    }
    let body = "Oskar later said the bank was shut.";
    let found = relinked(body, &[marked(body, "Oskar", "later said", &["the bank was shut"])]);
    assert_eq!(found, ["statement[the bank was shut] later said (Oskar)"]);
}

#[test]
fn what_is_reported_ends_with_its_sentence() {
    let body = "Holt said the bridge was old. It will be shut.";
    let found = relinked(body, &[marked(body, "Holt", "said", &["the bridge was old. It will be shut."])]);
    assert_eq!(found, ["statement[the bridge was old] said (Holt)"]);
}

#[test]
fn an_utterance_has_no_cue_that_is_far_away() {
    let body = "Holt said it was late. It rained. The road was wet. Nobody came. “We go.”";
    let found = relinked(body, &[marked(body, "Holt", "said", &["it was late", "“We go.”"])]);
    assert_eq!(found, ["statement[it was late] said (Holt)"]);
}

#[test]
fn a_quotation_goes_on_in_the_next_paragraph() {
    let body = "Holt said: “We go.\n\n“It is late.”";
    let found = relinked(body, &[marked(body, "Holt", "said", &["“We go.", "“It is late.”"])]);
    assert_eq!(found, ["quote[We go | It is late] said (Holt)"]);
}

#[test]
fn an_utterance_goes_on_behind_another_sentence() {
    let body = "“We go,” Holt said, stressing the need for haste. “It is late.”";
    let found = relinked(
        body,
        &[
            marked(body, "Holt", "said", &["“We go,”"]),
            marked(body, "", "stressing", &["the need for haste", "“It is late.”"]),
        ],
    );
    assert_eq!(found, ["quote[We go | It is late] said (Holt)", "statement[the need for haste] stressing (Holt)"]);
}

#[test]
fn a_content_has_its_cue_in_its_sentence() {
    let body =
        "Holt said it was late. Reyes then came back to the price of the dam, and a claim that it leaks was made.";
    let content = ["it was late", "that it leaks"];
    assert_eq!(relinked(body, &[marked(body, "Holt", "said", &content)]), ["statement[it was late] said (Holt)"]);
    // What stands between a source and a content may be their cue.
    let mut labels = project(&parse(body), &[marked(body, "Holt", "said", &["it was late"])]);
    let document = parse(body);
    for (words, role) in [("Reyes", Role::Source), ("the price of the dam", Role::Content)] {
        let start = body.find(words).expect("the words stand in the body");
        for (nth, token) in document.tokens_in(Span::new(start, start + words.len())).enumerate() {
            labels[token] = Label::new(role, CueSide::Left, nth == 0);
        }
    }
    assert_eq!(
        relabelled(body, labels),
        ["statement[it was late] said (Holt)", "statement[the price of the dam] then came back to (Reyes)"]
    );
}

#[test]
fn a_cue_without_a_source_takes_its_subject() {
    for (body, cue, content, expected) in [
        ("The mayor denies that it leaks.", "denies", "that it leaks", "statement[that it leaks] denies (The mayor)"),
        ("Holt backed the plan, calling it sound.", "calling", "it sound", "statement[it sound] calling (Holt)"),
    ] {
        assert_eq!(relinked(body, &[marked(body, "", cue, &[content])]).concat(), expected, "{body}");
    }
    let body = "Holt, who fears a flood, told them to leave.";
    let found = relinked(
        body,
        &[
            marked(body, "who", "fears", &["a flood"]),
            marked(body, "Holt", "fears", &["a flood"]),
            marked(body, "", "told", &["to leave"]),
        ],
    );
    assert_eq!(found, ["statement[a flood] fears (who)", "statement[to leave] told (Holt)"]);
}

#[test]
fn a_colon_announces_the_next_paragraph() {
    let body = "Holt made this point:\n\n“It is late.”";
    let found = relinked(body, &[marked(body, "Holt", "made this point", &["“It is late.”"])]);
    assert_eq!(found, ["quote[It is late] made this point (Holt)"]);
}

#[test]
fn marks_inside_a_content_stay_in_pairs() {
    for (body, content, expected) in [
        ("Holt said “yes” and “no” twice.", "“yes” and “no”", "mixed[“yes” and “no”] said (Holt)"),
        ("Holt said “yes and no” twice.", "yes and no”", "quote[yes and no] said (Holt)"),
        ("Holt said it was “over.”", "it was “over.”", "mixed[it was “over.”] said (Holt)"),
        ("Holt said “….”", "“….”", ""),
    ] {
        let found = relinked(body, &[marked(body, "Holt", "said", &[content])]);
        assert_eq!(found.concat(), expected, "{body}");
    }
}

#[test]
fn how_a_source_wants_to_be_named_is_part_of_it() {
    let body = "An official, who asked not to be named, said it was late.";
    let wish = marked(body, "An official, who", "asked", &["not to be named"]);
    let said = marked(body, "", "said", &["it was late"]);
    assert_eq!(relinked(body, &[wish, said]), ["statement[it was late] said (An official, who asked not to be named)"]);
    let body = "“We go,” said the aide, who spoke on condition of anonymity.";
    let found = relinked(body, &[marked(body, "the aide", "said", &["“We go,”"])]);
    assert_eq!(found, ["quote[We go] said (the aide, who spoke on condition of anonymity)"]);
    // Any other clause is left where it stands.
    let body = "The aide, who left in May, said it was late.";
    let found = relinked(body, &[marked(body, "The aide, who", "said", &["it was late"])]);
    assert_eq!(found, ["statement[it was late] said (The aide)"]);
}

#[test]
fn hearsay_has_no_source() {
    let body = "Her injuries are not thought to be serious.";
    let found = relinked(body, &[marked(body, "Her injuries", "are not thought", &["to be serious"])]);
    assert_eq!(found, ["statement[Her injuries | to be serious] are not thought ()"]);
    let body = "The board is expected to resign.";
    let found = relinked(body, &[marked(body, "The board", "is expected", &["to resign"])]);
    assert_eq!(found, ["statement[The board | to resign] is expected ()"]);
    let body = "The driver is suspected to have slept.";
    let found = relinked(body, &[marked(body, "The driver", "is suspected", &["to have slept"])]);
    assert_eq!(found, ["statement[The driver | to have slept] is suspected ()"]);
}

#[test]
fn a_clause_keeps_its_subject() {
    let body = "The meadows at Weir House will be watered, Holt said.";
    let found = relinked(body, &[marked(body, "Holt", "said", &["will be watered"])]);
    assert_eq!(found, ["statement[The meadows at Weir House will be watered] said (Holt)"]);
}

#[test]
fn a_dateline_speaks_to_nobody() {
    let body = "HALDEN (NP) — Holt ruled out talks, and said it was late.";
    let ruled = marked(body, "Holt", "ruled out", &["talks"]);
    let said = marked(body, "HALDEN", "said", &["it was late"]);
    assert_eq!(
        relinked(body, &[ruled, said]),
        ["statement[talks] ruled out (Holt)", "statement[it was late] said (Holt)"]
    );
}
