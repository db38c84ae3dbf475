//! Why a text was read as it was, in Markdown.

use super::{Page, esc, version_head, warnings};
use crate::extract::explain::{Reason, in_words};
use crate::report::{ExplainReport, phrases, words};

/// Writes an explanation.
pub(super) fn explain(page: &mut Page, report: &ExplainReport) {
    let body = report.version.version.body.as_str();
    let text = |span: crate::claim::Span| body.get(span.start..span.end).unwrap_or_default();
    let extraction = &report.version.extraction;
    version_head(page, &report.version);
    page.block(&format!("Read by {}.", esc(&report.explanation.extractor)));
    for (sentence, claims) in report.sentences() {
        page.block(&format!("### {}", sentence.number));
        page.block(&format!("> {}", esc(text(sentence.span))));
        if !sentence.tokens.is_empty() {
            page.header(&["word", "label", "ahead", "of"]);
        }
        for token in &sentence.tokens {
            let cells =
                [esc(text(token.span)), in_words(token.label), token.margin.to_string(), in_words(token.second)];
            page.row(&cells);
        }
        if let Some(second) = &sentence.second {
            let changes: Vec<String> = second
                .changes
                .iter()
                .map(|change| {
                    let (now, then) = (in_words(change.label), in_words(change.second));
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
        page.block("Read as the page's and not the story's, so no claims:");
        page.tight = false;
    }
    for line in furniture {
        page.item(&format!("{} ({})", esc(text(line.span)), phrases::label(line.kind.name())));
    }
    warnings(page, &report.version);
}

fn reasons(page: &mut Page, reasons: &[Reason]) {
    page.tight = false;
    for Reason { about, by, text } in reasons {
        page.item(&format!("{} ({}): {}", about.name(), by.name(), esc(text)));
    }
}
