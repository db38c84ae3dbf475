//! Claims and edits as Parquet: columns with types, for programs that read a few columns of millions of rows.
//!
//! Texts are as they stand, since no cell acts here. The last column of a row is the whole of it, as JSON lines have it.

use std::io::{self, Write};
use std::sync::Arc;

use ::parquet::basic::{Compression, GzipLevel, Type as Physical};
use ::parquet::column::writer::ColumnWriter;
use ::parquet::data_type::ByteArray;
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::parser::parse_message_type;
use chrono::{DateTime, NaiveDate, TimeZone};

use super::{Error, Scope};
use crate::ask;
use crate::diff::{Change, Edit, EditKind, Severity};
use crate::render::code_points::CodePoints;
use crate::render::{Report, json};
use crate::report::{ClaimFilter, ClaimsReport, DiffReport, VersionReport, standalone, words};
use crate::store::History;

const CLAIM: &str = "message claim {
    OPTIONAL BYTE_ARRAY version (STRING);
    OPTIONAL BYTE_ARRAY claim (STRING);
    OPTIONAL BYTE_ARRAY kind (STRING);
    OPTIONAL BYTE_ARRAY speaker (STRING);
    OPTIONAL BYTE_ARRAY role (STRING);
    OPTIONAL BYTE_ARRAY statement (STRING);
    OPTIONAL BYTE_ARRAY standalone (STRING);
    OPTIONAL BYTE_ARRAY source (STRING);
    OPTIONAL BYTE_ARRAY cue (STRING);
    OPTIONAL INT32 said_on (DATE);
    OPTIONAL BYTE_ARRAY precision (STRING);
    OPTIONAL BYTE_ARRAY stance (STRING);
    OPTIONAL BYTE_ARRAY topic (STRING);
    OPTIONAL BYTE_ARRAY speech (STRING);
    OPTIONAL BYTE_ARRAY polarity (STRING);
    OPTIONAL BYTE_ARRAY certainty (STRING);
    OPTIONAL DOUBLE confidence;
    OPTIONAL INT64 start;
    OPTIONAL INT64 end;
    OPTIONAL BYTE_ARRAY outlet (STRING);
    OPTIONAL BYTE_ARRAY headline (STRING);
    OPTIONAL BYTE_ARRAY url (STRING);
    OPTIONAL INT64 published_at (TIMESTAMP(MICROS, true));
    OPTIONAL INT64 captured_at (TIMESTAMP(MICROS, true));
    OPTIONAL BYTE_ARRAY sha256 (STRING);
    OPTIONAL BYTE_ARRAY json (STRING);
}";

const EDIT: &str = "message edit {
    OPTIONAL BYTE_ARRAY story (STRING);
    OPTIONAL BYTE_ARRAY old_version (STRING);
    OPTIONAL BYTE_ARRAY new_version (STRING);
    OPTIONAL INT64 old_captured_at (TIMESTAMP(MICROS, true));
    OPTIONAL INT64 new_captured_at (TIMESTAMP(MICROS, true));
    OPTIONAL BYTE_ARRAY outlet (STRING);
    OPTIONAL BYTE_ARRAY id (STRING);
    OPTIONAL BYTE_ARRAY edit (STRING);
    OPTIONAL BYTE_ARRAY kind (STRING);
    OPTIONAL BYTE_ARRAY speaker (STRING);
    OPTIONAL BYTE_ARRAY severity (STRING);
    OPTIONAL DOUBLE confidence;
    OPTIONAL BYTE_ARRAY changes (STRING);
    OPTIONAL BYTE_ARRAY old (STRING);
    OPTIONAL BYTE_ARRAY new (STRING);
    OPTIONAL BOOLEAN noted;
    OPTIONAL BYTE_ARRAY json (STRING);
}";

/// How many bytes of text are held until they are written as one group of rows.
const GROUP: usize = 32 * 1024 * 1024;

/// Writes the claims of all versions in the scope.
pub fn claims(history: &History, scope: &Scope, out: &mut dyn Write) -> Result<(), Error> {
    let mut table = Table::new(CLAIM, out)?;
    scope.each_version(history, |version| {
        let report = ClaimsReport::new(ask::report_of(version, false), &ClaimFilter::default());
        let rows = claim_rows(&report.version);
        table.add(rows, &Report::Claims(report))
    })?;
    table.finish()
}

/// Writes the edits from each version in the scope to the next.
pub fn edits(history: &History, scope: &Scope, out: &mut dyn Write) -> Result<(), Error> {
    let mut table = Table::new(EDIT, out)?;
    scope.each_step(history, |step| {
        let rows = edit_rows(&step);
        table.add(rows, &Report::Diff(step))
    })?;
    table.finish()
}

