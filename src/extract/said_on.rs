//! When a claim was said: "on Tuesday", "last week", "the following day", against the publication date.
//!
//! It never takes a date from what is asserted, and a claim without a date of its own inherits none.

use std::sync::LazyLock;

use crate::claim::{Excerpt, Precision, SaidOn, Span};
use crate::reading::DateMention;
use crate::text::Document;

use super::words::{Lexicon, Shape, Word, words};

static BLOCKS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("lists/said_on_blocks.txt")));

/// How many words may stand between the cue and its date.
const REACH: usize = 14;

/// Picks the date on which a claim was said: one that belongs to the cue, not to what is asserted.
///
/// `mentions` is what `date::dates` found; `content`, `cue` and `source` are the claim's spans (bytes).
///
/// **Finds** dates after cue and source ("said on Tuesday", "told reporters in Geneva on Monday"), between them, and at
/// the sentence's start ("On Tuesday, the mayor said …").
/// **Example**: "The port closed on Monday, Maren said on Tuesday" was said on Tuesday.
/// **Leaves alone** dates inside the content, and dates that something else has: "said after Tuesday's vote", "said
/// Maren, who took office in May".
/// **Known misses**: a date in a neighbouring sentence; dates without a meaning (no publication date).
pub fn said_on(
    document: &Document,
    mentions: &[DateMention],
    content: &[Span],
    cue: &[Span],
    source: &[Span],
) -> Option<SaidOn> {
    let spans: Vec<Span> = cue.iter().chain(source).copied().collect();
    let hull = spans.iter().copied().reduce(Span::join)?;
    let first = cue.first().or(source.first())?;
    let sentence = document.sentences.get(document.sentence_at(first.start)?)?;
    let words = words(document, sentence.tokens.clone());
    let said = |mention: &DateMention| {
        let (date, precision) = mention.date?;
        Some(SaidOn { date, precision, words: Excerpt::new(document.body, vec![mention.span]) })
    };
    // "{said in 2011}": a date among the cue's own words is the cue's.
    let of_cue = cue.iter().copied().reduce(Span::join).unwrap_or_default();
    let first = mentions.partition_point(|mention| mention.span.start < of_cue.start);
    let mut inside = mentions[first..].iter().take_while(|mention| mention.span.start < of_cue.end);
    if let Some(within) = inside.find(|mention| cue.iter().any(|cue| cue.contains(mention.span))) {
        return said(within);
    }
    let first = mentions.partition_point(|mention| mention.span.start < sentence.span.start);
    mentions[first..]
        .iter()
        .take_while(|mention| mention.span.end <= sentence.span.end)
        .filter(|mention| !content.iter().chain(&spans).any(|span| span.overlaps(mention.span)))
        .filter_map(|mention| {
            let distance = distance(&words, mention.span, mention.date?.1, &spans, hull, content, source)?;
            Some((distance, mention))
        })
        .min_by_key(|&(distance, mention)| (distance, mention.span))
        .and_then(|(_, mention)| said(mention))
}

/// Returns how far the mention stands from cue and source, in words; `None` where it belongs to something else.
fn distance(
    words: &[Word],
    mention: Span,
    precision: Precision,
    spans: &[Span],
    hull: Span,
    content: &[Span],
    source: &[Span],
) -> Option<usize> {
    let range = |from: usize, to: usize| {
        let start = words.partition_point(|word| word.span.start < from);
        let end = words.partition_point(|word| word.span.end <= to);
        &words[start..end.max(start)]
    };
    let after = words.iter().find(|word| word.span.start >= mention.end);
    if after.is_some_and(|word| word.glued && (word.lower.starts_with('\'') || word.is_hyphen()))
        || modifies(words, mention)
    {
        return None;
    }
    let before = range(0, mention.start);
    if (0..before.len()).rev().take(2).any(|at| BLOCKS.at(before, at).is_some_and(|(len, ())| at + len == before.len()))
    {
        return None;
    }
    if mention.start >= hull.start && mention.end <= hull.end {
        // Between cue and source: "Maren on Tuesday said". Between commas only what speaks belongs to the cue.
        let from = spans.iter().map(|span| span.end).filter(|&end| end <= mention.start).max()?;
        let gap = range(from, mention.start);
        let speaking = gap.iter().any(|word| word.is(&["speaking", "writing", "testifying", "interviewed"]));
        let apart = gap.iter().any(|word| word.shape == Shape::Mark);
        return (speaking || !apart && !blocked(gap)).then_some(gap.len());
    }
    if mention.start >= hull.end {
        let gap = range(hull.end, mention.start);
        let over_content = content.iter().any(|span| span.start >= hull.end && span.start < mention.start);
        let far = gap.len() > if precision == Precision::Year { 3 } else { REACH };
        let participle = gap.windows(2).any(|pair| pair[0].text == "," && is_participle(&pair[1]));
        let spoken = !gap.iter().any(|word| matches!(word.text, ";" | "\u{2014}" | "."));
        return (!over_content && !far && !blocked(gap) && !participle && spoken).then_some(gap.len());
    }
    // "On Tuesday, the mayor said": the date opens the sentence, and the source follows.
    let gap = range(mention.end, source.first().copied().unwrap_or(hull).start.max(hull.start));
    let over_content = content.iter().any(|span| span.start < hull.start);
    let opening = before.len() <= 8 && !blocked(before) && !before.iter().any(|word| word.shape == Shape::Quote);
    let direct = gap.iter().filter(|word| word.shape != Shape::Mark).count() <= 4
        && !blocked(gap)
        && !gap.iter().any(|word| word.is(&["but", "and", "there", "it"]))
        && gap.iter().filter(|word| word.text == ",").count() <= 1
        && (before.is_empty() || gap.iter().any(|word| word.text == ",") || gap.is_empty());
    (!over_content && opening && direct).then_some(gap.len() + before.len())
}

