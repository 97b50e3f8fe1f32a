//! The emulator on a port of this machine: HTTP/1.1, a request a line; sizes, times and lines bounded.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};

use http_body_util::{BodyExt, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER, ToStrError};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime;
use tokio::sync::{Semaphore, oneshot};
use tokio::time::{sleep, timeout};

use super::super::exchange::Reply;
use super::answer::{Answer, Broken};
use super::fault::Trouble;
use super::heard::Heard;
use super::machine::Machine;
use super::settings::Settings;

/// Bytes of a head, headers, and bytes of a body.
const HEAD: usize = 64 << 10;
const HEADERS: usize = 64;
const BODY: usize = 64 << 20;
/// How long is waited for what somebody says, and for somebody to take an answer.
const WAIT: Duration = Duration::from_secs(10);
const TAKEN: Duration = Duration::from_secs(600);
/// Lines at a time; others wait.
const LINES: usize = 64;
/// How long is waited where the system gives no more lines.
const PAUSE: Duration = Duration::from_millis(100);

/// A system that stops when it is dropped.
#[derive(Debug)]
pub struct Emulator {
    place: SocketAddr,
    machine: Arc<Mutex<Machine>>,
    /// The thread ends when this is dropped.
    end: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Emulator {
    /// Switches it on, on this machine only; port 0 takes a free one.
    ///
    /// # Errors
    /// The port is taken.
    pub fn start(settings: Settings, port: u16) -> io::Result<Self> {
        let runtime = runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, port)))?;
        let place = listener.local_addr()?;
        let (delay, slow) = (settings.delay, settings.slow);
        let machine = Arc::new(Mutex::new(Machine::new(settings, SystemTime::now())));
        let site = Arc::new(Site { machine: machine.clone(), delay, slow });
        let (end, ended) = oneshot::channel();
        let thread = thread::spawn(move || {
            runtime.spawn(serve(listener, site));
            // That nobody holds the other end any more is what is waited for.
            let _ = runtime.block_on(ended);
        });
        Ok(Self { place, machine, end: Some(end), thread: Some(thread) })
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}", self.place)
    }

    /// What it knows.
    pub fn machine(&self) -> MutexGuard<'_, Machine> {
        held(&self.machine)
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What all lines lead to.
struct Site {
    machine: Arc<Mutex<Machine>>,
    delay: Duration,
    slow: Duration,
}

fn held(machine: &Mutex<Machine>) -> MutexGuard<'_, Machine> {
    machine.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes calls, so many at a time.
async fn serve(listener: TcpListener, site: Arc<Site>) {
    let places = Arc::new(Semaphore::new(LINES));
    while let Ok(place) = places.clone().acquire_owned().await {
        match listener.accept().await {
            Ok((line, _)) => {
                let site = site.clone();
                tokio::spawn(async move {
                    talk(line, site).await;
                    drop(place);
                });
            }
            Err(_) => sleep(PAUSE).await,
        }
    }
}

/// One request and its answer. That a line breaks is what lines do.
async fn talk(line: TcpStream, site: Arc<Site>) {
    let is_reset = AtomicBool::new(false);
    let service = service_fn(|request| answer(request, &site, &is_reset));
    let mut talk = http1::Builder::new()
        .keep_alive(false)
        .half_close(true)
        .auto_date_header(false)
        .max_buf_size(HEAD)
        .max_headers(HEADERS)
        .timer(TokioTimer::new())
        .header_read_timeout(WAIT)
        .serve_connection(TokioIo::new(line), service);
    let _ = timeout(TAKEN + site.delay + site.slow, &mut talk).await;
    let line = talk.into_parts().io.into_inner();
    if is_reset.load(Ordering::SeqCst) {
        // Closed without this, it would end and not be reset.
        let _ = line.set_zero_linger();
    }
}

/// Hears a request, and answers, unless the line breaks before.
async fn answer(request: Request<Incoming>, site: &Site, is_reset: &AtomicBool) -> Result<Response<Answer>, Broken> {
    let (head, body) = request.into_parts();
    let Ok(body) = timeout(WAIT, Limited::new(body, BODY).collect()).await else { return Err(Broken) };
    let (Ok(body), Ok(headers)) = (body, texts(&head.headers)) else { return Ok(told(bad(), None)) };
    let body = body.to_bytes();
    let target = head.uri.path_and_query().map_or("", |target| target.as_str());
    let heard = Heard { method: head.method.as_str(), target, headers: &headers, body: &body };
    let (trouble, reply) = site.done(&heard);
    sleep(if trouble == Some(Trouble::Slow) { site.slow } else { site.delay }).await;
    let Some(reply) = reply.filter(|_| trouble != Some(Trouble::Behind)) else { return Err(Broken) };
    is_reset.store(trouble == Some(Trouble::Reset), Ordering::SeqCst);
    Ok(told(reply, trouble))
}

impl Site {
    /// What happens, and what is answered; nothing where nothing is heard.
    fn done(&self, heard: &Heard<'_>) -> (Option<Trouble>, Option<Reply>) {
        let mut machine = held(&self.machine);
        let trouble = machine.trouble(heard);
        let is_heard = trouble != Some(Trouble::Before);
        (trouble, is_heard.then(|| machine.answer(heard, SystemTime::now())))
    }
}

/// Names and values of headers.
fn texts(headers: &HeaderMap) -> Result<Vec<(&str, &str)>, ToStrError> {
    headers.iter().map(|(name, value)| Ok((name.as_str(), value.to_str()?))).collect()
}

/// What is no request, or too long.
fn bad() -> Reply {
    Reply { status: 400, retry_after: None, body: Vec::new() }
}

fn told(reply: Reply, trouble: Option<Trouble>) -> Response<Answer> {
    let body = Bytes::from(reply.body);
    let sent = match trouble {
        Some(Trouble::Half) => body.len() / 2,
        Some(Trouble::Reset) => 0,
        _ => body.len(),
    };
    let mut response = Response::new(Answer::new(body, sent));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json;charset=UTF-8"));
    if let Some(wait) = reply.retry_after {
        response.headers_mut().insert(RETRY_AFTER, wait.as_secs().into());
    }
    response
}
