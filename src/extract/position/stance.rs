//! Words that take a position themselves: verbs ("ruled out"), predicates ("is open to"), nouns ("our support for").

use std::sync::LazyLock;

use crate::claim::{Position, Side, Stance, Strength};
use crate::lang::tag::Tag;
use crate::lexicon::{Effect, effect_of, stem};
use crate::syntax::relation::Relation;
use crate::syntax::trees::Trees;

use super::super::words::{Lexicon, Shape, Word};
use super::clause::{Clause, Subject};
use super::content::Content;
use super::future;
use super::judgement;
use super::topic::topic;
use super::{ABLE, negation};

/// How an entry of the list takes its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Verb,
    /// Behind "be": "is open to".
    Predicate,
    /// By who holds it: "our support for".
    Noun,
    /// Whoever says it: "there is no need for".
    Free,
}

/// What an entry of the list stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub stance: Stance,
    form: Form,
}

const FORMS: [(Form, char); 3] = [(Form::Predicate, '='), (Form::Noun, '~'), (Form::Free, '*')];

static STANCES: LazyLock<[Lexicon<Entry>; 4]> = LazyLock::new(|| {
    let list = include_str!("../lists/stances.txt");
    [Form::Verb, Form::Predicate, Form::Noun, Form::Free].map(|form| {
        Lexicon::read_if(
            list,
            |label| Stance::from_name(label?).map(|stance| Entry { stance, form }),
            |line| {
                let marked = FORMS.iter().find(|(_, mark)| line.starts_with(*mark));
                let (found, bare) = marked.map_or((Form::Verb, line), |(form, mark)| (*form, &line[mark.len_utf8()..]));
                (found == form).then_some(bare)
            },
        )
    })
});
static STANCE_NOUNS: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::plain(include_str!("../lists/stance_nouns.txt")));

/// How far behind a promise may stand that something will not be, in words.
const REFUSED: usize = 20;

const BE: [&str; 12] = ["is", "are", "was", "were", "am", "be", "been", "being", "'s", "remains", "remain", "remained"];
/// What candidates stand for.
const ELECTED: [&str; 11] = [
    "leadership",
    "election",
    "re-election",
    "reelection",
    "office",
    "parliament",
    "congress",
    "council",
    "president",
    "mayor",
    "seat",
];
const PREPOSITIONS: &[&str] =
    &["to", "of", "about", "by", "from", "with", "in", "over", "for", "on", "at", "against", "out", "into", "as"];
/// What somebody wants to do who only speaks: "want to thank", "would like to say".
static COURTESIES: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/courtesies.txt")));
/// Verbs by which somebody has or utters what a noun names.
static UTTERING: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/uttering_verbs.txt")));

/// Verbs by which somebody is asked to do something: "begged residents to stay at home".
static ASKING: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/asking_verbs.txt")));

/// Returns whether the words at a place name what is done by saying so: "want to | make it clear".
pub(super) fn is_courtesy(words: &[Word], at: usize) -> bool {
    COURTESIES.at(words, at).is_some()
}

/// What somebody takes a side by accepting.
static OFFERED: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/accepted_things.txt")));

/// Finds the longest entry that starts at a word.
pub(super) fn entry_at(words: &[Word], at: usize) -> Option<(usize, Entry)> {
    let mut found: Option<(usize, Entry)> = None;
    for entry in STANCES.iter().filter_map(|list| list.at(words, at)) {
        if found.is_none_or(|(len, _)| entry.0 > len) {
            found = Some(entry);
        }
    }
    found
}

/// Finds the entry that starts at a word of a cue of `cue` words: its length and stance.
pub(super) fn of_cue(joined: &[Word], at: usize, cue: usize, verbal: bool) -> Option<(usize, Stance)> {
    let be = joined[..cue.min(at + 1)].iter().any(|word| word.is(&BE));
    let all = STANCES.iter().filter_map(|list| list.at(joined, at));
    let fits = |(_, entry): &(usize, Entry)| match entry.form {
        Form::Predicate => {
            at < cue && (be || at == 0 || joined[at - 1].is(&["seem", "seems", "seemed", "remain", "remains"]))
        }
        Form::Verb => at < cue && verbal && !(be && joined[at].lower.ends_with("ed")),
        Form::Noun => joined[..at].iter().any(|word| UTTERING.has(word)),
        Form::Free => at < cue,
    };
    all.filter(fits).max_by_key(|(len, _)| *len).map(|(len, entry)| (len, entry.stance))
}

