//! From labels of tokens to attributions: which source and which content belong to which cue.
//!
//! It follows the side that a label gives, within the paragraph. A cue without content attributes nothing; a content that no cue is found
//! for is left out, unless it goes on a quotation of the paragraph before. It never changes a label.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::claim::{ClaimKind, Rule, Span};
use crate::lang::labels::{Decoded, Label, Role, Side};
use crate::text::{Document, TokenKind};

use super::Attribution;
use super::words::Words;

/// How many paragraphs behind its cue a quotation may go on.
const REACH: usize = 2;

/// A run of tokens with one label.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    role: Role,
    side: Side,
    tokens: Range<usize>,
}

/// A cue with what belongs to it, all as token ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Linked {
    cue: Range<usize>,
    source: Option<Range<usize>>,
    content: Vec<Range<usize>>,
}

/// Links labels to attributions, in the order of their cues. `calibrated` turns a margin into a confidence.
pub(super) fn link(words: &Words, decoded: &Decoded, calibrated: impl Fn(i32) -> f64) -> Vec<Attribution> {
    let linked = linked(words.document, &decoded.labels);
    linked.iter().filter_map(|one| attribution(words, one, calibrated(margin(one, &decoded.margins)))).collect()
}

/// Reads the runs off the labels, paragraph by paragraph.
fn runs(document: &Document, labels: &[Label]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (token, label) in labels.iter().enumerate() {
        let Some(role) = label.role() else { continue };
        let paragraph = paragraph(document, token);
        match runs.last_mut() {
            Some(run)
                if label.is_inside()
                    && run.tokens.end == token
                    && run.role == role
                    && self::paragraph(document, token - 1) == paragraph =>
            {
                run.tokens.end += 1;
            }
            _ => runs.push(Run { role, side: label.side(), tokens: token..token + 1 }),
        }
    }
    runs
}

fn paragraph(document: &Document, token: usize) -> usize {
    document.sentences[document.tokens[token].sentence].paragraph
}

/// Gives each source and content its cue.
fn linked(document: &Document, labels: &[Label]) -> Vec<Linked> {
    let runs = runs(document, labels);
    let of = |role: Role| runs.iter().filter(move |run| run.role == role);
    let mut linked: Vec<Linked> =
        of(Role::Cue).map(|run| Linked { cue: run.tokens.clone(), source: None, content: Vec::new() }).collect();
    let mut orphans = Vec::new();
    for run in of(Role::Content) {
        match cue_of(document, &linked, run) {
            Some(cue) => linked[cue].content.push(run.tokens.clone()),
            None => orphans.push(run.tokens.clone()),
        }
    }
    for run in of(Role::Source) {
        let Some(cue) = cue_of(document, &linked, run) else { continue };
        // Of two sources the nearer one speaks.
        let distance = |source: &Range<usize>| {
            let cue = &linked[cue].cue;
            if source.end <= cue.start { cue.start - source.end } else { source.start.saturating_sub(cue.end) }
        };
        if linked[cue].source.as_ref().is_none_or(|before| distance(&run.tokens) < distance(before)) {
            linked[cue].source = Some(run.tokens.clone());
        }
    }
    // "Holt said it rained and added that it was late": the second cue has the source of its sentence.
    for one in &mut linked {
        if one.source.is_none() {
            let sentence = document.tokens[one.cue.start].sentence;
            let shared = of(Role::Source).rfind(|run| {
                run.tokens.end <= one.cue.start && document.tokens[run.tokens.end - 1].sentence == sentence
            });
            one.source = shared.map(|run| run.tokens.clone());
        }
    }
    for orphan in orphans {
        let quoted = continues_quotation(document, &orphan);
        let before = linked.iter_mut().rfind(|one| one.cue.start < orphan.start && !one.content.is_empty());
        if let Some(before) = before
            && quoted
            && paragraph(document, orphan.start) - paragraph(document, before.cue.start) <= REACH
        {
            before.content.push(orphan);
        }
    }
    for one in &mut linked {
        one.content.sort_by_key(|content| content.start);
    }
    linked.retain(|one| !one.content.is_empty());
    linked
}

/// Finds the cue of a source or content: the nearest on its side within its paragraph, else the nearest on the other.
fn cue_of(document: &Document, linked: &[Linked], run: &Run) -> Option<usize> {
    let home = paragraph(document, run.tokens.start);
    let at_home = |cue: &usize| linked.get(*cue).is_some_and(|one| paragraph(document, one.cue.start) == home);
    let next = linked.partition_point(|one| one.cue.start < run.tokens.start);
    let left = next.checked_sub(1).filter(at_home);
    let right = Some(next).filter(at_home);
    match run.side {
        Side::Left => left.or(right),
        Side::Right => right.or(left),
    }
}

