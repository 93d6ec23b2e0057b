//! One suite over all stores, and what only databases have: files, locks, steps, plans.

#[cfg(unix)]
mod kill;
mod places;
mod plans;
#[cfg(unix)]
mod postgres;
mod resilient;
mod server;
#[cfg(unix)]
mod sqlite;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use certguide::guild::{
    Addition, AdditionKind, Aim, Change, End, GuildId, GuildRecord, Holding, PersonId, Unanswered,
};
use certguide::knowledge::{CertificationId, Date};
use certguide::store::Store;
use places::Place;

const HERE: GuildId = GuildId(1_234_567_890_123_456_789);
const THERE: GuildId = GuildId(2);
/// The largest there can be, which is no positive number to a database.
const FAR: GuildId = GuildId(u64::MAX);
const SOMEBODY: PersonId = PersonId(77);
const SOMEBODY_ELSE: PersonId = PersonId(78);

/// Each of these as a test over each store.
macro_rules! over_each_store {
    ($($name:ident)*) => {
        mod in_memory { $(
            #[tokio::test]
            async fn $name() {
                super::$name(&super::Place::in_memory()).await;
            }
        )* }
        mod in_sqlite { $(
            #[tokio::test]
            async fn $name() {
                super::$name(&super::Place::in_file(stringify!($name))).await;
            }
        )* }
        mod in_postgres { $(
            #[tokio::test]
            async fn $name() {
                let Some(place) = super::Place::in_postgres().await else { return };
                super::$name(&place).await;
                place.drop_database().await;
            }
        )* }
    };
}

over_each_store! {
    nothing_is_kept_of_whom_nobody_has_told_us
    settings_are_set_and_forgotten_by_server
    additions_are_added_replaced_and_removed
    a_layer_is_replaced_whole
    what_people_hold_is_kept_by_certification
    a_person_is_forgotten_and_no_other
    questions_are_counted_and_listed_by_count_then_text
    a_question_that_is_settled_is_counted_from_nothing
    a_question_that_is_ignored_is_not_listed_however_often_it_is_asked
    questions_since_a_day_are_counted
    old_questions_are_purged_ignored_ones_too
    changes_are_made_in_order
    changes_that_cannot_be_kept_leave_nothing_of_their_batch
    the_same_twice_is_the_same
    hostile_text_comes_back_as_it_went
    writers_side_by_side_lose_nothing
    layers_that_are_replaced_side_by_side_do_not_mix
    a_reader_sees_a_change_whole_or_not_at_all
    what_was_acknowledged_is_there_after_opening_again
    a_caller_that_gives_up_leaves_whole_changes
}

async fn nothing_is_kept_of_whom_nobody_has_told_us(place: &Place) {
    let store = place.open().await;
    store.apply(&[]).await.unwrap();
    store.apply(&[set(THERE, &[("a", Some("b"))]), hold(SOMEBODY_ELSE, "pcap")]).await.unwrap();
    store.apply(&[count(question(THERE, "k", "what", 1))]).await.unwrap();
    assert_eq!(store.guild(HERE).await.unwrap(), GuildRecord::default());
    assert_eq!(store.holdings(SOMEBODY).await.unwrap(), []);
    assert_eq!(store.unanswered(Some(HERE), 10).await.unwrap(), []);
    assert_eq!(store.question(HERE, "k").await.unwrap(), None);
    assert_eq!(store.unanswered_since(HERE, day(1)).await.unwrap(), 0);
    assert_eq!(store.purge(day(1)).await.unwrap(), 0);
}

async fn settings_are_set_and_forgotten_by_server(place: &Place) {
    let store = place.open().await;
    let change = set(HERE, &[("b", Some("1")), ("a", Some("2")), ("c", Some("3"))]);
    store.apply(&[change, set(FAR, &[("a", Some("far"))])]).await.unwrap();
    assert_eq!(settings(&store, HERE).await, ["a=2", "b=1", "c=3"]);
    let change = set(HERE, &[("b", None), ("a", Some("4")), ("d", None), ("a", Some("5"))]);
    store.apply(&[change]).await.unwrap();
    assert_eq!(settings(&store, HERE).await, ["a=5", "c=3"]);
    assert_eq!(settings(&store, FAR).await, ["a=far"]);
    assert_eq!(settings(&store, GuildId(0)).await, [""; 0]);
}

