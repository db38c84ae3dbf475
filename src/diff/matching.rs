//! Finds the like of each unit of a text, be it a sentence or a claim, in the other text.
//!
//! First the same words in the same order; then the assignment that is best as a whole, first of what is plainly alike,
//! then of what is less alike and stands between the same units; then what is left beside neighbours that found each
//! other; then units that were split or merged. Ties go to the nearer place in the text; nothing depends on chance or
//! on the clock.

use std::collections::HashMap;

use super::assignment::{self, Edges};
use super::holders::Holders;
use super::links::{Links, NEW, OLD};
use super::order::heaviest_run;
use super::similarity::{self, Bag, Units, similarity};
use super::vocabulary::{Sym, Vocabulary};

/// Pairs less alike than this are strangers, wherever they stand.
const STRANGERS: f32 = 0.62;
/// Pairs less alike than this are strangers even where they stand between the same claims.
const STRANGERS_IN_PLACE: f32 = 0.34;
/// Pairs less alike than this are strangers even where they stand right beside the same neighbours.
const STRANGERS_BESIDE: f32 = 0.26;
/// What share of a claim's words must be found in another for it to be a part of that.
const COVERED: f32 = 0.75;
/// How many words two sentences must begin with alike for one to go on with the other's beginning.
const BEGINNING: usize = 5;
/// How many candidates a claim is weighed against.
const CANDIDATES: usize = 12;
/// Words in more claims or sentences than this find no candidates: they would find everything.
pub(super) const COMMON: usize = 48;
/// Between two neighbours, this many claims are weighed all against all.
const GAP: usize = 40;

/// Links the units of two sides that are in no link yet.
pub(super) fn complete(units: [&Units; 2], links: &mut Links, vocabulary: &mut Vocabulary) {
    for exactness in [Exactness::Letters, Exactness::Words] {
        same_words(units, exactness, links);
    }
    if [OLD, NEW].iter().all(|&side| links.free(side).is_empty()) {
        return;
    }
    let bags = similarity::bags(units, vocabulary);
    best_as_a_whole(&bags, links, None);
    let frame = KeptOrder::new(links, &bags[NEW]);
    best_as_a_whole(&bags, links, Some(&frame));
    between_neighbours(&bags, links);
    let merged = parts(units, &bags, links, OLD, vocabulary);
    let split = parts(units, &bags, links, NEW, vocabulary);
    for (part, link) in merged {
        links.join(OLD, part, link);
    }
    for (part, link) in split {
        if links.link(link).old.len() == 1 {
            links.join(NEW, part, link);
        }
    }
}

/// How exactly two units must agree.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Exactness {
    /// To the letter, white space aside.
    Letters,
    /// The words alone.
    Words,
}

/// Pairs units of the same words. Where several have the same words, those that stand nearest to each other go together
/// without crossing.
fn same_words(units: [&Units; 2], exactness: Exactness, links: &mut Links) {
    let mut places: HashMap<Vec<Sym>, [Vec<usize>; 2]> = HashMap::new();
    let mut order: Vec<Vec<Sym>> = Vec::new();
    for (side, units) in units.into_iter().enumerate() {
        for unit in links.free(side) {
            let key = words(units, unit, exactness);
            if key.is_empty() {
                continue;
            }
            let place = places.entry(key).or_insert_with_key(|key| {
                order.push(key.clone());
                Default::default()
            });
            place[side].push(unit);
        }
    }
    let share = |unit: usize, of: usize| unit as f64 / of.max(1) as f64;
    for key in order {
        let [olds, news] = &places[&key];
        let (few, many) = if olds.len() <= news.len() { (olds, news) } else { (news, olds) };
        let (few_of, many_of) =
            if olds.len() <= news.len() { (links.len(OLD), links.len(NEW)) } else { (links.len(NEW), links.len(OLD)) };
        let mut from = 0;
        for (nth, &unit) in few.iter().enumerate() {
            // As many must be left as still need one.
            let last = many.len() - (few.len() - nth);
            let reach = &many[from..=last];
            let off = |other: usize| (share(unit, few_of) - share(other, many_of)).abs();
            let nearest = (0..reach.len()).min_by(|&a, &b| off(reach[a]).total_cmp(&off(reach[b])));
            let Some(nearest) = nearest else { break };
            let other = reach[nearest];
            if olds.len() <= news.len() {
                links.pair(unit, other)
            } else {
                links.pair(other, unit)
            }
            from += nearest + 1;
        }
    }
}

