//! Whether two sources, or two names, are one and the same: by who is who in both texts, by the forms of a name, by the
//! noun that heads a description.
//!
//! It labels nothing: `proof` does.

use super::pair::{NEW, OLD, Pair};
use super::proof::stayed;
use super::source::{one_for_another, speaker};
use crate::claim::{Claim, Excerpt, Span, SpeakerId};
use crate::diff::compared::{ClaimPart, fold};
use crate::diff::joined::{Sameness, tells_who};
use crate::diff::vocabulary::Sym;
use crate::diff::{Change, lexicon};
use crate::reading::{EntityKind, Mention, MentionForm};
use crate::syntax::relation::Relation;
use crate::syntax::trees::Trees;

/// Of a hundred telling words of the content, so many must have stayed for a name and a description of somebody new to
/// be told as two.
const NEARLY_ALL: usize = 80;

/// In shorter names than this one letter may make another name ("Holt", "Hult").
const NAME: usize = 6;
/// In a name as long as this two letters may be set right.
const LONG_NAME: usize = 8;

/// Returns whether the sources that a change shows are one by who is who in both texts.
pub(super) fn of_speakers(pair: &Pair, change: &Change) -> Sameness {
    match [OLD, NEW].map(|side| source_speaker(pair, side, change)) {
        [Some(old), Some(new)] => pair.joined.compare_speakers(old, new),
        _ => Sameness::Unknown,
    }
}

/// Returns whether the sources that a change shows are one.
pub(super) fn of_sources(pair: &Pair, trees: [&Trees; 2], change: &Change) -> Sameness {
    match of_speakers(pair, change) {
        Sameness::Unknown => {}
        known => return known,
    }
    if is_one_name(change) && !are_two_people(pair) {
        return Sameness::One;
    }
    of_descriptions(pair, trees, change)
}

/// Returns whether the same noun heads both sides of a change: "the family of A" speaks for the family, whoever else is
/// named with it.
pub(super) fn have_one_head(pair: &Pair, trees: [&Trees; 2], change: &Change) -> bool {
    descriptions(pair, trees, change).is_some_and(|[old, new]| old.head == new.head)
}

/// Returns whether who speaks on one side only stands beside the one who speaks on the other: "the tenants' lawyer" and
/// "the tenants", "a critic of the firm" and "the firm".
pub(super) fn is_proxy(pair: &Pair, trees: [&Trees; 2], change: &Change) -> bool {
    let Some([old, new]) = descriptions(pair, trees, change) else { return false };
    let beside = |one: &Description, other: &Description| other.is_of(one) && other.head != one.head;
    // A body speaks through its spokesman.
    let mouth = |one: &Description| lexicon::MOUTHS.has(one.head);
    beside(&old, &new) && !mouth(&new) || beside(&new, &old) && !mouth(&old)
}

/// Returns whether a source gives somebody's name, by itself or beside what he is: "the official, Karl Oster". In "the
/// Kellian officials" a name says only which.
pub(super) fn names_somebody(pair: &Pair, trees: &Trees, side: usize, words: &Excerpt) -> bool {
    let compared = pair.sides[side].compared;
    let tokens: Vec<usize> = words.spans.iter().flat_map(|&span| compared.layout.tokens_in(span)).collect();
    tokens.iter().any(|&token| {
        compared.tokens[token].name && (trees.is_top(token, &tokens) || trees.relation(token) == Relation::Apposition)
    })
}

