//! What a position is about, on which side of it the speaker is, and by when.

use std::ops::Range;
use std::sync::LazyLock;

use crate::claim::{Side, Span, Stance};
use crate::lang::tag::Tag;
use crate::lexicon::{Effect, act_of, effect, effect_of, stem};
use crate::syntax::relation::Relation;
use crate::syntax::trees::Trees;

use super::super::words::{Lexicon, Shape, Word};
use super::clause::Clause;
use super::content::Content;

static TOPIC_ENDS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/topic_ends.txt")));

/// The longest topic, in words.
const TOPIC_WORDS: usize = 14;
/// How many more there may be so that its last thing is named in full.
const FULLER: usize = 4;

/// Verbs that leave what is done to the next one.
const SEEKING: [&str; 15] = [
    "seek", "seeking", "try", "trying", "move", "moving", "look", "looking", "work", "working", "continue", "begin",
    "vote", "fight", "fighting",
];
/// How many words may stand between such a verb and its "to": "fight tooth and nail to".
const SEEKING_REACH: usize = 4;

/// Adverbs with which the words behind them mean something else.
const KEPT: [&str; 12] = ["not", "never", "only", "even", "no", "more", "less", "so", "too", "how", "further", "back"];

/// Phrases that open a sentence and say nothing of what follows.
static OPENERS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/openers.txt")));

/// Words that a topic does not end with.
const DANGLING: [&str; 31] = [
    "the", "a", "an", "of", "to", "in", "on", "at", "for", "with", "by", "and", "or", "from", "that", "its", "his",
    "her", "their", "our", "into", "over", "about", "against", "is", "are", "was", "were", "be", "it", "my",
];

/// Finds the topic that starts at word `start` and reaches no further than `limit`, as words; `None` where there is
/// none.
pub(super) fn topic(content: &Content, start: usize, limit: usize) -> Option<Range<usize>> {
    let words = content.words;
    let mut start = start;
    while words.get(start).is_some_and(|word| word.shape == Shape::Quote || word.is(&["that", "out"])) {
        start += 1;
    }
    // "promise you that …"
    if words.get(start).is_some_and(|word| word.is(&["you", "them", "us", "him", "her", "people", "everyone"]))
        && words.get(start + 1).is_some_and(|word| word.is(&["that"]))
    {
        start += 2;
    }
    // "warned | Orrin that …"
    let named = words.get(start).filter(|_| content.tag(start) == Tag::Name && content.is(start + 1, &["that"]));
    if named.is_some() && content.tag(start + 1) == Tag::Subordinator {
        start += 2;
    }
    start += openers(content, start, limit);
    let starts_date = |at: usize| content.days().iter().any(|date| date.words.start == at);
    let mut end = start;
    while let Some(word) = words.get(end).filter(|_| end < limit.max(start + 1)) {
        let stop = match word.shape {
            Shape::Mark => {
                !(word.glued && (word.is_hyphen() || matches!(word.text, "%" | "'" | "\u{2019}"))
                    || matches!(word.text, "$" | "\u{a3}" | "\u{20ac}"))
            }
            Shape::Quote => true,
            Shape::Link => true,
            // "have as much reform as they let us"
            Shape::Letters | Shape::Digits => {
                let degree = word.is(&["as"]) && content.is(end + 1, &["much", "many", "few", "little"]);
                end > start && TOPIC_ENDS.at(words, end).is_some() && !degree
            }
        };
        let stop = stop && !(word.text == "," && end > start && goes_on(content, end));
        let far = words[end].span.start.saturating_sub(words[end.saturating_sub(1)].span.end) > 40 && end > start;
        // A thing is named in full: "a strong budget | surplus".
        let long = end - start >= TOPIC_WORDS;
        let full = long && !(end - start < TOPIC_WORDS + FULLER && is_cut_off(content, end - 1, true));
        if stop || far || full || end > start && starts_date(end) {
            break;
        }
        end += 1;
    }
    while end > start {
        let last = &words[end - 1];
        let dangling = !last.is_letters() && !last.is_digits() && last.text != "%"
            || last.is(&DANGLING) && !(end - start == 1 && last.lower == "it")
            || end - start > 1 && is_cut_off(content, end - 1, false);
        if !dangling {
            break;
        }
        end -= 1;
    }
    // "We will have": what, it does not say.
    let empty = end == start + 1 && words[start].is(&["do", "have", "be", "get"]) && content.trees.is_some();
    (end > start && !empty).then_some(start..end)
}

/// Returns how many words at a place say nothing of what is said there: "in due course".
pub(super) fn openers_at(content: &Content, at: usize) -> Option<usize> {
    OPENERS.at(content.words, at).map(|(len, ())| len)
}

/// Counts the words at the start of a topic that only lead to it: "*first and foremost* selling the pier", "*tomorrow
/// whether to* sell the pier".
fn openers(content: &Content, start: usize, limit: usize) -> usize {
    let Some(trees) = content.trees else { return 0 };
    let mut at = start;
    loop {
        let Some(word) = content.words.get(at).filter(|_| at < limit) else { return 0 };
        // What hangs from a verb behind it: "*tomorrow* sell", and not "the *2030* target".
        let of_verb =
            |token: usize| trees.head(token).is_some_and(|head| trees.word(head).tag.is_verb() && head > token);
        // "now", "first", and not "not", "far" of "far fewer", "only" of "only the rich".
        let adverb = content.tag(at) == Tag::Adverb
            && trees.relation(word.token) == Relation::Adverb
            && of_verb(word.token)
            && !word.is(&KEPT);
        let day = content.days().iter().find(|date| date.words.start == at).map(|date| date.words.clone());
        let day = day.filter(|day| day.clone().any(|at| of_verb(content.words[at].token))).map(|day| day.len());
        let whether = || content.is(at, &["whether"]).then(|| 1 + usize::from(content.is(at + 1, &["to"])));
        let phrase = openers_at(content, at);
        let mark = (at > start && word.text == ",").then_some(1);
        let Some(len) = phrase.or(adverb.then_some(1)).or(day).or_else(whether).or(mark) else { return at - start };
        at += len;
    }
}

