//! Whether a statement is about the topic that a reader asks for, by the words that stand in it and around it.
//!
//! **Finds** the topic's words in any form and order ("raised" for "raising", "the sale" for "selling"), its initials
//! ("ETS" for "emissions trading scheme", and the other way round), the same under the thing's other plain names ("gay
//! marriage" for "same-sex marriage"), and a statement with some of its words where the others stand just before: "the
//! fee is gone", after a question about the "harbour fee". **Leaves alone** statements with none of its words. **Known
//! misses**: names that `synonym` does not list, and "it".

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::claim::Span;
use crate::lexicon::{act_of, beginnings, fold, nouns_of, stem};

use super::lexicon::is_common;
use super::synonym;
use super::word::is_function;

/// How a statement names the topic, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// The topic's words in their order, one behind the other: "carbon tax".
    Phrase,
    /// Its initials, or the words that they stand for.
    Initials,
    /// All of its words side by side in another order, words like "of" and "the" between them left out: "a tax on
    /// carbon".
    Turned,
    /// Another plain name of it, in one of the ways above: "gay marriage" for "same-sex marriage".
    OtherName,
    /// All of its words in one sentence.
    Apart,
    /// Some of its words in the statement, the others in what stands around it.
    Around,
    /// Most of its words side by side, without the others.
    Part,
}

impl Grade {
    /// Returns the word that stands in the JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phrase => "phrase",
            Self::Initials => "initials",
            Self::Turned => "turned",
            Self::OtherName => "other_name",
            Self::Apart => "apart",
            Self::Around => "around",
            Self::Part => "part",
        }
    }
}

/// The fewest letters of initials.
const INITIALS: usize = 3;
/// How much of the text before a statement, and behind it, is around it, in bytes and paragraphs.
const BEFORE: (usize, usize) = (600, 3);
const BEHIND: (usize, usize) = (500, 2);
/// What share of three words or more is most of them.
const MOST: f64 = 0.66;
/// Under how many names one topic is looked for: more come of several words that have other names each.
const NAMES: usize = 40;

/// The words of the names of things, in the form in which topics are compared; a row for each thing.
static THINGS: LazyLock<Vec<Vec<Vec<String>>>> = LazyLock::new(|| {
    let keys = |name| tokens(name).into_iter().filter(|token| !token.is_function).map(|token| token.key).collect();
    synonym::things().map(|names| names.map(keys).collect()).collect()
});

/// How a statement names the topic, and in which words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicMatch {
    pub grade: Grade,
    /// The words, in lower case; of words that stand apart, each.
    pub words: String,
}

/// A topic asked for.
#[derive(Clone, Debug)]
pub struct AskedTopic {
    /// As it was asked for, then its other plain names.
    names: Vec<TopicName>,
    /// The first letters of its words, where there are enough.
    initials: Option<String>,
    /// Whether it is typed as initials are: "HCS".
    is_initials: bool,
}

/// The words of one name of a topic.
#[derive(Clone, Debug)]
struct TopicName {
    keys: Vec<String>,
    /// How many of them there are before the first preposition; the last of these is what the topic is a kind of.
    main: usize,
}

impl AskedTopic {
    /// Reads the words of a topic; those that say nothing by themselves ("the", "of") do not count unless there are no
    /// others.
    pub fn new(text: &str) -> Self {
        let all: Vec<TextWord> = tokens(text);
        let telling: Vec<String> =
            all.iter().filter(|token| !token.is_function).map(|token| token.key.clone()).collect();
        let initials = initials(text, all.iter().filter(|token| !token.is_function));
        let main = before_link(&all);
        let keys = if telling.is_empty() { all.into_iter().map(|token| token.key).collect() } else { telling };
        let main = if main == 0 { keys.len() } else { main.min(keys.len()) };
        let is_initials = keys.len() == 1 && text.chars().filter(|c| c.is_uppercase()).count() >= INITIALS;
        Self { names: TopicName { keys, main }.with_others(), initials, is_initials }
    }

