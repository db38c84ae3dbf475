//! Reads the word lists: one entry a line, `#` starts a comment.

/// Lists the entries of a word list in their order.
pub(crate) fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(|line| line.split('#').next().unwrap_or("").trim()).filter(|line| !line.is_empty())
}
