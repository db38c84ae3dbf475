//! Which blocks stand among an article's paragraphs and are no part of it: links to other stories, offers, credits, dates,
//! the headline once more.
//!
//! It decides by what a block says and where its links are, never by which site the page is from.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::blocks::{Block, BlockKind};
use super::quoted;
use super::written_time;
use crate::furniture;
use crate::lexicon::{self, fold_line};

/// A line that only says when is not longer, in characters.
const DATE_LINE: usize = 120;
/// A line that leads elsewhere, offers or credits is not longer.
const SHORT_LINE: usize = 240;
/// A sentence that is one link has as many words.
const LINKED_SENTENCE: usize = 15;

/// What stands beside dates in other languages, each with whether it says that something was changed.
static DATE_WORDS: LazyLock<HashMap<&'static str, bool>> = LazyLock::new(|| {
    let lines = lexicon::entries(include_str!("lists/date_words.txt"));
    lines.map(|line| line.split_once(' ').map_or((line, false), |(word, _)| (word, true))).collect()
});
static OPENINGS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("lists/furniture_openings.txt")).collect());
static WHOLE: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("lists/furniture_lines.txt")).collect());
static ENDINGS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("lists/furniture_endings.txt")).collect());
static SECTIONS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("lists/furniture_sections.txt")).collect());

/// Leaves out what is no part of the article.
pub(super) fn clear(mut blocks: Vec<Block>, headline: Option<&str>, byline: Option<&str>) -> Vec<Block> {
    cut_sections(&mut blocks);
    // A signature without its words would sign what stands above them.
    let signed = quoted::signed(&blocks);
    let mut kept: Vec<Block> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    let mut after_section = false;
    for (index, block) in blocks.iter().enumerate() {
        if block.quotation.is_some_and(|quotation| signed.contains(&quotation)) {
            kept.push(block.clone());
            continue;
        }
        if block.kind == BlockKind::Heading && is_section(&block.text) {
            after_section = true;
            continue;
        }
        // A list of links after "Related" goes with it; the first prose ends it.
        if after_section && (mostly_linked(block) || block.kind == BlockKind::Item && words(&block.text) < 20) {
            continue;
        }
        if is_section(&block.text) && leads_to_links(&blocks[index + 1..]) {
            after_section = true;
            continue;
        }
        after_section = false;
        let names = |known: Option<&str>| known.is_some_and(|known| is_same(known, &block.text));
        let is_title = kept.len() < 4 && names(headline);
        let is_byline = words(&block.text) < 25 && byline.is_some_and(|byline| is_byline(&block.text, byline));
        let is_again = words(&block.text) > 6 && seen.contains(&block.text);
        if !(is_title || is_byline || is_again || is_furniture(block, &blocks, index)) {
            seen.insert(block.text.clone());
            kept.push(block.clone());
        }
    }
    // A heading with nothing below it leads nowhere.
    while kept.last().is_some_and(|last| last.kind == BlockKind::Heading) {
        kept.pop();
    }
    kept
}

/// Cuts the end off where a heading such as "About the author" begins it.
fn cut_sections(blocks: &mut Vec<Block>) {
    let all: usize = blocks.iter().map(|block| block.text.len()).sum();
    let mut before = 0;
    let cut = blocks.iter().position(|block| {
        before += block.text.len();
        before * 10 > all * 6 && words(&block.text) <= 6 && is_section(&block.text)
    });
    if let Some(cut) = cut {
        let prose = |blocks: &[Block]| -> usize {
            blocks.iter().filter(|block| !mostly_linked(block)).map(|block| block.text.len()).sum()
        };
        if prose(&blocks[cut..]) * 5 < prose(&blocks[..cut]) {
            blocks.truncate(cut);
        }
    }
}

fn leads_to_links(next: &[Block]) -> bool {
    next.first().is_none_or(mostly_linked)
}

