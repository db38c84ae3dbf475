//! Whether `--story` names a story that is there or a new one.
//!
//! A story that was made by a slip of the hand stays for ever. So a name that is nearly a known one needs a yes.

use crate::ask::{mistyped, nearest};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::story::Slug;

/// The option beside `--story` where texts go into a story.
#[derive(Clone, Debug, clap::Args)]
pub struct NewStoryArgs {
    /// The story that --story names is a new one, however like a known one its name is
    #[arg(long, requires = "story")]
    new: bool,
}

impl NewStoryArgs {
    /// Returns the story that the user named. A new one is told of; a name that is nearly a known one is asked about.
    ///
    /// # Errors
    /// When the name is nearly a known one and nobody says that it is right, when `--new` is said of a known one, and
    /// when the history cannot be read.
    pub fn chosen(&self, context: &Context, story: Option<&Slug>) -> Result<Option<Slug>, Failure> {
        let Some(slug) = story else { return Ok(None) };
        let mut slug = slug.clone();
        if let Some(history) = context.open_if_there()? {
            slug = history.called(&slug)?;
            let stories = history.stories()?.into_iter().map(|story| story.slug);
            let watched = history.watches()?.into_iter().filter_map(|watch| watch.story);
            let names: Vec<String> = stories.chain(watched).map(|slug| slug.to_string()).collect();
            self.check(context, slug.as_str(), &names)?;
        }
        Ok(Some(slug))
    }

    fn check(&self, context: &Context, wanted: &str, names: &[String]) -> Result<(), Failure> {
        if names.iter().any(|name| name == wanted) {
            let hint = "choose another name, or leave --new out to add to that story";
            let known = Failure::new(format!("there is a story \"{wanted}\" already")).hint(hint);
            return if self.new { Err(known) } else { Ok(()) };
        }
        if self.new || names.is_empty() {
            return Ok(());
        }
        let slips = mistyped(wanted, names).join(" or ");
        if slips.is_empty() {
            let like = match nearest(wanted, names).as_slice() {
                [] => String::new(),
                near => format!("; similar names: {}", near.join(", ")),
            };
            context.note(&format!("{wanted} is a new story{like}"));
            return Ok(());
        }
        match context.ask(&format!("There is no story \"{wanted}\" yet, but {slips}. Make a new one?")) {
            Some(true) => Ok(()),
            _ => Err(Failure::new(format!("there is no story \"{wanted}\""))
                .hint(format!("did you mean {slips}? To make a new story: --new"))),
        }
    }
}
