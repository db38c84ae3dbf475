//! A claim in words that stand by themselves: who says it, how, and what, with whom the pronouns mean in brackets.
//!
//! It is made from what is stored with the claim, and no word of the body is changed: whatever is added stands in
//! brackets or before a colon, and dots for what is left out between a source and its cue.

use std::ops::Range;

use super::words::{self, Around};
use crate::claim::{Claim, ClaimKind, Excerpt, Rule, Span};
use crate::lexicon::{fold, negates_clause};

/// Cues that say no more than a colon does.
const PLAIN_CUES: [&str; 7] = ["said", "says", "added", "adds", "wrote", "writes", "told"];
/// The most bytes between source, cue and content that are shown as they stand.
const BETWEEN: usize = 90;
/// The most bytes between a source and the cue behind it: with more, another clause stands there.
const APART: usize = 24;

/// The words of a claim that are shown.
enum Shown {
    /// Source, cue and content with little between: a sentence by itself.
    Report(Span),
    /// Cue and content: the source stands further off.
    FromCue(Span),
    Content,
}

/// Returns a claim in words that stand by themselves; `name` is the speaker's.
pub fn standalone(body: &str, claim: &Claim, name: Option<&str>) -> String {
    let words = beside_name(body, claim);
    match shown(body, claim) {
        Shown::FromCue(_) => {
            let subject = subject(body, claim, name);
            // "She’s called for"
            let clitic = words.starts_with(['\'', '\u{2019}']);
            format!("{}{words}", if clitic { subject.trim_end() } else { &subject })
        }
        Shown::Content if claim.kind != ClaimKind::Fact => {
            lead(body, claim, name).map_or(words.clone(), |lead| format!("{lead}: {words}"))
        }
        Shown::Content | Shown::Report(_) => words,
    }
}

/// Returns a claim in words that stand by themselves beside its speaker's name.
pub fn beside_name(body: &str, claim: &Claim) -> String {
    match shown(body, claim) {
        Shown::Report(span) | Shown::FromCue(span) => on_one_line(&text(body, claim, span.start..span.end)),
        Shown::Content => on_one_line(&words::content_with(body, claim, |range| text(body, claim, range))),
    }
}

/// Returns the stretches of the body that [`beside_name`] shows.
pub fn stretches(body: &str, claim: &Claim) -> Vec<Span> {
    match shown(body, claim) {
        Shown::Report(span) | Shown::FromCue(span) => vec![span],
        Shown::Content => claim.content.spans.clone(),
    }
}

/// Returns what stands around these stretches: words without which a content would say something else, and the marks of
/// a quotation.
pub fn around(body: &str, claim: &Claim) -> Around {
    if !matches!(shown(body, claim), Shown::Content) {
        return Around { before: String::new(), behind: String::new() };
    }
    let Around { before, behind } = words::around(claim);
    let (open, close) = if claim.kind == ClaimKind::Quote { ("“", "”") } else { ("", "") };
    Around { before: format!("{before}{open}"), behind: format!("{close}{behind}") }
}

/// Returns the brackets behind a byte of the body, as they are shown.
pub fn bracket_behind(claim: &Claim, at: usize) -> Option<String> {
    let referent = claim.referents.iter().find(|referent| referent.span.end == at)?;
    Some(format!(" [{}]", referent.text))
}

/// Returns which words of a claim are shown.
fn shown(body: &str, claim: &Claim) -> Shown {
    let report = as_it_stands(body, claim).map(Shown::Report);
    report.or_else(|| from_cue(body, claim).map(Shown::FromCue)).unwrap_or(Shown::Content)
}

