//! Two commitments, the earlier one first → whether they are about the same, and whether the later one turns, weakens,
//! strengthens or moves it.
//!
//! **Finds** the same act on the same thing, once for and once against; firm and open; another date, another figure; a
//! condition that came; a part where all was meant; a thing put off; what is foreseen though it was refused; and what
//! is cut, sold or sent away though it was to stay. **Leaves alone** two refusals ("not cut" and "not raise"), a refusal
//! of less than the other asks for ("no forced mergers"), and one plain word that other words do not tell apart.
//! **Known misses**: acts that exclude each other under other names ("accept the ruling", "appeal against it"), and
//! another place ("built in Tarn", "built in Orrin").

use std::cmp::Ordering;

use super::commitment::Commitment;
use super::deed::Act;
use super::weights::Weights;
use crate::audit::ShiftKind;
use crate::audit::lexicon;
use crate::audit::object::Likeness;
use crate::audit::word::compounds;
use crate::claim::{Figure, Strength};
use crate::lexicon::stem;

/// What two commitments are to each other.
pub(super) enum PairRelation {
    /// The same again.
    Agrees,
    /// So surely, in this way.
    Turns(f64, Difference),
}

/// How the later commitment differs.
pub(super) enum Difference {
    Round,
    Weaker,
    Stronger,
    Later(String, String),
    Sooner(String, String),
    Delayed,
    Less(String, String),
    More(String, String),
    Part,
    /// The words of the condition.
    Conditional(String),
}

impl Difference {
    /// Returns the kind and the reason in words.
    pub fn told(&self, before: &str, now: &str) -> (ShiftKind, String) {
        match self {
            Self::Round => (ShiftKind::Reversed, format!("“{before}” before, “{now}” now")),
            Self::Weaker => (ShiftKind::Softened, format!("firm before (“{before}”), open now (“{now}”)")),
            Self::Stronger => (ShiftKind::Hardened, format!("open before (“{before}”), firm now (“{now}”)")),
            Self::Later(one, other) => (ShiftKind::Softened, format!("{one} before, {other} now")),
            Self::Sooner(one, other) => (ShiftKind::Hardened, format!("{one} before, {other} now")),
            Self::Delayed => (ShiftKind::Softened, format!("“{before}” before, put off now (“{now}”)")),
            Self::Less(one, other) => (ShiftKind::Softened, format!("{one} before, {other} now")),
            Self::More(one, other) => (ShiftKind::Hardened, format!("{one} before, {other} now")),
            Self::Part => (ShiftKind::Softened, format!("“{before}” before, only a part of it now (“{now}”)")),
            Self::Conditional(words) => (ShiftKind::Softened, format!("without a condition before, now “{words}”")),
        }
    }
}

/// Compares two commitments, the earlier one first; `None` where they are not about the same. `figures` are those of what
/// each is about.
pub(super) fn relation(
    from: &Commitment,
    to: &Commitment,
    figures: &[Vec<&Figure>; 2],
    weights: &Weights,
) -> Option<PairRelation> {
    if from.act != to.act {
        return across(from, to, weights);
    }
    let meets = from.beside.intersection(&to.beside).next().is_some();
    // "build 400 homes at Castle Field": common words alone, but the same is done to them, and more words are the same.
    let by_act = || {
        // "publish the report"
        let known = matches!(from.act, Act::Other(_)) && from.object.is_single() && to.object.is_single();
        (from.has_verb_of(to) && from.object.words == to.object.words && (meets || known)).then_some(Likeness::Akin)
    };
    // "Cut taxes", "raise taxes"
    let by_level = || (from.act == Act::Level && from.object.words == to.object.words).then_some(Likeness::Akin);
    let likeness = from.object.likeness(&to.object).or_else(|| weights.akin(&from.object, &to.object));
    let likeness = likeness.or_else(by_act).or_else(by_level).or_else(|| by_side(from, to));
    let Some(likeness) = likeness else { return of_kind(from, to) };
    let is_known = from.object.is_bare() && weights.tells_which(from, to);
    let pair = ComparedPair { from, to, likeness, meets, is_known };
    if !pair.is_about_one_thing() {
        return None;
    }
    if pair.either(|of| of.condition.is_some()) {
        return pair.hangs();
    }
    if from.is_for != to.is_for {
        return pair.turned_round();
    }
    let changed = pair.put_off().or_else(|| pair.moved());
    if changed.is_some() || from.foretold || to.foretold {
        return changed;
    }
    Some(pair.counted(figures).or_else(|| pair.partly()).or_else(|| pair.bound()).unwrap_or(PairRelation::Agrees))
}

