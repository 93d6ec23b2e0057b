//! What Discord takes: its own schema where that is at hand, and the limits that the schema does
//! not state.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::sync::{LazyLock, Mutex};

use jsonschema::Validator;
use serde_json::{Value, json};

use super::interactions::CHANNEL;
use super::{Request, form_rules};

/// Discord's OpenAPI document, kept beside the repository.
static DOCUMENT: LazyLock<Option<Value>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/discord/openapi.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        // Past the harness, which keeps what a test that passes prints to itself.
        let line = format!(
            "skipped: bodies are not held to Discord's schema; there is no {}",
            path.display()
        );
        writeln!(std::io::stderr(), "{line}").expect("standard error is open");
        return None;
    };
    Some(serde_json::from_str(&text).expect("Discord's document is JSON"))
});

static VALIDATORS: Mutex<BTreeMap<String, Validator>> = Mutex::new(BTreeMap::new());

/// The rules that a request breaks.
pub(crate) fn broken_by(request: &Request) -> Vec<String> {
    let Some(body) = &request.body else { return Vec::new() };
    let mut broken = Vec::new();
    if request.path.contains("/interactions/") {
        match body["type"].as_u64() {
            Some(4) => {
                by_schema("CreateMessageInteractionCallbackRequest", body, &mut broken);
                message(&body["data"], &mut broken);
                files(&body["data"]["attachments"], &request.files, &mut broken);
                images(&body["data"], &mut broken);
            }
            Some(8) => {
                by_schema("ApplicationCommandAutocompleteCallbackRequest", body, &mut broken);
                choices(&body["data"]["choices"], &mut broken);
            }
            Some(9) => {
                by_schema("ModalInteractionCallbackRequest", body, &mut broken);
                form_rules::form(&body["data"], &mut broken);
            }
            other => broken.push(format!("a callback of type {other:?}")),
        }
    } else if request.path.ends_with("/messages") {
        by_schema("MessageCreateRequest", body, &mut broken);
        message(body, &mut broken);
        files(&body["attachments"], &request.files, &mut broken);
        images(body, &mut broken);
        // Where reports go, nothing is replied to.
        if !request.path.contains(&format!("/channels/{CHANNEL}/")) {
            reply(body, &mut broken);
        }
    } else if request.path.ends_with("/commands") {
        let commands = items(body);
        for it in commands {
            by_schema("ApplicationCommandUpdateRequest", &with_number(it), &mut broken);
            command(it, &mut broken);
        }
        for (kind, most) in [(1, 100), (2, 15), (3, 15)] {
            let count = commands.iter().filter(|it| it["type"] == json!(kind)).count();
            if count > most {
                broken.push(format!("C8: {count} commands of type {kind}"));
            }
        }
        let names: BTreeSet<&str> = commands.iter().filter_map(|it| it["name"].as_str()).collect();
        if names.len() < commands.len() {
            broken.push("two commands of one name".to_owned());
        }
    } else {
        broken.push(format!("a body for {}", request.path));
    }
    broken
}

/// A command with its permissions as a number: Discord's pages have them as a text, its schema does
/// not.
fn with_number(command: &Value) -> Value {
    let mut command = command.clone();
    let permissions = command["default_member_permissions"].as_str().map(str::parse::<u64>);
    if let Some(Ok(bits)) = permissions {
        command["default_member_permissions"] = json!(bits);
    }
    command
}

/// Holds a body to one of the schemas of Discord's document.
pub(crate) fn by_schema(name: &str, body: &Value, broken: &mut Vec<String>) {
    let Some(document) = &*DOCUMENT else { return };
    let mut validators = VALIDATORS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let validator = validators.entry(name.to_owned()).or_insert_with(|| {
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$ref": format!("#/components/schemas/{name}"),
            "components": document["components"],
        });
        jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema")
    });
    for error in validator.iter_errors(body) {
        let found: String = error.to_string().chars().take(200).collect();
        broken.push(format!("schema {name}: at {}: {found}", error.instance_path()));
    }
}

