//! From labels of tokens to attributions: which source and which content belong to which cue.
//!
//! It follows the side that a label gives, within the sentence; an utterance in quotation marks may stand further from
//! its cue. A cue without content attributes nothing; a content that neither cue nor source is found for is left out.
//! It never changes a label.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::claim::{ClaimKind, Rule, Span};
use crate::lang::labels::{CueSide, Decoded, Label, Role};
use crate::text::{Document, TokenKind};

use super::words::ClassedWords;
use super::{Attribution, source};

/// How many paragraphs behind its cue a quotation may go on.
const REACH: usize = 2;

/// How many sentences from its cue an utterance may stand that continues no other.
const UTTERANCE_REACH: usize = 2;

/// How many unlabelled tokens between a source and a content may stand for their cue.
const BRIDGE: usize = 5;

/// Words that by themselves are no content: "What they said:".
const WH: [&str; 4] = ["what", "which", "who", "how"];

/// A run of tokens with one label.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    role: Role,
    side: CueSide,
    tokens: Range<usize>,
}

/// A cue with what belongs to it, all as token ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Linked {
    /// Empty where a source and a content alone are known.
    cue: Range<usize>,
    source: Option<Range<usize>>,
    content: Vec<Range<usize>>,
}

/// Links labels to attributions, in the order of their cues. `calibrated` turns a margin into a confidence.
pub(super) fn link(words: &ClassedWords, decoded: &Decoded, calibrated: impl Fn(i32) -> f64) -> Vec<Attribution> {
    let runs = with_surnames(words, runs(words.document, &decoded.labels));
    let mut linked = Linker { words, runs: &runs, cues: Vec::new() }.linked();
    mend::mend(words, &runs, &mut linked);
    linked.iter().filter_map(|one| attribution(words, one, calibrated(margin(one, &decoded.margins)))).collect()
}

/// Reads the runs off the labels, paragraph by paragraph.
fn runs(document: &Document, labels: &[Label]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (token, label) in labels.iter().enumerate() {
        let Some(role) = label.role() else { continue };
        if token < document.opening(document.tokens.at(token).sentence) {
            continue;
        }
        let paragraph = paragraph(document, token);
        match runs.last_mut() {
            Some(run)
                if label.is_inside()
                    && run.tokens.end == token
                    && run.role == role
                    && self::paragraph(document, token - 1) == paragraph
                    && !(role == Role::Content && is_parted(document, token)) =>
            {
                run.tokens.end += 1;
            }
            _ => runs.push(Run { role, side: label.side(), tokens: token..token + 1 }),
        }
    }
    runs
}

/// Makes sources of names that are labelled as cues right before a cue: "[Umar] [Saidi] [said]".
fn with_surnames(words: &ClassedWords, runs: Vec<Run>) -> Vec<Run> {
    let named = |run: &Run| run.tokens.clone().all(|token| words.is_name(token) && words.cue(token).is_none());
    let mut mended: Vec<Run> = Vec::with_capacity(runs.len());
    for (index, run) in runs.iter().enumerate() {
        let speaks = runs.get(index + 1).is_some_and(|next| {
            next.role == Role::Cue && next.tokens.start == run.tokens.end && words.cue(next.tokens.start).is_some()
        });
        if run.role != Role::Cue || !speaks || !named(run) {
            mended.push(run.clone());
            continue;
        }
        let given =
            mended.pop_if(|before| before.role != Role::Cue && before.tokens.end == run.tokens.start && named(before));
        let start = given.map_or(run.tokens.start, |given| given.tokens.start);
        mended.push(Run { role: Role::Source, side: CueSide::Right, tokens: start..run.tokens.end });
    }
    mended
}

/// Returns whether a sentence starts at a token that continues no quotation: what is reported in the outlet's words
/// ends with its sentence.
fn is_parted(document: &Document, token: usize) -> bool {
    let (before, here) = (document.tokens.at(token - 1), document.tokens.at(token));
    before.sentence != here.sentence && (here.quotation.is_none() || before.quotation != here.quotation)
}

fn paragraph(document: &Document, token: usize) -> usize {
    document.sentences[document.tokens.at(token).sentence].paragraph
}