/// "A levy on banks", "banks will pay a new levy": what the words beside the one thing name stands in the other.
fn by_side(from: &Commitment, to: &Commitment) -> Option<Likeness> {
    let told = |one: &Commitment, other: &Commitment| {
        let telling = |word: &&String| !lexicon::is_common(word);
        let mut words = one.object.words.iter().filter(telling).peekable();
        words.peek().is_some() && words.all(|word| other.object.words.contains(word) || other.beside.contains(word))
    };
    let bare = |of: &Commitment| of.object.words.iter().filter(|word| !lexicon::is_common(word)).count() < 2;
    let same_head = from.object.head == to.object.head && !lexicon::is_common(&from.object.head);
    (same_head && !(bare(from) && bare(to)) && told(from, to) && told(to, from)).then_some(Likeness::Akin)
}

/// "There will be no tolls", "a toll on lorries"; "no school will close", "three schools will close": who will have none
/// of a kind will not have this one.
fn of_kind(from: &Commitment, to: &Commitment) -> Option<PairRelation> {
    let done_to_none = |one: &Commitment, other: &Commitment| {
        let same = one.object.head == other.object.head && one.object.words.is_subset(&other.object.words);
        one.object.is_none && one.has_verb_of(other) && one.is_for != other.is_for && same
    };
    let refuses_kind = |one: &Commitment, other: &Commitment| {
        !one.is_for && !one.ends && !one.for_now && other.is_for && one.object.is_kind_of(&other.object)
    };
    if done_to_none(from, to) && from.strength == Strength::Firm && from.condition.is_none() && to.condition.is_none() {
        return Some(PairRelation::Turns(0.6, Difference::Round));
    }
    let turned = (refuses_kind(from, to) || refuses_kind(to, from)) && from.binds() && to.binds();
    turned.then_some(PairRelation::Turns(0.6, Difference::Round))
}

