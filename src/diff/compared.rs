//! One side made ready for comparison: each token of the body folded, and given to the one claim that answers for it.
//!
//! It compares nothing. Every token of a sentence that holds a claim belongs to exactly one claim, so that what differs
//! is found once; a sentence without a claim (a heading, a caption) is kept by the claim before it.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use super::lexicon;
use super::vocabulary::{Sym, Vocabulary};
use crate::claim::{Claim, ClaimKind, Extraction, Span, Speaker};
pub(super) use crate::lexicon::fold;
use crate::reading::{Layout, TextReading, Token, TokenKind};
use crate::syntax::relation::Relation;
use crate::syntax::tag::Tag;

/// One side of a comparison, made ready.
pub(super) struct ComparedSide<'a> {
    pub(super) body: &'a str,
    /// Where its parts begin and end.
    pub(super) layout: &'a Layout,
    /// What it says, layout included.
    pub(super) reading: &'a TextReading,
    /// Those with a word outside of the page's lines: an older reading may have claims in these.
    pub(super) claims: Cow<'a, [Claim]>,
    pub(super) speakers: &'a [Speaker],
    /// The layout's tokens, one for one.
    pub(super) tokens: Vec<ComparedToken>,
    /// The claims' own tokens, one passage a claim.
    pub(super) passages: Vec<Passage>,
    /// Parts of names that follow each other somewhere in the body.
    pub(super) names: HashSet<(Sym, Sym)>,
    descriptions: OnceCell<Descriptions>,
}

/// Which words describe which somewhere in a body, and as what; all words are stems.
#[derive(Debug, Default)]
struct Descriptions {
    /// By thing: the words that describe it.
    of: HashMap<Sym, Vec<(Sym, Relation)>>,
    /// By word: the things that it describes.
    by: HashMap<Sym, Vec<(Sym, Relation)>>,
}

/// A token as a comparison sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct ComparedToken {
    pub(super) span: Span,
    /// Lower case, straight apostrophes.
    pub(super) fold: Sym,
    /// What the word's forms have in common.
    pub(super) stem: Sym,
    /// The token to the letter, with what stands between it and the next that is not white space.
    pub(super) exact: Sym,
    pub(super) sort: ComparedSort,
    /// The outermost quotation that holds it, as an index into the layout's.
    pub(super) quotation: Option<usize>,
    /// Inside square brackets within a quotation: the outlet's words, not the speaker's.
    pub(super) bracketed: bool,
    /// Starts with a capital letter.
    pub(super) capital: bool,
    /// The first word of a sentence, a quotation or a line.
    pub(super) initial: bool,
    /// A name, or a part of one.
    pub(super) name: bool,
    pub(super) sentence: usize,
    /// What it is to its claim.
    pub(super) part: ClaimPart,
}

/// What sort of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum ComparedSort {
    Word,
    Number,
    /// A sign that is read as a word: "$", "%".
    Sign,
    /// A quotation mark.
    Mark,
    Ellipsis,
    Punctuation,
}

impl ComparedSort {
    /// Returns whether it is read aloud.
    pub(super) fn is_word(self) -> bool {
        matches!(self, Self::Word | Self::Number | Self::Sign)
    }
}

/// What a token is to the claim that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClaimPart {
    Content,
    Cue,
    Source,
    /// The day on which it was said.
    SaidOn,
    /// In the claim's sentence, in none of its fields.
    Beside,
    /// In a sentence that holds no claim.
    Outside,
}

/// A claim's own tokens.
#[derive(Clone, Debug, Default)]
pub(super) struct Passage {
    /// Indexes into [`ComparedSide::tokens`], in text order.
    pub(super) tokens: Vec<usize>,
    /// Whether another claim answers for all of its words, and it only stands on them.
    pub(super) shared: bool,
    /// The sentence and the paragraph in which it starts.
    pub(super) sentence: usize,
    pub(super) paragraph: usize,
}

