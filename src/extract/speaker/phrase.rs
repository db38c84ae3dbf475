//! Reads descriptions: "the foreign minister", "a senior council official", "residents of the block", "court
//! documents".
//!
//! **Finds** the noun that the words are about, whether they point back ("the") or bring somebody in ("a"), and what
//! sort of speaker they are.
//! **Example**: "A spokesman for the ministry" is an organization, named "spokesman for the ministry".
//! **Leaves alone** names and pronouns.
//! **Known misses**: nouns that are in none of the lists, unless their ending tells.
//!
//! What kind a description without a name is:
//! - `anonymous`: one person that the outlet brings in without a name ("an aide", "a government minister"), a noun that
//!   tells nothing ("the official"), several of these where their rank or their number stands for a name ("two senior
//!   officials"), "sources", and everybody who "asked not to be named";
//! - `organization`: a body, and an unnamed spokesperson of one, who speaks for it and keeps nobody back;
//! - `person`: somebody known by an office or a tie ("the mayor of Dunmore", "her lawyer");
//! - `group`: several people otherwise; `document`: what is written; `unknown`: whatever nothing tells.
//!
//! It never says who it is: that is decided in `cast`.

use std::ops::Range;

use crate::claim::SpeakerKind;

use super::lexicon::{Gender, lexicon};
use super::role::{is_determiner, is_preposition};
use super::words::FoldedWords;

/// A description, read.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// All of its words that make its name, the article left out.
    pub tokens: Range<usize>,
    /// What it is known by: the words, as a name.
    pub name: String,
    /// The words up to the noun, folded, adjectives of places as the place.
    pub words: Vec<String>,
    /// The noun, in the singular where that is known.
    pub noun: String,
    /// "the", "this", "that" or a possessive pronoun: somebody that the reader knows already.
    pub definite: bool,
    /// Its first words name whose it is ("Varland's president").
    pub owned: bool,
    pub gender: Option<Gender>,
    pub kind: SpeakerKind,
    pub plural: bool,
    /// Any man, woman or person may be called so: the noun alone proves nothing.
    pub vague: bool,
    /// Any firm may be called so.
    pub company: bool,
    /// "62" in "the 62-year-old".
    pub age: Option<String>,
}

/// The most words that a description is named by.
const LONGEST: usize = 16;
/// How far behind a source the words are looked for that keep it back.
const BEHIND: usize = 14;

/// What the noun tells.
struct Noun {
    kind: SpeakerKind,
    gender: Option<Gender>,
    plural: bool,
    anonymous: bool,
    company: bool,
}

/// Folds a word of a description for comparison: adjectives and short forms of places become the place, those of
/// parties the party.
pub(super) fn canonical(words: &FoldedWords, at: usize) -> String {
    let word = words.folded(at);
    if word == "us" && words.raw(at) == "us" {
        return word.to_owned();
    }
    lexicon().place(word).or_else(|| lexicon().party(word)).unwrap_or(word).to_owned()
}

