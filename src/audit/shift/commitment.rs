//! What a claim's positions commit its speaker to, in a form in which two can be compared: an act and its object.
//!
//! The positions and what they are on are read when a claim is; here they are only brought to one form. **Example**:
//! "ruled out raising fares" is against there being more of {fares}; "the levy will be delayed" is for {levy}, later.
//! **Leaves alone** charges, forecasts of what would be ("under", "if"), and positions on a pronoun. **Known misses**: a
//! whole clause for an object ("it is time that …").

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::audit::lexicon::{self, Effect};
use crate::audit::object::{NounPhrase, telling};
use crate::audit::word::{compounds, starts_with, stemmed};
use crate::claim::{Claim, Excerpt, Object, Position, Side, Span, Stance, Strength};
use crate::lexicon::{fold, stem};

use super::deed::{Act, Deed};
use super::state::State;
use super::whole_sentences;

/// Words that say how something is done, and leave open that it is.
const MANNERS: [&str; 10] = [
    "early",
    "sooner",
    "prematurely",
    "overnight",
    "lightly",
    "blindly",
    "unilaterally",
    "alone",
    "hastily",
    "disorder",
];
/// Words at the start of what is denied that tell of what is to come, and how far they may stand.
const PLANNING: [&str; 9] =
    ["plan", "plans", "planned", "planning", "intention", "intended", "intends", "would", "will"];
const PLANNING_REACH: usize = 5;
/// Words for trust in a person.
const TRUST: [&str; 5] = ["confidence", "trust", "faith", "support", "backing"];
/// The widest gap between words of one piece of evidence, in bytes.
const GAP: usize = 40;
/// How far behind the words of a position those may stand that hold it to the present, in bytes.
const BEHIND: usize = 60;

/// A commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    pub act: Act,
    /// For the act or against it.
    pub is_for: bool,
    /// It is to be done, whatever it does to the thing: "cut fares" is promised, and against there being more of them.
    pub is_wanted: bool,
    pub strength: Strength,
    /// A negation made it so: "will not cut" is not the same as "will raise".
    pub negated: bool,
    /// Whether the thing is to come later than was meant.
    pub later: bool,
    /// A refusal that is held to the present: "not yet".
    pub for_now: bool,
    /// The thing is declared over.
    pub ends: bool,
    /// About what was done, not what will be.
    pub past: bool,
    /// Neither promised nor refused: "open to", "will consider".
    pub is_open: bool,
    /// Only foreseen, not promised.
    pub foretold: bool,
    /// Stems of the other words of the position that tell what it is about.
    pub beside: BTreeSet<String>,
    /// Names among them: "in Orrin".
    pub names: BTreeSet<String>,
    pub object: NounPhrase,
    /// The words of the body that the position is about.
    pub about: Span,
    /// Where the thing is named in the body.
    pub thing: Span,
    /// What is done to it, by the stem of the verb; nothing where it only "will be".
    pub verb: Option<String>,
    /// The words of the body that commit ("will not") and those for what is done.
    pub said: Span,
    pub done: Option<Span>,
    /// The last day by which it is to be, and the words that say so.
    pub until: Option<(NaiveDate, String)>,
    /// The thing is to come back into a state in which it is not.
    pub returns: bool,
    /// The words of the condition that it hangs on.
    pub condition: Option<String>,
    /// Its words tell of trust in somebody: "has my full confidence".
    pub is_of_trust: bool,
}

impl Commitment {
    /// Returns the words that commit, and what they commit to.
    pub fn evidence(&self, body: &str) -> Excerpt {
        Excerpt::new(body, self.pieces(true))
    }

    /// Returns the words that commit, with the verb of what they commit to: "will introduce", "ruled out selling".
    pub fn cue(&self, body: &str) -> String {
        let parts = self.pieces(false).into_iter().map(|piece| piece.of(body).split_whitespace().collect::<Vec<_>>());
        parts.map(|words| words.join(" ")).collect::<Vec<_>>().join(" ")
    }

