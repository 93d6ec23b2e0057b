//! What is sent for a list of commands, and when nothing is.

#![allow(clippy::needless_pass_by_value, reason = "`expect![]` reads best passed by value")]

use expect_test::{Expect, expect};
use serde_json::json;

use super::*;
use crate::answer::Answer;
use crate::commands::{Audience, Command, CommandOption, OptionKind, Run, Surface};
use list::Listed;

static EXAMPLE: Command = Command {
    name: "cert",
    surface: Surface::Slash,
    summary: "Say what a certification is",
    options: &[
        CommandOption {
            name: "certification",
            summary: "Which one",
            kind: OptionKind::Certification,
            is_required: true,
        },
        CommandOption {
            name: "view",
            summary: "Which side of it",
            kind: OptionKind::Choice(&["card", "exam"]),
            is_required: false,
        },
        CommandOption {
            name: "page",
            summary: "Which page",
            kind: OptionKind::Page,
            is_required: false,
        },
    ],
    examples: &[],
    audience: Audience::Everyone,
    needs: &[],
    run: Run::Answers(|_| Ok(Answer::default())),
};

const SCOPES: [Scope; 2] = [Scope::Everywhere, Scope::Guild(7)];

static IN_MENU: Command =
    Command { name: "explain", surface: Surface::Message("Explain certifications"), ..EXAMPLE };

fn ours(scope: Scope) -> Vec<Listed> {
    list::listed(&[&EXAMPLE, &IN_MENU], scope)
}

fn difference(there: Vec<Value>, scope: Scope) -> Difference {
    compare(there, &ours(scope), Content::Ours)
}

/// A list as we write it.
fn written(scope: Scope) -> Vec<Value> {
    difference(Vec::new(), scope).list
}

/// Checks what is said of the list that we write with something else at a place of it.
fn check(place: &str, value: Value, expect: Expect) {
    let mut there = Value::from(written(Scope::Everywhere));
    *there.pointer_mut(place).unwrap() = value;
    let Value::Array(there) = there else { unreachable!() };
    let difference = difference(there, Scope::Everywhere);
    expect.assert_eq(&difference.to_string());
    assert_eq!(difference.list, written(Scope::Everywhere), "{place}");
}

