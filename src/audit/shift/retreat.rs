//! What a speaker takes back in so many words: a change of mind that is owned up to, a thing that is declared over, a
//! concession.
//!
//! **Finds** "my change of position on …", "we have changed our mind about …", "I was wrong about …", "I've walked away
//! from that", "… was a mistake", "I accept that the … was …", what is given up ("the levy is dead", "we are not
//! proceeding with the levy") and what is put off; and of the earlier statements those in which the speaker stood
//! behind that thing. **Example**: "I am proud of our harbour toll", then "I accept that the harbour toll was rushed".
//! **Leaves alone** what others changed their minds about, and "some" of a thing. **Known misses**: a thing that the
//! words do not name, unless the sentence before does.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::commitment::Commitment;
use super::deed::Act;
use super::reader::CommitmentReader;
use super::{Statement, earlier, evidence};
use crate::audit::lexicon::{self, Effect};
use crate::audit::object::{NounPhrase, object};
use crate::audit::synonym;
use crate::audit::tagged_text::TaggedWord;
use crate::audit::{Shift, ShiftKind, TimelineEntry};
use crate::claim::{Excerpt, Strength};
use crate::lang::tag::Tag;

/// How something is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RetreatKind {
    /// The speaker says that he or she has changed position.
    Change,
    /// The thing is declared over, or given up.
    End,
    /// The thing is put off.
    Delay,
    /// The speaker grants something against it.
    Concession,
}

struct Retreat {
    way: RetreatKind,
    object: NounPhrase,
    /// The words that name the thing in the statement; `None` where it is named elsewhere.
    named: Option<String>,
    evidence: Excerpt,
}

/// A retreat as the words of a statement tell it.
struct ToldRetreat {
    way: RetreatKind,
    object: NounPhrase,
    /// As ranges of the statement's words.
    named: Range<usize>,
    evidence: Range<usize>,
}

const FIRST: [&str; 2] = ["i", "we"];
/// Words with which speakers name their own position.
const STANDS: [&str; 9] =
    ["position", "view", "believe", "said", "committed", "commitment", "support", "oppose", "policy"];
const MINDS: [&str; 9] = ["position", "mind", "view", "views", "policy", "stance", "approach", "heart", "opinion"];

/// Finds the retreats, each with the statements that it takes back.
pub fn retreats(entries: &[TimelineEntry], statements: &[Statement]) -> Vec<Shift> {
    let all: Vec<(usize, Retreat)> = (0..statements.len())
        .flat_map(|to| of_statement(entries, statements, to).into_iter().map(move |one| (to, one)))
        .collect();
    let places = places(statements, &all);
    all.iter().flat_map(|(to, retreat)| against(entries, statements, &places, &all, *to, retreat)).collect()
}

/// Holds a retreat of the entry `to` against the earlier statements that back what it gives up.
fn against(
    entries: &[TimelineEntry],
    statements: &[Statement],
    places: &BTreeMap<&str, Vec<usize>>,
    all: &[(usize, Retreat)],
    to: usize,
    retreat: &Retreat,
) -> Vec<Shift> {
    let listed = retreat.object.words.iter().filter_map(|word| places.get(word.as_str())).flatten().copied();
    let near: BTreeSet<usize> = listed.filter(|&from| from < to && earlier(&entries[from], &entries[to])).collect();
    // Who was against a thing does not retreat where it ends.
    let was_against = |&from: &usize| {
        let commitments = &statements[from].commitments;
        commitments.iter().any(|one| {
            !one.is_for && !one.ends && one.condition.is_none() && one.object.likeness(&retreat.object).is_some()
        })
    };
    if retreat.way != RetreatKind::Change && near.iter().any(was_against) {
        return Vec::new();
    }
    // Where the change was owned up to before, what was said is only told again.
    let told_again = |from: &usize| {
        let body = &entries[*from].body;
        let other = |(at, other): &(usize, Retreat)| {
            other.way == RetreatKind::Change
                && Arc::ptr_eq(&entries[*at].body, body)
                && other.object.likeness(&retreat.object).is_some()
        };
        all.iter().any(other)
    };
    let mut found: Vec<(usize, usize, Excerpt)> = near
        .into_iter()
        .filter(|from| !told_again(from))
        .filter_map(|from| {
            let (held, words) = backed(&entries[from], &statements[from], retreat)?;
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
    let words = || retreat.object.words.iter().cloned().collect::<Vec<_>>().join(" ");
    let topic = retreat.named.clone().unwrap_or_else(words);
    let (kind, confidence, why) = match retreat.way {
        RetreatKind::Change => (ShiftKind::Reversed, 0.75, format!("a change of position on “{topic}” is owned up to")),
        RetreatKind::End => {
            (ShiftKind::Reversed, 0.65, format!("“{topic}” was backed before, and is declared over now"))
        }
        RetreatKind::Delay => (ShiftKind::Softened, 0.6, format!("“{topic}” was backed before, and is put off now")),
        RetreatKind::Concession => {
            (ShiftKind::Softened, 0.5, format!("“{topic}” was backed before, and something is granted against it now"))
        }
    };
    let shift = |(_, from, words): (usize, usize, Excerpt)| Shift {
        kind,
        from,
        to,
        why: why.clone(),
        topic: topic.clone(),
        confidence,
        evidence: [words, retreat.evidence.clone()],
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
            if let Some(list) = places.get_mut(synonym::of_word(&word.stem)) {
                list.push(at);
            }
        }
    }
    places
}

/// Reads the retreats of the statement at `to`.
fn of_statement(entries: &[TimelineEntry], statements: &[Statement], to: usize) -> Vec<Retreat> {
    let statement = &statements[to];
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
            let shown = |words: Range<usize>| evidence(&entries[to], statement, words);
            let told = change(words, at, sentence)
                .or_else(|| concession(words, at, sentence))
                .or_else(|| mistake(words, at, sentence));
            if let Some(ToldRetreat { way, object, named, evidence }) = told {
                return Some(Retreat { way, object, named: Some(shown(named).text), evidence: shown(evidence) });
            }
            let evidence = shown(change_of_that(words, at, sentence)?);
            let object = named_last(entries, statements, to, evidence.spans.first()?.start)?;
            Some(Retreat { way: RetreatKind::Change, object, named: None, evidence })
        });
        found.extend(retreat);
    }
    found.extend(statement.commitments.iter().filter(|one| one.condition.is_none() && !one.foretold).filter_map(
        |one| {
            let way = if one.later { RetreatKind::Delay } else { gives_up(one).then_some(RetreatKind::End)? };
            let body = &entries[to].body;
            Some(Retreat { way, object: one.object.clone(), named: Some(one.name(body)), evidence: one.evidence(body) })
        },
    ));
    found.retain(|retreat| {
        !retreat.object.is_bare()
            && !retreat.object.is_name
            && !retreat.object.is_part
            && retreat.object.words.iter().any(|word| !lexicon::is_common(word))
    });
    found
}

