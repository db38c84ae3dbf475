//! What a claim's positions commit its speaker to, in a form in which two can be compared: an act and its object.
//!
//! The positions are read when a claim is; here they are only brought to one form. **Example**: "ruled out raising
//! fares" is against there being more of {fares}; "the levy will be delayed" is for {levy}, later. **Leaves alone**
//! charges and forecasts, and positions on a pronoun. **Known misses**: a whole clause for an object ("it is time that
//! …").

use std::ops::Range;

use chrono::NaiveDate;

use super::complement::of_effect;
use super::reader::CommitmentReader;
use crate::audit::lexicon::{self, Effect};
use crate::audit::object::NounPhrase;
use crate::audit::tagged_text::{self, TaggedText, TaggedWord};
use crate::claim::{Claim, Position, Span, Stance, Strength};
use crate::lang::tag::Tag;

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
    pub object: NounPhrase,
    /// What is done to it, by the stem of the verb; nothing where it only "will be".
    pub verb: Option<String>,
    /// The words that commit and what they are about, as a range of the statement's words.
    pub evidence: Range<usize>,
    /// The words that commit: "will not".
    pub cue: Range<usize>,
    /// The last day by which it is to be, and the words that say so.
    pub until: Option<(NaiveDate, String)>,
    /// The words of the body that commit, which may stand before the content.
    pub said: Span,
}

impl Commitment {
    /// Makes the commitment of a cue, whose words are `words`, to an object; it rests on all from the one to the other.
    pub(super) fn new(cue: CommitmentCue, words: Range<usize>, act: Act, object: NounPhrase) -> Self {
        Self {
            act,
            is_for: cue.is_for,
            strength: cue.strength,
            negated: cue.negated,
            later: false,
            for_now: false,
            ends: false,
            past: cue.past,
            evidence: words.start.min(object.range.start)..words.end.max(object.range.end),
            object,
            verb: None,
            cue: words,
            until: None,
            said: Span::default(),
        }
    }
}

/// What a cue says before it is known what about.
#[derive(Clone, Copy, Debug)]
pub(super) struct CommitmentCue {
    pub is_for: bool,
    pub strength: Strength,
    pub negated: bool,
    pub past: bool,
}

/// Reads the commitments of a statement off its claim's positions, in text order; `place` finds where words of the body
/// stand among those of the statement.
pub fn commitments(
    wording: &TaggedText,
    claim: &Claim,
    body: &str,
    place: impl Fn(Span) -> Option<Range<usize>>,
) -> Vec<Commitment> {
    let reader = CommitmentReader { words: &wording.words };
    claim.positions.iter().flat_map(|position| of_position(&reader, position, body, &place)).collect()
}

/// Reads what a position is about: things, or acts and their objects.
fn of_position(
    reader: &CommitmentReader,
    position: &Position,
    body: &str,
    place: impl Fn(Span) -> Option<Range<usize>>,
) -> Vec<Commitment> {
    let Some(about) = place(position.about) else { return Vec::new() };
    let words = place(position.cue).unwrap_or(about.start..about.start);
    let parts = tagged_text::acts(reader.words, about);
    parts.into_iter().filter_map(|part| of_part(reader, position, body, part, words.clone())).collect()
}

/// Reads a thing that a position is about, or an act and its object; `words` are those of the cue.
fn of_part(
    reader: &CommitmentReader,
    position: &Position,
    body: &str,
    about: Range<usize>,
    words: Range<usize>,
) -> Option<Commitment> {
    let (is_for, negated) = match position.stance {
        Stance::Support | Stance::Commit | Stance::Demand | Stance::Open => (true, false),
        Stance::Oppose | Stance::Refuse | Stance::Deny | Stance::Doubt => (false, true),
        Stance::Accuse | Stance::Expect => return None,
    };
    let of_cue = &reader.words[words.clone()];
    let says_not = of_cue.iter().any(|word| word.is(&["not", "never", "no", "nothing", "cannot"]));
    // "It won't work" foresees.
    let foresees = of_cue.iter().any(|word| word.is(&["will", "would"])) && position.strength == Strength::Tentative;
    if foresees {
        return None;
    }
    let past = position.stance == Stance::Deny;
    // What hangs on a condition is neither given nor taken back by what comes without one.
    if position.condition.is_some() && position.stance != Stance::Open {
        return None;
    }
    let cue = CommitmentCue { is_for, strength: position.strength, negated: negated && (says_not || past), past };
    // What is judged stands before the words that judge it; what is promised or demanded, behind.
    // "The council will not sell the pier": what is done stands behind the words that say so.
    let within = about.start < words.start && words.end < about.end;
    let behind = within || about.start >= words.start;
    let start = if within { words.end } else { about.start };
    let found = match behind && position.strength != Strength::Judged {
        true => reader.complement(start, about.end, words.clone(), cue),
        // "Selling the pier | is wrong"
        false => match reader.gerund(about.clone()) {
            Some(verb) => reader.complement(verb, about.end, words.clone(), cue),
            None => reader.having(about.start, words.clone(), cue),
        },
    }?;
    // "promised | that the report would be published": the clause stands behind the cue whole.
    let modal = (about.start + 1..about.end).find(|&at| !within && reader.is(at, &["will", "would"]));
    let found = match modal {
        Some(modal) if behind => of_passive(reader, found, modal + 1),
        _ if behind => found,
        _ => of_passive(reader, found, words.end),
    };
    // What is said of the past takes back, if anything, and stands for nothing.
    let past_judgement =
        position.strength == Strength::Judged && (about.end..words.start).any(|at| reader.is(at, &["was", "were"]));
    if past_judgement {
        return None;
    }
    // What others have or want is judged, and nothing that the speaker wants himself.
    if position.strength == Strength::Judged && reader.is_others_thing(&found.object) {
        return None;
    }
    // "The levy is dead", "we have shelved the levy"
    let gives_up =
        || matches!(lexicon::effect(&reader.words[words.start..]), Some((_, Effect::Against | Effect::Later)));
    let ends = position.stance == Stance::Refuse && (!behind || !words.is_empty() && !says_not && gives_up());
    let for_now = negated && lexicon::not_now(&reader.words[about.start..reader.words.len().min(about.end + 8)]);
    let until = position.until.zip(position.deadline).map(|(day, words)| (day, words.of(body).to_owned()));
    let strength = if for_now { Strength::Tentative } else { found.strength };
    Some(Commitment { strength, for_now, ends, until, said: position.cue, ..found })
}

/// "The mine should be | closed", "the scheme will be | delayed": what is done to the thing stands behind the cue.
fn of_passive(reader: &CommitmentReader, found: Commitment, after: usize) -> Commitment {
    let steps = |at: &usize| reader.is(*at, &["be", "been", "not", "never"]) || reader.tag(*at) == Tag::Adverb;
    let verb = (after..reader.words.len()).find(|at| !steps(at)).unwrap_or(after);
    let acts = reader.words.get(verb..).and_then(lexicon::effect).map(|(_, effect)| effect);
    let Some((effect, (with, act))) = acts.and_then(|effect| Some((effect, of_effect(effect)?))) else {
        let done = reader.tag(verb) == Tag::PastParticiple;
        let act = |verb: &TaggedWord| Act::Other(lexicon::kind_of_act(&verb.stem));
        return match reader.words.get(verb).filter(|_| done) {
            Some(verb) => Commitment { act: act(verb), verb: Some(verb.stem.clone()), ..found },
            None => found,
        };
    };
    let later = effect == Effect::Later && found.is_for;
    Commitment { act, is_for: with == found.is_for, later, verb: Some(reader.words[verb].stem.clone()), ..found }
}