    /// Returns what the thing is called in the body, without an article.
    pub fn name(&self, body: &str) -> String {
        let words: Vec<&str> = self.thing.of(body).split_whitespace().collect();
        let article = words.first().is_some_and(|word| ["a", "an", "the"].contains(&word.to_lowercase().as_str()));
        words[usize::from(article)..].join(" ")
    }

    /// Returns whether the speaker is bound by it: no wish, no forecast, and no condition.
    pub fn binds(&self) -> bool {
        self.strength >= Strength::Planned && !self.foretold && self.condition.is_none()
    }

    /// Returns whether the same verb says what is done.
    pub fn has_verb_of(&self, other: &Self) -> bool {
        self.verb.is_some() && self.verb == other.verb
    }

    /// Lists the words that it rests on, in text order; those that stand near each other are one piece.
    fn pieces(&self, with_thing: bool) -> Vec<Span> {
        let thing = with_thing.then_some(self.thing);
        let mut parts: Vec<Span> = [Some(self.said), self.done, thing].into_iter().flatten().collect();
        parts.retain(|part| !part.is_empty());
        parts.sort_unstable();
        let mut pieces: Vec<Span> = Vec::new();
        for part in parts {
            match pieces
                .last_mut()
                .filter(|last| part.start <= last.end + GAP && (with_thing || !self.stands_between(**last, part)))
            {
                Some(last) => *last = last.join(part),
                None => pieces.push(part),
            }
        }
        pieces
    }

    /// Returns whether the thing stands between two pieces: "will | the mine | be closed".
    fn stands_between(&self, one: Span, other: Span) -> bool {
        one.end <= self.thing.start && self.thing.end <= other.start
    }
}

/// Lists the commitments of a claim, in text order.
pub fn commitments(claim: &Claim, body: &str) -> Vec<Commitment> {
    let stated = claim.positions.iter().filter_map(|position| StatedCommitment::of(position, body));
    stated.flat_map(|stated| stated.all(body)).collect()
}

/// Lists the stems of the names in some text: the words that begin with a capital letter, the first one aside.
fn names(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split_whitespace().skip(1).filter(|word| word.starts_with(char::is_uppercase));
    words.flat_map(stemmed)
}

/// Returns whether a speaker means to stay in office: "serve a full term", "lead the party to the next election".
fn stays_in_office(object: &Object, phrase: &NounPhrase, body: &str) -> bool {
    const LED: [&str; 4] = ["party", "government", "team", "coalition"];
    const STAYING: [&str; 5] = ["serve", "see", "complete", "finish", "fill"];
    let verb = object.act.and_then(|act| stemmed(act.of(body)).into_iter().next());
    let leads = verb.as_ref().is_some_and(|verb| *verb == stem("lead"));
    let led = || LED.iter().any(|led| stem(led) == phrase.head);
    leads && led()
        || phrase.head == "term" && verb.is_some_and(|verb| STAYING.iter().any(|staying| stem(staying) == verb))
}

/// Returns whether a forecast only tells what would come of something: "under", "if", "without" in its sentence.
fn is_hypothetical(position: &Position, body: &str) -> bool {
    const SUPPOSING: [&str; 8] = ["if", "unless", "under", "without", "would", "could", "otherwise", "vote"];
    let said = position.cue.join(position.about);
    let Some(sentence) = whole_sentences(body, said) else { return true };
    compounds(sentence.of(body)).any(|word| SUPPOSING.contains(&word.as_str()))
}

/// Returns whether the words of a position only wish: "hope to", "would like to".
fn wishes(position: &Position, body: &str) -> bool {
    const WISHES: [&str; 7] = ["hope", "hopes", "hoping", "hoped", "like", "prefer", "love"];
    /// What somebody does who promises no more than an effort.
    const TRIES: [&str; 6] = ["try", "trying", "attempt", "endeavour", "endeavor", "strive"];
    let about = position.about.of(body);
    let tries = compounds(about).next().is_some_and(|first| TRIES.contains(&first.as_str()))
        || ["do our best", "do my best"].iter().any(|best| about.starts_with(best));
    tries || compounds(position.cue.of(body)).any(|word| WISHES.contains(&word.as_str()))
}