/// Returns whether a commitment is to give up what was the speaker's own: nobody proceeds with, or shelves, what others
/// want.
fn gives_up(one: &Commitment) -> bool {
    let verb = |stems: &[&str]| one.verb.as_deref().is_some_and(|verb| stems.contains(&verb));
    let refuses = one.negated
        && !one.is_for
        && one.strength >= Strength::Planned
        && verb(&["proce", "proceed", "go", "press", "push"]);
    let drops = !one.negated && one.strength >= Strength::Planned && verb(&["abandon", "drop", "shelv"]);
    one.ends || refuses || drops && (one.past || !one.is_for)
}

/// "I've walked away from that", "we have changed our position": what was said of it stands before.
fn change_of_that(words: &[TaggedWord], at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let is = |at: usize, options: &[&str]| at < sentence.end && words[at].is(options);
    let points =
        |at: usize| is(at, &["that", "this", "it"]) && !words.get(at + 1).is_some_and(|next| next.tag.is_nominal());
    let promise =
        |at: usize| is(at, &["that", "this"]) && is(at + 1, &["promise", "commitment", "pledge", "undertaking"]);
    let end = if is(at, &["walked", "walking", "stepped", "backed"]) && is(at + 1, &["away"]) && is(at + 2, &["from"]) {
        (points(at + 3) || promise(at + 3)).then_some(at + 4)?
    } else if is(at, &["changed", "revised", "reversed", "reconsidered"])
        && is(at + 1, &["my", "our"])
        && is(at + 2, &MINDS)
    {
        words.get(at + 3).is_none_or(|after| !after.is_word()).then_some(at + 3)?
    } else if is(at, &["broke", "broken", "breaking"]) {
        promise(at + 1).then_some(at + 3)?
    } else {
        return None;
    };
    let start = (sentence.start..at).rev().take(4).find(|at| is(*at, &FIRST))?;
    Some(start..end)
}

/// Finds what was named last before the byte `at` of the body: in the statement, or in those right before it in the same
/// text.
fn named_last(entries: &[TimelineEntry], statements: &[Statement], to: usize, at: usize) -> Option<NounPhrase> {
    /// How far back a word may point, in statements and in bytes.
    const BACK: (usize, usize) = (3, 300);
    let telling = |one: &&Commitment| !one.object.is_bare() && !one.object.is_name;
    let own = statements[to].commitments.iter().rev().filter(|one| one.thing.end <= at).find(telling);
    let entry = &entries[to];
    let near = |from: &usize| {
        let other = &entries[*from];
        Arc::ptr_eq(&other.body, &entry.body)
            && other.claim.span.start <= entry.claim.span.start
            && entry.claim.span.start.saturating_sub(other.claim.span.end) <= BACK.1
    };
    let before = || {
        let places = (0..to).rev().take(BACK.0).take_while(near);
        places.into_iter().find_map(|from| statements[from].commitments.iter().rev().find(telling))
    };
    own.or_else(before).map(|one| one.object.clone())
}

