//! What a claim's positions commit its speaker to, in a form in which two can be compared: an act and its object.
//!
//! The positions and what they are on are read when a claim is; here they are only brought to one form. **Example**:
//! "ruled out raising fares" is against there being more of {fares}; "the levy will be delayed" is for {levy}, later.
//! **Leaves alone** charges and forecasts, and positions on a pronoun. **Known misses**: a whole clause for an object
//! ("it is time that …").

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::audit::lexicon::{self, Effect};
use crate::audit::object::{NounPhrase, telling};
use crate::audit::word::{compounds, stemmed};
use crate::claim::{Claim, Excerpt, Object, Position, Side, Span, Stance, Strength};
use crate::lexicon::fold;

/// The widest gap between words of one piece of evidence, in bytes.
const GAP: usize = 40;
/// How far behind the words of a position those may stand that hold it to the present, in bytes.
const BEHIND: usize = 60;

/// What a commitment does to its object; only the same can be compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// The thing is to be, or not to be.
    Having,
    /// There is to be more of it, or less.
    Level,
    /// Something else, by the stem of a verb for it.
    Other(String),
}

/// A commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    pub act: Act,
    /// For the act or against it.
    pub is_for: bool,
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
    pub object: NounPhrase,
    /// Where the thing is named in the body.
    pub thing: Span,
    /// What is done to it, by the stem of the verb; nothing where it only "will be".
    pub verb: Option<String>,
    /// The words of the body that commit ("will not") and those for what is done.
    pub said: Span,
    pub done: Option<Span>,
    /// The last day by which it is to be, and the words that say so.
    pub until: Option<(NaiveDate, String)>,
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
    let of_position = |position| Some((position, StatedCommitment::of(position, body)?));
    let stated = claim.positions.iter().filter_map(of_position);
    stated.flat_map(|(position, of)| position.objects.iter().filter_map(move |object| of.on(object, body))).collect()
}

/// Returns whether the words of a position only wish: "hope to", "would like to".
fn wishes(position: &Position, body: &str) -> bool {
    const WISHES: [&str; 7] = ["hope", "hopes", "hoping", "hoped", "like", "prefer", "love"];
    compounds(position.cue.of(body)).any(|word| WISHES.contains(&word.as_str()))
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
}

impl<'a> StatedCommitment<'a> {
    /// Reads a position; `None` where it binds nobody.
    fn of(position: &'a Position, body: &str) -> Option<Self> {
        let wishes = wishes(position, body);
        let is_for = match position.stance {
            Stance::Support | Stance::Commit | Stance::Demand | Stance::Open => true,
            Stance::Oppose | Stance::Refuse | Stance::Deny | Stance::Doubt => false,
            // "The line will open in 2032": its date may move.
            Stance::Expect if position.until.is_some() || wishes => true,
            Stance::Accuse | Stance::Expect => return None,
        };
        let is_judged = position.strength == Strength::Judged;
        let cue: Vec<String> = compounds(position.cue.of(body)).collect();
        let cue_has = |words: &[&str]| cue.iter().any(|word| words.contains(&word.as_str()));
        // "It won't work" foresees.
        if position.stance == Stance::Doubt && cue_has(&["will", "would", "wo"]) {
            return None;
        }
        // What hangs on a condition is neither given nor taken back by what comes without one.
        if position.condition.is_some() && position.stance != Stance::Open {
            return None;
        }
        // What is said of the past takes back, if anything, and stands for nothing.
        let about = position.about;
        let between = body.get(about.end..position.cue.start).unwrap_or_default();
        if is_judged && compounds(between).any(|word| word == "was" || word == "were") {
            return None;
        }
        let says_not =
            cue_has(&["not", "never", "no", "nothing", "cannot"]) || fold(position.cue.of(body)).contains("n't");
        // What is judged stands before the words that judge it; what is promised or demanded, behind.
        let behind = about.start >= position.cue.start || position.cue.end < about.end;
        // "The levy is dead", "we have shelved the levy"
        let from_cue = body.get(position.cue.start..about.end.max(position.cue.end)).unwrap_or_default();
        let does = lexicon::effect_of_stems(&stemmed(from_cue)).map(|(_, effect)| effect);
        let gives_up = matches!(does, Some(Effect::Against | Effect::Later)) && !says_not;
        // "The opening has been delayed": it is still meant to be.
        let later = position.stance == Stance::Refuse && does == Some(Effect::Later) && !says_not;
        let ends = position.stance == Stance::Refuse && (!behind || gives_up) && !later;
        let is_for = is_for || later;
        let wider = (about.end..body.len()).take(BEHIND).rfind(|&at| body.is_char_boundary(at));
        let wider = wider.unwrap_or(about.end);
        let near = stemmed(body.get(about.start..wider).unwrap_or_default());
        let negated = !is_for && (says_not || position.stance == Stance::Deny);
        Some(Self { position, wishes, is_for, negated, ends, later, for_now: !is_for && lexicon::not_now(&near) })
    }

