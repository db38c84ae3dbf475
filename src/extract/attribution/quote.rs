//! Whole utterances in quotation marks, with the words that say whose they are.
//!
//! An utterance that its speaker's name interrupts is one attribution, and so is one that runs over paragraphs. Quoted
//! fragments inside a reported clause are left to `statement`.

mod exchange;
mod named;

use std::ops::Range;

use crate::claim::{ClaimKind, Rule, Span};
use crate::text::{ParagraphKind, TokenKind};

use super::words::{Class, ClassedWords};
use super::{Attribution, cue, source};
use exchange::Turn;

/// How far before or behind a quotation its cue may stand, in tokens.
const REACH: usize = 45;

/// The most words that interrupt a quotation between two dashes.
const ASIDE: usize = 24;

const DASHES: [&str; 3] = ["—", "–", "--"];

/// Verbs that lead to a quotation behind a colon alone.
const DESCRIBES: [&str; 10] =
    ["described", "describes", "put", "puts", "summed", "sums", "summarised", "summarized", "called", "recalled"];

/// A source and a cue beside a quotation.
#[derive(Clone, Debug)]
struct Frame {
    cue: Range<usize>,
    source: Option<Range<usize>>,
    rule: Rule,
}

/// Finds the utterances that stand in no quoted turn of a transcript, in text order behind those turns.
pub(super) fn quotes(words: &ClassedWords, turns: Vec<Attribution>) -> Vec<Attribution> {
    let document = words.document;
    let mut found = turns;
    let turns: Vec<Span> = found.iter().map(Attribution::hull).collect();
    // The attribution that a quotation belongs to, for those that run over paragraphs.
    let mut owner: Vec<Option<usize>> = vec![None; document.quotations.len()];
    // The paragraph and the frame's cue of the last utterance.
    let mut last: Option<(usize, Option<Range<usize>>)> = None;
    // The last closed quotation before this one, and this one if it is closed.
    let (mut closed_before, mut closed) = (None, None);
    for (index, quotation) in document.quotations.iter().enumerate() {
        if quotation.depth == 0 {
            closed_before = closed;
            closed = quotation.closed.then_some(index).or(closed);
        }
        let inner = document.tokens_in(quotation.inner);
        if quotation.depth > 0 || inner.is_empty() {
            continue;
        }
        let Some(span) = words.span(inner.clone()).filter(|&span| !words.only_names_work(&[span])) else { continue };
        // Turns stand one behind the other.
        let turn = turns.partition_point(|turn| turn.end <= span.start);
        if turns.get(turn).is_some_and(|turn| turn.overlaps(span)) {
            continue;
        }
        let paragraph = document.sentences[document.tokens.at(inner.start).sentence].paragraph;
        if let Some(owned) = quotation.continues.and_then(|before| owner[before]) {
            found[owned].content.push(span);
            owner[index] = Some(owned);
            // Who says it may stand behind the last paragraph only.
            let frame = frame_behind(words, &inner);
            if found[owned].cue.is_empty()
                && let Some(frame) = frame
            {
                apply(words, &mut found[owned], &frame);
                last = Some((paragraph, Some(frame.cue)));
            } else {
                last = Some((paragraph, last.and_then(|(_, cue)| cue)));
            }
            continue;
        }
        if let Some(owned) = closed_before.filter(|&before| resumes(words, before, index)).and_then(|at| owner[at]) {
            found[owned].content.push(span);
            owner[index] = Some(owned);
            if found[owned].cue.is_empty()
                && let Some(frame) = frame_behind(words, &inner)
            {
                apply(words, &mut found[owned], &frame);
                last = Some((paragraph, Some(frame.cue)));
            }
            continue;
        }
        let same_paragraph = last.as_ref().is_some_and(|(at, _)| *at == paragraph);
        if !is_utterance(words, &inner, quotation.outer, quotation.closed, same_paragraph) {
            continue;
        }
        let (ahead, mut behind) = (frame_before(words, &inner), frame_behind(words, &inner));
        if ahead.is_none() && behind.is_none() && quotation.closed {
            behind = named::named_behind(words, &inner);
        }
        let seen =
            |frame: &Frame| last.as_ref().is_some_and(|(_, cue)| cue.as_ref() == Some(&frame.cue)) && same_paragraph;
        let joined = same_paragraph
            && match (&ahead, &behind) {
                (Some(frame), _) if seen(frame) => true,
                (None, None) => true,
                _ => false,
            };
        if joined && let Some(before) = found.len().checked_sub(1) {
            found[before].content.push(span);
            owner[index] = Some(before);
            continue;
        }
        // A cue before the quotation that an earlier one has used up is not this one's.
        let frame = ahead.filter(|frame| !seen(frame)).or(behind);
        if frame.is_none() && document.paragraphs[paragraph].kind == ParagraphKind::Heading {
            // "‘Coal Is Dead’" between paragraphs is a title.
            continue;
        }
        let mut attribution = Attribution {
            kind: ClaimKind::Quote,
            content: vec![span],
            cue: Vec::new(),
            source: Vec::new(),
            continues: None,
            confidence: 0.6,
            rule: Rule::UnattributedQuote,
        };
        match &frame {
            Some(frame) => apply(words, &mut attribution, frame),
            None => without_frame(words, &mut attribution, paragraph, &found, last.as_ref().map(|(at, _)| *at)),
        }
        owner[index] = Some(found.len());
        found.push(attribution);
        last = Some((paragraph, frame.map(|frame| frame.cue)));
    }
    found
}