/// Compares two descriptions: one is the other's where it only says more of the same noun. Two that differ are two where
/// both are new to their texts ("a spokesman", "analysts"), or where neither text speaks of the other's at all; else "the
/// firm" may be whom "the spokesman" speaks for.
fn of_descriptions(pair: &Pair, trees: [&Trees; 2], change: &Change) -> Sameness {
    let Some([old, new]) = descriptions(pair, trees, change) else { return Sameness::Unknown };
    let one = old.head == new.head || lexicon::synonyms(old.head, new.head);
    // "A statement from the hospital" is the hospital's.
    let speaks_for = |one: &Description, other: &Description| lexicon::MOUTHS.has(one.head) && one.is_of(other);
    if old.has_words_of(&new) || speaks_for(&old, &new) || speaks_for(&new, &old) {
        return Sameness::One;
    }
    let more = |one: &Description, other: &Description| one.beside.iter().any(|word| !other.beside.contains(word));
    match (old.named, new.named) {
        (true, true) if !one => Sameness::Two,
        _ if one && !(more(&old, &new) && more(&new, &old)) => Sameness::One,
        // A name for somebody who is new to the text may be that one's.
        _ if old.named != new.named && stayed(pair) < NEARLY_ALL => Sameness::Unknown,
        // "A Tarn court" may be "a Norrigan court".
        _ if one => Sameness::Unknown,
        _ if !old.definite && !new.definite => Sameness::Two,
        _ if !one && old.named == new.named && !stands(pair, NEW, old.head) && !stands(pair, OLD, new.head) => {
            Sameness::Two
        }
        _ => Sameness::Unknown,
    }
}

/// Returns whether one source is a name, and the other describes one person who is known to the text and may be that one:
/// "the mayor says" → "Ana Holt says", where both say the same.
pub(super) fn may_be_called(pair: &Pair, trees: [&Trees; 2], change: &Change) -> bool {
    let Some([old, new]) = descriptions(pair, trees, change) else { return false };
    let (side, described) = match [old.named, new.named] {
        [true, false] => (NEW, &new),
        [false, true] => (OLD, &old),
        _ => return false,
    };
    let somebody = [OLD, NEW].into_iter().all(|side| {
        let speaker = source_speaker(pair, side, change).and_then(|speaker| pair.joined.of_speaker(side, speaker));
        speaker.is_some_and(|speaker| pair.joined.kind(side, speaker) == EntityKind::Person)
    });
    somebody
        && described.definite
        && !lexicon::MOUTHS.has(described.head)
        // Where the other text speaks of such a one too, the name may be another's.
        && !stands(pair, super::pair::other(side), described.head)
        && stayed(pair) >= NEARLY_ALL
}

/// Reads what a change shows on both sides; `None` where a side shows nothing.
fn descriptions<'p>(pair: &'p Pair, trees: [&Trees; 2], change: &Change) -> Option<[Description<'p>; 2]> {
    let read = |side: usize, words: &Option<Excerpt>| Description::new(pair, trees[side], side, words.as_ref()?);
    Some([read(OLD, &change.old)?, read(NEW, &change.new)?])
}

/// A noun with what stands beside it.
struct Description<'p> {
    head: &'p str,
    /// The noun is a name.
    named: bool,
    beside: Vec<&'p str>,
    /// Of these, whose it is, and what it is of or for.
    owners: Vec<&'p str>,
    /// The text has told of it before: "the spokesman", "her lawyer".
    definite: bool,
}

impl<'p> Description<'p> {
    fn new(pair: &'p Pair, trees: &Trees, side: usize, words: &Excerpt) -> Option<Self> {
        let compared = pair.sides[side].compared;
        let tokens: Vec<usize> = words.spans.iter().flat_map(|&span| compared.layout.tokens_in(span)).collect();
        let word = |token: usize| pair.vocabulary.word(compared.tokens[token].fold);
        let telling = |token: usize| compared.tokens[token].sort.is_word() && !lexicon::FUNCTION.has(word(token));
        // "Karl Oster's lawyer" is a lawyer, whatever a tree makes of the name.
        let mark = tokens.iter().rposition(|&token| matches!(word(token), "'s" | "'"));
        let (owner, owned) = tokens.split_at(mark.unwrap_or(0));
        let owned = owned.iter().copied().rfind(|&token| telling(token));
        let owned = owned.filter(|_| owner.last().is_some_and(|&token| compared.tokens[token].name));
        let head = owned.or_else(|| trees.top(&tokens))?;
        let beside = tokens.iter().filter(|&&token| token != head && telling(token)).map(|&token| word(token));
        let told = |token: usize| {
            let known = |word| lexicon::points_back(word) || ["its", "his", "her", "their"].contains(&word);
            known(word(token)) || trees.relation(token) == Relation::Possessive
        };
        let definite = trees.children(head).iter().any(|&token| told(token));
        let owners = trees.with(head, &[Relation::Possessive, Relation::NounModifier]);
        let name = |owner: usize| trees.with(owner, &[Relation::Flat, Relation::Compound]).chain([owner]);
        let named = owner.iter().copied().filter(|_| owned.is_some());
        let owners = owners.flat_map(name).chain(named).map(word).collect();
        Some(Self { head: word(head), named: compared.tokens[head].name, beside: beside.collect(), owners, definite })
    }

