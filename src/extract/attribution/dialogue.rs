//! Dialogue that opens with a dash and has no marks: "— Who told you? asked Ana Holt."
//!
//! **Finds** the words between the dash and the verb of saying with its speaker, and those behind a second dash; in a
//! run of such paragraphs also those that name nobody. **Leaves alone** the items of a list, and what stands behind the
//! speaker without a dash, which may be told.

use std::ops::Range;

use crate::claim::{ClaimKind, Rule, Span};

use super::words::{ClassedWords, DASHES};
use super::{Attribution, cue, source};

/// Finds the dialogue of a document, in text order.
pub(super) fn dialogue(words: &ClassedWords) -> Vec<Attribution> {
    let count = words.document.paragraphs.len();
    let lines: Vec<Option<Line>> = (0..count).map(|paragraph| line(words, paragraph)).collect();
    let tagged = |paragraph: Option<usize>| {
        paragraph.and_then(|at| lines.get(at)).is_some_and(|line| line.as_ref().is_some_and(|line| line.tag.is_some()))
    };
    let mut found = Vec::new();
    for (paragraph, line) in lines.iter().enumerate() {
        let Some(line) = line else { continue };
        if line.tag.is_some() || tagged(paragraph.checked_sub(1)) && tagged(Some(paragraph + 1)) {
            found.extend(attribution(words, line));
        }
    }
    found
}

/// A paragraph that opens with a dash.
struct Line {
    content: Vec<Range<usize>>,
    /// Cue and source.
    tag: Option<(Range<usize>, Range<usize>)>,
}

fn line(words: &ClassedWords, paragraph: usize) -> Option<Line> {
    let document = words.document;
    let span = document.paragraphs[paragraph].span;
    let tokens = document.tokens_in(span);
    let marked = tokens.clone().any(|token| words.in_quotation(token));
    let spoken = tokens.len() > 2 && words.any(tokens.start, &DASHES) && !marked;
    if !spoken || document.turn_at(span.start).is_some() {
        return None;
    }
    let inner = tokens.start + 1..tokens.end;
    Some(match tag(words, &inner) {
        Some((cue, source)) => {
            let start = cue.start.min(source.start);
            let end = cue.end.max(source.end);
            // "— It is dark, said Holt. — We ran."
            let again = (end..inner.end.min(end + 3)).find(|&token| words.any(token, &DASHES));
            let rest = again.map(|dash| dash + 1..inner.end);
            Line { content: std::iter::once(inner.start..start).chain(rest).collect(), tag: Some((cue, source)) }
        }
        None => Line { content: vec![inner], tag: None },
    })
}

/// Finds the verb of saying behind a mark, with its subject behind it, or before it at the end of its sentence.
fn tag(words: &ClassedWords, tokens: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let document = words.document;
    let behind_mark = |token: usize| {
        words.any(token - 1, &[",", "?", "!", "…"]) || DASHES.contains(&words.lower(token - 1)) && token > tokens.start
    };
    (tokens.start + 1..tokens.end).find_map(|token| {
        if !behind_mark(token) {
            return None;
        }
        let end = document.sentences[document.tokens.at(token).sentence].tokens.end.min(tokens.end);
        let speech = |token: usize| words.cue(token).is_some_and(|class| class.speech);
        if speech(token) && document.word(token).starts_with(char::is_lowercase) {
            return Some((token..token + 1, source::behind(words, token + 1, end)?));
        }
        // "— It is dark, Holt said."
        let verb = (token + 1..end.min(token + 5)).find(|&verb| speech(verb))?;
        let ends = verb + 1 == end || !words.is_word(verb + 1);
        let found = cue::cue_at(words, verb, token).filter(|found| ends && !found.gerund)?;
        let source = source::before(words, token, found.tokens.start).filter(|source| source.start == token)?;
        Some((found.tokens, source))
    })
}

fn attribution(words: &ClassedWords, line: &Line) -> Option<Attribution> {
    let content: Vec<Span> = line.content.iter().filter_map(|tokens| words.span(tokens.clone())).collect();
    let (cue, source) = match &line.tag {
        Some((cue, source)) => (vec![words.span(cue.clone())?], vec![words.span(source.clone())?]),
        None => (Vec::new(), Vec::new()),
    };
    let tagged = line.tag.is_some();
    (!content.is_empty()).then_some(Attribution {
        kind: ClaimKind::Statement,
        content,
        cue,
        source,
        continues: None,
        confidence: if tagged { 0.9 } else { 0.6 },
        rule: if tagged { Rule::DirectQuote } else { Rule::UnattributedQuote },
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;

    #[test]
    fn dialogue_opens_with_a_dash() {
        for (body, expected) in [
            (
                "— The lamp was out, said Tilda Marsh.\n\n— Who lit it? asked Orin Bex.",
                vec!["statement[The lamp was out] said (Tilda Marsh)", "statement[Who lit it?] asked (Orin Bex)"],
            ),
            (
                "— It was dark, — said Tilda Marsh. — We ran.\n\n— So did I, Bex replied.",
                vec!["statement[It was dark | We ran] said (Tilda Marsh)", "statement[So did I] replied (Bex)"],
            ),
            (
                "— Who lit it? asked Bex.\n\n— Nobody.\n\n— Then it was dark, said Marsh.",
                vec![
                    "statement[Who lit it?] asked (Bex)",
                    "statement[Nobody]  ()",
                    "statement[Then it was dark] said (Marsh)",
                ],
            ),
            ("— A new pier\n\n— A lamp\n\n— Two boats", vec![]),
        ] {
            assert_eq!(found(body), expected, "{body}");
        }
    }
}