fn apply(words: &ClassedWords, attribution: &mut Attribution, frame: &Frame) {
    let cue = || words.span(frame.cue.clone()).or_else(|| bare_span(words, &frame.cue));
    attribution.cue = if frame.cue.is_empty() { Vec::new() } else { cue().into_iter().collect() };
    attribution.source = frame.source.clone().and_then(|source| words.span(source)).into_iter().collect();
    attribution.rule = frame.rule;
    attribution.confidence = if attribution.source.is_empty() { 0.8 } else { 0.95 };
}

/// The span of a cue that is punctuation only (":").
fn bare_span(words: &ClassedWords, tokens: &Range<usize>) -> Option<Span> {
    let found = words.document.tokens.get(tokens.start)?;
    Some(found.span)
}

/// A quotation with no cue in its paragraph continues the one of the paragraph before, or answers it.
fn without_frame(
    words: &ClassedWords,
    attribution: &mut Attribution,
    paragraph: usize,
    found: &[Attribution],
    last: Option<usize>,
) {
    let follows = last.is_some_and(|last| last + 1 == paragraph);
    if found.is_empty() || !follows || !starts_paragraph(words, paragraph, attribution.content[0]) {
        return;
    }
    attribution.continues = match exchange::turn(words, found, paragraph, attribution.content[0]) {
        Turn::Other(before) => Some(before),
        Turn::Unknown => None,
        Turn::None => Some(found.len() - 1),
    };
    if attribution.continues.is_some() {
        attribution.rule = Rule::ContinuedQuote;
        attribution.confidence = 0.7;
    }
}

fn starts_paragraph(words: &ClassedWords, paragraph: usize, span: Span) -> bool {
    let start = words.document.paragraphs[paragraph].span.start;
    start <= span.start && words.document.tokens_in(Span::new(start, span.start)).len() <= 1
}

/// Returns whether a quotation is an utterance of its own rather than quoted words inside a clause.
fn is_utterance(words: &ClassedWords, inner: &Range<usize>, outer: Span, closed: bool, follows: bool) -> bool {
    let document = words.document;
    let sentence = &document.sentences[document.tokens.at(inner.start).sentence];
    let open = inner.start.saturating_sub(1);
    let has_mark = open < inner.start && document.tokens.at(open).span.start == outer.start;
    let before = if has_mark { open } else { inner.start };
    let paragraph = &document.paragraphs[sentence.paragraph];
    let first_in_paragraph = document.sentences[paragraph.sentences.start].tokens.start;
    let starts_sentence = before <= sentence.tokens.start
        || before <= document.opening(document.tokens.at(inner.start).sentence)
        || (sentence.tokens.start.max(first_in_paragraph)..before).all(|token| !words.is_word(token));
    let words_inside = inner.clone().filter(|&token| words.is_word(token)).count();
    let behind = if closed { inner.end + 1 } else { inner.end };
    let last_mark = words.lower(inner.end - 1);
    let stops =
        matches!(last_mark, "," | "." | "?" | "!" | "…" | "—" | "--" | ";") || last_mark.ends_with('.') || !closed;
    let stopped_outside = words.any(behind, &[",", "."]) && words_inside > 1;
    let interrupted = DASHES.contains(&words.lower(behind)) && goes_on(words, behind).is_some();
    let capital = document.word(inner.start).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let previous = before.checked_sub(1);
    let introduced = previous.is_some_and(|token| {
        words.any(token, &[",", ":"])
            || words.cue(token).is_some_and(|class| class.speech)
            || words.any(token, &["that", "—", "–"])
    });
    if starts_sentence {
        return stops || interrupted || stopped_outside && frame_behind(words, inner).is_some();
    }
    if !introduced {
        return false;
    }
    let after_colon = previous.is_some_and(|token| words.is(token, ":"));
    let ends = stops || stopped_outside;
    let framed = || {
        previous.is_some_and(|token| words.is(token, ",")) && words_inside > 2 && frame_behind(words, inner).is_some()
    };
    ends && (capital && words_inside > 1 || after_colon && words_inside > 2 || framed())
        || ends && follows && previous.is_some_and(|token| words.is(token, ",")) && words_inside > 2
}