async fn additions_are_added_replaced_and_removed(place: &Place) {
    use AdditionKind::{Alias, Certification, Hidden, Note};
    let store = place.open().await;
    let all = [(Certification, "x"), (Note, "x"), (Alias, "y"), (Hidden, "x"), (Alias, "x")];
    let add = |guild, (kind, key): (_, &str), text: &str| Change::Add {
        guild,
        addition: addition(kind, key, text),
    };
    let changes: Vec<Change> = all.iter().map(|it| add(HERE, *it, "first")).collect();
    store.apply(&changes).await.unwrap();
    store
        .apply(&[add(HERE, (Alias, "x"), "second"), add(THERE, (Alias, "x"), "third")])
        .await
        .unwrap();
    let expected = [
        "alias x second",
        "alias y first",
        "note x first",
        "hidden x first",
        "certification x first",
    ];
    assert_eq!(additions(&store, HERE).await, expected);
    let remove = Change::Remove { guild: HERE, kind: Alias, key: "x".to_owned() };
    store.apply(&[remove.clone(), remove]).await.unwrap();
    assert_eq!(additions(&store, HERE).await, expected[1..]);
    assert_eq!(additions(&store, THERE).await, ["alias x third"]);
}

async fn a_layer_is_replaced_whole(place: &Place) {
    use AdditionKind::{Alias, Note};
    let store = place.open().await;
    let replace =
        |guild, additions: &[Addition]| Change::Replace { guild, additions: additions.to_vec() };
    let (old, new) = (addition(Alias, "a", "old"), addition(Note, "b", "new"));
    store
        .apply(&[replace(HERE, std::slice::from_ref(&old)), replace(THERE, &[old])])
        .await
        .unwrap();
    let twice = addition(Note, "b", "newer");
    store.apply(&[set(HERE, &[("a", Some("1"))]), replace(HERE, &[new, twice])]).await.unwrap();
    assert_eq!(additions(&store, HERE).await, ["note b newer"]);
    assert_eq!(settings(&store, HERE).await, ["a=1"]);
    store.apply(&[replace(HERE, &[])]).await.unwrap();
    assert_eq!(additions(&store, HERE).await, [""; 0]);
    assert_eq!(additions(&store, THERE).await, ["alias a old"]);
}

async fn what_people_hold_is_kept_by_certification(place: &Place) {
    let store = place.open().await;
    let wanted = Holding { aim: Aim::Wanted, since: day(3), ..holding("pcpp1") };
    let change = Change::Hold { person: SOMEBODY, holding: wanted.clone() };
    store.apply(&[change, hold(SOMEBODY, "pcap"), hold(SOMEBODY, "pcpp-2")]).await.unwrap();
    let holdings = store.holdings(SOMEBODY).await.unwrap();
    assert_eq!(holdings, [holding("pcap"), holding("pcpp-2"), wanted]);
    let drop = Change::Drop { person: SOMEBODY, certification: certification("pcap") };
    store.apply(&[hold(SOMEBODY, "pcpp1"), drop.clone(), drop]).await.unwrap();
    assert_eq!(store.holdings(SOMEBODY).await.unwrap(), [holding("pcpp-2"), holding("pcpp1")]);
}

async fn a_person_is_forgotten_and_no_other(place: &Place) {
    let store = place.open().await;
    let all = [hold(SOMEBODY, "a"), hold(SOMEBODY, "b"), hold(SOMEBODY_ELSE, "a")];
    store.apply(&all).await.unwrap();
    let forget = Change::Forget { person: SOMEBODY };
    store.apply(&[forget.clone(), forget]).await.unwrap();
    assert_eq!(store.holdings(SOMEBODY).await.unwrap(), []);
    assert_eq!(store.holdings(SOMEBODY_ELSE).await.unwrap(), [holding("a")]);
}

