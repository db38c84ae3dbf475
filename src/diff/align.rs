//! Which old claims are which new claims.
//!
//! First the same words in the same order; then the assignment that is best as a whole, first of what is plainly alike, then
//! of what is less alike and stands between the same claims; then what is left beside neighbours that found each other; then
//! claims that were split or merged. What remains was added or removed. Ties go to
//! the nearer place in the text; nothing depends on chance or on the clock.

use std::collections::{BTreeMap, HashMap};

use super::assignment::{self, Edges};
use super::order::heaviest_run;
use super::reading::{Part, Reading};
use super::similarity::{self, Bag, similarity};
use super::vocabulary::{Sym, Vocabulary};

/// Pairs less alike than this are strangers, wherever they stand.
const STRANGERS: f32 = 0.62;
/// Pairs less alike than this are strangers even where they stand between the same claims.
const STRANGERS_IN_PLACE: f32 = 0.34;
/// Pairs less alike than this are strangers even where they stand right beside the same neighbours.
const STRANGERS_BESIDE: f32 = 0.24;
/// What share of a claim's words must be found in another for it to be a part of that.
const COVERED: f32 = 0.75;
/// How many candidates a claim is weighed against.
const CANDIDATES: usize = 12;
/// Words in more claims than this find no candidates: they would find everything.
const COMMON: usize = 48;
/// Between two neighbours, this many claims are weighed all against all.
const GAP: usize = 40;

/// Old claims that became new claims: one and one, or one and several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// Indexes of old claims, ascending.
    pub(super) old: Vec<usize>,
    /// Indexes of new claims, ascending.
    pub(super) new: Vec<usize>,
}

/// Finds the links between two sides. A claim is in at most one; one that is in none was added or removed.
pub(super) fn align(old: &Reading, new: &Reading, vocabulary: &mut Vocabulary) -> Vec<Link> {
    let [old_bags, new_bags] = similarity::bags(old, new, vocabulary);
    let mut pairs = Pairs { new_of: vec![None; old_bags.len()], old_of: vec![None; new_bags.len()] };
    for exactness in [Exactness::Letters, Exactness::Words] {
        same_words(old, new, exactness, &mut pairs);
    }
    best_as_a_whole(&old_bags, &new_bags, &mut pairs, None);
    let frame = Frame::new(&pairs, &new_bags);
    best_as_a_whole(&old_bags, &new_bags, &mut pairs, Some(&frame));
    between_neighbours(&old_bags, &new_bags, &mut pairs);
    let merged = parts(&old_bags, &new_bags, &pairs.new_of, &pairs.old_of);
    let split = parts(&new_bags, &old_bags, &pairs.old_of, &pairs.new_of);
    let mut links: BTreeMap<usize, Link> = BTreeMap::new();
    for (nth, of) in pairs.new_of.iter().enumerate() {
        if let Some(of) = *of {
            links.insert(nth, Link { old: vec![nth], new: vec![of] });
        }
    }
    for (part, whole) in merged {
        if let Some(link) = pairs.old_of[whole].and_then(|first| links.get_mut(&first)) {
            link.old.push(part);
            link.old.sort_unstable();
        }
    }
    for (part, whole) in split {
        if let Some(link) = links.get_mut(&whole).filter(|link| link.old.len() == 1) {
            link.new.push(part);
            link.new.sort_unstable();
        }
    }
    links.into_values().collect()
}

/// The one-to-one pairs found so far.
struct Pairs {
    new_of: Vec<Option<usize>>,
    old_of: Vec<Option<usize>>,
}

impl Pairs {
    fn add(&mut self, old: usize, new: usize) {
        self.new_of[old] = Some(new);
        self.old_of[new] = Some(old);
    }

    fn free(of: &[Option<usize>]) -> Vec<usize> {
        of.iter().enumerate().filter(|(_, of)| of.is_none()).map(|(nth, _)| nth).collect()
    }
}

/// How exactly two claims must agree.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Exactness {
    /// To the letter, white space aside.
    Letters,
    /// The words alone.
    Words,
}

