//! What "I", "we" and "you" outside quotation marks do without asserting anything: "you know,", "I mean", "I loved it".
//!
//! **Finds** the model's attributions to them that rest on a filler, or on a verb that takes no clause and no stand.
//! **Leaves alone** "I think it is late", "we reject the plan", "you said that it would go".

use super::Attribution;
use super::words::{Class, ClassedWords};

/// Verbs of wishing, which say what somebody wants and not what he says.
const WISHES: [&str; 9] = ["want", "wants", "wanted", "like", "liked", "need", "needed", "love", "loved"];

/// Verbs of the mind that take a clause behind "I" and "you", beside the cues.
const MINDS: [&str; 20] = [
    "know",
    "knew",
    "guess",
    "guessed",
    "suppose",
    "supposed",
    "bet",
    "remember",
    "remembered",
    "imagine",
    "imagined",
    "figure",
    "figured",
    "mean",
    "meant",
    "see",
    "heard",
    "sure",
    "afraid",
    "forgot",
];

/// Words that open a clause.
const CLAUSES: [&str; 8] = ["that", "how", "whether", "what", "why", "who", "where", "when"];

/// Returns whether an attribution to a first or second person is none.
pub(super) fn is_none(words: &ClassedWords, one: &Attribution) -> bool {
    let document = words.document;
    let ([source], [cue], Some(content)) = (&one.source[..], &one.cue[..], one.content.first()) else { return false };
    let (source, cue, content) = (document.tokens_in(*source), document.tokens_in(*cue), document.tokens_in(*content));
    if source.len() != 1 || !words.any(source.start, &["i", "we", "you"]) || words.in_quotation(source.start) {
        return false;
    }
    let filler = cue.len() == 1
        && match words.lower(source.start) {
            "i" => words.is(cue.start, "mean") && !words.is(cue.end, "that"),
            "you" => words.any(cue.start, &["know", "see"]) && words.is(cue.end, ","),
            _ => false,
        };
    let minds = |token: usize| MINDS.contains(&words.lower(token));
    let verb = cue.clone().rev().find(|&token| words.cue(token).is_some() || minds(token));
    let wishes = cue.clone().any(|token| WISHES.contains(&words.lower(token)));
    let stands = !wishes
        && verb.is_some_and(|verb| {
            let class = words.cue(verb).unwrap_or_default();
            let about = words.has_class(cue.end - 1, &[Class::Preposition]) && cue.end - 1 > verb;
            let clause =
                (class.speech || class.clause || minds(verb)) && content.len() > 2 && !words.is(content.start, "to");
            !about && (clause || class.object || class.infinitive && words.is(content.start, "to"))
        });
    let clausal = words.has_class(content.start, &[Class::Subordinator]) || words.any(content.start, &CLAUSES);
    let quoted = content.clone().any(|token| words.is_quoted(token));
    filler || !stands && !clausal && !quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{ClaimKind, Rule, Span};
    use crate::text::parse;

    /// Checks "source|cue|content", with what follows it.
    #[track_caller]
    fn check(parts: [&str; 3], expected: bool) {
        let body = parts.join(" ");
        let (first, second) = (parts[0].len(), parts[0].len() + 1 + parts[1].len());
        let one = Attribution {
            kind: ClaimKind::Statement,
            content: vec![Span::new(second + 1, body.len())],
            cue: vec![Span::new(first + 1, second)],
            source: vec![Span::new(0, first)],
            continues: None,
            confidence: 0.5,
            rule: Rule::Tagged,
        };
        assert_eq!(is_none(&ClassedWords::new(&parse(&body)), &one), expected, "{body}");
    }

    #[test]
    fn fillers_and_wishes_assert_nothing() {
        check(["I", "think", "the lamp is lit"], false);
        check(["We", "reject", "the plan"], false);
        check(["You", "said", "that it would go"], false);
        check(["You", "'re worried about", "how it ends"], false);
        check(["I", "mean", "the lamp is lit"], true);
        check(["You", "know", ", the lamp is lit"], true);
        check(["I", "loved", "it"], true);
        check(["We", "want", "to build a pier"], true);
        check(["We", "think about", "the pier"], true);
        check(["She", "wanted", "to build a pier"], false);
    }
}