async fn questions_are_counted_and_listed_by_count_then_text(place: &Place) {
    let store = place.open().await;
    let asked = |guild, key, text, times| count(question(guild, key, text, times));
    let all = [
        asked(HERE, "1", "what is b", 2),
        asked(HERE, "2", "what is Ä", 2),
        asked(HERE, "3", "what is a", 2),
        asked(HERE, "4", "what is c", 1),
        asked(THERE, "1", "what is a", 4),
        asked(GuildId(0), "5", "in private", 3),
    ];
    store.apply(&all).await.unwrap();
    let later =
        Unanswered { end: End::AskedBack, last: day(9), ..question(HERE, "4", "what is c", 4) };
    let earlier = Unanswered { first: day(1), last: day(2), ..question(HERE, "1", "what is b", 1) };
    store.apply(&[count(later.clone()), count(earlier.clone())]).await.unwrap();
    let listed = store.unanswered(Some(HERE), 10).await.unwrap();
    let expected = [
        Unanswered { count: 5, ..later },
        Unanswered { count: 3, first: day(1), last: day(5), ..earlier },
        question(HERE, "3", "what is a", 2),
        question(HERE, "2", "what is Ä", 2),
    ];
    assert_eq!(listed, expected);
    assert_eq!(store.unanswered(Some(HERE), 2).await.unwrap(), expected[..2]);
    assert_eq!(store.unanswered(Some(HERE), 0).await.unwrap(), []);
    let everywhere = store.unanswered(None, 3).await.unwrap();
    let keys: Vec<(u64, &str)> =
        everywhere.iter().map(|it| (it.guild.0, it.key.as_str())).collect();
    assert_eq!(keys, [(HERE.0, "4"), (THERE.0, "1"), (0, "5")]);
    assert_eq!(store.unanswered(None, u32::MAX).await.unwrap().len(), 6);
}

async fn a_question_that_is_settled_is_counted_from_nothing(place: &Place) {
    let store = place.open().await;
    let settle = Change::Settle { guild: HERE, key: "k".to_owned() };
    let asked = question(HERE, "k", "what", 3);
    store.apply(&[count(asked.clone()), settle.clone(), settle.clone()]).await.unwrap();
    assert_eq!(store.question(HERE, "k").await.unwrap(), None);
    store.apply(&[count(asked.clone())]).await.unwrap();
    assert_eq!(store.question(HERE, "k").await.unwrap(), Some(asked.clone()));
    // Also once it is ignored.
    let ignore = Change::Ignore { guild: HERE, key: "k".to_owned() };
    store.apply(&[ignore, settle, count(asked.clone())]).await.unwrap();
    assert_eq!(store.unanswered(Some(HERE), 9).await.unwrap(), [asked]);
}

async fn a_question_that_is_ignored_is_not_listed_however_often_it_is_asked(place: &Place) {
    let store = place.open().await;
    let asked = question(HERE, "k", "what", 3);
    let ignore = |key: &str| Change::Ignore { guild: HERE, key: key.to_owned() };
    store.apply(&[count(asked.clone()), ignore("k"), ignore("k"), ignore("none")]).await.unwrap();
    assert_eq!(store.question(HERE, "none").await.unwrap(), None);
    let again = Unanswered { last: day(8), ..asked.clone() };
    store.apply(&[count(again.clone()), count(again)]).await.unwrap();
    let kept = Unanswered { count: 0, last: day(8), ..asked };
    assert_eq!(store.question(HERE, "k").await.unwrap(), Some(kept));
    assert_eq!(store.unanswered(Some(HERE), 9).await.unwrap(), []);
    assert_eq!(store.unanswered(None, 9).await.unwrap(), []);
    assert_eq!(store.unanswered_since(HERE, day(1)).await.unwrap(), 0);
}

async fn questions_since_a_day_are_counted(place: &Place) {
    let store = place.open().await;
    let on = |key: &str, last| count(Unanswered { last, ..question(HERE, key, key, 7) });
    let there = count(question(THERE, "a", "a", 1));
    store.apply(&[on("a", day(5)), on("b", day(6)), on("c", day(7)), there]).await.unwrap();
    assert_eq!(store.unanswered_since(HERE, day(6)).await.unwrap(), 2);
    assert_eq!(store.unanswered_since(HERE, day(1)).await.unwrap(), 3);
    assert_eq!(store.unanswered_since(HERE, day(8)).await.unwrap(), 0);
}

