//! Whether `--story` names a story that is there or a new one, where texts go into it.
//!
//! It asks whoever sits at a terminal, and makes nothing.

use crate::ask::{Destination, destination};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::story::Slug;

/// The option beside `--story`.
#[derive(Clone, Debug, clap::Args)]
pub struct NewStoryArgs {
    /// The story that --story names is a new one, however like a known one its name is
    #[arg(long, requires = "story")]
    new: bool,
}

impl NewStoryArgs {
    /// Returns the story that the user named. A new one beside others is told of; a name that is nearly a known one is
    /// asked about.
    ///
    /// # Errors
    /// When the name is nearly a known one and nobody says that it is right, when `--new` is said of a known one, and
    /// when the history cannot be read.
    pub fn chosen(&self, context: &Context, story: Option<&Slug>) -> Result<Option<Slug>, Failure> {
        let Some(slug) = story else { return Ok(None) };
        let Some(history) = context.open_if_there()? else { return Ok(Some(slug.clone())) };
        match destination(&history, slug)? {
            Destination::Known(called) if self.new => {
                Err(Failure::new(format!("there is a story \"{called}\" already"))
                    .hint("choose another name, or leave --new out to add to that story"))
            }
            Destination::Known(called) => Ok(Some(called)),
            Destination::Slip(near) if !self.new => {
                let near = near.join(" or ");
                match context.ask(&format!("There is no story \"{slug}\" yet, but {near}. Make a new one?")) {
                    Some(true) => Ok(Some(slug.clone())),
                    _ => Err(Failure::new(format!("there is no story \"{slug}\""))
                        .hint(format!("did you mean {near}? To make a new story: --new"))),
                }
            }
            Destination::New(similar) if !self.new && !history.stories()?.is_empty() => {
                let similar = match similar.as_slice() {
                    [] => String::new(),
                    names => format!("; similar names: {}", names.join(", ")),
                };
                context.note(&format!("{slug} is a new story{similar}"));
                Ok(Some(slug.clone()))
            }
            _ => Ok(Some(slug.clone())),
        }
    }
}
