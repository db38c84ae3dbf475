//! The answers to a stream, a line each: a report with the id of what was asked, or why there is none:
//! `onrecord.error.v1`.

use serde::Serialize;
use serde_json::value::RawValue;

use super::{render, write};
use crate::render::Report;

#[derive(Serialize)]
struct Head<'a> {
    id: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
}

#[derive(Serialize)]
struct ErrorShape<'a> {
    id: Option<&'a RawValue>,
    format: &'static str,
    line: u64,
    error: &'a str,
}

/// Renders a report with the id that was handed in, as it stood there; `notes` say how the text was read.
pub fn answer(id: Option<&RawValue>, notes: &[String], report: &Report) -> String {
    let (head, report) = (on_one_line(write(&Head { id, notes })), render(report));
    let (head, report) = (head.trim_end().strip_suffix('}'), report.strip_prefix('{'));
    format!("{},{}", head.unwrap_or_default(), report.unwrap_or_default())
}

/// Renders why the line of that number, from 1, has no report.
pub fn refusal(id: Option<&RawValue>, line: u64, error: &str) -> String {
    on_one_line(write(&ErrorShape { id, format: "onrecord.error.v1", line, error }))
}

/// Takes out the only character that some readers end a line at and that may stand between the values of an id.
fn on_one_line(json: String) -> String {
    if json.contains('\r') { json.replace('\r', " ") } else { json }
}
