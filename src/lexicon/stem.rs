//! What the forms of a word have in common.
//!
//! It looks at letters alone and knows no meaning: "talk" and "talks" are one, "talk" and "speak" are not, and "found"
//! is a form of "find" wherever it stands. The fast model has a stemmer of its own, which it was trained with.

use std::sync::LazyLock;

use super::list::{WordMap, entries};

/// Irregular form → base form.
static IRREGULAR: LazyLock<WordMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut forms = WordMap::default();
    for line in entries(include_str!("lists/irregular.txt")) {
        let mut words = line.split_whitespace();
        let Some(base) = words.next() else { continue };
        for form in words {
            forms.entry(form).or_insert(base);
        }
    }
    forms
});

/// Returns the form of a folded word that stands in dictionaries, as far as rules can tell.
pub(crate) fn base(word: &str) -> String {
    if let Some(base) = IRREGULAR.get(word) {
        return (*base).to_owned();
    }
    if word.len() < 4 {
        return word.to_owned();
    }
    if let Some(rest) = longer(word, "ies", 2).or_else(|| longer(word, "ied", 2)) {
        return format!("{rest}y");
    }
    if ["sses", "shes", "ches", "xes", "zes"].iter().any(|ending| longer(word, ending, 1).is_some()) {
        return word[..word.len() - "es".len()].to_owned();
    }
    if let Some(rest) = longer(word, "d", 3).filter(|rest| rest.ends_with("ee")) {
        return rest.to_owned();
    }
    let singular = longer(word, "s", 3).filter(|rest| !rest.ends_with(['s', 'u', 'i']) && !is_number(rest));
    // "meetings" is "meeting", and that "meet".
    let word = singular.unwrap_or(word);
    let endings = if singular.is_some() { &["ing"][..] } else { &["ing", "ed"] };
    let cut = endings.iter().find_map(|ending| longer(word, ending, 3));
    cut.filter(|rest| rest.contains(['a', 'e', 'i', 'o', 'u', 'y'])).map_or_else(|| word.to_owned(), undoubled)
}

/// Returns the folded word without an ending, where at least so many bytes stand before it.
fn longer<'w>(word: &'w str, ending: &str, least: usize) -> Option<&'w str> {
    word.strip_suffix(ending).filter(|rest| rest.len() >= least)
}

/// "1980s" is no plural of a year.
fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Takes back the letter that an ending doubles: "stopp" is "stop", but "call" is "call".
fn undoubled(rest: &str) -> String {
    let mut letters = rest.chars().rev();
    let (last, before) = (letters.next(), letters.next());
    let doubled = last == before && last.is_some_and(|c| c.is_ascii_lowercase() && !"lszeo".contains(c));
    if doubled && rest.len() > 3 { rest[..rest.len() - 1].to_owned() } else { rest.to_owned() }
}

/// Returns what the forms of a folded word have in common: "sign", "signs", "signed" and "signing" have one stem.
pub(crate) fn stem(word: &str) -> String {
    let mut stem = base(word);
    if stem.len() > 3 && stem.ends_with('e') {
        stem.pop();
    }
    if stem.len() > 3 && stem.ends_with("ll") {
        stem.pop();
    }
    stem
}

/// Lists what the words that have this stem begin with, sorted.
pub(crate) fn beginnings(of: &str) -> Vec<String> {
    // "policies" has the stem "policy".
    let short = of.strip_suffix('y').filter(|short| short.len() >= 2).unwrap_or(of);
    let forms = IRREGULAR.iter().filter(|(form, base)| stem(base) == of && !form.starts_with(short));
    let mut beginnings: Vec<String> = forms.map(|(form, _)| (*form).to_owned()).collect();
    beginnings.push(short.to_owned());
    beginnings.sort();
    beginnings
}

/// Lists the forms of a folded word, itself among them, sorted: "ferry", "ferries".
pub(crate) fn forms(word: &str) -> Vec<String> {
    let (of, base) = (stem(word), base(word));
    // "closing" is of "close", as far as its letters tell, or of "clos".
    let cut = ["ing", "ed"].iter().any(|ending| word.strip_suffix(ending) == Some(&base));
    let bases = [Some(base.clone()), cut.then(|| format!("{base}e"))];
    let irregular = IRREGULAR.iter().filter(|(_, base)| stem(base) == of).map(|(form, _)| (*form).to_owned());
    let mut forms: Vec<String> = bases.iter().flatten().flat_map(|base| inflected(base)).chain(irregular).collect();
    forms.extend(bases.into_iter().flatten());
    forms.retain(|form| stem(form) == of);
    forms.push(word.to_owned());
    forms.sort();
    forms.dedup();
    forms
}

