//! Interactions in the shape in which Discord sends them, with fields that nobody knows yet.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};

use super::APPLICATION;

/// The server of all interactions in one.
pub(crate) const GUILD: u64 = 290_926_798_626_357_999;

/// A channel of that server, in which nobody but the bot writes.
pub(crate) const CHANNEL: u64 = 645_027_906_669_510_668;

/// Who makes all interactions unless somebody else does.
pub(crate) const PERSON: u64 = 53_908_232_506_183_680;

/// Permissions of a member: to see a channel, to write there, to use commands.
pub(crate) const MEMBER: u64 = 1 << 10 | 1 << 11 | 1 << 31;

/// The same with the permission to manage the server.
pub(crate) const MODERATOR: u64 = MEMBER | 1 << 5;

/// A command in a server, by a member of it who may do everything there. What stands after the
/// first word of its name are subcommands.
pub(crate) fn command(name: &str, options: &[(&str, Value)]) -> Value {
    let options = options.iter().map(|(name, value)| option(name, value)).collect();
    let mut data = named(name, options);
    data["guild_id"] = json!(GUILD.to_string());
    in_guild(2, data)
}

/// The same by somebody who may do this there.
pub(crate) fn by(mut interaction: Value, person: u64, permissions: u64) -> Value {
    interaction["member"]["user"]["id"] = json!(person.to_string());
    interaction["member"]["permissions"] = json!(permissions.to_string());
    interaction
}

/// The same with a file, which the fake keeps, for one of the command's options.
pub(crate) fn with_file(mut interaction: Value, name: &str, file: &Value) -> Value {
    let id = file["id"].as_str().expect("a file that is kept");
    let mut options = &mut interaction["data"]["options"];
    while matches!(options[0]["type"].as_u64(), Some(1 | 2)) {
        options = &mut options[0]["options"];
    }
    let option = json!({ "name": name, "type": 11, "value": id });
    options.as_array_mut().expect("options").push(option);
    interaction["data"]["resolved"]["attachments"][id] = file.clone();
    interaction
}

/// The data of a command, with subcommands for all words of its name but the first.
fn named(name: &str, options: Vec<Value>) -> Value {
    let mut words: Vec<&str> = name.split(' ').collect();
    let mut options = json!(options);
    let mut kind = 1;
    while words.len() > 1 {
        options = json!([{ "name": words.pop(), "type": kind, "options": options }]);
        kind = 2;
    }
    json!({ "id": "4001", "name": words[0], "type": 1, "options": options })
}

/// The same in a direct message with the bot.
pub(crate) fn command_in_private(name: &str, options: &[(&str, Value)]) -> Value {
    let guild = command(name, options);
    json!({
        "id": guild["id"], "application_id": APPLICATION, "type": 2, "version": 1,
        "token": guild["token"], "data": guild["data"],
        "channel_id": "645027906669510667", "context": 1, "locale": "de",
        "channel": { "id": "645027906669510667", "type": 1, "flags": 0, "last_message_id": null },
        "user": user(), "entitlements": [], "app_permissions": "562949953601536",
        "authorizing_integration_owners": { "0": "0" }, "attachment_size_limit": 10_485_760,
    })
}

/// The same in a conversation of others, by somebody who has installed the bot for themselves.
pub(crate) fn command_by_own_install(name: &str, options: &[(&str, Value)]) -> Value {
    let mut interaction = command_in_private(name, options);
    interaction["context"] = json!(2);
    interaction["authorizing_integration_owners"] = json!({ "1": "53908232506183680" });
    interaction["channel"]["type"] = json!(3);
    interaction
}

/// Typing into an option. `typed`: the value as Discord sends it; `None` sends none.
pub(crate) fn autocomplete(name: &str, focused: &str, typed: Option<Value>) -> Value {
    let mut option = json!({ "name": focused, "type": 3, "focused": true });
    if let Some(typed) = typed {
        option["value"] = typed;
    }
    // Half filled in, and no whole number yet.
    let other = json!({ "name": "page", "type": 4, "value": "" });
    in_guild(4, named(name, vec![other, option]))
}

