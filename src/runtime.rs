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
