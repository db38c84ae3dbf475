//! Finds every name in a document, with the titles, roles and forms of address that stand around it.
//!
//! **Finds** runs of capitalised words, parts of names in lower case included ("Ana de la Cruz", "Bank of Varland").
//! **Example**: "Acting governor Ilse Maren" is the name "Ilse Maren" with the role "acting governor".
//! **Leaves alone** ordinary words that a sentence starts with, days, months, headings (there it takes up known names
//! only).
//! **Known misses**: names without capitals; names that are ordinary words at the start of a sentence and stand nowhere
//! else.
//!
//! It never joins two places: who is who is decided in `cast`.

use std::ops::Range;

use crate::claim::SpeakerKind;
use crate::lexicon::{PARTICLES, is_generation};
use crate::text::TokenKind;

use super::lexicon::{Gender, NameGender, lexicon};
use super::phrase::canonical;
use super::role;
use super::words::FoldedWords;

/// One place where something is called by a name.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// The name's own words.
    pub tokens: Range<usize>,
    /// With titles and the role before it.
    pub whole: Range<usize>,
    /// Folded, in order.
    pub words: Vec<String>,
    pub gender: Option<Gender>,
    /// A form of address or a title stands before it.
    pub titled: bool,
    /// The office or relation that stands beside it.
    pub role: Option<String>,
    /// What the place says it is.
    pub kind: Option<SpeakerKind>,
    /// Something is said to be its ("Lavrov's").
    pub possessive: bool,
    pub quoted: bool,
    /// Proves nothing by itself: it may be joined to a name known from elsewhere, but makes none.
    pub doubtful: bool,
    pub sentence: usize,
    /// "62" in "Teresa Vance, 62, …" and "the 62-year-old Teresa Vance".
    pub age: Option<String>,
    /// Party, state or country beside the name, in the words of descriptions: "Republican Ann Holt", "Ann Holt
    /// (R-S.C.)", "Ann Holt of Iowa".
    pub belongs: Vec<String>,
}

/// The most words that a name may have; a longer run of capitals is no name.
const LONGEST: usize = 14;
/// The most words that a nickname may have.
const LONGEST_NICKNAME: usize = 3;
/// Months and verbs that are names of people too.
const DOUBTFUL: [&str; 6] = ["may", "will", "april", "june", "august", "march"];
/// Finds all names, in text order, none overlapping.
///
/// `edges` are the tokens behind sources, in order: no name reaches across one.
pub(super) fn names(words: &FoldedWords, edges: &[usize]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for (index, sentence) in words.document.sentences.iter().enumerate() {
        let mut at = words.document.opening(index);
        let first = at;
        while at < sentence.tokens.end {
            if !starts_name(words, at) {
                at += 1;
                continue;
            }
            let edge = edges.get(edges.partition_point(|&edge| edge <= at));
            let end = run_end(words, at, edge.map_or(sentence.tokens.end, |&edge| edge.min(sentence.tokens.end)));
            names.extend(name_in(words, at..end, first..sentence.tokens.end, index));
            at = end;
        }
    }
    names
}

fn name_word(words: &FoldedWords, at: usize) -> bool {
    words.is_word(at)
        && words.capital(at)
        && !words.possessive(at)
        && (!lexicon().function_word(words.folded(at)) || words.raw(at) == "US" || words.used_as_name(at))
        && words.raw(at) != "I"
}

fn starts_name(words: &FoldedWords, at: usize) -> bool {
    if !name_word(words, at) {
        return false;
    }
    let next = name_word(words, at + 1);
    if DOUBTFUL.contains(&words.folded(at)) {
        // "May 6", "Will Putin come?", but "Will Hartley" in the middle of a sentence or before a statement.
        return !words.document.tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Number)
            && (next || words.folded(at) == "may");
    }
    words.proper(at) || next || lexicon().role(words.folded(at)).is_some() && words.capital(at)
}

