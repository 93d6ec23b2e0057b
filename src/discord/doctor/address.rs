//! Whether the pages, and the endpoint, can be served where the settings say.

use std::io::ErrorKind;
use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio::time::timeout;

use super::TIME_TO_CHECK;
use crate::checkup::Finding;
use crate::config::{Config, Transport};
use crate::discord::NO_ADDRESS;
use crate::discord::health::{self, Neighbour};

const WHAT: &str = "http.listen";

const ANOTHER_PORT: &str = "choose another port, such as CERTGUIDE_HTTP__LISTEN=127.0.0.1:8081";

pub(super) async fn finding(config: &Config) -> Finding {
    let Some(address) = config.http.listen else {
        return match config.discord.transport {
            Transport::Gateway => Finding::fine(WHAT, "off, so nobody can ask how the bot is"),
            Transport::Http => Finding::fault_in_words(WHAT, NO_ADDRESS),
        };
    };
    match TcpListener::bind(address).await {
        Ok(_) => Finding::fine(WHAT, format!("{address} is free")),
        Err(error) if error.kind() == ErrorKind::AddrInUse => taken(address).await,
        Err(error) => {
            Finding::fault(WHAT, format!("cannot listen at {address}: {error}"), ANOTHER_PORT)
        }
    }
}

/// Who is at an address that is taken.
async fn taken(address: SocketAddr) -> Finding {
    let asked = tokio::task::spawn_blocking(move || health::neighbour(address));
    match timeout(TIME_TO_CHECK, asked).await {
        Ok(Ok(Neighbour::Ready)) => {
            Finding::fine(WHAT, format!("a certguide answers at {address}, and it is ready"))
        }
        Ok(Ok(Neighbour::NotReady(obstacle))) => Finding::warning(
            WHAT,
            format!("a certguide answers at {address}, and it is not ready: {obstacle}"),
            "if that lasts, its log says why",
        ),
        _ => Finding::fault(WHAT, format!("another program listens at {address}"), ANOTHER_PORT),
    }
}
