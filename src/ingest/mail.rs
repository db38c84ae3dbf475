//! E-mail → text: the message of a press release, with its subject as headline, its sender as byline and its date.
//!
//! It opens no attachment and fetches nothing; a part in HTML is read as a page where there is none in plain text.

use chrono::DateTime;
use mailparse::{DispositionType, MailHeaderMap, ParsedMail};

use super::{Error, encoding, html, is_blank, left_out, with_line_feeds};
use crate::story::Metadata;

/// How many lines may start as the boundaries of parts do; a message with more was not written by a person.
const MOST_BOUNDARIES: usize = 10_000;

/// How much is looked at for header lines, in bytes: messages have travelled far.
const HEAD: usize = 64 * 1024;

/// Returns whether bytes are an e-mail: nothing but header lines up to the first empty line, and among them those that
/// each message has.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let mut keys = Vec::new();
    for line in start.lines().take_while(|line| !line.is_empty()) {
        if line.starts_with([' ', '\t']) && !keys.is_empty() {
            continue;
        }
        match line.split_once(':') {
            Some((key, _)) if !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_graphic()) => {
                keys.push(key.to_ascii_lowercase());
            }
            _ => return false,
        }
    }
    let has = |name: &str| keys.iter().any(|key| key == name);
    has("from") && has("date") && ["message-id", "mime-version", "received"].into_iter().any(has)
}

/// Reads a message.
///
/// # Errors
/// When it is malformed or holds no text.
pub(super) fn read(name: &str, bytes: &[u8], warnings: &mut Vec<String>) -> Result<(Metadata, String), Error> {
    let damaged = || Error::Damaged { name: name.to_owned(), what: "an e-mail" };
    if bytes.split(|byte| *byte == b'\n').filter(|line| line.starts_with(b"--")).count() > MOST_BOUNDARIES {
        return Err(damaged());
    }
    let mail = mailparse::parse_mail(bytes).map_err(|_| damaged())?;
    let header = |key: &str| {
        let value = mail.headers.get_first_value(key)?;
        let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    };
    let metadata = Metadata {
        headline: header("Subject"),
        byline: header("From").map(|from| sender(&from)),
        outlet: header("Organization"),
        published_at: header("Date").and_then(|date| DateTime::parse_from_rfc2822(&date).ok()),
        ..Metadata::default()
    };
    let mut found = MessageParts::default();
    found.visit(name, &mail, warnings)?;
    left_out(name, "an e-mail", &[("attachments and other parts", found.others)], warnings);
    if found.texts.is_empty() {
        return Err(Error::NoText { name: name.to_owned(), what: "an e-mail" });
    }
    Ok((metadata, found.texts.join("\n\n")))
}

/// What a message holds.
#[derive(Default)]
struct MessageParts {
    texts: Vec<String>,
    /// Parts that are no text to be read.
    others: usize,
}

impl MessageParts {
    fn visit(&mut self, name: &str, part: &ParsedMail, warnings: &mut Vec<String>) -> Result<(), Error> {
        let kind = part.ctype.mimetype.to_ascii_lowercase();
        if kind == "multipart/alternative" {
            return self.choose(name, part, warnings);
        }
        if !part.subparts.is_empty() {
            return part.subparts.iter().try_for_each(|part| self.visit(name, part, warnings));
        }
        let is_attached = part.get_content_disposition().disposition == DispositionType::Attachment;
        let text = match kind.as_str() {
            "text/plain" if !is_attached => Some(plain(name, part, warnings)?),
            "text/html" if !is_attached => page(name, part, warnings),
            _ => None,
        };
        match text {
            Some(text) if is_blank(&text) => {}
            Some(text) => self.texts.push(text),
            None => self.others += 1,
        }
        Ok(())
    }

