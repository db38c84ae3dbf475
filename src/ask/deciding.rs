//! What a decision comes to that somebody asks for, whoever asks: who is one, who is two, which decision is taken back.
//!
//! It writes nothing; whoever asked puts the decision into the journal.

use super::{Error, speaker_named};
use crate::curation::{Decision, Entry, standing};
use crate::lookup;
use crate::store::History;

/// Decides that two names are one speaker's; refuses names that are one already.
pub fn one_speaker(history: &History, name: &str, other: &str) -> Result<Decision, Error> {
    let (name, other) = (speaker_named(history, name)?, speaker_named(history, other)?);
    if lookup::people(history)?.are_one(&name, &other) {
        return Err(Error::new(format!("\"{name}\" and \"{other}\" are one speaker already"))
            .hint("see what was decided: onrecord decisions"));
    }
    Ok(Decision::Merge { name, other })
}

/// Decides that two names are two speakers'; refuses what is one name.
pub fn two_speakers(history: &History, name: &str, other: &str) -> Result<Decision, Error> {
    let (name, other) = (speaker_named(history, name)?, speaker_named(history, other)?);
    if other == name {
        return Err(Error::new(format!("\"{other}\" is the same name as \"{name}\""))
            .hint("to tell two people of one name apart, say in which texts: --story STORY or --outlet NAME"));
    }
    Ok(Decision::Part { name, other })
}

/// Decides that a decision is taken back: the one of a number, or the last one that stands and is of the wanted sort.
pub fn taking_back(journal: &[Entry], number: Option<usize>, wanted: fn(&Decision) -> bool) -> Result<Decision, Error> {
    let (stands, hint) = (standing(journal), "list them: onrecord decisions");
    let entry = match number {
        Some(number) => {
            let entry = number.checked_sub(1).and_then(|at| journal.get(at));
            entry.ok_or_else(|| Error::new(format!("there is no decision {number}")).hint(hint))?
        }
        None => {
            let last = stands.iter().rev().find(|entry| wanted(&entry.decision));
            last.ok_or_else(|| Error::new("there is no decision to take back").hint(hint))?
        }
    };
    if !stands.iter().any(|other| other.id == entry.id) {
        return Err(Error::new("that decision is taken back already").hint(hint));
    }
    Ok(Decision::Undo { decision: entry.id.clone() })
}
