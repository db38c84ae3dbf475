//! Parts of a whole, of a scale and of a percent: "a third of", "a quarter of a million", "half a percent", "one in
//! five".

use super::{Decimal, numeral, past_hyphen, scale, small};
use crate::extract::words::Word;

/// Reads "and a half", "-and-a-quarter", "and three quarters": where it ends, and the hundredths.
pub(super) fn and_a_part(words: &[Word], at: usize) -> Option<(usize, u8)> {
    let and = past_hyphen(words, at);
    words.get(and).filter(|word| word.lower == "and")?;
    let part = part(words, past_hyphen(words, and + 1))?;
    let hundredths = match (part.number, part.of) {
        (1, 2) => 50,
        (1, 4) => 25,
        (3, 4) => 75,
        _ => return None,
    };
    // "two and a half-dozen", "three and a quarter of a million": two numbers.
    let goes_on = words.get(part.end).is_some_and(|word| word.is_hyphen() && word.glued || word.lower == "of");
    let first = words[past_hyphen(words, and + 1)].lower.as_ref();
    (!goes_on && (part.number > 1 || matches!(first, "a" | "one"))).then_some((part.end, hundredths))
}

/// The words of a part: "a third", "two-thirds", "half", "three quarters".
#[derive(Clone, Copy, Debug)]
struct Part {
    end: usize,
    number: u64,
    /// Into how many parts the whole is cut.
    of: u64,
}

fn part(words: &[Word], at: usize) -> Option<Part> {
    let word = |i: usize| words.get(i).filter(|word| word.is_letters()).map(|word| word.lower.as_ref());
    let first = word(at)?;
    if first == "half" {
        return Some(Part { end: at + 1, number: 1, of: 2 });
    }
    let number = if matches!(first, "a" | "an") { 1 } else { small(first)? };
    let noun = past_hyphen(words, at + 1);
    let (of, plural) = match word(noun)? {
        "half" => (2, false),
        "third" => (3, false),
        "thirds" => (3, true),
        "quarter" => (4, false),
        "quarters" => (4, true),
        "fifth" => (5, false),
        "fifths" => (5, true),
        "sixth" => (6, false),
        "sixths" => (6, true),
        "eighth" => (8, false),
        "eighths" => (8, true),
        "tenth" => (10, false),
        "tenths" => (10, true),
        _ => return None,
    };
    ((1..of).contains(&number) && plural == (number > 1)).then_some(Part { end: noun + 1, number, of })
}

/// Reads a part of a scale: "half a million", "half a dozen", "a quarter of a million", "a half-million".
///
/// Returns where it ends, its value and the scale.
pub(super) fn part_of_scale(words: &[Word], at: usize) -> Option<(usize, Decimal, u64)> {
    let word = |i: usize| words.get(i).filter(|word| word.is_letters()).map(|word| word.lower.as_ref());
    let part = part(words, at)?;
    let half = words[at].lower == "half";
    let mut end = past_hyphen(words, part.end);
    let of = word(end) == Some("of");
    end += usize::from(of);
    let article = word(end).is_some_and(|word| matches!(word, "a" | "an" | "one"));
    // Without "of", "a third" is an ordinal, and only halves take an article: "half a million", "a quarter million".
    if of && !article || !of && (article && !half || !article && !matches!(part.of, 2 | 4)) {
        return None;
    }
    end = past_hyphen(words, end + usize::from(article));
    let factor = word(end).and_then(scale).filter(|factor| part.of == 2 || *factor >= 1_000)?;
    // Twelve decimals are more than a double shows of a third of a thousand, which has no last one.
    let mantissa = u128::from(factor) * u128::from(part.number) * 10u128.pow(12) / u128::from(part.of);
    Some((end + 1, Decimal { mantissa, exponent: -12 }, factor))
}

/// Reads the part in a part of a percent: "half" in "half a percent", "a third" in "a third of a percent", "a quarter"
/// in "a quarter percentage point".
///
/// Returns where it ends, its value, and where the percent must start.
pub(in crate::extract) fn part_before_percent(words: &[Word], at: usize) -> Option<(usize, f64, usize)> {
    let part = part(words, at)?;
    let half = words[at].lower == "half";
    let of = words.get(part.end).is_some_and(|word| word.lower == "of");
    let article = part.end + usize::from(of);
    let one = words.get(article).is_some_and(|word| word.is(&["a", "one", "1"]) && (of || half));
    let joined = words.get(part.end).is_some_and(|word| word.is_hyphen() && word.glued);
    // "the second half percent" and "a third percent" count nothing.
    let named = of || one || joined || !half && matches!(part.of, 2 | 4);
    named.then_some((part.end, part.number as f64 / part.of as f64, article + usize::from(one)))
}

/// A part of a whole: "a third of", "two-thirds", "one in five", "three quarters".
///
/// Returns where it ends and its value. "third" by itself is an ordinal, so "a third" must go on with "of".
pub(in crate::extract) fn fraction(words: &[Word], at: usize) -> Option<(usize, f64)> {
    if part_of_scale(words, at).is_some() {
        return None;
    }
    if let Some(found) = one_in(words, at) {
        return Some(found);
    }
    let part = part(words, at)?;
    let next = words.get(part.end).filter(|word| word.is_letters()).map(|word| word.lower.as_ref());
    let counts = match words[at].lower.as_ref() {
        "half" => matches!(next, Some("of" | "the")),
        "a" | "an" if part.of == 2 => false,
        _ => part.number > 1 || next == Some("of"),
    };
    counts.then_some((part.end, part.number as f64 / part.of as f64))
}

/// Reads "one in five", "1 in 4,000".
fn one_in(words: &[Word], at: usize) -> Option<(usize, f64)> {
    let one = words[at].is(&["one", "1"]);
    let whole = words.get(at + 2).filter(|word| one && words[at + 1].lower == "in" && !word.is(&["a", "an"]))?;
    let numeral = numeral(words, at + 2, false)?;
    // "one in 2019" says when, "1 in three days" how fast.
    let year = whole.is_digits() && whole.text.len() == 4 && (1_900.0..2_100.0).contains(&numeral.value.value());
    let time = words.get(numeral.end).is_some_and(|word| {
        word.is(&["seconds", "minutes", "hours", "days", "weeks", "months", "years", "decades", "%", "percent"])
    });
    let value = numeral.value.value();
    (numeral.value.exponent == 0 && value > 1.0 && !year && !(time && whole.is_digits()))
        .then_some((numeral.end, 1.0 / value))
}