/// Returns whether a word at the end of a topic belongs to one behind it that was cut off: "in the next *little*"; a
/// noun only where `nouns` says so, as one may end what it is a part of.
fn is_cut_off(content: &Content, at: usize, nouns: bool) -> bool {
    use Relation::{Adjective, Adverb, Auxiliary, Compound, Copula, Determiner, Marker, Possessive, Subject};
    let token = content.words[at].token;
    let belongs = |trees: &Trees| {
        let tied = [Adjective, Adverb, Auxiliary, Compound, Copula, Determiner, Marker, Possessive, Subject];
        trees.head(token).is_some_and(|head| head > token) && tied.contains(&trees.relation(token))
    };
    let is_noun = matches!(content.tag(at), Tag::Noun | Tag::Name | Tag::Number);
    (nouns || !is_noun) && content.trees.is_some_and(belongs)
}

/// Returns whether a thing goes on behind a comma: "better, cleaner ways".
fn goes_on(content: &Content, comma: usize) -> bool {
    /// How many words may stand between.
    const NEAR: usize = 5;
    let token = content.words[comma - 1].token;
    let head = content.trees.filter(|trees| trees.relation(token) == Relation::Adjective);
    head.and_then(|trees| trees.head(token)).is_some_and(|head| head > token && head - token <= NEAR)
}

/// Returns the body at some words, white space made single.
pub(super) fn text(content: &Content, words: Range<usize>) -> Option<String> {
    let span = content.span(words)?;
    let text = content.syntax.document.body.get(span.start..span.end)?;
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Returns on which side of the thing that a topic names somebody is who takes a stance on the topic: an act that ends
/// the thing is seen through.
pub(super) fn side(words: &[Word], topic: Range<usize>, stance: Stance) -> Option<Side> {
    let side = stance.side()?;
    Some(if words.get(topic).is_some_and(ends) { side.turned() } else { side })
}

/// Returns whether a topic begins with an act that puts an end to what it names behind it: "scrapping the levy", "the
/// complete repeal of the law".
fn ends(topic: &[Word]) -> bool {
    let stems: Vec<String> = topic.iter().map(|word| stem(&word.lower)).collect();
    // "seek to repeal the law"
    let sought = topic.iter().position(|word| word.is(&SEEKING)).filter(|&at| at < 2);
    let to = |at: usize| (at + 1..topic.len().min(at + 1 + SEEKING_REACH)).find(|&to| topic[to].is(&["to"]));
    let begin = sought.and_then(to).map_or(0, |to| to + 1);
    let light = |word: &Word| word.is(&["the", "a", "an", "to", "not", "never", "further", "fully"]);
    let Some(first) = (begin..topic.len()).find(|&at| !light(&topic[at])) else { return false };
    let negated = topic[..first].iter().any(|word| word.is(&["not", "never"]));
    let verb = effect(&stems[first], |nth, stem| stems.get(first + nth).is_some_and(|other| other == stem));
    let named = topic[..first].iter().any(|word| word.is(&["the", "a", "an"]));
    if let Some((len, effect)) = verb.filter(|_| !named) {
        // "end the toll", and nothing where no thing follows: "close"
        return (effect == Effect::Against && first + len < topic.len()) != negated;
    }
    // "the complete repeal of the law"
    let noun = (first..topic.len().min(first + 4))
        .find(|&at| topic.get(at + 1).is_some_and(|next| next.is(&["of", "on", "to", "in"])));
    // "by the end of the year"
    let noun = noun.filter(|&at| at < 2 || !topic[at - 2].is(&["by", "at", "before", "until", "till", "from"]));
    let act = noun.and_then(|noun| act_of(&stems[noun])).and_then(effect_of);
    (act == Some(Effect::Against)) != negated
}

/// Times that end.
pub(super) const UNITS: [&str; 5] = ["week", "month", "year", "decade", "century"];

/// Returns the words of a clause that say by when or from when it is to be.
pub(super) fn deadline(content: &Content, clause: &Clause) -> Option<Span> {
    const BEFORE: [&str; 7] = ["by", "before", "until", "till", "from", "in", "on"];
    let words = content.words;
    let sentence = content.sentence(clause.predicate);
    // "by the end of the year"
    let ends = |at: &usize| content.is(*at, &["end"]) && content.is(at + 1, &["of"]);
    if let Some(end) = (clause.predicate + 1..sentence.end).find(ends)
        && let Some(unit) = (end + 2..words.len().min(end + 5)).find(|&at| words[at].is(&UNITS))
    {
        let first = (end.saturating_sub(2)..end).find(|&at| words[at].is(&BEFORE)).unwrap_or(end);
        return Some(words[first].span.join(words[unit].span));
    }
    let days = content.days();
    let next = days.partition_point(|date| date.words.start <= clause.predicate);
    let date = days.get(next).filter(|date| date.words.start < sentence.end)?;
    let start = date.words.start;
    let first = start.checked_sub(1).filter(|&at| words[at].is(&BEFORE)).unwrap_or(start);
    Some(words[first].span.join(words[date.words.end - 1].span))
}
