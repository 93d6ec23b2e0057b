//! What the databases do for each statement, with a million rows: look up, and read no table
//! through.

use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use certguide::guild::{GuildId, PersonId};
use certguide::knowledge::Date;
use certguide::store::{Store, sql};
use expect_test::expect;
use sqlx::postgres::PgConnection;
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Connection, Row};

use super::Place;

/// The same number of rows for each table. `numbers` stands for numbers from 1 as `i`, with a day
/// that comes of each.
const ROWS: &str = "
INSERT INTO setting SELECT i / 10, 'key' || (i % 10), 'on' FROM numbers;
INSERT INTO addition SELECT i / 100, 'note', 'key' || i, '[[note]]' FROM numbers;
INSERT INTO holding SELECT i / 5, 'certification-' || (i % 5), 'held', '2026-11-28' FROM numbers;
INSERT INTO question SELECT i % 100, 'key' || i, 'what is ' || i, 'not_known', i % 97 + 1,
    '2026-08-01', day, CASE WHEN i % 10 = 0 THEN 1 ELSE 0 END FROM numbers;
";

/// Rows of each of the four tables.
const SOME: u64 = 10_000;
const MANY: u64 = 250_000;

#[tokio::test]
async fn sqlite_reads_no_table_through() {
    sqlite_plans("plans", SOME).await;
}

#[tokio::test]
async fn postgres_reads_no_table_through() {
    postgres_plans(SOME).await;
}

#[tokio::test]
#[ignore = "takes half a minute; `.ci/run` runs it"]
async fn sqlite_reads_no_table_of_a_million_rows_through() {
    sqlite_plans("plans-of-a-million", MANY).await;
}

#[tokio::test]
#[ignore = "takes half a minute; `.ci/run` runs it"]
async fn postgres_reads_no_table_of_a_million_rows_through() {
    postgres_plans(MANY).await;
}

