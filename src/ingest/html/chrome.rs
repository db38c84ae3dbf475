//! Takes out of a tree what frames an article: scripts, navigation, captions, boxes of all sorts, by element and by the
//! names that pages give their parts.
//!
//! It never takes what holds a good part of the page's prose, whatever it is called.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use dom_query::{Document, NodeRef};

use super::heading;
use crate::lexicon;

/// Elements that are never an article's text.
const NEVER: [&str; 26] = [
    "script",
    "style",
    "template",
    "noscript",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "canvas",
    "audio",
    "video",
    "button",
    "input",
    "select",
    "textarea",
    "nav",
    "dialog",
    "menu",
    "figcaption",
    "map",
    "amp-ad",
    "amp-analytics",
    "amp-sidebar",
    "amp-embed",
    "link",
];
/// Elements that are not, unless they hold most of the prose.
const SELDOM: [&str; 5] = ["aside", "footer", "figure", "form", "amp-consent"];
/// Elements that run within a sentence.
const INLINE: [&str; 14] =
    ["a", "span", "b", "i", "em", "strong", "u", "small", "font", "sup", "sub", "mark", "abbr", "time"];
/// A part with this share of the page's prose, in per cent, is no frame.
const TOO_MUCH: usize = 25;

/// What is left of a page's prose when its comments are gone is a story from here on, in bytes.
const STORY: usize = 200;
/// What the names of parts begin with that readers and the house write.
const OTHERS: [&str; 8] = ["comments", "comment", "discussion", "disqus", "respond", "cookie", "cookies", "consent"];

static NAMES: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("lists/chrome_names.txt")).collect());

/// A part of the page that may go.
struct Part<'a> {
    node: NodeRef<'a>,
    /// How much prose it holds, in bytes.
    prose: usize,
    sign: Sign,
}

/// How sure it is that a part is none of the article.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Its element is never text.
    Never,
    /// It is what readers and the house say beside the story, however long: comments, consent.
    Others,
    /// It is called a frame.
    Frame,
}

/// Strips the tree of scripts and of what frames the article with the headline.
pub(super) fn strip(document: &Document, headline: Option<&str>) {
    let Some(body) = document.body() else { return };
    let holders = heading::holders(heading::find(document, headline));
    let mut found = Vec::new();
    let all = visit(&body, false, &mut found);
    let mut left = all;
    for Part { node, prose, sign } in found {
        let goes = match sign {
            Sign::Never => true,
            Sign::Others if !holders.is_empty() && !holders.contains(&node.id) => left >= prose + STORY,
            _ => prose * 100 < all * TOO_MUCH,
        };
        if goes {
            left = left.saturating_sub(prose);
            node.remove_from_parent();
        }
    }
}

/// Collects what may go; returns the prose of the node in bytes. `in_text` says that text stands beside the node.
fn visit<'a>(node: &NodeRef<'a>, in_text: bool, found: &mut Vec<Part<'a>>) -> usize {
    if node.is_text() {
        return node.text().trim().len();
    }
    let Some(tag) = node.node_name() else { return 0 };
    if NEVER.contains(&tag.as_ref()) {
        found.push(Part { node: *node, prose: 0, sign: Sign::Never });
        return 0;
    }
    let has_text = has_text(node);
    let mut prose = node.children_it(false).map(|child| visit(&child, has_text, found)).sum();
    if tag.as_ref() == "a" {
        prose = 0;
    }
    if is_chrome(node, &tag) && !(is_inline(&tag) && in_text) {
        let sign = if is_others(node) { Sign::Others } else { Sign::Frame };
        found.push(Part { node: *node, prose, sign });
    }
    prose
}

/// Returns whether an element runs within a sentence.
pub(super) fn is_inline(tag: &str) -> bool {
    INLINE.contains(&tag)
}

fn is_chrome(node: &NodeRef, tag: &str) -> bool {
    if SELDOM.contains(&tag) {
        return true;
    }
    if tag == "body" || tag == "main" || tag == "article" {
        return false;
    }
    let role = node.attr_or("role", "");
    if ["navigation", "complementary", "contentinfo", "dialog", "search", "toolbar", "banner"].contains(&role.as_ref())
    {
        return true;
    }
    [node.attr_or("class", ""), node.attr_or("id", ""), node.attr_or("itemprop", "")]
        .iter()
        .flat_map(|attribute| attribute.split_whitespace())
        .any(is_chrome_name)
}

/// Returns whether an element holds what readers or the house say, by its role or the first word of a name.
fn is_others(node: &NodeRef) -> bool {
    node.attr_or("role", "").as_ref() == "dialog"
        || ["class", "id"].iter().any(|key| {
            let names = node.attr_or(key, "");
            names
                .split_whitespace()
                .any(|name| name_words(name).first().is_some_and(|word| OTHERS.contains(&word.as_str())))
        })
}

/// Returns whether one class or id is in the list, by one of its words or by two together: `storyCaption`,
/// `most-read__list`.
fn is_chrome_name(name: &str) -> bool {
    let words = name_words(name);
    words.iter().any(|word| NAMES.contains(word.as_str()))
        || words.windows(2).any(|pair| NAMES.contains(format!("{}-{}", pair[0], pair[1]).as_str()))
}

/// Splits a name at what is no letter and before a capital within it.
pub(super) fn name_words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars().take(200) {
        if !c.is_alphanumeric() || (c.is_uppercase() && was_lower) {
            words.push(String::new());
        }
        if c.is_alphanumeric() {
            words.last_mut().expect("there is always a last word").extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Returns whether a node has text of its own, so that a sentence would lose words with an element in it.
fn has_text(node: &NodeRef) -> bool {
    node.children_it(false).any(|child| child.is_text() && !child.text().trim().is_empty())
}
