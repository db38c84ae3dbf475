//! What is set apart in a sentence of its own kind: "what we want is a fair system", "the last thing we should do is sell
//! the pier", "all we ask is a hearing".

use std::ops::Range;
use std::sync::LazyLock;

use crate::claim::{Position, Stance, Strength};
use crate::lang::tag::Tag;

use super::super::words::Lexicon;
use super::clause::{Clause, NEGATIONS};
use super::content::Content;
use super::flipped;
use super::stance;
use super::topic::topic;

/// What is to be reached, and by whom it is: "our aim".
static AIMS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/aims.txt")));

/// What somebody puts forward, and the words for putting it forward.
static OFFERS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/offers.txt")));
const OFFERED: [&str; 12] = [
    "propose",
    "proposed",
    "proposing",
    "put",
    "set",
    "offer",
    "offered",
    "announced",
    "suggest",
    "suggested",
    "recommend",
    "support",
];

/// How many words may stand between the opening and the "is".
const REACH: usize = 14;

/// Reads the position that a cleft sentence takes, at its first word: with it, where the words before "is" end.
pub(super) fn read(content: &Content, at: usize) -> Option<(usize, Position)> {
    if content.is_outlets() || content.asks(at) || !opens(content, at) {
        return None;
    }
    if let Some(found) = of_aim(content, at).or_else(|| of_offer(content, at)) {
        return Some(found);
    }
    let (start, last_thing) = opening(content, at)?;
    let near = start..content.words.len().min(start + REACH);
    let is = near.take_while(|&at| content.one_sentence(start, at)).find(|&at| content.is(at, &["is", "'s"]))?;
    let inner = start..is;
    let stance = stance_of(content, inner.clone())?;
    let not = content.is(is + 1, &["not"]);
    let mut from = is + 1 + usize::from(not);
    while content.is(from, &["to", "that", "for", ","]) {
        from += 1;
    }
    let stance = if last_thing != not { flipped(stance)? } else { stance };
    let about = topic(content, from, content.words.len())?;
    let cue = content.words[at].span.join(content.words[is].span);
    let strength = if matches!(stance, Stance::Commit | Stance::Refuse) { Strength::Firm } else { stance.strength() };
    Some((from, content.position(stance, about, cue, strength, &Clause::default())?))
}

/// "Our aim is to keep the ferry", "my priority is a new bridge", "our policy is no tolls".
fn of_aim(content: &Content, at: usize) -> Option<(usize, Position)> {
    if !content.is(at, &["our", "my"]) {
        return None;
    }
    let aim = (at + 1..at + 4).find(|&at| AIMS.at(content.words, at).is_some())?;
    // "Our aim has always been to"
    let steps =
        (aim + 1..content.words.len()).take_while(|&at| content.is(at, &["has", "always", "still", "never"])).count();
    // "My commitment to the town is that"
    let to = content.is(aim + 1, &["to"]).then(|| (aim + 2..aim + REACH).find(|&at| content.is(at, &["is"])));
    let to = to.flatten().filter(|&is| content.one_sentence(at, is) && content.is(is + 1, &["to", "that", "no"]));
    let is = to.unwrap_or(aim + 1 + steps);
    let never = (aim + 1..is).any(|at| content.is(at, &["never"]));
    if never || !content.is(is, if steps > 0 { &["been", "is", "remained"] } else { &["is", "remains"] }) {
        return None;
    }
    let mut from = is + 1;
    while content.is(from, &["no", "not", "to", "that"]) {
        from += 1;
    }
    let has = |options: &[&str]| (is + 1..from).any(|at| content.is(at, options));
    // "Our job is not easy"; "our policy is free ferries"
    let is_named = || {
        let noun = (from..from + 3).find(|&at| content.tag(at) != Tag::Adjective);
        noun.is_some_and(|at| matches!(content.tag(at), Tag::Noun | Tag::Name | Tag::Number))
    };
    if !has(&["no", "to", "that"]) && !content.is(from, &["a", "an", "the"]) && !is_named() {
        return None;
    }
    let not = has(&["no", "not"]);
    let about = topic(content, from, content.words.len())?;
    let stance = if not { Stance::Refuse } else { Stance::Commit };
    let cue = content.words[at].span.join(content.words[is].span);
    Some((from, content.position(stance, about, cue, Strength::Planned, &Clause::default())?))
}

