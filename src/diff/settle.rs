//! Makes the two readings agree on the words that stayed.
//!
//! One text may have been read as one claim here and as two there, or as attributed here and not there. That is no edit
//! by the outlet: where a word stayed, both sides give it to the same link and take it for the same part of its claim.
//! It changes no word that differs, save that such a word goes with those around it.

use super::kept::Kept;
use super::lexicon;
use super::links::{Links, NEW, OLD};
use super::reading::{Part, Reading, Sort};
use super::vocabulary::Vocabulary;

/// As many words in the place of an attribution may be one that was not read.
const ATTRIBUTION: usize = 8;
/// In larger stretches than this (old words times new ones) no forms of one word are looked for.
const FORMS: usize = 2_500;

/// Gives each word that stayed to the same link and the same part on both sides.
pub(super) fn settle<'a>(kept: &Kept, mut readings: [&mut Reading<'a>; 2], links: &Links, vocabulary: &Vocabulary) {
    same_link(kept, &mut readings, links);
    same_part(kept, &mut readings, vocabulary);
}

fn same_link(kept: &Kept, readings: &mut [&mut Reading; 2], links: &Links) {
    let mut owners = [OLD, NEW].map(|side| readings[side].owners());
    let before = owners.clone();
    let mut moved = false;
    for (old, new) in kept.pairs() {
        let tokens = [old, new];
        let of = [OLD, NEW].map(|side| owners[side][tokens[side]].and_then(|claim| links.of(side, claim)));
        if of[OLD] == of[NEW] || [OLD, NEW].iter().any(|&side| owners[side][tokens[side]].is_none()) {
            continue;
        }
        // The old side's link, or the only one.
        let (side, link) = match of {
            [Some(link), _] => (NEW, link),
            [None, Some(link)] => (OLD, link),
            [None, None] => continue,
        };
        let claims = links.link(link).side(side);
        let starts_before = |&&claim: &&usize| {
            readings[side].passages[claim].tokens.first().is_some_and(|&first| first <= tokens[side])
        };
        owners[side][tokens[side]] = claims.iter().rfind(starts_before).or(claims.first()).copied();
        moved = true;
    }
    if !moved {
        return;
    }
    for side in [OLD, NEW] {
        along(kept, side, readings[side], &before[side], &mut owners[side]);
        readings[side].give(&owners[side]);
    }
}

/// Words that differ, between words of the same claim that went to another, go with these.
fn along(kept: &Kept, side: usize, reading: &Reading, before: &[Option<usize>], owners: &mut [Option<usize>]) {
    for sentence in &reading.layout.sentences {
        let mut last: Option<usize> = None;
        for token in sentence.tokens.clone() {
            if kept.with(side, token).is_none() {
                continue;
            }
            if let Some(last) = last.replace(token)
                && owners[last] == owners[token]
                && before[last] == before[token]
                && owners[last] != before[last]
            {
                for between in last + 1..token {
                    if before[between] == before[last] {
                        owners[between] = owners[last];
                    }
                }
            }
        }
    }
}

fn same_part(kept: &Kept, readings: &mut [&mut Reading; 2], vocabulary: &Vocabulary) {
    for (old, new) in kept.pairs() {
        let parts = [readings[OLD].tokens[old].part, readings[NEW].tokens[new].part];
        if parts[OLD] != parts[NEW] {
            let part = parts.into_iter().max_by_key(|&part| rank(part)).unwrap_or(Part::Content);
            readings[OLD].tokens[old].part = part;
            readings[NEW].tokens[new].part = part;
        }
    }
    for swapped in &kept.swapped {
        same_word(swapped, readings, vocabulary);
        let has = |side: usize, wanted: &[Part]| {
            swapped[side].iter().any(|&token| wanted.contains(&readings[side].tokens[token].part))
        };
        let attributed = [OLD, NEW].map(|side| has(side, &[Part::Cue, Part::Source]));
        if let [true, false] | [false, true] = attributed {
            let (read, unread) = if attributed[OLD] { (OLD, NEW) } else { (NEW, OLD) };
            attribute(swapped, readings, read, unread, vocabulary);
        } else if attributed == [false, false] && has(OLD, &[Part::Content]) != has(NEW, &[Part::Content]) {
            for side in [OLD, NEW] {
                for &token in &swapped[side] {
                    readings[side].tokens[token].part = Part::Content;
                }
            }
        }
    }
}

/// Forms of one word that took each other's place are no attribution here and something else there: both are content.
fn same_word(swapped: &[Vec<usize>; 2], readings: &mut [&mut Reading; 2], vocabulary: &Vocabulary) {
    if swapped[OLD].len() * swapped[NEW].len() > FORMS {
        return;
    }
    for &old in &swapped[OLD] {
        let was = readings[OLD].tokens[old];
        let same = |new: &&usize| {
            let is = &readings[NEW].tokens[**new];
            let words = [was.fold, is.fold].map(|word| vocabulary.word(word));
            was.part != is.part
                && was.sort == Sort::Word
                && (was.stem == is.stem || lexicon::spelling_variants(words[OLD], words[NEW]))
        };
        if let Some(&new) = swapped[NEW].iter().find(same) {
            readings[OLD].tokens[old].part = Part::Content;
            readings[NEW].tokens[new].part = Part::Content;
        }
    }
}

/// Reads an attribution that one reading missed: the words stand in the place of another attribution's.
fn attribute(
    swapped: &[Vec<usize>; 2],
    readings: &mut [&mut Reading; 2],
    read: usize,
    unread: usize,
    vocabulary: &Vocabulary,
) {
    let words = |side: usize, readings: &[&mut Reading; 2]| -> Vec<usize> {
        swapped[side].iter().copied().filter(|&token| readings[side].tokens[token].sort.is_word()).collect()
    };
    let theirs = words(read, readings);
    let mine = words(unread, readings);
    let part = |token: usize| readings[read].tokens[token].part;
    if mine.len() > ATTRIBUTION || theirs.iter().any(|&token| part(token) == Part::Content) {
        return;
    }
    let attributes =
        |side: usize, token: usize| lexicon::cue_strength(vocabulary.word(readings[side].tokens[token].fold)).is_some();
    let cues: Vec<usize> = theirs.iter().copied().filter(|&token| part(token) == Part::Cue).collect();
    let cued = !cues.is_empty();
    if cued && !mine.iter().any(|&token| attributes(unread, token)) {
        // "freed" → "jailed", "adn" → "and": no verb of saying took or gave up its place, only the reading differs.
        if !mine.is_empty() && !cues.iter().any(|&token| attributes(read, token)) {
            for token in theirs {
                readings[read].tokens[token].part = Part::Content;
            }
        }
        return;
    }
    let parts: Vec<Part> =
        mine.iter().map(|&token| if cued && attributes(unread, token) { Part::Cue } else { Part::Source }).collect();
    for (token, part) in mine.into_iter().zip(parts) {
        readings[unread].tokens[token].part = part;
    }
}

/// Of two readings of one word, the one is taken that takes it for less: content, before a part of the attribution.
fn rank(part: Part) -> u8 {
    match part {
        Part::Outside => 0,
        Part::Beside => 1,
        Part::SaidOn => 2,
        Part::Source => 3,
        Part::Cue => 4,
        Part::Content => 5,
    }
}
