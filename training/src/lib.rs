//! Trains the fast model and the tagger, and measures models against annotated texts.
//!
//! It is no part of the program, whose package does not contain it. The same corpus and the same settings give the
//! same bytes.

pub mod calibration;
pub mod corpus;
pub mod evaluation;
pub mod parsing;
pub mod perceptron;
pub mod tagger;
pub mod tagging;
pub mod treebank;
