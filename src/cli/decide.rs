//! What the commands that decide something share: who decides, about which texts, and the entry in the journal.
//!
//! It never changes the history.

use super::context::{Context, env};
use super::failure::Failure;
use super::nearest::nearest;
use super::reference::{self, list};
use crate::curation::{Decision, Scope};
use crate::lookup;
use crate::name::name_key;
use crate::render::Report;
use crate::report::{DecisionRow, DecisionsReport};
use crate::store::History;
use crate::story::Slug;

/// Who decides.
#[derive(Clone, Debug, clap::Args)]
pub struct AuthorArgs {
    /// Who decides [default: $ONRECORD_AUTHOR, else the user's name on this machine]
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
}

impl AuthorArgs {
    fn name(&self) -> Result<String, Failure> {
        let named = ["ONRECORD_AUTHOR", "USER", "LOGNAME", "USERNAME"].into_iter().find_map(env);
        self.author.clone().or(named).map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).ok_or_else(
            || {
                Failure::new("a decision has an author, and none is named")
                    .hint("name one: --author NAME, or set ONRECORD_AUTHOR")
            },
        )
    }
}

/// Which texts are meant.
#[derive(Clone, Debug, clap::Args)]
pub struct ScopeArgs {
    /// Only in the texts of this story
    #[arg(long, value_name = "NAME", value_parser = super::ingest::slug)]
    story: Option<Slug>,
    /// Only in the texts of this outlet
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
}

impl ScopeArgs {
    /// Reads the scope off the options.
    ///
    /// # Errors
    /// When there is no such story.
    pub fn scope(&self, history: &History) -> Result<Scope, Failure> {
        if let Some(slug) = &self.story {
            reference::choose_story(history, Some(slug), "--story STORY")?;
        }
        Ok(Scope { story: self.story.clone(), outlet: self.outlet.clone() })
    }
}

/// Opens the history for a decision; it never creates one.
pub fn open(context: &Context) -> Result<History, Failure> {
    drop(context.open()?);
    context.open_or_create()
}

/// Adds a decision to the journal, prints it and says how to take it back.
pub fn decide(
    context: &Context,
    history: &mut History,
    author: &AuthorArgs,
    decision: Decision,
) -> Result<u8, Failure> {
    let (number, entry) = history.decide(&author.name()?, context.now(), decision)?;
    let journal = history.decisions()?;
    let rows = DecisionRow::list(&journal).into_iter().filter(|row| row.entry.id == entry.id).collect();
    context.show(&Report::Decisions(DecisionsReport { decisions: rows, made: true }))?;
    context.note(&format!("take it back with: onrecord decisions undo {number}"));
    Ok(0)
}

/// Finds the speaker that a name means, and returns the name as the history has it: a whole name, or a surname that one
/// speaker bears.
///
/// # Errors
/// When nobody is called so, or several are.
pub fn speaker(history: &History, asked: &str) -> Result<String, Failure> {
    let names = lookup::names(history, asked)?;
    if let Some(exact) = names.iter().find(|name| name_key(name) == name_key(asked)) {
        return Ok(exact.clone());
    }
    if lookup::people(history)?.knows(asked) {
        return Ok(asked.to_owned());
    }
    match names.as_slice() {
        [] => {
            let all: Vec<String> = lookup::speakers(history)?.into_iter().map(|speaker| speaker.name).collect();
            let failure = Failure::new(format!("nobody called \"{asked}\" is on record"));
            Err(match nearest(asked, &all).as_slice() {
                [] => failure.hint("list everybody: onrecord speakers"),
                near => failure.hint(format!("did you mean {}?", near.join(" or "))),
            })
        }
        [only] => Ok(only.clone()),
        several => Err(Failure::new(format!("\"{asked}\" fits {} speakers: {}", several.len(), list(several)))
            .hint("give the whole name, in quotation marks")),
    }
}

/// Refuses a name with nothing in it.
pub fn some_name(text: &str) -> Result<String, String> {
    if name_key(text).is_empty() {
        Err("a name with at least one letter or digit".to_owned())
    } else {
        Ok(text.trim().to_owned())
    }
}

/// Returns whether two names are the same, without case, diacritics and edge punctuation.
pub fn is_called(one: &str, other: &str) -> bool {
    name_key(one) == name_key(other)
}
