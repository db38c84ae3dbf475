//! One request after another: robots.txt, turn, redirects, repetition, limits.
//!
//! It looks into no answer beyond its head.

use std::collections::HashMap;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::address::{Url, host};
use chrono::DateTime;
use ureq::http::{self, HeaderMap};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;

use super::guard::{Barred, Guard, is_open};
use super::pace::Pace;
use super::robots::{self, Robots};
use super::target::{follow, is_same_host};
use super::{Error, Options, Redirect, Response, Validators, cookies};

/// How many redirects are followed.
const REDIRECTS: usize = 10;
/// How long a site's robots.txt is remembered.
const ROBOTS_AGE: Duration = Duration::from_secs(3600);
/// What we can read, best first.
const ACCEPT: &str = "text/html, application/xhtml+xml, application/feed+json, application/rss+xml, application/atom+xml, \
                      application/xml;q=0.9, text/plain;q=0.8, */*;q=0.5";

/// An answer whose body is still to be read.
type Head = http::Response<ureq::Body>;

/// Asks servers. It may be shared between threads; the pauses hold for all of them together.
#[derive(Debug)]
pub struct Client {
    agent: ureq::Agent,
    options: Options,
    pace: Pace,
    /// By scheme, host and port.
    robots: Mutex<HashMap<String, (Instant, Robots)>>,
}

impl Client {
    /// Makes a client. Certificates are those of the system (or of `SSL_CERT_FILE`, `SSL_CERT_DIR`); where there are
    /// none, Mozilla's.
    pub fn new(options: Options) -> Self {
        let guard = Guard::new(if options.allows_private { |_| true } else { is_open });
        Self::guarded(options, guard)
    }

