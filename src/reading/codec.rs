//! A reading as bytes: places as distances, packed. A headline's claims are few and stand in it as JSON.
//!
//! A format has a number. Whatever adds a part to a reading, or gives one another meaning, takes the next number, and
//! a new version of the rules with it: then `reextract` finds what is of an older format, and nothing else need know
//! how that was read.

use std::io::{Read, Write};

use chrono::{Datelike, NaiveDate};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use crate::claim::{Precision, Span, SpeakerId};
use crate::syntax::ParsedWord;
use crate::syntax::relation::Relation;
use crate::syntax::trees::Trees;

use super::wire::{MalformedReading, ReadingDecoder, ReadingEncoder};
use super::{
    DateMention, Entities, Entity, EntityKind, FigureMention, HeadlineReading, Mention, MentionForm, Reading,
    TextReading, fit, layout,
};

/// The format that this program writes and reads.
pub const FORMAT: u32 = 2;

/// The values of the enums, each at the place by which it is written. New ones go to the end.
const PRECISIONS: [Precision; 4] = [Precision::Day, Precision::Week, Precision::Month, Precision::Year];
const KINDS: [EntityKind; 6] = [
    EntityKind::Person,
    EntityKind::Organization,
    EntityKind::Place,
    EntityKind::Group,
    EntityKind::Document,
    EntityKind::Unknown,
];
const FORMS: [MentionForm; 5] =
    [MentionForm::Name, MentionForm::Role, MentionForm::Epithet, MentionForm::Pronoun, MentionForm::Demonym];

/// How many bytes a reading can unpack to, for each byte of the body and of the headline; what unpacks to more was
/// forged. A headline's claims take more room than its words.
const MOST_OF_BODY: usize = 64;
const MOST_OF_HEADLINE: usize = 2048;
/// What an empty text takes at most.
const MOST_OF_NOTHING: usize = 1024;

/// A reading as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedReading {
    /// By which the bytes are read; see [`FORMAT`].
    pub format: u32,
    pub bytes: Vec<u8>,
}

/// Why a stored reading cannot be used. The messages are lowercase and begin with what is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Another version of this program wrote it.
    #[error("its reading is of format {found}, and this program reads format {FORMAT}")]
    OtherFormat { found: u32 },
    /// No program of ours wrote it.
    #[error("its reading is damaged: {0}")]
    Damaged(String),
}

impl From<MalformedReading> for Unreadable {
    fn from(MalformedReading: MalformedReading) -> Self {
        Self::Damaged("its bytes make no sense".to_owned())
    }
}

impl Reading {
    /// Packs it. The same reading gives the same bytes.
    pub fn pack(&self) -> PackedReading {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
        let bytes = packer.write_all(&encode(self)).and_then(|()| packer.finish());
        PackedReading { format: FORMAT, bytes: bytes.expect("writing to memory does not fail") }
    }
}

impl PackedReading {
    /// Unpacks it; `body` and `headline` are the texts that were read.
    ///
    /// # Errors
    /// When it is of another format, or is no reading of these texts.
    pub fn unpack(&self, body: &str, headline: Option<&str>) -> Result<Reading, Unreadable> {
        if self.format != FORMAT {
            return Err(Unreadable::OtherFormat { found: self.format });
        }
        let of_headline = MOST_OF_HEADLINE * headline.map_or(0, str::len);
        let most = MOST_OF_BODY * body.len() + of_headline + MOST_OF_NOTHING;
        let mut bytes = Vec::new();
        let unpacked = DeflateDecoder::new(&*self.bytes).take(most as u64 + 1).read_to_end(&mut bytes);
        if unpacked.is_err() || bytes.len() > most {
            return Err(MalformedReading.into());
        }
        let reading = decode(&bytes)?;
        fit::check_reading(body, headline, &reading).map_err(Unreadable::Damaged)?;
        Ok(reading)
    }
}

pub(super) fn encode(reading: &Reading) -> Vec<u8> {
    let mut out = ReadingEncoder::default();
    encode_text(&reading.body, &mut out);
    out.option(reading.headline.as_ref(), |out, headline| {
        out.bytes(&serde_json::to_vec(&headline.extraction).expect("claims are JSON"));
        encode_text(&headline.text, out);
    });
    out.finish()
}

