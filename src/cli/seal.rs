//! `onrecord seal`: what proves later that nothing of the history was changed or taken away.

use std::path::PathBuf;

use super::context::Context;
use super::failure::Failure;
use super::new_file::{make, refuse_taken};
use super::signing;
use crate::seal::{Seal, beside, time_stamp_request};

/// Write down the last links of the history's chains, to be published, signed or stamped with a time
///
/// Links prove that nothing before them was changed, but whoever can write to the file could make all of them anew. A
/// seal that is kept where he cannot reach it finds that out: onrecord verify --seal FILE tells whether the history
/// still begins with exactly what was sealed. Seal after each day's work, and let the seals leave the house: in a
/// printed paper, in a mail to a lawyer, signed, or stamped by a service that people trust for the time.
///
/// A signature says who sealed: --key signs the seal as minisign does, and minisign checks it, as verify does. Give the
/// public half of the key to whoever is to check, by another way than the seals. A stamp says that the seal was there
/// at its time.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord seal                                                    print it
  onrecord seal -o seal-2031-05-06.txt
  onrecord seal --new-key desk.key                                 make a key, once: desk.key and desk.key.pub
  onrecord seal -o seal.txt --key desk.key                         and sign it with the key: seal.txt.minisig
  onrecord seal -o seal.txt --time-stamp-request                   and make seal.txt.tsq, to be sent to a service:
  curl -H 'Content-Type: application/timestamp-query' --data-binary @seal.txt.tsq https://SERVICE > seal.txt.tsr
  openssl ts -verify -data seal.txt -in seal.txt.tsr -CAfile SERVICE.pem
  onrecord verify --seal seal.txt --public-key desk.key.pub")]
pub struct Args {
    /// The file to make [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Sign it with this secret key, made by --new-key or by minisign -G; the signature is FILE.minisig
    #[arg(long, value_name = "KEYFILE", requires = "output", group = "keys")]
    key: Option<PathBuf>,
    /// Read the password of the key from the first line of this file, which only you may read [default: ask for it]
    #[arg(long, value_name = "FILE", requires = "keys")]
    password_file: Option<PathBuf>,
    /// Also make FILE.tsq, a request for a time stamp (RFC 3161) of the seal; keep the answer beside it as FILE.tsr
    #[arg(long, requires = "output")]
    time_stamp_request: bool,
    /// Make a key to sign with, and no seal: the secret one, locked with a password, and KEYFILE.pub for all others
    #[arg(long, value_name = "KEYFILE", group = "keys", conflicts_with_all = ["output", "time_stamp_request"])]
    new_key: Option<PathBuf>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let password_file = args.password_file.as_deref();
    if let Some(path) = &args.new_key {
        signing::make_key(context, path, password_file)?;
        return Ok(0);
    }
    let history = context.open()?;
    let Some(path) = &args.output else {
        context.write(&Seal { sealed_at: context.now(), heads: history.heads()? }.to_text())?;
        return Ok(0);
    };
    let (signature, request) = (beside(path, "minisig"), beside(path, "tsq"));
    refuse_taken(path)?;
    args.key.iter().try_for_each(|_| refuse_taken(&signature))?;
    let key = args.key.as_deref().map(|key| signing::read(context, key, password_file)).transpose()?;
    let sealed_at = context.now();
    let text = Seal { sealed_at, heads: history.heads()? }.to_text();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let signed = key.map(|key| key.sign(text.as_bytes(), &name, sealed_at)).transpose();
    let signed = signed.map_err(|error| Failure::new(format!("cannot sign: {error}")).hint("take another key"))?;

    make(path, text.as_bytes())?;
    context.note(&format!("wrote {}; keep a copy where nobody who can write to the history can reach", path.display()));
    if let Some(signed) = signed {
        make(&signature, signed.as_bytes())?;
        context.note(&format!("wrote {}, its signature", signature.display()));
    }
    if args.time_stamp_request {
        make(&request, &time_stamp_request(text.as_bytes()))?;
        let answer = beside(path, "tsr");
        context.note(&format!("wrote {}; keep the service's answer as {}", request.display(), answer.display()));
    }
    Ok(0)
}