    /// Lists the statements that may name the topic side by side, by the words that each of them has.
    pub(super) fn candidates(&self, having: &BTreeMap<String, BTreeSet<usize>>) -> BTreeSet<usize> {
        let holders = |name: &TopicName| {
            let mut each = name.keys.iter().map(|key| having.get(key).cloned().unwrap_or_default());
            let first = each.next().unwrap_or_default();
            each.fold(first, |all, of| &all & &of)
        };
        let mut found: BTreeSet<usize> = self.names.iter().flat_map(holders).collect();
        found.extend(self.initials.iter().filter_map(|initials| having.get(initials)).flatten());
        found
    }

    /// Finds the best place in `text` that names the topic. An empty topic is named nowhere.
    pub fn find(&self, text: &str) -> Option<TopicMatch> {
        let tokens = tokens(text);
        let sentences = || tokens.chunk_by(|one, other| one.sentence == other.sentence);
        let by_initials = sentences().filter_map(|sentence| self.find_initials(text, sentence));
        let by_names = self.names.iter().enumerate().flat_map(|(nth, name)| {
            sentences().filter_map(move |sentence| {
                let found = name.find(text, sentence)?;
                let is_other = nth > 0 && found.grade < Grade::OtherName;
                Some(TopicMatch { grade: if is_other { Grade::OtherName } else { found.grade }, ..found })
            })
        });
        by_initials.chain(by_names).min_by_key(|found| found.grade)
    }

    /// Returns which of the topic's words stand in a statement that has most of them, or whose other words stand in the
    /// body around it.
    pub fn find_around(&self, statement: &str, body: &str, at: Span) -> Option<TopicMatch> {
        let held = tokens(statement);
        if let Some(part) = self.names.iter().find_map(|name| name.find_part(statement, &held)) {
            return Some(part);
        }
        let own = |name: &TopicName| held.iter().filter(|token| name.keys.contains(&token.key)).collect();
        let mut meant: Vec<(&TopicName, Vec<&TextWord>)> = self.names.iter().map(|name| (name, own(name))).collect();
        meant.retain(|(name, own)| name.is_meant(statement, own));
        if meant.is_empty() {
            return None;
        }
        let near = tokens(around(body, at));
        let stands = |key: &String| held.iter().chain(&near).any(|token| token.key == *key);
        let (_, own) = meant.into_iter().find(|(name, _)| name.keys.iter().all(stands))?;
        Some(TopicMatch { grade: Grade::Around, words: listed(statement, &own) })
    }

    /// Returns with what a word of each text on the topic begins. Empty where nothing can be said: of words in other
    /// alphabets, of words that nearly every text has, and of what is typed as initials, which may stand for any words.
    /// (Of initials in small letters what they stand for is found only where all is read.)
    pub fn beginnings(&self) -> BTreeSet<String> {
        if self.is_initials { BTreeSet::new() } else { self.beginnings_of_names() }
    }

    /// As [`AskedTopic::beginnings`], of texts that have the words of one of its names.
    pub fn beginnings_of_names(&self) -> BTreeSet<String> {
        let is_plain = |key: &String| key.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let says_nothing =
            |name: &TopicName| !name.keys.iter().all(is_plain) || name.keys.iter().all(|key| is_function(key));
        if self.names.iter().any(says_nothing) {
            return BTreeSet::new();
        }
        let forms = |key: &String| -> Vec<String> {
            beginnings(key).into_iter().chain(nouns_of(key).flat_map(beginnings)).collect()
        };
        self.names.iter().flat_map(|name| name.keys.iter().flat_map(forms)).chain(self.initials.clone()).collect()
    }