async fn old_questions_are_purged_ignored_ones_too(place: &Place) {
    let store = place.open().await;
    let on = |guild, key: &str, last| count(Unanswered { last, ..question(guild, key, key, 1) });
    let ignore = |key: &str| Change::Ignore { guild: HERE, key: key.to_owned() };
    let all = [
        on(HERE, "old", day(6)),
        on(THERE, "old", day(2)),
        on(HERE, "ignored", day(6)),
        on(HERE, "still asked", day(6)),
        on(HERE, "new", day(7)),
        ignore("ignored"),
        ignore("still asked"),
        on(HERE, "still asked", day(9)),
    ];
    store.apply(&all).await.unwrap();
    assert_eq!(store.purge(day(7)).await.unwrap(), 3);
    assert_eq!(store.purge(day(7)).await.unwrap(), 0);
    for (key, is_there) in
        [("old", false), ("ignored", false), ("still asked", true), ("new", true)]
    {
        assert_eq!(store.question(HERE, key).await.unwrap().is_some(), is_there, "{key}");
    }
}

async fn changes_are_made_in_order(place: &Place) {
    let store = place.open().await;
    let asked = question(HERE, "k", "what", 1);
    let settle = Change::Settle { guild: HERE, key: "k".to_owned() };
    let forget = Change::Forget { person: SOMEBODY };
    let all = [
        set(HERE, &[("a", Some("1"))]),
        set(HERE, &[("a", None)]),
        set(HERE, &[("a", Some("2"))]),
        hold(SOMEBODY, "a"),
        forget,
        hold(SOMEBODY, "b"),
        count(asked.clone()),
        settle,
        count(asked.clone()),
        count(asked.clone()),
    ];
    store.apply(&all).await.unwrap();
    assert_eq!(settings(&store, HERE).await, ["a=2"]);
    assert_eq!(store.holdings(SOMEBODY).await.unwrap(), [holding("b")]);
    assert_eq!(store.question(HERE, "k").await.unwrap().unwrap().count, 2);
}

async fn changes_that_cannot_be_kept_leave_nothing_of_their_batch(place: &Place) {
    let store = place.open().await;
    let long = "x".repeat(201);
    let before_christ = Date::new(-44, 3, 15).unwrap();
    let add = |key: &str, text: &str| Change::Add {
        guild: HERE,
        addition: addition(AdditionKind::Note, key, text),
    };
    let refused = [
        set(HERE, &[("a", Some("with \0 in it"))]),
        set(HERE, &[("", Some("a"))]),
        add("k", "\0"),
        add(&long, "text"),
        add("k", &"x".repeat((1 << 20) + 1)),
        count(question(HERE, "k", &long, 1)),
        count(question(HERE, "k\0", "text", 1)),
        count(Unanswered { first: before_christ, ..question(HERE, "k", "text", 1) }),
        Change::Hold {
            person: SOMEBODY,
            holding: Holding { since: before_christ, ..holding("a") },
        },
        Change::Replace { guild: HERE, additions: vec![addition(AdditionKind::Note, "", "a")] },
    ];
    for change in refused {
        let first = [set(HERE, &[("first", Some("1"))]), hold(SOMEBODY, "pcap")];
        let error = store.apply(&[&first[..], &[change]].concat()).await.unwrap_err();
        assert!(!error.is_temporary, "{error}");
        assert_eq!(store.guild(HERE).await.unwrap(), GuildRecord::default(), "{error}");
        assert_eq!(store.holdings(SOMEBODY).await.unwrap(), [], "{error}");
    }
}

