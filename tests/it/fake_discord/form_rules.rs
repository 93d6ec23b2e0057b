//! What Discord takes of a form, beyond its own schema.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::rules::{at_most, items};

/// A form: up to five labels, each with something that can be filled in.
pub(super) fn form(form: &Value, broken: &mut Vec<String>) {
    at_most(45, "A5 title", &form["title"], broken);
    id(&form["custom_id"], broken);
    let labels = items(&form["components"]);
    if !(1..=5).contains(&labels.len()) {
        broken.push(format!("A5: {} components", labels.len()));
    }
    let ids: BTreeSet<&str> =
        labels.iter().filter_map(|it| it["component"]["custom_id"].as_str()).collect();
    if ids.len() < labels.len() {
        broken.push("A5: two components of one custom_id".to_owned());
    }
    for label in labels {
        if label["type"] != json!(18) {
            broken.push(format!("A5: a component without a label: {label}"));
        }
        at_most(45, "A5 label", &label["label"], broken);
        at_most(100, "A5 description", &label["description"], broken);
        id(&label["component"]["custom_id"], broken);
        match label["component"]["type"].as_u64() {
            Some(4) => text_input(&label["component"], broken),
            Some(3 | 8) => select(&label["component"], broken),
            _ => broken.push(format!("A5: nothing to fill in: {label}")),
        }
    }
}

fn id(custom_id: &Value, broken: &mut Vec<String>) {
    if at_most(100, "A5 custom_id", custom_id, broken) == 0 {
        broken.push("A5: an empty custom_id".to_owned());
    }
}

fn text_input(input: &Value, broken: &mut Vec<String>) {
    let longest = input["max_length"].as_u64().unwrap_or(4000);
    if !(1..=4000).contains(&longest) {
        broken.push(format!("A5: a text of up to {longest}"));
    }
    at_most(longest.try_into().expect("a length"), "A5 value", &input["value"], broken);
}

fn select(select: &Value, broken: &mut Vec<String>) {
    let options = items(&select["options"]);
    let values: BTreeSet<&str> = options.iter().filter_map(|it| it["value"].as_str()).collect();
    if select["type"] == json!(3) && (options.is_empty() || options.len() > 25) {
        broken.push(format!("A5: a list of {}", options.len()));
    }
    if values.len() < options.len() {
        broken.push(format!("A5: two options of one value: {select}"));
    }
    for option in options {
        for key in ["label", "value", "description"] {
            at_most(100, "A5 option", &option[key], broken);
        }
    }
    let (least, most) = (&select["min_values"], &select["max_values"]);
    let (least, most) = (least.as_u64().unwrap_or(1), most.as_u64().unwrap_or(1));
    let is_optional = select["required"] == json!(false);
    if least > most || most > 25 || (least == 0) != is_optional {
        broken.push(format!("A5: {least} to {most} chosen, optional: {is_optional}"));
    }
    let is_chosen = |it: &&Value| it["default"] == json!(true);
    let chosen = options.iter().filter(is_chosen).count() + items(&select["default_values"]).len();
    if chosen as u64 > most {
        broken.push(format!("A5: {chosen} chosen at first, {most} may be"));
    }
}
