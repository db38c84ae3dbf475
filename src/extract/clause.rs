//! Which words of a content stand in its main clause, by its marks and subordinators alone.
//!
//! It builds no syntax tree: a region from a subordinator to the next comma, or to the end, counts as subordinate.

use std::sync::LazyLock;

use super::words::{Lexicon, Shape, Word};

static SUBORDINATORS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("lists/side_clauses.txt")));

/// Says for each word whether it stands in a main clause.
pub(super) fn main_clause(words: &[Word]) -> Vec<bool> {
    let mut main = Vec::with_capacity(words.len());
    let mut inside = false;
    // Whether the clause so far has any word: a "that" at the very start introduces the content itself.
    let mut begun = false;
    for (at, word) in words.iter().enumerate() {
        match word.text {
            "." | "!" | "?" | ";" | ":" => {
                inside = false;
                begun = false;
            }
            "," | "\u{2014}" | "\u{2013}" | "--" => inside = false,
            _ => {}
        }
        if word.is_letters() {
            let complement = word.lower == "that";
            // "that bridge" is a determiner where the content starts or a preposition stands before it.
            let determiner = complement
                && (!begun
                    || words[at.saturating_sub(1)].is(&["in", "at", "on", "for", "of", "with", "to", "by", "all"]));
            // "not since", "before long": prepositions of time before a number or a name open no clause.
            let phrase = word.is(&["after", "before", "since", "until", "once"])
                && words.get(at + 1).is_some_and(|next| next.is_digits() || next.is_capitalised() && !next.is(&["i"]));
            if SUBORDINATORS.at(words, at).is_some() && !determiner && !phrase {
                inside = true;
            }
            begun = true;
        }
        main.push(!inside && word.shape != Shape::Link);
    }
    main
}
