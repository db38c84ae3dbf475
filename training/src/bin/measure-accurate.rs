//! `measure-accurate`: how good and how fast an accurate model is, and what its margins are worth.
//!
//! `measure-accurate FOLDER MODEL [CONFIDENCE]` reads annotated articles and prints F1s, seconds, the precision of each
//! rule and a reliability table, cross-validated in five folds of articles; CONFIDENCE is where to write the bins that
//! the program embeds, made of all articles. It trains nothing.

use std::collections::BTreeMap;
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
use onrecord_training::calibration;
use onrecord_training::corpus;
use onrecord_training::evaluation::Evaluation;

/// Folds of the cross-validation.
const FOLDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let (folder, model, out) = match &arguments[..] {
        [folder, model] => (folder, model, None),
        [folder, model, out] => (folder, model, Some(out)),
        _ => return Err("usage: measure-accurate FOLDER MODEL [CONFIDENCE]".into()),
    };
    let bytes = std::fs::read(model)?;
    let encoder = Encoder::from_bytes(&bytes)?;
    let articles = corpus::read(folder)?;
    let mut evaluation = Evaluation::default();
    let mut margins = Vec::new();
    let mut rules_seen: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let started = Instant::now();
    for article in &articles {
        let document = text::parse(&article.body);
        let analysis = accurate::analyse(&document, &encoder, &mut Cache::default());
        let decoded = labels::decode(&document, &analysis.scores);
        let found = linked(&document, &rules(&document), &decoded, f64::from);
        let right = evaluation.add(&document, &article.attributions, &found);
        let judged = || found.iter().zip(&right);
        for (one, &right) in judged() {
            let seen = rules_seen.entry(one.rule.name()).or_default();
            *seen = (seen.0 + 1, seen.1 + usize::from(right));
        }
        let tagged = judged().filter(|(one, _)| one.rule == Rule::Tagged);
        margins.push(tagged.map(|(one, &right)| (one.confidence as i32, right)).collect());
    }
    println!("{} articles in {:.1} s: {}", articles.len(), started.elapsed().as_secs_f64(), evaluation.line());
    for (rule, (found, right)) in rules_seen {
        println!("  {rule}: {found} found, {right} right");
    }
    let rows = calibration::reliability(&calibration::cross_validated(&margins, FOLDS));
    for (tenth, row) in rows.iter().enumerate().filter(|(_, row)| row.found > 0) {
        let share = |sum: f64| 100.0 * sum / row.found as f64;
        let (promised, right) = (share(row.sum), share(row.right as f64));
        println!("  confidence 0.{tenth}: {} found, {promised:.0} % promised, {right:.0} % right", row.found);
    }
    println!("  calibration error {:.3}", calibration::calibration_error(&rows));
    if let Some(out) = out {
        let lines =
            calibration::bins(margins.concat()).into_iter().map(|(margin, right)| format!("{margin} {right}\n"));
        let list = format!(
            "# Least margin, and how many in a thousand were right from there on.\n{}",
            lines.collect::<String>()
        );
        std::fs::write(out, list)?;
    }
    Ok(())
}
