//! Requests and their answers over HTTP/1.1, a request a line.

use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

use super::answer::{Made, Told, refused};
use super::guard::Guard;
use super::lines::{Line, Lines};
use super::thread::on_a_thread;
use super::{language, page, upload};
use crate::calls;
use crate::desk::Desk;

/// Bytes of a head, headers, and bytes of what a call asks.
const HEAD: usize = 64 << 10;
const HEADERS: usize = 64;
const ASKED: usize = 4 << 20;
/// How long is waited for a head, for what a call asks, and for an answer to be taken.
const HEARD: Duration = Duration::from_secs(5);
const SAID: Duration = Duration::from_secs(10);
const TAKEN: Duration = Duration::from_secs(3600);
/// How long is waited where the system gives no more lines.
const PAUSE: Duration = Duration::from_millis(100);

/// What all lines lead to.
#[derive(Debug)]
pub(super) struct Site {
    guard: Guard,
    desk: Arc<Desk>,
}

impl Site {
    pub(super) fn new(guard: Guard, desk: Arc<Desk>) -> Self {
        Self { guard, desk }
    }
}

/// Takes lines.
pub(super) async fn serve(listener: TcpListener, site: Arc<Site>) {
    let lines = Lines::default();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let (line, site) = (lines.open().await, site.clone());
                let number = line.number();
                let talk = tokio::spawn(async move { talk(stream, &line, &site).await });
                lines.by(number, talk.abort_handle());
            }
            Err(_) => sleep(PAUSE).await,
        }
    }
}

/// One request and its answer. That a line breaks is what lines do.
async fn talk(stream: TcpStream, line: &Line, site: &Site) {
    let service = service_fn(|request| answer(request, line, site));
    let talk = http1::Builder::new()
        .keep_alive(false)
        .half_close(true)
        .max_buf_size(HEAD)
        .max_headers(HEADERS)
        .timer(TokioTimer::new())
        .header_read_timeout(HEARD)
        .serve_connection(TokioIo::new(stream), service);
    let _ = timeout(TAKEN, talk).await;
}

async fn answer(request: Request<Incoming>, line: &Line, site: &Site) -> Made {
    Ok(if site.guard.is_at_home(request.headers()) {
        heard(request, line, site).await
    } else {
        refused(StatusCode::FORBIDDEN)
    })
}

/// What is asked at home: the page by anybody, all else by who has the secret.
async fn heard(request: Request<Incoming>, line: &Line, site: &Site) -> Response<Told> {
    let path = request.uri().path().to_owned();
    let place = path.strip_prefix("/call/").map(Place::Call).or(path.strip_prefix("/files/").map(Place::File));
    let method = match place {
        None => Method::GET,
        Some(Place::Call(_)) => Method::POST,
        Some(Place::File(_)) => Method::PUT,
    };
    if *request.method() != method {
        let mut response = refused(StatusCode::METHOD_NOT_ALLOWED);
        if let Ok(allowed) = HeaderValue::from_str(method.as_str()) {
            response.headers_mut().insert(ALLOW, allowed);
        }
        return response;
    }
    let Some(place) = place else {
        let language = language::of(request.headers());
        return page::file(&path, language).unwrap_or_else(|| refused(StatusCode::NOT_FOUND));
    };
    if !site.guard.has_key(request.headers()) {
        return refused(StatusCode::UNAUTHORIZED);
    }
    line.is_known();
    match place {
        Place::Call(name) => called(name, request, &site.desk).await,
        Place::File(name) => upload::kept(name, request, &site.desk).await,
    }
}

/// What is asked, and of what.
#[derive(Clone, Copy)]
enum Place<'p> {
    Call(&'p str),
    File(&'p str),
}

async fn called(name: &str, request: Request<Incoming>, desk: &Arc<Desk>) -> Response<Told> {
    let Some(call) = calls::of(name) else { return refused(StatusCode::NOT_FOUND) };
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.split(';').next() != Some("application/json") {
        return refused(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let tongue = language::of(request.headers()).tongue();
    let body = match timeout(SAID, Limited::new(request.into_body(), ASKED).collect()).await {
        Err(_) => return refused(StatusCode::REQUEST_TIMEOUT),
        Ok(Err(_)) => return refused(StatusCode::PAYLOAD_TOO_LARGE),
        Ok(Ok(body)) => body.to_bytes(),
    };
    let Ok(asked) = serde_json::from_slice(&body) else { return refused(StatusCode::BAD_REQUEST) };
    let desk = desk.clone();
    on_a_thread(tongue, move || call.run(&desk, asked)).await
}
