//! A page's fonts: which characters a string's bytes are, and how wide they are printed.
//!
//! It guesses at no font: one that does not say what its characters are prints unreadable ones.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Encoding, Object};

use super::cmap::CMap;
use super::standard;

/// The most that a font's table of characters may unpack to, in bytes.
const TABLE: usize = 4 * 1024 * 1024;
/// A character's width where nothing says, in thousandths of the font's size.
const WIDTH: f32 = 500.0;
/// More widths than any font has characters.
const CODES: usize = 65_536;

const LIGATURES: [(char, &str); 6] = [
    ('\u{fb00}', "ff"),
    ('\u{fb01}', "fi"),
    ('\u{fb02}', "fl"),
    ('\u{fb03}', "ffi"),
    ('\u{fb04}', "ffl"),
    ('\u{fb06}', "st"),
];

/// The fonts of a document, by their dictionaries' addresses: pages share them.
#[derive(Default)]
pub(super) struct Fonts<'a> {
    read: HashMap<*const Dictionary, Rc<Font<'a>>>,
}

impl<'a> Fonts<'a> {
    pub(super) fn get(&mut self, document: &'a Document, font: &'a Dictionary) -> Rc<Font<'a>> {
        let key = std::ptr::from_ref(font);
        self.read.entry(key).or_insert_with(|| Rc::new(Font::from_dictionary(document, font))).clone()
    }
}

/// What says which characters a font's are.
enum Letters<'a> {
    Table(CMap),
    Alphabet(Encoding<'a>),
    /// Nothing does.
    Unknown,
}

/// A font.
pub(super) struct Font<'a> {
    letters: Letters<'a>,
    /// Whether two bytes are one character.
    double: bool,
    widths: HashMap<u32, f32>,
    otherwise: f32,
}

impl<'a> Font<'a> {
    fn from_dictionary(document: &'a Document, font: &'a Dictionary) -> Self {
        let double = matches!(font.get(b"Subtype").and_then(Object::as_name), Ok(b"Type0"));
        let (widths, otherwise) = if double { of_codes(document, font) } else { of_simple(document, font) };
        Self { letters: letters(document, font), double, widths, otherwise: otherwise.unwrap_or(WIDTH) }
    }

    /// Returns the text of a string, and how many of its characters cannot be known.
    pub(super) fn text(&self, bytes: &[u8]) -> (String, usize) {
        let length = if self.double { 2 } else { 1 };
        let (text, unknown) = match &self.letters {
            Letters::Unknown => (String::new(), bytes.len().div_ceil(length)),
            Letters::Table(map) => map.text(bytes, length),
            Letters::Alphabet(encoding) => {
                let text = encoding.bytes_to_string(bytes).unwrap_or_default();
                let unknown = bytes.len().saturating_sub(text.chars().count());
                (text, unknown)
            }
        };
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            // Letters that are printed as one are letters still.
            match LIGATURES.iter().find(|(one, _)| *one == c) {
                Some((_, letters)) => plain.push_str(letters),
                None => plain.push(if c.is_control() { ' ' } else { c }),
            }
        }
        (plain, unknown)
    }

    /// Returns how wide a string is printed, in thousandths of the font's size, and its number of characters and
    /// spaces.
    pub(super) fn width(&self, bytes: &[u8]) -> (f32, usize, usize) {
        let codes: Vec<u32> = if self.double {
            bytes.chunks(2).map(|two| two.iter().fold(0, |code, byte| code * 256 + u32::from(*byte))).collect()
        } else {
            bytes.iter().map(|byte| u32::from(*byte)).collect()
        };
        let width = codes.iter().map(|code| self.widths.get(code).copied().unwrap_or(self.otherwise)).sum();
        let spaces = if self.double { 0 } else { codes.iter().filter(|code| **code == 32).count() };
        (width, codes.len(), spaces)
    }
}