/// Reads the position that the words at `at` take: with it, where its words end.
pub(super) fn read(content: &Content, at: usize) -> Option<(usize, Position)> {
    // "Stand for the leadership": to be a candidate for it.
    if content.is(at, &["stand", "standing", "stood"]) && content.is(at + 1, &["for"]) {
        let near = (at + 2..at + 6).take_while(|&other| content.words.get(other).is_some_and(Word::is_letters));
        if near.into_iter().any(|other| content.words[other].is(&ELECTED)) {
            return None;
        }
    }
    // "I welcome you all"
    if content.is(at, &["welcome"]) && content.is(at + 1, &["you"]) {
        return None;
    }
    // "turning *back* the boats": the word is a part of another verb.
    let is_particle = |trees: &Trees| trees.relation(content.words[at].token) == Relation::VerbParticle;
    if content.trees.is_some_and(is_particle) {
        return None;
    }
    let all = STANCES.iter().filter_map(|list| list.at(content.words, at));
    let mut entries: Vec<(usize, Entry)> = all.collect();
    entries.sort_by_key(|(len, _)| std::cmp::Reverse(*len));
    entries
        .into_iter()
        .find_map(|(len, entry)| read_entry(content, at, len, entry))
        .or_else(|| parted(content, at))
        .or_else(|| asked(content, at))
        .or_else(|| accepted(content, at))
        .or_else(|| blessed(content, at))
}

/// "She gave the plan her blessing": what is backed stands between.
fn blessed(content: &Content, at: usize) -> Option<(usize, Position)> {
    const GIVEN: [&str; 7] = ["blessing", "backing", "support", "endorsement", "approval", "nod", "imprimatur"];
    if !content.is(at, &["give", "gives", "gave", "given", "giving"]) {
        return None;
    }
    let trees = content.trees?;
    let token = content.words[at].token;
    let given = trees.child(token, &[Relation::Object]).filter(|&given| content.has_token(given, &GIVEN))?;
    let whom = trees.child(token, &[Relation::IndirectObject]).filter(|&whom| whom < given)?;
    let whom =
        content.word_of(whom).filter(|&whom| whom > at && !content.is(whom, &["me", "us", "him", "her", "it"]))?;
    let clause = Clause::of(content, at)?;
    if !clause.is_of_speaker(content) || clause.passive || clause.is_unsure(content) || clause.nobody {
        return None;
    }
    let about = topic(content, at + 1, whom + 1)?;
    let stance = if clause.negated { Stance::Oppose } else { Stance::Support };
    let cue = content.words[at].span;
    Some((whom + 1, content.position(stance, about, cue, stance.strength(), &clause)?))
}

/// "She accepted the ceasefire": of an award it takes no position.
fn accepted(content: &Content, at: usize) -> Option<(usize, Position)> {
    if !content.is(at, &["accept", "accepts", "accepted", "accepting"]) {
        return None;
    }
    let object = content.trees?.child(content.words[at].token, &[Relation::Object])?;
    let object = content.word_of(object).filter(|&object| OFFERED.has(&content.words[object]))?;
    let clause = Clause::of(content, at)?;
    if !clause.is_of_speaker(content) || clause.passive || clause.is_unsure(content) || clause.nobody {
        return None;
    }
    let about = topic(content, at + 1, clause.limit(content, object))?;
    let stance = if clause.negated { Stance::Oppose } else { Stance::Support };
    let firm = clause.has(content, &["will", "shall", "would"]);
    let strength = if firm { Strength::Firm } else { stance.strength() };
    Some((at + 1, content.position(stance, about, content.words[at].span, strength, &clause)?))
}

