//! How quickly the web app answers 50 readers at once while somebody records versions, and what memory it takes.
//!
//! `cargo bench --bench serve -- FILE` takes a history, such as the one that `cargo bench --bench million -- FILE` keeps;
//! it works on a copy. Printed are, for each page, the time to the first byte and to the last, of all readers' requests.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How many readers ask at once, and for how long.
const READERS: usize = 50;
const TIME: Duration = Duration::from_secs(20);
/// How long a reader looks at a page.
const LOOK: Duration = Duration::from_millis(250);

/// Milliseconds to the first byte and to the last, and bytes.
type Asked = (f64, f64, usize);

fn main() {
    let given = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let Some(given) = given.map(PathBuf::from).filter(|path| path.exists()) else {
        println!("name a history: cargo bench --bench serve -- FILE");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder can be made");
    let history = folder.path().join("history.db");
    std::fs::copy(&given, &history).expect("the history can be copied");
    let (mut app, host) = start(&history);
    let paths = pages(&host);
    // Each page once alone, when nothing is in memory yet but the lists.
    println!("{:<44} {:>9} {:>9} {:>9}", "alone", "first ms", "last ms", "kB");
    for path in &paths {
        let (first, last, bytes) = ask(&host, path);
        println!("{path:<44} {first:>9.1} {last:>9.1} {:>9.1}", bytes as f64 / 1e3);
    }
    let stop = Arc::new(AtomicBool::new(false));
    let writer = write(&history, folder.path(), Arc::clone(&stop));
    let readers: Vec<_> = (0..READERS)
        .map(|reader| {
            let (host, paths) = (host.clone(), paths.clone());
            thread::spawn(move || read(&host, &paths, reader))
        })
        .collect();
    let mut asked: BTreeMap<String, Vec<Asked>> = BTreeMap::new();
    for reader in readers {
        for (path, one) in reader.join().expect("a reader ends") {
            asked.entry(path).or_default().push(one);
        }
    }
    stop.store(true, Ordering::Relaxed);
    let written = writer.join().expect("the writer ends");
    let all: usize = asked.values().map(Vec::len).sum();
    println!(
        "\n{READERS} readers, {:.0} answers a second, {written} versions recorded",
        all as f64 / TIME.as_secs_f64()
    );
    println!("{:<44} {:>9} {:>9} {:>9}", "first byte, ms", "half", "99 in 100", "last one");
    for (path, mut times) in asked {
        times.sort_by(|a, b| a.0.total_cmp(&b.0));
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].0;
        println!("{path:<44} {:>9.1} {:>9.1} {:>9.1}", at(0.5), at(0.99), at(1.0));
    }
    println!("\nmost memory: {} MB", peak(&app));
    app.kill().expect("the app can be stopped");
    app.wait().expect("the app ends");
}

fn start(history: &Path) -> (Child, String) {
    let mut app = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["serve", "--listen", "127.0.0.1:0", "--db"])
        .arg(history)
        .stderr(Stdio::piped())
        .spawn()
        .expect("the app starts");
    let mut said = String::new();
    BufReader::new(app.stderr.take().expect("stderr")).read_line(&mut said).expect("a line");
    let host = said.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address");
    (app, host.to_owned())
}

/// Lists the pages that are asked for: of a story in the middle of the list, and of its speaker.
fn pages(host: &str) -> Vec<String> {
    let body = body(host, "/?order=versions");
    let story = body.split("href=\"/stories/").nth(1).and_then(|rest| rest.split(['"', '/']).next()).expect("a story");
    let speakers = self::body(host, "/speakers?page=2");
    let speakers = if speakers.contains("/speakers/") { speakers } else { self::body(host, "/speakers") };
    let speaker = speakers.split("href=\"/speakers/").nth(1).and_then(|rest| rest.split('"').next());
    let speaker = speaker.expect("a speaker");
    vec![
        "/".to_owned(),
        "/?words=a&order=captured&page=3".to_owned(),
        format!("/stories/{story}"),
        format!("/stories/{story}/v1"),
        format!("/stories/{story}/v1..v2"),
        format!("/stories/{story}/v2/blame"),
        "/speakers".to_owned(),
        format!("/speakers/{speaker}"),
        "/search?q=harbour+toll".to_owned(),
        "/feeds/all.atom".to_owned(),
        format!("/api/stories/{story}/v1..v2"),
        "/watches".to_owned(),
    ]
}

fn read(host: &str, paths: &[String], reader: usize) -> Vec<(String, Asked)> {
    let (begun, mut asked) = (Instant::now(), Vec::new());
    let mut at = reader;
    while begun.elapsed() < TIME {
        let path = &paths[at % paths.len()];
        asked.push((path.clone(), ask(host, path)));
        at += 1;
        thread::sleep(LOOK);
    }
    asked
}

/// Records versions of a story until it is told to stop, and returns how many these were.
fn write(history: &Path, folder: &Path, stop: Arc<AtomicBool>) -> thread::JoinHandle<usize> {
    let (history, folder) = (history.to_owned(), folder.to_owned());
    thread::spawn(move || {
        let mut written = 0;
        while !stop.load(Ordering::Relaxed) {
            let text =
                format!("The ferry lost {written} boats, the port said on Monday. “We are late,” said Mara Voss.\n");
            let file = folder.join("written.txt");
            std::fs::write(&file, text).expect("a file can be written");
            let mut ingest = Command::new(env!("CARGO_BIN_EXE_onrecord"));
            ingest.args(["ingest", "--story", "written-while-read", "--db"]).arg(&history).arg(&file);
            let ended = ingest.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("the program runs");
            written += usize::from(ended.success());
            thread::sleep(Duration::from_millis(500));
        }
        written
    })
}

fn ask(host: &str, path: &str) -> Asked {
    let begun = Instant::now();
    let mut stream = TcpStream::connect(host).expect("the app listens");
    stream
        .write_all(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes())
        .expect("the request is sent");
    let mut answer = vec![0; 1];
    stream.read_exact(&mut answer).expect("a first byte");
    let first = begun.elapsed();
    stream.read_to_end(&mut answer).expect("the rest");
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{path}: {}", String::from_utf8_lossy(&answer[..60]));
    (first.as_secs_f64() * 1e3, begun.elapsed().as_secs_f64() * 1e3, answer.len())
}

fn body(host: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(host).expect("the app listens");
    stream
        .write_all(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes())
        .expect("the request is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

/// Returns the most memory that a process has taken, where the system says so.
fn peak(app: &Child) -> String {
    let status = std::fs::read_to_string(format!("/proc/{}/status", app.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib: Option<u64> = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
    kib.map_or_else(|| "unknown".to_owned(), |kib| (kib / 1000).to_string())
}
