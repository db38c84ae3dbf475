//! The second way of reading: what stands between the headline and the end of the story that was found, and was left
//! out of it. A lede in a part of its own, a standfirst, a list of what matters, a paragraph in the middle.
//!
//! It adds nothing that is short, that links elsewhere or that stands above the headline.

use std::collections::HashSet;

use super::blocks::{Block, BlockKind};
use super::furniture::{self, mostly_linked};

/// A block by which two readings are laid beside each other has as many characters.
const SURE: usize = 40;
/// What is added has as many words.
const WORDS: usize = 8;
/// A point of a list has as many.
const ITEM_WORDS: usize = 4;
/// How many blocks may stand between the headline and the story that was found.
const FAR: usize = 25;

/// Fills the gaps of a story, given all blocks of its page.
pub(super) fn fill(story: Vec<Block>, whole: &[Block], headline: Option<&str>) -> Vec<Block> {
    let lines: HashSet<&str> = story.iter().flat_map(|block| block.text.split('\n')).map(str::trim).collect();
    let is_read = |block: &Block| block.text.split('\n').any(|line| lines.contains(line.trim()));
    let is_sure = |block: &Block| block.text.len() >= SURE && is_read(block);
    let (Some(first), Some(last)) = (whole.iter().position(is_sure), whole.iter().rposition(is_sure)) else {
        return story;
    };
    let is_headline = |block: &Block| {
        block.kind == BlockKind::Heading && headline.is_some_and(|headline| furniture::is_same(headline, &block.text))
    };
    let start = whole[..first].iter().rposition(is_headline).map_or(first, |at| at + 1);
    let start = if first - start > FAR { first } else { start };
    let is_within = |block: &Block| story.iter().any(|read| read.text.contains(&block.text));
    let between = whole.iter().enumerate().take(last).skip(start);
    let added: Vec<(usize, &Block)> =
        between.filter(|(at, block)| !is_read(block) && is_prose(block, *at < first) && !is_within(block)).collect();
    if added.is_empty() {
        return story;
    }
    merge(story, whole, &added)
}

/// Returns whether a block is a sentence of the story. Before the story that was found, a heading or a point of a list
/// may be one.
fn is_prose(block: &Block, is_before: bool) -> bool {
    let words = block.text.split_whitespace().count();
    let text = block.text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']);
    let ends = text.ends_with(['.', '!', '?', '…', ':']);
    !mostly_linked(block)
        && match block.kind {
            BlockKind::Paragraph | BlockKind::Quote => words >= WORDS && ends,
            BlockKind::Heading => words >= WORDS && is_before,
            BlockKind::Item => words >= ITEM_WORDS && ends && is_before,
            BlockKind::Row | BlockKind::Time => false,
        }
}

/// Puts what is added where it stands on the page: before the next block that both readings have.
fn merge(story: Vec<Block>, whole: &[Block], added: &[(usize, &Block)]) -> Vec<Block> {
    let mut merged = Vec::new();
    let mut added = added.iter().peekable();
    let mut at = 0;
    for block in story {
        let place = whole[at..].iter().position(|other| other.text == block.text).map(|next| at + next);
        if let Some(place) = place.filter(|_| block.text.len() >= SURE) {
            while let Some((_, block)) = added.next_if(|(from, _)| *from < place) {
                merged.push((*block).clone());
            }
            at = place + 1;
        }
        merged.push(block);
    }
    merged
}
