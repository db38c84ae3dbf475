//! The story that texts are to go into, by the name that somebody gives: one that is there, a new one, or a slip.
//!
//! A story that was made by a slip of the hand stays for ever. So whoever asks for one that is nearly there is told.

use super::Error;
use super::nearest::{mistyped, nearest};
use crate::store::History;
use crate::story::Slug;

/// What the name of a story comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A story that is on record, or into which something that is watched goes, by what it is called.
    Known(Slug),
    /// Nearly the names of these.
    Slip(Vec<String>),
    /// A new story, with the names that are most like its own.
    New(Vec<String>),
}

/// Says which story a name means that texts are to go into.
pub fn destination(history: &History, name: &Slug) -> Result<Destination, Error> {
    if let Some(story) = history.story(name)? {
        return Ok(Destination::Known(story.slug));
    }
    let stories = history.stories()?.into_iter().map(|story| story.slug);
    let watched = history.watches()?.into_iter().filter_map(|watch| watch.story);
    let names: Vec<String> = stories.chain(watched).map(|slug| slug.to_string()).collect();
    let called = history.called(name)?;
    if names.iter().any(|known| known == called.as_str()) {
        return Ok(Destination::Known(called));
    }
    let slips = mistyped(name.as_str(), &names);
    Ok(if slips.is_empty() { Destination::New(nearest(name.as_str(), &names)) } else { Destination::Slip(slips) })
}
