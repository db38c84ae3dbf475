//! What a position is on: the things that its words name, and what is to be done to each.
//!
//! **Finds** the verb, or the noun that names an act, and its object; the things alone where none is done. **Example**:
//! "bring down the company tax rate" is to bring down {the company tax rate}; "the sale of the ferry" is to sell {the
//! ferry}; "cut the levy and keep the ferry" are two objects. **Leaves alone** pronouns: what "it" is stands elsewhere.
//! **Known misses**: an act without an object that no list has ("to act").
//!
//! It goes by the trees where a model parsed the text, else by the tags.

use std::ops::Range;
use std::sync::LazyLock;

use crate::claim::{Object, Span, Strength};
use crate::lang::tag::Tag;
use crate::lexicon::{Effect, act_of, effect_of, kind_of_act, stem};
use crate::syntax::frame;
use crate::syntax::relation::Relation;
use crate::syntax::trees::Trees;

use super::super::words::Lexicon;
use super::content::Content;

/// Verbs that leave what is done to the next one: "seek to sell".
static SEEKING: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/seeking_verbs.txt")));
/// Verbs that promise no more than a look at what stands behind them.
static CONSIDERING: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::plain(include_str!("../lists/considering_verbs.txt")));
/// Nouns that leave what they are about to the phrase or the clause behind them: "the possibility of a toll", "the plan
/// to sell the ferry".
static LIGHT_NOUNS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/light_nouns.txt")));
/// Verbs for an act that needs no object.
pub(super) static LONE_ACTS: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::plain(include_str!("../lists/lone_acts.txt")));
/// Nouns for the time of a thing: who changes them puts off the thing.
static TIMES: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/times_of_things.txt")));
/// Prepositions with which a phrase says which thing is meant.
const TELLING: [&str; 9] = ["of", "on", "for", "to", "into", "about", "against", "between", "with"];
/// By the stems of their verbs, nouns for what becomes of who holds an office.
const LEAVING: [&str; 2] = ["resign", "dismiss"];
/// What a thing does that comes about or ends.
const HAPPENING: [&str; 15] = [
    "start",
    "starts",
    "begin",
    "begins",
    "commence",
    "commences",
    "resume",
    "reopen",
    "close",
    "end",
    "expire",
    "cease",
    "finish",
    "happen",
    "apply",
];
/// How many times a thing may be inside another one: "some of the plans for a sale of the port".
const DEEPEST: usize = 4;
/// The longest thing, in words.
const LONGEST: usize = 14;

/// What a position is on.
#[derive(Default)]
pub(super) struct Objects {
    pub all: Vec<Object>,
    /// How firmly one can bind oneself in these words: "consider a toll" promises no more than a look at it.
    pub at_most: Option<Strength>,
}

/// Reads what a position is on off the words at `about`, in which `act` begins behind a subject; where the words name a
/// thing alone, `done` is the verb of what is done to it ("the mine will be | *closed*").
pub(super) fn objects(content: &Content, about: Range<usize>, act: Range<usize>, done: Option<usize>) -> Objects {
    let mut found = Objects::default();
    match content.trees {
        Some(trees) => ObjectReader { content, trees, about, act }.add_all(done, &mut found),
        None => found.all.extend(by_tags(content, act)),
    }
    found
}

struct ObjectReader<'a> {
    content: &'a Content<'a>,
    trees: &'a Trees,
    about: Range<usize>,
    /// Where the act stands in it.
    act: Range<usize>,
}

