//! Addresses as inputs, against a server that is good, slow, broken or hostile.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::environment::{Outcome, TestEnvironment, outcome};
use crate::server::{Reply, Server};

const STORY: &str = "---\nheadline: Ferry returns\n---\nThe ferry is back, the port said on Monday.\n";
const LATER: &str = "---\nheadline: Ferry returns\n---\nThe ferry is not back, the port said on Monday.\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// Packs up to 64 KiB as brotli, all of it in one part that is marked as not compressed: no encoder is needed for that.
fn brotli(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len() - 1).unwrap();
    assert!(length < 1 << 16);
    let head = (length << 4 | 1 << 20).to_le_bytes();
    [&head[..3], bytes, &[3]].concat()
}

impl TestEnvironment {
    /// Fetches addresses of a server as a test may: without pauses, and from this machine. All goes by rules, which is
    /// fastest.
    fn ingest(&self, line: &str) -> Outcome {
        self.run(&format!("ingest --model rules --allow-private --delay 0s {line}"))
    }
}

/// Fetches one address and returns the error, which must be the only thing that happens.
fn error(place: &TestEnvironment, line: &str) -> String {
    let said = place.ingest(line);
    assert_eq!((said.code, said.out.as_str()), (2, ""), "{line}: {}", said.err);
    let first = said.err.lines().next().unwrap_or_default().to_owned();
    assert!(said.err.contains("  hint: "), "{}", said.err);
    assert!(!place.path("history.db").exists(), "nothing is stored: {line}");
    first.strip_prefix("error: ").unwrap_or_else(|| panic!("{first}")).to_owned()
}

#[test]
fn a_page_is_sent_again_only_when_it_has_changed() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    let state = std::sync::Arc::new(AtomicUsize::new(0));
    let shared = state.clone();
    server.answer("/news/ferry", move |request| {
        let (text, tag) = [(STORY, "\"a\""), (LATER, "\"b\"")][shared.load(Ordering::SeqCst)];
        match request.header("if-none-match") {
            Some(known) if known == tag => Reply::new(304, ""),
            _ => Reply::text(text).header("ETag", tag),
        }
    });
    let url = server.url("/news/ferry");
    assert_eq!(place.ingest(&url).out, "ferry v1, 1 claim (1 statement), 1 speaker\n");
    let again = place.ingest(&url);
    assert_eq!((again.out.as_str(), again.err.as_str(), again.code), ("ferry: unchanged since v1\n", "", 0));
    assert_eq!(server.requests("/news/ferry")[1].header("if-none-match"), Some("\"a\""));
    state.store(1, Ordering::SeqCst);
    assert!(place.ingest(&url).out.starts_with("ferry v2: 1 claim changed"));
    // The latest version of the story is another source's now: what the server has may be news.
    let file = place.saved("ferry.txt", STORY);
    assert_eq!(place.run(&format!("ingest --model rules --story ferry {}", file.display())).code, 0);
    assert!(place.ingest(&url).out.starts_with("ferry v4: 1 claim changed"));
    assert_eq!(server.requests("/news/ferry")[3].header("if-none-match"), None);
    // Another story has none of it.
    assert!(place.ingest(&format!("{url} --story other")).out.starts_with("other v1"));
    let log = place.run("log ferry --format json").out;
    assert!(log.contains(&format!("\"url\":\"{url}\"")) && log.contains("\"captured_at\":\"2"), "{log}");
}

#[test]
fn redirects_are_followed_within_bounds() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    server
        .on("/a", Reply::redirect(301, "/b"))
        .on("/b", Reply::redirect(307, server.url("/c#top")))
        .on("/c", Reply::text(STORY));
    server.on("/round", Reply::redirect(302, "/about")).on("/about", Reply::redirect(302, "/round"));
    server.on("/file", Reply::redirect(302, "file:///etc/passwd")).on("/nowhere", Reply::new(302, ""));
    for n in 0..12 {
        server.on(&format!("/{n}"), Reply::redirect(308, format!("/{}", n + 1)));
    }
    let check = |path: &str, expected: &str| {
        assert_eq!(error(&place, &server.url(path)), expected.replace("[server]", &server.url("")))
    };
    check("/round", "[server]/round is redirected in a circle");
    check("/0", "[server]/0 is redirected more than 10 times");
    check("/file", "[server]/file is redirected to \"file:///etc/passwd\", which may not be followed");
    check("/nowhere", "[server]/nowhere answers with 302 (found)");
    assert_eq!(place.ingest(&server.url("/a")).code, 0);
    assert!(place.run("log c --format json").out.contains(&format!("\"url\":\"{}\"", server.url("/c"))));
}