/// Reads the description that the words `tokens` are; `None` where there is no word.
pub(super) fn phrase(words: &FoldedWords, tokens: Range<usize>) -> Option<Phrase> {
    let mut start = tokens.start;
    let mut definite = false;
    let mut indefinite = false;
    let mut owned = false;
    let mut counted = false;
    while start < tokens.end {
        let word = words.folded(start);
        match word {
            "the" | "this" | "that" | "these" | "those" => definite = true,
            "its" | "his" | "her" | "their" | "our" | "my" => {
                definite = true;
                owned = true;
            }
            "a" | "an" | "one" | "any" | "every" | "each" => indefinite = true,
            // "Another source" is not the one before, and keeps a name of its own.
            "another" => {
                indefinite = true;
                break;
            }
            "two" | "three" | "four" | "five" | "six" | "seven" | "several" | "multiple"
                if words.is_word(start + 1) && start + 1 < tokens.end =>
            {
                counted = true
            }
            "some" | "many" | "both" | "other" | "few" | "all"
                if words.is_word(start + 1) && start + 1 < tokens.end =>
            {
                break;
            }
            _ if words.number(start) => counted = true,
            _ if words.is_word(start) => break,
            _ => {}
        }
        // Only articles and pronouns are left out of the name; a number stays ("two officials").
        if counted {
            break;
        }
        start += 1;
    }
    let whole = start..tokens.end.min(start + LONGEST);
    let end = cut(words, whole.clone());
    // "The man who shot Ina Rolle" is nobody whom a bare "the man" would mean.
    let told_apart = definite
        && end > start
        && end + 2 < whole.end
        && words.folded(end) == "who"
        && !kept_back(words, tokens.clone());
    let definite = definite && !told_apart;
    let noun_end = noun_end(words, start..end);
    let head = noun_end.checked_sub(1).filter(|&at| at >= start)?;
    let owner = (start..head).any(|at| words.possessive(at));
    let owned = owned || owner;
    let definite = definite || owner && !indefinite;
    let folded = words.folded(head);
    let known = known_noun(folded);
    let spokes = folded.starts_with("spokes");
    let mut kind = known.as_ref().map_or(SpeakerKind::Unknown, |noun| noun.kind);
    // Most words that nothing is known of and that end so are plurals ("proponents").
    let plural =
        known.as_ref().map_or(folded.len() > 3 && folded.ends_with('s') && !folded.ends_with("ss"), |noun| noun.plural);
    let anonymous = known.as_ref().is_some_and(|noun| noun.anonymous);
    let ranked =
        (start..head).any(|at| matches!(words.folded(at), "senior" | "top" | "unnamed" | "anonymous" | "unidentified"));
    let body_owner = head > start || owned || end > noun_end;
    kind = match kind {
        _ if kept_back(words, tokens.clone()) => SpeakerKind::Anonymous,
        SpeakerKind::Person if spokes && body_owner => SpeakerKind::Organization,
        SpeakerKind::Person if plural && (anonymous && (ranked || counted) || folded == "sources") => {
            SpeakerKind::Anonymous
        }
        SpeakerKind::Person if plural => SpeakerKind::Group,
        SpeakerKind::Person if owned => SpeakerKind::Person,
        SpeakerKind::Person if indefinite || anonymous => SpeakerKind::Anonymous,

        other => other,
    };
    let aged = folded.strip_suffix("-year-old").map(str::to_owned);
    if aged.is_some() && kind == SpeakerKind::Unknown {
        kind = if indefinite { SpeakerKind::Anonymous } else { SpeakerKind::Person };
    }
    // "A number of residents", "a coalition of leaders" are the residents and the leaders.
    let mut plural = plural;
    if lexicon().collection(folded)
        && words.folded(noun_end) == "of"
        && let Some(inner) = phrase(words, noun_end + 1..tokens.end)
        && (inner.plural || inner.kind == SpeakerKind::Document)
    {
        kind = if inner.kind == SpeakerKind::Organization { SpeakerKind::Group } else { inner.kind };
        plural = true;
    }
    let noun = if known.is_some() { singular(folded) } else { folded.to_owned() };
    // A group's place is no part of its name: "police in Oakhollow" are the police.
    let named_end = match kind {
        SpeakerKind::Group | SpeakerKind::Organization => (noun_end..end)
            .find(|&at| matches!(words.folded(at), "in" | "at" | "near" | "outside" | "inside"))
            .unwrap_or(end),
        _ => end,
    };
    // Nor is the day, or what was done with it ("a complaint filed in May").
    let mut named_end = (noun_end..named_end)
        .find(|&at| participle(words, at) || called(words, at) || dated(words, at))
        .unwrap_or(named_end);
    // "A survey in 2023" is a survey.
    while named_end > noun_end
        && matches!(words.folded(named_end - 1), "of" | "in" | "at" | "on" | "by" | "for" | "from" | "with" | "to")
    {
        named_end -= 1;
    }
    if told_apart {
        named_end = whole.end;
    }
    Some(Phrase {
        name: words.text_as_name(&(start..named_end)),
        words: (start..noun_end)
            .filter(|&at| words.is_word(at) && !words.possessive(at))
            .map(|at| canonical(words, at))
            .collect(),
        noun,
        definite,
        owned: owner,
        gender: known.as_ref().and_then(|noun| noun.gender),
        kind,
        plural,
        vague: anonymous || aged.is_some() || matches!(folded, "leader" | "politician" | "candidate" | "lawmaker"),
        company: known.as_ref().is_some_and(|noun| noun.company),
        age: aged,
        tokens: start..named_end,
    })
}

