//! Which words name who: the noun phrase before or behind a cue.
//!
//! It works on word classes alone, without a parse, and would rather find nothing than run over a clause.

use std::ops::Range;

use super::words::{Class, ClassedWords};

/// Longest noun phrase, and longest apposition or relative clause between commas, in tokens.
const LONGEST_PHRASE: usize = 16;
const LONGEST_APPOSITION: usize = 28;

/// Finds the subject that ends before token `end`; `first` is the first token of the sentence.
pub(super) fn before(words: &ClassedWords, first: usize, end: usize) -> Option<Range<usize>> {
    if end <= first {
        return None;
    }
    if words.is(end - 1, ",") {
        return with_apposition(words, first, end - 1);
    }
    if words.any(end - 1, &["and", "but", "or"]) {
        return coordinated(words, first, end - 1);
    }
    if words.has_class(end - 1, &[Class::Relative]) {
        let antecedent = if end >= 2 && words.is(end - 2, ",") { end - 2 } else { end - 1 };
        return phrase(words, first, antecedent);
    }
    phrase(words, first, end)
}

/// "Vance, who lives beside the line," before a verb: the noun phrase with what stands between the commas.
fn with_apposition(words: &ClassedWords, first: usize, comma: usize) -> Option<Range<usize>> {
    let from = comma.saturating_sub(LONGEST_APPOSITION).max(first);
    let mut commas = (from..comma).rev().filter(|&token| words.is(token, ","));
    // "Holt, of Halden, Tarn, said": the second comma back may be the one that matters.
    let nearest = commas.next()?;
    let subject = phrase(words, first, nearest)?;
    let inner = nearest + 1..comma;
    let is_clause =
        words.any(inner.start, &["and", "but", "while", "as", "after", "before", "when", "if", "because", "although"]);
    if is_clause || inner.is_empty() {
        return None;
    }
    Some(subject.start..comma)
}

/// "The minister left the room and said": the subject stands at the start of the clause.
fn coordinated(words: &ClassedWords, first: usize, end: usize) -> Option<Range<usize>> {
    let start = clause_start(words, first, end);
    if start == end {
        // "The chancellor ruled out talks, and said …": the clause before has the subject.
        return clause_subject(words, first, end);
    }
    let subject = phrase_at(words, start, end)?;
    let present = (words.is_name(subject.start) || words.has_class(subject.start, &[Class::Pronoun]))
        && words.class(subject.end).is_none()
        && words.lower(subject.end).ends_with('s');
    let verb_follows = present
        || words.has_class(subject.end, &[Class::Auxiliary, Class::Adverb])
        || words.lower(subject.end).ends_with("ed")
        || words.cue(subject.end).is_some()
        || words.any(
            subject.end,
            &["told", "met", "went", "came", "left", "spoke", "took", "gave", "made", "stood", "ran"],
        );
    verb_follows.then_some(subject)
}

/// Finds the subject that opens a clause: a pronoun, or a name at the sentence's start or behind its opening adverbial.
pub(super) fn clause_subject(words: &ClassedWords, first: usize, end: usize) -> Option<Range<usize>> {
    let behind_comma = (first..end).filter(|&token| words.is(token, ",")).map(|comma| comma + 1);
    let starts = std::iter::once(first).chain(behind_comma);
    for mut start in starts {
        while start < end && words.has_class(start, &[Class::Adverb, Class::Conjunction]) {
            start += 1;
        }
        if words.has_class(start, &[Class::Pronoun]) {
            return Some(start..start + 1);
        }
        let mut stop = start;
        while stop < end && words.is_name(stop) {
            stop += 1;
        }
        if stop > start {
            return Some(start..stop);
        }
    }
    None
}

/// Where the last clause before `end` starts: behind the last comma, semicolon, colon or dash that an adverbial may
/// stand before.
fn clause_start(words: &ClassedWords, first: usize, end: usize) -> usize {
    let mut start = (first..end)
        .rev()
        .find(|&token| words.any(token, &[",", ";", ":", "—", "–", "--"]))
        .map_or(first, |mark| mark + 1);
    while start < end && words.has_class(start, &[Class::Conjunction, Class::Adverb]) {
        start += 1;
    }
    start
}