/// Finds the first words that take a position of a verb's subject or a predicate's: whose it is, and which words.
pub(super) fn held(content: &Content) -> Option<(Subject, std::ops::Range<usize>)> {
    (0..content.words.len()).find_map(|at| {
        if accepted(content, at).or_else(|| asked(content, at)).is_some() {
            return Some((Clause::of(content, at)?.subject?, at..at + 1));
        }
        let (len, entry) = entry_at(content.words, at)?;
        if matches!(entry.form, Form::Noun | Form::Free) {
            return None;
        }
        read_entry(content, at, len, entry)?;
        let clause = Clause::of(content, head_of(content, at, len)?)?;
        Some((clause.subject?, at..at + len))
    })
}

/// "Ruled that sale out": the object stands before the particle.
fn parted(content: &Content, at: usize) -> Option<(usize, Position)> {
    if !content.is(at, &["rule", "rules", "ruled", "ruling", "turn", "turns", "turned", "turning"]) {
        return None;
    }
    let trees = content.trees?;
    // "I haven't ruled anything in or out"
    let rules = content.words[at].lower.starts_with('r');
    let either = (at + 2..at + 8).find(|&at| is_in_or_out(content, at)).filter(|_| rules);
    let particle = || {
        let particle = trees.child(content.words[at].token, &[Relation::VerbParticle])?;
        let with = if rules { "out" } else { "down" };
        content.word_of(particle).filter(|&particle| particle > at + 1 && content.is(particle, &[with]))
    };
    let particle = either.or_else(particle)?;
    let clause = Clause::of(content, at)?;
    let own = clause.is_of_speaker(content);
    if !own || clause.passive || clause.is_unsure(content) || clause.nobody {
        return None;
    }
    if either.is_some() && !clause.negated {
        return None;
    }
    let stance = if clause.negated { Stance::Open } else { Stance::Refuse };
    let about = topic(content, at + 1, particle)?;
    let cue = content.words[at].span;
    Some((particle + 1, content.position(stance, about, cue, stance.strength(), &clause)?))
}

/// "I ask the council to keep it": what somebody is asked to do.
fn asked(content: &Content, at: usize) -> Option<(usize, Position)> {
    if !ASKING.has(&content.words[at]) {
        return None;
    }
    let trees = content.trees?;
    let token = content.words[at].token;
    // "pleaded with | residents to stay"
    let whom = trees.child(token, &[Relation::Object, Relation::IndirectObject, Relation::Oblique])?;
    let whom =
        content.word_of(whom).filter(|&whom| whom > at && !content.is(whom, &["you", "me", "us", "question"]))?;
    let does = trees.child(token, &[Relation::OpenClause, Relation::ClauseComplement]);
    let does = does.and_then(|does| content.word_of(does)).filter(|&does| does > whom && content.is(does - 1, &["to"]));
    // "asked the council | for an inquiry"
    let thing = || {
        let named = |&noun: &usize| trees.with(noun, &[Relation::Case]).any(|case| content.has_token(case, &["for"]));
        let noun = trees.with(token, &[Relation::Oblique]).find(named)?;
        let case = trees.child(noun, &[Relation::Case]).and_then(|case| content.word_of(case))?;
        let idle = content.has_token(noun, &["comment", "help", "patience", "time", "directions"]);
        (case > whom && !idle).then_some(case)
    };
    let asked_for = if does.is_some() { None } else { thing() };
    let does = does.or(asked_for)?;
    let clause = Clause::of(content, at)?;
    let own = clause.is_of_speaker(content);
    if !own || clause.passive || clause.negated || clause.is_unsure(content) || clause.nobody {
        return None;
    }
    let from = asked_for.map_or(at + 1, |case| case + 1);
    let about = topic(content, from, clause.limit(content, does))?;
    let cue = content.words[at].span;
    Some((at + 1, content.position(Stance::Demand, about, cue, Strength::Planned, &clause)?))
}

