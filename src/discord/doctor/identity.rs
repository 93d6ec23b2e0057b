//! Whether the settings and the application behind the token are of one mind.

use super::{NEEDS_ANSWER, NEEDS_TOKEN, TRY_AGAIN};
use crate::checkup::Finding;
use crate::config::{Config, Transport};
use crate::discord::application::Application;
use crate::discord::gateway::REFUSED_TOKEN;
use crate::discord::register::reason;
use crate::discord::rest::Failure;
use crate::discord::{NO_PUBLIC_KEY, NO_TOKEN};

const COPY_KEY: &str = "copy it anew from the page `General Information` of the application to \
    `discord.public_key` (DISCORD_PUBLIC_KEY)";

/// What came of the token.
pub(super) enum Token {
    /// There is none.
    Missing,
    /// There is one that does not read as one.
    Unreadable,
    /// Discord cannot be asked.
    Untried,
    /// What Discord says to it.
    Tried(Result<Application, Failure>),
}

impl Token {
    /// What Discord knows of the application that it belongs to.
    pub(super) fn application(&self) -> Option<&Application> {
        match self {
            Self::Tried(answer) => answer.as_ref().ok(),
            Self::Missing | Self::Unreadable | Self::Untried => None,
        }
    }
}

/// How the token is, and whether the settings fit to what Discord says to it.
pub(super) fn findings(config: &Config, token: &Token) -> [Finding; 4] {
    let application = token.application();
    [
        acceptance(config.discord.transport, token),
        id(config, application),
        public_key(config, application),
        endpoint(config, application),
    ]
}

fn acceptance(transport: Transport, token: &Token) -> Finding {
    const WHAT: &str = "token";
    match (token, transport) {
        (Token::Missing, Transport::Gateway) => Finding::fault_in_words(WHAT, NO_TOKEN),
        (Token::Missing, Transport::Http) => Finding::warning(
            WHAT,
            "none, so commands are not registered",
            "the transport `http` answers without one; set DISCORD_TOKEN where `certguide \
             register` runs",
        ),
        (Token::Unreadable, _) => Finding::skipped(WHAT, "the settings have to read first"),
        (Token::Untried, _) => Finding::skipped(WHAT, NEEDS_ANSWER),
        (Token::Tried(Ok(application)), _) => {
            let name = &application.name;
            Finding::fine(WHAT, format!("Discord accepts it, as that of `{name}`"))
        }
        (Token::Tried(Err(failure)), _) if failure.is_unauthorized() => {
            Finding::fault_in_words(WHAT, REFUSED_TOKEN)
        }
        (Token::Tried(Err(failure)), _) => Finding::fault(WHAT, reason(failure), TRY_AGAIN),
    }
}

fn id(config: &Config, application: Option<&Application>) -> Finding {
    const WHAT: &str = "application id";
    match (config.discord.application_id, application.map(|it| it.id.get())) {
        (None, None) => Finding::skipped(WHAT, NEEDS_TOKEN),
        (Some(ours), None) => {
            Finding::skipped(WHAT, format!("{ours}, not compared: {NEEDS_TOKEN}"))
        }
        (None, Some(discords)) => Finding::fine(WHAT, format!("{discords}, as Discord says")),
        (Some(ours), Some(discords)) if ours == discords => {
            Finding::fine(WHAT, format!("{ours}, that of the token"))
        }
        (Some(ours), Some(discords)) => Finding::fault(
            WHAT,
            format!("{ours}, but the token is that of {discords}"),
            "mend `discord.application_id` (DISCORD_APPLICATION_ID), or leave it out",
        ),
    }
}

fn public_key(config: &Config, application: Option<&Application>) -> Finding {
    const WHAT: &str = "public key";
    let Some(ours) = config.discord.public_key else {
        return match config.discord.transport {
            Transport::Http => Finding::fault_in_words(WHAT, NO_PUBLIC_KEY),
            Transport::Gateway => Finding::fine(WHAT, "none; the transport `gateway` needs none"),
        };
    };
    let Some(discords) = application.and_then(Application::public_key) else {
        return Finding::skipped(WHAT, format!("not compared: {NEEDS_TOKEN}"));
    };
    if ours == discords {
        return Finding::fine(WHAT, "that of the application");
    }
    match config.discord.transport {
        Transport::Http => Finding::fault(
            WHAT,
            "not that of the application, so no request would be answered",
            COPY_KEY,
        ),
        Transport::Gateway => Finding::warning(
            WHAT,
            "not that of the application; the transport `gateway` needs none",
            COPY_KEY,
        ),
    }
}

/// Discord sends interactions to the address that the application has for them, if it has one, and
/// only else over the gateway.
fn endpoint(config: &Config, application: Option<&Application>) -> Finding {
    const WHAT: &str = "endpoint URL";
    let Some(application) = application else { return Finding::skipped(WHAT, NEEDS_TOKEN) };
    let url = application.interactions_endpoint_url.as_deref().filter(|it| !it.is_empty());
    match (config.discord.transport, url) {
        (Transport::Gateway, None) => {
            Finding::fine(WHAT, "none, as the transport `gateway` needs it")
        }
        (Transport::Gateway, Some(url)) => Finding::fault(
            WHAT,
            format!("Discord sends what is asked to {url}, and nothing over the gateway"),
            "clear `Interactions Endpoint URL` on the page `General Information` of the \
             application, or set `discord.transport` to `http`",
        ),
        (Transport::Http, Some(url)) => Finding::fine(WHAT, url),
        (Transport::Http, None) => Finding::fault(
            WHAT,
            "none, so Discord sends nothing by the transport `http`",
            "start the bot; then set `Interactions Endpoint URL`, on the page `General \
             Information` of the application, to the address that leads with HTTPS to \
             /interactions at `http.listen`",
        ),
    }
}
