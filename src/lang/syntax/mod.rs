//! How the words of a sentence hang together: which word governs which, and as what.

pub mod relation;