/// Returns the stretch from the cue to the end of the content that goes on from it, be that a clause or not: "calling
/// it part of a plot". What only a colon or a comma joins to its cue stands by itself.
fn from_cue(body: &str, claim: &Claim) -> Option<Span> {
    let (cue, content) = (claim.cue.as_ref()?.hull(), claim.content.hull());
    let between = body.get(cue.end..content.start)?;
    let goes_on = between.len() <= BETWEEN && !between.contains([',', ':', '—', '–', '\n']);
    let hull = with_negation(body, cue.join(content));
    let told = claim.speech_cue.as_ref().is_none_or(|told| hull.contains(told.hull()));
    let holds_source = claim.source.as_ref().is_some_and(|source| hull.overlaps(source.hull()));
    let integrated = claim.kind != ClaimKind::Quote || !is_plain(&claim.cue.as_ref()?.text);
    let stands = goes_on && integrated && told && !is_spoken(claim) && !holds_source && claim.outer.is_empty();
    stands.then(|| words::closed(body, hull))
}

/// Returns who does what the words from the cue on tell, with dots for what stands between the two.
fn subject(body: &str, claim: &Claim, name: Option<&str>) -> String {
    let source = claim.source.as_ref().filter(|source| !is_relative(source) || name.is_none());
    let (Some(source), Some(cue)) = (source, &claim.cue) else {
        return name.map_or_else(String::new, |name| format!("[{name}] "));
    };
    let hull = source.hull();
    let between = body.get(hull.end..cue.hull().start);
    let left_out = between.is_none_or(|between| between.contains(char::is_alphabetic));
    let gap = if left_out { " … " } else { " " };
    format!("{}{gap}", on_one_line(&text(body, claim, hull.start..hull.end)))
}

/// Returns whether a source only points at the words before it: "the mill, which says".
fn is_relative(source: &Excerpt) -> bool {
    matches!(source.text.as_str(), "who" | "which" | "that")
}

/// Returns whether a claim has no cue of its own: its source is a label, or nobody's words at all.
fn is_spoken(claim: &Claim) -> bool {
    matches!(claim.rule, Rule::Turn | Rule::OwnWords | Rule::Recording)
}

/// Returns the stretch of a report that says by itself who says what: source, cue and content with little between.
fn as_it_stands(body: &str, claim: &Claim) -> Option<Span> {
    let (Some(cue), Some(source)) = (&claim.cue, &claim.source) else { return None };
    let reported = matches!(claim.kind, ClaimKind::Mixed | ClaimKind::Statement);
    let hull = with_negation(body, claim.span);
    let length = |excerpt: &Excerpt| excerpt.spans.iter().map(|span| span.len()).sum::<usize>();
    let between = hull.len().saturating_sub(length(cue) + length(source) + length(&claim.content));
    let whole = hull.of(body);
    let leans = is_spoken(claim) || is_relative(source) && claim.speaker.is_some();
    let stands = reported && !leans && between <= BETWEEN && !whole.contains("\n\n");
    (stands && !does_more(body, source, cue)).then(|| words::closed(body, hull))
}

/// Returns whether a source does something else before what the cue tells: "Holt left the room by the window and said".
fn does_more(body: &str, source: &Excerpt, cue: &Excerpt) -> bool {
    let between = body.get(source.hull().end..cue.hull().start).unwrap_or_default();
    between.len() > APART && !between.starts_with([',', '(', '—', '–'])
}

/// Returns the words before the colon: the speaker's name, with the source and the cue where the cue tells more.
fn lead(body: &str, claim: &Claim, name: Option<&str>) -> Option<String> {
    let Some(source) = &claim.source else { return name.map(str::to_owned) };
    let Some(cue) = claim.cue.as_ref().filter(|_| !matches!(claim.rule, Rule::Turn | Rule::OwnWords)) else {
        return Some(name.map_or_else(|| on_one_line(&source.text), str::to_owned));
    };
    let (said, by) = (cue.hull(), source.hull());
    let hull = with_negation(body, said.join(by));
    let parted = hull.len().saturating_sub(said.len() + by.len());
    let apart = Span::new(said.end.min(by.end), said.start.max(by.start));
    let between = body.get(apart.start..apart.end).unwrap_or_default();
    let plain = is_plain(&cue.text) && !between.contains(char::is_alphabetic) && hull.start == said.start.min(by.start);
    if plain {
        return Some(name.map_or_else(|| on_one_line(&source.text), str::to_owned));
    }
    let holds = |span: Span| hull.contains(span);
    let near = parted <= BETWEEN && !does_more(body, source, cue);
    let as_stands = near && !claim.content.spans.iter().any(|&span| holds(span)) && by.start < said.start;
    let words = match as_stands || hull.start < said.start.min(by.start) {
        true => text(body, claim, hull.start..hull.end),
        false => format!("{} {}", text(body, claim, by.start..by.end), cue.text),
    };
    Some(on_one_line(words.trim_end_matches([',', ':', ' '])))
}

