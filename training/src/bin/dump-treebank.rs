//! Writes what the syntax head is trained on: a treebank's sentences in windows as JSON lines, with a head, a relation
//! and a part of speech for each of this program's own words.
//!
//! `dump-treebank VOCABULARY TREEBANK WINDOWS`: VOCABULARY has one piece a line (the ids written are line numbers from
//! 0), TREEBANK is CoNLL-U, compressed with gzip.
//!
//! One to four neighbouring sentences make a paragraph, as in news. A word is `[sentence, head, relation, tag]`: the
//! sentence by its number in the document; the head by its place in the sentence, the word's own for the root, -1 where
//! the treebank does not say; the tag is twice the part of speech's number, and one more where the word is in the past
//! tense or the plural.

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::io::{BufWriter, Read, Write};
use std::path::PathBuf;

use flate2::read::GzDecoder;

use onrecord::lang::pieces::PieceVocabulary;
use onrecord::lang::syntax::relation::Relation;
use onrecord::lang::windows;
use onrecord::text;
use onrecord_training::treebank::{self, Sentence};
use serde_json::json;

/// How many sentences the paragraphs of a document have, in turn.
const PARAGRAPHS: [usize; 6] = [2, 1, 3, 1, 4, 2];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [vocabulary, treebank_path, windows_path] = &arguments[..] else {
        return Err("usage: dump-treebank VOCABULARY TREEBANK WINDOWS".into());
    };
    let lines = fs::read_to_string(vocabulary)?;
    let numbers: HashMap<&str, usize> = lines.lines().enumerate().map(|(number, line)| (line, number)).collect();
    let vocabulary = PieceVocabulary::new(lines.lines()).ok_or("the vocabulary lacks [CLS], [SEP] or [UNK]")?;
    let number = |id: &u32| vocabulary.piece(*id).and_then(|piece| numbers.get(piece)).copied();
    let mut file = String::new();
    GzDecoder::new(fs::File::open(treebank_path)?).read_to_string(&mut file)?;
    let sentences = treebank::read(&file);
    let mut out = BufWriter::new(fs::File::create(windows_path)?);
    for (name, sentences) in sentences.chunk_by(|_, next| !next.opens_document).enumerate() {
        let (body, starts) = body(sentences);
        let document = text::parse(&body);
        let words = words(sentences, &starts, &document);
        for window in windows::windows(&document, &vocabulary) {
            let line = json!({
                "doc": format!("treebank {name}"),
                "ids": window.pieces.iter().map(number).collect::<Vec<_>>(),
                "types": window.types,
                "first": window.firsts,
                "words": window.words.clone().collect::<Vec<_>>(),
                "labels": &words[window.words],
            });
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(())
}

/// A document of these sentences, and where each starts in it, in bytes.
fn body(sentences: &[Sentence]) -> (String, Vec<usize>) {
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

/// What each word of the document is: sentence, head, relation, tag.
fn words(sentences: &[Sentence], starts: &[usize], document: &text::Document) -> Vec<[i64; 4]> {
    let mut out = Vec::with_capacity(document.tokens.len());
    let tokens_of = |index: usize| {
        let end = starts.get(index + 1).copied().unwrap_or(usize::MAX);
        let from = document.tokens.partition_point(|token| token.span.start < starts[index]);
        let to = document.tokens.partition_point(|token| token.span.start < end);
        from..to
    };
    for (index, sentence) in sentences.iter().enumerate() {
        let tokens = tokens_of(index);
        let nodes: Vec<Vec<usize>> = document.tokens[tokens]
            .iter()
            .map(|token| {
                let (from, to) = (token.span.start - starts[index], token.span.end - starts[index]);
                let place = |node: usize| &sentence.nodes[node].place;
                (0..sentence.nodes.len()).filter(|&node| place(node).start < to && from < place(node).end).collect()
            })
            .collect();
        for (own, inside) in nodes.iter().enumerate() {
            // Of several nodes the one that governs the others.
            let top = inside.iter().find(|&&node| sentence.nodes[node].head.is_none_or(|head| !inside.contains(&head)));
            let Some(&top) = top else {
                out.push([index as i64, -1, Relation::Dependent.index() as i64, -1]);
                continue;
            };
            let node = &sentence.nodes[top];
            let head = match node.head {
                Some(head) => nodes.iter().position(|inside| inside.contains(&head)).map_or(-1, |head| head as i64),
                None => own as i64,
            };
            let tag = 2 * node.tag.index() as i64 + i64::from(node.inflected);
            out.push([index as i64, head, node.full_relation.index() as i64, tag]);
        }
    }
    out
}