impl Phrase {
    /// Makes one or some of those that it describes of it: "one of the lawyers", with the first word at `start`.
    pub fn part(self, words: &FoldedWords, start: usize, one: bool) -> Self {
        let tokens = start..self.tokens.end;
        let kind = match self.kind {
            SpeakerKind::Group | SpeakerKind::Person if one => SpeakerKind::Anonymous,
            SpeakerKind::Person | SpeakerKind::Organization if !one => SpeakerKind::Group,
            kind => kind,
        };
        Self { name: words.text_as_name(&tokens), tokens, kind, definite: false, plural: !one, ..self }
    }

    /// Names several speakers that are joined ("Lee and Park").
    pub fn joined(words: &FoldedWords, tokens: Range<usize>) -> Self {
        let mut start = tokens.start;
        while start + 1 < tokens.end && (is_determiner(words.folded(start)) || words.folded(start) == "both") {
            start += 1;
        }
        let tokens = start..tokens.end;
        Self {
            name: words.text_as_name(&tokens),
            words: tokens.clone().filter(|&at| words.is_word(at)).map(|at| words.folded(at).to_owned()).collect(),
            noun: String::new(),
            definite: false,
            owned: false,
            gender: None,
            kind: SpeakerKind::Group,
            plural: true,
            vague: false,
            company: false,
            age: None,
            tokens,
        }
    }
}

/// Finds where a description ends: at a comma, a bracket, a dash or a clause.
fn cut(words: &FoldedWords, tokens: Range<usize>) -> usize {
    tokens
        .clone()
        .find(|&at| {
            let clause = matches!(words.folded(at), "who" | "which" | "whose" | "that" | "whom" | "where" | "when");
            let stop = !words.is_word(at)
                && !words.possessive(at)
                && matches!(words.raw(at), "," | "(" | ")" | "—" | "–" | "--" | ":" | ";" | "-");
            at > tokens.start && clause || stop
        })
        .unwrap_or(tokens.end)
}

/// Finds where the words up to the noun end: at the first preposition or participle behind a word.
fn noun_end(words: &FoldedWords, tokens: Range<usize>) -> usize {
    let stop = tokens.clone().skip(1).find(|&at| {
        let word = words.folded(at);
        is_preposition(word)
            || participle(words, at)
            || dated(words, at)
            || called(words, at)
            || matches!(word, "familiar" | "close" | "himself" | "herself" | "itself" | "themselves")
    });
    let mut end = stop.unwrap_or(tokens.end);
    while end > tokens.start && !words.is_word(end - 1) {
        end -= 1;
    }
    end
}

/// Returns whether a participle stands behind a noun ("filed", "released").
pub(super) fn participle(words: &FoldedWords, at: usize) -> bool {
    let word = words.folded(at);
    words.is_word(at)
        && !words.capital(at)
        && (word.ends_with("ing") || word.ends_with("ed"))
        && at.checked_sub(1).is_some_and(|before| {
            let before = words.folded(before);
            known_noun(before).is_some() && !lexicon().partisan(before)
        })
        && (known_noun(word).is_none()
            || lexicon().plural_role(words.folded(at - 1)).is_some() && word.ends_with("ing"))
}

/// Returns whether what follows only says what somebody is called ("known as “the Fox”").
fn called(words: &FoldedWords, at: usize) -> bool {
    words.folded(at) == "known" && matches!(words.folded(at + 1), "as" | "only" | "by" | "locally")
}

/// Returns whether a day or a time starts here ("on Tuesday", "last year").
fn dated(words: &FoldedWords, at: usize) -> bool {
    let word = words.folded(at);
    let day = |at: usize| lexicon().function_word(words.folded(at)) && words.capital(at);
    matches!(word, "on" | "in") && day(at + 1)
        || day(at)
        || matches!(word, "this" | "yesterday" | "earlier" | "today")
        || word == "last"
            && !words.capital(at)
            && at + 1 < words.document.tokens.len()
            && matches!(words.folded(at + 1), "week" | "month" | "year" | "night")
}

