//! Pages that stand in the place of a story, and say that all is well: bot checks, consent, log-ins, pages that are gone.
//!
//! One is told by its title, or by what its few words say. **Leaves alone** an article that tells of such things, which
//! is longer, and one that is cut off after its beginning, which is a text.

use dom_query::{Document, Selection};

/// The longest that such a page is, in characters; and one that its title does not show.
const LONGEST: usize = 1500;
const SHORT: usize = 600;

/// What stands in the place of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wall {
    BotCheck,
    Consent,
    LogIn,
    Subscription,
    Gone,
}

/// How the titles of such pages begin, where a part of the title is such a beginning and little more.
const TITLES: [(Wall, &[&str]); 5] = [
    (
        Wall::BotCheck,
        &[
            "just a moment",
            "attention required",
            "access denied",
            "access to this page has been denied",
            "are you a robot",
            "robot or human",
            "human verification",
            "verify you are human",
            "security check",
            "checking your browser",
            "one more step",
            "pardon our interruption",
            "please wait",
            "captcha",
            "bot verification",
            "ddos protection",
            "403 forbidden",
            "429 too many requests",
        ],
    ),
    (
        Wall::Consent,
        &["before you continue", "cookie consent", "your privacy choices", "we value your privacy", "privacy settings"],
    ),
    (Wall::LogIn, &["log in", "login", "sign in", "sign up", "register to continue", "authentication required"]),
    (Wall::Subscription, &["subscribe to continue", "subscription required", "subscribe to read"]),
    (
        Wall::Gone,
        &[
            "404",
            "error 404",
            "page not found",
            "not found",
            "page unavailable",
            "page not available",
            "this page isn't available",
            "this page does not exist",
            "page does not exist",
            "content not available",
            "content unavailable",
            "410 gone",
            "sorry, we can't find that page",
            "we can't find that page",
        ],
    ),
];

/// What such pages say in their few words.
const WORDS: [(Wall, &[&str]); 5] = [
    (
        Wall::BotCheck,
        &[
            "enable javascript and cookies to continue",
            "verify you are human",
            "verify that you are human",
            "verifying you are human",
            "checking if the site connection is secure",
            "checking your browser before",
            "unusual traffic from your computer",
            "you have been blocked",
            "not a robot",
            "complete the security check",
            "please enable cookies and reload",
            "your browser sent a request that looks automated",
        ],
    ),
    (
        Wall::Consent,
        &[
            "store and/or access information on a device",
            "before you continue to",
            "manage your cookie preferences",
            "accept all cookies to continue",
            "we and our partners use cookies",
        ],
    ),
    (
        Wall::LogIn,
        &["log in to continue", "sign in to continue", "please log in to", "please sign in to", "register to continue"],
    ),
    (
        Wall::Subscription,
        &[
            "subscribe to continue reading",
            "subscribe to read this",
            "subscribe now to continue",
            "to continue reading",
        ],
    ),
    (
        Wall::Gone,
        &[
            "page you are looking for",
            "page you were looking for",
            "page you requested",
            "page you're looking for",
            "this article is no longer available",
            "this story is no longer available",
            "this content is no longer available",
        ],
    ),
];

impl Wall {
    /// Tells a page that stands in the place of a story by its titles and the text that was read off it; `None` for a
    /// story.
    pub(super) fn told<T: AsRef<str>>(titles: &[T], body: &str) -> Option<Self> {
        let length = body.chars().count();
        if length > LONGEST {
            return None;
        }
        let by_title = || titles.iter().find_map(|title| titled(&folded(title.as_ref())));
        let words = folded(body);
        let say = |signs: &[&str]| signs.iter().any(|sign| words.contains(sign));
        let by_words = || WORDS.iter().find(|(_, signs)| length <= SHORT && say(signs)).map(|(wall, _)| *wall);
        by_title().or_else(by_words)
    }

    /// Says what it is.
    pub(super) const fn what(self) -> &'static str {
        match self {
            Self::BotCheck => "a check for robots",
            Self::Consent => "a question for consent",
            Self::LogIn => "a log-in",
            Self::Subscription => "an offer of a subscription",
            Self::Gone => "that there is no such page",
        }
    }
}

/// Returns the titles of a page: the one of its head, and its first heading.
pub(super) fn titles(document: &Document) -> [String; 2] {
    let text = |found: Selection<'_>| found.first().text().to_string();
    [text(document.select("head > title")), text(document.select("h1"))]
}

/// Tells by a folded title; a site's name stands behind a bar, a dash or a dot.
fn titled(title: &str) -> Option<Wall> {
    let parts = title.split(['|', '–', '—', '·']).flat_map(|part| part.split(" - ")).map(str::trim);
    let is_such = |part: &str, sign: &&str| {
        part.strip_prefix(*sign).is_some_and(|rest| {
            let words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            !rest.starts_with(char::is_alphanumeric) && words.count() <= 3
        })
    };
    parts.into_iter().find_map(|part| {
        TITLES.iter().find(|(_, signs)| signs.iter().any(|sign| is_such(part, sign))).map(|(wall, _)| *wall)
    })
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace('’', "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, body: &str, expected: Option<Wall>) {
        assert_eq!(Wall::told(&[title], body), expected, "{title}: {body}");
    }

    #[test]
    fn walls_are_told_by_title() {
        check("Just a moment...", "Quay Ledger needs to review the security of your connection.", Some(Wall::BotCheck));
        check("Access Denied", "You don't have permission.", Some(Wall::BotCheck));
        check("Log in - Quay Ledger", "E-mail. Password. Forgot it?", Some(Wall::LogIn));
        check("Quay Ledger | Page not found", "Try our front page.", Some(Wall::Gone));
        check("404", "Oh no.", Some(Wall::Gone));
        check("404: Page not found", "Oh no.", Some(Wall::Gone));
        check("We value your privacy", "Choose.", Some(Wall::Consent));
    }

    #[test]
    fn walls_are_told_by_their_few_words() {
        check("Quay Ledger", "Please verify you are human to go on.", Some(Wall::BotCheck));
        check("Ferry late", "Subscribe to continue reading. Already a subscriber?", Some(Wall::Subscription));
        check("Quay Ledger", "Sorry, the page you were looking for has moved.", Some(Wall::Gone));
        check("", "We and our partners use cookies. Accept?", Some(Wall::Consent));
    }

    #[test]
    fn stories_about_such_things_are_stories() {
        let story = "The council said that 404 people had asked for a place. ".repeat(12);
        check("404 people asked for a place at the new school", &story, None);
        check("Login to the port's new system fails again, dockers say", &story, None);
        check("Access denied: how the port shut its gates", "The port said that nobody may pass.", None);
        check("Ferry late", "The ferry was late, the port said on Monday.", None);
        check("Sign in the harbour tells of a wreck from 1790", "The sign says so, Ms Voss said.", None);
        let long = format!("{} Please verify you are human, the page says.", "The robot was fast. ".repeat(40));
        check("When robots read the news", &long, None);
    }
}
