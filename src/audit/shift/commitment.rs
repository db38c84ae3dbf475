//! What a sentence commits its speaker to: something that will be or will not be, that he or she backs or opposes.
//!
//! **Finds** "will", "won't", "is going to" and "there will be no" with the speaker for a subject, or with a thing that
//! is brought about or ended; "rule out", "no plans to", "open to", "support", "against"; "may" and "consider"; "is
//! dead", "is off the table"; "is the wrong way", "won't work", "no need for"; and "delay". **Example**: "There will be
//! no toll on the bridge" is against {toll, bridge}, firmly. **Leaves alone** questions, conditions, what others are
//! said to say or want, words in quotation marks of their own, and pronouns for objects. **Known misses**: irony,
//! commitments by a whole clause ("it is time that …").

use std::ops::Range;

use super::object::NounPhrase;
use super::reader::CommitmentReader;
use crate::audit::tagged_text::TaggedText;
use crate::claim::{Claim, ClaimKind, Stance};

/// What a commitment does to its object; only the same can be compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// The thing is to be, or not to be.
    Having,
    /// There is to be more of it, or less.
    Level,
    /// Something else, by the stem of its verb.
    Other(String),
}

/// How firmly a speaker is committed, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Firmness {
    /// "may", "open to", "no plans to", "not now"
    Tentative,
    /// "is the right thing to do", "won't work"
    Valued,
    /// "plan to", "should", "support"
    Planned,
    /// "will", "never", "rule out"
    Firm,
}

/// A commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    pub act: Act,
    /// For the act or against it.
    pub is_for: bool,
    pub strength: Firmness,
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
    /// The year by which it is to be.
    pub year: Option<i32>,
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
            year: None,
        }
    }
}

/// What a cue says before it is known what about.
#[derive(Clone, Copy, Debug)]
pub(super) struct CommitmentCue {
    pub is_for: bool,
    pub strength: Firmness,
    pub negated: bool,
    pub past: bool,
}

/// Reads the commitments of a statement, in text order; `is_content` says whether the words are the claim's content
/// alone.
pub fn commitments(wording: &TaggedText, claim: &Claim, is_content: bool) -> Vec<Commitment> {
    let reported = is_content && claim.kind != ClaimKind::Quote && claim.cue.is_some();
    let reader = CommitmentReader { words: &wording.words, reported, pronouns: pronouns(claim) };
    let mut found = Vec::new();
    if is_content && let Some(one) = by_cue(claim, &reader) {
        found.push(one);
    }
    if is_content && is_taken_back(claim) {
        return found;
    }
    for sentence in &wording.sentences {
        let words = wording.words.get(sentence.clone()).unwrap_or_default();
        if words.iter().any(|word| word.lower == "?") || words.is_empty() {
            continue;
        }
        let mut at = sentence.start;
        while at < sentence.end {
            match reader.at(at, sentence) {
                Some(one) => {
                    at = one.cue.end.max(at + 1);
                    found.push(one);
                }
                None => at += 1,
            }
        }
    }
    found
}

/// Lists the pronouns that may stand for the source: "they" is nobody who is called by name.
fn pronouns(claim: &Claim) -> &'static [&'static str] {
    let source = claim.source.as_ref().map_or("", |source| source.text.as_str());
    let last = source.split_whitespace().last().unwrap_or_default();
    let named = last.starts_with(char::is_uppercase) && !last.eq_ignore_ascii_case("they");
    if named || matches!(last, "he" | "she") { &["he", "she"] } else { &["he", "she", "they", "it"] }
}

/// Returns whether the cue denies what the content says: "does not think that", "denied that".
fn is_taken_back(claim: &Claim) -> bool {
    let denies = |stance| matches!(stance, Stance::Deny | Stance::Doubt);
    claim.is_denied_by_cue()
        || claim.takes_stance_by_cue() && claim.position.as_ref().is_some_and(|position| denies(position.stance))
}

/// Reads a stance that stands before the content: "she ruled out | raising fares".
fn by_cue(claim: &Claim, reader: &CommitmentReader) -> Option<Commitment> {
    if !claim.takes_stance_by_cue() || claim.leading_words().is_none() {
        return None;
    }
    let position = claim.position.as_ref()?;
    let cue = of_stance(position.stance)?;
    // "She ruled out what others had asked for": nothing is named.
    let open = reader.words.first()?.is(&["what", "how", "why", "whether", "when", "where", "who", "if"]);
    if open {
        return None;
    }
    reader.complement(0, reader.words.len(), 0..0, cue)
}

fn of_stance(stance: Stance) -> Option<CommitmentCue> {
    let (is_for, strength) = match stance {
        Stance::Support => (true, Firmness::Planned),
        Stance::Commit => (true, Firmness::Firm),
        Stance::Open => (true, Firmness::Tentative),
        Stance::Oppose => (false, Firmness::Planned),
        Stance::Refuse => (false, Firmness::Firm),
        _ => return None,
    };
    Some(CommitmentCue { is_for, strength, negated: stance == Stance::Refuse, past: false })
}
