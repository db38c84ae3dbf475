//! Where a speaker stands, topic by topic, and how they got there.
//!
//! **Finds** the things that several stored positions are about, by the words that these share, and tells each by its
//! date and side. **Example**: "a toll on the harbour", "the harbour toll" and "introduce a harbour toll" are one topic,
//! "harbour toll". **Leaves alone** charges and forecasts, which are no side to be on, and what only one position
//! names. **Known misses**: one thing under two names without a word in common.
//!
//! Topics are chosen greedily, the one that tells most first: how many positions have all of its words, and how rare
//! these are (as cluster labels are chosen from phrases in Osiński's Lingo). Each position is of one topic.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::TimelineEntry;
use super::lexicon::{self, Effect};
use super::object::{NounPhrase, telling};
use super::word::stemmed;
use crate::claim::{Object, Side, Span, Stance};

/// The fewest statements that make a topic: of one plain noun, and of a name or several words.
const FEWEST: (usize, usize) = (3, 2);

/// What a speaker has said for and against one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Standpoint {
    /// The words that its positions share, in the spelling used most.
    pub topic: String,
    /// By date.
    pub points: Vec<Point>,
}

/// One position in a standpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Indexes into the audit's entries, and into the positions of the entry's claim.
    pub entry: usize,
    pub position: usize,
    /// For the thing or against it; to want less of it is to be against it. `None` where neither is said.
    pub side: Option<Side>,
}

impl Standpoint {
    /// Returns whether points of it are on both sides.
    pub fn has_both_sides(&self) -> bool {
        let has = |side| self.points.iter().any(|point| point.side == Some(side));
        has(Side::For) && has(Side::Against)
    }

    /// Returns the stretches in which it stayed on one side.
    pub fn stretches(&self) -> impl Iterator<Item = &[Point]> {
        self.points.chunk_by(|one, other| one.side == other.side)
    }
}

/// A position with what it is about.
struct StatedPosition {
    point: Point,
    object: NounPhrase,
}

impl StatedPosition {
    /// Returns whether it is about what these words name: it has all of them, and one alone is what the others narrow.
    fn is_about(&self, words: &BTreeSet<String>) -> bool {
        words.is_subset(&self.object.words) && (words.len() > 1 || words.contains(&self.object.head))
    }
}

/// Some words that positions share, with how much they told when they were last looked at.
struct TopicChoice {
    weight: f64,
    words: BTreeSet<String>,
}

/// Finds what the entries stand for, that on which both sides were taken first, then what most is said about.
pub(super) fn standpoints(entries: &[TimelineEntry]) -> Vec<Standpoint> {
    let mut stated: Vec<StatedPosition> = Vec::new();
    let mut spellings: BTreeMap<BTreeSet<String>, BTreeMap<String, usize>> = BTreeMap::new();
    let takes_one = |of: &TimelineEntry| of.same.is_none() && !of.claim.positions.is_empty();
    for (entry, of) in entries.iter().enumerate().filter(|(_, of)| takes_one(of)) {
        for (position, held) in of.claim.positions.iter().enumerate() {
            if matches!(held.stance, Stance::Accuse | Stance::Expect) {
                continue;
            }
            for object in &held.objects {
                let Some(phrase) = NounPhrase::of(object, &of.body) else { continue };
                for name in names(object, &phrase, &of.body) {
                    *spellings.entry(telling(&name)).or_default().entry(name).or_default() += 1;
                }
                let point = Point { entry, position, side: side(held.side, object, &of.body) };
                stated.push(StatedPosition { point, object: phrase });
            }
        }
    }
    let mut found = grouped(&stated, &spellings);
    found.sort_by(|a, b| {
        let key = |of: &Standpoint| (!of.has_both_sides(), std::cmp::Reverse(of.points.len()));
        key(a).cmp(&key(b)).then_with(|| a.points[0].entry.cmp(&b.points[0].entry)).then_with(|| a.topic.cmp(&b.topic))
    });
    found
}

