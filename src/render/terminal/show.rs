//! A version's text in the terminal, as a person reads it: running text of a readable width, each claim's end with its
//! number, and beside it, or beneath where there is no room, who makes the claims; or the text with rows of marks.
//!
//! It leaves no word of the text out.

use super::annotated::annotate;
use super::claims::{head, warnings};
use super::page::{StyledText, TerminalPage, hanging, wrap};
use super::style::Meaning;
use crate::report::words::{MarkedBody, MarkedRun, Part};
use crate::report::{MarginNote, VersionReport};

/// The widest that lines of running text get, in columns.
const TEXT: usize = 72;
/// What parts the text from its margin.
const GAP: &str = "   ";
/// The narrowest page with a margin, and the widest margin, in columns.
const WITH_MARGIN: usize = 100;
const MARGIN: usize = 40;

/// Prints a version's text.
pub fn show(page: &mut TerminalPage<'_>, report: &VersionReport) {
    head(page, &report.version, &report.headline());
    page.blank();
    if page.layout.marks {
        for line in annotate(report, page.width).lines() {
            page.line(&[StyledText::ours(Meaning::Plain, line)]);
        }
        return;
    }
    let has_margin = page.width >= WITH_MARGIN;
    legend(page, has_margin);
    let marked = MarkedBody::new(&report.version.body, &report.extraction.claims);
    for line in marked.lines().filter(|&line| !marked.is_blank(line)) {
        let mut runs = Vec::new();
        for MarkedRun { text, part, ends } in marked.runs(line) {
            runs.push(StyledText::theirs(meaning(part), text));
            runs.extend(ends.map(|id| StyledText::ours(Meaning::Dim, format!("[{id}]"))));
        }
        let text = wrap(&runs, TEXT.min(page.width));
        let notes = report.margin(marked.ended_in(line));
        page.blank();
        if has_margin {
            let width = MARGIN.min(page.width - TEXT - GAP.len());
            page.beside(&text, TEXT, GAP, &margin(&notes, width));
        } else {
            text.iter().for_each(|line| page.line(line));
            beneath(page, &notes);
        }
    }
    speakers(page, report);
    warnings(page, report);
}

fn legend(page: &mut TerminalPage<'_>, has_margin: bool) {
    let parts = [
        (Meaning::Quote, "quoted"),
        (Meaning::Reported, "reported"),
        (Meaning::Source, "source"),
        (Meaning::Cue, "cue"),
    ];
    let mut runs = Vec::new();
    // Without colour these words would all look alike.
    for (meaning, name) in parts.into_iter().filter(|_| page.layout.color) {
        runs.push(StyledText::ours(meaning, name));
        runs.push(StyledText::ours(Meaning::Plain, "  "));
    }
    let place = if has_margin { "in the margin" } else { "beneath" };
    runs.push(StyledText::ours(Meaning::Dim, format!("[c1] ends claim c1; who makes it stands {place}")));
    page.paragraph(&[], &runs);
}

/// Lays out the notes one below the other.
fn margin(notes: &[MarginNote], width: usize) -> Vec<Vec<StyledText>> {
    let lines = notes.iter().flat_map(|note| {
        let (number, what) = (format!("{} ", numbers(note)), &note.what);
        let Some(who) = &note.who else {
            return wrap(&[StyledText::ours(Meaning::Dim, format!("{number}{what}"))], width);
        };
        let runs = [StyledText::theirs(Meaning::Speaker, who), StyledText::ours(Meaning::Dim, format!(", {what}"))];
        hanging(&[StyledText::ours(Meaning::Dim, number)], &runs, width)
    });
    lines.collect()
}

/// Prints the notes in one row.
fn beneath(page: &mut TerminalPage<'_>, notes: &[MarginNote]) {
    let words = |note: &MarginNote| {
        let who = note.who.as_ref().map(|who| format!("{who}, ")).unwrap_or_default();
        format!("{} {who}{}", numbers(note), note.what)
    };
    let row = notes.iter().map(words).collect::<Vec<_>>().join(" · ");
    if !row.is_empty() {
        let indent = [StyledText::ours(Meaning::Plain, "  ")];
        let lines = hanging(&indent, &[StyledText::theirs(Meaning::Dim, &row)], TEXT.min(page.width));
        lines.iter().for_each(|line| page.line(line));
    }
}

fn numbers(note: &MarginNote) -> String {
    note.claims.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn speakers(page: &mut TerminalPage<'_>, report: &VersionReport) {
    page.blank();
    for speaker in &report.extraction.speakers {
        let claims = report.extraction.claims.iter().filter(|claim| claim.speaker == Some(speaker.id));
        let ids: Vec<String> = claims.map(|claim| claim.id.to_string()).collect();
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
