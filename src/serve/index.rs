//! What lists of stories and speakers show, kept in memory: to gather it for each request would take too long in a
//! large history.
//!
//! One thread keeps it up to date. When a story last changed in substance nobody has stored; the thread compares its
//! versions from the latest back until it finds out, the newest stories first, and the lists say how far it is.

use std::collections::HashMap;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::app::App;
use super::problem::Problem;
use crate::ask;
use crate::curation::{Ruled, SpeakerRow};
use crate::lookup;
use crate::report::{Filter, LastChange, StoryLine, StoryRow};
use crate::store::{History, StoredVersion};
use crate::story::{Slug, Story, VersionNumber};

/// How long the thread rests where nothing is to do.
const REST: Duration = Duration::from_millis(500);

/// After how many stories the lists learn what was found.
const AT_A_TIME: usize = 25;

/// The last changes that were found, each with how many versions its story had then.
pub type KnownChanges = HashMap<Slug, (VersionNumber, LastChange)>;

/// What the lists show.
#[derive(Debug, Default)]
pub struct Index {
    /// What is recorded and decided as the index knows it; empty where it knows nothing.
    pub stamp: String,
    pub stories: Vec<StoryLine>,
    pub speakers: Vec<SpeakerRow>,
}

impl Index {
    /// Reads the lists off a history, with what is known of last changes.
    fn new(history: &History, known: &KnownChanges) -> Result<Self, Problem> {
        let stamp = history.stamp()?;
        let line = |row: StoryRow| {
            let last = match known.get(&row.story.slug) {
                _ if row.story.versions < 2 => LastChange::None,
                Some((versions, last)) if *versions == row.story.versions => last.clone(),
                _ => LastChange::Unknown,
            };
            StoryLine { row, last }
        };
        let stories = history.story_rows()?.into_iter().map(line).collect();
        Ok(Self { stamp, stories, speakers: lookup::speakers(history)? })
    }

    /// Returns how many stories were looked at.
    pub fn looked_at(&self) -> usize {
        self.stories.iter().filter(|line| line.last != LastChange::Unknown).count()
    }
}

/// Returns the index, made now where there is none yet.
///
/// # Errors
/// When the history cannot be read.
pub fn ready(app: &App, history: &History) -> Result<Arc<Index>, Problem> {
    if app.index().stamp.is_empty() {
        renew(app, history)?;
    }
    Ok(app.index())
}

/// Makes the index anew, so that what was decided just now shows.
///
/// # Errors
/// When the history cannot be read.
pub fn renew(app: &App, history: &History) -> Result<(), Problem> {
    let index = Index::new(history, &app.known_changes())?;
    app.set_index(index);
    Ok(())
}

/// Starts the thread that keeps the index up to date until the app stops.
///
/// # Errors
/// When no thread can be started.
pub fn keep_up(app: Arc<App>) -> std::io::Result<JoinHandle<()>> {
    thread::Builder::new().name("index".to_owned()).spawn(move || {
        while !app.is_stopped() {
            // What cannot be read now is told to whoever asks for it; it is tried again.
            let is_done = app.read(|history| update(&app, history)).unwrap_or(true);
            if is_done {
                thread::sleep(REST);
            }
        }
    })
}

/// Does a part of the work; returns whether nothing is left to do.
fn update(app: &App, history: &History) -> Result<bool, Problem> {
    let index = app.index();
    let is_new = index.stamp != history.stamp()?;
    let mut unknown: Vec<&StoryLine> = index.stories.iter().filter(|line| line.last == LastChange::Unknown).collect();
    if !is_new && unknown.is_empty() {
        return Ok(true);
    }
    if !is_new {
        unknown.sort_by_key(|line| std::cmp::Reverse(line.row.last_captured_at));
        for line in unknown.into_iter().take(AT_A_TIME).take_while(|_| !app.is_stopped()) {
            let story = &line.row.story;
            let last = last_change(history, story)?;
            app.known_changes().insert(story.slug.clone(), (story.versions, last));
        }
    }
    renew(app, history)?;
    Ok(false)
}

/// Finds the last step of a story with a substantive edit of which the program is sure.
fn last_change(history: &History, story: &Story) -> Result<LastChange, Problem> {
    let rulings = Ruled::all(&[]);
    let mut new: Option<StoredVersion> = None;
    for number in history.version_numbers(&story.slug)?.into_iter().rev() {
        let old = history.listed_version(&story.slug, number)?;
        if let Some(new) = &new {
            let step = ask::step(history, &old, new, &rulings, &Filter::default())?;
            let (edits, unnoted) = step.sure_and_unnoted();
            if edits > 0 {
                return Ok(LastChange::Made { by: new.number, at: new.captured_at, edits, unnoted });
            }
        }
        new = Some(old);
    }
    Ok(LastChange::None)
}