/// Pairs claims of the same words. Where several have the same words, those that stand nearest to each other go together
/// without crossing.
fn same_words(old: &Reading, new: &Reading, exactness: Exactness, pairs: &mut Pairs) {
    let mut places: HashMap<Vec<Sym>, [Vec<usize>; 2]> = HashMap::new();
    let mut order: Vec<Vec<Sym>> = Vec::new();
    for (side, (reading, of)) in [(old, &pairs.new_of), (new, &pairs.old_of)].into_iter().enumerate() {
        for claim in Pairs::free(of) {
            let key = words(reading, claim, exactness);
            if key.is_empty() {
                continue;
            }
            let place = places.entry(key).or_insert_with_key(|key| {
                order.push(key.clone());
                Default::default()
            });
            place[side].push(claim);
        }
    }
    let share = |claim: usize, of: usize| claim as f64 / of.max(1) as f64;
    for key in order {
        let [olds, news] = &places[&key];
        let (few, many) = if olds.len() <= news.len() { (olds, news) } else { (news, olds) };
        let (few_of, many_of) = if olds.len() <= news.len() {
            (old.claims.len(), new.claims.len())
        } else {
            (new.claims.len(), old.claims.len())
        };
        let mut from = 0;
        for (nth, &claim) in few.iter().enumerate() {
            // As many must be left as still need one.
            let last = many.len() - (few.len() - nth);
            let reach = &many[from..=last];
            let off = |other: usize| (share(claim, few_of) - share(other, many_of)).abs();
            let nearest = (0..reach.len()).min_by(|&a, &b| off(reach[a]).total_cmp(&off(reach[b])));
            let Some(nearest) = nearest else { break };
            let other = reach[nearest];
            if olds.len() <= news.len() {
                pairs.add(claim, other)
            } else {
                pairs.add(other, claim)
            }
            from += nearest + 1;
        }
    }
}

/// Returns the words by which a claim is known again.
fn words(reading: &Reading, claim: usize, exactness: Exactness) -> Vec<Sym> {
    let tokens = reading.passages[claim].tokens.iter().map(|&token| &reading.tokens[token]);
    let own = tokens.filter(|token| token.part != Part::Outside);
    match exactness {
        Exactness::Letters => own.map(|token| token.exact).collect(),
        Exactness::Words => own.filter(|token| token.sort.is_word()).map(|token| token.fold).collect(),
    }
}

/// The claims that found each other and kept their order: between them the rest has its place.
struct Frame {
    /// By old claim: the new claims between which it belongs, end-exclusive.
    places: Vec<(usize, usize)>,
}

