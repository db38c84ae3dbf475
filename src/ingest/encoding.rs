//! Bytes → text: which encoding a file is in, and whether it is text at all.
//!
//! It never replaces a character in silence: what cannot be read as it stands is an error or a warning.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use super::Error;

/// First bytes that give away a file that is no text.
const MAGIC: [(&[u8], &str); 23] = [
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\xD0\xCF\x11\xE0", "an office document"),
    (b"{\\rtf", "a rich text document"),
    (b"%!PS", "a PostScript document"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xFD7zXZ\0", "an xz archive"),
    (b"7z\xBC\xAF", "a 7z archive"),
    (b"\x28\xB5\x2F\xFD", "a zstd archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"RIFF", "a sound, film or image file"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7FELF", "a program"),
    (b"\xFF\xFE\0\0", "UTF-32"),
    (b"\0\0\xFE\xFF", "UTF-32"),
];

/// Of a text that can be read, fewer than one character in so many is lost.
const MOST_LOST: usize = 20;

/// Decodes `bytes`; the text has no byte-order mark, and its line breaks are as they came.
///
/// # Errors
/// When the bytes are no text, or are UTF-8 with damage.
pub(super) fn decode(name: &str, bytes: &[u8], warnings: &mut Vec<String>) -> Result<String, Error> {
    if let Some(&(_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic) && is_really(magic, bytes)) {
        return Err(Error::Binary { name: name.to_owned(), what });
    }
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, length)) if encoding == UTF_16LE || encoding == UTF_16BE => {
            convert(name, encoding, &bytes[length..], warnings)
        }
        Some((_, length)) => utf8_or_guess(name, &bytes[length..], length, warnings)?,
        None => utf8_or_guess(name, bytes, 0, warnings)?,
    };
    let chars = text.chars().count();
    let controls =
        text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}')).count();
    if controls * 20 > chars {
        return Err(Error::Controls { name: name.to_owned(), controls, chars });
    }
    Ok(text)
}

/// Decodes a page: by its mark, as UTF-8 where it is that, by what it declares, or by a guess. A byte that does not fit
/// becomes U+FFFD, and a warning says so: browsers show such a page, too.
pub(super) fn decode_page(name: &str, bytes: &[u8], warnings: &mut Vec<String>) -> String {
    if let Some((encoding, length)) = Encoding::for_bom(bytes)
        && encoding != UTF_8
    {
        return convert(name, encoding, &bytes[length..], warnings);
    }
    let declared = declared(bytes);
    if let (Ok(text), false) = (std::str::from_utf8(bytes), declared == Some(ISO_2022_JP)) {
        return text.trim_start_matches('\u{feff}').to_owned();
    }
    if is_damaged_utf8(bytes) {
        warnings.push(format!("{name} is damaged utf-8; each byte that does not fit became U+FFFD (\u{fffd})"));
        return String::from_utf8_lossy(bytes).into_owned();
    }
    // A page that says UTF-8 and holds next to none was put into a template that was not made for it.
    let encoding = declared.filter(|declared| *declared != UTF_8).unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Deny)
    });
    convert(name, encoding, bytes, warnings)
}

/// Judges the characters that are lost in a text, whoever lost them: told of where they are few.
///
/// # Errors
/// When they are so many that what is left is no text.
pub(super) fn judge_lost(name: &str, body: &str, warnings: &mut Vec<String>) -> Result<(), Error> {
    let lost = body.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let chars = body.chars().filter(|c| !c.is_whitespace()).count();
    if lost * MOST_LOST > chars {
        return Err(Error::Lost { name: name.to_owned(), lost, chars });
    }
    if lost > 0 && !warnings.iter().any(|warning| warning.contains("U+FFFD")) {
        warnings.push(format!(
            "{name} has lost characters before it was read: {lost} of its {chars} are U+FFFD (\u{fffd})"
        ));
    }
    Ok(())
}

