//! `onrecord rule`: what an edit or a shift is in the user's judgement.
//!
//! It changes no label: the ruling stands beside what it is on in later reports.

use std::collections::BTreeMap;

use super::args::AuthorArgs;
use super::context::Context;
use super::decide;
use super::failure::Failure;
use super::person::one_person;
use super::reference::{self, Reference};
use crate::audit::{self, AuditQuery};
use crate::compare::{Comparison, compare};
use crate::curation::{Decision, FindingId, Ruled, Ruling, Subject, Verdict};
use crate::diff::EditKind;
use crate::report::{self, words};
use crate::store::{History, StoredVersion};
use crate::story::{Slug, sha256};

/// The fewest letters of an id that name something.
const FEWEST: usize = 4;

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
    #[arg(value_name = "EDIT", value_parser = id)]
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

/// Reads the beginning of an id.
fn id(text: &str) -> Result<String, String> {
    let id = text.trim_start_matches('#').to_ascii_lowercase();
    let is_id = (FEWEST..=32).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id
        .then_some(id)
        .ok_or_else(|| format!("an id such as 3fa9c1d2, of at least {FEWEST} of the letters 0-9 and a-f"))
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let mut history = decide::open(context)?;
    let found = match &args.speaker {
        Some(name) => find_shift(&history, &args.edit, name, args.topic.clone())?,
        None => find(&history, &args.edit, args.place.as_deref())?,
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

/// Finds what an id stands for: among what was ruled on before, and the edits of the comparisons meant.
fn find(history: &History, id: &str, place: Option<&str>) -> Result<Vec<(String, Subject)>, Failure> {
    let ruled = Ruled::all(&history.decisions()?).into_values().map(|ruled| (ruled.ruling.on, ruled.ruling.subject));
    let mut found: Vec<(String, Subject)> = ruled.filter(|(on, _)| on.starts_with(id)).collect();
    if let Some((old, new)) = place.and_then(reference::range) {
        let version = |of: &Reference| -> Result<StoredVersion, Failure> {
            let story = reference::choose_story(history, of.story.as_ref(), "--in STORY@v1..v5")?;
            reference::resolve(history, &story, of.point)
        };
        edits(history, &version(&old)?, &version(&new)?, id, &mut found)?;
    } else {
        let stories = match place {
            Some(place) => {
                let slug = Slug::from_text(place);
                vec![reference::choose_story(history, slug.as_ref(), "--in STORY")?]
            }
            None => history.stories()?,
        };
        for story in stories.iter().filter(|story| story.versions > 1) {
            let mut before = history.listed_version(&story.slug, 1)?;
            for number in 2..=story.versions {
                let version = history.listed_version(&story.slug, number)?;
                edits(history, &before, &version, id, &mut found)?;
                before = version;
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found.dedup_by(|a, b| a.0 == b.0);
    Ok(found)
}

/// Finds the shifts of a speaker whose id begins so, as the audit of him or her lists them.
fn find_shift(
    history: &History,
    id: &str,
    name: &str,
    topic: Option<String>,
) -> Result<Vec<(String, Subject)>, Failure> {
    let said = history.said(&one_person(history, name, "onrecord rule ID VERDICT --speaker")?)?;
    let audit = audit::audit(said, &AuditQuery { topic, ..AuditQuery::default() });
    let mut found = BTreeMap::new();
    for shift in &audit.shifts {
        let ends = [&audit.entries[shift.from], &audit.entries[shift.to]];
        let on = report::shift_id(shift, ends);
        if on.as_str().starts_with(id) {
            let [old, new] = ends.map(|entry| sha256(entry.body.as_bytes()));
            let [old_text, new_text] = ends.map(|entry| Some(entry.claim.content.text.clone()));
            let [from, to] = ends.map(|entry| format!("{}@v{}", entry.story, entry.worded().1));
            let (place, speaker) = (format!("{from} → {to}"), Some(audit.name.clone()));
            let subject = Subject { place, old, new, old_text, new_text, speaker };
            found.insert(on.as_str().to_owned(), subject);
        }
    }
    Ok(found.into_iter().collect())
}

/// Adds the edits between two versions whose id begins so.
fn edits(
    history: &History,
    old: &StoredVersion,
    new: &StoredVersion,
    id: &str,
    found: &mut Vec<(String, Subject)>,
) -> Result<(), Failure> {
    let Comparison { diff, .. } = compare(history, old, new)?;
    let slug = new.story.slug.as_str();
    for edit in diff.edits.iter().filter(|edit| edit.kind != EditKind::Unchanged) {
        let on = FindingId::of_edit(slug, [&old.sha256, &new.sha256], [&edit.old, &edit.new]);
        if on.as_str().starts_with(id) {
            let text = |body: &str, claims: &[_]| (!claims.is_empty()).then(|| words::sentence(body, claims));
            let subject = Subject {
                place: format!("{slug} v{} → v{}", old.number, new.number),
                old: old.sha256.clone(),
                new: new.sha256.clone(),
                old_text: text(&old.body, &edit.old),
                new_text: text(&new.body, &edit.new),
                speaker: None,
            };
            found.push((on.as_str().to_owned(), subject));
        }
    }
    Ok(())
}
