//! `onrecord seal`: what proves later that nothing of the history was changed or taken away.

use std::fs;
use std::path::{Path, PathBuf};

use super::context::Context;
use super::failure::Failure;
use crate::seal::{Seal, beside, time_stamp_request};

/// Write down the last links of the history's chains, to be published, signed or stamped with a time
///
/// Links prove that nothing before them was changed, but whoever can write to the file could make all of them anew. A
/// seal that is kept where he cannot reach it finds that out: onrecord verify --seal FILE tells whether the history
/// still begins with exactly what was sealed. Seal after each day's work, and let the seals leave the house: in a
/// printed paper, in a mail to a lawyer, signed, or stamped by a service that people trust for the time.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord seal                                                    print it
  onrecord seal -o seal-2031-05-06.txt
  minisign -Sm seal-2031-05-06.txt                                 sign it with a key of yours
  onrecord seal -o seal.txt --time-stamp-request                   and make seal.txt.tsq, to be sent to a service:
  curl -H 'Content-Type: application/timestamp-query' --data-binary @seal.txt.tsq https://SERVICE > seal.txt.tsr
  openssl ts -verify -data seal.txt -in seal.txt.tsr -CAfile SERVICE.pem
  onrecord verify --seal seal.txt")]
pub struct Args {
    /// The file to make [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Also make FILE.tsq, a request for a time stamp (RFC 3161) of the seal; keep the answer beside it as FILE.tsr
    #[arg(long, requires = "output")]
    time_stamp_request: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let text = Seal { sealed_at: context.now(), heads: context.open()?.heads()? }.to_text();
    let Some(path) = &args.output else {
        context.write(&text)?;
        return Ok(0);
    };
    make(path, text.as_bytes())?;
    context.note(&format!("wrote {}; keep a copy where nobody who can write to the history can reach", path.display()));
    if args.time_stamp_request {
        let request = beside(path, "tsq");
        make(&request, &time_stamp_request(text.as_bytes()))?;
        let answer = beside(path, "tsr");
        context.note(&format!("wrote {}; keep the service's answer as {}", request.display(), answer.display()));
    }
    Ok(0)
}

/// Makes a file; one that is there may be a seal that somebody needs.
fn make(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let write = |mut file: fs::File| std::io::Write::write_all(&mut file, bytes).and_then(|()| file.sync_all());
    fs::File::create_new(path).and_then(write).map_err(|error| {
        Failure::new(format!("cannot make {}: {error}", path.display())).hint("name a file that is not there: -o FILE")
    })
}
