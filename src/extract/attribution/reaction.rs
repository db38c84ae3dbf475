//! What somebody does when others have spoken is no cue: "“You sold our homes!” Holt looked away."
//!
//! **Finds** the model's attributions that rest on such an answer, and those whose cue is itself said. **Leaves alone**
//! verbs of saying, which may stand in a sentence of their own behind a question ("“Why?” Holt asked.").

use crate::text::TokenKind;

use super::Attribution;
use super::words::ClassedWords;

/// Returns whether an attribution is none: its cue is a reaction in a sentence behind an utterance, or stands in a
/// quotation that its content runs over.
pub(super) fn is_none(words: &ClassedWords, one: &Attribution) -> bool {
    let document = words.document;
    let (Some(&cue), Some(last)) = (one.cue.first(), one.content.last()) else { return false };
    let cue = document.tokens_in(cue);
    let content = document.tokens_in(*last);
    let (Some(first), Some(end)) = (document.tokens.get(cue.start), document.tokens.get(content.end.saturating_sub(1)))
    else {
        return false;
    };
    let outer = |token: usize| {
        let at = document.tokens.at(token).span;
        document.quotations.iter().position(|quotation| quotation.depth == 0 && quotation.inner.contains(at))
    };
    if words.in_quotation(cue.start)
        && let Some(home) = outer(cue.start)
    {
        // "“Nobody wrote. … “Then we sold the farm”": what is said does not say whose the rest is.
        return one.content.iter().any(|&span| {
            document
                .tokens_in(span)
                .any(|token| words.is_word(token) && outer(token).is_some_and(|other| other != home))
        });
    }
    let behind = one.content.iter().all(|span| span.end <= first.span.start);
    let utterance = document.tokens_in(*last).all(|token| words.in_quotation(token) || !words.is_word(token));
    if !behind || !utterance {
        return false;
    }
    let closes = words.kind(content.end) == Some(TokenKind::QuoteClose);
    let speech = cue.clone().any(|token| words.cue(token).is_some_and(|class| class.speech || class.clause));
    let denied = cue.clone().any(|token| words.any(token, &["not", "n't", "n’t", "never"]));
    let said_nothing = cue
        .clone()
        .any(|token| words.any(token, &["answer", "reply", "respond", "comment", "say", "speak", "deny", "react"]));
    closes && first.sentence > end.sentence && !speech || denied && said_nothing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{ClaimKind, Rule};
    use crate::extract::marked::MarkedText;
    use crate::text::parse;

    /// Checks an attribution of what stands in "[]", with its cue in "{}".
    #[track_caller]
    fn check(marked: &str, expected: bool) {
        let MarkedText { body, content, cue, source } = MarkedText::new(marked);
        let kind = ClaimKind::Quote;
        let one = Attribution { kind, content, cue, source, continues: None, confidence: 0.5, rule: Rule::Tagged };
        assert_eq!(is_none(&ClassedWords::new(&parse(&body)), &one), expected, "{marked}");
    }

    #[test]
    fn reactions_are_no_cues() {
        check("“[You sold the pier!]” Marsh {looked away}.", true);
        check("“[Did you light it?]” Marsh {did not answer}.", true);
        check("“[Why?]” Marsh {asked}.", false);
        check("“[It is late],” Marsh {said}.", false);
        check("Marsh {did not say} “[it was late].”", false);
        check("“[No. Nobody {wrote}.]\n\n“[We left],” said Marsh.", true);
    }
}
