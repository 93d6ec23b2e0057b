//! What the bot sees of a store that fails, hangs, is slow, comes back, or cannot be opened.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use certguide::guild::{Change, GuildId, GuildRecord, Holding, PersonId, Unanswered};
use certguide::knowledge::Date;
use certguide::store::{Figures, Memory, Resilient, Saving, Store, StoreError};
use tokio::time::{Instant, sleep};

use super::{HERE, Place, SOMEBODY, day, set};

/// A store in memory that misbehaves.
#[derive(Debug, Default)]
struct Fake {
    kept: Memory,
    mood: Mutex<Mood>,
    /// How often it was asked to change something.
    tries: AtomicU64,
}

#[derive(Debug, Default, Clone, Copy)]
enum Mood {
    #[default]
    Good,
    Fails,
    Hangs,
    Slow(Duration),
    /// Keeps no change that says `bad`.
    Picky,
}

impl Fake {
    fn is_now(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    async fn behave(&self) -> Result<(), StoreError> {
        let mood = *self.mood.lock().unwrap();
        match mood {
            Mood::Good | Mood::Picky => Ok(()),
            Mood::Fails => Err(failure(true)),
            Mood::Hangs => std::future::pending().await,
            Mood::Slow(time) => {
                sleep(time).await;
                Ok(())
            }
        }
    }

    async fn settings(&self) -> Vec<String> {
        let record = self.kept.guild(HERE).await.unwrap();
        record.settings.iter().map(|(key, value)| format!("{key}={value}")).collect()
    }
}

fn failure(is_temporary: bool) -> StoreError {
    StoreError { message: "the disk is on fire".to_owned(), is_temporary }
}

#[async_trait]
impl Store for Fake {
    async fn guild(&self, guild: GuildId) -> Result<GuildRecord, StoreError> {
        self.behave().await?;
        self.kept.guild(guild).await
    }

    async fn holdings(&self, person: PersonId) -> Result<Vec<Holding>, StoreError> {
        self.behave().await?;
        self.kept.holdings(person).await
    }

    async fn unanswered(
        &self,
        guild: Option<GuildId>,
        limit: u32,
    ) -> Result<Vec<Unanswered>, StoreError> {
        self.behave().await?;
        self.kept.unanswered(guild, limit).await
    }

    async fn question(&self, guild: GuildId, key: &str) -> Result<Option<Unanswered>, StoreError> {
        self.behave().await?;
        self.kept.question(guild, key).await
    }

    async fn unanswered_since(&self, guild: GuildId, day: Date) -> Result<u64, StoreError> {
        self.behave().await?;
        self.kept.unanswered_since(guild, day).await
    }

    async fn apply(&self, changes: &[Change]) -> Result<(), StoreError> {
        self.tries.fetch_add(1, Ordering::Relaxed);
        self.behave().await?;
        let is_picky = matches!(*self.mood.lock().unwrap(), Mood::Picky);
        if is_picky && changes.contains(&write("bad")[0]) {
            return Err(failure(false));
        }
        self.kept.apply(changes).await
    }

    async fn purge(&self, day: Date) -> Result<u64, StoreError> {
        self.behave().await?;
        self.kept.purge(day).await
    }