/// Compares commitments to two different acts on one thing: who will not have it changed will not have it cut either.
fn across(from: &Commitment, to: &Commitment, weights: &Weights) -> Option<PairRelation> {
    let is_one = |verb: &str, verbs: &[&str]| verbs.iter().any(|one| stem(one) == verb);
    let verb_is = |of: &Commitment, verbs: &[&str]| of.verb.as_deref().is_some_and(|verb| is_one(verb, verbs));
    let stays =
        |of: &Commitment| of.act == Act::Having && of.is_for && verb_is(of, &["remain", "stay", "keep", "retain"]);
    // "keep the ferry", "sell the ferry"
    let parts_with = |of: &Commitment| match &of.act {
        Act::Other(verb) => *verb == stem("sell") && of.is_for || *verb == stem("join") && !of.is_for,
        _ => false,
    };
    let keeps = |of: &Commitment| match &of.act {
        Act::Other(verb) if verb == "chang" => !of.is_for,
        Act::Other(verb) => verb == "freez" && of.is_for,
        Act::Having => of.is_for && verb_is(of, &["remain", "stay"]),
        Act::Level => false,
    };
    // "Restore the grant", "the grant will be cut"
    let maintains = |of: &Commitment| {
        let kept = ["keep", "maintain", "preserve", "protect", "guarantee", "restore", "safeguard"];
        of.act == Act::Having && of.is_for && verb_is(of, &kept)
    };
    let cuts = |of: &Commitment| of.act == Act::Level && !of.is_for && of.is_wanted;
    let alters = |of: &Commitment| of.act == Act::Level && of.is_wanted || of.act == Act::Having && !of.is_for;
    // "I stand by Commissioner Dole", "he must resign"
    let keeps_in_office = |of: &Commitment| of.verb.is_none() || verb_is(of, &["stay", "remain"]);
    let backs = |of: &Commitment| of.act == Act::Having && of.is_for && of.object.is_name && keeps_in_office(of);
    let sends_away =
        |of: &Commitment| of.is_for && matches!(&of.act, Act::Other(verb) if is_one(verb, &["resign", "dismiss"]));
    let either_way = |one: &dyn Fn(&Commitment) -> bool, other: &dyn Fn(&Commitment) -> bool| {
        one(from) && other(to) || one(to) && other(from)
    };
    // "We will abolish the fee", "the fee will go up"
    let abolishes = |of: &Commitment| of.act == Act::Having && !of.is_for && of.is_wanted && of.verb.is_some();
    let raises = |of: &Commitment| of.act == Act::Level && of.is_for && of.is_wanted;
    let turned = either_way(&abolishes, &raises)
        || either_way(&keeps, &alters)
        || either_way(&maintains, &cuts)
        || either_way(&stays, &parts_with)
        || either_way(&backs, &sends_away);
    let firm = |of: &Commitment| of.binds() && !of.for_now;
    // "The age will stay at 65", "the age will rise"
    let comes = to.foretold && to.condition.is_none() && from.strength == Strength::Firm;
    let firm = firm(from) && (firm(to) || comes);
    let same = from.object.likeness(&to.object) == Some(Likeness::Same);
    (turned && firm && same && (!from.object.is_bare() || weights.tells_which(from, to)))
        .then_some(PairRelation::Turns(0.6, Difference::Round))
}

/// Returns whether a condition takes a promise back: no "if we are elected", without which nobody promises anything, and
/// no "if need be".
fn takes_back(condition: &str) -> bool {
    const ALWAYS: [&str; 16] = [
        "elected",
        "re-elected",
        "returned",
        "win",
        "won",
        "vote",
        "voters",
        "election",
        "necessary",
        "needed",
        "need",
        "required",
        "possible",
        "want",
        "wants",
        "asked",
    ];
    let mut words = compounds(condition);
    let opens = words.next().is_some_and(|first| {
        ["if", "unless", "provided", "only", "when", "once", "as", "subject"].contains(&first.as_str())
    });
    opens && !words.any(|word| ALWAYS.contains(&word.as_str()))
}

/// Two commitments to one act on things that are alike.
struct ComparedPair<'a> {
    from: &'a Commitment,
    to: &'a Commitment,
    likeness: Likeness,
    /// Other words of the two claims are the same.
    meets: bool,
    /// The things are one plain word, by which the statements know one thing alone.
    is_known: bool,
}

