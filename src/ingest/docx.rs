//! Word documents → text: paragraphs, headings, list items and rows of tables, of the main part.
//!
//! It runs nothing, opens no picture, and unpacks no more than any input may hold. Text deleted under tracked changes,
//! struck out or hidden is left out, inserted text is kept.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;

use super::{Error, LIMIT, is_blank, left_out};
use crate::story::Metadata;
use crate::time;

const MAIN: &str = "word/document.xml";

/// Returns whether bytes are a Word document: an archive that holds its main part.
pub(super) fn is_docx(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        && ZipArchive::new(Cursor::new(bytes)).is_ok_and(|archive| archive.index_for_name(MAIN).is_some())
}

/// Reads a document.
///
/// # Errors
/// When it is damaged, too large when unpacked, or holds no text.
pub(super) fn read(name: &str, bytes: &[u8], warnings: &mut Vec<String>) -> Result<(Metadata, String), Error> {
    let damaged = || Error::Damaged { name: name.to_owned(), what: "a Word document" };
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let mut package = Package { name, archive, left: LIMIT };
    let main = package.part(MAIN)?.ok_or_else(damaged)?;
    let mut reading = DocxReader::default();
    reading.read(&main).ok_or_else(damaged)?;
    let core = package.part("docProps/core.xml")?.unwrap_or_default();
    let property = |key: &str| property(&core, key);
    let DocxReader { mut blocks, title, pictures, deletions, hidden, notes, comments, .. } = reading;
    // What stands as the title is what its reader sees; the property is often a template's.
    let headline = if title { Some(blocks.remove(0)) } else { property("title") };
    left_out(
        name,
        "a Word document",
        &[
            ("pictures and drawings", pictures),
            ("deletions under tracked changes", deletions),
            ("struck-out or hidden passages", hidden),
            ("footnotes and endnotes", notes),
            ("comments", comments),
        ],
        warnings,
    );
    let body = blocks.join("\n\n");
    if is_blank(&body) {
        return Err(Error::NoText { name: name.to_owned(), what: "a Word document" });
    }
    // When a file was made is not when its text was published.
    let metadata = Metadata {
        headline,
        byline: property("creator"),
        modified_at: property("modified").and_then(|value| time::parse(&value)).map(time::When::start),
        ..Metadata::default()
    };
    Ok((metadata, body))
}

/// The parts of a document, packed.
struct Package<'a> {
    name: &'a str,
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl Package<'_> {
    /// Unpacks one part; `None` where there is none of that name.
    fn part(&mut self, part: &str) -> Result<Option<String>, Error> {
        let name = || self.name.to_owned();
        if self.archive.index_for_name(part).is_none() {
            return Ok(None);
        }
        let damaged = || Error::Damaged { name: name(), what: "a Word document" };
        let file = self.archive.by_name(part).map_err(|_| damaged())?;
        let mut bytes = Vec::new();
        file.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        let Some(left) = self.left.checked_sub(bytes.len() as u64) else {
            return Err(Error::Unpacked { name: name(), limit: LIMIT });
        };
        let text = String::from_utf8(bytes).map_err(|_| damaged())?;
        self.left = left;
        Ok(Some(text))
    }
}

/// What has been read of the main part.
#[derive(Default)]
struct DocxReader {
    blocks: Vec<String>,
    block: String,
    /// Paragraphs in which a text box stands that is being read.
    outer: Vec<String>,
    /// Whether the first block has the style of a title.
    title: bool,
    is_in_run: bool,
    is_in_text: bool,
    is_hidden: bool,
    /// How many of the open elements hold words that are no part of the text.
    silent: usize,
    /// How many cells of tables are open.
    cells: usize,
    pictures: usize,
    deletions: usize,
    hidden: usize,
    notes: usize,
    comments: usize,
}

impl DocxReader {
    /// Reads the part; `None` where it is no whole XML. Entities that a document declares itself are never expanded.
    fn read(&mut self, document: &str) -> Option<()> {
        let mut reader = Reader::from_str(document);
        reader.config_mut().expand_empty_elements = true;
        let mut depth = 0_usize;
        loop {
            match reader.read_event().ok()? {
                Event::Eof => break,
                Event::Start(element) => {
                    depth += 1;
                    self.start(&element);
                }
                Event::End(element) => {
                    depth = depth.saturating_sub(1);
                    self.end(element.local_name().as_ref());
                }
                Event::Text(text) if self.is_in_text => self.push(&text.replace(['\n', '\r', '\t'], " ")),
                Event::CData(text) if self.is_in_text => self.push(&text.replace(['\n', '\r', '\t'], " ")),
                Event::GeneralRef(entity) if self.is_in_text => self.push(&character(&entity)?),
                _ => {}
            }
        }
        self.end_block();
        (depth == 0).then_some(())
    }

