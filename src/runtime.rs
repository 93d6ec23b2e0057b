//! The runtime that the doors run in, and when it is to end.

use anyhow::Context;

/// Runs something to its end.
pub fn block_on<T>(future: impl Future<Output = T>) -> anyhow::Result<T> {
    // One thread: a reply takes microseconds, and everything else is waiting.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        // For names of hosts and files: no more threads than that, however many ask at once.
        .max_blocking_threads(8)
        .build()
        .context("cannot start the runtime")?;
    let result = runtime.block_on(future);
    // What a slow disk still holds up does not hold up the end.
    runtime.shutdown_background();
    Ok(result)
}

/// The same from within whatever runs already, or nothing: in a thread of its own, for which this
/// one waits.
///
/// # Panics
/// Where `future` does, or no thread can be started.
pub fn wait<T: Send>(future: impl Future<Output = T> + Send) -> T {
    let run = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        runtime.map(|it| it.block_on(future))
    };
    let result = std::thread::scope(|scope| scope.spawn(run).join());
    match result {
        Ok(Ok(value)) => value,
        Ok(Err(error)) => panic!("cannot start the runtime: {error}"),
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// Something that is asked each time the process is told to reload (SIGHUP); never, where the
/// system knows no such signal.
pub struct Reloads(#[cfg(unix)] tokio::signal::unix::Signal);

impl Reloads {
    /// Listens from now on: without it the signal would end the process.
    pub fn listen() -> anyhow::Result<Self> {
        #[cfg(unix)]
        let hangup = tokio::signal::unix::SignalKind::hangup();
        Ok(Self(
            #[cfg(unix)]
            tokio::signal::unix::signal(hangup).context("cannot listen for SIGHUP")?,
        ))
    }

    /// Waits for the next.
    pub async fn next(&mut self) {
        #[cfg(unix)]
        if self.0.recv().await.is_some() {
            return;
        }
        std::future::pending::<()>().await;
    }
}

/// A future that ends when the process is told to stop.
pub fn told_to_stop() -> anyhow::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        .context("cannot listen for SIGTERM")?;
    Ok(async move {
        #[cfg(unix)]
        let terminated = terminate.recv();
        #[cfg(not(unix))]
        let terminated = std::future::pending::<Option<()>>();
        tokio::select! {
            _ = terminated => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    })
}
