//! Whether a claim's content is affirmed or negated, and by which words.
//!
//! It looks at words, not at facts: "untrue" and "denied" negate nothing here.

use std::sync::LazyLock;

use crate::claim::{Polarity, Span};
use crate::lexicon;
use crate::text::Document;

use super::clause::main_clause;
use super::syntax::Syntax;
use super::words::{Lexicon, Word, words_of};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strength {
    Strong,
    Weak,
}

static NEGATORS: LazyLock<Lexicon<Strength>> = LazyLock::new(|| {
    Lexicon::read(lexicon::NEGATORS, |label| match label? {
        "strong" => Some(Strength::Strong),
        "weak" => Some(Strength::Weak),
        _ => None,
    })
});
static NOT_NEGATORS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("lists/not_negators.txt")));
static NEGATIVE_ADJECTIVES: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::plain(include_str!("lists/negative_adjectives.txt")));

/// Reads the polarity of the content at `content` (bytes, text order), with all the words that negate anything in it.
///
/// **Finds** "not", "n't", "never", "no" + noun, "nobody", "neither … nor", "no longer", and "failed to", "unable to",
/// "lacked".
/// **Example**: "The pipes had not been checked" is negated by "not"; "It was not impossible" is affirmed, with "not"
/// in the list.
/// **Leaves alone** "not only", "no doubt", "no fewer than", "No. 10", the answer "No, …", and "no" as a vote. A
/// negation in a side clause ("if it does not rain") or a second main clause is listed, but the claim stays affirmed.
/// **Known misses**: what a verb takes back ("denied", "refused"), irony, negation far from its scope.
pub fn polarity(syntax: &Syntax, content: &[Span]) -> (Polarity, Vec<Span>) {
    let words = words_of(syntax.document, content);
    let found = negators(&words);
    if found.is_empty() {
        return (Polarity::Affirmed, Vec::new());
    }
    let main = main_clause(syntax, &words);
    let first_clause = first_clause(&words);
    let mut negated = false;
    // Where the last negator of the main clause ended: one that follows within three words undoes it.
    let mut last: Option<usize> = None;
    for &(at, end, strength) in &found {
        if strength == Strength::Strong && main[at] && at < first_clause {
            let pair = words[at].is(&["nor", "neither"]) || words[at].lower == "no" && last.is_some();
            let undoes =
                !pair && last.is_some_and(|last| at - last <= 2 && words[last..at].iter().all(Word::is_letters));
            negated = !undoes;
            if NEGATIVE_ADJECTIVES.at(&words, end).is_some() && words[at].lower == "not" {
                negated = false;
            }
            last = Some(end);
        } else if strength == Strength::Weak && last == Some(at) {
            // "never without": the second takes the first back.
            negated = false;
        }
    }
    let polarity = if negated { Polarity::Negated } else { Polarity::Affirmed };
    (polarity, spans(&words, &found))
}

/// Returns all the words that negate anything in `content`.
pub fn negations(document: &Document, content: &[Span]) -> Vec<Span> {
    let words = words_of(document, content);
    spans(&words, &negators(&words))
}

/// Finds the words that negate the clause that they stand in: where each begins and ends.
pub(super) fn negators_in(words: &[Word]) -> Vec<(usize, usize)> {
    let strong = negators(words).into_iter().filter(|(.., strength)| *strength == Strength::Strong);
    strong.map(|(at, end, _)| (at, end)).collect()
}

/// Finds the words that negate: where each begins and ends.
fn negators(words: &[Word]) -> Vec<(usize, usize, Strength)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if let Some((len, ())) = NOT_NEGATORS.at(words, at) {
            at += len;
        } else if let Some((len, strength)) = NEGATORS.at(words, at).filter(|_| is_negator(words, at)) {
            found.push((at, at + len, strength));
            at += len;
        } else {
            at += 1;
        }
    }
    found
}

fn spans(words: &[Word], found: &[(usize, usize, Strength)]) -> Vec<Span> {
    found.iter().map(|&(at, end, _)| words[at].span.join(words[end - 1].span)).collect()
}

/// Returns the word at which a second main clause or sentence begins: what is said there does not turn the first.
fn first_clause(words: &[Word]) -> usize {
    (1..words.len())
        .find(|&at| {
            let word = &words[at];
            let linked = words[at - 1].text == "," && word.is(&["and", "so", "yet", "while", "whereas"]);
            matches!(word.text, "." | "!" | "?" | ";") || linked || word.lower == "but"
        })
        .unwrap_or(words.len())
}

