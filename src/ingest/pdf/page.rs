//! One page → runs of text: what is printed where, in the order in which the page prints it.
//!
//! It follows the text operators of the page's content, and no others.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::font::{Font, Fonts};

/// A gap within a string that is as wide, in thousandths of the font's size, stands for a space.
const GAP: f32 = 180.0;
/// One that is as wide parts two runs: columns may be printed in one go.
const WIDE: f32 = 1000.0;
/// More characters of text than this many are no page.
const CHARS: usize = 4 * 1024 * 1024;

/// What a page prints.
#[derive(Debug, Default)]
pub(super) struct PrintedPage {
    pub(super) runs: Vec<PrintedRun>,
    pub(super) pictures: usize,
    /// Runs that the document itself calls no part of its text.
    pub(super) artifacts: usize,
    /// Runs that are not printed from left to right.
    pub(super) turned: usize,
    /// Parts that are documents of their own within the page.
    pub(super) forms: usize,
    /// Characters that cannot be known.
    pub(super) unreadable: usize,
}

/// Some text, printed in one go.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PrintedRun {
    pub(super) text: String,
    pub(super) x: f32,
    pub(super) y: f32,
    /// Where it ends.
    pub(super) end: f32,
    /// The font's size on the page.
    pub(super) size: f32,
}

/// Reads a page; `left` says how many bytes may still be unpacked. `None` where there would be more.
pub(super) fn read<'a>(
    document: &'a Document,
    id: ObjectId,
    fonts: &mut Fonts<'a>,
    left: &mut usize,
) -> Option<PrintedPage> {
    let content = document.get_page_content_with_limit(id, *left).ok()?;
    *left = left.checked_sub(content.len())?;
    let named = document.get_page_fonts(id).unwrap_or_default();
    let fonts = named.into_iter().map(|(name, font)| (name, fonts.get(document, font))).collect();
    let mut reader = PageReader {
        document,
        fonts,
        objects: objects(document, id),
        state: TextState::default(),
        stack: Vec::new(),
        marks: Vec::new(),
        chars: 0,
        page: PrintedPage::default(),
    };
    // What cannot be read ends the page; what stands before it is kept.
    for operation in Content::decode_iter(&content).map_while(Result::ok) {
        reader.run(&operation)?;
    }
    Some(reader.page)
}

/// Lists the page's pictures and forms.
fn objects(document: &Document, id: ObjectId) -> Vec<&Dictionary> {
    let Ok((own, shared)) = document.get_page_resources(id) else { return Vec::new() };
    let shared = shared.into_iter().filter_map(|id| document.get_dictionary(id).ok());
    own.into_iter()
        .chain(shared)
        .filter_map(|resources| resources.get_deref(b"XObject", document).and_then(Object::as_dict).ok())
        .collect()
}

/// A transformation of the plane: [a b c d e f].
type Matrix = [f32; 6];

const NONE: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// What the first does and then the second.
fn then([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix) -> Matrix {
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

#[derive(Clone)]
struct TextState<'a> {
    page: Matrix,
    text: Matrix,
    line: Matrix,
    font: Option<Rc<Font<'a>>>,
    size: f32,
    leading: f32,
    between_chars: f32,
    between_words: f32,
    stretch: f32,
    /// How far text is raised above its line.
    rise: f32,
}

impl Default for TextState<'_> {
    fn default() -> Self {
        Self {
            page: NONE,
            text: NONE,
            line: NONE,
            font: None,
            size: 0.0,
            leading: 0.0,
            between_chars: 0.0,
            between_words: 0.0,
            stretch: 1.0,
            rise: 0.0,
        }
    }
}

impl TextState<'_> {
    /// Returns where on the page the next character stands, and how it is drawn.
    fn place(&self) -> Matrix {
        then(then([1.0, 0.0, 0.0, 1.0, 0.0, self.rise], self.text), self.page)
    }
}

struct PageReader<'a> {
    document: &'a Document,
    fonts: HashMap<Vec<u8>, Rc<Font<'a>>>,
    objects: Vec<&'a Dictionary>,
    state: TextState<'a>,
    stack: Vec<TextState<'a>>,
    /// Of each marked part that is open, whether it is none of the text.
    marks: Vec<bool>,
    chars: usize,
    page: PrintedPage,
}