/// What a position says before it is known what about.
struct StatedCommitment<'a> {
    position: &'a Position,
    /// It only wishes: "hope to".
    wishes: bool,
    is_for: bool,
    negated: bool,
    ends: bool,
    later: bool,
    for_now: bool,
    /// "Not before 2031": what is refused until then is promised for then.
    not_before: bool,
    /// "Denied any plan to sell it": what is denied is to come, if at all.
    of_plans: bool,
}

impl<'a> StatedCommitment<'a> {
    /// Reads a position; `None` where it binds nobody.
    fn of(position: &'a Position, body: &str) -> Option<Self> {
        let wishes = wishes(position, body);
        let not_before = matches!(position.stance, Stance::Refuse | Stance::Doubt)
            && position.until.is_some()
            && position.deadline.is_some_and(|words| starts_with(words.of(body), &["before", "until", "till"]));
        let is_for = match position.stance {
            _ if not_before => true,
            Stance::Support | Stance::Commit | Stance::Demand | Stance::Open => true,
            Stance::Oppose | Stance::Refuse | Stance::Deny | Stance::Doubt => false,
            // "The line will open in 2032": its date may move.
            Stance::Expect if position.until.is_some() || wishes => true,
            // "Fares will rise": who said that they would not is held to that.
            Stance::Expect if !is_hypothetical(position, body) => true,
            Stance::Accuse | Stance::Expect => return None,
        };
        let is_judged = position.strength == Strength::Judged;
        let cue: Vec<String> = compounds(position.cue.of(body)).collect();
        let cue_has = |words: &[&str]| cue.iter().any(|word| words.contains(&word.as_str()));
        let says_not =
            cue_has(&["not", "never", "no", "nothing", "cannot"]) || fold(position.cue.of(body)).contains("n't");
        // "It won't work" foresees.
        if position.stance == Stance::Doubt && cue_has(&["will", "would", "wo"]) && says_not && !not_before {
            return None;
        }
        // What is said of the past takes back, if anything, and stands for nothing.
        let about = position.about;
        let between = body.get(about.end..position.cue.start).unwrap_or_default();
        if is_judged && compounds(between).any(|word| word == "was" || word == "were") {
            return None;
        }
        // What is judged stands before the words that judge it; what is promised or demanded, behind.
        let behind = about.start >= position.cue.start || position.cue.end < about.end;
        // "The levy is dead", "we have shelved the levy"
        let from_cue = body.get(position.cue.start..about.end.max(position.cue.end)).unwrap_or_default();
        let does = lexicon::effect_of_stems(&stemmed(from_cue)).map(|(_, effect)| effect);
        let gives_up = matches!(does, Some(Effect::Against | Effect::Later)) && !says_not;
        // "The opening has been delayed": it is still meant to be.
        let later = position.stance == Stance::Refuse && does == Some(Effect::Later) && !says_not;
        // "The grant | will not be | cut": what is refused is the act, and the grant stays.
        let is_act = |object: &Object| object.act.is_some_and(|act| act.start >= position.cue.end);
        let stands_first = !behind && !position.objects.iter().any(is_act);
        let ends = position.stance == Stance::Refuse && (stands_first || gives_up) && !later;
        let is_for = is_for || later;
        let wider = (about.end..body.len()).take(BEHIND).rfind(|&at| body.is_char_boundary(at));
        let wider = wider.unwrap_or(about.end);
        let near = stemmed(body.get(about.start..wider).unwrap_or_default());
        let negated = !is_for && (says_not || position.stance == Stance::Deny);
        let for_now = !is_for && lexicon::not_now(&near);
        let of_plans = position.stance == Stance::Deny
            && compounds(about.of(body)).take(PLANNING_REACH).any(|word| PLANNING.contains(&word.as_str()));
        Some(Self { position, wishes, is_for, negated, ends, later, for_now, not_before, of_plans })
    }

    /// Lists the commitments: to the state that is meant to be, or to each of the things that the position is on.
    fn all(&self, body: &str) -> Vec<Commitment> {
        match State::of(self.position, body) {
            Some(state) => vec![self.to_state(state, body)],
            None => self.position.objects.iter().filter_map(|object| self.on(object, body)).collect(),
        }
    }

