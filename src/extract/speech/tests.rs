//! Sentences with content, cue and source marked, and what each tells of its saying.

use super::*;
use crate::claim::{ClaimKind, Rule};
use crate::extract::attribution::outer;
use crate::extract::marked::MarkedText;
use crate::text::parse;

/// `text` marks the content with `[…]`, the cue with `{…}` and the source with `<…>`; `cue` are the words that tell.
#[track_caller]
fn check(text: &str, speech: Speech, cue: &str) {
    let (found, cue_found) = read(text);
    assert_eq!((found.speech, cue_found.as_str()), (speech, cue), "{text}");
}

#[track_caller]
fn said(text: &str) {
    check(text, Speech::Said, "");
}

fn read(text: &str) -> (SpeechReading, String) {
    let MarkedText { body, content, cue, source } = MarkedText::new(text);
    let document = parse(&body);
    let words = ClassedWords::new(&document);
    let (kind, rule) = (ClaimKind::Statement, Rule::SaidThat);
    let attribution = Attribution { kind, content, cue, source, continues: None, confidence: 1.0, rule };
    let outer = outer::frames(&words, std::slice::from_ref(&attribution));
    let found = reading(&words, &attribution, &outer[0]);
    let words: Vec<&str> = found.cue.iter().map(|span| span.of(&body)).collect();
    let words = words.join(" ");
    (found, words)
}

#[test]
fn silence_is_no_statement() {
    use Speech::NotSaid;
    check("<Ines Orlo> {did not say} [that the ferry would be sold].", NotSaid, "did not say");
    check("<Orlo> {hasn't said} [whether the ferry will sail].", NotSaid, "hasn't said");
    check("<Orlo> {never promised} [that fares would fall].", NotSaid, "never promised");
    check("<The harbour board> {won't admit} [that the crane was cracked].", NotSaid, "won't admit");
    check("<Orlo> {declined to say} [how much the ferry had cost].", NotSaid, "declined to say");
    check("<Orlo> {refused} [to say whether the ferry was for sale].", NotSaid, "refused");
    check("<Orlo> {stopped short of calling} [the crane a death trap].", NotSaid, "stopped short of calling");
    check("<Orlo> {has yet to explain} [why the crane fell].", NotSaid, "has yet to explain");
    check("<Orlo> {failed to mention} [that she owned the crane].", NotSaid, "failed to mention");
    check(
        "<Orlo> {would neither confirm nor deny} [that the ferry was for sale].",
        NotSaid,
        "would neither confirm nor deny",
    );
    check("<Orlo> {did not deny} [that the crane was hers].", NotSaid, "did not deny");
    check("“[The crane was safe],” <Orlo> {never said}.", NotSaid, "never said");
    check("<Orlo> did not {say} [that the ferry would be sold].", NotSaid, "did not say");
    check("Nor did <Orlo> {say} [that the crane was safe].", NotSaid, "Nor did Orlo say");
    check("At no point has <Orlo> {said} [that the crane was safe].", NotSaid, "no point has Orlo said");
    check("<No one> {said} [that the crane was safe].", NotSaid, "No one said");
    check("<Nobody at the yard> {said} [that the crane was safe].", NotSaid, "Nobody at the yard said");
    check(
        "<None of the inspectors> {reported} [that the crane was cracked].",
        NotSaid,
        "None of the inspectors reported",
    );
    check("<It> {is not said} [that the crane was safe].", NotSaid, "is not said");
}

