//! Addresses as inputs: how they are fetched, what is remembered of them, and the web archive that may be told.
//!
//! It stores no version: whoever asked for the page records it.

use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, Utc};
use encoding_rs::{Encoding, UTF_8};

use super::args::{FetchArgs, WebArgs};
use super::capture_tool::CaptureTool;
use super::context::Context;
use super::failure::Failure;
use super::input::option_file;
use crate::address::{Url, is_web, parse_url};
use crate::feed;
use crate::fetch::{self, Client, Cookie, Header, Options, Response, Validators};
use crate::ingest::{self, Read};
use crate::store::{self, Answer, History, Writer};
use crate::story::{Slug, VersionNumber};

/// The pause between two requests to one host.
const DELAY: Duration = Duration::from_secs(1);
/// How long an archive may take to fetch a page itself.
const ARCHIVE_TIMEOUT: Duration = Duration::from_secs(180);

/// Makes ready to fetch; `retries` is how often something is asked for again that the server is too busy for, `delay`
/// the pause where the user wants no other.
pub(super) fn client(
    context: &Context,
    args: &FetchArgs,
    headers: Vec<Header>,
    retries: u32,
    delay: Duration,
) -> Result<Client, Failure> {
    let cookies = match &args.cookies {
        Some(path) => cookies(context, path)?,
        None => Vec::new(),
    };
    Ok(Client::new(Options { headers, cookies, ..args.options(retries, delay) }))
}

/// Returns whether an input is an address and not a file.
pub(super) fn is_address(path: &Path) -> bool {
    path.to_str().is_some_and(is_web)
}

/// Fetches pages for one call.
#[derive(Debug)]
pub struct Web {
    pub client: Client,
    archive: Option<(Client, Url)>,
    tool: Option<CaptureTool>,
}

/// What an address gave.
#[derive(Debug)]
pub enum PageOrUnchanged {
    /// The server says that nothing has changed since this version was stored.
    Unchanged {
        slug: Slug,
        number: VersionNumber,
    },
    Page(Box<Page>),
}

/// A page that is to be recorded.
#[derive(Debug)]
pub struct Page {
    pub read: Read,
    /// What is known of its date and is not certain enough to be stored.
    pub hint: Option<String>,
    pub receipt: Receipt,
}

/// What is remembered of an answer once its page is recorded.
#[derive(Clone, Debug)]
pub struct Receipt {
    asked: String,
    answer: Answer,
    redirects: Vec<(u16, String)>,
}

impl Web {
    /// Makes ready to fetch with headers of the user's own; `retries` is how often a page is asked for again that the
    /// server is too busy for.
    pub(super) fn new(context: &Context, args: &WebArgs, headers: Vec<Header>, retries: u32) -> Result<Self, Failure> {
        let archive = args.archive.clone().map(|base| {
            // It is a service that is asked to do something, and no page that is read; what is the reader's own does
            // not go there.
            let timeout = ARCHIVE_TIMEOUT.max(args.fetch.timeout);
            let options =
                Options { obeys_robots: false, timeout, read_timeout: timeout, ..args.fetch.options(retries, DELAY) };
            (Client::new(options), base)
        });
        let client = client(context, &args.fetch, headers, retries, DELAY)?;
        Ok(Self { client, archive, tool: args.capture_with.clone() })
    }

    /// Fetches an address for `ingest`.
    pub(super) fn get(
        &self,
        context: &Context,
        history: Option<&History>,
        address: &Path,
        story: Option<&Slug>,
    ) -> Result<PageOrUnchanged, Failure> {
        let url = parse_url(&address.to_string_lossy())?;
        let known = match history {
            Some(history) => known(history, &url, story)?,
            None => None,
        };
        let validators = known.as_ref().map(|(validators, ..)| validators);
        match (self.client.get_if_changed(&url, validators)?, known) {
            (None, Some((_, slug, number))) => Ok(PageOrUnchanged::Unchanged { slug, number }),
            (None, None) => Err(Failure::new(format!(
                "the server of {url} says that the page has not changed, but no version of it is stored"
            ))),
            (Some(response), _) => {
                if let Some(list) = feed::read(&response.bytes, response.charset().as_deref(), &response.url) {
                    let failure = Failure::new(format!("{url} is a {}, not a page", list.kind.name()));
                    return Err(failure.hint(format!("watch what it names: onrecord watch add {url}")));
                }
                page(context, &url, response).map(|page| PageOrUnchanged::Page(Box::new(page)))
            }
        }
    }

