//! The dates that a text names, and what they mean against the day of publication.
//!
//! It says nothing about what happened on them, and it never guesses a year where no publication date is known.

use std::ops::Range;

use chrono::{NaiveDate, Weekday};

use crate::claim::{Precision, Span};
use crate::reading::DateMention;
use crate::text::Document;

use super::words::{Word, words};

mod find;
mod meaning;

pub(super) use find::find;
use meaning::resolve;

/// Finds every date that the text names, in text order; `published` is the day of publication.
///
/// **Finds** weekdays, days and months with or without a year, years, "yesterday", "last week", "two days ago", "the
/// next day".
/// **Example**: "24 March" and "March 24" are the same day, and so is "on Sunday" where that day was one.
/// **Leaves alone** decades, times of day, "24/03/2024" (which half is the month?), weekdays in names ("Black Friday").
/// **Known misses**: holidays, seasons without a year, "the 24th".
pub fn dates(document: &Document, published: Option<NaiveDate>) -> Vec<DateMention> {
    let mut mentions = Vec::new();
    let mut anchor = None;
    for sentence in &document.sentences {
        let words = words(document, sentence.tokens.clone());
        for found in find(&words) {
            let date = resolve(&found, &words, published, anchor);
            if let Some((day, Precision::Day)) = date {
                anchor = Some(day);
            }
            mentions.push(DateMention { span: found.span(&words), date });
        }
    }
    mentions
}

/// A date's words and what they say, not yet what they mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DateWords {
    /// Its words, as indexes.
    pub words: Range<usize>,
    named: Named,
    which: Which,
}

impl DateWords {
    /// Returns whether it is a number of years ("ten years ago"), which is read as a figure too: nobody means a day by
    /// it.
    pub fn counts_years(&self) -> bool {
        matches!(self.named, Named::Shifted(Unit::Year, count) | Named::Follows(Unit::Year, count) if count.abs() > 1)
    }

    /// Returns its place in the body.
    pub fn span(&self, words: &[Word]) -> Span {
        Span::new(words[self.words.start].span.start, words[self.words.end - 1].span.end)
    }
}