/// Finds where the run of name words that starts at `start` ends.
fn run_end(words: &FoldedWords, start: usize, limit: usize) -> usize {
    let limit = limit.min(start + LONGEST);
    let quotation = |at: usize| words.document.tokens.get(at).map(|token| token.quotation);
    let inside = |at: usize| at < limit && quotation(at) == quotation(start);
    let mut end = start + 1;
    loop {
        if let Some(behind) = nickname_end(words, end).filter(|&behind| inside(behind)) {
            end = behind + 1;
            continue;
        }
        if !inside(end) {
            break;
        }
        let before = words.folded(end - 1);
        if name_word(words, end) {
            if DOUBTFUL.contains(&words.folded(end)) && lexicon().first_name(before).is_none() {
                break;
            }
            end += 1;
            continue;
        }
        let word = words.folded(end);
        if PARTICLES.has(word) && words.is_word(end) {
            let after = if PARTICLES.has(words.folded(end + 1)) { end + 2 } else { end + 1 };
            if inside(after) && name_word(words, after) {
                end = after + 1;
                continue;
            }
        }
        let of = matches!(word, "of" | "for");
        let takes_of = lexicon().role(before).is_some() || lexicon().body(before).is_some_and(|body| !body.weak);
        if of && takes_of && inside(end + 1) && name_word(words, end + 1) {
            end += 2;
            continue;
        }
        if of
            && lexicon().body(before).is_some()
            && matches!(words.folded(end + 1), "the" | "a" | "an")
            && inside(end + 2)
            && name_word(words, end + 2)
        {
            end += 3;
            continue;
        }
        if matches!(word, "and" | "&") && joins_body(words, start, end, limit) {
            end += 2;
            continue;
        }
        break;
    }
    end
}

/// Finds the surname behind the nickname whose mark or bracket opens at `open`: "Anton “Lamp” Reyer", "Hedy (Lark) Sorn".
fn nickname_end(words: &FoldedWords, open: usize) -> Option<usize> {
    let before = open.checked_sub(1)?;
    let kind = |at: usize| words.document.tokens.get(at).map(|token| token.kind);
    let opens = kind(open) == Some(TokenKind::QuoteOpen) || words.raw(open) == "(";
    if !opens || !name_word(words, before) || words.all_capitals(before) {
        return None;
    }
    let closes = |at: usize| kind(at) == Some(TokenKind::QuoteClose) || words.raw(at) == ")";
    let close = (open + 2..open + 2 + LONGEST_NICKNAME).find(|&at| closes(at))?;
    let called = |at: usize| {
        words.is_word(at)
            && (words.capital(at) && words.raw(at).len() > 1 && !words.all_capitals(at)
                || matches!(words.raw(at), "the" | "of"))
    };
    let named = (open + 1..close).all(called) && words.capital(close - 1);
    (named && name_word(words, close + 1)).then_some(close + 1)
}

/// Returns whether the "and" at `and` stands inside a body's name ("Food and Drug Agency").
fn joins_body(words: &FoldedWords, start: usize, and: usize, limit: usize) -> bool {
    let strong = |at: usize| lexicon().body(words.folded(at)).is_some_and(|body| !body.weak && !body.surname);
    let personal = |at: usize| {
        lexicon().first_name(words.folded(at)).is_some()
            || lexicon().honorific(words.folded(at)).is_some()
            || lexicon().role(words.folded(at)).is_some()
    };
    if strong(and - 1) || (start..and).any(personal) || !name_word(words, and + 1) {
        return false;
    }
    let mut end = and + 1;
    while end < limit && name_word(words, end) {
        if personal(end) {
            return false;
        }
        end += 1;
    }
    strong(end - 1) && words.raw(and) != "&" || words.raw(and) == "&"
}

