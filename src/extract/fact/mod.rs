//! What the outlet asserts in its own voice: every sentence, and every longer part of one, that no attribution holds.

mod clauses;
mod label;

use std::ops::Range;

use crate::claim::Span;
use crate::lang::tag::Tag;
use crate::text::{Document, TokenKind};

use super::attribution::Attribution;
use super::held_tokens::HeldTokens;
use super::split::parts;
use super::syntax::Syntax;
use clauses::SplitSentence;
pub(super) use label::asserts_nothing;

/// Words that a part of a sentence must have to be a claim of its own beside an attribution.
const LEAST_WORDS: usize = 3;

/// Words that a quotation must have to be a claim of its own where no other holds it.
const LEAST_QUOTED: usize = 4;

/// Finds the facts, each as its content's spans; facts in text order.
///
/// A sentence that no attribution touches is one fact, or one for each of its main clauses, dateline and bullet left
/// out; none where it asserts nothing, as a label does. Beside an attribution, each clause with a subject and a finite
/// verb is one, by the sentence's tree; where there is no tree, each part that has a verb of its own. A mere
/// circumstance of saying ("told reporters in Halden") is none.
pub(super) fn facts(syntax: &Syntax, attributions: &[Attribution]) -> Vec<Vec<Span>> {
    let document = syntax.document;
    let mut held = vec![false; document.tokens.len()];
    for attribution in attributions {
        // What lies between a claim's own words, such as the person told, is the claim's.
        let mut spans: Vec<Span> = attribution.spans().collect();
        spans.sort();
        for pair in spans.windows(2) {
            let same_sentence = document.sentence_at(pair[0].start) == document.sentence_at(pair[1].start);
            if same_sentence {
                held[document.tokens_in(pair[0].join(pair[1]))].fill(true);
            }
        }
        for span in spans {
            held[document.tokens_in(span)].fill(true);
        }
    }
    let mut facts = Vec::new();
    for (index, sentence) in document.sentences.iter().enumerate() {
        let tokens = document.opening(index)..sentence.tokens.end;
        if !tokens.clone().any(|token| held[token]) {
            if asserts_nothing(syntax, index, tokens.clone()) {
                continue;
            }
            let parts = parts(syntax, tokens).into_iter().enumerate();
            facts.extend(
                parts.filter_map(|(nth, part)| Some(vec![trimmed(document, part.start, part.end, nth > 0, 1)?])),
            );
            continue;
        }
        let parsed = syntax.trees().map(|trees| SplitSentence { document, trees, tokens: tokens.clone(), held: &held });
        if let Some(sentence) = &parsed {
            let clauses = sentence.facts();
            let spans = |runs: Vec<Range<usize>>| -> Vec<Span> {
                runs.into_iter().filter_map(|run| trimmed(document, run.start, run.end, false, 1)).collect()
            };
            let before = facts.len();
            facts.extend(clauses.into_iter().map(spans).filter(|fact| !fact.is_empty()));
            // Where the tree has no clause and most words are nobody's, each part that has one by itself is a fact.
            let free = tokens.clone().filter(|&token| !held[token]).count();
            if facts.len() > before || 2 * free < tokens.len() {
                continue;
            }
        }
        let mut start = tokens.start;
        while start < tokens.end {
            if held[start] {
                start += 1;
                continue;
            }
            let end = (start..tokens.end).find(|&token| held[token]).unwrap_or(tokens.end);
            let is_clause = match &parsed {
                Some(sentence) => {
                    syntax.has_subject_and_verb(start..end, &syntax.roles(start..end, 0))
                        && !sentence.is_dependent(start..end)
                }
                None => has_verb(syntax, start..end),
            };
            let part = trimmed(document, start, end, true, LEAST_WORDS).filter(|_| is_clause);
            facts.extend(part.map(|part| vec![part]));
            start = end;
        }
    }
    let held: Vec<Span> = facts.iter().flatten().copied().collect();
    facts.extend(unheld_quotations(document, attributions, &held).into_iter().map(|quotation| vec![quotation]));
    facts.sort();
    facts
}

