//! What the history holds in the terminal: a story's versions, the stories, the speakers, the database, one ingest.
//!
//! It prints lists and counts; it reads no version.

use super::page::{StyledText, TerminalPage};
use super::style::Meaning;
use crate::diff::EditKind;
use crate::report::{InfoReport, LogEdit, LogReport, RecordedInput, SpeakersReport, StoriesReport, phrases};

/// The columns of a version's name in a log.
const VERSION: usize = 5;

/// Prints the versions of a story, oldest first.
pub fn log(page: &mut TerminalPage<'_>, report: &LogReport) {
    let story = &report.story;
    let count = phrases::count(report.versions.len(), "version", "versions");
    let mut runs = vec![
        StyledText::theirs(Meaning::Heading, story.slug.as_str()),
        StyledText::ours(Meaning::Plain, format!(": {count}")),
    ];
    if story.title != story.slug.as_str() {
        runs.push(StyledText::theirs(Meaning::Plain, &format!(" of “{}”", story.title)));
    }
    page.paragraph(&[], &runs);
    page.blank();
    let mut headline = None;
    for entry in &report.versions {
        let time = page.time(entry.captured_at);
        let indent = " ".repeat(VERSION + time.len() + 2);
        page.paragraph(
            &[
                StyledText::ours(Meaning::Heading, format!("{:<VERSION$}", format!("v{}", entry.number))),
                StyledText::ours(Meaning::Dim, format!("{time}  ")),
            ],
            &[StyledText::ours(Meaning::Plain, entry.headline())],
        );
        if entry.metadata.headline.is_some() && entry.metadata.headline != headline {
            headline.clone_from(&entry.metadata.headline);
            let text = format!("“{}”", entry.metadata.headline.as_deref().unwrap_or_default());
            page.paragraph(&[StyledText::ours(Meaning::Plain, indent)], &[StyledText::theirs(Meaning::Dim, &text)]);
        }
        for edit in entry.shown() {
            self::edit(page, edit);
        }
        if let Some(more) = entry.more(&report.story) {
            page.paragraph(&[StyledText::ours(Meaning::Plain, "     ")], &[StyledText::theirs(Meaning::Dim, &more)]);
        }
    }
    for line in report.beside() {
        page.blank();
        page.paragraph(&[], &[StyledText::theirs(Meaning::Dim, &line)]);
    }
}

/// Prints one edit of a version.
fn edit(page: &mut TerminalPage<'_>, edit: &LogEdit) {
    let (sign, meaning) = match edit.kind {
        EditKind::Added => ("+", Meaning::Added),
        EditKind::Removed => ("-", Meaning::Removed),
        EditKind::Changed | EditKind::Unchanged => ("~", Meaning::Changed),
    };
    page.paragraph(
        &[
            StyledText::ours(meaning, format!("     {sign} ")),
            StyledText::ours(Meaning::Dim, format!("{} ", edit.id.short())),
        ],
        &[
            StyledText::ours(super::diff::severity_meaning(edit.severity), edit.labels()),
            StyledText::theirs(Meaning::Plain, &format!(", {}: {}", edit.who, edit.note())),
        ],
    );
    if let Some(ruling) = &edit.ruling {
        page.paragraph(
            &[StyledText::ours(Meaning::Dim, "       ! ")],
            &[StyledText::theirs(Meaning::Warning, &ruling.line())],
        );
    }
}

/// Prints the stories.
pub fn stories(page: &mut TerminalPage<'_>, report: &StoriesReport) {
    page.line(&[StyledText::ours(Meaning::Plain, phrases::count(report.stories.len(), "story", "stories"))]);
    let rows: Vec<Vec<StyledText>> = report
        .stories
        .iter()
        .map(|row| {
            let outlet = row.outlet.as_ref().map(|outlet| format!(" · {outlet}")).unwrap_or_default();
            vec![
                StyledText::theirs(Meaning::Heading, row.story.slug.as_str()),
                StyledText::ours(Meaning::Plain, row.story.versions.to_string()),
                StyledText::ours(Meaning::Dim, page.time(row.first_captured_at)),
                StyledText::ours(Meaning::Dim, page.time(row.last_captured_at)),
                StyledText::theirs(Meaning::Plain, &format!("{}{outlet}", row.story.title)),
            ]
        })
        .collect();
    if !rows.is_empty() {
        page.blank();
        page.table(&["story", "versions", "first", "latest", "title"], rows.iter(), 4);
    }
}

/// Prints the speakers.
pub fn speakers(page: &mut TerminalPage<'_>, report: &SpeakersReport) {
    page.line(&[StyledText::ours(Meaning::Plain, phrases::count(report.speakers.len(), "speaker", "speakers"))]);
    let rows: Vec<Vec<StyledText>> = report
        .speakers
        .iter()
        .map(|row| {
            vec![
                StyledText::theirs(Meaning::Speaker, &row.name),
                StyledText::ours(Meaning::Plain, format!("{:>6}", row.claims)),
                StyledText::ours(Meaning::Plain, format!("{:>7}", row.stories)),
                StyledText::ours(Meaning::Dim, row.kind.name()),
                StyledText::theirs(Meaning::Dim, &row.aliases.join(", ")),
                StyledText::theirs(Meaning::Plain, row.role.as_deref().unwrap_or_default()),
            ]
        })
        .collect();
    if !rows.is_empty() {
        page.blank();
        page.table(&["speaker", "claims", "stories", "kind", "also", "role"], rows.iter(), 5);
    }
}

/// Prints where the history is and what it holds.
pub fn info(page: &mut TerminalPage<'_>, report: &InfoReport) {
    for (name, value) in report.lines() {
        page.paragraph(
            &[StyledText::ours(Meaning::Dim, format!("{name:<10} "))],
            &[StyledText::theirs(Meaning::Plain, &value)],
        );
    }
}

/// Prints what became of one input.
pub fn ingest(page: &mut TerminalPage<'_>, report: &RecordedInput) {
    page.paragraph(&[], &[StyledText::theirs(Meaning::Plain, &report.headline())]);
}