/// Returns the rows of the claims, each without its last cell, in the order of the claims.
fn claim_rows(report: &VersionReport) -> Vec<Vec<Cell>> {
    let VersionReport { version, extraction, .. } = report;
    let (index, metadata) = (CodePoints::new(&version.body), &version.metadata);
    let row = |claim| {
        let (speaker, position) = (extraction.speaker_of(claim), claim.position());
        let [start, end] = index.span(claim.span);
        vec![
            text(Some(&version.reference)),
            text(Some(claim.id)),
            text(Some(claim.kind.name())),
            text(speaker.map(|speaker| &speaker.name)),
            text(speaker.and_then(|speaker| speaker.role.as_ref())),
            text(Some(words::content(&version.body, claim))),
            text(Some(standalone::standalone(&version.body, claim, speaker.map(|speaker| speaker.name.as_str())))),
            text(claim.source.as_ref().map(|source| &source.text)),
            text(claim.cue.as_ref().map(|cue| &cue.text)),
            day(claim.said_on.as_ref().map(|said_on| said_on.date)),
            text(claim.said_on.as_ref().map(|said_on| said_on.precision.name())),
            text(position.map(|position| position.stance.name())),
            text(position.map(|position| &position.topic)),
            text(Some(claim.speech.name())),
            text(Some(claim.polarity.name())),
            text(Some(claim.certainty.level.name())),
            Cell::Number(Some(claim.confidence)),
            Cell::Count(Some(start as i64)),
            Cell::Count(Some(end as i64)),
            text(metadata.outlet.as_ref()),
            text(metadata.headline.as_ref()),
            text(metadata.url.as_ref()),
            time(metadata.published_at),
            time(metadata.captured_at),
            text(Some(&version.sha256)),
        ]
    };
    extraction.claims.iter().map(row).collect()
}

/// Returns the rows of what differs beside the claims and of the edits, each without its last cell, in this order.
fn edit_rows(report: &DiffReport) -> Vec<Vec<Cell>> {
    let of_both = || {
        [
            text(report.story.as_ref().map(|story| &story.slug)),
            text(Some(&report.old.reference)),
            text(Some(&report.new.reference)),
            time(report.old.metadata.captured_at),
            time(report.new.metadata.captured_at),
            text(report.new.metadata.outlet.as_ref()),
        ]
    };
    let metadata = report.diff.metadata.iter().map(|change| {
        let edit = change.edit.as_ref();
        let kind = match (&change.old, &change.new) {
            (None, _) => EditKind::Added,
            (_, None) => EditKind::Removed,
            _ => EditKind::Changed,
        };
        let own = [
            Cell::Text(None),
            text(Some(kind.name())),
            text(Some(change.field)),
            Cell::Text(None),
            text(edit.and_then(Edit::severity).map(Severity::name)),
            Cell::Number(edit.and_then(Edit::confidence).map(|confidence| confidence.as_f64())),
            text(edit.map(|edit| kinds(&edit.changes))),
            text(change.old.as_ref()),
            text(change.new.as_ref()),
            Cell::Flag(edit.and_then(|_| report.headline_noted())),
        ];
        of_both().into_iter().chain(own).collect()
    });
    let edits = report.shown.iter().map(|&index| {
        let edit = &report.diff.edits[index];
        let own = [
            text(report.id(index).map(|id| id.as_str().to_owned())),
            text(Some(edit.kind.name())),
            text(Some(report.what(edit))),
            text(Some(report.who(edit))),
            text(edit.severity().map(Severity::name)),
            Cell::Number(edit.confidence().map(|confidence| confidence.as_f64())),
            text(Some(kinds(&edit.changes))),
            text((!edit.old.is_empty()).then(|| words::sentence(&report.old.body, &edit.old))),
            text((!edit.new.is_empty()).then(|| words::sentence(&report.new.body, &edit.new))),
            Cell::Flag(report.noted(index)),
        ];
        of_both().into_iter().chain(own).collect()
    });
    metadata.chain(edits).collect()
}

fn kinds(changes: &[Change]) -> String {
    changes.iter().map(|change| change.kind.name()).collect::<Vec<_>>().join("; ")
}

/// One value; `None` is null.
enum Cell {
    Text(Option<String>),
    Number(Option<f64>),
    Count(Option<i64>),
    /// Days since 1970.
    Day(Option<i32>),
    Flag(Option<bool>),
}

fn text(value: Option<impl ToString>) -> Cell {
    Cell::Text(value.map(|value| value.to_string()))
}

/// A moment, in microseconds since 1970.
fn time<Z: TimeZone>(time: Option<DateTime<Z>>) -> Cell {
    Cell::Count(time.map(|time| time.timestamp_micros()))
}

fn day(date: Option<NaiveDate>) -> Cell {
    Cell::Day(date.map(|date| date.signed_duration_since(NaiveDate::default()).num_days() as i32))
}

/// The values of a column that are not written yet, and of each row whether it has one.
struct Column {
    values: Values,
    levels: Vec<i16>,
}

