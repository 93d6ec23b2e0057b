//! Who asks, and what Discord says they may do where they ask.
//!
//! None of it costs anybody an answer: what does not read is not known, and nothing is allowed by
//! it.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::Interaction;
use crate::commands::Asker;
use crate::guild::{GuildId, PersonId};

/// "Bitwise Permission Flags" in topics/permissions. Discord gives owners and administrators every
/// flag; that the second is asked for as well costs nothing.
const MANAGE_GUILD: u64 = 1 << 5;
const ADMINISTRATOR: u64 = 1 << 3;

/// "Application Integration Types" in resources/application: installed on a server, rather than by
/// a person for themselves.
const GUILD_INSTALL: &str = "0";

/// "Guild Member Object" in resources/guild.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Member<'a> {
    #[serde(borrow)]
    user: Option<User<'a>>,
    /// A bit set, as digits: what they may do in that channel.
    permissions: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct User<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
}

impl Interaction<'_> {
    /// Who asks. On a server on which we are not installed, where somebody brings us along, the
    /// guild is none of ours: nothing that is set there is meant for us.
    pub(super) fn asker(&self) -> Asker {
        let member: Member<'_> = self.member.and_then(read).unwrap_or_default();
        let user = member.user.or_else(|| self.user.and_then(read));
        let permissions = member.permissions.and_then(|it| it.parse().ok()).unwrap_or(0_u64);
        let guild = self.guild_id.as_ref().and_then(|it| it.parse().ok());
        let guild = guild.filter(|it| self.is_installed_in(*it)).map(GuildId);
        Asker {
            person: user.and_then(|it| it.id.parse().ok()).map(PersonId),
            guild,
            may_manage: guild.is_some() && permissions & (MANAGE_GUILD | ADMINISTRATOR) != 0,
            is_operator: false,
        }
    }

    /// Whether we are installed in the guild that it comes from. Where Discord does not say how we
    /// came to be asked, we are.
    fn is_installed_in(&self, guild: u64) -> bool {
        let owners: Option<Value> = self.authorizing_integration_owners.and_then(read);
        match owners {
            Some(Value::Object(owners)) => owners
                .get(GUILD_INSTALL)
                .and_then(Value::as_str)
                .is_some_and(|it| it.parse() == Ok(guild)),
            _ => true,
        }
    }
}

fn read<'a, T: Deserialize<'a>>(json: &'a RawValue) -> Option<T> {
    serde_json::from_str(json.get()).ok()
}
