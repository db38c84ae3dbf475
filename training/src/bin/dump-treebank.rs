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
use onrecord::lang::windows;
use onrecord::text;
use onrecord_training::parsing::{GoldWord, body, gold_words};
use onrecord_training::treebank;
use serde_json::json;

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
        let words: Vec<[i64; 4]> = gold_words(sentences, &starts, &document).iter().map(dumped).collect();
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

fn dumped(word: &GoldWord) -> [i64; 4] {
    let number = |number: usize| i64::try_from(number).unwrap_or(-1);
    let Some(node) = word.node else { return [number(word.sentence), -1, 0, -1] };
    let head = word.head.map_or(-1, |head| number(head - word.first));
    [number(word.sentence), head, number(node.full_relation.index()), number(node.kind())]
}
