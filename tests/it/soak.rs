//! Random faults for a long time: whatever goes on, an interaction that reached the bot in time is
//! answered exactly once.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::task::JoinHandle;

use crate::bot::{Bot, certification, connected};
use crate::fake_discord::{FakeDiscord, Fate, Mood};

/// From one interaction to the next: 200 a second.
const PAUSE: Duration = Duration::from_millis(5);

/// Discord's limit for an answer.
const TIME_TO_ANSWER: Duration = Duration::from_secs(3);

/// How often the machine is asked whether it keeps up.
const BEAT: Duration = Duration::from_millis(20);

/// Where the fake and the bot together were held up for longer than this while an answer was due,
/// its delay says nothing of the bot: they share a thread, and that the machine.
const HELD_UP: Duration = Duration::from_millis(300);

/// Ten minutes, or what `CERTGUIDE_SOAK_SECONDS` says, with a fault after up to a fifteenth of it (8 s at least).
/// By itself, since everything that runs beside it takes from the three seconds.
#[tokio::test]
#[ignore = "takes ten minutes: cargo test -- --ignored soak"]
async fn soak() {
    let seconds = std::env::var("CERTGUIDE_SOAK_SECONDS").ok().and_then(|it| it.parse().ok());
    let seconds = seconds.unwrap_or(600);
    soak_for(Duration::from_secs(seconds), (seconds / 15).max(8)).await;
}

/// Notes how far the thread of the fake and the bot falls behind.
struct Metronome {
    /// When a beat came that was late, and by how much; in order.
    late: Arc<Mutex<Vec<(Instant, Duration)>>>,
    task: JoinHandle<()>,
}

impl Metronome {
    fn start() -> Self {
        let late = Arc::new(Mutex::new(Vec::new()));
        let notes = Arc::clone(&late);
        let task = tokio::spawn(async move {
            loop {
                let due = Instant::now() + BEAT;
                tokio::time::sleep_until(due.into()).await;
                let delay = due.elapsed();
                if delay > BEAT {
                    notes.lock().unwrap().push((Instant::now(), delay));
                }
            }
        });
        Self { late, task }
    }

    /// Whether too little of Discord's three seconds from then on was left to the bot.
    fn was_held_up(&self, from: Instant) -> bool {
        let late = self.late.lock().unwrap();
        let due = from..from + TIME_TO_ANSWER;
        let delays = late.iter().filter(|(when, _)| due.contains(when)).map(|(_, delay)| *delay);
        delays.sum::<Duration>() > HELD_UP
    }
}

/// Faults come after up to `longest_calm` seconds.
async fn soak_for(time: Duration, longest_calm: u64) {
    let (fake, mut bot) = connected().await;
    fake.keep_journal();
    let metronome = Metronome::start();
    let end = Instant::now() + time;
    let (mut faults, mut ends) = (0, 0);
    while Instant::now() < end {
        let calm = Duration::from_millis(fastrand::u64(500..longest_calm * 1_000));
        ask_until(&fake, (Instant::now() + calm).min(end)).await;
        answers_again(&fake).await;
        faults += 1;
        match fastrand::u8(..10) {
            0 => fake.cut(),
            1 => fake.close(None),
            2 => fake.close(Some(4000 + u16::from(fastrand::u8(..4)))),
            3 => fake.move_connection(),
            4 => fake.ask_to_resume(),
            5 => fake.stall(),
            6 => fake.send_raw(r#"{"op":0,"t":"RUBBISH","s":"#),
            7 => {
                let moods = [Mood::Drops, Mood::SaysNoHello, Mood::AcknowledgesNothing];
                fake.meet_connections(&[moods[fastrand::usize(..moods.len())]]);
                fake.cut();
            }
            8 => {
                // What is on its way is lost with a session, so nothing may be.
                until("all is answered", || fake.is_settled(), 120).await;
                ends += 1;
                fake.end_session();
                let is_back =
                    || fake.logins_so_far().last() == Some(&"IDENTIFY") && fake.is_connected();
                until("it has logged in", is_back, 600).await;
            }
            _ => {
                bot.stop().await;
                bot = Bot::start(&fake);
            }
        }
    }
    answers_again(&fake).await;
    tokio::time::sleep(TIME_TO_ANSWER + Duration::from_secs(2)).await;
    metronome.task.abort();
    report(&fake.journal(), &metronome, &format!("{faults} faults, {ends} sessions ended"));
    bot.stop().await;
}

async fn ask_until(fake: &FakeDiscord, end: Instant) {
    let mut next = Instant::now();
    while next < end {
        fake.interact(certification("pcap"));
        next += PAUSE;
        tokio::time::sleep_until(next.into()).await;
    }
}

/// Asks now and then until an answer comes: whatever happened, it may not stay deaf.
async fn answers_again(fake: &FakeDiscord) {
    let end = Instant::now() + Duration::from_mins(5);
    loop {
        let question = certification("pcap");
        fake.interact(question.clone());
        tokio::time::sleep(Duration::from_millis(200)).await;
        if fake.has_answered(&question) {
            return;
        }
        assert!(Instant::now() < end, "deaf for five minutes");
    }
}

/// Waits for something, which has to come within so many seconds.
async fn until(what: &str, mut it: impl FnMut() -> bool, seconds: u64) {
    let end = Instant::now() + Duration::from_secs(seconds);
    while !it() {
        assert!(Instant::now() < end, "waited {seconds} s in vain until {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn report(journal: &[Fate], metronome: &Metronome, faults: &str) {
    let (late, in_time): (Vec<&Fate>, Vec<&Fate>) = journal.iter().partition(|it| it.is_late());
    let (taken, lost): (Vec<&Fate>, Vec<&Fate>) = in_time.iter().partition(|it| it.taken == 1);
    let held_up = |it: &&&Fate| it.arrived.is_some_and(|it| metronome.was_held_up(it));
    let excused = lost.iter().filter(held_up).count();
    let again = taken.iter().filter(|it| it.tries > 1).count();
    let longest =
        taken.iter().filter_map(|it| Some(it.taken_at?.duration_since(it.arrived?))).max();
    let summary = format!(
        "{} interactions, {faults}: {} reached the bot in time, {} of them answered ({again} after \
         another try, the slowest after {longest:?}), {excused} not, while the machine stood \
         still; {} reached it late",
        journal.len(),
        in_time.len(),
        taken.len(),
        late.len(),
    );
    eprintln!("{summary}");
    assert_eq!(lost.len(), excused, "{summary}");
    // What comes late waited for the line, and that is the smaller part.
    assert!(in_time.len() > late.len(), "{summary}");
}
