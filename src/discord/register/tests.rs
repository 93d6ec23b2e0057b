//! What is sent for a list of commands, and when nothing is.

use expect_test::expect;
use serde_json::json;

use super::*;
use crate::answer::Answer;

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
    run: |_| Ok(Answer::default()),
};

fn sent(there: Vec<Value>, scope: Scope) -> Option<Vec<Value>> {
    replacement(there, &[&EXAMPLE], scope)
}

#[test]
fn a_command_is_sent_with_all_that_we_decide() {
    let sent = sent(Vec::new(), Scope::Everywhere).unwrap();
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
          }
        ]"#]]
    .assert_eq(&serde_json::to_string_pretty(&sent).unwrap());
}

#[test]
fn a_guilds_list_says_nothing_of_contexts() {
    let sent = sent(Vec::new(), Scope::Guild(7)).unwrap();
    assert!(sent[0].get("contexts").is_none() && sent[0].get("integration_types").is_none());
}

#[test]
fn nothing_is_sent_when_nothing_differs() {
    for scope in [Scope::Everywhere, Scope::Guild(7)] {
        let mut there = sent(Vec::new(), scope).unwrap();
        there[0]["id"] = json!("1");
        there[0]["version"] = json!("2");
        there[0]["default_member_permissions"] = Value::Null;
        there[0]["integration_types"] = json!([1, 0]);
        there[0]["contexts"] = json!([2, 0, 1]);
        there[0]["options"][1].as_object_mut().unwrap().remove("required");
        assert_eq!(sent(there, scope), None, "{scope}");
    }
}

#[test]
fn the_list_is_sent_when_anything_that_we_decide_differs() {
    let there = || sent(Vec::new(), Scope::Everywhere).unwrap();
    let differences: [(&str, Value); 7] = [
        ("/0/description", json!("Another summary")),
        ("/0/contexts", json!([0])),
        ("/0/contexts", Value::Null),
        ("/0/options/0/required", json!(false)),
        ("/0/options/0/max_length", json!(6000)),
        ("/0/options/1/choices/0/value", json!("front")),
        ("/0/options", json!([])),
    ];
    for (place, value) in differences {
        let mut there = Value::from(there());
        *there.pointer_mut(place).unwrap() = value;
        let Value::Array(there) = there else { unreachable!() };
        assert!(sent(there, Scope::Everywhere).is_some(), "{place}");
    }
    let mut more = there();
    more.push(json!({ "type": 1, "name": "old", "description": "Old" }));
    assert_eq!(sent(more, Scope::Everywhere), Some(there()));
}

#[test]
fn commands_of_other_types_stay() {
    let menu = json!({ "id": "9", "type": 2, "name": "Not ours" });
    let sent = sent(vec![menu.clone()], Scope::Everywhere).unwrap();
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[1], menu);
    let emptied = replacement(vec![menu], &[], Scope::Everywhere);
    assert_eq!(emptied, None);
}
