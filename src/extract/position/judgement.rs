//! What is said of a thing that takes a side: "is a bad idea", "makes no sense", "called it a stunt".

use std::sync::LazyLock;

use crate::claim::{Position, Stance, Strength};
use crate::syntax::relation::Relation;

use super::super::words::{Lexicon, Shape};
use super::clause::Clause;
use super::content::Content;
use super::flipped;
use super::topic::topic;

fn judgements(verbs: bool) -> Lexicon<Stance> {
    Lexicon::read_if(
        include_str!("../lists/judgements.txt"),
        |label| Stance::from_name(label?),
        move |line| match line.strip_prefix('+') {
            Some(rest) => verbs.then_some(rest),
            None => (!verbs).then_some(line),
        },
    )
}

static PREDICATES: LazyLock<Lexicon<Stance>> = LazyLock::new(|| judgements(false));
static VERBS: LazyLock<Lexicon<Stance>> = LazyLock::new(|| judgements(true));
static VERDICTS: LazyLock<Lexicon<Stance>> =
    LazyLock::new(|| Lexicon::read(include_str!("../lists/verdicts.txt"), |label| Stance::from_name(label?)));

/// Verbs that name their object something: "called it a stunt", "described it as extreme".
static NAMING: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/naming_verbs.txt")));

/// Reads the judgement at `at`: with it, where its words end.
pub(super) fn read(content: &Content, at: usize) -> Option<(usize, Position)> {
    of_predicate(content, at)
        .or_else(|| of_subject(content, at))
        .or_else(|| of_answer(content, at))
        .or_else(|| of_verb(content, at))
}

fn of_predicate(content: &Content, at: usize) -> Option<(usize, Position)> {
    const BE: [&str; 9] = ["is", "are", "was", "were", "am", "be", "been", "being", "'s"];
    let (len, stance) = PREDICATES.at(content.words, at)?;
    let head = match content.trees {
        Some(trees) => {
            let tokens: Vec<usize> = content.words[at..at + len].iter().map(|word| word.token).collect();
            let small = |token: usize| {
                matches!(trees.relation(token), Relation::Case | Relation::Marker | Relation::Determiner)
            };
            let top = tokens.iter().copied().find(|&token| trees.is_top(token, &tokens) && !small(token))?;
            // "was a deeply flawed law": the noun is what the subject is said to be.
            let noun = trees.head(top).filter(|&noun| {
                trees.relation(top) == Relation::Adjective && trees.child(noun, &[Relation::Copula]).is_some()
            });
            content.word_of(noun.filter(|_| stance == Stance::Oppose).unwrap_or(top))?
        }
        None => at,
    };
    let above = content.trees.and_then(|trees| {
        let token = content.words[head].token;
        let verb = trees.head(token).filter(|_| trees.relation(token) == Relation::Object)?;
        let verb = content.word_of(verb)?;
        content.is(verb, &["has", "have", "offers"]).then_some(verb)
    });
    let clause = Clause::of(content, above.unwrap_or(head))?;
    // "has the best plan"
    let held = above.is_some();
    let linked = clause.has(content, &BE) || held;
    let subject = clause.subject.as_ref().filter(|_| linked)?;
    // "I am wrong", "you are right": about somebody, and no thing.
    if content.is(subject.head, &["i", "you", "we"]) || clause.is_unsure(content) {
        return None;
    }
    // "not true" stands in the list with its negation.
    let negated = (clause.negated != clause.nobody) != content.is(at, &["not", "no"]);
    // "The levy will not be abolished"
    let kept = negated && stance == Stance::Refuse && clause.has(content, &["will", "shall", "going"]);
    let stance = match negated {
        true if kept => Stance::Commit,
        true => flipped_judgement(stance)?,
        false => stance,
    };
    let end = at + len;
    // "is likely to rise": what is foreseen stands on both sides.
    if matches!(stance, Stance::Expect | Stance::Doubt) {
        let behind = topic(content, end, clause.limit(content, end))?;
        let whole = !content.is(subject.head, &["it", "this", "that", "they", "he", "she", "there"]);
        let about = if whole { subject.words.start..behind.end } else { behind };
        let cue = content.words[at].span.join(content.words[end - 1].span);
        return Some((end, content.position(stance, about, cue, Strength::Tentative, &clause)?));
    }
    let pronoun =
        content.is(subject.head, &["it", "this", "that", "these", "those", "they", "he", "she", "what", "there"]);
    // "It is wrong for the council to sell it", and not "that would be a mistake for the town"
    let for_to = content.is(end, &["for"]) && (end..content.words.len().min(end + 7)).any(|at| content.is(at, &["to"]));
    let extraposed = for_to || content.is(end, &["to", "that", "if", "when", "not"]);
    // "It is right to sell it"; "he is right" agrees with somebody.
    if len == 1
        && content.is(at, &["right"])
        && !(extraposed && (subject.head > at || content.is(subject.head, &["it"])))
    {
        return None;
    }
    let about = if pronoun && extraposed {
        topic(content, end + 1, content.words.len())?
    } else if pronoun {
        subject.head..end
    } else {
        subject.words.clone()
    };
    // "is over 30", "is gone from": something else.
    let over = content.words.get(end).is_none_or(|next| {
        !next.is_letters() || next.is(&["and", "for", "now", "but", "as", "until", "till", "because", "forever"])
    });
    if stance == Stance::Refuse && !over {
        return None;
    }
    let strength = match stance {
        Stance::Open => Strength::Tentative,
        Stance::Refuse => Strength::Firm,
        _ if kept => Strength::Firm,
        _ => Strength::Judged,
    };
    let cue = content.words[at].span.join(content.words[end - 1].span);
    Some((end, content.position(stance, about, cue, strength, &clause)?))
}

