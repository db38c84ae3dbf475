//! What ought to be: "the video should be released", "we need to act", "no one should have to wait".

use std::sync::LazyLock;

use crate::claim::{Position, Side, Stance, Strength};
use crate::lang::tag::Tag;
use crate::lexicon::{Effect, effect_of, stem};
use crate::syntax::relation::Relation;

use super::super::words::Lexicon;
use super::clause::Clause;
use super::content::Content;
use super::stance;
use super::topic::topic;

/// Behind "cannot", what must not be: "can never be allowed".
static UNBEARABLE: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/unbearable.txt")));

/// Those for whom a speaker says what they need.
static PUBLIC: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/publics.txt")));

const MODALS: [&str; 4] = ["should", "must", "ought", "shall"];
/// Before "to": "needs to", "have to", "has got to".
const NEEDS: [&str; 5] = ["need", "needs", "has", "have", "got"];
/// One word for "got to".
const GOTTA: [&str; 1] = ["gotta"];
/// What a speaker must say is no demand: "I must admit".
const SPEAKING: [&str; 16] = [
    "say",
    "admit",
    "confess",
    "tell",
    "ask",
    "add",
    "stress",
    "acknowledge",
    "concede",
    "note",
    "emphasise",
    "emphasize",
    "remember",
    "understand",
    "recall",
    "see",
];

/// What nobody is really told to do, or not to do.
const IDLE: [&str; 10] = ["worry", "forget", "get", "think", "be", "mind", "miss", "wait", "take", "know"];

/// Reads the demand at `at`: with it, where its words end.
pub(super) fn read(content: &Content, at: usize) -> Option<(usize, Position)> {
    command(content, at).or_else(|| need(content, at)).or_else(|| owed(content, at))
}

