//! HTML → tree, within limits: a hostile page becomes an error, never a full memory or an endless wait.
//!
//! It judges no content.

use dom_query::{Document, NodeRef};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{ParseOpts, parse_document};

use super::Error;

/// The most nodes that a tree may have. Long live blogs have about fifty thousand.
const MOST_NODES: usize = 500_000;
/// How deep elements may nest. Browsers stop at 512.
const DEEPEST: usize = 500;
/// How many elements may stand open at once by the page's own tags, before they are a tree.
const MOST_OPEN: usize = 2_000;
/// What the tree builder may have to walk: open elements, summed over all start tags.
const MOST_WORK: usize = 100_000_000;
/// How much is parsed before the nodes are counted, in bytes.
const PIECE: usize = 4096;

/// Parses a page.
///
/// # Errors
/// When the page nests too deeply or becomes too many nodes.
pub(super) fn parse(name: &str, html: &str) -> Result<Document, Error> {
    let too_deep = || Error::HtmlDepth { name: name.to_owned(), limit: DEEPEST };
    if !is_bearable(html) {
        return Err(too_deep());
    }
    let mut parser = parse_document(Document::default(), ParseOpts::default());
    let mut rest = html;
    while !rest.is_empty() {
        let mut at = rest.len().min(PIECE);
        while !rest.is_char_boundary(at) {
            at += 1;
        }
        let (piece, next) = rest.split_at(at);
        parser.process(StrTendril::from(piece));
        if parser.tokenizer.sink.sink.tree.len() > MOST_NODES {
            return Err(Error::HtmlNodes { name: name.to_owned(), limit: MOST_NODES });
        }
        rest = next;
    }
    let document = parser.finish();
    if depths(&document.root()).deepest > DEEPEST { Err(too_deep()) } else { Ok(document) }
}

/// How far the nodes of a tree are from its root.
struct Depths {
    deepest: usize,
    /// That of all nodes together.
    sum: usize,
}

/// Counts the steps from each node of a page to its root: what a reader walks that asks every node what it stands in.
pub(super) fn steps(document: &Document) -> usize {
    depths(&document.root()).sum
}

/// Measures how deep a tree is, without recursion.
fn depths(root: &NodeRef) -> Depths {
    let mut depths = Depths { deepest: 0, sum: 0 };
    let (mut depth, mut node) = (0, *root);
    loop {
        depths.deepest = depths.deepest.max(depth);
        depths.sum += depth;
        if let Some(child) = node.first_child() {
            (node, depth) = (child, depth + 1);
            continue;
        }
        loop {
            if node.id == root.id {
                return depths;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => (node, depth) = (parent, depth - 1),
                None => return depths,
            }
        }
    }
}

/// Elements that hold nothing, or that their next sibling ends.
const ENDS_ITSELF: [&str; 25] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "dd", "dt", "option", "optgroup", "tr", "td", "th", "body", "html",
];
/// Elements whose content is no markup.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "xmp", "iframe"];
/// Elements that the tree builder opens again in every block while they are not closed.
const REOPENED: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Returns whether the tree builder will be done with a page in good time: it walks the open elements for many a tag,
/// so that a page of nothing but unclosed tags costs the square of its length. Counts by the tags alone, and too much
/// rather than too little.
fn is_bearable(html: &str) -> bool {
    let mut open: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    let (mut depth, mut reopened, mut work) = (0_usize, 0_usize, 0_usize);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end..]);
            continue;
        }
        let is_end = rest.starts_with('/');
        let start = &rest[usize::from(is_end)..];
        let length = start.bytes().take(32).take_while(u8::is_ascii_alphanumeric).count();
        if length == 0 || !start.as_bytes()[0].is_ascii_alphabetic() {
            continue;
        }
        let tag = start[..length].to_ascii_lowercase();
        rest = &start[length..];
        // Each attribute is compared with those before it.
        work += attributes(rest).pow(2) / 8;
        if ENDS_ITSELF.contains(&tag.as_str()) {
            work += depth / 8 + reopened;
        } else if is_end {
            if let Some(count) = open.get_mut(&tag).filter(|count| **count > 0) {
                *count -= 1;
                depth -= 1;
                reopened -= usize::from(REOPENED.contains(&tag.as_str()));
            }
        } else if RAW.contains(&tag.as_str()) {
            let end = format!("</{tag}");
            let bytes = rest.as_bytes();
            let close = bytes.windows(end.len()).position(|window| window.eq_ignore_ascii_case(end.as_bytes()));
            match close {
                Some(close) => rest = &rest[close..],
                None => return depth <= MOST_OPEN,
            }
        } else {
            work += depth + 8 * reopened;
            depth += 1;
            reopened += usize::from(REOPENED.contains(&tag.as_str()));
            *open.entry(tag).or_default() += 1;
        }
        if depth > MOST_OPEN || work > MOST_WORK {
            return false;
        }
    }
    true
}

/// Counts the attributes of a tag, given what follows its name.
fn attributes(rest: &str) -> usize {
    let (mut count, mut last, mut quote) = (0, b' ', None);
    for byte in rest.bytes() {
        match quote {
            Some(mark) if byte == mark => quote = None,
            Some(_) => continue,
            None if byte == b'>' => break,
            None if last == b'=' && matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None => count += usize::from(byte == b'=' || (byte.is_ascii_whitespace() && !last.is_ascii_whitespace())),
        }
        if !byte.is_ascii_whitespace() || last != b'=' {
            last = byte;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_grow_with_nesting() {
        let count = |html: &str| steps(&parse("page.html", html).unwrap());
        // The document, html, head and body, and what is in the body.
        let (document, below) = (1 + 2 + 2, 3);
        assert_eq!(count("<p>a"), document + below + (below + 1));
        assert_eq!(count("<div><p>a"), document + below + (below + 1) + (below + 2));
        assert_eq!(count("<p>a<p>b"), document + 2 * (below + below + 1));
    }
}