/// Looks a noun up in the lists, then goes by its ending.
fn known_noun(word: &str) -> Option<Noun> {
    let lexicon = lexicon();
    let noun = |kind| Noun { kind, gender: None, plural: false, anonymous: false, company: false };
    if let Some(role) = lexicon.role(word) {
        return Some(Noun { gender: role.gender, anonymous: role.anonymous, ..noun(SpeakerKind::Person) });
    }
    if lexicon.partisan(word) {
        return Some(noun(SpeakerKind::Person));
    }
    if lexicon.group(word) {
        return Some(Noun { plural: true, ..noun(SpeakerKind::Group) });
    }
    if let Some(role) = lexicon.plural_role(word) {
        return Some(Noun { plural: true, anonymous: role.anonymous, ..noun(SpeakerKind::Person) });
    }
    if let Some(body) = lexicon.body(word) {
        return Some(Noun { company: body.company, ..noun(SpeakerKind::Organization) });
    }
    if lexicon.document(word) {
        return Some(noun(SpeakerKind::Document));
    }
    let ends = |endings: &[&str]| word.len() > 5 && endings.iter().any(|ending| word.ends_with(ending));
    if ends(&["woman"]) {
        return Some(Noun { gender: Some(Gender::Female), ..noun(SpeakerKind::Person) });
    }
    if ends(&["man"]) {
        return Some(Noun { gender: Some(Gender::Male), ..noun(SpeakerKind::Person) });
    }
    if ends(&[
        "men", "women", "people", "workers", "ists", "ologists", "keepers", "owners", "makers", "goers", "holders",
    ]) {
        return Some(Noun { plural: true, ..noun(SpeakerKind::Person) });
    }
    if ends(&["ist", "ologist", "keeper", "owner", "goer", "holder"]) {
        return Some(noun(SpeakerKind::Person));
    }
    None
}

/// Returns whether the word is a noun for one person.
pub(super) fn person_noun(word: &str) -> bool {
    known_noun(word).is_some_and(|noun| noun.kind == SpeakerKind::Person && !noun.plural)
}

/// Returns whether the word is a noun for somebody or something that can speak.
pub(super) fn speaking_noun(word: &str) -> bool {
    known_noun(word).is_some()
}

/// Takes the plural off a noun that the lists know.
pub(super) fn singular(word: &str) -> String {
    let lexicon = lexicon();
    if lexicon.role(word).is_some() || lexicon.group(word) {
        return word.to_owned();
    }
    if lexicon.plural_role(word).is_some() {
        if let Some(stem) = word.strip_suffix("men") {
            return format!("{stem}man");
        }
        if let Some(stem) = word.strip_suffix("ies") {
            return format!("{stem}y");
        }
        return word.strip_suffix('s').unwrap_or(word).to_owned();
    }
    word.to_owned()
}

/// Returns whether the outlet says of the source, or right behind it, that it keeps the name back.
fn kept_back(words: &FoldedWords, tokens: Range<usize>) -> bool {
    let Some(last) = tokens.end.checked_sub(1) else { return false };
    let sentence = words.document.tokens.at(last).sentence;
    let limit = words.document.tokens.len().min(tokens.end + BEHIND);
    let near = tokens.start
        ..(tokens.end..limit)
            .find(|&at| words.document.tokens.at(at).sentence != sentence || words.quoted(at) != words.quoted(last))
            .unwrap_or(limit);
    let two = |at: usize, first: &str, second: &[&str]| {
        words.folded(at) == first && near.contains(&(at + 1)) && second.contains(&words.folded(at + 1))
    };
    near.clone().any(|at| {
        matches!(words.folded(at), "anonymity" | "anonymously" | "unnamed" | "unidentified")
            || two(at, "be", &["named", "identified", "quoted"])
            || two(at, "familiar", &["with"])
    })
}
