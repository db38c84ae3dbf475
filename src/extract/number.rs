//! Numerals: digits and number words, with their scale, as exact values.
//!
//! It reads what a number is, never what it counts or whether it is a figure at all.

mod part;

use crate::lexicon::{TENS, UNITS};

use super::words::{Shape, Word};
use part::{and_a_part, part_of_scale};

pub(super) use part::{fraction, part_before_percent};

/// A decimal number without rounding: `mantissa` × 10^`exponent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    pub mantissa: u128,
    pub exponent: i32,
}

impl Decimal {
    fn whole(value: u64) -> Self {
        Self { mantissa: value.into(), exponent: 0 }
    }

    /// Reads "1,500.25" and "2,50,000"; `None` for anything but digits, groups of digits and one decimal point.
    fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let mut groups = whole.split(',');
        let first = groups.next()?;
        let rest: Vec<&str> = groups.collect();
        let grouped = match rest.split_last() {
            None => true,
            // In thousands, or as in India in hundreds above the first thousand.
            Some((last, inner)) => {
                last.len() == 3
                    && [3, 2].iter().any(|&size| first.len() <= size && inner.iter().all(|group| group.len() == size))
            }
        };
        let digits: String = [first, &rest.concat(), part].concat();
        if !grouped || digits.len() > 30 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Some(Self { mantissa: digits.parse().ok()?, exponent: -i32::try_from(part.len()).ok()? })
    }

    fn times(self, factor: u64) -> Option<Self> {
        Some(Self { mantissa: self.mantissa.checked_mul(factor.into())?, exponent: self.exponent })
    }

    /// Adds a number of hundredths to a whole number.
    fn plus_hundredths(self, hundredths: u8) -> Option<Self> {
        let mantissa = self.mantissa.checked_mul(100)?.checked_add(hundredths.into())?;
        (self.exponent == 0).then_some(Self { mantissa, exponent: -2 })
    }

    /// Returns the nearest double; exact for every whole number below 2^53.
    pub fn value(self) -> f64 {
        // The text form is read with correct rounding, which a product of doubles is not. It always reads: digits, e,
        // digits.
        format!("{}e{}", self.mantissa, self.exponent).parse().unwrap_or(f64::NAN)
    }
}

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    Digits,
    Words,
}

/// A numeral: `words[start..end]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    pub start: usize,
    pub end: usize,
    pub value: Decimal,
    pub writing: Writing,
    /// The scale at its end ("1.5 million": 1000000), 1 where there is none.
    pub scale: u64,
}

impl Numeral {
    /// Puts the scale of another numeral to this one: "3" of "3 to 4 million".
    pub fn scaled_by(self, scale: u64) -> Self {
        match self.value.times(scale) {
            Some(value) => Self { value, scale, ..self },
            None => self,
        }
    }
}

/// Returns the value of a number word below a hundred.
pub(super) fn small(word: &str) -> Option<u64> {
    let index = |list: &[&str]| list.iter().position(|entry| *entry == word).map(|index| index as u64);
    index(&UNITS).or_else(|| index(&TENS).map(|index| 10 * (index + 2)))
}

/// Returns the factor of a scale word.
pub(super) fn scale(word: &str) -> Option<u64> {
    Some(match word {
        "dozen" => 12,
        "hundred" => 100,
        "thousand" => 1_000,
        "lakh" | "lakhs" => 100_000,
        "million" | "mn" => 1_000_000,
        "crore" | "crores" => 10_000_000,
        "billion" | "bn" => 1_000_000_000,
        "trillion" | "tn" | "trn" => 1_000_000_000_000,
        _ => return None,
    })
}

/// Reads the numeral that starts at `at`. `money` says that a currency stands before it, so that "m" is a million.
pub(super) fn numeral(words: &[Word], at: usize, money: bool) -> Option<Numeral> {
    let first = words.get(at)?;
    match first.shape {
        Shape::Digits => digits(words, at, money),
        Shape::Letters => in_words(words, at),
        _ => None,
    }
}