/// Decodes a part of a message: as UTF-8 where it is that, by the charset that it declares, or as a text that declares
/// none.
///
/// # Errors
/// As [`decode`].
pub(super) fn decode_part(
    name: &str,
    charset: &str,
    bytes: &[u8],
    warnings: &mut Vec<String>,
) -> Result<String, Error> {
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    match Encoding::for_label(charset.as_bytes()) {
        // What says that it is ASCII and is not says nothing; what declares nothing is taken to say so.
        Some(encoding)
            if encoding != UTF_8
                && !charset.to_ascii_lowercase().contains("ascii")
                && (!is_utf8 || encoding == ISO_2022_JP) =>
        {
            let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
            if had_errors {
                let label = encoding.name().to_ascii_lowercase();
                warnings.push(format!("{name} holds bytes that {label} does not know; each became U+FFFD (\u{fffd})"));
            }
            Ok(text.into_owned())
        }
        _ => decode(name, bytes, warnings),
    }
}

/// How much of a page is looked at for its declaration, in bytes: some begin with long scripts.
const HEAD: usize = 64 * 1024;

/// Finds the encoding that a page declares: in a meta element, or in an XML declaration. What scripts, styles, comments
/// and the addresses of other files declare is not the page's.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let xml = || value(head.trim_start().strip_prefix("<?xml")?.split('>').next()?, "encoding");
    // A page whose declaration could be read byte by byte is not in UTF-16.
    Encoding::for_label(of_meta(&head).or_else(xml)?.as_bytes())
        .map(|encoding| if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// Finds the charset that the first meta element with one names.
fn of_meta(head: &str) -> Option<&str> {
    let mut rest = head;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = if rest.starts_with("!--") {
            "-->"
        } else if rest.starts_with("script") {
            "</script"
        } else if rest.starts_with("style") {
            "</style"
        } else {
            ">"
        };
        let (tag, after) = rest.split_once(end).unwrap_or((rest, ""));
        let found = tag.strip_prefix("meta").and_then(|attributes| value(attributes, "charset"));
        if found.is_some() {
            return found;
        }
        rest = after;
    }
    None
}

/// Returns the value that stands after a key: `charset="utf-8"`, `content="text/html; charset=utf-8"`.
fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let rest = text.split(key).skip(1).find_map(|rest| rest.trim_start().strip_prefix('='))?;
    let value = rest.trim_start().trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(value.len());
    Some(&value[..end])
}

/// Sorts out the marks that are also letters: a text may well start with "RIFF", "BZh" or "ID3".
fn is_really(magic: &[u8], bytes: &[u8]) -> bool {
    !magic.iter().all(u8::is_ascii_alphanumeric)
        || bytes.iter().take(64).any(|byte| *byte < 9)
        || magic.starts_with(b"GIF8")
}

/// Reads bytes without a UTF-16 mark; `skipped` is the length of the mark before them.
fn utf8_or_guess(name: &str, bytes: &[u8], skipped: usize, warnings: &mut Vec<String>) -> Result<String, Error> {
    if let Some(offset) = bytes.iter().position(|byte| *byte == 0) {
        return Err(Error::Nul { name: name.to_owned(), offset: offset + skipped });
    }
    let wrong = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(error) => error.valid_up_to(),
    };
    if skipped > 0 || is_damaged_utf8(bytes) {
        return Err(Error::DamagedUtf8 { name: name.to_owned(), offset: wrong + skipped, byte: bytes[wrong] });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    Ok(convert(name, encoding, bytes, warnings))
}

/// Returns whether bytes that are not UTF-8 were meant to be: far more whole sequences than broken ones.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 4 * broken
}