impl ComparedPair<'_> {
    fn both(&self, is: impl Fn(&Commitment) -> bool) -> bool {
        is(self.from) && is(self.to)
    }

    fn either(&self, is: impl Fn(&Commitment) -> bool) -> bool {
        is(self.from) || is(self.to)
    }

    fn is_same(&self) -> bool {
        self.likeness == Likeness::Same
    }

    fn has_one_name(&self) -> bool {
        self.is_same() || self.from.object.words == self.to.object.words
    }

    /// Returns whether the same verb says what is done, or there is to be more or less of both.
    fn has_one_verb(&self) -> bool {
        let levels = self.from.act == Act::Level && self.both(|of| of.verb.is_some());
        (levels || self.from.has_verb_of(self.to)) && !self.from.past
    }

    /// Returns whether the things are one plain word, and only the words beside it tell which is meant: "we will keep our
    /// troops in Ostland", "we are withdrawing our troops from Ostland".
    fn is_near(&self) -> bool {
        let bare = self.either(|of| of.object.is_bare());
        bare && !self.has_one_verb() && self.both(|of| of.verb.is_some()) && self.meets
    }

    /// Returns whether the things are the same as far as words can tell.
    fn is_about_one_thing(&self) -> bool {
        let is_deed = matches!(self.from.act, Act::Other(_));
        // A country, a party: to be for it and against it means anything.
        let goes = self.either(|of| of.act == Act::Having && of.verb.as_deref() == Some("go"));
        // "I have full confidence in Dole", "I have lost confidence in Dole"
        let trusts = self.both(|of| of.is_of_trust) || self.from.is_of_trust && self.to.ends;
        let named =
            self.either(|of| of.object.is_name) && !is_deed && !goes && !trusts && !self.both(|of| of.verb.is_some());
        // One plain word tells little, unless the same is done to it.
        let bare = self.either(|of| of.object.is_bare());
        let points = self.either(|of| of.object.points);
        // "A tunnel under the harbour", "the tunnel under the river"
        let apart = bare && !self.meets && self.both(|of| !of.beside.is_empty());
        // "A school in Orrin", "the school in Tarn"
        let elsewhere = self.both(|of| !of.names.is_empty()) && self.from.names.is_disjoint(&self.to.names);
        // "The mine", "a new mine"
        let is_new = |of: &Commitment| of.object.is_one && of.object.words.contains("new");
        let another =
            is_new(self.from) && self.to.object.is_definite || is_new(self.to) && self.from.object.is_definite;
        if apart || elsewhere || another {
            return false;
        }
        if named || bare && (points || !self.has_one_verb() && !self.is_near() && !self.is_known) {
            return false;
        }
        let [from, to] = [&self.from.object.words, &self.to.object.words];
        let loose = is_deed && from.intersection(to).count() < 2 || from.len() == 1 && to.len() > 2;
        self.likeness != Likeness::Narrower || !loose
    }

    /// Tells by how much a difference of the two turns, less for things that are not quite the same.
    fn turns(&self, confidence: f64, turn: Difference) -> Option<PairRelation> {
        let less = match self.likeness {
            Likeness::Same => 0.0,
            Likeness::Narrower => 0.15,
            Likeness::Akin => 0.2,
        };
        let bare = self.either(|of| of.object.is_bare()) && !self.has_one_verb();
        let near = if self.is_near() || bare { 0.1 } else { 0.0 };
        Some(PairRelation::Turns(confidence - less - near, turn))
    }

    /// Compares one that is for the act with one that is against it.
    fn turned_round(&self) -> Option<PairRelation> {
        let (from, to) = (self.from, self.to);
        let tentative = |of: &Commitment| of.strength == Strength::Tentative;
        // "We will not cut it" and "we will not raise it" agree.
        let agree = self.both(|of| of.negated && !of.is_wanted) || self.both(tentative) && !to.foretold;
        // "A deficit for now", "return to surplus"
        if agree || from.foretold || to.returns {
            return None;
        }
        // "Not at this stage" before
        if from.for_now {
            let firm = to.strength == Strength::Firm && !to.foretold && !to.for_now;
            return if firm { self.turns(0.6, Difference::Stronger) } else { None };
        }
        if to.foretold {
            return self.comes_all_the_same();
        }
        // "No forced mergers" leaves other mergers open; so does "no bill that …".
        let telling = |of: &Commitment| of.object.words.len().saturating_sub(of.object.owners);
        let leaves_open = |one: &Commitment, other: &Commitment| {
            let narrowed = one.negated && one.object.narrowed && !self.meets;
            !one.is_wanted && !one.ends && (narrowed || !self.is_same() && telling(one) > telling(other))
        };
        if leaves_open(from, to) || leaves_open(to, from) {
            return None;
        }
        // "Ruled out" before, "open to" or "not at this time" now: weaker, not turned round.
        let firm = |of: &Commitment| matches!(of.strength, Strength::Firm | Strength::Planned);
        let trusts = self.both(|of| of.is_of_trust);
        if (to.is_open || to.for_now || tentative(to)) && firm(from) && !trusts {
            return self.turns(0.75, Difference::Weaker);
        }
        if to.for_now {
            return None;
        }
        if from.is_open && firm(to) {
            return self.turns(0.75, Difference::Stronger);
        }
        let count = |strength: Strength| [from, to].iter().filter(|of| of.strength == strength).count() as f64;
        let graded = 0.05 * count(Strength::Planned) + 0.15 * count(Strength::Judged);
        let doubt = if self.either(tentative) { 0.2 } else { graded };
        self.turns(0.9 - doubt, Difference::Round)
    }

    /// "The fare will not go up", "the fare will go up": what was promised or refused, and is foreseen to come otherwise.
    fn comes_all_the_same(&self) -> Option<PairRelation> {
        let bound = self.from.strength == Strength::Firm && self.has_one_verb();
        // Who will have none raised will not have some raised.
        let is_kind = self.from.object.words.is_subset(&self.to.object.words);
        if bound && (is_kind || self.has_one_name()) { self.turns(0.6, Difference::Round) } else { None }
    }

    /// "We will sign", "we will sign if Norland does".
    fn hangs(&self) -> Option<PairRelation> {
        let (from, to) = (self.from, self.to);
        let comparable =
            self.is_same() && self.has_one_verb() && self.both(|of| of.is_wanted && !of.foretold && !of.past);
        let firm = from.strength == Strength::Firm && from.condition.is_none();
        let condition = to.condition.as_ref().filter(|words| comparable && firm && takes_back(words))?;
        self.turns(0.55, Difference::Conditional(condition.clone()))
    }

    /// "We will build it", "it will be delayed".
    fn put_off(&self) -> Option<PairRelation> {
        let (from, to) = (self.from, self.to);
        let delayed = to.later && !from.later && !to.object.is_part && from.strength >= Strength::Planned;
        if delayed && !self.either(|of| of.foretold) { self.turns(0.8, Difference::Delayed) } else { None }
    }

    /// "By 2032", "by 2035".
    fn moved(&self) -> Option<PairRelation> {
        let (from, to) = (self.from, self.to);
        let ((one, before), (other, now)) = (from.until.as_ref()?, to.until.as_ref()?);
        let firm = |of: &Commitment| of.strength >= Strength::Planned;
        let alike = from.strength == to.strength || self.both(firm) || from.strength == Strength::Firm && to.foretold;
        let comparable = self.is_same() && from.is_wanted && !from.past && alike;
        let words = (before.clone(), now.clone());
        match comparable.then(|| other.cmp(one))? {
            Ordering::Greater => self.turns(0.6, Difference::Later(words.0, words.1)),
            Ordering::Less => self.turns(0.6, Difference::Sooner(words.0, words.1)),
            Ordering::Equal => None,
        }
    }

    /// "400 homes", "300 homes".
    fn counted(&self, figures: &[Vec<&Figure>; 2]) -> Option<PairRelation> {
        let [[one], [other]] = [&figures[0][..], &figures[1][..]] else { return None };
        let comparable = self.has_one_name() && self.from.is_wanted && !self.from.past && one.unit == other.unit;
        let words = (one.text.clone(), other.text.clone());
        match comparable.then(|| other.value.partial_cmp(&one.value))?? {
            Ordering::Less => self.turns(0.6, Difference::Less(words.0, words.1)),
            Ordering::Greater => self.turns(0.6, Difference::More(words.0, words.1)),
            Ordering::Equal => None,
        }
    }

    /// "All of the branches", "most of the branches".
    fn partly(&self) -> Option<PairRelation> {
        let is_part = |of: &Commitment| of.object.is_part && !of.object.is_all;
        let less = is_part(self.to) && !is_part(self.from) && self.both(|of| of.is_wanted);
        if less && self.has_one_verb() && self.has_one_name() { self.turns(0.6, Difference::Part) } else { None }
    }

    /// "We will", "we may".
    fn bound(&self) -> Option<PairRelation> {
        let bare = self.either(|of| of.object.is_bare());
        if self.from.past || bare && !self.has_one_verb() && !self.is_known {
            return None;
        }
        match (self.from.strength, self.to.strength) {
            (Strength::Firm, Strength::Tentative) => self.turns(0.7, Difference::Weaker),
            (Strength::Tentative, Strength::Firm) => self.turns(0.7, Difference::Stronger),
            _ => None,
        }
    }
}
