//! Why a text was read as it was, in the terminal: each sentence with its words and labels, then its claims with their
//! reasons.

use super::claims;
use super::page::{Page, Run};
use super::style::Role;
use crate::claim::{ClaimKind, Span};
use crate::report::{
    ExplainReport, LabelledPart, ShownClaim, ShownLabel, ShownReading, ShownReason, ShownSentence, phrases, words,
};

/// Prints an explanation.
pub fn explain(page: &mut Page<'_>, report: &ExplainReport) {
    claims::head(page, &report.version);
    let plain = |text: &str| Run::ours(Role::Plain, text);
    page.paragraph(&[], &[plain(&format!("read by {}", report.extractor))]);
    if report.sentences.iter().any(|sentence| !sentence.words.is_empty()) {
        page.blank();
        let legend = "ahead: by how much the reading with this label beats the best one with the label beside it, in the model's own \
                      unit; ← →: on which side the cue stands";
        page.paragraph(&[], &[Run::ours(Role::Dim, legend)]);
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
        page.line(&[Run::ours(Role::Dim, "read as the page's and not the story's, so no claims:")]);
    }
    for line in furniture {
        let runs = [
            Run::theirs(Role::Plain, text(report, line.span)),
            Run::ours(Role::Dim, format!("  {}", phrases::label(line.kind.name()))),
        ];
        page.paragraph(&[Run::ours(Role::Plain, "  ")], &runs);
    }
    claims::warnings(page, &report.version);
}

fn text(report: &ExplainReport, span: Span) -> &str {
    report.version.version.body.get(span.start..span.end).unwrap_or_default()
}

fn sentence(page: &mut Page<'_>, report: &ExplainReport, sentence: &ShownSentence) {
    let number = Run::ours(Role::Dim, format!("{}  ", sentence.number));
    page.paragraph(&[number], &[Run::theirs(Role::Heading, text(report, sentence.span))]);
    let rows: Vec<Vec<Run>> = sentence
        .words
        .iter()
        .map(|word| {
            vec![
                Run::theirs(role(&word.label), text(report, word.span)),
                Run::ours(Role::Plain, &word.label.words),
                Run::ours(Role::Dim, format!("{:>6}", word.margin)),
                Run::ours(Role::Dim, &word.second.words),
            ]
        })
        .collect();
    if !rows.is_empty() {
        page.blank();
        page.table(&["word", "label", " ahead", "of"], &rows, 3);
    }
    if let Some(second) = &sentence.second {
        page.blank();
        self::second(page, report, second);
    }
}

fn second(page: &mut Page<'_>, report: &ExplainReport, second: &ShownReading) {
    let mut runs = Vec::new();
    for (nth, change) in second.changes.iter().enumerate() {
        runs.push(Run::ours(Role::Plain, if nth == 0 { "" } else { "; " }));
        runs.push(Run::theirs(role(&change.second), &format!("“{}”", text(report, change.span))));
        let how = format!(" {} instead of {}", change.second.words, change.label.words);
        runs.push(Run::ours(Role::Plain, how));
    }
    page.paragraph(&[Run::ours(Role::Dim, format!("second reading, {} behind: ", second.margin))], &runs);
}

fn claim(page: &mut Page<'_>, report: &ExplainReport, explained: &ShownClaim) {
    let extraction = &report.version.extraction;
    let Some(claim) = extraction.claims.iter().find(|claim| claim.id == explained.id) else { return };
    page.blank();
    let mut runs = vec![Run::ours(Role::Plain, claim.kind.name())];
    if claim.kind != ClaimKind::Fact {
        runs.push(Run::ours(Role::Plain, ", "));
        runs.push(Run::theirs(Role::Speaker, words::voice(claim, &extraction.speakers)));
    }
    runs.push(Run::ours(Role::Plain, ": "));
    runs.push(Run::theirs(Role::Reported, &words::content(&report.version.version.body, claim)));
    page.paragraph(&[Run::ours(Role::Dim, format!("{}  ", claim.id))], &runs);
    reasons(page, &explained.reasons);
}

fn reasons(page: &mut Page<'_>, reasons: &[ShownReason]) {
    for ShownReason { about, by, text } in reasons {
        let first = Run::ours(Role::Dim, format!("    {:<10}  {:<5}  ", about, by));
        page.paragraph(&[first], &[Run::theirs(Role::Plain, text)]);
    }
}

fn role(label: &ShownLabel) -> Role {
    match label.part {
        None => Role::Plain,
        Some(LabelledPart::Cue) => Role::Cue,
        Some(LabelledPart::Source) => Role::Source,
        Some(LabelledPart::Content) => Role::Reported,
    }
}
