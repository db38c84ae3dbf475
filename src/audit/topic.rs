//! Whether a statement is about the topic that a reader asks for, by the words that stand in it.
//!
//! Forms of one word are one ("raised" finds "raising"); other words for the same thing are not found.

use crate::claim::Span;
use crate::lexicon::{beginnings, fold, stem};

use super::word::is_function;

/// How a statement names the topic, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// The topic's words in their order, one behind the other: "carbon tax".
    Phrase,
    /// All of its words side by side in another order, words like "of" and "the" between them left out: "a tax on
    /// carbon".
    Turned,
    /// All of its words in one sentence.
    Apart,
}

impl Grade {
    /// Returns the word that stands in the JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phrase => "phrase",
            Self::Turned => "turned",
            Self::Apart => "apart",
        }
    }
}

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
    stems: Vec<String>,
}

impl AskedTopic {
    /// Reads the words of a topic; those that say nothing by themselves ("the", "of") do not count unless there are no
    /// others.
    pub fn new(text: &str) -> Self {
        let all: Vec<TextWord> = tokens(text);
        let telling: Vec<String> =
            all.iter().filter(|token| !token.is_function).map(|token| token.stem.clone()).collect();
        let stems = if telling.is_empty() { all.into_iter().map(|token| token.stem).collect() } else { telling };
        Self { stems }
    }

    /// Finds the best place in `text` that names the topic. An empty topic is named nowhere.
    pub fn find(&self, text: &str) -> Option<TopicMatch> {
        if self.stems.is_empty() {
            return None;
        }
        tokens(text)
            .chunk_by(|one, other| one.sentence == other.sentence)
            .filter_map(|sentence| self.in_sentence(text, sentence))
            .min_by_key(|found| found.grade)
    }

    /// Returns what the words of a text that names the topic begin with: one of each of these lists. Empty where
    /// nothing can be said: of words in other alphabets, and of words that nearly every text has.
    pub fn beginnings(&self) -> Vec<Vec<String>> {
        let is_plain = |stem: &String| stem.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !self.stems.iter().all(is_plain) || self.stems.iter().all(|stem| is_function(stem)) {
            return Vec::new();
        }
        self.stems.iter().map(|stem| beginnings(stem)).collect()
    }

    fn in_sentence(&self, text: &str, sentence: &[TextWord]) -> Option<TopicMatch> {
        let wanted = |token: &&TextWord| self.stems.contains(&token.stem);
        if !self.stems.iter().all(|stem| sentence.iter().any(|token| token.stem == *stem)) {
            return None;
        }
        let held: Vec<&TextWord> = sentence.iter().filter(|token| !token.is_function || wanted(token)).collect();
        let run = |grade: Grade, fits: &dyn Fn(&[&TextWord]) -> bool| {
            held.windows(self.stems.len()).find(|run| fits(run)).map(|run| TopicMatch {
                grade,
                words: text[run[0].span.start..run[run.len() - 1].span.end].to_lowercase(),
            })
        };
        let phrase = |run: &[&TextWord]| {
            run.iter().zip(&self.stems).all(|(token, stem)| token.stem == *stem)
                && run.windows(2).all(|two| two[1].number == two[0].number + 1)
        };
        let turned = |run: &[&TextWord]| self.stems.iter().all(|stem| run.iter().any(|token| token.stem == *stem));
        run(Grade::Phrase, &phrase).or_else(|| run(Grade::Turned, &turned)).or_else(|| {
            let mut words: Vec<String> = Vec::new();
            for token in sentence.iter().filter(wanted) {
                let word = token.span.of(text).to_lowercase();
                if !words.contains(&word) {
                    words.push(word);
                }
            }
            Some(TopicMatch { grade: Grade::Apart, words: words.join(" … ") })
        })
    }
}

/// A word of a text.
struct TextWord {
    stem: String,
    is_function: bool,
    span: Span,
    /// Its place among the words, and its sentence's.
    number: usize,
    sentence: usize,
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
            tokens.push(TextWord {
                stem: stem(word),
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
    }

    #[test]
    fn a_word_begins_as_its_topic_says() {
        assert_eq!(AskedTopic::new("harbour policies").beginnings(), [vec!["harbour"], vec!["polic"]]);
        assert_eq!(AskedTopic::new("the").beginnings(), [[""; 0]; 0]);
        assert_eq!(AskedTopic::new("café").beginnings(), [[""; 0]; 0]);
    }

    proptest! {
        #[test]
        fn whatever_names_a_topic_has_its_beginnings(topic in "(policy|met|raise|toll|news){1,2}( [a-z]{2,9})?", text in "([a-z]{1,9}|policies|tolls|meets|met|meeting|raised|rose|news|new|'s|[.]| ){1,12}") {
            let topic = AskedTopic::new(&topic);
            if topic.find(&text).is_some() {
                let begins = |list: &Vec<String>| {
                    text.split(|c: char| !c.is_alphanumeric()).any(|word| list.iter().any(|one| word.starts_with(one)))
                };
                prop_assert!(topic.beginnings().iter().all(begins));
            }
        }

        #[test]
        fn any_words_can_be_looked_for(topic in "\\PC{0,12}|(toll|on|the|é|'| ){0,6}", text in "\\PC{0,40}|(toll|tolls|on|the|é|\\. |'|’| ){0,20}") {
            let _ = AskedTopic::new(&topic).find(&text);
        }
    }
}
