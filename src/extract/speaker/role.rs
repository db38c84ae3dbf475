//! Reads the office or relation that stands beside a name: "health secretary Paul Dray", "Lena Okafor, the port
//! director,".
//!
//! **Finds** titles, nouns of office right before the name, and such nouns between commas before or after it.
//! **Example**: "Priya Raman, the council's head of housing, said" gives "council's head of housing".
//! **Leaves alone** what somebody does ("who leads the opposition"): that is no role.
//! **Known misses**: nouns of office that are not in the lists.
//!
//! It never looks further than the sentence, and never at who the name is.

use std::ops::Range;

use crate::claim::SpeakerKind;
use crate::lexicon::fold_name;
use crate::text::TokenKind;

use super::lexicon::{Gender, lexicon};
use super::words::FoldedWords;

/// A role beside a name.
pub(super) struct Beside {
    pub tokens: Range<usize>,
    /// In words, without its article.
    pub text: String,
    pub gender: Option<Gender>,
    /// A person's role or a body's ("the operator").
    pub kind: SpeakerKind,
    /// A comma stands between role and name.
    pub apart: bool,
}

/// The most words before the noun of office.
const BEFORE_NOUN: usize = 4;
/// The most words from the name to the end of a role behind it.
const BEHIND: usize = 14;
/// The most words of a role behind its noun ("of housing", "for the north of the county").
const BEHIND_NOUN: usize = 5;

/// Returns whether the folded word is an article or a possessive pronoun.
pub(super) fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the" | "a" | "an" | "its" | "his" | "her" | "their" | "our" | "my" | "this" | "that" | "these" | "those"
    )
}

/// Returns whether the folded word is a preposition that may follow a noun.
pub(super) fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "for"
            | "in"
            | "at"
            | "from"
            | "with"
            | "on"
            | "to"
            | "by"
            | "about"
            | "near"
            | "under"
            | "over"
            | "inside"
            | "outside"
            | "within"
            | "against"
            | "between"
            | "among"
            | "behind"
            | "across"
            | "around"
            | "during"
            | "after"
            | "before"
            | "since"
            | "through"
            | "into"
            | "without"
    )
}

/// Writes a title as a role: forms of address left out, shortened words written out. `None` where nothing is left.
pub(super) fn of_title(words: &FoldedWords, title: &Range<usize>) -> Option<String> {
    let lexicon = lexicon();
    let kept: Vec<String> = title
        .clone()
        .filter(|&at| lexicon.honorific(words.folded(at)).is_none())
        .map(|at| match lexicon.abbreviation(words.folded(at)) {
            Some(full) => full.to_owned(),
            None => words.raw(at).to_owned(),
        })
        .collect();
    (!kept.is_empty()).then(|| kept.join(" "))
}

/// What sort of noun a role may end in.
fn noun(word: &str) -> Option<(SpeakerKind, Option<Gender>)> {
    if let Some(role) = lexicon().role(word) {
        return Some((SpeakerKind::Person, role.gender));
    }
    lexicon().body(word).filter(|body| body.company).map(|_| (SpeakerKind::Organization, None))
}

/// Reads the role right before the name that starts at `name` ("port director", "its director,").
pub(super) fn before(words: &FoldedWords, name: usize, floor: usize) -> Option<Beside> {
    let last = name.checked_sub(1).filter(|&at| at >= floor)?;
    let apart = words.is_comma(last);
    let head = if apart { last.checked_sub(1).filter(|&at| at >= floor)? } else { last };
    if !words.is_word(head) || words.quoted(head) != words.quoted(name) {
        return None;
    }
    let (kind, gender) = noun(words.folded(head))?;
    // A body's noun right before a name is a part of something else ("company Midland"): only a comma makes it a role.
    if kind == SpeakerKind::Organization && !apart {
        return None;
    }
    let start = phrase_start(words, head, floor);
    if apart {
        let opened = start == floor
            || is_determiner(words.folded(start - 1))
            || (start..head).any(|at| words.possessive(at))
            || words.initial(start);
        let listed = (name..name + 6).find(|&at| !words.is_word(at) || words.folded(at) == "and");
        if !opened || listed.is_some_and(|at| words.folded(at) == "and") {
            return None;
        }
        // "As a partner at a law firm, Ana Holt …": she is no firm.
        let governed = start > floor + 1 && is_determiner(words.folded(start - 1));
        if kind == SpeakerKind::Organization && governed && is_preposition(words.folded(start - 2)) {
            return None;
        }
    }
    let tokens = start..head + 1;
    Some(Beside { text: words.text_as_name(&tokens), tokens, gender, kind, apart })
}

