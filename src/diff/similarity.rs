//! How alike two sentences or claims are: the words that they share, each weighed by how rare it is in the story.
//!
//! A name or a quoted word weighs more than a plain one, a function word next to nothing, and two words in a row count
//! as a word of their own; who speaks and where in the text they stand add a little. It decides nothing.

use super::compared::{ClaimPart, ComparedSide, ComparedSort, ComparedToken, Passage, fold};
use super::vocabulary::{Sym, Vocabulary};
use crate::claim::Claim;

/// What a word weighs that carries nothing of its own, beside one that does.
const PLAIN: f32 = 0.15;

/// What a word weighs that every unit uses, as a logarithm: the less, the more the rare words tell.
const RARITY: f32 = 0.5;

/// What two words in a row weigh, beside one.
const TWO_WORDS: f32 = 0.6;

/// What is looked for in the other text, sentences or claims: each the tokens that it answers for.
pub(super) struct Units<'r, 'a> {
    compared: &'r ComparedSide<'a>,
    tokens: Vec<Vec<usize>>,
    /// Who speaks, where that is known: the last part of the speaker's name, folded.
    speakers: Vec<Option<String>>,
    /// Whether the words that name who and how weigh less than what is said.
    ///
    /// Claims of one speaker share these words; between sentences they tell as much as others.
    parts: bool,
}

impl<'r, 'a> Units<'r, 'a> {
    /// Takes the sentences as units.
    pub(super) fn sentences(compared: &'r ComparedSide<'a>) -> Self {
        let sentences = &compared.layout.sentences;
        let tokens: Vec<Vec<usize>> = sentences.iter().map(|sentence| sentence.tokens.clone().collect()).collect();
        let speakers = vec![None; tokens.len()];
        Self { compared, tokens, speakers, parts: false }
    }

    /// Takes the claims as units.
    pub(super) fn claims(compared: &'r ComparedSide<'a>) -> Self {
        let own = |passage: &Passage| {
            let tokens = passage.tokens.iter().copied();
            tokens.filter(|&token| compared.tokens[token].part != ClaimPart::Outside).collect()
        };
        let name = |claim: &Claim| {
            let speaker = compared.speakers.get(claim.speaker?.0 as usize)?;
            Some(fold(speaker.name.split_whitespace().last().unwrap_or_default()))
        };
        let tokens = compared.passages.iter().map(own).collect();
        Self { compared, tokens, speakers: compared.claims.iter().map(name).collect(), parts: true }
    }

    /// Lists a unit's tokens.
    pub(super) fn own(&self, unit: usize) -> impl Iterator<Item = &'r ComparedToken> + '_ {
        self.tokens[unit].iter().map(|&token| &self.compared.tokens[token])
    }
}

/// A unit's words with their weights.
#[derive(Clone, Debug, Default)]
pub(super) struct Bag {
    /// By word, each once, with how much all of its uses weigh.
    pub(super) words: Vec<(Sym, f32)>,
    /// Of these, the ones that carry nothing of their own.
    pub(super) plain: Vec<Sym>,
    /// All weights together.
    pub(super) weight: f32,
    /// Whether most of it stands in quotation marks.
    pub(super) quoted: bool,
    /// Where in its text the claim stands, from 0 to 1.
    pub(super) place: f32,
    /// Who speaks, as a word of the vocabulary: the last part of the speaker's name.
    pub(super) speaker: Option<Sym>,
}

impl Bag {
    /// Returns how much all uses of a word weigh; `None` where it has none.
    pub(super) fn weight_of(&self, word: Sym) -> Option<f32> {
        self.words.binary_search_by_key(&word, |entry| entry.0).ok().map(|nth| self.words[nth].1)
    }

    /// Lists the words that carry something of their own, each with its weight.
    pub(super) fn telling(&self) -> impl Iterator<Item = (Sym, f32)> + '_ {
        self.words.iter().copied().filter(|(word, _)| self.plain.binary_search(word).is_err())
    }
}

