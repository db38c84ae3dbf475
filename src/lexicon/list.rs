//! The form of the word lists that stand beside the code: one entry a line, `#` starts a comment, `[label]` a block.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use foldhash::fast::FixedState;

/// What is looked up by the words of the program's own lists. No text puts a word in, so that none can make it slow, and
/// a quick hash will do.
pub(crate) type WordMap<K, V> = HashMap<K, V, FixedState>;

/// Words of the program's own lists.
pub(crate) type WordSet = HashSet<&'static str, FixedState>;

/// Lists the entries of a word list in their order.
pub(crate) fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(|line| line.split('#').next().unwrap_or("").trim()).filter(|line| !line.is_empty())
}

/// Lists the entries of a word list, each with the label of its block; those before the first block have none.
pub(crate) fn labelled(list: &'static str) -> impl Iterator<Item = (Option<&'static str>, &'static str)> {
    let mut label = None;
    entries(list).filter_map(move |entry| match entry.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(name) => {
            label = Some(name);
            None
        }
        None => Some((label, entry)),
    })
}

/// Lists the words of a word list that has several on a line.
pub(crate) fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    entries(list).flat_map(str::split_whitespace)
}

/// A list of words, read when it is first asked.
pub(crate) struct WordList(LazyLock<WordSet>);

impl WordList {
    pub(crate) const fn new(load: fn() -> WordSet) -> Self {
        Self(LazyLock::new(load))
    }

    /// Returns whether the list holds a folded word.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_blocks_and_comments() {
        const LIST: &str = "# Fish.\nsea bass\n\n[river]\npike  # bites\n[lake]\nbream tench\n";
        let found: Vec<_> = labelled(LIST).collect();
        assert_eq!(found, [(None, "sea bass"), (Some("river"), "pike"), (Some("lake"), "bream tench")]);
        assert_eq!(words("a b # c\nd").collect::<Vec<_>>(), ["a", "b", "d"]);
    }
}