/// A press on a button.
pub(crate) fn press(custom_id: &str, of: Pressed) -> Value {
    let interaction = in_guild(3, json!({ "id": 2, "custom_id": custom_id, "component_type": 2 }));
    under(interaction, custom_id, of)
}

/// The same from under a message with such a button.
fn under(mut interaction: Value, custom_id: &str, of: Pressed) -> Value {
    let flags = match of {
        Pressed::OnPublicMessage => 0,
        Pressed::OnPrivateMessage => 64,
    };
    interaction["message"] = json!({
        "id": "1100", "channel_id": "645027906669510667", "type": 20, "content": "",
        "author": user(), "flags": flags, "tts": false, "pinned": false, "mention_everyone": false,
        "mentions": [], "mention_roles": [], "attachments": [], "timestamp": "2026-11-01T10:00:00.000000+00:00",
        "edited_timestamp": null, "application_id": APPLICATION, "webhook_id": APPLICATION,
        "embeds": [{ "type": "rich", "title": "PCAP", "fields": [], "content_scan_version": 0 }],
        "components": [{ "type": 1, "id": 1, "components": [
            { "type": 2, "id": 2, "style": 2, "label": "Next", "custom_id": custom_id } ] }],
        "interaction_metadata": { "id": "1099", "type": 2, "user": user(),
            "authorizing_integration_owners": { "0": "290926798626357999" } },
        "a_field_of_next_year": [1],
    });
    interaction
}

/// A form that is sent as it was shown, but with these values: a text for what is typed, a list for
/// what is chosen.
pub(crate) fn sent(form: &Value, given: &[(&str, Value)]) -> Value {
    let labels = form["components"].as_array().expect("components");
    let ids: Vec<&str> =
        labels.iter().filter_map(|it| it["component"]["custom_id"].as_str()).collect();
    assert!(given.iter().all(|(name, _)| ids.contains(name)), "{given:?}: the form has {ids:?}");
    let filled = |(number, label): (usize, &Value)| {
        let asked = &label["component"];
        let is_this = |it: &&(&str, Value)| asked["custom_id"] == it.0;
        let value = given.iter().find(is_this).map(|(_, value)| value.clone());
        let mut component = json!({ "type": asked["type"], "id": 2 * number + 2,
            "custom_id": asked["custom_id"] });
        let key = if asked["type"] == 4 { "value" } else { "values" };
        component[key] = value.unwrap_or_else(|| at_first(asked));
        let is_empty = component[key] == json!("") || component[key] == json!([]);
        assert!(!is_empty || asked["required"] == json!(false), "{asked} has to be filled in");
        json!({ "type": 18, "id": 2 * number + 1, "component": component })
    };
    let components: Vec<Value> = labels.iter().enumerate().map(filled).collect();
    in_guild(5, json!({ "custom_id": form["custom_id"], "components": components, "resolved": {} }))
}

/// The same where the form came from a button.
pub(crate) fn sent_from(form: &Value, given: &[(&str, Value)], of: Pressed) -> Value {
    under(sent(form, given), "help", of)
}

/// What stands in a component of a form before anybody changes it.
fn at_first(component: &Value) -> Value {
    let all = |key: &str| component[key].as_array().cloned().unwrap_or_default();
    match component["type"].as_u64() {
        Some(4) => json!(component["value"].as_str().unwrap_or_default()),
        Some(3) => all("options")
            .iter()
            .filter(|it| it["default"] == json!(true))
            .map(|it| it["value"].clone())
            .collect(),
        _ => all("default_values").iter().map(|it| it["id"].clone()).collect(),
    }
}

/// Who could see the message whose button was pressed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Pressed {
    OnPublicMessage,
    OnPrivateMessage,
}

