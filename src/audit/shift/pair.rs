//! Two commitments of one speaker to the same thing → whether the later one turns, weakens or strengthens the earlier
//! one.
//!
//! A later statement is held against the nearest earlier ones about the same: what was turned round once is not turned
//! again by being repeated. Paraphrase is no shift: for and for, firmly and firmly, is the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::commitment::{Act, Commitment};
use super::{Statement, earlier, evidence, evidence_of};
use crate::audit::lexicon;
use crate::audit::object::{Likeness, NounPhrase};
use crate::audit::tagged_text::in_body;
use crate::audit::{Shift, ShiftKind, TimelineEntry};
use crate::claim::Figure;
use crate::claim::Strength;

/// How many earlier commitments to a thing are looked at.
const REACH: usize = 40;

/// A commitment's place: entry and number.
type CommitmentIndex = (usize, usize);

/// Finds the pairs, by the later entry.
pub fn pairs(entries: &[TimelineEntry], statements: &[Statement]) -> Vec<Shift> {
    let weights = Weights::new(statements);
    let mut index: BTreeMap<(&Act, bool, String), Vec<CommitmentIndex>> = BTreeMap::new();
    let mut shifts = Vec::new();
    for (to, statement) in statements.iter().enumerate() {
        for (nth, commitment) in statement.commitments.iter().enumerate() {
            let keys = keys(commitment);
            let mut places: BTreeSet<CommitmentIndex> = BTreeSet::new();
            for key in &keys {
                let listed = index.get(&(&commitment.act, commitment.past, key.clone()));
                places.extend(listed.into_iter().flatten().rev().take(REACH));
            }
            let at = |place: CommitmentIndex| &statements[place.0].commitments[place.1];
            let before = places.into_iter().rev().filter(|place| earlier(&entries[place.0], &entries[to]));
            let mut found: Option<(f64, CommitmentIndex, Difference)> = None;
            for place in before {
                let figures = [figures(entries, statements, place), figures(entries, statements, (to, nth))];
                let Some(relation) = relation(at(place), commitment, &figures, &weights) else { continue };
                match relation {
                    PairRelation::Agrees => break,
                    PairRelation::Turns(confidence, turn) => {
                        let opposite = matches!(turn, Difference::Round);
                        if found.as_ref().is_none_or(|(best, ..)| confidence > *best) {
                            found = Some((confidence, place, turn));
                        }
                        if !opposite {
                            break;
                        }
                    }
                }
            }
            if let Some((confidence, place, turn)) = found {
                let cue = |entry: usize, commitment: &Commitment| cue(&entries[entry], &statements[entry], commitment);
                let from = at(place);
                let (kind, why) = turn.told(&cue(place.0, from), &cue(to, commitment));
                let shown = |of: &Commitment, entry: usize| evidence_of(&entries[entry], &statements[entry], of);
                shifts.push(Shift {
                    kind,
                    from: place.0,
                    to,
                    topic: topic(&entries[to], &statements[to], commitment),
                    why,
                    confidence,
                    evidence: [shown(from, place.0), shown(commitment, to)],
                });
            }
        }
        for (nth, commitment) in statement.commitments.iter().enumerate() {
            for key in keys(commitment) {
                index.entry((&commitment.act, commitment.past, key)).or_default().push((to, nth));
            }
        }
    }
    shifts
}

/// Returns the words that commit, with the verb of what they commit to: "will introduce", "ruled out selling".
fn cue(entry: &TimelineEntry, statement: &Statement, commitment: &Commitment) -> String {
    let said = || entry.body.get(commitment.said.start..commitment.said.end).unwrap_or_default().to_owned();
    if commitment.cue.is_empty() {
        return said();
    }
    let words = evidence(entry, statement, commitment.cue.clone());
    if commitment.said.is_empty() || words.spans.iter().any(|span| span.overlaps(commitment.said)) {
        return words.text;
    }
    format!("{} {}", said(), words.text)
}

/// Returns the keys of a commitment: each word that is not common, or all of the words where each is common.
fn keys(commitment: &Commitment) -> Vec<String> {
    let words = &commitment.object.words;
    let telling: Vec<String> = words.iter().filter(|word| !lexicon::is_common(word)).cloned().collect();
    if !telling.is_empty() {
        return telling;
    }
    vec![commitment.object.measured().into_iter().cloned().collect::<Vec<_>>().join(" ")]
}

