//! What is attributed to whom: the seam between the text and everything that is made of it.

use crate::claim::{ClaimKind, Rule, Span};

/// One attribution: some content, and the words that say whose it is. All spans are bytes of the body, in text order.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Quote, mixed or statement.
    pub kind: ClaimKind,
    /// What is asserted; the outer quotation marks of a quote and edge punctuation are left out.
    pub content: Vec<Span>,
    /// "said", "according to"; empty where nothing stands for it.
    pub cue: Vec<Span>,
    /// "she", "the minister"; empty where nobody is named.
    pub source: Vec<Span>,
    /// The sentence of whose source this attribution goes on, where it names none of its own: the index of an earlier attribution.
    pub continues: Option<usize>,
    /// From 0 to 1.
    pub confidence: f64,
    /// What decided.
    pub rule: Rule,
}