struct Linker<'w, 'd> {
    words: &'w ClassedWords<'d>,
    runs: &'w [Run],
    /// In text order.
    cues: Vec<Linked>,
}

impl<'w> Linker<'w, '_> {
    /// Gives each source and content its cue.
    fn linked(mut self) -> Vec<Linked> {
        let runs = self.runs;
        self.cues =
            of(runs, Role::Cue).map(|run| Linked { cue: run.clone(), source: None, content: Vec::new() }).collect();
        let mut orphans = Vec::new();
        for run in runs.iter().filter(|run| run.role == Role::Content) {
            match self.cue_of_content(run) {
                Some(cue) => self.cues[cue].content.push(run.tokens.clone()),
                None => orphans.push(run.tokens.clone()),
            }
        }
        let mut spare = self.hand_out_sources();
        self.find_missing_sources(&mut spare);
        let mut own = Vec::new();
        for orphan in orphans {
            match self.cue_before_break(&orphan) {
                Some(cue) => self.cues[cue].content.push(orphan),
                None => own.extend(self.without_cue(orphan, &mut spare)),
            }
        }
        self.cues.append(&mut own);
        self.cues.retain(|one| !one.content.is_empty());
        for one in &mut self.cues {
            one.content.sort_by_key(|content| content.start);
        }
        self.cues
    }

    /// Finds the nearest cue on the side of a source or content and the nearest on the other, both within its
    /// paragraph.
    fn beside(&self, run: &Run) -> (Option<usize>, Option<usize>) {
        let document = self.words.document;
        let home = paragraph(document, run.tokens.start);
        let at_home = |cue: &usize| self.cues.get(*cue).is_some_and(|one| paragraph(document, one.cue.start) == home);
        let next = self.cues.partition_point(|cue| cue.cue.start < run.tokens.start);
        let left = next.checked_sub(1).filter(at_home);
        let right = Some(next).filter(at_home);
        match run.side {
            CueSide::Left => (left, right),
            CueSide::Right => (right, left),
        }
    }

    /// Finds the cue of a content. One in the outlet's words has it in its sentence. An utterance may stand behind the
    /// sentence of its cue: then the cue of the utterance before it is its own, whatever the sentences between have
    /// said.
    fn cue_of_content(&self, run: &Run) -> Option<usize> {
        let (near, far) = self.beside(run);
        let here = |cue: &usize| self.shares_sentence(&self.cues[*cue].cue, &run.tokens);
        if self.is_utterance(&run.tokens) {
            let home = paragraph(self.words.document, run.tokens.start);
            let spoken = |cue: &usize| self.cues[*cue].content.iter().any(|content| self.is_utterance(content));
            let behind = run.side == CueSide::Left && !near.as_ref().is_some_and(here);
            let of_paragraph = |cue: &Linked| paragraph(self.words.document, cue.cue.start);
            let first = self.cues.partition_point(|cue| of_paragraph(cue) < home);
            let end = self.cues.partition_point(|cue| of_paragraph(cue) <= home);
            let goes_on = if behind { (first..end).rfind(spoken) } else { None };
            let in_reach = |cue: &usize| self.sentences_between(&self.cues[*cue].cue, &run.tokens) <= UTTERANCE_REACH;
            return goes_on.or(near.filter(in_reach)).or(far.filter(in_reach));
        }
        let marked = self.words.kind(run.tokens.start) == Some(TokenKind::QuoteOpen);
        near.filter(here).or(far.filter(here)).or(if marked { near.or(far) } else { None })
    }

    /// Gives each source its cue; of two sources the nearer one speaks. Returns those that no cue has taken.
    fn hand_out_sources(&mut self) -> Vec<Range<usize>> {
        let mut spare = Vec::new();
        for run in self.runs.iter().filter(|run| run.role == Role::Source) {
            let (near, far) = self.beside(run);
            let Some(cue) = near.or(far).map(|cue| &mut self.cues[cue]) else {
                spare.push(run.tokens.clone());
                continue;
            };
            let distance = |source: &Range<usize>| {
                if source.end <= cue.cue.start {
                    cue.cue.start - source.end
                } else {
                    source.start.saturating_sub(cue.cue.end)
                }
            };
            let nearer = cue.source.as_ref().is_none_or(|before| distance(&run.tokens) < distance(before));
            let other = if nearer { cue.source.replace(run.tokens.clone()) } else { Some(run.tokens.clone()) };
            spare.extend(other);
        }
        spare
    }

    /// Looks for the sources of cues that have none: one that no other cue has taken, the subject before the cue, or
    /// the source of the cue before ("Holt said it rained and added that it was late").
    fn find_missing_sources(&mut self, spare: &mut Vec<Range<usize>>) {
        let words = self.words;
        let document = words.document;
        // Runs are disjoint and in text order: of those that start before the end, the last ends last.
        let started = |end: usize| self.runs.partition_point(|run| run.tokens.start < end);
        let free = |found: &Range<usize>| {
            self.runs[..started(found.end)].last().is_none_or(|run| run.tokens.end <= found.start)
        };
        for cue in self.cues.iter_mut().filter(|cue| cue.source.is_none()) {
            let start = cue.cue.start;
            let sentence = document.tokens.at(start).sentence;
            let first = document.opening(sentence);
            let before = |source: &Range<usize>| source.end <= start && source.start >= first;
            let untaken = spare.iter().rposition(before).map(|at| spare.remove(at));
            let subject = || source::before(words, first, start).filter(free);
            let shared = || {
                let here = self.runs[..started(start)].iter().rev().take_while(|run| run.tokens.start >= first);
                here.filter(|run| run.role == Role::Source).map(|run| run.tokens.clone()).find(before)
            };
            // "Holt defended the plan, saying it was late."
            let gerund = start > first && words.is(start - 1, ",") && words.lower(start).ends_with("ing");
            let of_clause = || source::clause_subject(words, first, start).filter(|found| gerund && free(found));
            // "“Is there hope?” asked the reporter."
            let verb_first = cue.cue.len() == 1
                && start > first
                && (words.kind(start - 1) == Some(TokenKind::QuoteClose) || words.is(start - 1, ","))
                && words.cue(start).is_some_and(|class| class.speech);
            let last = document.sentences[sentence].tokens.end;
            let behind = || source::behind(words, start + 1, last).filter(|found| verb_first && free(found));
            cue.source = untaken.or_else(behind).or_else(subject).or_else(shared).or_else(of_clause);
        }
    }

    /// Finds the cue of an utterance that opens a paragraph: one whose quotation the paragraph before has left open, or
    /// one that has announced it with a colon.
    fn cue_before_break(&self, orphan: &Range<usize>) -> Option<usize> {
        let document = self.words.document;
        let announces = |cue: &Linked| {
            let sentence = &document.sentences[document.tokens.at(cue.cue.start).sentence];
            sentence.tokens.end + 1 >= orphan.start
                && self.words.is(sentence.tokens.end - 1, ":")
                && cue.content.iter().all(|content| content.end <= cue.cue.start)
        };
        let last = self.cues.iter().rposition(|cue| cue.cue.start < orphan.start)?;
        if self.is_utterance(orphan) && announces(&self.cues[last]) {
            return Some(last);
        }
        let spoken = self.cues.iter().rposition(|cue| cue.cue.start < orphan.start && !cue.content.is_empty())?;
        let near = paragraph(document, orphan.start) - paragraph(document, self.cues[spoken].cue.start) <= REACH;
        (near && continues_quotation(document, orphan)).then_some(spoken)
    }

    /// Links a content that has no cue to a source of its sentence that no cue has taken. What stands between them is
    /// the cue, if it is short.
    fn without_cue(&self, content: Range<usize>, spare: &mut Vec<Range<usize>>) -> Option<Linked> {
        let at = spare.iter().position(|source| self.shares_sentence(source, &content))?;
        let source = spare.remove(at);
        let between = if source.end <= content.start { source.end..content.start } else { content.end..source.start };
        let stands_for_cue = between.len() <= BRIDGE
            && (self.words.span(between.clone()).is_some()
                || self.words.any(between.start, &["—", "–", "―", "--", "-", ":"]));
        let cue = if stands_for_cue { between } else { content.start..content.start };
        Some(Linked { cue, source: Some(source), content: vec![content] })
    }

    /// Counts the sentences from that of a cue to the nearer edge of a content.
    fn sentences_between(&self, cue: &Range<usize>, content: &Range<usize>) -> usize {
        let sentence = |token: usize| self.words.document.tokens.at(token).sentence;
        let (first, last) = (sentence(content.start), sentence(content.end - 1));
        first.saturating_sub(sentence(cue.start)).max(sentence(cue.start).saturating_sub(last))
    }

    /// Returns whether a cue or source stands in the first or the last sentence of a content.
    fn shares_sentence(&self, one: &Range<usize>, content: &Range<usize>) -> bool {
        let sentence = |token: usize| self.words.document.tokens.at(token).sentence;
        sentence(one.start) == sentence(content.start) || sentence(one.start) == sentence(content.end - 1)
    }

    /// Returns whether a content opens a sentence in quotation marks.
    fn is_utterance(&self, content: &Range<usize>) -> bool {
        let document = self.words.document;
        let inner = content.clone().find(|&token| self.words.kind(token) != Some(TokenKind::QuoteOpen));
        inner.is_some_and(|token| {
            let sentence = &document.sentences[document.tokens.at(token).sentence];
            document.tokens.at(token).quotation.is_some() && content.start <= sentence.tokens.start
        })
    }
}