/// Reads a run of capitalised words: what of it is title, what is name, and what stands around it.
fn name_in(words: &FoldedWords, run: Range<usize>, sentence: Range<usize>, index: usize) -> Option<Name> {
    let lexicon = lexicon();
    let only = words.folded(run.start);
    if run.len() == 1 && (lexicon.place(only).is_some() && !lexicon.place_name(only) || lexicon.partisan(only)) {
        return None;
    }
    let nickname = run.clone().find_map(|open| nickname_end(words, open).map(|behind| open..behind));
    let nickname = nickname.filter(|nickname| nickname.end < run.end).unwrap_or(run.end..run.end);
    let split = title_end(words, &(run.start..nickname.start));
    let mut name = split.unwrap_or(run.start)..run.end;
    let mut doubtful = words.in_heading(run.start);
    if name.is_empty() {
        // A title alone ("the King") may still be somebody's surname.
        if run.len() > 1 {
            return None;
        }
        name = run.clone();
        doubtful = true;
    }
    if split.is_none() {
        name = without_prefix(words, name);
    }
    if name.len() == 1 && DOUBTFUL.contains(&words.folded(name.start)) {
        doubtful = true;
    }
    let title = split.filter(|_| !doubtful || name.start > run.start).map(|split| run.start..split);
    let mut gender = None;
    let mut titled = false;
    let mut role = None;
    let mut kind = None;
    let mut whole = name.clone();
    if let Some(title) = title.filter(|title| !title.is_empty()) {
        titled = true;
        kind = Some(SpeakerKind::Person);
        whole.start = title.start;
        gender = title.clone().rev().find_map(|at| {
            let title = lexicon.honorific(words.folded(at)).and_then(NameGender::gender);
            title.or_else(|| lexicon.role(words.folded(at))?.gender)
        });
        role = role::of_title(words, &title);
    }
    let own: Vec<String> =
        name.clone().filter(|at| !nickname.contains(at)).map(|at| words.folded(at).to_owned()).collect();
    // "House Republicans" are as many as "Republicans"; "Exit Polls" stand for what is written.
    let last = own.last().map_or("", String::as_str);
    if kind.is_none() && own.len() == 1 && lexicon.group(last)
        || (kind.is_none() || role.is_some()) && lexicon.named_group(last)
    {
        kind = Some(SpeakerKind::Group);
        role = None;
    }
    if kind.is_none() && is_body(words, &name, &own) {
        kind = Some(SpeakerKind::Organization);
    }
    let given = own.first().is_some_and(|first| lexicon.first_name(first).is_some());
    if kind.is_none() && own.len() > 1 && !given && last.ends_with('s') && lexicon.document(last) {
        kind = Some(SpeakerKind::Document);
    }
    let definite = words.folded(whole.start.wrapping_sub(1)) == "the" && whole.start > sentence.start;
    if titled && let Some(full) = &mut role {
        let start = role::modifiers(words, whole.start, sentence.start);
        if start < whole.start {
            *full = format!("{} {full}", words.text_as_name(&(start..whole.start)));
            whole.start = start;
        }
    }
    // A body has the role of a body, and only between commas.
    let body = kind == Some(SpeakerKind::Organization);
    if let Some(before) = role::before(words, whole.start, sentence.start)
        .filter(|before| !body || before.kind == SpeakerKind::Organization)
    {
        kind = Some(before.kind);
        gender = gender.or(before.gender);
        // "acting" before "Governor Ilse Maren" belongs to the same office.
        let title = whole.start..name.start;
        role = Some(match role.take() {
            Some(_) if before.tokens.end == whole.start => words.text_as_name(&(before.tokens.start..title.end)),
            _ => before.text,
        });
        if !before.apart {
            whole.start = before.tokens.start;
        }
    }
    let (age, rest) = role::age(words, name.end, sentence.end);
    let age = age.or_else(|| role::years(words, name.start, sentence.start));
    let mut belongs = role::belongs(words, name.end, sentence.end);
    if split.is_none() {
        belongs.extend((run.start..name.start).map(|at| canonical(words, at)));
    }
    if let Some(after) = role::after(words, rest, sentence.end)
        && (kind.is_none() || kind == Some(after.kind))
    {
        kind = Some(after.kind);
        gender = gender.or(after.gender);
        role = role.or(Some(after.text));
    }
    if kind.is_none() {
        // "An analyst at Jeffers, who": not Jeffers, but the analyst.
        let governed = whole.start > sentence.start && role::is_preposition(words.folded(whole.start - 1));
        kind = if age.is_some() || !governed && role::relative(words, name.end) == Some("who") {
            Some(SpeakerKind::Person)
        } else if definite && split.is_none() {
            Some(SpeakerKind::Organization)
        } else {
            None
        };
    }
    if kind != Some(SpeakerKind::Organization) && own.len() > 1 {
        let given = own.first().and_then(|first| lexicon.first_name(first));
        gender = gender.or(given.and_then(NameGender::gender));
        if given.is_some() && kind.is_none() {
            kind = Some(SpeakerKind::Person);
        }
    }
    Some(Name {
        possessive: words.possessive(name.end),
        quoted: words.quoted(name.start),
        sentence: index,
        words: own,
        tokens: name,
        whole,
        gender,
        titled,
        role,
        kind,
        doubtful,
        age,
        belongs,
    })
}

