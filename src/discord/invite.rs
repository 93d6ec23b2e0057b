//! Links with which people let the bot in. Our commands need no bot user in a server, and no
//! permission: what Discord asks people to agree to is as little as there is. Only replies to
//! messages need a member that sees the channel and may speak in it.

use crate::config::Discord;

/// What the bot wants to do in a server.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wants {
    /// Answer commands.
    #[default]
    Commands,
    /// Reply to messages as well.
    Messages,
}

/// What a reply needs, by the names that Discord shows, with their bits; "Bitwise Permission Flags"
/// in topics/permissions.
pub(super) const TO_REPLY: [(&str, u64); 5] = [
    ("View Channels", 1 << 10),
    ("Send Messages", 1 << 11),
    ("Embed Links", 1 << 14),
    ("Read Message History", 1 << 16),
    ("Send Messages in Threads", 1 << 38),
];

impl Wants {
    pub(super) fn of(settings: &Discord) -> Self {
        if settings.mentions { Self::Messages } else { Self::Commands }
    }
}

/// To a server that they choose.
pub(super) fn to_a_server(application: u64, wants: Wants) -> String {
    let (scope, permissions) = match wants {
        Wants::Commands => (COMMANDS, 0),
        Wants::Messages => ("bot+applications.commands", TO_REPLY.iter().map(|it| it.1).sum()),
    };
    format!("{}&permissions={permissions}", link(application, scope))
}

/// To this server.
pub(super) fn to_server(guild: u64, application: u64, wants: Wants) -> String {
    format!("{}&guild_id={guild}", to_a_server(application, wants))
}

/// To their own account, so that they can ask everywhere.
pub(super) fn to_account(application: u64) -> String {
    format!("{}&integration_type=1", link(application, COMMANDS))
}

const COMMANDS: &str = "applications.commands";

fn link(application: u64, scope: &str) -> String {
    const AUTHORIZE: &str = "https://discord.com/oauth2/authorize";
    format!("{AUTHORIZE}?client_id={application}&scope={scope}")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn c15_the_invitation_asks_for_no_permission() {
        let links =
            [to_a_server(12, Wants::Commands), to_server(77, 12, Wants::Commands), to_account(12)];
        expect![[r#"
            https://discord.com/oauth2/authorize?client_id=12&scope=applications.commands&permissions=0
            https://discord.com/oauth2/authorize?client_id=12&scope=applications.commands&permissions=0&guild_id=77
            https://discord.com/oauth2/authorize?client_id=12&scope=applications.commands&integration_type=1"#]].assert_eq(&links.join("\n"));
    }

    #[test]
    fn c15_for_mentions_it_asks_for_what_a_reply_needs() {
        let links = [to_a_server(12, Wants::Messages), to_server(77, 12, Wants::Messages)];
        expect![[r#"
            https://discord.com/oauth2/authorize?client_id=12&scope=bot+applications.commands&permissions=274877991936
            https://discord.com/oauth2/authorize?client_id=12&scope=bot+applications.commands&permissions=274877991936&guild_id=77"#]].assert_eq(&links.join("\n"));
    }
}
