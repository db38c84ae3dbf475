//! A document into windows: runs of whole paragraphs that the accurate model reads in one go.
//!
//! Borders are set by what stands there, so that an edited paragraph changes its own window and seldom another: results
//! can be kept by a window's content. It knows no labels and runs no model.

use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::text::Document;

use super::cache::Key;
use super::pieces::PieceVocabulary;

/// The most pieces of a window, the separators counted, the start mark not.
pub const LONGEST: usize = 254;

/// From this many pieces on, a paragraph may open a new window by its hash alone.
const ENOUGH: usize = 112;

/// How many kinds of piece there are: case × inside quotation marks × in the first paragraph.
pub const TYPES: usize = 16;

/// What the model reads at once, and where the words stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The pieces: the start mark, then each paragraph's with a separator behind it.
    pub pieces: Vec<u32>,
    /// One kind a piece, below [`TYPES`].
    pub types: Vec<u8>,
    /// Where each word's first piece stands in `pieces`.
    pub firsts: Vec<usize>,
    /// The words, as indexes into the tokens of the [`Document`].
    pub words: Range<usize>,
    /// How many words each sentence has here, in order; of one that a border cuts, those on this side.
    pub sentences: Vec<usize>,
}

impl Window {
    /// Returns what names the window as the model with this hash reads it.
    pub fn key(&self, model: &[u8; 32]) -> Key {
        let mut hash = Sha256::new_with_prefix(model);
        for (piece, kind) in self.pieces.iter().zip(&self.types) {
            hash.update(piece.to_le_bytes());
            hash.update([*kind]);
        }
        // The same pieces can make other words, and the same words other sentences.
        for number in self.firsts.iter().chain(&self.sentences) {
            hash.update((*number as u64).to_le_bytes());
        }
        hash.finalize().into()
    }
}

/// Cuts a document into windows that hold every token once, in text order.
pub fn windows(document: &Document, vocabulary: &PieceVocabulary) -> Vec<Window> {
    let spelling = Spelling::new(document, vocabulary);
    let mut windows = Vec::new();
    let mut open: Vec<Range<usize>> = Vec::new();
    let mut length = 0;
    for unit in units(document, &spelling) {
        let wanted = spelling.length(&unit) + 1;
        if length + wanted > LONGEST || (length >= ENOUGH && opens_window(document, &unit)) {
            windows.extend(window(document, vocabulary, &spelling, &open));
            open.clear();
            length = 0;
        }
        length += wanted;
        open.push(unit);
    }
    windows.extend(window(document, vocabulary, &spelling, &open));
    windows
}

/// The pieces of all words of a document.
struct Spelling {
    pieces: Vec<u32>,
    /// Where each word's pieces start, and the end of the last.
    starts: Vec<usize>,
}

impl Spelling {
    fn new(document: &Document, vocabulary: &PieceVocabulary) -> Self {
        let mut spelling = Self { pieces: Vec::new(), starts: vec![0] };
        for token in 0..document.tokens.len() {
            vocabulary.split(document.word(token), &mut spelling.pieces);
            spelling.starts.push(spelling.pieces.len());
        }
        spelling
    }

    fn of(&self, word: usize) -> &[u32] {
        &self.pieces[self.starts[word]..self.starts[word + 1]]
    }

    fn length(&self, words: &Range<usize>) -> usize {
        self.starts[words.end] - self.starts[words.start]
    }
}

/// Paragraphs, the long ones cut behind sentences, long sentences cut behind words.
fn units(document: &Document, spelling: &Spelling) -> Vec<Range<usize>> {
    let fits = |words: &Range<usize>| spelling.length(words) < LONGEST;
    let mut units = Vec::new();
    for paragraph in &document.paragraphs {
        let sentences = &document.sentences[paragraph.sentences.clone()];
        let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else { continue };
        let whole = first.tokens.start..last.tokens.end;
        if fits(&whole) {
            units.push(whole);
            continue;
        }
        let mut unit = whole.start..whole.start;
        for sentence in sentences {
            if fits(&(unit.start..sentence.tokens.end)) {
                unit.end = sentence.tokens.end;
                continue;
            }
            units.push(std::mem::replace(&mut unit, sentence.tokens.clone()));
            while !fits(&unit) {
                let end = (unit.start + 1..unit.end).rfind(|&end| fits(&(unit.start..end))).unwrap_or(unit.start + 1);
                units.push(unit.start..end);
                unit.start = end;
            }
        }
        units.push(unit);
    }
    units.retain(|unit| !unit.is_empty());
    units
}

/// Whether a unit's text says that a window starts here: so for one in two.
fn opens_window(document: &Document, words: &Range<usize>) -> bool {
    let (first, last) = (document.tokens.at(words.start).span, document.tokens.at(words.end - 1).span);
    let text = &document.body[first.start..last.end];
    // FNV-1a; its top bit depends on every byte.
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    hash >> 63 == 1
}