/// Chooses topics until none is left that enough statements name.
fn grouped(
    stated: &[StatedPosition],
    spellings: &BTreeMap<BTreeSet<String>, BTreeMap<String, usize>>,
) -> Vec<Standpoint> {
    let mut having: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, one) in stated.iter().enumerate() {
        for stem in &one.object.words {
            having.entry(stem).or_default().insert(at);
        }
    }
    let all = stated.len() as f64;
    let rarity = |stem: &String| (1.0 + all / having.get(stem.as_str()).map_or(1.0, |of| of.len() as f64)).ln();
    let mut left: BTreeSet<usize> = (0..stated.len()).collect();
    let named = |words: &BTreeSet<String>, left: &BTreeSet<usize>| -> Vec<usize> {
        let rarest = words.iter().filter_map(|word| having.get(word.as_str())).min_by_key(|of| of.len());
        let is_named = |at: &&usize| left.contains(at) && stated[**at].is_about(words);
        rarest.into_iter().flatten().filter(is_named).copied().collect()
    };
    let weight = |words: &BTreeSet<String>, positions: &[usize]| {
        let entries: BTreeSet<usize> = positions.iter().map(|&at| stated[at].point.entry).collect();
        // One word that others narrow in most places names many things: "the pension test", "the fairness test".
        let bare = positions.iter().filter(|&&at| stated[at].object.words.len() == 1).count();
        let is_plain = words.len() == 1 && !positions.iter().all(|&at| stated[at].object.is_name);
        let fewest = if is_plain { FEWEST.0 } else { FEWEST.1 };
        let is_enough = entries.len() >= fewest && (words.len() > 1 || 2 * bare >= positions.len());
        if is_enough { entries.len() as f64 * words.iter().map(rarity).sum::<f64>() } else { 0.0 }
    };
    let mut choices: BinaryHeap<TopicChoice> = BinaryHeap::new();
    for words in spellings.keys() {
        choices.push(TopicChoice { weight: weight(words, &named(words, &left)), words: words.clone() });
    }
    let mut found = Vec::new();
    while let Some(choice) = choices.pop() {
        let positions = named(&choice.words, &left);
        let now = weight(&choice.words, &positions);
        if now <= 0.0 {
            continue;
        }
        // What was taken since it was last looked at makes it tell less.
        if now < choice.weight {
            choices.push(TopicChoice { weight: now, ..choice });
            continue;
        }
        let spelled = spellings.get(&choice.words).into_iter().flatten().rev().max_by_key(|(_, uses)| **uses);
        let Some((topic, _)) = spelled else { continue };
        left.retain(|at| !positions.contains(at));
        let points = positions.iter().map(|&at| stated[at].point).collect();
        found.push(Standpoint { topic: topic.clone(), points });
    }
    found
}

/// Lists the words of a thing that can name a topic: runs that end with its head or with the phrases behind it, and the
/// head alone where that tells.
fn names(object: &Object, phrase: &NounPhrase, body: &str) -> BTreeSet<String> {
    let (thing, head) = (object.thing, object.head);
    let mut starts = vec![head.start];
    let mut at = thing.start;
    for word in Span::new(thing.start, head.start.max(thing.start)).of(body).split_inclusive(char::is_whitespace) {
        if !telling(word).is_empty() {
            starts.push(at);
        }
        at += word.len();
    }
    let mut found = BTreeSet::new();
    for start in starts {
        for end in [head.end, thing.end.max(head.end)] {
            let name: Vec<&str> = Span::new(start, end).of(body).split_whitespace().collect();
            let alone = start == head.start && end == head.end;
            if !alone || phrase.is_name || !lexicon::is_common(&phrase.head) {
                found.insert(name.join(" "));
            }
        }
    }
    found
}