    /// Returns whether it is the other's, or of or for the other.
    fn is_of(&self, other: &Self) -> bool {
        self.owners.iter().any(|word| word.trim_end_matches("'s") == other.head)
    }

    /// Returns whether both have the same words, in whatever order: "the firm's ex-head" and "the ex-firm's head".
    fn has_words_of(&self, other: &Self) -> bool {
        let words = |one: &Self| {
            let all = one.beside.iter().chain([&one.head]).flat_map(|word| word.split('-'));
            let mut words: Vec<&str> = all.map(|word| word.trim_end_matches("'s")).collect();
            words.sort_unstable();
            words
        };
        words(self) == words(other)
    }
}

/// Returns whether both sources have the same addition, and differ in the noun that it is said of: "the singer who sued
/// the mill" and "the actress who sued the mill" are one.
pub(super) fn have_one_addition(pair: &Pair, trees: [&Trees; 2], change: &Change) -> bool {
    let additions = |side: usize| -> Vec<Vec<Sym>> {
        let compared = pair.sides[side].compared;
        let spans = [&change.old, &change.new][side].iter().flat_map(|words| words.spans.clone());
        let tokens: Vec<usize> = spans.flat_map(|span| compared.layout.tokens_in(span)).collect();
        let Some(head) = trees[side].top(&tokens) else { return Vec::new() };
        let clauses = trees[side].with(head, &[Relation::RelativeClause, Relation::NounClause]);
        let words = |clause: usize| {
            let words = trees[side].below(clause, |_| false).into_iter();
            words.filter(|&word| compared.tokens[word].sort.is_word()).map(|word| compared.tokens[word].fold).collect()
        };
        clauses.map(words).collect()
    };
    let (old, new) = (additions(OLD), additions(NEW));
    old.iter().any(|was| was.len() > 1 && new.contains(was))
}

/// Returns whether one of two sources is a pronoun that may mean the other: the text before it names that one, too.
pub(super) fn may_mean_the_other(pair: &Pair, change: &Change) -> bool {
    let claims = [OLD, NEW].map(|side| source_claim(pair, side, change));
    let [Some(old), Some(new)] = claims else { return false };
    let is_pronoun =
        |claim: &Claim| claim.source.as_ref().is_some_and(|source| lexicon::PRONOUNS.has(&source.text.to_lowercase()));
    let side = match (is_pronoun(old), is_pronoun(new)) {
        (true, false) => OLD,
        (false, true) => NEW,
        _ => return false,
    };
    let claims = [old, new];
    let theirs = super::pair::other(side);
    let Some(named) = claims[theirs].speaker.and_then(|speaker| pair.joined.of_speaker(theirs, speaker)) else {
        return false;
    };
    let is_it = |mention: &Mention| {
        let (old, new) = if side == OLD { (mention.entity, named) } else { (named, mention.entity) };
        mention.form == MentionForm::Name && pair.joined.compare(old, new) == Sameness::One
    };
    pair.joined.mentions(side, text_before(pair, side, claims[side])).any(is_it)
}