    /// Asks the archive to save a page, where that is wanted; what becomes of it is told, and stops nothing.
    pub(super) fn archive(&self, context: &Context, url: &str) {
        if let Some(saved) = self.save(url) {
            match saved {
                Ok(place) => context.note(&format!("{url} is archived at {place}")),
                Err(failure) => context.warn(&format!("{url} is not archived: {}", failure.message)),
            }
        }
    }

    /// Asks the archive to save a page; `None` where that is not wanted.
    pub(super) fn save(&self, url: &str) -> Option<Result<Url, Failure>> {
        let (client, base) = self.archive.as_ref()?;
        let save = parse_url(&format!("{base}{url}")).map_err(fetch::Error::from).and_then(|save| client.get(&save));
        Some(save.map(|response| response.url).map_err(Failure::from))
    }
}

impl Web {
    /// Runs the user's tool on a page of which a version was stored; `None` where there is none. Returns what it has
    /// made, in words.
    pub(super) fn exhibit(
        &self,
        history: &mut History,
        version: (&Slug, VersionNumber),
        url: &str,
        now: DateTime<Utc>,
    ) -> Option<Result<String, Failure>> {
        let tool = self.tool.as_ref()?;
        let kept = parse_url(url).map_err(Failure::from).and_then(|url| tool.keep(history, version, &url, now));
        Some(kept.map(|names| format!("{} with {}@v{}", names.join(", "), version.0, version.1)))
    }
}

/// Returns what the server is to be asked with, and which version it would confirm: the one that holds its last answer,
/// while that is the latest of its story.
pub(super) fn known(
    history: &History,
    url: &Url,
    story: Option<&Slug>,
) -> Result<Option<(Validators, Slug, VersionNumber)>, Failure> {
    let Some(answer) = history.answer(url.as_str())? else { return Ok(None) };
    let Some((slug, number)) = answer.version.clone().filter(|(slug, _)| story.is_none_or(|story| story == slug))
    else {
        return Ok(None);
    };
    let latest = history.story(&slug)?.map(|story| story.versions);
    Ok(validators(answer).filter(|_| latest == Some(number)).map(|validators| (validators, slug, number)))
}

/// Returns what the server is to be asked with; `None` where it gave nothing.
pub(super) fn validators(answer: Answer) -> Option<Validators> {
    let Answer { answered: url, etag, last_modified, .. } = answer;
    (etag.is_some() || last_modified.is_some()).then_some(Validators { url, etag, last_modified })
}

/// Reads a page off an answer: captured now, found where it was found.
pub(super) fn page(context: &Context, asked: &Url, response: Response) -> Result<Page, Failure> {
    if let Some(failure) = no_story(asked, &response) {
        return Err(failure);
    }
    let receipt = Receipt::new(asked, &response);
    let decoded = decode(&response);
    let Response { url, last_modified, bytes, .. } = response;
    let mut read = match decoded {
        // What is kept is what was sent.
        Some(decoded) => {
            let mut read = ingest::read_bytes(url.as_str(), decoded)?;
            read.draft.capture = bytes;
            read
        }
        None => ingest::read_bytes(url.as_str(), bytes)?,
    };
    let metadata = &mut read.draft.metadata;
    // What a page calls its address decides which story it is a version of: no page may speak for another site.
    let foreign = metadata.url.take_if(|named| !is_same_site(&url, named));
    read.warnings
        .extend(foreign.map(|named| format!("{url} calls itself {named}, which is on another site; that is not used")));
    metadata.url.get_or_insert_with(|| url.to_string());
    metadata.captured_at = Some(context.now());
    let mut hint = None;
    if metadata.published_at.is_none() && metadata.modified_at.is_none() {
        // Servers often give the time of the request: a hint for a person, no date for the record.
        hint = last_modified.map(|time| format!("{url} has no date; its server says that it last changed on {time}"));
    }
    Ok(Page { read, hint, receipt })
}

