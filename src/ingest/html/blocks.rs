//! A tree → blocks of text in order: paragraphs, headings, list items, quotes, rows of tables.
//!
//! It chooses nothing; white space is collapsed, and what has no width is left out.

use dom_query::{NodeId, NodeRef};

use super::text::is_without_width;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    Paragraph,
    Heading,
    Item,
    Quote,
    Row,
    /// The time above an entry of a live blog.
    Time,
}

/// One block of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub kind: BlockKind,
    pub text: String,
    /// How many characters of the text stand in links.
    pub linked: usize,
    /// The element that quotes it.
    pub quotation: Option<NodeId>,
}

/// Reads the blocks below a node.
pub(super) fn read(node: &NodeRef) -> Vec<Block> {
    BlockReader::default().blocks(node)
}

/// Reads the blocks below a node, up to another one.
pub(super) fn read_until(node: &NodeRef, end: &NodeRef) -> Vec<Block> {
    BlockReader { end: Some(end.id), ..BlockReader::default() }.blocks(node)
}

#[derive(Clone, Copy)]
struct Within {
    kind: BlockKind,
    in_link: bool,
}

#[derive(Default)]
struct BlockReader {
    blocks: Vec<Block>,
    text: String,
    linked: usize,
    quotation: Option<NodeId>,
    /// Where reading ends, and whether it has.
    end: Option<NodeId>,
    has_ended: bool,
}

const BLOCKS: [&str; 38] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "aside",
    "figure",
    "figcaption",
    "blockquote",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "tbody",
    "thead",
    "tfoot",
    "tr",
    "td",
    "th",
    "caption",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "hr",
    "form",
    "fieldset",
    "address",
    "center",
    "body",
];

impl BlockReader {
    fn blocks(mut self, node: &NodeRef) -> Vec<Block> {
        self.visit(node, Within { kind: BlockKind::Paragraph, in_link: false });
        self.end(BlockKind::Paragraph);
        self.blocks
    }

    fn visit(&mut self, node: &NodeRef, within: Within) {
        self.has_ended |= self.end == Some(node.id);
        if self.has_ended {
            return;
        }
        if node.is_text() {
            self.push(&node.text(), within);
            return;
        }
        let Some(tag) = node.node_name() else {
            node.children_it(false).for_each(|child| self.visit(&child, within));
            return;
        };
        let mut inner = within;
        match tag.as_ref() {
            "br" => {
                self.text.truncate(self.text.trim_end().len());
                self.text.push('\n');
                return;
            }
            "script" | "style" | "template" => return,
            "a" => inner.in_link = true,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => inner.kind = BlockKind::Heading,
            "li" | "dt" | "dd" => inner.kind = BlockKind::Item,
            "blockquote" => inner.kind = BlockKind::Quote,
            "tr" if is_data_row(node) => {
                self.end(within.kind);
                inner.kind = BlockKind::Row;
                for (index, cell) in node.element_children().iter().enumerate() {
                    if index > 0 {
                        self.push(" ", inner);
                    }
                    cell.children_it(false).for_each(|child| self.visit(&child, inner));
                }
                self.end(BlockKind::Row);
                return;
            }
            _ => {}
        }
        // Within a row of data all is one line.
        let is_block = within.kind != BlockKind::Row && BLOCKS.contains(&tag.as_ref());
        if is_block {
            self.end(within.kind);
        } else if within.kind == BlockKind::Row && BLOCKS.contains(&tag.as_ref()) {
            self.push(" ", inner);
        }
        let outer = self.quotation;
        if is_block && tag.as_ref() == "blockquote" {
            self.quotation = outer.or(Some(node.id));
        }
        node.children_it(false).for_each(|child| self.visit(&child, inner));
        if is_block {
            self.end(inner.kind);
        }
        self.quotation = outer;
    }

    fn push(&mut self, text: &str, within: Within) {
        for c in text.chars() {
            if is_without_width(c) {
                continue;
            }
            if c.is_whitespace() {
                if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                    self.text.push(' ');
                }
                continue;
            }
            self.text.push(c);
            self.linked += usize::from(within.in_link);
        }
    }

    /// Ends the block that is being read.
    fn end(&mut self, kind: BlockKind) {
        let text = std::mem::take(&mut self.text).trim().to_owned();
        let linked = std::mem::take(&mut self.linked);
        if text.chars().any(|c| !c.is_whitespace()) {
            self.blocks.push(Block { kind, text, linked, quotation: self.quotation });
        }
    }
}

/// Returns whether a row holds short cells side by side, and is not a page laid out as a table.
fn is_data_row(row: &NodeRef) -> bool {
    let cells = row.element_children();
    cells.len() > 1
        && cells.iter().all(|cell| cell.normalized_char_count() <= 80)
        && row.descendants_it().all(|node| !node.has_name("table") && !node.has_name("p"))
}
