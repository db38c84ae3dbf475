//! A treebank in CoNLL-U, its annotations carried over to this program's own tokens.

use std::ops::Range;

use onrecord::lang::tag::Tag;
use onrecord::lang::tag::clause::ClauseRole;
use onrecord::syntax::ParsedWord;
use onrecord::syntax::relation::Relation;
use onrecord::text::{self, Document};

/// A sentence of a treebank.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// As it is printed.
    pub text: String,
    /// Whether it is the first of its document.
    pub opens_document: bool,
    pub nodes: Vec<Node>,
}

/// A word of a treebank.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it stands in the text, in bytes.
    pub place: Range<usize>,
    pub word: String,
    pub tag: Tag,
    /// Whether it is a finite verb in the past tense, or stands in the plural.
    pub inflected: bool,
    /// The part of speech as the treebank names it.
    pub part: String,
    /// Which node governs it; `None` for the root.
    pub head: Option<usize>,
    /// Without its subtype.
    pub relation: String,
    pub full_relation: Relation,
}

/// What a token of this program's own is in the treebank.
#[derive(Clone, Copy, Debug)]
pub struct Gold<'a> {
    pub tag: Tag,
    pub part: &'a str,
    pub role: ClauseRole,
    /// Its node.
    pub node: usize,
}

/// Reads the sentences of a file. Words that cannot be found in their sentence's text, and sentences without a text,
/// are left out.
pub fn read(file: &str) -> Vec<Sentence> {
    file.split("\n\n").filter_map(sentence).collect()
}

fn sentence(block: &str) -> Option<Sentence> {
    let text = block.lines().find_map(|line| line.strip_prefix("# text = "))?.to_owned();
    let mut nodes: Vec<Node> = Vec::new();
    let mut heads = Vec::new();
    let mut at = 0;
    // The words up to this number were printed as one.
    let mut printed: (usize, Range<usize>) = (0, 0..0);
    for line in block.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let &[id, word, _, part, _, features, head, relation, ..] = &fields[..] else { continue };
        let mut find = |word: &str| {
            let start = at + text[at..].find(|c: char| !c.is_whitespace())?;
            text[start..].starts_with(word).then(|| {
                at = start + word.len();
                start..at
            })
        };
        if let Some((_, last)) = id.split_once('-') {
            printed = (last.parse().ok()?, find(word)?);
            continue;
        }
        let Ok(number) = id.parse::<usize>() else { continue };
        let place = if number <= printed.0 { printed.1.clone() } else { find(word)? };
        heads.push(head.parse::<usize>().ok()?);
        let full_relation = Relation::from_name(relation);
        let (relation, _) = relation.split_once(':').unwrap_or((relation, ""));
        let tag = tag(part, features);
        nodes.push(Node {
            place,
            word: word.to_owned(),
            tag,
            inflected: is_inflected(tag, features),
            part: part.to_owned(),
            head: None,
            relation: relation.to_owned(),
            full_relation,
        });
    }
    part_printed(&text, &mut nodes);
    for (node, head) in nodes.iter_mut().zip(heads) {
        node.head = head.checked_sub(1);
    }
    let opens_document = block.lines().any(|line| line.starts_with("# newdoc"));
    Some(Sentence { text, opens_document, nodes })
}

/// Parts what was printed as one word, "We're", where the words that it stands for make it up letter by letter.
fn part_printed(text: &str, nodes: &mut [Node]) {
    for group in nodes.chunk_by_mut(|one, other| one.place == other.place) {
        let whole = group[0].place.clone();
        let words: String = group.iter().map(|node| node.word.as_str()).collect();
        if group.len() < 2 || text[whole.clone()] != words {
            continue;
        }
        let mut start = whole.start;
        for node in group {
            let end = start + node.word.len();
            node.place = start..end;
            start = end;
        }
    }
}

fn is_inflected(tag: Tag, features: &str) -> bool {
    let has = |feature: &str| features.split('|').any(|one| one == feature);
    match tag {
        Tag::FiniteVerb | Tag::FiniteAuxiliary => has("Tense=Past"),
        Tag::Noun | Tag::Name | Tag::Pronoun | Tag::Determiner => has("Number=Plur"),
        _ => false,
    }
}

fn tag(part: &str, features: &str) -> Tag {
    let has = |feature: &str| features.split('|').any(|one| one == feature);
    let finite = has("VerbForm=Fin") && !has("Mood=Imp");
    match part {
        "ADJ" => Tag::Adjective,
        "ADP" => Tag::Adposition,
        "ADV" => Tag::Adverb,
        "AUX" if finite => Tag::FiniteAuxiliary,
        "AUX" => Tag::Auxiliary,
        "CCONJ" => Tag::Conjunction,
        "DET" => Tag::Determiner,
        "INTJ" => Tag::Interjection,
        "NOUN" => Tag::Noun,
        "NUM" => Tag::Number,
        "PART" => Tag::Particle,
        "PRON" => Tag::Pronoun,
        "PROPN" => Tag::Name,
        "PUNCT" => Tag::Punctuation,
        "SCONJ" => Tag::Subordinator,
        "SYM" => Tag::Symbol,
        "VERB" if finite => Tag::FiniteVerb,
        "VERB" if has("VerbForm=Ger") || has("Tense=Pres") => Tag::Ing,
        "VERB" if has("VerbForm=Part") => Tag::PastParticiple,
        "VERB" => Tag::BareVerb,
        _ => Tag::Other,
    }
}

