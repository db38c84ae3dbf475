//! A version's text in the terminal with claims, cues and sources marked: styled in the running text where there is
//! colour, with rows of marks beneath the lines where there is none.
//!
//! It leaves no word of the text out.

use super::annotated::annotate;
use super::claims::{head, warnings};
use super::page::{StyledText, TerminalPage};
use super::style::Meaning;
use crate::report::VersionReport;
use crate::report::words::{MarkedBody, MarkedRun, Part};

/// Prints a version's text.
pub fn show(page: &mut TerminalPage<'_>, report: &VersionReport) {
    head(page, &report.version, &report.headline());
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
    let marked = MarkedBody::new(&report.version.body, &report.extraction.claims);
    for line in marked.lines() {
        if marked.is_blank(line) {
            page.blank();
            continue;
        }
        let mut runs = Vec::new();
        for MarkedRun { text, part, ends } in marked.runs(line) {
            runs.push(StyledText::theirs(meaning(part), text));
            runs.extend(ends.map(|id| StyledText::ours(Meaning::Dim, format!("[{id}]"))));
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
