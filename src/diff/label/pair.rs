//! A changed pair laid side by side: its words in order, which of them were kept, and which differ.
//!
//! A figure and a date are one atom each, however many words they take, and are compared by what they mean. It labels
//! nothing: the labellers look at what is open and say what explains it.

use std::collections::{HashMap, HashSet};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::claim::{Claim, Excerpt, Span};
use crate::diff::compared::{ClaimPart, ComparedSide, ComparedSort, ComparedToken};
use crate::diff::joined::JoinedEntities;
use crate::diff::lexicon;
pub(super) use crate::diff::links::{NEW, OLD};
use crate::diff::vocabulary::{Sym, Vocabulary};
use crate::diff::{Change, ChangeKind};

/// The other side.
pub(super) const fn other(side: usize) -> usize {
    1 - side
}

/// Old claims and the new claims that they became, with what is known so far of how they differ.
pub(super) struct Pair<'p, 'a> {
    pub(super) sides: [Half<'p, 'a>; 2],
    /// Stretches of words that differ, between words that were kept.
    pub(super) hunks: Vec<Hunk>,
    /// The labels found so far.
    pub(super) changes: Vec<Change>,
    /// Whether something differs in its wording alone.
    pub(super) wording: bool,
    /// Who in the old text is who in the new one.
    pub(super) joined: &'p JoinedEntities<'p>,
    pub(super) vocabulary: &'p Vocabulary,
}

/// One side of a pair.
pub(super) struct Half<'p, 'a> {
    pub(super) compared: &'p ComparedSide<'a>,
    pub(super) claims: Vec<&'p Claim>,
    /// Its own tokens, as indexes into the side's.
    pub(super) tokens: Vec<usize>,
    /// Its words.
    pub(super) atoms: Vec<Atom>,
}

/// A word, or the words of one figure or date.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    /// Its tokens, as indexes into the side's, end-exclusive.
    pub(super) tokens: std::ops::Range<usize>,
    /// Where its evidence stands: for a figure, with what it counts.
    pub(super) span: Span,
    /// What it is compared by.
    pub(super) key: Sym,
    pub(super) class: AtomClass,
    /// For a date, the day that it names, where that is known.
    pub(super) day: Option<Sym>,
    /// Its first token.
    pub(super) token: ComparedToken,
    /// Makes the content unsure.
    pub(super) hedge: bool,
    /// Turns the content into its denial.
    pub(super) negation: bool,
    /// Belongs to a phrase that only joins sentences.
    pub(super) connective: bool,
    pub(super) state: AtomState,
}

/// What an atom is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum AtomClass {
    Word,
    /// A number; `counted` is the word after it, by its stem.
    Figure {
        counted: Option<Sym>,
    },
    Date,
}

/// What became of an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AtomState {
    /// It stands on the other side, as that side's atom; `moved` where it changed its place among the words.
    Kept { with: usize, moved: bool },
    /// It differs and nothing explains it yet.
    Open,
    /// A label tells of it.
    Explained,
}

/// A stretch that differs: atoms by side.
#[derive(Clone, Debug, Default)]
pub(super) struct Hunk {
    pub(super) atoms: [Vec<usize>; 2],
}

impl Half<'_, '_> {
    /// Returns the atom that holds a token.
    pub(super) fn atom_of(&self, token: usize) -> Option<usize> {
        self.atoms.iter().position(|atom| atom.tokens.contains(&token))
    }
}

impl<'p, 'a> Pair<'p, 'a> {
    /// Lays the claims side by side.
    pub(super) fn new(
        sides: [&'p ComparedSide<'a>; 2],
        claims: [&[usize]; 2],
        symbols: [&[Vec<Atom>]; 2],
        joined: &'p JoinedEntities<'p>,
        vocabulary: &'p Vocabulary,
    ) -> Self {
        let half = |side: usize| {
            let compared = sides[side];
            let mut tokens: Vec<usize> =
                claims[side].iter().flat_map(|&claim| compared.passages[claim].tokens.iter().copied()).collect();
            tokens.sort_unstable();
            tokens.dedup();
            let mut atoms: Vec<Atom> = symbols[side].concat();
            atoms.sort_by_key(|atom| atom.tokens.start);
            atoms.dedup_by_key(|atom| atom.tokens.start);
            Half {
                compared,
                claims: claims[side].iter().map(|&claim| &compared.claims[claim]).collect(),
                tokens,
                atoms,
            }
        };
        let mut pair = Self {
            sides: [half(OLD), half(NEW)],
            hunks: Vec::new(),
            changes: Vec::new(),
            wording: false,
            joined,
            vocabulary,
        };
        pair.resolve_dates();
        for content in [true, false] {
            pair.compare(content);
        }
        pair.find_moved();
        pair.keep_in_place();
        pair
    }

