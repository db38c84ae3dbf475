//! A version's text in the terminal with claims, cues and sources marked: styled in the running text where there is
//! colour, with rows of marks beneath the lines where there is none.
//!
//! It leaves no word of the text out.

use super::annotated::annotate;
use super::claims::{head, warnings};
use super::page::{StyledText, TerminalPage};
use super::style::Meaning;
use crate::claim::{ClaimId, Span};
use crate::report::VersionReport;
use crate::report::words::{self, Part};

/// Prints a version's text.
pub fn show(page: &mut TerminalPage<'_>, report: &VersionReport) {
    head(page, report);
    page.blank();
    if !page.layout.color {
        for line in annotate(report, page.width).lines() {
            page.line(&[StyledText::ours(Meaning::Plain, line)]);
        }
        return;
    }
    page.paragraph(
        &[],
        &[
            StyledText::ours(Meaning::Quote, "quoted"),
            StyledText::ours(Meaning::Plain, "  "),
            StyledText::ours(Meaning::Reported, "reported"),
            StyledText::ours(Meaning::Plain, "  "),
            StyledText::ours(Meaning::Source, "source"),
            StyledText::ours(Meaning::Plain, "  "),
            StyledText::ours(Meaning::Cue, "cue"),
            StyledText::ours(Meaning::Dim, "  [c1] ends claim c1"),
        ],
    );
    page.blank();
    text(page, report);
    let speakers = &report.extraction.speakers;
    if !speakers.is_empty() {
        page.blank();
    }
    for speaker in speakers {
        let ids: Vec<String> = report
            .extraction
            .claims
            .iter()
            .filter(|claim| claim.speaker == Some(speaker.id))
            .map(|claim| claim.id.to_string())
            .collect();
        let role = speaker.role.as_ref().map(|role| format!(", {role}")).unwrap_or_default();
        page.paragraph(
            &[StyledText::ours(Meaning::Dim, format!("{}  ", speaker.id))],
            &[
                StyledText::theirs(Meaning::Speaker, &speaker.name),
                StyledText::theirs(Meaning::Plain, &role),
                StyledText::ours(Meaning::Dim, format!("  {}", ids.join(" "))),
            ],
        );
    }
    warnings(page, report);
}

fn text(page: &mut TerminalPage<'_>, report: &VersionReport) {
    let body = report.version.body.as_str();
    let claims = &report.extraction.claims;
    let parts = words::parts(body, Span::new(0, body.len()), claims);
    // Where a claim ends, marks around it included, its number is shown.
    let mut ends: Vec<(usize, ClaimId)> =
        claims.iter().map(|claim| (words::widened(body, claim.span).end, claim.id)).collect();
    ends.sort_unstable();
    let mut start = 0;
    for line in body.trim_end().split('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        if line.trim().is_empty() {
            page.blank();
            continue;
        }
        let mut runs = Vec::new();
        let first = parts.partition_point(|(part, _)| part.end <= span.start);
        for (part, what) in parts[first..].iter().take_while(|(part, _)| part.start < span.end) {
            let mut from = part.start.max(span.start);
            let to = part.end.min(span.end);
            let ended = ends.partition_point(|(end, _)| *end <= from);
            for (end, id) in ends[ended..].iter().take_while(|(end, _)| *end <= to) {
                runs.push(StyledText::theirs(meaning(*what), body.get(from..*end).unwrap_or_default()));
                runs.push(StyledText::ours(Meaning::Dim, format!("[{id}]")));
                from = *end;
            }
            runs.push(StyledText::theirs(meaning(*what), body.get(from..to).unwrap_or_default()));
        }
        page.paragraph(&[], &runs);
    }
}

fn meaning(part: Part) -> Meaning {
    match part {
        Part::Plain => Meaning::Plain,
        Part::Content => Meaning::Reported,
        Part::Quote => Meaning::Quote,
        Part::Source => Meaning::Source,
        Part::Cue => Meaning::Cue,
    }
}
