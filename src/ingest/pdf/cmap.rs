//! A font's table of characters: which text each of its codes stands for.
//!
//! It reads codes and texts, and passes over all that such a table says beside them; what is malformed is left out.

use std::collections::{BTreeSet, HashMap};

use super::direction;

/// More codes than any font has.
const CODES: usize = 1 << 17;

#[derive(Debug, Default)]
pub(super) struct CMap {
    /// The text of a code, by its length in bytes and its value.
    texts: HashMap<(usize, u32), String>,
    /// The lengths that codes have.
    lengths: BTreeSet<usize>,
}

enum CMapToken<'a> {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(&'a [u8]),
}

impl CMap {
    /// Reads a table; `None` where it has no code.
    pub(super) fn from_bytes(table: &[u8]) -> Option<Self> {
        let mut map = Self::default();
        let mut ranges = None;
        let mut codes: Vec<Vec<u8>> = Vec::new();
        // The texts of a range that are listed one by one, while the list is open.
        let mut listed: Option<Vec<Vec<u8>>> = None;
        let mut rest = table;
        while let Some((token, after)) = token(rest) {
            rest = after;
            match token {
                CMapToken::Word(b"beginbfchar") => (ranges, codes) = (Some(false), Vec::new()),
                CMapToken::Word(b"beginbfrange") => (ranges, codes) = (Some(true), Vec::new()),
                CMapToken::Word(b"endbfchar" | b"endbfrange") => ranges = None,
                CMapToken::Hex(text) if listed.is_some() => listed.as_mut()?.push(text),
                CMapToken::Hex(text) => codes.push(text),
                CMapToken::Open => listed = Some(Vec::new()),
                CMapToken::Close => {
                    let texts = listed.take().unwrap_or_default();
                    if let (Some(true), [first, _]) = (ranges, codes.as_slice()) {
                        let start = value(first);
                        (start..).zip(texts).for_each(|(code, text)| map.put(first.len(), code, units(&text), 0));
                    }
                    codes.clear();
                }
                CMapToken::Word(_) => {}
            }
            match (ranges, codes.as_slice()) {
                (Some(false), [code, text]) => map.put(code.len(), value(code), units(text), 0),
                (Some(true), [first, last, text]) => {
                    let steps = value(last).saturating_sub(value(first)).min(0xffff);
                    for step in 0..=steps {
                        map.put(first.len(), value(first).saturating_add(step), units(text), step);
                    }
                }
                (None, _) => {
                    codes.clear();
                    continue;
                }
                _ => continue,
            }
            codes.clear();
        }
        (!map.texts.is_empty()).then_some(map)
    }

    /// Notes the text of a code, its last unit moved on by `step`.
    fn put(&mut self, length: usize, code: u32, mut units: Vec<u16>, step: u32) {
        if !(1..=4).contains(&length) || self.texts.len() >= CODES {
            return;
        }
        if let (Some(last), Ok(step)) = (units.last_mut(), u16::try_from(step)) {
            *last = last.wrapping_add(step);
        }
        self.lengths.insert(length);
        self.texts.insert((length, code), direction::as_printed(String::from_utf16_lossy(&units)));
    }

    /// Returns the text of a string and how many of its codes the table does not have; such a code is taken to be
    /// `length` bytes long.
    pub(super) fn text(&self, bytes: &[u8], length: usize) -> (String, usize) {
        let (mut text, mut unknown, mut rest) = (String::new(), 0, bytes);
        while !rest.is_empty() {
            let known = self.lengths.iter().find_map(|&length| {
                let (code, after) = rest.split_at_checked(length)?;
                Some((self.texts.get(&(length, value(code)))?, after))
            });
            rest = match known {
                Some((letters, after)) => {
                    text.push_str(letters);
                    after
                }
                None => {
                    unknown += 1;
                    rest.get(length..).unwrap_or_default()
                }
            };
        }
        (text, unknown)
    }
}

fn value(code: &[u8]) -> u32 {
    code.iter().fold(0, |value, byte| value << 8 | u32::from(*byte))
}

fn units(text: &[u8]) -> Vec<u16> {
    text.chunks(2).take(64).map(|two| two.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte))).collect()
}

/// Reads the next token, and what stands behind it.
fn token(bytes: &[u8]) -> Option<(CMapToken<'_>, &[u8])> {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let (first, rest) = bytes[start..].split_first()?;
    match first {
        b'[' => Some((CMapToken::Open, rest)),
        b']' => Some((CMapToken::Close, rest)),
        // A dictionary's sign.
        b'<' | b'>' if rest.first() == Some(first) => Some((CMapToken::Word(b""), &rest[1..])),
        b'<' => {
            let end = rest.iter().position(|byte| *byte == b'>')?;
            let digits: Vec<u8> =
                rest[..end].iter().filter_map(|byte| char::from(*byte).to_digit(16)).map(|digit| digit as u8).collect();
            let hex = digits.chunks(2).map(|two| two[0] << 4 | two.get(1).copied().unwrap_or_default()).collect();
            Some((CMapToken::Hex(hex), &rest[end + 1..]))
        }
        b'>' => Some((CMapToken::Word(b""), rest)),
        _ => {
            let bytes = &bytes[start..];
            let ends = |byte: &u8| byte.is_ascii_whitespace() || b"<>[]".contains(byte);
            let end = bytes.iter().position(ends).unwrap_or(bytes.len());
            Some((CMapToken::Word(&bytes[..end]), &bytes[end..]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(table: &str, bytes: &[u8], expected: (&str, usize)) {
        let map = CMap::from_bytes(table.as_bytes()).expect("a table");
        assert_eq!(map.text(bytes, 2), (expected.0.to_owned(), expected.1));
    }

    #[test]
    fn codes_ranges_and_lists() {
        let table = "1 begincodespacerange <0000> <FFFF> endcodespacerange\n2 beginbfchar\n<0003> <0020>\n<0010><00660069>\nendbfchar \
                     2 beginbfrange <0024> <0026> <0041> <0030> <0031> [<0078> <0079>] endbfrange";
        check(table, &[0, 0x24, 0, 0x26, 0, 3, 0, 0x10, 0, 0x31], ("AC fiy", 0));
        check(table, &[0, 0x24, 9, 9, 0, 0x25], ("AB", 1));
        check("beginbfchar <41> <D83DDE00> endbfchar", b"A", ("😀", 0));
    }

    #[test]
    fn what_is_no_table_is_none() {
        for table in ["", "<0041>", "beginbfchar <> <0041> endbfchar", "beginbfrange <41 <4", "beginbfchar ]]>>[<41>"] {
            assert!(CMap::from_bytes(table.as_bytes()).is_none(), "{table}");
        }
        let all = "beginbfrange <00000000> <ffffffff> <0041> endbfrange";
        assert!(CMap::from_bytes(all.as_bytes()).is_some_and(|map| map.texts.len() <= CODES));
    }
}