pub(super) fn decode(bytes: &[u8]) -> Result<Reading, MalformedReading> {
    let mut from = ReadingDecoder::new(bytes);
    let body = decode_text(&mut from)?;
    let headline = from.option(|from| {
        let extraction = serde_json::from_slice(from.bytes()?).map_err(|_| MalformedReading)?;
        Ok(HeadlineReading { extraction, text: decode_text(from)? })
    })?;
    from.finish()?;
    Ok(Reading { body, headline })
}

fn encode_text(text: &TextReading, out: &mut ReadingEncoder) {
    layout::encode(&text.layout, out);
    out.list(&text.figures, |out, figure| {
        out.span(figure.span);
        out.near(figure.number.end, figure.span.end);
        out.float(figure.value);
        out.option(figure.unit.as_deref(), |out, unit| out.bytes(unit.as_bytes()));
    });
    out.list(&text.hedges, |out, hedge| out.span(*hedge));
    out.list(&text.negations, |out, negation| out.span(*negation));
    out.list(&text.dates, |out, mention| {
        out.span(mention.span);
        out.option(mention.date, |out, (day, precision)| {
            out.signed(day.num_days_from_ce().into());
            out.byte(layout::place(&PRECISIONS, &precision));
        });
    });
    encode_entities(&text.entities, out);
    out.option(text.trees.as_ref(), |out, trees| {
        let words: Vec<_> = trees.words().iter().copied().enumerate().collect();
        out.list(&words, |out, &(at, word)| {
            // The root's head is itself.
            out.near(word.head.unwrap_or(at), at);
            out.index(word.relation.index());
            out.index(word.kind());
        });
    });
}

fn encode_entities(entities: &Entities, out: &mut ReadingEncoder) {
    out.list(&entities.all, |out, entity| {
        out.bytes(entity.name.as_bytes());
        out.byte(layout::place(&KINDS, &entity.kind));
        out.option(entity.speaker, |out, speaker| out.number(speaker.0.into()));
    });
    out.list(&entities.mentions, |out, mention| {
        out.span(mention.span);
        out.index(mention.entity);
        out.byte(layout::place(&FORMS, &mention.form));
    });
}

fn decode_text(from: &mut ReadingDecoder) -> Result<TextReading, MalformedReading> {
    let layout = layout::decode(from)?;
    let figures = from.list(|from| {
        let span = from.span()?;
        let number = Span::new(span.start, from.near(span.end)?);
        Ok(FigureMention { span, number, value: from.float()?, unit: from.option(ReadingDecoder::text)? })
    })?;
    let hedges = from.list(ReadingDecoder::span)?;
    let negations = from.list(ReadingDecoder::span)?;
    let dates = from.list(|from| {
        let span = from.span()?;
        let date = from.option(|from| {
            let days = i32::try_from(from.signed()?).map_err(|_| MalformedReading)?;
            let day = NaiveDate::from_num_days_from_ce_opt(days).ok_or(MalformedReading)?;
            Ok((day, from.one_of(&PRECISIONS)?))
        })?;
        Ok(DateMention { span, date })
    })?;
    let entities = decode_entities(from)?;
    let trees = from.option(|from| {
        let mut at = 0..;
        let words = from.list(|from| {
            let at = at.next().ok_or(MalformedReading)?;
            let head = Some(from.near(at)?).filter(|&head| head != at);
            let relation = Relation::from_index(from.index()?).ok_or(MalformedReading)?;
            ParsedWord::from_kind(from.index()?, head, relation).ok_or(MalformedReading)
        })?;
        Ok(Trees::new(words))
    })?;
    Ok(TextReading { layout, figures, hedges, negations, dates, entities, trees })
}

fn decode_entities(from: &mut ReadingDecoder) -> Result<Entities, MalformedReading> {
    let all = from.list(|from| {
        let (name, kind) = (from.text()?, from.one_of(&KINDS)?);
        let speaker = from.option(|from| u32::try_from(from.number()?).map(SpeakerId).map_err(|_| MalformedReading))?;
        Ok(Entity { name, kind, speaker })
    })?;
    let mentions = from.list(|from| {
        let (span, entity) = (from.span()?, from.index()?);
        Ok(Mention { span, entity, form: from.one_of(&FORMS)? })
    })?;
    Ok(Entities { all, mentions })
}
