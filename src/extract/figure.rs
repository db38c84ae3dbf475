//! The numbers of a claim, each with what it counts or measures.
//!
//! It never reads a date, a time of day, an ordinal or a number that is part of a name as a figure, and it converts no
//! units.

use std::ops::Range;
use std::sync::LazyLock;

use crate::claim::{Figure, Span};
use crate::reading::{FigureMention, FigureWithin, figures_within};
use crate::text::Document;

use super::date;
use super::number::{Numeral, Writing, fraction, numeral, part_before_percent};
use super::unit::{After, Unit, percent, unit};
use super::words::{Lexicon, Word, words};

mod exclude;

use exclude::{is_age, is_clock, is_name_or_pronoun, leading_zero, no_figure, numbered, stands_apart};

static CURRENCIES: LazyLock<Lexicon<&'static str>> =
    LazyLock::new(|| Lexicon::read(include_str!("lists/currencies.txt"), |code| code));
static SCORES: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("lists/score_words.txt")));
static APPROXIMATORS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("lists/approximators.txt")));

/// Finds the figures of a text, in text order.
///
/// **Finds** numbers in digits ("4,500", "4 500", "2,50,000") and words with their scale, money, percentages, measures,
/// counted nouns, parts of a whole, of a scale or of a percent ("a quarter of a million", "half a percent").
/// **Example**: "at least 12 people" is 12 people, "$1.5m" is 1500000 USD; "30 to 40 ships" are two figures of ships.
/// **Leaves alone** dates, years, times of day, ordinals, names ("Boeing 737", "No. 10", "Covid-19"), telephone
/// numbers, "one" as a pronoun, "dozens", and words beside the number that bound it (see [`approximator_before`]).
/// **Known misses**: numbers after a name that could be part of it ("In Orrin 12 died"); "5m" is taken for millions
/// unless a dimension follows; two numbers side by side that look like one ("of the 12 300 were hurt").
pub fn mentions(document: &Document) -> Vec<FigureMention> {
    let sentences = document.sentences.iter().map(|sentence| words(document, sentence.tokens.clone()));
    let mentions = |words: Vec<Word>| {
        let span = |range: &Range<usize>| Span::new(words[range.start].span.start, words[range.end - 1].span.end);
        let mention = |draft: Draft| FigureMention {
            span: span(&draft.words),
            number: span(&draft.number),
            value: draft.value,
            unit: draft.unit,
        };
        drafts(&words).into_iter().map(mention).collect::<Vec<_>>()
    };
    sentences.flat_map(mentions).collect()
}

/// Picks the figures in the content at `content` (bytes, text order) from those of the whole text.
pub fn figures(document: &Document, mentions: &[FigureMention], content: &[Span]) -> Vec<Figure> {
    let own = figures_within(mentions, content);
    own.map(|FigureWithin { span, value, unit }| {
        let text = span.of(document.body).to_owned();
        Figure { span, text, value, unit: unit.map(str::to_owned) }
    })
    .collect()
}

/// Returns the words straight before a figure that loosen or bound it: "at least", "nearly", "more than".
pub fn approximator_before(document: &Document, figure: Span) -> Option<Span> {
    let sentence = document.sentences.get(document.sentence_at(figure.start)?)?;
    let words = words(document, sentence.tokens.clone());
    let end = words.iter().position(|word| word.span.start >= figure.start)?;
    // Phrases have up to four words; the longest that ends at the figure wins.
    (end.saturating_sub(4)..end)
        .find(|&start| APPROXIMATORS.at(&words[..end], start).is_some_and(|(len, ())| start + len == end))
        .map(|start| Span::new(words[start].span.start, words[end - 1].span.end))
}

/// A figure in the making: its words, and what they mean.
struct Draft {
    words: Range<usize>,
    /// The words of the number alone.
    number: Range<usize>,
    value: f64,
    unit: Option<String>,
}