/// Says whether a content goes on a quotation that the paragraph before has left open.
fn continues_quotation(document: &Document, content: &Range<usize>) -> bool {
    let inner = content.clone().find_map(|token| document.tokens[token].quotation);
    let outer = inner.map(|quotation| document.quotations[quotation].inner).and_then(|inner| {
        document.quotations.iter().rfind(|quotation| quotation.depth == 0 && quotation.inner.contains(inner))
    });
    outer.is_some_and(|quotation| quotation.continues.is_some())
}

/// Returns the least sure of the labels that an attribution rests on: cue, source and the edges of its content.
fn margin(one: &Linked, margins: &[i32]) -> i32 {
    let edges = one.content.iter().flat_map(|content| [content.start, content.end - 1]);
    let whole = one.cue.clone().chain(one.source.clone().into_iter().flatten());
    edges.chain(whole).filter_map(|token| margins.get(token)).copied().min().unwrap_or(0)
}

fn attribution(words: &Words, one: &Linked, confidence: f64) -> Option<Attribution> {
    let document = words.document;
    let content: Vec<Span> = one.content.iter().filter_map(|content| content_span(words, content.clone())).collect();
    let cue = words.span(one.cue.clone()).or_else(|| Some(document.tokens.get(one.cue.start)?.span))?;
    let source: Vec<Span> = one.source.clone().and_then(|source| words.span(source)).into_iter().collect();
    let kind = kind(words, &content)?;
    if is_own_hedge(words, one) {
        return None;
    }
    Some(Attribution { kind, content, cue: vec![cue], source, continues: None, confidence, rule: Rule::Tagged })
}

/// Says whether the outlet hedges in its own voice: "reportedly" with nobody named, "the dam appears to hold".
fn is_own_hedge(words: &Words, one: &Linked) -> bool {
    let cue = one.cue.start;
    let adverb = one.source.is_none() && one.cue.len() == 1 && words.lower(cue).ends_with("ly");
    adverb || words.any(cue, &["appear", "appears", "appeared", "seem", "seems", "seemed"])
}

/// Tells by the quotation marks how a content is worded; `None` where it has no words.
fn kind(words: &Words, content: &[Span]) -> Option<ClaimKind> {
    let tokens: BTreeSet<usize> = content.iter().flat_map(|span| words.document.tokens_in(*span)).collect();
    let all = tokens.iter().filter(|&&token| words.is_word(token)).count();
    let quoted = tokens.iter().filter(|&&token| words.is_word(token) && words.in_quotation(token)).count();
    match quoted {
        _ if all == 0 => None,
        0 => Some(ClaimKind::Statement),
        _ if quoted == all => Some(ClaimKind::Quote),
        _ => Some(ClaimKind::Mixed),
    }
}

/// Leaves out edge punctuation and quotation marks that hold all of the content, or are not closed or opened in it.
fn content_span(words: &Words, mut tokens: Range<usize>) -> Option<Span> {
    let document = words.document;
    loop {
        let span = words.span(tokens.clone())?;
        tokens = document.tokens_in(span);
        let mark = |token: usize, kind: TokenKind| {
            let at = document.tokens.get(token).filter(|token| token.kind == kind)?.span;
            document.quotations.iter().find(|quotation| match kind {
                TokenKind::QuoteOpen => quotation.outer.start == at.start,
                _ => quotation.closed && quotation.outer.end == at.end,
            })
        };
        let opened = mark(tokens.start, TokenKind::QuoteOpen);
        let closed = tokens.end.checked_sub(1).and_then(|last| mark(last, TokenKind::QuoteClose));
        let inside = |end: usize| end <= span.end;
        match (opened, closed) {
            (Some(opened), _) if opened.outer == span || !opened.closed || !inside(opened.outer.end) => {
                tokens.start += 1;
                if opened.outer == span && opened.closed {
                    tokens.end -= 1;
                }
            }
            (_, Some(closed)) if closed.outer.start < span.start => tokens.end -= 1,
            _ => return Some(span),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::labels::{Marked, project};
    use crate::text::parse;

    /// Writes attributions as labels and links them again: `kind[content] cue (source)`.
    fn relinked(body: &str, marked: &[Marked]) -> Vec<String> {
        let document = parse(body);
        let labels = project(&document, marked);
        let decoded = Decoded { margins: vec![1; labels.len()], seconds: labels.clone(), labels };
        let join = |spans: &[Span]| spans.iter().map(|span| span.of(body)).collect::<Vec<_>>().join(" | ");
        link(&Words::new(&document), &decoded, |_| 0.5)
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
        Marked {
            source: optional(source),
            cue: optional(cue),
            content: content.iter().map(|words| find(words)).collect(),
        }
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
    fn a_quotation_goes_on_in_the_next_paragraph() {
        let body = "Holt said: “We go.\n\n“It is late.”";
        let found = relinked(body, &[marked(body, "Holt", "said", &["“We go.", "“It is late.”"])]);
        assert_eq!(found, ["quote[We go | It is late] said (Holt)"]);
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
}