    /// Finds the topic's initials, or words with a capital each whose initials the topic is.
    fn find_initials(&self, text: &str, sentence: &[TextWord]) -> Option<TopicMatch> {
        let found = |from: &TextWord, to: &TextWord| TopicMatch {
            grade: Grade::Initials,
            words: from.span.join(to.span).of(text).to_lowercase(),
        };
        if let Some(initials) = &self.initials {
            let is_same = |token: &&TextWord| token.is_capital(text, true) && token.lower == *initials;
            return sentence.iter().find(is_same).map(|token| found(token, token));
        }
        let [key] = &self.names[0].keys[..] else { return None };
        let named: Vec<&TextWord> = sentence.iter().filter(|token| !token.is_function).collect();
        let letters = key.chars().count();
        let stand = |run: &&[&TextWord]| {
            run.iter().all(|token| token.is_capital(text, false))
                && run.iter().zip(key.chars()).all(|(token, letter)| token.lower.starts_with(letter))
        };
        let runs = named.windows(letters).filter(|_| letters >= INITIALS);
        runs.clone().find(stand).map(|run| found(run[0], run[run.len() - 1]))
    }
}

impl TopicName {
    /// Lists the name and the others that the topic has, by the other names of the things in it.
    fn with_others(self) -> Vec<Self> {
        let mut all = vec![self];
        for names in THINGS.iter() {
            for at in 0..all.len() {
                let renamed = all[at].renamed(names);
                all.extend(renamed);
            }
            // Each row may multiply them.
            all.truncate(NAMES);
        }
        all
    }

    /// Lists the name with each other name of a thing in place of the one that it has, the longest of them.
    fn renamed(&self, names: &[Vec<String>]) -> Vec<Self> {
        let place = |name: &&Vec<String>| self.keys.windows(name.len()).position(|run| run == name.as_slice());
        let Some(held) = names.iter().filter(|name| place(name).is_some()).max_by_key(|name| name.len()) else {
            return Vec::new();
        };
        let start = place(&held).unwrap_or_default();
        let end = start + held.len();
        let others = names.iter().filter(|name| *name != held);
        let with = |name: &Vec<String>| Self {
            keys: [&self.keys[..start], name, &self.keys[end..]].concat(),
            main: if start < self.main { self.main.max(end) + name.len() - held.len() } else { self.main },
        };
        others.map(with).collect()
    }

    /// Finds most of the topic's words side by side and in their order: "private health cover" of "private health cover
    /// rebate".
    fn find_part(&self, statement: &str, held: &[TextWord]) -> Option<TopicMatch> {
        let most = (MOST * self.keys.len() as f64).ceil() as usize;
        if self.keys.len() < 3 || most < 2 {
            return None;
        }
        let words: Vec<&TextWord> = held.iter().filter(|token| !token.is_function).collect();
        let is_part = |run: &&[&TextWord]| {
            let same = |keys: &[String]| run.iter().zip(keys).all(|(token, key)| token.key == *key);
            let together = run[0].sentence == run[run.len() - 1].sentence;
            together && run.iter().any(|token| !is_common(&token.key)) && self.keys.windows(most).any(same)
        };
        let run = words.windows(most).find(is_part)?;
        let span = run[0].span.join(run[run.len() - 1].span);
        Some(TopicMatch { grade: Grade::Part, words: span.of(statement).to_lowercase() })
    }

    /// Returns whether some of the topic's words can stand for it: the kind of thing that it is ("the toll" for a harbour
    /// toll), or its name ("Velm" for the Velm Protocol); words that many topics have, not alone.
    fn is_meant(&self, statement: &str, own: &[&TextWord]) -> bool {
        let main = &self.keys[..self.main];
        let kind = main.last();
        let has_kind = own.iter().any(|token| Some(&token.key) == kind);
        let is_name = |token: &&&TextWord| token.span.start > 0 && token.is_capital(statement, false);
        let has_name = own.iter().filter(is_name).any(|token| main.contains(&token.key) && !is_common(&token.key));
        let others = own.iter().any(|token| Some(&token.key) != kind);
        has_name || has_kind && (others || kind.is_some_and(|kind| !is_common(kind)))
    }