/// "The measures we have put forward are a sugar levy and a ban", "one of the steps that I propose is a levy".
fn of_offer(content: &Content, at: usize) -> Option<(usize, Position)> {
    let partly = content.is(at, &["one", "some", "part"]) && content.is(at + 1, &["of"]);
    let the = if partly { at + 2 } else { at };
    let offer = (the + 1..the + 4).find(|&at| OFFERS.at(content.words, at).is_some())?;
    let own = offer + 1 + usize::from(content.is(offer + 1, &["that", "which"]));
    if !content.is(the, &["the"]) || !content.is(own, &["i", "we"]) {
        return None;
    }
    let offered = (own + 1..own + 4).find(|&at| content.is(at, &OFFERED))?;
    let is = (offered + 1..offered + 5).find(|&at| content.is(at, &["is", "are"]))?;
    let from = is + 1 + usize::from(content.is(is + 1, &["to", "that"]));
    if content.is(from, &["not", "no"]) {
        return None;
    }
    let about = topic(content, from, content.words.len())?;
    let cue = content.words[own].span.join(content.words[is].span);
    Some((from, content.position(Stance::Support, about, cue, Strength::Planned, &Clause::default())?))
}

/// Returns whether a word begins a clause.
fn opens(content: &Content, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    !content.one_sentence(before, at)
        || !content.words[before].is_letters()
        || content.is(before, &["and", "but", "so", "that", "well", "because"])
}

/// Reads how a cleft sentence opens: where the clause inside begins, and whether it is the last thing of all.
fn opening(content: &Content, at: usize) -> Option<(usize, bool)> {
    if content.is(at, &["what", "all"]) {
        return Some((at + 1, false));
    }
    let thing = content.is(at, &["the"]) && content.is(at + 2, &["thing"]);
    let that = usize::from(content.is(at + 3, &["that"]));
    (thing && content.is(at + 1, &["last", "first", "next", "only", "one"]))
        .then(|| (at + 3 + that, content.is(at + 1, &["last"])))
}

/// Reads on which side the clause inside is: "we won't do", "I support", "the country needs".
fn stance_of(content: &Content, inner: Range<usize>) -> Option<Stance> {
    let has = |options: &[&str]| inner.clone().find(|&at| content.is(at, options));
    let subject = inner.clone().find(|&at| content.words[at].is_letters() && content.tag(at).is_nominal())?;
    let own = content.is(subject, &["i", "we"]) || content.is_own_body(subject);
    let negated = inner.clone().filter(|&at| content.is(at, &NEGATIONS)).count() % 2 == 1;
    let unsure = has(&["may", "might", "could", "would"]).is_some() && has(&["like", "love"]).is_none();
    let turned = |stance| if negated { flipped(stance) } else { Some(stance) };
    if has(&["do", "see", "have", "be"]).is_some() && own {
        if has(&["should", "must", "need", "ought"]).is_some() {
            return turned(Stance::Demand);
        }
        if has(&["will"]).is_some() || has(&["going"]).is_some_and(|at| content.is(at + 1, &["to"])) {
            return turned(Stance::Commit);
        }
    }
    // "What we want to do is build a hospital"
    if own
        && has(&["want", "intend", "plan"]).is_some_and(|at| content.is(at + 1, &["to"]) && content.is(at + 2, &["do"]))
    {
        return turned(Stance::Commit);
    }
    // "What we're doing is building a hospital"
    if own && has(&["doing"]).is_some() && has(&["are", "am", "'re", "'m"]).is_some() {
        return turned(Stance::Commit);
    }
    if unsure {
        return None;
    }
    if has(&["need", "needs"]).is_some() {
        return turned(Stance::Demand);
    }
    let entry = inner.clone().find_map(|at| stance::entry_at(content.words, at));
    let asks = has(&["ask", "asking", "want", "seek", "seeking"]).map(|_| Stance::Demand);
    let stance = entry.map(|(_, entry)| entry.stance).or(asks).filter(|_| own)?;
    let past = inner.clone().any(|at| content.is(at, &["wanted", "needed", "was", "were", "did"]));
    if past { None } else { turned(stance) }
}
