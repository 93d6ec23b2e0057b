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

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn c15_the_invitation_asks_for_no_permission() {
        let links = [to_a_server(12), to_server(77, 12), to_account(12)];
        expect![[r#"
            https://discord.com/oauth2/authorize?client_id=12&scope=applications.commands&permissions=0
            https://discord.com/oauth2/authorize?client_id=12&scope=applications.commands&permissions=0&guild_id=77
            https://discord.com/oauth2/authorize?client_id=12&scope=applications.commands&integration_type=1"#]].assert_eq(&links.join("\n"));
    }
}