fn drafts(words: &[Word]) -> Vec<Draft> {
    let mut dates = date::find(words);
    dates.retain(|date| !date.counts_years());
    let mut found = Vec::new();
    let (mut at, mut coming) = (0, dates.iter().peekable());
    while at < words.len() {
        while coming.next_if(|date| date.words.end <= at).is_some() {}
        if let Some(date) = coming.peek().filter(|date| date.words.contains(&at)) {
            at = date.words.end;
            continue;
        }
        at = figure_at(words, at, &mut found).unwrap_or(at + 1);
    }
    found.retain(|draft| {
        let first = dates.partition_point(|date| date.words.end <= draft.words.start);
        dates.get(first).is_none_or(|date| date.words.start >= draft.words.end)
    });
    found
}

/// Reads the number at `at`, puts the figures that it makes into `found`, and returns the word to go on with; `None`
/// where no number starts.
fn figure_at(words: &[Word], at: usize, found: &mut Vec<Draft>) -> Option<usize> {
    if let Some((end, value, noun)) = part_before_percent(words, at)
        && let Some(unit) = percent(words, noun)
    {
        found.push(Draft { words: at..unit.end, number: at..end, value, unit: Some(unit.name) });
        return Some(unit.end);
    }
    if let Some((end, value)) = fraction(words, at).filter(|_| stands_apart(words, at)) {
        let name = match unit(words, end, false) {
            After::Unit(unit) if words[end].lower == "of" => Some(unit),
            _ => None,
        };
        let unit_end = name.as_ref().map_or(end, |unit| unit.end);
        found.push(Draft { words: at..unit_end, number: at..end, value, unit: name.map(|unit| unit.name) });
        return Some(unit_end);
    }
    let (start, currency) = currency_before(words, at);
    let first = numeral(words, start, currency.is_some())?;
    if let Some(end) = no_figure(words, &first, currency.is_some()) {
        return Some(end);
    }
    let minus = negative(words, at, &first);
    if let Some(range) = range(words, &first, currency) {
        return Some(push_range(words, at, first, currency, range, found));
    }
    let single = first.value.mantissa == 1 && first.value.exponent == 0;
    let after = if currency.is_some() { After::Nothing } else { unit(words, first.end, single) };
    let mut unit = match after {
        After::NoFigure => return Some(first.end + 1),
        After::Unit(unit) => Some(unit),
        After::Nothing => None,
    };
    if let Some(code) = currency {
        unit = Some(Unit { end: first.end, name: code.to_owned() });
    } else if let Some((end, code)) = currency_after(words, first.end) {
        unit = Some(Unit { end, name: code.to_owned() });
    }
    if unit.as_ref().is_some_and(|unit| unit.name == "pounds") && first.scale >= 1_000_000 {
        unit = unit.map(|unit| Unit { name: "GBP".to_owned(), ..unit });
    }
    if is_name_or_pronoun(words, &first, unit.as_ref(), currency.is_some()) {
        return Some(first.end);
    }
    let age = unit.is_none() && is_age(words, &first);
    let end = unit.as_ref().map_or(first.end, |unit| unit.end);
    found.push(Draft {
        words: at..end,
        number: at..first.end,
        value: if minus { -first.value.value() } else { first.value.value() },
        unit: unit.map(|unit| unit.name).or_else(|| age.then(|| "years old".to_owned())),
    });
    Some(end)
}

/// Reads a currency at `at`: where the number must start, and the code.
fn currency_before(words: &[Word], at: usize) -> (usize, Option<&'static str>) {
    match CURRENCIES.at(words, at) {
        Some((len, code))
            if words.get(at + len).is_some_and(|next| {
                let sign = !words[at + len - 1].is_letters();
                next.is_digits()
                    && (sign || words[at].text.chars().all(|c| c.is_uppercase()) || words[at].bare() == "rs")
                    || sign && next.glued
            }) =>
        {
            (at + len, Some(code))
        }
        _ => (at, None),
    }
}

/// Reads a currency after the number: "20€", "5 million EUR".
fn currency_after(words: &[Word], at: usize) -> Option<(usize, &'static str)> {
    let word = words.get(at)?;
    let (len, code) = CURRENCIES.at(words, at)?;
    let code_or_sign =
        word.is_letters() && len == 1 && word.text.len() == 3 && word.text.chars().all(|c| c.is_uppercase())
            || matches!(word.text, "\u{20ac}" | "\u{20bd}" | "\u{20b4}")
                && words.get(at + 1).is_none_or(|next| !next.is_digits());
    code_or_sign.then_some((at + len, code))
}