    /// Takes one of several forms of one text: the plain one, else the first that can be read.
    fn choose(&mut self, name: &str, part: &ParsedMail, warnings: &mut Vec<String>) -> Result<(), Error> {
        let is_plain = |part: &&ParsedMail| part.ctype.mimetype.eq_ignore_ascii_case("text/plain");
        let forms = part.subparts.iter().filter(is_plain).chain(part.subparts.iter().filter(|part| !is_plain(part)));
        for form in forms {
            let mut found = Self::default();
            found.visit(name, form, warnings)?;
            if !found.texts.is_empty() {
                self.texts.append(&mut found.texts);
                self.others += found.others;
                return Ok(());
            }
        }
        self.others += 1;
        Ok(())
    }
}

/// Reads a part in plain text.
fn plain(name: &str, part: &ParsedMail, warnings: &mut Vec<String>) -> Result<String, Error> {
    let bytes = part.get_body_raw().map_err(|_| Error::Damaged { name: name.to_owned(), what: "an e-mail" })?;
    let text = with_line_feeds(encoding::decode_part(name, &part.ctype.charset, &bytes, warnings)?);
    let parameter = |key: &str| part.ctype.params.get(key).map(|value| value.to_ascii_lowercase()).unwrap_or_default();
    let text = if parameter("format") == "flowed" { flow(&text, parameter("delsp") == "yes") } else { text };
    Ok(text.trim().to_owned())
}

/// Reads a part in HTML; `None` where no text is found in it.
fn page(name: &str, part: &ParsedMail, warnings: &mut Vec<String>) -> Option<String> {
    let bytes = part.get_body_raw().ok()?;
    let source = match part.ctype.params.contains_key("charset") {
        true => encoding::decode_part(name, &part.ctype.charset, &bytes, warnings).ok()?,
        false => encoding::decode_page(name, &bytes, warnings),
    };
    // A message has its own date: what its page says of one is not told.
    html::read(name, &source, &mut Vec::new()).ok().map(|(_, body)| body)
}

/// Joins the lines that a mail program broke to fit a width: those that end in a space, by the rules of
/// `format=flowed`.
fn flow(text: &str, without_space: bool) -> String {
    let mut flowed = String::with_capacity(text.len());
    for line in text.lines() {
        // Such programs put a space before what could be taken for a quote.
        let line = line.strip_prefix(' ').unwrap_or(line);
        // The line above a signature ends in a space, too.
        if line == "-- " && !flowed.is_empty() && !flowed.ends_with('\n') {
            flowed.push('\n');
        }
        if line.ends_with(' ') && line != "-- " {
            flowed.push_str(if without_space { &line[..line.len() - 1] } else { line });
        } else {
            flowed.push_str(line);
            flowed.push('\n');
        }
    }
    flowed
}

/// Returns a sender's name, or the address where there is none: `"Greta Hollin" <press@quay.example>`.
fn sender(from: &str) -> String {
    let name = from.split('<').next().unwrap_or_default().trim().trim_matches('"').trim();
    if name.is_empty() { from.trim().trim_matches(['<', '>']).to_owned() } else { name.replace("\\\"", "\"") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_message_by_its_headers() {
        let is = |text: &str| is_mail(text.as_bytes());
        assert!(is("Received: by a\n\tfor b\nFrom: a@b.example\nDate: today\n\nText."));
        assert!(is("FROM: a\r\nDate: x\r\nMIME-Version: 1.0\r\n\r\nText."));
        assert!(!is("From: the editor\nDate: Monday\n\nText."));
        assert!(!is("The port said:\nFrom: a\nDate: b\nReceived: c\n"));
        assert!(!is("We write this letter.\nFrom: a\nDate: b\nReceived: c\n"));
    }

    #[test]
    fn joins_what_a_program_broke() {
        assert_eq!(
            flow("The ferry \nis back.\n\n From the port \n-- \nG. H.", false),
            "The ferry is back.\n\nFrom the port \n-- \nG. H.\n"
        );
        assert_eq!(flow("Fähr \nschiff", true), "Fährschiff\n");
    }

    #[test]
    fn names_the_sender() {
        assert_eq!(sender("\"Greta Hollin\" <press@quay.example>"), "Greta Hollin");
        assert_eq!(sender("<press@quay.example>"), "press@quay.example");
        assert_eq!(sender("press@quay.example"), "press@quay.example");
    }
}
