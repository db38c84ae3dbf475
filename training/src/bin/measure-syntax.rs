//! `measure-syntax`: how good the syntax head of an accurate model is.
//!
//! `measure-syntax TREEBANK MODEL` reads a treebank (CoNLL-U, compressed with gzip), parses its documents as the
//! program would, sentences as it cuts them, and prints how many words have the right head, relation and part of
//! speech. A word of this program that covers several of the treebank's counts as the one that governs the others. It
//! trains nothing.

use std::error::Error;
use std::fs;
use std::io::Read;
use std::path::PathBuf;

use flate2::read::GzDecoder;

use onrecord::lang::accurate;
use onrecord::lang::cache::Cache;
use onrecord::lang::encoder::Encoder;
use onrecord::text;
use onrecord_training::parsing::{ParserMeasures, body, gold_words};
use onrecord_training::treebank;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [treebank_path, model] = &arguments[..] else { return Err("usage: measure-syntax TREEBANK MODEL".into()) };
    let bytes = fs::read(model)?;
    let encoder = Encoder::from_bytes(&bytes)?;
    let mut file = String::new();
    GzDecoder::new(fs::File::open(treebank_path)?).read_to_string(&mut file)?;
    let sentences = treebank::read(&file);
    let mut measures = ParserMeasures::default();
    for sentences in sentences.chunk_by(|_, next| !next.opens_document) {
        let (body, starts) = body(sentences);
        let document = text::parse(&body);
        let analysis = accurate::analyse(&document, &encoder, &mut Cache::default());
        let parsed = analysis.words.unwrap_or_default();
        measures.add(&gold_words(sentences, &starts, &document), &parsed);
    }
    println!("{measures}");
    Ok(())
}