fn digits(words: &[Word], at: usize, money: bool) -> Option<Numeral> {
    let mut end = at + groups(words, at);
    let text: String = words[at..end].iter().map(|word| word.text).collect();
    let mut value = Decimal::parse(&text)?;
    let sign = words.get(end).filter(|word| word.glued).and_then(|word| match word.text {
        "\u{bc}" => Some(25),
        "\u{bd}" => Some(50),
        "\u{be}" => Some(75),
        _ => None,
    });
    if let Some(hundredths) = sign {
        value = value.plus_hundredths(hundredths)?;
        end += 1;
    } else if let Some((after, hundredths)) = and_a_part(words, end).filter(|_| value.exponent == 0) {
        value = value.plus_hundredths(hundredths)?;
        end = after;
    }
    let mut numeral = Numeral { start: at, end, value, writing: Writing::Digits, scale: 1 };
    if let Some(next) = words.get(end).filter(|word| word.is_letters()) {
        let factor = match next.lower.as_ref() {
            "k" if next.glued => Some(1_000),
            "mm" if money => Some(1_000_000),
            "cr" if money => Some(10_000_000),
            "m" if money || next.glued && is_million(words, end) => Some(1_000_000),
            "b" if money && next.glued => Some(1_000_000_000),
            "t" if money && next.glued => Some(1_000_000_000_000),
            _ => None,
        };
        if let Some(factor) = factor {
            return Some(Numeral { end: end + 1, ..numeral.scaled_by(factor) });
        }
    }
    take_scales(words, &mut numeral)?;
    Some(numeral)
}

/// Counts the words of digits that a space parts into thousands: three in "1 000 000", one where no group follows.
fn groups(words: &[Word], at: usize) -> usize {
    let plain = |word: &Word| word.text.bytes().all(|byte| byte.is_ascii_digit());
    // One space, of those that part thousands the widest in bytes.
    let next = |at: usize| {
        let gap = words.get(at)?.span.start - words[at - 1].span.end;
        (words[at].is_digits() && (1..='\u{202f}'.len_utf8()).contains(&gap)).then_some(&words[at])
    };
    let first = &words[at];
    if !plain(first) || first.text.len() > 3 || first.text.starts_with('0') {
        return 1;
    }
    let mut end = at + 1;
    while let Some(word) = next(end) {
        let (whole, part) = word.text.split_once('.').unwrap_or((word.text, ""));
        let thousands = whole.len() == 3 && whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit());
        // "212 555 0199" is no amount.
        if !thousands || !plain(&words[end - 1]) {
            return 1;
        }
        end += 1;
    }
    if is_airliner(words, end - 1) { 1 } else { end - at }
}

/// Returns whether the digits at `at` name a Boeing: "400 737 Max jets".
fn is_airliner(words: &[Word], at: usize) -> bool {
    let model = words[at].text.len() == 3 && words[at].text.starts_with('7') && words[at].text.ends_with('7');
    model
        && words.get(at + 1).is_some_and(|word| {
            word.is(&["aircraft", "airliners", "dreamliner", "dreamliners", "jets", "max", "planes"])
        })
}

/// Returns whether the "m" at `at`, straight after digits, is a million rather than metres: what follows is counted,
/// and is no dimension.
fn is_million(words: &[Word], at: usize) -> bool {
    const METRES: [&str; 26] = [
        "long",
        "high",
        "wide",
        "tall",
        "deep",
        "thick",
        "away",
        "above",
        "below",
        "apart",
        "down",
        "race",
        "sprint",
        "final",
        "finals",
        "hurdles",
        "freestyle",
        "butterfly",
        "backstroke",
        "breaststroke",
        "relay",
        "medley",
        "record",
        "champion",
        "heats",
        "tower",
    ];
    match words.get(at + 1) {
        Some(next) if next.is_letters() => {
            // "a 5m wall" is as high as that; "a 5m people" is not said.
            let article = at.checked_sub(2).is_some_and(|before| words[before].is(&["a", "an", "the"]));
            !next.is(&METRES) && !next.is(&["x", "by", "from"]) && (!article || next.lower.ends_with('s'))
        }
        Some(next) => !(next.is_hyphen() && next.glued),
        None => true,
    }
}

