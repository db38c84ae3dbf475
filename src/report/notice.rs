//! What a person is told in a chat room or by mail: the substantive and sure edits of a step, or that a page is gone or
//! there again, in words.
//!
//! It is short: whoever wants all of them looks at the diff. Words from outside stand in it in one line each.

use super::{DiffReport, ListedChange, VersionInfo, phrases};
use crate::diff::{Confidence, Severity, WordingOp, WordingPart};

/// How many edits are told one by one.
const EDITS: usize = 10;
/// How many characters of words that stayed are told at a stretch.
const STAYED: usize = 120;
/// How many characters of words that went or came are told at a stretch.
const CHANGED: usize = 400;

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// "Port Ansel Courier: Harbour fire".
    pub title: String,
    /// "harbour-fire v3 → v4: 2 substantive edits, 1 without a note".
    pub about: String,
    /// The most serious first.
    pub edits: Vec<NoticeEdit>,
    /// How many more there are, in words.
    pub more: Option<String>,
    /// The outlet's page.
    pub link: Option<String>,
}

/// One edit of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeEdit {
    /// "substantive, no note found: own voice, number changed: 12 people → 21 people".
    pub title: String,
    /// The words with what went and what came.
    pub wording: Vec<WordingPart>,
}

impl Notice {
    /// Tells of a step; `None` where no substantive edit is at least so sure, and sure at all.
    pub fn new(step: &DiffReport, least: Confidence) -> Option<Self> {
        let least = least.max(Confidence::SURE);
        let versions = [&step.old, &step.new].map(|side| number(&side.reference));
        let mut changes = ListedChange::list(step, versions, true, |_| true);
        changes.retain(|change| change.edit.severity == Severity::Substantive && change.edit.confidence >= least);
        let first = changes.first()?;
        let headline = first.headline.as_deref().unwrap_or(first.story.as_str());
        let edits = phrases::count(changes.len(), "substantive edit", "substantive edits");
        let unnoted = changes.iter().filter(|change| change.noted == Some(false)).count();
        let unnoted = if unnoted > 0 { format!(", {unnoted} without a note") } else { String::new() };
        let more = changes.len().saturating_sub(EDITS);
        Some(Self {
            title: title(first.outlet.as_deref(), headline),
            about: format!("{}: {edits}{unnoted}", first.place()),
            link: first.web_address().map(str::to_owned),
            edits: changes.iter().take(EDITS).map(NoticeEdit::new).collect(),
            more: (more > 0).then(|| format!("and {}", phrases::count(more, "more edit", "more edits"))),
        })
    }

    /// Tells what became of the page of a story, whose latest version is this one: "https://… is gone (404)".
    pub fn of_page(latest: &VersionInfo, what: &str) -> Self {
        let VersionInfo { reference, metadata, .. } = latest;
        Self {
            title: title(metadata.outlet.as_deref(), metadata.headline.as_deref().unwrap_or(reference)),
            about: format!("{what}; {reference} is the last version on record"),
            edits: Vec::new(),
            more: None,
            link: metadata.url.clone(),
        }
    }

    /// Tells of nothing: whoever reads it knows that the next one will arrive too.
    pub fn test() -> Self {
        Self {
            title: "A test message from onrecord".to_owned(),
            about: "Substantive edits of the stories that are watched will be told here.".to_owned(),
            edits: Vec::new(),
            more: None,
            link: None,
        }
    }
}

impl NoticeEdit {
    fn new(change: &ListedChange) -> Self {
        let shortened = |part: &WordingPart| WordingPart { op: part.op, text: shortened(part) };
        Self { title: one_line(&change.title()), wording: change.wording.iter().map(shortened).collect() }
    }
}

fn title(outlet: Option<&str>, headline: &str) -> String {
    let outlet = outlet.map(|outlet| format!("{outlet}: ")).unwrap_or_default();
    one_line(&format!("{outlet}{headline}"))
}

/// Reads the number of a version off its name: "v3".
fn number(reference: &str) -> u32 {
    reference.rsplit('v').next().and_then(|number| number.parse().ok()).unwrap_or_default()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Leaves out the middle of a long stretch; the spaces at its ends stay.
fn shortened(part: &WordingPart) -> String {
    let most = if part.op == WordingOp::Equal { STAYED } else { CHANGED };
    let text: Vec<char> = part.text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    if text.len() <= most {
        return text.into_iter().collect();
    }
    let half = most / 2;
    let (start, end) = (text[..half].iter(), text[text.len() - half..].iter());
    start.chain(&[' ', '…', ' ']).chain(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_stretch_keeps_its_ends() {
        let part = |op, text: String| shortened(&WordingPart { op, text });
        let told = part(WordingOp::Equal, format!("The\n{}end ", "long ".repeat(100)));
        assert!(told.starts_with("The long ") && told.contains(" … ") && told.ends_with("end "), "{told}");
        assert_eq!(told.chars().count(), STAYED + 3);
        assert_eq!(part(WordingOp::Insert, "21 people".into()), "21 people");
    }

    #[test]
    fn a_version_is_named_by_its_number() {
        assert_eq!([number("v3"), number("harbour-fire@v12"), number("a.txt")], [3, 12, 0]);
    }
}