    async fn close(&self) {}
}

fn write(key: &str) -> Vec<Change> {
    vec![set(HERE, &[(key, Some("1"))])]
}

fn started() -> (Arc<Fake>, Resilient) {
    let fake = Arc::new(Fake::default());
    let opened = Arc::clone(&fake);
    let store = Resilient::start(move || {
        let opened = Arc::clone(&opened);
        async move { Ok(opened as Arc<dyn Store>) }
    });
    (fake, store)
}

fn assert_sums(store: &Resilient) -> Figures {
    let figures = store.figures();
    assert_eq!(figures.taken, figures.saved + figures.waiting + figures.lost, "{figures:?}");
    figures
}

#[tokio::test(start_paused = true)]
async fn what_is_saved_is_there_and_what_is_for_later_comes() {
    let (fake, store) = started();
    assert_eq!(store.save(write("a")).await, Saving::Saved);
    assert_eq!(fake.settings().await, ["a=1"]);
    for number in 0..100 {
        store.later(write(&format!("b{number:02}")));
    }
    assert_eq!(store.save(write("c")).await, Saving::Saved);
    assert_eq!(store.guild(HERE).await.unwrap().settings.len(), 102);
    // Written together, not one by one.
    assert!(fake.tries.load(Ordering::Relaxed) <= 4);
    let figures = Figures { taken: 102, saved: 102, ..Figures::default() };
    assert_eq!(store.figures(), figures);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_fails_is_tried_again_until_it_has_everything() {
    let (fake, store) = started();
    fake.is_now(Mood::Fails);
    let start = Instant::now();
    assert!(store.guild(HERE).await.unwrap_err().is_temporary);
    assert!(store.holdings(SOMEBODY).await.is_err());
    assert_eq!(start.elapsed(), Duration::ZERO);
    assert_eq!(store.save(vec![set(HERE, &[("a", Some("1"))])]).await, Saving::Queued);
    assert_eq!(start.elapsed(), Duration::from_secs(1));
    store.later(vec![set(HERE, &[("a", Some("2"))])]);
    store.later(write("b"));
    sleep(Duration::from_mins(2)).await;
    let figures = assert_sums(&store);
    assert_eq!((figures.taken, figures.waiting, figures.lost), (3, 3, 0));
    // Pauses of 0.1 s, 0.2 s and so on up to 30 s, not a storm.
    assert!((8..=13).contains(&fake.tries.load(Ordering::Relaxed)), "{figures:?}");
    assert!(figures.retried >= 15, "{figures:?}");
    fake.is_now(Mood::Good);
    sleep(Duration::from_secs(31)).await;
    assert_eq!(fake.settings().await, ["a=2", "b=1"]);
    let figures = assert_sums(&store);
    assert_eq!((figures.saved, figures.waiting), (3, 0));
    // After that it is as if nothing had been.
    assert_eq!(store.save(write("c")).await, Saving::Saved);
    assert!(store.guild(HERE).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_store_that_hangs_holds_nobody_up() {
    let (fake, store) = started();
    fake.is_now(Mood::Hangs);
    let start = Instant::now();
    assert!(store.guild(HERE).await.is_err());
    assert_eq!(start.elapsed(), Duration::from_millis(400));
    assert!(store.unanswered(None, 1).await.is_err());
    assert!(store.question(HERE, "k").await.is_err());
    assert!(store.unanswered_since(HERE, day(1)).await.is_err());
    assert_eq!(start.elapsed(), Duration::from_millis(1600));
    assert_eq!(store.save(write("a")).await, Saving::Queued);
    assert_eq!(start.elapsed(), Duration::from_millis(2600));
    assert!(store.purge(day(1)).await.is_err());
    fake.is_now(Mood::Good);
    sleep(Duration::from_secs(31)).await;
    assert_eq!(fake.settings().await, ["a=1"]);
    assert_eq!(assert_sums(&store).saved, 1);
}

#[tokio::test(start_paused = true)]
async fn a_slow_store_is_waited_for_a_second() {
    let (fake, store) = started();
    fake.is_now(Mood::Slow(Duration::from_millis(900)));
    assert_eq!(store.save(write("a")).await, Saving::Saved);
    fake.is_now(Mood::Slow(Duration::from_millis(1100)));
    assert_eq!(store.save(write("b")).await, Saving::Queued);
    assert_eq!(fake.settings().await, ["a=1"]);
    sleep(Duration::from_millis(200)).await;
    assert_eq!(fake.settings().await, ["a=1", "b=1"]);
    fake.is_now(Mood::Slow(Duration::from_millis(300)));
    assert!(store.guild(HERE).await.is_ok());
    let figures = Figures { taken: 2, saved: 2, ..Figures::default() };
    assert_eq!(store.figures(), figures);
}

#[tokio::test(start_paused = true)]
async fn of_a_batch_only_what_is_never_kept_is_lost() {
    let (fake, store) = started();
    fake.is_now(Mood::Picky);
    for key in ["a", "b", "bad", "c"] {
        store.later(write(key));
    }
    assert_eq!(store.save(write("bad")).await, Saving::Lost);
    assert_eq!(store.save(write("d")).await, Saving::Saved);
    assert_eq!(fake.settings().await, ["a=1", "b=1", "c=1", "d=1"]);
    let figures = assert_sums(&store);
    assert_eq!((figures.saved, figures.lost, figures.retried), (4, 2, 5), "{figures:?}");
}

#[tokio::test(start_paused = true)]
async fn what_does_not_fit_is_lost_and_counted() {
    let (fake, store) = started();
    fake.is_now(Mood::Fails);
    for number in 0..10_050 {
        store.later(write(&format!("{number}")));
    }
    let figures = assert_sums(&store);
    assert_eq!((figures.waiting, figures.lost), (10_000, 50));
    assert_eq!(store.save(write("a")).await, Saving::Lost);
    fake.is_now(Mood::Good);
    sleep(Duration::from_mins(1)).await;
    assert_eq!(assert_sums(&store), Figures { saved: 10_000, lost: 51, ..store.figures() });
    assert_eq!(fake.settings().await.len(), 10_000);

    // By size.
    fake.is_now(Mood::Fails);
    let large = "x".repeat(1 << 20);
    for number in 0..9 {
        store.later(vec![set(HERE, &[(&format!("large{number}"), Some(&large))])]);
    }
    store.later(write("small"));
    assert_eq!(assert_sums(&store).waiting, 8);
    fake.is_now(Mood::Good);
    sleep(Duration::from_mins(1)).await;
    assert_eq!(assert_sums(&store).waiting, 0);
    assert!(fake.settings().await.iter().any(|it| it.starts_with("small")));
}

#[tokio::test(start_paused = true)]
async fn a_store_that_cannot_be_opened_is_opened_later() {
    let (fake, opened) = (Arc::new(Fake::default()), Arc::new(AtomicU64::new(0)));
    let store = Resilient::start({
        let (fake, opened) = (Arc::clone(&fake), Arc::clone(&opened));
        move || {
            let (fake, turn) = (Arc::clone(&fake), opened.fetch_add(1, Ordering::Relaxed));
            // Whoever runs the bot may mend what does not mend itself.
            async move { if turn < 6 { Err(failure(false)) } else { Ok(fake as Arc<dyn Store>) } }
        }
    });
    let start = Instant::now();
    assert_eq!(store.guild(HERE).await.unwrap_err(), failure(false));
    assert_eq!(start.elapsed(), Duration::ZERO);
    assert_eq!(store.save(write("a")).await, Saving::Queued);
    sleep(Duration::from_secs(10)).await;
    assert_eq!(opened.load(Ordering::Relaxed), 7);
    assert_eq!(fake.settings().await, ["a=1"]);
    assert!(store.guild(HERE).await.is_ok());
    assert_eq!(assert_sums(&store).saved, 1);
}

#[tokio::test(start_paused = true)]
async fn a_store_whose_opening_hangs_holds_nobody_up() {
    let store = Resilient::start(std::future::pending);
    let start = Instant::now();
    assert!(store.guild(HERE).await.is_err());
    assert_eq!(start.elapsed(), Duration::from_millis(400));
    assert_eq!(store.save(write("a")).await, Saving::Queued);
    store.close(Duration::from_secs(1)).await;
    assert_eq!(assert_sums(&store).lost, 1);
}

#[tokio::test(start_paused = true)]
async fn what_is_queued_is_written_at_the_end() {
    let (fake, store) = started();
    fake.is_now(Mood::Fails);
    store.later(write("a"));
    sleep(Duration::from_secs(90)).await;
    tokio::spawn({
        let fake = Arc::clone(&fake);
        async move {
            sleep(Duration::from_millis(700)).await;
            fake.is_now(Mood::Good);
        }
    });
    store.later(write("b"));
    let start = Instant::now();
    store.close(Duration::from_secs(2)).await;
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    assert_eq!(fake.settings().await, ["a=1", "b=1"]);
    assert_eq!(store.save(write("c")).await, Saving::Lost);
    assert_eq!(assert_sums(&store), Figures { saved: 2, lost: 1, ..store.figures() });
}

#[tokio::test(start_paused = true)]
async fn an_end_waits_no_longer_than_it_was_told() {
    for mood in [Mood::Fails, Mood::Hangs] {
        let (fake, store) = started();
        fake.is_now(mood);
        store.later(write("a"));
        store.later(write("b"));
        let start = Instant::now();
        store.close(Duration::from_secs(2)).await;
        assert_eq!(start.elapsed(), Duration::from_secs(2));
        assert_eq!(assert_sums(&store).lost, 2);
        store.close(Duration::from_secs(2)).await;
        assert_eq!(start.elapsed(), Duration::from_secs(2));
    }
}

/// Four hours of moods. What was acknowledged is there, in order, and the figures are what is kept.
#[tokio::test(start_paused = true)]
async fn moods_lose_nothing_that_was_acknowledged() {
    for seed in 0..20 {
        let mut random = fastrand::Rng::with_seed(seed);
        let (fake, store) = started();
        let mut saved = Vec::new();
        for turn in 0..400_u32 {
            let mood = match random.u32(0..10) {
                0..4 => Some(Mood::Good),
                4 => Some(Mood::Fails),
                5 => Some(Mood::Hangs),
                6 => Some(Mood::Slow(Duration::from_millis(random.u64(1..3_000)))),
                _ => None,
            };
            if let Some(mood) = mood {
                fake.is_now(mood);
            }
            let value = turn.to_string();
            let changes =
                vec![set(HERE, &[(&format!("k{turn}"), Some("1")), ("last", Some(&value))])];
            match random.u32(0..3) {
                0 => store.later(changes),
                _ => match store.save(changes).await {
                    Saving::Saved => {
                        saved.push(turn);
                        assert!(fake.settings().await.contains(&format!("last={turn}")));
                    }
                    Saving::Queued => {}
                    Saving::Lost => panic!("lost {turn} of {seed}"),
                },
            }
            sleep(Duration::from_millis(random.u64(0..60_000))).await;
            assert_sums(&store);
            let kept = fake.settings().await;
            for turn in &saved {
                assert!(kept.contains(&format!("k{turn}=1")), "{turn} of {seed}");
            }
        }
        fake.is_now(Mood::Good);
        store.close(Duration::from_mins(1)).await;
        let (figures, kept) = (assert_sums(&store), fake.settings().await);
        assert_eq!((figures.taken, figures.saved, figures.lost), (400, 400, 0), "{seed}");
        assert_eq!(kept.len(), 401, "{seed}");
        assert!(kept.contains(&"last=399".to_owned()), "{seed}");
    }
}

#[tokio::test]
async fn a_real_store_is_used_from_many_tasks() {
    let place = Place::in_file("resilient");
    let address = place.place();
    let store = Resilient::start(move || {
        let address = address.clone();
        async move { certguide::store::open(&address).await }
    });
    let mut tasks = tokio::task::JoinSet::new();
    for task in 0..20 {
        let store = store.clone();
        tasks.spawn(async move {
            store.later(write(&format!("later{task}")));
            let saving = store.save(write(&format!("saved{task}"))).await;
            assert_ne!(saving, Saving::Lost);
            let _ = store.guild(HERE).await;
        });
    }
    tasks.join_all().await;
    store.close(Duration::from_secs(20)).await;
    assert_eq!(assert_sums(&store).saved, 40);
    let store = place.open().await;
    assert_eq!(store.guild(HERE).await.unwrap().settings.len(), 40);
}