/// Returns whether the quotation at `index` goes on with the one at `before` behind what the outlet tells between two
/// dashes: "“It was”—he rose—“the last day”".
fn resumes(words: &ClassedWords, before: usize, index: usize) -> bool {
    let document = words.document;
    let dash = document.tokens_in(document.quotations[before].inner).end + 1;
    let opens = document.tokens_in(document.quotations[index].inner).start;
    DASHES.contains(&words.lower(dash)) && goes_on(words, dash).is_some_and(|open| open + 1 == opens)
}

/// Finds the mark that opens a quotation again behind a dash, some words of the same sentence and another dash.
fn goes_on(words: &ClassedWords, dash: usize) -> Option<usize> {
    let document = words.document;
    let paragraph = |token: usize| document.sentences[document.tokens.at(token).sentence].paragraph;
    let end = document.tokens.len().min(dash + 1 + ASIDE);
    let told = (dash + 1..end).take_while(|&token| !words.in_quotation(token) && paragraph(token) == paragraph(dash));
    let mut told = told.skip_while(|&token| words.kind(token) != Some(TokenKind::QuoteOpen));
    told.next().filter(|&open| open > dash + 2 && DASHES.contains(&words.lower(open - 1)))
}

/// Finds the cue and source behind a quotation: ", Holt said", "said Holt, the mayor".
fn frame_behind(words: &ClassedWords, inner: &Range<usize>) -> Option<Frame> {
    let document = words.document;
    let close = inner.end;
    let mut start = if words.kind(close) == Some(TokenKind::QuoteClose) { close + 1 } else { close };
    let sentence = document.tokens.at(inner.end - 1).sentence;
    let mut limit = document.sentences[sentence].tokens.end;
    if start >= limit {
        let next = document.sentences.get(sentence + 1)?;
        if let Some(frame) = signature(words, next.tokens.start, next.tokens.end) {
            return Some(frame);
        }
        // "“Why?” Holt asked." may have been cut in two; a short sentence with a verb of saying at its end belongs
        // here.
        let question = matches!(words.lower(inner.end - 1), "?" | "!");
        let short = next.tokens.len() <= 9 && next.paragraph == document.sentences[sentence].paragraph;
        let says = next.tokens.clone().rev().find(|&token| words.is_word(token)).and_then(|token| words.cue(token));
        if !question || !short || !says.is_some_and(|class| class.speech) {
            return None;
        }
        limit = next.tokens.end;
    }
    if let Some(frame) = signature(words, start, limit) {
        return Some(frame);
    }
    while start < limit && words.any(start, &[",", "—", "–", "--"]) {
        start += 1;
    }
    let end = limit.min(start + REACH);
    let quoted = (start..end).find(|&token| words.in_quotation(token)).unwrap_or(end);
    for verb in start..quoted {
        if !words.cue(verb).is_some_and(|class| class.speech) {
            // A verb between quotation and cue means another clause: "…," but the mayor had left when he said.
            if words.any(verb, &["but", "because", "although", "while", ";"]) {
                return None;
            }
            continue;
        }
        if verb == start {
            // "said Holt": the verb comes first.
            let source = source::behind(words, verb + 1, limit);
            return source.map(|source| Frame { cue: verb..verb + 1, source: Some(source), rule: Rule::DirectQuote });
        }
        let Some(found) = cue::cue_at(words, verb, start) else { continue };
        let source = source::before(words, start, found.tokens.start);
        if let Some(source) = source
            && source.start <= start + 2
        {
            return Some(Frame { cue: found.tokens, source: Some(source), rule: Rule::DirectQuote });
        }
    }
    according_to(words, start, quoted, limit)
}

