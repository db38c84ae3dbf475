//! Words into word pieces, as the accurate model was taught them: BERT's uncased WordPiece.
//!
//! It knows nothing of sentences: one word token of [`crate::text`] at a time. It never fails: what it cannot spell
//! becomes the piece for unknown words.

use unicode_normalization::UnicodeNormalization;

/// The most pieces that one word is given; what stands behind them is left out.
pub const LONGEST_WORD: usize = 8;

/// A stretch without space or punctuation that has more characters than this is not looked up.
const LONGEST_LOOKUP: usize = 100;

/// The pieces that a model knows. A piece's id is its rank in byte order.
#[derive(Clone, Debug)]
pub struct PieceVocabulary<'a> {
    /// Sorted by bytes; pieces that continue a word start with "##".
    pieces: Vec<&'a str>,
    /// Stands before the first paragraph of a window.
    pub start: u32,
    /// Stands behind each paragraph.
    pub separator: u32,
    unknown: u32,
}

impl<'a> PieceVocabulary<'a> {
    /// Takes pieces in any order; `None` where one of the three marks `[CLS]`, `[SEP]`, `[UNK]` is missing.
    pub fn new(pieces: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let mut pieces: Vec<&str> = pieces.into_iter().collect();
        if !pieces.is_sorted() {
            pieces.sort_unstable();
        }
        let mut vocabulary = Self { pieces, start: 0, separator: 0, unknown: 0 };
        vocabulary.start = vocabulary.id("[CLS]")?;
        vocabulary.separator = vocabulary.id("[SEP]")?;
        vocabulary.unknown = vocabulary.id("[UNK]")?;
        Some(vocabulary)
    }

    /// Returns how many pieces there are.
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Returns the piece with an id.
    pub fn piece(&self, id: u32) -> Option<&'a str> {
        self.pieces.get(id as usize).copied()
    }

    fn id(&self, piece: &str) -> Option<u32> {
        self.pieces.binary_search(&piece).ok().and_then(|rank| u32::try_from(rank).ok())
    }

    /// Appends the pieces of a word: at least one, at most [`LONGEST_WORD`].
    ///
    /// ```
    /// use onrecord::lang::pieces::PieceVocabulary;
    ///
    /// let vocabulary = PieceVocabulary::new(["[CLS]", "[SEP]", "[UNK]", "un", "##til", "##ed"]).expect("all three marks");
    /// let mut ids = Vec::new();
    /// vocabulary.split("Untiled", &mut ids);
    /// assert_eq!(ids.iter().filter_map(|&id| vocabulary.piece(id)).collect::<Vec<_>>(), ["un", "##til", "##ed"]);
    /// ```
    pub fn split(&self, word: &str, ids: &mut Vec<u32>) {
        let before = ids.len();
        let plain = plain(word);
        for stretch in stretches(&plain) {
            self.spell(stretch, ids);
        }
        if ids.len() == before {
            ids.push(self.unknown);
        }
        ids.truncate(before + LONGEST_WORD);
    }

    /// The longest piece that fits, again and again.
    fn spell(&self, stretch: &str, ids: &mut Vec<u32>) {
        let before = ids.len();
        let mut candidate = String::with_capacity(stretch.len() + 2);
        let mut at = 0;
        if stretch.chars().count() > LONGEST_LOOKUP {
            ids.push(self.unknown);
            return;
        }
        while at < stretch.len() {
            candidate.clear();
            candidate.push_str(if at > 0 { "##" } else { "" });
            let mark = candidate.len();
            candidate.push_str(&stretch[at..]);
            let id = loop {
                if let Some(id) = self.id(&candidate) {
                    break Some(id);
                }
                candidate.pop();
                if candidate.len() <= mark {
                    break None;
                }
            };
            let Some(id) = id else {
                // One part that cannot be spelt makes the whole unknown.
                ids.truncate(before);
                ids.push(self.unknown);
                return;
            };
            ids.push(id);
            at += candidate.len() - mark;
        }
    }
}