    /// Finds the words of the name in a sentence.
    fn find(&self, text: &str, sentence: &[TextWord]) -> Option<TopicMatch> {
        let wanted = |token: &&TextWord| self.keys.contains(&token.key);
        if self.keys.is_empty() || !self.keys.iter().all(|key| sentence.iter().any(|token| token.key == *key)) {
            return None;
        }
        let held: Vec<&TextWord> = sentence.iter().filter(|token| !token.is_function || wanted(token)).collect();
        let run = |grade: Grade, fits: &dyn Fn(&[&TextWord]) -> bool| {
            held.windows(self.keys.len()).find(|run| fits(run)).map(|run| TopicMatch {
                grade,
                words: text[run[0].span.start..run[run.len() - 1].span.end].to_lowercase(),
            })
        };
        let phrase = |run: &[&TextWord]| {
            run.iter().zip(&self.keys).all(|(token, key)| token.key == *key)
                && run.windows(2).all(|two| two[1].number == two[0].number + 1)
        };
        let turned = |run: &[&TextWord]| self.keys.iter().all(|key| run.iter().any(|token| token.key == *key));
        run(Grade::Phrase, &phrase).or_else(|| run(Grade::Turned, &turned)).or_else(|| {
            let words = listed(text, &sentence.iter().filter(wanted).collect::<Vec<_>>());
            Some(TopicMatch { grade: Grade::Apart, words })
        })
    }
}

/// Counts the words of a topic that stand before its first preposition: two in "combat troops in Iraq"; none where it has
/// none.
fn before_link(words: &[TextWord]) -> usize {
    const LINKS: [&str; 12] = ["of", "on", "in", "to", "for", "from", "at", "with", "by", "into", "about", "during"];
    let link = words.iter().position(|token| LINKS.contains(&token.lower.as_str())).unwrap_or(0);
    words[..link].iter().filter(|token| !token.is_function).count()
}

/// Returns the words of a text in the form in which topics are compared.
pub(super) fn words_of(text: &str) -> BTreeSet<String> {
    tokens(text).into_iter().map(|token| token.key).collect()
}

/// Returns the initials of words that are enough to have some.
fn initials<'a>(text: &str, words: impl Iterator<Item = &'a TextWord>) -> Option<String> {
    let letters: String =
        words.filter_map(|word| word.span.of(text).chars().next()).flat_map(char::to_lowercase).collect();
    (letters.chars().count() >= INITIALS).then_some(letters)
}

