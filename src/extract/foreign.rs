//! What is read off a text that is not English: words in quotation marks, and nobody's; and the rest, sentence by sentence,
//! so that versions can be compared, with next to no confidence.
//!
//! The place where the models and lists of a second language would go is before this one: it is for those that have
//! none.

use crate::claim::{Certainty, Claim, ClaimKind, Extraction, Polarity, Rule};

use super::attribution::Attribution;
use super::attribution::words::ClassedWords;

/// How sure it is that a sentence in a language that nobody reads asserts something.
const UNREAD: f64 = 0.1;
/// How sure it is that words in marks are somebody's.
const MARKED: f64 = 0.5;
/// Fewer words in marks are a title, or a word that is set apart; so are fewer letters, where a script has no blanks.
const WORDS: usize = 4;
const LETTERS: usize = 25;

/// Finds what is in quotation marks and is no title or single word, and leaves out whose it is.
pub(super) fn verbatim(words: &ClassedWords) -> Vec<Attribution> {
    let document = words.document;
    let outermost = document.quotations.iter().filter(|quotation| quotation.depth == 0 && quotation.closed);
    let marked = outermost.filter_map(|quotation| {
        let tokens = document.tokens_in(quotation.inner);
        let span = words.span(tokens.clone())?;
        let letters = span.of(document.body).chars().filter(|c| c.is_alphabetic()).count();
        (tokens.filter(|&token| words.is_word(token)).count() >= WORDS || letters >= LETTERS).then_some(span)
    });
    marked
        .map(|span| Attribution {
            kind: ClaimKind::Quote,
            content: vec![span],
            cue: Vec::new(),
            source: Vec::new(),
            continues: None,
            confidence: MARKED,
            rule: Rule::UnattributedQuote,
        })
        .collect()
}

/// Takes back what only a reader of the language can know.
pub(super) fn withdraw(extraction: &mut Extraction) {
    for claim in &mut extraction.claims {
        let confidence = if claim.kind == ClaimKind::Fact { UNREAD } else { MARKED };
        let bare = Claim::bare(claim.content.clone());
        *claim = Claim {
            id: claim.id,
            kind: claim.kind,
            span: claim.span,
            quotes: std::mem::take(&mut claim.quotes),
            figures: std::mem::take(&mut claim.figures),
            confidence: claim.confidence.min(confidence),
            rule: claim.rule,
            polarity: Polarity::Affirmed,
            certainty: Certainty::default(),
            ..bare
        };
    }
    extraction.speakers.clear();
}

#[cfg(test)]
mod tests {
    use crate::extract::{Method, analyse, extract_with};
    use crate::story::Metadata;

    const GERMAN: &str = "Die Fähre zwischen Ansel und den Tarninseln hat am Montag den Betrieb wieder aufgenommen, eine \
        Woche nachdem ein Riss im Bugtor entdeckt worden war. „Wir hätten das Schiff nicht auslaufen lassen“, sagte \
        Hanne Voll von der Werft. Der Hafen will die Fahrpreise erstatten, und Bürgermeister Otto Brandt will am \
        Freitag mit den Fischern reden.";

    #[test]
    fn of_another_language_only_the_marks_are_read() {
        for method in Method::ALL {
            let extraction = extract_with(GERMAN, &Metadata::default(), method);
            let told: Vec<(&str, &str, f64)> = extraction
                .claims
                .iter()
                .map(|claim| (claim.kind.name(), claim.content.text.as_str(), claim.confidence))
                .collect();
            let quote = told.iter().find(|(kind, ..)| *kind == "quote").expect("the quotation");
            assert!(quote.1.starts_with("Wir hätten das Schiff") && quote.2 <= 0.5, "{told:?}");
            assert!(told.iter().all(|(kind, _, sure)| matches!(*kind, "quote" | "fact") && *sure <= 0.5), "{told:?}");
            assert!(
                told.iter().any(|(kind, text, sure)| *kind == "fact" && text.contains("Fahrpreise") && *sure <= 0.1)
            );
            assert!(extraction.speakers.is_empty() && extraction.claims.iter().all(|claim| claim.positions.is_empty()));
        }
    }

    #[test]
    fn versions_in_another_language_are_compared() {
        let read = |text: &str| analyse(text, &Metadata::default(), Method::Rules);
        let (old, new) = (GERMAN.to_owned(), GERMAN.replace("am Freitag", "am Samstag"));
        let (one, two) = (read(&old), read(&new));
        let text = |analysis: &crate::reading::Analysis| -> Vec<String> {
            analysis.extraction.claims.iter().map(|claim| claim.content.text.clone()).collect()
        };
        assert_ne!(text(&one), text(&two), "what differs stands in a claim");
    }
}
