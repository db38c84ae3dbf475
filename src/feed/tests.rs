//! Lists of every sort, whole and broken.

use proptest::prelude::*;

use super::*;

fn list(text: &str) -> List {
    read(text.as_bytes(), None, &Url::parse("https://quay.example/feeds/all.xml").expect("a URL")).expect("a list")
}

/// Writes a list as lines: address, title, published, updated; then the problems.
fn check(text: &str, expected: &[&str]) {
    let list = list(text);
    let day = |time: Option<DateTime<Utc>>| time.map_or("-".to_owned(), |time| time.format("%m-%d").to_string());
    let lines = list.items.iter().map(|item| {
        let title = item.title.as_deref().unwrap_or("-");
        format!("{} {title} {} {}", item.url, day(item.published_at), day(item.updated_at))
    });
    assert_eq!(lines.chain(list.problems.clone()).collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn rss() {
    check(
        "<?xml version='1.0'?><!-- by hand --><rss version='2.0' xmlns:media='m'><channel><title>Quay</title>\
         <link>https://quay.example/</link><atom:link href='https://quay.example/feeds/all.xml' rel='self'/>\
         <item><title>Ferry &amp; <![CDATA[bridge <b>]]></title><link> https://quay.example/a?x=1&amp;y=2 </link>\
         <media:title>A picture</media:title><pubDate>Tue, 06 May 2031 08:00:00 GMT</pubDate></item>\
         <item><guid isPermaLink='true'>https://quay.example/b</guid></item>\
         <item><guid>tag:1</guid><title>Nowhere</title></item>\
         <item><link>javascript:alert(1)</link></item>\
         <item><link>https://proxy.example/1</link><feedburner:origLink>https://quay.example/c</feedburner:origLink></item>\
         <item><link>https://quay.example/b</link></item>\
         </channel></rss>",
        &[
            "https://quay.example/a?x=1&y=2 Ferry & bridge <b> 05-06 -",
            "https://quay.example/b - - -",
            "https://quay.example/c - - -",
            "an item (\"Nowhere\") has no address",
            "an item leads to \"javascript:alert(1)\", which is no page",
        ],
    );
}

#[test]
fn atom() {
    check(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://quay.example/news/'><title>Quay</title>\
         <link href='https://quay.example/'/><updated>2031-05-07T00:00:00Z</updated>\
         <entry><title type='html'>Ferry</title><link rel='enclosure' href='a.mp3'/><link rel='alternate' href='ferry'/>\
         <id>tag:quay.example,2031:1</id><published>2031-05-06T08:00:00Z</published><updated>2031-05-07T08:00:00Z</updated>\
         <source><title>Elsewhere</title><id>https://other.example/</id><updated>2031-01-01T00:00:00Z</updated></source></entry>\
         <entry><id>https://quay.example/bridge</id><title type='xhtml'><div>The <b>bridge</b></div></title></entry>\
         </feed>",
        &["https://quay.example/news/ferry Ferry 05-06 05-07", "https://quay.example/bridge The bridge - -"],
    );
}

#[test]
fn rdf() {
    check(
        "<rdf:RDF xmlns:rdf='r'><channel rdf:about='https://quay.example/'><title>Quay</title></channel>\
         <item rdf:about='https://quay.example/a'><title>Ferry</title><dc:date>2031-05-06</dc:date></item></rdf:RDF>",
        &["https://quay.example/a Ferry 05-06 -"],
    );
}

#[test]
fn sitemaps() {
    let sitemap = "<urlset xmlns:news='n' xmlns:image='i'><url><loc>https://quay.example/a</loc><lastmod>2031-05-07</lastmod>\
        <image:image><image:loc>https://quay.example/a.png</image:loc><image:title>Pier</image:title></image:image>\
        <news:news><news:publication><news:name>Quay</news:name></news:publication>\
        <news:publication_date>2031-05-06T08:00Z</news:publication_date><news:title>Ferry</news:title></news:news></url></urlset>";
    check(sitemap, &["https://quay.example/a Ferry 05-06 05-07"]);
    let index = "<sitemapindex><sitemap><loc>/news.xml</loc><lastmod>2031-05-07</lastmod></sitemap></sitemapindex>";
    check(index, &["https://quay.example/news.xml - - 05-07"]);
    assert_eq!((list(sitemap).kind, list(index).kind), (Kind::Sitemap, Kind::Index));
}

#[test]
fn a_packed_sitemap_is_unpacked() {
    use std::io::Write;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(b"<urlset><url><loc>https://quay.example/a</loc></url></urlset>").expect("memory");
    let packed = packed.finish().expect("memory");
    let base = Url::parse("https://quay.example/").expect("a URL");
    assert_eq!(read(&packed, None, &base).expect("a list").items.len(), 1);
}

#[test]
fn json_feed() {
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Quay", "items": [
        {"id": "1", "url": "/a", "title": "Ferry", "date_published": "2031-05-06T08:00:00Z"},
        {"id": "https://quay.example/b", "date_modified": "2031-05-07T08:00:00Z", "title": 7},
        {"id": 3, "title": "Nowhere"}, 4]}"#;
    let items = ["https://quay.example/a Ferry 05-06 -", "https://quay.example/b - - 05-07"];
    check(feed, &[items[0], items[1], "an item (\"Nowhere\") has no address", "an item has no address"]);
    let cut = &feed[..feed.find("{\"id\": 3").expect("a third item") + 6];
    assert_eq!(list(cut).items.len(), 2);
    assert!(list(cut).problems[0].starts_with("the feed is broken (EOF while parsing"), "{:?}", list(cut).problems);
}