/// Finds the quotations of which no claim holds a word: a title in a source's apposition, a phrase beside an
/// attribution.
fn unheld_quotations(document: &Document, attributions: &[Attribution], facts: &[Span]) -> Vec<Span> {
    let contents = attributions.iter().flat_map(|one| &one.content).chain(facts).copied();
    let held = HeldTokens::new(document, contents);
    let quotations = document.quotations.iter().filter(|quotation| quotation.depth == 0 && quotation.closed);
    quotations
        .filter(|quotation| !held.touches(quotation.inner))
        .filter_map(|quotation| {
            let tokens = document.tokens_in(quotation.inner);
            trimmed(document, tokens.start, tokens.end, false, LEAST_QUOTED)
        })
        .collect()
}

/// Returns whether a part of a sentence has a verb of its own, as a clause has; "after a cabinet meeting" has none.
fn has_verb(syntax: &Syntax, tokens: Range<usize>) -> bool {
    tokens.map(|token| syntax.tag(token)).any(|tag| tag.is_finite() || tag == Tag::Ing || tag == Tag::PastParticiple)
}

/// Leaves out edge punctuation and, in a part of a sentence, the conjunction that joins it on; `None` where too few
/// words are left.
fn trimmed(document: &Document, mut start: usize, mut end: usize, part: bool, least: usize) -> Option<Span> {
    let is_word =
        |token: usize| matches!(document.tokens.at(token).kind, TokenKind::Word | TokenKind::Number | TokenKind::Link);
    let keeps = |token: usize, marks: &[&str]| marks.contains(&document.word(token));
    while start < end
        && !is_word(start)
        && !(document.tokens.at(start).kind == TokenKind::QuoteOpen || keeps(start, &["$", "£", "€", "(", "["]))
    {
        start += 1;
    }
    while start < end && part && ["and", "but", "while", "And", "But"].contains(&document.word(start)) {
        start += 1;
    }
    while end > start
        && !is_word(end - 1)
        && !(document.tokens.at(end - 1).kind == TokenKind::QuoteClose
            || keeps(end - 1, &["%", "?", "!", ")", "]", "…"]))
    {
        end -= 1;
    }
    while end > start && part && ["and", "but", "or", "while"].contains(&document.word(end - 1)) {
        end -= 1;
        while end > start && document.word(end - 1) == "," {
            end -= 1;
        }
    }
    let words = (start..end).filter(|&token| is_word(token)).count();
    (words >= least.max(1))
        .then(|| Span::new(document.tokens.at(start).span.start, document.tokens.at(end - 1).span.end))
}

#[cfg(test)]
mod tests {
    use crate::text::parse;

    use super::*;

    fn found(body: &str) -> Vec<String> {
        let document = parse(body);
        let attributions = crate::extract::attribution::rules(&document);
        let facts = facts(&Syntax::tagged(&document), &attributions);
        facts.iter().flatten().map(|span| span.of(body).to_owned()).collect()
    }

    #[test]
    fn every_sentence_is_covered_once() {
        for (body, expected) in [
            ("The bridge fell. Nobody was hurt.", vec!["The bridge fell", "Nobody was hurt"]),
            ("HALDEN (NP) — The bridge fell.", vec!["The bridge fell"]),
            ("• The bridge fell.", vec!["The bridge fell"]),
            ("Holt said the bridge was safe.", vec![]),
            ("Holt said the bridge was safe, but the council had closed it.", vec![]),
            (
                "“We go,” Holt said as the crowd gathered outside the hall.",
                vec!["as the crowd gathered outside the hall"],
            ),
            ("“We go,” Holt said on Friday.", vec![]),
            ("It cost $1.5 million (and rose 2%).", vec!["It cost $1.5 million (and rose 2%)"]),
            ("Is it safe?", vec!["Is it safe?"]),
            ("…", vec![]),
            (
                "HALDEN (NP) — The bridge was closed on Monday, and two workers were arrested.",
                vec!["The bridge was closed on Monday", "two workers were arrested"],
            ),
            ("He fell and broke a leg.", vec!["He fell and broke a leg"]),
            (
                "Mara Bell, the author of “Bread and Salt in Lean Years”, said the mills were shut.",
                vec!["Bread and Salt in Lean Years"],
            ),
        ] {
            assert_eq!(found(body), expected, "{body}");
        }
    }
}
