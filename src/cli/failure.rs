//! What a command says when it cannot go on: one lowercase sentence and the next step.
//!
//! It carries words and a way to end, nothing else.

use std::error::Error;

/// Why a command stopped.
#[derive(Debug)]
pub struct Failure {
    pub message: String,
    /// The next step.
    pub hint: Option<String>,
    /// The reader of our output has gone, which is no error: `onrecord log | head -1`.
    pub is_broken_pipe: bool,
    /// Another program was writing to the database; later it may work.
    pub is_locked: bool,
}

impl Failure {
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, is_broken_pipe: false, is_locked: false }
    }

    /// Adds the next step.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Returns in one line what went wrong and why, down to the first cause.
    pub fn from_error(error: &dyn Error) -> Self {
        let mut message = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            let text = error.to_string();
            if !message.contains(&text) {
                message = format!("{message}: {text}");
            }
            cause = error.source();
        }
        Self::new(message)
    }

    /// Makes a failure of an output that could not be written.
    pub fn output(error: &std::io::Error) -> Self {
        let mut failure = Self::from_error(error);
        failure.message = format!("cannot write the output: {}", failure.message);
        failure.is_broken_pipe = error.kind() == std::io::ErrorKind::BrokenPipe;
        failure.hint("check the disk or the program that reads it")
    }
}

impl From<crate::address::AddressError> for Failure {
    fn from(error: crate::address::AddressError) -> Self {
        Self::from_error(&error).hint(error.hint())
    }
}

impl From<crate::fetch::Error> for Failure {
    fn from(error: crate::fetch::Error) -> Self {
        Self::from_error(&error).hint(error.hint())
    }
}

impl From<crate::ingest::Error> for Failure {
    fn from(error: crate::ingest::Error) -> Self {
        Self::from_error(&error).hint(error.hint())
    }
}

impl From<crate::ask::Error> for Failure {
    fn from(error: crate::ask::Error) -> Self {
        match error {
            crate::ask::Error::Question { message, hint } => Self { hint, ..Self::new(message) },
            crate::ask::Error::Store(error) => error.into(),
        }
    }
}

impl From<crate::store::Error> for Failure {
    fn from(error: crate::store::Error) -> Self {
        let is_locked = matches!(error, crate::store::Error::Locked { .. });
        Self { hint: error.hint(), is_locked, ..Self::from_error(&error) }
    }
}