impl Node {
    /// Returns its part of speech and form as one number, as [`ParsedWord::kind`] counts them.
    pub fn kind(&self) -> usize {
        ParsedWord { tag: self.tag, inflected: self.inflected, ..ParsedWord::default() }.kind()
    }
}

impl Sentence {
    /// Returns the nodes that a node governs.
    fn children(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.nodes.len()).filter(move |&child| self.nodes[child].head == Some(node))
    }

    /// Returns whether a node is `ancestor` or governed by it.
    pub fn is_under(&self, mut node: usize, ancestor: usize) -> bool {
        for _ in 0..=self.nodes.len() {
            if node == ancestor {
                return true;
            }
            let Some(head) = self.nodes[node].head else { return false };
            node = head;
        }
        false
    }

    /// Returns whether a node heads a clause with its own subject and finite verb.
    pub fn is_clause(&self, node: usize) -> bool {
        let relation = |child: usize| self.nodes[child].relation.as_str();
        let subject = self.children(node).any(|child| matches!(relation(child), "nsubj" | "csubj" | "expl"));
        let finite = self.nodes[node].tag.is_finite()
            || self
                .children(node)
                .any(|child| matches!(relation(child), "aux" | "cop") && self.nodes[child].tag.is_finite());
        subject && finite
    }

    /// Returns the first nodes of the main clauses that follow the first, in text order: each joined to it by a
    /// conjunction or a semicolon, and each with its own subject and finite verb, the first too.
    pub fn starts(&self, root: usize) -> Vec<usize> {
        if !self.is_clause(root) {
            return Vec::new();
        }
        let mut starts: Vec<usize> = self
            .children(root)
            .filter(|&node| matches!(self.nodes[node].relation.as_str(), "conj" | "parataxis") && self.is_clause(node))
            .filter_map(|node| {
                let first = (0..=node)
                    .find(|&child| self.is_under(child, node) && self.nodes[child].tag != Tag::Punctuation)?;
                let conjunction = self.children(node).any(|child| self.nodes[child].relation == "cc" && child < node);
                let joined = conjunction || first.checked_sub(1).is_some_and(|at| self.nodes[at].word == ";");
                // A clause that stands inside another is no further one.
                (joined && first > root).then_some(first)
            })
            .collect();
        starts.sort_unstable();
        starts
    }

    /// Returns what each node is to the clauses under `root`.
    pub fn roles(&self, root: usize) -> Vec<ClauseRole> {
        let starts = self.starts(root);
        (0..self.nodes.len())
            .map(|node| {
                if starts.contains(&node) {
                    return ClauseRole::Start;
                }
                let mut at = node;
                for _ in 0..self.nodes.len() {
                    if at == root {
                        break;
                    }
                    if matches!(self.nodes[at].relation.as_str(), "ccomp" | "advcl" | "acl" | "csubj") {
                        return ClauseRole::Side;
                    }
                    let Some(head) = self.nodes[at].head else { break };
                    at = head;
                }
                ClauseRole::Main
            })
            .collect()
    }

    /// Returns the node that governs the sentence.
    pub fn root(&self) -> usize {
        self.nodes.iter().position(|node| node.head.is_none()).unwrap_or(0)
    }

    /// Returns the nodes that head a clause which could stand alone: what is said, thought or asked.
    pub fn contents(&self) -> Vec<usize> {
        (0..self.nodes.len()).filter(|&node| self.nodes[node].relation == "ccomp" && self.is_clause(node)).collect()
    }

    /// Carries the annotations under `root` over to the tokens of a document of this sentence's text; `None` for a
    /// token of no node. A token of several nodes is what the one is that governs the others.
    pub fn project(&self, document: &Document, root: usize) -> Vec<Option<Gold<'_>>> {
        let roles = self.roles(root);
        document
            .tokens
            .iter()
            .map(|token| {
                let span = token.span;
                let inside: Vec<usize> = (0..self.nodes.len())
                    .filter(|&node| self.nodes[node].place.start < span.end && span.start < self.nodes[node].place.end)
                    .collect();
                let node =
                    *inside.iter().find(|&&node| self.nodes[node].head.is_none_or(|head| !inside.contains(&head)))?;
                let role = if inside.iter().any(|&node| roles[node] == ClauseRole::Start) {
                    ClauseRole::Start
                } else {
                    roles[node]
                };
                let one = &self.nodes[node];
                Some(Gold { tag: one.tag, part: &one.part, role, node })
            })
            .collect()
    }

    /// Cuts the sentence's text into this program's own tokens.
    pub fn document(&self) -> Document<'_> {
        text::parse(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_as_one_is_parted() {
        let file = "# text = We're off.\n\
            1-2\tWe're\t_\t_\t_\t_\t_\t_\t_\t_\n\
            1\tWe\twe\tPRON\tPRP\t_\t3\tnsubj\t_\t_\n\
            2\t're\tbe\tAUX\tVBP\t_\t3\tcop\t_\t_\n\
            3\toff\toff\tADJ\tJJ\t_\t0\troot\t_\t_\n\
            4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n";
        let sentences = read(file);
        let places: Vec<_> = sentences[0].nodes.iter().map(|node| node.place.clone()).collect();
        assert_eq!(places, [0..2, 2..5, 6..9, 9..10]);
    }
}
