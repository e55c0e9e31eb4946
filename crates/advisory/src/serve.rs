//! OSV's API over the indexes that there are, for tools that ask it: `pip-audit`, `uv audit`, `osv-scanner`.

mod answer;
mod api;
mod catalogue;
mod connection;
mod query;
mod record;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

pub use answer::Answer;
pub use api::Api;

use connection::{GRACE, converse};

/// So many connections are served at a time; others wait.
const CONNECTIONS: usize = 64;

/// A server that listens.
#[derive(Debug)]
pub struct Server {
    listener: std::net::TcpListener,
    address: SocketAddr,
    api: Arc<Api>,
}

impl Server {
    /// Listens on an address; port 0 takes any that is free.
    ///
    /// # Errors
    /// When the address cannot be had.
    pub fn bind(address: SocketAddr, api: Api) -> io::Result<Self> {
        let listener = std::net::TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address, api: Arc::new(api) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until the user interrupts it (Ctrl-C).
    ///
    /// # Errors
    /// When the platform gives no events of sockets or signals.
    pub fn run(self) -> io::Result<()> {
        self.run_until(async {
            // Without signals nobody can ask it to end kindly.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        })
    }

    /// Answers until something has come true; what is being answered then is finished, for as long as that takes no longer than
    /// a grace.
    ///
    /// # Errors
    /// When the platform gives no events of sockets.
    pub fn run_until(self, end: impl Future<Output = ()>) -> io::Result<()> {
        // One thread: an answer takes microseconds, and what is slow is the other side.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let listener = TcpListener::from_std(self.listener)?;
            accept(listener, self.api, end).await;
            Ok(())
        })
    }
}

async fn accept(listener: TcpListener, api: Arc<Api>, end: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let (ending, ends) = watch::channel(false);
    let accepting = async {
        loop {
            let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
            match listener.accept().await {
                Ok((stream, _)) => {
                    let (api, ends) = (Arc::clone(&api), ends.clone());
                    tokio::spawn(async move {
                        converse(stream, api, ends).await;
                        drop(place);
                    });
                }
                // No more files may be open; some will be closed.
                Err(_) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
            }
        }
    };
    let mut end = std::pin::pin!(end);
    let mut accepting = std::pin::pin!(accepting);
    std::future::poll_fn(|context| {
        if end.as_mut().poll(context).is_ready() {
            return std::task::Poll::Ready(());
        }
        accepting.as_mut().poll(context)
    })
    .await;
    // Nobody listens if there is no connection.
    let _ = ending.send(true);
    let _ = timeout(GRACE, places.acquire_many(CONNECTIONS as u32)).await;
}