#[test]
fn what_is_the_readers_own_goes_to_no_other_host() {
    let (server, other, place) = (Server::new(), Server::new(), TestEnvironment::wide());
    server.on("/a", Reply::redirect(302, "/b")).on("/b", Reply::redirect(302, other.url("/c")));
    other.on("/c", Reply::text(STORY));
    let cookie = |domain: &str, name: &str| format!("{domain}\tFALSE\t/\tFALSE\t0\t{name}\tx\n");
    place.file("cookies.txt", format!("{}{}", cookie("127.0.0.1", "plan"), cookie("elsewhere.example", "other")));
    let mut command =
        place.command(&["ingest", "--model=rules", "--allow-private", "--delay=0s", "--cookies=cookies.txt"]);
    let said = outcome(command.args(["--header", "X-Key: secret", &server.url("/a")]));
    assert_eq!(said.code, 0, "{}", said.err);
    for path in ["/a", "/b"] {
        let request = &server.requests(path)[0];
        assert_eq!((request.header("x-key"), request.header("cookie")), (Some("secret"), Some("plan=x")), "{path}");
    }
    let robots = &server.requests("/robots.txt")[0];
    assert_eq!((robots.header("x-key"), robots.header("cookie")), (None, None));
    let request = &other.requests("/c")[0];
    assert_eq!((request.header("x-key"), request.header("cookie")), (None, None));
}

#[test]
fn private_addresses_are_not_asked() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    server.on("/a", Reply::text(STORY));
    let port = server.address.rsplit(':').next().unwrap();
    for host in ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0.0.0.0"] {
        let said = place.run(&format!("ingest http://{host}:{port}/a"));
        assert_eq!(said.code, 2, "{host}");
        assert!(
            said.err.contains(" leads to the private address ") && said.err.contains("--allow-private"),
            "{}",
            said.err
        );
    }
    for host in ["169.254.169.254", "10.0.0.1", "192.168.1.1", "[::1]", "[fd00::1]"] {
        assert!(place.run(&format!("ingest http://{host}/")).err.contains(" leads to the private address "), "{host}");
    }
    assert!(server.requests("/a").is_empty() && server.requests("/robots.txt").is_empty());
}

#[test]
fn bytes_are_counted_after_unpacking() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    let packed = |bytes: &[u8]| Reply::text(gzip(bytes)).header("Content-Encoding", "gzip");
    let bomb = packed(&vec![b' '; 33 << 20]);
    let half = gzip(STORY.as_bytes());
    server.on("/ferry", packed(STORY.as_bytes())).on("/bomb", bomb);
    server.on("/half", Reply::text(&half[..half.len() / 2]).header("Content-Encoding", "gzip"));
    server.on("/odd", Reply::text(STORY).header("Content-Encoding", "zstd"));
    server.on("/noise", Reply::text(STORY).header("Content-Encoding", "gzip"));
    let url = |path| server.url(path);
    assert_eq!(error(&place, &url("/bomb")), format!("{} is larger than 32 MiB", url("/bomb")));
    assert_eq!(error(&place, &url("/half")), format!("{} broke off before its end", url("/half")));
    assert!(
        error(&place, &url("/odd"))
            .ends_with("sent what is no answer: it is packed as \"zstd\", which nobody asked for")
    );
    assert!(error(&place, &url("/noise")).contains("sent what is no answer"), "{}", url("/noise"));
    assert_eq!(place.ingest(&url("/ferry")).code, 0);
    assert!(server.requests("/ferry")[0].header("accept-encoding").unwrap().contains("br"));
}

#[test]
fn brotli_is_undone_and_bounded() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    let packed = |bytes: Vec<u8>| Reply::text(bytes).header("Content-Encoding", "br");
    let whole = brotli(STORY.as_bytes());
    server.on("/half", packed(whole[..whole.len() / 2].to_vec())).on("/noise", packed(STORY.as_bytes().to_vec()));
    assert!(error(&place, &server.url("/half")).starts_with(&server.url("/half")));
    assert!(error(&place, &server.url("/noise")).starts_with(&server.url("/noise")));
    server.on("/ferry", packed(whole));
    assert_eq!(place.ingest(&server.url("/ferry")).out, "ferry v1, 1 claim (1 statement), 1 speaker\n");
    let shown = place.run("show ferry --format json").out;
    assert!(shown.contains("The ferry is back, the port said on Monday."), "{shown}");
}

