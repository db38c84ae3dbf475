//! An archive on loopback, which lists captures and hands them out.

use super::{failures, page};
use crate::environment::{Outcome, TestEnvironment};
use crate::server::{Reply, Server};

/// Makes an archive that answers by path, the query's included.
fn archive(answer: impl Fn(&str, &str) -> (u16, Vec<u8>) + Send + Sync + 'static) -> Server {
    let server = Server::new();
    let base = server.url("");
    server.answer_others(move |request| {
        let (status, body) = answer(&base, &request.path);
        Reply::new(status, body).header("Content-Type", "text/html")
    });
    server
}

/// Returns what an archive was asked for since the last call.
fn paths(archive: &Server) -> Vec<String> {
    archive.take_paths().into_iter().filter(|path| path != "/robots.txt").collect()
}

const URL: &str = "https://quay.example/news/ferry-returns";

fn capture(stamp: &str) -> Vec<u8> {
    page("Ferry returns", &format!("The ferry is back since day {} of April, the port said on Monday.", &stamp[6..8]))
        .into_bytes()
}

fn answer(_: &str, path: &str) -> (u16, Vec<u8>) {
    let row = |stamp: &str, status: &str, digest: &str| {
        format!("[\"{stamp}\",\"{URL}\",\"text/html\",\"{status}\",\"{digest}\"]")
    };
    let header = "[\"timestamp\",\"original\",\"mimetype\",\"statuscode\",\"digest\"]";
    match path {
        "/robots.txt" => (404, Vec::new()),
        path if path.starts_with("/cdx/") && !path.contains("resumeKey=") => {
            let rows = [
                row("20310402090000", "200", "A"),
                row("20310402100000", "200", "A"),
                row("20310403090000", "404", "-"),
            ];
            (200, format!("[{header},{},[],[\"the next\"]]", rows.join(",")).into_bytes())
        }
        path if path.starts_with("/cdx/") => {
            let rows = [row("20310404090000", "200", "B"), row("20310405090000", "200", "C")];
            (200, format!("[{header},{}]", rows.join(",")).into_bytes())
        }
        path if path.starts_with("/web/20310405090000id_/") => (500, Vec::new()),
        path if path.starts_with("/web/") => (200, capture(&path[5..19])),
        _ => (404, Vec::new()),
    }
}

const POLITE: [&str; 4] = ["--allow-private", "--delay", "1ms", "--base"];

#[test]
fn each_capture_is_a_version_of_its_own_time() {
    let desk = TestEnvironment::wide();
    let archive = archive(answer);
    let base = archive.url("");
    let args = [&["wayback", URL][..], &POLITE, &[base.as_str()]].concat();
    let (out, said) = desk.import(&args, 2, "2 versions of 1 story stored, 2 passed over, 1 failed");
    assert!(out.contains("status 404") && out.contains("the same bytes as the capture before"), "{out}");
    assert_eq!(failures(&said).len(), 1, "{said}");
    let versions = desk.versions("ferry-returns");
    assert!(versions[0].starts_with("2031-04-02T09:00:00Z The ferry is back since day 02"), "{versions:?}");
    assert!(versions[1].starts_with("2031-04-04T09:00:00Z The ferry is back since day 04"), "{versions:?}");
    let asked = paths(&archive);
    assert!(asked.contains(&format!("/web/20310402090000id_/{URL}")), "{asked:?}");

    desk.import(&args, 2, "0 versions stored, 4 passed over, 1 failed");
    let again = paths(&archive);
    assert!(again.iter().all(|path| path.starts_with("/cdx/") || path.contains("20310405")), "{again:?}");
}

#[test]
fn a_timemap_and_a_stretch_of_time() {
    let desk = TestEnvironment::wide();
    let archive = archive(|base, path| match path {
        "/robots.txt" => (404, Vec::new()),
        path if path.starts_with("/web/timemap/link/") => {
            let memento = |stamp: &str, day: &str| {
                format!("<{base}/web/{stamp}/{URL}>; rel=\"memento\"; datetime=\"{day} Apr 2031 09:00:00 GMT\"")
            };
            let links = [
                format!("<{URL}>; rel=\"original\""),
                memento("20310402090000", "Wed, 02"),
                memento("20310404090000", "Fri, 04"),
            ];
            (200, links.join(",\n").into_bytes())
        }
        path => (200, capture(&path[5..19])),
    });
    let base = archive.url("");
    let args = [&["wayback", URL, "--timemap", "--to", "2031-04-02"][..], &POLITE, &[base.as_str()]].concat();
    desk.import(&args, 0, "1 version of 1 story stored");
    let asked = paths(&archive);
    assert_eq!(asked[1..], [format!("/web/20310402090000id_/{URL}")]);
}

#[test]
fn an_archive_that_gives_no_list_is_told() {
    let desk = TestEnvironment::wide();
    let archive =
        archive(|_, path| if path == "/robots.txt" { (404, Vec::new()) } else { (200, b"<html>busy</html>".to_vec()) });
    let base = archive.url("");
    let args = [&["import", "wayback", URL][..], &POLITE, &[base.as_str()]].concat();
    let Outcome { code, err: said, .. } = desk.run(&args);
    assert_eq!((code, failures(&said).len()), (2, 1), "{said}");
    assert!(!desk.path("history.db").exists());
}