impl Frame {
    fn new(pairs: &Pairs, new: &[Bag]) -> Self {
        let found: Vec<(usize, usize)> =
            pairs.new_of.iter().enumerate().filter_map(|(old, new)| new.map(|new| (old, new))).collect();
        let weight = |new: &Bag| (new.weight * 100.0) as u64 + 1;
        let stays = heaviest_run(&found.iter().map(|&(_, to)| (to, weight(&new[to]))).collect::<Vec<_>>());
        let mut places = vec![(0, new.len()); pairs.new_of.len()];
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

/// Pairs what is left so that the whole is most alike. Only claims that share a rare word are weighed against each other.
fn best_as_a_whole(old: &[Bag], new: &[Bag], pairs: &mut Pairs, frame: Option<&Frame>) {
    let (free_old, free_new) = (Pairs::free(&pairs.new_of), Pairs::free(&pairs.old_of));
    if free_old.is_empty() || free_new.is_empty() {
        return;
    }
    let mut holders: HashMap<Sym, Vec<usize>> = HashMap::new();
    for (nth, &claim) in free_new.iter().enumerate() {
        for &(word, _) in &new[claim].words {
            holders.entry(word).or_default().push(nth);
        }
    }
    let mut score: Vec<f32> = vec![0.0; free_new.len()];
    let mut edges: Edges = Vec::with_capacity(free_old.len());
    for &claim in &free_old {
        let bag = &old[claim];
        let mut rare: Vec<_> =
            bag.words.iter().filter_map(|&(word, weight)| holders.get(&word).map(|of| (of, weight))).collect();
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
            Some(frame) if frame.in_place(claim, free_new[nth]) => STRANGERS_IN_PLACE,
            _ => STRANGERS,
        };
        edges.push(weigh(bag, found.into_iter().map(|nth| (nth, &new[free_new[nth]])), strangers));
    }
    for (nth, to) in assignment::assign(&edges, free_new.len()).into_iter().enumerate() {
        if let Some(to) = to {
            pairs.add(free_old[nth], free_new[to]);
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
fn between_neighbours(old: &[Bag], new: &[Bag], pairs: &mut Pairs) {
    let mut from = 0;
    while from < old.len() {
        if pairs.new_of[from].is_some() {
            from += 1;
            continue;
        }
        let to = (from..old.len()).find(|&claim| pairs.new_of[claim].is_some()).unwrap_or(old.len());
        // The gap in the new text: after the partner of the claim before, before that of the claim after.
        let after = if from == 0 { Some(0) } else { pairs.new_of[from - 1].map(|before| before + 1) };
        let before = if to == old.len() { Some(new.len()) } else { pairs.new_of[to] };
        let ends = [
            after.map(|after| {
                (after, (after..new.len()).find(|&claim| pairs.old_of[claim].is_some()).unwrap_or(new.len()))
            }),
            before.map(|before| {
                ((0..before).rev().find(|&claim| pairs.old_of[claim].is_some()).map_or(0, |claim| claim + 1), before)
            }),
        ];
        for (start, end) in ends.into_iter().flatten() {
            let olds: Vec<usize> = (from..to).filter(|&claim| pairs.new_of[claim].is_none()).collect();
            let news: Vec<usize> = (start..end).filter(|&claim| pairs.old_of[claim].is_none()).collect();
            if olds.is_empty() || news.is_empty() || olds.len() > GAP || news.len() > GAP {
                continue;
            }
            let edges: Edges = olds
                .iter()
                .map(|&claim| {
                    weigh(&old[claim], news.iter().enumerate().map(|(nth, &claim)| (nth, &new[claim])), |_| {
                        STRANGERS_BESIDE
                    })
                })
                .collect();
            for (nth, to) in assignment::assign(&edges, news.len()).into_iter().enumerate() {
                if let Some(to) = to {
                    pairs.add(olds[nth], news[to]);
                }
            }
        }
        from = to;
    }
}

/// Finds free claims of one side whose words are in a paired claim of the other, beside its partner: parts of a whole.
fn parts(side: &[Bag], other: &[Bag], to: &[Option<usize>], from: &[Option<usize>]) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    for claim in Pairs::free(to) {
        let near = claim.saturating_sub(2)..(claim + 3).min(side.len());
        let whole = near
            .filter_map(|beside| to[beside].map(|whole| (beside, whole)))
            .map(|(beside, whole)| (beside, whole, covered(&side[claim], &side[beside], &other[whole])))
            .filter(|&(_, whole, covered)| covered >= COVERED && from[whole].is_some())
            .max_by(|a, b| a.2.total_cmp(&b.2).then(b.0.abs_diff(claim).cmp(&a.0.abs_diff(claim))));
        if let Some((_, whole, _)) = whole {
            parts.push((claim, whole));
        }
    }
    parts
}

/// Returns what share of the telling words of `part` is in `whole` and not taken by its partner.
fn covered(part: &Bag, partner: &Bag, whole: &Bag) -> f32 {
    let of = |bag: &Bag, word: Sym| {
        bag.words.binary_search_by_key(&word, |entry| entry.0).map_or(0.0, |nth| bag.words[nth].1)
    };
    let (mut covered, mut all) = (0.0, f32::EPSILON);
    for &(word, weight) in part.words.iter().filter(|(word, _)| part.plain.binary_search(word).is_err()) {
        covered += weight.min((of(whole, word) - of(partner, word)).max(0.0));
        all += weight;
    }
    covered / all
}
