//! Reads the saved pages whose paths stand on standard input, a line each, and prints what it read off each, and in how
//! many seconds, as a line of JSON. `pages_compare.py` lays it beside other readers of pages.

use std::io::{self, BufRead as _};
use std::path::Path;
use std::time::Instant;

use onrecord::ingest::read_bytes;
use serde_json::json;

fn main() -> io::Result<()> {
    for path in io::stdin().lock().lines() {
        let path = path?;
        let bytes = std::fs::read(&path)?;
        let name = Path::new(&path).file_name().unwrap_or_default().to_string_lossy();
        let started = Instant::now();
        let read = read_bytes(&name, bytes);
        let seconds = started.elapsed().as_secs_f64();
        let line = match read {
            Ok(read) => {
                let metadata = read.draft.metadata;
                json!({
                    "body": read.draft.body,
                    "headline": metadata.headline,
                    "byline": metadata.byline,
                    "published": metadata.published_at.map(|time| time.to_rfc3339()),
                    "warnings": read.warnings,
                    "seconds": seconds,
                })
            }
            Err(error) => json!({ "error": error.to_string(), "seconds": seconds }),
        };
        println!("{line}");
    }
    Ok(())
}