async fn sqlite_plans(name: &str, rows: u64) {
    let place = Place::in_file(name);
    place.open().await.close().await;
    let Place::File(folder) = &place else { unreachable!() };
    let url = format!("sqlite:{}", folder.file().display());
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    let numbers = format!(
        "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) \
         SELECT i, date('2026-08-01', (i % 90) || ' days') AS day FROM n)"
    );
    let made = format!("BEGIN; {} COMMIT;", ROWS.replace("numbers", &numbers));
    let start = Instant::now();
    sqlx::raw_sql(AssertSqlSafe(made)).execute(&mut connection).await.unwrap();
    eprintln!("SQLite took {:?} for four times {rows} rows", start.elapsed());

    let mut plans = String::new();
    for (name, sql) in sql::ALL {
        let plan = sqlx::raw_sql(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")));
        let steps = plan.fetch_all(&mut connection).await.unwrap();
        let steps: Vec<String> = steps.iter().map(|it| it.get::<String, _>(3)).collect();
        for step in &steps {
            // Along an index, up to a limit, is how the first so many are found.
            let is_limited = sql.contains("LIMIT") && step.contains("USING INDEX");
            assert!(!step.starts_with("SCAN") || is_limited, "{name}: {steps:?}");
            assert!(!step.contains("TEMP"), "{name}: {steps:?}");
        }
        let steps = if steps.is_empty() { "adds a row".to_owned() } else { steps.join(" | ") };
        writeln!(plans, "{name}: {steps}").unwrap();
    }
    expect![[r#"
        GUILD: COMPOUND QUERY | LEFT-MOST SUBQUERY | SEARCH setting USING PRIMARY KEY (guild=?) | UNION ALL | SEARCH addition USING INDEX sqlite_autoindex_addition_1 (guild=?)
        SET: adds a row
        UNSET: SEARCH setting USING PRIMARY KEY (guild=? AND key=?)
        ADD: adds a row
        REMOVE: SEARCH addition USING INDEX sqlite_autoindex_addition_1 (guild=? AND kind=? AND key=?)
        CLEAR: SEARCH addition USING INDEX sqlite_autoindex_addition_1 (guild=?)
        HOLDINGS: SEARCH holding USING PRIMARY KEY (person=?)
        HOLD: adds a row
        DROP: SEARCH holding USING PRIMARY KEY (person=? AND certification=?)
        FORGET: SEARCH holding USING PRIMARY KEY (person=?)
        COUNT: adds a row
        SETTLE: SEARCH question USING INDEX sqlite_autoindex_question_1 (guild=? AND key=?)
        IGNORE: SEARCH question USING INDEX sqlite_autoindex_question_1 (guild=? AND key=?)
        QUESTION: SEARCH question USING INDEX sqlite_autoindex_question_1 (guild=? AND key=?)
        UNANSWERED: SEARCH question USING INDEX question_by_count (guild=?)
        UNANSWERED_ANYWHERE: SCAN question USING INDEX question_by_count_anywhere
        UNANSWERED_SINCE: SEARCH question USING COVERING INDEX question_by_day (guild=? AND last>?)
        PURGE: SEARCH question USING INDEX question_by_age (last<?)
    "#]].assert_eq(&plans);
    connection.close().await.unwrap();
    assert_is_quick(&place.open().await, rows).await;
}

async fn postgres_plans(rows: u64) {
    let Some(place) = Place::in_postgres().await else { return };
    place.open().await.close().await;
    let mut connection = PgConnection::connect(&place.url()).await.unwrap();
    let numbers = format!(
        "(SELECT i, (DATE '2026-08-01' + (i % 90)::INT)::TEXT AS day \
         FROM generate_series(1, {rows}) AS i) AS n"
    );
    let start = Instant::now();
    let filling = format!("{} ANALYZE;", ROWS.replace("numbers", &numbers));
    sqlx::raw_sql(AssertSqlSafe(filling)).execute(&mut connection).await.unwrap();
    eprintln!("PostgreSQL took {:?} for four times {rows} rows", start.elapsed());

    for (name, sql) in sql::ALL {
        let values = (1..=9).filter(|it| sql.contains(&format!("${it}"))).count();
        // How much is old is known only with the day. All else is planned for any value.
        let (mode, sample) = match *name {
            "PURGE" => ("force_custom_plan", "'2026-08-02'"),
            _ => ("force_generic_plan", "'1'"),
        };
        let values = vec![sample; values].join(", ");
        let asked = format!(
            "SET plan_cache_mode = {mode}; PREPARE it AS {sql}; EXPLAIN EXECUTE it({values}); \
             DEALLOCATE it"
        );
        let found = sqlx::raw_sql(AssertSqlSafe(asked)).fetch_all(&mut connection).await.unwrap();
        let lines: Vec<String> = found.iter().map(|it| it.get::<String, _>(0)).collect();
        let text = lines.join("\n");
        assert!(!text.contains("Seq Scan"), "{name}:\n{text}");
        assert!(!name.starts_with("UNANSWERED") || !text.contains("Sort"), "{name}:\n{text}");
    }
    connection.close().await.unwrap();
    assert_is_quick(&place.open().await, rows).await;
    place.drop_database().await;
}

/// Reads come long before nobody waits for them.
async fn assert_is_quick(store: &Arc<dyn Store>, rows: u64) {
    let start = Instant::now();
    assert_eq!(store.guild(GuildId(7)).await.unwrap().additions.len(), 100);
    assert_eq!(store.holdings(PersonId(7)).await.unwrap().len(), 5);
    assert_eq!(store.unanswered(Some(GuildId(7)), 25).await.unwrap().len(), 25);
    assert_eq!(store.unanswered(None, 25).await.unwrap()[0].count, 97);
    assert!(store.question(GuildId(7), "key7").await.unwrap().is_some());
    let week = Date::new(2026, 10, 24).unwrap();
    assert!(store.unanswered_since(GuildId(7), week).await.unwrap() > 0);
    assert!(start.elapsed() < Duration::from_millis(400), "{:?}", start.elapsed());
    assert_eq!(store.purge(Date::new(2026, 8, 2).unwrap()).await.unwrap(), rows / 90);
    store.close().await;
}
