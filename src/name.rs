//! Names made comparable: for looking speakers up, and for saying whose name is whose.
//!
//! A key is compared and never shown.

use unicode_normalization::UnicodeNormalization;

use crate::claim::SpeakerKind;
use crate::lexicon::{self, is_invisible, is_name_suffix};

/// Makes a name comparable: no case, no diacritics, no punctuation at the edges of words, one space between them.
pub fn name_key(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Writes a name in small letters without diacritics.
fn fold(name: &str) -> String {
    // Most names are, and a list of all speakers has very many.
    if name.is_ascii() {
        return name.to_ascii_lowercase().replace('`', "'");
    }
    let plain: String =
        name.nfkd().filter(|&c| !is_diacritic(c) && !is_invisible(c)).flat_map(char::to_lowercase).collect();
    let mut folded = String::with_capacity(plain.len());
    for c in plain.nfkd().filter(|&c| !is_diacritic(c)) {
        match letter(c) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(c),
        }
    }
    folded
}

/// Returns the key of the family name in `name`: its last word, where that is a name and not a description ("the
/// minister").
pub fn surname_key(name: &str, kind: SpeakerKind) -> Option<String> {
    if !matches!(kind, SpeakerKind::Person | SpeakerKind::Unknown) {
        return None;
    }
    let words = name.split_whitespace().map(|word| (word, name_key(word))).filter(|(_, key)| !key.is_empty());
    let words: Vec<_> = words.collect();
    let last = words.iter().rposition(|(_, key)| !is_name_suffix(key))?;
    let (word, key) = &words[last];
    // Scripts without case have no lower-case letters, and so pass.
    let first = word.chars().find(|c| c.is_alphanumeric())?;
    (!first.is_lowercase()).then(|| key.clone())
}

/// Splits a name into words without case and accents.
pub fn name_words(name: &str) -> Vec<String> {
    let key = name_key(name);
    key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Returns whether a name is the initials of another: "NHB" of "the National Harbour Board".
pub fn is_short_for(short: &str, full: &str) -> bool {
    if !short.chars().all(char::is_uppercase) {
        return false;
    }
    let words = name_words(full);
    let words: Vec<&String> = words.iter().skip_while(|word| *word == "the").collect();
    let initials = |words: &[&String]| words.iter().filter_map(|word| word.chars().next()).collect::<String>();
    let telling: Vec<&String> = words.iter().filter(|word| !lexicon::FUNCTION_WORDS.has(word)).copied().collect();
    let key = name_key(short);
    let is_one = |initials: &str| initials.chars().count() > 2 && key == initials;
    is_one(&initials(&telling)) || is_one(&initials(&words))
}

/// Returns whether two names may well be one person's: one holds all of the other's words, titles left out, or they
/// differ by an initial or in the spelling of a first name.
pub fn may_be_one(a: &str, b: &str) -> bool {
    let untitled = |name: &str| {
        let words = name_words(name);
        let titles = words.iter().take_while(|word| lexicon::is_title(word)).count();
        // "The minister" is called nothing else.
        if titles < words.len() { words[titles..].to_vec() } else { words }
    };
    let (a, b) = (untitled(a), untitled(b));
    let (long, short) = if a.len() >= b.len() { (&a, &b) } else { (&b, &a) };
    if short.iter().all(|word| long.contains(word)) {
        return true;
    }
    let (Some((surname, first)), Some((other, others_first))) = (short.split_last(), long.split_last()) else {
        return false;
    };
    let (Some(first), Some(others_first)) = (first.first(), others_first.first()) else { return false };
    // Only people have first names.
    if [first, others_first].iter().any(|word| matches!(word.as_str(), "the" | "a" | "an")) {
        return false;
    }
    let is_initial = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
    surname == other
        && (is_initial(first, others_first)
            || is_initial(others_first, first)
            || strsim::jaro_winkler(first, others_first) >= 0.93)
}

/// Returns whether a character is a diacritic of an alphabetic script. The vowel signs of other scripts are marks too,
/// but no decoration.
fn is_diacritic(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Spells letters out that carry their diacritic inside.
fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        '’' | '‘' | 'ʼ' | '`' | '´' => "'",
        '‐' | '‑' | '–' => "-",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: &str) {
        assert_eq!(name_key(name), expected);
    }

    #[test]
    fn names_lose_case_diacritics_and_edge_punctuation() {
        check("Jana Šimková", "jana simkova");
        check("  MR.  J. O’Hara, ", "mr j o'hara");
        check("Søren Wałek-Đurić", "soren walek-duric");
        check("YILDIRIM", "yildirim");
        check("Yıldırım", "yildirim");
        check("İpek", "ipek");
        check("Groß", "gross");
        check("“…”", "");
    }

    #[test]
    fn vowel_signs_of_other_scripts_stay() {
        assert_ne!(name_key("मीरा"), name_key("मारा"));
    }

    #[track_caller]
    fn check_surname(name: &str, kind: SpeakerKind, expected: Option<&str>) {
        assert_eq!(surname_key(name, kind).as_deref(), expected, "{name}");
    }

    #[test]
    fn surnames_are_names() {
        use SpeakerKind::*;
        check_surname("Ana Leeds", Person, Some("leeds"));
        check_surname("Walter Obi Jr.", Person, Some("obi"));
        check_surname("Obi", Person, Some("obi"));
        check_surname("the harbour minister", Person, None);
        check_surname("Ministry of Harbours", Organization, None);
        check_surname("a senior official", Anonymous, None);
        check_surname("", Person, None);
        check_surname("Jr.", Person, None);
    }

    #[test]
    fn initials_are_known() {
        assert!(is_short_for("NHB", "the National Harbour Board"));
        assert!(is_short_for("MOH", "Ministry of Old Harbours"));
        assert!(!is_short_for("NHB", "National Board"));
        assert!(!is_short_for("nhb", "National Harbour Board"));
        assert!(!is_short_for("", ""));
    }

    #[test]
    fn names_of_one_person_are_known() {
        let check = |a: &str, b: &str, expected: bool| assert_eq!(may_be_one(a, b), expected, "{a} / {b}");
        check("Mara Lindqvist", "Lindqvist", true);
        check("Mara Lindqvist", "Harbour Minister Mara Lindqvist", true);
        check("Mara Lindqvist", "Minister Lindqvist", true);
        check("M. Lindqvist", "Mara Lindqvist", true);
        check("Sergei Marsk", "Sergey Marsk", true);
        check("Zoë Årdal", "Zoe Ardal", true);
        check("Mara Lindqvist", "Tomas Lindqvist", false);
        check("Lindqvist", "Okafor", false);
        check("the Tarnish defence ministry", "the Osterby defence ministry", false);
        check("minister", "Mara Lindqvist", false);
    }
}
