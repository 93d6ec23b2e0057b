//! Whether the bot may reply to messages where it is.

use serde::Deserialize;
use serenity::http::{LightMethod, Request, Route};

use super::{NEEDS_TOKEN, TRY_AGAIN, within};
use crate::checkup::{Finding, counted};
use crate::config::Config;
use crate::discord::application::Application;
use crate::discord::invite::TO_REPLY;
use crate::discord::register::reason;
use crate::discord::rest::Rest;

const WHAT: &str = "mentions";

/// "Bitwise Permission Flags" in topics/permissions; who has it has all others.
const ADMINISTRATOR: u64 = 1 << 3;

/// What Discord gives in one go ("Get Current User Guilds" in resources/user).
const LOOKED_AT: usize = 200;

/// A server that the bot is in.
#[derive(Debug, Deserialize)]
struct Server {
    /// What it may do there, but for what single channels say otherwise.
    #[serde(default)]
    permissions: String,
}

/// Looks at what the bot may do, where it is to reply.
pub(super) async fn finding(
    config: &Config,
    application: Option<&Application>,
    rest: &Rest,
) -> Finding {
    if !config.discord.mentions {
        return Finding::fine(WHAT, "off, so no messages are received");
    }
    if application.is_none() {
        return Finding::skipped(WHAT, NEEDS_TOKEN);
    }
    let request = Request::new(Route::UserMeGuilds, LightMethod::Get);
    match within(rest.send::<Vec<Server>>(request)).await {
        Ok(servers) => state(&servers.body),
        Err(failure) => Finding::fault(WHAT, reason(&failure), TRY_AGAIN),
    }
}

fn state(servers: &[Server]) -> Finding {
    const DEED: &str = "invite it anew with the link below, or give its role what is missing";
    const NOWHERE: &str = "on, but it is a member of no server, so it sees only direct messages";
    let lacking: Vec<Vec<&str>> =
        servers.iter().map(Server::lacks).filter(|it| !it.is_empty()).collect();
    // There may be more of them.
    let all = match servers.len() {
        LOOKED_AT => format!("the first {LOOKED_AT} servers"),
        count => counted(count, "server"),
    };
    if servers.is_empty() {
        return Finding::warning(WHAT, NOWHERE, DEED);
    }
    if lacking.is_empty() {
        return Finding::fine(WHAT, format!("on; it may reply in {all}, if the channel allows it"));
    }
    let names = TO_REPLY.iter().map(|it| it.0);
    let missing: Vec<&str> = names.filter(|it| lacking.iter().flatten().any(|l| l == it)).collect();
    let state = format!("on; in {} of {all} it lacks {}", lacking.len(), missing.join(", "));
    Finding::warning(WHAT, state, DEED)
}

impl Server {
    /// What it needs for a reply and may not do. Where nothing is said, nothing is missing.
    fn lacks(&self) -> Vec<&'static str> {
        let Ok(bits) = self.permissions.parse::<u64>() else { return Vec::new() };
        if bits & ADMINISTRATOR != 0 {
            return Vec::new();
        }
        TO_REPLY.iter().filter(|it| bits & it.1 == 0).map(|it| it.0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_anywhere_is_named_once() {
        let all: u64 = TO_REPLY.iter().map(|it| it.1).sum();
        let server = |bits: u64| Server { permissions: bits.to_string() };
        let servers = [
            server(all),
            server(all & !(1 << 11)),
            server(all & !(1 << 11) & !(1 << 16)),
            server(ADMINISTRATOR),
            Server { permissions: String::new() },
        ];
        expect_test::expect![[r#"
            warn  mentions: on; in 2 of 5 servers it lacks Send Messages, Read Message History
                  invite it anew with the link below, or give its role what is missing
        "#]]
        .assert_eq(&state(&servers).to_string());
        expect_test::expect![[r#"
            warn  mentions: on, but it is a member of no server, so it sees only direct messages
                  invite it anew with the link below, or give its role what is missing
        "#]]
        .assert_eq(&state(&[]).to_string());
        expect_test::expect![[r#"
            ok    mentions: on; it may reply in 1 server, if the channel allows it
        "#]]
        .assert_eq(&state(&servers[..1]).to_string());
    }
}
