//! Numbers and places in letters.

/// The number words up to nineteen, each at its value.
pub(crate) const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
/// The tens from twenty.
pub(crate) const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Returns the number that a word stands for, up to the tens.
pub(crate) fn numeral(word: &str) -> Option<f64> {
    let place = |words: &[&str], word: &str| words.iter().position(|entry| *entry == word);
    let small = |word: &str| place(&UNITS, word).map(|nth| nth as f64);
    let tens = |word: &str| place(&TENS, word).map(|nth| 10.0 * (nth + 2) as f64);
    match word.split_once('-') {
        Some((ten, one)) => Some(tens(ten)? + small(one)?),
        None => small(word).or_else(|| tens(word)),
    }
}

/// Returns the place that a word names, in digits or letters, and what follows it in the same word: 20 and "-century"
/// of "20th-century" and of "twentieth-century".
pub(crate) fn ordinal(word: &str) -> Option<(u64, &str)> {
    let ends = std::iter::once(word.len()).chain(word.rmatch_indices('-').map(|(at, _)| at));
    ends.map(|end| word.split_at(end)).find_map(|(place, rest)| Some((place_of(place)?, rest)))
}

/// Returns whether a folded word in letters names a place, or a part of that name ("first", "twentieth", "hundredth").
pub(crate) fn is_ordinal(word: &str) -> bool {
    let digits = word.starts_with(|c: char| c.is_ascii_digit());
    !digits && place_of(word).is_some() || matches!(word, "hundredth" | "thousandth" | "millionth")
}

fn place_of(word: &str) -> Option<u64> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)?.parse().ok());
    }
    let (ten, last) = word.rsplit_once('-').map_or(("", word), |(ten, last)| (ten, last));
    let cardinal = match last {
        "first" => "one".to_owned(),
        "second" => "two".to_owned(),
        "third" => "three".to_owned(),
        "fifth" => "five".to_owned(),
        "eighth" => "eight".to_owned(),
        "ninth" => "nine".to_owned(),
        "twelfth" => "twelve".to_owned(),
        _ => match last.strip_suffix("ieth") {
            Some(ten) => format!("{ten}y"),
            None => last.strip_suffix("th")?.to_owned(),
        },
    };
    numeral(&if ten.is_empty() { cardinal } else { format!("{ten}-{cardinal}") }).map(|value| value as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_letters_have_a_value() {
        for (word, expected) in [("seven", Some(7.0)), ("forty", Some(40.0)), ("forty-two", Some(42.0)), ("many", None)]
        {
            assert_eq!(numeral(word), expected, "{word}");
        }
    }

    #[test]
    fn ordinals_are_told_from_words() {
        assert!(["first", "tenth", "fortieth", "twenty-first", "hundredth"].into_iter().all(is_ordinal));
        assert!(!["month", "both", "1st", "one", "truth", ""].into_iter().any(is_ordinal));
    }

    #[test]
    fn places_are_read_in_digits_and_letters() {
        for (word, expected) in [
            ("20th-century", Some((20, "-century"))),
            ("twentieth-century", Some((20, "-century"))),
            ("twenty-first", Some((21, ""))),
            ("ninth", Some((9, ""))),
            ("north", None),
            ("month", None),
        ] {
            assert_eq!(ordinal(word), expected, "{word}");
        }
    }
}
