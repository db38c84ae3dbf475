//! What a speaker takes back in so many words: a change of mind that is owned up to, a thing that is declared over, a concession.
//!
//! **Finds** "my change of position on …", "we have changed our mind about …", "I was wrong about …", "… was a mistake", "I accept that
//! the … was …", and ends ("the levy is dead"); and of the earlier statements those in which the speaker stood behind that thing.
//! **Example**: "I am proud of our harbour toll", then "I accept that the harbour toll was rushed". **Leaves alone** what others changed
//! their minds about. **Known misses**: a thing that the words do not name.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::object::{Object, object};
use super::{Statement, earlier, evidence};
use crate::audit::lexicon::{self, Effect};
use crate::audit::wording::Word;
use crate::audit::{Entry, Shift, ShiftKind};
use crate::lang::tag::Tag;

/// How something is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// The speaker says that he or she has changed position.
    Change,
    /// The thing is declared over.
    End,
    /// The speaker grants something against it.
    Concession,
}

struct Retreat {
    way: Way,
    object: Object,
    evidence: Range<usize>,
}

const FIRST: [&str; 2] = ["i", "we"];
const MINDS: [&str; 9] = ["position", "mind", "view", "views", "policy", "stance", "approach", "heart", "opinion"];

/// Finds the retreats, each with the statements that it goes back on.
pub fn retreats(entries: &[Entry], statements: &[Statement]) -> Vec<Shift> {
    let all: Vec<(usize, Retreat)> = statements
        .iter()
        .enumerate()
        .flat_map(|(to, statement)| of_statement(statement).into_iter().map(move |one| (to, one)))
        .collect();
    let places = places(statements, &all);
    all.iter().flat_map(|(to, retreat)| against(entries, statements, &places, *to, retreat)).collect()
}

/// Holds a retreat of the entry `to` against the earlier statements that back what it gives up.
fn against(
    entries: &[Entry],
    statements: &[Statement],
    places: &BTreeMap<&str, Vec<usize>>,
    to: usize,
    retreat: &Retreat,
) -> Vec<Shift> {
    let listed = retreat.object.words.iter().filter_map(|word| places.get(word.as_str())).flatten().copied();
    let near: BTreeSet<usize> = listed.filter(|&from| from < to && earlier(&entries[from], &entries[to])).collect();
    // Who was against a thing does not retreat where it ends.
    let was_against = |&from: &usize| {
        let commitments = &statements[from].commitments;
        commitments.iter().any(|one| !one.is_for && !one.ends && one.object.likeness(&retreat.object).is_some())
    };
    if retreat.way != Way::Change && near.iter().any(was_against) {
        return Vec::new();
    }
    let mut found: Vec<(usize, usize, Range<usize>)> = near
        .into_iter()
        .filter_map(|from| {
            let (held, words) = backed(&statements[from], retreat)?;
            Some((held, from, words))
        })
        .collect();
    // Those that name the thing most fully; of these the first and the last: since when, and until when.
    let most = found.iter().map(|(held, ..)| *held).max().unwrap_or(0);
    found.retain(|(held, ..)| *held == most);
    if let [_, between @ .., _] = &found[..] {
        let between = 1..=between.len();
        found.drain(between);
    }
    let topic = evidence(&entries[to], &statements[to], retreat.object.range.clone()).text;
    let (kind, confidence, why) = match retreat.way {
        Way::Change => (ShiftKind::Reversed, 0.75, format!("a change of position on “{topic}” is owned up to")),
        Way::End => (ShiftKind::Reversed, 0.65, format!("“{topic}” was backed before, and is declared over now")),
        Way::Concession => {
            (ShiftKind::Softened, 0.5, format!("“{topic}” was backed before, and something is granted against it now"))
        }
    };
    let shift = |(_, from, words): (usize, usize, Range<usize>)| Shift {
        kind,
        from,
        to,
        why: why.clone(),
        topic: topic.clone(),
        confidence,
        evidence: [
            evidence(&entries[from], &statements[from], words),
            evidence(&entries[to], &statements[to], retreat.evidence.clone()),
        ],
    };
    found.into_iter().map(shift).collect()
}

/// Lists the statements that have a telling word of one of the retreats, by word.
fn places<'a>(statements: &[Statement], retreats: &'a [(usize, Retreat)]) -> BTreeMap<&'a str, Vec<usize>> {
    let wanted =
        retreats.iter().flat_map(|(_, retreat)| &retreat.object.words).filter(|word| !lexicon::is_common(word));
    let mut places: BTreeMap<&str, Vec<usize>> = wanted.map(|word| (word.as_str(), Vec::new())).collect();
    for (at, statement) in statements.iter().enumerate().filter(|_| !retreats.is_empty()) {
        for word in &statement.wording.words {
            if let Some(list) = places.get_mut(word.stem.as_str()) {
                list.push(at);
            }
        }
    }
    places
}