    /// Compares dates by the day that they name, unless both sides have them in the same words.
    fn resolve_dates(&mut self) {
        let words = [OLD, NEW].map(|side| self.sides[side].atoms.iter().map(|atom| atom.key).collect::<HashSet<_>>());
        for side in [OLD, NEW] {
            for atom in &mut self.sides[side].atoms {
                if let Some(day) = atom.day.filter(|_| !words[other(side)].contains(&atom.key)) {
                    atom.key = day;
                }
            }
        }
    }

    /// Compares the words of the content, or all others, and notes what was kept and what differs.
    fn compare(&mut self, content: bool) {
        let zone = |half: &Half| -> Vec<usize> {
            (0..half.atoms.len()).filter(|&nth| (half.atoms[nth].token.part == ClaimPart::Content) == content).collect()
        };
        let zones = [zone(&self.sides[OLD]), zone(&self.sides[NEW])];
        let keys =
            |side: usize| -> Vec<Sym> { zones[side].iter().map(|&nth| self.sides[side].atoms[nth].key).collect() };
        let ops = capture_diff_slices(Algorithm::Myers, &keys(OLD), &keys(NEW));
        let mut hunk = Hunk::default();
        for op in ops {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                for nth in 0..len {
                    self.keep(zones[OLD][old_index + nth], zones[NEW][new_index + nth], false);
                }
                self.close(&mut hunk);
            } else {
                hunk.atoms[OLD].extend(&zones[OLD][op.old_range()]);
                hunk.atoms[NEW].extend(&zones[NEW][op.new_range()]);
            }
        }
        self.close(&mut hunk);
    }

    fn close(&mut self, hunk: &mut Hunk) {
        if !hunk.atoms.iter().all(Vec::is_empty) {
            self.hunks.push(std::mem::take(hunk));
        }
    }

    fn keep(&mut self, old: usize, new: usize, moved: bool) {
        self.sides[OLD].atoms[old].state = AtomState::Kept { with: new, moved };
        self.sides[NEW].atoms[new].state = AtomState::Kept { with: old, moved };
    }

    /// Pairs small words that stand beside the same kept word on both sides, and were laid on one far away or on none: of
    /// two uses of "the" the one in its old place is it.
    fn keep_in_place(&mut self) {
        let mut freed = [Vec::new(), Vec::new()];
        for forward in [true, false] {
            let beside = |nth: usize| if forward { nth.checked_sub(1) } else { Some(nth + 1) };
            let olds = 0..self.sides[OLD].atoms.len();
            // Against the direction in which it looks, so that "of the" is found word by word.
            let order: Vec<usize> = if forward { olds.rev().collect() } else { olds.collect() };
            for nth in order {
                let AtomState::Kept { with, moved } = self.sides[OLD].atoms[nth].state else { continue };
                let (Some(old), Some(new)) = (beside(nth), beside(with)) else { continue };
                let (Some(was), Some(is)) = (self.sides[OLD].atoms.get(old), self.sides[NEW].atoms.get(new)) else {
                    continue;
                };
                let apart = !matches!(was.state, AtomState::Kept { with, .. } if with == new);
                if apart && was.key == is.key && self.is_function(was) {
                    for (side, nth) in [(OLD, old), (NEW, new)] {
                        if let AtomState::Kept { with, .. } = self.sides[side].atoms[nth].state {
                            self.sides[other(side)].atoms[with].state = AtomState::Open;
                            freed[other(side)].push(with);
                        }
                    }
                    self.keep(old, new, moved);
                }
            }
        }
        let is_open = |pair: &Self, side: usize, nth: usize| pair.sides[side].atoms[nth].state == AtomState::Open;
        for &old in &freed[OLD] {
            let key = self.sides[OLD].atoms[old].key;
            let same = |new: &&usize| is_open(self, NEW, **new) && self.sides[NEW].atoms[**new].key == key;
            if let Some(&new) = freed[NEW].iter().find(same).filter(|_| is_open(self, OLD, old)) {
                self.keep(old, new, true);
            }
        }
        for side in [OLD, NEW] {
            for nth in std::mem::take(&mut freed[side]) {
                let beside = |hunk: &&mut Hunk| hunk.atoms[side].iter().any(|other| other.abs_diff(nth) == 1);
                match self.hunks.iter_mut().find(beside) {
                    Some(hunk) => {
                        hunk.atoms[side].push(nth);
                        hunk.atoms[side].sort_unstable();
                    }
                    None => {
                        let mut hunk = Hunk::default();
                        hunk.atoms[side].push(nth);
                        self.hunks.push(hunk);
                    }
                }
            }
        }
    }

    /// Finds words that differ here and come again there: they changed their place only.
    fn find_moved(&mut self) {
        let mut places: HashMap<Sym, Vec<usize>> = HashMap::new();
        for (nth, atom) in self.sides[NEW].atoms.iter().enumerate() {
            if atom.state == AtomState::Open && !self.is_function(atom) {
                places.entry(atom.key).or_default().push(nth);
            }
        }
        let mut last = None;
        for nth in 0..self.sides[OLD].atoms.len() {
            let atom = &self.sides[OLD].atoms[nth];
            if atom.state != AtomState::Open {
                continue;
            }
            let Some(free) = places.get_mut(&atom.key) else { continue };
            // A number that counts something else now is another, though it is as high.
            let same = |&new: &usize| self.sides[NEW].atoms[new].class == self.sides[OLD].atoms[nth].class;
            // The one that continues with the run, else the first.
            let next = |new: &usize| last.is_some_and(|last| *new == last + 1);
            let at = free.iter().position(|new| same(new) && next(new)).or_else(|| free.iter().position(same));
            let Some(at) = at else { continue };
            let new = free.remove(at);
            last = Some(new);
            self.keep(nth, new, true);
        }
    }

    /// Returns a word as it is folded.
    pub(super) fn word(&self, atom: &Atom) -> &'p str {
        self.vocabulary.word(atom.token.fold)
    }

    /// Returns whether an atom carries no fact of its own.
    pub(super) fn is_function(&self, atom: &Atom) -> bool {
        atom.class == AtomClass::Word
            && atom.token.sort == ComparedSort::Word
            && !atom.token.name
            && !atom.negation
            && !atom.hedge
            && (atom.connective || self.vocabulary.is_function(atom.token.fold))
    }

    /// Lists the open atoms of a hunk's side.
    pub(super) fn open(&self, hunk: usize, side: usize) -> Vec<usize> {
        let atoms = &self.sides[side].atoms;
        self.hunks[hunk].atoms[side].iter().copied().filter(|&nth| atoms[nth].state == AtomState::Open).collect()
    }

    /// Marks atoms as told of by a label.
    pub(super) fn explain(&mut self, side: usize, atoms: &[usize]) {
        for &nth in atoms {
            if self.sides[side].atoms[nth].state == AtomState::Open {
                self.sides[side].atoms[nth].state = AtomState::Explained;
            }
        }
    }

    /// Returns the words of atoms as evidence; `None` where there are none.
    pub(super) fn evidence(&self, side: usize, atoms: &[usize]) -> Option<Excerpt> {
        let half = &self.sides[side];
        self.excerpt(side, atoms.iter().map(|&nth| (half.atoms[nth].tokens.clone(), half.atoms[nth].span)).collect())
    }

    fn excerpt(&self, side: usize, mut pieces: Vec<(std::ops::Range<usize>, Span)>) -> Option<Excerpt> {
        pieces.sort_by_key(|(_, span)| (span.start, span.end));
        let compared = self.sides[side].compared;
        let mut spans: Vec<Span> = Vec::new();
        let mut sentence = None;
        for (tokens, span) in pieces {
            let here = compared.tokens.get(tokens.start).map(|token| token.sentence);
            // What stands between two words of evidence is evidence too, where it is marks and spaces only.
            let adjoins = |last: &Span| {
                let between = compared.body.get(last.end..span.start).unwrap_or("");
                span.start < last.end || here == sentence && !between.contains(char::is_alphanumeric)
            };
            match spans.last_mut().filter(|last| adjoins(last)) {
                Some(last) => last.end = last.end.max(span.end),
                None => spans.push(span),
            }
            sentence = here;
        }
        (!spans.is_empty()).then(|| Excerpt::new(self.sides[side].compared.body, spans))
    }

    /// Adds a label with the atoms that are its evidence, and marks these as told of.
    pub(super) fn label(&mut self, kind: ChangeKind, old: &[usize], new: &[usize]) {
        let (old_words, new_words) = (self.evidence(OLD, old), self.evidence(NEW, new));
        self.explain(OLD, old);
        self.explain(NEW, new);
        if old_words.is_none() && new_words.is_none() {
            return;
        }
        let note = note(old_words.as_ref(), new_words.as_ref());
        self.changes.push(Change::new(kind, old_words, new_words, note));
    }

    /// Returns whether what is open on a hunk's side says something of its own, and does not just turn or hold back
    /// what the other side says: "but it will not be quick" is a new clause, not a negation.
    pub(super) fn is_new_matter(&self, hunk: usize, side: usize) -> bool {
        let telling = |side: usize| -> Vec<&Atom> {
            let atoms = self.open(hunk, side).into_iter().map(|nth| &self.sides[side].atoms[nth]);
            let plain =
                |atom: &&Atom| !self.is_function(atom) && !atom.negation && !atom.hedge && !self.comes_along(atom);
            atoms.filter(plain).collect()
        };
        let (mine, theirs) = (telling(side), telling(other(side)));
        let own = mine.iter().filter(|atom| !theirs.iter().any(|other| other.token.stem == atom.token.stem)).count();
        if theirs.is_empty() { own > 0 } else { own > 3 }
    }

    /// Returns whether a word goes with a negation or a hedge: "no *longer*", "*will* not", "is likely *to*".
    pub(super) fn comes_along(&self, atom: &Atom) -> bool {
        let word = self.word(atom);
        let modal = matches!(
            word,
            "will" | "'ll" | "would" | "shall" | "should" | "must" | "can" | "to" | "do" | "does" | "did"
        );
        let with_negation = matches!(
            word,
            "any"
                | "ever"
                | "yet"
                | "longer"
                | "anymore"
                | "either"
                | "more"
                | "some"
                | "already"
                | "still"
                | "a"
                | "all"
        );
        atom.class == AtomClass::Word && (modal || with_negation || matches!(&*lexicon::stem(word), "be" | "hav"))
    }

    /// Returns the nearest atom before or after `nth` that is no hunk's.
    pub(super) fn kept_beside(&self, side: usize, nth: usize, forward: bool) -> Option<usize> {
        let atoms = &self.sides[side].atoms;
        let kept = |&nth: &usize| matches!(atoms[nth].state, AtomState::Kept { .. });
        if forward { (nth + 1..atoms.len()).find(kept) } else { (0..nth).rev().find(kept) }
    }
}

/// Returns in words how two excerpts differ.
pub(super) fn note(old: Option<&Excerpt>, new: Option<&Excerpt>) -> String {
    match (old, new) {
        (Some(old), Some(new)) => format!("{} → {}", brief(&old.text), brief(&new.text)),
        (Some(old), None) => format!("“{}” dropped", brief(&old.text)),
        (None, Some(new)) => format!("“{}” added", brief(&new.text)),
        (None, None) => String::new(),
    }
}

/// Folds white space and cuts a long text in its middle.
pub(super) fn brief(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= 14 {
        return words.join(" ");
    }
    format!("{} … {}", words[..7].join(" "), words[words.len() - 5..].join(" "))
}