/// "The pier should be shut", "we have to act", "that can never be allowed".
fn owed(content: &Content, at: usize) -> Option<(usize, Position)> {
    let words = content.words;
    let modal = content.is(at, &MODALS);
    // "Orr said that the mayor had to go": what was said was "has to".
    let retold = content.is_retold(at);
    let never = content.is(at, &["can", "could", "cannot"]);
    let (verb, end) = if never {
        let verb = verb_from(content, at + 1)?;
        if !UNBEARABLE.has(&content.words[verb]) {
            return None;
        }
        (verb, at + 1)
    } else if modal {
        let from = at + 1 + usize::from(content.is(at, &["ought"]));
        (verb_from(content, from)?, from)
    } else if content.is(at, &GOTTA) {
        (verb_from(content, at + 1)?, at + 1)
    } else if (content.is(at, &NEEDS) || retold && content.is(at, &["had", "needed"])) && content.is(at + 1, &["to"]) {
        (verb_from(content, at + 2)?, at + 2)
    } else {
        return None;
    };
    let predicate = predicate_of(content, verb);
    let clause = Clause::of(content, predicate)?;
    let subject = clause.subject.clone();
    // What should have been is past; what must have been is guessed.
    let have = |at: usize| content.is(at, &["have", "has", "had"]) && content.tag(at) != Tag::BareVerb;
    let past = (end..=verb).any(have);
    // "had to", "would have to": told, or supposed.
    let will_need = content.is(at, &["need"]) && content.is(at.wrapping_sub(1), &["will"]);
    let supposed = !modal
        && !will_need
        && (clause.has(content, &["would", "will", "did"])
            || content.is(at.wrapping_sub(1), &["would", "will", "'d", "should", "must"]));
    if past
        || supposed
        || content.is(verb, &SPEAKING) && subject.as_ref().is_none_or(|subject| content.is(subject.head, &["i", "we"]))
    {
        return None;
    }
    // "You need to ask him", "I have to pay tribute to them": nothing is demanded by it.
    let spoken = subject.as_ref().is_some_and(|subject| match content.is(subject.head, &["i", "we"]) {
        true => stance::is_courtesy(words, verb),
        false => content.is(subject.head, &["you"]) && content.is(verb, &SPEAKING),
    });
    if spoken {
        return None;
    }
    // "I should think", "he shall return"
    if content.is(at, &["shall", "should"]) && content.is(verb, &["think", "like", "hope", "imagine"]) {
        return None;
    }
    if content.is(at, &["shall"]) && subject.as_ref().is_some_and(|subject| content.is(subject.head, &["i", "we"])) {
        return None;
    }
    // "There should be no toll"
    let none = content.is(verb, &["no"]);
    let verb = verb + usize::from(none);
    let negated = (clause.negated != clause.nobody) != none;
    if never && !negated {
        return None;
    }
    let first = subject.as_ref().is_none_or(|subject| content.is(subject.head, &["i", "we", "you", "it", "there"]));
    let passive = clause.passive
        && subject.as_ref().is_some_and(|subject| !content.is(subject.head, &["it", "this", "that", "they"]));
    let about = match &subject {
        Some(subject) if passive => subject.words.clone(),
        Some(subject) if !first => subject.words.start..topic(content, verb, clause.limit(content, verb))?.end,
        // "What we must do is act"
        _ => match cleft(content, verb) {
            Some(done) => topic(content, done, words.len())?,
            None => topic(content, verb, clause.limit(content, verb))?,
        },
    };
    // "The council should close the mine": the act stands behind its subject.
    let apart = about.start != verb && !passive && end <= verb;
    let act = if apart { verb..about.end.max(verb + 1) } else { about.clone() };
    let stance = if negated { Stance::Oppose } else { Stance::Demand };
    let cue = words[at].span.join(words[end - 1].span);
    // "It must be stopped": what names no thing is against what is ended.
    let ends =
        clause.passive && about == (verb..verb + 1) && effect_of(&stem(&words[verb].lower)) == Some(Effect::Against);
    let last = about.end;
    let mut position = content.position_on(stance, about, act, cue, Strength::Planned, &clause)?;
    // "The levy must go": nothing is to be done with it but to end it.
    let goes = !first && content.is(verb, &["go"]) && last == verb + 1;
    if goes && let Some(subject) = subject {
        position.topic = super::topic::text(content, subject.words.clone())?;
        position.about = content.span(subject.words)?;
        position.side = position.side.map(Side::turned);
    }
    if ends {
        position.side = position.side.map(Side::turned);
    }
    Some((end, position))
}

/// "We need a bridge", "we don't need a toll"
fn need(content: &Content, at: usize) -> Option<(usize, Position)> {
    if !content.is(at, &["need", "needs"]) || content.is(at + 1, &["to"]) || !content.tag(at).is_verb() {
        return None;
    }
    let clause = Clause::of(content, at)?;
    let subject = clause.subject.as_ref()?;
    let public = PUBLIC.has(&content.words[subject.head]) || content.is_own_country(subject.head);
    let own = public || content.is(subject.head, &["i", "we", "you", "nobody"]);
    if !own || content.is_outlets() || clause.is_unsure(content) || clause.has(content, &["would", "did"]) {
        return None;
    }
    let about = topic(content, at + 1, clause.limit(content, at + 1))?;
    let needless = clause.negated != clause.nobody;
    // Whom one needs, and what it all takes, is no policy: "I need you", "you need two keys".
    let people = content.is(about.start, &["you", "your", "it", "them", "him", "her", "that", "this"]);
    // "You need tough laws to stop it": what for is said, so it is no advice on keys.
    let purpose = || {
        let tied = [Relation::AdverbialClause, Relation::NounClause];
        let verb = content.words[at].token;
        let object = content.trees.and_then(|trees| trees.child(verb, &[Relation::Object]));
        let to = |clause: usize| content.word_of(clause).is_some_and(|at| at > 0 && content.is(at - 1, &["to"]));
        let below = |of: usize| content.trees.is_some_and(|trees| trees.with(of, &tied).any(to));
        content.is_official_text() && content.is(subject.head, &["you"]) && (below(verb) || object.is_some_and(below))
    };
    if !needless && (people || !public && !content.is(subject.head, &["we"]) && !purpose()) {
        return None;
    }
    let stance = if needless { Stance::Oppose } else { Stance::Demand };
    Some((at + 1, content.position(stance, about, content.words[at].span, Strength::Judged, &clause)?))
}

