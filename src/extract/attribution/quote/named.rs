//! Who is named behind a quotation without a verb of saying: in a list of quotes, on the line below, in the next
//! paragraph.
//!
//! **Finds** "“It failed.” Mayor Ana Holt" in an item or a paragraph of its own, "Ana Holt, mayor" on the line below,
//! and "So said Ana Holt", "Those were the words of Ana Holt" in the next paragraph. **Leaves alone** whatever has a
//! verb of its own: "“It failed!” Holt looked away."

use std::ops::Range;

use super::Frame;
use crate::claim::Rule;
use crate::extract::attribution::source;
use crate::extract::attribution::words::{Class, ClassedWords};
use crate::text::TokenKind;

/// The most tokens of a name with its role.
const LONGEST: usize = 14;
/// The most tokens before "the words of".
const OPENING: usize = 8;

/// What the sentence of the next paragraph calls what was said.
const SAID: [&str; 14] = [
    "words",
    "view",
    "verdict",
    "message",
    "warning",
    "opinion",
    "conclusion",
    "assessment",
    "plea",
    "advice",
    "answer",
    "reaction",
    "lament",
    "question",
];

/// Finds the name behind a quotation that ends with token `last`.
pub(super) fn named_behind(words: &ClassedWords, inner: &Range<usize>) -> Option<Frame> {
    let document = words.document;
    let first = document.tokens.at(inner.start).sentence;
    let paragraph = document.sentences[first].paragraph;
    let own = document.tokens_in(document.paragraphs[paragraph].span);
    let opens = (own.start..inner.start).all(|token| !words.is_word(token));
    let behind = inner.end + usize::from(words.kind(inner.end) == Some(TokenKind::QuoteClose));
    if !opens {
        return None;
    }
    if behind < own.end {
        return name(words, behind..own.end);
    }
    let next = document.paragraphs.get(paragraph + 1)?;
    let below = document.tokens_in(next.span);
    let gap = &document.body[document.paragraphs[paragraph].span.end..next.span.start];
    if !gap.contains("\n\n") && document.body.contains("\n\n") {
        return name(words, below);
    }
    said_by(words, document.sentences.get(next.sentences.start)?.tokens.clone())
}

/// Reads tokens that are a name, with the role before or behind it, and nothing else; without a dash there is no cue.
fn name(words: &ClassedWords, tokens: Range<usize>) -> Option<Frame> {
    let dash = words.any(tokens.start, &["—", "–", "―", "--", "-", "("]);
    let start = tokens.start + usize::from(dash);
    let end = (start..tokens.end).rev().find(|&token| words.is_word(token)).map_or(start, |last| last + 1);
    let named = (start..end).take_while(|&token| words.is_name(token)).count();
    let behind = start + named;
    let whole = behind == end || words.any(behind, &[",", "("]);
    let telling = |token: usize| {
        words.in_quotation(token)
            || words.any(token, &[".", "?", "!", ";", ":"]) && token < end
            || words.has_class(token, &[Class::Auxiliary, Class::Pronoun, Class::Subordinator])
            || words.cue(token).is_some() && !words.is_name(token)
    };
    let short = end - start <= LONGEST && named > usize::from(!dash && behind == end);
    (whole && named > 0 && short && !(behind..end).any(telling)).then_some(Frame {
        cue: tokens.start..start,
        source: Some(start..end),
        rule: Rule::DirectQuote,
    })
}

/// "So said Ana Holt, the mayor.", "Those were the words of Ana Holt."
fn said_by(words: &ClassedWords, sentence: Range<usize>) -> Option<Frame> {
    let Range { start, end } = sentence;
    if words.any(start, &["so", "thus"]) && words.any(start + 1, &["said", "says", "spoke", "wrote", "argued"]) {
        let source = source::behind(words, start + 2, end)?;
        return Some(Frame { cue: start..start + 2, source: Some(source), rule: Rule::IntroducedQuote });
    }
    if !words.any(start, &["that", "those", "these", "this", "such"]) {
        return None;
    }
    let be = (start + 1..end.min(start + 3)).find(|&token| words.any(token, &["is", "was", "are", "were"]))?;
    let noun = (be + 1..end.min(be + OPENING)).find(|&token| SAID.contains(&words.lower(token)))?;
    let by = words.any(noun + 1, &["of", "from", "by"]);
    let source = source::behind(words, noun + 2, end).filter(|_| by)?;
    Some(Frame { cue: be..noun + 2, source: Some(source), rule: Rule::IntroducedQuote })
}

#[cfg(test)]
mod tests {
    use crate::extract::attribution::tests::found;

    #[test]
    fn a_name_stands_behind_a_quotation() {
        for (body, expected) in [
            (
                "- “It is a shame.” Warden Tilda Marsh\n- “We were fooled.” Orin Bex, cook",
                vec!["quote[It is a shame]  (Warden Tilda Marsh)", "quote[We were fooled]  (Orin Bex, cook)"],
            ),
            ("“It is a shame.” (Tilda Marsh)", vec!["quote[It is a shame] ( (Tilda Marsh)"]),
            (
                "Rain fell.\n\n“It is a shame.”\nTilda Marsh, warden\n\nIt stopped.",
                vec!["quote[It is a shame]  (Tilda Marsh, warden)"],
            ),
            (
                "“The lamp will shine again.”\n\nSo said Tilda Marsh, the warden, on Monday.",
                vec!["quote[The lamp will shine again] So said (Tilda Marsh, the warden)"],
            ),
            (
                "“The lamp will shine again.”\n\nThose were the words of Tilda Marsh on Monday.",
                vec!["quote[The lamp will shine again] were the words of (Tilda Marsh)"],
            ),
            ("A man stood up. “You sold the pier!” Marsh looked away.", vec!["quote[You sold the pier!]  ()"]),
            ("“You sold the pier!” Marsh wept", vec!["quote[You sold the pier!]  ()"]),
        ] {
            assert_eq!(found(body), expected, "{body}");
        }
    }

    #[test]
    fn who_describes_something_speaks_behind_the_colon() {
        assert_eq!(
            found("The warden once described the pier: “A row of bad teeth.”"),
            ["quote[A row of bad teeth] : (The warden)"]
        );
    }
}