    fn guarded(options: Options, guard: Guard) -> Self {
        let system: Vec<_> = rustls_native_certs::load_native_certs().certs;
        let certificates: Vec<_> = system.iter().map(|der| Certificate::from_der(der).to_owned()).collect();
        let roots = if system.is_empty() { RootCerts::WebPki } else { RootCerts::Specific(Arc::new(certificates)) };
        let config = ureq::config::Config::builder()
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(options.user_agent.as_str())
            .accept(ACCEPT)
            .timeout_connect(Some(options.connect_timeout.min(options.timeout)))
            .timeout_per_read(Some(options.read_timeout.min(options.timeout)))
            .timeout_global(Some(options.timeout))
            .build();
        let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), guard);
        Self { agent, options, pace: Pace::default(), robots: Mutex::default() }
    }

    /// Fetches what stands at an address.
    ///
    /// # Errors
    /// When there is no whole answer with the status 200, or the address may not be asked.
    pub fn get(&self, url: &Url) -> Result<Response, Error> {
        self.get_named(url, url)
    }

    /// Fetches what stands at an address that a list named: `given` is the address that the user gave, whose host alone
    /// gets the user's headers and cookies.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub fn get_named(&self, given: &Url, url: &Url) -> Result<Response, Error> {
        let unasked = || Error::Garbled { url: url.clone(), what: "304 where nothing was to be compared".to_owned() };
        self.get_named_if_changed(given, url, None)?.ok_or_else(unasked)
    }

    /// Fetches what stands at an address; `None` where the server says that it is what `known` describes.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub fn get_if_changed(&self, url: &Url, known: Option<&Validators>) -> Result<Option<Response>, Error> {
        self.get_named_if_changed(url, url, known)
    }

    /// Fetches what stands at an address that a list named, as [`Client::get_named`] and [`Client::get_if_changed`] do.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub fn get_named_if_changed(
        &self,
        given: &Url,
        url: &Url,
        known: Option<&Validators>,
    ) -> Result<Option<Response>, Error> {
        let mut redirects: Vec<Redirect> = Vec::new();
        let mut at = url.clone();
        loop {
            if self.options.obeys_robots && !self.robots(&at)?.allows(&at) {
                return Err(Error::Robots { url: at });
            }
            let known = known.filter(|known| known.url == at.as_str());
            let head = self.patiently(&at, given, known)?;
            let status = head.status().as_u16();
            match (status, text(head.headers(), "location")) {
                (200 | 203, _) => return self.response(at, redirects, head).map(Some),
                (304, _) if known.is_some() => return Ok(None),
                (301..=303 | 307 | 308, Some(location)) => {
                    let to = follow(&at, &location)?;
                    if to == *url || redirects.iter().any(|redirect| redirect.to == to) {
                        return Err(Error::Circle { url: url.clone() });
                    }
                    if redirects.len() == REDIRECTS {
                        return Err(Error::ManyRedirects { url: url.clone(), limit: REDIRECTS });
                    }
                    redirects.push(Redirect { status, to: to.clone() });
                    at = to;
                }
                _ => return Err(Error::Status { url: at, status, retry_after: retry_after(head.headers()) }),
            }
        }
    }

    /// Sends JSON to an address, once, with the headers that are bound to its host. `key` is the same whenever the same is sent again, so that the receiver can
    /// tell.
    ///
    /// # Errors
    /// When the answer's status is not one of success; redirects are not followed.
    pub fn post_json(&self, url: &Url, body: &str, key: &str) -> Result<(), Error> {
        self.pace.wait(&host(url), self.options.delay);
        let mut request = self.agent.post(url.as_str()).header("content-type", "application/json");
        for header in self.options.headers.iter().filter(|header| header.host.is_some() && header.may_go_to(url)) {
            request = request.header(&header.name, &header.value);
        }
        let head = request.header("idempotency-key", key).send(body).map_err(|error| self.explain(url, error))?;
        if head.status().is_success() {
            return Ok(());
        }
        let status = head.status().as_u16();
        Err(Error::Status { url: url.clone(), status, retry_after: retry_after(head.headers()) })
    }

    /// Asks for an address, and again where the server is too busy.
    fn patiently(&self, at: &Url, origin: &Url, known: Option<&Validators>) -> Result<Head, Error> {
        for attempt in 0.. {
            let head = self.ask(at, Some(origin), known)?;
            let wait = match head.status().as_u16() {
                429 | 503 if attempt < self.options.retries => {
                    // Twice the pause, then four times, where the server does not say.
                    retry_after(head.headers()).unwrap_or(self.options.delay * 2u32.saturating_pow(attempt + 1))
                }
                _ => return Ok(head),
            };
            if wait > self.options.patience {
                return Ok(head);
            }
            self.pace.rest(&host(at), wait);
        }
        unreachable!("there are fewer repetitions than numbers")
    }

    /// Asks for an address, when it is our turn. What is the reader's own goes to the host of `origin` alone.
    fn ask(&self, at: &Url, origin: Option<&Url>, known: Option<&Validators>) -> Result<Head, Error> {
        self.pace.wait(&host(at), self.delay(at));
        let mut request = self.agent.get(at.as_str());
        if origin.is_some_and(|origin| is_same_host(origin, at)) {
            for header in self.options.headers.iter().filter(|header| header.may_go_to(at)) {
                request = request.header(&header.name, &header.value);
            }
            if let Some(cookies) = cookies::header(&self.options.cookies, at) {
                request = request.header("cookie", cookies);
            }
        }
        if let Some(known) = known {
            let headers = [("if-none-match", &known.etag), ("if-modified-since", &known.last_modified)];
            for (name, value) in headers.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?))) {
                request = request.header(name, value);
            }
        }
        request.call().map_err(|error| self.explain(at, error))
    }

    /// Returns the pause that a host gets: the longer of ours and the one that it asks for.
    fn delay(&self, at: &Url) -> Duration {
        let robots = self.robots.lock().unwrap_or_else(PoisonError::into_inner);
        let asked = robots.get(&site(at)).and_then(|(_, robots)| robots.delay);
        asked.unwrap_or_default().max(self.options.delay)
    }

    /// Returns the rules of the site that an address belongs to.
    fn robots(&self, url: &Url) -> Result<Robots, Error> {
        let site = site(url);
        let known = self.robots.lock().unwrap_or_else(PoisonError::into_inner).get(&site).cloned();
        if let Some((_, robots)) = known.filter(|(read, _)| read.elapsed() < ROBOTS_AGE) {
            return Ok(robots);
        }
        let robots = self.read_robots(url).map_err(|error| match error {
            // Whoever asked for a page knows nothing of another file.
            Error::Private { address, .. } => Error::Private { url: url.clone(), address },
            error => error,
        })?;
        let mut all = self.robots.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(site, (Instant::now(), robots.clone()));
        Ok(robots)
    }

    fn read_robots(&self, url: &Url) -> Result<Robots, Error> {
        let mut at = url.clone();
        at.set_path("/robots.txt");
        at.set_query(None);
        for _ in 0..=REDIRECTS / 2 {
            let head = self.ask(&at, None, None)?;
            match (head.status().as_u16(), text(head.headers(), "location")) {
                (301..=303 | 307 | 308, Some(location)) => at = follow(&at, &location)?,
                (200..=299, _) => {
                    let mut bytes = Vec::new();
                    let reader = head.into_body().into_reader().take(robots::LIMIT);
                    read_all(reader, &mut bytes).map_err(|error| self.explain_body(&at, error))?;
                    return Ok(Robots::parse(&String::from_utf8_lossy(&bytes)));
                }
                (429 | 500.., _) => {
                    let why = format!("it answers with {}", head.status().as_u16());
                    return Err(Error::RobotsUnread { host: host(url), why });
                }
                // There is none.
                _ => break,
            }
        }
        Ok(Robots::default())
    }

    /// Reads a body to its end, or to the limit.
    fn response(&self, url: Url, redirects: Vec<Redirect>, head: Head) -> Result<Response, Error> {
        let (parts, body) = head.into_parts();
        if let Some(encoding) =
            text(&parts.headers, "content-encoding").filter(|name| !name.eq_ignore_ascii_case("identity"))
        {
            let what = format!("it is packed as \"{encoding}\", which nobody asked for");
            return Err(Error::Garbled { url, what });
        }
        let limit = self.options.limit;
        let mut bytes = Vec::new();
        read_all(body.into_reader().take(limit + 1), &mut bytes).map_err(|error| self.explain_body(&url, error))?;
        if bytes.len() as u64 > limit {
            return Err(Error::TooLarge { url, limit });
        }
        let [content_type, etag, last_modified] =
            ["content-type", "etag", "last-modified"].map(|name| text(&parts.headers, name));
        Ok(Response { url, redirects, content_type, etag, last_modified, bytes })
    }

    fn explain_body(&self, url: &Url, error: io::Error) -> Error {
        self.explain(url, ureq::Error::from(error))
    }

    /// Returns in our words what went wrong.
    fn explain(&self, url: &Url, error: ureq::Error) -> Error {
        use ureq::Error as E;
        let (url, host) = (url.clone(), host(url));
        match error {
            E::HostNotFound => Error::UnknownHost { host },
            E::Timeout(timeout) => Error::Timeout { url, what: self.spent(timeout) },
            E::Tls(what) => Error::Tls { host, what: what.to_owned() },
            E::Rustls(error) => Error::Tls { host, what: error.to_string() },
            E::Decompress(_, source) if source.kind() == io::ErrorKind::UnexpectedEof => Error::BrokenOff { url },
            E::Io(source) => match source.kind() {
                io::ErrorKind::UnexpectedEof
                | io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionAborted
                | io::ErrorKind::BrokenPipe => Error::BrokenOff { url },
                // Where a certificate does not hold, the error comes wrapped in one of the connection.
                io::ErrorKind::InvalidData => Error::Tls { host, what: source.to_string() },
                _ => Error::Unreachable { host, source },
            },
            E::Other(error) => match error.downcast::<Barred>() {
                Ok(barred) => Error::Private { url, address: barred.address },
                Err(error) => Error::Garbled { url, what: error.to_string() },
            },
            error => Error::Garbled { url, what: error.to_string() },
        }
    }

    /// Returns which time ran out.
    fn spent(&self, timeout: ureq::Timeout) -> String {
        let Options { connect_timeout, read_timeout, timeout: total, .. } = self.options;
        match timeout {
            ureq::Timeout::Resolve | ureq::Timeout::Connect if connect_timeout < total => {
                format!("no connection within {connect_timeout:?}")
            }
            ureq::Timeout::PerRead if read_timeout < total => format!("nothing came for {read_timeout:?}"),
            _ => format!("it was not there within {total:?}"),
        }
    }
}

