//! Who decides, and about which texts.

use super::story;
use crate::ask::reference;
use crate::cli::context::env;
use crate::cli::failure::Failure;
use crate::curation::Scope;
use crate::name::name_key;
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
    /// Returns who decides.
    ///
    /// # Errors
    /// When nobody is named.
    pub fn name(&self) -> Result<String, Failure> {
        let named = || self.author.clone().or_else(|| env("ONRECORD_AUTHOR")).or_else(user_name);
        named().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).ok_or_else(|| {
            Failure::new("a decision needs an author, and none is given")
                .hint("name one: --author NAME, or for good: onrecord config set author NAME")
        })
    }
}

/// Returns the user's name on this machine: as the environment has it, which a service manager may leave empty, else as
/// the system's list of users has it.
pub fn user_name() -> Option<String> {
    ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(env).or_else(|| whoami::username().ok())
}

/// Which texts are meant.
#[derive(Clone, Debug, clap::Args)]
pub struct ScopeArgs {
    /// Only in the texts of this story
    #[arg(long, value_name = "NAME", value_parser = story)]
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
        let chosen = |slug| Ok::<_, Failure>(reference::choose_story(history, Some(slug), "--story STORY")?.recorded);
        Ok(Scope { story: self.story.as_ref().map(chosen).transpose()?, outlet: self.outlet.clone() })
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
