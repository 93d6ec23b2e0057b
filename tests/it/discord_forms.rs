//! Forms as Discord takes them and as it sends them back, and what nobody's form should be able to
//! do. The letters and numbers are rows of the table "Discord's rules" in ARCHITECTURE.md.

use std::sync::Arc;

use certguide::answer::{Choice, Entry, Field, Form};
use certguide::call::Call;
use certguide::discord;
use certguide::render;
use serde_json::{Value, json};

use crate::bot::{SERVICE, connected, is_private, title};
use crate::discord_endpoint::Asker;
use crate::fake_discord::interactions::{self, MEMBER, MODERATOR, Pressed};
use crate::fake_discord::{FakeDiscord, Request, rules};

/// A form with a field of each kind for a command that has such options.
fn form() -> Form {
    let field = |option, entry| Field {
        option,
        label: format!("The {option}"),
        hint: "As the issuer has it".to_owned(),
        is_required: false,
        entry,
    };
    let choice = |value: &str| Choice {
        value: value.to_owned(),
        label: value.to_uppercase(),
        detail: String::new(),
        is_chosen: false,
    };
    let levels = ["entry", "associate"].map(choice).to_vec();
    Form {
        title: "Which certifications".to_owned(),
        call: Call::new("certs"),
        fields: vec![
            field("track", Entry::Text { value: String::new(), longest: 50, is_long: false }),
            field("level", Entry::Choice { choices: levels, most: 2 }),
            field("issuer", Entry::Channel { chosen: None }),
        ],
    }
}

/// What would be sent for a form, and the rules that it breaks.
fn sent(form: &Form) -> (Value, Vec<String>) {
    let modal = render::form(form).expect("it can be shown");
    let body = json!({ "type": 9, "data": modal });
    let request = Request {
        method: "POST".to_owned(),
        path: "/api/v10/interactions/1/a/callback".to_owned(),
        authorization: None,
        body: Some(body.clone()),
        files: Vec::new(),
    };
    let broken = rules::broken_by(&request);
    (body["data"].clone(), broken)
}

#[test]
fn a5_no_form_breaks_a_limit_whatever_stands_in_it() {
    let words = ["", "a", "Übung", "\u{200b}", "line\nline", "🦀"];
    let lengths = [1, 45, 46, 100, 101, 4_001];
    for (word, length) in words.iter().flat_map(|it| lengths.map(|length| (it, length))) {
        let text = word.repeat(length);
        let mut it = form();
        it.title = format!("A{text}");
        for (number, field) in it.fields.iter_mut().enumerate() {
            field.label = format!("B{text}");
            field.hint.clone_from(&text);
            field.is_required = number % 2 == length % 2;
            let chosen = |number: usize| Choice {
                value: format!("{text}{number}"),
                label: format!("{number}{text}"),
                detail: text.clone(),
                is_chosen: true,
            };
            field.entry = match number {
                0 => Entry::Text {
                    value: text.clone(),
                    longest: u16::try_from(length * 2).unwrap(),
                    is_long: length > 45,
                },
                1 => Entry::Choice {
                    choices: (0..30)
                        .map(chosen)
                        .chain([Choice { value: "x".to_owned(), ..chosen(0) }])
                        .collect(),
                    most: length,
                },
                _ => Entry::Channel { chosen: Some(u64::MAX >> 1) },
            };
        }
        let (_, broken) = sent(&it);
        assert!(broken.is_empty(), "{word:?} {length}: {broken:#?}");
    }
}

