//! Steps from an empty database to the tables of today, each made once and in order.
//!
//! A step that has been released never changes. There is none back: a program that finds more
//! steps than it knows refuses the database. Each store makes the missing ones in one transaction,
//! under a lock that a second process waits for.

use super::StoreError;

/// The steps of SQLite.
pub(super) const SQLITE: &[&str] = &[include_str!("migrations/sqlite-1.sql")];

/// The steps of PostgreSQL. As many.
pub(super) const POSTGRES: &[&str] = &[include_str!("migrations/postgres-1.sql")];

/// The table of which steps have been made.
pub(super) const TABLE: &str =
    "CREATE TABLE IF NOT EXISTS migration (version BIGINT NOT NULL PRIMARY KEY)";

/// How many have been made.
pub(super) const MADE: &str = "SELECT coalesce(max(version), 0) FROM migration";

/// One more has.
pub(super) const MAKE: &str = "INSERT INTO migration (version) VALUES ($1)";

/// The steps that are missing, each with its number, where `made` of `steps` have been made.
pub(super) fn missing(
    made: i64,
    steps: &'static [&'static str],
    place: &str,
) -> Result<impl Iterator<Item = (i64, &'static str)>, StoreError> {
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    if made > known {
        return Err(StoreError::lasting(format!(
            "{place} was changed by a later version of certguide: its tables are of version \
             {made}, and this program knows them up to {known}; run that version, or restore a \
             backup from before"
        )));
    }
    Ok((1..).zip(steps.iter().copied()).filter(move |(version, _)| *version > made))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_go_the_same_steps() {
        assert_eq!(SQLITE.len(), POSTGRES.len());
    }

    #[test]
    fn what_is_missing_is_made_and_what_is_too_new_refused() {
        let steps: &[&str] = &["a", "b", "c"];
        let missing = |made| {
            super::missing(made, steps, "it").map(|it| it.map(|(version, _)| version).collect())
        };
        assert_eq!(missing(0), Ok(vec![1, 2, 3]));
        assert_eq!(missing(2), Ok(vec![3]));
        assert_eq!(missing(3), Ok(vec![]));
        assert!(missing(4).unwrap_err().message.contains("a later version"));
    }
}