/// Returns why an answer is no story, by its sort and by where it comes from.
fn no_story(asked: &Url, response: &Response) -> Option<Failure> {
    const OTHERS: [&str; 6] =
        ["application/json", "text/css", "text/javascript", "application/javascript", "image/", "video/"];
    let sort = response.content_type.as_deref().unwrap_or_default().trim().to_ascii_lowercase();
    let url = &response.url;
    if OTHERS.iter().any(|other| sort.starts_with(other)) {
        let sort = sort.split(';').next().unwrap_or_default();
        return Some(Failure::new(format!("{url} is {sort}, and no page")).hint("check the address in a browser"));
    }
    let is_front = |url: &Url| matches!(url.path(), "" | "/") && url.query().is_none();
    (is_front(url) && !is_front(asked)).then(|| {
        Failure::new(format!("{asked} leads to the front page of {}", url.host_str().unwrap_or_default()))
            .hint("the story is gone, or stands at another address")
    })
}

/// Turns an answer into UTF-8, where the server names another encoding, and nothing else shows that it is mistaken.
fn decode(response: &Response) -> Option<Vec<u8>> {
    let encoding = Encoding::for_label(response.charset()?.as_bytes()).filter(|encoding| *encoding != UTF_8)?;
    let is_other = Encoding::for_bom(&response.bytes).is_some() || std::str::from_utf8(&response.bytes).is_ok();
    let (text, had_errors) = encoding.decode_without_bom_handling(&response.bytes);
    (!is_other && !had_errors).then(|| text.into_owned().into_bytes())
}

/// Returns whether a page may give this as its address: the same host, one below the other, or but for `www.` and the
/// names of mobile editions.
fn is_same_site(url: &Url, named: &str) -> bool {
    let Ok(named) = parse_url(named) else { return false };
    let site = |url: &Url| {
        let host = url.host_str().unwrap_or_default().to_owned();
        let short =
            ["www.", "m.", "mobile.", "amp."].iter().find_map(|edition| host.strip_prefix(edition).map(str::to_owned));
        short.filter(|short| short.contains('.')).unwrap_or(host)
    };
    let (here, there) = (site(url), site(&named));
    let below =
        |one: &str, other: &str| other.contains('.') && one.strip_suffix(other).is_some_and(|rest| rest.ends_with('.'));
    here == there || below(&here, &there) || below(&there, &here)
}

impl Receipt {
    pub(super) fn new(asked: &Url, response: &Response) -> Self {
        Self {
            asked: asked.to_string(),
            answer: Answer {
                answered: response.url.to_string(),
                etag: response.etag.clone(),
                last_modified: response.last_modified.clone(),
                version: None,
            },
            redirects: response.redirects.iter().map(|step| (step.status, step.to.to_string())).collect(),
        }
    }

    /// Keeps what the server said, with the version that holds the page; none for a list.
    ///
    /// # Errors
    /// When the history cannot be written.
    pub(super) fn keep(
        self,
        writer: &mut Writer<'_>,
        version: Option<(Slug, VersionNumber)>,
        now: DateTime<Utc>,
    ) -> Result<(), store::Error> {
        writer.keep_answer(&self.asked, &Answer { version, ..self.answer }, &self.redirects, now)
    }
}

fn cookies(context: &Context, path: &Path) -> Result<Vec<Cookie>, Failure> {
    let text = option_file(path, "--cookies takes a file in Netscape's format")?;
    Ok(Cookie::parse_file(&path.display().to_string(), &text, context.now())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_speaks_for_its_own_site() {
        let check = |url: &str, named: &str, expected: bool| {
            assert_eq!(is_same_site(&Url::parse(url).expect("a URL"), named), expected, "{url} {named}");
        };
        check("https://m.quay.example/a?x", "https://www.quay.example/a", true);
        check("https://news.quay.example/a", "https://quay.example/a", true);
        check("https://quay.example/a", "http://news.quay.example/a", true);
        check("https://notquay.example/a", "https://quay.example/a", false);
        check("https://quay.example.evil.test/a", "https://quay.example/a", false);
        check("https://quay.example/a", "https://example/a", false);
        check("https://quay.example/a", "javascript:alert(1)", false);
        check("http://127.0.0.1:1/a", "http://127.0.0.1:2/b", true);
    }

    #[test]
    fn an_address_is_told_from_a_file() {
        for (text, expected) in [
            ("https://a.example", true),
            ("HTTP://a.example", true),
            ("http:/a", false),
            ("a.txt", false),
            ("é", false),
        ] {
            assert_eq!(is_address(Path::new(text)), expected, "{text}");
        }
    }
}
