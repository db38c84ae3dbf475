//! How sure a claim's wording is: "may", "reportedly", "if …", a question.
//!
//! It does not ask who is sure: a claim under "said" is as sure as its own words. "About" and "at least" bound a number
//! and are no hedges.

use std::sync::LazyLock;

use crate::claim::{Certainty, CertaintyLevel, Span};
use crate::lexicon::{DOUBTFUL, is_be};
use crate::text::Document;

use super::words::{Lexicon, Shape, Word, words, words_of};

static HEDGES: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("lists/hedges.txt")));

static CONDITIONS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("lists/conditions.txt")));

/// Reads the certainty of the content at `content` (bytes, text order).
///
/// **Finds** modals ("may", "might", "could"), adverbs and verbs of doubt, conditions, direct questions and "whether
/// …".
/// **Example**: "The walkout may harm patients" is hedged by "may"; "It will fall if it rains" is conditional by "if".
/// **Leaves alone** May the month and the name, "might" as strength, "could" as ability ("could see", "could not
/// sleep"), "as if", "as soon as possible".
/// **Known misses**: hedges by tone, "should", conditions by inversion ("had it rained").
pub fn certainty(document: &Document, content: &[Span]) -> Certainty {
    let words = words_of(document, content);
    let mut cues = Vec::new();
    let mut level = CertaintyLevel::Asserted;
    let mut at = 0;
    while at < words.len() {
        let found = if let Some((len, ())) = CONDITIONS.at(&words, at).filter(|_| is_condition(&words, at)) {
            Some((len, if asks(&words, at) { CertaintyLevel::Question } else { CertaintyLevel::Conditional }))
        } else if words[at].lower == "whether" && at == 0 {
            Some((1, CertaintyLevel::Question))
        } else {
            HEDGES.at(&words, at).filter(|_| is_hedge(&words, at)).map(|(len, ())| (len, CertaintyLevel::Hedged))
        };
        match found {
            Some((len, of)) => {
                cues.push(words[at].span.join(words[at + len - 1].span));
                level = level.max(of);
                at += len;
            }
            None => at += 1,
        }
    }
    if is_question(document, content) {
        level = CertaintyLevel::Question;
    }
    Certainty { level, cues }
}

/// Adds what a cue says that names nobody: "is understood to", "are thought to".
pub fn with_hearsay(document: &Document, certainty: Certainty, cue: &[Span]) -> Certainty {
    let words = words_of(document, cue);
    let passive = words.iter().any(|word| is_be(&word.lower));
    let Some(participle) = words.last().filter(|word| passive && DOUBTFUL.has(&word.lower)) else { return certainty };
    let mut cues = certainty.cues;
    cues.push(participle.span);
    cues.sort();
    Certainty { level: certainty.level.max(CertaintyLevel::Hedged), cues }
}

/// Returns whether the content ends in a question mark, which its edge may leave out.
fn is_question(document: &Document, content: &[Span]) -> bool {
    let Some(last) = content.last() else { return false };
    let end = document.tokens.count_while(|token| token.start < last.end);
    let inside = words(document, document.tokens_in(*last));
    if let Some(mark) = inside.iter().rev().find(|word| word.shape != Shape::Quote && last.contains(word.span))
        && mark.shape == Shape::Mark
        && matches!(mark.text, "?" | "." | "!")
    {
        return mark.text == "?";
    }
    words(document, end..(end + 1).min(document.tokens.len())).first().is_some_and(|next| next.text == "?")
}

/// Returns whether a condition opens at `at`: not "as if", "if not 12 then", "if any".
fn is_condition(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &words[before]);
    let next = words.get(at + 1);
    words[at].lower != "if"
        || !before.is_some_and(|before| before.is(&["as", "big", "what", "no"]))
            && !next.is_some_and(|next| {
                next.is(&["not", "any", "anything", "ever", "possible", "necessary"])
                    || !next.is_letters() && next.text != "(" && !next.is_digits() && next.shape != Shape::Quote
            })
}

/// Returns whether "if" at `at` asks rather than sets a condition: "asked if it was safe".
fn asks(words: &[Word], at: usize) -> bool {
    // "If" at the head of a sentence sets a condition.
    words[at].lower == "if"
        && (at == 0
            && words.len() > 1
            && !words[at].is_capitalised()
            && !words.iter().any(|word| word.text == "," || word.lower == "then" || word.is(&["will", "would"]))
            || at.checked_sub(1).is_some_and(|before| {
                words[before].is(&[
                    "ask", "asks", "asked", "asking", "wonder", "wonders", "wondered", "see", "know", "knows", "knew",
                    "known", "sure", "unclear", "decide",
                ])
            }))
}

