//! The people, organisations, places and groups of a text, each once, and every place where one is spoken of.
//!
//! Plain data: `extract` says who is who.

use crate::claim::{Span, SpeakerId};

/// Everybody and everything that a text speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entities {
    /// By first mention; those without any come last.
    pub all: Vec<Entity>,
    /// In text order, a longer one before those in it.
    pub mentions: Vec<Mention>,
}

/// Somebody or something that a text speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The fullest name in the text, or the description where no name is given.
    pub name: String,
    pub kind: EntityKind,
    /// The speaker of the same extraction that it is; `None` where no claim is credited to it.
    pub speaker: Option<SpeakerId>,
}

/// What sort of thing an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    Person,
    Organization,
    Place,
    Group,
    Document,
    Unknown,
}

/// One place where an entity is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    pub span: Span,
    /// An index into [`Entities::all`].
    pub entity: usize,
    pub form: MentionForm,
}

/// How an entity is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionForm {
    /// "Ana Holt", "Holt", "WHO"
    Name,
    /// What somebody is, beside a name or in its place: "the foreign minister", "Russian President" before a name.
    Role,
    /// What a text says beside a name, or behind "is", that somebody is: "Ana Holt, the port's director".
    Epithet,
    /// "she", "his", "who", "I"
    Pronoun,
    /// "Russian"
    Demonym,
}