#[test]
fn broken_and_slow_servers_are_named() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    server.on("/cut", Reply::text(STORY).cut(20)).on("/hang", Reply::hang()).on("/stall", Reply::text(STORY).stall(20));
    server.on("/empty", Reply::text(""));
    let url = |path| server.url(path);
    assert_eq!(error(&place, &url("/cut")), format!("{} broke off before its end", url("/cut")));
    assert_eq!(error(&place, &url("/hang")), format!("{} broke off before its end", url("/hang")));
    let slow = error(&place, &format!("--ignore-robots --timeout 300ms {}", url("/stall")));
    assert_eq!(slow, format!("{} took too long: it was not there within 300ms", url("/stall")));
    assert_eq!(error(&place, &url("/empty")), format!("{} is empty", url("/empty")));
    assert_eq!(error(&place, &url("/gone")), format!("{} answers with 404 (not found)", url("/gone")));
    assert!(error(&place, "http://127.0.0.1:1/").starts_with("127.0.0.1:1 cannot be reached: "));
    assert_eq!(error(&place, "http://nobody.invalid/"), "nobody.invalid is not known: no address was found for it");
}

#[test]
fn the_server_may_name_the_encoding_and_be_wrong() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    let page = |bytes: &[u8], charset: &str| {
        Reply::new(200, bytes).header("Content-Type", &format!("text/plain; charset={charset}"))
    };
    // The same bytes are other letters in another encoding; a guess would be one of them.
    server.on("/greek", page(b"\xC7 \xE3\xE5\xF6\xF5\xF1\xE1 said Monday.\n", "iso-8859-7"));
    server.on("/mistaken", page("The café is shut.\n".as_bytes(), "iso-8859-1"));
    server.on("/unknown", page("The café is open.\n".as_bytes(), "klingon"));
    for (path, expected) in
        [("greek", "Η γεφυρα said Monday."), ("mistaken", "The café is shut."), ("unknown", "The café is open.")]
    {
        assert_eq!(place.ingest(&server.url(&format!("/{path}"))).code, 0, "{path}");
        let shown = place.run(&format!("show {path}")).out;
        assert!(shown.contains(expected), "{path}: {shown}");
    }
}

#[test]
fn a_page_speaks_for_no_other_site() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    server.on(
        "/ferry",
        Reply::text("---\nurl: https://courier.example/fire\ncaptured: 2001-01-01\n---\nThe ferry is back.\n"),
    );
    let said = place.ingest(&server.url("/ferry"));
    assert!(said.out.starts_with("ferry v1"), "{}", said.out);
    assert!(
        said.err.contains("calls itself https://courier.example/fire, which is on another site; that is not used"),
        "{}",
        said.err
    );
    let log = place.run("log --format json").out;
    assert!(log.contains(&server.url("/ferry")) && !log.contains("2001-01-01"), "{log}");
}

#[test]
fn robots_are_asked_first() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    server.on("/robots.txt", Reply::text("User-agent: *\nDisallow: /news\nAllow: /news/open"));
    server
        .on("/news/shut", Reply::text(STORY))
        .on("/news/open", Reply::text(STORY))
        .on("/way", Reply::redirect(302, "/news/shut"));
    let asks = format!("robots.txt of 127.0.0.1 asks programs not to read {}", server.url("/news/shut"));
    assert_eq!(error(&place, &server.url("/news/shut")), asks);
    assert_eq!(error(&place, &server.url("/way")), asks);
    assert!(server.requests("/news/shut").is_empty());
    assert_eq!(place.ingest(&format!("{} --contact desk@courier.example", server.url("/news/open"))).code, 0);
    let agent = server.requests("/news/open")[0].header("user-agent").unwrap().to_owned();
    assert!(agent.starts_with("onrecord/") && agent.ends_with(" (+desk@courier.example)"), "{agent}");
    assert_eq!(place.ingest(&format!("{} --ignore-robots", server.url("/news/shut"))).code, 0);
}

#[test]
fn robots_that_cannot_be_read_allow_nothing() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    server.on("/robots.txt", Reply::new(500, "")).on("/a", Reply::text(STORY));
    let expected = format!(
        "robots.txt of {} cannot be read, so that nobody knows what it allows: it answers with 500",
        server.address
    );
    assert_eq!(error(&place, &server.url("/a")), expected);
}