/// Reads the noun phrase that ends before token `end`, walking back.
fn phrase(words: &ClassedWords, first: usize, end: usize) -> Option<Range<usize>> {
    let lowest = end.saturating_sub(LONGEST_PHRASE).max(first);
    let mut start = end;
    while start > lowest && !stops(words, start - 1, first, end) {
        start -= 1;
    }
    // Adverbs and days before the phrase do not belong to it: "meanwhile Holt", "on Tuesday the mayor".
    loop {
        if start < end && words.has_class(start, &[Class::Adverb, Class::Conjunction]) {
            start += 1;
        } else if start < end && words.has_class(start, &[Class::Preposition]) {
            start = behind_adverbial(words, start, end)?;
        } else if start < end
            && words.has_class(start, &[Class::Day])
            && start + 1 < end
            && !words.any(start + 1, &["'s", "’s"])
        {
            start += 1;
        } else {
            break;
        }
    }
    accept(words, start..without_day(words, start, end))
}

/// Leaves out the day between a subject and its verb: "the mayor on Tuesday [ruled out]".
fn without_day(words: &ClassedWords, start: usize, mut end: usize) -> usize {
    while end > start + 1 && words.has_class(end - 1, &[Class::Day]) {
        end -= 1;
        if words.is(end - 1, "on") && end > start + 1 {
            end -= 1;
        }
    }
    end
}

/// Reads the noun phrase that starts at `start`, walking forward to the first word that cannot belong to it.
fn phrase_at(words: &ClassedWords, start: usize, limit: usize) -> Option<Range<usize>> {
    if words.has_class(start, &[Class::Pronoun]) {
        return Some(start..start + 1);
    }
    let mut end = start;
    while end < limit
        && end - start < LONGEST_PHRASE
        && !words.has_class(end, &[Class::Auxiliary, Class::Subordinator, Class::Relative, Class::Adverb])
        && !(end > start && (words.cue(end).is_some() || words.lower(end).ends_with("ed")) && !words.is_name(end))
        && words.is_word(end)
        && !words.in_quotation(end)
    {
        end += 1;
    }
    accept(words, start..end)
}

/// Returns whether walking back over a subject stops at this token.
fn stops(words: &ClassedWords, token: usize, first: usize, end: usize) -> bool {
    if words.in_quotation(token) || !words.is_word(token) {
        let mark = words.lower(token);
        // "the dockers' union": the apostrophe of a plural belongs to the phrase; commas and dashes end it.
        let possessive = matches!(mark, "'" | "’") && token + 1 < end && !words.in_quotation(token);
        return !(possessive || mark == "-" || mark == "&" || mark == "/" || mark == "." && token + 1 < end);
    }
    if words.has_class(token, &[Class::Auxiliary, Class::Subordinator, Class::Relative])
        && !words.any(token, &["'s", "’s"])
    {
        return true;
    }
    if words.has_class(token, &[Class::Conjunction]) {
        // "Lee and Park said", "officials and aides said".
        let like = words.is_name(token + 1) == (token > first && words.is_name(token - 1));
        return !(words.is(token, "and")
            && like
            && token > first
            && words.is_word(token - 1)
            && words.cue(token - 1).is_none());
    }
    let finite_cue = words.cue(token).is_some()
        && !words.is_name(token)
        && (words.lower(token).ends_with("ed") || matches!(words.lower(token), "said" | "says" | "told" | "say"))
        && token > first
        && !words.has_class(token - 1, &[Class::Determiner]);
    finite_cue || words.has_class(token, &[Class::FirstPerson])
}

/// Skips a prepositional phrase that opens a clause: "in a statement the company" → "the company".
fn behind_adverbial(words: &ClassedWords, start: usize, end: usize) -> Option<usize> {
    let mut candidates = (start + 2..end).filter(|&token| {
        let opens = words.has_class(token, &[Class::Determiner, Class::Pronoun])
            || words.is_name(token) && !words.is_name(token - 1) && !words.has_class(token - 1, &[Class::Determiner]);
        opens && !words.has_class(token - 1, &[Class::Preposition, Class::Determiner])
    });
    candidates.next()
}

/// Refuses phrases that cannot be a source.
fn accept(words: &ClassedWords, range: Range<usize>) -> Option<Range<usize>> {
    if range.is_empty() || !range.clone().any(|token| words.is_word(token)) {
        return None;
    }
    let single = range.len() == 1;
    if words.has_class(range.start, &[Class::FirstPerson]) {
        return None;
    }
    if single && words.class(range.start).is_some_and(|class| !matches!(class, Class::Pronoun | Class::Determiner)) {
        return None;
    }
    if single && words.any(range.start, &["there", "the", "a", "an"]) {
        return None;
    }
    (!words.is(range.start, "there") && !holds_relative_clause(words, &range)).then_some(range)
}

