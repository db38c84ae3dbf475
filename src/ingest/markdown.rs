//! Markdown → text: headings, paragraphs, list items, quotes, code and rows of tables, a blank line between them; links
//! and emphasis as their words.
//!
//! It draws no picture, runs no script and keeps no address of a link; what it leaves out is counted in a warning.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Error, front_matter, html, is_blank, left_out};
use crate::story::Metadata;

/// Reads a document.
///
/// # Errors
/// When a time in its front matter is malformed, its HTML is more than can be read, or it holds no text.
pub(super) fn read(name: &str, text: &str, warnings: &mut Vec<String>) -> Result<(Metadata, String), Error> {
    let (mut metadata, source) = front_matter::split_foreign(name, text, warnings)?;
    let mut reading = MarkdownReader::default();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    for event in Parser::new_ext(source, options) {
        reading.event(name, event)?;
    }
    reading.end_block();
    let MarkdownReader { mut blocks, title, links, pictures, struck, scripts, .. } = reading;
    // The heading that the document opens with is its headline, and appears once.
    if title && metadata.headline.as_ref().is_none_or(|told| blocks.first() == Some(told)) {
        metadata.headline = Some(blocks.remove(0));
    }
    left_out(
        name,
        "Markdown",
        &[
            ("addresses of links", links),
            ("pictures", pictures),
            ("struck-out passages", struck),
            ("scripts and styles", scripts),
        ],
        warnings,
    );
    let body = blocks.join("\n\n");
    if is_blank(&body) {
        return Err(Error::NoText { name: name.to_owned(), what: "a Markdown document" });
    }
    Ok((metadata, body))
}

/// What has been read of a document.
#[derive(Default)]
struct MarkdownReader {
    blocks: Vec<String>,
    block: String,
    /// The lines of a block of HTML.
    html: String,
    /// Whether the first block is a heading of the first level.
    title: bool,
    /// How many of the open elements hold words that are no part of the text.
    silent: usize,
    /// The name of the open script or style.
    script: Option<&'static str>,
    links: usize,
    pictures: usize,
    struck: usize,
    scripts: usize,
}

impl MarkdownReader {
    fn event(&mut self, name: &str, event: Event) -> Result<(), Error> {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(name, tag)?,
            Event::Text(text) | Event::Code(text) => self.push(&text),
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::Html(line) => self.html.push_str(&line),
            Event::InlineHtml(tag) => self.inline(&tag),
            Event::Rule => self.end_block(),
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag) {
        match tag {
            Tag::Image { .. } => {
                self.pictures += 1;
                self.silent += 1;
            }
            Tag::Strikethrough => {
                self.struck += 1;
                self.silent += 1;
            }
            Tag::Link { .. } => self.links += 1,
            Tag::Heading { level, .. } => {
                self.end_block();
                self.title |= self.blocks.is_empty() && *level == HeadingLevel::H1;
            }
            Tag::TableCell if !self.block.is_empty() => self.push(" "),
            Tag::Emphasis | Tag::Strong | Tag::Superscript | Tag::Subscript | Tag::TableCell => {}
            _ => self.end_block(),
        }
    }

    fn end(&mut self, name: &str, tag: TagEnd) -> Result<(), Error> {
        match tag {
            TagEnd::Image | TagEnd::Strikethrough => self.silent = self.silent.saturating_sub(1),
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.scripts += SCRIPTS
                    .iter()
                    .map(|tag| html.to_ascii_lowercase().matches(&format!("<{tag}")).count())
                    .sum::<usize>();
                self.blocks.extend(html::words(name, &html)?);
            }
            TagEnd::Heading(_) => {
                self.end_block();
                self.title &= !self.blocks.is_empty();
            }
            TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::List(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::Table
            | TagEnd::FootnoteDefinition => self.end_block(),
            _ => {}
        }
        Ok(())
    }

    /// Reads a tag within a line: of `<b>words</b>` the words stay, of a script nothing does.
    fn inline(&mut self, tag: &str) {
        let tag = tag.to_ascii_lowercase();
        match self.script {
            Some(open) if tag.strip_prefix("</").is_some_and(|name| name.starts_with(open)) => self.script = None,
            Some(_) => {}
            None if tag.starts_with("<br") => self.push("\n"),
            None => {
                self.script =
                    SCRIPTS.into_iter().find(|name| tag.strip_prefix('<').is_some_and(|tag| tag.starts_with(name)));
                self.scripts += usize::from(self.script.is_some());
            }
        }
    }

    fn push(&mut self, text: &str) {
        if self.silent == 0 && self.script.is_none() {
            self.block.push_str(text);
        }
    }

    fn end_block(&mut self) {
        self.script = None;
        let block = std::mem::take(&mut self.block);
        if !is_blank(&block) {
            self.blocks.push(block.trim().to_owned());
        }
    }
}

/// Elements whose words are not for readers.
const SCRIPTS: [&str; 3] = ["script", "style", "template"];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, headline: Option<&str>, body: &str, warning: Option<&str>) {
        let mut warnings = Vec::new();
        let (metadata, text) = read("a.md", source, &mut warnings).unwrap();
        assert_eq!((metadata.headline.as_deref(), text.as_str()), (headline, body));
        assert_eq!(warnings.first().map(String::as_str), warning);
    }

    #[test]
    fn keeps_the_words() {
        check(
            "# Ferry *returns*\n\nThe ferry is [back](https://quay.example), the **port**\nsaid.\n\n- one\n- two\n\n> No boat will pay.\n\n![quay](a.png)\n",
            Some("Ferry returns"),
            "The ferry is back, the port said.\n\none\n\ntwo\n\nNo boat will pay.",
            Some("a.md is Markdown; left out: addresses of links (1), pictures (1)"),
        );
        check("One.\n\n# Two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", None, "One.\n\nTwo\n\na b\n\n1 2", None);
    }

    #[test]
    fn runs_no_script_and_keeps_the_words_of_html() {
        check(
            "<p align=center>The ferry is <b>back</b>.</p>\n\nThe <u>port</u> said <script>so</script>.\n\n<script>\nalert(1)\n</script>\n",
            None,
            "The ferry is back.\n\nThe port said .",
            Some("a.md is Markdown; left out: scripts and styles (2)"),
        );
    }

    #[test]
    fn says_what_was_struck_out() {
        check(
            "The fee is ~~12~~ 15 crowns.",
            None,
            "The fee is  15 crowns.",
            Some("a.md is Markdown; left out: struck-out passages (1)"),
        );
    }

    #[test]
    fn a_heading_stays_where_the_front_matter_has_another() {
        check(
            "---\ntitle: \"Ferry: back\"\n---\n# Ferry\n\nIt is back.",
            Some("Ferry: back"),
            "Ferry\n\nIt is back.",
            None,
        );
        check("---\ntitle: Ferry\n---\n# Ferry\n\nIt is back.", Some("Ferry"), "It is back.", None);
    }
}
