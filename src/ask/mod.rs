//! A question to a history → the report that answers it, for whoever asks: the command line, the web app, a feed.
//!
//! It reads and never writes; it judges nothing. What it cannot answer it says in a sentence, with the next step.
//!
//! # Errors
//! Every function fails when what is asked for is not on record, and when the history cannot be read.

mod audit;
mod changes;
mod deciding;
mod destination;
mod error;
mod finding;
mod lineage;
mod nearest;
mod person;
mod quotes;
pub mod reference;
mod search;
mod speakers;
mod steps;
mod story;
mod version;
mod watches;

pub use audit::{AuditQuestion, audit};
pub use changes::{ChangesQuestion, changes};
pub use deciding::{one_speaker, taking_back, two_speakers};
pub use destination::{Destination, destination};
pub use error::Error;
pub use finding::{FoundEdit, compared_with_id, edits_with_id, shifts_with_id};
pub use lineage::{blame, life};
pub use nearest::{hint_nearest, nearest};
pub use person::{one_person, speaker_named, with_joined};
pub use quotes::{in_more_than_one_story, quotes};
pub use search::{SearchQuestion, search};
pub use speakers::{speakers, topics};
pub use steps::{compared_story, each_step, step};
pub use story::{log, story};
pub use version::{report_of, stored, stored_info};
pub use watches::{watch_status, watches};
