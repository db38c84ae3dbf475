//! Why a text was read as it was, in Markdown.

use super::{MarkdownPage, esc, version_head, warnings};
use crate::report::{ExplainReport, ShownReason, phrases, words};

/// Writes an explanation.
pub(super) fn explain(page: &mut MarkdownPage, report: &ExplainReport) {
    let body = report.version.version.body.as_str();
    let text = |span: crate::claim::Span| body.get(span.start..span.end).unwrap_or_default();
    let extraction = &report.version.extraction;
    version_head(page, &report.version.version, &report.version.headline());
    page.block(&format!("Read by {}.", esc(&report.extractor)));
    for (sentence, claims) in report.claims_by_sentence() {
        page.block(&format!("### {}", sentence.number));
        page.block(&format!("> {}", esc(text(sentence.span))));
        if !sentence.words.is_empty() {
            page.header(&["word", "label", "ahead", "of"]);
        }
        for word in &sentence.words {
            let (label, second) = (word.label.words.clone(), word.second.words.clone());
            page.row(&[esc(text(word.span)), label, word.margin.to_string(), second]);
        }
        if let Some(second) = &sentence.second {
            let changes: Vec<String> = second
                .changes
                .iter()
                .map(|change| {
                    let (now, then) = (&change.label.words, &change.second.words);
                    format!("“{}” {then} instead of {now}", esc(text(change.span)))
                })
                .collect();
            page.block(&format!("Second reading, {} behind: {}", second.margin, changes.join("; ")));
        }
        for explained in claims {
            let Some(claim) = extraction.claims.iter().find(|claim| claim.id == explained.id) else { continue };
            let voice = esc(words::voice(claim, &extraction.speakers));
            page.block(&format!(
                "**{}** {}, {voice}: {}",
                claim.id,
                claim.kind.name(),
                esc(&words::content(body, claim))
            ));
            reasons(page, &explained.reasons);
        }
        reasons(page, &sentence.notes);
    }
    let furniture = report.furniture();
    if !furniture.is_empty() {
        page.block("Lines of the page and not of the story, so no claims were read from them:");
        page.tight = false;
    }
    for line in furniture {
        page.item(&format!("{} ({})", esc(text(line.span)), phrases::label(line.kind.name())));
    }
    warnings(page, &report.version);
}

fn reasons(page: &mut MarkdownPage, reasons: &[ShownReason]) {
    page.tight = false;
    for ShownReason { about, by, text } in reasons {
        page.item(&format!("{} ({}): {}", about, by, esc(text)));
    }
}
