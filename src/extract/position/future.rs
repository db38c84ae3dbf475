//! What will be: promised by who can bring it about ("we will cut rents"), foreseen by others ("it will cost jobs").

use std::sync::LazyLock;

use crate::claim::{ClaimKind, Position, Side, Stance, Strength};
use crate::lang::tag::Tag;
use crate::lexicon::{COLLECTIVES, Effect, OFFICES};
use crate::reading::EntityKind;
use crate::syntax::relation::Relation;

use super::super::words::{Lexicon, Shape};
use super::clause::Clause;
use super::content::Content;
use super::judgement;
use super::object::LONE_ACTS;
use super::stance;
use super::topic::{openers_at, topic};

/// Words by which somebody foresees what he does not bring about.
const FORESEEING: [&str; 14] = [
    "confident",
    "hope",
    "hopes",
    "hoped",
    "hopeful",
    "expect",
    "expects",
    "expected",
    "fear",
    "fears",
    "feared",
    "optimistic",
    "predict",
    "predicted",
];

/// Verbs by which an office says what will be for others: "families will receive".
static PROVIDED: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/provided_verbs.txt")));
static NO_PROMISE: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::plain(include_str!("../lists/no_promise_verbs.txt")));

/// Reads the promise or forecast at `at`: with it, where its words end.
pub(super) fn read(content: &Content, at: usize) -> Option<(usize, Position)> {
    bare_refusal(content, at).or_else(|| possible(content, at)).or_else(|| foretold(content, at))
}