fn negative(words: &[Word], at: usize, first: &Numeral) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &words[before]) else { return false };
    first.writing == Writing::Digits && before.text == "\u{2212}" && words[at].glued || before.lower == "minus"
}

/// The second half of "30 to 40", "30-40", "between 30 and 40", "five or six".
struct Second {
    start: usize,
    numeral: Numeral,
    currency: Option<&'static str>,
    /// Joined by a hyphen without spaces.
    joined: bool,
}

fn range(words: &[Word], first: &Numeral, currency: Option<&'static str>) -> Option<Second> {
    let link = words.get(first.end)?;
    let joined = link.is_hyphen() && link.glued && words.get(first.end + 1).is_some_and(|word| word.glued);
    let between = (first.start.saturating_sub(3)..first.start).any(|at| words[at].lower == "between");
    if !(joined || link.is(&["to", "or"]) || link.lower == "and" && between) {
        return None;
    }
    let start = first.end + 1;
    let (number, second) = currency_before(words, start);
    let numeral = numeral(words, number, second.or(currency).is_some())?;
    (!matches!(words[number].lower.as_ref(), "a" | "an" | "half")).then_some(Second {
        start,
        numeral,
        currency: second.or(currency),
        joined,
    })
}

/// Puts both figures of a range; returns the word to go on with.
fn push_range(
    words: &[Word],
    at: usize,
    first: Numeral,
    currency: Option<&'static str>,
    second: Second,
    found: &mut Vec<Draft>,
) -> usize {
    let last = second.numeral;
    // "1-800-555", "2019-03-04": no two numbers.
    let chain = second.joined
        && words.get(last.end).is_some_and(|word| word.glued && word.is_hyphen())
        && words.get(last.end + 1).is_some_and(|word| word.glued && word.is_digits());
    if chain
        || second.joined && (leading_zero(words, &first) || leading_zero(words, &last))
        || is_clock(words, last.end, &last)
    {
        let mut end = last.end;
        while words.get(end).is_some_and(|word| word.glued && (word.is_hyphen() || word.is_digits())) {
            end += 1;
        }
        return end;
    }
    let single = last.value.mantissa == 1 && last.value.exponent == 0;
    let score = second.joined && first.writing == Writing::Digits && is_score(words, &first, &last);
    let unit = match (second.currency, score) {
        (Some(code), _) => Some(Unit { end: last.end, name: code.to_owned() }),
        (None, true) => None,
        (None, false) => match unit(words, last.end, single) {
            After::Unit(unit) => Some(unit),
            After::Nothing => None,
            After::NoFigure => return last.end + 1,
        },
    };
    if unit.is_none() && first.start > 0 && numbered(words, first.start)
        || words[first.start].lower == "one" && unit.is_none() && !score
    {
        return last.end;
    }
    let inherits = first.scale == 1 && last.scale >= 100 && first.value.value() < 1_000.0 && first.value.exponent > -3;
    let first = if inherits { first.scaled_by(last.scale) } else { first };
    let end = unit.as_ref().map_or(last.end, |unit| unit.end);
    let name = unit.map(|unit| unit.name);
    let first_name = currency.map(str::to_owned).or_else(|| name.clone());
    found.push(Draft { words: at..first.end, number: at..first.end, value: first.value.value(), unit: first_name });
    found.push(Draft {
        words: second.start..end,
        number: second.start..last.end,
        value: last.value.value(),
        unit: name,
    });
    end
}

