//! Writes what the accurate model is trained on: windows of a PolNeAR folder as JSON lines, with a gold label for each
//! word.
//!
//! `dump-windows VOCABULARY FOLDER WINDOWS DOCUMENTS`: VOCABULARY has one piece a line (the ids written are line
//! numbers from 0), FOLDER has `text/*.txt` and `attributions/*.ann`; of several annotators the first by file name
//! counts.
//!
//! It trains nothing, and changes neither texts nor annotations.

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use onrecord::lang::labels::{self, Label, tokens_of};
use onrecord::lang::pieces::PieceVocabulary;
use onrecord::lang::windows;
use onrecord::text::{self, Document};
use onrecord_training::corpus::{self, Article};
use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [vocabulary, folder, windows_path, documents_path] = &arguments[..] else {
        return Err("usage: dump-windows VOCABULARY FOLDER WINDOWS DOCUMENTS".into());
    };
    let lines = fs::read_to_string(vocabulary)?;
    let numbers: HashMap<&str, usize> = lines.lines().enumerate().map(|(number, line)| (line, number)).collect();
    let vocabulary = PieceVocabulary::new(lines.lines()).ok_or("the vocabulary lacks [CLS], [SEP] or [UNK]")?;
    let number = |id: &u32| vocabulary.piece(*id).and_then(|piece| numbers.get(piece)).copied();
    let mut windows_out = BufWriter::new(fs::File::create(windows_path)?);
    let mut documents_out = BufWriter::new(fs::File::create(documents_path)?);
    for article in corpus::read(folder)? {
        let document = text::parse(&article.body);
        let labels: Vec<usize> =
            labels::project(&document, &article.attributions).into_iter().map(Label::index).collect();
        for window in windows::windows(&document, &vocabulary) {
            let line = json!({
                "doc": article.name,
                "ids": window.pieces.iter().map(number).collect::<Vec<_>>(),
                "types": window.types,
                "first": window.firsts,
                "words": window.words.clone().collect::<Vec<_>>(),
                "labels": &labels[window.words],
            });
            writeln!(windows_out, "{line}")?;
        }
        writeln!(documents_out, "{}", described(&article, &document))?;
    }
    windows_out.flush()?;
    documents_out.flush()?;
    Ok(())
}

/// What decoding and scoring need to know of a document; offsets in code points.
fn described(article: &Article, document: &Document) -> serde_json::Value {
    let mut code_points = vec![0; document.body.len() + 1];
    for (count, (at, _)) in document.body.char_indices().enumerate() {
        code_points[at] = count;
    }
    code_points[document.body.len()] = document.body.chars().count();
    let tokens = &document.tokens;
    let paragraph = |sentence: usize| document.sentences.get(sentence).map_or(0, |sentence| sentence.paragraph);
    let gold = article.attributions.iter().map(|gold| {
        let [source, cue, content] = [&gold.source, &gold.cue, &gold.content].map(|spans| tokens_of(document, spans));
        json!({ "source": source, "cue": cue, "content": content })
    });
    json!({
        "name": article.name,
        "tok": tokens.iter().map(|token| [code_points[token.span.start], code_points[token.span.end]]).collect::<Vec<_>>(),
        "sent": tokens.iter().map(|token| token.sentence).collect::<Vec<_>>(),
        "par": tokens.iter().map(|token| paragraph(token.sentence)).collect::<Vec<_>>(),
        "inq": tokens.iter().map(|token| u8::from(token.quotation.is_some())).collect::<Vec<_>>(),
        "gold": gold.collect::<Vec<_>>(),
    })
}
