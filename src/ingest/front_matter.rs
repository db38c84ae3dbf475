//! The front-matter block of a text file: `---`, `key: value` lines, `---`.
//!
//! It keeps values as they stand: no quotes are taken off, nothing is unescaped. A block that is not front matter stays
//! in the body, to the last character.

use super::Error;
use crate::story::Metadata;
use crate::time;

/// The keys that say something to this program.
pub const KEYS: [&str; 8] = ["headline", "byline", "speaker", "outlet", "url", "published", "modified", "captured"];

/// Takes the front matter off a text. Returns the metadata and the rest: the body, from the line after the block.
///
/// # Errors
/// When a time is malformed, or when a line between known keys is not `key: value`.
pub(super) fn split<'a>(name: &str, text: &'a str, warnings: &mut Vec<String>) -> Result<(Metadata, &'a str), Error> {
    let mut metadata = Metadata::default();
    let Some((block, body)) = block(text) else {
        if text.lines().next().is_some_and(is_fence) {
            warnings
                .push(format!("{name} starts with --- and no second --- follows; read as text without front matter"));
        }
        return Ok((metadata, text));
    };
    let lines: Vec<(usize, &str)> = block
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 2, line.trim()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .collect();
    if let Some(&(line, odd)) = lines.iter().find(|(_, line)| pair(line).is_none()) {
        let known = lines.iter().filter_map(|(_, line)| pair(line)).any(|(key, _)| KEYS.contains(&key.as_str()));
        if known {
            return Err(Error::FrontMatter { name: name.to_owned(), line, text: shorten(odd) });
        }
        warnings.push(format!("{name} starts with a block between --- lines that is not front matter; read as text"));
        return Ok((metadata, text));
    }
    let mut seen = Vec::new();
    for (line, key, value) in lines.iter().filter_map(|&(line, text)| pair(text).map(|(key, value)| (line, key, value)))
    {
        let Some(known) = KEYS.into_iter().find(|known| *known == key) else {
            warnings.push(format!("{name}, line {line}: unknown key \"{key}\" in the front matter; it is not used"));
            continue;
        };
        if value.is_empty() {
            continue;
        }
        if seen.contains(&known) {
            warnings.push(format!("{name}, line {line}: a second {known} in the front matter; the first counts"));
            continue;
        }
        seen.push(known);
        set(&mut metadata, known, value).map_err(|value| Error::Time {
            name: name.to_owned(),
            line,
            key: known,
            value,
        })?;
    }
    Ok((metadata, body))
}

/// Keys by which programs that publish Markdown call the same.
const FOREIGN: [(&str, &str); 5] = [
    ("title", "headline"),
    ("author", "byline"),
    ("date", "published"),
    ("lastmod", "modified"),
    ("updated", "modified"),
];

/// Takes the front matter off a Markdown document, whose block may hold lists and other programs' keys: they are named
/// and not used.
///
/// # Errors
/// When a time under one of this program's own keys is malformed.
pub(super) fn split_foreign<'a>(
    name: &str,
    text: &'a str,
    warnings: &mut Vec<String>,
) -> Result<(Metadata, &'a str), Error> {
    let mut metadata = Metadata::default();
    let block = block(text).filter(|(block, _)| {
        block.lines().find(|line| !line.trim().is_empty()).is_some_and(|line| pair(line).is_some())
    });
    let Some((block, body)) = block else { return Ok((metadata, text)) };
    let pairs: Vec<(usize, String, &str)> = block
        .lines()
        .enumerate()
        .filter_map(|(index, line)| pair(line).map(|(key, value)| (index + 2, key, unquote(value))))
        .collect();
    let mut unused = Vec::new();
    let mut seen = Vec::new();
    // This program's own keys come before the others that say the same.
    let (own, foreign): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(_, key, _)| KEYS.contains(&key.as_str()));
    for (line, key, value) in own.into_iter().chain(foreign) {
        let own = KEYS.into_iter().find(|known| *known == key);
        let known = own.or_else(|| FOREIGN.iter().find(|(foreign, _)| *foreign == key).map(|(_, known)| *known));
        let Some(known) = known.filter(|known| !seen.contains(known) && !value.is_empty()) else {
            unused.push(key);
            continue;
        };
        match set(&mut metadata, known, value) {
            Ok(()) => seen.push(known),
            Err(value) if own.is_some() => {
                return Err(Error::Time { name: name.to_owned(), line, key: known, value });
            }
            Err(_) => unused.push(key),
        }
    }
    if !unused.is_empty() {
        warnings.push(format!("{name}: of the front matter these keys are not used: {}", unused.join(", ")));
    }
    Ok((metadata, body))
}