impl<'a> ComparedSide<'a> {
    /// Makes a text ready, by what was read off it.
    pub(super) fn new(
        body: &'a str,
        extraction: &'a Extraction,
        reading: &'a TextReading,
        vocabulary: &mut Vocabulary,
    ) -> Self {
        let layout = &reading.layout;
        let mut compared = Self {
            body,
            layout,
            reading,
            claims: of_story(&extraction.claims, layout),
            speakers: &extraction.speakers,
            tokens: tokens(body, layout, vocabulary),
            passages: Vec::new(),
            names: HashSet::new(),
            descriptions: OnceCell::new(),
        };
        compared.share_out();
        compared
    }

    /// Lists the words that describe a thing somewhere in the body, as "tax" does in "tax law", and as what; all words
    /// are stems. Without trees there are none.
    pub(super) fn descriptions(&self, thing: Sym) -> &[(Sym, Relation)] {
        self.described().of.get(&thing).map_or(&[], Vec::as_slice)
    }

    /// Lists the things that a word describes somewhere in the body, and as what; all words are stems. Without trees
    /// there are none.
    pub(super) fn described_by(&self, word: Sym) -> &[(Sym, Relation)] {
        self.described().by.get(&word).map_or(&[], Vec::as_slice)
    }

    fn described(&self) -> &Descriptions {
        self.descriptions.get_or_init(|| {
            let mut found = Descriptions::default();
            let Some(trees) = &self.reading.trees else { return found };
            for (word, token) in self.tokens.iter().enumerate() {
                let relation = trees.relation(word);
                let thing = trees.head(word).filter(|_| relation.describes()).and_then(|head| self.tokens.get(head));
                if let Some(thing) = thing {
                    found.of.entry(thing.stem).or_default().push((token.stem, relation));
                    found.by.entry(token.stem).or_default().push((thing.stem, relation));
                }
            }
            found
        })
    }

    /// Gives each token to one claim: the one with the smallest content that holds it, else the one whose cue or source
    /// it is, else the nearest in its sentence. A fact has only what no attribution inside it holds.
    fn share_out(&mut self) {
        let mut owner: Vec<Option<usize>> = vec![None; self.tokens.len()];
        let size = |claim: &Claim| claim.content.spans.iter().map(|span| span.len()).sum::<usize>();
        let mut by_size: Vec<usize> = (0..self.claims.len()).collect();
        by_size.sort_by_key(|&claim| {
            let fields = &self.claims[claim];
            (fields.kind != ClaimKind::Fact, std::cmp::Reverse(size(fields)), claim)
        });
        for claim in by_size {
            let fields = &self.claims[claim];
            let words =
                |excerpt: &Option<crate::claim::Excerpt>| excerpt.iter().flat_map(|e| e.spans.clone()).collect();
            let said_on = fields.said_on.iter().flat_map(|said_on| said_on.words.spans.clone()).collect();
            let parts: [(ClaimPart, Vec<Span>); 4] = [
                (ClaimPart::Content, fields.content.spans.clone()),
                (ClaimPart::Cue, words(&fields.cue)),
                (ClaimPart::Source, words(&fields.source)),
                (ClaimPart::SaidOn, said_on),
            ];
            for (part, spans) in parts {
                for span in spans {
                    for token in self.layout.tokens_in(span) {
                        // A shared source is the first claim's in the order of the text.
                        let first = owner[token].is_none_or(|other| claim < other);
                        if part == ClaimPart::Content || first || self.tokens[token].part == ClaimPart::Content {
                            if part != ClaimPart::Content && (owner[token] == Some(claim) || self.in_dateline(token)) {
                                continue;
                            }
                            owner[token] = Some(claim);
                            self.tokens[token].part = part;
                        }
                    }
                }
            }
        }
        for sentence in &self.layout.sentences {
            let range = sentence.tokens.clone();
            if range.clone().all(|token| owner[token].is_none()) {
                continue;
            }
            let mut near = range.clone().find_map(|token| owner[token]);
            for token in range {
                match owner[token] {
                    Some(claim) => near = Some(claim),
                    None => {
                        let opens = self.layout.tokens.at(token).kind == TokenKind::QuoteOpen
                            || matches!(
                                self.layout.tokens.at(token).span.of(self.body),
                                "and" | "but" | "or" | "so" | "yet" | "nor"
                            );
                        let next = owner.get(token + 1).copied().flatten().filter(|_| opens);
                        owner[token] = next.or(near);
                        self.tokens[token].part = ClaimPart::Beside;
                    }
                }
            }
        }
        let mut near = owner.iter().flatten().next().copied();
        self.passages = vec![Passage::default(); self.claims.len()];
        for (token, owner) in owner.iter().enumerate() {
            if owner.is_none() {
                self.tokens[token].part = ClaimPart::Outside;
            }
            near = owner.or(near);
            if let Some(claim) = near {
                self.passages[claim].tokens.push(token);
            }
        }
        for (claim, passage) in self.passages.iter_mut().enumerate() {
            if passage.tokens.iter().all(|&token| self.tokens[token].part == ClaimPart::Outside) {
                // Another claim holds all of its words: it stands on the same ones.
                passage.tokens = self.layout.tokens_in(self.claims[claim].span).collect();
                passage.shared = true;
            }
        }
        self.locate();
    }