async fn the_same_twice_is_the_same(place: &Place) {
    let store = place.open().await;
    let all = [
        set(HERE, &[("a", Some("1")), ("b", None)]),
        Change::Add { guild: HERE, addition: addition(AdditionKind::Alias, "gone", "x") },
        Change::Replace { guild: HERE, additions: vec![addition(AdditionKind::Alias, "k", "x")] },
        Change::Remove { guild: HERE, kind: AdditionKind::Note, key: "k".to_owned() },
        hold(SOMEBODY, "pcap"),
        Change::Drop { person: SOMEBODY, certification: certification("pcep") },
        Change::Settle { guild: HERE, key: "k".to_owned() },
        Change::Ignore { guild: HERE, key: "k".to_owned() },
    ];
    for _ in 0..2 {
        store.apply(&all).await.unwrap();
        assert_eq!(settings(&store, HERE).await, ["a=1"]);
        assert_eq!(additions(&store, HERE).await, ["alias k x"]);
        assert_eq!(store.holdings(SOMEBODY).await.unwrap(), [holding("pcap")]);
    }
}

async fn hostile_text_comes_back_as_it_went(place: &Place) {
    let store = place.open().await;
    let texts = [
        "'; DROP TABLE setting; --",
        "\"quoted\" and `quoted` and 'quoted' and $1 and ?1 and :name and @name and %s and \\",
        "🧑‍🏫 𝕡𝕔𝕒𝕡 \u{10ffff} \u{202e}backwards\u{202c}",
        "a\u{301} is not á, nor ﬁ fi",
        "line\nbreaks\r\n\ttabs\u{1}\u{7f}\u{85}",
        " blanks at both ends ",
        "\u{feff}",
    ];
    for text in texts {
        let asked = question(HERE, text, text, 1);
        let added = addition(AdditionKind::Note, text, text);
        let changes = [
            set(HERE, &[(text, Some(text))]),
            Change::Add { guild: HERE, addition: added.clone() },
            count(asked.clone()),
        ];
        store.apply(&changes).await.unwrap();
        let record = store.guild(HERE).await.unwrap();
        assert!(record.settings.contains(&(text.to_owned(), text.to_owned())), "{text}");
        assert!(record.additions.contains(&added), "{text}");
        assert_eq!(store.question(HERE, text).await.unwrap(), Some(asked), "{text}");
    }
    let longest = addition(AdditionKind::Note, &"ä".repeat(100), &"🧑".repeat(1 << 18));
    let asked = question(HERE, &"k".repeat(200), &"🧑".repeat(200), 1);
    let add = Change::Add { guild: THERE, addition: longest.clone() };
    store.apply(&[add, count(asked.clone())]).await.unwrap();
    assert_eq!(store.guild(THERE).await.unwrap().additions, [longest]);
    assert_eq!(store.question(HERE, &asked.key).await.unwrap(), Some(asked));
}

async fn writers_side_by_side_lose_nothing(place: &Place) {
    let stores = [place.open().await, place.open().await];
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..8_usize {
        let store = Arc::clone(&stores[writer % 2]);
        writers.spawn(async move {
            for turn in 0..12 {
                // Half of them in the other order, which must not make two wait for each other.
                let mut changes = [
                    count(question(HERE, "k", "what", 1)),
                    count(question(THERE, "k", "what", 1)),
                    set(HERE, &[(&format!("{writer}.{turn}"), Some("1"))]),
                ];
                if writer % 4 < 2 {
                    changes.reverse();
                }
                store.apply(&changes).await.unwrap();
            }
        });
    }
    writers.join_all().await;
    for guild in [HERE, THERE] {
        assert_eq!(stores[0].question(guild, "k").await.unwrap().unwrap().count, 96);
    }
    assert_eq!(settings(&stores[0], HERE).await.len(), 96);
}

async fn layers_that_are_replaced_side_by_side_do_not_mix(place: &Place) {
    let stores = [place.open().await, place.open().await];
    for round in 0..5 {
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..6_usize {
            let (store, change) =
                (Arc::clone(&stores[writer % 2]), layer(&format!("{round}-{writer}")));
            writers.spawn(async move { store.apply(&[change]).await.unwrap() });
        }
        writers.join_all().await;
        assert_is_one_layer(&stores[0].guild(HERE).await.unwrap());
    }
}

