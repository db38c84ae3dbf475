//! A claim in words that stand by themselves: who says it, how, and what, with whom the pronouns mean in brackets.
//!
//! It is made from what is stored with the claim, and no word of the body is changed: whatever is added stands in
//! brackets or before a colon.

use std::ops::Range;

use super::words;
use crate::claim::{Claim, ClaimKind, Excerpt, Rule, Span};
use crate::lexicon::{fold, negates_clause};

/// Cues that say no more than a colon does.
const PLAIN_CUES: [&str; 7] = ["said", "says", "added", "adds", "wrote", "writes", "told"];
/// The most bytes between source, cue and content that are shown as they stand.
const BETWEEN: usize = 90;
/// The most bytes between a source and the cue behind it: with more, another clause stands there.
const APART: usize = 24;

/// Returns a claim in words that stand by themselves; `name` is the speaker's.
pub fn standalone(body: &str, claim: &Claim, name: Option<&str>) -> String {
    let words = beside_name(body, claim);
    let lead = match claim.kind {
        ClaimKind::Fact => None,
        ClaimKind::Quote => lead(body, claim, name),
        ClaimKind::Mixed | ClaimKind::Statement => match as_it_stands(body, claim) {
            Some(_) => None,
            None => lead(body, claim, name),
        },
    };
    lead.map_or(words.clone(), |lead| format!("{lead}: {words}"))
}

/// Returns a claim in words that stand by themselves beside its speaker's name.
pub fn beside_name(body: &str, claim: &Claim) -> String {
    match as_it_stands(body, claim) {
        Some(span) => on_one_line(&text(body, claim, span.start..span.end)),
        None => on_one_line(&words::content_with(body, claim, |range| text(body, claim, range))),
    }
}

/// Returns the stretches of the body that [`beside_name`] shows.
pub fn stretches(body: &str, claim: &Claim) -> Vec<Span> {
    as_it_stands(body, claim).map_or_else(|| claim.content.spans.clone(), |span| vec![span])
}

/// Returns the brackets behind a byte of the body, as they are shown.
pub fn bracket_behind(claim: &Claim, at: usize) -> Option<String> {
    let referent = claim.referents.iter().find(|referent| referent.span.end == at)?;
    Some(format!(" [{}]", referent.text))
}

/// Returns the stretch of a report that says by itself who says what: source, cue and content with little between.
fn as_it_stands(body: &str, claim: &Claim) -> Option<Span> {
    let (Some(cue), Some(source)) = (&claim.cue, &claim.source) else { return None };
    let reported = matches!(claim.kind, ClaimKind::Mixed | ClaimKind::Statement);
    let spoken = matches!(claim.rule, Rule::Turn | Rule::OwnWords | Rule::Recording);
    let hull = with_negation(body, claim.span);
    let length = |excerpt: &Excerpt| excerpt.spans.iter().map(|span| span.len()).sum::<usize>();
    let between = hull.len().saturating_sub(length(cue) + length(source) + length(&claim.content));
    let whole = hull.of(body);
    let stands = reported && !spoken && between <= BETWEEN && !whole.contains("\n\n");
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
    let wordless = !cue.text.contains(char::is_alphabetic);
    let plain = (wordless || PLAIN_CUES.contains(&cue.text.to_lowercase().as_str()))
        && !between.contains(char::is_alphabetic)
        && hull.start == said.start.min(by.start);
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
    fn a_second_report_leaves_out_the_first() {
        let body = "Ana Holt said the boat was lost in the storm and the nets with it, and added that it was late.";
        assert_eq!(all(body)[1], "Ana Holt added: that it was late.");
        let apposed = "Ana Holt, who keeps the light at Tarn, said it was out";
        assert_eq!(all(&format!("{apposed}."))[0], apposed);
    }

    #[test]
    fn a_fact_is_its_sentence() {
        assert_eq!(all("The light went out at noon."), ["The light went out at noon."]);
    }
}
