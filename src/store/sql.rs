//! Every statement that a store sends to a database, and what each change is in statements.
//!
//! SQLite and PostgreSQL read them alike. Numbers are `BIGINT`, everything else is text: days as
//! `2026-11-28`, which sorts as days do.

use super::bounds::COUNT_MAX;
use crate::guild::{Change, GuildId, PersonId, Unanswered};
use crate::knowledge::Date;

/// Settings and additions in one statement, so that no change comes between them. A setting has
/// no kind.
pub const GUILD: &str = "SELECT '' AS kind, key, value FROM setting WHERE guild = $1 \
    UNION ALL SELECT kind, key, toml FROM addition WHERE guild = $1";

/// Sets a setting.
pub const SET: &str = "INSERT INTO setting (guild, key, value) VALUES ($1, $2, $3) \
    ON CONFLICT (guild, key) DO UPDATE SET value = excluded.value";

/// Forgets one.
pub const UNSET: &str = "DELETE FROM setting WHERE guild = $1 AND key = $2";

/// Adds to a server's layer.
pub const ADD: &str = "INSERT INTO addition (guild, kind, key, toml) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (guild, kind, key) DO UPDATE SET toml = excluded.toml";

/// Takes something out of it.
pub const REMOVE: &str = "DELETE FROM addition WHERE guild = $1 AND kind = $2 AND key = $3";

/// Takes everything out of it.
pub const CLEAR: &str = "DELETE FROM addition WHERE guild = $1";

/// What a person holds and wants.
pub const HOLDINGS: &str = "SELECT certification, aim, since FROM holding WHERE person = $1 \
    ORDER BY certification";

/// A person holds a certification or wants it.
pub const HOLD: &str = "INSERT INTO holding (person, certification, aim, since) \
    VALUES ($1, $2, $3, $4) ON CONFLICT (person, certification) \
    DO UPDATE SET aim = excluded.aim, since = excluded.since";

/// Neither any more.
pub const DROP: &str = "DELETE FROM holding WHERE person = $1 AND certification = $2";

/// Forgets a person.
pub const FORGET: &str = "DELETE FROM holding WHERE person = $1";

/// A question was asked so many times more. Of one that is ignored only the day is kept, so that
/// it is not forgotten while it is still asked.
pub const COUNT: &str = "INSERT INTO question \
    (guild, key, text, ended, count, first, last, ignored) VALUES ($1, $2, $3, $4, $5, $6, $7, 0) \
    ON CONFLICT (guild, key) DO UPDATE SET \
    count = CASE WHEN question.ignored = 0 THEN question.count + excluded.count ELSE 0 END, \
    ended = CASE WHEN excluded.last >= question.last THEN excluded.ended ELSE question.ended END, \
    first = CASE WHEN excluded.first < question.first THEN excluded.first ELSE question.first END, \
    last = CASE WHEN excluded.last > question.last THEN excluded.last ELSE question.last END";

/// Forgets a question.
pub const SETTLE: &str = "DELETE FROM question WHERE guild = $1 AND key = $2";

/// Ignores one from now on.
pub const IGNORE: &str = "UPDATE question SET ignored = 1, count = 0 WHERE guild = $1 AND key = $2";

/// One question.
pub const QUESTION: &str = "SELECT guild, key, text, ended, count, first, last FROM question \
    WHERE guild = $1 AND key = $2";

/// A server's questions, most often asked first.
pub const UNANSWERED: &str = "SELECT guild, key, text, ended, count, first, last FROM question \
    WHERE guild = $1 AND ignored = 0 ORDER BY count DESC, text, key LIMIT $2";

/// The same of all servers.
pub const UNANSWERED_ANYWHERE: &str = "SELECT guild, key, text, ended, count, first, last \
    FROM question WHERE ignored = 0 ORDER BY count DESC, text, guild, key LIMIT $1";

/// How many of a server were asked since a day.
pub const UNANSWERED_SINCE: &str = "SELECT count(*) FROM question \
    WHERE guild = $1 AND ignored = 0 AND last >= $2";

/// Forgets what was last asked before a day.
pub const PURGE: &str = "DELETE FROM question WHERE last < $1";

/// All of them, each by its name here.
pub const ALL: &[(&str, &str)] = &[
    ("GUILD", GUILD),
    ("SET", SET),
    ("UNSET", UNSET),
    ("ADD", ADD),
    ("REMOVE", REMOVE),
    ("CLEAR", CLEAR),
    ("HOLDINGS", HOLDINGS),
    ("HOLD", HOLD),
    ("DROP", DROP),
    ("FORGET", FORGET),
    ("COUNT", COUNT),
    ("SETTLE", SETTLE),
    ("IGNORE", IGNORE),
    ("QUESTION", QUESTION),
    ("UNANSWERED", UNANSWERED),
    ("UNANSWERED_ANYWHERE", UNANSWERED_ANYWHERE),
    ("UNANSWERED_SINCE", UNANSWERED_SINCE),
    ("PURGE", PURGE),
];