/// "End the siege", "let's build it": what opens a sentence and has no subject.
fn command(content: &Content, at: usize) -> Option<(usize, Position)> {
    let words = content.words;
    let opens = at == 0 || !content.one_sentence(at - 1, at);
    let lets = content.is(at, &["let", "let's"]) && content.is(at + 1, &["us", "'s"]);
    if !opens || !content.is_first_person(at) {
        return None;
    }
    // "Don't sell it", "please don't sell it"
    let please = usize::from(content.is(at, &["please"]));
    let dont = content.is(at + please, &["do"]) && content.is(at + please + 1, &["not"]);
    let verb = match (lets, dont) {
        (true, _) => verb_from(content, at + 2)?,
        (_, true) => at + please + 2,
        _ => at + please,
    };
    let acts = content.act_at(verb);
    let does = acts.is_some_and(|(_, effect)| effect != Effect::Light);
    // "Don't worry", "don't ask me"
    let idle = content.is(verb, &IDLE) || content.is(verb, &SPEAKING);
    let commands = (does || dont && !idle) && content.tag(verb) == Tag::BareVerb;
    // "Let's not forget that", "let us be clear"
    let spoken = content.is(verb, &["forget", "be", "face", "hope", "wait", "pray", "kid", "pretend", "get"])
        || content.is(verb, &SPEAKING)
        || stance::is_courtesy(words, verb);
    if lets && spoken || !lets && !commands {
        return None;
    }
    let clause = Clause::of(content, verb)?;
    if !lets && (clause.subject.is_some() || !clause.helpers.is_empty() && !dont) {
        return None;
    }
    let about = topic(content, verb, clause.limit(content, verb))?;
    let stance = if clause.negated || dont { Stance::Oppose } else { Stance::Demand };
    let end = if lets { at + 2 } else { verb.max(at + 1) };
    let cue = words[at].span.join(words[end - 1].span);
    Some((end, content.position(stance, about, cue, Strength::Planned, &clause)?))
}

/// Finds what is to be done in "what we must do as a nation is act".
fn cleft(content: &Content, verb: usize) -> Option<usize> {
    if !content.is(verb, &["do"]) {
        return None;
    }
    let what = (0..verb).rev().take(6).any(|at| content.is(at, &["what", "all"]));
    let is = (verb + 1..content.words.len().min(verb + 7)).find(|&at| content.is(at, &["is"]))?;
    what.then_some(is + 1 + usize::from(content.is(is + 1, &["to"])))
}

/// Finds the verb or predicate behind a modal: adverbs and "not" are stepped over.
fn verb_from(content: &Content, from: usize) -> Option<usize> {
    let steps = |at: &usize| {
        content.tag(*at) == Tag::Adverb
            || content.is(*at, &["not", "never", "also", "be", "to", "been", "being", "immediately"])
            || content.words[*at].text == ","
    };
    let verb = (from..content.words.len().min(from + 7)).find(|at| !steps(at))?;
    content.words[verb].is_letters().then_some(verb)
}

/// Returns the word that heads the clause of a verb or of what stands behind "be".
fn predicate_of(content: &Content, verb: usize) -> usize {
    let Some(trees) = content.trees else { return verb };
    let token = content.words[verb].token;
    if trees.word(token).tag.is_verb() {
        return verb;
    }
    // "should be a matter of": the noun or adjective that has the copula.
    let head = trees.upwards(token).find(|&at| trees.child(at, &[Relation::Copula]).is_some());
    head.and_then(|head| content.word_of(head)).unwrap_or(verb)
}