/// Lists the forms that a word has as a noun and as a verb, by the rules of spelling.
fn inflected(base: &str) -> Vec<String> {
    let is_vowel = |c: char| "aeiou".contains(c);
    let mut letters = base.chars().rev();
    let (last, before) = (letters.next().unwrap_or_default(), letters.next().unwrap_or_default());
    let with = |root: &str, endings: &[&str]| -> Vec<String> {
        endings.iter().map(|ending| format!("{root}{ending}")).collect()
    };
    let hisses = ["s", "x", "z", "sh", "ch"].iter().any(|ending| base.ends_with(ending));
    let mut forms = match base.strip_suffix(['e', 'y']) {
        Some(rest) if last == 'e' => [with(base, &["s", "d"]), with(rest, &["ing", "ings"])].concat(),
        Some(rest) if !is_vowel(before) => [with(rest, &["ies", "ied"]), with(base, &["ing", "ings"])].concat(),
        _ => with(base, &[if hisses { "es" } else { "s" }, "ed", "ing", "ings"]),
    };
    if is_vowel(before) && !is_vowel(last) && !"wxy".contains(last) {
        forms.extend(with(&format!("{base}{last}"), &["ed", "ing", "ings"]));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for group in [
            &["sign", "signs", "signed", "signing"][..],
            &["make", "makes", "made", "making"],
            &["stop", "stopped", "stopping"],
            &["try", "tries", "tried", "trying"],
            &["travel", "travelled", "traveled", "travelling"],
            &["close", "closes", "closed", "closing"],
            &["say", "says", "said", "saying"],
            &["witness", "witnesses"],
            &["agree", "agrees", "agreed", "agreeing"],
            &["meet", "meets", "met", "meeting", "meetings"],
            &["policy", "policies"],
            &["leave", "leaves", "left", "leaving"],
            &["tax", "taxes", "taxed"],
            &["call", "calls", "called"],
            &["café", "cafés"],
        ] {
            for word in group {
                assert_eq!(stem(word), stem(group[0]), "{word}");
            }
        }
    }

    #[test]
    fn other_words_keep_theirs() {
        for (one, other) in [("signal", "sign"), ("news", "newer"), ("1980s", "1980"), ("spring", "spr"), ("bus", "bu")]
        {
            assert_ne!(stem(one), stem(other), "{one} {other}");
        }
        assert_eq!(stem("éé"), "éé");
    }

    #[test]
    fn the_forms_of_a_word_are_listed() {
        for (word, some) in [
            ("ferries", &["ferry", "ferries", "ferried"][..]),
            ("closing", &["close", "closes", "closed", "closing"]),
            ("stopped", &["stop", "stops", "stopping"]),
            ("met", &["meet", "meets", "met", "meeting", "meetings"]),
            ("taxes", &["tax", "taxed"]),
        ] {
            let all = forms(word);
            assert!(some.iter().all(|form| all.iter().any(|one| one == form)), "{word}: {all:?}");
            assert!(all.iter().all(|form| stem(form) == stem(word)), "{word}: {all:?}");
        }
        assert_eq!(forms("ferry"), ["ferried", "ferries", "ferry", "ferrying", "ferryings"]);
        assert!(!forms("planned").contains(&"plane".to_owned()));
    }

    #[test]
    fn every_form_begins_as_its_stem_is_listed() {
        for word in ["policies", "tries", "met", "meetings", "called", "rose", "raising"] {
            assert!(beginnings(&stem(word)).iter().any(|start| word.starts_with(start)), "{word}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_word_has_a_stem(word in "\\PC{0,6}(ies|ied|ees|eed|ss|ses|xes|ing|ings|ed|s|e|ll)?") {
            proptest::prop_assert!(word.is_empty() || !stem(&word).is_empty());
        }
    }
}