/// Lists words, each once.
fn listed(text: &str, tokens: &[&TextWord]) -> String {
    let mut words: Vec<String> = Vec::new();
    for token in tokens {
        let word = token.span.of(text).to_lowercase();
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(" … ")
}

/// Returns what stands around a stretch of a body, as far as it is near.
fn around(body: &str, at: Span) -> &str {
    let edge = |mut at: usize| {
        while !body.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (edge(at.start.min(body.len())), edge(at.end.min(body.len())));
    let before = &body[edge(start.saturating_sub(BEFORE.0))..start];
    let behind = &body[end..edge((end + BEHIND.0).min(body.len()))];
    let paragraphs = before.rmatch_indices('\n').filter(|(at, _)| !before[at + 1..].trim().is_empty());
    let from = paragraphs.map(|(at, _)| at + 1).nth(BEFORE.1).unwrap_or(0);
    let mut ends = behind.match_indices('\n').filter(|(at, _)| !behind[..*at].trim().is_empty());
    let to = ends.nth(BEHIND.1 - 1).map_or(behind.len(), |(at, _)| at);
    &body[start - before.len() + from..end + to]
}

/// A word of a text.
struct TextWord {
    lower: String,
    /// Its stem, or that of the verb whose act it names.
    key: String,
    is_function: bool,
    span: Span,
    /// Its place among the words, and its sentence's.
    number: usize,
    sentence: usize,
}

impl TextWord {
    /// Returns whether it begins with a capital letter, or has nothing but capitals.
    fn is_capital(&self, text: &str, whole: bool) -> bool {
        let mut letters = self.span.of(text).chars().filter(|c| c.is_alphabetic());
        if whole { letters.all(char::is_uppercase) } else { letters.next().is_some_and(char::is_uppercase) }
    }
}

fn tokens(text: &str) -> Vec<TextWord> {
    let mut tokens: Vec<TextWord> = Vec::new();
    let mut sentence = 0;
    let mut at = 0;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}');
    while at < text.len() {
        let rest = &text[at..];
        let len = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        if len == 0 {
            let c = rest.chars().next().unwrap_or(' ');
            let ends = matches!(c, '.' | '!' | '?' | ';')
                && rest[c.len_utf8()..].chars().next().is_none_or(char::is_whitespace);
            sentence += usize::from(ends);
            at += c.len_utf8();
            continue;
        }
        let lower = fold(&rest[..len]);
        let word = lower.trim_matches('\'');
        let word = word.strip_suffix("'s").unwrap_or(word);
        if !word.is_empty() {
            let stem = stem(word);
            tokens.push(TextWord {
                lower: word.to_owned(),
                key: act_of(&stem).map_or(stem, str::to_owned),
                is_function: is_function(word),
                span: Span::new(at, at + len),
                number: tokens.len(),
                sentence,
            });
        }
        at += len;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(topic: &str, text: &str, expected: Option<(Grade, &str)>) {
        let found = AskedTopic::new(topic).find(text);
        assert_eq!(found.as_ref().map(|found| (found.grade, found.words.as_str())), expected, "{topic} in {text}");
    }

    #[test]
    fn the_best_place_counts() {
        check(
            "harbour toll",
            "There is no harbour toll. A toll on the harbour?",
            Some((Grade::Phrase, "harbour toll")),
        );
        check("harbour toll", "We rule out a toll on the harbour", Some((Grade::Turned, "toll on the harbour")));
        check("harbour toll", "The toll hurts all who use the harbour", Some((Grade::Apart, "toll … harbour")));
        check("harbour toll", "There is a toll. The harbour is shut.", None);
        check("harbour toll", "Tolling the harbour's gates", Some((Grade::Turned, "tolling the harbour's")));
        check("raising the fares", "They raised fares", Some((Grade::Phrase, "raised fares")));
        check("the", "They rose", None);
        check("the", "On the pier", Some((Grade::Phrase, "the")));
        check("", "On the pier", None);
        check("harbour tax", "The harbour levy", None);
        check("sale of the pier", "We will never sell the pier", Some((Grade::Turned, "sell the pier")));
    }

    #[test]
    fn a_topic_of_many_things_has_few_names() {
        let all: Vec<&str> = synonym::things().flatten().collect();
        assert_eq!(AskedTopic::new(&all.join(" ")).names.len(), NAMES);
        assert_eq!(AskedTopic::new("harbour cleaning").names.len(), 1);
    }

    #[test]
    fn initials_and_what_they_stand_for_are_one() {
        let scheme = "harbour cleaning scheme";
        check(scheme, "We will start the HCS in May", Some((Grade::Initials, "hcs")));
        check(scheme, "We will start the hcs in May", None);
        check("hcs", "We will start the Harbour Cleaning Scheme", Some((Grade::Initials, "harbour cleaning scheme")));
        check("HCS", "A harbour cleaning scheme", None);
        check("HCS", "The HCS", Some((Grade::Phrase, "hcs")));
        check("toll", "The Harbour", None);
    }

    #[test]
    fn one_thing_is_found_under_its_other_names() {
        check("same-sex marriage", "We back gay marriage", Some((Grade::OtherName, "gay marriage")));
        check(
            "harbour royal commission",
            "An inquiry into the harbour",
            Some((Grade::OtherName, "inquiry into the harbour")),
        );
        check("inquiry", "No royal commission is needed", Some((Grade::OtherName, "royal commission")));
        check("NHS", "The health service is safe", Some((Grade::OtherName, "health service")));
        check("health service", "The NHS is safe", Some((Grade::OtherName, "nhs")));
        check("health service", "The health and postal service is safe", Some((Grade::Apart, "health … service")));
        check("GST", "New Harbour Station", None);
        // A name has its own words, and not those of the names' names.
        check("royal commission", "The royal visit", None);
    }

    #[test]
    fn some_words_are_enough_where_the_others_stand_around() {
        let check = |topic: &str, statement: &str, body: &str, expected: Option<&str>| {
            let start = body.find(statement).expect("the statement stands in the body");
            let at = Span::new(start, start + statement.len());
            let found = AskedTopic::new(topic).find_around(statement, body, at);
            assert_eq!(found.map(|found| found.words).as_deref(), expected, "{topic} in {statement}");
        };
        let asked = "Q: What of the harbour toll?\n\nA: The toll is gone. Nobody pays.\n\nThe harbour is quiet.\n";
        check("harbour toll", "The toll is gone", asked, Some("toll"));
        check("harbour toll", "Nobody pays", asked, None);
        check("harbour toll", "The harbour is quiet", asked, None);
        check("border toll", "The toll is gone", asked, None);
        let of_names = "The Velm Protocol is old. We will keep to Velm. Tolls at Velm are gone.";
        check("Velm Protocol", "We will keep to Velm", of_names, Some("velm"));
        check("protocol of Velm", "We will keep to Velm", of_names, None);
        // A word that everything is about must not stand for the topic.
        check("harbour plan", "The plan is gone", "The harbour is shut. The plan is gone.", None);
    }

    #[test]
    fn most_of_the_words_are_enough_side_by_side() {
        let check = |topic: &str, statement: &str, expected: Option<&str>| {
            let found = AskedTopic::new(topic).find_around(statement, statement, Span::new(0, statement.len()));
            let words = found.map(|found| (found.grade, found.words));
            assert_eq!(words, expected.map(|words| (Grade::Part, words.to_owned())), "{topic} in {statement}");
        };
        check("harbour ferry fare rebate", "Harbour ferry fares are fair", Some("harbour ferry fares"));
        check("harbour ferry rebate", "The ferry leaves the harbour", None);
        check("guarantee for the Velm yard", "A guarantee to Velm is wrong", Some("guarantee to velm"));
        check("family tax benefit", "Families pay tax", None);
    }

    #[test]
    fn a_word_begins_as_its_topic_says() {
        let check = |topic: &str, expected: &[&str]| {
            let found = AskedTopic::new(topic).beginnings();
            assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), expected, "{topic}");
        };
        check("harbour policies", &["harbour", "polic"]);
        check("toll", &["tol"]);
        check("harbour cleaning scheme", &["clean", "harbour", "hcs", "program", "programm", "schem"]);
        check("the", &[]);
        check("HCS", &[]);
        check("café", &[]);
    }

    proptest! {
        #[test]
        fn whatever_names_a_topic_has_its_beginnings(topic in "(policy|met|raise|toll|news){1,2}( [a-z]{2,9})?", text in "([a-z]{1,9}|policies|tolls|meets|met|meeting|raised|rose|news|new|'s|[.]| ){1,12}") {
            let topic = AskedTopic::new(&topic);
            let whole = Span::new(0, text.len());
            if topic.find(&text).or_else(|| topic.find_around(&text, &text, whole)).is_some() {
                let all = topic.beginnings();
                let begins = |word: &str| all.iter().any(|one| word.starts_with(one.as_str()));
                prop_assert!(all.is_empty() || text.split(|c: char| !c.is_alphanumeric()).any(begins));
            }
        }

        #[test]
        fn any_words_can_be_looked_for(topic in "\\PC{0,12}|(toll|on|the|é|'| ){0,6}", text in "\\PC{0,40}|(toll|tolls|on|the|é|\\. |'|’| ){0,20}") {
            let _ = AskedTopic::new(&topic).find(&text);
        }
    }
}