fn is_furniture(block: &Block, blocks: &[Block], index: usize) -> bool {
    let text = block.text.as_str();
    let length = text.chars().count();
    let plain = fold_line(text);
    if plain.is_empty() {
        return !text.chars().any(char::is_alphanumeric)
            && !text.contains('_')
            && block.kind != BlockKind::Row
            && length < 4;
    }
    if length <= DATE_LINE && is_date_line(&plain) {
        return true;
    }
    if WHOLE.contains(&plain.as_str()) || furniture::kind_of(text).is_some() {
        return true;
    }
    if length <= SHORT_LINE && OPENINGS.iter().any(|opening| opens_with(text, &plain, opening)) {
        return true;
    }
    if length <= SHORT_LINE && ENDINGS.iter().any(|ending| plain.ends_with(ending)) {
        return true;
    }
    // A paragraph that is one link leads elsewhere; in a list, only where its neighbours do so too.
    let linked = mostly_linked(block) && block.kind != BlockKind::Row;
    match block.kind {
        BlockKind::Item => {
            let beside = |at: Option<usize>| {
                at.and_then(|at| blocks.get(at))
                    .is_some_and(|block| block.kind == BlockKind::Item && mostly_linked(block))
            };
            linked && (beside(index.checked_sub(1)) || beside(Some(index + 1)) || words(text) < 4)
        }
        BlockKind::Heading => linked && words(text) > 4 && !followed_by_prose(blocks, index),
        _ => linked && !is_linked_sentence(text),
    }
}

/// Returns whether a text is a whole sentence that a story may link, and not the headline of another one.
fn is_linked_sentence(text: &str) -> bool {
    words(text) >= LINKED_SENTENCE
        && !text.contains(". ")
        && text.trim_end_matches(['"', '”', '’', '»', ')']).ends_with(['.', '!'])
}

fn followed_by_prose(blocks: &[Block], index: usize) -> bool {
    blocks.get(index + 1).is_some_and(|next| next.kind != BlockKind::Heading && !mostly_linked(next))
}

/// Returns whether most of a block's letters stand in links.
pub(super) fn mostly_linked(block: &Block) -> bool {
    let letters = block.text.chars().filter(|c| !c.is_whitespace()).count();
    block.linked * 10 >= letters * 8
}

/// Returns whether a line heads other matter: one of the list, or "More great Courier stories".
fn is_section(text: &str) -> bool {
    let plain = fold_line(text);
    let is_more = || {
        let last = plain.rsplit(' ').next().unwrap_or_default();
        plain.starts_with("more ") && ["stories", "news", "coverage", "articles", "headlines", "posts"].contains(&last)
    };
    text.len() < 80 && (SECTIONS.contains(&plain.as_str()) || is_more())
}

/// Returns whether a line gives a time and little else: "Published: 9 May 2031, 14:05 | Updated 15:10".
pub(super) fn is_date_line(plain: &str) -> bool {
    let (mut said, mut digits, mut others) = (0, false, 0);
    for word in plain.split(' ') {
        if word.bytes().any(|byte| byte.is_ascii_digit()) {
            digits = true;
        } else if furniture::is_date_word(word) || DATE_WORDS.contains_key(word) || written_time::month(word).is_some()
        {
            said += 1;
        } else {
            others += 1;
        }
    }
    digits && said > 0 && others == 0
}

/// Returns whether a word of a page in another language than English says that something was changed.
pub(super) fn says_changed(word: &str) -> bool {
    DATE_WORDS.get(word).copied().unwrap_or(false)
}

/// Returns whether a word beside a date begins another date's label: "Published", "aktualisiert".
pub(super) fn is_time_label(word: &str) -> bool {
    ["published", "posted", "updated", "modified"].contains(&word) || says_changed(word)
}

/// Returns whether a line is the byline: its names with "By", a role or a date at most.
fn is_byline(text: &str, byline: &str) -> bool {
    let (text, byline) = (fold_line(text), fold_line(byline));
    !byline.is_empty()
        && (text == byline
            || ["by", "von", "por", "par", "di", "door", "от"].iter().any(|by| {
                text.strip_prefix(by)
                    .is_some_and(|rest| rest.trim_start().starts_with(&byline) && words(rest) <= words(&byline) + 8)
            })
            || text
                .strip_prefix(&byline)
                .is_some_and(|rest| is_date_line(rest.trim()) || words(rest) <= 5 && !text.contains(" said")))
}

pub(super) fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (fold_line(a), fold_line(b));
    a == b || (b.len() > 20 && a.contains(&b)) || (a.len() > 20 && b.starts_with(&a) && b.len() < a.len() + 20)
}

/// Returns whether a line begins as an entry says; where the entry ends with a colon, so must the line's beginning.
fn opens_with(text: &str, plain: &str, opening: &str) -> bool {
    match opening.strip_suffix(':') {
        None => plain.strip_prefix(opening).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')),
        Some(label) => text.find([':', '|', '/']).is_some_and(|at| fold_line(&text[..at]) == label),
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}
