//! Makes the two sides agree on the words that stayed.
//!
//! One text may have been read as one claim here and as two there, or as attributed here and not there. That is no edit
//! by the outlet: where a word stayed, both sides give it to the same link and take it for the same part of its claim.
//! It changes no word that differs, save that such a word goes with those around it.

use super::compared::{ClaimPart, ComparedSide, ComparedSort};
use super::kept::Kept;
use super::lexicon;
use super::links::{Links, NEW, OLD};
use super::vocabulary::Vocabulary;

/// As many words in the place of an attribution may be one that was not read.
const ATTRIBUTION: usize = 8;
/// In larger stretches than this (old words times new ones) no forms of one word are looked for.
const FORMS: usize = 2_500;

/// Gives each word that stayed to the same link and the same part on both sides.
pub(super) fn agree<'a>(kept: &Kept, mut sides: [&mut ComparedSide<'a>; 2], links: &Links, vocabulary: &Vocabulary) {
    same_link(kept, &mut sides, links);
    same_part(kept, &mut sides, vocabulary);
}

fn same_link(kept: &Kept, sides: &mut [&mut ComparedSide; 2], links: &Links) {
    let mut owners = [OLD, NEW].map(|side| sides[side].owners());
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
        let starts_before =
            |&&claim: &&usize| sides[side].passages[claim].tokens.first().is_some_and(|&first| first <= tokens[side]);
        owners[side][tokens[side]] = claims.iter().rfind(starts_before).or(claims.first()).copied();
        moved = true;
    }
    if !moved {
        return;
    }
    for side in [OLD, NEW] {
        along(kept, side, sides[side], &before[side], &mut owners[side]);
        sides[side].give(&owners[side]);
    }
}

/// Words that differ, between words of the same claim that went to another, go with these.
fn along(kept: &Kept, side: usize, compared: &ComparedSide, before: &[Option<usize>], owners: &mut [Option<usize>]) {
    for sentence in &compared.layout.sentences {
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

fn same_part(kept: &Kept, sides: &mut [&mut ComparedSide; 2], vocabulary: &Vocabulary) {
    for (old, new) in kept.pairs() {
        let parts = [sides[OLD].tokens[old].part, sides[NEW].tokens[new].part];
        if parts[OLD] != parts[NEW] {
            let part = parts.into_iter().max_by_key(|&part| rank(part)).unwrap_or(ClaimPart::Content);
            sides[OLD].tokens[old].part = part;
            sides[NEW].tokens[new].part = part;
        }
    }
    for swapped in &kept.swapped {
        same_word(swapped, sides, vocabulary);
        let has = |side: usize, wanted: &[ClaimPart]| {
            swapped[side].iter().any(|&token| wanted.contains(&sides[side].tokens[token].part))
        };
        let attributed = [OLD, NEW].map(|side| has(side, &[ClaimPart::Cue, ClaimPart::Source]));
        if let [true, false] | [false, true] = attributed {
            let (read, unread) = if attributed[OLD] { (OLD, NEW) } else { (NEW, OLD) };
            attribute(swapped, sides, read, unread, vocabulary);
        } else if attributed == [false, false] && has(OLD, &[ClaimPart::Content]) != has(NEW, &[ClaimPart::Content]) {
            for side in [OLD, NEW] {
                for &token in &swapped[side] {
                    sides[side].tokens[token].part = ClaimPart::Content;
                }
            }
        }
    }
}

/// Forms of one word that took each other's place are no attribution here and something else there: both are content.
fn same_word(swapped: &[Vec<usize>; 2], sides: &mut [&mut ComparedSide; 2], vocabulary: &Vocabulary) {
    if swapped[OLD].len() * swapped[NEW].len() > FORMS {
        return;
    }
    for &old in &swapped[OLD] {
        let was = sides[OLD].tokens[old];
        let same = |new: &&usize| {
            let is = &sides[NEW].tokens[**new];
            let words = [was.fold, is.fold].map(|word| vocabulary.word(word));
            was.part != is.part
                && was.sort == ComparedSort::Word
                && (was.stem == is.stem || lexicon::spelling_variants(words[OLD], words[NEW]))
        };
        if let Some(&new) = swapped[NEW].iter().find(same) {
            sides[OLD].tokens[old].part = ClaimPart::Content;
            sides[NEW].tokens[new].part = ClaimPart::Content;
        }
    }
}

/// Reads an attribution that one reading missed: the words stand in the place of another attribution's.
fn attribute(
    swapped: &[Vec<usize>; 2],
    sides: &mut [&mut ComparedSide; 2],
    read: usize,
    unread: usize,
    vocabulary: &Vocabulary,
) {
    let words = |side: usize, sides: &[&mut ComparedSide; 2]| -> Vec<usize> {
        swapped[side].iter().copied().filter(|&token| sides[side].tokens[token].sort.is_word()).collect()
    };
    let theirs = words(read, sides);
    let mine = words(unread, sides);
    let part = |token: usize| sides[read].tokens[token].part;
    if mine.len() > ATTRIBUTION || theirs.iter().any(|&token| part(token) == ClaimPart::Content) {
        return;
    }
    let attributes =
        |side: usize, token: usize| lexicon::cue_strength(vocabulary.word(sides[side].tokens[token].fold)).is_some();
    let cues: Vec<usize> = theirs.iter().copied().filter(|&token| part(token) == ClaimPart::Cue).collect();
    let cued = !cues.is_empty();
    if cued && !mine.iter().any(|&token| attributes(unread, token)) {
        // "freed" → "jailed", "adn" → "and": no verb of saying took or gave up its place, only the reading differs.
        if !mine.is_empty() && !cues.iter().any(|&token| attributes(read, token)) {
            for token in theirs {
                sides[read].tokens[token].part = ClaimPart::Content;
            }
        }
        return;
    }
    let parts: Vec<ClaimPart> = mine
        .iter()
        .map(|&token| if cued && attributes(unread, token) { ClaimPart::Cue } else { ClaimPart::Source })
        .collect();
    for (token, part) in mine.into_iter().zip(parts) {
        sides[unread].tokens[token].part = part;
    }
}

/// Of two readings of one word, the one is taken that takes it for less: content, before a part of the attribution.
fn rank(part: ClaimPart) -> u8 {
    match part {
        ClaimPart::Outside => 0,
        ClaimPart::Beside => 1,
        ClaimPart::SaidOn => 2,
        ClaimPart::Source => 3,
        ClaimPart::Cue => 4,
        ClaimPart::Content => 5,
    }
}
