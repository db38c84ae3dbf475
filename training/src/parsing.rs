//! A treebank's sentences as documents of this program, with what each word is, and how well a parser finds it.

use std::fmt;

use onrecord::syntax::ParsedWord;
use onrecord::syntax::relation::Relation;
use onrecord::syntax::tag::Tag;
use onrecord::text::Document;

use crate::tagging::Share;
use crate::treebank::{Node, Sentence};

/// How many sentences the paragraphs of a document have, in turn.
const PARAGRAPHS: [usize; 6] = [2, 1, 3, 1, 4, 2];

/// A word of this program's own in the treebank.
#[derive(Clone, Copy, Debug)]
pub struct GoldWord<'a> {
    /// Its sentence's number in the document, and that sentence's first word.
    pub sentence: usize,
    pub first: usize,
    /// Which word governs it, itself for the root; `None` where the treebank does not say.
    pub head: Option<usize>,
    /// Of several nodes the one that governs the others.
    pub node: Option<&'a Node>,
}

/// Returns a document of these sentences, and where each starts in it, in bytes.
pub fn body(sentences: &[Sentence]) -> (String, Vec<usize>) {
    let mut body = String::new();
    let mut starts = Vec::new();
    let mut sizes = PARAGRAPHS.into_iter().cycle();
    let mut left = 0;
    for sentence in sentences {
        if left == 0 {
            left = sizes.next().unwrap_or(1);
            body.push_str(if body.is_empty() { "" } else { "\n\n" });
        } else {
            body.push(' ');
        }
        left -= 1;
        starts.push(body.len());
        body.push_str(&sentence.text);
    }
    (body, starts)
}

/// Returns what each word of the document is, sentence by sentence.
pub fn gold_words<'a>(sentences: &'a [Sentence], starts: &[usize], document: &Document) -> Vec<GoldWord<'a>> {
    let mut words = Vec::with_capacity(document.tokens.len());
    for (number, sentence) in sentences.iter().enumerate() {
        let (start, end) = (starts[number], starts.get(number + 1).copied().unwrap_or(usize::MAX));
        let from = document.tokens.count_while(|token| token.start < start);
        let to = document.tokens.count_while(|token| token.start < end);
        let nodes: Vec<Vec<usize>> = document
            .tokens
            .range(from..to)
            .map(|token| {
                let (from, to) = (token.span.start - start, token.span.end - start);
                let place = |node: usize| &sentence.nodes[node].place;
                (0..sentence.nodes.len()).filter(|&node| place(node).start < to && from < place(node).end).collect()
            })
            .collect();
        words.extend(nodes.iter().enumerate().map(|(own, inside)| {
            let top = inside.iter().find(|&&node| sentence.nodes[node].head.is_none_or(|head| !inside.contains(&head)));
            let node = top.map(|&top| &sentence.nodes[top]);
            let of = |head: usize| nodes.iter().position(|inside| inside.contains(&head));
            let head = node.and_then(|node| node.head.map_or(Some(own), of)).map(|head| from + head);
            GoldWord { sentence: number, first: from, head, node }
        }));
    }
    words
}

/// How often words have the right head, and the right relation to it, and the right part of speech.
#[derive(Clone, Copy, Debug, Default)]
pub struct ParserMeasures {
    pub heads: Share,
    /// Subtypes left out.
    pub labelled: Share,
    /// Subtypes told apart.
    pub labelled_exactly: Share,
    pub parts_of_speech: Share,
    /// Past and present, one and several told apart.
    pub kinds: Share,
}

impl ParserMeasures {
    /// Adds the words of a document, as they are and as a parser has them.
    pub fn add(&mut self, gold: &[GoldWord], parsed: &[ParsedWord]) {
        for (at, (gold, parsed)) in gold.iter().zip(parsed).enumerate() {
            let (Some(node), Some(head)) = (gold.node, gold.head) else { continue };
            let right = parsed.head.unwrap_or(at) == head;
            let broad = |relation: Relation| relation.name().split(':').next();
            let relation = node.full_relation;
            self.heads.add(right);
            self.labelled.add(right && broad(parsed.relation) == broad(relation));
            self.labelled_exactly.add(right && parsed.relation == relation);
            self.parts_of_speech.add(part(parsed.tag) == part(node.tag));
            self.kinds.add(parsed.kind() == node.kind());
        }
    }
}

impl fmt::Display for ParserMeasures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { heads, labelled, labelled_exactly, parts_of_speech, kinds } = self;
        writeln!(f, "UAS {heads}\nLAS {labelled}\nLAS with subtypes {labelled_exactly}")?;
        write!(f, "UPOS {parts_of_speech}\nkinds {kinds}")
    }
}

/// The part of speech as Universal Dependencies has it, all forms of verbs and of auxiliaries as one.
fn part(tag: Tag) -> Tag {
    match tag {
        Tag::FiniteAuxiliary => Tag::Auxiliary,
        Tag::FiniteVerb | Tag::PastParticiple | Tag::Ing => Tag::BareVerb,
        _ => tag,
    }
}
