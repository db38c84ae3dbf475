//! Dates that are known to the day, the week, the month or the year: each is a range.
//!
//! It guesses nothing: a year stays a year.

use chrono::NaiveDate;

use crate::claim::Precision;

/// Reads a year, a month or a day: "2010", "2010-05", "2010-05-17".
pub fn parse(text: &str) -> Option<(NaiveDate, Precision)> {
    let parts: Vec<&str> = text.trim().split('-').collect();
    let digits = |part: &str, len: usize| {
        (part.len() == len && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let year = i32::try_from(digits(parts.first()?, 4)?).ok()?;
    match parts[1..] {
        [] => Some((NaiveDate::from_ymd_opt(year, 1, 1)?, Precision::Year)),
        [month] => Some((NaiveDate::from_ymd_opt(year, digits(month, 2)?, 1)?, Precision::Month)),
        [month, day] => Some((NaiveDate::from_ymd_opt(year, digits(month, 2)?, digits(day, 2)?)?, Precision::Day)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_range() {
        let check = |text: &str, first: &str, last: &str| {
            let date = parse(text).expect("a date");
            assert_eq!((date.0.to_string(), date.1.last_day(date.0).to_string()), (first.to_owned(), last.to_owned()));
        };
        check("2011", "2011-01-01", "2011-12-31");
        check("2012-02", "2012-02-01", "2012-02-29");
        check("2012-02-29", "2012-02-29", "2012-02-29");
        for wrong in ["", "11", "2011-2-3", "2011-02-30", "2011-13", "last year", "2011-01-01-01", "+201"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        let monday = NaiveDate::from_ymd_opt(2012, 2, 27).expect("a Monday");
        assert_eq!(Precision::Week.last_day(monday).to_string(), "2012-03-04");
        assert_eq!(Precision::Year.last_day(NaiveDate::MAX), NaiveDate::MAX);
    }
}