impl ObjectReader<'_> {
    fn add_all(&self, done: Option<usize>, found: &mut Objects) {
        if let Some(done) = done {
            return self.add_act(self.content.words[done].token, false, found);
        }
        if let Some(object) = self.of_state() {
            return found.all.push(object);
        }
        let words = self.content.words.get(self.act.clone()).unwrap_or_default();
        let mut tokens: Vec<usize> = words.iter().map(|word| word.token).collect();
        tokens.dedup();
        let tops: Vec<usize> = tokens.iter().copied().filter(|&at| self.trees.is_top(at, &tokens)).collect();
        // "want | us *to cut* the levy"
        let open = |&&top: &&usize| {
            let hangs = [Relation::OpenClause, Relation::AdverbialClause, Relation::NounClause];
            let to = self.content.word_of(top).is_some_and(|at| at > 0 && self.content.is(at - 1, &["to"]));
            self.is_verb(top)
                && (self.trees.relation(top) == Relation::OpenClause || to && hangs.contains(&self.trees.relation(top)))
        };
        let first = |&&top: &&usize| self.is_verb(top) || self.trees.word(top).tag.is_nominal();
        match tops.iter().find(open).or_else(|| tops.iter().find(first)) {
            Some(&verb) if self.is_verb(verb) => self.add_act(verb, false, found),
            Some(&noun) => self.add_things(noun, found),
            None => {}
        }
    }

    /// Adds what the verb at a token and those joined to it are done to.
    fn add_act(&self, verb: usize, negated: bool, found: &mut Objects) {
        let negated = negated != self.is_negated(verb);
        let looks = self.content.has_token(verb, &["look", "looking"]);
        // "stop | selling arms"
        let stops = self.content.has_token(verb, &["stop", "stopping", "stopped", "cease", "ceasing", "quit"]);
        let considers = self.is_listed(verb, &CONSIDERING)
            && (!looks || self.content.word_of(verb).is_some_and(|at| self.content.is(at + 1, &["at", "into"])));
        if let Some(object) = self.of_result(verb, negated) {
            return found.all.push(object);
        }
        let inner = self.trees.child(verb, &[Relation::OpenClause, Relation::ClauseComplement]);
        let inner = inner.filter(|&inner| inner > verb && self.is_verb(inner) && self.holds(inner));
        let inner = inner.filter(|_| considers || stops || self.is_listed(verb, &SEEKING));
        let negated = negated != (stops && inner.is_some());
        if considers || inner.is_some() && !stops {
            let bound = if considers { Strength::Tentative } else { Strength::Planned };
            found.at_most = Some(found.at_most.map_or(bound, |other| other.min(bound)));
        }
        match inner {
            Some(inner) => self.add_act(inner, negated, found),
            None => found.all.extend(self.of_act(verb, negated, considers)),
        }
        let joined = |&other: &usize| self.is_verb(other) && self.holds(other) && self.trees.subject(other).is_none();
        for other in self.trees.with(verb, &[Relation::Conjunct]).filter(joined) {
            self.add_act(other, negated, found);
        }
    }

    /// Reads what is to be done to a thing without a word of who does it: "see | the mine | closed".
    fn of_result(&self, verb: usize, is_negated: bool) -> Option<Object> {
        let verb = Some(verb).filter(|&verb| self.content.has_token(verb, &["see", "have", "get", "want", "like"]))?;
        let tied = [Relation::OpenClause, Relation::ClauseComplement, Relation::Object];
        let participle =
            |&other: &usize| other > verb && self.trees.word(other).tag == Tag::PastParticiple && self.holds(other);
        let done = self.trees.with(verb, &tied).find(participle)?;
        let between = |&other: &usize| other > verb && other < done;
        let own = self.trees.subject(done).filter(between);
        let noun = own.or_else(|| self.trees.with(verb, &[Relation::Object]).find(between))?;
        let object = self.of_noun(noun)?;
        let at = self.content.word_of(done)?;
        let len = self.content.act_at(at).map_or(1, |(len, _)| len);
        let is_negated = is_negated != object.is_negated;
        Some(Object { act: self.content.span(at..at + len), is_negated, ..object })
    }

    /// Reads a thing that is to stay: "the mill | will remain | open", "the rebate stays *unchanged*".
    fn of_state(&self) -> Option<Object> {
        const SAME: [&str; 3] = ["unchanged", "untouched", "unaltered"];
        let at = self.about.clone().find(|&at| self.content.is(at, &["remain", "remains", "stay", "stays"]))?;
        let token = self.content.words[at].token;
        let subject = self.trees.upwards(token).take(2).find_map(|above| frame::subject(self.trees, above))?;
        let object = self.of_noun(subject).filter(|_| subject < token)?;
        let same = (at + 1..self.about.end).find(|&at| self.content.is(at, &SAME));
        let act = self.content.span(same.map_or(at..at + 1, |same| same..same + 1));
        Some(Object { act, ..object })
    }

    /// Reads what one verb is done to.
    fn of_act(&self, verb: usize, is_negated: bool, considers: bool) -> Option<Object> {
        let content = self.content;
        let at = content.word_of(verb)?;
        let len = content.act_at(at).map_or(1, |(len, _)| len);
        let mut end = (at + len).max(content.pieces(verb).end);
        // "turn back | the boats"
        let particle = self.trees.child(verb, &[Relation::VerbParticle]).and_then(|child| content.word_of(child));
        if particle == Some(end) {
            end += 1;
        }
        // "Walk out in the summer": the act is all that there is.
        let lone = LONE_ACTS.at(content.words, at).map(|(len, ())| at + len);
        if let Some(end) = lone.filter(|&end| end > at + 1 || self.is_lone(verb)) {
            return self.leaving(verb, end, is_negated).or_else(|| self.alone(verb, end, is_negated));
        }
        // "vote against | the bill"
        let votes = content
            .is(at, &["vote", "voting", "voted"])
            .then_some(at + 1)
            .filter(|&next| content.is(next, &["for", "against"]));
        let voted = |&noun: &usize| noun > verb && self.has_case(noun, &["for", "against"]);
        if let Some(side) = votes
            && let Some(noun) = self.trees.with(verb, &[Relation::Oblique]).find(voted)
        {
            let object = self.of_noun(noun)?;
            let is_negated = is_negated != (object.is_negated != content.is(side, &["against"]));
            return Some(Object { is_negated, ..object });
        }
        // "become a republic"
        let becomes = content.is(at, &["become", "becomes", "becoming"]);
        let what = |&noun: &usize| {
            noun > verb && self.holds(noun) && matches!(self.trees.word(noun).tag, Tag::Noun | Tag::Name)
        };
        if becomes && let Some(noun) = self.trees.children(verb).iter().copied().find(what) {
            return Some(Object { act: None, is_negated, ..self.of_noun(noun)? });
        }
        let Some(head) = self.patient(verb, end) else { return self.alone(verb, end, is_negated) };
        let object = self.of_noun(head)?;
        let thing = content.words.partition_point(|word| word.span.end <= object.thing.start);
        let act = match considers {
            true => object.act,
            // "extend the time for | the toll"
            false if object.act.is_none() && self.has_time(end..thing) => content.span(at..thing),
            false => content.span(at..end),
        };
        let is_negated = is_negated != object.is_negated;
        // "deliver | a tax cut", "lift | the ban on bags": what is done, or is not, is what the noun names.
        let lifts = content
            .is(at, &["lift", "lifting", "lifted", "ease", "easing", "relax", "relaxing", "reverse", "reversing"]);
        match content.act_at(at).filter(|_| object.act.is_some()) {
            _ if lifts && object.act.is_some() => Some(Object { is_negated: !is_negated, ..object }),
            Some((_, Effect::Against)) => Some(Object { is_negated: !is_negated, ..object }),
            Some((_, Effect::For)) => Some(Object { is_negated, ..object }),
            // "accept | the pay freeze"
            _ if object.act.is_some()
                && content.is(at, &["accept", "accepts", "accepted", "accepting", "take", "taking"]) =>
            {
                Some(Object { is_negated, ..object })
            }
            _ => Some(Object { act, is_negated, ..object }),
        }
    }

    /// Finds the noun that a verb is done to; the act ends before the word `end`.
    fn patient(&self, verb: usize, end: usize) -> Option<usize> {
        let trees = self.trees;
        let behind = |&noun: &usize| self.content.word_of(noun).is_some_and(|at| at >= end);
        let passive = trees.child(verb, &[Relation::PassiveAuxiliary, Relation::PassiveSubject]).is_some();
        if passive {
            return frame::subject(trees, verb);
        }
        if let Some(object) = trees.with(verb, &[Relation::Object]).find(behind) {
            return Some(object);
        }
        // "put an end to | the toll"
        let within = trees.with(verb, &[Relation::Object]).next();
        if let Some(noun) = within.and_then(|noun| trees.with(noun, &[Relation::NounModifier]).find(behind)) {
            return Some(noun);
        }
        // "the scheme that we will bring before the council"; "a toll is something that we will bring in"
        if trees.relation(verb) == Relation::RelativeClause {
            let relative = |&noun: &usize| self.content.has_token(noun, &["that", "which"]);
            let own = trees.subject(verb).is_some_and(|subject| !relative(&subject));
            if let Some(noun) = trees.head(verb).filter(|_| own) {
                let empty = self.content.has_token(noun, &["something", "thing", "one"]);
                return if empty { frame::subject(trees, noun).or(Some(noun)) } else { Some(noun) };
            }
        }
        // "The pension age will rise to 67": it is the age; "the toll will start on the first of May": it is the toll.
        if (self.changes_level(verb) || self.content.has_token(verb, &HAPPENING))
            && let Some(subject) = frame::subject(trees, verb).filter(|&subject| self.holds(subject) && subject < verb)
        {
            return Some(subject);
        }
        let phrase = |&noun: &usize| {
            let near = |cases: &[&str]| self.has_case(noun, cases);
            // "look at" a thing, not "meet at" a place.
            let at = near(&["at"]) && self.content.has_token(verb, &["look", "looking"]);
            // "bring in | a toll": what looks like a preposition is the verb's.
            let bare = trees.child(noun, &[Relation::Case]).is_none();
            // "stay at the club"
            let stays =
                near(&["at", "with"]) && self.content.has_token(verb, &["stay", "staying", "remain", "remaining"]);
            let named = bare || stays || near(&TELLING) || near(&["in", "towards", "from"]) || at;
            behind(&noun) && self.holds(noun) && !self.is_time(noun) && named
        };
        if let Some(noun) = trees.with(verb, &[Relation::Oblique, Relation::IndirectObject]).find(phrase) {
            return Some(noun);
        }
        frame::subject(trees, verb).filter(|&subject| self.holds(subject) && subject < verb)
    }

    /// Returns whether a verb says that something becomes more or less: "rise", "go down".
    fn changes_level(&self, verb: usize) -> bool {
        let at = self.content.word_of(verb);
        matches!(at.and_then(|at| self.content.act_at(at)), Some((_, Effect::Up | Effect::Down)))
    }

    /// Returns whether nothing stands behind a verb that it could be done to.
    fn is_lone(&self, verb: usize) -> bool {
        const SORRY: [&str; 6] = ["apologise", "apologising", "apologised", "apologize", "apologizing", "apologized"];
        if self.content.has_token(verb, &SORRY) {
            return true;
        }
        let thing = |&child: &usize| match self.trees.relation(child) {
            Relation::Object | Relation::IndirectObject => true,
            Relation::Oblique => {
                self.has_case(child, &TELLING) || self.has_case(child, &["in", "over"]) && !self.is_time(child)
            }
            _ => false,
        };
        !self.trees.children(verb).iter().any(thing)
    }

    /// Reads who is to go: "the harbour master | should resign".
    fn leaving(&self, verb: usize, end: usize, is_negated: bool) -> Option<Object> {
        let at = self.content.word_of(verb)?;
        // "ask | the minister to resign"
        let asked = || {
            let head = self.trees.head(verb)?;
            let noun = self.trees.word(head).tag.is_nominal().then_some(head);
            noun.or_else(|| self.trees.child(head, &[Relation::Object, Relation::IndirectObject, Relation::Oblique]))
        };
        let mut near = [frame::subject(self.trees, verb), asked()].into_iter().flatten();
        let subject = near.find(|&subject| self.holds(subject) && subject < verb)?;
        let verbs: Vec<String> = self.content.words.get(at..end)?.iter().map(|word| stem(&word.lower)).collect();
        kind_of_act(&verbs.join(" ")).filter(|kind| kind.verb == stem("resign"))?;
        let object = self.of_noun(subject)?;
        Some(Object { act: self.content.span(at..end), is_negated: is_negated != object.is_negated, ..object })
    }

    /// Reads an act that is done to nothing: "resign", "strike". It is what the position is on.
    fn alone(&self, verb: usize, end: usize, is_negated: bool) -> Option<Object> {
        let at = self.content.word_of(verb)?;
        LONE_ACTS.at(self.content.words, at)?;
        let tells = [Relation::OpenClause, Relation::ClauseComplement, Relation::Object];
        let bare = !self.trees.with(verb, &tells).any(|child| child > verb);
        let thing = self.content.span(at..end).filter(|_| bare)?;
        let head = self.content.token_span(at);
        Some(Object { act: Some(thing), thing, head, is_negated, is_narrowed: false, is_name: false })
    }

    /// Adds the things that a noun and those joined to it name.
    fn add_things(&self, noun: usize, found: &mut Objects) {
        if self.trees.child(noun, &[Relation::Copula]).is_some_and(|copula| self.holds(copula)) {
            // "A levy | will be part of our plan": there is to be one.
            let subject = self.trees.subject(noun).filter(|&subject| self.holds(subject) && subject < noun);
            if let Some(subject) = subject.filter(|_| self.content.has_token(noun, &["part", "feature"])) {
                found.all.extend(self.of_noun(subject));
            }
            return;
        }
        // "the plan | to sell the ferry"
        let clause = self.trees.child(noun, &[Relation::NounClause, Relation::AdverbialClause]);
        let verb = clause.filter(|&clause| self.is_verb(clause) && self.holds(clause));
        if let Some(verb) = verb.filter(|_| self.is_listed(noun, &LIGHT_NOUNS)) {
            return self.add_act(verb, false, found);
        }
        found.all.extend(self.of_noun(noun));
        for other in self.trees.with(noun, &[Relation::Conjunct]).filter(|&other| self.holds(other)) {
            found.all.extend(self.of_noun(other));
        }
    }

    /// Reads the thing that a noun names, and the act where it names one: "the sale of | the ferry", "a tax | cut".
    fn of_noun(&self, noun: usize) -> Option<Object> {
        self.of_noun_within(noun, DEEPEST)
    }

    /// As [`Self::of_noun`], of phrases that are so many times inside one another at the most.
    fn of_noun_within(&self, noun: usize, depth: usize) -> Option<Object> {
        let (content, trees) = (self.content, self.trees);
        let inside = |inner: usize| self.of_noun_within(inner, depth.checked_sub(1)?);
        let nominal = [Tag::Noun, Tag::Name, Tag::Ing, Tag::Adjective, Tag::Number, Tag::Determiner];
        if !nominal.contains(&trees.word(noun).tag) && !self.is_listed(noun, &LIGHT_NOUNS) {
            return None;
        }
        let at = content.word_of(noun)?;
        let phrase = |words: &[&str]| {
            trees
                .with(noun, &[Relation::NounModifier, Relation::Oblique])
                .find(|&other| other > noun && self.has_case(other, words))
        };
        let is_light = self.is_listed(noun, &LIGHT_NOUNS) || self.is_listed(noun, &TIMES);
        // "a bill on | the levy"
        let lays_down = content.is(at, &["bill", "legislation", "laws"]);
        let of: &[&str] = if lays_down { &["for", "on"] } else { &["of", "for"] };
        if let Some(inner) = phrase(of).filter(|_| is_light) {
            let object = inside(inner)?;
            // "most of | the tolls": the words before say how many.
            let parts = content.is(at, &["some", "most", "many", "all", "part", "parts"]);
            let thing = if parts { content.words[at].span.join(object.thing) } else { object.thing };
            return Some(Object { thing, ..object });
        }
        if let Some(object) = self.of_amount(noun, depth) {
            return Some(object);
        }
        // "the harbour master, | Orla Finch"
        let name = |&other: &usize| trees.word(other).tag == Tag::Name && other > noun;
        let named = trees.with(noun, &[Relation::Apposition]).find(name);
        if let Some(name) = named.filter(|&name| content.word_of(name).is_some_and(|at| self.about.contains(&at))) {
            return inside(name);
        }
        let words = self.phrase(noun)?;
        // "no jobs": who says that none will be lost will not lose them.
        let none = words.len() > 1 && self.content.is(words.start, &["no"]);
        let is_negated = none && self.about.contains(&words.start);
        let words = words.start + usize::from(none)..words.end;
        let object = |words: Range<usize>, head: usize, act: Option<Span>| {
            let own = |at: &usize| content.words[*at].is_letters();
            Some(Object {
                act,
                thing: content.span(words.clone())?,
                head: content.token_span(head),
                is_negated,
                is_narrowed: self.is_narrowed(noun),
                is_name: words.clone().filter(own).all(|at| matches!(content.tag(at), Tag::Name | Tag::Determiner)),
            })
        };
        if act_of(&stem(&content.words[at].lower)).is_some() {
            let near = || self.beside(words.end).filter(|&inner| self.has_case(inner, &["of", "in", "on", "for"]));
            // "grain exports to Ostland": the goods, not the goal.
            let goods = || trees.with(noun, &[Relation::Compound]).any(|other| other < noun);
            let done_to: &[&str] = if goods() { &["of", "on"] } else { &["of", "to", "in", "on", "for"] };
            // "the minister's resignation"
            let leaves = act_of(&stem(&content.words[at].lower)).is_some_and(|verb| LEAVING.contains(&verb));
            let owner = trees.child(noun, &[Relation::Possessive]).filter(|_| leaves);
            if let Some(leaver) = owner.and_then(inside) {
                return Some(Object { act: Some(content.words[at].span), ..leaver });
            }
            if let Some(inner) = phrase(done_to).or_else(near) {
                let thing = inside(inner)?;
                if thing.act.is_some() {
                    // "the ban on | cattle exports"
                    let verb = act_of(&stem(&content.words[at].lower));
                    let against = verb.and_then(effect_of) == Some(Effect::Against);
                    return against.then_some(Object { is_negated: !thing.is_negated, ..thing });
                }
                let start = trees.child(inner, &[Relation::Case]).and_then(|case| content.word_of(case))?;
                return Some(Object { act: content.span(at..start + 1), ..thing });
            }
            // "a tax cut"
            let parts =
                |&other: &usize| other < noun && self.content.word_of(other).is_some_and(|at| at >= words.start);
            let inner = trees.with(noun, &[Relation::Compound]).filter(parts).last();
            if let Some(inner) = inner.and_then(|inner| content.word_of(inner)) {
                return object(words.start..inner + 1, inner, Some(content.words[at].span));
            }
        }
        let telling = |&other: &usize| !self.has_case(other, &["in"]);
        let end = self
            .beside(words.end)
            .filter(telling)
            .and_then(|other| self.phrase(other))
            .map_or(words.end, |other| other.end);
        object(words.start..end.max(words.end), at, None)
    }

    /// Reads what a sum is for: "20 million on | the port".
    fn of_amount(&self, noun: usize, depth: usize) -> Option<Object> {
        const SCALES: [&str; 10] =
            ["million", "millions", "billion", "billions", "trillion", "dollars", "pounds", "euros", "percent", "cent"];
        let is_amount =
            matches!(self.trees.word(noun).tag, Tag::Number | Tag::Symbol) || self.content.has_token(noun, &SCALES);
        let on = |&other: &usize| other > noun && self.has_case(other, &["on", "for", "into", "to", "towards"]);
        let verb = self.trees.head(noun).filter(|_| is_amount)?;
        let tied = [Relation::NounModifier, Relation::Oblique];
        let inner = self.trees.with(noun, &tied).chain(self.trees.with(verb, &tied)).find(on);
        let inner = inner.filter(|&inner| self.holds(inner) && !self.is_time(inner))?;
        let object = self.of_noun_within(inner, depth.checked_sub(1)?)?;
        let start = self.phrase(noun)?.start;
        Some(Object { act: None, thing: self.content.words[start].span.join(object.thing), ..object })
    }

    /// Returns the words of a noun's phrase, without the clauses and the loose phrases that hang on it.
    fn phrase(&self, noun: usize) -> Option<Range<usize>> {
        let stops = |word: usize| match self.trees.relation(word) {
            Relation::NounModifier => !self.has_case(word, &TELLING),
            Relation::Possessive
            | Relation::Adjective
            | Relation::Compound
            | Relation::Flat
            | Relation::Number
            | Relation::Determiner
            | Relation::PreDeterminer
            | Relation::Description
            | Relation::Case
            | Relation::Fixed
            | Relation::BareNounModifier
            | Relation::GoesWith => false,
            Relation::Adverb => word > noun,
            _ => true,
        };
        let tokens = self.trees.below(noun, stops);
        let case = |&&token: &&usize| {
            let hangs = self.trees.head(token) == Some(noun);
            !(hangs && matches!(self.trees.relation(token), Relation::Case))
        };
        let words: Vec<usize> = tokens.iter().filter(case).filter_map(|&token| self.content.word_of(token)).collect();
        let at = self.content.word_of(noun)?;
        let start = words.first().copied()?.max(at.saturating_sub(LONGEST));
        let end = self.content.pieces(self.content.words[*words.last()?].token).end.min(at + LONGEST);
        Some(start..end.max(at + 1))
    }

    /// Finds the noun whose phrase begins at `end` and may belong to the one before, though it hangs from the verb:
    /// "impose a tax | on carbon".
    fn beside(&self, end: usize) -> Option<usize> {
        const TIES: [&str; 16] = [
            "talks",
            "negotiations",
            "deal",
            "deals",
            "agreement",
            "treaty",
            "pact",
            "merger",
            "alliance",
            "coalition",
            "war",
            "ties",
            "relations",
            "contract",
            "dialogue",
            "cooperation",
        ];
        let ties = || self.content.is(end, &["with"]) && end > 0 && self.content.is(end - 1, &TIES);
        let joins = self.content.is(end, &["of", "on", "for", "into", "about", "in"]) || ties();
        let joins = joins && self.about.contains(&end);
        let case = self.content.words.get(end).filter(|_| joins)?.token;
        let noun = self.trees.head(case).filter(|_| self.trees.relation(case) == Relation::Case)?;
        let names = self.trees.relation(noun) == Relation::Oblique
            && matches!(self.trees.word(noun).tag, Tag::Noun | Tag::Name)
            && self.holds(noun)
            && !self.is_time(noun);
        names.then_some(noun)
    }

    /// Returns whether a noun stands in a date.
    fn is_time(&self, noun: usize) -> bool {
        const UNITS: [&str; 8] = ["day", "week", "weeks", "month", "months", "year", "years", "term"];
        let Some(at) = self.content.word_of(noun) else { return false };
        self.content.is(at, &UNITS) || self.content.days().iter().any(|date| date.words.contains(&at))
    }

    /// Returns whether more than its own phrase says which thing a noun means.
    fn is_narrowed(&self, noun: usize) -> bool {
        let trees = self.trees;
        let clause = |&child: &usize| match trees.relation(child) {
            // "the cut that we wanted to give" is the one that is known.
            Relation::RelativeClause => {
                !trees.subject(child).is_some_and(|subject| self.content.has_token(subject, &["we", "i"]))
            }
            Relation::NounClause => true,
            // "no new tax under any government I lead" is no new tax.
            Relation::NounModifier => {
                let rule = self.content.has_token(child, &["government", "administration", "leadership", "watch"]);
                !(self.has_case(child, &TELLING) || rule && self.has_case(child, &["under", "on"]))
            }
            _ => false,
        };
        trees.children(noun).iter().any(|child| *child > noun && clause(child))
    }

    fn has_case(&self, noun: usize, cases: &[&str]) -> bool {
        self.trees.with(noun, &[Relation::Case]).any(|case| self.content.has_token(case, cases))
    }

    fn has_time(&self, mut words: Range<usize>) -> bool {
        words.any(|at| self.content.words.get(at).is_some_and(|word| TIMES.has(word)))
    }

    /// Returns whether "not" or "never" hangs from a verb inside the words for the act: "decided to | not proceed".
    fn is_negated(&self, verb: usize) -> bool {
        let inside = |child: usize| self.content.word_of(child).is_some_and(|at| self.act.contains(&at));
        let not = |&child: &usize| {
            inside(child) && self.content.has_token(child, &["not", "never"]) && {
                let after = self.content.word_of(child).map_or(0, |at| at + 1);
                !self.content.is(after, &["only", "just", "merely", "simply"])
            }
        };
        self.trees.children(verb).iter().any(not)
    }

    fn is_listed(&self, token: usize, list: &Lexicon<()>) -> bool {
        self.content.word_of(token).is_some_and(|at| list.has(&self.content.words[at]))
    }

    fn is_verb(&self, token: usize) -> bool {
        self.trees.word(token).tag.is_verb()
    }

    /// Returns whether a token is among the words that the position is about.
    fn holds(&self, token: usize) -> bool {
        self.content.word_of(token).is_some_and(|at| self.about.contains(&at))
    }
}

