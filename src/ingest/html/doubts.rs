//! Why the text of a page may not be all that the outlet has published: what the page says of it, and how it ends.

use super::json_ld::Said;
use crate::story::Doubt;

/// A page that says how many words its story has means all of them; of which a text as many times shorter is a part.
const FAR_FEWER: usize = 2;
/// What it says of fewer words is not believed.
const FEW_WORDS: usize = 100;
/// A paragraph of fewer characters that ends in dots is a line of its own and no sentence that breaks off.
const SHORT: usize = 40;

/// What offers the rest of a story to those who pay, log in or follow a link.
const OFFERS: [&str; 10] = [
    "continue reading",
    "keep reading",
    "read more",
    "read the full story",
    "read the full article",
    "to read the full story",
    "to read the full article",
    "log in to continue",
    "sign in to continue",
    "subscribe to continue",
];

/// Lists what is doubtful about the body of a page, which may say by a meta element that it is locked.
pub(super) fn of_page(said: Option<&Said>, is_locked: bool, body: &str) -> Vec<Doubt> {
    let words = said.and_then(|said| said.words).filter(|words| *words >= FEW_WORDS);
    let is_far_shorter = words.is_some_and(|words| body.split_whitespace().count() * FAR_FEWER < words);
    let is_closed = is_locked || said.is_some_and(|said| said.is_closed);
    let found = [(is_far_shorter || breaks_off(body), Doubt::Cut), (is_closed, Doubt::Paywall)];
    found.into_iter().filter(|(is_found, _)| *is_found).map(|(_, doubt)| doubt).collect()
}

/// Returns whether a text ends within a sentence, or with an offer of the rest.
fn breaks_off(body: &str) -> bool {
    let Some(last) = body.lines().map(str::trim).rfind(|line| !line.is_empty()) else { return false };
    let is_open = (last.ends_with('…') || last.ends_with("...")) && last.chars().count() >= SHORT;
    let end: String = last.to_lowercase().trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned();
    is_open || OFFERS.iter().any(|offer| end.ends_with(offer))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_breaks_off_is_told() {
        let check = |body: &str, expected: bool| assert_eq!(breaks_off(body), expected, "{body}");
        check("The ferry is late.\n\nThe port said that it would look into the matter and …", true);
        check("The ferry is late.\n\nThe port said that it would look into the matter...\n", true);
        check("The ferry is late.\n\nContinue reading »", true);
        check("The ferry is late. Read the full story.", true);
        check("The ferry is late.", false);
        check("“The ferry is late, and the port would not look into the matter …”", false);
        check("And so on …", false);
        check("", false);
    }
}
