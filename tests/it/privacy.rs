//! PRIVACY.md and what is stored: each names all of the other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A column, as PRIVACY.md writes it, such as `holding.person`, and its type.
type Columns = BTreeMap<String, String>;

/// What the steps of a database make, from their SQL. Steps may add columns and drop tables; what
/// else changes one is not known here, and fails.
fn made_by(steps: &[String]) -> Columns {
    let mut columns = Columns::new();
    for statement in steps.iter().flat_map(|it| it.split(';')) {
        let lines = statement.lines().filter(|it| !it.trim_start().starts_with("--"));
        let statement: String = lines.collect::<Vec<_>>().join(" ");
        let words: Vec<&str> = statement.split_whitespace().collect();
        match words.as_slice() {
            [] | ["CREATE", "INDEX" | "UNIQUE", ..] | ["DROP", "INDEX", ..] => {}
            ["CREATE", "TABLE", table, ..] => {
                let (_, inner) = statement.split_once('(').expect("a list of columns");
                let (inner, _) = inner.rsplit_once(')').expect("an end of the list");
                for (name, kind) in parts(inner).iter().filter_map(|it| column(it)) {
                    columns.insert(format!("{table}.{name}"), kind);
                }
            }
            ["ALTER", "TABLE", table, "ADD", "COLUMN", rest @ ..] => {
                let (name, kind) = column(&rest.join(" ")).expect("a column");
                columns.insert(format!("{table}.{name}"), kind);
            }
            ["ALTER", "TABLE", table, "DROP", "COLUMN", name] => {
                columns.remove(&format!("{table}.{name}")).expect("it was there");
            }
            ["DROP", "TABLE", table] => {
                columns.retain(|it, _| !it.starts_with(&format!("{table}.")));
            }
            other => panic!("teach this test to read: {}", other.join(" ")),
        }
    }
    columns
}

/// What stands between commas that are not within brackets.
fn parts(list: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for character in list.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if character == ',' && depth == 0 {
            parts.push(String::new());
        } else {
            parts.last_mut().unwrap().push(character);
        }
    }
    parts
}