/// The ways to name a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Weekday(Weekday),
    /// A day of the week that lies so many weeks after that of publication: "Monday last week".
    WeekdayOf(Weekday, i32),
    /// So many days after the day of publication.
    Offset(i64),
    /// So many of a unit after the time of publication: "last week", "two months ago".
    Shifted(Unit, i32),
    /// So many of a unit after the last day named: "the following day".
    Follows(Unit, i32),
    Day {
        month: u32,
        day: u32,
        year: Option<i32>,
    },
    Month {
        month: u32,
        year: Option<i32>,
    },
    Year(i32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// Which of the days of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Unsaid,
    Last,
    Next,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    /// Published on Wednesday, 6 March 2024. Expects "words = date precision", in order.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        check_on(text, NaiveDate::from_ymd_opt(2024, 3, 6), expected);
    }

    #[track_caller]
    fn check_on(text: &str, published: Option<NaiveDate>, expected: &[(&str, &str)]) {
        let document = parse(text);
        let found: Vec<(String, String)> = dates(&document, published)
            .into_iter()
            .map(|mention| {
                let meaning =
                    mention.date.map_or("?".to_owned(), |(date, precision)| format!("{date} {}", precision.name()));
                (mention.span.of(text).to_owned(), meaning)
            })
            .collect();
        let expected: Vec<(String, String)> =
            expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn weekdays_are_the_last_ones_gone_by() {
        check("The bridge was closed on Tuesday.", &[("on Tuesday", "2024-03-05 day")]);
        check("The bridge was closed on Wednesday.", &[("on Wednesday", "2024-03-06 day")]);
        check("Police searched the farm late on Thursday night.", &[("late on Thursday night", "2024-02-29 day")]);
        check("She spoke last Wednesday.", &[("last Wednesday", "2024-02-28 day")]);
        check("The port reopened Monday.", &[("Monday", "2024-03-04 day")]);
        check("Votes were counted on Tuesday, March 5.", &[("on Tuesday, March 5", "2024-03-05 day")]);
        check("He was out late Tuesday.", &[("late Tuesday", "2024-03-05 day")]);
        check("After Tuesday's vote the hall emptied.", &[("Tuesday", "2024-03-05 day")]);
    }

    #[test]
    fn weekdays_of_a_named_week_are_its_own() {
        check("It closed on Tuesday last week.", &[("on Tuesday last week", "2024-02-27 day")]);
        check("It closed Monday last week, she said.", &[("Monday last week", "2024-02-26 day")]);
        check("It closed on Sunday night of last week.", &[("on Sunday night of last week", "2024-03-03 day")]);
        check("Last week on Monday it closed.", &[("Last week on Monday", "2024-02-26 day")]);
        check("It closed last week, on Friday.", &[("last week, on Friday", "2024-03-01 day")]);
        check("It opens on Tuesday next week.", &[("on Tuesday next week", "2024-03-12 day")]);
        check("It closed on Monday this week.", &[("on Monday this week", "2024-03-04 day")]);
        check("It closed earlier this week on Monday.", &[("earlier this week on Monday", "2024-03-04 day")]);
        check_on("It closed on Tuesday last week.", None, &[("on Tuesday last week", "?")]);
    }

    #[test]
    fn a_week_that_something_else_has_is_not_the_weekdays() {
        check(
            "On Tuesday last week's storm was studied.",
            &[("On Tuesday", "2024-03-05 day"), ("last week", "2024-02-26 week")],
        );
        check(
            "She said on Tuesday last week was hard.",
            &[("on Tuesday", "2024-03-05 day"), ("last week", "2024-02-26 week")],
        );
        check(
            "It closed last week. On Monday it opened.",
            &[("last week", "2024-02-26 week"), ("On Monday", "2024-03-04 day")],
        );
        check(
            "It rained last week and on Monday.",
            &[("last week", "2024-02-26 week"), ("on Monday", "2024-03-04 day")],
        );
    }

    #[test]
    fn what_was_said_or_done_on_a_day_is_over() {
        check("Maren said on April 20 that it was safe.", &[("on April 20", "2023-04-20 day")]);
        check("It was safe, she told reporters on 20 April.", &[("on 20 April", "2023-04-20 day")]);
        check("It was safe, she said in a statement on April 20.", &[("on April 20", "2023-04-20 day")]);
        check("It was safe, the ministry announced April 20.", &[("April 20", "2023-04-20 day")]);
        check("He died on 20 April.", &[("on 20 April", "2023-04-20 day")]);
        check("The bridge was closed on 20 April.", &[("on 20 April", "2023-04-20 day")]);
        check("On April 20, Maren said it was safe.", &[("On April 20", "2023-04-20 day")]);
        check("Maren said on March 6 that it was safe.", &[("on March 6", "2024-03-06 day")]);
    }

    #[test]
    fn what_was_only_planned_for_a_day_is_to_come() {
        check("She said the vote on 20 March would be tight.", &[("on 20 March", "2024-03-20 day")]);
        check("She announced a vote on 20 March.", &[("on 20 March", "2024-03-20 day")]);
        check("The court has called a hearing on 20 March.", &[("on 20 March", "2024-03-20 day")]);
        check("The vote was scheduled on 20 March.", &[("on 20 March", "2024-03-20 day")]);
        check("The bridge will be closed on 20 March.", &[("on 20 March", "2024-03-20 day")]);
        check("The bridge was to be closed on 20 March.", &[("on 20 March", "2024-03-20 day")]);
        check("A concert planned on 20 March is off.", &[("on 20 March", "2024-03-20 day")]);
        check("On 20 March, the judge said, the trial starts.", &[("On 20 March", "2024-03-20 day")]);
        check("He told voters the poll on 20 March was his last.", &[("on 20 March", "2024-03-20 day")]);
        check("She said in Orrin the poll on 20 March is tight.", &[("on 20 March", "2024-03-20 day")]);
    }

    #[test]
    fn a_future_word_turns_to_the_next_one() {
        check("The bridge will open on Tuesday.", &[("on Tuesday", "2024-03-12 day")]);
        check("She speaks next Friday.", &[("next Friday", "2024-03-08 day")]);
        check("The bridge will open soon, the mayor said on Tuesday.", &[("on Tuesday", "2024-03-05 day")]);
        check("On Friday, voters will choose a mayor.", &[("On Friday", "2024-03-08 day")]);
        check("The film will be shown in June.", &[("in June", "2024-06-01 month")]);
        check("The trial is due to begin on 2 April.", &[("on 2 April", "2024-04-02 day")]);
    }

    #[test]
    fn days_are_read_in_either_order() {
        check("It sank on 24 February.", &[("on 24 February", "2024-02-24 day")]);
        check("It sank on February 24, 2022, off Tarn.", &[("on February 24, 2022", "2022-02-24 day")]);
        check("It sank on Feb. 24.", &[("on Feb. 24", "2024-02-24 day")]);
        check("The 24th of February was cold.", &[("24th of February", "2024-02-24 day")]);
        check("Signed on 2022-02-24 in Orrin.", &[("on 2022-02-24", "2022-02-24 day")]);
        check("It ran from 24-26 February.", &[("24-26 February", "2024-02-24 day")]);
        check("It sank on 24 December.", &[("on 24 December", "2023-12-24 day")]);
        check("The vote on 20 March is tight.", &[("on 20 March", "2024-03-20 day")]);
    }

    #[test]
    fn months_and_years_have_their_width() {
        check("Prices fell in December.", &[("in December", "2023-12-01 month")]);
        check("Prices fell in December 2021.", &[("in December 2021", "2021-12-01 month")]);
        check("He was elected in 2019.", &[("in 2019", "2019-01-01 year")]);
        check("It burned in the summer of 2019.", &[("in the summer of 2019", "2019-01-01 year")]);
        check("The film of the 1936 harbour parade turned up.", &[("1936", "1936-01-01 year")]);
        check("The 2019 elections were quiet.", &[("2019", "2019-01-01 year")]);
        check("She led it in 2019-20.", &[("in 2019-20", "2019-01-01 year")]);
        check("It was built in mid-January.", &[("in mid-January", "2024-01-01 month")]);
        check("It closed last May.", &[("last May", "2023-05-01 month")]);
        check("The town was founded in 1642.", &[("in 1642", "1642-01-01 year")]);
    }

    #[test]
    fn relative_times_count_from_publication_or_the_last_day() {
        check(
            "It rained yesterday and will rain tomorrow.",
            &[("yesterday", "2024-03-05 day"), ("tomorrow", "2024-03-07 day")],
        );
        check("It rained last week.", &[("last week", "2024-02-26 week")]);
        check("It rained earlier this month.", &[("earlier this month", "2024-03-01 month")]);
        check("It rained last year.", &[("last year", "2023-01-01 year")]);
        check("It rained two days ago.", &[("two days ago", "2024-03-04 day")]);
        check("It rained three months ago.", &[("three months ago", "2023-12-01 month")]);
        check(
            "It rained on Saturday. The following day it snowed.",
            &[("on Saturday", "2024-03-02 day"), ("The following day", "2024-03-03 day")],
        );
        check("It rained the next day.", &[("the next day", "?")]);
    }

    #[test]
    fn without_a_publication_date_only_full_dates_have_a_meaning() {
        check_on("It sank on Tuesday.", None, &[("on Tuesday", "?")]);
        check_on("It sank on 24 March.", None, &[("on 24 March", "?")]);
        check_on("It sank on 24 March 2020.", None, &[("on 24 March 2020", "2020-03-24 day")]);
        check_on("It sank in 2020.", None, &[("in 2020", "2020-01-01 year")]);
        check_on("It sank yesterday.", None, &[("yesterday", "?")]);
    }

    #[test]
    fn other_words_are_no_dates() {
        check("Rain may fall, and troops march on.", &[]);
        check("May Dolan and April Voss met June Carter.", &[]);
        check("Shops open early on Black Friday.", &[]);
        check("In the 1990s it was quiet.", &[]);
        check("Some 2000 people came.", &[]);
        check("It cost $2019 and weighed 2019 kg.", &[]);
        check("Trains run on Sundays.", &[]);
        check("He sat in the sun.", &[]);
        check("They met at 14:05 on platform 3.", &[]);
        check("Prime Minister May spoke.", &[]);
        check("It is worth 2020 million.", &[]);
    }

    #[test]
    fn no_date_is_too_odd() {
        check("It is set for 31 February 2024.", &[("31 February 2024", "?")]);
        check("It sank on 29 February.", &[("on 29 February", "2024-02-29 day")]);
        check_on("Yesterday and 500 years ago.", Some(NaiveDate::MIN), &[("Yesterday", "?"), ("500 years ago", "?")]);
        check_on("Last Monday and last week.", Some(NaiveDate::MIN), &[("Last Monday", "?"), ("last week", "?")]);
    }
}
