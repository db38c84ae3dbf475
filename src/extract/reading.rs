//! What the texts of a version say, for whoever compares it with another: made beside the claims, off the same
//! document.
//!
//! Figures, hedges, negations and dates are found in the whole text, each sentence by itself; which of them are a
//! claim's is looked up later. Whom it speaks of is found with the speakers of the claims.

use chrono::NaiveDate;

use crate::claim::Extraction;
use crate::lang::cache::Cache;
use crate::reading::{Analysis, DateMention, Entities, FigureMention, HeadlineReading, Reading, TextReading};
use crate::story::Metadata;
use crate::text::{self, Document};

use super::{Mentions, Method, certainty, date, day_of, figure, polarity};

/// Reads a body and a headline as [`analyse`](super::analyse) does, without analysing anew what `cache` holds.
pub fn analyse_cached(body: &str, metadata: &Metadata, method: Method, cache: &mut Cache) -> Analysis {
    let headline = metadata.headline.as_deref().map(|headline| {
        let (extraction, text) = read_text(headline, metadata, method, cache);
        HeadlineReading { extraction, text }
    });
    let (extraction, body) = read_text(body, metadata, method, cache);
    Analysis { extraction, reading: Reading { body, headline } }
}

/// Reads one text: its claims, and what it says.
fn read_text(text: &str, metadata: &Metadata, method: Method, cache: &mut Cache) -> (Extraction, TextReading) {
    let document = text::parse(text);
    let mentions = Mentions::new(&document, metadata);
    let (extraction, entities, trees) = super::claims(&document, metadata, method, &mentions, cache);
    // When it was captured or changed tells nothing here: the same words would mean another day in each version.
    let published = metadata.published_at.map(|time| time.date_naive());
    let Mentions { figures, dates } = mentions;
    let dates = if published == day_of(metadata) { dates } else { date::dates(&document, published) };
    (extraction, TextReading { trees, ..reading(document, figures, dates, entities) })
}

/// Reads what a document says, and not whom it speaks of.
pub(super) fn text_reading(document: Document, published: Option<NaiveDate>) -> TextReading {
    let (figures, dates) = (figure::mentions(&document), date::dates(&document, published));
    reading(document, figures, dates, Entities::default())
}

fn reading(
    document: Document,
    figures: Vec<FigureMention>,
    dates: Vec<DateMention>,
    entities: Entities,
) -> TextReading {
    let sentences = || document.sentences.iter().map(|sentence| [sentence.span]);
    let hedges = sentences().flat_map(|sentence| certainty::certainty(&document, &sentence).cues).collect();
    let negations = sentences().flat_map(|sentence| polarity::negations(&document, &sentence)).collect();
    TextReading { figures, hedges, negations, dates, entities, layout: document.layout, trees: None }
}
