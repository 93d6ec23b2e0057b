//! Any words for any option of any command: there is a reply, and it can be shown.

#![no_main]

use std::sync::OnceLock;

use certguide::call::Call;
use certguide::commands::COMMANDS;
use certguide::knowledge::{Date, load};
use certguide::service::{Outcome, Service};
use certguide::{files, render};

static SERVICE: OnceLock<Service> = OnceLock::new();

fn today() -> Date {
    Date::constant(2026, 11, 23)
}

libfuzzer_sys::fuzz_target!(|words: String| {
    let service = SERVICE.get_or_init(|| Service::new(load(&files::embedded(), today()).0, today));
    for command in COMMANDS {
        let call = Call { text: words.clone(), ..Call::new(command.name) };
        let reply = service.respond(&call);
        assert_ne!(reply.outcome, Outcome::Failed);
        render::message(&reply.answer, reply.visibility);
    }
});