/// Multiplies in "million", "hundred thousand", "-million".
fn take_scales(words: &[Word], numeral: &mut Numeral) -> Option<()> {
    loop {
        let hyphen = words.get(numeral.end).is_some_and(|word| word.is_hyphen() && word.glued);
        let at = numeral.end + usize::from(hyphen);
        let Some(word) = words.get(at).filter(|word| word.is_letters() && (!hyphen || word.glued)) else {
            return Some(());
        };
        let Some(factor) = scale(&word.lower) else { return Some(()) };
        numeral.value = numeral.value.times(factor)?;
        numeral.scale = numeral.scale.saturating_mul(factor);
        numeral.end = at + 1;
    }
}

/// Skips a hyphen that joins two words.
fn past_hyphen(words: &[Word], at: usize) -> usize {
    let joined = words.get(at).is_some_and(|word| word.is_hyphen() && word.glued)
        && words.get(at + 1).is_some_and(|word| word.glued && word.is_letters());
    if joined { at + 1 } else { at }
}

fn in_words(words: &[Word], at: usize) -> Option<Numeral> {
    let word = |i: usize| words.get(i).filter(|word| word.is_letters()).map(|word| word.lower.as_ref());
    let first = word(at)?;
    let make =
        |end: usize, value: Decimal, scale: u64| Numeral { start: at, end, value, writing: Writing::Words, scale };
    if let Some((end, value, factor)) = part_of_scale(words, at) {
        return Some(make(end, value, factor));
    }
    // "a dozen", "a hundred thousand", "a million"
    if matches!(first, "a" | "an") || first == "dozen" {
        let noun = if first == "dozen" { at } else { at + 1 };
        let factor = word(noun).and_then(scale)?;
        let mut numeral = make(noun + 1, Decimal::whole(factor), factor);
        take_tail(words, &mut numeral);
        take_scales(words, &mut numeral)?;
        return Some(numeral);
    }
    let (mut end, mut group) = below_hundred(words, at)?;
    // "two and a half million", "two-and-a-half"
    if let Some((after, hundredths)) = and_a_part(words, end) {
        let mut numeral = make(after, Decimal::whole(group).plus_hundredths(hundredths)?, 1);
        take_scales(words, &mut numeral)?;
        return Some(numeral);
    }
    let mut total = 0u64;
    let mut last_scale = 1;
    loop {
        let at = past_hyphen(words, end);
        let Some(factor) = word(at).and_then(scale) else { break };
        end = at + 1;
        last_scale = factor;
        if factor == 100 || factor == 12 {
            group = group.checked_mul(factor)?;
        } else {
            total = total.checked_add(group.max(1).checked_mul(factor)?)?;
            group = 0;
        }
        // "one hundred and five", "two thousand three hundred"
        let next = if word(end) == Some("and") { end + 1 } else { end };
        if let Some((after, more)) = below_hundred(words, next).filter(|&(after, more)| {
            let next_scale = word(past_hyphen(words, after)).and_then(scale).unwrap_or(1);
            more > 0
                && factor >= 100
                && (factor > 100 && next_scale < factor || factor == 100 && more < 100 && next_scale != 100)
        }) && (next == end || more_is_tail(words, after))
        {
            group += more;
            end = after;
            last_scale = 1;
        }
    }
    Some(make(end, Decimal::whole(total.checked_add(group)?), last_scale))
}

/// Returns whether the number that ends at `after` may end a numeral after "and": "two hundred and five people", not
/// "two hundred and five million".
fn more_is_tail(words: &[Word], after: usize) -> bool {
    words.get(past_hyphen(words, after)).and_then(|word| scale(&word.lower)).is_none_or(|factor| factor <= 1_000)
}

/// Adds "and five" to "a hundred".
fn take_tail(words: &[Word], numeral: &mut Numeral) {
    if numeral.scale != 100 || words.get(numeral.end).is_none_or(|word| word.lower != "and") {
        return;
    }
    if let Some((end, more)) = below_hundred(words, numeral.end + 1) {
        numeral.end = end;
        numeral.value = Decimal::whole(100 + more);
        numeral.scale = 1;
    }
}