/// "We have asked | the minister to resign", as the words of a cue say it.
pub(super) fn asked_by_cue(content: &Content) -> Option<Position> {
    let verb = content.cue.iter().find(|word| ASKING.has(word)).filter(|_| content.said.is_said)?;
    let negated = content.cue.iter().any(|word| word.is(&["not", "never"]));
    let to = (1..content.words.len().min(8)).find(|&at| content.is(at, &["to"]))?;
    let asks = content.tag(to + 1) == Tag::BareVerb && (0..to).all(|at| !content.tag(at).is_finite());
    let whom = content.tag(0).is_nominal() || content.tag(0) == Tag::Determiner;
    if negated || !asks || !whom || content.is(0, &["you", "me", "us"]) {
        return None;
    }
    let about = topic(content, 0, content.words.len())?;
    content.position(Stance::Demand, about, verb.span, Strength::Planned, &Clause::default())
}

/// Returns whether "in or out", or "out or in", stands at a place.
fn is_in_or_out(content: &Content, at: usize) -> bool {
    content.is(at, &["in", "out"]) && content.is(at + 1, &["or"]) && content.is(at + 2, &["in", "out"])
}

/// "I haven't ruled | a levy in or out", as the words of a cue say it.
pub(super) fn ruled_by_cue(content: &Content) -> Option<Position> {
    let verb = content.cue.last().filter(|word| word.is(&["rule", "ruled", "ruling"]))?;
    let negated = content.cue.iter().any(|word| word.is(&["not", "never"]));
    let either = (1..content.words.len().min(8)).find(|&at| is_in_or_out(content, at));
    let end = either.filter(|_| negated && content.said.is_said)?;
    let about = topic(content, 0, end)?;
    content.position(Stance::Open, about, verb.span, Stance::Open.strength(), &Clause::default())
}

fn read_entry(content: &Content, at: usize, len: usize, entry: Entry) -> Option<(usize, Position)> {
    let words = content.words;
    let head = head_of(content, at, len)?;
    let clause = match entry.form {
        Form::Noun => of_noun(content, head)?,
        _ => Clause::of(content, head)?,
    };
    let fits = match entry.form {
        Form::Verb => is_verb_of_holder(content, &clause, (at, len)),
        Form::Predicate => is_predicate_of_holder(content, &clause, at),
        Form::Noun => true,
        Form::Free => !content.is_outlets(),
    };
    // "No decision has been made on": the entry has its own "no".
    if !fits || clause.is_unsure(content) || clause.nobody && entry.form != Form::Free {
        return None;
    }
    let mut end = at + len;
    // "In no way do we"
    if content.is(end - 1, &["way"]) && content.is(at.wrapping_sub(1), &["in"]) {
        return None;
    }
    // "There is no way to know"
    if content.is(end - 1, &["way"]) && content.is(end, &["to", "of", "for", "back", "out", "in", "around"]) {
        return None;
    }
    let mut stance = entry.stance;
    // "not a fan of" stands in the list with its negation.
    let none =
        entry.form == Form::Predicate && content.trees.is_some_and(|trees| is_none(content, trees, words[head].token));
    let mut negated = (clause.negated != none) != content.is(at, &["not"]);
    // "refused to rule out", "declined to back"
    if stance == Stance::Refuse
        && let Some((more, inner)) = STANCES[0].at(words, end)
        && matches!(inner.stance, Stance::Refuse | Stance::Support)
    {
        stance = if inner.stance == Stance::Refuse { Stance::Open } else { Stance::Oppose };
        negated = false;
        end += more;
    }
    let stance = if negated { negation(stance, clause.has(content, &ABLE))? } else { stance };
    // "My word that there will be no levy": what is promised may be that it will not be.
    if stance == Stance::Commit
        && let Some(refused) = refused_within(content, end)
    {
        return Some(refused);
    }
    // What somebody "plans to" must be something to do: not "moved to Tarn".
    let infinitive =
        words[end - 1].lower == "to" && matches!(entry.stance, Stance::Commit | Stance::Demand | Stance::Expect);
    let next = (end..words.len()).find(|&at| content.tag(at) != Tag::Adverb && !content.is(at, &["not", "never"]));
    // "I want to thank you": what is said there and then.
    if infinitive && entry.stance == Stance::Demand && next.is_some_and(|next| COURTESIES.at(words, next).is_some()) {
        return None;
    }
    if infinitive
        && entry.form == Form::Verb
        && next.is_some_and(|next| {
            !matches!(content.tag(next), Tag::BareVerb | Tag::Auxiliary | Tag::Ing)
                && !content.is(at, &["committed", "call", "calls", "appeal"])
        })
    {
        return None;
    }
    let limit = clause.limit(content, end);
    let from = object_apart(content, &clause, end).unwrap_or(end);
    let about = topic(content, from, limit).or_else(|| of_relative(content, &clause, end))?;
    // "The museum is open to the public" takes no position.
    let visitors = ["the public", "visitors", "traffic", "all", "everyone", "tourists", "members"];
    let text = super::topic::text(content, about.clone())?;
    if words[at].lower == "open" && visitors.contains(&text.as_str()) {
        return None;
    }
    let firm = clause.has(content, &["will", "shall"]) || content.is(at.wrapping_sub(1), &["never"]);
    // "has no plans to", "no intention of": for now.
    let planned = stance == Stance::Refuse && words[at..end].iter().any(|word| word.is(&super::PLANS));
    let strength = if planned {
        Strength::Tentative
    } else if firm && stance != Stance::Open {
        Strength::Firm
    } else {
        stance.strength()
    };
    let cue = words[at].span.join(words[end - 1].span);
    // "There is no way | we will sell": the clause is told with it.
    let after = if entry.form == Form::Free && stance == Stance::Refuse { about.end } else { end };
    Some((after, content.position(stance, about, cue, strength, &clause)?))
}