/// Takes off the quotes in which a value may stand.
fn unquote(value: &str) -> &str {
    ['"', '\''].iter().find_map(|mark| value.strip_prefix(*mark)?.strip_suffix(*mark)).unwrap_or(value)
}

/// Sets the field that a known key names; gives a value back that should be a time and is none.
fn set(metadata: &mut Metadata, key: &str, value: &str) -> Result<(), String> {
    let text = || Some(value.to_owned());
    let time = || time::parse(value).map(|when| Some(when.start())).ok_or_else(|| shorten(value));
    match key {
        "headline" => metadata.headline = text(),
        "byline" => metadata.byline = text(),
        "speaker" => metadata.speaker = text(),
        "outlet" => metadata.outlet = text(),
        "url" => metadata.url = text(),
        "published" => metadata.published_at = time()?,
        "modified" => metadata.modified_at = time()?,
        "captured" => metadata.captured_at = time()?.map(|time| time.to_utc()),
        _ => {}
    }
    Ok(())
}

/// Finds the block: what stands between the fences, and what follows the second one.
fn block(text: &str) -> Option<(&str, &str)> {
    let start = text.find('\n')? + 1;
    if !is_fence(&text[..start]) {
        return None;
    }
    let mut at = start;
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1);
        if is_fence(&text[at..end]) {
            return Some((&text[start..at], &text[end..]));
        }
        at = end;
    }
    None
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

/// Splits `key: value`; the key comes in lower case.
fn pair(line: &str) -> Option<(String, &str)> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim_end();
    let well_formed = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    well_formed.then(|| (key.to_ascii_lowercase(), value.trim()))
}

/// Cuts a long line for a message.
fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Metadata, &str, Vec<String>) {
        let mut warnings = Vec::new();
        let (metadata, body) = split("a.txt", text, &mut warnings).unwrap();
        (metadata, body, warnings)
    }

    #[test]
    fn takes_the_block_and_leaves_the_body_untouched() {
        let (metadata, body, warnings) = read(
            "---\nheadline: Harbour bridge: a third lane\nOutlet: The Quay Courier\npublished: 2031-04-02\ncaptured: 2031-04-02T10:00+02:00\nspeaker: Mayor Ada Holt\nbyline:\n---\n\n  The bridge opens.\n",
        );
        assert_eq!(metadata.headline.as_deref(), Some("Harbour bridge: a third lane"));
        assert_eq!(metadata.outlet.as_deref(), Some("The Quay Courier"));
        assert_eq!(metadata.published_at.unwrap().to_rfc3339(), "2031-04-02T00:00:00+00:00");
        assert_eq!(metadata.captured_at.unwrap().to_rfc3339(), "2031-04-02T08:00:00+00:00");
        assert_eq!(metadata.speaker.as_deref(), Some("Mayor Ada Holt"));
        assert_eq!(metadata.byline, None);
        assert_eq!(body, "\n  The bridge opens.\n");
        assert!(warnings.is_empty());
    }

    #[test]
    fn warns_of_keys_that_it_does_not_know() {
        let (_, body, warnings) = read("---\nheadline: A\nmayor: Ada Holt\nheadline: B\n---\nText.");
        assert_eq!(body, "Text.");
        assert_eq!(
            warnings,
            [
                "a.txt, line 3: unknown key \"mayor\" in the front matter; it is not used",
                "a.txt, line 4: a second headline in the front matter; the first counts"
            ]
        );
    }

    #[test]
    fn leaves_alone_what_is_no_front_matter() {
        for text in [
            "Text.",
            "--- \nText with a rule above it.",
            "---\nA sentence here.\n\n---\nMore.",
            "----\na: b\n----\n",
            "",
            "---",
        ] {
            let (metadata, body, _) = read(text);
            assert_eq!((metadata, body), (Metadata::default(), text));
        }
        assert_eq!(read("---\nA sentence here.\n---\nMore.").2.len(), 1);
        assert_eq!(read("---\n---\nText.").1, "Text.");
    }

    #[test]
    fn names_the_line_that_is_wrong() {
        let error = |text| split("a.txt", text, &mut Vec::new()).unwrap_err().to_string();
        assert_eq!(
            error("---\nheadline: A\n\npublished: last Tuesday\n---\nText."),
            "a.txt, line 4: published is \"last Tuesday\", which is not a time"
        );
        assert_eq!(
            error("---\nheadline: A\nno key here\n---\nText."),
            "a.txt, line 3: \"no key here\" stands in the front matter and is not \"key: value\""
        );
    }
}