/// "The ceasefire Holt [claimed he could secure]": a thing, then somebody else as the subject of a clause about it.
/// "The mayor Holt" is one person.
fn holds_relative_clause(words: &ClassedWords, range: &Range<usize>) -> bool {
    let last = range.end - 1;
    if !words.has_class(range.start, &[Class::Determiner])
        || !(words.is_name(last) || words.has_class(last, &[Class::Pronoun]))
    {
        return false;
    }
    let Some(noun) =
        range.clone().rev().find(|&token| !words.is_name(token) && !words.has_class(token, &[Class::Pronoun]))
    else {
        return false;
    };
    let plain = words.class(noun).is_none() && words.is_word(noun) && noun > range.start;
    plain && !is_role(words.lower(noun))
}

/// Returns whether a noun's ending, or the noun itself, makes it a person or an institution.
fn is_role(noun: &str) -> bool {
    const ENDINGS: [&str; 14] =
        ["er", "or", "ist", "ian", "man", "woman", "person", "ent", "ant", "eer", "ive", "ary", "ess", "yst"];
    const NOUNS: [&str; 20] = [
        "chief", "head", "king", "queen", "group", "company", "agency", "network", "website", "magazine", "daily",
        "firm", "outlet", "aide", "coach", "judge", "cleric", "mayor", "duke", "ally",
    ];
    ENDINGS.iter().any(|ending| noun.ends_with(ending)) || NOUNS.contains(&noun)
}

/// Finds the noun phrase that starts at token `start`, with its apposition, for "said X, a lawyer"; `limit` is the
/// sentence's end.
pub(super) fn behind(words: &ClassedWords, start: usize, limit: usize) -> Option<Range<usize>> {
    let phrase = phrase_behind(words, start, limit)?;
    Some(phrase.start..apposition_end(words, phrase.end, limit))
}

/// Finds the noun phrase that starts at token `start`, for "According to X, the bridge is safe": what follows the comma
/// is no apposition, unless it can be nothing else.
pub(super) fn behind_opening(words: &ClassedWords, start: usize, limit: usize) -> Option<Range<usize>> {
    let phrase = phrase_behind(words, start, limit)?;
    let apposition = words.is(phrase.end, ",") && words.any(phrase.end + 1, &["who", "which", "whose", "a", "an"]);
    let end = if apposition { apposition_end(words, phrase.end, limit) } else { phrase.end };
    Some(phrase.start..if end < limit { end } else { phrase.end })
}

fn phrase_behind(words: &ClassedWords, start: usize, limit: usize) -> Option<Range<usize>> {
    if words.has_class(start, &[Class::Pronoun]) {
        return Some(start..start + 1);
    }
    let opens = words.is_name(start)
        || words.has_class(start, &[Class::Determiner])
        || words.kind(start).is_some() && words.class(start).is_none();
    if !opens || words.has_class(start, &[Class::Day]) || !words.is_word(start) {
        return None;
    }
    let mut end = start;
    while end < limit && end - start < LONGEST_PHRASE && in_phrase(words, end, start) {
        end += 1;
    }
    accept(words, start..end)
}

fn in_phrase(words: &ClassedWords, token: usize, start: usize) -> bool {
    if words.in_quotation(token)
        || words.has_class(token, &[Class::Day, Class::Subordinator, Class::Auxiliary, Class::Relative])
    {
        return false;
    }
    if words.any(token, &["in", "on", "at", "during", "as", "by", "to", "after", "before", "from", "about"]) {
        // "said Holt in a statement": the phrase has ended, unless the place belongs to it ("the council in Halden").
        return token > start
            && !words.is_name(token - 1)
            && words.is_name(token + 1)
            && !words.has_class(token + 1, &[Class::Day]);
    }
    words.is_word(token) && !words.has_class(token, &[Class::Adverb])
        || words.any(token, &["-", "&", "/", "'", "’"])
        || words.is(token, "and")
}

/// Extends over ", a lawyer at Sadler & Pym" and ", who lives beside the line".
fn apposition_end(words: &ClassedWords, end: usize, limit: usize) -> usize {
    let opens = words.is(end, ",")
        && (words.has_class(end + 1, &[Class::Determiner, Class::Relative])
            || words.class(end + 1).is_none()
                && words.is_word(end + 1)
                && !words.in_quotation(end + 1)
                && words.cue(end + 1).is_none());
    if !opens {
        return end;
    }
    let close = (end + 1..limit.min(end + LONGEST_APPOSITION)).find(|&token| {
        words.any(token, &[",", ";", ":"])
            || words.in_quotation(token)
            || !words.is_word(token) && words.kind(token) == Some(crate::text::TokenKind::QuoteOpen)
    });
    match close {
        Some(close) => close,
        // A phrase may reach over the limit.
        None if (end..=end + LONGEST_APPOSITION).contains(&limit) => limit,
        None => end,
    }
}