/// "We will cut rents", "it is going to cost jobs".
fn foretold(content: &Content, at: usize) -> Option<(usize, Position)> {
    let retold = content.is_retold(at);
    // "Vote for them and there will be a toll": what others would do.
    let others = (at.saturating_sub(12)..at)
        .any(|before| content.one_sentence(before, at) && content.is(before, &["vote", "elect", "re-elect"]));
    if others {
        return None;
    }
    // "Under no circumstances would we sell it"
    let inverted = content.is(at + 1, &["i", "we"]);
    let in_front =
        || (at.saturating_sub(5)..at).any(|no| content.one_sentence(no, at) && content.is(no, &["no", "never"]));
    let never = content.is(at, &["would", "'d"]) && content.is(at + 1, &["never"]) && !content.is(at + 2, &["have"]);
    let would = content.is(at, &["would"]) && (retold || inverted && in_front()) || never;
    let will = content.is(at, &["will", "shall"]) || would;
    let going = content.is(at, &["going"]) && content.is(at + 1, &["to"]) && at > 0;
    let due = is_due(content, at);
    if !will && !going && !due {
        return None;
    }
    let from = at + 1 + usize::from(going || inverted || due);
    // "Under no circumstances will | the mill | close": the subject stands between.
    let (verb, predicate) = match behind_subject(content, at).filter(|_| will && in_front()) {
        Some(verb) => (verb, verb),
        None => verb_from(content, from)?,
    };
    // "would have to": what others make necessary.
    if content.is(verb, &["have"]) && content.is(verb + 1, &["to"]) {
        return None;
    }
    let clause = Clause::of(content, predicate)?;
    if going && !has_be(content, &clause, at) || clause.has(content, &["would"]) && clause.condition.is_some() {
        return None;
    }
    // "will be gone", "will be a disaster": the judgement says more.
    if judgement::is_judged(content, &clause) {
        return None;
    }
    let subject = clause.subject.as_ref()?;
    // "There will be no toll"
    if content.is(subject.head, &["there"]) || there(content, at) {
        return of_being(content, at, &clause);
    }
    if content.is(subject.head, &["you"]) {
        return None;
    }
    let tells = stance::entry_at(content.words, verb).is_some() && stance::read(content, verb).is_some();
    if tells {
        return None;
    }
    let own = content.is_own(subject.head);
    let body = content.is_own_body(subject.head);
    let does = is_done(content, &clause, verb);
    // What is announced is brought about by who announces it.
    let announced = clause.passive && does && !content.is(verb, &["gone"]);
    // What a minister says that the country will do is as good as promised; so is what a release says will be.
    let official = retold && content.is_official() && does && is_place_or_body(content, subject.head);
    let stated = content.is_official_text()
        && is_nominal(content, &clause)
        && (content.tag(verb) != Tag::Adposition || (verb..=predicate).any(|at| content.tag(at) == Tag::Number))
        && whole_subject(content, subject.head);
    // "Families will receive a boost", a minister's release says.
    // "I will come back to you on that" promises nothing.
    let idle = content.is(subject.head, &["i", "we"]) && NO_PROMISE.at(content.words, verb).is_some();
    let gives = PROVIDED.has(&content.words[verb]) && !idle;
    let provided = content.is_official_text() && !clause.negated && gives;
    let promised = content.said_with(&[
        "announced",
        "announce",
        "announces",
        "announcing",
        "confirmed",
        "promised",
        "pledged",
        "vowed",
    ]);
    // "The measure will not proceed"
    let ends = clause.negated && content.said.is_own_text && content.is(verb, &["proceed", "happen", "go", "occur"]);
    // "This budget will raise the levy"
    let instrument = content.is_official_text()
        && does
        && content.is(subject.words.start, &["this", "our", "the", "my"])
        && content.is(subject.head, &["budget", "bill", "package", "legislation", "reform", "reforms", "law"])
        && content.acts(verb);
    // "Our troops will stay"
    let theirs = content.is(subject.words.start, &["his", "her", "its"]) && retold;
    let ours = (content.is(subject.words.start, &["our", "my"]) && content.said.is_own_text || theirs)
        && content.is_official()
        && does
        && (content.acts(verb) || content.is(verb, &["stay", "staying", "remain", "remaining", "leave", "come"]));
    // "No pupil will lose a place"
    let spared =
        (clause.nobody && !clause.negated || clause.negated && in_front()) && content.is_official_text() && does;
    // "The glacier will be gone, its authors said": who speaks for a thing does not bring about all that becomes of it.
    let spoken_for = own && content.tag(subject.head) == Tag::Noun && !body && !content.has_object(verb);
    let told = spoken_for && !content.acts(verb) && !PROVIDED.has(&content.words[verb]);
    let promises = ends
        || spared
        || ours
        || instrument
        || own && does && !told
        || announced
        || body && content.said.is_own_text && does
        || official
        || stated
        || provided
        || promised && does;
    // "No jobs would be cut": nobody's is as good as not.
    let stance = match (promises, clause.negated != clause.nobody) {
        (true, false) => Stance::Commit,
        (true, true) => Stance::Refuse,
        (false, false) => Stance::Expect,
        (false, true) => Stance::Doubt,
    };
    if own && !promises && content.is(subject.head, &["i", "we"]) {
        return None;
    }
    // "The wing will open, its director said": he speaks for it, and is not it.
    let whole = whole_subject(content, subject.head) && (!own || spoken_for);
    let behind = topic(content, verb, clause.limit(content, verb))?;
    // "No pupil will lose a place": the stance says that it will not be.
    let none = clause.nobody && content.is(subject.words.start, &["no"]) && subject.words.len() > 1;
    let named = subject.words.start + usize::from(none)..subject.words.end;
    let about = match whole {
        true if clause.passive || ends => named.clone(),
        true => named.start..behind.end,
        false => behind.clone(),
    };
    // "The country would end the emergency": the act stands behind its subject.
    let act = if whole && !clause.passive { verb..behind.end.max(verb + 1) } else { about.clone() };
    let strength = if promises { Strength::Firm } else { Strength::Tentative };
    // "will no longer proceed"
    let last = match (ends, clause.negated) {
        (true, _) => verb,
        (false, true) => (verb - 1).max(from - 1),
        (false, false) => from - 1,
    };
    let cue = content.words[at].span.join(content.words[last.max(at)].span);
    let mut position = content.position_on(stance, about, act, cue, strength, &clause)?;
    // "The mill will close": what ends is what the words begin with.
    let over = matches!(content.act_at(verb), Some((_, Effect::Against))) && !content.has_object(verb);
    if whole && over && !clause.passive && behind.end == verb + 1 {
        position.side = position.side.map(Side::turned);
    }
    Some((last.max(at) + 1, position))
}

/// Finds the verb of which an auxiliary stands before the subject: "never again will *the mill* close".
fn behind_subject(content: &Content, at: usize) -> Option<usize> {
    let trees = content.trees?;
    let verb = trees.head(content.words[at].token)?;
    let subject = trees.subject(verb).and_then(|subject| content.word_of(subject))?;
    let verb = content.word_of(verb)?;
    (at < subject && subject < verb && content.tag(subject) != Tag::Pronoun).then_some(verb)
}

