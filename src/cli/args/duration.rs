//! Lengths of time as people write them in options: 90s, 15m, 2h, 1d.
//!
//! A bare number is refused, since nobody could say whether it is seconds or minutes.

use std::time::Duration;

/// Reads a length of time.
pub fn parse(text: &str) -> Result<Duration, String> {
    let wrong = || "write a number and a unit: 500ms, 90s, 15m, 2h or 1d".to_owned();
    let unit = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
    let number: u64 = text[..unit].parse().map_err(|_| wrong())?;
    let millis = match &text[unit..] {
        "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return Err(wrong()),
    };
    // More than a hundred years is a slip of the keyboard.
    number
        .checked_mul(millis)
        .filter(|millis| *millis < 36_500 * 86_400_000)
        .map(Duration::from_millis)
        .ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_a_unit() {
        let check = |text: &str, millis| assert_eq!(parse(text).map(|time| time.as_millis()), Ok(millis), "{text}");
        check("0s", 0);
        check("500ms", 500);
        check("90s", 90_000);
        check("15m", 900_000);
        check("2h", 7_200_000);
        check("1d", 86_400_000);
        for text in ["", "15", "m", "1.5h", "-1s", "5 m", "99999999999999999999s", "9999999d", "15é"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
