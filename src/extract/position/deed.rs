//! What somebody does or has done that takes a side: builds it, gives it up, owns up to nothing.

use std::sync::LazyLock;

use crate::claim::{Position, Stance, Strength};
use crate::lang::tag::Tag;
use crate::lexicon::{Effect, effect_of, stem};

use super::super::words::Lexicon;
use super::clause::Clause;
use super::content::Content;
use super::future::verb_from;
use super::stance;
use super::topic::topic;

/// Verbs whose negation denies no act.
static NOT_DENIED: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::plain(include_str!("../lists/not_denied_verbs.txt")));

/// Reads the deed at `at`: with its position, where its words end.
pub(super) fn read(content: &Content, at: usize) -> Option<(usize, Position)> {
    given_up(content, at).or_else(|| under_way(content, at)).or_else(|| denial(content, at))
}

/// Reads what the speaker has given up off the words of a cue: "we | have shelved | the bridge".
pub(super) fn of_cue(content: &Content) -> Option<Position> {
    let cue = content.cue;
    let first = content.source.last().is_some_and(|word| word.is(&["i", "we"]));
    let (helpers, verb) = cue.split_last().map(|(verb, helpers)| (helpers, verb))?;
    let perfect = matches!(helpers, [word] if word.is(&["have", "has"]));
    let ends = matches!(effect_of(&stem(&verb.lower)), Some(Effect::Against | Effect::Later));
    if !first || !perfect || !ends || !content.said.is_said {
        return None;
    }
    let about = topic(content, 0, content.words.len())?;
    content.position(Stance::Refuse, about, verb.span, Strength::Firm, &Clause::default())
}

/// "We have shelved the bridge": what somebody has put an end to, or off.
fn given_up(content: &Content, at: usize) -> Option<(usize, Position)> {
    if !content.tag(at).is_verb() {
        return None;
    }
    let (len, act) = content.act_at(at)?;
    let clause = Clause::of(content, at)?;
    let subject = clause.subject.as_ref()?;
    let own = content.is(subject.head, &["i", "we"]) || content.is_own_body(subject.head);
    let supposed = clause.has(content, &["would", "could", "should", "might", "may", "must"]);
    let perfect = clause.has(content, &["have", "has", "'ve"]) && !supposed && !clause.passive && !clause.negated;
    if !matches!(act, Effect::Against | Effect::Later) || !own || !content.is_own(subject.head) || !perfect {
        return None;
    }
    let about = topic(content, at + len, clause.limit(content, at + len))?;
    let cue = content.words[at].span.join(content.words[at + len - 1].span);
    Some((at + len, content.position(Stance::Refuse, about, cue, Strength::Firm, &clause)?))
}

/// "We are building a bridge": what somebody is doing is meant to be.
fn under_way(content: &Content, at: usize) -> Option<(usize, Position)> {
    if content.tag(at) != Tag::Ing || !content.is_first_person(at) {
        return None;
    }
    let clause = Clause::of(content, at)?;
    let subject = clause.subject.as_ref()?;
    let present = clause.has(content, &["are", "am", "'re", "'m"]) && clause.helpers.len() == 1;
    if !present || !content.acts(at) || !content.is(subject.head, &["i", "we"]) {
        return None;
    }
    let about = topic(content, at, clause.limit(content, at))?;
    let stance = if clause.negated { Stance::Refuse } else { Stance::Commit };
    let cue = content.words[clause.helpers[0]].span.join(content.words[at].span);
    Some((at + 1, content.position(stance, about, cue, Strength::Firm, &clause)?))
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