/// Finds where the words that go with the noun at `head` start, its article left out.
fn phrase_start(words: &FoldedWords, head: usize, floor: usize) -> usize {
    let lexicon = lexicon();
    let mut start = head;
    while start > floor && head - start < BEFORE_NOUN {
        let at = start - 1;
        if words.possessive(at) && at > floor && words.is_word(at - 1) {
            start = at - 1;
            // The owner's name, or his office.
            while start > floor
                && head - start < BEFORE_NOUN + 2
                && words.is_word(start - 1)
                && words.proper(start - 1)
                && !lexicon.function_word(words.folded(start - 1))
            {
                start -= 1;
            }
            break;
        }
        let word = words.folded(at);
        if !words.is_word(at) || lexicon.function_word(word) && words.raw(at) != "US" || words.possessive(at) {
            break;
        }
        let verb =
            lexicon.verb(word) || !lexicon.modifier(word) && ["ed", "ing", "ly"].iter().any(|end| word.ends_with(end));
        // "Late in the day health secretary …": a word that the lists do not know goes with the noun alone.
        let loose = !words.capital(at) && !lexicon.ordinary(word) && lexicon.place(word).is_none();
        if verb && !lexicon.ordinary(word) || loose && start < head && lexicon.modifier(words.folded(start)) {
            break;
        }
        start = at;
    }
    start
}

/// Finds where the words before a title start that belong to it ("acting Governor", "Dunmore police Chief").
pub(super) fn modifiers(words: &FoldedWords, title: usize, floor: usize) -> usize {
    let mut start = title;
    while start > floor && title - start < BEFORE_NOUN {
        let at = start - 1;
        let word = words.folded(at);
        let known = lexicon().modifier(word) && !lexicon().function_word(word) && !words.capital(at);
        let place =
            start < title && words.proper(at) && !lexicon().function_word(word) && lexicon().role(word).is_none();
        let opens = words.initial(at) && lexicon().modifier(word);
        if !words.is_word(at) || words.possessive(at) || !(known || place || opens) {
            break;
        }
        start = at;
    }
    start
}

/// Reads an age behind a name (", 62" or " (62)"); returns it with the place behind it.
pub(super) fn age(words: &FoldedWords, end: usize, limit: usize) -> (Option<String>, usize) {
    let opened = matches!(words.raw(end), "," | "(") && end + 1 < limit;
    if !opened || words.document.tokens.at(end + 1).kind != TokenKind::Number {
        return (None, end);
    }
    let number = words.raw(end + 1);
    let aged = number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit());
    let closed = end + 2 >= limit || !words.is_word(end + 2);
    if !aged || !closed {
        return (None, end);
    }
    let rest = if words.raw(end + 2) == ")" { end + 3 } else { end + 2 };
    (Some(number.to_owned()), rest)
}

/// Reads the age in front of a name ("62-year-old Teresa Vance", "the 62-year-old nurse Teresa Vance").
pub(super) fn years(words: &FoldedWords, start: usize, floor: usize) -> Option<String> {
    let nearest = (floor.max(start.saturating_sub(BEFORE_NOUN))..start).rev();
    nearest.take_while(|&at| words.is_word(at) || words.number(at)).find_map(|at| {
        let years = words.folded(at).strip_suffix("-year-old")?;
        Some(years.to_owned())
    })
}

