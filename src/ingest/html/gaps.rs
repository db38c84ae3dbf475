//! The second way of reading: what stands between the headline and the end of the story that was found, and was left
//! out of it. A lede in a part of its own, a standfirst, a list of what matters, a paragraph in the middle.
//!
//! It adds nothing that is short, that links elsewhere or that stands above the headline; a quotation that says whose
//! it is comes as a whole or not at all.

use std::collections::{HashMap, HashSet};

use super::blocks::{Block, BlockKind};
use super::furniture::{self, mostly_linked};
use super::quoted;

/// A block by which two readings are laid beside each other has as many characters.
const SURE: usize = 40;
/// What is added has as many words.
const WORDS: usize = 8;
/// A point of a list has as many.
const ITEM_WORDS: usize = 4;
/// How many blocks may stand between the headline and the story that was found.
const FAR: usize = 25;
/// No more blocks are looked at for being left out.
const MOST: usize = 500;

/// Fills the gaps of a story, given all blocks of its page.
pub(super) fn fill(story: Vec<Block>, whole: &[Block], headline: Option<&str>) -> Vec<Block> {
    let lines = story.iter().flat_map(|block| block.text.split('\n')).map(str::trim);
    let lines: HashSet<&str> = lines.filter(|line| !line.is_empty()).collect();
    let read_line = |block: &Block| block.text.split('\n').find_map(|line| lines.get(line.trim()).copied());
    let is_sure = |block: &Block| block.text.len() >= SURE && read_line(block).is_some();
    let (Some(first), Some(last)) = (whole.iter().position(is_sure), whole.iter().rposition(is_sure)) else {
        return story;
    };
    let is_headline = |block: &Block| {
        block.kind == BlockKind::Heading && headline.is_some_and(|headline| furniture::is_same(headline, &block.text))
    };
    let start = whole[..first].iter().rposition(is_headline).map_or(first, |at| at + 1);
    let start = if first - start > FAR { first } else { start };
    // What is added stands before the next line that both readings have.
    let mut before: HashMap<&str, Vec<&Block>> = HashMap::new();
    let (mut gap, mut looked) = (Vec::new(), 0);
    let signed = quoted::signed(whole);
    let (mut quotation, mut is_added) = (None, false);
    for (at, block) in whole.iter().enumerate().take(last + 1).skip(start) {
        let is_signed = block.quotation.is_some_and(|of| signed.contains(&of));
        if is_signed && block.quotation != quotation {
            (quotation, is_added) = (block.quotation, read_line(block).is_none() && looked < MOST);
            looked += 1;
        }
        if is_signed && is_added {
            gap.push(block);
        } else if let Some(line) = read_line(block).filter(|_| block.text.len() >= SURE) {
            before.entry(line).or_default().append(&mut gap);
        } else if !is_signed && looked < MOST && read_line(block).is_none() && is_prose(block, at < first) {
            looked += 1;
            // It may be a part of a longer block.
            if !story.iter().any(|read| read.text.contains(&block.text)) {
                gap.push(block);
            }
        }
    }
    let mut filled = Vec::with_capacity(story.len());
    for block in &story {
        let added = block.text.split('\n').filter_map(|line| before.remove(line.trim()));
        filled.extend(added.flatten().cloned());
        filled.push(block.clone());
    }
    filled
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

#[cfg(test)]
mod tests {
    use super::*;

    const LEDE: &str = "The ferry to Port Ansel is back after a week of repairs.";
    const SECOND: &str = "The port said on Monday that the hinge of its door was welded.";
    const THIRD: &str = "A second ship is due in the spring, and until then there is none.";
    const LAST: &str = "The fares of that week will be paid back to those who ask.";

    fn blocks(texts: &[(BlockKind, &str)]) -> Vec<Block> {
        let block = |(kind, text): &(BlockKind, &str)| Block {
            kind: *kind,
            text: (*text).to_owned(),
            linked: 0,
            quotation: None,
        };
        texts.iter().map(block).collect()
    }

    fn check(whole: &[(BlockKind, &str)], story: &[&str], expected: &[&str]) {
        let story: Vec<(BlockKind, &str)> = story.iter().map(|text| (BlockKind::Paragraph, *text)).collect();
        let filled = fill(blocks(&story), &blocks(whole), Some("Ferry back"));
        assert_eq!(filled.iter().map(|block| block.text.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_was_left_out_comes_where_it_stands() {
        use BlockKind::{Heading, Paragraph};
        let title = (Heading, "Ferry back");
        let [lede, second, third, last] = [LEDE, SECOND, THIRD, LAST].map(|text| (Paragraph, text));
        check(&[title, lede, second, third, last], &[SECOND, LAST], &[LEDE, SECOND, THIRD, LAST]);
        // Neither what stands above the headline, nor what is short, nor what comes after the story.
        check(&[lede, title, (Paragraph, "Share."), second, third], &[SECOND], &[SECOND]);
        check(&[lede, second], &[THIRD], &[THIRD]);
        // Where no line is the headline, nothing is known of what stands before the story.
        check(&[lede, second, third, last], &[SECOND, LAST], &[SECOND, THIRD, LAST]);
    }
}
