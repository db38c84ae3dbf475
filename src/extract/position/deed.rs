//! What somebody does or has done that takes a side: builds it, gives it up, owns up to nothing.

use std::sync::LazyLock;

use crate::claim::{Position, Stance, Strength};
use crate::lang::tag::Tag;
use crate::lexicon::{Effect, RESTRICTIONS, effect_of, kind_of_act, stem};
use crate::syntax::relation::Relation;

use super::super::words::Lexicon;
use super::clause::Clause;
use super::content::Content;
use super::future::verb_from;
use super::object;
use super::stance;
use super::topic::topic;

/// Verbs whose negation denies no act.
static NOT_DENIED: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::plain(include_str!("../lists/not_denied_verbs.txt")));

static ENACTING: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/enacting_verbs.txt")));
/// What an office brings about by announcing it.
static MEASURES: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/measures.txt")));
/// What becomes of a plan that is given up or put off.
static ENDED: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/ended.txt")));
/// What an office calls.
static VOTES: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/votes.txt")));
static INSTRUMENTS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/instruments.txt")));

/// Reads the deed at `at`: with its position, where its words end.
pub(super) fn read(content: &Content, at: usize) -> Option<(usize, Position)> {
    of_office(content, at)
        .or_else(|| given_up(content, at))
        .or_else(|| enacted(content, at))
        .or_else(|| announcing(content, at))
        .or_else(|| under_way(content, at))
        .or_else(|| abstained(content, at))
        .or_else(|| denial(content, at))
}

/// Reads what the speaker does or has given up off the words of a cue: "we | have shelved | the bridge".
pub(super) fn of_cue(content: &Content) -> Option<Position> {
    let cue = content.cue;
    let first = content.source.last().is_some_and(|word| word.is(&["i", "we"]));
    let (helpers, verb) = cue.split_last().map(|(verb, helpers)| (helpers, verb))?;
    let perfect = matches!(helpers, [word] if word.is(&["have", "has"]));
    // "I am calling | an early election"
    let now = matches!(helpers, [word] if word.is(&["am", "are", "'m", "'re"])) && verb.lower.ends_with("ing");
    let effect = effect_of(&stem(&verb.lower));
    let stance = match effect {
        Some(Effect::Against) if now || perfect => Stance::Refuse,
        Some(Effect::Later) if perfect => Stance::Refuse,
        Some(Effect::For) if now => Stance::Commit,
        _ if now && verb.is(&["calling"]) => Stance::Commit,
        _ => return None,
    };
    if !first || !content.said.is_said {
        return None;
    }
    let about = topic(content, 0, content.words.len())?;
    content.position(stance, about, verb.span, Strength::Firm, &Clause::default())
}

/// Reads what is announced, off the words of a cue: "I am announcing | an inquiry". News of what has come about is no
/// position, so it must be of a measure.
pub(super) fn announced(content: &Content) -> Option<Position> {
    const ANNOUNCING: [&str; 4] = ["announce", "announces", "announced", "announcing"];
    let verb = content.cue.iter().find(|word| word.is(&ANNOUNCING))?;
    let trees = content.trees.filter(|_| content.said.is_said)?;
    let tokens: Vec<usize> = content.words.iter().map(|word| word.token).collect();
    let top = tokens.iter().copied().find(|&token| trees.is_top(token, &tokens))?;
    let at = content.word_of(top).filter(|&at| MEASURES.has(&content.words[at]))?;
    let about = topic(content, 0, content.words.len()).filter(|about| about.contains(&at))?;
    content.position(Stance::Commit, about, verb.span, Strength::Firm, &Clause::default())
}

/// "I am pleased to announce a ban on nets": as [`announced`], in the speaker's own clause.
fn announcing(content: &Content, at: usize) -> Option<(usize, Position)> {
    if !content.is(at, &["announce", "announcing"]) || !content.is_first_person(at) {
        return None;
    }
    let object = content.trees?.child(content.words[at].token, &[Relation::Object])?;
    let object = content.word_of(object).filter(|&object| object > at && MEASURES.has(&content.words[object]))?;
    let clause = Clause::of(content, at)?;
    let subject = clause.subject.as_ref()?;
    let supposed = clause.has(content, &SUPPOSING) || clause.condition.is_some();
    if !content.is(subject.head, &["i", "we"]) || clause.negated || clause.passive || supposed {
        return None;
    }
    let about = topic(content, at + 1, clause.limit(content, object))?;
    let cue = content.words[at].span;
    Some((at + 1, content.position(Stance::Commit, about, cue, Strength::Firm, &clause)?))
}