fn convert(name: &str, encoding: &'static Encoding, bytes: &[u8], warnings: &mut Vec<String>) -> String {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    debug_assert_ne!(encoding, UTF_8);
    let label = encoding.name().to_ascii_lowercase();
    warnings.push(format!("{name} is not utf-8; read as {label}"));
    if had_errors {
        warnings.push(format!("{name} holds bytes that {label} does not know; each became U+FFFD (\u{fffd})"));
    }
    text.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Result<&str, &str>, warning: Option<&str>) {
        let mut warnings = Vec::new();
        let text = decode("a.txt", bytes, &mut warnings).map_err(|error| error.to_string());
        assert_eq!(text.as_deref().map_err(String::as_str), expected);
        assert_eq!(warnings.first().map(String::as_str), warning);
    }

    #[test]
    fn reads_utf8_with_and_without_a_mark() {
        check("Zoë said “no”.".as_bytes(), Ok("Zoë said “no”."), None);
        check(b"\xEF\xBB\xBFText", Ok("Text"), None);
    }

    #[test]
    fn reads_utf16_by_its_mark() {
        let little: Vec<u8> = "\u{feff}Zoë".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{feff}Zoë".encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&little, Ok("Zoë"), Some("a.txt is not utf-8; read as utf-16le"));
        check(&big, Ok("Zoë"), Some("a.txt is not utf-8; read as utf-16be"));
    }

    #[test]
    fn guesses_the_encoding_and_says_so() {
        check(
            b"The mayor said \x93we are caf\xe9 people\x94 on Monday.",
            Ok("The mayor said “we are café people” on Monday."),
            Some("a.txt is not utf-8; read as windows-1252"),
        );
    }

    #[test]
    fn says_which_byte_is_damaged() {
        let mut bytes = "Zoë, Åsa, Łódź and “Ürümqi” were named.".as_bytes().to_vec();
        bytes[0] = 0xFF;
        check(&bytes, Err("a.txt is UTF-8, but byte 0 (0xFF) is damaged"), None);
        check(b"\xEF\xBB\xBFa\xFF", Err("a.txt is UTF-8, but byte 4 (0xFF) is damaged"), None);
    }

    fn check_page(bytes: &[u8], expected: &str, warning: Option<&str>) {
        let mut warnings = Vec::new();
        assert_eq!(decode_page("a.html", bytes, &mut warnings), expected);
        assert_eq!(warnings.first().map(String::as_str), warning);
    }

    #[test]
    fn a_page_is_in_what_its_own_meta_element_says() {
        let scripts =
            "<!-- <meta charset=koi8-r> --><script charset=\"koi8-r\">var a = '<meta charset=koi8-r>'</script>";
        let page = |meta: &[u8]| [b"<html>", scripts.as_bytes(), meta, b"caf\xe9 \x93ici\x94"].concat();
        let expected = |meta: &str| format!("<html>{scripts}{meta}café “ici”");
        for meta in [
            "<meta name=x content=charset><meta charset = 'iso-8859-1'>",
            "<META http-equiv=content-type content=\"text/html; Charset=Windows-1252\">",
            "<link rel=stylesheet charset=koi8-r>",
        ] {
            let warning = Some("a.html is not utf-8; read as windows-1252");
            check_page(&page(meta.as_bytes()), &expected(meta), warning);
        }
    }

    #[test]
    fn a_page_that_says_utf_8_and_is_not_is_guessed() {
        let warning = Some("a.html is not utf-8; read as windows-1252");
        check_page(b"<meta charset=utf-8>The \x93caf\xe9\x94.", "<meta charset=utf-8>The “café”.", warning);
    }

    #[test]
    fn lost_characters_are_told_of_or_refused() {
        let judge = |body: &str| {
            let mut warnings = Vec::new();
            judge_lost("a.txt", body, &mut warnings).map(|()| warnings).map_err(|error| error.to_string())
        };
        assert_eq!(judge("The ferry is back."), Ok(Vec::new()));
        let few = format!("The ferry{} is back, the port said on Monday.", '\u{fffd}');
        assert_eq!(
            judge(&few),
            Ok(vec!["a.txt has lost characters before it was read: 1 of its 36 are U+FFFD (\u{fffd})".to_owned()])
        );
        let many = "\u{fffd}\u{fffd}\u{fffd}\u{fffd} is back.";
        assert_eq!(judge(many), Err("a.txt cannot be read: 4 of its 11 characters are lost (U+FFFD)".to_owned()));
    }

    #[test]
    fn refuses_what_is_no_text() {
        check(b"abc\0def", Err("a.txt is not plain text: byte 3 is NUL"), None);
        check(b"\x01\x02\x03abc", Err("a.txt is not plain text: 3 of its 6 characters are control characters"), None);
        check(b"RIFF is the name of a band.", Ok("RIFF is the name of a band."), None);
    }
}
