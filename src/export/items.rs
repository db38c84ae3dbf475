//! A JSON document that is one long list, written item by item, a line each.

use std::io::{self, Write};

use serde::Serialize;

/// A list under way.
pub(super) struct Items<'a> {
    out: &'a mut dyn Write,
    count: usize,
}

impl<'a> Items<'a> {
    /// Starts a list behind what stands before it in the document.
    pub(super) fn begin(out: &'a mut dyn Write, head: &str) -> io::Result<Self> {
        out.write_all(head.as_bytes())?;
        Ok(Self { out, count: 0 })
    }

    /// Adds an item.
    pub(super) fn add(&mut self, item: &impl Serialize) -> io::Result<()> {
        self.out.write_all(if self.count == 0 { b"\n" } else { b",\n" })?;
        self.count += 1;
        serde_json::to_writer(&mut *self.out, item).map_err(io::Error::from)
    }

    /// Ends the document with what `tail` makes of the number of items.
    pub(super) fn end(self, tail: impl FnOnce(usize) -> String) -> io::Result<()> {
        self.out.write_all(tail(self.count).as_bytes())
    }
}

/// Writes a text as JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
