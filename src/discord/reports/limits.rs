//! How many corrections are taken of whom.

use std::num::NonZeroUsize;
use std::time::Duration;

use lru::LruCache;
use tokio::time::Instant;

use crate::discord::mentions::limits::Recent;
use crate::guild::{GuildId, PersonId};

/// Of a person: who reads a card closely finds one or two things.
const OF_PERSON: usize = 3;
const WINDOW_OF_PERSON: Duration = Duration::from_mins(10);

/// Of a server: more would bury those who read its channel.
const OF_GUILD: usize = 20;
const WINDOW_OF_GUILD: Duration = Duration::from_hours(1);

/// So many people and so many servers are remembered, those that were heard last.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(4_096).expect("it is not zero");

/// What is remembered of people and servers.
#[derive(Debug)]
pub(super) struct Limits {
    people: LruCache<PersonId, Recent<OF_PERSON>>,
    guilds: LruCache<GuildId, Recent<OF_GUILD>>,
}

impl Limits {
    pub(super) fn new() -> Self {
        Self { people: LruCache::new(REMEMBERED), guilds: LruCache::new(REMEMBERED) }
    }

    /// Takes one of this person, on this server, or does not. In direct messages the person alone
    /// counts.
    pub(super) fn grant(&mut self, person: PersonId, guild: Option<GuildId>, now: Instant) -> bool {
        let of_person = self.people.get_or_insert_mut(person, Recent::default);
        if !of_person.has_room(now, WINDOW_OF_PERSON) {
            return false;
        }
        if let Some(guild) = guild {
            let of_guild = self.guilds.get_or_insert_mut(guild, Recent::default);
            if !of_guild.has_room(now, WINDOW_OF_GUILD) {
                return false;
            }
            of_guild.note(now);
        }
        of_person.note(now);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn granted(limits: &mut Limits, now: Instant, of: impl Fn(u64) -> (u64, Option<u64>)) -> usize {
        let grant = |it: u64| {
            let (person, guild) = of(it);
            limits.grant(PersonId(person), guild.map(GuildId), now)
        };
        (0..100).map(grant).filter(|it| *it).count()
    }

    #[tokio::test]
    async fn a_person_has_three_in_ten_minutes_and_a_server_twenty_in_an_hour() {
        let start = Instant::now();
        let after = |minutes: u64| start + Duration::from_mins(minutes);
        let mut limits = Limits::new();
        // One person on many servers; the same alone with the bot.
        assert_eq!(granted(&mut limits, start, |it| (1, Some(it))), OF_PERSON);
        assert_eq!(granted(&mut limits, after(9), |_| (1, None)), 0);
        assert_eq!(granted(&mut limits, after(10), |_| (1, None)), OF_PERSON);
        // Many people on one server.
        assert_eq!(granted(&mut limits, start, |it| (1_000 + it, Some(777))), OF_GUILD);
        assert_eq!(granted(&mut limits, after(59), |it| (2_000 + it, Some(777))), 0);
        assert_eq!(granted(&mut limits, after(60), |it| (3_000 + it, Some(777))), OF_GUILD);
    }

    #[tokio::test]
    async fn memory_is_bounded_whoever_writes() {
        let mut limits = Limits::new();
        let now = Instant::now();
        for it in 0..20_000 {
            limits.grant(PersonId(it), Some(GuildId(it)), now);
        }
        assert_eq!(limits.people.len(), REMEMBERED.get());
        assert_eq!(limits.guilds.len(), REMEMBERED.get());
    }
}
