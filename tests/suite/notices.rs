//! Telling people: in chat rooms, against the test's web server, and by mail, against a mail server of a few words.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::Value;

use crate::environment::{Outcome, TestEnvironment, outcome};
use crate::server::{Reply, Server};

/// Looks at everything once, due or not.
fn look(place: &TestEnvironment, more: &[&str]) -> Outcome {
    let line = ["watch", "run", "--once", "--all", "--model=rules", "--allow-private", "--delay=0s"];
    place.run(&[&line[..], more].concat())
}

/// A page that says four times another number of people.
fn harbour(server: &Server) -> TestEnvironment {
    let page = |hurt: u32| {
        let head = "headline: Harbour <fire>\noutlet: Port Ansel Courier";
        Reply::text(format!("---\n{head}\n---\nA fire hurt {hurt} people, the port said.\n"))
    };
    server.in_turn("/fire", (3..7).map(page).collect());
    let place = TestEnvironment::wide();
    place.quietly(&format!("watch add {}", server.url("/fire")));
    look(&place, &[]);
    place
}

/// A mail server that takes whatever comes, and keeps it.
#[derive(Clone, Default)]
struct MailServer {
    port: u16,
    /// What each connection said, a line each.
    said: Arc<Mutex<Vec<String>>>,
}

impl MailServer {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let server = Self { port: listener.local_addr().expect("an address").port(), said: Arc::default() };
        let shared = server.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let _ = shared.serve(stream);
            }
        });
        server
    }

    fn serve(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let mut reader = BufReader::new(stream.try_clone()?);
        write!(stream, "220 mail.test\r\n")?;
        let mut is_body = false;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let line = line.trim_end().to_owned();
            self.said.lock().unwrap().push(line.clone());
            let answer = match line.split(' ').next().unwrap_or_default() {
                "." if is_body => {
                    is_body = false;
                    "250 kept"
                }
                _ if is_body => continue,
                "EHLO" => "250-mail.test\r\n250 AUTH PLAIN",
                "DATA" => {
                    is_body = true;
                    "354 go on"
                }
                "AUTH" => "235 welcome",
                "QUIT" => "221 bye",
                _ => "250 fine",
            };
            write!(stream, "{answer}\r\n")?;
        }
    }

    fn text(&self) -> String {
        self.said.lock().unwrap().join("\n")
    }
}

#[test]
fn people_are_told_once_and_in_words() {
    let (server, chat) = (Server::new(), Server::new());
    let place = harbour(&server);
    for path in ["/slack-secret", "/teams-secret", "/"] {
        chat.in_turn(path, vec![Reply::new(500, ""), Reply::new(200, "ok")]);
    }
    let [slack, teams] = ["slack", "teams"].map(|kind| format!("{kind}+http://{}/{kind}-secret", chat.address));
    let ntfy = format!("ntfy+http://tk_secret@{}/desk", chat.address);
    let targets = ["--notify", &slack, "--notify", &teams, "--notify", &ntfy];
    let said = look(&place, &targets);
    assert_eq!(said.code, 2);
    let failed = format!("fire@v2 to Slack at {}: 127.0.0.1 answers with 500", chat.address);
    assert!(said.out.contains(&failed) && said.out.contains("tried again"), "{}", said.out);
    // The page changes with each look: what failed is told, and what is new.
    let said = look(&place, &targets);
    assert_eq!(said.code, 0, "{}", said.out);
    look(&place, &targets);
    let told = |path: &str| -> Vec<Value> {
        chat.requests(path).iter().skip(1).map(|post| serde_json::from_str(&post.body).expect("JSON")).collect()
    };
    let [slack, teams, ntfy] = ["/slack-secret", "/teams-secret", "/"].map(told);
    assert_eq!([slack.len(), teams.len(), ntfy.len()], [3, 3, 3]);
    assert_eq!(slack[0]["text"], "Port Ansel Courier: Harbour &lt;fire&gt;");
    let words = slack[0].to_string();
    for part in ["1 substantive edit, 1 without a note", "no note found", "number changed", "3 people → 4 people"] {
        assert!(words.contains(part) && teams[0].to_string().contains(part), "{part}: {words}");
    }
    assert!(words.contains(&server.url("/fire")), "{words}");
    assert_eq!((&ntfy[0]["topic"], &ntfy[0]["click"]), (&"desk".into(), &server.url("/fire").into()));
    assert!(ntfy[0]["message"].as_str().unwrap().contains("{+4+} people"), "{}", ntfy[0]);
    let post = &chat.requests("/")[1];
    assert_eq!(post.header("authorization"), Some("Bearer tk_secret"));
    // No secret is printed, or kept.
    for secret in ["slack-secret", "teams-secret", "tk_secret"] {
        assert!(!said.out.contains(secret) && !said.err.contains(secret), "{secret}");
        let history = std::fs::read(place.path("history.db")).unwrap();
        assert!(!history.windows(secret.len()).any(|bytes| bytes == secret.as_bytes()), "{secret}");
    }
}

