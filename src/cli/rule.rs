//! `onrecord rule`: what an edit or a shift is in the user's judgement.
//!
//! It changes no label: the ruling stands beside what it is on in later reports.

use super::args::{AuthorArgs, finding_id};
use super::context::Context;
use super::decide;
use super::failure::Failure;
use crate::ask::{self, reference};
use crate::curation::{Decision, Ruling, Subject, Verdict};

/// Rule on an edit or a shift: say what it is in your judgement
///
/// EDIT is the id that diff and log --changes show beside each edit, and audit beside each shift, or its beginning. The
/// ruling is kept in the journal with its author and time and stands beside the edit or shift in later reports; nothing
/// is relabelled or hidden. A later ruling on the same edit goes before an earlier one. onrecord decisions lists,
/// exports and takes back.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord diff v3 v4                             shows 3fa9c1d2 beside an edit
  onrecord rule 3fa9c1d2 is-correction --note \"the desk confirmed it by phone\"
  onrecord rule 3fa9c1d2 not-a-change --author \"Ines Aldana\"
  onrecord rule 90ab12cd misread --in harbour-fire@v1..v5
  onrecord rule 7be2041f not-a-shift --speaker \"Sergei Marsk\" --note \"two different levies\"
  onrecord diff v3 v4 --unruled                   what nobody has ruled on yet")]
pub struct Args {
    /// The id of the edit or the shift, or at least four letters of its beginning
    #[arg(value_name = "EDIT", value_parser = finding_id)]
    edit: String,
    /// What it is
    #[arg(value_name = "VERDICT", value_enum)]
    verdict: Verdict,
    /// Why
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Where to look: a story, or the range of versions that was compared
    /// [default: each version of each story against the one before]
    #[arg(long = "in", id = "place", value_name = "STORY|RANGE")]
    place: Option<String>,
    /// Look among the shifts in what this person has said, as audit lists them
    #[arg(long, value_name = "NAME", conflicts_with = "place")]
    speaker: Option<String>,
    /// The topic that the audit was asked for, where it was
    #[arg(long, value_name = "TOPIC", requires = "speaker")]
    topic: Option<String>,
    #[command(flatten)]
    author: AuthorArgs,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let mut history = decide::open(context)?;
    let found = match &args.speaker {
        Some(name) => ask::shifts_with_id(&history, &args.edit, name, args.topic.clone())?,
        None => ask::edits_with_id(&history, &args.edit, args.place.as_deref())?,
    };
    let (on, subject) = match found.as_slice() {
        [] if args.speaker.is_some() => {
            return Err(Failure::new(format!("no shift has an id that begins with {}", args.edit))
                .hint("see the ids: onrecord audit NAME; of an audit on a topic, name it: --topic TOPIC"));
        }
        [] => {
            return Err(Failure::new(format!("no edit has an id that begins with {}", args.edit)).hint(
                "see the ids: onrecord log STORY --changes=all; of a comparison over several versions, name it: --in STORY@v1..v5; \
                 of a shift, name who speaks: --speaker NAME",
            ));
        }
        [one] => one.clone(),
        several => {
            let label = |(id, subject): &(String, Subject)| format!("{} ({})", &id[..12], subject.place);
            let labels: Vec<String> = several.iter().map(label).collect();
            return Err(Failure::new(format!(
                "{} findings have an id that begins with {}: {}",
                several.len(),
                args.edit,
                reference::list(&labels)
            ))
            .hint("give more letters of it"));
        }
    };
    // Of an edit, "not a shift" says nothing: only a shift has a speaker.
    if args.verdict == Verdict::NotAShift && subject.speaker.is_none() {
        return Err(Failure::new(format!("{} is an edit, and no shift", &on[..8]))
            .hint("of an edit that changes nothing, say not-a-change"));
    }
    let (verdict, note) = (args.verdict, args.note.clone());
    decide::decide(context, &mut history, &args.author, Decision::Rule(Ruling { on, subject, verdict, note }))
}