/// Reads party, state or country behind a name: "(R-S.C.)", ", Democrat of Iowa,", "of Varland".
pub(super) fn belongs(words: &FoldedWords, end: usize, limit: usize) -> Vec<String> {
    const BRACKET: usize = 8;
    let lexicon = lexicon();
    let mut found = Vec::new();
    if words.raw(end) == "(" {
        let close = (end..limit.min(end + BRACKET)).find(|&at| words.raw(at) == ")");
        let Some(close) = close.filter(|&close| close > end + 1) else { return found };
        let (party, state) = {
            let text = words.text(&(end + 1..close));
            let (party, state) = text.split_once('-').unwrap_or((text.as_str(), ""));
            (party.trim().to_owned(), fold_name(state.trim()).replace(' ', ""))
        };
        found.extend(match party.as_str() {
            "R" => Some("republican".to_owned()),
            "D" => Some("democratic".to_owned()),
            _ => return found,
        });
        found.extend(lexicon.state(&state).iter().map(|&word| word.to_owned()));
        return found;
    }
    let mut at = end;
    if words.is_comma(at) {
        let Some(party) = lexicon.party(words.folded(at + 1)).filter(|_| at + 1 < limit && words.capital(at + 1))
        else {
            return found;
        };
        found.push(party.to_owned());
        at += 2;
    }
    if words.folded(at) == "of" && at + 1 < limit && words.capital(at + 1) {
        let place = words.folded(at + 1);
        found.push(lexicon.place(place).unwrap_or(place).to_owned());
    }
    found
}

/// Returns the relative pronoun that continues from a name, a comma between them or not.
pub(super) fn relative(words: &FoldedWords, end: usize) -> Option<&'static str> {
    let at = if words.is_comma(end) { end + 1 } else { end };
    ["who", "which", "whose"].into_iter().find(|&word| words.folded(at) == word)
}

/// Reads the role between commas behind a name that ends at `end`.
pub(super) fn after(words: &FoldedWords, end: usize, limit: usize) -> Option<Beside> {
    if end >= limit || !words.is_comma(end) {
        return None;
    }
    let mut start = end + 1;
    if is_determiner(words.folded(start)) {
        start += 1;
    }
    let limit = limit.min(start + BEHIND);
    let mut head = None;
    let mut at = start;
    while at < limit && words.is_word(at) {
        let word = words.folded(at);
        if words.possessive(at) && at > start {
            at += 1;
            continue;
        }
        if lexicon().function_word(word) && words.raw(at) != "US"
            || is_preposition(word)
            || lexicon().verb(word) && head.is_none()
        {
            break;
        }
        head = noun(word).map(|noun| (at, noun));
        at += 1;
    }
    // The noun must be the last word before whatever ends the phrase.
    let (head, (kind, gender)) = head.filter(|&(head, _)| head + 1 == at)?;
    let mut close = head + 1;
    if is_preposition(words.folded(close)) {
        let kept = matches!(words.folded(close), "of" | "for" | "to");
        let mut stop = close + 1;
        let most = limit.min(close + 1 + BEHIND_NOUN);
        while stop < most
            && words.is_word(stop)
            && !matches!(
                words.folded(stop),
                "who" | "which" | "said" | "says" | "and" | "on" | "in" | "at" | "with" | "from" | "by"
            )
        {
            stop += 1;
        }
        if kept && stop > close + 1 && stop < most && !is_determiner(words.folded(stop - 1)) {
            close = stop;
        } else {
            let tokens = start..close;
            return Some(Beside { text: words.text_as_name(&tokens), tokens, gender, kind, apart: true });
        }
    }
    // A verb right behind would make the noun somebody else, who acts.
    let ended = close >= words.document.tokens.len()
        || !words.is_word(close)
        || matches!(words.folded(close), "who" | "which" | "in" | "at" | "with" | "from" | "and" | "said" | "says");
    if !ended {
        return None;
    }
    let tokens = start..close;
    Some(Beside { text: words.text_as_name(&tokens), tokens, gender, kind, apart: true })
}