/// Finds a name behind a dash, at the end: "“It went dark.” — Ana Holt".
fn signature(words: &ClassedWords, start: usize, limit: usize) -> Option<Frame> {
    let is_dash = words.any(start, &["—", "–", "--", "-", "\u{2015}"]);
    let end = (start + 1..limit).find(|&token| !words.is_name(token)).unwrap_or(limit);
    let ends = end == limit || words.any(end, &[",", "(", ".", ";"]);
    (is_dash && ends && end > start + 1).then(|| Frame {
        cue: start..start + 1,
        source: Some(start + 1..end),
        rule: Rule::DirectQuote,
    })
}

/// Finds ", according to Holt" at a place.
fn according_to(words: &ClassedWords, start: usize, end: usize, limit: usize) -> Option<Frame> {
    let at = (start..end.min(start + 3)).find(|&token| words.is(token, "according") && words.is(token + 1, "to"))?;
    let source = source::behind(words, at + 2, limit)?;
    Some(Frame { cue: at..at + 2, source: Some(source), rule: Rule::AccordingTo })
}

/// Finds the cue and source before a quotation in its sentence: "Holt said on Friday: ", "He was blunt: ".
fn frame_before(words: &ClassedWords, inner: &Range<usize>) -> Option<Frame> {
    let document = words.document;
    let open = inner.start.checked_sub(1).filter(|&token| words.kind(token) == Some(TokenKind::QuoteOpen))?;
    let first = document.opening(document.tokens.at(open).sentence);
    if open <= first {
        return introduced(words, open);
    }
    let from = open.saturating_sub(REACH).max(first);
    // Only what stands behind the last quotation belongs to this one.
    let start = (from..open)
        .rev()
        .find(|&token| words.kind(token) == Some(TokenKind::QuoteClose))
        .map_or(from, |token| token + 1);
    for verb in (start..open).rev() {
        if !words.cue(verb).is_some_and(|class| class.speech || class.clause) {
            continue;
        }
        let Some(found) = cue::cue_at(words, verb, first) else { continue };
        let source = if found.gerund {
            // "Holt defended the plan, saying: “…”": the subject of the clause before speaks.
            source::clause_subject(words, first, found.tokens.start)
        } else {
            source::before(words, first, found.tokens.start)
        };
        if let Some(source) = source {
            return Some(Frame { cue: found.tokens, source: Some(source), rule: Rule::DirectQuote });
        }
        if verb == first || words.is(verb - 1, ",") && !found.gerund {
            let source = source::behind(words, verb + 1, open);
            if source.is_some() {
                return Some(Frame { cue: found.tokens, source, rule: Rule::DirectQuote });
            }
        }
    }
    let colon = open - 1;
    if words.is(colon, ":") {
        let source = colon_source(words, first, colon);
        return source.map(|source| Frame { cue: colon..colon + 1, source: Some(source), rule: Rule::IntroducedQuote });
    }
    None
}

/// "The sentence before ends in a colon": its subject speaks.
fn introduced(words: &ClassedWords, open: usize) -> Option<Frame> {
    let document = words.document;
    let sentence = document.tokens.at(open).sentence.checked_sub(1)?;
    let before = &document.sentences[sentence];
    let colon = before.tokens.end.checked_sub(1)?;
    if !words.is(colon, ":") {
        return None;
    }
    let source = colon_source(words, before.tokens.start, colon)?;
    Some(Frame { cue: colon..colon + 1, source: Some(source), rule: Rule::IntroducedQuote })
}

/// The subject of a clause that ends in a colon: a pronoun or a name at its start, or who describes something there.
fn colon_source(words: &ClassedWords, first: usize, colon: usize) -> Option<Range<usize>> {
    let mut start = first;
    while start < colon && words.has_class(start, &[Class::Adverb, Class::Conjunction]) {
        start += 1;
    }
    if words.has_class(start, &[Class::Pronoun]) {
        return Some(start..start + 1);
    }
    let mut end = start;
    while end < colon && words.is_name(end) {
        end += 1;
    }
    if end > start {
        return Some(start..end);
    }
    let describes = (start..colon).find(|&token| DESCRIBES.contains(&words.lower(token)))?;
    let verb = (start..describes).rev().take_while(|&token| is_light(words, token)).last().unwrap_or(describes);
    source::before(words, first, verb)
}

/// Words between a subject and its verb: "once", "has".
fn is_light(words: &ClassedWords, token: usize) -> bool {
    words.has_class(token, &[Class::Adverb, Class::Auxiliary]) || words.is(token, "once")
}
