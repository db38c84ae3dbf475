//! The web app: a history in the browser, and the same answers as JSON and feeds.
//!
//! It answers on loopback unless it is told otherwise, to the names that it is told, and reads only, unless it is told
//! to write. Nothing in an article can act: the pages escape all text, and their policy lets nothing run but the app's
//! own script. It computes nothing: `ask` answers, `report` decides what is shown, `render` lays it out.

mod api;
mod app;
mod asked;
mod example;
mod exhibits;
mod feeds;
mod form;
mod guard;
mod index;
mod openapi;
mod pages;
mod parts;
mod problem;
mod routes;

use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use app::App;

/// What a web app is to do.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// The history.
    pub database: PathBuf,
    /// Where to answer; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The names, beside those of loopback, under which readers reach the app.
    pub hosts: Vec<String>,
    /// Who decides where readers may: the app writes then; `None` where it only reads.
    pub author: Option<String>,
    pub clock: fn() -> DateTime<Utc>,
}

/// Why the app cannot answer.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("cannot answer at {address}")]
    Taken { address: SocketAddr, source: std::io::Error },
    #[error("cannot start the web app")]
    Start { source: std::io::Error },
}

impl ServeError {
    /// Returns the next step.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Taken { .. } => "choose another port, or a free one: --listen 127.0.0.1:0",
            Self::Start { .. } => "free some memory or threads and run the command again",
        }
    }
}

/// A web app that answers once it runs.
#[derive(Debug)]
pub struct WebApp {
    listener: TcpListener,
    address: SocketAddr,
    app: Arc<App>,
}

impl WebApp {
    /// Takes the address, without answering yet.
    ///
    /// # Errors
    /// When the address is taken, or not this machine's.
    pub fn bind(options: ServeOptions) -> Result<Self, ServeError> {
        let taken = |source| ServeError::Taken { address: options.listen, source };
        let listener = TcpListener::bind(options.listen).map_err(taken)?;
        let address = listener.local_addr().map_err(taken)?;
        listener.set_nonblocking(true).map_err(taken)?;
        let app = App::new(options, address.port()).map_err(|source| ServeError::Start { source })?;
        Ok(Self { listener, address, app: Arc::new(app) })
    }

    /// Returns where it answers: "http://127.0.0.1:8640".
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers until `stop` is done, and finishes what is under way.
    ///
    /// # Errors
    /// When the machine lets no server run.
    pub fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> Result<(), ServeError> {
        let start = |source| ServeError::Start { source };
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_io().enable_time().build().map_err(start)?;
        let index = index::keep_up(Arc::clone(&self.app)).map_err(start)?;
        let router = routes::router(Arc::clone(&self.app));
        let answered = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            axum::serve(listener, router).with_graceful_shutdown(stop).await
        });
        self.app.stop();
        // A thread that panicked has said so.
        let _ = index.join();
        answered.map_err(start)
    }
}
