//! Why a question has no answer: one lowercase sentence and the next step.

use crate::store;

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What is asked for is not on record, or several things are called so.
    #[error("{message}")]
    Question {
        message: String,
        /// The next step.
        hint: Option<String>,
    },
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Error {
    /// Makes an error of a question.
    pub fn new(message: impl Into<String>) -> Self {
        Self::Question { message: message.into(), hint: None }
    }

    /// Adds the next step.
    pub fn hint(self, text: impl Into<String>) -> Self {
        match self {
            Self::Question { message, .. } => Self::Question { message, hint: Some(text.into()) },
            Self::Store(error) => Self::Store(error),
        }
    }

    /// Returns the next step.
    pub fn next_step(&self) -> Option<String> {
        match self {
            Self::Question { hint, .. } => hint.clone(),
            Self::Store(error) => error.hint(),
        }
    }
}
