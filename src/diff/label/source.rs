//! Where the sources of a pair stand, who they are, and what became of one whose words differ.
//!
//! It labels nothing: `attribution` does.

use super::pair::{Atom, AtomState, Pair};
use crate::claim::{Claim, Speaker, SpeakerKind};
use crate::diff::compared::{ClaimPart, fold};
use crate::diff::{ChangeKind, lexicon};
use crate::syntax::relation::Relation;

/// More words than these after a source are no apposition.
const MORE_OF_SOURCE: usize = 12;

pub(super) fn is_open(pair: &Pair, side: usize, nth: usize) -> bool {
    pair.sides[side].atoms[nth].state == AtomState::Open
}

/// Lists the attributions of a side, each the atoms of a source and its cue and what stands between them: "the union
/// said on Monday". In "police said and the mayor said" there are two.
pub(super) fn attributions(pair: &Pair, side: usize) -> Vec<Vec<usize>> {
    let atoms = &pair.sides[side].atoms;
    let mut found: Vec<Vec<usize>> = Vec::new();
    for (nth, atom) in atoms.iter().enumerate() {
        if matches!(atom.token.part, ClaimPart::Content | ClaimPart::Outside) {
            continue;
        }
        // A "the" that stayed may have been taken for a word of the content.
        let goes_on = found.last().and_then(|words| words.last()).is_some_and(|&last| {
            atoms[last].token.sentence == atom.token.sentence
                && atoms[last + 1..nth].iter().all(|between| pair.is_function(between))
        });
        let has =
            |part: ClaimPart| found.last().is_some_and(|words| words.iter().any(|&nth| atoms[nth].token.part == part));
        let another = atom.token.part == ClaimPart::Source
            && atoms[nth.saturating_sub(1)].token.part != ClaimPart::Source
            && has(ClaimPart::Source)
            && has(ClaimPart::Cue);
        match found.last_mut().filter(|_| goes_on && !another) {
            Some(words) => words.push(nth),
            None => found.push(vec![nth]),
        }
    }
    found.retain(|words| words.iter().any(|&nth| atoms[nth].token.part == ClaimPart::Source));
    found
}

/// Returns whether the words of an attribution differ that name who, all of them, and that say how.
pub(super) fn is_gone(pair: &Pair, side: usize, words: &[usize]) -> bool {
    let atoms = &pair.sides[side].atoms;
    let of = |part: ClaimPart| words.iter().copied().filter(|&nth| atoms[nth].token.part == part).collect::<Vec<_>>();
    let telling = |words: Vec<usize>| {
        let telling: Vec<usize> = words.iter().copied().filter(|&nth| !pair.is_function(&atoms[nth])).collect();
        if telling.is_empty() { words } else { telling }
    };
    let (source, cue) = (telling(of(ClaimPart::Source)), telling(of(ClaimPart::Cue)));
    source.iter().all(|&nth| is_open(pair, side, nth)) && cue.iter().any(|&nth| is_open(pair, side, nth))
}

/// Lists the open words that say more of a source and were not read as its own: an apposition, a place, what it asked
/// for. "Ada Quorn, *the harbour master*", "an official *at the ministry*", "a clerk *who asked not to be named*".
pub(super) fn more_of_source(pair: &Pair, side: usize, source: &[usize]) -> Vec<usize> {
    let half = &pair.sides[side];
    let stop = |nth: usize| {
        let next = half.compared.tokens.get(half.atoms[nth].tokens.end);
        next.is_none_or(|next| {
            let mark = next.span.of(half.compared.body);
            next.sentence != half.atoms[nth].token.sentence || matches!(mark, "," | "." | ";" | "—" | "–")
        })
    };
    let Some(&last) = source.last() else { return Vec::new() };
    let Some(first) = half.atoms.get(last + 1).filter(|first| first.token.sentence == half.atoms[last].token.sentence)
    else {
        return Vec::new();
    };
    let Some(end) = (last + 1..half.atoms.len()).take(MORE_OF_SOURCE).find(|&nth| stop(nth)) else { return Vec::new() };
    let words = || (last + 1..=end).map(|nth| &half.atoms[nth]);
    let apart = half.atoms[last].tokens.end != first.tokens.start;
    let unnamed = || {
        let tells = ["named", "identified", "anonymity", "anonymous", "anonymously"];
        words().any(|atom| tells.contains(&pair.word(atom)))
    };
    let opens = match pair.word(first) {
        "the" | "a" | "an" | "its" | "his" | "her" | "their" | "one" => apart,
        "of" | "at" | "in" | "for" | "from" | "with" | "on" => !apart,
        "who" | "whose" => unnamed(),
        _ => false,
    };
    let unread = |atom: &Atom| matches!(atom.token.part, ClaimPart::Content | ClaimPart::Beside | ClaimPart::Source);
    let differs = |atom: &Atom| atom.state == AtomState::Open || pair.is_function(atom);
    if !opens || !words().all(|atom| unread(atom) && differs(atom)) {
        return Vec::new();
    }
    (last + 1..=end).filter(|&nth| is_open(pair, side, nth)).collect()
}

