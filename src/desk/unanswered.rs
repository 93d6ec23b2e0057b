//! Questions that were not answered, until enough different people have asked them.
//!
//! Who asked is never kept: a number stands for each person that only this run of the program can
//! make, and it goes when the program does. So does the text of a question that fewer than three
//! people asked.

use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lru::LruCache;
use sha2::{Digest, Sha256};
use tokio::time::Instant;

use crate::call::Call;
use crate::commands::{self, OptionKind};
use crate::guild::{Change, End, GuildId, PersonId, Unanswered};
use crate::knowledge::Date;

/// So many different people have to have asked it before it is kept.
const PEOPLE: usize = 3;

/// Who was asked back and says nothing for so long has given up.
const TIME_TO_ANSWER_BACK: Duration = Duration::from_mins(5);

/// Characters of a question that are kept. A longer one is a story about somebody.
const TEXT_MAX: usize = 200;

/// So many digits in a row are somebody's number.
const DIGITS_MAX: usize = 6;

/// So many questions and people are remembered, the last ones.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(8192).expect("it is not zero");

/// Counts people for questions that were not answered.
#[derive(Debug)]
pub(super) struct Counter {
    now: Mutex<Now>,
    /// With keys that no other run has.
    hasher: RandomState,
}

#[derive(Debug)]
struct Now {
    /// By server and key of the question.
    asked: LruCache<(GuildId, String), Askers>,
    /// By server and person: the last question that was asked back.
    open: LruCache<(GuildId, u64), Open>,
}

/// Who has asked a question.
#[derive(Debug, Default)]
struct Askers {
    /// At most [`PEOPLE`] different ones.
    people: Vec<u64>,
    /// Whether they were enough, and it is kept.
    is_kept: bool,
}

/// A question that was asked back, and not gone on with yet.
#[derive(Debug)]
struct Open {
    text: String,
    since: Instant,
    /// How many people have to have asked it.
    needed: usize,
}

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It was answered, or it is none that we take.
    Settled,
    /// We asked back.
    AskedBack,
    /// We hold nothing on it.
    NotKnown,
}

/// Somebody's question, with what is needed to count it.
#[derive(Debug)]
pub(super) struct Question<'a> {
    pub(super) call: &'a Call,
    pub(super) guild: GuildId,
    pub(super) person: PersonId,
    /// Whether the server keeps a question from the first time it is asked.
    pub(super) is_kept_at_once: bool,
    pub(super) fate: Fate,
}

impl Default for Counter {
    fn default() -> Self {
        let now = Now { asked: LruCache::new(REMEMBERED), open: LruCache::new(REMEMBERED) };
        Self { now: Mutex::new(now), hasher: RandomState::new() }
    }
}

impl Counter {
    /// Notes what became of a question; what is to be kept of it, if anything is.
    pub(super) fn note(
        &self,
        question: &Question<'_>,
        now: Instant,
        today: Option<Date>,
    ) -> Option<Change> {
        let Question { call, guild, person, is_kept_at_once, fate } = *question;
        let person = self.hasher.hash_one(person.0);
        // Whoever goes on has not given up, wherever that leads.
        self.now().open.pop(&(guild, person));
        if fate == Fate::Settled {
            return None;
        }
        let text = text(call)?;
        let needed = if is_kept_at_once { 1 } else { PEOPLE };
        if fate == Fate::AskedBack {
            self.now().open.put((guild, person), Open { text, since: now, needed });
            return None;
        }
        self.count(guild, person, text, End::NotKnown, needed, today)
    }

    /// The questions that were asked back so long ago that nobody will go on with them, as far as
    /// they are to be kept.
    pub(super) fn given_up(&self, now: Instant, today: Option<Date>) -> Vec<Change> {
        let mut given_up = Vec::new();
        {
            let mut held = self.now();
            // The oldest is the last: each is put there once.
            while let Some((_, open)) = held.open.peek_lru()
                && now.duration_since(open.since) >= TIME_TO_ANSWER_BACK
            {
                given_up.extend(held.open.pop_lru());
            }
        }
        let count = |((guild, person), open): ((GuildId, u64), Open)| {
            self.count(guild, person, open.text, End::AskedBack, open.needed, today)
        };
        given_up.into_iter().filter_map(count).collect()
    }

