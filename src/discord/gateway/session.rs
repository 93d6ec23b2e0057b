//! A session with the gateway, kept from one run to the next: what Discord sends while the program
//! starts anew is not lost ("Resuming" in events/gateway).
#![expect(clippy::disallowed_methods, reason = "the age of a session is told by the clock")]

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use twilight_gateway::{Session, ShardId};

use crate::config::Token;
use crate::state::StateFolder;

/// Discord keeps a session for a few minutes after its connection ended.
const AGE_MAX: Duration = Duration::from_mins(10);

/// What is needed to go on with a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SavedSession {
    /// Whose it is: the part of the token that is no secret.
    bot: String,
    pub(super) session: Session,
    /// `None`: the general address.
    pub(super) resume_url: Option<String>,
    /// The bot's user, where messages arrive in it; `None`: none do. Discord keeps to what a session
    /// was begun for, whatever the settings say by now.
    #[serde(default)]
    pub(super) heard_by: Option<u64>,
    saved_at: Timestamp,
}

impl SavedSession {
    pub(super) fn new(
        token: &Token,
        session: Session,
        resume_url: Option<String>,
        heard_by: Option<u64>,
    ) -> Self {
        Self { bot: bot(token), session, resume_url, heard_by, saved_at: Timestamp::now() }
    }

    /// Keeps it for the next start.
    pub(super) async fn save(self, state: &StateFolder, shard: ShardId) {
        let write =
            move |it: &StateFolder| it.write(&file_name(shard), &serde_json::to_string(&self)?);
        let Err(error) = state.in_time(write).await else { return };
        let (shard, folder) = (shard.number(), state.dir().display());
        tracing::warn!(
            shard,
            "cannot keep the session, so what is asked until the next start is lost: {folder}: \
             {error}"
        );
    }
}

/// Takes the session that was kept for a shard, if there is one that may still be good and in which
/// messages arrive or do not, as `hears` says. It is gone from the folder then: if it leads to a
/// crash, it does so once.
pub(super) async fn take(
    state: &StateFolder,
    shard: ShardId,
    token: &Token,
    hears: bool,
) -> Option<SavedSession> {
    let read = move |it: &StateFolder| {
        let name = file_name(shard);
        let text = it.read(&name)?;
        it.remove(&name)?;
        Ok(text)
    };
    match state.in_time(read).await {
        Ok(text) => usable(&text?, &bot(token), Timestamp::now())
            .filter(|it| it.heard_by.is_some() == hears),
        Err(error) => {
            let (shard, folder) = (shard.number(), state.dir().display());
            tracing::warn!(shard, "cannot read the session that was kept: {folder}: {error}");
            None
        }
    }
}

fn usable(text: &str, bot: &str, now: Timestamp) -> Option<SavedSession> {
    let Ok(saved) = serde_json::from_str::<SavedSession>(text) else {
        tracing::warn!("the session that was kept does not read; logging in anew");
        return None;
    };
    let is_web_socket = saved
        .resume_url
        .as_ref()
        .is_none_or(|it| it.starts_with("wss://") || it.starts_with("ws://"));
    // Of a clock that was set back nothing is known, and trying costs nothing.
    let is_young =
        now.duration_since(saved.saved_at).unsigned_abs() <= AGE_MAX || saved.saved_at > now;
    (saved.bot == bot && is_web_socket && is_young).then_some(saved)
}

fn file_name(shard: ShardId) -> String {
    format!("session-{}-of-{}.json", shard.number(), shard.total())
}

fn bot(token: &Token) -> String {
    token.reveal().split('.').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-25T12:00:00Z";

    fn check(saved_at: &str, bot: &str, resume_url: &str) -> bool {
        let saved = SavedSession {
            bot: "MTIz".to_owned(),
            session: Session::new(7, "abc".to_owned()),
            resume_url: Some(resume_url.to_owned()),
            heard_by: None,
            saved_at: saved_at.parse().unwrap(),
        };
        let text = serde_json::to_string(&saved).unwrap();
        usable(&text, bot, NOW.parse().unwrap()) == Some(saved)
    }

    #[test]
    fn a_session_is_used_for_ten_minutes_by_the_bot_that_had_it() {
        assert!(check("2026-11-25T11:55:00Z", "MTIz", "wss://example.org"));
        assert!(check("2026-11-25T14:00:00Z", "MTIz", "wss://example.org"));
        assert!(!check("2026-11-25T11:49:00Z", "MTIz", "wss://example.org"));
        assert!(!check("2026-11-25T11:55:00Z", "NDU2", "wss://example.org"));
        assert!(!check("2026-11-25T11:55:00Z", "MTIz", "https://example.org"));
        assert_eq!(usable("{", "MTIz", NOW.parse().unwrap()), None);
    }
}