#[test]
fn mail_goes_through_the_server_of_the_settings() {
    let (server, mail) = (Server::new(), MailServer::new());
    let place = harbour(&server);
    place.file(
        "mine.toml",
        format!(
            "notify = [\"mailto:desk@paper.example,vale@paper.example?from=onrecord@paper.example\"]\n\
             smtp = \"smtp://vale:secret@127.0.0.1:{}\"\n",
            mail.port
        ),
    );
    let said = look(&place, &["--config", "mine.toml"]);
    assert!(said.out.contains("fire@v2 to mail to desk@paper.example, vale@paper.example"), "{}{}", said.out, said.err);
    let text = mail.text();
    for line in [
        "MAIL FROM:<onrecord@paper.example>",
        "RCPT TO:<vale@paper.example>",
        "Subject: Port Ansel Courier: Harbour <fire>",
        "- substantive, no note found: port, number changed: 3 people",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let settings = place.run("config --config mine.toml").out;
    assert!(settings.contains("smtp://127.0.0.1/…") && !settings.contains("secret"), "{settings}");
    assert!(!format!("{}{}", said.out, said.err).contains("secret"));
}

#[test]
fn what_is_not_sure_is_not_told_to_people() {
    let (server, chat) = (Server::new(), Server::new());
    let place = harbour(&server);
    chat.on("/room", Reply::new(200, "ok"));
    let room = format!("slack+http://{}/room", chat.address);
    let said = look(&place, &["--notify", &room, "--min-confidence", "1"]);
    assert!(said.out.contains("fire@v2 not to Slack at 127.0.0.1"), "{}", said.out);
    assert!(chat.requests("/room").is_empty());
}

#[test]
fn a_test_message_says_whether_the_next_one_would_arrive() {
    let (chat, place) = (Server::new(), TestEnvironment::wide());
    chat.on("/room", Reply::new(200, "ok"));
    let room = format!("slack+http://{}/room", chat.address);
    let said = place.run(&format!("watch test {room}"));
    assert_eq!((said.code, said.out.as_str()), (0, ""), "{}", said.err);
    assert!(said.err.contains("took the test message") && !said.err.contains("/room"), "{}", said.err);
    assert!(chat.requests("/room")[0].body.contains("A test message from onrecord"));
    let mut command = place.command("watch test");
    let said = outcome(command.env("ONRECORD_NOTIFY", format!("{room} {room}-none")));
    assert_eq!((said.code, chat.requests("/room").len()), (2, 2), "{}", said.err);
    assert!(!place.path("history.db").exists());
}

#[test]
fn a_place_that_is_wrong_is_told_without_its_secret() {
    let place = TestEnvironment::new();
    for target in ["https://paper.example/secret", "mailto:desk@paper.example", "ntfy://secret@push.paper.example/"] {
        let said = place.run(&["watch", "test", target]);
        assert!(!said.err.contains("secret"), "{}", said.err);
    }
    place.run("watch test");
    place.run("watch test mailto:desk@paper.example --smtp smtp://mail.paper.example");
    place.file("mine.toml", "notify = [\"slack://chat.paper.example/x\", \"irc://secret\"]\n");
    place.run("stories --config mine.toml");
    place.check("refused");
}

#[test]
fn people_are_told_that_a_page_is_gone_and_there_again() {
    let (server, chat) = (Server::new(), Server::new());
    let page = || Reply::text("---\nheadline: Harbour fire\noutlet: Port Ansel Courier\n---\nA fire hurt 3 people.\n");
    let gone = || Reply::new(404, "");
    server.in_turn("/fire", vec![page(), gone(), gone(), page(), gone()]);
    chat.in_turn("/", vec![Reply::new(200, "ok"), Reply::new(200, "ok"), Reply::new(500, "")]);
    let place = TestEnvironment::wide();
    place.quietly(&format!("watch add {}", server.url("/fire")));
    let ntfy = format!("ntfy+http://{}/desk", chat.address);
    let told = place.path("told.json");
    let exec = format!("cat >> '{}'", told.display());
    let looks: Vec<Outcome> = (0..5).map(|_| look(&place, &["--notify", &ntfy, "--exec", &exec])).collect();
    let messages: Vec<Value> =
        chat.requests("/").iter().map(|post| serde_json::from_str(&post.body).expect("JSON")).collect();
    let expected = ["is gone (404)", "is there again", "is gone (404)"]
        .map(|what| format!("{} {what}; fire@v1 is the last version on record\n", server.url("/fire")));
    let about: Vec<&str> = messages.iter().map(|message| message["message"].as_str().expect("words")).collect();
    assert_eq!(about.len(), 3, "{about:?}");
    for (about, expected) in about.iter().zip(&expected) {
        assert!(about.starts_with(expected), "{about}");
    }
    assert_eq!(messages[0]["title"], "Port Ansel Courier: Harbour fire");
    assert!(looks[1].out.contains("is gone (404)\" to ntfy"), "{}", looks[1].out);
    assert!(looks[4].out.contains("to ntfy") && looks[4].out.contains("answers with 500"), "{}", looks[4].out);
    assert!(!told.exists(), "a command hears of edits alone");
}
