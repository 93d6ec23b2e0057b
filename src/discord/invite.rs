//! Links with which people let the bot in. Our commands need no bot user in a server, and no
//! permission: what Discord asks people to agree to is as little as there is.

/// To a server that they choose.
pub(super) fn to_a_server(application: u64) -> String {
    format!("{}&permissions=0", link(application))
}

/// To this server.
pub(super) fn to_server(guild: u64, application: u64) -> String {
    format!("{}&permissions=0&guild_id={guild}", link(application))
}

/// To their own account, so that they can ask everywhere.
pub(super) fn to_account(application: u64) -> String {
    format!("{}&integration_type=1", link(application))
}

fn link(application: u64) -> String {
    const AUTHORIZE: &str = "https://discord.com/oauth2/authorize";
    format!("{AUTHORIZE}?client_id={application}&scope=applications.commands")
}
