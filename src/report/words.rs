//! A claim's words for a reader: with the quotation marks around them, and with what each stretch is.
//!
//! It reads the body and changes no word of it.

use std::ops::Range;

use crate::claim::{CertaintyLevel, Claim, ClaimId, ClaimKind, Polarity, Span, Speaker, Speech};

/// What a stretch of a body is, to a reader of its claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Text in the outlet's own voice.
    Plain,
    /// What another speaker is reported to assert.
    Content,
    /// Inside quotation marks.
    Quote,
    /// Who asserts it.
    Source,
    /// What attributes it.
    Cue,
}

/// Returns whether a character is a quotation mark or an apostrophe.
pub fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '\u{ab}' | '\u{bb}' | '\u{2018}'..='\u{201f}' | '\u{2039}' | '\u{203a}' | '\u{300c}'..='\u{300f}')
}

/// Returns whether a character may end a sentence or a clause.
pub fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | '!' | '?' | ';' | ':' | '\u{2026}')
}

/// Returns who asserts a claim: the speaker's name, "own voice" for a fact; else the words that name the source, or
/// "speaker unknown".
pub fn voice<'a>(claim: &'a Claim, speakers: &'a [Speaker]) -> &'a str {
    match (claim.speaker.and_then(|id| speakers.get(id.0 as usize)), &claim.source) {
        (Some(speaker), _) => &speaker.name,
        (None, _) if claim.kind == ClaimKind::Fact => "own voice",
        (None, Some(source)) => &source.text,
        (None, None) => "speaker unknown",
    }
}

/// Parts a text into the white space before, the words, and the white space after.
pub fn edges(text: &str) -> (&str, &str, &str) {
    let (before, rest) = text.split_at(text.len() - text.trim_start().len());
    let (core, after) = rest.split_at(rest.trim_end().len());
    (before, core, after)
}

/// Returns the span with the quotation marks and end marks that touch it.
pub fn widened(body: &str, span: Span) -> Span {
    let (Some(before), Some(after)) = (body.get(..span.start), body.get(span.end..)) else { return span };
    let opening = before.len() - before.trim_end_matches(is_mark).len();
    // An apostrophe inside a word is no mark around it.
    let in_word = before[..before.len() - opening].ends_with(char::is_alphanumeric);
    let closing = after.len() - after.trim_start_matches(|c| is_mark(c) || is_stop(c)).len();
    let in_word_after = after[closing..].starts_with(char::is_alphanumeric);
    Span::new(span.start - if in_word { 0 } else { opening }, span.end + if in_word_after { 0 } else { closing })
}

/// Returns the marks before and after some claims of one body.
pub fn margins<'a>(body: &'a str, claims: &[Claim]) -> (&'a str, &'a str) {
    let Some(hull) = claims.iter().map(|claim| claim.span).reduce(Span::join) else { return ("", "") };
    let wide = widened(body, hull);
    let between = |start, end| body.get(start..end).unwrap_or_default();
    (between(wide.start, hull.start), between(hull.end, wide.end))
}

/// Returns the words of some claims of one body, with the marks around them: each claim's once, in text order.
pub fn sentence(body: &str, claims: &[Claim]) -> String {
    let mut spans: Vec<Span> = Vec::new();
    for claim in claims {
        match spans.last_mut() {
            Some(last) if claim.span.start <= last.end => *last = last.join(claim.span),
            _ => spans.push(claim.span),
        }
    }
    let texts: Vec<&str> = spans.into_iter().filter_map(|span| body.get(wide_range(body, span))).collect();
    texts.join(" ")
}

/// Returns the content of a claim as a reader sees it: in quotation marks where it is a quote, behind its cue where
/// that gives the stance ("ruled out closing the terminal").
pub fn content(body: &str, claim: &Claim) -> String {
    content_with(body, claim, |range| body.get(range).unwrap_or_default().to_owned())
}

