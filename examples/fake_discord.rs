//! A Discord on this machine, to try the bot without an account: it sends what is typed, prints
//! what the bot answers, and says what it costs.
//!
//! In one terminal `cargo run --example fake_discord`, and in another the command that it prints.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program for the terminal, run by hand"
)]

#[path = "../tests/it/fake_discord.rs"]
mod fake_discord;

use std::time::Instant;

use certguide::call::Call;
use certguide::knowledge::{Knowledge, load};
use certguide::{commands, files, service};
use serde_json::{Value, json};

use fake_discord::{FakeDiscord, TOKEN, interactions};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (knowledge, _) = load(&files::embedded(), service::today());
    let fake = FakeDiscord::start().await;
    println!(
        "Now start the bot:\n\n  DISCORD_TOKEN={TOKEN} CERTGUIDE_DISCORD__API_BASE={} certguide run\n",
        fake.api_base()
    );
    // A first bot may take its time; it is the person's next step.
    while fake.requests().is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    fake.logins(1).await;
    println!("It is connected. Ask, such as: cert pcap");
    loop {
        let line = tokio::task::spawn_blocking(|| std::io::stdin().lines().next()).await;
        let Ok(Some(Ok(line))) = line else { return };
        let Some(question) = question(&knowledge, &line) else {
            println!("no such command");
            continue;
        };
        let start = Instant::now();
        fake.interact(question.clone());
        let answer = fake.callback(&question).await;
        println!("{answer:#}\nafter {:?}", start.elapsed());
    }
}

fn question(knowledge: &Knowledge, line: &str) -> Option<Value> {
    let (command, call) = commands::bind(knowledge, &Call::parse(line).ok()?).ok()?;
    let options: Vec<(&str, Value)> =
        call.arguments.iter().map(|(name, value)| (name.as_str(), json!(value))).collect();
    Some(interactions::command(command.name, &options))
}
