//! `measure-accurate`: how good and how fast an accurate model is, and what its margins are worth.
//!
//! `measure-accurate FOLDER MODEL [CONFIDENCE]` reads annotated articles and prints F1s, seconds and a reliability table; CONFIDENCE is where
//! to write the bins that the program embeds. It trains nothing.

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use onrecord::claim::Rule;
use onrecord::extract::attribution::{linked, rules};
use onrecord::lang::accurate;
use onrecord::lang::cache::Cache;
use onrecord::lang::encoder::Encoder;
use onrecord::lang::labels;
use onrecord::text;
use onrecord::training::calibration;
use onrecord::training::corpus;
use onrecord::training::evaluation::Evaluation;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let (folder, model, out) = match &arguments[..] {
        [folder, model] => (folder, model, None),
        [folder, model, out] => (folder, model, Some(out)),
        _ => return Err("usage: measure-accurate FOLDER MODEL [CONFIDENCE]".into()),
    };
    let bytes = std::fs::read(model)?;
    let encoder = Encoder::read(&bytes)?;
    let articles = corpus::read(folder)?;
    let mut evaluation = Evaluation::default();
    let mut seen = Vec::new();
    let started = Instant::now();
    for article in &articles {
        let document = text::parse(&article.body);
        let scores = accurate::scores(&document, &encoder, &mut Cache::default());
        let decoded = labels::decode(&document, &scores);
        let found = linked(&document, &rules(&document), &decoded, f64::from);
        let right = evaluation.add(&document, &article.attributions, &found);
        let tagged = found.iter().zip(right).filter(|(one, _)| one.rule == Rule::Tagged);
        seen.extend(tagged.map(|(one, right)| (one.confidence as i32, right)));
    }
    println!("{} articles in {:.1} s: {}", articles.len(), started.elapsed().as_secs_f64(), evaluation.line());
    for low in 0..10 {
        let tenth = |margin: i32| ((accurate::confidence(margin) * 10.0) as i32).clamp(0, 9);
        let (all, right) = seen
            .iter()
            .filter(|(margin, _)| tenth(*margin) == low)
            .fold((0, 0), |(all, right), one| (all + 1, right + usize::from(one.1)));
        println!("  confidence 0.{low}: {all} found, {right} right");
    }
    if let Some(out) = out {
        let lines = calibration::bins(seen).into_iter().map(|(margin, right)| format!("{margin} {right}\n"));
        let list = format!(
            "# Least margin, and how many in a thousand were right from there on.\n{}",
            lines.collect::<String>()
        );
        std::fs::write(out, list)?;
    }
    Ok(())
}
