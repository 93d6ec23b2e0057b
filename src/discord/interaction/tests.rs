//! Who asks, what they fill in, and forms that nobody of ours made.
#![expect(clippy::needless_pass_by_value, reason = "what json! makes is of no further use")]

use serde_json::json;

use super::*;
use crate::guild::{GuildId, PersonId};

const GUILD: u64 = 290_926_798_626_357_999;
const PERSON: u64 = 53_908_232_506_183_680;

fn asked(kind: u64, data: Value, more: Value) -> Asked {
    let mut interaction = json!({ "id": "1", "token": "aW50", "type": kind, "data": data });
    for (key, value) in more.as_object().unwrap() {
        interaction[key] = value.clone();
    }
    read(&interaction.to_string()).unwrap()
}

fn asker(more: Value) -> Asker {
    asked(COMMAND, json!({ "name": "cert" }), more).asker
}

fn member(permissions: &str) -> Value {
    json!({ "user": { "id": PERSON.to_string() }, "permissions": permissions })
}

fn asking(kind: u64, data: Value) -> Asking {
    match asked(kind, data, json!({})).ask {
        Ask::Reply(asking) => asking,
        other => panic!("{other:?}"),
    }
}

#[test]
fn who_asks_on_a_server_is_its_member_with_what_they_may_do() {
    let on_server = |permissions: &str| {
        asker(json!({ "guild_id": GUILD.to_string(), "member": member(permissions),
            "authorizing_integration_owners": { "0": GUILD.to_string() } }))
    };
    let plain = Asker {
        person: Some(PersonId(PERSON)),
        guild: Some(GuildId(GUILD)),
        may_manage: false,
        is_operator: false,
    };
    assert_eq!(on_server("2147483607"), plain);
    for permissions in ["32", "8", "40", "2147483647", "18446744073709551615"] {
        assert_eq!(on_server(permissions), Asker { may_manage: true, ..plain }, "{permissions}");
    }
    for permissions in ["", "-1", "32 ", "0x20", "99999999999999999999999", "all"] {
        assert_eq!(on_server(permissions), plain, "{permissions}");
    }
}

#[test]
fn a_server_that_the_bot_is_not_in_is_none_of_ours() {
    let elsewhere = |owners: Value| {
        asker(json!({ "guild_id": GUILD.to_string(), "member": member("32"),
            "authorizing_integration_owners": owners }))
    };
    let nobody = Asker { person: Some(PersonId(PERSON)), ..Asker::default() };
    assert_eq!(elsewhere(json!({ "1": PERSON.to_string() })), nobody);
    assert_eq!(elsewhere(json!({ "0": "0" })), nobody);
    assert_eq!(elsewhere(json!({ "0": "7", "1": PERSON.to_string() })), nobody);
    let here = Asker { guild: Some(GuildId(GUILD)), may_manage: true, ..nobody };
    assert_eq!(elsewhere(json!({ "0": GUILD.to_string(), "1": PERSON.to_string() })), here);
    assert_eq!(asker(json!({ "guild_id": GUILD.to_string(), "member": member("32") })), here);
    // In a direct message.
    assert_eq!(asker(json!({ "user": { "id": PERSON.to_string() } })), nobody);
}

#[test]
fn who_asks_never_costs_an_answer_and_nothing_is_allowed_by_what_does_not_read() {
    for more in [
        json!({ "member": 7, "user": [], "authorizing_integration_owners": "0" }),
        json!({ "member": { "user": { "id": 5 }, "permissions": "32" } }),
        json!({ "member": { "user": { "id": "5" }, "permissions": 32 } }),
        json!({ "member": { "user": { "id": "x" }, "permissions": "32" }, "guild_id": "y" }),
        json!({ "member": null, "user": null, "guild_id": null }),
    ] {
        assert!(!asker(more.clone()).may_manage, "{more}");
    }
}

#[test]
fn subcommands_are_words_of_a_call() {
    let options = json!([{ "name": "alias", "type": 2, "options": [{ "name": "add", "type": 1,
        "options": [{ "name": "name", "type": 3, "value": "snake exam" },
            { "name": "certification", "type": 3, "value": "pcep", "focused": true }] }] }]);
    let data = json!({ "name": "certguide", "type": 1, "options": options });
    let call = asking(COMMAND, data.clone()).call;
    assert_eq!(call.to_string(), "certguide alias add name:\"snake exam\" certification:pcep");
    let expected = Ask::Suggestions {
        command: "certguide alias add".to_owned(),
        option: "certification".to_owned(),
        typed: "pcep".to_owned(),
    };
    assert_eq!(asked(AUTOCOMPLETE, data, json!({})).ask, expected);
    let list = json!({ "name": "my", "options": [{ "name": "list", "type": 1 }] });
    assert_eq!(asking(COMMAND, list).call.to_string(), "my list");
}

