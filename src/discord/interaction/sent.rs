//! A form that somebody sends: the call that it carries, and what its fields give.

use serde_json::Value;

use super::{Ask, Asking, Data, carried};
use crate::answer::Visibility;
use crate::call::Call;
use crate::commands;

/// Discord takes no form with more components (`ModalInteractionCallbackRequestData` in its
/// OpenAPI document), so no more are looked at.
const COMPONENTS_MAX: usize = 40;

/// Nor one of our commands with more options.
const FIELDS_MAX: usize = 25;

/// What was entered into one field.
struct Field<'a> {
    option: &'a str,
    value: String,
}

/// A form carries the text of a call, and each of its fields gives an option of it.
pub(super) fn form(data: &Data<'_>, seen_by: Visibility) -> Ask {
    match call(data) {
        Some(call) => Ask::Reply(Asking { call, seen_by, upload: None, takes_form: false }),
        None => Ask::Outdated,
    }
}

/// `None`: one of another version, whose command or fields are not ours.
fn call(data: &Data<'_>) -> Option<Call> {
    let mut call = carried(data)?;
    let (command, _) = commands::named(&call)?;
    for field in fields(&data.components) {
        if !command.options.iter().any(|it| it.name == field.option) {
            return None;
        }
        call = call.replacing(field.option, field.value);
    }
    Some(call)
}

/// What stands under labels, and in rows, as forms had them before there were labels. Anything
/// else that a form may hold takes nothing in.
fn fields(components: &Value) -> Vec<Field<'_>> {
    let inputs = list(Some(components)).iter().take(COMPONENTS_MAX).flat_map(within);
    inputs.filter_map(field).take(FIELDS_MAX).collect()
}

fn within(component: &Value) -> impl Iterator<Item = &Value> {
    component.get("component").into_iter().chain(list(component.get("components")))
}

/// A text input has a value, a list to choose from has values ("Modal Submit Data Structure" in
/// interactions/receiving-and-responding).
fn field(component: &Value) -> Option<Field<'_>> {
    let option = component.get("custom_id")?.as_str()?;
    let value = match (component.get("value"), component.get("values")) {
        (Some(Value::String(typed)), _) => typed.clone(),
        (_, Some(Value::Array(chosen))) => {
            chosen.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(",")
        }
        (Some(Value::Null) | None, Some(Value::Null) | None) => String::new(),
        _ => return None,
    };
    Some(Field { option, value })
}

fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