fn is_score(words: &[Word], first: &Numeral, last: &Numeral) -> bool {
    let beside = |at: usize| words.get(at).is_some_and(|word| SCORES.has(word));
    let near = (first.start.saturating_sub(3)..first.start).chain(last.end..last.end + 3).any(beside);
    first.value.value() >= last.value.value() || near
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    fn all(text: &str) -> Vec<Figure> {
        let document = parse(text);
        figures(&document, &mentions(&document), &[Span::new(0, text.len())])
    }

    /// Expects each figure as (words, value, unit), in order; an empty unit is none.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, f64, &str)]) {
        let found = all(text);
        let found: Vec<(&str, f64, &str)> = found
            .iter()
            .map(|figure| (figure.text.as_str(), figure.value, figure.unit.as_deref().unwrap_or_default()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn counts_things() {
        check("At least 12 people were hurt.", &[("12 people", 12.0, "people")]);
        check("A dozen families were moved.", &[("A dozen families", 12.0, "families")]);
        check("Two dozen families were moved.", &[("Two dozen families", 24.0, "families")]);
        check("Some 4,300 operations were put off.", &[("4,300 operations", 4300.0, "operations")]);
        check("Cracks in two of its loading ramps.", &[("two of its loading ramps", 2.0, "ramps")]);
        check("Nurses at three hospitals walked out.", &[("three hospitals", 3.0, "hospitals")]);
        check("It was stopped within two hours.", &[("two hours", 2.0, "hours")]);
        check(
            "Twenty-one children and 3 men drowned.",
            &[("Twenty-one children", 21.0, "children"), ("3 men", 3.0, "men")],
        );
        check(
            "Half a million voters and 5m others.",
            &[("Half a million voters", 500_000.0, "voters"), ("5m others", 5_000_000.0, "others")],
        );
        check("Two police officers ran.", &[("Two police officers", 2.0, "officers")]);
        check("The crash left 14 dead.", &[("14 dead", 14.0, "dead")]);
        check("The toll rose to 14.", &[("14", 14.0, "")]);
        check(
            "A 12-year-old boy, two days old news.",
            &[("12-year-old", 12.0, "years old"), ("two days old", 2.0, "days old")],
        );
        check("They got 12 years' jail.", &[("12 years", 12.0, "years")]);
        check("A 200-mile walk and a two-year deal.", &[("200-mile", 200.0, "mile"), ("two-year", 2.0, "year")]);
        check("A 9,000-strong crowd.", &[("9,000", 9000.0, "")]);
        check("Ten years ago it was quiet.", &[("Ten years", 10.0, "years")]);
        check("Five current and former mayors met.", &[("Five current and former mayors", 5.0, "mayors")]);
        check("The worst in two decades strikes again.", &[("two decades", 2.0, "decades")]);
        check("Two dozen break-ins.", &[("Two dozen break-ins", 24.0, "break-ins")]);
        check("Five other injured workers left.", &[("Five other injured workers", 5.0, "workers")]);
        check(
            "Ilse Maren, 45, was there with Bea Voss, aged 7.",
            &[("45", 45.0, "years old"), ("7", 7.0, "years old")],
        );
        check("Twelve Americans and 30 MPs left.", &[("Twelve Americans", 12.0, "americans"), ("30 MPs", 30.0, "mps")]);
    }

    #[test]
    fn one_is_a_number_where_it_counts() {
        check("One person was killed.", &[("One person", 1.0, "person")]);
        check("Only one seriously injured man lived.", &[("one seriously injured man", 1.0, "man")]);
        check("One of them left. No one saw it. This one is new. They told one another.", &[]);
        check("The one who left was one in a row of mayors.", &[]);
        check("One day we will know. It was a one-off.", &[]);
        check("Air Force One landed.", &[]);
    }

    #[test]
    fn measures_money_and_shares() {
        check("It cost $1.5 million.", &[("$1.5 million", 1_500_000.0, "USD")]);
        check(
            "It cost $1.5m, £3bn and €20.",
            &[("$1.5m", 1_500_000.0, "USD"), ("£3bn", 3_000_000_000.0, "GBP"), ("€20", 20.0, "EUR")],
        );
        check("It cost A$40 or US$30.", &[("A$40", 40.0, "AUD"), ("US$30", 30.0, "USD")]);
        check(
            "It cost 20 euros, 5 million dollars and 50p.",
            &[("20 euros", 20.0, "EUR"), ("5 million dollars", 5_000_000.0, "USD"), ("50p", 50.0, "pence")],
        );
        check("Rates stay at 4.25%.", &[("4.25%", 4.25, "percent")]);
        check(
            "Rates stay at 4.25 percent, or 4 per cent.",
            &[("4.25 percent", 4.25, "percent"), ("4 per cent", 4.0, "percent")],
        );
        check("It fell by 2 percentage points.", &[("2 percentage points", 2.0, "percentage points")]);
        check(
            "It was doing 62 miles per hour in a 40 mph zone.",
            &[("62 miles per hour", 62.0, "miles per hour"), ("40 mph", 40.0, "mph")],
        );
        check("It was doing 62mph over 5km of road.", &[("62mph", 62.0, "mph"), ("5km", 5.0, "km")]);
        check("It burned 15 square miles.", &[("15 square miles", 15.0, "square miles")]);
        check("It was 30°C.", &[("30°C", 30.0, "degrees")]);
        check(
            "A third of voters and two-thirds of the farms.",
            &[("A third of voters", 1.0 / 3.0, "voters"), ("two-thirds of the farms", 2.0 / 3.0, "farms")],
        );
        check("One in five pupils left.", &[("One in five", 0.2, "")]);
        check("It hits 1 in 4 shops and 1 in 4,000 births.", &[("1 in 4", 0.25, ""), ("1 in 4,000", 0.00025, "")]);
        check("Prices rose half a percent.", &[("half a percent", 0.5, "percent")]);
        check("Rates fell by half of one per cent.", &[("half of one per cent", 0.5, "percent")]);
        check(
            "A third of a percent, then a half-percent rise.",
            &[("A third of a percent", 1.0 / 3.0, "percent"), ("a half-percent", 0.5, "percent")],
        );
        check(
            "Half a percentage point, or a quarter of a percentage point, or a quarter-point.",
            &[
                ("Half a percentage point", 0.5, "percentage points"),
                ("a quarter of a percentage point", 0.25, "percentage points"),
            ],
        );
        check(
            "Turnout fell 5pp, then 0.5 pp, then by 3 pp.",
            &[
                ("5pp", 5.0, "percentage points"),
                ("0.5 pp", 0.5, "percentage points"),
                ("3 pp.", 3.0, "percentage points"),
            ],
        );
        check(
            "It cost a quarter of a million dollars and half a billion pounds.",
            &[("a quarter of a million dollars", 250_000.0, "USD"), ("half a billion pounds", 500_000_000.0, "GBP")],
        );
        check(
            "It cost $1MM, ₹5 crore, Rs 2.5 lakh and €1 500.",
            &[
                ("$1MM", 1e6, "USD"),
                ("₹5 crore", 5e7, "INR"),
                ("Rs 2.5 lakh", 2.5e5, "INR"),
                ("€1 500", 1_500.0, "EUR"),
            ],
        );
        check("It lies 12 km out and 5 miles up.", &[("12 km", 12.0, "km"), ("5 miles", 5.0, "miles")]);
    }

    #[test]
    fn spaces_part_thousands() {
        check("The flood cut off 4\u{202f}500 farms.", &[("4\u{202f}500 farms", 4_500.0, "farms")]);
        check(
            "Some 12 000 people and 1\u{a0}500\u{a0}000 birds.",
            &[("12 000 people", 12_000.0, "people"), ("1\u{a0}500\u{a0}000 birds", 1_500_000.0, "birds")],
        );
        check("Between 2 000 and 3 500 homes.", &[("2 000", 2_000.0, "homes"), ("3 500 homes", 3_500.0, "homes")]);
        check("About 1 200 years ago it was a lake.", &[("1 200 years", 1_200.0, "years")]);
        check("It hit 2,50,000 homes.", &[("2,50,000 homes", 250_000.0, "homes")]);
        check("Some 12 34 567 homes.", &[]);
        check("Call 212 555 019 or phone 555 123.", &[]);
        check("Call 020 7946 0018, or +44 20 794 600.", &[]);
        check("A Boeing 737 800 miles out.", &[]);
        check("Flight 12 345, on page 3 200.", &[]);
        check("On 3 June 200 people came.", &[("200 people", 200.0, "people")]);
        check("In May 2024 300 people came.", &[]);
    }

    #[test]
    fn ratios_in_digits_stand_apart() {
        check("The 2-1 in 4 sets.", &[("2", 2.0, ""), ("1", 1.0, ""), ("4 sets", 4.0, "sets")]);
        check("It is Article 1 in 12 towns.", &[("12 towns", 12.0, "towns")]);
        check("It killed 1 in 2019.", &[("1", 1.0, "")]);
        check("It killed 1 in 4 days.", &[("1", 1.0, ""), ("4 days", 4.0, "days")]);
        check("It is 1.1 million, up 0.3 points.", &[("1.1 million", 1_100_000.0, ""), ("0.3 points", 0.3, "points")]);
        check("The 1.5-million-pound bill.", &[("1.5-million-pound", 1_500_000.0, "pound")]);
    }

    #[test]
    fn ranges_are_two_figures() {
        check("Between 30 and 40 people came.", &[("30", 30.0, "people"), ("40 people", 40.0, "people")]);
        check("It takes 3 to 30 days.", &[("3", 3.0, "days"), ("30 days", 30.0, "days")]);
        check("It takes 30-40 days.", &[("30", 30.0, "days"), ("40 days", 40.0, "days")]);
        check("It costs $3-4m.", &[("$3", 3_000_000.0, "USD"), ("4m", 4_000_000.0, "USD")]);
        check("It costs $3 to $4 million.", &[("$3", 3_000_000.0, "USD"), ("$4 million", 4_000_000.0, "USD")]);
        check("A 2-1 win.", &[("2", 2.0, ""), ("1", 1.0, "")]);
        check("Five or six ships sank.", &[("Five", 5.0, "ships"), ("six ships", 6.0, "ships")]);
    }

    #[test]
    fn leaves_other_numbers_alone() {
        check("On 24 March 2024 and March 25, in 1936, since 2019 and in 2019-20.", &[]);
        check("The 1936 harbour parade of the 1990s.", &[]);
        check("At 14:05, 6 a.m., 6am, 6.30pm and at about six in the morning.", &[]);
        check("It begins at six. It ends at 18:00 GMT.", &[]);
        check("The first, the 3rd, the 21st and the twenty-first.", &[]);
        check("A third man was held.", &[]);
        check("A Boeing 737, a G7 summit at No. 10, Route 66, Covid-19, an F-16 and Article 50.", &[]);
        check("A 5G mast and two Boeing 737s.", &[("two", 2.0, "")]);
        check("Call 0800 123 456 or 555-0199-22.", &[]);
        check("Dozens of people and hundreds of cars.", &[]);
        check("Channel Four and the Fantastic Four.", &[]);
        check("It came on flight 370, section 12.", &[]);
        check("Several dozen ships; twenty-something sailors.", &[]);
        check("Ten days ago it was quiet.", &[]);
        check("On day four of the second round, on lap 60, in the last 16.", &[]);
    }

    #[test]
    fn only_the_content_counts() {
        let text = "Twelve people died, 30 officials said, in 4 towns.";
        let document = parse(text);
        let found = figures(&document, &mentions(&document), &[Span::new(0, 18), Span::new(39, 49)]);
        let found: Vec<&str> = found.iter().map(|figure| figure.text.as_str()).collect();
        assert_eq!(found, ["Twelve people", "4 towns"]);
    }

    #[test]
    fn finds_the_words_that_bound_a_figure() {
        let check = |text: &str, expected: Option<&str>| {
            let document = parse(text);
            let figure = &all(text)[0];
            assert_eq!(approximator_before(&document, figure.span).map(|span| span.of(text)), expected, "{text}");
        };
        check("At least 12 people were hurt.", Some("At least"));
        check("No fewer than 12 people were hurt.", Some("No fewer than"));
        check("It hurt nearly 12 people.", Some("nearly"));
        check("It hurt 12 people.", None);
        check("As many as $3 million went.", Some("As many as"));
    }

    proptest::proptest! {
        #[test]
        fn figures_are_words_of_any_body(text in "[ -~£€–’“”½°\n\u{a0}éß中a-c0-9,. ]{0,60}|(one|a|two|half|dozen|million|[0-9]{1,4}|%|[.,-]|£|people|to|of| |m|year|-){0,16}") {
            for figure in all(&text) {
                proptest::prop_assert_eq!(text.get(figure.span.start..figure.span.end), Some(figure.text.as_str()));
                proptest::prop_assert!(!figure.text.is_empty() && figure.value.is_finite());
            }
        }
    }
}