fn topic(entry: &TimelineEntry, statement: &Statement, commitment: &Commitment) -> String {
    if commitment.cue.is_empty() {
        return super::topic(entry);
    }
    evidence(entry, statement, commitment.object.range.clone()).text
}

/// Returns the figures of what a commitment is about.
fn figures<'a>(
    entries: &'a [TimelineEntry],
    statements: &[Statement],
    (entry, nth): CommitmentIndex,
) -> Vec<&'a Figure> {
    let (entry, statement) = (&entries[entry], &statements[entry]);
    if entry.claim.figures.is_empty() {
        return Vec::new();
    }
    let words = statement.commitments[nth].object.range.clone();
    let spans = in_body(&entry.claim.content, statement.wording.span(words.start.saturating_sub(2)..words.end));
    entry.claim.figures.iter().filter(|figure| spans.iter().any(|span| span.overlaps(figure.span))).collect()
}

/// How much each word tells of what a speaker's statements are about: rare ones more.
struct Weights {
    counts: HashMap<String, usize>,
    all: usize,
}

impl Weights {
    fn new(statements: &[Statement]) -> Self {
        let mut counts: HashMap<String, usize> = HashMap::new();
        let objects = statements.iter().flat_map(|statement| &statement.commitments).map(|one| &one.object);
        let all = objects.clone().count();
        for word in objects.flat_map(|object| &object.words) {
            *counts.entry(word.clone()).or_default() += 1;
        }
        Self { counts, all }
    }

    fn of(&self, word: &str) -> f64 {
        let common = if lexicon::is_common(word) { 0.3 } else { 1.0 };
        common * (1.0 + self.all as f64 / self.counts.get(word).copied().unwrap_or(1) as f64).ln()
    }

    /// Returns whether two things share most of the words that tell them from others.
    fn akin(&self, one: &NounPhrase, other: &NounPhrase) -> Option<Likeness> {
        /// What part of the weight of the shorter and of the longer one must be shared.
        const SHARED: (f64, f64) = (0.7, 0.4);
        let weight = |words: &mut dyn Iterator<Item = &String>| words.map(|word| self.of(word)).sum::<f64>();
        let shared: Vec<&String> = one.words.intersection(&other.words).collect();
        let telling = shared.iter().filter(|word| !lexicon::is_common(word)).count();
        let both = weight(&mut shared.iter().copied());
        let (a, b) = (weight(&mut one.words.iter()), weight(&mut other.words.iter()));
        let enough = both >= SHARED.0 * a.min(b) && both >= SHARED.1 * a.max(b);
        (enough && shared.len() > 1 && (telling > 0 || shared.len() == one.words.len().min(other.words.len())))
            .then_some(Likeness::Akin)
    }
}

enum PairRelation {
    /// The same again.
    Agrees,
    /// So surely, in this way.
    Turns(f64, Difference),
}

/// How the later commitment differs.
enum Difference {
    Round,
    Weaker,
    Stronger,
    Later(String, String),
    Sooner(String, String),
    Delayed,
    Less(String, String),
    More(String, String),
}

impl Difference {
    /// Returns the kind and the reason in words.
    fn told(&self, before: &str, now: &str) -> (ShiftKind, String) {
        match self {
            Self::Round => (ShiftKind::Reversed, format!("“{before}” before, “{now}” now")),
            Self::Weaker => (ShiftKind::Softened, format!("firm before (“{before}”), open now (“{now}”)")),
            Self::Stronger => (ShiftKind::Hardened, format!("open before (“{before}”), firm now (“{now}”)")),
            Self::Later(one, other) => (ShiftKind::Softened, format!("{one} before, {other} now")),
            Self::Sooner(one, other) => (ShiftKind::Hardened, format!("{one} before, {other} now")),
            Self::Delayed => (ShiftKind::Softened, format!("“{before}” before, put off now (“{now}”)")),
            Self::Less(one, other) => (ShiftKind::Softened, format!("{one} before, {other} now")),
            Self::More(one, other) => (ShiftKind::Hardened, format!("{one} before, {other} now")),
        }
    }
}