/// Returns whether the word at `at`, which can negate, does.
fn is_negator(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let before = at.checked_sub(1).map(|before| &words[before]);
    let next = words.get(at + 1);
    match word.lower.as_ref() {
        // "No. 10", "No 10", "No, we will", "voted no", "a no vote", "no-deal"
        "no" | "no." => {
            let number = next.is_some_and(|next| next.is_digits() && word.is_capitalised());
            let followed = next.is_some_and(|next| next.is_letters() || next.is_digits());
            let noun = before
                .is_some_and(|before| before.is(&["a", "the", "vote", "voted", "say", "said", "yes", "or"]))
                && !next.is_some_and(|next| next.is(&["longer", "one"]));
            word.lower == "no" && !number && followed && !noun
        }
        // ", isn't it?"
        "not" => {
            let tag = word.text != "not"
                && next.is_some_and(|next| next.is(&["it", "he", "she", "they", "we", "you", "i"]))
                && words.get(at + 2).is_none_or(|end| !end.is_letters())
                && at.checked_sub(2).is_some_and(|comma| words[comma].text == ",");
            !tag
        }
        "lack" => {
            next.is_some_and(|next| next.lower != "of") || before.is_none_or(|before| !before.is(&["a", "the", "of"]))
        }
        "none" => next.is_none_or(|next| next.lower != "the"),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    #[track_caller]
    fn check(text: &str, expected: Polarity, negators: &[&str]) {
        let (found, spans) = polarity(&Syntax::tagged(&parse(text)), &[Span::new(0, text.len())]);
        let words: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
        assert_eq!((found, words.as_slice()), (expected, negators), "{text}");
    }

    #[test]
    fn negation_of_the_main_clause_counts() {
        use Polarity::Negated;
        check("The pipes had not been checked since 2011", Negated, &["not"]);
        check("Keel didn't know about the report", Negated, &["n't"]);
        check("Keel didn’t know about the report", Negated, &["n’t"]);
        check("There is no evidence of fire", Negated, &["no"]);
        check("No one was hurt", Negated, &["No one"]);
        check("Nobody saw the train", Negated, &["Nobody"]);
        check("We cannot wait", Negated, &["cannot"]);
        check("The crew failed to stop in time", Negated, &["failed to"]);
        check("The ferry no longer runs", Negated, &["no longer"]);
        check("Neither the mayor nor the council agreed", Negated, &["Neither", "nor"]);
        check("He has never been to Tarn", Negated, &["never"]);
        check("The town was unable to pay", Negated, &["unable to"]);
        check("The report has not yet been read, and nobody knows why", Negated, &["not", "nobody"]);
        check("It was not a defeat but a delay", Negated, &["not"]);
        check("But the dam did not hold", Negated, &["not"]);
        check("If it rains, the fair will not open", Negated, &["not"]);
        check("None of the boats sank", Negated, &["None"]);
        check("that the bridge was not safe", Negated, &["not"]);
    }

    #[test]
    fn other_negators_leave_the_claim_affirmed() {
        use Polarity::Affirmed;
        check("The pipes had been checked", Affirmed, &[]);
        check("The fair will open if it does not rain", Affirmed, &["not"]);
        check("The man who did not stop was held", Affirmed, &["not"]);
        check("We see a path, but it will not be quick", Affirmed, &["not"]);
        check("The dam holds. Nobody knows why.", Affirmed, &["Nobody"]);
        check("They crossed without lights", Affirmed, &["without"]);
        check("It was not impossible to cross", Affirmed, &["not"]);
        check("He did not fail to stop", Affirmed, &["not", "fail to"]);
        check("It hurt not only the crew but the passengers", Affirmed, &[]);
        check("There is no doubt that it sank", Affirmed, &[]);
        check("No fewer than 12 people died", Affirmed, &[]);
        check("She spoke outside No. 10 and No 11", Affirmed, &[]);
        check("No, we will pay for it", Affirmed, &[]);
        check("A third of members voted no.", Affirmed, &[]);
        check("It was cold, wasn't it?", Affirmed, &[]);
        check("The town knew whether or not the dam would hold", Affirmed, &[]);
    }

    proptest::proptest! {
        #[test]
        fn negators_are_words_of_any_body(text in "\\PC{0,40}|((no|not|n't|never|if|,| |without|fail to|é|\n)){0,14}") {
            let (_, spans) = polarity(&Syntax::tagged(&parse(&text)), &[Span::new(0, text.len())]);
            for span in spans {
                proptest::prop_assert!(text.get(span.start..span.end).is_some_and(|words| !words.is_empty()));
            }
        }
    }
}