    /// Makes the commitment to a state of things: "in surplus".
    fn to_state(&self, state: State, body: &str) -> Commitment {
        let deed = Deed { act: Act::Having, with: !state.is_opposite, later: false, verb: Some(state.kind.clone()) };
        let made = self.to(deed, NounPhrase::of_word(state.kind), BTreeSet::new(), false, body);
        Commitment { thing: state.words, returns: state.returns, ..made }
    }

    /// Makes the commitment to one of the things that the position is on.
    fn on(&self, object: &Object, body: &str) -> Option<Commitment> {
        let position = self.position;
        let mut phrase = NounPhrase::of(object, body)?;
        // "It will not close early" leaves open that it will.
        let is_manner = |word: String| MANNERS.contains(&word.as_str()) && !phrase.words.contains(&stem(&word));
        phrase.narrowed |= compounds(position.about.of(body)).any(is_manner);
        // What others have or want is judged, and nothing that the speaker wants himself.
        if position.strength == Strength::Judged && phrase.is_others {
            return None;
        }
        // "The harbour master must go"
        let against = position.stance == Stance::Demand && position.side == Some(Side::Against);
        let goes = against && object.act.is_some_and(|act| act.of(body) == "go");
        // "The port is not for sale"
        let sells = object.act.is_none() && compounds(position.cue.of(body)).any(|word| word == "sale");
        let deed = match (goes, sells) {
            (true, _) => Deed::ending(),
            (_, true) => Deed::other("sell"),
            _ => Deed::of(object, body)?,
        };
        let stays = stays_in_office(object, &phrase, body);
        let deed = if stays { Deed { with: false, ..Deed::other("resign") } } else { deed };
        // "Resign", "step down": what is done is all that there is.
        let alone = object.act == Some(object.thing) || stays;
        let phrase = match (&deed.act, alone) {
            (Act::Other(kind), true) => NounPhrase::of_word(kind.clone()),
            _ => phrase,
        };
        let mut beside = telling(position.about.of(body));
        let act = object.act.map_or(BTreeSet::new(), |act| telling(act.of(body)));
        beside.retain(|word| !lexicon::is_common(word) && !phrase.words.contains(word) && !act.contains(word));
        let names = names(position.about.of(body)).filter(|name| beside.contains(name)).collect();
        let made = self.to(deed, phrase, beside, object.is_negated, body);
        Some(Commitment { thing: object.thing, done: object.act, names, ..made })
    }

    /// Makes a commitment of what is done, or is not done, to a thing.
    fn to(&self, deed: Deed, object: NounPhrase, beside: BTreeSet<String>, is_negated: bool, body: &str) -> Commitment {
        let is_for = self.is_for != is_negated;
        let position = self.position;
        // "will back": to stand behind what others do.
        let backs = deed.verb.as_deref().is_some_and(|verb| ["support", "back", "oppos", "reject"].contains(&verb));
        let strength = match (self.for_now || self.wishes || self.of_plans, backs) {
            (true, _) => Strength::Tentative,
            (false, true) => position.strength.min(Strength::Planned),
            (false, false) => position.strength,
        };
        let is_foreseen = matches!(position.stance, Stance::Expect | Stance::Doubt);
        Commitment {
            act: deed.act,
            is_for: deed.with == is_for,
            is_wanted: is_for,
            strength,
            negated: self.negated != is_negated,
            later: self.later || deed.later && is_for,
            for_now: self.for_now,
            ends: self.ends,
            past: position.stance == Stance::Deny && !self.of_plans,
            is_open: self.is_for && !self.later && !self.not_before && position.strength == Strength::Tentative,
            foretold: is_foreseen && !self.wishes && (self.is_for || self.not_before),
            beside,
            names: BTreeSet::new(),
            object,
            about: position.about,
            thing: position.about,
            verb: deed.verb,
            said: position.cue,
            done: None,
            until: position.until.zip(position.deadline).map(|(day, words)| (day, words.of(body).to_owned())),
            returns: false,
            condition: position.condition.map(|words| words.of(body).to_owned()),
            is_of_trust: compounds(position.cue.of(body)).any(|word| TRUST.contains(&word.as_str())),
        }
    }
}