/// Returns whether who speaks on one side is only named on the other as the one for whom, or of whom, somebody speaks:
/// "Holt's lawyer" → "Holt", "her critics" → "she".
pub(super) fn one_for_another(pair: &Pair, sources: &[Vec<usize>; 2]) -> bool {
    let named = [0, 1].map(|side| named_in_source(pair, side, &sources[side]));
    let [Some(old), Some(new)] = named else { return false };
    let speaks = |words: &[(String, bool)], name: &str| words.iter().any(|(word, head)| *head && word == name);
    let beside = |words: &[(String, bool)], name: &str| {
        words.iter().any(|(word, head)| !head && word == name) && !speaks(words, name)
    };
    let turned =
        |one: &[(String, bool)], other: &[(String, bool)]| one.iter().any(|(word, head)| *head && beside(other, word));
    turned(&old, &new) || turned(&new, &old)
}

/// Lists the names and pronouns of a source, each with whether it says who speaks; `None` where there is no tree.
///
/// It says so unless its place in the tree or an "'s" behind it makes it somebody whom another stands for.
fn named_in_source(pair: &Pair, side: usize, atoms: &[usize]) -> Option<Vec<(String, bool)>> {
    let half = &pair.sides[side];
    let trees = half.compared.reading.trees.as_ref()?;
    let is_inside = |token: usize| atoms.iter().any(|&nth| half.atoms[nth].tokens.contains(&token));
    let text = |token: usize| half.compared.tokens.get(token).map_or("", |token| pair.vocabulary.word(token.fold));
    let is_name = |token: usize| half.compared.tokens.get(token).is_some_and(|token| token.name);
    // "Karl Oster's lawyer": the mark behind the last part of a name is the whole name's.
    let owns = |token: usize| {
        let end = (token..).find(|&at| !is_name(at) || text(at).is_empty()).unwrap_or(token);
        let more = atoms.iter().any(|&nth| half.atoms[nth].tokens.start > end && !half.atoms[nth].token.name);
        more && (matches!(text(end), "'s" | "'") || text(end.saturating_sub(1)).ends_with("'s"))
    };
    let names = atoms.iter().filter_map(|&nth| {
        let atom = &half.atoms[nth];
        let word = pair.word(atom);
        let person = match word {
            "him" | "his" | "himself" => "he",
            "her" | "hers" | "herself" => "she",
            "their" | "them" | "theirs" => "they",
            "its" => "it",
            _ => word.trim_end_matches("'s"),
        };
        let counts = atom.token.name || matches!(person, "he" | "she" | "they" | "it");
        let mut above = trees.upwards(atom.tokens.start).take_while(|&token| is_inside(token));
        let by_tree = above.all(|token| {
            let inner = trees.head(token).is_some_and(is_inside);
            !(inner && BESIDE.contains(&trees.relation(token)))
        });
        counts.then(|| (person.to_owned(), by_tree && !(atom.token.name && owns(atom.tokens.start))))
    });
    Some(names.collect())
}

