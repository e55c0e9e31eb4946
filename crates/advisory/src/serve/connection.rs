//! One connection: bounded in time and in bytes, whatever the other side does.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;

use super::{Answer, Api};

/// A request has to say its head, and then its body, within so long; a connection that asks nothing is closed after it too.
const PATIENCE: Duration = Duration::from_secs(10);
/// A connection is closed after so long, once what is being answered is written.
const LIFE: Duration = Duration::from_secs(120);
/// What is being answered when a connection is to be closed has so long.
pub(super) const GRACE: Duration = Duration::from_secs(5);
/// A thousand questions take a tenth of it.
const BODY_BYTES: usize = 4 << 20;
const HEAD_BYTES: usize = 16 << 10;
const HEADERS: usize = 64;

/// Answers what is asked on a connection until the other side is done, is too slow, or the server ends.
pub(super) async fn converse(stream: TcpStream, api: Arc<Api>, mut ends: watch::Receiver<bool>) {
    let service = service_fn(|request| respond(Arc::clone(&api), request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_headers(HEADERS)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    let closing = async {
        // An error says that the server is gone already.
        let _ = timeout(LIFE, ends.wait_for(|is_end| *is_end)).await;
    };
    let mut closing = std::pin::pin!(closing);
    let is_done = std::future::poll_fn(|context| {
        // An error of the other side is its own affair.
        if connection.as_mut().poll(context).is_ready() {
            return std::task::Poll::Ready(true);
        }
        closing.as_mut().poll(context).map(|()| false)
    })
    .await;
    if !is_done {
        connection.as_mut().graceful_shutdown();
        let _ = timeout(GRACE, connection).await;
    }
}

async fn respond(api: Arc<Api>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let stated = head.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    let (answer, is_last) = match stated {
        Some(stated) if stated > BODY_BYTES => (too_large(), true),
        _ => match timeout(PATIENCE, Limited::new(body, BODY_BYTES).collect()).await {
            Ok(Ok(body)) => (api.answer(head.method.as_str(), head.uri.path(), &body.to_bytes()), false),
            Ok(Err(error)) if error.is::<LengthLimitError>() => (too_large(), true),
            Ok(Err(_)) => (Answer::invalid("Invalid request: the body ends before its time."), true),
            Err(_) => (Answer::refused(408, 4, "Request Timeout"), true),
        },
    };
    Ok(response(answer, is_last))
}

fn too_large() -> Answer {
    Answer::refused(413, 8, "Request Entity Too Large")
}

/// The response; after the last one the connection is closed, since what follows a body that was not read cannot be understood.
fn response(answer: Answer, is_last: bool) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(answer.body)));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if is_last {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
