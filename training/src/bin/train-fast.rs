//! `train-fast`: from annotated articles to the fast model's file.
//!
//! It prints what it does and how good the model is; it writes nothing but the file.

use std::error::Error;
use std::path::{Path, PathBuf};

use clap::Parser;

use onrecord::extract::attribution::{Attribution, hints, linked, rules};
use onrecord::lang::fast::{self, table::Table};
use onrecord::lang::labels::{self, Decoded, project};
use onrecord::text;
use onrecord_training::calibration;
use onrecord_training::corpus::{self, Article};
use onrecord_training::evaluation::Evaluation;
use onrecord_training::perceptron::{Settings, train};

/// Train the fast model, or measure one
#[derive(Debug, Parser)]
struct Args {
    /// The corpus: a folder with train/ and dev/, each with text/ and attributions/
    #[arg(long)]
    data: PathBuf,
    /// Where to write the model
    #[arg(long)]
    out: Option<PathBuf>,
    /// Measure this model and train none
    #[arg(long, conflicts_with = "out")]
    measure: Option<PathBuf>,
    /// Leave confidence uncalibrated, which halves the time
    #[arg(long)]
    quick: bool,
    /// Of the train articles, look at every nth alone
    #[arg(long, default_value_t = 1)]
    every: usize,
    #[arg(long, default_value_t = Settings::default().passes.0)]
    passes_first: usize,
    #[arg(long, default_value_t = Settings::default().passes.1)]
    passes: usize,
    #[arg(long, default_value_t = Settings::default().least_seen)]
    least_seen: u32,
    #[arg(long, default_value_t = Settings::default().features)]
    features: usize,
    #[arg(long, default_value_t = Settings::default().margin)]
    margin: i32,
    #[arg(long, default_value_t = Settings::default().seed)]
    seed: u64,
}

/// Every how many articles one is kept out of training for calibration.
const HELD_OUT: usize = 6;

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let read = |name: &str| {
        let folder = args.data.join(name);
        corpus::read(&folder).map_err(|error| format!("{}: {error}", folder.display()))
    };
    let dev = read("dev")?;
    if let Some(file) = &args.measure {
        return measure(file, &dev, &read("train")?);
    }
    let out = args.out.as_ref().ok_or("where to? --out FILE")?;
    let articles: Vec<Article> = read("train")?.into_iter().step_by(args.every.max(1)).collect();
    let settings = Settings {
        passes: (args.passes_first, args.passes),
        least_seen: args.least_seen,
        features: args.features,
        margin: args.margin,
        seed: args.seed,
    };
    let tell = |line: &str| println!("{line}");
    let mut bins = Vec::new();
    if !args.quick {
        let (kept_out, rest): (Vec<_>, Vec<_>) =
            articles.iter().cloned().enumerate().partition(|(index, _)| index % HELD_OUT == 0);
        let articles = |list: Vec<(usize, Article)>| list.into_iter().map(|(_, article)| article).collect::<Vec<_>>();
        let file = train(&articles(rest), &settings, &[], tell);
        let (evaluation, seen) = evaluate(&file, &articles(kept_out))?;
        println!("kept out: {}", evaluation.line());
        bins = calibration::bins(seen);
    }
    let file = train(&articles, &settings, &bins, tell);
    std::fs::write(out, &file).map_err(|error| format!("{}: {error}", out.display()))?;
    println!("{} bytes to {}", file.len(), out.display());
    println!("dev: {}", evaluate(&file, &dev)?.0.line());
    Ok(())
}

/// Prints how good a model is, and rules and annotations by themselves for comparison.
fn measure(path: &Path, dev: &[Article], training: &[Article]) -> Result<(), Box<dyn Error>> {
    let file = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    for (name, articles) in [("dev", dev), ("train", training)] {
        let (evaluation, seen) = evaluate(&file, articles)?;
        println!("{name}: {}", evaluation.line());
        for low in 0..10 {
            let bin = seen.iter().filter(|(margin, _)| (margin / 100).clamp(0, 9) == low);
            let (all, right) = bin.fold((0, 0), |(all, right), one| (all + 1, right + usize::from(one.1)));
            println!(
                "  confidence {:.1}–{:.1}: {all} found, {right} right",
                f64::from(low) / 10.0,
                f64::from(low + 1) / 10.0
            );
        }
    }
    let mut by_rules = Evaluation::default();
    let mut by_labels = Evaluation::default();
    for article in dev {
        let document = text::parse(&article.body);
        by_rules.add(&document, &article.attributions, &rules(&document));
        let labels = project(&document, &article.attributions);
        let gold = Decoded { margins: vec![0; labels.len()], seconds: labels.clone(), labels };
        by_labels.add(&document, &article.attributions, &linked(&document, &[], &gold, |_| 1.0));
    }
    println!("dev, rules alone: {}", by_rules.line());
    println!("dev, labels of the annotations linked: {}", by_labels.line());
    Ok(())
}

/// Attributions as margin or confidence, and whether each was right.
type Seen = Vec<(i32, bool)>;

/// Runs a model over articles; returns the counts, and for each attribution its confidence in thousandths, or its
/// margin where the model is not calibrated, and whether it was right.
fn evaluate(file: &[u8], articles: &[Article]) -> Result<(Evaluation, Seen), Box<dyn Error>> {
    let table = Table::from_bytes(file).ok_or("the file is no model")?;
    let calibrated = !table.bins.is_empty();
    let mut evaluation = Evaluation::default();
    let mut seen = Vec::new();
    for article in articles {
        let document = text::parse(&article.body);
        let rules = rules(&document);
        let scores = fast::scores(&document, &hints(&document, &rules), &table);
        let decoded = labels::decode(&document, &scores);
        let worth = |margin: i32| if calibrated { table.confidence(margin) * 1000.0 } else { f64::from(margin) };
        let found: Vec<Attribution> = linked(&document, &rules, &decoded, worth);
        let right = evaluation.add(&document, &article.attributions, &found);
        let tagged = found.iter().zip(right).filter(|(one, _)| one.rule == onrecord::claim::Rule::Tagged);
        seen.extend(tagged.map(|(one, right)| (one.confidence as i32, right)));
    }
    Ok((evaluation, seen))
}