/// What makes a name in a source one for whom, or of whom, somebody speaks.
const BESIDE: [Relation; 7] = [
    Relation::Possessive,
    Relation::NounModifier,
    Relation::Oblique,
    Relation::Agent,
    Relation::Object,
    Relation::RelativeClause,
    Relation::NounClause,
];

/// What a source is, as its words and the article's speaker tell.
pub(super) struct Who {
    /// Parts of its name, folded, titles left out; empty where it has none.
    name: Vec<String>,
    /// The words beside the name, folded.
    words: Vec<String>,
    /// The full name of the person whom the article says it is, folded; empty where it gives a surname only.
    full: Vec<String>,
    anonymous: bool,
    pub(super) pronoun: bool,
}

pub(super) fn speaker<'s>(pair: &'s Pair, side: usize, claim: &Claim) -> Option<&'s Speaker> {
    claim.speaker.and_then(|id| pair.sides[side].compared.speakers.get(id.0 as usize))
}

pub(super) fn who(pair: &Pair, side: usize, claim: &Claim, atoms: &[usize]) -> Who {
    let half = &pair.sides[side];
    let speaker = speaker(pair, side, claim);
    let mut name: Vec<String> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut indefinite = false;
    // The words of a shared source belong to another claim of the sentence: then the excerpt alone tells.
    let tokens: Vec<usize> = if atoms.is_empty() {
        claim
            .source
            .iter()
            .flat_map(|source| source.spans.iter())
            .flat_map(|&span| half.compared.layout.tokens_in(span))
            .collect()
    } else {
        atoms.iter().flat_map(|&nth| half.atoms[nth].tokens.clone()).collect()
    };
    for (nth, token) in tokens.into_iter().enumerate() {
        let token = &half.compared.tokens[token];
        let word = pair.vocabulary.word(token.fold).to_owned();
        indefinite |= nth == 0
            && matches!(
                word.as_str(),
                "a" | "an" | "one" | "some" | "another" | "several" | "two" | "unnamed" | "unidentified"
            );
        if token.name && lexicon::is_plain_title(&word) {
            // It tells nobody's name and no office.
            continue;
        } else if token.name && !lexicon::FUNCTION.has(&word) {
            name.push(word);
        } else if token.sort.is_word() && !lexicon::FUNCTION.has(&word) {
            words.push(word);
        }
    }
    if words.iter().any(|word| !lexicon::PRONOUNS.has(word)) || !name.is_empty() {
        // "The owners said … They said": the owners.
        words.retain(|word| !lexicon::PRONOUNS.has(word));
    }
    let pronoun = name.is_empty() && !words.is_empty() && words.iter().all(|word| lexicon::PRONOUNS.has(word));
    let generic = words.last().is_some_and(|word| {
        matches!(
            word.as_str(),
            "official"
                | "officials"
                | "source"
                | "sources"
                | "person"
                | "people"
                | "insider"
                | "insiders"
                | "witness"
                | "witnesses"
                | "diplomat"
                | "diplomats"
                | "aide"
                | "aides"
        )
    });
    let known = speaker.is_some_and(|speaker| speaker.kind == SpeakerKind::Anonymous);
    let anonymous = name.is_empty() && !pronoun && (known || indefinite || generic);
    let person = speaker.filter(|speaker| speaker.kind == SpeakerKind::Person).map_or(Vec::new(), |speaker| {
        let parts = speaker.name.split_whitespace().filter(|part| part.starts_with(char::is_uppercase));
        parts.map(fold).filter(|part| !lexicon::FUNCTION.has(part) && !lexicon::ROLES.has(part)).collect()
    });
    let full = if person.len() > 1 { person.clone() } else { Vec::new() };
    if name.is_empty() && !anonymous {
        // "she", "the minister": the article says elsewhere who that is.
        name = person;
    }
    Who { name, words, full, anonymous, pronoun }
}

/// "She" for "he": another person, whoever the two are.
fn other_gender(old: &Who, new: &Who) -> bool {
    let both = |a: &str, b: &str| old.words == [a] && new.words == [b];
    both("he", "she") || both("she", "he")
}