/// "We have shelved the bridge": what somebody has put an end to, or off.
fn given_up(content: &Content, at: usize) -> Option<(usize, Position)> {
    if !content.tag(at).is_verb() {
        return None;
    }
    let (len, act) = match lifted(content, at) {
        true => (1, Effect::Against),
        false => content.act_at(at)?,
    };
    let clause = Clause::of(content, at)?;
    let subject = clause.subject.as_ref()?;
    let own = content.is(subject.head, &["i", "we"]) || content.is_own_body(subject.head);
    let supposed = clause.has(content, &SUPPOSING);
    let perfect = clause.has(content, &["have", "has", "'ve"]) && !supposed && !clause.passive && !clause.negated;
    if !matches!(act, Effect::Against | Effect::Later) || !own || !content.is_own(subject.head) || !perfect {
        return None;
    }
    let about = topic(content, at + len, clause.limit(content, at + len))?;
    let cue = content.words[at].span.join(content.words[at + len - 1].span);
    Some((at + len, content.position(Stance::Refuse, about, cue, Strength::Firm, &clause)?))
}

/// "We have lifted | the ban on bags": what stood in the way is ended.
fn lifted(content: &Content, at: usize) -> bool {
    let object = content.trees.and_then(|trees| trees.child(content.words[at].token, &[Relation::Object]));
    let object = object.and_then(|object| content.word_of(object));
    content.is(at, &["lifted", "eased", "relaxed"])
        && object.is_some_and(|object| RESTRICTIONS.has(content.words[object].bare()))
}

/// "The tunnel has been scrapped", "the camp is being reopened": what becomes of a thing, as the office tells that does it.
fn of_office(content: &Content, at: usize) -> Option<(usize, Position)> {
    /// What is done by others as well.
    const ENEMIES: [&str; 5] = ["attacked", "fought", "blocked", "killed", "avoided"];
    if !content.tag(at).is_verb() || !content.is_official_text() {
        return None;
    }
    let ended = ENDED.at(content.words, at).map(|(len, ())| (len, Effect::Against));
    let (len, act) = content.act_at(at).or(ended)?;
    let clause = Clause::of(content, at)?;
    let subject = clause.subject.as_ref()?;
    let now = clause.has(content, &["is", "are"]);
    let supposed = clause.has(content, &SUPPOSING);
    if !clause.passive || clause.negated || !now && !clause.has(content, &["have", "has"]) {
        return None;
    }
    let verb = content.words[at].span;
    let (end, stance, cue) = match act {
        _ if ended.is_some() && !supposed => (at + len, Stance::Refuse, verb),
        _ if !now || !clause.has(content, &["being"]) || content.is(at, &ENEMIES) => return None,
        Effect::Light => return None,
        Effect::Against | Effect::Later => (at + 1, Stance::Refuse, verb),
        _ => (at + 1, Stance::Commit, content.words[clause.helpers[0]].span.join(content.words[at - 1].span)),
    };
    Some((end, content.position(stance, subject.words.clone(), cue, Strength::Firm, &clause)?))
}

/// "We introduced the levy", "I have signed the treaty": who brought a measure about, or ended it, answers for it.
fn enacted(content: &Content, at: usize) -> Option<(usize, Position)> {
    let trees = content.trees?;
    let has_object = |list: &Lexicon<()>| {
        let object = trees.child(content.words[at].token, &[Relation::Object]);
        object.and_then(|object| content.word_of(object)).is_some_and(|object| list.has(&content.words[object]))
    };
    let binds = || content.is(at, &["signed", "reached", "struck", "concluded", "made"]) && has_object(&INSTRUMENTS);
    let calls = || content.is(at, &["called"]) && has_object(&VOTES);
    let starts = || content.is(at, &["started", "begun", "began", "resumed"]) && content.tag(at + 1) == Tag::Ing;
    let len = match ENACTING.at(content.words, at) {
        Some((len, ())) => len,
        None => (binds() || calls() || starts()).then_some(1)?,
    };
    let clause = Clause::of(content, at)?;
    let subject = clause.subject.as_ref()?;
    let own = content.is(subject.head, &["i", "we"]) || content.is_own_body(subject.head);
    let plain = clause.helpers.iter().all(|&helper| content.is(helper, &["have", "has", "'ve"]));
    if !content.tag(at).is_verb() || !own || !content.is_own(subject.head) || !plain || clause.passive || clause.negated
    {
        return None;
    }
    let about = topic(content, at + len, clause.limit(content, at + len))?;
    let ends = matches!(content.act_at(at), Some((_, Effect::Against)));
    let stance = if ends { Stance::Refuse } else { Stance::Support };
    let cue = content.words[at].span.join(content.words[at + len - 1].span);
    Some((at + len, content.position(stance, about, cue, Strength::Planned, &clause)?))
}

/// Helpers of what is only thought of.
const SUPPOSING: [&str; 6] = ["would", "could", "should", "might", "may", "must"];

/// What is done by saying so.
const PERFORMED: [&str; 6] = ["apologise", "apologize", "resign", "retract", "concede", "abdicate"];

