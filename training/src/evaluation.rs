//! How well found attributions agree with annotated ones: content shared by half, content the same, content and source
//! together.
//!
//! Words are the tokens of `text`; marks and punctuation do not count. Matches are one to one, best first.

use std::collections::{BTreeMap, BTreeSet};

use onrecord::claim::Span;
use onrecord::extract::attribution::Attribution;
use onrecord::lang::labels::Marked;
use onrecord::text::{Document, TokenKind};

/// How a content stands to the quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wording {
    Direct,
    Mixed,
    Indirect,
}

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub gold: usize,
    pub found: usize,
    /// Pairs with at least half of their words in common.
    pub half: usize,
    pub exact: usize,
    /// Pairs with half of their words and the source in common.
    pub joint: usize,
    /// As `half`, counted by the found one's wording.
    half_found: usize,
}

/// Counts of all attributions and of each wording.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    pub all: Counts,
    pub by_wording: BTreeMap<Wording, Counts>,
}

impl Counts {
    /// F1 in per cent.
    pub fn f1(&self, hits: usize) -> f64 {
        200.0 * hits as f64 / (self.gold + self.found).max(1) as f64
    }
}

impl Evaluation {
    /// Writes one line: F1 of the measures, precision and recall, and F1 of each wording.
    pub fn line(&self) -> String {
        let all = &self.all;
        let ratio = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        let mut line = format!(
            "IoU50 {:.1} (P {:.1} R {:.1})  exact {:.1}  joint {:.1}",
            all.f1(all.half),
            ratio(all.half, all.found),
            ratio(all.half, all.gold),
            all.f1(all.exact),
            all.f1(all.joint)
        );
        for (wording, counts) in &self.by_wording {
            let precision = ratio(counts.half_found, counts.found);
            let recall = ratio(counts.half, counts.gold);
            let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
            line += &format!("  {wording:?} {f1:.1} (P {precision:.1} R {recall:.1})");
        }
        line
    }

    /// Adds one article; returns for each found attribution whether it has half of its words in common with an
    /// annotated one.
    pub fn add(&mut self, document: &Document, gold: &[Marked], found: &[Attribution]) -> Vec<bool> {
        let gold: Vec<Words> = gold.iter().map(|one| Words::new(document, &one.content, &one.source)).collect();
        let found: Vec<Words> = found.iter().map(|one| Words::new(document, &one.content, &one.source)).collect();
        let (gold_count, found_count) = (gold.len(), found.len());
        self.all.gold += gold_count;
        self.all.found += found_count;
        for one in &gold {
            self.by_wording.entry(one.wording).or_default().gold += 1;
        }
        for one in &found {
            self.by_wording.entry(one.wording).or_default().found += 1;
        }
        let mut right = vec![false; found_count];
        for (g, f, half) in matches(&gold, &found) {
            if !half {
                continue;
            }
            right[f] = true;
            let (g, f) = (&gold[g], &found[f]);
            let joint = !g.source.is_disjoint(&f.source) || g.source.is_empty() && f.source.is_empty();
            self.all.half += 1;
            self.all.exact += usize::from(g.content == f.content);
            self.all.joint += usize::from(joint);
            self.by_wording.entry(g.wording).or_default().half += 1;
            self.by_wording.entry(f.wording).or_default().half_found += 1;
        }
        right
    }
}

/// An attribution as sets of tokens.
struct Words {
    content: BTreeSet<usize>,
    source: BTreeSet<usize>,
    wording: Wording,
}

impl Words {
    fn new(document: &Document, content: &[Span], source: &[Span]) -> Self {
        let words = |spans: &[Span]| -> BTreeSet<usize> {
            let tokens = spans.iter().flat_map(|&span| document.tokens_in(span));
            tokens
                .filter(|&token| {
                    matches!(document.tokens.at(token).kind, TokenKind::Word | TokenKind::Number | TokenKind::Link)
                })
                .collect()
        };
        let content = words(content);
        let quoted = content.iter().filter(|&&token| document.tokens.at(token).quotation.is_some()).count();
        let wording = match quoted {
            0 => Wording::Indirect,
            _ if quoted * 10 >= content.len() * 9 => Wording::Direct,
            _ => Wording::Mixed,
        };
        Self { content, source: words(source), wording }
    }
}

/// Pairs gold and found, best first, and says whether each pair shares half of its words.
fn matches(gold: &[Words], found: &[Words]) -> Vec<(usize, usize, bool)> {
    let mut candidates = Vec::new();
    for (g, one) in gold.iter().enumerate() {
        for (f, other) in found.iter().enumerate() {
            let shared = one.content.intersection(&other.content).count();
            if shared > 0 {
                let all = one.content.len() + other.content.len() - shared;
                let same_source = !one.source.is_disjoint(&other.source);
                candidates.push((shared, all, same_source, g, f));
            }
        }
    }
    candidates.sort_by(|a, b| (b.0 * a.1).cmp(&(a.0 * b.1)).then(b.2.cmp(&a.2)).then((a.3, a.4).cmp(&(b.3, b.4))));
    let (mut used_gold, mut used_found) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (shared, all, _, g, f) in candidates {
        if !used_gold.contains(&g) && !used_found.contains(&f) {
            used_gold.insert(g);
            used_found.insert(f);
            pairs.push((g, f, shared * 2 >= all));
        }
    }
    pairs
}