/// A statement with what stands for `$1` and so on.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    pub(super) sql: &'static str,
    pub(super) values: Vec<Value>,
}

/// What stands in a row.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Number(i64),
    Text(String),
}

impl Statement {
    pub(super) fn new<const N: usize>(sql: &'static str, values: [Value; N]) -> Self {
        Self { sql, values: values.into() }
    }
}

impl From<GuildId> for Value {
    fn from(it: GuildId) -> Self {
        Self::Number(it.0.cast_signed())
    }
}

impl From<PersonId> for Value {
    fn from(it: PersonId) -> Self {
        Self::Number(it.0.cast_signed())
    }
}

impl From<&str> for Value {
    fn from(it: &str) -> Self {
        Self::Text(it.to_owned())
    }
}

impl From<Date> for Value {
    fn from(it: Date) -> Self {
        Self::Text(it.to_string())
    }
}

impl From<u32> for Value {
    fn from(it: u32) -> Self {
        Self::Number(it.into())
    }
}

/// The statements that make these changes, in order.
pub(super) fn statements(changes: &[Change]) -> Vec<Statement> {
    changes.iter().flat_map(of_change).collect()
}

fn of_change(change: &Change) -> Vec<Statement> {
    let one = match change {
        Change::Set { guild, rows } => {
            let rows = rows.iter().map(|(key, value)| match value {
                Some(value) => Statement::new(
                    SET,
                    [(*guild).into(), key.as_str().into(), value.as_str().into()],
                ),
                None => Statement::new(UNSET, [(*guild).into(), key.as_str().into()]),
            });
            return rows.collect();
        }
        Change::Replace { guild, additions } => {
            let clear = Statement::new(CLEAR, [(*guild).into()]);
            let added = additions.iter().map(|it| add(*guild, it));
            return std::iter::once(clear).chain(added).collect();
        }
        Change::Add { guild, addition } => add(*guild, addition),
        Change::Remove { guild, kind, key } => {
            let values = [(*guild).into(), kind.as_str().into(), key.as_str().into()];
            Statement::new(REMOVE, values)
        }
        Change::Hold { person, holding } => {
            let (certification, aim) = (holding.certification.as_str(), holding.aim.as_str());
            let values = [(*person).into(), certification.into(), aim.into(), holding.since.into()];
            Statement::new(HOLD, values)
        }
        Change::Drop { person, certification } => {
            Statement::new(DROP, [(*person).into(), certification.as_str().into()])
        }
        Change::Forget { person } => Statement::new(FORGET, [(*person).into()]),
        Change::Count { question } => count(question),
        Change::Settle { guild, key } => {
            Statement::new(SETTLE, [(*guild).into(), key.as_str().into()])
        }
        Change::Ignore { guild, key } => {
            Statement::new(IGNORE, [(*guild).into(), key.as_str().into()])
        }
    };
    vec![one]
}

fn add(guild: GuildId, addition: &crate::guild::Addition) -> Statement {
    let (kind, key) = (addition.kind.as_str(), addition.key.as_str());
    Statement::new(ADD, [guild.into(), kind.into(), key.into(), addition.toml.as_str().into()])
}

fn count(question: &Unanswered) -> Statement {
    let count = question.count.min(COUNT_MAX).cast_signed();
    let values = [
        question.guild.into(),
        question.key.as_str().into(),
        question.text.as_str().into(),
        question.end.as_str().into(),
        Value::Number(count),
        question.first.into(),
        question.last.into(),
    ];
    Statement::new(COUNT, values)
}

/// Whose rows these changes touch, in order and each once.
pub(super) fn subjects(changes: &[Change]) -> Vec<i64> {
    let subject = |change: &Change| match change {
        Change::Set { guild, .. }
        | Change::Add { guild, .. }
        | Change::Remove { guild, .. }
        | Change::Replace { guild, .. }
        | Change::Settle { guild, .. }
        | Change::Ignore { guild, .. } => guild.0,
        Change::Count { question } => question.guild.0,
        Change::Hold { person, .. } | Change::Drop { person, .. } | Change::Forget { person } => {
            person.0
        }
    };
    let mut subjects: Vec<i64> = changes.iter().map(|it| subject(it).cast_signed()).collect();
    subjects.sort_unstable();
    subjects.dedup();
    subjects
}
