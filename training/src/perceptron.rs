//! Trains the fast model: an averaged structured perceptron whose every weight is a whole number while it learns.
//!
//! An article is looked at through the same features, hints and labels as in use. It learns twice: once on all features
//! that are not rare, to see which of them matter, and once on those alone.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use onrecord::extract::attribution::{hints, rules};
use onrecord::lang::fast::features::{Features, features};
use onrecord::lang::fast::form::{CueFrequency, CueWords, normal, stem_hash};
use onrecord::lang::fast::table::Table;
use onrecord::lang::labels::{COUNT, Label, Role, best_path, paragraphs, project};
use onrecord::text;

use crate::corpus::Article;

/// How the model is trained.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Passes over the articles when features are chosen, and when the chosen ones are learnt.
    pub passes: (usize, usize),
    /// How often a feature must be seen to be looked at.
    pub least_seen: u32,
    /// How many features are kept.
    pub features: usize,
    /// How much better than any other the right label must score, in single corrections.
    pub margin: i32,
    /// Where the order of the paragraphs comes from.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { passes: (6, 20), least_seen: 3, features: 148_000, margin: 16, seed: 20_261_123 }
    }
}

/// Learns a model from articles; `bins` say what its margins are worth.
pub fn train(articles: &[Article], settings: &Settings, bins: &[(i32, u16)], mut tell: impl FnMut(&str)) -> Vec<u8> {
    let cues = cue_words(articles);
    tell(&format!("{} words that attribute", cues.stems.len()));
    let all = Vocabulary::count(articles, &cues, settings.least_seen);
    tell(&format!("{} features seen {} times or more", all.hashes.len(), settings.least_seen));
    let data = Data::new(articles, &cues, &all);
    let (first, _) = Learner::new(all.hashes.len()).learn(&data, settings.passes.0, settings, &mut tell);
    drop(data);
    let chosen = all.strongest(&first, settings.features);
    drop(first);
    let data = Data::new(articles, &cues, &chosen);
    let (weights, steps) = Learner::new(chosen.hashes.len()).learn(&data, settings.passes.1, settings, &mut tell);
    let scale = scale(&weights);
    let rounded = |weight: f64| (weight * scale).round();
    let features: BTreeMap<u64, [i8; COUNT]> = chosen
        .hashes
        .iter()
        .zip(&weights)
        .map(|(&hash, row)| (hash, row.map(|weight| rounded(weight).clamp(-127.0, 127.0) as i8)))
        .filter(|(_, row)| row.iter().any(|&weight| weight != 0))
        .collect();
    let steps = steps.map(|row| row.map(|weight| rounded(weight).clamp(-32_000.0, 32_000.0) as i16));
    Table::write(&features, &steps, &cues, bins)
}

/// Chooses the scale at which one weight in a thousand is cut off.
fn scale(weights: &[[f64; COUNT]]) -> f64 {
    let mut sizes: Vec<f64> = weights.iter().flatten().map(|weight| weight.abs()).filter(|&size| size > 0.0).collect();
    sizes.sort_by(f64::total_cmp);
    let largest = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 1000)).copied().unwrap_or(1.0);
    127.0 / largest.max(f64::MIN_POSITIVE)
}

/// Counts how often each stem is part of a cue, and keeps those that often are.
fn cue_words(articles: &[Article]) -> CueWords {
    // Seen, and seen as part of a cue, by stem.
    let mut seen: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for article in articles {
        let document = text::parse(&article.body);
        let labels = project(&document, &article.attributions);
        for (token, label) in labels.iter().enumerate() {
            let word = normal(document.word(token));
            if word.starts_with(char::is_alphabetic) {
                let counts = seen.entry(stem_hash(&word) as u32).or_default();
                counts.0 += 1;
                counts.1 += usize::from(label.role() == Some(Role::Cue));
            }
        }
    }
    let never: Vec<u32> =
        ["to", "ha", "hav", "about", "also", "of", "in", "a", "on", "for"].map(|word| stem_hash(word) as u32).to_vec();
    let class = |(seen, cue): (usize, usize)| match cue * 100 / seen {
        _ if seen < 8 => CueFrequency::Never,
        55.. => CueFrequency::Mostly,
        30.. => CueFrequency::Often,
        15.. => CueFrequency::Sometimes,
        _ => CueFrequency::Never,
    };
    let kept = seen.into_iter().map(|(stem, counts)| (stem, class(counts)));
    CueWords { stems: kept.filter(|(stem, class)| *class != CueFrequency::Never && !never.contains(stem)).collect() }
}