/// "the … was a mistake", "it was wrong to …".
fn mistake(words: &[TaggedWord], at: usize, sentence: &Range<usize>) -> Option<ToldRetreat> {
    let is = |at: usize, options: &[&str]| at < sentence.end && words[at].is(options);
    if !is(at, &["was", "were"]) {
        return None;
    }
    let reader = CommitmentReader { words };
    let len = lexicon::faulted(words.get(at + 1..sentence.end)?)?;
    let end = at + 1 + len;
    let (object, named) = if is(at - usize::from(at > 0), &["it"]) && is(end, &["to"]) {
        let verb = end + 1;
        let len = lexicon::effect(words.get(verb..sentence.end)?).map_or(1, |(len, _)| len);
        object(&words[..sentence.end], verb + len)?
    } else {
        words.get(end).is_none_or(|after| !after.is_word()).then_some(())?;
        reader.noun_before(at, sentence)?
    };
    let evidence = named.start.min(at)..named.end.max(end);
    (!object.is_others).then_some(ToldRetreat { way: RetreatKind::Concession, object, named, evidence })
}

/// "my change in position on …", "we have changed our mind about …", "I was wrong about …"
fn change(words: &[TaggedWord], at: usize, sentence: &Range<usize>) -> Option<ToldRetreat> {
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
    let (object, named) = object(&words[..sentence.end], after + 1)?;
    Some(ToldRetreat { way: RetreatKind::Change, evidence: before(1)?..named.end, object, named })
}

/// "I accept that the … was …", "the … was a mistake"
fn concession(words: &[TaggedWord], at: usize, sentence: &Range<usize>) -> Option<ToldRetreat> {
    let is = |at: usize, options: &[&str]| words.get(at).is_some_and(|word| word.is(options));
    let verb = is(at, &["accept", "admit", "concede", "acknowledge", "regret"])
        && matches!(words[at].tag, Tag::FiniteVerb | Tag::BareVerb);
    let first = at.checked_sub(1).filter(|at| *at >= sentence.start).is_some_and(|at| is(at, &FIRST));
    if verb && first && is(at + 1, &["that"]) {
        let (object, named) = object(&words[..sentence.end], at + 2)?;
        let granted = is(named.end, &["was", "were"]) && !is(named.end + 1, &["not", "never", "being"]);
        let way = RetreatKind::Concession;
        return granted.then(|| ToldRetreat { way, evidence: at - 1..sentence.end, object, named });
    }
    None
}

/// Returns whether the speaker stands behind the thing in a statement: how many of its words the sentence has, and
/// which sentence.
fn backed(entry: &TimelineEntry, statement: &Statement, retreat: &Retreat) -> Option<(usize, Excerpt)> {
    let words = &statement.wording.words;
    let alike = |one: &&Commitment| {
        let stands = retreat.way == RetreatKind::Change || one.is_for && one.act == Act::Having && !one.foretold;
        !one.past && one.condition.is_none() && stands && one.object.likeness(&retreat.object).is_some()
    };
    if let Some(one) = statement.commitments.iter().find(alike) {
        // What committed to it tells more than what merely speaks of it.
        return Some((retreat.object.words.len() + 1, one.evidence(&entry.body)));
    }
    let reader = CommitmentReader { words };
    statement.wording.sentences.iter().find_map(|sentence| {
        let held = words.get(sentence.clone())?;
        // The place where the last of the thing's words that the sentence has stands first.
        let mut named: BTreeSet<&str> = BTreeSet::new();
        let mut last = None;
        for (at, word) in held.iter().enumerate() {
            let word = retreat.object.words.get(synonym::of_word(&word.stem));
            if word.is_some_and(|word| named.insert(word)) {
                last = Some(at);
            }
        }
        let last = last.filter(|last| statement.own.contains(&(sentence.start + last)))?;
        let enough = match retreat.way {
            RetreatKind::Change => {
                2 * named.len() >= retreat.object.words.len() && named.iter().any(|word| !lexicon::is_common(word))
            }
            _ => named.len() == retreat.object.words.len(),
        };
        let first = held.iter().any(|word| word.is(&["i", "we", "our", "my"]))
            || held.windows(2).any(|two| two[0].is(&["this"]) && two[1].is(&["government"]));
        let stands = held.iter().enumerate().any(|(at, word)| match retreat.way {
            RetreatKind::Change => word.is(&STANDS),
            _ => lexicon::is_backing(word) && !reader.is_of_others(sentence.start + at, sentence),
        });
        let open = held[..last].iter().any(|word| word.is(&["if", "unless", "whether"]))
            || held.iter().any(|word| word.is(&["?"]));
        let against = (0..held.len()).any(|at| {
            matches!(lexicon::effect(&held[at..]), Some((_, Effect::Against))) || held[at].is(&["against", "without"])
        });
        let turned = retreat.way != RetreatKind::Change
            && (against || held[..held.len().min(last + 4)].iter().any(|word| word.is(&["not", "no", "never"])));
        (enough && first && stands && !open && !turned)
            .then(|| (named.len(), evidence(entry, statement, sentence.clone())))
    })
}