#[test]
fn a_broken_feed_is_read_as_far_as_it_goes() {
    let whole = "<rss><channel><item><title>Ham & eggs &copy; 2031</title><link>https://quay.example/a</link></item>";
    check(
        &format!("{whole}<item><link>https://quay.exam"),
        &[
            "https://quay.example/a Ham & eggs &copy; 2031 - -",
            "the feed is broken (its end is missing); what stands before that was read",
        ],
    );
    let broken = list(&format!("{whole}<item><link <></item></channel></rss>"));
    assert_eq!((broken.items.len(), broken.problems.len()), (1, 2), "{broken:?}");
    assert_eq!(broken.problems[0], "an item has no address");
}

#[test]
fn encodings_are_found_out() {
    let base = Url::parse("https://quay.example/").expect("a URL");
    let feed = |head: &str, title: &[u8]| {
        let mut bytes = format!("{head}<rss><channel><item><link>/a</link><title>").into_bytes();
        bytes.extend(title);
        bytes.extend(b"</title></item></channel></rss>");
        bytes
    };
    let title = |bytes: &[u8], charset| read(bytes, charset, &base).expect("a feed").items[0].title.clone();
    let latin = feed("<?xml version='1.0' encoding='iso-8859-1'?>", b"caf\xE9");
    assert_eq!(title(&latin, None).as_deref(), Some("café"));
    let greek = feed("", b"\xE1\xE2\xE3");
    assert_eq!(title(&greek, Some("iso-8859-7")).as_deref(), Some("αβγ"));
    let wrong = feed("<?xml version='1.0' encoding='iso-8859-1'?>", "café".as_bytes());
    assert_eq!(title(&wrong, Some("us-ascii")).as_deref(), Some("café"));
}

#[test]
fn a_page_is_no_list() {
    let base = Url::parse("https://quay.example/").expect("a URL");
    for text in [
        "",
        "<!doctype html><html><body><item/></body></html>",
        "{\"a\": 1}",
        "Ferry returns",
        "<svg/>",
        "\u{1f}\u{8b}",
    ] {
        assert_eq!(read(text.as_bytes(), None, &base), None, "{text}");
    }
    assert_eq!(read(b"\x1F\x8B\x08\0\0", None, &base), None);
}

proptest! {
    #[test]
    fn reads_anything(bytes in prop::collection::vec(any::<u8>(), 0..200), cut in 0usize..300) {
        let base = Url::parse("https://quay.example/").expect("a URL");
        let _ = read(&bytes, None, &base);
        let mut feed = b"<rss><item><title>&#x0;&amp;&#99999999;</title><link>http://[</link></item>".to_vec();
        feed.truncate(cut);
        feed.extend(bytes);
        let _ = read(&feed, Some("utf-16"), &base);
    }
}
