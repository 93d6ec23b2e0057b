//! Whether Discord answers at all, as it does without a token.
#![expect(clippy::disallowed_methods, reason = "our clock is compared with Discord's")]

use jiff::Timestamp;
use serde::Deserialize;
use serenity::http::{LightMethod, Request, Route};

use super::{NEEDS_ANSWER, TRY_AGAIN, clock, milliseconds, within};
use crate::checkup::Finding;
use crate::config::Discord;
use crate::discord::register::reason;
use crate::discord::rest::{Failure, Rest};

const DEED: &str = "is this machine online, may it connect there, and is no proxy in between? \
    `discord.api_base` says where Discord's API is";

/// What Discord says to anybody.
pub(super) struct Reached {
    /// Where the gateway is.
    pub(super) gateway: String,
    /// What its clock said, as in the `Date` header.
    date: String,
    /// What ours said before and after.
    before: Timestamp,
    after: Timestamp,
}

/// Asks Discord for what it says to anybody.
pub(super) async fn reach(settings: &Discord) -> anyhow::Result<Result<Reached, Failure>> {
    #[derive(Deserialize)]
    struct Gateway {
        url: String,
    }
    let rest = Rest::for_once(settings, None)?;
    let request = Request::new(Route::Gateway, LightMethod::Get);
    let before = Timestamp::now();
    let answer = within(rest.send::<Gateway>(request)).await;
    let after = Timestamp::now();
    Ok(answer.map(|it| Reached { gateway: it.body.url, date: it.date, before, after }))
}

/// Whether it is Discord that answers, with a hiccup or not. Nobody else may see the token.
pub(super) fn is_there(reached: &Result<Reached, Failure>) -> bool {
    reached.as_ref().err().is_none_or(is_in_trouble)
}

fn is_in_trouble(failure: &Failure) -> bool {
    failure.status.is_some() && failure.is_temporary()
}

/// How Discord was reached, and how our clock goes.
pub(super) fn findings(settings: &Discord, reached: &Result<Reached, Failure>) -> [Finding; 2] {
    const WHAT: &str = "Discord";
    let address = &settings.api_base;
    match reached {
        Ok(Reached { date, before, after, .. }) => {
            let took = milliseconds(after.duration_since(*before).unsigned_abs());
            let answers = Finding::fine(WHAT, format!("{address} answers after {took}"));
            [answers, clock::finding(date, *before, *after)]
        }
        Err(failure) => {
            let (state, deed) = if is_in_trouble(failure) {
                (format!("{address}: {}", reason(failure)), TRY_AGAIN)
            } else {
                (format!("no sound answer from {address}: {}", failure.message), DEED)
            };
            [Finding::fault(WHAT, state, deed), Finding::skipped(clock::WHAT, NEEDS_ANSWER)]
        }
    }
}
