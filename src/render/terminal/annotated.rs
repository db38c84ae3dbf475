//! A version's text with rows of marks beneath it: what is claimed, who claims it, in which words.
//!
//! It needs neither colour nor a terminal's width: the same version always gives the same text, so that tests can keep
//! it.

use std::fmt::Write;

use textwrap::core::display_width;

use crate::claim::{Claim, Extraction, Span};
use crate::render::escape;
use crate::report::{VersionReport, phrases, words};

/// Columns of an annotated text's lines; the labels of the marks may reach further.
const WIDTH: usize = 100;

/// Writes a version's text, each line with the marks of its claims beneath, then its warnings.
///
/// ```text
/// “We will not sign,” Vale said on Tuesday.
///  ^^^^^^^^^^^^^^^^ c1 quote → Maria Vale; negated; said on 2031-05-06
///                     ^^^^ c1 source
///                          ^^^^ c1 cue
/// ```
pub fn annotated(report: &VersionReport) -> String {
    annotate(report, WIDTH)
}

/// Writes an annotated text in lines of at most `width` columns.
pub(super) fn annotate(report: &VersionReport, width: usize) -> String {
    let VersionReport { version, extraction, .. } = report;
    let mut out = String::new();
    let mut start = 0;
    // Claims come by their start: those that have begun and not ended are carried from line to line.
    let (mut next, mut open): (usize, Vec<&Claim>) = (0, Vec::new());
    for line in version.body.split('\n') {
        for piece in pieces(line, start, width) {
            let row = PrintedRow::new(&version.body, piece);
            out.push_str(row.text.trim_end());
            out.push('\n');
            open.retain(|claim| claim.span.end > piece.start);
            while let Some(claim) = extraction.claims.get(next).filter(|claim| claim.span.start < piece.end) {
                open.push(claim);
                next += 1;
            }
            for claim in &open {
                marks(&mut out, &row, claim, extraction);
            }
        }
        start += line.len() + 1;
    }
    out.truncate(out.trim_end_matches('\n').len());
    out.push('\n');
    if !extraction.warnings.is_empty() {
        out.push('\n');
    }
    for warning in &extraction.warnings {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "! {}", escape::line(&warning.message));
    }
    out
}

/// A line as printed, and where each of its characters stands.
struct PrintedRow {
    span: Span,
    text: String,
    /// Byte in the body, column in the row; the end as well.
    columns: Vec<(usize, usize)>,
}

impl PrintedRow {
    fn new(body: &str, span: Span) -> Self {
        let (mut text, mut columns, mut column) = (String::new(), Vec::new(), 0);
        for (at, c) in span.of(body).char_indices() {
            columns.push((span.start + at, column));
            let from = text.len();
            escape::push(&mut text, c);
            column += display_width(&text[from..]);
        }
        columns.push((span.end, column));
        Self { span, text, columns }
    }

    /// Draws `^^^` under the parts of `spans` that lie in this row; `None` where nothing does.
    fn underline(&self, spans: &[Span]) -> Option<String> {
        let mut drawn = String::new();
        for span in spans.iter().filter(|span| span.overlaps(self.span)) {
            let (from, to) = (self.column(span.start), self.column(span.end));
            let gap = from.saturating_sub(drawn.len());
            drawn.extend(std::iter::repeat_n(' ', gap));
            drawn.extend(std::iter::repeat_n('^', to.saturating_sub(drawn.len())));
        }
        (!drawn.trim().is_empty()).then_some(drawn)
    }

    fn column(&self, byte: usize) -> usize {
        let at = self.columns.partition_point(|(start, _)| *start < byte);
        self.columns.get(at).or(self.columns.last()).map_or(0, |(_, column)| *column)
    }
}

/// Cuts a line into pieces of at most `width` columns, at spaces where there are any. `start` is the line's place in
/// the body.
fn pieces(line: &str, start: usize, width: usize) -> Vec<Span> {
    let mut pieces = Vec::new();
    let (mut from, mut used, mut space) = (0, 0, None);
    let mut shown = String::new();
    for (at, c) in line.char_indices() {
        shown.clear();
        escape::push(&mut shown, c);
        used += display_width(&shown);
        if used > width && c != ' ' && at > from {
            let cut = space.take().unwrap_or(at);
            pieces.push(Span::new(start + from, start + cut));
            from = cut;
            used = display_width(&escape::line(&line[from..at])) + display_width(&shown);
        }
        if c == ' ' {
            space = Some(at + 1);
        }
    }
    pieces.push(Span::new(start + from, start + line.len()));
    pieces
}

fn marks(out: &mut String, row: &PrintedRow, claim: &Claim, extraction: &Extraction) {
    let first =
        claim.content.spans.first().is_some_and(|span| row.span.contains(Span::new(span.start, span.start + 1)));
    let label = if first { describe(claim, extraction) } else { "…".to_owned() };
    let mut mark = |spans: &[Span], label: &str| {
        if let Some(drawn) = row.underline(spans) {
            let _ = writeln!(out, "{drawn} {} {label}", claim.id);
        }
    };
    mark(&claim.content.spans, &label);
    for (words, label) in [(&claim.source, "source"), (&claim.cue, "cue")] {
        if let Some(words) = words {
            mark(&words.spans, label);
        }
    }
    for outer in &claim.outer {
        mark(&outer.source.spans, "outer source");
        mark(&outer.cue.spans, "outer cue");
    }
}

/// Says all that was read off a claim: "quote → Maria Vale; negated; said on 2031-05-06; 12 people = 12".
fn describe(claim: &Claim, extraction: &Extraction) -> String {
    let mut label = claim.kind.name().to_owned();
    if let Some(speaker) = extraction.speaker_of(claim) {
        let _ = write!(label, " → {}", speaker.name);
    }
    for flag in words::flags(claim) {
        let _ = write!(label, "; {flag}");
    }
    for (nth, position) in claim.positions.iter().filter(|position| !position.topic.is_empty()).enumerate() {
        // The first one's stance stands among the flags.
        let further = if nth == 0 { String::new() } else { format!("{} ", position.stance.name()) };
        let _ = write!(label, "; {further}on {}", position.topic);
    }
    if let Some(said_on) = &claim.said_on {
        let _ = write!(label, "; said on {}", phrases::said_on(said_on.date, said_on.precision));
    }
    for figure in &claim.figures {
        let _ = write!(label, "; {} = {}", figure.text, figure.value);
        if let Some(unit) = &figure.unit {
            let _ = write!(label, " {unit}");
        }
    }
    escape::line(&label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_at_spaces() {
        let check = |line: &str, width, expected: &[&str]| {
            let cut: Vec<&str> = pieces(line, 0, width).into_iter().map(|piece| piece.of(line)).collect();
            assert_eq!(cut, expected);
        };
        check("one two three", 8, &["one two ", "three"]);
        check("", 8, &[""]);
        check("abcdefghij", 4, &["abcd", "efgh", "ij"]);
        check("a\u{202e}b", 8, &["a", "\u{202e}", "b"]);
    }
}