fn message(data: &Value, broken: &mut Vec<String>) {
    at_most(2000, "M1 content", &data["content"], broken);
    if data["allowed_mentions"]["parse"] != json!([]) {
        broken.push("A6: allowed_mentions lets somebody be mentioned".to_owned());
    }
    let embeds = items(&data["embeds"]);
    if embeds.len() > 10 {
        broken.push(format!("M2: {} embeds", embeds.len()));
    }
    let mut sum = 0;
    for embed in embeds {
        sum += at_most(256, "M2 title", &embed["title"], broken);
        sum += at_most(4096, "M2 description", &embed["description"], broken);
        sum += at_most(2048, "M2 footer", &embed["footer"]["text"], broken);
        sum += at_most(256, "M2 author", &embed["author"]["name"], broken);
        if items(&embed["fields"]).len() > 25 {
            broken.push("M2: more than 25 fields".to_owned());
        }
        for field in items(&embed["fields"]) {
            for (limit, key) in [(256, "name"), (1024, "value")] {
                sum += at_most(limit, "M2 field", &field[key], broken);
                if field[key].as_str().is_none_or(|it| it.trim().is_empty()) {
                    broken.push(format!("M2: a field with an empty {key}"));
                }
            }
        }
    }
    if sum > 6000 {
        broken.push(format!("M2: {sum} characters in embeds"));
    }
    let is_empty = ["content", "embeds", "components"].iter().all(|it| data[*it].is_null());
    if is_empty {
        broken.push("an empty message".to_owned());
    }
    buttons(items(&data["components"]), broken);
}

/// What a message must have that replies to another and pings nobody.
fn reply(body: &Value, broken: &mut Vec<String>) {
    let reference = &body["message_reference"];
    if !body["flags"].is_null() {
        broken.push(format!("a message with flags: {}", body["flags"]));
    }
    if !reference["message_id"].is_string() || reference["fail_if_not_exists"] != json!(false) {
        broken.push(format!("a reply to nothing, or to what has to be there: {reference}"));
    }
    if body["allowed_mentions"]["replied_user"] != json!(false) {
        broken.push("A6: allowed_mentions lets the author be mentioned".to_owned());
    }
    if body["nonce"] != reference["message_id"] || body["enforce_nonce"] != json!(true) {
        broken.push("a message that would be there twice if it was sent twice".to_owned());
    }
}

/// "Uploading Files" in reference: what a message says of its files, and the files.
fn files(named: &Value, files: &[(String, Vec<u8>)], broken: &mut Vec<String>) {
    for it in items(named) {
        let said = it["description"].as_str().unwrap_or_default().encode_utf16().count();
        if !(1..=1024).contains(&said) {
            broken.push(format!("a file whose description has {said} characters"));
        }
    }
    let named: Vec<&Value> = items(named).iter().map(|it| &it["filename"]).collect();
    let there: Vec<&String> = files.iter().map(|(name, _)| name).collect();
    if json!(named) != json!(there) {
        broken.push(format!("attachments {named:?}, files {there:?}"));
    }
    if files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() > 10 << 20 {
        broken.push("more than 10 MiB of files".to_owned());
    }
}

/// "Using Attachments within Embeds" in reference: an image is one of the message's own files.
fn images(message: &Value, broken: &mut Vec<String>) {
    let files: Vec<String> = items(&message["attachments"])
        .iter()
        .map(|it| format!("attachment://{}", it["filename"].as_str().unwrap_or_default()))
        .collect();
    for embed in items(&message["embeds"]) {
        let url = embed["image"]["url"].as_str();
        if url.is_some_and(|it| !files.iter().any(|file| file == it)) {
            broken.push(format!("an image that is none of {files:?}: {url:?}"));
        }
    }
}

fn buttons(rows: &[Value], broken: &mut Vec<String>) {
    let mut ids = BTreeSet::new();
    if rows.len() > 5 {
        broken.push(format!("M4: {} rows", rows.len()));
    }
    for row in rows {
        let buttons = items(&row["components"]);
        if buttons.is_empty() || buttons.len() > 5 {
            broken.push(format!("M4: {} buttons in a row", buttons.len()));
        }
        for button in buttons {
            at_most(80, "M4 label", &button["label"], broken);
            at_most(512, "M4 url", &button["url"], broken);
            at_most(100, "M4 custom_id", &button["custom_id"], broken);
            let is_link = button["style"] == json!(5);
            if is_link != button["url"].is_string() || is_link == button["custom_id"].is_string() {
                broken.push(format!("M4: a button has a custom_id or a link: {button}"));
            }
            if let Some(id) = button["custom_id"].as_str()
                && (id.is_empty() || !ids.insert(id))
            {
                broken.push(format!("M4: custom_id `{id}` is empty or there twice"));
            }
        }
    }
}

fn choices(choices: &Value, broken: &mut Vec<String>) {
    let choices = items(choices);
    if choices.len() > 25 {
        broken.push(format!("A3: {} choices", choices.len()));
    }
    for choice in choices {
        for key in ["name", "value"] {
            at_most(100, "C5 choice", &choice[key], broken);
            if choice[key].as_str().is_none_or(|it| it.trim().is_empty()) {
                broken.push(format!("C5: a choice with an empty {key}"));
            }
        }
    }
}