/// Returns the content as [`content`] does, each stretch of the body written by `text`.
pub fn content_with(body: &str, claim: &Claim, text: impl Fn(Range<usize>) -> String) -> String {
    let parts: Vec<String> = claim.content.spans.iter().map(|&span| text(wide_range(body, span))).collect();
    let text = parts.join(" ");
    // The comma before a closing mark belongs to the sentence around the quote.
    let bare = text.trim_end_matches(is_mark);
    let text = format!("{}{}", bare.trim_end_matches([',', ';', ':']), &text[bare.len()..]);
    let is_quote = claim.kind == ClaimKind::Quote;
    let open = if text.starts_with(is_mark) || !is_quote { "" } else { "“" };
    let close = if text.ends_with(is_mark) || !is_quote { "" } else { "”" };
    let Around { before, behind } = around(claim);
    format!("{before}{open}{text}{close}{behind}")
}

/// What stands around a content, so that nobody reads it as said plainly where it was not.
pub struct Around {
    /// "did not say ", "ruled out "
    pub before: String,
    /// " (according to the police)"
    pub behind: String,
}

/// Returns what is to be read with the content of a claim.
pub fn around(claim: &Claim) -> Around {
    let leading = claim
        .leading_words()
        .filter(|_| claim.kind != ClaimKind::Quote || !claim.is_said() || claim.is_denied_by_cue());
    let before = leading.map_or_else(String::new, |words| format!("{words} "));
    // Where a source around it is why it was not surely said, that is among the words before.
    let outer = claim.outer.iter().filter(|_| claim.is_said());
    let sources: Vec<&str> = outer.map(|outer| outer.source.text.as_str()).collect();
    let behind = if sources.is_empty() { String::new() } else { format!(" (according to {})", sources.join(", ")) };
    Around { before, behind }
}

/// Returns the span with the quotation marks whose other half stands in it.
pub fn closed(body: &str, span: Span) -> Span {
    let wide = widened(body, span);
    let before = body.get(wide.start..span.start).unwrap_or_default();
    let after = body.get(span.end..wide.end).unwrap_or_default().trim_end_matches(is_stop);
    let start = if before.contains(is_mark) && !span.of(body).starts_with(is_mark) { wide.start } else { span.start };
    let end = if after.contains(is_mark) { span.end + after.len() } else { span.end };
    Span::new(start, end)
}

fn wide_range(body: &str, span: Span) -> Range<usize> {
    let wide = widened(body, span);
    wide.start..wide.end
}

/// Returns what a reader should notice about a claim: "not said", "refuse", "negated", "hedged".
pub fn flags(claim: &Claim) -> Vec<&'static str> {
    let speech = match claim.speech {
        Speech::Said => None,
        Speech::NotSaid => Some("not said"),
        unsure => Some(unsure.name()),
    };
    let position = claim.position().map(|position| position.stance.name());
    let polarity = (claim.polarity == Polarity::Negated).then(|| claim.polarity.name());
    let certainty = (claim.certainty.level != CertaintyLevel::Asserted).then(|| claim.certainty.level.name());
    [speech, position, polarity, certainty].into_iter().flatten().collect()
}

/// Cuts `span` of a body into stretches by what they are in the claims; the stretches follow each other without a gap.
/// Where claims overlap, the more telling part wins: cue over source over quote over content.
pub fn parts(body: &str, span: Span, claims: &[Claim]) -> Vec<(Span, Part)> {
    let mut marked: Vec<(Span, Part)> = Vec::new();
    for claim in claims {
        if claim.kind != ClaimKind::Fact {
            marked.extend(claim.content.spans.iter().map(|&at| (at, Part::Content)));
        }
        marked.extend(claim.quotes.iter().map(|&at| (widened(body, at), Part::Quote)));
        marked.extend(claim.source.iter().flat_map(|words| &words.spans).map(|&at| (at, Part::Source)));
        marked.extend(claim.cue.iter().flat_map(|words| &words.spans).map(|&at| (at, Part::Cue)));
        for outer in &claim.outer {
            marked.extend(outer.source.spans.iter().map(|&at| (at, Part::Source)));
            marked.extend(outer.cue.spans.iter().map(|&at| (at, Part::Cue)));
        }
    }
    marked.retain(|(at, _)| at.overlaps(span));
    let mut cuts: Vec<usize> = marked
        .iter()
        .flat_map(|(at, _)| [at.start, at.end])
        .filter(|&at| span.start < at && at < span.end && body.is_char_boundary(at))
        .chain([span.start, span.end])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    marked.sort_unstable_by_key(|(at, _)| at.start);
    // A sweep: of the marks that have begun, those that have not ended yet.
    let (mut next, mut open): (usize, Vec<(Span, Part)>) = (0, Vec::new());
    let mut parts: Vec<(Span, Part)> = Vec::new();
    for pair in cuts.windows(2) {
        let piece = Span::new(pair[0], pair[1]);
        while let Some(mark) = marked.get(next).filter(|(at, _)| at.start <= piece.start) {
            open.push(*mark);
            next += 1;
        }
        open.retain(|(at, _)| at.end > piece.start);
        let part = open.iter().map(|(_, part)| *part).max().unwrap_or(Part::Plain);
        match parts.last_mut() {
            Some((last, same)) if *same == part => last.end = piece.end,
            _ => parts.push((piece, part)),
        }
    }
    parts
}