#[tokio::test]
async fn a5_a_form_that_is_sent_is_answered_over_both_transports() {
    let (fake, bot) = connected().await;
    let (asker, endpoint) = Asker::with_bot().await;
    let (shown, broken) = sent(&form());
    assert!(broken.is_empty(), "{broken:?}");
    let given = [("track", json!("testing")), ("level", json!(["associate"]))];
    let filled = interactions::sent(&shown, &given);
    fake.interact(filled.clone());
    let answer = fake.callback(&filled).await;
    assert!(title(&answer).contains("Testing"), "{answer:#}");
    assert_eq!(asker.ask(&filled).await, answer);
    // Under a message that only they see, nobody else sees the answer.
    let private = interactions::sent_from(&shown, &given, Pressed::OnPrivateMessage);
    assert!(is_private(&asker.ask(&private).await));
    let public = interactions::sent_from(&shown, &given, Pressed::OnPublicMessage);
    assert!(!is_private(&asker.ask(&public).await));
    bot.stop().await;
    endpoint.stop().await;
}

#[test]
fn a_form_that_nobody_of_ours_made_gets_a_sound_answer() {
    let field = json!({ "type": 18, "component": { "type": 4, "custom_id": "track", "value": 7 } });
    let deep = (0..60).fold(json!([]), |inner, _| json!([{ "type": 1, "components": inner }]));
    let ids = ["certs", "", "certs track:\"", "//", "settings of:another version", "my"];
    let components = [
        json!(null),
        json!(7),
        json!({ "a": field }),
        json!([null, [], "a", field]),
        json!(vec![field; 10_000]),
        json!([{ "type": 18, "component": { "type": 3, "custom_id": "level" } }]),
        json!([{ "type": 18, "component": { "type": 8, "custom_id": "gone", "values": ["1"] } }]),
        deep,
    ];
    for (id, components) in ids.iter().flat_map(|id| components.iter().map(move |it| (id, it))) {
        let mut hostile = interactions::press(id, Pressed::OnPublicMessage);
        hostile["type"] = json!(5);
        hostile["data"] = json!({ "custom_id": id, "components": components });
        let body = discord::answer(&SERVICE, &hostile.to_string()).expect("an answer");
        let answer: Value = serde_json::from_str(body.json()).unwrap();
        assert_eq!(answer["type"], 4, "{id}: {answer:#}");
    }
    let mut hostile = interactions::press("certs", Pressed::OnPublicMessage);
    hostile["type"] = json!(5);
    for data in [json!(null), json!({}), json!({ "custom_id": 7 }), json!([])] {
        hostile["data"] = data;
        assert!(discord::answer(&Arc::clone(&SERVICE), &hostile.to_string()).is_some());
    }
}

#[tokio::test]
async fn c2_subcommands_are_answered_over_both_transports() {
    let (fake, bot) = connected().await;
    let (asker, endpoint) = Asker::with_bot().await;
    let list = interactions::command("my list", &[]);
    fake.interact(list.clone());
    let answer = fake.callback(&list).await;
    assert!(is_private(&answer), "{answer:#}");
    assert!(!answer.to_string().contains("do not know"), "{answer:#}");
    assert_eq!(asker.ask(&list).await, answer);
    let typing = interactions::autocomplete("my add", "certification", Some(json!("pcap")));
    let suggestions = asker.ask(&typing).await;
    assert!(suggestions.to_string().contains("\"pcap\""), "{suggestions:#}");
    bot.stop().await;
    endpoint.stop().await;
}

/// What an interaction is answered with.
async fn asked(fake: &FakeDiscord, interaction: &Value) -> Value {
    fake.interact(interaction.clone());
    fake.callback(interaction).await
}

#[tokio::test]
async fn a5_a_form_takes_the_place_of_words_but_not_after_a_form() {
    let (fake, bot) = connected().await;
    let suggest = interactions::command("suggest", &[("certification", json!("pcap"))]);
    let form = asked(&fake, &suggest).await;
    assert_eq!(form["type"], 9, "{form:#}");
    let given = [("fact", json!(["price"])), ("text", json!("It costs more now."))];
    let told = asked(&fake, &interactions::sent(&form["data"], &given)).await;
    assert_eq!((told["type"].as_u64(), title(&told)), (Some(4), "Thank you"), "{told:#}");
    assert!(is_private(&told));
    // Without what it asks for, as no client sends it.
    let mut open = interactions::sent(&form["data"], &given);
    for label in open["data"]["components"].as_array_mut().unwrap() {
        label["component"]["value"] = json!("");
        label["component"]["values"] = Value::Null;
    }
    let words = asked(&fake, &open).await;
    assert_eq!(words["type"], 4, "{words:#}");
    bot.stop().await;
}

