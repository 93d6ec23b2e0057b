//! The one answer to an interaction, as Discord takes it: the same over either transport.

use std::borrow::Cow;
use std::ops::Range;

use axum::body::Bytes;
use serde::Serialize;

use crate::commands::Suggestion;
use crate::render::form::Modal;
use crate::render::limits::{self, Utf16Units, cut};
use crate::render::message::{Attached, Message};

/// What is sent.
#[derive(Debug, Serialize)]
pub(super) struct Callback {
    #[serde(rename = "type")]
    kind: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Data>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Data {
    Message(Box<Message>),
    Form(Modal),
    Choices { choices: Vec<Choice> },
}

#[derive(Debug, Serialize)]
struct Choice {
    name: String,
    value: String,
}

/// A callback as the body of a request or a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Its media type: JSON, or a form with JSON and files.
    pub content_type: Cow<'static, str>,
    /// The body itself.
    pub bytes: Bytes,
    /// Where the JSON stands in it.
    json: Range<usize>,
    files: Vec<Part>,
}

/// A file as it stands in a body.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    name: &'static str,
    media_type: &'static str,
    place: Range<usize>,
}

/// A file that goes along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File<'a> {
    /// ASCII letters, digits, `-` and `.`.
    pub name: &'a str,
    /// E.g. `text/plain; charset=utf-8`.
    pub media_type: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// What stands around the parts of a body with files, and within none of them.
const BOUNDARY: &str = "certguide";

/// "Interaction Callback Type" in interactions/receiving-and-responding.
const PONG: u8 = 1;
const NEW_MESSAGE: u8 = 4;
const AUTOCOMPLETE_RESULT: u8 = 8;
const FORM: u8 = 9;

impl Callback {
    /// The answer to a ping.
    pub(super) fn pong() -> Self {
        Self { kind: PONG, data: None }
    }

    /// A new message.
    pub(super) fn message(message: Message) -> Self {
        Self { kind: NEW_MESSAGE, data: Some(Data::Message(Box::new(message))) }
    }

    /// A form to fill in.
    pub(super) fn form(form: Modal) -> Self {
        Self { kind: FORM, data: Some(Data::Form(form)) }
    }

    /// An autocomplete list, of as many as Discord takes. One that is too long in it would cost
    /// the person all of them.
    pub(super) fn suggestions(suggestions: Vec<Suggestion>) -> Self {
        let choices = suggestions
            .into_iter()
            // A value that is cut would name something else, or nothing.
            .filter(|it| Utf16Units::of(&it.value) <= limits::CHOICE)
            .take(limits::CHOICES)
            .map(|it| Choice { name: cut(&it.label, limits::CHOICE), value: it.value })
            .collect();
        Self { kind: AUTOCOMPLETE_RESULT, data: Some(Data::Choices { choices }) }
    }

    /// Whether a person reads it, rather than their autocomplete list.
    pub(super) fn is_message(&self) -> bool {
        matches!(self.data, Some(Data::Message(_) | Data::Form(_)))
    }

    /// Its JSON; with files, a form that holds the JSON and them ("Uploading Files" in reference).
    pub(super) fn body(&self) -> serde_json::Result<Body> {
        let files = match &self.data {
            Some(Data::Message(message)) => message.files(),
            _ => &[],
        };
        body(self, files)
    }
}

impl Body {
    /// The JSON in it, to the letter.
    pub fn json(&self) -> &str {
        let json = self.bytes.get(self.json.clone()).unwrap_or_default();
        std::str::from_utf8(json).unwrap_or_default()
    }

    /// The files in it, in the order in which the JSON names them.
    pub fn files(&self) -> impl ExactSizeIterator<Item = File<'_>> {
        self.files.iter().map(|it| File {
            name: it.name,
            media_type: it.media_type,
            bytes: self.bytes.get(it.place.clone()).unwrap_or_default(),
        })
    }
}

/// Some JSON, and the files that it names.
pub(super) fn body(json: &impl Serialize, files: &[Attached]) -> serde_json::Result<Body> {
    let json = serde_json::to_vec(json)?;
    if files.is_empty() {
        return Ok(Body {
            content_type: "application/json".into(),
            json: 0..json.len(),
            bytes: json.into(),
            files: Vec::new(),
        });
    }
    Ok(form(&json, files))
}

fn form(json: &[u8], files: &[Attached]) -> Body {
    let mut boundary = BOUNDARY.to_owned();
    let holds = |boundary: &str, part: &[u8]| {
        part.windows(boundary.len()).any(|it| it == boundary.as_bytes())
    };
    while holds(&boundary, json) || files.iter().any(|it| holds(&boundary, &it.bytes)) {
        boundary.push('-');
    }
    let mut bytes = Vec::new();
    let mut add = |head: &str, part: &[u8]| {
        let head = format!("--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n");
        bytes.extend_from_slice(head.as_bytes());
        let start = bytes.len();
        bytes.extend_from_slice(part);
        let place = start..bytes.len();
        bytes.extend_from_slice(b"\r\n");
        place
    };
    let json = add("name=\"payload_json\"\r\nContent-Type: application/json", json);
    let mut parts = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let Attached { name, media_type, bytes } = file;
        let head = format!("name=\"files[{number}]\"; filename=\"{name}\"");
        let place = add(&format!("{head}\r\nContent-Type: {media_type}"), bytes);
        parts.push(Part { name, media_type, place });
    }
    bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    let content_type = format!("multipart/form-data; boundary={boundary}");
    Body { content_type: content_type.into(), bytes: bytes.into(), json, files: parts }
}
