//! Whether the gateway is within reach, and how many logins it allows.

use std::sync::{Mutex, PoisonError};

use futures_util::StreamExt;
use serenity::model::gateway::SessionStartLimit;
use tokio::sync::oneshot;
use tokio::time::{Instant, timeout};
use twilight_gateway::queue::Queue;
use twilight_gateway::{ConfigBuilder, Intents, Message, Shard, ShardId};

use super::{NO_ANSWER, TIME_TO_CHECK, milliseconds, words};
use crate::checkup::{Finding, counted};
use crate::config::Shards;
use crate::discord::gateway::frame::{Frame, opcode};
use crate::discord::rest;

/// From here on logins are few: a bot that logs in again and again spends them within hours.
const FEW_LOGINS: u64 = 100;

/// A queue that lets nobody log in.
#[derive(Debug, Default)]
struct NoLogins {
    /// Those who wait: if one went, its shard would ask again at once.
    waiting: Mutex<Vec<oneshot::Sender<()>>>,
}

impl Queue for NoLogins {
    fn enqueue(&self, _: u32) -> oneshot::Receiver<()> {
        let (sender, receiver) = oneshot::channel();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(sender);
        receiver
    }
}

/// Connects to the gateway, waits until it says hello, and goes.
pub(super) async fn hello(url: &str) -> Finding {
    const WHAT: &str = "gateway";
    let start = Instant::now();
    let problem = match timeout(TIME_TO_CHECK, greeting(url)).await {
        Ok(Ok(())) => {
            let took = milliseconds(start.elapsed());
            return Finding::fine(WHAT, format!("{url} says hello after {took}"));
        }
        Ok(Err(problem)) => problem,
        Err(_) => NO_ANSWER.to_owned(),
    };
    let deed = "may this machine open WebSockets there? A proxy or a firewall may be in the way";
    Finding::fault(WHAT, format!("{url}: {problem}"), deed)
}

async fn greeting(url: &str) -> Result<(), String> {
    // The token is part of a login, and there is none.
    let config = ConfigBuilder::new("none".to_owned(), Intents::empty())
        .proxy_url(url.trim_end_matches('/').to_owned())
        .queue(NoLogins::default())
        .build();
    let mut shard = Shard::with_config(ShardId::ONE, config);
    loop {
        match shard.next().await {
            Some(Ok(Message::Text(text))) => {
                if Frame::read(&text).is_some_and(|it| it.op == opcode::HELLO) {
                    return Ok(());
                }
            }
            Some(Ok(Message::Close(_))) | None => return Err("it closes the connection".to_owned()),
            Some(Err(error)) => return Err(rest::cause(&error)),
        }
    }
}

/// How many logins are left.
pub(super) fn logins(limit: &SessionStartLimit) -> Finding {
    const WHAT: &str = "logins";
    let SessionStartLimit { remaining, total, reset_after, .. } = *limit;
    let reset = words(std::time::Duration::from_millis(reset_after));
    let state = format!("{remaining} of {total} left, all again in {reset}");
    let deed = "something logs in again and again: look into the log of the bot, and for another \
        program with the same token";
    match remaining {
        0 => Finding::fault(WHAT, state, format!("wait for that; {deed}")),
        1..FEW_LOGINS => Finding::warning(WHAT, state, deed),
        _ => Finding::fine(WHAT, state),
    }
}

/// Whether the connections that the settings want are as many as Discord recommends.
pub(super) fn shards(shards: &Shards, recommended: u32) -> Finding {
    const WHAT: &str = "shards";
    let Shards::Some { range, total } = shards else {
        return Finding::fine(WHAT, format!("{recommended}, as Discord recommends"));
    };
    let kept = counted(range.len(), "shard");
    let state = format!("{kept} of {total} here; Discord recommends {recommended}");
    if *total >= recommended {
        return Finding::fine(WHAT, state);
    }
    let deed = format!(
        "give `discord.shards` a total of {recommended} in every process, or set it to `all` and \
         run one"
    );
    Finding::warning(WHAT, state, deed)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::needless_pass_by_value, reason = "`expect![]` reads best passed by value")]

    use expect_test::{Expect, expect};
    use serde_json::json;

    use super::*;

    #[test]
    fn few_logins_are_a_warning_and_none_is_a_failure() {
        let check = |remaining: u64, expect: Expect| {
            let limit = json!({ "total": 1000, "remaining": remaining, "reset_after": 14_400_000,
                "max_concurrency": 1 });
            expect.assert_eq(&logins(&serde_json::from_value(limit).unwrap()).to_string());
        };
        check(
            100,
            expect![[r#"
            ok    logins: 100 of 1000 left, all again in 4 h
        "#]],
        );
        check(
            99,
            expect![[r#"
            warn  logins: 99 of 1000 left, all again in 4 h
                  something logs in again and again: look into the log of the bot, and for another program with the same token
        "#]],
        );
        check(
            0,
            expect![[r#"
            fail  logins: 0 of 1000 left, all again in 4 h
                  wait for that; something logs in again and again: look into the log of the bot, and for another program with the same token
        "#]],
        );
    }

    #[test]
    fn fewer_shards_than_discord_recommends_are_a_warning() {
        let check = |shards_kept: Shards, expect: Expect| {
            expect.assert_eq(&shards(&shards_kept, 16).to_string());
        };
        check(
            Shards::All,
            expect![[r#"
            ok    shards: 16, as Discord recommends
        "#]],
        );
        check(
            Shards::Some { range: 0..4, total: 16 },
            expect![[r#"
            ok    shards: 4 shards of 16 here; Discord recommends 16
        "#]],
        );
        check(
            Shards::Some { range: 0..1, total: 8 },
            expect![[r#"
            warn  shards: 1 shard of 8 here; Discord recommends 16
                  give `discord.shards` a total of 16 in every process, or set it to `all` and run one
        "#]],
        );
    }
}