/// Makes the bags of all units on both sides.
pub(super) fn bags(units: [&Units; 2], vocabulary: &mut Vocabulary) -> [Vec<Bag>; 2] {
    let speakers = units.map(|units| {
        let number = |name: &Option<String>| name.as_ref().map(|name| vocabulary.number(name));
        units.speakers.iter().map(number).collect::<Vec<_>>()
    });
    let number = vocabulary.number("#");
    // By word: its stem in one spelling of English, and whether it carries nothing of its own.
    let stems: Vec<(Sym, bool)> = (0..vocabulary.len())
        .map(|nth| {
            let nth = nth as Sym;
            if vocabulary.is_several(nth) {
                return (nth, true);
            }
            (vocabulary.stem(nth), vocabulary.is_function(nth) || vocabulary.is_pronoun(nth))
        })
        .collect();
    let counts = units.map(|units| {
        (0..units.tokens.len()).map(|unit| count(units, unit, number, &stems, vocabulary)).collect::<Vec<_>>()
    });
    let mut uses: Vec<u32> = vec![0; vocabulary.len()];
    for bag in counts.iter().flatten() {
        bag.iter().for_each(|&(word, _, _)| uses[word as usize] += 1);
    }
    let all = (counts[0].len() + counts[1].len()) as f32;
    let most = uses.iter().copied().max().unwrap_or(0);
    // By uses: how much a word tells.
    let rarity: Vec<f32> = (0..=most).map(|uses| (RARITY + all / uses as f32).ln()).collect();
    let mut nth = 0;
    counts.map(|counts| {
        let (speakers, units) = (&speakers[nth], units[nth]);
        nth += 1;
        let last = counts.len().max(2) as f32 - 1.0;
        let bag = |(unit, count): (usize, Vec<(Sym, f32, bool)>)| {
            let weigh = |&(word, share, _): &(Sym, f32, bool)| (word, share * rarity[uses[word as usize] as usize]);
            let words: Vec<_> = count.iter().map(weigh).collect();
            let plain = count.iter().filter(|entry| entry.2).map(|entry| entry.0).collect();
            let weight = words.iter().map(|(_, weight)| weight).sum();
            Bag {
                words,
                plain,
                weight,
                quoted: quoted(units, unit),
                place: unit as f32 / last,
                speaker: speakers[unit],
            }
        };
        counts.into_iter().enumerate().map(bag).collect()
    })
}

/// Counts a unit's stems, each use weighed by what it is; with each whether it carries nothing of its own.
fn count(
    units: &Units,
    unit: usize,
    number: Sym,
    stems: &[(Sym, bool)],
    vocabulary: &mut Vocabulary,
) -> Vec<(Sym, f32, bool)> {
    // Each word, and each with the one before it.
    let mut count: Vec<(Sym, f32, bool)> = Vec::with_capacity(2 * units.tokens[unit].len());
    let mut before: Option<Sym> = None;
    for token in units.own(unit).filter(|token| token.sort.is_word()) {
        let part = if token.part == ClaimPart::Content || !units.parts { 1.0 } else { 0.5 };
        let (stem, plain) = stems[token.fold as usize];
        if token.sort == ComparedSort::Number {
            // That there is a number counts as much as which.
            count.push((number, part * 0.5, false));
            count.push((stem, part * 0.5, false));
            continue;
        }
        if let Some(before) = before.replace(stem) {
            count.push((vocabulary.row(before, stem), part * TWO_WORDS, true));
        }
        let quoted = if token.quotation.is_some() { 1.25 } else { 1.0 };
        let name = if token.name { 1.2 } else { 1.0 };
        count.push((stem, part * quoted * name * if plain { PLAIN } else { 1.0 }, plain));
    }
    count.sort_by_key(|&(word, _, _)| word);
    count.dedup_by(|next, first| {
        let same = next.0 == first.0;
        if same {
            first.1 += next.1;
            first.2 &= next.2;
        }
        same
    });
    count
}

/// Returns whether most of a unit stands in quotation marks.
fn quoted(units: &Units, unit: usize) -> bool {
    let words = || units.own(unit).filter(|token| token.sort.is_word());
    words().filter(|token| token.quotation.is_some()).count() * 2 > words().count()
}

/// Returns the weight of what two bags share.
pub(super) fn shared(a: &Bag, b: &Bag) -> f32 {
    let (mut i, mut j, mut shared) = (0, 0, 0.0);
    while let (Some(&(word, weight)), Some(&(other, least))) = (a.words.get(i), b.words.get(j)) {
        match word.cmp(&other) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += weight.min(least);
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    shared
}

/// Returns how alike the words of two units are, from 0 to 1; 1 where they are the same.
pub(super) fn likeness(old: &Bag, new: &Bag) -> f32 {
    let shared = shared(old, new);
    if shared <= 0.0 { 0.0 } else { of_words(old, new, shared).min(1.0) }
}

fn of_words(old: &Bag, new: &Bag, shared: f32) -> f32 {
    let smaller = old.weight.min(new.weight).max(f32::EPSILON);
    0.6 * (2.0 * shared / (old.weight + new.weight)) + 0.4 * (shared / smaller).min(1.0)
}

/// Returns how alike two units are, from 0 to about 1.
///
/// The words count for the most: their share of both units, and by two fifths their share of the smaller one, so that a
/// unit cut short is still known.
pub(super) fn similarity(old: &Bag, new: &Bag) -> f32 {
    let shared = shared(old, new);
    if shared <= 0.0 {
        return 0.0;
    }
    let smaller = old.weight.min(new.weight).max(f32::EPSILON);
    let words = of_words(old, new, shared);
    let speaker = match (old.speaker, new.speaker) {
        (Some(a), Some(b)) if a == b => 0.05,
        _ => 0.0,
    };
    // A quotation that continues further on the other side is that quotation still.
    let telling = |bag: &Bag| bag.words.len() - bag.plain.len();
    let quotation = (old.quoted || new.quoted) && shared >= 0.75 * smaller && telling(old).min(telling(new)) >= 4;
    words + speaker + if quotation { 0.15 } else { 0.0 } + 0.05 * (1.0 - (old.place - new.place).abs())
}
