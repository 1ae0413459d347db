//! A small web server for one folder, on the loopback address only.
//!
//! It implements the part of HTTP/1.1 that a browser needs to load a page: GET and HEAD,
//! one request per connection. A browser compiles WebAssembly while it streams only if
//! the type is `application/wasm`. A path that would leave the folder is refused.
//!
//! Not implemented: ranges, compression, caching. A page served here is always the newest
//! build.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use crate::failure::{Failure, Outcome};

/// How many ports after the requested one are tried, before any free port.
const NEIGHBOURS: u16 = 20;

/// The read and write timeout of a connection.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The longest request head that is read, in bytes.
const LONGEST_HEAD: u64 = 16 * 1024;

/// A socket on `port`, or on the next free one after it.
pub(crate) fn listen(port: u16) -> Outcome<TcpListener> {
    (port..=port.saturating_add(NEIGHBOURS))
        .chain([0])
        .find_map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok())
        .ok_or_else(|| Failure::new("no port of 127.0.0.1 can be opened"))
}

/// Serves `folder` until the program is ended.
pub(crate) fn serve(listener: &TcpListener, folder: &Path) {
    for stream in listener.incoming().flatten() {
        let folder = folder.to_owned();
        // Ignore a browser that disconnects in the middle of a file.
        thread::spawn(move || answer(&stream, &folder).ok());
    }
}

fn answer(stream: &TcpStream, folder: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    let mut head = BufReader::new(stream.take(LONGEST_HEAD));
    let mut request = String::new();
    head.read_line(&mut request)?;
    // Read the rest of the head: closing a socket with unread bytes resets the connection,
    // and the browser would lose the response.
    let mut line = String::new();
    while head.read_line(&mut line)? > 2 {
        line.clear();
    }
    let mut words = request.split_whitespace();
    let (method, target) = (words.next(), words.next().unwrap_or_default());
    let with_body = match method {
        None => return Ok(()), // A speculative connection that was not used.
        Some("GET") => true,
        Some("HEAD") => false,
        Some(_) => return refuse(stream, "405 Method Not Allowed"),
    };
    let Some(path) = file_for(folder, target) else {
        return refuse(stream, "404 Not Found");
    };
    let Ok(mut file) = File::open(&path) else {
        return refuse(stream, "404 Not Found");
    };
    let length = file.metadata()?.len();
    write_head(stream, "200 OK", media_type(&path), length)?;
    if with_body {
        io::copy(&mut file, &mut &*stream)?;
    }
    Ok(())
}

fn refuse(stream: &TcpStream, status: &str) -> io::Result<()> {
    let length = u64::try_from(status.len()).expect("a status is a few bytes long");
    write_head(stream, status, "text/plain; charset=utf-8", length)?;
    (&mut &*stream).write_all(status.as_bytes())
}

fn write_head(mut stream: &TcpStream, status: &str, kind: &str, length: u64) -> io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    )
}

/// The file that a request target names; `None` if it is outside `folder` or does not exist.
fn file_for(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?;
    let mut file = folder.to_owned();
    for part in path.split('/') {
        let part = decode(part)?;
        match part.as_str() {
            "" | "." => {}
            // On Windows a backslash or a colon would name another folder or drive.
            ".." => return None,
            part if part.contains(['/', '\\', ':', '\0']) => return None,
            part => file.push(part),
        }
    }
    if file.is_dir() {
        file.push("index.html");
    }
    file.is_file().then_some(file)
}

/// Decodes percent-encoding.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A folder with a page, and a secret file outside it; deleted on drop.
    struct Site(PathBuf);

    impl Site {
        fn new(name: &str) -> Self {
            let outside = std::env::temp_dir()
                .join(format!("portcullis-server-{name}-{}", std::process::id()));
            fs::create_dir_all(outside.join("site/a b")).unwrap();
            fs::write(outside.join("secret.txt"), "secret").unwrap();
            fs::write(outside.join("site/index.html"), "<p>hello").unwrap();
            fs::write(outside.join("site/page.wasm"), b"\0asm").unwrap();
            fs::write(outside.join("site/a b/index.html"), "<p>inner").unwrap();
            Self(outside)
        }

        fn folder(&self) -> PathBuf {
            self.0.join("site")
        }
    }

    impl Drop for Site {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).ok();
        }
    }

    #[test]
    fn a_target_outside_the_folder_names_no_file() {
        let site = Site::new("paths");
        let folder = site.folder();
        for (target, expected) in [
            ("/", Some("index.html")),
            ("/index.html?embed=1", Some("index.html")),
            ("/page.wasm", Some("page.wasm")),
            ("/a%20b/", Some("a b/index.html")),
            ("/./a%20b//index.html", Some("a b/index.html")),
            ("/nothing", None),
            ("/../secret.txt", None),
            ("/%2e%2e/secret.txt", None),
            ("/..%2fsecret.txt", None),
            ("/a b/..\\..\\secret.txt", None),
            ("/%zz", None),
            ("/%f", None),
            ("/%ff", None),
        ] {
            let expected = expected.map(|name| folder.join(name));
            assert_eq!(file_for(&folder, target), expected, "{target}");
        }
    }

    #[test]
    fn each_request_gets_its_status_type_and_body() {
        let site = Site::new("requests");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let folder = site.folder();
        thread::spawn(move || serve(&listener, &folder));
        for (request, status, kind, body) in [
            ("GET / HTTP/1.1", "200 OK", "text/html", "<p>hello"),
            ("HEAD / HTTP/1.1", "200 OK", "text/html", ""),
            (
                "GET /page.wasm HTTP/1.1",
                "200 OK",
                "application/wasm",
                "\0asm",
            ),
            (
                "GET /../secret.txt HTTP/1.1",
                "404 Not Found",
                "text/plain",
                "404 Not Found",
            ),
            (
                "POST / HTTP/1.1",
                "405 Method",
                "text/plain",
                "405 Method Not Allowed",
            ),
        ] {
            let mut stream = TcpStream::connect(address).unwrap();
            write!(stream, "{request}\r\nHost: localhost\r\n\r\n").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            let (head, found) = answer.split_once("\r\n\r\n").unwrap();
            assert!(
                head.starts_with(&format!("HTTP/1.1 {status}")),
                "{request}: {head}"
            );
            assert!(
                head.contains(&format!("Content-Type: {kind}")),
                "{request}: {head}"
            );
            assert_eq!(found, body, "{request}");
        }
    }

    #[test]
    fn a_port_in_use_is_replaced_by_another() {
        let first = listen(0).unwrap();
        let port = first.local_addr().unwrap().port();
        let second = listen(port).unwrap();
        assert_ne!(second.local_addr().unwrap().port(), port);
    }
}