#[test]
fn a_busy_server_is_asked_again_when_it_says() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    let busy = |status, after: &str| Reply::new(status, "").header("Retry-After", after);
    server.in_turn("/soon", vec![busy(429, "0"), busy(503, "0"), Reply::text(STORY)]);
    server.on("/never", busy(429, "0")).on("/late", busy(503, "3600"));
    assert_eq!(
        error(&place, &server.url("/never")),
        format!("{} answers with 429 (too many requests)", server.url("/never"))
    );
    assert_eq!(
        error(&place, &server.url("/late")),
        format!("{} answers with 503 (service unavailable)", server.url("/late"))
    );
    assert_eq!((server.requests("/never").len(), server.requests("/late").len()), (3, 1));
    assert_eq!(place.ingest(&server.url("/soon")).code, 0);
}

#[test]
fn one_bad_address_stops_no_other() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    server.on("/ferry", Reply::text(STORY)).on("/feed", Reply::xml("<rss><channel/></rss>"));
    let file = place.saved("bridge.txt", "The bridge is shut, the port said.\n");
    let (ferry, feed, gone) = (server.url("/ferry"), server.url("/feed"), server.url("/gone"));
    let said = place.ingest(&format!("{gone} {feed} {ferry} http://10.0.0.1:x/ {}", file.display()));
    assert_eq!(said.code, 2);
    assert_eq!(said.out.lines().count(), 2, "{}", said.out);
    assert!(said.out.starts_with("bridge v1") && said.out.contains("ferry v1"), "{}", said.out);
    assert!(said.err.contains(&format!("{feed} is a feed, not a page")), "{}", said.err);
    assert!(said.err.contains("onrecord watch add") && said.err.contains("is no web address"), "{}", said.err);
}

#[test]
fn secrets_are_not_taken_from_addresses_nor_told() {
    let place = TestEnvironment::wide();
    let said = place.ingest("https://mara:s3cret@courier.example/a");
    assert_eq!(said.code, 2);
    assert!(said.err.contains("holds a name or a password"), "{}", said.err);
    for header in ["User-Agent: Mozilla", "Host: a", "no header", "Key\u{1}: s3cret"] {
        let said = place.run(&["ingest", "--header", header, "https://courier.example/"]);
        assert_eq!(said.code, 2, "{header}");
    }
    place.file("cookies.txt", "not a cookie\n");
    let said = place.ingest("--cookies cookies.txt https://courier.example/");
    assert!(said.err.contains("cookies.txt, line 1, is no cookie in Netscape's format"), "{}", said.err);
}

#[test]
fn an_archive_is_told_of_what_was_stored() {
    let (server, archive, place) = (Server::new(), Server::new(), TestEnvironment::wide());
    server.on("/ferry", Reply::text(STORY)).on("/bridge", Reply::text(LATER));
    let (ferry, bridge) = (server.url("/ferry"), server.url("/bridge"));
    archive.on(&format!("/save/{ferry}"), Reply::redirect(302, "/web/1")).on("/web/1", Reply::text("saved"));
    let flag = format!("--archive={}", archive.url("/save/"));
    let said = place.ingest(&format!("{flag} {ferry} {bridge}"));
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains(&format!("note: {ferry} is archived at {}", archive.url("/web/1"))), "{}", said.err);
    assert!(said.err.contains(&format!("warning: {bridge} is not archived: ")), "{}", said.err);
    place.ingest(&format!("{flag} {ferry}"));
    assert_eq!(archive.requests("/web/1").len(), 1, "what is known already is not sent");
}

#[test]
fn proxies_are_not_used() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    server.on("/ferry", Reply::text(STORY));
    let url = server.url("/ferry");
    let mut command = place.command(&["ingest", "--model=rules", "--allow-private", "--delay=0s", &url]);
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY"] {
        command.env(name, "http://127.0.0.1:1/");
    }
    let said = outcome(&mut command);
    assert_eq!(said.code, 0, "{}", said.err);
}

#[test]
fn a_host_is_not_asked_faster_than_its_pause() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    server.on("/ferry", Reply::text(STORY)).on("/bridge", Reply::text(STORY));
    let urls = [server.url("/ferry"), server.url("/bridge")].join(" ");
    let started = std::time::Instant::now();
    let said = place.run(&format!("ingest --model rules --allow-private --delay 200ms {urls}"));
    assert_eq!(said.code, 0, "{}", said.err);
    // robots.txt and two pages have two pauses between them; a slow machine makes it longer, nothing makes it shorter.
    assert!(started.elapsed() >= std::time::Duration::from_millis(400), "{:?}", started.elapsed());
}
