//! Writes what the accurate model is trained on: windows of a PolNeAR folder as JSON lines, with a gold label for each word.
//!
//! `dump-windows VOCABULARY FOLDER WINDOWS DOCUMENTS`: VOCABULARY has one piece a line (the ids written are line numbers from 0),
//! FOLDER has `text/*.txt` and `attributions/*.ann`; of several annotators the first by file name counts.
//!
//! It trains nothing, and changes neither texts nor annotations.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use onrecord::claim::Span;
use onrecord::lang::labels::{self, Label, Marked, tokens_of};
use onrecord::lang::pieces::Vocabulary;
use onrecord::lang::windows;
use onrecord::text::{self, Document};
use serde_json::json;

fn main() -> Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [vocabulary, folder, windows_path, documents_path] = &arguments[..] else {
        bail!("usage: dump-windows VOCABULARY FOLDER WINDOWS DOCUMENTS");
    };
    let lines = read(vocabulary)?;
    let numbers: HashMap<&str, usize> = lines.lines().enumerate().map(|(number, line)| (line, number)).collect();
    let vocabulary = Vocabulary::new(lines.lines()).context("the vocabulary lacks [CLS], [SEP] or [UNK]")?;
    let number = |id: &u32| vocabulary.piece(*id).and_then(|piece| numbers.get(piece)).copied();
    let mut windows_out = BufWriter::new(fs::File::create(windows_path)?);
    let mut documents_out = BufWriter::new(fs::File::create(documents_path)?);
    for (name, annotation) in annotated(folder)? {
        let body = read(&folder.join("text").join(format!("{name}.txt")))?;
        let document = text::parse(&body);
        let gold = gold(&body, &read(&annotation)?);
        let labels: Vec<usize> = labels::project(&document, &gold).into_iter().map(Label::index).collect();
        for window in windows::windows(&document, &vocabulary) {
            let line = json!({
                "doc": name,
                "ids": window.pieces.iter().map(number).collect::<Vec<_>>(),
                "types": window.types,
                "first": window.firsts,
                "words": window.words.clone().collect::<Vec<_>>(),
                "labels": &labels[window.words],
            });
            writeln!(windows_out, "{line}")?;
        }
        writeln!(documents_out, "{}", described(&name, &document, &gold))?;
    }
    windows_out.flush()?;
    documents_out.flush()?;
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The articles that somebody annotated, with their first annotation.
fn annotated(folder: &Path) -> Result<BTreeMap<String, PathBuf>> {
    let stems = |folder: PathBuf, ending: &str| -> Result<BTreeSet<String>> {
        let mut stems = BTreeSet::new();
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))? {
            let name = entry?.file_name();
            stems.extend(name.to_str().and_then(|name| name.strip_suffix(ending)).map(str::to_owned));
        }
        Ok(stems)
    };
    let texts = stems(folder.join("text"), ".txt")?;
    let mut found = BTreeMap::new();
    for stem in stems(folder.join("attributions"), ".ann")? {
        let name = if texts.contains(&stem) { &stem } else { stem.rsplit_once('_').map_or(stem.as_str(), |cut| cut.0) };
        if texts.contains(name) {
            let path = folder.join("attributions").join(format!("{stem}.ann"));
            found.entry(name.to_owned()).or_insert(path);
        }
    }
    Ok(found)
}

/// Reads the brat format: `T` lines are stretches in code points, `E` lines put them together.
fn gold(body: &str, annotation: &str) -> Vec<Marked> {
    let mut bytes: Vec<usize> = body.char_indices().map(|(at, _)| at).collect();
    bytes.push(body.len());
    let mut stretches: HashMap<&str, Vec<Span>> = HashMap::new();
    let mut events = Vec::new();
    for line in annotation.split('\n') {
        let mut fields = line.trim_end_matches('\r').split('\t');
        let (Some(id), Some(rest)) = (fields.next(), fields.next()) else { continue };
        if id.starts_with('T') {
            let spans = rest.split_once(' ').map_or("", |cut| cut.1).split(';').filter_map(|pair| {
                let (start, end) = pair.trim().split_once(' ')?;
                let byte = |code_point: &str| bytes.get(code_point.parse::<usize>().ok()?).copied();
                let (start, end) = (byte(start)?, byte(end)?);
                (start <= end).then(|| Span::new(start, end))
            });
            stretches.insert(id, spans.collect());
        } else if id.starts_with('E') {
            events.push(rest);
        }
    }
    let mut attributions = Vec::new();
    for event in events {
        let mut marked = Marked::default();
        for (role, id) in event.split(' ').filter_map(|part| part.split_once(':')) {
            let spans = stretches.get(id).into_iter().flatten().copied();
            match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "Source" => marked.source.extend(spans),
                "Cue" => marked.cue.extend(spans),
                "Content" => marked.content.extend(spans),
                _ => {}
            }
        }
        if !marked.content.is_empty() {
            attributions.push(marked);
        }
    }
    attributions
}

/// What decoding and scoring need to know of a document; offsets in code points.
fn described(name: &str, document: &Document, gold: &[Marked]) -> serde_json::Value {
    let mut code_points = vec![0; document.body.len() + 1];
    for (count, (at, _)) in document.body.char_indices().enumerate() {
        code_points[at] = count;
    }
    code_points[document.body.len()] = document.body.chars().count();
    let tokens = &document.tokens;
    let paragraph = |sentence: usize| document.sentences.get(sentence).map_or(0, |sentence| sentence.paragraph);
    let gold = gold.iter().map(|gold| {
        let [source, cue, content] = [&gold.source, &gold.cue, &gold.content].map(|spans| tokens_of(document, spans));
        json!({ "source": source, "cue": cue, "content": content })
    });
    json!({
        "name": name,
        "tok": tokens.iter().map(|token| [code_points[token.span.start], code_points[token.span.end]]).collect::<Vec<_>>(),
        "sent": tokens.iter().map(|token| token.sentence).collect::<Vec<_>>(),
        "par": tokens.iter().map(|token| paragraph(token.sentence)).collect::<Vec<_>>(),
        "inq": tokens.iter().map(|token| u8::from(token.quotation.is_some())).collect::<Vec<_>>(),
        "gold": gold.collect::<Vec<_>>(),
    })
}