#[tokio::test]
async fn c12_who_may_manage_the_server_is_asked_at_each_call_whatever_discord_shows() {
    let (fake, bot) = connected().await;
    let change = || interactions::press("certguide settings change", Pressed::OnPrivateMessage);
    let refused = asked(&fake, &interactions::by(change(), 7, MEMBER)).await;
    assert_eq!((refused["type"].as_u64(), is_private(&refused)), (Some(4), true));
    let form = asked(&fake, &interactions::by(change(), 8, MODERATOR)).await;
    assert_eq!(form["type"], 9, "{form:#}");
    // A form that was shown to a moderator, sent by somebody else.
    let stolen = interactions::by(interactions::sent(&form["data"], &[]), 7, MEMBER);
    assert_eq!(title(&asked(&fake, &stolen).await), title(&refused));
    let sent = interactions::by(interactions::sent(&form["data"], &[]), 8, MODERATOR);
    let answer = asked(&fake, &sent).await;
    assert_ne!(title(&answer), title(&refused));
    assert!(is_private(&answer), "{answer:#}");
    // Brought along by a person to a server that has not installed us.
    let mut elsewhere = interactions::by(change(), 8, MODERATOR);
    elsewhere["authorizing_integration_owners"] = json!({ "1": "8" });
    assert_eq!(asked(&fake, &elsewhere).await["type"], 4);
    bot.stop().await;
}

#[tokio::test]
async fn a_file_is_fetched_for_those_who_may_give_it_and_for_nobody_else() {
    let (fake, bot) = connected().await;
    let import = |file: &Value, person, permissions| {
        let command = interactions::command("certguide import", &[]);
        interactions::by(interactions::with_file(command, "file", file), person, permissions)
    };
    let fetched = || {
        let is_file = |it: &Request| it.path.starts_with("/ephemeral-attachments/");
        fake.requests().iter().filter(|it| is_file(it)).count()
    };
    let text = "alias = [{ name = 'snake exam', certification = 'pcep' }]";
    let file = fake.keep_file("house.toml", text.as_bytes());
    let refused = asked(&fake, &import(&file, 7, MEMBER)).await;
    assert!(is_private(&refused) && !refused.to_string().contains("snake"), "{refused:#}");
    assert_eq!(fetched(), 0);
    let taken = asked(&fake, &import(&file, 8, MODERATOR)).await;
    assert!(is_private(&taken) && taken.to_string().contains("snake exam"), "{taken:#}");
    assert_eq!(fetched(), 1);
    let picture = fake.keep_file("house.toml", &[0x89, b'P', 0xff]);
    let not_text = asked(&fake, &import(&picture, 8, MODERATOR)).await;
    assert!(not_text.to_string().contains("UTF-8"), "{not_text:#}");
    let mut large = fake.keep_file("house.toml", text.as_bytes());
    large["size"] = json!(300 << 10);
    let too_large = asked(&fake, &import(&large, 8, MODERATOR)).await;
    assert!(too_large.to_string().contains("256 KiB"), "{too_large:#}");
    let mut elsewhere = file.clone();
    elsewhere["url"] = json!("https://example.org/house.toml");
    let not_there = asked(&fake, &import(&elsewhere, 8, MODERATOR)).await;
    assert!(not_there.to_string().contains("where Discord keeps files"), "{not_there:#}");
    assert_eq!(fetched(), 2);
    bot.stop().await;
}
