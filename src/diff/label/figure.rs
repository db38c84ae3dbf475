//! **Finds** a number that is another, by value and unit: "12" → "21", "$1.5 million" → "$15 million", "2%" → "2
//! percentage points", "about 40" → "40", "third" → "fourth", "dozens" → "hundreds"; one that may err the other way: "as
//! many as 40" → "40 or more"; and one that counts in another size: "tens of thousands" → "thousands"; and how
//! many times as much it is: "doubled" → "tripled".
//!
//! **Leaves alone** one value written in two ways ("12", "twelve"; "4.25%", "4.25 percent"; "3rd", "third"), dates and
//! times of day. A number that came or went without another in its place is content.

use super::pair::{Atom, AtomClass, AtomState, NEW, OLD, Pair};
use crate::diff::{ChangeKind, lexicon};

pub(super) fn label(pair: &mut Pair) {
    for hunk in 0..pair.hunks.len() {
        let (old, new) = (figures(pair, &pair.open(hunk, OLD), OLD), figures(pair, &pair.open(hunk, NEW), NEW));
        let pairs =
            if old.len() == new.len() { old.into_iter().zip(new).collect() } else { by_counted(pair, old, new) };
        pairs.into_iter().for_each(|(old, new)| change(pair, old, new));
        vague(pair, hunk);
    }
    let all = |pair: &Pair, side: usize| {
        let open: Vec<usize> = (0..pair.hunks.len()).flat_map(|hunk| pair.open(hunk, side)).collect();
        figures(pair, &open, side)
    };
    let (old, new) = (all(pair, OLD), all(pair, NEW));
    let pairs = if old.len() == 1 && new.len() == 1 { vec![(old[0], new[0])] } else { by_counted(pair, old, new) };
    pairs.into_iter().for_each(|(old, new)| change(pair, old, new));
    bounds(pair);
    for hunk in 0..pair.hunks.len() {
        approximate(pair, hunk);
    }
    sizes(pair);
}

fn figures(pair: &Pair, atoms: &[usize], side: usize) -> Vec<usize> {
    let is_figure = |nth: &usize| matches!(pair.sides[side].atoms[*nth].class, AtomClass::Figure { .. });
    atoms.iter().copied().filter(is_figure).collect()
}

/// Labels a number as another; one value of which one side does not say the measure is the same number.
fn change(pair: &mut Pair, old: usize, new: usize) {
    let value = |side: usize, nth: usize| value(pair, side, nth);
    let same = match (value(OLD, old), value(NEW, new)) {
        (Some((was, old_measure)), Some((is, new_measure))) => {
            was == is && (old_measure.is_empty() || new_measure.is_empty() || old_measure == new_measure)
                || is_share((was, old_measure), (is, new_measure))
                || is_share((is, new_measure), (was, old_measure))
        }
        _ => false,
    };
    if same {
        if pair.word(&pair.sides[OLD].atoms[old]) == pair.word(&pair.sides[NEW].atoms[new]) {
            pair.explain(OLD, &[old]);
            pair.explain(NEW, &[new]);
            pair.wording = true;
        } else {
            pair.label(ChangeKind::Respelled, &[old], &[new]);
        }
        return;
    }
    let (old, new) = (with_exactness(pair, OLD, old), with_exactness(pair, NEW, new));
    pair.label(ChangeKind::NumberChanged, &old, &new);
    explain_fraction(pair, OLD, &old);
    explain_fraction(pair, NEW, &new);
}

/// Returns whether a percentage is the same share as a fraction: "50 percent" and "half of the voters".
fn is_share((percent, measure): (f64, &str), (fraction, other): (f64, &str)) -> bool {
    measure == "percent" && other != "percent" && fraction < 1.0 && (percent - fraction * 100.0).abs() < 1e-9
}