fn window(
    document: &Document,
    vocabulary: &PieceVocabulary,
    spelling: &Spelling,
    units: &[Range<usize>],
) -> Option<Window> {
    let words = units.first()?.start..units.last()?.end;
    let of_words: Vec<usize> = document.tokens.range(words.clone()).map(|token| token.sentence).collect();
    let sentences = of_words.chunk_by(usize::eq).map(<[usize]>::len).collect();
    let firsts = Vec::with_capacity(words.len());
    let mut window = Window { pieces: vec![vocabulary.start], types: vec![0], firsts, words, sentences };
    for unit in units {
        for word in unit.clone() {
            let pieces = spelling.of(word);
            window.firsts.push(window.pieces.len());
            window.pieces.extend_from_slice(pieces);
            window.types.resize(window.pieces.len(), kind(document, word));
        }
        window.pieces.push(vocabulary.separator);
        window.types.push(0);
    }
    Some(window)
}

/// Case (0 lower, 1 capital first, 2 all capitals, 3 no letter first), +4 inside a quotation, +8 in the first
/// paragraph.
fn kind(document: &Document, token: usize) -> u8 {
    let word = document.word(token);
    let mut chars = word.chars();
    let case = match chars.next() {
        Some(first) if first.is_alphabetic() => {
            let cased = || word.chars().filter(|c| c.is_uppercase() || c.is_lowercase());
            if chars.next().is_some() && cased().all(char::is_uppercase) && cased().next().is_some() {
                2
            } else {
                u8::from(first.is_uppercase())
            }
        }
        _ => 3,
    };
    let quoted = document.tokens.at(token).quotation.is_some();
    let paragraph = document.sentences.get(document.tokens.at(token).sentence).map_or(0, |sentence| sentence.paragraph);
    case + 4 * u8::from(quoted) + 8 * u8::from(paragraph == 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{self, parse};

    const PIECES: [&str; 12] = ["[UNK]", "[CLS]", "[SEP]", ".", "a", "b", "##a", "##b", "said", "he", "\"", ","];

    fn vocabulary() -> PieceVocabulary<'static> {
        PieceVocabulary::new(PIECES).expect("all three marks are there")
    }

    fn cut(body: &str) -> Vec<Window> {
        windows(&parse(body), &vocabulary())
    }

    #[test]
    fn paragraphs_share_a_window() {
        let windows = cut("A b.\n\n\"BA,\" he said.");
        let [window] = &windows[..] else { panic!("one window: {windows:?}") };
        let vocabulary = vocabulary();
        let pieces: Vec<&str> = window.pieces.iter().filter_map(|&id| vocabulary.piece(id)).collect();
        assert_eq!(pieces, ["[CLS]", "a", "b", ".", "[SEP]", "\"", "b", "##a", ",", "\"", "he", "said", ".", "[SEP]"]);
        assert_eq!(window.types, [0, 9, 8, 11, 0, 3, 6, 6, 7, 3, 0, 0, 3, 0]);
        assert_eq!(window.firsts, [1, 2, 3, 5, 6, 8, 9, 10, 11, 12]);
        assert_eq!(window.words, 0..10);
        assert_eq!(window.sentences, [3, 7]);
    }

    #[test]
    fn long_paragraphs_are_cut_behind_sentences() {
        let windows = cut(&"He said a b a b a b a b. ".repeat(40));
        assert!(windows.len() > 1);
        for window in &windows {
            assert_eq!(window.words.start % 11, 0, "behind a sentence");
        }
    }

    #[test]
    fn long_sentences_are_cut() {
        assert_eq!(cut(&"a ".repeat(600)).iter().map(|window| window.words.len()).collect::<Vec<_>>(), [253, 253, 94]);
    }

    #[test]
    fn an_edit_stays_local() {
        let paragraphs: Vec<String> =
            (0..60).map(|n| format!("He said {}.", "ab a ba b ".repeat(n % 7 + 3).split_at(20 + n % 5).0)).collect();
        let before = cut(&paragraphs.join("\n\n"));
        let mut edited = paragraphs.clone();
        edited[30] = "He said b.".to_owned();
        let after = cut(&edited.join("\n\n"));
        let fresh = after.iter().filter(|window| before.iter().all(|old| old.pieces != window.pieces)).count();
        assert!(before.len() > 5 && fresh <= 3, "{fresh} of {}", after.len());
    }

    proptest! {
        #[test]
        fn every_word_once(body in text::tests::odd_text()) {
            let document = parse(&body);
            let mut next = 0;
            for window in windows(&document, &vocabulary()) {
                prop_assert_eq!(window.words.start, next);
                prop_assert!(!window.words.is_empty() && window.pieces.len() <= LONGEST + 1);
                prop_assert_eq!((window.firsts.len(), window.types.len()), (window.words.len(), window.pieces.len()));
                prop_assert_eq!(window.sentences.iter().sum::<usize>(), window.words.len());
                prop_assert!(window.types.iter().all(|&kind| usize::from(kind) < TYPES));
                next = window.words.end;
            }
            prop_assert_eq!(next, document.tokens.len());
        }
    }
}
