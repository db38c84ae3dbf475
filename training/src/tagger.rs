//! Trains the tagger's two layers: averaged perceptrons that look from left to right at what they have decided before,
//! their weights whole numbers while they learn.
//!
//! The upper layer sees the lower one's tags as they come in use: each part of the treebank is tagged by a model of the
//! other parts.

use std::collections::{BTreeMap, HashMap};

use onrecord::lang::fast::form::WordForm;
use onrecord::lang::tag::clause::{ClauseRole, ClauseState, ClauseWords};
use onrecord::lang::tag::weights::Weights;
use onrecord::lang::tag::{self, Tag, Tagger, features, first_best, plain_forms};

use crate::perceptron::shuffle;
use crate::treebank::{Gold, Sentence};

/// How a tagger is trained.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Passes over the treebank for each layer.
    pub passes: usize,
    /// How often a feature must be seen to be learnt.
    pub least_seen: u32,
    /// How many weights each layer keeps.
    pub kept: [usize; 2],
    /// How much better than any other the right label must score, in single corrections.
    pub margin: i32,
    /// In how many parts the treebank is tagged for the upper layer.
    pub parts: usize,
    /// Where the order of the sentences comes from.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { passes: 8, least_seen: 2, kept: [190_000, 50_000], margin: 10, parts: 4, seed: 20_261_123 }
    }
}

/// Words to label from left to right: a run of the lower or the upper layer.
trait Row {
    type State: Default;
    fn gold(&self) -> &[Option<usize>];
    fn features(&self, at: usize, state: &Self::State, list: &mut Vec<u64>);
    fn step(&self, at: usize, state: &mut Self::State, label: usize);
}

struct TagRow {
    forms: Vec<WordForm>,
    fixed: Vec<Vec<u64>>,
    gold: Vec<Option<usize>>,
}

impl Row for TagRow {
    type State = Vec<Tag>;

    fn gold(&self) -> &[Option<usize>] {
        &self.gold
    }

    fn features(&self, at: usize, state: &Vec<Tag>, list: &mut Vec<u64>) {
        list.extend(&self.fixed[at]);
        features::history(&self.forms, at, state, list);
    }

    fn step(&self, _: usize, state: &mut Vec<Tag>, label: usize) {
        state.push(Tag::ALL[label]);
    }
}

struct ClauseRow<'a> {
    run: ClauseWords<'a>,
    gold: Vec<Option<usize>>,
}

impl Row for ClauseRow<'_> {
    type State = ClauseState;

    fn gold(&self) -> &[Option<usize>] {
        &self.gold
    }

    fn features(&self, at: usize, state: &ClauseState, list: &mut Vec<u64>) {
        self.run.features(at, state, list);
    }

    fn step(&self, at: usize, state: &mut ClauseState, label: usize) {
        state.step(&self.run, at, ClauseRole::ALL[label]);
    }
}

/// Learns a model from a treebank.
pub fn train(treebank: &[Sentence], settings: &Settings, mut tell: impl FnMut(&str)) -> Vec<u8> {
    let rows: Vec<TagRow> = treebank.iter().flat_map(tag_rows).collect();
    let tags = learn::<_, { Tag::ALL.len() }>(&rows, settings, settings.kept[0], &mut tell);
    let mut seen = Vec::with_capacity(treebank.len());
    for part in 0..settings.parts {
        let others: Vec<TagRow> = of_part(treebank, part, settings.parts, false).flat_map(tag_rows).collect();
        let file = learn::<_, { Tag::ALL.len() }>(&others, settings, settings.kept[0], &mut |_| ());
        seen.push(file);
    }
    tell("the treebank is tagged");
    let tagged: Vec<(&Sentence, Vec<WordForm>, Vec<Tag>)> = treebank
        .iter()
        .enumerate()
        .map(|(index, sentence)| {
            let document = sentence.document();
            let file = Tagger::write(&seen[index % settings.parts], &Weights::write(&BTreeMap::new()));
            let forms = plain_forms(&document, 0..document.tokens.len());
            let tags = Tagger::from_bytes(&file).map(|model| tag::tags(&document, &model)).unwrap_or_default();
            (sentence, forms, tags)
        })
        .collect();
    let rows: Vec<ClauseRow> =
        tagged.iter().flat_map(|(sentence, forms, tags)| clause_rows(sentence, forms, tags)).collect();
    let clauses = learn::<_, { ClauseRole::ALL.len() }>(&rows, settings, settings.kept[1], &mut tell);
    Tagger::write(&tags, &clauses)
}

/// Returns the sentences of a part, or those of all others.
fn of_part(treebank: &[Sentence], part: usize, parts: usize, inside: bool) -> impl Iterator<Item = &Sentence> {
    let all = treebank.iter().enumerate();
    all.filter(move |(index, _)| (index % parts == part) == inside).map(|(_, sentence)| sentence)
}