/// Which features are learnt, by number.
struct Vocabulary {
    hashes: Vec<u64>,
    number: HashMap<u64, u32>,
}

impl Vocabulary {
    fn new(mut hashes: Vec<u64>) -> Self {
        hashes.sort_unstable();
        let number = hashes.iter().zip(0..).map(|(&hash, number)| (hash, number)).collect();
        Self { hashes, number }
    }

    fn count(articles: &[Article], cues: &CueWords, least: u32) -> Self {
        let mut seen: HashMap<u64, u32> = HashMap::new();
        for article in articles {
            let (features, tokens) = features_of(article, cues);
            let own = (0..tokens).flat_map(|token| features.own(token));
            let shared = (0..features.group_count()).flat_map(|group| features.group(group));
            for &hash in own.chain(shared) {
                *seen.entry(hash).or_default() += 1;
            }
        }
        Self::new(seen.into_iter().filter(|&(_, count)| count >= least).map(|(hash, _)| hash).collect())
    }

    /// Keeps the features whose weights are largest together.
    fn strongest(&self, weights: &[[f64; COUNT]], count: usize) -> Self {
        let size = |row: &[f64; COUNT]| row.iter().map(|weight| weight.abs()).sum::<f64>();
        let mut order: Vec<usize> = (0..weights.len()).collect();
        order.sort_by(|&a, &b| size(&weights[b]).total_cmp(&size(&weights[a])).then(a.cmp(&b)));
        order.truncate(count);
        Self::new(order.into_iter().map(|index| self.hashes[index]).collect())
    }
}

fn features_of(article: &Article, cues: &CueWords) -> (Features, usize) {
    let document = text::parse(&article.body);
    let hints = hints(&document, &rules(&document));
    (features(&document, &hints, cues), document.tokens.len())
}

/// The corpus in numbers.
#[derive(Default)]
struct Data {
    own: Vec<u32>,
    own_ends: Vec<usize>,
    shared: Vec<u32>,
    group_ends: Vec<usize>,
    groups: Vec<[Option<usize>; 2]>,
    labels: Vec<Label>,
    paragraphs: Vec<Range<usize>>,
}

impl Data {
    fn new(articles: &[Article], cues: &CueWords, vocabulary: &Vocabulary) -> Self {
        let mut data = Self::default();
        for article in articles {
            let document = text::parse(&article.body);
            let (features, tokens) = features_of(article, cues);
            let (first, first_group) = (data.labels.len(), data.group_ends.len());
            let known = |hashes: &[u64]| {
                hashes.iter().filter_map(|hash| vocabulary.number.get(hash).copied()).collect::<Vec<u32>>()
            };
            for group in 0..features.group_count() {
                data.shared.extend(known(features.group(group)));
                data.group_ends.push(data.shared.len());
            }
            for token in 0..tokens {
                data.own.extend(known(features.own(token)));
                data.own_ends.push(data.own.len());
                data.groups.push(features.groups[token].map(|group| Some(group? + first_group)));
            }
            data.labels.extend(project(&document, &article.attributions));
            data.paragraphs.extend(paragraphs(&document).map(|tokens| tokens.start + first..tokens.end + first));
        }
        data
    }