/// "Two *thirds*" is one number: its second word is told of with the first.
fn explain_fraction(pair: &mut Pair, side: usize, figure: &[usize]) {
    let atoms = &pair.sides[side].atoms;
    let next = figure.last().map(|last| last + 1).filter(|&next| next < atoms.len());
    let is_part = |nth: usize| {
        let word = pair.word(&atoms[nth]);
        let fraction = matches!(word, "half" | "halves" | "quarter" | "quarters" | "third" | "thirds");
        (fraction || lexicon::is_ordinal(word.strip_suffix('s').unwrap_or(word)))
            && atoms[nth - 1].tokens.end == atoms[nth].tokens.start
            && atoms[nth - 1].span.contains(atoms[nth].span)
    };
    if let Some(next) = next.filter(|&next| is_part(next)) {
        pair.explain(side, &[next]);
    }
}

/// Returns a figure with the words before it that say how exact it is, where these differ too: "*about* 60" in the
/// place of "40".
fn with_exactness(pair: &Pair, side: usize, figure: usize) -> Vec<usize> {
    let atoms = &pair.sides[side].atoms;
    let exactness = |&nth: &usize| {
        let atom = &atoms[nth];
        atom.state == AtomState::Open
            && atom.tokens.end == atoms[nth + 1].tokens.start
            && lexicon::APPROXIMATORS.has(pair.word(atom))
    };
    let first = (0..figure).rev().take_while(exactness).last().unwrap_or(figure);
    let tells = (first..figure).any(|nth| tells_exactness(pair.word(&atoms[nth])));
    (if tells { first } else { figure }..=figure).collect()
}

/// Returns whether a word from the list of those that say how exact a number is does so alone: "at" in "at least" does
/// not.
fn tells_exactness(word: &str) -> bool {
    !matches!(word, "at" | "to" | "as" | "or" | "so" | "the")
}

/// Returns an atom's number, and its measure where it has one.
fn value<'p>(pair: &Pair<'p, '_>, side: usize, nth: usize) -> Option<(f64, &'p str)> {
    let atom = &pair.sides[side].atoms[nth];
    match atom.class {
        AtomClass::Figure { .. } => {
            let (value, measure) = pair.vocabulary.word(atom.key).strip_prefix('#')?.split_once(' ')?;
            Some((value.parse().ok()?, measure))
        }
        _ => lexicon::numeral(pair.word(atom)).map(|value| (value, "")),
    }
}

/// Pairs figures that count the same, in order.
fn by_counted(pair: &Pair, old: Vec<usize>, mut new: Vec<usize>) -> Vec<(usize, usize)> {
    let counted = |side: usize, nth: usize| match pair.sides[side].atoms[nth].class {
        AtomClass::Figure { counted } => counted,
        _ => None,
    };
    let mut pairs = Vec::new();
    for figure in old {
        let what = counted(OLD, figure);
        if let Some(at) = new.iter().position(|&other| what.is_some() && counted(NEW, other) == what) {
            pairs.push((figure, new.remove(at)));
        }
    }
    pairs
}

