//! What the rules must find in short texts.

use crate::text::parse;

use super::words::ClassedWords;
use super::{Attribution, rules};
use crate::claim::{ClaimKind, Rule, Span};

/// Writes each attribution as `kind[content] cue(…) source(…)`.
pub(super) fn found(body: &str) -> Vec<String> {
    let document = parse(body);
    let join = |spans: &[crate::claim::Span]| spans.iter().map(|span| span.of(body)).collect::<Vec<_>>().join(" | ");
    rules(&document)
        .iter()
        .map(|a| format!("{}[{}] {} ({})", a.kind.name(), join(&a.content), join(&a.cue), join(&a.source)))
        .collect()
}

#[test]
fn utterances_take_the_cue_beside_them() {
    for (body, expected) in [
        ("“We will not go,” Holt said.", vec!["quote[We will not go] said (Holt)"]),
        (
            "“We will not go,” said Ana Holt, the mayor of Tarn.",
            vec!["quote[We will not go] said (Ana Holt, the mayor of Tarn)"],
        ),
        ("“We go,” he said on Friday. “It is late.”", vec!["quote[We go | It is late] said (he)"]),
        ("“We go,” he said, “and it is late.”", vec!["quote[We go | and it is late] said (he)"]),
        ("Holt told reporters: “We go at dawn.”", vec!["quote[We go at dawn] told (Holt)"]),
        (
            "“We go,” Holt said. “It is late,” Reyes said.",
            vec!["quote[We go] said (Holt)", "quote[It is late] said (Reyes)"],
        ),
        ("He was blunt: “We go at dawn.”", vec!["quote[We go at dawn] : (He)"]),
        ("“Why now?” Holt asked.", vec!["quote[Why now?] asked (Holt)"]),
        ("“One thing.\n“Two things,” Holt said.", vec!["quote[One thing | Two things] said (Holt)"]),
        ("“It failed,” according to Holt.", vec!["quote[It failed] according to (Holt)"]),
    ] {
        assert_eq!(found(body), expected, "{body}");
    }
}

#[test]
fn statements_take_their_clause() {
    for (body, expected) in [
        ("Holt said that the bridge was safe.", vec!["statement[that the bridge was safe] said (Holt)"]),
        ("Holt said the bridge was safe.", vec!["statement[the bridge was safe] said (Holt)"]),
        (
            "On Friday, the mayor of Tarn said the bridge was safe.",
            vec!["statement[the bridge was safe] said (the mayor of Tarn)"],
        ),
        ("The bridge was safe, Holt said on Friday.", vec!["statement[The bridge was safe] said (Holt)"]),
        ("The bridge, Holt said, was safe on Friday.", vec!["statement[The bridge | was safe on Friday] said (Holt)"]),
        (
            "The bridge was safe, according to a budget note.",
            vec!["statement[The bridge was safe] according to (a budget note)"],
        ),
        ("According to police, the bridge was safe.", vec!["statement[the bridge was safe] According to (police)"]),
        (
            "Holt told reporters in Tarn on Monday that the bridge was safe.",
            vec!["statement[that the bridge was safe] told (Holt)"],
        ),
        (
            "Ana Holt, who leads the council, claimed the town had no choice.",
            vec!["statement[the town had no choice] claimed (Ana Holt, who leads the council)"],
        ),
        (
            "Holt said the town had “no choice” but to sell.",
            vec!["mixed[the town had “no choice” but to sell] said (Holt)"],
        ),
        (
            "Holt has ruled out selling the water works.",
            vec!["statement[selling the water works] has ruled out (Holt)"],
        ),
        ("Holt vowed to fight the plan.", vec!["statement[to fight the plan] vowed (Holt)"]),
        (
            "“We go,” Holt said, adding that it was late.",
            vec!["quote[We go] said (Holt)", "statement[that it was late] adding (Holt)"],
        ),
        (
            "Lawmakers oppose the plan and want a cut, their leader Tom Reil said.",
            vec!["statement[Lawmakers oppose the plan and want a cut] said (their leader Tom Reil)"],
        ),
        (
            "An official at the port, who asked not to be named, said that it was late.",
            vec!["statement[that it was late] said (An official at the port, who asked not to be named)"],
        ),
        (
            "It was off, according to the dockers’ union.",
            vec!["statement[It was off] according to (the dockers’ union)"],
        ),
        (
            "The tram was late, the head of the authority, Ana Gorst, told the Echo.",
            vec!["statement[The tram was late] told (the head of the authority, Ana Gorst)"],
        ),
        (
            "Holt ruled out talks with the council, and said that the bridge was safe.",
            vec![
                "statement[talks with the council] ruled out (Holt)",
                "statement[that the bridge was safe] said (Holt)",
            ],
        ),
        (
            "The tram was late, its head, Ana Gorst, said.",
            vec!["statement[The tram was late] said (its head, Ana Gorst)"],
        ),
        ("A woman was hurt, police say.", vec!["statement[A woman was hurt] say (police)"]),
        (
            "The toll is 33, the coastguard said on Thursday as it ended the search.",
            vec!["statement[The toll is 33] said (the coastguard)"],
        ),
        (
            "It was the worst year since 1961, said Ana Holt, who led the survey for the institute.",
            vec!["statement[It was the worst year since 1961] said (Ana Holt, who led the survey for the institute)"],
        ),
        (
            "Ana Holt, who leads the council, said the town had no choice but to sell.",
            vec!["statement[the town had no choice but to sell] said (Ana Holt, who leads the council)"],
        ),
        (
            "Ana Holt, a surveyor, said the vat was cracked.",
            vec!["statement[the vat was cracked] said (Ana Holt, a surveyor)"],
        ),
        (
            "Ana Holt, its spokeswoman, says the company hopes to have everybody back by noon.",
            vec!["statement[the company hopes to have everybody back by noon] says (Ana Holt, its spokeswoman)"],
        ),
        ("It was late, said Holt in a statement.", vec!["statement[It was late] said (Holt)"]),
        ("The managers knew that the vat was cracked.", vec![]),
        ("The report was long and the claim was false.", vec![]),
        ("The mayor was told to leave.", vec![]),
    ] {
        assert_eq!(found(body), expected, "{body}");
    }
}