    /// Returns the paragraph in which a token stands.
    pub(super) fn paragraph_of(&self, token: usize) -> Option<usize> {
        self.layout.sentences.get(self.tokens[token].sentence).map(|sentence| sentence.paragraph)
    }

    /// Returns whether a token stands in a dateline: a place where news was written, which attributes nothing.
    fn in_dateline(&self, token: usize) -> bool {
        let token = &self.tokens[token];
        let dateline = self.layout.sentences.get(token.sentence).and_then(|sentence| sentence.dateline);
        dateline.is_some_and(|dateline| dateline.contains(token.span))
    }

    /// Returns of each passage where it starts.
    fn locate(&mut self) {
        for passage in &mut self.passages {
            let first = passage.tokens.iter().find(|&&token| self.tokens[token].part != ClaimPart::Outside);
            if let Some(&first) = first {
                passage.sentence = self.tokens[first].sentence;
            }
            passage.paragraph = self.layout.sentences.get(passage.sentence).map_or(0, |sentence| sentence.paragraph);
        }
    }

    /// Returns by token which claim answers for it.
    pub(super) fn owners(&self) -> Vec<Option<usize>> {
        let mut owners = vec![None; self.tokens.len()];
        for (claim, passage) in self.passages.iter().enumerate().filter(|(_, passage)| !passage.shared) {
            passage.tokens.iter().for_each(|&token| owners[token] = Some(claim));
        }
        owners
    }

    /// Gives the tokens to other claims.
    pub(super) fn give(&mut self, owners: &[Option<usize>]) {
        for passage in self.passages.iter_mut().filter(|passage| !passage.shared) {
            passage.tokens.clear();
        }
        for (token, owner) in owners.iter().enumerate() {
            if let Some(owner) = *owner {
                self.passages[owner].tokens.push(token);
            }
        }
        self.locate();
    }

    /// Lists the sentences that hold no claim, each with its words.
    fn outsiders(&self) -> Vec<(usize, Vec<Sym>)> {
        let outside = |range: &std::ops::Range<usize>| {
            !range.is_empty() && range.clone().all(|token| self.tokens[token].part == ClaimPart::Outside)
        };
        let sentences = self.layout.sentences.iter().enumerate();
        sentences
            .filter(|(_, sentence)| outside(&sentence.tokens))
            .map(|(nth, sentence)| {
                (nth, self.tokens[sentence.tokens.clone()].iter().map(|token| token.exact).collect())
            })
            .collect()
    }
}

/// Leaves out the claims that lie in lines of the page.
fn of_story<'a>(claims: &'a [Claim], layout: &Layout) -> Cow<'a, [Claim]> {
    let is_of_page = |claim: &Claim| layout.furniture.iter().any(|line| line.span.contains(claim.span));
    if claims.iter().any(is_of_page) {
        claims.iter().filter(|claim| !is_of_page(claim)).cloned().collect()
    } else {
        Cow::Borrowed(claims)
    }
}

