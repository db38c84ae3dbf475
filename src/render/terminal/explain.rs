//! Why a text was read as it was, in the terminal: each sentence with its words and labels, then its claims with their
//! reasons.

use super::claims;
use super::page::{StyledText, TerminalPage};
use super::style::Meaning;
use crate::claim::{ClaimKind, Span};
use crate::report::{
    ExplainReport, LabelledPart, ShownClaim, ShownLabel, ShownReading, ShownReason, ShownSentence, phrases, words,
};

/// Prints an explanation.
pub fn explain(page: &mut TerminalPage<'_>, report: &ExplainReport) {
    claims::head(page, &report.version.version, &report.version.headline());
    let plain = |text: &str| StyledText::ours(Meaning::Plain, text);
    page.paragraph(&[], &[plain(&format!("read by {}", report.extractor))]);
    if report.sentences.iter().any(|sentence| !sentence.words.is_empty()) {
        page.blank();
        let legend = "ahead: by how much the reading with this label beats the best one with the label beside it, in the model's own \
                      unit; ← →: on which side the cue stands";
        page.paragraph(&[], &[StyledText::ours(Meaning::Dim, legend)]);
    }
    for (sentence, claims) in report.claims_by_sentence() {
        page.blank();
        self::sentence(page, report, sentence);
        for explained in claims {
            claim(page, report, explained);
        }
        if !sentence.notes.is_empty() {
            page.blank();
            reasons(page, &sentence.notes);
        }
    }
    let furniture = report.furniture();
    if !furniture.is_empty() {
        page.blank();
        page.line(&[StyledText::ours(
            Meaning::Dim,
            "lines of the page and not of the story, so no claims were read from them:",
        )]);
    }
    for line in furniture {
        let runs = [
            StyledText::theirs(Meaning::Plain, text(report, line.span)),
            StyledText::ours(Meaning::Dim, format!("  {}", phrases::label(line.kind.name()))),
        ];
        page.paragraph(&[StyledText::ours(Meaning::Plain, "  ")], &runs);
    }
    claims::warnings(page, &report.version);
}

fn text(report: &ExplainReport, span: Span) -> &str {
    report.version.version.body.get(span.start..span.end).unwrap_or_default()
}

fn sentence(page: &mut TerminalPage<'_>, report: &ExplainReport, sentence: &ShownSentence) {
    let number = StyledText::ours(Meaning::Dim, format!("{}  ", sentence.number));
    page.paragraph(&[number], &[StyledText::theirs(Meaning::Heading, text(report, sentence.span))]);
    let rows: Vec<Vec<StyledText>> = sentence
        .words
        .iter()
        .map(|word| {
            vec![
                StyledText::theirs(meaning(&word.label), text(report, word.span)),
                StyledText::ours(Meaning::Plain, &word.label.words),
                StyledText::ours(Meaning::Dim, format!("{:>6}", word.margin)),
                StyledText::ours(Meaning::Dim, &word.second.words),
            ]
        })
        .collect();
    if !rows.is_empty() {
        page.blank();
        page.table(&["word", "label", " ahead", "of"], rows.iter(), 3);
    }
    if let Some(second) = &sentence.second {
        page.blank();
        self::second(page, report, second);
    }
}

fn second(page: &mut TerminalPage<'_>, report: &ExplainReport, second: &ShownReading) {
    let mut runs = Vec::new();
    for (nth, change) in second.changes.iter().enumerate() {
        runs.push(StyledText::ours(Meaning::Plain, if nth == 0 { "" } else { "; " }));
        runs.push(StyledText::theirs(meaning(&change.second), &format!("“{}”", text(report, change.span))));
        let how = format!(" {} instead of {}", change.second.words, change.label.words);
        runs.push(StyledText::ours(Meaning::Plain, how));
    }
    page.paragraph(&[StyledText::ours(Meaning::Dim, format!("second reading, {} behind: ", second.margin))], &runs);
}

fn claim(page: &mut TerminalPage<'_>, report: &ExplainReport, explained: &ShownClaim) {
    let extraction = &report.version.extraction;
    let Some(claim) = extraction.claims.iter().find(|claim| claim.id == explained.id) else { return };
    page.blank();
    let mut runs = vec![StyledText::ours(Meaning::Plain, claim.kind.name())];
    if claim.kind != ClaimKind::Fact {
        runs.push(StyledText::ours(Meaning::Plain, ", "));
        runs.push(StyledText::theirs(Meaning::Speaker, words::voice(claim, &extraction.speakers)));
    }
    runs.push(StyledText::ours(Meaning::Plain, ": "));
    runs.push(StyledText::theirs(Meaning::Reported, &words::content(&report.version.version.body, claim)));
    page.paragraph(&[StyledText::ours(Meaning::Dim, format!("{}  ", claim.id))], &runs);
    reasons(page, &explained.reasons);
}

fn reasons(page: &mut TerminalPage<'_>, reasons: &[ShownReason]) {
    for ShownReason { about, by, text } in reasons {
        let first = StyledText::ours(Meaning::Dim, format!("    {:<10}  {:<5}  ", about, by));
        page.paragraph(&[first], &[StyledText::theirs(Meaning::Plain, text)]);
    }
}

fn meaning(label: &ShownLabel) -> Meaning {
    match label.part {
        None => Meaning::Plain,
        Some(LabelledPart::Cue) => Meaning::Cue,
        Some(LabelledPart::Source) => Meaning::Source,
        Some(LabelledPart::Content) => Meaning::Reported,
    }
}
