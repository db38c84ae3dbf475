//! A version's text in the terminal with claims, cues and sources marked: styled in the running text where there is
//! colour, with rows of marks beneath the lines where there is none.
//!
//! It leaves no word of the text out.

use super::annotated::annotate;
use super::claims::{head, warnings};
use super::page::{Page, Run};
use super::style::Role;
use crate::claim::{ClaimId, Span};
use crate::report::VersionReport;
use crate::report::words::{self, Part};

/// Prints a version's text.
pub fn show(page: &mut Page<'_>, report: &VersionReport) {
    head(page, report);
    page.blank();
    if !page.layout.color {
        for line in annotate(report, page.width).lines() {
            page.line(&[Run::ours(Role::Plain, line)]);
        }
        return;
    }
    page.paragraph(
        &[],
        &[
            Run::ours(Role::Quote, "quoted"),
            Run::ours(Role::Plain, "  "),
            Run::ours(Role::Reported, "reported"),
            Run::ours(Role::Plain, "  "),
            Run::ours(Role::Source, "source"),
            Run::ours(Role::Plain, "  "),
            Run::ours(Role::Cue, "cue"),
            Run::ours(Role::Dim, "  [c1] ends claim c1"),
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
            &[Run::ours(Role::Dim, format!("{}  ", speaker.id))],
            &[
                Run::theirs(Role::Speaker, &speaker.name),
                Run::theirs(Role::Plain, &role),
                Run::ours(Role::Dim, format!("  {}", ids.join(" "))),
            ],
        );
    }
    warnings(page, report);
}

fn text(page: &mut Page<'_>, report: &VersionReport) {
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
                runs.push(Run::theirs(role(*what), body.get(from..*end).unwrap_or_default()));
                runs.push(Run::ours(Role::Dim, format!("[{id}]")));
                from = *end;
            }
            runs.push(Run::theirs(role(*what), body.get(from..to).unwrap_or_default()));
        }
        page.paragraph(&[], &runs);
    }
}

fn role(part: Part) -> Role {
    match part {
        Part::Plain => Role::Plain,
        Part::Content => Role::Reported,
        Part::Quote => Role::Quote,
        Part::Source => Role::Source,
        Part::Cue => Role::Cue,
    }
}
