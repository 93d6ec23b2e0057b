//! Forms as Discord takes them, and what of a form it would not take.

use expect_test::expect;

use super::*;
use crate::call::Call;

fn field(option: &'static str, entry: Entry) -> Field {
    Field { option, label: "What".to_owned(), hint: String::new(), is_required: true, entry }
}

fn choice(value: &str, is_chosen: bool) -> Choice {
    let label = format!("The {value}");
    Choice { value: value.to_owned(), label, detail: String::new(), is_chosen }
}

fn text(value: &str, longest: u16) -> Entry {
    Entry::Text { value: value.to_owned(), longest, is_long: false }
}

fn of(fields: Vec<Field>) -> Form {
    let call = Call { text: "alias add".to_owned(), ..Call::new("certguide") };
    Form { title: "An alias".to_owned(), call, fields }
}

#[test]
fn a5_a_form_is_a_label_and_a_component_for_each_field() {
    let notes = Field {
        hint: "One line for each".to_owned(),
        is_required: false,
        ..field("notes", Entry::Text { value: "a\nb".to_owned(), longest: 300, is_long: true })
    };
    let choices = vec![choice("public", true), choice("private", false)];
    let form = form(&of(vec![
        field("name", text("snake exam", 100)),
        notes,
        field("answers", Entry::Choice { choices, most: 1 }),
        Field { is_required: false, ..field("channel", Entry::Channel { chosen: Some(7) }) },
    ]));
    let json = serde_json::to_string_pretty(&form.unwrap()).unwrap();
    expect![[r#"
        {
          "custom_id": "certguide alias add",
          "title": "An alias",
          "components": [
            {
              "type": 18,
              "label": "What",
              "component": {
                "type": 4,
                "custom_id": "name",
                "style": 1,
                "required": true,
                "max_length": 100,
                "value": "snake exam"
              }
            },
            {
              "type": 18,
              "label": "What",
              "description": "One line for each",
              "component": {
                "type": 4,
                "custom_id": "notes",
                "style": 2,
                "required": false,
                "max_length": 300,
                "value": "a\nb"
              }
            },
            {
              "type": 18,
              "label": "What",
              "component": {
                "type": 3,
                "custom_id": "answers",
                "required": true,
                "min_values": 1,
                "max_values": 1,
                "options": [
                  {
                    "label": "The public",
                    "value": "public",
                    "default": true
                  },
                  {
                    "label": "The private",
                    "value": "private",
                    "default": false
                  }
                ]
              }
            },
            {
              "type": 18,
              "label": "What",
              "component": {
                "type": 8,
                "custom_id": "channel",
                "required": false,
                "min_values": 0,
                "max_values": 1,
                "channel_types": [
                  0,
                  5
                ],
                "default_values": [
                  {
                    "id": "7",
                    "type": "channel"
                  }
                ]
              }
            }
          ]
        }"#]]
    .assert_eq(&json);
}

#[test]
fn a5_what_is_too_long_for_discord_is_cut_and_nothing_that_is_sent_back_is() {
    let long = "word ".repeat(2_000);
    let mut choices: Vec<Choice> = (0..30).map(|it| choice(&it.to_string(), true)).collect();
    choices.insert(0, choice(&long, true));
    choices.insert(1, choice("0", true));
    choices[2].detail.clone_from(&long);
    choices[3].label.clone_from(&long);
    let mut asked = of(vec![
        Field { label: long.clone(), hint: long.clone(), ..field("a", text(&long, u16::MAX)) },
        field("b", text(&long, 0)),
        field("c", Entry::Choice { choices, most: 3 }),
    ]);
    asked.title.clone_from(&long);
    let json = serde_json::to_value(form(&asked).unwrap()).unwrap();
    let units = |it: &serde_json::Value| Utf16Units::of(it.as_str().unwrap()).0;
    assert!(units(&json["title"]) <= 45);
    let [a, b, c] = [0, 1, 2].map(|it| &json["components"][it]);
    assert!(units(&a["label"]) <= 45 && units(&a["description"]) <= 100);
    assert!(units(&a["component"]["value"]) <= 4000);
    assert_eq!(
        (a["component"]["max_length"].as_u64(), units(&b["component"]["value"])),
        (Some(4000), 1)
    );
    let options = c["component"]["options"].as_array().unwrap();
    assert_eq!((options.len(), c["component"]["max_values"].as_u64()), (25, Some(3)));
    assert_eq!(options.iter().filter(|it| it["default"] == true).count(), 3);
    let values: BTreeSet<&str> = options.iter().filter_map(|it| it["value"].as_str()).collect();
    assert_eq!((values.len(), values.contains(long.as_str())), (25, false));
    assert!(options.iter().all(|it| units(&it["label"]) <= 100));
}

#[test]
fn a_form_that_cannot_be_shown_whole_is_none() {
    let fields = |count| -> Vec<Field> {
        ["a", "b", "c", "d", "e", "f"]
            .into_iter()
            .take(count)
            .map(|it| field(it, text("", 9)))
            .collect()
    };
    assert!(form(&of(fields(5))).is_some());
    assert!(form(&of(fields(6))).is_none());
    assert!(form(&of(fields(0))).is_none());
    assert!(form(&of(vec![field("a", text("", 9)), field("a", text("", 9))])).is_none());
    assert!(form(&Form { title: "\u{200b} ".to_owned(), ..of(fields(1)) }).is_none());
    let nothing = Entry::Choice { choices: vec![choice("", false)], most: 1 };
    assert!(form(&of(vec![field("a", nothing)])).is_none());
    assert!(form(&of(vec![Field { label: String::new(), ..field("a", text("", 9)) }])).is_none());
    let call = Call::new("certguide").with("name", "n".repeat(100));
    assert!(form(&Form { call, ..of(fields(1)) }).is_none());
}