/// Finds where the titles at the start of a run end; `None` where it has none.
fn title_end(words: &FoldedWords, run: &Range<usize>) -> Option<usize> {
    let lexicon = lexicon();
    let is_title = |at: usize| {
        let word = words.folded(at);
        // "RT" and "RT News" are no "Rt Hon".
        let initials = words.all_capitals(at) && !words.all_capitals(at + 1);
        if lexicon.honorific(word).is_some() {
            return !initials;
        }
        // "The S.E.C." is no secretary.
        if words.all_capitals(at) && lexicon.abbreviation(word).is_some() {
            return false;
        }
        // "Refugee Processing Centre": a noun that says nothing about who it is is nobody's title.
        if lexicon.role(word).is_none_or(|role| role.anonymous) {
            return false;
        }
        // "Dean Arlow": a first name that is a title as well.
        if at == run.start && run.len() == 2 && lexicon.first_name(word).is_some() {
            return false;
        }
        // "Stephen King", "Mr Major", "Ann King Jr.": a surname that is a title as well.
        let last = (at + 1..run.end).all(|next| is_generation(words.folded(next)));
        let named = at > run.start
            && (lexicon.first_name(words.folded(at - 1)).is_some()
                || lexicon.honorific(words.folded(at - 1)).is_some());
        !(last && named)
    };
    let head = run.clone().rev().find(|&at| is_title(at))?;
    let mut end = head + 1;
    if matches!(words.folded(end), "of" | "for") && end + 1 < run.end {
        end += 2;
        while end < run.end {
            let word = words.folded(end);
            let more = lexicon.portfolio(word) || lexicon.place(word).is_some() && lexicon.first_name(word).is_none();
            if !more {
                break;
            }
            end += 1;
        }
    }
    Some(end.min(run.end))
}

/// Leaves out what stands before a name without being a title: "French", "Conservative", "In Moscow", "Residents".
fn without_prefix(words: &FoldedWords, name: Range<usize>) -> Range<usize> {
    let lexicon = lexicon();
    if name.len() < 2 {
        return name;
    }
    let first = words.folded(name.start);
    let given = |at: usize| lexicon.first_name(words.folded(at)).is_some();
    let place = lexicon.place(first).is_some();
    let adjective = place && !lexicon.place_name(first);
    if !given(name.start) {
        // "Chasing Holt was Reil": a participle that only starts the sentence.
        let body = name.clone().any(|at| {
            let word = words.folded(at);
            lexicon.body(word).is_some() || lexicon.company_word(word)
        });
        if words.initial(name.start)
            && first.len() > 5
            && first.ends_with("ing")
            && (name.len() == 2 || given(name.start + 1))
            && !body
            && !lexicon.known_body(first)
            && !words.seen_proper(name.start)
        {
            return name.start + 1..name.end;
        }
        let prepared = name.start > 0 && matches!(words.folded(name.start - 1), "in" | "at" | "from" | "near");
        let body = lexicon.body(words.folded(name.end - 1)).is_some();
        if adjective && given(name.start + 1) || place && prepared && !body && lexicon.place_name(first) {
            return name.start + 1..name.end;
        }
        if words.initial(name.start) && lexicon.plural_role(first).is_some() && !body {
            return name.start + 1..name.end;
        }
        // "Labour's", "Republican Anna Bell": everything before a first name that only says where somebody belongs.
        let start = name.clone().find(|&at| given(at)).filter(|&at| at + 1 < name.end);
        if let Some(start) = start
            && (name.start..start).all(|at| {
                let word = words.folded(at);
                lexicon.place(word).is_some() || lexicon.ordinary(word) || words.seen_lower(at)
            })
        {
            return start..name.end;
        }
    }
    name
}

/// Returns whether the words of a name are a body's.
fn is_body(words: &FoldedWords, name: &Range<usize>, own: &[String]) -> bool {
    let lexicon = lexicon();
    let joined = own.join(" ");
    if lexicon.known_body(&joined) {
        return true;
    }
    if let [only] = own {
        let short = words.all_capitals(name.start) && only.len() <= 6 && words.raw(name.start + 1) != ":";
        return short || lexicon.place_name(only) || lexicon.body(only).is_some_and(|body| !body.weak && !body.surname);
    }
    let person = own.len() == 2 && lexicon.first_name(&own[0]).is_some();
    // "South Varland", and every other place with a word before it.
    let place = lexicon.first_name(&own[0]).is_none() && own.last().is_some_and(|last| lexicon.place_name(last));
    let firm = !person && own.last().is_some_and(|last| lexicon.company_word(last));
    place
        || firm
        || own.iter().filter_map(|word| lexicon.body(word)).any(|body| !body.weak && (!person || !body.surname))
}