/// Returns the text of the sentences before a claim's, in which whom a pronoun means is looked for.
fn text_before(pair: &Pair, side: usize, claim: &Claim) -> Span {
    let sentences = &pair.sides[side].compared.layout.sentences;
    let before = sentences.partition_point(|sentence| sentence.span.end <= claim.span.start);
    let first = sentences.get(before.saturating_sub(BEFORE)).map_or(0, |sentence| sentence.span.start);
    Span::new(first.min(claim.span.start), claim.span.start)
}

/// So many sentences before a claim may name whom its pronoun means.
const BEFORE: usize = 4;

/// Lists the words of the sentences before a claim's, in which whom a pronoun means is looked for.
pub(super) fn words_before<'p>(pair: &'p Pair, side: usize, claim: &Claim) -> impl Iterator<Item = Sym> + 'p {
    let compared = pair.sides[side].compared;
    let first = compared.layout.tokens_in(claim.span).next().map_or(0, |token| compared.tokens[token].sentence);
    let sentences = first.saturating_sub(BEFORE)..first;
    let tokens = compared.layout.sentences[sentences].iter().flat_map(|sentence| sentence.tokens.clone());
    tokens.map(|token| compared.tokens[token].fold)
}

/// Returns whether one of two sources is a paper, a station or an agency, and the other is none.
pub(super) fn is_outlet(pair: &Pair, trees: [&Trees; 2], change: &Change) -> bool {
    let outlet = |description: &Description| lexicon::OUTLETS.has(description.head);
    descriptions(pair, trees, change).is_some_and(|[old, new]| outlet(&old) != outlet(&new))
}

/// Returns the speaker of a side's claim whose source a change shows.
fn source_speaker(pair: &Pair, side: usize, change: &Change) -> Option<SpeakerId> {
    source_claim(pair, side, change)?.speaker
}

/// Returns a side's claim whose source a change shows.
pub(super) fn source_claim<'p>(pair: &'p Pair, side: usize, change: &Change) -> Option<&'p Claim> {
    let shown = [&change.old, &change.new][side].as_ref()?;
    let half = &pair.sides[side];
    let has = |claim: &&&Claim| {
        let mut spans = claim.source.iter().flat_map(|source| &source.spans);
        spans.any(|span| shown.spans.iter().any(|outer| outer.overlaps(*span)))
    };
    half.claims.iter().find(has).copied()
}

/// Returns whether the names that a change shows are one by who is who in both texts.
pub(super) fn of_names(pair: &Pair, change: &Change) -> Sameness {
    let [old, new] = named(pair, change);
    old.zip(new).map_or(Sameness::Unknown, |(old, new)| pair.joined.compare(old, new))
}

/// Returns whether the names of a change are known to name things of two sorts, as a person and a place.
pub(super) fn are_of_two_sorts(pair: &Pair, change: &Change) -> bool {
    let [old, new] = named(pair, change);
    let kinds = old.zip(new).map(|(old, new)| [pair.joined.kind(OLD, old), pair.joined.kind(NEW, new)]);
    kinds.is_some_and(|[old, new]| old != new && old != EntityKind::Unknown && new != EntityKind::Unknown)
        || is_counted(pair, OLD, change) != is_counted(pair, NEW, change)
}

/// Returns whether a number counts what a side of a change names: "two Norrigans" are nobody's name.
fn is_counted(pair: &Pair, side: usize, change: &Change) -> bool {
    let compared = pair.sides[side].compared;
    let Some(trees) = &compared.reading.trees else { return false };
    let spans = [&change.old, &change.new][side].iter().flat_map(|words| words.spans.clone());
    let mut tokens = spans.flat_map(|span| compared.layout.tokens_in(span));
    tokens.any(|token| trees.child(token, &[Relation::Number]).is_some())
}

