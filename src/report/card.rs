//! One edit for a card: the words that changed with as much around them as fits, and what it says to those who cannot
//! see it.

use super::{DiffReport, phrases, words};
use crate::diff::{Severity, WordingOp, WordingPart};

/// How much of a card's words is shown, and how much of what did not change is kept beside a change, in characters.
const WHOLE: usize = 300;
const BESIDE: usize = 60;

/// One edit, as a card shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct CardReport {
    /// Where it stood: "Port Ansel Courier · harbour-fire".
    pub place: String,
    pub headline: Option<String>,
    pub who: String,
    /// The words with what went and what came; what did not change may be cut, with an ellipsis.
    pub wording: Vec<WordingPart>,
    pub severity: Severity,
    /// "substantive edit: number changed", "possibly framing edit: cue changed".
    pub labels: String,
    /// Whether a correction note owns up to it, in words.
    pub note: Option<&'static str>,
    /// "v1, 4 March 2025, 06:52 UTC → v5, 5 March 2025, 08:20 UTC".
    pub between: String,
    /// The beginning of the edit's id.
    pub id: String,
    /// All of it in words, nothing cut.
    pub alternative: String,
}

impl CardReport {
    /// Makes the card of an edit; `None` where it does not differ, or nothing is recorded.
    pub fn new(report: &DiffReport, index: usize) -> Option<Self> {
        let edit = report.diff.edits.get(index)?;
        let (id, story, severity) = (report.id(index)?, report.story.as_ref()?, edit.severity()?);
        let wording = report.marked_words(edit);
        let side = |side: &super::VersionInfo| match side.dated() {
            Some((_, at)) => format!("{}, {}", side.reference, at.format("%-d %B %Y, %H:%M UTC")),
            None => side.reference.clone(),
        };
        let labels = match edit.changes.is_empty() {
            true => edit.kind.name().to_owned(),
            false => phrases::labels(&edit.changes),
        };
        let is_sure = edit.confidence().is_some_and(|confidence| confidence.is_sure());
        let sure = if is_sure { "" } else { "possibly " };
        let note = report.noted(index).map(|noted| if noted { "with a correction note" } else { "no note found" });
        let who = report.who(edit);
        let outlet = report.new.metadata.outlet.as_ref().map(|outlet| format!("{outlet} · ")).unwrap_or_default();
        let labels = format!("{sure}{} edit: {labels}", severity.name());
        let place = format!("{outlet}{}", story.slug);
        let between = format!("{} → {}", side(&report.old), side(&report.new));
        let told: Vec<String> = wording.iter().map(said).collect();
        let note_told = note.map(|note| format!(", {note}")).unwrap_or_default();
        let alternative = format!("{place}, {between}. {who}: {} ({labels}{note_told})", told.concat().trim());
        Some(Self {
            headline: report.new.metadata.headline.clone(),
            wording: shortened(wording),
            id: id.short().to_owned(),
            place,
            who,
            severity,
            labels,
            note,
            between,
            alternative,
        })
    }
}

fn said(WordingPart { op, text }: &WordingPart) -> String {
    let (before, core, after) = words::edges(text);
    match op {
        WordingOp::Equal => text.clone(),
        WordingOp::Delete => format!("{before}[went: {core}]{after}"),
        WordingOp::Insert => format!("{before}[came: {core}]{after}"),
    }
}

/// Cuts what did not change far from any change, where the words are too many for a card.
fn shortened(wording: Vec<WordingPart>) -> Vec<WordingPart> {
    let length: usize = wording.iter().map(|part| part.text.chars().count()).sum();
    if length <= WHOLE {
        return wording;
    }
    let last = wording.len().saturating_sub(1);
    let cut = |(nth, part): (usize, WordingPart)| {
        let text = match part.op {
            WordingOp::Equal if nth == 0 => format!("… {}", ending(&part.text)),
            WordingOp::Equal if nth == last => format!("{} …", beginning(&part.text)),
            WordingOp::Equal if part.text.chars().count() > 2 * BESIDE + 3 => {
                format!("{} … {}", beginning(&part.text), ending(&part.text))
            }
            _ => part.text,
        };
        WordingPart { op: part.op, text }
    };
    wording.into_iter().enumerate().map(cut).collect()
}

/// Returns the first words of a text.
fn beginning(text: &str) -> &str {
    let end = text.char_indices().nth(BESIDE).map_or(text.len(), |(at, _)| at);
    match text[..end].rfind(char::is_whitespace) {
        Some(space) if end < text.len() => &text[..space],
        _ => &text[..end],
    }
}

/// Returns the last words of a text.
fn ending(text: &str) -> &str {
    let count = text.chars().count();
    let start = text.char_indices().nth(count.saturating_sub(BESIDE)).map_or(0, |(at, _)| at);
    match text[start..].find(char::is_whitespace) {
        Some(space) if start > 0 => text[start + space..].trim_start(),
        _ => &text[start..],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn part(op: WordingOp, text: &str) -> WordingPart {
        WordingPart { op, text: text.to_owned() }
    }

    #[test]
    fn what_did_not_change_is_cut_and_what_changed_is_not() {
        let long = "the quay is long and ".repeat(20);
        let wording =
            vec![part(WordingOp::Equal, &long), part(WordingOp::Insert, "twelve"), part(WordingOp::Equal, &long)];
        let cut = shortened(wording);
        assert_eq!(cut[0].text, "… quay is long and the quay is long and the quay is long and ");
        assert_eq!(cut[1].text, "twelve");
        assert!(cut[2].text.starts_with("the quay") && cut[2].text.ends_with(" …"), "{}", cut[2].text);
        assert_eq!(shortened(vec![part(WordingOp::Equal, "short")]), [part(WordingOp::Equal, "short")]);
    }

    proptest! {
        #[test]
        fn any_text_is_cut_without_a_panic(text in "\\PC{0,400}") {
            let _ = shortened(vec![part(WordingOp::Equal, &text), part(WordingOp::Insert, &text)]);
            prop_assert!(text.starts_with(beginning(&text)) && text.ends_with(ending(&text)));
        }
    }
}