#[test]
fn a_file_is_told_of_beside_the_call() {
    let data = |attachments: Value| {
        json!({ "name": "certguide", "resolved": { "attachments": attachments },
        "options": [{ "name": "import", "type": 1, "options": [
            { "name": "file", "type": 11, "value": "77" },
            { "name": "replace", "type": 5, "value": true }] }] })
    };
    let file = json!({ "77": { "id": "77", "filename": "house.toml", "size": 12,
        "url": "https://cdn.discordapp.com/e/77/house.toml?ex=1", "content_type": "text/plain" } });
    let asking_with = asking(COMMAND, data(file));
    let expected = Upload {
        option: "file".to_owned(),
        name: "house.toml".to_owned(),
        size: 12,
        url: "https://cdn.discordapp.com/e/77/house.toml?ex=1".to_owned(),
    };
    assert_eq!(asking_with.upload, Some(expected));
    assert_eq!(asking_with.call.to_string(), "certguide import replace:true");
    assert_eq!(asking(COMMAND, data(json!({}))).upload, None);
}

fn label(component: Value) -> Value {
    json!({ "type": 18, "id": 1, "component": component })
}

fn sent(custom_id: &str, components: Value, more: Value) -> Ask {
    asked(FORM, json!({ "custom_id": custom_id, "components": components }), more).ask
}

#[test]
fn a_form_that_is_sent_completes_its_call() {
    let components = json!([
        { "type": 10, "id": 9, "content": "words" },
        label(json!({ "type": 4, "id": 2, "custom_id": "status", "value": "open\nnow" })),
        label(json!({ "type": 3, "id": 3, "custom_id": "level", "values": ["entry", "expert"] })),
        label(json!({ "type": 8, "id": 4, "custom_id": "track", "values": ["77"] })),
        { "type": 1, "components": [{ "type": 4, "custom_id": "issuer", "value": "" }] },
    ]);
    let call = Call::new("certs")
        .with("page", "2")
        .with("status", "open\nnow")
        .with("level", "entry,expert")
        .with("track", "77")
        .with("issuer", "");
    let expected = Asking { call, seen_by: Visibility::Everyone, upload: None, takes_form: false };
    let custom_id = "certs issuer:aws page:2";
    assert_eq!(sent(custom_id, components.clone(), json!({})), Ask::Reply(expected.clone()));
    let under_private = json!({ "message": { "flags": 64 } });
    let private = Asking { seen_by: Visibility::OnlyAsker, ..expected };
    assert_eq!(sent(custom_id, components, under_private), Ask::Reply(private));
}

#[test]
fn a_form_of_another_version_is_outdated() {
    let field = |option: &str| json!([label(json!({ "custom_id": option, "value": "a" }))]);
    for custom_id in ["", "/", "certificates", "certs \"", "certguide dance"] {
        assert_eq!(sent(custom_id, field("status"), json!({})), Ask::Outdated, "{custom_id}");
    }
    assert_eq!(sent("certs", field("colour"), json!({})), Ask::Outdated);
}

#[test]
fn a_form_of_any_shape_is_read_or_left() {
    let bare = Ask::Reply(Asking {
        call: Call::new("certs"),
        seen_by: Visibility::Everyone,
        upload: None,
        takes_form: false,
    });
    let nested = (0..50).fold(json!([]), |inner, _| json!([{ "components": inner }]));
    for components in [
        json!(null),
        json!(7),
        json!("components"),
        json!({ "0": { "custom_id": "status" } }),
        json!([null, 7, "a", [], {}]),
        json!([label(json!(null)), label(json!([]))]),
        json!([label(json!({ "custom_id": 4, "value": "a" }))]),
        json!([label(json!({ "custom_id": "status", "value": 7 }))]),
        json!([label(json!({ "custom_id": "status", "values": "open" }))]),
        json!([{ "type": 1, "components": { "custom_id": "status", "value": "a" } }]),
        nested,
    ] {
        assert_eq!(sent("certs", components.clone(), json!({})), bare, "{components}");
    }
    let empty = sent("certs", json!([label(json!({ "custom_id": "status" }))]), json!({}));
    let Ask::Reply(asking) = empty else { panic!("{empty:?}") };
    assert_eq!(asking.call.argument("status"), Some(""));
    let numbers = json!([label(json!({ "custom_id": "level", "values": [1, "entry", null] }))]);
    let Ask::Reply(asking) = sent("certs", numbers, json!({})) else { panic!() };
    assert_eq!(asking.call.argument("level"), Some("entry"));
}

#[test]
fn a_form_of_ten_thousand_fields_is_read_no_further_than_one_can_be() {
    let field = label(json!({ "custom_id": "status", "value": "a" }));
    let Ask::Reply(asking) = sent("certs", json!(vec![field; 10_000]), json!({})) else { panic!() };
    assert_eq!(asking.call.arguments.len(), 1);
    let other = json!({ "custom_id": "x", "value": "a" });
    let mut late = vec![json!({}); 10_000];
    late.push(label(other.clone()));
    let Ask::Reply(asking) = sent("certs", json!(late), json!({})) else { panic!() };
    assert_eq!(asking.call.arguments.len(), 0);
    let row = json!([{ "type": 1, "components": vec![other; 10_000] }]);
    assert_eq!(sent("certs", row, json!({})), Ask::Outdated);
}

#[test]
fn a_list_in_a_message_is_none_of_ours() {
    let chosen = json!({ "custom_id": "certs", "component_type": 3, "values": ["a"] });
    assert_eq!(asked(COMPONENT, chosen, json!({})).ask, Ask::Outdated);
}
