//! Any body of a request that is signed: it is answered with JSON, or not at all.

#![no_main]

use std::sync::{Arc, OnceLock};

use certguide::knowledge::{Date, load};
use certguide::service::Service;
use certguide::{discord, files};

static SERVICE: OnceLock<Arc<Service>> = OnceLock::new();

fn today() -> Date {
    Date::constant(2026, 11, 23)
}

libfuzzer_sys::fuzz_target!(|body: &str| {
    let service =
        SERVICE.get_or_init(|| Arc::new(Service::new(load(&files::embedded(), today()).0, today)));
    if let Some(answer) = discord::answer(service, body)
        && answer.content_type == "application/json"
    {
        let json: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
        assert_ne!(json["data"]["embeds"][0]["title"], "Sorry, I could not answer that");
    }
});