/// An interaction of a type that is not there yet.
pub(crate) fn of_unknown_type() -> Value {
    in_guild(99, json!({ "id": "4001", "something": { "else": true } }))
}

/// A command as Discord might send it one day, with data that no longer reads.
pub(crate) fn unreadable_command() -> Value {
    let mut interaction = command("cert", &[]);
    interaction["data"]["options"] = json!({ "query": { "text": "secret words" } });
    interaction
}

fn in_guild(kind: u64, data: Value) -> Value {
    let id = snowflake();
    json!({
        "id": id.to_string(), "application_id": APPLICATION, "type": kind, "version": 1,
        "token": format!("aW50ZXJhY3Rpb246-{id}"), "data": data,
        "guild_id": "290926798626357999", "channel_id": "645027906669510667",
        "guild": { "id": "290926798626357999", "features": ["COMMUNITY"], "locale": "en-US" },
        "channel": { "id": "645027906669510667", "type": 0, "name": "general", "nsfw": false,
            "guild_id": "290926798626357999", "permissions": "2248473465835073", "flags": 0,
            "last_message_id": "1098", "position": 3, "rate_limit_per_user": 0, "topic": null },
        "member": { "user": user(), "nick": null, "avatar": null, "banner": null, "flags": 0,
            "roles": ["539082325061836999"], "joined_at": "2017-03-13T19:19:14.040000+00:00",
            "premium_since": null, "permissions": "2147483647", "pending": false, "deaf": false,
            "mute": false, "communication_disabled_until": null, "unusual_dm_activity_until": null },
        "locale": "en-US", "guild_locale": "en-US", "app_permissions": "442368", "context": 0,
        "authorizing_integration_owners": { "0": "290926798626357999" }, "entitlements": [],
        "attachment_size_limit": 10_485_760,
        "a_field_of_next_year": { "deep": [1, 2, 3] },
    })
}

fn option(name: &str, value: &Value) -> Value {
    let kind = match value {
        Value::Bool(_) => 5,
        Value::Number(_) => 4,
        _ => 3,
    };
    json!({ "name": name, "type": kind, "value": value })
}

pub(crate) fn user() -> Value {
    json!({ "id": "53908232506183680", "username": "mason", "discriminator": "0",
        "global_name": "Mason", "avatar": "a_d5efa99b3eeaa7dd43acca82f5692432", "public_flags": 131_141,
        "avatar_decoration_data": null, "clan": null, "collectibles": null, "primary_guild": null })
}

/// A new id, of this moment ("Snowflakes" in reference).
pub(crate) fn snowflake() -> u64 {
    /// Milliseconds from 1970 to Discord's first.
    const EPOCH: u128 = 1_420_070_400_000;
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let now = std::time::UNIX_EPOCH.elapsed().expect("it is later").as_millis();
    let milliseconds = u64::try_from(now - EPOCH).expect("it is not much later");
    (milliseconds << 22) | (NEXT.fetch_add(1, Ordering::Relaxed) & 0x003f_ffff)
}

/// A choice in the menu of a message.
pub(crate) fn message_command(name: &str, message: Value) -> Value {
    let mut interaction = in_guild(
        2,
        json!({ "id": "4002", "name": name, "type": 3, "target_id": "1101",
            "resolved": { "messages": { "1101": message } } }),
    );
    interaction["data"]["resolved"]["messages"]["1101"]["id"] = json!("1101");
    interaction
}

/// A message as one in a channel, with these words.
pub(crate) fn message(words: &str) -> Value {
    json!({ "id": "1101", "channel_id": "645027906669510667", "type": 0, "content": words,
        "author": user(), "tts": false, "pinned": false, "mention_everyone": false, "flags": 0,
        "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "components": [],
        "timestamp": "2026-11-01T10:00:00.000000+00:00", "edited_timestamp": null,
        "a_field_of_next_year": [1] })
}