fn blocked(gap: &[Word]) -> bool {
    (0..gap.len()).any(|at| {
        // "said as he left", but "said as much".
        BLOCKS.at(gap, at).is_some()
            && !(gap[at].is(&["for", "from", "by", "as", "during"])
                && gap.get(at + 1).is_some_and(|next| !next.is(&["he", "she", "they", "it"])))
    })
}

fn is_participle(word: &Word) -> bool {
    word.is_letters()
        && word.lower.len() > 4
        && (word.lower.ends_with("ed") || word.is(&["born", "held", "built", "found", "shot"]))
}

/// Returns whether the mention only qualifies a noun: "a 2019 report", "the March 24 vote".
fn modifies(words: &[Word], mention: Span) -> bool {
    let Some(first) = words.iter().position(|word| word.span.start >= mention.start) else { return false };
    let led = words[first].is(&["on", "in", "late", "early", "earlier", "last", "this", "next", "the", "later"]);
    let determined = first
        .checked_sub(1)
        .is_some_and(|before| words[before].is(&["the", "a", "an", "his", "her", "its", "their", "'s"]));
    !led && determined
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::extract::date::dates;
    use crate::extract::marked::MarkedText;
    use crate::text::parse;

    /// `text` marks the content with `[…]`, the cue with `{…}` and the source with `<…>`; published on Wednesday, 6
    /// March 2024.
    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str)>) {
        let MarkedText { body, content, cue, source } = MarkedText::new(text);
        let document = parse(&body);
        let mentions = dates(&document, NaiveDate::from_ymd_opt(2024, 3, 6));
        let found = said_on(&document, &mentions, &content, &cue, &source);
        let found = found.map(|said| (said.words.text, said.date.to_string()));
        assert_eq!(found, expected.map(|(words, date)| (words.to_owned(), date.to_owned())), "{text}");
    }

    #[test]
    fn takes_the_date_of_the_cue() {
        check("[The port was shut on Monday], <Ilse Maren> {said} on Tuesday.", Some(("on Tuesday", "2024-03-05")));
        check("[The port will be shut], <the authority> {said} Tuesday.", Some(("Tuesday", "2024-03-05")));
        check("\"[We are ready],\" <she> {told} reporters in Tarn on Monday.", Some(("on Monday", "2024-03-04")));
        check(
            "\"[We are ready],\" {said} <Paul Dray>, the health secretary, on Monday.",
            Some(("on Monday", "2024-03-04")),
        );
        check("On Tuesday, <the mayor> {said} that [the bridge was safe].", Some(("On Tuesday", "2024-03-05")));
        check("<Maren> on Tuesday {said} [the bridge was safe].", Some(("on Tuesday", "2024-03-05")));
        check("<Maren> {said} on Tuesday that [the bridge would open on Friday].", Some(("on Tuesday", "2024-03-05")));
        check("Speaking in Tarn on Sunday, <he> {said} [the bridge was safe].", Some(("on Sunday", "2024-03-03")));
        check("<Maren>, speaking on Tuesday, {said} [the bridge was safe].", Some(("on Tuesday", "2024-03-05")));
        check("[The bridge is safe], <he> {said} yesterday.", Some(("yesterday", "2024-03-05")));
        check(
            "[The bridge is safe], <the ministry> {said} in a statement last week.",
            Some(("last week", "2024-02-26")),
        );
        check("In 2019 <he> {said} [the bridge was safe].", Some(("In 2019", "2019-01-01")));
        check("<He> {said last year} that [the bridge was safe in 2011].", Some(("last year", "2023-01-01")));
    }

    #[test]
    fn leaves_the_dates_of_other_things_alone() {
        check("<Maren> {said} [the port was shut on Monday].", None);
        check("[The port is shut], <Maren> {said} after Tuesday's vote.", None);
        check("[The port is shut], <Maren> {said} after the vote on Tuesday.", None);
        check("[The port is shut], {said} <Maren>, who took office in January.", None);
        check("[The port is shut], {said} <Maren>, elected in 2019.", None);
        check("<Maren>, elected in 2019, {said} [the port was shut].", None);
        check("<Maren>, who won on Tuesday, {said} [the port was shut].", None);
        check("[The port is shut], <a 2019 report> {said}.", None);
        check("[The port is shut], {according to} the 2019 <report>.", None);
        check("It was quiet on Tuesday. <Maren> {said} [the port was shut].", None);
        check("On Friday voters go to the polls, but <Maren> {said} [the hall was shut].", None);
        check("After the fire on Tuesday, <Maren> {said} [the port was shut].", None);
        check("\"[The port is shut].\"", None);
    }
}
