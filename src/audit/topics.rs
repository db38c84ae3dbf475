//! What one speaker talks about, without a list of topics: key phrases by how often and over how long they are used.
//!
//! **Finds** noun phrases of two to four words, and names; of a phrase and a longer one that nearly always holds it,
//! the longer. A phrase counts for the statements that have it, and for the rarity of its words in all that the speaker
//! says. **Example**: "carbon tax", "paid parental leave". **Leaves alone** forms of address and phrases of common
//! words alone ("good news"). **Known misses**: one topic under two names that `synonym` does not list.
//!
//! A topic's other wordings are those that `topic` takes for the same side by side: its words in another order, its
//! initials, its other plain names.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::processors::on_all_processors;
use super::tagged_text::{TaggedText, TaggedWord};
use super::topic::{self, AskedTopic, Grade};
use super::word::is_function;
use super::{TimelineEntry, lexicon};
use crate::lang::tag::Tag;

/// Who is called so is a person, not a topic.
const HONORIFICS: [&str; 12] =
    ["mr", "mrs", "ms", "miss", "dr", "sir", "lady", "senator", "premier", "minister", "president", "professor"];
/// How much a name of one word counts beside a phrase: it says where or who, seldom what.
const ONE_WORD: f64 = 0.3;
/// The longest phrase, in words.
const LONGEST: usize = 4;
/// What share of a phrase's uses a longer one must have to stand for it.
const WITHIN: f64 = 0.6;

/// A topic.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// The phrase, in the spelling used most.
    pub phrase: String,
    /// The other wordings of it, most used first: "a price on carbon" for "carbon price".
    pub also: Vec<String>,
    /// How many statements have one of them, and in how many stories.
    pub statements: usize,
    pub stories: usize,
    /// The first and the last day, as far as dates are known.
    pub first: Option<NaiveDate>,
    pub last: Option<NaiveDate>,
}

/// What one statement has of phrases and words.
struct StatementWords {
    stems: BTreeSet<String>,
    /// By their stems, as they are spelled.
    phrases: Vec<(Vec<String>, String)>,
    /// In the form in which topics are compared.
    words: BTreeSet<String>,
}

#[derive(Default)]
struct PhraseUses<'a> {
    spellings: BTreeMap<String, usize>,
    statements: BTreeSet<usize>,
    stories: BTreeSet<&'a str>,
}

/// Lists the topics of the entries, the main ones first; no phrase that only one statement has.
pub fn topics(entries: &[TimelineEntry]) -> Vec<Topic> {
    let mut tallies: BTreeMap<Vec<String>, PhraseUses> = BTreeMap::new();
    let mut words_in: BTreeMap<String, usize> = BTreeMap::new();
    let mut having: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let read = on_all_processors(entries.len(), |at| StatementWords::of(&entries[at].claim.content.text));
    for (number, (entry, StatementWords { stems, phrases, words })) in entries.iter().zip(read).enumerate() {
        for stem in stems {
            *words_in.entry(stem).or_default() += 1;
        }
        for (key, spelling) in phrases {
            let tally = tallies.entry(key).or_default();
            *tally.spellings.entry(spelling).or_default() += 1;
            tally.statements.insert(number);
            tally.stories.insert(entry.story.as_str());
        }
        for word in words {
            having.entry(word).or_default().insert(number);
        }
    }
    tallies.retain(|_, tally| tally.statements.len() > 1);
    let tallies = in_one_order(tallies);
    let held: BTreeSet<Vec<String>> = within(&tallies);
    let all = entries.len().max(1) as f64;
    let mut ranked: Vec<(f64, String)> = tallies
        .into_iter()
        .filter(|(key, _)| !held.contains(key))
        .map(|(key, tally)| {
            let rarity = |stem: &String| (all / words_in.get(stem).map_or(1.0, |count| *count as f64)).ln();
            let rare = key.iter().map(rarity).sum::<f64>() / key.len() as f64;
            let score = tally.stories.len() as f64
                * (1.0 + (tally.statements.len() as f64 / tally.stories.len() as f64).ln())
                * rare;
            let weight = if key.len() == 1 { ONE_WORD } else { 1.0 };
            (weight * score, tally.spelling())
        })
        .collect();
    ranked.sort_by(|(one, a), (other, b)| other.total_cmp(one).then_with(|| a.cmp(b)));
    let mut found: Vec<Topic> = Vec::new();
    // What is another wording of a topic before it is no topic by itself.
    let mut told: BTreeSet<String> = BTreeSet::new();
    for (_, phrase) in ranked {
        if !told.contains(&phrase.to_lowercase()) {
            let topic = gathered(phrase, entries, &having);
            told.extend(topic.also.iter().cloned());
            found.push(topic);
        }
    }
    found
}

impl StatementWords {
    fn of(text: &str) -> Self {
        let wording = TaggedText::new(text);
        let phrase = |words: &[TaggedWord]| {
            let spelling = words[0].span.join(words[words.len() - 1].span).of(text).to_owned();
            (words.iter().map(|word| word.stem.clone()).collect(), spelling)
        };
        Self {
            stems: wording.words.iter().filter(|word| word.is_word()).map(|word| word.stem.clone()).collect(),
            phrases: phrases(&wording).into_iter().map(phrase).collect(),
            words: topic::words_of(text),
        }
    }
}