#[test]
fn negations_that_deny_no_saying_leave_it_said() {
    said("<Orlo> {could not say} [more highly how good the crew was].");
    said("<Orlo> {could not stress enough} [that the crane was safe].");
    said("<Orlo> {not only said} [that the crane was safe], but climbed it.");
    said("<Orlo> {said} [he did not say that the crane was safe].");
    said("<Orlo> {never tired of saying} [that the crane was safe].");
    said("<Orlo> {did not hesitate to say} [that the crane was unsafe].");
    said("<Orlo> {did not fail to mention} [that the crane was hers].");
    said("<Orlo> {did not say} until Monday [that the crane had fallen].");
    said("<Orlo>, who did not stay, {said} [that the crane was safe].");
    said("Orlo did not say when the ferry would sail, but <she> {said} [that the crane was safe].");
    said("Not everybody listened when <Orlo> {said} [that the crane was safe].");
    said("<No 10> {said} [that the crane was safe].");
    said("<Orlo> {wrongly claimed} [that the crane was safe].");
    said("<Orlo> {denied} [that the crane was unsafe].");
    said("<Orlo> {asked} [whether the crane was safe].");
}

#[test]
fn what_is_supposed_was_not_said() {
    use Speech::Hypothetical;
    check("If <Orlo> {says} [that the crane is safe], work will start.", Hypothetical, "If Orlo says");
    check("Work starts unless <the board> {says} [that the crane is unsafe].", Hypothetical, "unless the board says");
    check("Should <Orlo> {say} [that the crane is safe], work will start.", Hypothetical, "Should Orlo say");
    check("Had <Orlo> {said} [that the crane was safe], nobody would have worried.", Hypothetical, "Had Orlo said");
    check("Did <Orlo> {say} [that the crane was safe]?", Hypothetical, "Did Orlo say");
    check("Hasn't <Orlo> {said} [that the crane was safe]?", Hypothetical, "Hasn't Orlo said");
    check("<Who> {said} [that the crane was safe]?", Hypothetical, "Who said");
    check("It is unclear whether <Orlo> {said} [that the crane was safe].", Hypothetical, "whether Orlo said");
    check("<Orlo> {may say} [that the crane is safe].", Hypothetical, "may say");
    check("<Orlo> {will tell} the board on Friday [that the crane is safe].", Hypothetical, "will tell");
    check("<Orlo> {is expected to announce} [that the ferry will be sold].", Hypothetical, "is expected to announce");
    check("<Orlo> {wanted to say} [that the crane was safe].", Hypothetical, "wanted to say");
}

#[test]
fn what_came_to_be_said_was_said() {
    said("<Orlo> {would later say} [that the crane was safe].");
    said("<Orlo> {had to admit} [that the crane was unsafe].");
    said("Why did <Orlo> {say} [that the crane was safe]?");
    said("If it rains, <Orlo> {said}, [the ferry will not sail].");
    said("<I> {would say} [that the crane is safe].");
    said("<Orlo> {would welcome} [a new crane].");
    said("“[Is it safe]?” <Orlo> {asked}.");
    said("So had <Orlo> {said} [that the crane was safe].");
}

#[test]
fn words_put_into_a_mouth_are_disputed() {
    use Speech::Disputed;
    check("<Orlo> {was falsely quoted as saying}: “[Crews are lazy].”", Disputed, "was falsely quoted as saying");
    check("<Orlo> {was misquoted as saying} [that crews were lazy].", Disputed, "was misquoted as saying");
    check("<Orlo> {purportedly said} [that crews were lazy].", Disputed, "purportedly said");
    check("<Orlo> {is alleged to have told} a guard [that crews were lazy].", Disputed, "is alleged to have told");
    check("A fake post claimed <Orlo> {had said}: “[Crews are lazy].”", Disputed, "A fake post claimed Orlo had said");
    check("In a doctored video <Orlo> {says} [that crews are lazy].", Disputed, "In a doctored video says");
    check("<Orlo> {said} in a forged e-mail [that crews were lazy].", Disputed, "said in a forged e-mail");
    check("The indictment says <Orlo> {wrote}: “[Pay them less].”", Disputed, "The indictment says Orlo wrote");
    check("A leaked memo says <Orlo> {wrote}: “[Pay them less].”", Disputed, "A leaked memo says Orlo wrote");
    said("<A leaked memo> {says} [that the crane is unsafe].");
    said("<Orlo> {said} in a leaked memo [that the crane was unsafe].");
    said("<Orlo> {said} [that a fake post had cost her votes].");
    said("<Orlo>, who shared a fake post, {said} [that crews were lazy].");
    said("<Orlo> {said} in a statement [that the fake post had hurt crews].");
}

