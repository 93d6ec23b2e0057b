//! A store of rows in a database, whichever it is.

use async_trait::async_trait;
use sqlx::query::Query;
use sqlx::{Encode, Type};

use super::sql::{self, Statement, Value, statements, subjects};
use super::{Store, StoreError, bounds};
use crate::guild::{
    Addition, AdditionKind, Aim, Change, End, GuildId, GuildRecord, Holding, PersonId, Unanswered,
};
use crate::knowledge::{CertificationId, Date};

/// A database that reads the statements of [`sql`].
#[async_trait]
pub(super) trait Database: std::fmt::Debug + Send + Sync {
    /// What it gives as a row.
    type Row: Cells + Send;

    /// The rows that a statement selects.
    async fn rows(&self, statement: Statement) -> Result<Vec<Self::Row>, StoreError>;

    /// Executes all of these or none, and makes sure that they last. How many rows they changed.
    async fn change(&self, touched: Touched, of: Vec<Statement>) -> Result<u64, StoreError>;

    /// Lets go of it.
    async fn close(&self);
}

/// Whose rows are changed: two changes of the same ones are not made side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Touched {
    /// Those of these servers and people, in order.
    Of(Vec<i64>),
    /// Those of anybody.
    Any,
}

/// What stands in a row.
pub(super) trait Cells {
    /// A number, by column from 0.
    fn number(&self, column: usize) -> Result<i64, sqlx::Error>;
    /// A text.
    fn text(&self, column: usize) -> Result<String, sqlx::Error>;
}

/// A query with what stands for `$1` and so on.
pub(super) fn query<'q, D: sqlx::Database>(statement: Statement) -> Query<'q, D, D::Arguments>
where
    i64: Encode<'q, D> + Type<D>,
    String: Encode<'q, D> + Type<D>,
{
    statement.values.into_iter().fold(sqlx::query(statement.sql), |query, value| match value {
        Value::Number(it) => query.bind(it),
        Value::Text(it) => query.bind(it),
    })
}

/// A store in a database.
#[derive(Debug)]
pub(super) struct Rows<D>(pub(super) D);

/// Beyond this many, changes wait for all others rather than for those of the same.
const SUBJECTS_MAX: usize = 100;

#[async_trait]
impl<D: Database> Store for Rows<D> {
    async fn guild(&self, guild: GuildId) -> Result<GuildRecord, StoreError> {
        let rows = self.0.rows(Statement::new(sql::GUILD, [guild.into()])).await?;
        let mut record = GuildRecord::default();
        for row in &rows {
            let (kind, key, text) = cells(|| Ok((row.text(0)?, row.text(1)?, row.text(2)?)))?;
            match AdditionKind::parse(&kind) {
                Some(kind) => record.additions.push(Addition { kind, key, toml: text }),
                None => record.settings.push((key, text)),
            }
        }
        record.settings.sort();
        record.additions.sort();
        Ok(record)
    }

    async fn holdings(&self, person: PersonId) -> Result<Vec<Holding>, StoreError> {
        let rows = self.0.rows(Statement::new(sql::HOLDINGS, [person.into()])).await?;
        let holdings = rows.iter().map(holding).collect::<Result<Vec<_>, _>>()?;
        Ok(holdings.into_iter().flatten().collect())
    }

    async fn unanswered(
        &self,
        guild: Option<GuildId>,
        limit: u32,
    ) -> Result<Vec<Unanswered>, StoreError> {
        let statement = match guild {
            Some(guild) => Statement::new(sql::UNANSWERED, [guild.into(), limit.into()]),
            None => Statement::new(sql::UNANSWERED_ANYWHERE, [limit.into()]),
        };
        let rows = self.0.rows(statement).await?;
        rows.iter().map(unanswered).collect()
    }

    async fn question(&self, guild: GuildId, key: &str) -> Result<Option<Unanswered>, StoreError> {
        let statement = Statement::new(sql::QUESTION, [guild.into(), key.into()]);
        self.0.rows(statement).await?.first().map(unanswered).transpose()
    }

    async fn unanswered_since(&self, guild: GuildId, day: Date) -> Result<u64, StoreError> {
        let statement = Statement::new(sql::UNANSWERED_SINCE, [guild.into(), day.into()]);
        let rows = self.0.rows(statement).await?;
        let count = rows.first().map(|row| cells(|| row.number(0))).transpose()?;
        Ok(count.unwrap_or_default().cast_unsigned())
    }

    async fn apply(&self, changes: &[Change]) -> Result<(), StoreError> {
        bounds::check(changes)?;
        let statements = statements(changes);
        if statements.is_empty() {
            return Ok(());
        }
        let subjects = subjects(changes);
        let touched =
            if subjects.len() > SUBJECTS_MAX { Touched::Any } else { Touched::Of(subjects) };
        self.0.change(touched, statements).await.map(|_| ())
    }

    async fn purge(&self, day: Date) -> Result<u64, StoreError> {
        self.0.change(Touched::Any, vec![Statement::new(sql::PURGE, [day.into()])]).await
    }

    async fn close(&self) {
        self.0.close().await;
    }
}

/// A holding; none if it says nothing to this version.
fn holding(row: &impl Cells) -> Result<Option<Holding>, StoreError> {
    let (certification, aim, since) = cells(|| Ok((row.text(0)?, row.text(1)?, row.text(2)?)))?;
    let (certification, aim) = (CertificationId::parse(&certification), Aim::parse(&aim));
    let (Some(certification), Some(aim)) = (certification, aim) else { return Ok(None) };
    Ok(Some(Holding { certification, aim, since: day(&since)? }))
}

fn unanswered(row: &impl Cells) -> Result<Unanswered, StoreError> {
    let (key, text, end) = cells(|| Ok((row.text(1)?, row.text(2)?, row.text(3)?)))?;
    let (guild, count) = cells(|| Ok((row.number(0)?, row.number(4)?)))?;
    let (first, last) = cells(|| Ok((row.text(5)?, row.text(6)?)))?;
    Ok(Unanswered {
        guild: GuildId(guild.cast_unsigned()),
        key,
        text,
        end: End::parse(&end).ok_or_else(not_ours)?,
        count: count.cast_unsigned(),
        first: day(&first)?,
        last: day(&last)?,
    })
}

fn day(text: &str) -> Result<Date, StoreError> {
    text.parse().map_err(|_| not_ours())
}

fn cells<T>(read: impl FnOnce() -> Result<T, sqlx::Error>) -> Result<T, StoreError> {
    read().map_err(|_| not_ours())
}

fn not_ours() -> StoreError {
    StoreError::lasting(
        "a row of the store is not as certguide writes it; restore a backup, or take out what \
         another program has written there",
    )
}