    fn start(&mut self, element: &BytesStart) {
        match element.local_name().as_ref() {
            "r" => (self.is_in_run, self.is_hidden) = (true, false),
            "t" => self.is_in_text = true,
            "del" | "moveFrom" if !self.is_in_run => {
                self.deletions += usize::from(self.silent == 0);
                self.silent += 1;
            }
            // What stands there is shown by old programs in the place of what stood before it.
            "Fallback" => self.silent += 1,
            "strike" | "dstrike" | "vanish" if self.is_in_run && is_on(element) => {
                self.hidden += usize::from(!self.is_hidden);
                self.is_hidden = true;
            }
            "txbxContent" => self.outer.push(std::mem::take(&mut self.block)),
            "pStyle" => {
                let is_title = ["Title", "Heading1"].map(Some).contains(&value(element).as_deref());
                self.title |= is_title && self.blocks.is_empty() && self.block.is_empty() && self.cells == 0;
            }
            "drawing" | "pict" => self.pictures += usize::from(self.silent == 0),
            "tc" => self.cells += 1,
            "footnoteReference" | "endnoteReference" => self.notes += 1,
            "commentReference" => self.comments += 1,
            "tab" if self.is_in_run => self.push(" "),
            "br" | "cr" if self.is_in_run => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "r" => (self.is_in_run, self.is_hidden) = (false, false),
            "t" => self.is_in_text = false,
            "del" | "moveFrom" if !self.is_in_run => self.silent = self.silent.saturating_sub(1),
            "Fallback" => self.silent = self.silent.saturating_sub(1),
            "txbxContent" => {
                self.end_block();
                self.block = self.outer.pop().unwrap_or_default();
                // The run continues in which the box stands.
                self.is_in_run = true;
            }
            "tc" => self.cells = self.cells.saturating_sub(1),
            "tr" if self.cells == 0 => self.end_block(),
            // A row of a table is one line.
            "p" if self.cells > 0 => self.push(" "),
            "p" => {
                let is_empty = is_blank(&self.block);
                self.end_block();
                // An empty paragraph is no title.
                self.title &= !(is_empty && self.blocks.is_empty());
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if self.silent == 0 && !self.is_hidden {
            self.block.push_str(text);
        }
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        if !is_blank(&block) {
            self.blocks.push(block.trim().to_owned());
        }
    }
}

/// Returns the attribute `val`.
fn value(element: &BytesStart) -> Option<String> {
    let attribute = element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == "val")?;
    Some(attribute.value.into_owned())
}

/// Returns whether an element that switches something on does: it has no value, or not one that says no.
fn is_on(element: &BytesStart) -> bool {
    value(element).is_none_or(|value| !["0", "false", "off"].contains(&value.as_str()))
}

/// Reads an entity that stands for a character; `None` for any other.
fn character(entity: &BytesRef) -> Option<String> {
    quick_xml::escape::unescape(&format!("&{};", &**entity)).ok().map(std::borrow::Cow::into_owned)
}

/// Reads one of the document's properties: `<dc:title>…</dc:title>`.
fn property(core: &str, key: &str) -> Option<String> {
    let mut reader = Reader::from_str(core);
    let mut value: Option<String> = None;
    loop {
        match (reader.read_event().ok()?, &mut value) {
            (Event::Eof, _) => return None,
            (Event::Start(element), _) if element.local_name().as_ref() == key => value = Some(String::new()),
            (Event::Text(text), Some(value)) => value.push_str(&text),
            (Event::GeneralRef(entity), Some(value)) => value.push_str(&character(&entity)?),
            (Event::End(element), Some(value)) if element.local_name().as_ref() == key => {
                let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
                return (!line.is_empty()).then_some(line);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(inside: &str, title: bool, blocks: &[&str]) {
        let mut reading = DocxReader::default();
        reading.read(&format!("<w:document><w:body>{inside}</w:body></w:document>")).unwrap();
        assert_eq!((reading.title, reading.blocks), (title, blocks.iter().map(|&block| block.to_owned()).collect()));
    }

    #[test]
    fn reads_paragraphs_and_rows() {
        check(
            "<w:p><w:pPr><w:pStyle w:val='Title'/><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>Ferry &amp; port</w:t></w:r></w:p>\
             <w:p><w:r><w:t>It</w:t><w:tab/><w:t>is</w:t></w:r><w:r><w:t xml:space='preserve'> back.</w:t></w:r></w:p><w:p/>\
             <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            true,
            &["Ferry & port", "It is back.", "a 1"],
        );
    }

    #[test]
    fn leaves_out_what_is_deleted_struck_out_or_said_twice() {
        check(
            "<w:p><w:r><w:t>Fee: </w:t></w:r><w:del><w:r><w:delText>12</w:delText></w:r></w:del><w:ins><w:r><w:t>15</w:t></w:r></w:ins>\
             <w:r><w:rPr><w:strike/></w:rPr><w:t> or 16</w:t></w:r><w:r><w:rPr><w:strike w:val='0'/></w:rPr><w:t> crowns</w:t></w:r></w:p>\
             <w:p><w:r><w:t>One </w:t><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Box.</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
             <mc:Fallback><w:txbxContent><w:p><w:r><w:t>Box.</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>line.</w:t></w:r></w:p>",
            false,
            &["Fee: 15 crowns", "Box.", "One line."],
        );
    }

    #[test]
    fn expands_no_entity_and_wants_a_whole_document() {
        let mut reading = DocxReader::default();
        assert!(reading.read("<!DOCTYPE d [<!ENTITY a 'b'>]><d><t>&a;</t></d>").is_none());
        assert!(reading.read("<d><p><t>cut").is_none());
    }
}