/// Reads the first act and its object, or the first thing, where no tree tells more.
fn by_tags(content: &Content, about: Range<usize>) -> Option<Object> {
    let skipped = |at: &usize| content.is(*at, &["to"]) || content.tag(*at) == Tag::Adverb;
    let is_negated = about.clone().take_while(skipped).any(|at| content.is(at, &["not", "never"]));
    let first = about.clone().find(|at| !skipped(at))?;
    let len = content.act_at(first).map_or(1, |(len, _)| len);
    let acts = content.tag(first).is_verb();
    let from = if acts { first + len } else { first };
    let begins =
        |at: &usize| matches!(content.tag(*at), Tag::Determiner | Tag::Adjective | Tag::Noun | Tag::Name | Tag::Number);
    let start = (from..about.end).find(begins)?;
    let inside =
        |at: &usize| begins(at) || content.is(*at, &["of", "on", "for", "to"]) || content.words[*at].is_hyphen();
    let nominal = |at: &usize| matches!(content.tag(*at), Tag::Noun | Tag::Name);
    let last = (start..about.end).take_while(inside).filter(nominal).last()?;
    let link = (start..=last).find(|&at| content.is(at, &["of", "on", "for", "to"])).unwrap_or(last + 1);
    let head = (start..link).filter(nominal).last()?;
    Some(Object {
        act: acts.then(|| content.span(first..first + len)).flatten(),
        thing: content.span(start..last + 1)?,
        head: content.token_span(head),
        is_negated,
        is_narrowed: false,
        is_name: (start..=last).all(|at| matches!(content.tag(at), Tag::Name | Tag::Determiner)),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::of_speech;
    use crate::claim::Object;
    use crate::extract::Method;

    /// Reads what the positions of a speaker's words are on, each as "act | thing | head", "not " before an act that
    /// is not to be done.
    fn objects(body: &str, method: Method) -> Vec<String> {
        let told = |object: &Object| {
            let act = object.act.map_or("", |act| act.of(body));
            let not = if object.is_negated { "not " } else { "" };
            format!("{not}{act} | {} | {}", object.thing.of(body), object.head.of(body))
        };
        of_speech(body, method).iter().flat_map(|position| &position.objects).map(told).collect()
    }

    #[track_caller]
    fn check(body: &str, expected: &[&str]) {
        assert_eq!(objects(body, Method::Accurate), expected, "{body}");
    }

    #[test]
    fn acts_have_objects() {
        check("We will also bring down the ferry fare for pupils.", &["bring down | the ferry fare for pupils | fare"]);
        check("We have decided to not proceed with the harbour toll.", &["not proceed with | the harbour toll | toll"]);
        check("The old mill will be closed by June.", &["closed | The old mill | mill"]);
        check("We will cut the levy and keep the ferry.", &["cut | the levy | levy", "keep | the ferry | ferry"]);
        check("We will put an end to the harbour toll.", &["put an end to | the harbour toll | toll"]);
        check("Selling water to Norland is wrong.", &["Selling | water | water"]);
        check("We will seek to repeal the harbour act.", &["repeal | the harbour act | act"]);
    }

    #[test]
    fn nouns_name_acts() {
        check("I oppose the sale of the ferry line.", &["sale of | the ferry line | line"]);
        check("We will deliver a payroll tax cut.", &["cut | a payroll tax | tax"]);
        check("There will be no cuts to school meals.", &["cuts to | school meals | meals"]);
        check("I oppose the plan to sell the ferry line.", &["sell | the ferry line | line"]);
    }

    #[test]
    fn things_are_named_whole() {
        check("I support an inquiry into the harbour board.", &[" | an inquiry into the harbour board | inquiry"]);
        check("I support a bill that ends the toll.", &[" | a bill | bill"]);
        check("The ferry co-payment is dead.", &[" | The ferry co-payment | co-payment"]);
        check("We will not do it.", &[]);
    }

    #[test]
    fn without_trees_the_tags_tell() {
        let read = |body: &str| objects(body, Method::Rules);
        assert_eq!(
            read("\u{201c}We will cut the harbour toll,\u{201d} Ida Korvel said."),
            ["cut | the harbour toll | toll"]
        );
    }
}