/// Returns by side the entity that the names of a change mean.
fn named(pair: &Pair, change: &Change) -> [Option<usize>; 2] {
    [OLD, NEW].map(|side| {
        let shown = [&change.old, &change.new][side].as_ref()?;
        let hull: Span = shown.hull();
        let mentions = pair.joined.mentions(side, hull).filter(|mention| tells_who(mention));
        let near = mentions.filter(|mention| mention.span.contains(hull) || hull.contains(mention.span));
        near.max_by_key(|mention| mention.span.len()).map(|mention| mention.entity)
    })
}

/// Returns whether the names of a change are one name of which a letter or two were set right: the surname differs, what
/// stands before it is the same or was set right too, and neither text has both spellings.
pub(super) fn is_respelled(pair: &Pair, change: &Change) -> bool {
    let [old, new] = names(change);
    let (Some((was, before)), Some((is, after))) = (old.split_last(), new.split_last()) else { return false };
    let given = before.last().zip(after.last()).is_some_and(|(was, is)| is_slip(was, is));
    if before.is_empty() || before != after && !given {
        return false;
    }
    is_slip(was, is) && !stands(pair, NEW, &fold(was)) && !stands(pair, OLD, &fold(is))
}

/// Returns whether two names are long enough, and near enough to each other, to be one that was set right.
fn is_slip(was: &str, is: &str) -> bool {
    let (was, is) = (fold(was), fold(is));
    let letters = was.chars().count().min(is.chars().count());
    let near = strsim::osa_distance(&was, &is) <= if letters >= LONG_NAME { 2 } else { 1 };
    letters >= NAME && near && was.chars().next() == is.chars().next()
}

/// Returns whether a word stands anywhere in the text of a side.
pub(super) fn stands(pair: &Pair, side: usize, word: &str) -> bool {
    pair.sides[side].compared.tokens.iter().any(|token| pair.vocabulary.word(token.fold) == word)
}

/// Returns whether the speaker of a side is named in the words of the other side's claims.
pub(super) fn is_named_again(pair: &Pair, side: usize) -> bool {
    let other = super::pair::other(side);
    let half = &pair.sides[other];
    pair.sides[side].claims.iter().filter_map(|claim| speaker(pair, side, claim)).any(|speaker| {
        let last = speaker.name.split_whitespace().last().map(fold).unwrap_or_default();
        half.atoms.iter().any(|atom| atom.token.name && pair.word(atom) == last)
    })
}

/// Returns whether each side's only speaker has a full name, and these differ: "Mayor Calder" was Ruth, "Mr. Calder" is
/// Hugh.
fn are_two_people(pair: &Pair) -> bool {
    let full = |side: usize| {
        let mut speakers = pair.sides[side].claims.iter().filter_map(|claim| speaker(pair, side, claim));
        let name = &speakers.next()?.name;
        (name.contains(' ') && speakers.all(|other| other.name == *name)).then(|| name.to_lowercase())
    };
    let given = |name: &str| name.rsplit(' ').nth(1).map(str::to_owned);
    full(OLD).zip(full(NEW)).is_some_and(|(old, new)| given(&old) != given(&new))
}

pub(super) fn speaks_for_another(pair: &Pair) -> bool {
    let sources = [OLD, NEW].map(|side| {
        let atoms = &pair.sides[side].atoms;
        (0..atoms.len()).filter(|&nth| atoms[nth].token.part == ClaimPart::Source).collect()
    });
    one_for_another(pair, &sources)
}

/// Returns whether one side only has an office more, and it tells neither when nor how that is held.
pub(super) fn is_left_off(change: &Change) -> bool {
    let words = [&change.old, &change.new].map(|side| {
        let words = side.iter().flat_map(|side| side.text.split_whitespace());
        let words = words.map(|word| word.trim_end_matches(',').to_lowercase());
        words.filter(|word| !lexicon::is_plain_title(word)).collect::<Vec<_>>()
    });
    let more =
        |one: usize, other: usize| words[one].iter().filter(|word| !words[other].contains(word)).collect::<Vec<_>>();
    let (old, new) = (more(OLD, NEW), more(NEW, OLD));
    // "The deputy mayor, Ana Holt" → "Holt" leaves the whole office off, "the mayor, Ana Holt" only what it is.
    let bare = |side: usize| !words[side].iter().any(|word| lexicon::ROLES.has(word));
    let ranks = |word: &str| ["deputy", "vice", "assistant"].contains(&word) || word.starts_with("vice-");
    let tells = |word: &&String| {
        HELD.contains(&word.as_str()) || word.starts_with("ex-") || ranks(word) && !bare(OLD) && !bare(NEW)
    };
    (old.is_empty() || new.is_empty()) && !old.iter().chain(&new).any(tells)
}