/// Reads "twelve", "twenty-one", "twenty one".
fn below_hundred(words: &[Word], at: usize) -> Option<(usize, u64)> {
    let first = words.get(at).filter(|word| word.is_letters())?;
    let value = small(&first.lower)?;
    if value >= 20 {
        let next = past_hyphen(words, at + 1);
        if let Some(unit) = words.get(next).and_then(|word| small(&word.lower)).filter(|unit| (1..10).contains(unit)) {
            return Some((next + 1, value + unit));
        }
    }
    Some((at + 1, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::words::words;
    use crate::text::parse;

    #[track_caller]
    fn check(text: &str, expected: &[f64]) {
        let document = parse(text);
        let words = words(&document, 0..document.tokens.len());
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match numeral(&words, at, at > 0 && words[at - 1].text == "$") {
                Some(numeral) => {
                    found.push(numeral.value.value());
                    at = numeral.end;
                }
                None => at += 1,
            }
        }
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn reads_digits_and_words() {
        check("12", &[12.0]);
        check("4,300 and 1.5 million", &[4300.0, 1_500_000.0]);
        check("1.1 million, 2.3 bn", &[1_100_000.0, 2_300_000_000.0]);
        check("$1.5m, $3bn, 200k", &[1_500_000.0, 3_000_000_000.0, 200_000.0]);
        check("twenty-one ships", &[21.0]);
        check("one hundred and five", &[105.0]);
        check("two thousand three hundred and forty-one", &[2341.0]);
        check("two hundred thousand", &[200_000.0]);
        check("a dozen, two dozen, half a dozen", &[12.0, 24.0, 6.0]);
        check("half a million, a million, a hundred and ten", &[500_000.0, 1_000_000.0, 110.0]);
        check("two and a half million", &[2_500_000.0]);
        check("two and a half thousand, 2 and a half thousand, 2\u{bd}m", &[2_500.0, 2_500.0, 2_500_000.0]);
        check("three-and-a-quarter, six and three quarters, 5\u{be}", &[3.25, 6.75, 5.75]);
        check("a quarter of a million, three-quarters of a billion", &[250_000.0, 750_000_000.0]);
        check("a third of a million, two-thirds of a billion", &[1e6 / 3.0, 2e9 / 3.0]);
        check("half a thousand, half-a-million, a half-million, a quarter million", &[500.0, 5e5, 5e5, 250_000.0]);
        check("half of one million, a tenth of a trillion", &[500_000.0, 100_000_000_000.0]);
        check("2 lakh, five lakhs, 3.5 crore, two crores, 2 lakh crore", &[2e5, 5e5, 3.5e7, 2e7, 2e12]);
        check("one crore twenty lakh, two lakh fifty thousand", &[12_000_000.0, 250_000.0]);
        check("$1MM, $2.5mm, $40cr", &[1e6, 2.5e6, 4e8]);
        check("five hundred and two million", &[500.0, 2_000_000.0]);
        check("a 5m wall 5m high, 5m doses", &[5.0, 5.0, 5_000_000.0]);
        check("0.1 and 19.99", &[0.1, 19.99]);
    }

    #[test]
    fn leaves_odd_digits_alone() {
        check("14:05, 24/7, 1.2.3, 12,34", &[]);
        check("dozens, hundreds, halfway", &[]);
        check("a quarter of the way, half a mile, half a week, a third of those, a quarter of millions", &[]);
        check("a third million, the first quarter million", &[]);
        check("two and a half-dozen", &[2.0, 6.0]);
    }

    #[test]
    fn spaces_and_commas_part_groups_of_digits() {
        check("1 000 and 12\u{a0}500 and 1\u{202f}250\u{202f}000", &[1_000.0, 12_500.0, 1_250_000.0]);
        check("3\u{2009}000.5 and 7 500 million", &[3_000.5, 7_500_000_000.0]);
        check("2,50,000 and 1,00,00,000 and 12,34,567.5", &[250_000.0, 10_000_000.0, 1_234_567.5]);
        check("2,50,00 and 250,00,000 and 1,23,4567", &[]);
        check("2024 300, 10 50, 1000 000, 0 500", &[2024.0, 300.0, 10.0, 50.0, 1000.0, 0.0, 0.0, 500.0]);
        check("212 555 0199, 1.5 300", &[212.0, 555.0, 199.0, 1.5, 300.0]);
        check("400 737 Max jets, 30 787 Dreamliners, 4 737 homes", &[400.0, 737.0, 30.0, 787.0, 4_737.0]);
        check("4  \u{202f} 500, 4, 500, 4 500,000", &[4.0, 500.0, 4.0, 500.0, 4.0, 500_000.0]);
    }
}