/// Drops the sentences without a claim that stand on both sides: they are no difference wherever they stand.
pub(super) fn drop_shared_outsiders<'a>(one: &mut ComparedSide<'a>, other: &mut ComparedSide<'a>) {
    let outsiders = [one.outsiders(), other.outsiders()];
    for (side, compared) in [one, other].into_iter().enumerate() {
        let theirs: HashSet<&Vec<Sym>> = outsiders[1 - side].iter().map(|(_, words)| words).collect();
        let mine = outsiders[side].iter();
        let shared: HashSet<usize> =
            mine.filter(|(_, words)| theirs.contains(words)).map(|(sentence, _)| *sentence).collect();
        for passage in &mut compared.passages {
            passage.tokens.retain(|&token| {
                let token = &compared.tokens[token];
                token.part != ClaimPart::Outside || !shared.contains(&token.sentence)
            });
        }
    }
}

/// Marks the names on both sides. A capital at the start of a sentence tells nothing by itself: there the word is a
/// name only where either text has it with a capital elsewhere, where a capitalised word follows, or where it was parsed
/// as one.
pub(super) fn mark_names(sides: [&mut ComparedSide; 2], vocabulary: &Vocabulary) {
    let mut capital: HashSet<Sym> = HashSet::new();
    let mut small: HashSet<Sym> = HashSet::new();
    for compared in &sides {
        for token in compared.tokens.iter().filter(|token| token.sort == ComparedSort::Word) {
            if !token.capital {
                small.insert(token.fold);
            } else if !token.initial {
                capital.insert(token.fold);
            }
        }
    }
    for compared in sides {
        for nth in 0..compared.tokens.len() {
            let token = compared.tokens[nth];
            if token.sort != ComparedSort::Word || !token.capital {
                continue;
            }
            let word = vocabulary.word(token.fold);
            let text = token.span.of(compared.body);
            let acronym = text.chars().filter(|c| c.is_uppercase()).count() > 1 && !text.contains('-');
            let plain =
                vocabulary.is_function(token.fold) || vocabulary.is_pronoun(token.fold) || lexicon::is_negator(word);
            // "US" and "WHO" are names, "THE" in a line of capitals is none.
            let shouted = acronym && (nth > 0 && shouts(compared, nth - 1) || shouts(compared, nth + 1));
            if word.chars().count() < 2 || (plain && (!acronym || shouted)) {
                continue;
            }
            let next = compared.tokens.get(nth + 1).is_some_and(|next| {
                next.sort == ComparedSort::Word
                    && next.capital
                    && next.sentence == token.sentence
                    && !vocabulary.is_function(next.fold)
            });
            let role = lexicon::ROLES.has(word);
            let parsed = || compared.reading.trees.as_ref().is_some_and(|trees| trees.word(nth).tag == Tag::Name);
            compared.tokens[nth].name = if token.initial {
                let once = || !small.contains(&token.fold) && (next || parsed());
                !role && (acronym || capital.contains(&token.fold) || once())
            } else {
                !role || !small.contains(&token.fold)
            };
        }
        let two = compared.tokens.windows(2).filter(|two| two[0].name && two[1].name);
        compared.names = two.map(|two| (two[0].fold, two[1].fold)).collect();
    }
}

/// Returns whether a token is a longer word in capitals.
fn shouts(compared: &ComparedSide, nth: usize) -> bool {
    let text = compared.tokens.get(nth).map_or("", |token| token.span.of(compared.body));
    text.len() > 3 && text.chars().all(char::is_uppercase)
}