/// Returns the words by which a unit is known again.
fn words(units: &Units, unit: usize, exactness: Exactness) -> Vec<Sym> {
    let own = units.own(unit);
    match exactness {
        Exactness::Letters => own.map(|token| token.exact).collect(),
        Exactness::Words => own.filter(|token| token.sort.is_word()).map(|token| token.fold).collect(),
    }
}

/// The units that found each other and kept their order: between them the rest has its place.
struct KeptOrder {
    /// By old unit: the new units between which it belongs, end-exclusive.
    places: Vec<(usize, usize)>,
}

impl KeptOrder {
    fn new(links: &Links, new: &[Bag]) -> Self {
        let found: Vec<(usize, usize)> =
            (0..links.len(OLD)).filter_map(|old| Some((old, links.partner(OLD, old)?))).collect();
        let weight = |new: &Bag| (new.weight * 100.0) as u64 + 1;
        let stays = heaviest_run(&found.iter().map(|&(_, to)| (to, weight(&new[to]))).collect::<Vec<_>>());
        let mut places = vec![(0, new.len()); links.len(OLD)];
        let mut from = (0, 0);
        let kept = found.into_iter().zip(stays).filter(|(_, stays)| *stays).map(|(pair, _)| pair);
        for (old, to) in kept.chain([(places.len(), new.len())]) {
            places[from.0..old].iter_mut().for_each(|place| *place = (from.1, to));
            from = (old, to);
        }
        Self { places }
    }

    fn in_place(&self, old: usize, new: usize) -> bool {
        let (from, to) = self.places[old];
        from <= new && new < to
    }
}

/// Pairs what is left so that the whole is most alike. Only units that share a rare word are weighed against each
/// other.
fn best_as_a_whole([old, new]: &[Vec<Bag>; 2], links: &mut Links, frame: Option<&KeptOrder>) {
    let (free_old, free_new) = (links.free(OLD), links.free(NEW));
    if free_old.is_empty() || free_new.is_empty() {
        return;
    }
    let holders = Holders::new(free_new.iter().map(|&unit| new[unit].words.iter().map(|&(word, _)| word)));
    let mut score: Vec<f32> = vec![0.0; free_new.len()];
    let mut edges: Edges = Vec::with_capacity(free_old.len());
    for &unit in &free_old {
        let bag = &old[unit];
        let mut rare: Vec<_> = bag.words.iter().map(|&(word, weight)| (holders.of(word), weight)).collect();
        rare.retain(|(of, _)| !of.is_empty());
        rare.sort_by_key(|(of, _)| of.len());
        let mut found: Vec<usize> = Vec::new();
        for (of, weight) in rare {
            if of.len() > COMMON && !found.is_empty() {
                break;
            }
            for &nth in nearest(of, bag.place, free_new.len()) {
                if score[nth] == 0.0 {
                    found.push(nth);
                }
                score[nth] += weight;
            }
        }
        found.sort_by(|&a, &b| score[b].total_cmp(&score[a]).then(a.cmp(&b)));
        found.iter().for_each(|&nth| score[nth] = 0.0);
        found.truncate(CANDIDATES);
        found.sort_unstable();
        let strangers = |nth: usize| match frame {
            Some(frame) if frame.in_place(unit, free_new[nth]) => STRANGERS_IN_PLACE,
            _ => STRANGERS,
        };
        edges.push(weigh(bag, found.into_iter().map(|nth| (nth, &new[free_new[nth]])), strangers));
    }
    for (nth, to) in assignment::assign(&edges, free_new.len()).into_iter().enumerate() {
        if let Some(to) = to {
            links.pair(free_old[nth], free_new[to]);
        }
    }
}

/// Of many holders of a word, returns those around a place in the text.
fn nearest(holders: &[usize], place: f32, of: usize) -> &[usize] {
    if holders.len() <= COMMON {
        return holders;
    }
    let middle = holders.partition_point(|&nth| (nth as f32) < place * of as f32);
    let from = middle.saturating_sub(COMMON / 2).min(holders.len() - COMMON);
    &holders[from..from + COMMON]
}

/// Returns what pairing `bag` with each of the others is worth, strangers left out.
fn weigh<'b>(
    bag: &Bag,
    others: impl Iterator<Item = (usize, &'b Bag)>,
    strangers: impl Fn(usize) -> f32,
) -> Vec<(usize, i64)> {
    let worth = |(nth, other): (usize, &Bag)| {
        let worth = similarity(bag, other) - strangers(nth);
        (worth > 0.0).then_some((nth, (worth * 1e6) as i64 + 1))
    };
    others.filter_map(worth).collect()
}