async fn a_reader_sees_a_change_whole_or_not_at_all(place: &Place) {
    let store = place.open().await;
    store.apply(&[layer("start")]).await.unwrap();
    let writer = tokio::spawn({
        let store = Arc::clone(&store);
        async move {
            for turn in 0..30 {
                store.apply(&[layer(&turn.to_string())]).await.unwrap();
            }
        }
    });
    while !writer.is_finished() {
        assert_is_one_layer(&store.guild(HERE).await.unwrap());
        tokio::task::yield_now().await;
    }
    writer.await.unwrap();
}

async fn what_was_acknowledged_is_there_after_opening_again(place: &Place) {
    let store = place.open().await;
    let asked = question(HERE, "k", "what", 3);
    let all = [set(FAR, &[("a", Some("1"))]), hold(SOMEBODY, "pcap"), count(asked.clone())];
    store.apply(&all).await.unwrap();
    store.close().await;
    let store = place.open().await;
    assert_eq!(settings(&store, FAR).await, ["a=1"]);
    assert_eq!(store.holdings(SOMEBODY).await.unwrap(), [holding("pcap")]);
    assert_eq!(store.unanswered(None, 9).await.unwrap(), [asked]);
    store.close().await;
    store.close().await;
}

async fn a_caller_that_gives_up_leaves_whole_changes(place: &Place) {
    let store = place.open().await;
    store.apply(&[layer("start")]).await.unwrap();
    for turn in 0..60 {
        let time = Duration::from_micros(fastrand::u64(0..4_000));
        let changes = [layer(&turn.to_string())];
        let _ = tokio::time::timeout(time, store.apply(&changes)).await;
        let _ = tokio::time::timeout(time / 2, store.guild(HERE)).await;
        assert_is_one_layer(&store.guild(HERE).await.unwrap());
    }
    store.apply(&[layer("end")]).await.unwrap();
    assert_eq!(store.guild(HERE).await.unwrap().additions[0].toml, "end");
}

/// A layer whose ten additions all say `text`.
fn layer(text: &str) -> Change {
    let key = |it: usize| format!("{text}.{it}");
    let additions = (0..10).map(|it| addition(AdditionKind::Note, &key(it), text)).collect();
    Change::Replace { guild: HERE, additions }
}

fn assert_is_one_layer(record: &GuildRecord) {
    let texts: BTreeSet<&str> = record.additions.iter().map(|it| it.toml.as_str()).collect();
    assert_eq!((record.additions.len(), texts.len()), (10, 1), "{texts:?}");
}

fn set(guild: GuildId, rows: &[(&str, Option<&str>)]) -> Change {
    let rows = rows.iter().map(|(key, value)| ((*key).to_owned(), value.map(str::to_owned)));
    Change::Set { guild, rows: rows.collect() }
}

fn addition(kind: AdditionKind, key: &str, toml: &str) -> Addition {
    Addition { kind, key: key.to_owned(), toml: toml.to_owned() }
}

fn certification(id: &str) -> CertificationId {
    CertificationId::parse(id).unwrap()
}

fn holding(id: &str) -> Holding {
    Holding { certification: certification(id), aim: Aim::Held, since: day(5) }
}

fn hold(person: PersonId, id: &str) -> Change {
    Change::Hold { person, holding: holding(id) }
}

/// A question that was asked so often, all on the fifth.
fn question(guild: GuildId, key: &str, text: &str, times: u64) -> Unanswered {
    Unanswered {
        guild,
        key: key.to_owned(),
        text: text.to_owned(),
        end: End::NotKnown,
        count: times,
        first: day(5),
        last: day(5),
    }
}

fn count(question: Unanswered) -> Change {
    Change::Count { question }
}

fn day(day: i8) -> Date {
    Date::new(2026, 11, day).unwrap()
}

async fn settings(store: &Arc<dyn Store>, guild: GuildId) -> Vec<String> {
    let record = store.guild(guild).await.unwrap();
    record.settings.iter().map(|(key, value)| format!("{key}={value}")).collect()
}

async fn additions(store: &Arc<dyn Store>, guild: GuildId) -> Vec<String> {
    let record = store.guild(guild).await.unwrap();
    let shown = |it: &Addition| format!("{} {} {}", it.kind.as_str(), it.key, it.toml);
    record.additions.iter().map(shown).collect()
}