/// Returns whether a cue says no more than a colon does.
fn is_plain(cue: &str) -> bool {
    !cue.contains(char::is_alphabetic) || PLAIN_CUES.contains(&cue.to_lowercase().as_str())
}

/// Widens a stretch by the word before it that turns it into its opposite.
fn with_negation(body: &str, span: Span) -> Span {
    let before = body.get(..span.start).unwrap_or_default().trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    match negates_clause(&fold(word)) {
        true => Span::new(before.len() - word.len(), span.end),
        false => span,
    }
}

/// Returns the body at a range, with the brackets of the claim.
fn text(body: &str, claim: &Claim, range: Range<usize>) -> String {
    let mut text = String::new();
    let mut at = range.start;
    let inside = |span: Span| range.start <= span.start && span.end <= range.end;
    for referent in claim.referents.iter().filter(|referent| inside(referent.span)) {
        text.push_str(body.get(at..referent.span.end).unwrap_or_default());
        text.push_str(&format!(" [{}]", referent.text));
        at = referent.span.end;
    }
    text.push_str(body.get(at..range.end).unwrap_or_default());
    text
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Method, extract_with};
    use crate::story::Metadata;

    fn all(body: &str) -> Vec<String> {
        let extraction = extract_with(body, &Metadata::default(), Method::Rules);
        let name = |claim| extraction.speaker_of(claim).map(|speaker| speaker.name.as_str());
        extraction.claims.iter().map(|claim| standalone(body, claim, name(claim))).collect()
    }

    #[test]
    fn a_quotation_stands_behind_its_speaker() {
        assert_eq!(all("“The light has gone out,” said Ana Holt."), ["Ana Holt: “The light has gone out”"]);
    }

    #[test]
    fn a_report_keeps_its_words_and_tells_whom_they_mean() {
        let body = "Ana Holt left on Monday. She said that she had sold her boat.";
        assert_eq!(all(body)[1], "She [Ana Holt] said that she had sold her boat");
    }

    #[test]
    fn a_bare_noun_is_told_where_the_text_tells() {
        let body = "Port director Paul Dray left on Monday. Ana Holt said the port director had lied.";
        assert_eq!(all(body)[1], "Ana Holt said the port director [Paul Dray] had lied");
    }

    #[test]
    fn what_was_not_said_does_not_read_as_if_it_were() {
        assert!(all("Ana Holt did not say that the light was out.")[0].starts_with("Ana Holt did not say"));
        let body = "Ana Holt never said “the light is out”.";
        assert!(all(body)[0].contains("never said"), "{:?}", all(body));
    }

    #[test]
    fn a_report_that_says_so_itself_is_not_told_twice() {
        let body = "Ana Holt did not say that the light was out.";
        let extraction = extract_with(body, &Metadata::default(), Method::Rules);
        assert_eq!(around(body, &extraction.claims[0]).before, "");
    }

    #[test]
    fn a_second_report_leaves_out_the_first() {
        let body = "Ana Holt said the boat was lost in the storm and the nets with it, and added that it was late.";
        assert_eq!(all(body)[1], "Ana Holt … added that it was late");
        let apposed = "Ana Holt, who keeps the light at Tarn, said it was out";
        assert_eq!(all(&format!("{apposed}."))[0], apposed);
    }

    #[test]
    fn a_fact_is_its_sentence() {
        assert_eq!(all("The light went out at noon."), ["The light went out at noon."]);
    }
}
