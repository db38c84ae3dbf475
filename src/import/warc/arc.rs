//! The records of an ARC file, which came before WARC: a line, then what a server answered.
//! <https://archive.org/web/researcher/ArcFileFormat.php>

/// What begins the first record of a file.
pub(super) const START: &[u8] = b"filedesc://";

/// Reads the line that begins a record into what a WARC record would say of it, and how many bytes follow; `None` where
/// it is none. The lines of the first version have five fields, those of the second ten; the third is the time, the last
/// the length.
pub(super) fn headers(line: &[u8]) -> Option<(Vec<(String, String)>, u64)> {
    let line = std::str::from_utf8(line).ok()?.trim_end();
    let fields: Vec<&str> = line.split(' ').collect();
    let ([url, _, time, .., length], 5 | 10) = (&fields[..], fields.len()) else { return None };
    let is_time = time.len() == 14 && time.bytes().all(|byte| byte.is_ascii_digit());
    let is_address = url
        .split_once(':')
        .is_some_and(|(scheme, _)| !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let length = length.parse().ok().filter(|_| is_time && is_address)?;
    let part = |from: usize, to: usize| &time[from..to];
    let day = format!("{}-{}-{}", part(0, 4), part(4, 6), part(6, 8));
    let date = format!("{day}T{}:{}:{}Z", part(8, 10), part(10, 12), part(12, 14));
    let kind = if line.as_bytes().starts_with(START) { "warcinfo" } else { "response" };
    let named = [("WARC-Type", kind), ("WARC-Target-URI", url), ("WARC-Date", &date)];
    Some((named.map(|(name, value)| (name.to_owned(), value.to_owned())).into(), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_address_time_and_length() {
        let check = |line: &str, expected: Option<(&str, &str, u64)>| {
            let found = headers(line.as_bytes());
            let found = found.as_ref().map(|(named, length)| (named[1].1.as_str(), named[2].1.as_str(), *length));
            assert_eq!(found, expected, "{line}");
        };
        let (url, time) = ("https://quay.example/ferry", "2004-04-02T09:05:07Z");
        let found = Some((url, time, 82));
        check("https://quay.example/ferry 192.0.2.1 20040402090507 text/html 82\n", found);
        check("https://quay.example/ferry 192.0.2.1 20040402090507 text/html 200 - - 1403 a.arc 82\r\n", found);
        check("filedesc://a.arc 0.0.0.0 20040402090507 text/plain 9\n", Some(("filedesc://a.arc", time, 9)));
        for none in [
            "",
            "WARC/1.1",
            "The ferry is back, the port said",
            "https://quay.example/ferry 192.0.2.1 2004 text/html 82",
            "https://quay.example/ferry 192.0.2.1 20040402090507 text/html many",
            "quay.example 192.0.2.1 20040402090507 text/html 82",
        ] {
            check(none, None);
        }
    }
}