/// Pairs what is left between neighbours that found each other: there, less likeness will do.
fn between_neighbours([old, new]: &[Vec<Bag>; 2], links: &mut Links) {
    let mut from = 0;
    while from < old.len() {
        if !links.is_free(OLD, from) {
            from += 1;
            continue;
        }
        let to = (from..old.len()).find(|&unit| !links.is_free(OLD, unit)).unwrap_or(old.len());
        // The gap in the new text: after the partner of the unit before, before that of the unit after.
        let after = if from == 0 { Some(0) } else { links.partner(OLD, from - 1).map(|before| before + 1) };
        let before = if to == old.len() { Some(new.len()) } else { links.partner(OLD, to) };
        let ends = [
            after.map(|after| (after, (after..new.len()).find(|&unit| !links.is_free(NEW, unit)).unwrap_or(new.len()))),
            before.map(|before| {
                ((0..before).rev().find(|&unit| !links.is_free(NEW, unit)).map_or(0, |unit| unit + 1), before)
            }),
        ];
        for (start, end) in ends.into_iter().flatten() {
            let olds: Vec<usize> = (from..to).filter(|&unit| links.is_free(OLD, unit)).collect();
            let news: Vec<usize> = (start..end).filter(|&unit| links.is_free(NEW, unit)).collect();
            if olds.is_empty() || news.is_empty() || olds.len() > GAP || news.len() > GAP {
                continue;
            }
            let edges: Edges = olds
                .iter()
                .map(|&unit| {
                    weigh(&old[unit], news.iter().enumerate().map(|(nth, &unit)| (nth, &new[unit])), |_| {
                        STRANGERS_BESIDE
                    })
                })
                .collect();
            for (nth, to) in assignment::assign(&edges, news.len()).into_iter().enumerate() {
                if let Some(to) = to {
                    links.pair(olds[nth], news[to]);
                }
            }
        }
        from = to;
    }
}

/// Finds free units of one side whose words, or whose beginning, are in a paired unit of the other, beside its partner:
/// parts of a whole. Returns each with the link that it belongs to.
fn parts(
    units: [&Units; 2],
    bags: &[Vec<Bag>; 2],
    links: &Links,
    side: usize,
    vocabulary: &Vocabulary,
) -> Vec<(usize, usize)> {
    let (bags, others) = (&bags[side], &bags[1 - side]);
    let mut parts = Vec::new();
    for unit in links.free(side) {
        let near = unit.saturating_sub(2)..(unit + 3).min(bags.len());
        let whole = near
            .filter_map(|beside| links.of(side, beside).map(|link| (beside, link)))
            .map(|(beside, link)| {
                let whole = links.link(link).side(1 - side)[0];
                let covered = covered(&bags[unit], &bags[beside], &others[whole]);
                let begins = beside > unit && begin_alike((units[side], unit), (units[1 - side], whole), vocabulary);
                (beside, link, if begins { covered.max(COVERED) } else { covered })
            })
            .filter(|&(.., covered)| covered >= COVERED)
            .max_by(|a, b| a.2.total_cmp(&b.2).then(b.0.abs_diff(unit).cmp(&a.0.abs_diff(unit))));
        if let Some((_, link, _)) = whole {
            parts.push((unit, link));
        }
    }
    parts
}

/// Returns whether two units begin with the same words, and with more than a phrase that any might begin with.
fn begin_alike(one: (&Units, usize), other: (&Units, usize), vocabulary: &Vocabulary) -> bool {
    let words = |(units, unit): (&Units, usize)| {
        units.own(unit).filter(|token| token.sort.is_word()).map(|token| token.fold).collect::<Vec<_>>()
    };
    let (one, other) = (words(one), words(other));
    let same: Vec<Sym> = one.iter().zip(&other).take_while(|(a, b)| a == b).map(|(word, _)| *word).collect();
    let telling = same.iter().filter(|&&word| !vocabulary.is_function(word)).count();
    same.len() >= BEGINNING && telling * 2 >= BEGINNING
}

/// Returns what share of the telling words of `part` is in `whole` and not taken by its partner.
fn covered(part: &Bag, partner: &Bag, whole: &Bag) -> f32 {
    let of = |bag: &Bag, word: Sym| bag.weight_of(word).unwrap_or(0.0);
    let (mut covered, mut all) = (0.0, f32::EPSILON);
    for (word, weight) in part.telling() {
        covered += weight.min((of(whole, word) - of(partner, word)).max(0.0));
        all += weight;
    }
    covered / all
}