/// Name and type; `None` for a rule of the whole table.
fn column(part: &str) -> Option<(String, String)> {
    let mut words = part.split_whitespace();
    let (name, kind) = (words.next()?, words.next()?);
    let is_rule = ["PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "CONSTRAINT"].contains(&name);
    (!is_rule).then(|| (name.to_owned(), kind.to_owned()))
}

/// The SQL files of one kind of database, in the order of their numbers.
fn steps(database: &str) -> Vec<String> {
    let folder = Path::new("src/store/migrations");
    let mut numbered: Vec<(u32, String)> = fs::read_dir(folder)
        .unwrap()
        .filter_map(|it| {
            let path = it.unwrap().path();
            let stem = path.file_stem()?.to_str()?.to_owned();
            let (kind, number) = stem.split_once('-')?;
            (kind == database)
                .then(|| (number.parse().unwrap(), fs::read_to_string(&path).unwrap()))
        })
        .collect();
    numbered.sort();
    assert!(!numbered.is_empty(), "no steps of {database}");
    numbered.into_iter().map(|(_, text)| text).collect()
}

/// The first cells of the rows of the table under a heading of PRIVACY.md.
fn told(heading: &str) -> Vec<String> {
    let text = fs::read_to_string("PRIVACY.md").unwrap();
    let (_, rest) = text.split_once(&format!("\n### {heading}\n")).expect("the heading");
    let section = rest.split("\n#").next().unwrap();
    let rows = section.lines().filter_map(|it| it.strip_prefix("| `"));
    rows.map(|it| it.split(" | ").next().unwrap().to_owned()).collect()
}

fn told_columns() -> BTreeSet<String> {
    told("The store").iter().map(|it| it.trim_end_matches('`').to_owned()).collect()
}

/// Of which steps were made, which no step makes.
const OWN: &str = "migration.version";

#[test]
fn every_column_of_the_steps_is_told_of_and_none_that_is_not_there() {
    for database in ["sqlite", "postgres"] {
        let mut made: BTreeSet<String> = made_by(&steps(database)).into_keys().collect();
        made.insert(OWN.to_owned());
        assert_eq!(made, told_columns(), "{database}");
    }
}

/// Numbers that are no person's: of servers, and how many.
const NOT_PEOPLE: &[&str] =
    &["setting.guild", "addition.guild", "question.guild", "question.count", "question.ignored"];

/// Texts, and what the program puts there: nothing of who somebody is.
const TEXTS: &[&str] = &[
    "setting.key",
    "setting.value",
    "addition.kind",
    "addition.key",
    "addition.toml",
    "holding.certification",
    "holding.aim",
    "holding.since",
    "question.key",
    "question.text",
    "question.ended",
    "question.first",
    "question.last",
];

#[test]
fn one_column_holds_a_person_and_no_other_could() {
    for database in ["sqlite", "postgres"] {
        for (column, kind) in made_by(&steps(database)) {
            match kind.as_str() {
                "INTEGER" | "BIGINT" => assert!(
                    column == "holding.person" || NOT_PEOPLE.contains(&column.as_str()),
                    "{database}: whose number is `{column}`? PRIVACY.md says there is one column"
                ),
                "TEXT" => assert!(
                    TEXTS.contains(&column.as_str()),
                    "{database}: what stands in `{column}`? If it is about a person, it is too much"
                ),
                other => panic!("{database}: `{column}` is of the type {other}"),
            }
        }
    }
}

#[cfg(feature = "discord")]
mod written {
    //! What is really there, in a file that was just made and written to.

    use std::collections::BTreeSet;

    use certguide::config::StorePlace;
    use certguide::guild::{
        Addition, AdditionKind, Aim, Change, End, GuildId, Holding, PersonId, Unanswered,
    };
    use certguide::knowledge::{CertificationId, Date};
    use certguide::store;
    use sqlx::sqlite::SqliteConnectOptions;
    use sqlx::{Connection, Row, SqliteConnection};

    const GUILD: GuildId = GuildId(111_222_333);
    const PERSON: u64 = 987_654_321_987;

    /// One of each kind of change that leaves something.
    fn changes() -> Vec<Change> {
        let today = Date::constant(2026, 11, 23);
        let question = Unanswered {
            guild: GUILD,
            key: "0123456789ab".to_owned(),
            text: "is there a certificate for cobol".to_owned(),
            end: End::NotKnown,
            count: 3,
            first: today,
            last: today,
        };
        let certification = CertificationId::parse("pcap").unwrap();
        let addition = Addition {
            kind: AdditionKind::Alias,
            key: "snake exam".to_owned(),
            toml: "[[alias]]\nname = \"snake exam\"\nmeans = \"pcep\"\n".to_owned(),
        };
        vec![
            Change::Set {
                guild: GUILD,
                rows: vec![("answers".to_owned(), Some("private".to_owned()))],
            },
            Change::Add { guild: GUILD, addition },
            Change::Hold {
                person: PersonId(PERSON),
                holding: Holding { certification, aim: Aim::Held, since: today },
            },
            Change::Count { question },
        ]
    }

    /// Every column with its values as text, as `table.column`.
    async fn content(connection: &mut SqliteConnection) -> Vec<(String, Vec<String>)> {
        let columns = "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c \
                       WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'";
        let mut content = Vec::new();
        for row in sqlx::query(columns).fetch_all(&mut *connection).await.unwrap() {
            let (table, column): (String, String) = (row.get(0), row.get(1));
            let values = format!("SELECT CAST({column} AS TEXT) FROM {table}");
            let values = sqlx::query(sqlx::AssertSqlSafe(values));
            let rows = values.fetch_all(&mut *connection).await.unwrap();
            let values = rows.iter().map(|it| it.get(0)).collect();
            content.push((format!("{table}.{column}"), values));
        }
        content
    }

    #[tokio::test]
    async fn a_file_holds_what_is_told_and_a_person_in_one_column_until_they_are_forgotten() {
        let name = format!("certguide-privacy-{}.db", std::process::id());
        let path = std::env::temp_dir().join(name);
        let store = store::open(&StorePlace::File(path.clone())).await.unwrap();
        store.apply(&changes()).await.unwrap();
        let options = SqliteConnectOptions::new().filename(&path).read_only(true);
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        let before = content(&mut connection).await;
        let columns: BTreeSet<String> = before.iter().map(|(column, _)| column.clone()).collect();
        assert_eq!(columns, super::told_columns());
        assert!(before.iter().all(|(_, values)| values.len() == 1), "{before:?}");
        let number = PERSON.to_string();
        let holds = |content: &[(String, Vec<String>)]| -> Vec<String> {
            let holding = content.iter().filter(|(_, it)| it.iter().any(|it| it.contains(&number)));
            holding.map(|(column, _)| column.clone()).collect()
        };
        assert_eq!(holds(&before), ["holding.person"]);

        store.apply(&[Change::Forget { person: PersonId(PERSON) }]).await.unwrap();
        let after = content(&mut connection).await;
        assert!(holds(&after).is_empty(), "{after:?}");
        let is_of_people = |it: &&(String, Vec<String>)| it.0.starts_with("holding.");
        assert!(after.iter().filter(is_of_people).all(|(_, values)| values.is_empty()));
        drop(connection);
        store.close().await;
        for end in ["", "-wal", "-shm"] {
            let mut file = path.clone().into_os_string();
            file.push(end);
            let _ = std::fs::remove_file(file);
        }
    }
}