/// Returns where the object of a verb begins that stands behind a phrase which tells how: "condemn *in the strongest
/// terms* the attack".
fn object_apart(content: &Content, clause: &Clause, end: usize) -> Option<usize> {
    let trees = content.trees.filter(|_| content.is(end, PREPOSITIONS) && end == clause.predicate + 1)?;
    let object = trees.child(content.words[clause.predicate].token, &[Relation::Object])?;
    let start = content.words.partition_point(|word| word.token < trees.extent(object).start);
    (start > end && content.word_of(object).is_some()).then_some(start)
}

/// Reads what the clause of a promise says will not be: "guarantee that there will be no levy".
pub(super) fn refused_within(content: &Content, start: usize) -> Option<(usize, Position)> {
    let near = start..content.words.len().min(start + REFUSED);
    let same = |at: &usize| start == 0 || content.one_sentence(start - 1, *at);
    let (end, position) = near.take_while(same).find_map(|at| future::read(content, at))?;
    let refused = matches!(position.stance, Stance::Refuse | Stance::Doubt);
    refused.then_some((end, Position { stance: Stance::Refuse, strength: Strength::Firm, ..position }))
}

/// "There was nothing that we support", "a levy that we oppose": what it is about stands before.
fn of_relative(content: &Content, clause: &Clause, end: usize) -> Option<std::ops::Range<usize>> {
    let trees = content.trees?;
    let token = content.words[clause.predicate].token;
    let noun = trees.head(token).filter(|_| trees.relation(token) == Relation::RelativeClause)?;
    let head = content.word_of(noun)?;
    let last = content.words.get(end.checked_sub(1)?)?;
    (head < clause.predicate && last.is_letters()).then_some(head..head + 1)
}