/// Lists the runs of a role.
fn of(runs: &[Run], role: Role) -> impl DoubleEndedIterator<Item = &Range<usize>> {
    runs.iter().filter(move |run| run.role == role).map(|run| &run.tokens)
}

/// Returns whether a content continues a quotation that the paragraph before has left open.
fn continues_quotation(document: &Document, content: &Range<usize>) -> bool {
    let inner = content.clone().find_map(|token| document.tokens.at(token).quotation);
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

fn attribution(words: &ClassedWords, one: &Linked, confidence: f64) -> Option<Attribution> {
    let document = words.document;
    let content: Vec<Span> = one.content.iter().filter_map(|content| content_span(words, content.clone())).collect();
    let bare = || document.tokens.get(one.cue.start).filter(|_| !one.cue.is_empty()).map(|mark| mark.span);
    let cue: Vec<Span> = words.span(one.cue.clone()).or_else(bare).into_iter().collect();
    let source: Vec<Span> = one.source.clone().and_then(|source| words.span(source)).into_iter().collect();
    let kind = kind(words, &content)?;
    let announces = |content: &Range<usize>| {
        let sentence = &document.sentences[document.tokens.at(content.start).sentence];
        content.len() == 1 && words.any(content.start, &WH) && words.is(sentence.tokens.end - 1, ":")
    };
    let names_nothing = || one.content.iter().all(announces);
    if is_own_hedge(words, one) || words.only_names_work(&content) || names_nothing() {
        return None;
    }
    Some(Attribution { kind, content, cue, source, continues: None, confidence, rule: Rule::Tagged })
}

/// Returns whether the outlet hedges in its own voice: "reportedly" with nobody named, "the dam appears to hold".
fn is_own_hedge(words: &ClassedWords, one: &Linked) -> bool {
    let cue = one.cue.start;
    let adverb = one.source.is_none() && one.cue.len() == 1 && words.lower(cue).ends_with("ly");
    let seems = ["appear", "appears", "appeared", "seem", "seems", "seemed"];
    adverb || !one.cue.is_empty() && words.any(cue, &seems)
}

/// Tells by the quotation marks how a content is worded; `None` where it has no words.
fn kind(words: &ClassedWords, content: &[Span]) -> Option<ClaimKind> {
    let tokens: BTreeSet<usize> = content.iter().flat_map(|span| words.document.tokens_in(*span)).collect();
    let all = tokens.iter().filter(|&&token| words.is_word(token)).count();
    let quoted = tokens.iter().filter(|&&token| words.is_word(token) && words.is_quoted(token)).count();
    match quoted {
        _ if all == 0 => None,
        0 => Some(ClaimKind::Statement),
        _ if quoted == all => Some(ClaimKind::Quote),
        _ => Some(ClaimKind::Mixed),
    }
}

/// Leaves out edge punctuation and quotation marks that hold all of the content, or are not closed or opened in it.
fn content_span(words: &ClassedWords, mut tokens: Range<usize>) -> Option<Span> {
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

mod mend;
#[cfg(test)]
mod tests;