/// Returns whether a "be" before "to" tells what is settled: "the bank is to close forty branches". What an aim is to do
/// says no more than that it is one.
fn is_due(content: &Content, at: usize) -> bool {
    let be = content.is(at, &["is", "are"]) && content.is(at + 1, &["to"]) && content.tag(at + 2) == Tag::BareVerb;
    let Some(before) = at.checked_sub(1).filter(|_| be) else { return false };
    let acts = content.tag(before) == Tag::Name
        || content.is(before, &["he", "she", "they", "we"])
        || COLLECTIVES.has(content.words[before].bare())
        || OFFICES.has(content.words[before].bare());
    let passive = content.is(at + 2, &["be"]) && content.tag(before) == Tag::Noun;
    // "What we have to do is to be heard"
    let set_apart = (at.saturating_sub(10)..at)
        .any(|other| content.one_sentence(other, at) && content.is(other, &["what", "all", "how", "where", "if"]));
    (acts || passive) && !set_apart
}

/// "No new taxes.": an answer without a verb.
fn bare_refusal(content: &Content, at: usize) -> Option<(usize, Position)> {
    let words = content.words;
    let trees = content.trees?;
    if !content.is(at, &["no"]) || !content.is_first_person(at) || content.asks(at) {
        return None;
    }
    let start = (0..=at).rev().take_while(|&other| content.one_sentence(other, at)).last()?;
    let end = (at..words.len()).take_while(|&other| content.one_sentence(other, at)).last()? + 1;
    // "No cuts to schools, no change to pensions": one after the other.
    let last = |before: usize| matches!(words[before].text, "," | ";") || content.is(before, &["and"]);
    let first = (start..at).find(|&before| content.tag(before) != Tag::Adverb);
    let listed = first.is_some_and(|first| content.is(first, &["no"])) && last(at - 1);
    let adverbs = first.is_none() || listed;
    let next = (at + 2..end).find(|&other| content.is(other, &["no"]) && last(other - 1));
    let stop = next.map_or(end, |next| next - 1);
    let verbless = (start..end).all(|word| !content.tag(word).is_finite() && !content.tag(word).is_verb());
    let noun = (at + 1..end).find(|&word| matches!(content.tag(word), Tag::Noun | Tag::Name))?;
    let root = trees.upwards(words[noun].token).last()?;
    let says = adverbs && verbless && stop - at > 2 && (listed || content.word_of(root).is_some_and(|root| root > at));
    if !says {
        return None;
    }
    let about = topic(content, at + 1, stop)?;
    Some((stop, content.position(Stance::Refuse, about, words[at].span, Strength::Firm, &Clause::default())?))
}

/// "We may build a bridge": what the speaker leaves open.
fn possible(content: &Content, at: usize) -> Option<(usize, Position)> {
    if !content.is(at, &["may", "might", "could"]) {
        return None;
    }
    let (verb, predicate) = verb_from(content, at + 1)?;
    let clause = Clause::of(content, predicate)?;
    let subject = clause.subject.as_ref()?;
    let own = content.is(subject.head, &["i", "we", "he", "she"]) || content.is_own_body(subject.head);
    // "The pickers may strike": their leader leaves it open.
    let alone = LONE_ACTS.at(content.words, verb).is_some() && whole_subject(content, subject.head);
    let acts = content.acts(verb) && content.is_own(subject.head);
    if clause.passive
        && content.is_official()
        && content.acts(verb)
        && !clause.negated
        && whole_subject(content, subject.head)
    {
        // "Some branches may be closed", who runs them says.
        let cue = content.words[at].span.join(content.words[verb - 1].span);
        let about = subject.words.clone();
        return Some((verb, content.position(Stance::Open, about, cue, Strength::Tentative, &clause)?));
    }
    if !(own && acts || alone) || clause.passive || clause.negated {
        return None;
    }
    let about = topic(content, verb, clause.limit(content, verb))?;
    let cue = content.words[at].span.join(content.words[verb - 1].span);
    Some((verb, content.position(Stance::Open, about, cue, Strength::Tentative, &clause)?))
}

/// Returns whether a "there" stands before the words that tell the future.
fn there(content: &Content, at: usize) -> bool {
    (at.saturating_sub(3)..at).any(|at| content.is(at, &["there"]))
}

fn whole_subject(content: &Content, head: usize) -> bool {
    !content.is(head, &["it", "this", "that", "they", "he", "she", "these", "those"])
}