#[test]
fn what_a_turn_reports_stays_inside_it() {
    let body = "HOLT: The board said that it was late.\n\nREYES: Why, if the board said no?\n\nHOLT: “It is late.”\n\nREYES: “It is.”";
    assert_eq!(found(body), ["statement[that it was late] said (The board)"]);
    let marked = "“HOLT: We go.\n\n“REYES: Why?\n\n“HOLT: It is late.\n\n“REYES: It is.”";
    assert_eq!(found(marked)[0], "quote[We go] : (HOLT)");
}

#[test]
fn a_title_in_marks_is_no_utterance() {
    let body = "The council met on Monday to hear of the dam and of the price that it would have.\n\n‘Water Is No Toy’\n\n\
                It rose late and went home without a vote on the matter, as it had in the spring.";
    assert!(found(body).is_empty());
}

#[test]
fn a_name_behind_a_dash_signs_what_stands_before() {
    assert_eq!(
        found("“It went dark, and nobody came.” - Ana Holt."),
        ["quote[It went dark, and nobody came] - (Ana Holt)"]
    );
}

#[test]
fn a_doubtful_cue_attributes_a_clause_at_least() {
    let tells = |source: &str, cue: &str, content: &str, confidence: f64| {
        let body = format!("{source} {cue} {content}");
        let (first, second) = (source.len(), source.len() + 1 + cue.len());
        let one = Attribution {
            kind: ClaimKind::Statement,
            content: vec![Span::new(second + 1, body.len())],
            cue: vec![Span::new(first + 1, second)],
            source: vec![Span::new(0, first)],
            continues: None,
            confidence,
            rule: Rule::Tagged,
        };
        super::attributes(&ClassedWords::new(&parse(&body)), &one)
    };
    assert!(tells("Holt", "said", "so", 0.6));
    assert!(tells("Holt", "ruled out", "a sale", 0.6));
    assert!(tells("Holt", "is supportive of", "a sale", 0.6));
    assert!(tells("Holt", "voted for", "a sale", 0.6));
    assert!(tells("Holt", "smelt", "victory in the north", 0.8));
    assert!(tells("Holt", "is haunted by", "the thought that nobody came to help", 0.6));
    assert!(!tells("Holt", "smelt", "victory in the north", 0.6));
}

#[test]
fn a_phrase_that_reaches_over_its_limit_is_read() {
    let odd = "Ruda Velmont said: “the roof came down in eleven minutes.” nobody — שלום — knocked. she , 𐢧 ";
    assert_eq!(found(odd), ["quote[the roof came down in eleven minutes] said (Ruda Velmont)"]);
}