impl PageReader<'_> {
    /// Follows one operation; `None` where the page prints too much.
    fn run(&mut self, operation: &Operation) -> Option<()> {
        let operands = operation.operands.as_slice();
        let number = |nth: usize| {
            operands.get(nth).and_then(|of| of.as_float().ok()).filter(|of| of.is_finite()).unwrap_or_default()
        };
        let matrix = || -> Matrix { std::array::from_fn(number) };
        match operation.operator.as_str() {
            "q" if self.stack.len() < 256 => self.stack.push(self.state.clone()),
            "Q" => self.state = self.stack.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => self.state.page = then(matrix(), self.state.page),
            "BT" => (self.state.text, self.state.line) = (NONE, NONE),
            "Tf" => {
                let name = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                (self.state.font, self.state.size) = (self.fonts.get(name).cloned(), number(1));
            }
            "Tc" => self.state.between_chars = number(0),
            "Tw" => self.state.between_words = number(0),
            "Tz" => self.state.stretch = number(0) / 100.0,
            "Ts" => self.state.rise = number(0),
            "TL" => self.state.leading = number(0),
            "Td" => self.next_line(number(0), number(1)),
            "TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            "Tm" => (self.state.text, self.state.line) = (matrix(), matrix()),
            "T*" => self.next_line(0.0, -self.state.leading),
            "Tj" => self.print(operands)?,
            "TJ" => {
                if let Some(Object::Array(parts)) = operands.first() {
                    self.print(parts)?;
                }
            }
            "'" => {
                self.next_line(0.0, -self.state.leading);
                self.print(operands)?;
            }
            "\"" => {
                (self.state.between_words, self.state.between_chars) = (number(0), number(1));
                self.next_line(0.0, -self.state.leading);
                self.print(operands.get(2..).unwrap_or_default())?;
            }
            "BMC" | "BDC" => {
                self.marks.push(matches!(operands.first(), Some(Object::Name(name)) if name == b"Artifact"));
            }
            "EMC" => {
                self.marks.pop();
            }
            "BI" => self.page.pictures += 1,
            "Do" => self.object(operands),
            _ => {}
        }
        Some(())
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.state.line = then([1.0, 0.0, 0.0, 1.0, x, y], self.state.line);
        self.state.text = self.state.line;
    }

    /// Counts a picture, or a part that has its own content.
    fn object(&mut self, operands: &[Object]) {
        let Some(Ok(name)) = operands.first().map(Object::as_name) else { return };
        let found = self.objects.iter().find_map(|of| of.get_deref(name, self.document).ok());
        let Some(Ok(stream)) = found.map(Object::as_stream) else { return };
        match stream.dict.get(b"Subtype").and_then(Object::as_name) {
            Ok(b"Image") => self.page.pictures += 1,
            Ok(b"Form") => self.page.forms += 1,
            _ => {}
        }
    }

    /// Prints strings, and the gaps between them.
    fn print(&mut self, parts: &[Object]) -> Option<()> {
        let Some(font) = self.state.font.clone() else { return Some(()) };
        let mut from = self.state.place();
        let mut text = String::new();
        for part in parts {
            let mut is_wide = false;
            let TextState { size, stretch, between_chars, between_words, .. } = self.state;
            let advance = match part {
                Object::String(bytes, _) => {
                    let (width, chars, spaces) = font.width(bytes);
                    let (printed, unknown) = font.text(bytes);
                    text.push_str(&printed);
                    self.page.unreadable += unknown;
                    width / 1000.0 * size + chars as f32 * between_chars + spaces as f32 * between_words
                }
                gap => {
                    let gap = gap.as_float().ok().filter(|gap| gap.is_finite()).unwrap_or_default();
                    is_wide = -gap >= WIDE;
                    if is_wide {
                        self.put(from, std::mem::take(&mut text))?;
                    } else if -gap > GAP && !text.ends_with(' ') {
                        text.push(' ');
                    }
                    -gap / 1000.0 * size
                }
            };
            self.state.text = then([1.0, 0.0, 0.0, 1.0, advance * stretch, 0.0], self.state.text);
            if is_wide {
                from = self.state.place();
            }
        }
        self.put(from, text)
    }

    /// Adds a run that began at a place and ends here; `None` where the page prints too much.
    fn put(&mut self, from: Matrix, text: String) -> Option<()> {
        self.chars += text.len();
        if self.chars > CHARS {
            return None;
        }
        if text.trim().is_empty() && !text.contains(' ') {
            return Some(());
        }
        let to = self.state.place();
        let size = self.state.size.abs() * (from[2].powi(2) + from[3].powi(2)).sqrt();
        let is_level = from[1].abs() <= 0.02 * from[0].abs() && from[0] > 0.0;
        let place = [from[4], from[5], to[4], size];
        if self.marks.contains(&true) {
            self.page.artifacts += usize::from(!text.trim().is_empty());
        } else if !is_level || place.iter().any(|number| !number.is_finite()) {
            self.page.turned += usize::from(!text.trim().is_empty());
        } else {
            self.page.runs.push(PrintedRun { text, x: from[4], y: from[5], end: to[4], size });
        }
        Some(())
    }
}