/// "We are building a bridge": what somebody is doing is meant to be.
fn under_way(content: &Content, at: usize) -> Option<(usize, Position)> {
    if !content.tag(at).is_verb() || !content.is_first_person(at) && !content.is_retold(at) {
        return None;
    }
    let clause = Clause::of(content, at)?;
    let subject = clause.subject.as_ref()?;
    if content.is_retold(at) {
        return retold_under_way(content, at, &clause);
    }
    // "I apologise": it is done by saying so.
    let performed = content.is(at, &PERFORMED) && content.tag(at) == Tag::FiniteVerb && clause.helpers.is_empty();
    if performed && !clause.negated && content.is(subject.head, &["i", "we"]) {
        let about = topic(content, at, clause.limit(content, at))?;
        let cue = content.words[at].span;
        return Some((at + 1, content.position(Stance::Commit, about, cue, Strength::Firm, &clause)?));
    }
    let present = clause.has(content, &["are", "am", "'re", "'m"]) && clause.helpers.len() == 1;
    let acts = content.acts(at) || object::LONE_ACTS.at(content.words, at).is_some();
    if content.tag(at) != Tag::Ing || !present || !acts || !content.is(subject.head, &["i", "we"]) {
        return None;
    }
    in_progress(content, at, &clause)
}

/// Makes the position of what the verb at a word says is being done, or is not.
fn in_progress(content: &Content, at: usize, clause: &Clause) -> Option<(usize, Position)> {
    let about = topic(content, at, clause.limit(content, at))?;
    let stance = if clause.negated { Stance::Refuse } else { Stance::Commit };
    let cue = content.words[clause.helpers[0]].span.join(content.words[at].span);
    Some((at + 1, content.position(stance, about, cue, Strength::Firm, clause)?))
}

/// "She is selling the mill", as others tell it.
fn retold_under_way(content: &Content, at: usize, clause: &Clause) -> Option<(usize, Position)> {
    let subject = clause.subject.as_ref()?;
    // "I can announce | that we are selling the mill"
    let ours = content.is(subject.head, &["i", "we"]) && content.source.iter().any(|word| word.is(&["i", "we"]));
    let own = ours || content.is(subject.head, &["he", "she", "they", "it"]) || content.is_own_body(subject.head);
    let present = clause.has(content, &["is", "are", "was", "were", "am"]) && clause.helpers.len() == 1;
    let acts = matches!(content.act_at(at), Some((_, effect)) if effect != Effect::Light)
        || kind_of_act(&stem(&content.words[at].lower)).is_some_and(|kind| {
            ["sell", "buy", "send", "leave", "join", "contest", "dismiss", "publish"]
                .iter()
                .any(|verb| stem(verb) == kind.verb)
        })
        || content.is(at, &["running", "standing"]) && content.is(at + 1, &["for"]);
    if content.tag(at) != Tag::Ing || !own || !content.is_own(subject.head) || !present || !acts || clause.passive {
        return None;
    }
    in_progress(content, at, clause)
}

/// "We do not negotiate with them": what somebody never does is refused.
fn abstained(content: &Content, at: usize) -> Option<(usize, Position)> {
    if !content.acts(at) || content.tag(at) != Tag::BareVerb || !content.is_first_person(at) {
        return None;
    }
    let clause = Clause::of(content, at)?;
    let subject = clause.subject.as_ref()?;
    let plain = clause.has(content, &["do"]) && clause.helpers.len() == 1;
    if !clause.negated || !plain || !content.is(subject.head, &["we"]) || stance::entry_at(content.words, at).is_some()
    {
        return None;
    }
    let about = topic(content, at, clause.limit(content, at))?;
    let cue = content.words[clause.helpers[0]].span.join(content.words[at - 1].span);
    Some((at + 1, content.position(Stance::Refuse, about, cue, Strength::Planned, &clause)?))
}

/// "I did not meet him", "we never sold it": what is not owned up to.
fn denial(content: &Content, at: usize) -> Option<(usize, Position)> {
    let did = content.is(at, &["did"]) && content.is(at + 1, &["not", "never"]);
    let had = || content.is_retold(at) && content.is(at - 1, &["had"]);
    let have = at > 0 && (content.is(at - 1, &["have", "has"]) || had());
    let never = content.is(at, &["never"])
        && (content.tag(at + 1) == Tag::FiniteVerb || have && content.tag(at + 1) == Tag::PastParticiple);
    if !did && !never {
        return None;
    }
    let verb = if did { verb_from(content, at + 2)?.0 } else { at + 1 };
    let clause = Clause::of(content, verb)?;
    let subject = clause.subject.as_ref()?;
    let own = content.is(subject.head, &["i", "we", "he", "she"]) && content.is_own(subject.head);
    if !own
        || !clause.negated
        || NOT_DENIED.has(&content.words[verb])
        || stance::entry_at(content.words, verb).is_some()
    {
        return None;
    }
    let about = topic(content, verb, clause.limit(content, verb))?;
    let cue = content.words[at].span.join(content.words[if did { at + 1 } else { at }].span);
    Some((verb, content.position(Stance::Deny, about, cue, Strength::Firm, &clause)?))
}
