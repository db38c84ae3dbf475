//! What one text says, as it was read when its version was recorded: the vocabulary, and the bytes that keep it.
//!
//! Plain data. `extract` makes it in the pass that makes the claims, `store` keeps it with these, and `diff` looks it
//! up instead of reading bodies anew, so that a changed rule changes no comparison of stored versions. All spans are
//! bytes of the text that was read, end-exclusive.

pub mod fit;

mod codec;
mod entity;
mod layout;
mod wire;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use crate::claim::{Extraction, Precision, Span};

pub use crate::syntax::trees::Trees;
pub use crate::text::{
    Furniture, FurnitureKind, Layout, Paragraph, ParagraphKind, Quotation, Sentence, Token, TokenKind, Tokens, Turn,
};
pub use codec::{FORMAT, PackedReading, Unreadable};
pub use entity::{Entities, Entity, EntityKind, Mention, MentionForm};

/// All that was read off one version: who asserts what, and what its texts say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    pub extraction: Extraction,
    pub reading: Reading,
}

/// What the texts of one version say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub body: TextReading,
    /// `None` where the version has no headline.
    pub headline: Option<HeadlineReading>,
}

/// What a headline says. Its spans are places in the headline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeadlineReading {
    /// Its claims, found by the rules alone: the models have learned from sentences, not from headlines.
    pub extraction: Extraction,
    pub text: TextReading,
}

/// What one text says, whoever asserts it. Every list is in text order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextReading {
    /// Where its parts begin and end.
    pub layout: Layout,
    /// Every number that counts or measures.
    pub figures: Vec<FigureMention>,
    /// The words that make what they stand in unsure ("may", "reportedly", "if"), each sentence read for itself.
    pub hedges: Vec<Span>,
    /// The words that negate ("not", "no longer"), each sentence read for itself.
    pub negations: Vec<Span>,
    /// Every date that it names.
    pub dates: Vec<DateMention>,
    /// Whom and what it speaks of.
    pub entities: Entities,
    /// How the words of each sentence hang together, a word for each of the layout's tokens; `None` where no model
    /// parsed it.
    pub trees: Option<Trees>,
}

/// A number that the text names, with what it counts or measures.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureMention {
    /// Number and unit ("12 people", "$1.5 million").
    pub span: Span,
    /// The number alone, with a currency before it ("12", "$1.5 million"); it starts where `span` does.
    pub number: Span,
    /// The number in full: 1.5 million is 1500000.
    pub value: f64,
    /// What is counted or measured, lower case; `None` where nothing says.
    pub unit: Option<String>,
}

/// A figure as far as it lies in some stretches of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FigureWithin<'m> {
    pub span: Span,
    pub value: f64,
    /// `None` where the unit lies outside: there it belongs to somebody else's words.
    pub unit: Option<&'m str>,
}

/// Picks the figures whose numbers lie in `stretches`, in text order, from those of the whole text.
pub fn figures_within<'m>(mentions: &'m [FigureMention], stretches: &[Span]) -> impl Iterator<Item = FigureWithin<'m>> {
    let lies = |span: Span| stretches.iter().any(|stretch| stretch.contains(span));
    let hull = stretches.iter().copied().reduce(Span::join).unwrap_or_default();
    let first = mentions.partition_point(|mention| mention.number.end <= hull.start);
    let near = mentions[first..].iter().take_while(move |mention| mention.number.start < hull.end);
    near.filter_map(move |mention| match lies(mention.span) {
        true => Some(FigureWithin { span: mention.span, value: mention.value, unit: mention.unit.as_deref() }),
        false => {
            lies(mention.number).then_some(FigureWithin { span: mention.number, value: mention.value, unit: None })
        }
    })
}

/// A date that the text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// The words ("on Tuesday", "24 March", "in 2019").
    pub span: Span,
    /// What they mean; `None` where no publication date is known and the words need one.
    pub date: Option<(NaiveDate, Precision)>,
}