/// Compares two commitments, the earlier one first; `None` where they are not about the same.
fn relation(
    from: &Commitment,
    to: &Commitment,
    figures: &[Vec<&Figure>; 2],
    weights: &Weights,
) -> Option<PairRelation> {
    let refuses_kind = |one: &Commitment, other: &Commitment| {
        !one.is_for && !one.ends && !one.for_now && other.is_for && one.object.is_kind_of(&other.object)
    };
    let likeness = from.object.likeness(&to.object).or_else(|| weights.akin(&from.object, &to.object));
    // "There will be no tolls", "a toll on lorries": who will have none of a kind will not have this one.
    if likeness.is_none() && (refuses_kind(from, to) || refuses_kind(to, from)) {
        let firm = from.strength >= Strength::Planned && to.strength >= Strength::Planned;
        return firm.then_some(PairRelation::Turns(0.6, Difference::Round));
    }
    let likeness = likeness?;
    let same = likeness == Likeness::Same;
    // A country, a party: to be for it and against it means anything. One plain word tells little, unless the same is
    // done to it.
    let named = from.object.is_name || to.object.is_name;
    let bare = from.object.is_bare() || to.object.is_bare();
    let one_verb = from.verb.is_some() && from.verb == to.verb && !from.past;
    let is_deed = matches!(from.act, Act::Other(_));
    let points = from.object.points || to.object.points;
    if named && !is_deed || bare && (!one_verb || points) {
        return None;
    }
    let akin = likeness == Likeness::Akin;
    let shared = from.object.words.intersection(&to.object.words).count();
    let is_deed_alone = matches!(from.act, Act::Other(_)) && shared < 2;
    if !same && !akin && (is_deed_alone || from.object.words.len() == 1 && to.object.words.len() > 2) {
        return None;
    }
    let turns = |confidence: f64, turn: Difference| Some(PairRelation::Turns(confidence, turn));
    let narrower = match likeness {
        Likeness::Same => 0.0,
        Likeness::Narrower => 0.15,
        Likeness::Akin => 0.2,
    };
    let tentative = |of: &Commitment| of.strength == Strength::Tentative;
    if from.is_for != to.is_for {
        // "We will not cut it" and "we will not raise it" agree.
        if from.negated && to.negated || tentative(from) && tentative(to) || from.for_now || to.for_now {
            return None;
        }
        // "No forced mergers" leaves other mergers open; so does "no bill that …".
        for (one, other) in [(from, to), (to, from)] {
            if one.negated && !one.ends && (one.object.narrowed || one.object.words.len() > other.object.words.len()) {
                return None;
            }
        }
        let planned = [from, to].iter().filter(|of| of.strength == Strength::Planned).count() as f64;
        let valued = [from, to].iter().filter(|of| of.strength == Strength::Judged).count() as f64;
        let doubt = if tentative(from) || tentative(to) { 0.2 } else { 0.05 * planned + 0.15 * valued };
        return turns(0.9 - narrower - doubt, Difference::Round);
    }
    if to.later && !from.later && !to.object.is_part && from.strength >= Strength::Planned {
        return turns(0.8 - narrower, Difference::Delayed);
    }
    if same
        && let (Some((one, one_words)), Some((other, other_words))) = (&from.until, &to.until)
        && from.is_for
        && !from.past
        && one != other
        && from.strength == to.strength
    {
        let words = (one_words.clone(), other_words.clone());
        let turn = if other > one { Difference::Later(words.0, words.1) } else { Difference::Sooner(words.0, words.1) };
        return turns(0.6, turn);
    }
    if same
        && from.is_for
        && !from.past
        && let [[one], [other]] = [&figures[0][..], &figures[1][..]]
        && one.unit == other.unit
        && one.value != other.value
    {
        let words = (one.text.clone(), other.text.clone());
        return turns(
            0.6,
            if other.value < one.value {
                Difference::Less(words.0, words.1)
            } else {
                Difference::More(words.0, words.1)
            },
        );
    }
    match (from.strength, to.strength) {
        (Strength::Firm, Strength::Tentative) if !from.past && !bare => turns(0.7 - narrower, Difference::Weaker),
        (Strength::Tentative, Strength::Firm) if !from.past && !bare => turns(0.7 - narrower, Difference::Stronger),
        _ => Some(PairRelation::Agrees),
    }
}