/// "The answer is a new bridge", "the solution is not a levy".
fn of_answer(content: &Content, at: usize) -> Option<(usize, Position)> {
    let names = content.is(at, &["answer", "solution", "remedy", "cure"])
        && content.is(at.wrapping_sub(1), &["the", "our", "my", "only", "best", "real"]);
    let is = at + 1;
    if !names || !content.is(is, &["is", "would", "lies"]) || content.asks(at) {
        return None;
    }
    let be = is + usize::from(content.is(is, &["would"]));
    let not = content.is(be + 1, &["not"]);
    let start = be + 1 + usize::from(not);
    let start = start + usize::from(content.is(start, &["to", "in"]));
    // "The answer is that I don't know", "the answer is no"
    if content.is(start, &["that", "no", "yes", "i", "we", "it", "simple", "clear", "obvious"]) {
        return None;
    }
    let about = topic(content, start, content.words.len())?;
    let stance = if not { Stance::Oppose } else { Stance::Support };
    let cue = content.words[at].span.join(content.words[start - 1].span);
    Some((start, content.position(stance, about, cue, Strength::Judged, &Clause::default())?))
}

/// "The right thing to do is to provide help": what is judged stands behind.
fn of_subject(content: &Content, at: usize) -> Option<(usize, Position)> {
    let (len, stance) = PREDICATES.at(content.words, at)?;
    let end = at + len;
    let is = (end..content.words.len().min(end + 3)).find(|&at| content.is(at, &["is", "was", "would"]))?;
    let to = (is + 1..content.words.len().min(is + 4)).find(|&at| content.is(at, &["to", "that"]))?;
    // "The answer is that I don't know"
    if content.is(end - 1, &["answer", "solution"]) && content.is(to, &["that"]) {
        return None;
    }
    Clause::of(content, to + 1)?;
    let about = topic(content, to + 1, content.words.len())?;
    let cue = content.words[at].span.join(content.words[end - 1].span);
    Some((to + 1, content.position(stance, about, cue, Strength::Judged, &Clause::default())?))
}

/// Returns whether a subject is judged by its predicate: "our deployment is about right".
pub(super) fn is_judged(content: &Content, clause: &Clause) -> bool {
    let near = clause.predicate.saturating_sub(2)..=clause.predicate;
    near.into_iter().any(|at| of_predicate(content, at).is_some())
}

/// "The plan makes no sense", "your scheme won't work".
fn of_verb(content: &Content, at: usize) -> Option<(usize, Position)> {
    let works = content.is(at, &["work", "works", "worked", "working"]);
    let (len, stance) = match VERBS.at(content.words, at) {
        Some(found) => found,
        None if works => (1, Stance::Support),
        None => return None,
    };
    let clause = Clause::of(content, at)?;
    let subject = clause.subject.as_ref()?;
    let bare_work = works && len == 1;
    let verbal = content.tag(at).is_verb() || content.words[at].lower.ends_with("ing");
    if !verbal
        || clause.passive
        || clause.is_unsure(content)
        || content.is_own(subject.head)
        || bare_work && (!clause.negated || content.is(subject.head, &["they", "he", "she"]))
    {
        return None;
    }
    let negated = clause.negated != clause.nobody;
    let stance = if negated { flipped_judgement(stance)? } else { stance };
    // "fails to act", "undermines the law": who does it is accused.
    let about = match content.is(subject.head, &["it", "this", "that", "they", "he", "she", "who", "which"]) {
        true => topic(content, at, clause.limit(content, at))?,
        false => subject.words.clone(),
    };
    let end = at + len;
    let cue = content.words[at].span.join(content.words[end - 1].span);
    // "Has our full support": what the speaker gives is more than a judgement.
    let given = (at..end).any(|at| content.is(at, &["my", "our"]));
    let strength = if given { Strength::Planned } else { Strength::Judged };
    Some((end, content.position(stance, about, cue, strength, &clause)?))
}

/// Reads what somebody calls a thing, at its verb: "called the plan a stunt".
pub(super) fn named(content: &Content, at: usize) -> Option<(usize, Position)> {
    if !NAMING.has(&content.words[at]) || !content.tag(at).is_verb() {
        return None;
    }
    let clause = Clause::of(content, at)?;
    let own = clause.is_of_speaker(content);
    if !own || clause.passive || clause.negated {
        return None;
    }
    let (about, stance) = verdict(content, at + 1, clause.limit(content, at + 1))?;
    let cue = content.words[at].span;
    Some((at + 1, content.position(stance, about, cue, Strength::Judged, &clause)?))
}

/// Reads whom or what the words from `start` on call by a name that takes a side, and on which.
pub(super) fn verdict(content: &Content, start: usize, limit: usize) -> Option<(std::ops::Range<usize>, Stance)> {
    let words = content.words;
    let end = (start..limit.min(words.len())).take_while(|&at| at == start || words[at].text != ".");
    let judged = end.filter(|&at| at > start).find_map(|at| {
        let (_, stance) = VERDICTS.at(words, at)?;
        Some((at, stance))
    });
    let (at, stance) = judged?;
    // Whom: all before the article, the "as" or the mark that opens the name.
    let opens =
        |at: &usize| *at > start && (words[*at].is(&["a", "an", "as", "the"]) || words[*at].shape == Shape::Quote);
    let from = (start..at).rev().find(opens).unwrap_or(at);
    let about = topic(content, start, from)?;
    Some((about, stance))
}

fn flipped_judgement(stance: Stance) -> Option<Stance> {
    match stance {
        Stance::Support => Some(Stance::Oppose),
        // Nothing is for a thing in not being against it.
        Stance::Oppose => None,
        other => flipped(other),
    }
}
