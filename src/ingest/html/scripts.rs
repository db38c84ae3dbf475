//! Pages that draw their text by script: whether one comes without its article.
//!
//! It runs no script, and calls no page so that holds an article's text, however much script it has.

use dom_query::Document;

/// A body of as many characters is a text.
const TEXT: usize = 250;
/// What a script at another address is taken to weigh, in bytes: it may be any length.
const ELSEWHERE: usize = 10_000;
/// Scripts that are as many times as long as the body may have more to draw.
const TIMES: usize = 100;

/// What such pages say until they are drawn, or where no script runs.
const WAITING: [&str; 6] = [
    "enable javascript",
    "enable scripts",
    "requires javascript",
    "javascript is disabled",
    "turn on javascript",
    "loading",
];
/// What stands there alone may be as long, in characters.
const NOTICE: usize = 160;

/// How much script a page has, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct ScriptWeight(usize);

/// Weighs the scripts of a page, those with its data among them; JSON-LD is none.
pub(super) fn weigh(document: &Document) -> ScriptWeight {
    let scripts = document.select("script");
    let weigh = |script: &dom_query::NodeRef| match script.attr("src") {
        Some(_) => ELSEWHERE,
        None if script.attr_or("type", "").contains("ld+json") => 0,
        None => script.text().trim().len(),
    };
    ScriptWeight(scripts.nodes().iter().map(weigh).sum())
}

impl ScriptWeight {
    /// Returns whether the page has a script and no text, or a notice in its place.
    pub(super) fn draw(self, body: &str) -> bool {
        let body = body.trim().to_lowercase();
        let is_notice = || body.chars().count() <= NOTICE && WAITING.iter().any(|waiting| body.contains(waiting));
        self.0 > 0 && (body.is_empty() || self.0 > TIMES * body.len() && is_notice())
    }

    /// Returns whether the page has next to no text, and scripts large enough to draw more.
    pub(super) fn may_draw(self, body: &str) -> bool {
        let length = body.chars().count();
        length < TEXT && self.0 > TIMES * length.max(TEXT / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, body: &str, expected: (bool, bool)) {
        let weight = weigh(&Document::from(html));
        assert_eq!((weight.draw(body), weight.may_draw(body)), expected, "{html}: {body}");
    }

    #[test]
    fn pages_without_text_wait_for_their_scripts() {
        let heavy = format!("<div id=root></div><script>{}</script>", "x".repeat(30_000));
        check("<div id=root></div><script src=/app.js></script>", "", (true, false));
        check(&heavy, "You need to enable JavaScript to run this app.", (true, true));
        check(&heavy, "Loading…", (true, true));
        check(&heavy, "The ferry is back, the port said.", (false, true));
    }

    #[test]
    fn pages_with_text_do_not() {
        let heavy = format!("<script>{}</script>", "x".repeat(300_000));
        check(&heavy, &"The ferry is back, the port said on Monday. ".repeat(8), (false, false));
        check("<script src=/count.js></script>", "The ferry is back, the port said.", (false, false));
        check("<script>count()</script>", "Loading of the ferry has begun, the port said.", (false, false));
        check("<script type=application/ld+json>{}</script>", "", (false, false));
    }
}