enum Values {
    Texts(Vec<ByteArray>),
    Numbers(Vec<f64>),
    Counts(Vec<i64>),
    Days(Vec<i32>),
    Flags(Vec<bool>),
}

impl Column {
    fn new(kind: Physical) -> Self {
        let values = match kind {
            Physical::DOUBLE => Values::Numbers(Vec::new()),
            Physical::INT64 => Values::Counts(Vec::new()),
            Physical::INT32 => Values::Days(Vec::new()),
            Physical::BOOLEAN => Values::Flags(Vec::new()),
            _ => Values::Texts(Vec::new()),
        };
        Self { values, levels: Vec::new() }
    }

    fn push(&mut self, cell: Cell) {
        let is_there = match (&mut self.values, cell) {
            (Values::Texts(values), Cell::Text(value)) => push(values, value.map(|text| text.into_bytes().into())),
            (Values::Numbers(values), Cell::Number(value)) => push(values, value),
            (Values::Counts(values), Cell::Count(value)) => push(values, value),
            (Values::Days(values), Cell::Day(value)) => push(values, value),
            (Values::Flags(values), Cell::Flag(value)) => push(values, value),
            // A test holds that each cell has the type of its column.
            _ => false,
        };
        self.levels.push(i16::from(is_there));
    }

    /// Writes what is held, and holds nothing any more.
    fn write(&mut self, writer: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
        let levels = Some(self.levels.as_slice());
        match (&self.values, writer) {
            (Values::Texts(values), ColumnWriter::ByteArrayColumnWriter(out)) => out.write_batch(values, levels, None),
            (Values::Numbers(values), ColumnWriter::DoubleColumnWriter(out)) => out.write_batch(values, levels, None),
            (Values::Counts(values), ColumnWriter::Int64ColumnWriter(out)) => out.write_batch(values, levels, None),
            (Values::Days(values), ColumnWriter::Int32ColumnWriter(out)) => out.write_batch(values, levels, None),
            (Values::Flags(values), ColumnWriter::BoolColumnWriter(out)) => out.write_batch(values, levels, None),
            _ => Err(ParquetError::General("a column is not of its schema's type".to_owned())),
        }?;
        *self = Self::new(self.values.physical());
        Ok(())
    }
}

impl Values {
    fn physical(&self) -> Physical {
        match self {
            Self::Texts(_) => Physical::BYTE_ARRAY,
            Self::Numbers(_) => Physical::DOUBLE,
            Self::Counts(_) => Physical::INT64,
            Self::Days(_) => Physical::INT32,
            Self::Flags(_) => Physical::BOOLEAN,
        }
    }
}

fn push<T>(values: &mut Vec<T>, value: Option<T>) -> bool {
    let is_there = value.is_some();
    values.extend(value);
    is_there
}

/// A table under way: rows are held by the column until they are many.
struct Table<'a> {
    out: &'a mut dyn Write,
    /// It writes to memory, which is emptied after each group.
    writer: SerializedFileWriter<Vec<u8>>,
    columns: Vec<Column>,
    /// How many bytes of JSON the rows that are held have.
    held: usize,
}

impl<'a> Table<'a> {
    fn new(schema: &str, out: &'a mut dyn Write) -> Result<Self, Error> {
        let schema = Arc::new(parse_message_type(schema)?);
        let columns = schema.get_fields().iter().map(|field| Column::new(field.get_physical_type())).collect();
        let compression = Compression::GZIP(GzipLevel::default());
        let properties = WriterProperties::builder().set_compression(compression).set_created_by("onrecord".to_owned());
        let writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties.build()))?;
        Ok(Self { out, writer, columns, held: 0 })
    }

    /// Adds rows, to each of which belongs a line of the report.
    fn add(&mut self, rows: Vec<Vec<Cell>>, report: &Report) -> Result<(), Error> {
        for (row, line) in rows.into_iter().zip(json::lines(report).lines()) {
            self.held += line.len();
            for (column, cell) in self.columns.iter_mut().zip(row.into_iter().chain([text(Some(line))])) {
                column.push(cell);
            }
        }
        if self.held >= GROUP { self.write_group() } else { Ok(()) }
    }

    fn write_group(&mut self) -> Result<(), Error> {
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.columns {
            let Some(mut out) = group.next_column()? else { break };
            column.write(out.untyped())?;
            out.close()?;
        }
        group.close()?;
        self.held = 0;
        self.writer.flush()?;
        Ok(self.out.write_all(&std::mem::take(self.writer.inner_mut()))?)
    }

    fn finish(mut self) -> Result<(), Error> {
        if self.held > 0 {
            self.write_group()?;
        }
        Ok(self.out.write_all(&self.writer.into_inner()?)?)
    }
}

impl From<ParquetError> for Error {
    fn from(error: ParquetError) -> Self {
        Self::Write(io::Error::other(error))
    }
}