/// Finds what a font's characters are: what it says for copying first, then its alphabet.
fn letters<'a>(document: &'a Document, font: &'a Dictionary) -> Letters<'a> {
    if let Ok(Object::Stream(table)) = font.get_deref(b"ToUnicode", document)
        && let Some(map) = table.get_plain_content_with_limit(TABLE).ok().and_then(|table| CMap::from_bytes(&table))
    {
        return Letters::Table(map);
    }
    if matches!(font.get(b"Subtype").and_then(Object::as_name), Ok(b"Type0" | b"Type3")) {
        return Letters::Unknown;
    }
    let said = font.get_deref(b"Encoding", document).ok();
    if said.is_none() && is_symbolic(document, font) {
        return Letters::Unknown;
    }
    let differs = said.and_then(|said| said.as_dict().ok()).is_some_and(|said| said.has(b"Differences"));
    match font.get_font_encoding_with_limit(document, TABLE) {
        // Names of characters that nobody knows: the library falls back to another alphabet, which would make up words.
        Ok(Encoding::OneByteEncoding(_)) if differs => Letters::Unknown,
        Ok(Encoding::SimpleEncoding(_)) | Err(_) => Letters::Unknown,
        Ok(encoding) => Letters::Alphabet(encoding),
    }
}

/// Returns whether a font has its own alphabet.
fn is_symbolic(document: &Document, font: &Dictionary) -> bool {
    let descriptor = font.get_deref(b"FontDescriptor", document).and_then(Object::as_dict);
    descriptor.and_then(|of| of.get(b"Flags")).and_then(Object::as_i64).is_ok_and(|flags| flags & 4 != 0)
}

fn of_simple(document: &Document, font: &Dictionary) -> (HashMap<u32, f32>, Option<f32>) {
    let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0);
    let Ok(widths) = font.get_deref(b"Widths", document).and_then(Object::as_array) else {
        let name = font.get(b"BaseFont").and_then(Object::as_name).map(String::from_utf8_lossy);
        let (widths, otherwise) = name.ok().and_then(|name| standard::widths(&name)).unzip();
        return (widths.into_iter().flatten().collect(), otherwise);
    };
    let codes = (u32::try_from(first).unwrap_or(0)..).take(256);
    (codes.zip(widths.iter().map(|width| number(document, width).unwrap_or(WIDTH))).collect(), None)
}

/// Reads the widths of a font of many characters: "first [width width …]" and "first last width".
fn of_codes(document: &Document, font: &Dictionary) -> (HashMap<u32, f32>, Option<f32>) {
    let below = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
    let below = below.and_then(|fonts| fonts.first()).and_then(|font| document.dereference(font).ok());
    let Some(below) = below.and_then(|(_, font)| font.as_dict().ok()) else { return (HashMap::new(), None) };
    let otherwise = below.get_deref(b"DW", document).ok().and_then(|width| number(document, width));
    let mut widths = HashMap::new();
    let list = below.get_deref(b"W", document).and_then(Object::as_array).map_or(&[][..], Vec::as_slice);
    let mut list = list.iter().filter_map(|object| document.dereference(object).ok().map(|(_, object)| object));
    while let (Some(first), Some(second)) = (list.next(), list.next()) {
        let Some(first) = number(document, first).filter(|first| *first >= 0.0) else { break };
        let first = first as u32;
        match second {
            Object::Array(each) => {
                let each = each.iter().map(|width| number(document, width).unwrap_or(WIDTH));
                widths.extend((first..).take(CODES).zip(each));
            }
            last => {
                let (Some(last), Some(width)) = (number(document, last), list.next()) else { break };
                let Some(width) = number(document, width) else { break };
                widths.extend((first..=last.max(0.0) as u32).take(CODES).map(|code| (code, width)));
            }
        }
        if widths.len() > CODES {
            break;
        }
    }
    (widths, Some(otherwise.unwrap_or(1000.0)))
}

fn number(document: &Document, object: &Object) -> Option<f32> {
    document.dereference(object).ok()?.1.as_float().ok().filter(|number| number.is_finite())
}
