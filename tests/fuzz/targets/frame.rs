//! Any frame of the gateway: one that carries an interaction is answered as its body would be, and
//! any message to the bot is replied to.

#![no_main]

use std::sync::{Arc, OnceLock};

use certguide::knowledge::{Date, load};
use certguide::service::Service;
use certguide::{discord, files};

static SERVICE: OnceLock<Arc<Service>> = OnceLock::new();

fn today() -> Date {
    Date::constant(2026, 11, 23)
}

libfuzzer_sys::fuzz_target!(|frame: &str| {
    let service =
        SERVICE.get_or_init(|| Arc::new(Service::new(load(&files::embedded(), today()).0, today)));
    discord::answer_frame(service, frame);
    discord::reply_to_frame(service, frame, 7);
    // What stands in a frame is read as the same wherever it comes from.
    let framed = format!("{{\"op\":0,\"t\":\"INTERACTION_CREATE\",\"s\":1,\"d\":{frame}}}");
    if serde_json::from_str::<serde_json::Value>(frame).is_ok() {
        assert_eq!(discord::answer_frame(service, &framed), discord::answer(service, frame));
    }
    // Whatever somebody writes to the bot is replied to.
    let message = serde_json::json!({ "op": 0, "t": "MESSAGE_CREATE", "s": 1, "d": { "id": "1",
        "channel_id": "2", "author": { "id": "3" }, "content": frame } });
    assert!(discord::reply_to_frame(service, &message.to_string(), 7).is_some());
});