fn tokens(body: &str, layout: &Layout, vocabulary: &mut Vocabulary) -> Vec<ComparedToken> {
    let mut tokens: Vec<ComparedToken> = Vec::with_capacity(layout.tokens.len());
    let mut bracket = false;
    let mut known: HashMap<(&str, ComparedSort, bool), Forms> = HashMap::new();
    for (nth, token) in layout.tokens.iter().enumerate() {
        let text = token.span.of(body);
        let next = layout.tokens.get(nth + 1).map_or(body.len(), |next| next.span.start);
        let end = next.min(paragraph_end(body, layout, token)).max(token.span.end);
        let sort = match token.kind {
            TokenKind::Word | TokenKind::Link => ComparedSort::Word,
            TokenKind::Number => ComparedSort::Number,
            TokenKind::QuoteOpen | TokenKind::QuoteClose => ComparedSort::Mark,
            TokenKind::Punct if text.starts_with("..") || text.starts_with('…') => ComparedSort::Ellipsis,
            TokenKind::Punct if text.chars().all(|c| "$£€¥₴₽%‰°&+@#=".contains(c)) => ComparedSort::Sign,
            TokenKind::Punct => ComparedSort::Punctuation,
        };
        let quotation = token.quotation.map(|quotation| outermost(layout, quotation));
        bracket = match text {
            "[" => true,
            "]" => false,
            _ => bracket && tokens.last().is_some_and(|last| last.sentence == token.sentence),
        };
        // "[W]e": a letter's change of case is the speaker's word still.
        let letter = text.chars().count() == 1 && body[token.span.end..].starts_with(']');
        let before = tokens.last();
        let initial = before.is_none_or(|before| {
            before.sentence != token.sentence
                || before.quotation != quotation
                || matches!(before.sort, ComparedSort::Mark | ComparedSort::Ellipsis)
                || before.span.of(body) == ":"
                || body[before.span.end..token.span.start].contains('\n')
        });
        let negated = body[token.span.end..].starts_with(['n', 'N']);
        let forms = *known.entry((text, sort, negated)).or_insert_with(|| forms(text, sort, negated, vocabulary));
        tokens.push(ComparedToken {
            span: token.span,
            fold: forms.fold,
            stem: forms.stem,
            exact: vocabulary.number(&without_space(&body[token.span.start..end])),
            sort,
            quotation,
            bracketed: bracket && quotation.is_some() && !letter,
            capital: text.starts_with(char::is_uppercase),
            initial,
            name: false,
            sentence: token.sentence,
            part: ClaimPart::Outside,
        });
    }
    tokens
}

/// A token's word, folded, and what its forms have in common.
#[derive(Clone, Copy)]
struct Forms {
    fold: Sym,
    stem: Sym,
}

/// Folds a token's text; `negated` where an n stands right behind it.
fn forms(text: &str, sort: ComparedSort, negated: bool, vocabulary: &mut Vocabulary) -> Forms {
    let folded = fold(text);
    // "won't", "can't" and "shan't" are cut into "wo", "ca", "sha" and "n't".
    let folded = match folded.as_str() {
        "wo" if negated => "will",
        "ca" if negated => "can",
        "sha" if negated => "shall",
        folded => folded,
    };
    let stem = match sort {
        ComparedSort::Word => vocabulary.number(&lexicon::stem(folded)),
        _ => vocabulary.number(folded),
    };
    Forms { fold: vocabulary.number(folded), stem }
}

/// Leaves out white space.
fn without_space(text: &str) -> Cow<'_, str> {
    let text = text.trim_end();
    if text.contains(char::is_whitespace) {
        text.chars().filter(|c| !c.is_whitespace()).collect()
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns where the paragraph of a token ends.
fn paragraph_end(body: &str, layout: &Layout, token: Token) -> usize {
    let sentence = layout.sentences.get(token.sentence);
    let paragraph = sentence.and_then(|sentence| layout.paragraphs.get(sentence.paragraph));
    paragraph.map_or(body.len(), |paragraph| paragraph.span.end)
}

/// Returns the outermost quotation that holds `quotation`.
fn outermost(layout: &Layout, quotation: usize) -> usize {
    let inner = layout.quotations[quotation].outer;
    let depth = layout.quotations[quotation].depth;
    let before = layout.quotations[..=quotation].iter().enumerate().rev().take(depth.saturating_add(8));
    before
        .filter(|(_, outer)| outer.depth == 0 && outer.outer.contains(inner))
        .map(|(nth, _)| nth)
        .next()
        .unwrap_or(quotation)
}