/// Returns the word of a phrase that heads its clause: "against" stands before it.
fn head_of(content: &Content, at: usize, len: usize) -> Option<usize> {
    let Some(trees) = content.trees else { return Some(at) };
    let tokens: Vec<usize> = content.words.get(at..at + len)?.iter().map(|word| word.token).collect();
    // "would rather | have": neither heads the clause.
    let small = |token: usize| {
        use Relation::{Adverb, Auxiliary, Case, Marker, VerbParticle};
        matches!(trees.relation(token), Case | Marker | VerbParticle | Auxiliary)
            || trees.relation(token) == Adverb && tokens.len() > 1
    };
    let outer = tokens.iter().copied().filter(|&token| trees.is_top(token, &tokens));
    // "is all for the levy": the word that has the copula stands behind.
    let linked = |&token: &usize| trees.child(token, &[Relation::Copula]).is_some();
    let above = outer.clone().filter_map(|token| trees.head(token)).find(linked);
    if let Some(above) = above.filter(|_| !outer.clone().any(|token| linked(&token)))
        && outer.clone().all(|token| trees.head(token) == Some(above))
    {
        return content.word_of(above);
    }
    let head =
        outer.clone().find(|&token| !small(token)).or_else(|| outer.clone().find_map(|token| trees.head(token)))?;
    content.word_of(head)
}

/// Returns whether a verb is finite, or hangs from what is, and its subject is who holds the position.
fn is_verb_of_holder(content: &Content, clause: &Clause, (at, len): (usize, usize)) -> bool {
    let words = content.words;
    let tag = content.tag(clause.predicate);
    if !tag.is_verb() && !tag.is_finite() && (content.trees.is_some() || STANCE_NOUNS.has(&words[at])) {
        return false;
    }
    let Some(subject) = &clause.subject else { return false };
    if content.is_outlets() && !is_told(content, clause.predicate) {
        return false;
    }
    if clause.passive || !content.is_own(subject.head) {
        return false;
    }
    if content.trees.is_none() && !is_grammatical(content, clause, (at, len), subject) {
        return false;
    }
    // "Candidates backed by farmers": no helper, no subject of its own.
    if let Some(trees) = content.trees
        && tag == Tag::PastParticiple
        && !clause.has(content, &["has", "have", "had", "having"])
        && trees.subject(words[clause.predicate].token).is_none()
        && trees.relation(words[clause.predicate].token) != Relation::Conjunct
    {
        return false;
    }
    // "calls for help rose": without an object it is no verb of this kind. Those that take a preposition have it in
    // the list.
    let particle = words[at + len - 1].is(PREPOSITIONS) || words[at + len - 1].lower == "that";
    let object = words.get(at + len).is_some_and(|next| {
        // "stand by while jobs go"
        let opens = next.is(&["while", "as", "until", "and", "but", "when", "because"]);
        !next.is_letters() && (next.is_digits() || next.shape == Shape::Quote || next.text == "$")
            || next.is_letters() && !opens && (particle || !next.is(PREPOSITIONS))
    });
    let relative =
        content.trees.is_some_and(|trees| trees.relation(words[clause.predicate].token) == Relation::RelativeClause);
    object || relative || object_apart(content, clause, at + len).is_some()
}

/// Returns whether the outlet tells of a verb as of an act: not "parties supporting her", "aimed at helping support".
fn is_told(content: &Content, predicate: usize) -> bool {
    let Some(trees) = content.trees else { return true };
    let token = content.words[predicate].token;
    let relation = trees.relation(token);
    let joined = || trees.head(token).and_then(|head| content.word_of(head));
    let seems = || {
        trees
            .head(token)
            .is_some_and(|head| content.has_token(head, &["seem", "seems", "appears", "seemed", "appeared"]))
    };
    trees.is_finite(token)
        || relation == Relation::OpenClause && seems()
        || relation == Relation::AdverbialClause && matches!(content.tag(predicate), Tag::Ing | Tag::BareVerb)
        || relation == Relation::Conjunct && joined().is_some_and(|head| head < predicate && is_told(content, head))
}