#[test]
fn views_turn_with_their_negation() {
    for (text, denials) in [
        ("<Orlo> {does not think} [the crane is safe].", 1),
        ("<Orlo> {never believed} [that the crane was safe].", 1),
        ("<Orlo> {would not rule out} [a sale].", 0),
        ("<Orlo> {does not support} [a sale].", 0),
        ("<Orlo> {has no intention} [to sell the ferry].", 0),
        ("<The board> {had no plans} [for a sale].", 0),
        ("<Orlo> {has no objections} [to a sale].", 0),
        ("<Orlo> {thinks} [the crane is not safe].", 0),
    ] {
        let (found, _) = read(text);
        assert_eq!((found.speech, found.denials.len()), (Speech::Said, denials), "{text}");
    }
}

#[test]
fn the_sources_around_a_source_are_found() {
    for (text, expected) in [
        ("According to the coastguard, <Orlo> {said} [that the crane was safe].", "according to: the coastguard"),
        ("<Orlo> {said} [that the crane was safe], according to the coastguard.", "according to: the coastguard"),
        ("The log says <Orlo> {wrote}: “[Sell it].”", "says: The log"),
        ("Pell told the board that <Orlo> {said} [that the crane was safe].", "told: Pell"),
        ("<Orlo> {said} [that the crane was safe].", ""),
        ("Pell said it rained and <Orlo> {said} [that the crane was safe].", ""),
        ("On Friday <Orlo> {said} [that the crane was safe].", ""),
    ] {
        let body: String = text.chars().filter(|c| !"[]{}<>".contains(*c)).collect();
        let document = parse(&body);
        let words = ClassedWords::new(&document);
        let mark = |open: char, close: char| {
            let inner = text.split(open).nth(1).and_then(|rest| rest.split(close).next()).expect("a mark");
            let start = body.find(inner).expect("words of the text");
            vec![Span::new(start, start + inner.len())]
        };
        let (content, cue, source) = (mark('[', ']'), mark('{', '}'), mark('<', '>'));
        let (kind, rule) = (ClaimKind::Statement, Rule::SaidThat);
        let attribution = Attribution { kind, content, cue, source, continues: None, confidence: 1.0, rule };
        let frames = outer::frames(&words, &[attribution]).remove(0);
        let found: Vec<String> =
            frames.iter().map(|frame| format!("{}: {}", frame.cue.of(&body), frame.source.of(&body))).collect();
        assert_eq!(found.join("; ").to_lowercase(), expected.to_lowercase(), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn the_words_that_tell_are_words_of_any_body(
        text in "((did|not|say|said|if|Had|Orlo|never|in a|fake|post|will|[?]|“|”|,| |é|\n)){0,16}",
        cuts in proptest::array::uniform4(0usize..60),
    ) {
        let mut at = cuts.map(|cut| (0..=cut.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0));
        at.sort_unstable();
        let span = |from: usize, to: usize| if from < to { vec![Span::new(from, to)] } else { Vec::new() };
        let (source, cue, content) = (span(at[0], at[1]), span(at[1], at[2]), span(at[2], at[3]));
        let (kind, rule) = (ClaimKind::Statement, Rule::SaidThat);
        let attribution = Attribution { kind, content, cue, source, continues: None, confidence: 1.0, rule };
        let document = parse(&text);
        let words = ClassedWords::new(&document);
        let outer = outer::frames(&words, std::slice::from_ref(&attribution));
        let found = reading(&words, &attribution, &outer[0]);
        proptest::prop_assert_eq!(found.cue.is_empty(), found.speech == Speech::Said);
        let mut end = 0;
        for span in found.cue {
            proptest::prop_assert!(span.start >= end && text.get(span.start..span.end).is_some_and(|words| !words.is_empty()));
            end = span.end;
        }
    }
}