/// Lower case, without accents and without characters that do not show; as the vocabulary was made with.
fn plain(word: &str) -> String {
    if word.is_ascii() {
        return word.chars().filter(|c| !c.is_ascii_control()).map(|c| c.to_ascii_lowercase()).collect();
    }
    word.chars()
        .filter(|&c| !is_hidden(c))
        .nfd()
        .filter(|&c| !unicode_normalization::char::is_combining_mark(c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Cuts at spaces, which are dropped, and around each punctuation mark and each Chinese character.
fn stretches(plain: &str) -> impl Iterator<Item = &str> {
    let mut rest = plain;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let end = if stands_alone(first) {
            first.len_utf8()
        } else {
            rest.find(|c: char| stands_alone(c) || c.is_whitespace()).unwrap_or(rest.len())
        };
        let (stretch, behind) = rest.split_at(end);
        rest = behind;
        Some(stretch)
    })
}

fn stands_alone(c: char) -> bool {
    c.is_ascii_punctuation() || is_punctuation(c) || is_chinese(c)
}

/// Punctuation beyond ASCII that news text holds: of Latin-1, the general block, and the full-width forms.
fn is_punctuation(c: char) -> bool {
    matches!(c, '\u{a1}' | '\u{a7}' | '\u{ab}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}' | '\u{37e}' | '\u{387}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}' | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205e}'
        | '\u{207d}' | '\u{207e}' | '\u{208d}' | '\u{208e}' | '\u{2308}'..='\u{230b}' | '\u{2329}' | '\u{232a}'
        | '\u{2768}'..='\u{2775}' | '\u{27e6}'..='\u{27ef}' | '\u{2e00}'..='\u{2e2e}' | '\u{2e30}'..='\u{2e4f}'
        | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{30fb}'
        | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe52}' | '\u{ff01}'..='\u{ff03}' | '\u{ff05}'..='\u{ff0a}'
        | '\u{ff0c}'..='\u{ff0f}' | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}' | '\u{ff20}' | '\u{ff3b}'..='\u{ff3d}'
        | '\u{ff3f}' | '\u{ff5b}' | '\u{ff5d}' | '\u{ff5f}'..='\u{ff65}')
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{2a6df}' | '\u{2a700}'..='\u{2ebef}' | '\u{2f800}'..='\u{2fa1f}')
}

/// Control and format characters, private use, and the mark for bytes that were no text.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{e000}'..='\u{f8ff}' | '\u{feff}' | '\u{fff9}'..='\u{fffd}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PIECES: [&str; 20] = [
        "[UNK]", "[CLS]", "[SEP]", "-", ".", "'", "s", "u", "well", "known", "##known", "cafe", "un", "##kind", "##ly",
        "##s", "ok", "\u{201c}", "a", "##a",
    ];

    fn check(word: &str, expected: &[&str]) {
        let vocabulary = PieceVocabulary::new(PIECES).expect("all three marks are there");
        let mut ids = Vec::new();
        vocabulary.split(word, &mut ids);
        let pieces: Vec<&str> = ids.iter().filter_map(|&id| vocabulary.piece(id)).collect();
        assert_eq!(pieces, expected, "{word:?}");
    }

    #[test]
    fn longest_first() {
        check("well", &["well"]);
        check("unkindly", &["un", "##kind", "##ly"]);
        check("UNKINDLY", &["un", "##kind", "##ly"]);
    }

    #[test]
    fn punctuation_stands_alone() {
        check("well-known", &["well", "-", "known"]);
        check("U.S.", &["u", ".", "s", "."]);
        check("\u{201c}", &["\u{201c}"]);
        check("'s", &["'", "s"]);
    }

    #[test]
    fn accents_and_hidden_characters_go() {
        check("Café", &["cafe"]);
        check("Cafe\u{301}s", &["cafe", "##s"]);
        check("we\u{ad}ll", &["well"]);
    }

    #[test]
    fn what_cannot_be_spelt_is_unknown() {
        check("wellx", &["[UNK]"]);
        check("well-x-ok", &["well", "-", "[UNK]", "-", "ok"]);
        check("\u{200b}", &["[UNK]"]);
        check(&"a".repeat(101), &["[UNK]"]);
    }

    #[test]
    fn long_words_are_cut() {
        check("a.a.a.a.a.", &["a", ".", "a", ".", "a", ".", "a", "."]);
    }

    #[test]
    fn marks_must_be_there() {
        assert!(PieceVocabulary::new(["[CLS]", "[SEP]"]).is_none());
    }

    proptest! {
        #[test]
        fn any_word_has_pieces(word in "\\PC{0,20}") {
            let vocabulary = PieceVocabulary::new(PIECES).expect("all three marks are there");
            let mut ids = Vec::new();
            vocabulary.split(&word, &mut ids);
            prop_assert!((1..=LONGEST_WORD).contains(&ids.len()));
        }
    }
}