    /// Makes the commitment to one of the things that the position is on.
    fn on(&self, object: &Object, body: &str) -> Option<Commitment> {
        let position = self.position;
        let phrase = NounPhrase::of(object, body)?;
        // What others have or want is judged, and nothing that the speaker wants himself.
        if position.strength == Strength::Judged && phrase.is_others {
            return None;
        }
        // "The harbour master must go"
        let against = position.stance == Stance::Demand && position.side == Some(Side::Against);
        let goes = against && object.act.is_some_and(|act| act.of(body) == "go");
        let deed = if goes { Deed::ending() } else { Deed::of(object, body)? };
        let mut beside = telling(position.about.of(body));
        let act = object.act.map_or(BTreeSet::new(), |act| telling(act.of(body)));
        beside.retain(|word| !lexicon::is_common(word) && !phrase.words.contains(word) && !act.contains(word));
        let is_for = self.is_for != object.is_negated;
        // "will back": to stand behind what others do.
        let backs = deed.verb.as_deref().is_some_and(|verb| ["support", "back", "oppos", "reject"].contains(&verb));
        let strength = match (self.for_now || self.wishes, backs) {
            (true, _) => Strength::Tentative,
            (false, true) => position.strength.min(Strength::Planned),
            (false, false) => position.strength,
        };
        Some(Commitment {
            act: deed.act,
            is_for: deed.with == is_for,
            strength,
            negated: self.negated != object.is_negated,
            later: self.later || deed.later && is_for,
            for_now: self.for_now,
            ends: self.ends,
            past: position.stance == Stance::Deny,
            is_open: self.is_for && !self.later && position.strength == Strength::Tentative,
            foretold: position.stance == Stance::Expect && !self.wishes,
            beside,
            object: phrase,
            thing: object.thing,
            verb: deed.verb,
            said: position.cue,
            done: object.act,
            until: position.until.zip(position.deadline).map(|(day, words)| (day, words.of(body).to_owned())),
        })
    }
}

/// What is done to a thing.
struct Deed {
    act: Act,
    /// Whether who does it is for the act.
    with: bool,
    later: bool,
    verb: Option<String>,
}

impl Deed {
    fn ending() -> Self {
        Self { act: Act::Having, with: false, later: false, verb: None }
    }

    /// Reads the words for an act; `None` where they say too little by themselves.
    fn of(object: &Object, body: &str) -> Option<Self> {
        /// Verbs that put off a thing where its time is named behind them.
        const SHIFTING: [&str; 4] = ["extend", "push", "change", "move"];
        /// Particles that make another act of a verb: "turn back".
        const TURNING: [&str; 7] = ["back", "down", "out", "off", "up", "over", "away"];
        /// What a thing does that comes about, by the stems of the verbs.
        const COMING: [&str; 6] = ["start", "begin", "go", "come", "happen", "occur"];
        let Some(act) = object.act else {
            return Some(Self { act: Act::Having, with: true, later: false, verb: None });
        };
        let stems = stemmed(act.of(body));
        let first = stems.first()?;
        if SHIFTING.contains(&first.as_str()) && stems.len() > 2 {
            return Some(Self { act: Act::Having, with: true, later: true, verb: Some(first.clone()) });
        }
        // "The rebate stays unchanged"
        if ["unchang", "untouch", "unalter"].iter().any(|same| first.starts_with(same)) {
            let act = Act::Other("chang".to_owned());
            return Some(Self { act, with: false, later: false, verb: Some("chang".to_owned()) });
        }
        let kind = lexicon::kind_of_act(first);
        let other = |verb: &str| {
            let kind = lexicon::kind_of_act(verb).unwrap_or(verb).to_owned();
            Self { act: Act::Other(kind.clone()), with: true, later: false, verb: Some(kind) }
        };
        let noun = || lexicon::act_of(first).map(|verb| (verb.to_owned(), lexicon::effect_of(verb)));
        let (verb, effect) = match lexicon::effect_of_stems(&stems) {
            // "take refugees" says what is done to them, "take" alone does not.
            Some((_, Effect::Light)) if kind.is_some() => return Some(other(first)),
            // "The scheme will start", "the project won't go ahead"
            Some((_, Effect::Light)) if object.thing.end <= act.start && COMING.contains(&first.as_str()) => {
                return Some(Self { act: Act::Having, with: true, later: false, verb: Some(first.clone()) });
            }
            Some((1, Effect::Light)) | None if stems.len() == 2 && TURNING.contains(&stems[1].as_str()) => {
                return Some(other(&stems.join(" ")));
            }
            Some((_, effect)) => (kind.unwrap_or(first).to_owned(), Some(effect)),
            None => noun().unwrap_or_else(|| (first.clone(), None)),
        };
        let Some(effect) = effect else { return Some(other(&verb)) };
        let (with, act) = match effect {
            // What is put off is still meant to be.
            Effect::For | Effect::Later => (true, Act::Having),
            Effect::Against => (false, Act::Having),
            Effect::Up => (true, Act::Level),
            Effect::Down => (false, Act::Level),
            Effect::Light => return None,
        };
        Some(Self { act, with, later: effect == Effect::Later, verb: Some(verb) })
    }
}
