//! Parts of speech.

/// A part of speech as Universal Dependencies has it, with the forms of verbs kept apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Tag {
    Adjective,
    Adposition,
    Adverb,
    /// "is", "would", "had", "can"
    FiniteAuxiliary,
    /// "be", "been", "having"
    Auxiliary,
    /// "and", "or"
    Conjunction,
    Determiner,
    Interjection,
    Noun,
    Number,
    /// "not", "to" before a verb, "'s" of a genitive
    Particle,
    Pronoun,
    Name,
    Punctuation,
    /// "that", "if"
    Subordinator,
    Symbol,
    /// "fell", "closes"
    FiniteVerb,
    /// "fall" behind "to" or "will", and commands
    BareVerb,
    /// "fallen", "closed" behind "was"
    PastParticiple,
    /// "falling"
    Ing,
    #[default]
    Other,
}

impl Tag {
    /// All tags in the order of their numbers.
    pub const ALL: [Self; 21] = [
        Self::Adjective,
        Self::Adposition,
        Self::Adverb,
        Self::FiniteAuxiliary,
        Self::Auxiliary,
        Self::Conjunction,
        Self::Determiner,
        Self::Interjection,
        Self::Noun,
        Self::Number,
        Self::Particle,
        Self::Pronoun,
        Self::Name,
        Self::Punctuation,
        Self::Subordinator,
        Self::Symbol,
        Self::FiniteVerb,
        Self::BareVerb,
        Self::PastParticiple,
        Self::Ing,
        Self::Other,
    ];

    /// Returns its number.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Returns whether it can be the finite verb of a clause.
    pub const fn is_finite(self) -> bool {
        matches!(self, Self::FiniteVerb | Self::FiniteAuxiliary)
    }

    /// Returns whether it is a form of a verb other than an auxiliary.
    pub const fn is_verb(self) -> bool {
        matches!(self, Self::FiniteVerb | Self::BareVerb | Self::PastParticiple | Self::Ing)
    }

    /// Returns whether it can be the head of a subject.
    pub const fn is_nominal(self) -> bool {
        matches!(self, Self::Noun | Self::Name | Self::Pronoun | Self::Number)
    }
}