/// Returns the side towards the thing itself: who wants less of it, or will not have more, is against it.
fn side(side: Option<Side>, object: &Object, body: &str) -> Option<Side> {
    let Some(act) = object.act else { return side };
    match lexicon::effect_of_stems(&stemmed(act.of(body))) {
        Some((_, Effect::Down)) => side.map(Side::turned),
        _ => side,
    }
}

impl PartialEq for TopicChoice {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for TopicChoice {}

impl PartialOrd for TopicChoice {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for TopicChoice {
    /// The weightier first; of one weight the one with more words, then in the order of the words.
    fn cmp(&self, other: &Self) -> Ordering {
        let by_weight = self.weight.total_cmp(&other.weight).then(self.words.len().cmp(&other.words.len()));
        by_weight.then_with(|| other.words.cmp(&self.words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::tests::seen;
    use crate::claim::{Position, Span};

    /// Returns the topics of positions, each with the signs of its points: `+` for, `-` against, `.` neither. What a
    /// position is on is written "act | thing | head | more words of the thing".
    fn found(positions: &[(Stance, &str)]) -> Vec<(String, String)> {
        let sightings = positions.iter().enumerate().map(|(nth, (stance, about))| {
            let parts: Vec<&str> = about.split('|').map(str::trim).collect();
            let text = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
            let mut one = seen(&format!("s{nth}"), 1, 1, 1, 1 + nth as u32, &text);
            let place = |words: &str| text.find(words).map(|at| Span::new(at, at + words.len())).unwrap_or_default();
            let head = place(parts[2]);
            let object = Object {
                act: (!parts[0].is_empty()).then(|| place(parts[0])),
                thing: place(parts[1]).join(head).join(parts.get(3).map_or(head, |more| place(more))),
                head,
                is_negated: false,
                is_narrowed: false,
                is_name: false,
            };
            let position = Position::of_stance(*stance, text.clone(), Span::default());
            one.claim.positions = vec![Position { objects: vec![object], ..position }];
            one
        });
        let entries = crate::audit::entries(sightings.collect()).entries;
        let sign = |point: &Point| match point.side {
            Some(Side::For) => '+',
            Some(Side::Against) => '-',
            None => '.',
        };
        standpoints(&entries).iter().map(|of| (of.topic.clone(), of.points.iter().map(sign).collect())).collect()
    }

    #[track_caller]
    fn check(positions: &[(Stance, &str)], expected: &[(&str, &str)]) {
        let expected: Vec<(String, String)> = expected.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect();
        assert_eq!(found(positions), expected);
    }

    #[test]
    fn one_thing_in_several_wordings_is_one_topic() {
        use Stance::{Commit, Open, Oppose, Refuse};
        check(
            &[
                (Refuse, "| a harbour | toll"),
                (Oppose, "| a | toll | on the harbour"),
                (Commit, "| the tidal | wall"),
                (Open, "| a tidal | wall"),
                (Commit, "introduce | the harbour | toll"),
                (Commit, "keep | the night | ferry"),
            ],
            &[("harbour toll", "--+"), ("tidal wall", "+.")],
        );
    }

    #[test]
    fn two_things_of_one_kind_are_two_topics() {
        use Stance::{Commit, Refuse};
        check(
            &[
                (Refuse, "| a harbour | toll"),
                (Refuse, "| the harbour | toll"),
                (Commit, "| a border | toll"),
                (Commit, "| the border | toll"),
                (Commit, "| a pension | test"),
                (Refuse, "| a fairness | test"),
            ],
            &[("harbour toll", "--"), ("border toll", "++")],
        );
    }

    #[test]
    fn to_want_less_is_to_be_against() {
        check(
            &[
                (Stance::Commit, "| the | fares"),
                (Stance::Commit, "cut | the | fares"),
                (Stance::Refuse, "cutting | the | fares"),
            ],
            &[("fares", "+-+")],
        );
    }

    #[test]
    fn charges_and_forecasts_are_no_side() {
        check(&[(Stance::Accuse, "| the harbour | board"), (Stance::Expect, "| the harbour | board")], &[]);
    }
}