impl PhraseUses<'_> {
    /// Returns the spelling used most.
    fn spelling(self) -> String {
        let most = self.spellings.into_iter().rev().max_by_key(|(_, count)| *count);
        most.map_or_else(String::new, |(phrase, _)| phrase)
    }
}

/// Makes a topic of a phrase and of the statements that name it, also in another order, by its initials or under
/// another plain name; `having` tells which of them have a word.
fn gathered(phrase: String, entries: &[TimelineEntry], having: &BTreeMap<String, BTreeSet<usize>>) -> Topic {
    let asked = AskedTopic::new(&phrase);
    let mut wordings: BTreeMap<String, usize> = BTreeMap::new();
    let mut named: Vec<&TimelineEntry> = Vec::new();
    for at in asked.candidates(having) {
        let found = asked.find(&entries[at].claim.content.text);
        if let Some(found) = found.filter(|found| found.grade <= Grade::OtherName) {
            *wordings.entry(found.words).or_default() += 1;
            named.push(&entries[at]);
        }
    }
    wordings.remove(&phrase.to_lowercase());
    let mut also: Vec<(String, usize)> = wordings.into_iter().collect();
    also.sort_by_key(|(_, uses)| Reverse(*uses));
    let days = || named.iter().map(|entry| entry.said.day);
    Topic {
        phrase,
        also: also.into_iter().map(|(words, _)| words).collect(),
        statements: named.len(),
        stories: named.iter().map(|entry| entry.story.as_str()).collect::<BTreeSet<_>>().len(),
        first: days().min(),
        last: days().max(),
    }
}

/// Counts phrases of the same words as one, in the order used most: "carbon pricing", "pricing carbon".
fn in_one_order(tallies: BTreeMap<Vec<String>, PhraseUses<'_>>) -> BTreeMap<Vec<String>, PhraseUses<'_>> {
    let mut by_words: BTreeMap<Vec<String>, (Vec<String>, usize, PhraseUses)> = BTreeMap::new();
    for (key, tally) in tallies {
        let mut words = key.clone();
        words.sort_unstable();
        let uses = tally.statements.len();
        let (order, most, all) = by_words.entry(words).or_default();
        if uses > *most {
            (*order, *most) = (key, uses);
        }
        for (spelling, count) in tally.spellings {
            *all.spellings.entry(spelling).or_default() += count;
        }
        all.statements.extend(tally.statements);
        all.stories.extend(tally.stories);
    }
    by_words.into_values().map(|(order, _, tally)| (order, tally)).collect()
}

/// Finds the phrases that nearly always stand in one longer phrase.
fn within(tallies: &BTreeMap<Vec<String>, PhraseUses>) -> BTreeSet<Vec<String>> {
    let mut held = BTreeSet::new();
    for (key, tally) in tallies {
        for len in 1..key.len() {
            for part in key.windows(len) {
                let uses = tallies.get(part).map_or(0, |of| of.statements.len());
                if uses > 0 && tally.statements.len() as f64 >= WITHIN * uses as f64 {
                    held.insert(part.to_vec());
                }
            }
        }
    }
    held
}

/// Lists the phrases of a statement: all runs of two to four words that end in a noun, and names of one word.
fn phrases(wording: &TaggedText) -> Vec<&[TaggedWord]> {
    let mut found: Vec<&[TaggedWord]> = Vec::new();
    for sentence in &wording.sentences {
        let words = wording.words.get(sentence.clone()).unwrap_or_default();
        let inside = |word: &TaggedWord| {
            matches!(word.tag, Tag::Adjective | Tag::Noun | Tag::Name) && word.is_word() && !is_function(&word.lower)
        };
        for (start, word) in words.iter().enumerate().filter(|(_, word)| inside(word)) {
            let len = words[start..].iter().take(LONGEST).take_while(|word| inside(word)).count();
            for run in (2..=len).map(|len| &words[start..start + len]) {
                if tells(run) {
                    found.push(run);
                }
            }
            // A part of a longer name is no name by itself: "South" of "South Tarn".
            let apart = |at: Option<usize>| at.and_then(|at| words.get(at)).is_none_or(|near| near.tag != Tag::Name);
            let alone = start > 0 && apart(start.checked_sub(1)) && apart(Some(start + 1));
            let is_name = word.tag == Tag::Name && word.lower.chars().count() > 3;
            if is_name && alone && !lexicon::is_common(&word.stem) {
                found.push(&words[start..=start]);
            }
        }
    }
    found
}

/// Returns whether a run of words names something: it ends in a noun, and one of its words is not common.
fn tells(run: &[TaggedWord]) -> bool {
    let last = run.last().is_some_and(|word| matches!(word.tag, Tag::Noun | Tag::Name));
    let addressed = run.iter().any(|word| word.is(&HONORIFICS));
    last && !addressed && run.iter().any(|word| !lexicon::is_common(&word.stem))
}