/// Pairs a figure with a word that gives a number without saying which, or two such words; and ordinals.
fn vague(pair: &mut Pair, hunk: usize) {
    let sort = |pair: &Pair, side: usize, nth: usize| {
        let atom = &pair.sides[side].atoms[nth];
        let word = pair.word(atom);
        let ordinal = lexicon::ordinal(word).is_some();
        match atom.class {
            AtomClass::Figure { .. } => Some(FigureSort::Exact),
            AtomClass::Word if lexicon::numeral(word).is_some() => Some(FigureSort::Exact),
            AtomClass::Word if ordinal => Some(FigureSort::Ordinal),
            AtomClass::Word
                if matches!(
                    word,
                    "dozens"
                        | "scores"
                        | "hundreds"
                        | "thousands"
                        | "millions"
                        | "billions"
                        | "half"
                        | "third"
                        | "quarter"
                        | "halved"
                        | "doubled"
                        | "tripled"
                        | "trebled"
                        | "quadrupled"
                ) =>
            {
                Some(FigureSort::Round)
            }
            AtomClass::Word if lexicon::VAGUE.has(word) => Some(FigureSort::Vague),
            _ => None,
        }
    };
    let (old, new) = (pair.open(hunk, OLD), pair.open(hunk, NEW));
    let first =
        |side: usize, atoms: &[usize]| atoms.iter().find_map(|&nth| sort(pair, side, nth).map(|sort| (nth, sort)));
    if let (Some((old, was)), Some((new, is))) = (first(OLD, &old), first(NEW, &new)) {
        use FigureSort::*;
        if matches!(
            (was, is),
            (Exact, Exact | Vague | Round) | (Vague | Round, Exact) | (Round, Round) | (Ordinal, Ordinal)
        ) {
            change(pair, old, new);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FigureSort {
    Exact,
    Ordinal,
    Round,
    Vague,
}

/// Finds what makes a number more or less exact, beside it.
fn approximate(pair: &mut Pair, hunk: usize) {
    let beside = |pair: &Pair, side: usize| -> Option<(Vec<usize>, usize)> {
        let open = pair.open(hunk, side);
        let words = open.iter().all(|&nth| lexicon::APPROXIMATORS.has(pair.word(&pair.sides[side].atoms[nth])));
        let figure = open.last().map(|last| last + 1).filter(|_| words)?;
        let atom = pair.sides[side].atoms.get(figure)?;
        let telling = open.iter().any(|&nth| tells_exactness(pair.word(&pair.sides[side].atoms[nth])));
        (telling && matches!(atom.class, AtomClass::Figure { .. })).then_some((open, figure))
    };
    let (old, new) = (beside(pair, OLD), beside(pair, NEW));
    let partner = |side: usize, figure: usize| match pair.sides[side].atoms[figure].state {
        AtomState::Kept { with, .. } => Some(with),
        _ => None,
    };
    let (old, new) = match (old, new) {
        (Some(old), Some(new)) => (Some(old), Some(new)),
        (Some((words, figure)), None) if pair.open(hunk, NEW).is_empty() => {
            let with = partner(OLD, figure);
            (Some((words, figure)), with.map(|with| (Vec::new(), with)))
        }
        (None, Some((words, figure))) if pair.open(hunk, OLD).is_empty() => {
            let with = partner(NEW, figure);
            (with.map(|with| (Vec::new(), with)), Some((words, figure)))
        }
        _ => return,
    };
    match (old, new) {
        (Some((mut old, old_figure)), Some((mut new, new_figure))) => {
            old.push(old_figure);
            new.push(new_figure);
            pair.label(ChangeKind::NumberChanged, &old, &new);
        }
        // The number itself is another, and has its label.
        (Some((old, _)), None) => pair.explain(OLD, &old),
        (None, Some((new, _))) => pair.explain(NEW, &new),
        (None, None) => {}
    }
}

/// Which way a number may err.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    /// Neither: it is the number.
    Exact,
    AtLeast,
    AtMost,
    /// Either.
    About,
}

/// Labels a number that stayed and may err another way; one that may err the same way is put in other words.
fn bounds(pair: &mut Pair) {
    let stayed = |(nth, atom): (usize, &Atom)| match (&atom.class, atom.state) {
        (AtomClass::Figure { .. }, AtomState::Kept { with, .. }) => Some([nth, with]),
        _ => None,
    };
    let figures: Vec<[usize; 2]> = pair.sides[OLD].atoms.iter().enumerate().filter_map(stayed).collect();
    for [old, new] in figures {
        let [(was, old_words), (is, new_words)] = [bound(pair, OLD, old), bound(pair, NEW, new)];
        let is_open = |side: usize, words: &[usize]| {
            words.iter().any(|&nth| pair.sides[side].atoms[nth].state == AtomState::Open)
        };
        let differs = is_open(OLD, &old_words) || is_open(NEW, &new_words);
        let with = |words: &[usize], figure: usize| {
            let mut all: Vec<usize> = words.iter().copied().chain([figure]).collect();
            all.sort_unstable();
            all
        };
        if differs && was != is {
            pair.label(ChangeKind::NumberChanged, &with(&old_words, old), &with(&new_words, new));
        } else if differs && was != Bound::Exact {
            pair.explain(OLD, &old_words);
            pair.explain(NEW, &new_words);
            pair.wording = true;
        }
    }
}

/// Returns which way a figure may err, and the words beside it that say so.
fn bound(pair: &Pair, side: usize, figure: usize) -> (Bound, Vec<usize>) {
    let atoms = &pair.sides[side].atoms;
    let follows = |nth: usize| atoms.get(nth + 1).is_some_and(|next| atoms[nth].tokens.end == next.tokens.start);
    let is_one = |&nth: &usize| follows(nth) && lexicon::APPROXIMATORS.has(pair.word(&atoms[nth]));
    let first = (0..figure).rev().take_while(is_one).last().unwrap_or(figure);
    // "No more than 40" is another bound than "more than 40", and a negation is told by itself.
    if first.checked_sub(1).is_some_and(|before| atoms[before].negation) {
        return (Bound::Exact, Vec::new());
    }
    let before: Vec<usize> = (first..figure).collect();
    let has = |words: &[&str]| before.iter().any(|&nth| words.contains(&pair.word(&atoms[nth])));
    if has(&["least", "over", "above", "more"]) {
        return (Bound::AtLeast, before);
    }
    if has(&["most", "many", "under", "below", "less", "fewer", "nearly", "almost"]) || has(&["up"]) && has(&["to"]) {
        return (Bound::AtMost, before);
    }
    if has(&["about", "around", "approximately", "roughly", "circa", "estimated", "some"]) {
        return (Bound::About, before);
    }
    // "40 or more", "40 people or more"
    let or = (figure + 1..figure + 3)
        .find(|&nth| follows(nth - 1) && atoms.get(nth).is_some_and(|atom| pair.word(atom) == "or"));
    let behind = or.filter(|&or| follows(or)).map(|or| (or, pair.word(&atoms[or + 1])));
    let of = |word: &str| match word {
        "more" | "over" => Some(Bound::AtLeast),
        "fewer" | "less" | "under" => Some(Bound::AtMost),
        "so" => Some(Bound::About),
        _ => None,
    };
    match behind.and_then(|(or, word)| Some((of(word)?, or))) {
        Some((bound, or)) => (bound, vec![or, or + 1]),
        None => (Bound::Exact, Vec::new()),
    }
}

/// Labels a round number of which one side says how many there are, by another one: "*tens of* thousands".
fn sizes(pair: &mut Pair) {
    for side in [OLD, NEW] {
        let multiplies = |nth: usize| -> Option<[Vec<usize>; 2]> {
            let atoms = &pair.sides[side].atoms;
            let word = |nth: usize| atoms.get(nth).map(|atom| pair.word(atom));
            let many = matches!(word(nth), Some("tens" | "dozens" | "scores" | "hundreds"));
            let round = matches!(word(nth + 2), Some("thousands" | "millions" | "billions"));
            let open = atoms[nth].state == AtomState::Open && many && word(nth + 1) == Some("of") && round;
            let AtomState::Kept { with, .. } = atoms.get(nth + 2).filter(|_| open)?.state else { return None };
            Some([vec![nth, nth + 1, nth + 2], vec![with]])
        };
        let found: Vec<[Vec<usize>; 2]> = (0..pair.sides[side].atoms.len()).filter_map(multiplies).collect();
        for [mine, theirs] in found {
            match side {
                OLD => pair.label(ChangeKind::NumberChanged, &mine, &theirs),
                _ => pair.label(ChangeKind::NumberChanged, &theirs, &mine),
            }
        }
    }
}