#[test]
fn a_command_is_sent_with_all_that_we_decide() {
    expect![[r#"
        [
          {
            "type": 1,
            "name": "cert",
            "description": "Say what a certification is",
            "options": [
              {
                "type": 3,
                "name": "certification",
                "description": "Which one",
                "required": true,
                "autocomplete": true,
                "max_length": 200
              },
              {
                "type": 3,
                "name": "view",
                "description": "Which side of it",
                "required": false,
                "choices": [
                  {
                    "name": "card",
                    "value": "card"
                  },
                  {
                    "name": "exam",
                    "value": "exam"
                  }
                ]
              },
              {
                "type": 4,
                "name": "page",
                "description": "Which page",
                "required": false,
                "min_value": 1
              },
              {
                "type": 5,
                "name": "private",
                "description": "Show the answer to me alone",
                "required": false
              }
            ],
            "nsfw": false,
            "contexts": [
              0,
              1,
              2
            ],
            "integration_types": [
              0,
              1
            ]
          },
          {
            "type": 3,
            "name": "Explain certifications",
            "description": "",
            "nsfw": false,
            "contexts": [
              0,
              1,
              2
            ],
            "integration_types": [
              0,
              1
            ]
          }
        ]"#]]
    .assert_eq(&serde_json::to_string_pretty(&written(Scope::Everywhere)).unwrap());
}

#[test]
fn a_guilds_list_says_nothing_of_contexts() {
    for command in written(Scope::Guild(7)) {
        assert!(command.get("contexts").is_none() && command.get("integration_types").is_none());
    }
}

#[test]
fn nothing_differs_where_discord_only_words_it_otherwise() {
    for scope in SCOPES {
        let mut there = written(scope);
        for command in &mut there {
            command["id"] = json!("1");
            command["version"] = json!("2");
            command["default_member_permissions"] = json!("0");
            command["name_localizations"] = json!({ "de": "zert" });
            command["integration_types"] = json!([1, 0]);
            command["contexts"] = json!([2, 0, 1]);
        }
        there[0]["options"][1].as_object_mut().unwrap().remove("required");
        there[0]["options"][1]["choices"][0]["name_localizations"] = Value::Null;
        there[0]["options"][2]["choices"] = json!([]);
        there[1]["options"] = Value::Null;
        assert_eq!(difference(there, scope).to_string(), "", "{scope}");
    }
}

#[test]
fn each_field_that_we_decide_is_named_where_it_differs() {
    check("/0/description", json!("Another summary"), expect!["~ /cert: description"]);
    check("/0/nsfw", json!(true), expect!["~ /cert: nsfw"]);
    check("/0/contexts", json!([0]), expect!["~ /cert: contexts"]);
    check("/0/contexts", Value::Null, expect!["~ /cert: contexts"]);
    check("/0/integration_types", json!([0]), expect!["~ /cert: integration_types"]);
    check(
        "/0/options/0/required",
        json!(false),
        expect!["~ /cert: options.certification.required"],
    );
    check(
        "/0/options/0/max_length",
        json!(6000),
        expect!["~ /cert: options.certification.max_length"],
    );
    check(
        "/0/options/0/name",
        json!("old"),
        expect!["~ /cert: options.certification, options.old"],
    );
    check("/0/options/1/choices/0/value", json!("front"), expect!["~ /cert: options.view.choices"]);
    check(
        "/0/options/3",
        json!({ "name": "private", "type": 3, "max_value": 7 }),
        expect![
            "~ /cert: options.private.type, options.private.description, options.private.max_value"
        ],
    );
    check(
        "/0/options",
        json!([]),
        expect!["~ /cert: options.certification, options.view, options.page, options.private"],
    );
    check(
        "/1/description",
        json!("What Discord refuses"),
        expect!["~ `Explain certifications` in the menu: description"],
    );
}

#[test]
fn options_in_another_order_differ() {
    let mut there = written(Scope::Everywhere);
    there[0]["options"].as_array_mut().unwrap().swap(1, 2);
    let difference = difference(there, Scope::Everywhere);
    expect!["~ /cert: order of options"].assert_eq(&difference.to_string());
}

#[test]
fn a_slash_command_that_is_no_more_goes() {
    let mut there = written(Scope::Everywhere);
    there.push(json!({ "type": 1, "name": "old", "description": "Old" }));
    // As old lists have it.
    there.push(json!({ "name": "older", "description": "Older" }));
    let difference = difference(there, Scope::Everywhere);
    expect!["- /old; - /older"].assert_eq(&difference.to_string());
    assert_eq!(difference.list, written(Scope::Everywhere));
}

#[test]
fn what_others_have_in_menus_stays() {
    let of_user = json!({ "id": "9", "type": 2, "name": "Not ours" });
    let of_message = json!({ "id": "10", "type": 3, "name": "cert" });
    let difference = difference(vec![of_user.clone(), of_message.clone()], Scope::Everywhere);
    expect!["+ /cert; + `Explain certifications` in the menu"].assert_eq(&difference.to_string());
    assert_eq!(difference.list[2..], [of_user, of_message]);
}

#[test]
fn a_list_that_is_to_hold_none_of_ours_keeps_what_others_have_there() {
    let expected = expect!["- /cert; - `Explain certifications` in the menu"];
    for scope in SCOPES {
        let others = [
            json!({ "id": "7", "type": 1, "name": "theirs", "description": "Theirs" }),
            json!({ "id": "8", "type": 2, "name": "cert" }),
        ];
        let mut there = written(scope);
        there[0]["description"] = json!("As of an older version");
        there.extend(others.clone());
        let without = compare(there, &ours(scope), Content::NoneOfOurs);
        expected.assert_eq(&without.to_string());
        assert_eq!(without.list, others);
        assert_eq!(without.ours_there.len(), 2);
        assert!(compare(without.list, &ours(scope), Content::NoneOfOurs).is_none());
    }
}

#[test]
fn each_failure_has_a_reason_for_whoever_runs_the_bot() {
    let check = |status, expect: Expect| {
        let mut failure = Failure::of("what happened");
        failure.status = status;
        expect.assert_eq(&reason(&failure));
    };
    check(None, expect!["no sound answer from Discord: what happened"]);
    check(Some(500), expect!["Discord has trouble of its own: what happened"]);
    check(Some(400), expect!["Discord refuses it: what happened"]);
    check(
        Some(401),
        expect![
            "Discord refuses the token: take a new one from https://discord.com/developers/applications, page `Bot`, `Reset Token`, and set DISCORD_TOKEN"
        ],
    );
}

mod below;
