//! `train-tags`: from a treebank to the tagger's file.
//!
//! It prints what it does and how good the model is; it writes nothing but the file.

use std::error::Error;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Parser;
use flate2::read::GzDecoder;

use onrecord::lang::tag::{self, Tagger};
use onrecord_training::tagger::{Settings, train};
use onrecord_training::tagging;
use onrecord_training::treebank::{self, Sentence};

/// Train the tagger, or measure one
#[derive(Debug, Parser)]
struct Args {
    /// The treebank: a folder with en_ewt-ud-train.conllu.gz and en_ewt-ud-dev.conllu.gz
    #[arg(long)]
    data: PathBuf,
    /// Where to write the model
    #[arg(long)]
    out: Option<PathBuf>,
    /// Measure the embedded model and train none
    #[arg(long, conflicts_with = "out")]
    measure: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let read = |name: &str| read(&args.data.join(format!("en_ewt-ud-{name}.conllu.gz")));
    let dev = read("dev")?;
    let file = if args.measure {
        tag::file().to_vec()
    } else {
        let out = args.out.as_ref().ok_or("where to? --out FILE")?;
        let file = train(&read("train")?, &Settings::default(), |line| println!("{line}"));
        std::fs::write(out, &file).map_err(|error| format!("{}: {error}", out.display()))?;
        println!("{} bytes to {}", file.len(), out.display());
        file
    };
    let model = Tagger::from_bytes(&file).ok_or("the file is no model")?;
    println!("{}", tagging::measure(&dev, &model));
    Ok(())
}

fn read(path: &Path) -> Result<Vec<Sentence>, String> {
    let mut text = String::new();
    let file = std::fs::File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    GzDecoder::new(file).read_to_string(&mut text).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(treebank::read(&text))
}