    fn features(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let own = &self.own[start(&self.own_ends, token)..self.own_ends[token]];
        let groups = self.groups[token].into_iter().flatten();
        let shared = groups.flat_map(|group| &self.shared[start(&self.group_ends, group)..self.group_ends[group]]);
        own.iter().chain(shared).map(|&feature| feature as usize)
    }
}

fn start(ends: &[usize], index: usize) -> usize {
    index.checked_sub(1).map_or(0, |before| ends[before])
}

/// Weights while they are learnt: the present ones, and the sum of all corrections times the step at which they were
/// made.
struct Learner {
    weights: Vec<[i32; COUNT]>,
    sums: Vec<[i64; COUNT]>,
    steps: [[i32; COUNT]; COUNT],
    step_sums: [[i64; COUNT]; COUNT],
}

/// Averaged weights of features and steps.
type Averaged = (Vec<[f64; COUNT]>, [[f64; COUNT]; COUNT]);

impl Learner {
    fn new(features: usize) -> Self {
        Self {
            weights: vec![[0; COUNT]; features],
            sums: vec![[0; COUNT]; features],
            steps: [[0; COUNT]; COUNT],
            step_sums: [[0; COUNT]; COUNT],
        }
    }

    fn learn(mut self, data: &Data, passes: usize, settings: &Settings, tell: &mut impl FnMut(&str)) -> Averaged {
        let mut order: Vec<usize> = (0..data.paragraphs.len()).collect();
        let mut random = settings.seed;
        let mut time = 1;
        for pass in 1..=passes {
            shuffle(&mut order, &mut random);
            let mut wrong = 0;
            for &paragraph in &order {
                wrong += self.look(data, data.paragraphs[paragraph].clone(), settings.margin, time);
                time += 1;
            }
            tell(&format!("pass {pass}: {wrong} of {} labels wrong", data.labels.len()));
        }
        let average = |now: i32, sum: i64| f64::from(now) - sum as f64 / time as f64;
        let rows = |now: &[i32; COUNT], sum: &[i64; COUNT]| std::array::from_fn(|at| average(now[at], sum[at]));
        let weights = self.weights.iter().zip(&self.sums).map(|(now, sum)| rows(now, sum)).collect();
        (weights, std::array::from_fn(|from| rows(&self.steps[from], &self.step_sums[from])))
    }

    /// Labels a paragraph and corrects the weights where that went wrong; returns how many labels were.
    fn look(&mut self, data: &Data, tokens: Range<usize>, margin: i32, time: i64) -> usize {
        let gold = &data.labels[tokens.clone()];
        let rows: Vec<[i32; COUNT]> = tokens
            .clone()
            .zip(gold)
            .map(|(token, right)| {
                let mut row = [margin; COUNT];
                row[right.index()] = 0;
                for feature in data.features(token) {
                    for (score, weight) in row.iter_mut().zip(&self.weights[feature]) {
                        *score += weight;
                    }
                }
                row
            })
            .collect();
        let found = best_path(&rows, &self.steps);
        let mut wrong = 0;
        for (at, token) in tokens.enumerate() {
            let (right, taken) = (gold[at].index(), found[at].index());
            if right != taken {
                wrong += 1;
                for feature in data.features(token) {
                    self.weights[feature][right] += 1;
                    self.weights[feature][taken] -= 1;
                    self.sums[feature][right] += time;
                    self.sums[feature][taken] -= time;
                }
            }
            let Some(before) = at.checked_sub(1) else { continue };
            let (right, taken) = ([gold[before], gold[at]], [found[before], found[at]]);
            if right != taken {
                for ([from, to], sign) in [(right, 1), (taken, -1)] {
                    self.steps[from.index()][to.index()] += sign;
                    self.step_sums[from.index()][to.index()] += i64::from(sign) * time;
                }
            }
        }
        wrong
    }
}

/// Shuffles by a generator that is the same everywhere (xorshift, Fisher and Yates).
pub(crate) fn shuffle(order: &mut [usize], random: &mut u64) {
    for last in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        order.swap(last, (*random % (last as u64 + 1)) as usize);
    }
}