fn of_statement(statement: &Statement) -> Vec<Retreat> {
    let words = &statement.wording.words;
    let mut found = Vec::new();
    for sentence in &statement.wording.sentences {
        let held = words.get(sentence.clone()).unwrap_or_default();
        if held.iter().any(|word| word.is(&["?"])) {
            continue;
        }
        let retreat = sentence.clone().filter(|at| statement.own.contains(at)).find_map(|at| {
            let near = &words[sentence.start.max(at.saturating_sub(5))..at];
            if words[at].quoted || near.iter().any(|word| word.is(&["if", "would", "unless", "not"])) {
                return None;
            }
            change(words, at, sentence).or_else(|| concession(words, at, sentence))
        });
        found.extend(retreat);
    }
    let ends = statement.commitments.iter().filter(|one| one.ends);
    found.extend(ends.map(|one| Retreat { way: Way::End, object: one.object.clone(), evidence: one.evidence.clone() }));
    found.retain(|retreat| {
        !retreat.object.is_bare()
            && !retreat.object.is_name
            && retreat.object.words.iter().any(|word| !lexicon::is_common(word))
    });
    found
}

/// "my change in position on …", "we have changed our mind about …", "I was wrong about …"
fn change(words: &[Word], at: usize, sentence: &Range<usize>) -> Option<Retreat> {
    let is = |at: usize, options: &[&str]| words.get(at).is_some_and(|word| word.is(options));
    let before = |back: usize| at.checked_sub(back).filter(|at| *at >= sentence.start);
    let own = |at: Option<usize>| at.is_some_and(|at| is(at, &FIRST) || is(at, &["my", "our"]));
    let after = if is(at, &["change", "shift"]) && is(at + 1, &["in", "of"]) {
        own(before(1)).then_some(())?;
        let mind = at + 2 + usize::from(is(at + 2, &["my", "our"]));
        is(mind, &MINDS).then_some(mind + 1)?
    } else if is(at, &["changed", "revised", "reversed", "reconsidered"]) && is(at + 1, &["my", "our"]) {
        (own(before(1)) || own(before(2))).then_some(())?;
        is(at + 2, &MINDS).then_some(at + 3)?
    } else if is(at, &["wrong"]) && before(1).is_some_and(|at| is(at, &["was", "were"])) {
        own(before(2)).then_some(at + 1)?
    } else {
        return None;
    };
    is(after, &["on", "about", "over", "towards"]).then_some(())?;
    let object = object(&words[..sentence.end], after + 1)?;
    Some(Retreat { way: Way::Change, evidence: before(1)?..object.range.end, object })
}

/// "I accept that the … was …", "the … was a mistake"
fn concession(words: &[Word], at: usize, sentence: &Range<usize>) -> Option<Retreat> {
    let is = |at: usize, options: &[&str]| words.get(at).is_some_and(|word| word.is(options));
    let verb = is(at, &["accept", "admit", "concede", "acknowledge", "regret"])
        && matches!(words[at].tag, Tag::FiniteVerb | Tag::BareVerb);
    let first = at.checked_sub(1).filter(|at| *at >= sentence.start).is_some_and(|at| is(at, &FIRST));
    if verb && first && is(at + 1, &["that"]) {
        let object = object(&words[..sentence.end], at + 2)?;
        let granted = is(object.range.end, &["was", "were"]) && !is(object.range.end + 1, &["not", "never", "being"]);
        return granted.then(|| Retreat { way: Way::Concession, evidence: at - 1..sentence.end, object });
    }
    None
}

/// Says whether the speaker stands behind the thing in a statement: how many of its words the sentence has, and which sentence.
fn backed(statement: &Statement, retreat: &Retreat) -> Option<(usize, Range<usize>)> {
    let words = &statement.wording.words;
    statement.wording.sentences.iter().find_map(|sentence| {
        let held = words.get(sentence.clone())?;
        // The place where the last of the thing's words that the sentence has stands first.
        let mut named: BTreeSet<&str> = BTreeSet::new();
        let mut last = None;
        for (at, word) in held.iter().enumerate() {
            let word = retreat.object.words.get(&word.stem);
            if word.is_some_and(|word| named.insert(word)) {
                last = Some(at);
            }
        }
        let last = last.filter(|last| statement.own.contains(&(sentence.start + last)))?;
        let enough = match retreat.way {
            Way::Change => {
                2 * named.len() >= retreat.object.words.len() && named.iter().any(|word| !lexicon::is_common(word))
            }
            _ => named.len() == retreat.object.words.len(),
        };
        let first = held.iter().any(|word| word.is(&["i", "we", "our", "my"]))
            || held.windows(2).any(|two| two[0].is(&["this"]) && two[1].is(&["government"]));
        let stands = held.iter().any(|word| match retreat.way {
            Way::Change => word.is(&[
                "position",
                "view",
                "believe",
                "said",
                "committed",
                "commitment",
                "support",
                "oppose",
                "policy",
            ]),
            _ => lexicon::is_backing(word),
        });
        let open = held[..last].iter().any(|word| word.is(&["if", "unless", "whether"]))
            || held.iter().any(|word| word.is(&["?"]));
        let against = (0..held.len()).any(|at| {
            matches!(lexicon::effect(&held[at..]), Some((_, Effect::Against))) || held[at].is(&["against", "without"])
        });
        let turned =
            retreat.way != Way::Change && (against || held[..last].iter().any(|word| word.is(&["not", "no", "never"])));
        (enough && first && stands && !open && !turned).then(|| (named.len(), sentence.clone()))
    })
}