fn read_all(mut reader: impl Read, bytes: &mut Vec<u8>) -> io::Result<()> {
    reader.read_to_end(bytes).map(|_| ())
}

/// Returns a header that is text.
fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// Returns what a robots.txt holds for: scheme, host and port.
fn site(url: &Url) -> String {
    format!("{}://{}", url.scheme(), host(url))
}

/// Reads how long a server asks to be left alone: seconds, or a time, which is counted from the server's own.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = text(headers, "retry-after")?;
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let [until, now] = [Some(value), text(headers, "date")].map(|text| DateTime::parse_from_rfc2822(text?.trim()).ok());
    (until? - now?).to_std().ok()
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::net::{IpAddr, Ipv4Addr, TcpListener};

    use super::*;

    #[test]
    fn a_redirect_leads_nowhere_that_may_not_be_asked() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        // Another address of this machine, on the same port: nothing listens there, and nothing may knock.
        let location = format!("http://127.0.0.2:{port}/secret");
        let answer =
            format!("HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a client");
            let _ = stream.read(&mut [0; 4096]);
            stream.write_all(answer.as_bytes()).expect("a reader");
        });
        let options = Options { obeys_robots: false, delay: Duration::ZERO, ..Options::default() };
        let client = Client::guarded(options, Guard::new(|address| address == IpAddr::V4(Ipv4Addr::LOCALHOST)));
        let url = Url::parse(&format!("http://127.0.0.1:{port}/")).expect("a URL");
        let error = client.get(&url).expect_err("a barred address");
        assert!(matches!(&error, Error::Private { url, .. } if url.as_str() == location), "{error:?}");
        server.join().expect("a server");
    }

    #[test]
    fn a_server_asks_for_time_in_two_ways() {
        let check = |value: &str, date: Option<&str>, expected: Option<u64>| {
            let mut headers = HeaderMap::new();
            headers.insert("retry-after", value.parse().expect("a header"));
            if let Some(date) = date {
                headers.insert("date", date.parse().expect("a header"));
            }
            assert_eq!(retry_after(&headers), expected.map(Duration::from_secs), "{value}");
        };
        check("120", None, Some(120));
        check("soon", None, None);
        check("-1", None, None);
        check("Tue, 06 May 2031 08:02:00 GMT", Some("Tue, 06 May 2031 08:00:00 GMT"), Some(120));
        check("Tue, 06 May 2031 08:02:00 GMT", None, None);
        check("Tue, 06 May 2031 07:00:00 GMT", Some("Tue, 06 May 2031 08:00:00 GMT"), None);
    }
}
