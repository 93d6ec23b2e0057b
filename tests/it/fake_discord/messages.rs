//! Messages in the shape in which Discord sends them, with fields that nobody knows yet.

use serde_json::{Value, json};

use super::APPLICATION;
use super::interactions::{message, snowflake, user};

/// A message in a channel of a server that mentions whom its words name by an id.
pub(crate) fn in_server(words: &str) -> Value {
    let mut message = direct(words);
    message["guild_id"] = json!("290926798626357999");
    message["member"] = json!({ "nick": null, "roles": ["539082325061836999"], "flags": 0,
        "joined_at": "2017-03-13T19:19:14.040000+00:00", "deaf": false, "mute": false });
    message
}

/// A message to the bot alone.
pub(crate) fn direct(words: &str) -> Value {
    let mut message = message(words);
    message["id"] = json!(snowflake().to_string());
    let names_bot = words.contains(&mention()) || words.contains(&format!("<@!{APPLICATION}>"));
    if names_bot {
        message["mentions"] = json!([bot()]);
    }
    message
}

/// The same, by somebody else and in another channel.
pub(crate) fn by(mut message: Value, author: u64, channel: u64) -> Value {
    message["author"]["id"] = json!(author.to_string());
    message["channel_id"] = json!(channel.to_string());
    message
}

/// The same, sent so many seconds ago.
pub(crate) fn ago(mut message: Value, seconds: u64) -> Value {
    message["id"] = json!((snowflake() - ((seconds * 1000) << 22)).to_string());
    message
}

/// What stands for the bot in a message.
pub(crate) fn mention() -> String {
    format!("<@{APPLICATION}>")
}

/// The bot, as a message names it.
pub(crate) fn bot() -> Value {
    let mut bot = user();
    bot["id"] = json!(APPLICATION);
    bot["username"] = json!("certguide");
    bot["bot"] = json!(true);
    bot
}