fn tag_rows(sentence: &Sentence) -> Vec<TagRow> {
    let document = sentence.document();
    let gold = sentence.project(&document, sentence.root());
    let forms = plain_forms(&document, 0..document.tokens.len());
    let rows = document.sentences.iter().map(|one| {
        let forms = forms[one.tokens.clone()].to_vec();
        let fixed = (0..forms.len())
            .map(|at| {
                let mut list = Vec::new();
                features::words(&forms, at, &mut list);
                list
            })
            .collect();
        let gold = gold[one.tokens.clone()].iter().map(|gold| gold.map(|gold| gold.tag.index())).collect();
        TagRow { forms, fixed, gold }
    });
    rows.collect()
}

/// The runs of a sentence: the whole, and what is said, thought or asked in it.
fn clause_rows<'a>(sentence: &Sentence, forms: &'a [WordForm], tags: &'a [Tag]) -> Vec<ClauseRow<'a>> {
    let document = sentence.document();
    let row = |root: usize, whole: bool| {
        let gold = sentence.project(&document, root);
        let under = |gold: &Option<Gold>| whole || gold.is_some_and(|gold| sentence.is_under(gold.node, root));
        let start = gold.iter().position(under)?;
        let end = gold.iter().rposition(under)? + 1;
        let gold = gold[start..end].iter().map(|gold| gold.map(|gold| gold.role as usize)).collect();
        Some(ClauseRow { run: ClauseWords::new(&forms[start..end], &tags[start..end]), gold })
    };
    let whole = row(sentence.root(), true);
    whole.into_iter().chain(sentence.contents().into_iter().filter_map(|root| row(root, false))).collect()
}

/// Learns the weights of one layer, and writes those that are kept.
fn learn<R: Row, const N: usize>(rows: &[R], settings: &Settings, kept: usize, tell: &mut impl FnMut(&str)) -> Vec<u8> {
    let number = numbers(rows, settings.least_seen);
    let mut weights = vec![[0i32; N]; number.len()];
    let mut sums = vec![[0i64; N]; number.len()];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut random = settings.seed;
    let mut time = 1i64;
    let (mut list, mut known) = (Vec::new(), Vec::new());
    for pass in 1..=settings.passes {
        shuffle(&mut order, &mut random);
        let (mut wrong, mut all) = (0, 0);
        for &row in &order {
            let row = &rows[row];
            let mut state = R::State::default();
            for (at, &gold) in row.gold().iter().enumerate() {
                list.clear();
                row.features(at, &state, &mut list);
                known.clear();
                known.extend(list.iter().filter_map(|hash| number.get(hash).map(|&number| number as usize)));
                let mut scores = [0i32; N];
                for &feature in &known {
                    for (score, weight) in scores.iter_mut().zip(&weights[feature]) {
                        *score += weight;
                    }
                }
                let taken = first_best(&scores);
                if let Some(right) = gold {
                    all += 1;
                    wrong += usize::from(taken != right);
                    scores[right] -= settings.margin;
                    let rival = first_best(&scores);
                    if rival != right {
                        for &feature in &known {
                            weights[feature][right] += 1;
                            weights[feature][rival] -= 1;
                            sums[feature][right] += time;
                            sums[feature][rival] -= time;
                        }
                    }
                    time += 1;
                }
                row.step(at, &mut state, taken);
            }
        }
        tell(&format!("pass {pass}: {wrong} of {all} labels wrong"));
    }
    let average =
        |feature: usize, label: usize| f64::from(weights[feature][label]) - sums[feature][label] as f64 / time as f64;
    let mut all: Vec<(u64, u8, f64)> = number
        .iter()
        .flat_map(|(&hash, &feature)| (0..N).map(move |label| (hash, feature as usize, label)))
        .map(|(hash, feature, label)| (hash, label as u8, average(feature, label)))
        .filter(|(_, _, weight)| *weight != 0.0)
        .collect();
    all.sort_by(|a, b| b.2.abs().total_cmp(&a.2.abs()).then((a.0, a.1).cmp(&(b.0, b.1))));
    // One weight in a thousand is cut off.
    let largest = all.get(all.len() / 1000).map_or(1.0, |one| one.2.abs());
    tell(&format!("{} weights, {kept} kept", all.len()));
    all.truncate(kept);
    let rounded = |weight: f64| (weight * 127.0 / largest).round().clamp(-127.0, 127.0) as i8;
    let kept = all.into_iter().map(|(hash, label, weight)| ((hash, label), rounded(weight)));
    Weights::write(&kept.filter(|(_, weight)| *weight != 0).collect())
}

/// Numbers the features that are seen often enough along the right labels.
fn numbers<R: Row>(rows: &[R], least: u32) -> HashMap<u64, u32> {
    let mut seen: HashMap<u64, u32> = HashMap::new();
    let mut list = Vec::new();
    for row in rows {
        let mut state = R::State::default();
        for (at, gold) in row.gold().iter().enumerate() {
            list.clear();
            row.features(at, &state, &mut list);
            for &hash in &list {
                *seen.entry(hash).or_default() += 1;
            }
            row.step(at, &mut state, gold.unwrap_or(0));
        }
    }
    let mut often: Vec<u64> = seen.into_iter().filter(|&(_, count)| count >= least).map(|(hash, _)| hash).collect();
    often.sort_unstable();
    often.into_iter().zip(0..).collect()
}