/// "Mayor Calder" is Ruth and "Mr. Calder" is Hugh.
fn namesakes(old: &Who, new: &Who) -> bool {
    let same = |a: Option<&String>, b: Option<&String>| matches!((a, b), (Some(a), Some(b)) if a == b || lexicon::name_variants(a, b));
    // A slip of the pen makes no namesake: that is a name corrected.
    let near = |a: &str, b: &str| strsim::osa_distance(a, b) <= a.len().min(b.len()) / 3;
    let known = !old.full.is_empty() && !new.full.is_empty();
    known
        && same(old.full.last(), new.full.last())
        && !same(old.full.first(), new.full.first())
        && !near(&old.full[0], &new.full[0])
}

/// Returns what became of a source whose words differ; nothing where it is one source in two forms.
pub(super) fn compare(old: &Who, new: &Who) -> Option<ChangeKind> {
    let one = |a: &String, b: &String| a == b || lexicon::name_variants(a, b);
    if other_gender(old, new) || namesakes(old, new) {
        return Some(ChangeKind::Reattributed);
    }
    match (old.name.is_empty(), new.name.is_empty()) {
        (false, false) => {
            let left = |mine: &[String], theirs: &[String]| -> Vec<String> {
                mine.iter().filter(|part| !theirs.iter().any(|other| one(part, other))).cloned().collect()
            };
            let (only_old, only_new) = (left(&old.name, &new.name), left(&new.name, &old.name));
            let same_last = matches!((old.name.last(), new.name.last()), (Some(a), Some(b)) if one(a, b));
            if only_old.is_empty() || only_new.is_empty() {
                // "Okafor", "Lena Okafor"; the letters may differ, and what stands beside the name.
                let letters = |who: &Who, of: &Who| {
                    who.name.iter().any(|part| !of.name.contains(part) && of.name.iter().any(|other| one(part, other)))
                };
                if letters(old, new) {
                    return Some(ChangeKind::Respelled);
                }
                return (beside(old) != beside(new) && !old.pronoun && !new.pronoun).then_some(ChangeKind::RoleChanged);
            }
            let near = only_old.len() == only_new.len()
                && only_old
                    .iter()
                    .zip(&only_new)
                    .all(|(a, b)| strsim::osa_distance(a, b) <= 2 && a.len().min(b.len()) > 3);
            Some(if same_last || near { ChangeKind::NameChanged } else { ChangeKind::Reattributed })
        }
        (true, false) if old.anonymous => Some(ChangeKind::SourceNamed),
        (false, true) if new.anonymous => Some(ChangeKind::SourceAnonymised),
        _ if old.pronoun || new.pronoun => None,
        _ => {
            let stems = |who: &Who| -> Vec<String> {
                who.words.iter().chain(&who.name).map(|word| lexicon::stem(word)).collect()
            };
            let (a, b) = (stems(old), stems(new));
            let only = |mine: &Who, theirs: &Who| -> Vec<String> {
                mine.words.iter().filter(|word| !theirs.words.contains(word)).cloned().collect()
            };
            let (was, is) = (only(old, new), only(new, old));
            if was.iter().any(|was| is.iter().any(|is| lexicon::opposites(was, is))) {
                // "Voters in the north" are others than "voters in the south".
                return Some(ChangeKind::ContentChanged);
            }
            if a != b && a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| lexicon::spelling_variants(a, b)) {
                return Some(ChangeKind::Respelled);
            }
            let one = |a: &String, b: &String| a == b || lexicon::synonyms(a, b);
            let shared = a.iter().filter(|word| b.iter().any(|other| one(word, other))).count();
            let head = matches!((a.last(), b.last()), (Some(a), Some(b)) if a == b || lexicon::synonyms(a, b));
            if shared == a.len() && shared == b.len() {
                None
            } else if head || (shared > 0 && shared * 2 >= a.len().min(b.len())) {
                Some(ChangeKind::RoleChanged)
            } else {
                Some(ChangeKind::Reattributed)
            }
        }
    }
}

/// Returns the words beside a name.
fn beside(who: &Who) -> Vec<String> {
    let mut words: Vec<String> = who.words.iter().map(|word| lexicon::stem(word)).collect();
    words.sort_unstable();
    words
}
