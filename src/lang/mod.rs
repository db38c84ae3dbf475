//! Tokens to label scores: the learned models and what they read.

pub mod pieces;
pub mod windows;
