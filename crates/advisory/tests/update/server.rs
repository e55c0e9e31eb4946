//! A server of files that does as it is told.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How a file is given.
#[derive(Debug, Clone)]
pub enum Reply {
    /// As it is.
    Whole(Vec<u8>),
    /// With a tag; nothing of it if somebody has that already, a part of it if somebody asks for the rest of what has this tag.
    Tagged(Vec<u8>, &'static str),
    /// The first bytes of it with the length and tag of the whole; then the connection ends.
    CutOff(Vec<u8>, usize, &'static str),
    /// Without a length, until the connection ends.
    Unmeasured(Vec<u8>),
    /// Nothing comes any more after the head.
    Silent,
    /// This status.
    Status(u16),
    /// Somewhere else.
    Elsewhere(String),
}

#[derive(Default)]
struct Told {
    replies: HashMap<String, Reply>,
    asked: Vec<String>,
}

/// The server; its thread ends with the process.
pub struct Server {
    address: SocketAddr,
    told: Arc<Mutex<Told>>,
}

impl Server {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (address, told) = (listener.local_addr().unwrap(), Arc::new(Mutex::new(Told::default())));
        let shared = Arc::clone(&told);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let told = Arc::clone(&shared);
                // The other side may be gone before everything is written.
                std::thread::spawn(move || drop(serve(stream, &told)));
            }
        });
        Self { address, told }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn set(&self, path: &str, reply: Reply) {
        self.told.lock().unwrap().replies.insert(path.to_owned(), reply);
    }

    /// The first line and the range of each request since the last time.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.told.lock().unwrap().asked)
    }
}

fn serve(mut stream: TcpStream, told: &Mutex<Told>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().unwrap_or(Ok(String::new()))?;
    let (mut range, mut tag, mut known) = (None, String::new(), String::new());
    while let Some(line) = lines.next().transpose()?.filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(": ").unwrap_or((&line, ""));
        match name.to_ascii_lowercase().as_str() {
            "range" => range = value.strip_prefix("bytes=").and_then(|range| range.trim_end_matches('-').parse().ok()),
            "if-range" => tag = value.to_owned(),
            "if-none-match" => known = value.to_owned(),
            _ => {}
        }
    }
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let reply = {
        let mut told = told.lock().unwrap();
        told.asked.push(match range {
            Some(from) => format!("{first} {from:?}"),
            None => first.clone(),
        });
        told.replies.get(&path).cloned().unwrap_or(Reply::Status(404))
    };
    let mut write = |head: &str, body: &[u8]| {
        stream.write_all(format!("HTTP/1.1 {head}\r\nConnection: close\r\n\r\n").as_bytes())?;
        stream.write_all(body)
    };
    match reply {
        Reply::Whole(body) => write(&format!("200 OK\r\nContent-Length: {}", body.len()), &body),
        Reply::Tagged(_, own) if known == own => write("304 Not Modified", b""),
        Reply::Tagged(body, own) => match range {
            Some(from) if tag == own && from < body.len() => {
                let head =
                    format!("206 Partial Content\r\nContent-Range: bytes {from}-{}/{}", body.len() - 1, body.len());
                write(&format!("{head}\r\nContent-Length: {}", body.len() - from), &body[from..])
            }
            _ => write(&format!("200 OK\r\nETag: {own}\r\nContent-Length: {}", body.len()), &body),
        },
        Reply::CutOff(body, length, own) => {
            write(&format!("200 OK\r\nETag: {own}\r\nContent-Length: {}", body.len()), &body[..length])
        }
        Reply::Unmeasured(body) => write("200 OK", &body),
        Reply::Silent => {
            write("200 OK\r\nContent-Length: 100", b"1970")?;
            std::thread::sleep(Duration::from_secs(30));
            Ok(())
        }
        Reply::Status(status) => write(&format!("{status} No\r\nContent-Length: 0"), b""),
        Reply::Elsewhere(url) => write(&format!("302 Found\r\nLocation: {url}\r\nContent-Length: 0"), b""),
    }
}
