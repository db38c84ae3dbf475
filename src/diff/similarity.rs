//! How alike two claims are: the words that they share, each weighed by how rare it is in the story.
//!
//! A name or a quoted word weighs more than a plain one, a function word next to nothing, and two words in a row count as a
//! word of their own; who speaks and where in the text
//! the claims stand add a little. It decides nothing.

use super::lexicon;
use super::reading::{Part, Reading, Sort};
use super::vocabulary::{Sym, Vocabulary};

/// What a word weighs that carries nothing of its own, beside one that does.
const PLAIN: f32 = 0.15;

/// What two words in a row weigh, beside one.
const TWO_WORDS: f32 = 0.6;

/// A claim's words with their weights.
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

/// Makes the bags of all claims on both sides.
pub(super) fn bags(old: &Reading, new: &Reading, vocabulary: &mut Vocabulary) -> [Vec<Bag>; 2] {
    let speakers = [old, new].map(|reading| speakers(reading, vocabulary));
    let number = vocabulary.number("#");
    // By word: its stem in one spelling of English, and whether it carries nothing of its own.
    let stems: Vec<(Sym, bool)> = (0..vocabulary.len())
        .map(|word| {
            let word = vocabulary.word(word as Sym);
            let plain = lexicon::FUNCTION.has(word) || lexicon::PRONOUNS.has(word);
            let stem = lexicon::stem(&lexicon::regional(word));
            (vocabulary.number(&stem), plain)
        })
        .collect();
    let counts = [old, new].map(|reading| {
        (0..reading.passages.len()).map(|claim| count(reading, claim, number, &stems, vocabulary)).collect::<Vec<_>>()
    });
    let mut uses: Vec<u32> = vec![0; vocabulary.len()];
    for bag in counts.iter().flatten() {
        bag.iter().for_each(|&(word, _, _)| uses[word as usize] += 1);
    }
    let claims = (counts[0].len() + counts[1].len()) as f32;
    let mut nth = 0;
    counts.map(|counts| {
        let (speakers, reading) = (&speakers[nth], [old, new][nth]);
        nth += 1;
        let last = counts.len().max(2) as f32 - 1.0;
        let bag = |(claim, count): (usize, Vec<(Sym, f32, bool)>)| {
            let weigh =
                |&(word, share, _): &(Sym, f32, bool)| (word, share * (1.0 + claims / uses[word as usize] as f32).ln());
            let words: Vec<_> = count.iter().map(weigh).collect();
            let plain = count.iter().filter(|entry| entry.2).map(|entry| entry.0).collect();
            let weight = words.iter().map(|(_, weight)| weight).sum();
            Bag {
                words,
                plain,
                weight,
                quoted: quoted(reading, claim),
                place: claim as f32 / last,
                speaker: speakers[claim],
            }
        };
        counts.into_iter().enumerate().map(bag).collect()
    })
}

/// Counts a claim's stems, each use weighed by what it is; with each whether it carries nothing of its own.
fn count(
    reading: &Reading,
    claim: usize,
    number: Sym,
    stems: &[(Sym, bool)],
    vocabulary: &mut Vocabulary,
) -> Vec<(Sym, f32, bool)> {
    let mut count: Vec<(Sym, f32, bool)> = Vec::new();
    let mut before: Option<Sym> = None;
    for &token in &reading.passages[claim].tokens {
        let token = &reading.tokens[token];
        if !token.sort.is_word() || token.part == Part::Outside {
            continue;
        }
        let part = if token.part == Part::Content { 1.0 } else { 0.5 };
        let (stem, plain) = stems[token.fold as usize];
        if token.sort == Sort::Number {
            // That there is a number counts as much as which.
            count.push((number, part * 0.5, false));
            count.push((stem, part * 0.5, false));
            continue;
        }
        if let Some(before) = before.replace(stem) {
            count.push((vocabulary.number(&format!("{before} {stem}")), part * TWO_WORDS, true));
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

/// Says whether most of a claim stands in quotation marks.
fn quoted(reading: &Reading, claim: usize) -> bool {
    let tokens = || {
        reading.passages[claim].tokens.iter().map(|&token| &reading.tokens[token]).filter(|token| token.sort.is_word())
    };
    tokens().filter(|token| token.quotation.is_some()).count() * 2 > tokens().count()
}

/// Returns who speaks each claim: the last part of the name.
fn speakers(reading: &Reading, vocabulary: &mut Vocabulary) -> Vec<Option<Sym>> {
    let names: Vec<Sym> = reading
        .speakers
        .iter()
        .map(|speaker| {
            vocabulary.number(&super::reading::fold(speaker.name.split_whitespace().last().unwrap_or_default()))
        })
        .collect();
    reading.claims.iter().map(|claim| claim.speaker.and_then(|id| names.get(id.0 as usize).copied())).collect()
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

/// Returns how alike two claims are, from 0 to about 1.
///
/// The words count for the most: their share of both claims, and by a third their share of the smaller one, so that a
/// claim cut short is still known.
pub(super) fn similarity(old: &Bag, new: &Bag) -> f32 {
    let shared = shared(old, new);
    if shared <= 0.0 {
        return 0.0;
    }
    let smaller = old.weight.min(new.weight).max(f32::EPSILON);
    let words = 0.7 * (2.0 * shared / (old.weight + new.weight)) + 0.3 * (shared / smaller).min(1.0);
    let speaker = match (old.speaker, new.speaker) {
        (Some(a), Some(b)) if a == b => 0.05,
        _ => 0.0,
    };
    // A quotation that goes on further on the other side is that quotation still.
    let telling = |bag: &Bag| bag.words.len() - bag.plain.len();
    let quotation = (old.quoted || new.quoted) && shared >= 0.75 * smaller && telling(old).min(telling(new)) >= 4;
    words + speaker + if quotation { 0.15 } else { 0.0 } + 0.05 * (1.0 - (old.place - new.place).abs())
}