/// Returns whether a form that the tags may have mistaken can be the verb of its subject.
fn is_grammatical(content: &Content, clause: &Clause, (at, len): (usize, usize), subject: &Subject) -> bool {
    let words = content.words;
    let tag = content.tag(at);
    let be = clause.has(content, &["is", "are", "was", "were", "am", "be", "been", "being", "'s"]);
    let have = clause.has(content, &["has", "have", "had", "having"]);
    let bare = clause
        .has(content, &["will", "would", "do", "does", "did", "shall", "must", "should", "can", "could", "cannot"]);
    // A form that could be either is the past tense where no other verb of the main clause is finite.
    let other = content.sentence(at).any(|other| content.is_main(other) && content.tag(other).is_finite());
    if tag == Tag::PastParticiple && !have && (other || words.get(at + len).is_some_and(|next| next.lower == "by")) {
        return false;
    }
    let form = words[at].lower.as_ref();
    let past = form.ends_with("ed") || matches!(form, "stood" | "undertook");
    let third = form.ends_with('s') && !form.ends_with("ss");
    let last = &words[subject.head];
    let several = last.is(&["we", "i", "they", "you"])
        || last.lower.ends_with('s')
        || last.is(&["people", "police", "men", "women"]);
    if form.ends_with("ing") {
        be
    } else if past {
        !be && !bare
    } else if third {
        !be && !bare && !have
    } else {
        !be && (!have || form == "have") && (bare || several)
    }
}

fn is_predicate_of_holder(content: &Content, clause: &Clause, at: usize) -> bool {
    let Some(subject) = &clause.subject else { return false };
    // "It is against the law" says what is so, not what somebody wants.
    let fact = content.is(at, &["against"]) && content.is(subject.head, &["it", "that", "this"]);
    let linked = clause.has(content, &BE)
        || content.trees.is_some_and(|trees| {
            let token = content.words[clause.predicate].token;
            matches!(trees.relation(token), Relation::OpenClause | Relation::AdverbialClause)
        });
    linked && !fact && content.is_own(subject.head)
}

/// Reads the clause of a noun whose holder is the speaker: "our support for", "voiced concern about".
fn of_noun(content: &Content, head: usize) -> Option<Clause> {
    let trees = content.trees?;
    let token = content.words[head].token;
    if !matches!(trees.word(token).tag, Tag::Noun | Tag::Name) {
        return None;
    }
    let governing = trees.upwards(token).skip(1).find(|&at| trees.word(at).tag.is_verb() || trees.is_finite(at));
    let governing = governing.and_then(|at| content.word_of(at));
    let extent = trees.extent(token).end;
    let ends = vec![content.words.partition_point(|word| word.token < extent)];
    if let Some(holder) = trees.child(token, &[Relation::Possessive]) {
        let holder = content.word_of(holder)?;
        let own = content.is(holder, &["my", "our"]) && content.is_first_person(holder)
            || content.is(holder, &["his", "her", "its", "their"])
                && !content.is_first_person(holder)
                && !content.is_outlets()
            || !content.is(holder, &["my", "our", "his", "her", "its", "their", "your"]) && content.is_own(holder);
        // "Our commitment is about right" judges it; "abandon our commitment" gives it up.
        let is_subject = matches!(trees.relation(token), Relation::Subject | Relation::PassiveSubject);
        let gives_up = |clause: &Clause| {
            clause.is_unsure(content)
                || effect_of(&stem(&content.words[clause.predicate].lower)) == Some(Effect::Against)
                || entry_at(content.words, clause.predicate)
                    .is_some_and(|(_, entry)| entry.stance.side() == Some(Side::Against))
        };
        let undone = governing.is_some_and(|at| match Clause::of(content, at) {
            Some(clause) if is_subject => judgement::is_judged(content, &clause),
            Some(clause) => gives_up(&clause),
            None => false,
        });
        return (own && !undone).then(|| Clause { ends, predicate: head, ..Clause::default() });
    }
    let clause = Clause::of(content, governing?)?;
    let is_object = matches!(trees.relation(token), Relation::Object | Relation::Root | Relation::Conjunct);
    let utters = UTTERING.has(&content.words[clause.predicate]) && !clause.passive;
    let own = clause.is_of_speaker(content);
    let none = is_none(content, trees, token);
    (is_object && utters && own).then_some(Clause { negated: clause.negated != none, ends, predicate: head, ..clause })
}

/// "have no doubts about"
fn is_none(content: &Content, trees: &Trees, noun: usize) -> bool {
    trees.with(noun, &[Relation::Determiner]).any(|child| content.has_token(child, &["no"]))
}
