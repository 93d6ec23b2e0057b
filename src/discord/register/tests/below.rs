//! Commands of several words: what stands below what, and what differs there.

use super::*;
use crate::commands::Done;

static ADD: Command = Command {
    name: "certguide alias add",
    summary: "Say what else a certification is called here",
    audience: Audience::Moderators,
    run: Run::Does(|_| Ok(Done::default())),
    options: &[CommandOption {
        name: "certification",
        summary: "Which one",
        kind: OptionKind::Certification,
        is_required: true,
    }],
    ..EXAMPLE
};

static REMOVE: Command = Command {
    name: "certguide alias remove",
    summary: "Take that back",
    options: &[CommandOption {
        name: "level",
        summary: "Which one",
        kind: OptionKind::Choice(&["entry", "expert"]),
        is_required: false,
    }],
    ..ADD
};

static RELOAD: Command = Command {
    name: "certguide reload",
    summary: "Load the knowledge anew",
    audience: Audience::Operators,
    options: &[],
    ..ADD
};

static MINE: Command = Command {
    name: "my list",
    summary: "What you hold and want",
    audience: Audience::Members,
    options: &[],
    ..EXAMPLE
};

const ALL: [&Command; 5] = [&ADD, &RELOAD, &EXAMPLE, &MINE, &REMOVE];

fn sent(scope: Scope) -> Vec<Value> {
    compare(Vec::new(), &list::listed(&ALL, scope), Content::Ours).list
}

/// Checks what is said of our list with something else at a place of it.
fn check(place: &str, value: Value, expect: Expect) {
    let mut there = Value::from(sent(Scope::Everywhere));
    *there.pointer_mut(place).expect("a place") = value;
    let Value::Array(there) = there else { unreachable!() };
    let ours = list::listed(&ALL, Scope::Everywhere);
    expect.assert_eq(&compare(there, &ours, Content::Ours).to_string());
}

#[test]
fn c2_c12_commands_of_one_first_word_are_one_with_subcommands() {
    let all = sent(Scope::Everywhere);
    let names: Vec<&str> = all.iter().filter_map(|it| it["name"].as_str()).collect();
    assert_eq!(names, ["certguide", "cert", "my"]);
    expect![[r#"
        {
          "type": 1,
          "name": "certguide",
          "description": "What holds on this server, for those who may manage it",
          "options": [
            {
              "type": 2,
              "name": "alias",
              "description": "What else a certification is called on this server",
              "options": [
                {
                  "type": 1,
                  "name": "add",
                  "description": "Say what else a certification is called here",
                  "options": [
                    {
                      "type": 3,
                      "name": "certification",
                      "description": "Which one",
                      "required": true,
                      "autocomplete": true,
                      "max_length": 200
                    }
                  ]
                },
                {
                  "type": 1,
                  "name": "remove",
                  "description": "Take that back",
                  "options": [
                    {
                      "type": 3,
                      "name": "level",
                      "description": "Which one",
                      "required": false,
                      "choices": [
                        {
                          "name": "entry",
                          "value": "entry"
                        },
                        {
                          "name": "expert",
                          "value": "expert"
                        }
                      ]
                    }
                  ]
                }
              ]
            },
            {
              "type": 1,
              "name": "reload",
              "description": "Load the knowledge anew"
            }
          ],
          "nsfw": false,
          "default_member_permissions": "32",
          "contexts": [
            0
          ],
          "integration_types": [
            0
          ]
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&all[0]).unwrap());
    expect![[r#"{"type":1,"name":"my","description":"The certifications that you hold and want","options":[{"type":1,"name":"list","description":"What you hold and want","options":[{"type":5,"name":"private","description":"Show the answer to me alone","required":false}]}],"nsfw":false,"contexts":[0,1,2],"integration_types":[0,1]}"#]].assert_eq(&all[2].to_string());
}

static STATUS: Command =
    Command { name: "certguide status", audience: Audience::Everyone, ..RELOAD };

#[test]
fn c12_what_is_for_moderators_is_shown_to_them_in_every_list() {
    for scope in SCOPES {
        let all = sent(scope);
        assert_eq!(all[0]["default_member_permissions"], "32", "{scope}");
        for it in &all[1..] {
            assert_eq!(it.get("default_member_permissions"), None, "{scope}");
        }
    }
    // One for everybody among them, and they are seen by everybody.
    let mixed = list::listed(&[&ADD, &STATUS], Scope::Everywhere);
    let mixed = compare(Vec::new(), &mixed, Content::Ours).list;
    assert_eq!(mixed[0].get("default_member_permissions"), None);
    let alone = list::listed(&[&Command { name: "reload", ..RELOAD }], Scope::Everywhere);
    let alone = compare(Vec::new(), &alone, Content::Ours).list;
    assert_eq!(alone[0]["default_member_permissions"], "32");
}

#[test]
fn nothing_differs_below_where_discord_only_words_it_otherwise() {
    for scope in SCOPES {
        let ours = list::listed(&ALL, scope);
        let mut there = sent(scope);
        for command in &mut there {
            command["dm_permission"] = json!(false);
            command["description_localizations"] = Value::Null;
        }
        // As a number, as its OpenAPI document has it.
        there[0]["default_member_permissions"] = json!(32);
        let group = &mut there[0]["options"][0];
        group["required"] = json!(false);
        group["name_localizations"] = Value::Null;
        group["options"][0]["required"] = json!(false);
        group["options"][1]["options"][0].as_object_mut().unwrap().remove("required");
        group["options"][1]["options"][0]["choices"][0]["name_localizations"] = Value::Null;
        there[0]["options"][1]["options"] = json!([]);
        assert_eq!(compare(there, &ours, Content::Ours).to_string(), "", "{scope}");
    }
}

#[test]
fn what_differs_below_is_named_with_its_place() {
    check(
        "/0/default_member_permissions",
        Value::Null,
        expect!["~ /certguide: default_member_permissions"],
    );
    check(
        "/0/default_member_permissions",
        json!("0"),
        expect!["~ /certguide: default_member_permissions"],
    );
    check("/0/contexts", json!([0, 1]), expect!["~ /certguide: contexts"]);
    check(
        "/0/options/0/description",
        json!("Old"),
        expect!["~ /certguide: options.alias.description"],
    );
    check(
        "/0/options/0/options/1/name",
        json!("old"),
        expect!["~ /certguide: options.alias.remove, options.alias.old"],
    );
    check(
        "/0/options/0/options/0/options/0/max_length",
        json!(9),
        expect!["~ /certguide: options.alias.add.certification.max_length"],
    );
    check(
        "/0/options/0/options/1/options/0/choices/1/value",
        json!("late"),
        expect!["~ /certguide: options.alias.remove.level.choices"],
    );
    check(
        "/0/options/0/options",
        json!([]),
        expect!["~ /certguide: options.alias.add, options.alias.remove"],
    );
    let mut swapped = sent(Scope::Everywhere)[0]["options"][0]["options"].clone();
    swapped.as_array_mut().unwrap().swap(0, 1);
    check("/0/options/0/options", swapped, expect!["~ /certguide: order of options.alias"]);
}
