//! A web server on loopback that does as each test says, well or badly.
//!
//! It knows nothing of the program, and no test waits for a clock: a stalled answer lasts until the client goes away.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What a client sent.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    /// With the query.
    pub path: String,
    headers: Vec<(String, String)>,
    pub body: String,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// How an answer ends.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Whole,
    /// After so many bytes of the body the connection is closed.
    Cut(usize),
    /// After so many bytes nothing more comes.
    Stall(usize),
    /// Not even a head comes; the server's side is closed, the client's is not.
    Hang,
}

/// What the server answers.
#[derive(Clone, Debug)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    end: End,
}

impl Reply {
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: Vec::new(), body: body.into(), end: End::Whole }
    }

    pub fn text(body: impl Into<Vec<u8>>) -> Self {
        Self::new(200, body).header("Content-Type", "text/plain; charset=utf-8")
    }

    pub fn xml(body: impl Into<Vec<u8>>) -> Self {
        Self::new(200, body).header("Content-Type", "application/xml")
    }

    pub fn redirect(status: u16, to: impl AsRef<str>) -> Self {
        Self::new(status, "").header("Location", to.as_ref())
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn cut(mut self, bytes: usize) -> Self {
        self.end = End::Cut(bytes);
        self
    }

    pub fn stall(mut self, bytes: usize) -> Self {
        self.end = End::Stall(bytes);
        self
    }

    pub fn hang() -> Self {
        Self { end: End::Hang, ..Self::new(200, "") }
    }
}

type Handler = Arc<dyn Fn(&Request) -> Reply + Send + Sync>;

/// A server that lives as long as the test.
#[derive(Clone)]
pub struct Server {
    pub address: String,
    routes: Arc<Mutex<HashMap<String, Handler>>>,
    others: Arc<Mutex<Option<Handler>>>,
    log: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let server = Self { address, routes: Arc::default(), others: Arc::default(), log: Arc::default() };
        let shared = server.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let server = shared.clone();
                std::thread::spawn(move || server.serve(stream));
            }
        });
        server
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Answers the same each time.
    pub fn on(&self, path: &str, reply: Reply) -> &Self {
        self.answer(path, move |_| reply.clone())
    }

    /// Answers as the function says; other paths are not there.
    pub fn answer(&self, path: &str, handler: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> &Self {
        self.routes.lock().unwrap().insert(path.to_owned(), Arc::new(handler));
        self
    }

    /// Answers as the function says to all paths that no other function has.
    pub fn answer_others(&self, handler: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> &Self {
        *self.others.lock().unwrap() = Some(Arc::new(handler));
        self
    }

    /// Answers each in turn, the last one for good.
    pub fn in_turn(&self, path: &str, replies: Vec<Reply>) -> &Self {
        let turn = Mutex::new(0);
        self.answer(path, move |_| {
            let mut turn = turn.lock().unwrap();
            *turn += 1;
            replies[(*turn - 1).min(replies.len() - 1)].clone()
        })
    }

    /// Returns the requests for a path so far.
    pub fn requests(&self, path: &str) -> Vec<Request> {
        self.log.lock().unwrap().iter().filter(|request| request.path == path).cloned().collect()
    }

    /// Returns the paths that were asked for since the last call.
    pub fn take_paths(&self) -> Vec<String> {
        std::mem::take(&mut *self.log.lock().unwrap()).into_iter().map(|request| request.path).collect()
    }

    fn serve(&self, mut stream: TcpStream) -> Option<()> {
        let mut reader = BufReader::new(stream.try_clone().ok()?);
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let mut words = line.split_whitespace();
        let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
        let mut headers = Vec::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok()?;
            let Some((name, value)) = line.trim_end().split_once(':') else { break };
            headers.push((name.to_owned(), value.trim().to_owned()));
        }
        let mut request = Request { method, path, headers, body: String::new() };
        let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0u64);
        if request.header("transfer-encoding").is_some() {
            request.body = chunks(&mut reader)?;
        } else {
            reader.by_ref().take(length).read_to_string(&mut request.body).ok()?;
        }
        let handler = self.routes.lock().unwrap().get(&request.path).cloned();
        let handler = handler.or_else(|| self.others.lock().unwrap().clone());
        self.log.lock().unwrap().push(request.clone());
        let reply = handler.map_or_else(|| Reply::new(404, "not here"), |handler| handler(&request));
        self.send(&mut stream, &reply);
        Some(())
    }

    fn send(&self, stream: &mut TcpStream, reply: &Reply) {
        let until_the_client_goes = |stream: &mut TcpStream| {
            let _ = stream.read_to_end(&mut Vec::new());
        };
        if reply.end == End::Hang {
            let _ = stream.shutdown(Shutdown::Write);
            return until_the_client_goes(stream);
        }
        let mut head = format!("HTTP/1.1 {} X\r\nConnection: close\r\n", reply.status);
        for (name, value) in &reply.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if reply.status != 304 {
            head.push_str(&format!("Content-Length: {}\r\n", reply.body.len()));
        }
        head.push_str("\r\n");
        let sent = match reply.end {
            End::Cut(bytes) | End::Stall(bytes) => bytes,
            _ => reply.body.len(),
        };
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&reply.body[..sent]));
        match reply.end {
            End::Stall(_) => until_the_client_goes(stream),
            _ => drop(stream.shutdown(Shutdown::Both)),
        }
    }
}

fn chunks(reader: &mut impl BufRead) -> Option<String> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let length = u64::from_str_radix(line.trim(), 16).ok()?;
        reader.by_ref().take(length).read_to_end(&mut body).ok()?;
        reader.read_line(&mut line).ok()?;
        if length == 0 {
            return String::from_utf8(body).ok();
        }
    }
}