    fn count(
        &self,
        guild: GuildId,
        person: u64,
        text: String,
        end: End,
        needed: usize,
        today: Option<Date>,
    ) -> Option<Change> {
        let today = today?;
        let key = key(&text);
        let mut now = self.now();
        let askers = now.asked.get_or_insert_mut((guild, key.clone()), Askers::default);
        let is_new = !askers.people.contains(&person);
        if is_new && askers.people.len() < PEOPLE {
            askers.people.push(person);
        }
        let count = match askers.people.len() {
            _ if askers.is_kept => 1,
            enough if enough >= needed => enough as u64,
            _ => return None,
        };
        askers.is_kept = true;
        let question = Unanswered { guild, key, text, end, count, first: today, last: today };
        Some(Change::Count { question })
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a question is known by in a button.
fn key(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let number = digest.iter().take(6).fold(0_u64, |it, byte| it << 8 | u64::from(*byte));
    format!("{number:012x}")
}

/// The words of a question as they are counted; `None`: it has none, or they are somebody's own.
fn text(call: &Call) -> Option<String> {
    let (command, rest) = commands::named(call)?;
    let is_question = |name: &str| {
        command.options.iter().any(|it| {
            it.name == name
                && matches!(
                    it.kind,
                    OptionKind::Certification | OptionKind::Topic | OptionKind::Question
                )
        })
    };
    let is_asked = command.options.iter().any(|it| is_question(it.name));
    let given = call.arguments.iter().filter(|(name, _)| is_question(name));
    let words = is_asked.then_some(rest).into_iter().chain(given.map(|(_, value)| value.as_str()));
    let words: Vec<&str> = words.flat_map(str::split_whitespace).collect();
    let text = words.join(" ").to_lowercase();
    if is_personal(&text) {
        return None;
    }
    let text = text.trim_matches(|it: char| it.is_ascii_punctuation() || it.is_control());
    let is_countable = (1..=TEXT_MAX).contains(&text.chars().count());
    is_countable.then(|| text.to_owned())
}

/// Whether it may say who or where somebody is: addresses, handles, numbers.
fn is_personal(text: &str) -> bool {
    let mut digits = 0;
    let has_number = text.chars().any(|it| {
        digits = if it.is_numeric() { digits + 1 } else { 0 };
        digits > DIGITS_MAX
    });
    has_number || text.contains('@') || text.contains("://") || text.contains("<#")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 28);

    struct Talk {
        counter: Counter,
        now: Instant,
    }

    impl Talk {
        fn new() -> Self {
            Self { counter: Counter::default(), now: Instant::now() }
        }

        fn say(&self, person: u64, text: &str, fate: Fate) -> Option<(String, u64)> {
            self.say_on(1, person, text, fate, false)
        }

        fn say_on(
            &self,
            guild: u64,
            person: u64,
            text: &str,
            fate: Fate,
            is_kept_at_once: bool,
        ) -> Option<(String, u64)> {
            let call = Call::new("ask").with("question", text);
            let (guild, person) = (GuildId(guild), PersonId(person));
            let question = Question { call: &call, guild, person, is_kept_at_once, fate };
            counted(self.counter.note(&question, self.now, Some(TODAY))?)
        }

        fn given_up(&self) -> Vec<(String, u64)> {
            self.counter.given_up(self.now, Some(TODAY)).into_iter().filter_map(counted).collect()
        }
    }

    fn counted(change: Change) -> Option<(String, u64)> {
        let Change::Count { question } = change else { return None };
        Some((question.text, question.count))
    }

    #[test]
    fn a_question_is_kept_once_three_different_people_asked_it() {
        let talk = Talk::new();
        for _ in 0..10 {
            assert_eq!(talk.say(1, "what is foo?", Fate::NotKnown), None);
        }
        assert_eq!(talk.say(2, "What is  FOO", Fate::NotKnown), None);
        assert_eq!(talk.say_on(9, 3, "what is foo", Fate::NotKnown, false), None, "elsewhere");
        assert_eq!(
            talk.say(3, "what is foo!", Fate::NotKnown),
            Some(("what is foo".to_owned(), 3))
        );
        assert_eq!(talk.say(3, "what is foo", Fate::NotKnown), Some(("what is foo".to_owned(), 1)));
        assert_eq!(talk.say(4, "what is foo", Fate::NotKnown), Some(("what is foo".to_owned(), 1)));
    }

    #[test]
    fn a_server_may_keep_them_from_the_first_time() {
        let talk = Talk::new();
        assert_eq!(
            talk.say_on(1, 1, "what is foo", Fate::NotKnown, true),
            Some(("what is foo".to_owned(), 1))
        );
    }

    #[test]
    fn what_was_asked_back_counts_where_nobody_goes_on() {
        let mut talk = Talk::new();
        for person in 1..=4 {
            assert_eq!(talk.say(person, "pcpp", Fate::AskedBack), None);
        }
        assert_eq!(talk.say(4, "pcpp1", Fate::Settled), None);
        assert!(talk.given_up().is_empty());
        talk.now += TIME_TO_ANSWER_BACK;
        assert_eq!(talk.given_up(), [("pcpp".to_owned(), 3)]);
        assert!(talk.given_up().is_empty());
    }

    #[test]
    fn words_of_somebodys_own_are_never_counted() {
        let texts = [
            "mail me at a@example.org",
            "<@123456> what is foo",
            "my candidate number is 1234567",
            "see https://example.org/me",
            "",
            "?!",
        ];
        for text in texts.into_iter().map(str::to_owned).chain(["a ".repeat(201)]) {
            let call = Call::new("ask").with("question", text.as_str());
            assert_eq!(super::text(&call), None, "{text}");
        }
        let message = Call::new("explain").with("message", "what is foo");
        assert_eq!(super::text(&message), None);
        assert_eq!(super::text(&Call::parse("/cert foo").unwrap()).as_deref(), Some("foo"));
    }

    #[test]
    fn memory_is_bounded_whoever_asks_whatever() {
        let talk = Talk::new();
        for it in 0..20_000 {
            talk.say(it, &format!("what is {it}"), Fate::NotKnown);
            talk.say(it, &format!("which is {it}"), Fate::AskedBack);
        }
        let now = talk.counter.now();
        assert_eq!((now.asked.len(), now.open.len()), (REMEMBERED.get(), REMEMBERED.get()));
    }
}