/// Returns whether the sources of a change differ in how many of a group speak, and in nothing else: "some engineers",
/// "engineers".
pub(super) fn are_others_of_a_group(change: &Change) -> bool {
    let parted = [&change.old, &change.new].map(|side| {
        let words = side.iter().flat_map(|side| side.text.split_whitespace()).map(str::to_lowercase);
        let words = words.filter(|word| !lexicon::FUNCTION.has(word) || lexicon::QUANTITIES.has(word));
        words.partition::<Vec<String>, _>(|word| lexicon::QUANTITIES.has(word))
    });
    let [(how_many, group), (how_many_now, same)] = parted;
    how_many != how_many_now && group == same
}

/// Words that tell when or how an office is held.
const HELD: [&str; 14] = [
    "former",
    "ex",
    "acting",
    "interim",
    "incoming",
    "outgoing",
    "late",
    "designate",
    "elect",
    "suspended",
    "disgraced",
    "convicted",
    "alleged",
    "self-proclaimed",
];

/// Lists the words with a capital of each side of a change.
pub(super) fn names(change: &Change) -> [Vec<String>; 2] {
    [&change.old, &change.new].map(|words| {
        let words = words
            .iter()
            .flat_map(|words| words.text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '’' | '\'')));
        let is_name =
            |word: &&str| word.starts_with(char::is_uppercase) && !lexicon::FUNCTION.has(&word.to_lowercase());
        let names = words.filter(is_name);
        names
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
            .filter(|word| word.len() > 1)
            .collect()
    })
}

/// Returns whether the names of a change are forms of one: "Narendra Modi" and "Mr. Modi", "Associated Press" and "AP",
/// "Venezuela" and "Venezuelan".
pub(super) fn is_one_name(change: &Change) -> bool {
    let [old, new] = names(change);
    let (Some(was), Some(is)) = (old.last(), new.last()) else { return false };
    let acronym = |long: &[String], short: &str| {
        let initials = |words: &[String]| words.iter().filter_map(|word| word.chars().next()).collect::<String>();
        long.len() > 1 && short.chars().all(char::is_uppercase) && initials(long) == *short
    };
    let derived = |root: &str, form: &str| {
        let ending = form.strip_prefix(root.trim_end_matches(['a', 'y', 'e']));
        root.len() >= 4
            && ending.is_some_and(|ending| matches!(ending, "s" | "n" | "an" | "ian" | "ean" | "ese" | "ish" | "i"))
    };
    let given = |names: &[String]| names.len().checked_sub(2).map(|at| names[at].clone());
    // "Hugh Calder" and "Ruth Calder" are two.
    let one_person = || match (given(&old), given(&new)) {
        (Some(was), Some(is)) => {
            was.starts_with(&is) || is.starts_with(&was) || lexicon::is_title(&was) || lexicon::is_title(&is)
        }
        _ => true,
    };
    // "The party's leader, Ana Holt" and "Ana Holt, leader of the party".
    let holds = |one: &[String], other: &[String]| one.len() > 1 && one.iter().all(|name| other.contains(name));
    let whole = |names: &[String]| names.join(" ").to_lowercase();
    lexicon::name_aliases(&whole(&old), &whole(&new))
        || holds(&old, &new)
        || holds(&new, &old)
        || was == is && one_person()
        || acronym(&old, is)
        || acronym(&new, was)
        || derived(was, is)
        || derived(is, was)
}