/// A body with its claims, ready to be shown line by line.
pub struct MarkedBody<'a> {
    body: &'a str,
    parts: Vec<(Span, Part)>,
    /// Where each claim ends, the marks around it included; by place.
    ends: Vec<(usize, ClaimId)>,
}

/// A stretch of a line that is one thing throughout, and the claim that ends with it.
pub struct MarkedRun<'a> {
    pub text: &'a str,
    pub part: Part,
    pub ends: Option<ClaimId>,
}

impl<'a> MarkedBody<'a> {
    pub fn new(body: &'a str, claims: &[Claim]) -> Self {
        let mut ends: Vec<(usize, ClaimId)> =
            claims.iter().map(|claim| (widened(body, claim.span).end, claim.id)).collect();
        ends.sort_unstable();
        Self { body, parts: parts(body, Span::new(0, body.len()), claims), ends }
    }

    /// Lists the lines up to the last that has words, the empty ones among them.
    pub fn lines(&self) -> impl Iterator<Item = Span> {
        let mut start = 0;
        self.body.trim_end().split('\n').map(move |line| {
            let span = Span::new(start, start + line.len());
            start = span.end + 1;
            span
        })
    }

    /// Returns whether nothing but white space stands in a line.
    pub fn is_blank(&self, line: Span) -> bool {
        line.of(self.body).trim().is_empty()
    }

    /// Cuts a line where it becomes another thing, and where a claim ends.
    pub fn runs(&self, line: Span) -> Vec<MarkedRun<'a>> {
        let text = |from: usize, to: usize| self.body.get(from..to).unwrap_or_default();
        let mut runs = Vec::new();
        let first = self.parts.partition_point(|(span, _)| span.end <= line.start);
        for &(span, part) in self.parts[first..].iter().take_while(|(span, _)| span.start < line.end) {
            let (mut from, to) = (span.start.max(line.start), span.end.min(line.end));
            for &(end, id) in self.ends_within(from, to) {
                runs.push(MarkedRun { text: text(from, end), part, ends: Some(id) });
                from = end;
            }
            runs.push(MarkedRun { text: text(from, to), part, ends: None });
        }
        runs
    }

    /// Lists the claims that end in a line, in the order of their ends.
    pub fn ended_in(&self, line: Span) -> impl Iterator<Item = ClaimId> {
        self.ends_within(line.start, line.end).iter().map(|(_, id)| *id)
    }

    /// Lists the ends behind `from`, up to `to`.
    fn ends_within(&self, from: usize, to: usize) -> &[(usize, ClaimId)] {
        let place = |at: usize| self.ends.partition_point(|(end, _)| *end <= at);
        &self.ends[place(from)..place(to)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_edges() {
        assert_eq!(edges(" a b  "), (" ", "a b", "  "));
        assert_eq!(edges("  "), ("  ", "", ""));
    }

    #[test]
    fn marks_around_a_span_are_found() {
        let check = |body: &str, inner: &str, expected: &str| {
            let start = body.find(inner).expect("the test's own words");
            assert_eq!(widened(body, Span::new(start, start + inner.len())).of(body), expected);
        };
        check("She said: “No more.” He left.", "No more", "“No more.”");
        check("“No more,” she said.", "No more", "“No more,”");
        check("the mayor's plan", "s plan", "s plan");
        check("It rose to 1.5 million", "rose to 1", "rose to 1");
        check("plain", "plain", "plain");
    }
}
