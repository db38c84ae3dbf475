//! What an attribution must be whatever the labels: a source keeps its own relative clause, hearsay has no source, a
//! clause its subject, a condition its end.
//!
//! **Example**: in "An official, who asked not to be named, said …" the wish is part of who speaks, and no statement.
//! In "Her injuries are not thought to be serious" nobody is named who thinks so. It moves edges and drops what is no
//! attribution; it never makes one.

use std::ops::Range;

use super::super::words::{Class, ClassedWords, DASHES};
use super::{Linked, Run};
use crate::lexicon::{HEARSAY, is_be};
use crate::text::TokenKind;

/// Longest clause that says how somebody wants to be named, in tokens.
const LONGEST_WISH: usize = 24;

/// Longest subject that a clause has lost, in tokens.
const LONGEST_SUBJECT: usize = 16;

pub(super) fn mend(words: &ClassedWords, runs: &[Run], linked: &mut Vec<Linked>) {
    keep_wishes(words, linked);
    for one in linked.iter_mut() {
        if let Some(source) = &mut one.source {
            without_relative(words, source);
            keep_surname(words, source, &mut one.cue);
            end_condition(words, source, &mut one.content);
        }
        unname_hearsay(words, one);
        find_subject(words, runs, one);
        one.content = one.content.drain(..).flat_map(|content| without_aside(words, content)).collect();
    }
}

/// Leaves out what the outlet tells between two dashes that interrupt a quotation: "“It was our”—he rose—“last day”".
fn without_aside(words: &ClassedWords, content: Range<usize>) -> Vec<Range<usize>> {
    let dash = |token: usize| words.any(token, &DASHES);
    let is = |token: usize, kind: TokenKind| words.kind(token) == Some(kind);
    let opens = content.clone().find(|&token| is(token, TokenKind::QuoteClose) && dash(token + 1));
    let closes = opens.and_then(|open| {
        let inner = open + 2..content.end;
        inner
            .clone()
            .take_while(|&token| !words.in_quotation(token))
            .find(|&at| dash(at) && is(at + 1, TokenKind::QuoteOpen))
    });
    match (opens, closes) {
        (Some(open), Some(close)) => vec![content.start..open + 1, close + 1..content.end],
        _ => vec![content],
    }
}

/// Gives a source the clause behind it that says how it wants to be named, and drops the attribution that was seen in
/// that clause.
fn keep_wishes(words: &ClassedWords, linked: &mut Vec<Linked>) {
    let mut wishes: Vec<Range<usize>> = Vec::new();
    for one in linked.iter_mut() {
        if let Some(source) = &mut one.source
            && let Some(wish) = wish(words, source)
            && (one.content.iter().all(|content| content.end <= wish.start || wish.end <= content.start)
                || within(&one.cue, &wish))
        {
            source.end = wish.end;
            wishes.push(wish);
        }
    }
    linked.retain(|one| !wishes.iter().any(|wish| !one.cue.is_empty() && within(&one.cue, wish)));
}

fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Finds the clause behind a source: ", who asked not to be named" and its like.
fn wish(words: &ClassedWords, source: &Range<usize>) -> Option<Range<usize>> {
    let mut start = source.end;
    while start > source.start + 1 && words.has_class(start - 1, &[Class::Relative]) {
        start -= 1;
    }
    if words.is(start, ",") {
        start += 1;
    }
    let sentence = words.document.tokens.get(start)?.sentence;
    let opens = words.has_class(start, &[Class::Relative]) || words.any(start, &["speaking", "asking"]);
    let stop = words.document.sentences[sentence].tokens.end.min(start + LONGEST_WISH);
    let end = (start..stop).find(|&token| !words.is_word(token)).unwrap_or(stop);
    let told = (start..end).any(|token| {
        let not_to_be = token >= 2 && words.is(token - 1, "be") && words.is(token - 2, "to");
        words.any(token, &["anonymity", "anonymous", "anonymously"])
            || not_to_be && words.any(token, &["named", "identified", "quoted"])
    });
    (opens && told).then_some(start..end)
}

/// Gives a source the surname that looks like an adverb of its cue: "Oskar Bly | said" for "Oskar | Bly said".
fn keep_surname(words: &ClassedWords, source: &mut Range<usize>, cue: &mut Range<usize>) {
    let follows = source.end == cue.start && source.end > source.start && cue.len() > 1;
    let shouted = |token: usize| !words.document.word(token).chars().any(char::is_lowercase);
    if follows
        && words.is_name(source.end - 1)
        && words.is_name(cue.start)
        && !words.has_class(cue.start, &[Class::Day])
        && !shouted(cue.start)
    {
        source.end += 1;
        cue.start += 1;
    }
}

/// "Should Holt say that it is safe, work will start": a condition without "if" is no part of the source, and what
/// follows from it none of what is said.
fn end_condition(words: &ClassedWords, source: &mut Range<usize>, content: &mut [Range<usize>]) {
    let first = words.document.opening(words.document.tokens.at(source.start).sentence);
    let inverted = |token: usize| token == first && words.any(token, &["should", "had", "were"]);
    if inverted(source.start) && source.len() > 1 {
        source.start += 1;
    }
    if source.start > first && inverted(source.start - 1) {
        for content in content.iter_mut().filter(|content| content.start > source.start) {
            let comma = content.clone().skip(1).find(|&token| words.is(token, ",") && !words.in_quotation(token));
            content.end = comma.unwrap_or(content.end);
        }
    }
}

/// "Holt, who" ends with Holt.
fn without_relative(words: &ClassedWords, source: &mut Range<usize>) {
    while source.len() > 1 && (words.has_class(source.end - 1, &[Class::Relative]) || words.is(source.end - 1, ",")) {
        source.end -= 1;
    }
}

/// "Her injuries are not thought to be serious": who is spoken of is no source, but part of what is thought.
fn unname_hearsay(words: &ClassedWords, one: &mut Linked) {
    let Some(source) = one.source.clone() else { return };
    let passive = one.cue.clone().any(|token| is_be(words.lower(token)));
    let participle = one.cue.end.checked_sub(1).is_some_and(|last| HEARSAY.has(words.lower(last)));
    let on = one.content.iter().any(|content| content.start == one.cue.end && words.is(content.start, "to"));
    if passive && participle && on && source.end == one.cue.start {
        one.content.insert(0, source);
        one.source = None;
    }
}

/// Gives a content that opens with its verb the words before it, where these open the sentence and belong to nothing.
fn find_subject(words: &ClassedWords, runs: &[Run], one: &mut Linked) {
    let document = words.document;
    for content in &mut one.content {
        let first = document.opening(document.tokens.at(content.start).sentence);
        let before = first..content.start;
        let taken = runs[..runs.partition_point(|run| run.tokens.start < content.start)]
            .last()
            .is_some_and(|run| run.tokens.end > first);
        let verb_opens = words.has_class(content.start, &[Class::Auxiliary]);
        if verb_opens
            && !taken
            && (1..=LONGEST_SUBJECT).contains(&before.len())
            && before.clone().all(|at| words.is_word(at))
        {
            content.start = first;
        }
    }
}