fn command(command: &Value, broken: &mut Vec<String>) {
    if command["type"] == json!(3) {
        at_most(32, "C1 name", &command["name"], broken);
        at_most(0, "C2 description in a menu", &command["description"], broken);
        if !items(&command["options"]).is_empty() {
            broken.push(format!("C2: options in a menu: {command}"));
        }
    }
    if command["type"] != json!(1) {
        return;
    }
    let sum = name_and_description(command, broken) + options(command, 0, broken);
    if sum > 8000 {
        broken.push(format!("C4: {sum} characters in a command"));
    }
    permissions(command, broken);
    if command["nsfw"] == json!(true) {
        broken.push("C14: an age-restricted command".to_owned());
    }
    for key in ["dm_permission", "default_permission"] {
        if command.get("id").is_none() && command.get(key).is_some() {
            broken.push(format!("C11: {key}"));
        }
    }
}

/// Whom a command is shown to: a bit set as digits, which means something in servers alone.
fn permissions(command: &Value, broken: &mut Vec<String>) {
    let permissions = &command["default_member_permissions"];
    if permissions.is_null() {
        return;
    }
    if permissions.as_str().is_none_or(|it| it.parse::<u64>().is_err()) {
        broken.push(format!("C12: permissions that are no bit set: {permissions}"));
    }
    let contexts = &command["contexts"];
    if !contexts.is_null() && *contexts != json!([0]) {
        broken.push(format!("C12: a command for moderators outside servers: {contexts}"));
    }
}

/// What a command, a group (1) or a subcommand takes; how many characters it has.
fn options(of: &Value, depth: usize, broken: &mut Vec<String>) -> usize {
    let options = items(&of["options"]);
    if options.len() > 25 {
        broken.push(format!("C2: {} options", options.len()));
    }
    let names: BTreeSet<&str> = options.iter().filter_map(|it| it["name"].as_str()).collect();
    if names.len() < options.len() {
        broken.push(format!("C2: two options of one name: {of}"));
    }
    let is_below = |it: &Value| matches!(it["type"].as_u64(), Some(1 | 2));
    if options.iter().any(is_below) && !options.iter().all(is_below) {
        broken.push(format!("C2: options beside subcommands: {of}"));
    }
    let mut sum = 0;
    let mut is_required_over = false;
    for option in options {
        sum += name_and_description(option, broken);
        match (option["type"].as_u64(), depth) {
            (Some(1), 0 | 1) => sum += self::options(option, 2, broken),
            (Some(2), 0) if items(&option["options"]).is_empty() => {
                broken.push(format!("C2: a group of nothing: {option}"));
            }
            (Some(2), 0) => sum += self::options(option, 1, broken),
            (Some(1 | 2), _) | (_, 1) => broken.push(format!("C2: too deep: {option}")),
            _ => {
                let is_required = option["required"] == json!(true);
                if is_required && is_required_over {
                    broken.push(format!("C3: a required option after an optional one: {option}"));
                }
                is_required_over |= !is_required;
                sum += option_values(option, broken);
            }
        }
    }
    sum
}

/// What may be given for an option; how many characters that has.
fn option_values(option: &Value, broken: &mut Vec<String>) -> usize {
    let choices = items(&option["choices"]);
    let mut sum = 0;
    for choice in choices {
        sum += at_most(100, "C5 choice", &choice["name"], broken);
        sum += at_most(100, "C5 choice", &choice["value"], broken);
    }
    let is_free_text = option["type"] == json!(3) && choices.is_empty();
    if is_free_text && option["max_length"].as_u64().is_none_or(|it| it > 6000) {
        broken.push(format!("C7: a text without max_length: {option}"));
    }
    if option["autocomplete"] == json!(true) && !choices.is_empty() {
        broken.push(format!("C6: autocomplete and choices: {option}"));
    }
    sum
}

fn name_and_description(it: &Value, broken: &mut Vec<String>) -> usize {
    let name = it["name"].as_str().unwrap_or_default();
    let is_fit = |it: char| it == '-' || it == '_' || it.is_numeric() || it.is_alphabetic();
    if name.is_empty() || !name.chars().all(is_fit) || name.to_lowercase() != name {
        broken.push(format!("C1: the name `{name}`"));
    }
    let description = at_most(100, "C2 description", &it["description"], broken);
    if description == 0 {
        broken.push(format!("C2: `{name}` without a description"));
    }
    at_most(32, "C1 name", &it["name"], broken) + description
}

/// The length of a text in UTF-16 code units, which is never less than what Discord counts.
pub(super) fn at_most(limit: usize, what: &str, text: &Value, broken: &mut Vec<String>) -> usize {
    let length = text.as_str().map_or(0, |it| it.encode_utf16().count());
    if length > limit {
        broken.push(format!("{what}: {length} units, at most {limit}: {text}"));
    }
    length
}

pub(super) fn items(list: &Value) -> &[Value] {
    list.as_array().map_or(&[], Vec::as_slice)
}
