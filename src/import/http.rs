//! The bytes of an HTTP response, as archives keep them → status, headers, payload.
//!
//! Archives keep what came over the wire, but some take the transfer or content encoding off and leave the header:
//! where the bytes are not what the header says, they are taken as they are.

use super::encoded;

/// A response, its payload decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapturedResponse {
    pub status: u16,
    /// "text/html", in lower case and without parameters; empty where it is not told.
    pub media: String,
    pub payload: Vec<u8>,
}

/// Reads the bytes of a response.
///
/// # Errors
/// Why they are none, in lowercase words.
pub fn response(bytes: &[u8]) -> Result<CapturedResponse, String> {
    let mut headers = [httparse::EMPTY_HEADER; 256];
    let mut head = httparse::Response::new(&mut headers);
    let length = match head.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Err("without the end of its http headers".to_owned()),
        Err(error) => return Err(format!("with broken http headers ({error})")),
    };
    let value = |name: &str| {
        let found = head.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        found.map(|header| String::from_utf8_lossy(header.value).trim().to_ascii_lowercase())
    };
    let status = head.code.unwrap_or(0);
    let media = media(&value("content-type").unwrap_or_default());
    let body = &bytes[length..];
    let dechunked =
        value("transfer-encoding").filter(|encoding| encoding.contains("chunked")).and_then(|_| dechunk(body));
    let body = dechunked.as_deref().unwrap_or(body);
    let payload = decode(body, &value("content-encoding").unwrap_or_default())?;
    Ok(CapturedResponse { status, media, payload })
}

/// Takes the parameters off a media type.
pub(super) fn media(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Returns whether a media type can be an article's; what is not told may be.
pub(super) fn is_page(media: &str) -> bool {
    ["", "text/html", "application/xhtml+xml", "text/plain"].contains(&media)
}

fn decode(body: &[u8], encodings: &str) -> Result<Vec<u8>, String> {
    let mut bytes = body.to_vec();
    for encoding in encodings.split(',').rev().map(str::trim) {
        bytes = match encoding {
            "gzip" | "x-gzip" if encoded::is_gzip(&bytes) => encoded::gzip(&bytes)?,
            "deflate" => encoded::deflate(&bytes).or_else(|why| as_it_is(bytes, why))?,
            "br" => encoded::brotli(&bytes).or_else(|why| as_it_is(bytes, why))?,
            "" | "identity" | "gzip" | "x-gzip" => bytes,
            other => return Err(format!("in the unknown encoding {}", other.chars().take(20).collect::<String>())),
        };
    }
    Ok(bytes)
}

/// Takes bytes as they are where they are text already.
fn as_it_is(bytes: Vec<u8>, why: String) -> Result<Vec<u8>, String> {
    let is_text = !why.starts_with("larger") && std::str::from_utf8(&bytes).is_ok_and(|text| !text.contains('\0'));
    if is_text { Ok(bytes) } else { Err(why) }
}

/// Joins chunks; `None` where the bytes are not chunked. A last chunk that is cut short is kept as far as it goes.
fn dechunk(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    let mut is_first = true;
    loop {
        match httparse::parse_chunk_size(bytes) {
            Ok(httparse::Status::Complete((_, 0))) => return Some(whole),
            Ok(httparse::Status::Complete((head, size))) => {
                let rest = &bytes[head..];
                let size = usize::try_from(size).ok()?.min(rest.len());
                whole.extend_from_slice(&rest[..size]);
                let rest = &rest[size..];
                bytes = rest.strip_prefix(b"\r\n").unwrap_or(rest);
            }
            Ok(httparse::Status::Partial) if !is_first => return Some(whole),
            _ => return None,
        }
        is_first = false;
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;

    use super::*;

    fn gzipped(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    fn check(head: &str, body: &[u8], expected: Result<&str, &str>) {
        let bytes =
            [format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{head}\r\n").as_bytes(), body]
                .concat();
        let found = response(&bytes).map(|response| String::from_utf8(response.payload).unwrap());
        assert_eq!(found.as_deref().map_err(String::as_str), expected, "{head}");
    }

    #[test]
    fn decodes_what_the_headers_say() {
        check("", b"page", Ok("page"));
        check("Transfer-Encoding: chunked\r\n", b"2\r\npa\r\n2;x=y\r\nge\r\n0\r\n\r\n", Ok("page"));
        check("Content-Encoding: gzip\r\n", &gzipped("page"), Ok("page"));
        let chunked =
            [format!("{:x}\r\n", gzipped("page").len()).as_bytes(), &gzipped("page"), b"\r\n0\r\n\r\n"].concat();
        check("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", &chunked, Ok("page"));
    }

    #[test]
    fn takes_what_was_decoded_before_as_it_is() {
        check("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", b"<p>page", Ok("<p>page"));
        check("Content-Encoding: br\r\n", b"<p>page in plain words</p>", Ok("<p>page in plain words</p>"));
        check("Transfer-Encoding: chunked\r\n", b"4\r\npage\r\nff\r\ncut", Ok("pagecut"));
        check("Content-Encoding: rot13\r\n", b"cntr", Err("in the unknown encoding rot13"));
    }

    #[test]
    fn reads_the_head() {
        let found = response(b"HTTP/1.1 404 Not Found\r\nContent-Type: TEXT/HTML;x\r\n\r\n").unwrap();
        assert_eq!((found.status, found.media.as_str(), found.payload.len()), (404, "text/html", 0));
        assert!(response(b"HTTP/1.1 200 OK\r\nContent").is_err());
        assert!(response(b"GET / HTTP/1.1\r\n\r\n").is_err());
    }

    proptest! {
        #[test]
        fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let _ = response(&bytes);
            let _ = dechunk(&bytes);
        }
    }
}