/// Returns whether a clause says what a thing is, by a noun or number: "will be a levy", "will be at 3 per cent".
fn is_nominal(content: &Content, clause: &Clause) -> bool {
    content.has_copula(clause.predicate)
        && matches!(content.tag(clause.predicate), Tag::Noun | Tag::Number | Tag::Symbol | Tag::Name)
}

/// Returns whether a subject is a country, a city or a body.
fn is_place_or_body(content: &Content, head: usize) -> bool {
    content.is_own_body(head)
        || content.kind_of(head).is_some_and(|kind| matches!(kind, EntityKind::Place | EntityKind::Organization))
}

/// "There will be no toll", "there is going to be an inquiry".
fn of_being(content: &Content, at: usize, clause: &Clause) -> Option<(usize, Position)> {
    let be = (at..content.words.len().min(at + 5)).find(|&at| content.is(at, &["be"]))?;
    let no = content.is(be + 1, &["no"]);
    let own = content.said.kind != ClaimKind::Fact;
    // "I am confident that there will be no shortage" foresees.
    let foresees = content.said_with(&FORESEEING)
        || (at.saturating_sub(30)..at).any(|other| content.one_sentence(other, at) && content.is(other, &FORESEEING));
    let within = (at.saturating_sub(12)..at).filter(|&other| content.one_sentence(other, at));
    let doubts = within.clone().any(|other| content.is(other, &["unlikely", "doubtful", "improbable"]));
    let likely = within.clone().any(|other| content.is(other, &["likely", "probable"]));
    let stance = match (own, no != clause.negated) {
        (true, false) if doubts => Stance::Doubt,
        (true, _) if doubts || foresees || likely => Stance::Expect,
        (true, true) => Stance::Refuse,
        (true, false) => Stance::Commit,
        (false, _) => return None,
    };
    let end = be + 1 + usize::from(no);
    let about = topic(content, end, clause.limit(content, end))?;
    let start = (at.saturating_sub(3)..at).find(|&at| content.is(at, &["there"])).unwrap_or(at);
    let cue = content.words[start].span.join(content.words[end - 1].span);
    Some((end, content.position(stance, about, cue, Strength::Firm, clause)?))
}

/// Returns whether "going to" stands behind a "be": not "the money going to schools".
fn has_be(content: &Content, clause: &Clause, at: usize) -> bool {
    const BE: [&str; 8] = ["is", "are", "am", "was", "were", "'s", "'re", "be"];
    let near = (at.saturating_sub(5)..at).any(|at| content.is(at, &BE));
    near && clause.subject.is_some()
}

/// Finds the verb behind "will", and the word that heads its clause.
pub(super) fn verb_from(content: &Content, from: usize) -> Option<(usize, usize)> {
    let steps = |at: &usize| {
        content.tag(*at) == Tag::Adverb
            || content.is(*at, &["not", "never", "also", "be", "been", "always", "being"])
            || content.is(*at, &["have"]) && content.tag(*at) != Tag::BareVerb
            || content.is(*at, &["and"]) && content.tag(at + 1) == Tag::Adverb
            || matches!(content.words[*at].text, "," | "-")
            || content.words[*at].shape == Shape::Quote
    };
    let mut verb = from;
    while verb < content.words.len().min(from + 8) {
        // "will be | in due course | bringing"
        let len = openers_at(content, verb).filter(|_| verb > from).or_else(|| steps(&verb).then_some(1));
        let Some(len) = len else { break };
        verb += len;
    }
    if verb >= content.words.len().min(from + 8) || !content.words[verb].is_letters() {
        return None;
    }
    let Some(trees) = content.trees else { return Some((verb, verb)) };
    let token = content.words[verb].token;
    let head = trees.upwards(token).find(|&at| {
        trees.word(at).tag.is_verb() || trees.child(at, &[Relation::Copula, Relation::Expletive]).is_some()
    });
    let head = head.and_then(|head| content.word_of(head)).unwrap_or(verb);
    Some((verb, head))
}

/// Returns whether a clause tells of something that somebody does, and of nothing that happens to him.
fn is_done(content: &Content, clause: &Clause, verb: usize) -> bool {
    let verbal = content.tag(clause.predicate).is_verb() || content.tag(verb).is_verb();
    verbal
        && !content.has_copula(clause.predicate)
        && NO_PROMISE.at(content.words, verb).is_none()
        && !matches!(content.tag(verb), Tag::Adverb | Tag::Adposition)
}