/// Returns whether the word at `at`, which can hedge, does.
fn is_hedge(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let before = at.checked_sub(1).map(|before| &words[before]);
    let next = words.get(at + 1);
    let noun = before.is_some_and(|before| {
        before.is(&[
            "the", "a", "his", "her", "its", "their", "our", "my", "your", "of", "'s", "military", "economic", "in",
            "since", "last", "this", "by", "until",
        ])
    });
    match word.lower.as_ref() {
        "may" => {
            let month = word.is_capitalised()
                && (at > 0 || !next.is_some_and(|next| next.is_letters() && !next.is_capitalised()));
            !month && !noun && next.is_some_and(Word::is_letters)
        }
        "might" => {
            let verb = next.is_some_and(|next| next.is_letters() && !next.is(&["of", "and", "in", "to"]));
            !noun && verb && !(word.is_capitalised() && at > 0)
        }
        "could" => {
            let next_is = |options: &[&str]| next.is_some_and(|next| next.is(options));
            let senses = ["see", "hear", "feel", "smell", "taste", "tell", "afford", "understand", "remember"];
            let sensed = next_is(&["be", "clearly", "still", "only"])
                && words.get(at + 2).is_some_and(|then| then.is(&["seen", "heard", "felt", "smelled", "see", "hear"]));
            next.is_some_and(Word::is_letters)
                && !next_is(&["not"])
                && !next_is(&senses)
                && !sensed
                && !before.is_some_and(|before| before.is(&["so", "best", "all", "as", "wherever", "whatever"]))
        }
        "possible" => !before.is_some_and(|before| {
            before.is(&["as", "if", "where", "when", "wherever", "whenever", "best", "every", "made", "make", "makes"])
        }),
        "likely" | "unlikely" => {
            !before.is_some_and(|before| before.is(&["as", "the"])) || next.is_some_and(|next| next.lower == "to")
        }
        "expected" | "believed" | "thought" | "understood" | "feared" | "reported" | "said" | "tipped" => {
            // "is expected to", "the blast, believed to": passive; "he said to be careful" is none.
            (0..at)
                .rev()
                .take(4)
                .map(|i| &words[i])
                .any(|word| word.is(&["is", "are", "was", "were", "be", "been", "being", "'s", "widely", ","]))
                && !before.is_some_and(|before| before.is(&["he", "she", "they", "who", "i", "we"]))
        }
        "suspects" | "suspected" => !noun || word.lower == "suspected",
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    #[track_caller]
    fn check(text: &str, level: CertaintyLevel, cues: &[&str]) {
        let found = certainty(&parse(text), &[Span::new(0, text.len())]);
        let words: Vec<&str> = found.cues.iter().map(|span| span.of(text)).collect();
        assert_eq!((found.level, words.as_slice()), (level, cues), "{text}");
    }

    #[test]
    fn hedges_are_found() {
        use CertaintyLevel::Hedged;
        check("The walkout may harm patients", Hedged, &["may"]);
        check("A driver was allegedly killed", Hedged, &["allegedly"]);
        check("The dam could fail", Hedged, &["could"]);
        check("It might perhaps rain", Hedged, &["might", "perhaps"]);
        check("The mayor is expected to resign", Hedged, &["expected to"]);
        check("The fire is believed to have started in a shed", Hedged, &["believed to"]);
        check("The dam appears to hold", Hedged, &["appears to"]);
        check("It is likely that the dam holds", Hedged, &["likely"]);
        check("Police held a suspected thief", Hedged, &["suspected"]);
        check("It is unclear why he left", Hedged, &["unclear"]);
        check("The toll reportedly rose to 12", Hedged, &["reportedly"]);
        check("Rates will probably fall", Hedged, &["probably"]);
    }

    #[test]
    fn conditions_and_questions_are_told_from_hedges() {
        use CertaintyLevel::{Conditional, Question};
        check("The fair will close if it rains", Conditional, &["if"]);
        check("Unless it rains, the fields may burn", Conditional, &["Unless", "may"]);
        check("The strike would end if pay rose", Conditional, &["if"]);
        check("If the mayor is tired of it the fair is over", Conditional, &["If"]);
        check("Will the fair close?", Question, &[]);
        check("whether the fair would close", Question, &["whether"]);
        check("They asked if it was safe", Question, &["if"]);
        let text = "\"Will it close?\" he asked.";
        assert_eq!(certainty(&parse(text), &[Span::new(1, 14)]).level, Question);
    }

    #[test]
    fn other_words_are_no_hedges() {
        use CertaintyLevel::Asserted;
        check("The fair closes in May", Asserted, &[]);
        check("Theresa May met May Dolan on May 4", Asserted, &[]);
        check("The army showed its might", Asserted, &[]);
        check("We could not sleep", Asserted, &[]);
        check("We could see the smoke", Asserted, &[]);
        check("Flames could be seen for miles", Asserted, &[]);
        check("They ran as fast as they could", Asserted, &[]);
        check("Call as soon as possible", Asserted, &[]);
        check("At least 12 people and about 30 cows drowned", Asserted, &[]);
        check("He thought to himself and said to be careful", Asserted, &[]);
        check("He ran as if the dam had failed", Asserted, &[]);
        check("Most, if not all, left", Asserted, &[]);
    }

    proptest::proptest! {
        #[test]
        fn cues_are_words_of_any_body(text in "\\PC{0,40}|((may|might|if|could|[?]|\"|whether| |é|\n)){0,14}") {
            for span in certainty(&parse(&text), &[Span::new(0, text.len())]).cues {
                proptest::prop_assert!(text.get(span.start..span.end).is_some_and(|words| !words.is_empty()));
            }
        }
    }
}
