//! A page → its article: body and metadata.
//!
//! It fetches nothing, runs no script and follows no link. What frames the article is left out of the body, and stays
//! in the capture.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::Error;
use crate::story::{Doubt, Metadata};

mod blocks;
mod byline;
mod chrome;
mod dom;
mod doubts;
mod furniture;
mod gaps;
mod heading;
mod hidden;
mod json_ld;
mod live;
mod lone_day;
mod metadata;
mod page_times;
mod quoted;
mod scripts;
mod shown_times;
mod text;
mod wall;
mod written_time;

use blocks::Block;
use json_ld::Said;
pub(crate) use text::{entity, replace_references};
use wall::Wall;

/// A body of fewer characters is not believed to be the article while JSON-LD has a longer one.
const SHORT_BODY: usize = 250;
/// A paragraph of as many characters is long.
const LONG_PARAGRAPH: usize = 80;
/// A story that has as many times less text than the page's long paragraphs may not be all of it.
const FAR_LESS: usize = 3;
/// A page whose nodes are as many steps from its root, taken together, is read in the second way alone: the first asks
/// many a node what it stands in. Long live blogs have about a million.
const MOST_STEPS: usize = 2_000_000;

/// Reads a page's source; warns of what it says in two ways.
///
/// # Errors
/// When the page is more than can be read, holds no article, or shows something else in the place of one.
pub(super) fn read(name: &str, html: &str, warnings: &mut Vec<String>) -> Result<(Metadata, String), Error> {
    let document = dom::parse(name, html)?;
    let said = json_ld::read(&document, metadata::address(&document).as_deref());
    hidden::clear(&document);
    let nobodys = quoted::sign(&document);
    if nobodys > 0 {
        warnings.push(format!("{name} embeds posts that do not say who posted them; left out ({nobodys})"));
    }
    let page = metadata::MetadataReader { document: &document };
    let is_locked = page.meta(&["article:content_tier"]).is_some_and(|tier| tier.eq_ignore_ascii_case("locked"));
    let mut doubts = Vec::new();
    let mut metadata = metadata::read(name, &document, html, said.as_ref(), warnings);
    let scripts = scripts::weigh(&document);
    let (headline, byline) = (metadata.headline.as_deref(), metadata.byline.as_deref());
    let titles = wall::titles(&document);
    let body = live::read(&document, said.as_ref(), headline, byline).unwrap_or_else(|| {
        heading::clear_others(&document, headline);
        chrome::strip(&document, headline);
        let found = main_blocks(document, headline);
        let body = body(&furniture::clear(found.blocks, headline, byline), said.as_ref());
        let length = body.chars().count();
        if length * FAR_LESS < found.page {
            doubts.push(Doubt::Part);
            warnings.push(format!(
                "{name} has long paragraphs of {} characters, and the story that was found {length}; see whether it is \
                 all there",
                found.page
            ));
        }
        body
    });
    if let Some(wall) = Wall::told(&titles, &body) {
        return Err(Error::Wall { name: name.to_owned(), what: wall.what() });
    }
    if scripts.draw(&body) {
        return Err(Error::Drawn { name: name.to_owned() });
    }
    if let Some(url) = metadata.url.as_deref().filter(|url| said.is_none() && is_front(url)) {
        warnings.push(format!("{name} is a front page by its address, {url}; give the address of one story"));
    }
    if body.trim().is_empty() {
        return Err(Error::NoArticle { name: name.to_owned() });
    }
    if scripts.may_draw(&body) {
        warnings.push(format!(
            "{name} holds next to no text and large scripts; where text is missing, save it from a browser \
             that has drawn it"
        ));
    }
    doubts.extend(doubts::of_page(said.as_ref(), is_locked, &body));
    metadata.doubts = doubts;
    Ok((metadata, body))
}

/// Returns whether an address names a site and no page of it.
fn is_front(url: &str) -> bool {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/');
    !path.contains(['/', '?', '#'])
}

/// Reads the words of a piece of markup, block by block, of which no part is looked for as the article.
///
/// # Errors
/// When it is more than can be read.
pub(super) fn words(name: &str, html: &str) -> Result<Vec<String>, Error> {
    let document = dom::parse(name, html)?;
    let blocks = document.body().map(|body| blocks::read(&body)).unwrap_or_default();
    Ok(blocks.into_iter().map(|block| block.text).collect())
}

/// The blocks of an article, and how long its page is.
struct Found {
    blocks: Vec<Block>,
    /// How many characters the page's long paragraphs have.
    page: usize,
}

/// Finds the part of the page that holds the article, and reads its blocks; what another way of reading finds is added,
/// or taken where the first finds next to nothing.
fn main_blocks(document: Document, headline: Option<&str>) -> Found {
    let whole = document.body().map(|body| blocks::read(&body)).unwrap_or_default();
    let part = heading::part(&document, headline).map(|part| blocks::read(&part));
    let config = Config { keep_classes: true, disable_json_ld: true, ..Config::default() };
    let readable = Some(document).filter(|document| dom::steps(document) <= MOST_STEPS);
    let found = readable.and_then(|document| {
        Readability::with_document(document, None, Some(config)).ok().and_then(|mut reader| reader.parse().ok())
    });
    let found = found.map(|article| {
        let story = blocks::read(&Document::fragment(article.content).root());
        gaps::fill(story, &whole, headline)
    });
    let page = long_prose(&whole);
    let is_enough = |found: &Vec<Block>| long_prose(found).max(SHORT_BODY) * FAR_LESS >= page;
    let blocks = match (found, part) {
        (Some(found), _) if is_enough(&found) => found,
        (found, Some(part)) if found.as_ref().is_none_or(|found| long_prose(found) < SHORT_BODY) => part,
        (found, _) => found.unwrap_or(whole),
    };
    Found { blocks, page }
}

/// Counts the characters of the long paragraphs that lead nowhere else.
fn long_prose(blocks: &[Block]) -> usize {
    let lengths =
        blocks.iter().filter(|block| !furniture::mostly_linked(block)).map(|block| block.text.chars().count());
    lengths.filter(|length| *length >= LONG_PARAGRAPH).sum()
}

/// Joins the blocks; takes JSON-LD's text where the page shows next to nothing of it.
fn body(blocks: &[Block], said: Option<&Said>) -> String {
    let shown: usize = blocks.iter().map(|block| block.text.chars().count()).sum();
    let told = said.and_then(|said| said.body.as_deref()).map(paragraphs);
    match told {
        Some(told) if shown < SHORT_BODY && told.chars().count() > 2 * shown => told,
        _ => join(blocks),
    }
}

/// Puts blocks together, a blank line between them, and a line break between those of one quotation.
fn join(blocks: &[Block]) -> String {
    let mut body = String::new();
    let mut before: Option<&Block> = None;
    for block in blocks {
        if let Some(before) = before {
            let same = block.quotation.is_some() && block.quotation == before.quotation;
            body.push_str(if same { "\n" } else { "\n\n" });
        }
        body.push_str(&block.text);
        before = Some(block);
    }
    body
}

/// Makes paragraphs of the text that JSON-LD has.
fn paragraphs(text: &str) -> String {
    let text = text::unescape(text);
    let lines: Vec<String> = text.lines().map(text::one_line).filter(|line| !line.is_empty()).collect();
    lines.join("\n\n")
}
