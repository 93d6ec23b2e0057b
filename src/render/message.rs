//! An answer as the JSON of a Discord message, within Discord's limits.
//!
//! Everything is said in one embed's description, a line for each fact: fields put a label on a
//! line of its own, and a card would no longer fit a phone. Words are escaped here and nowhere
//! else, so no text of a file or a person can act as markup. What does not fit goes along whole, as
//! a file.

use std::collections::BTreeSet;

use serde::Serialize;

use super::limits::{self, Utf16Units, cut};
use super::plain;
use crate::answer::{Action, Answer, Block, Inline, Line, Target, Visibility};

/// The message as only the asker sees it; "Message Flags" in Discord's resources/message.
const EPHEMERAL: u32 = 1 << 6;

/// What a person typed is given back up to this length: enough to recognise it.
const QUOTE: Utf16Units = Utf16Units(100);

/// The parts of a Discord message that we use: the `data` of an interaction's answer, or a message
/// of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    embeds: [Embed; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    components: Vec<ActionRow>,
    allowed_mentions: AllowedMentions,
    #[serde(skip_serializing_if = "Option::is_none")]
    flags: Option<u32>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    reply: Option<ToMessage>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment>,
    #[serde(skip)]
    files: Vec<Attached>,
}

/// A file that goes along with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// ASCII letters, digits, `-` and `.`.
    pub name: &'static str,
    /// E.g. `text/plain; charset=utf-8`.
    pub media_type: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What a message says of a file: which one it is, by its place among them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Attachment {
    id: &'static str,
    filename: &'static str,
    description: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Embed {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    footer: Option<Footer>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Footer {
    text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ActionRow {
    r#type: u8,
    components: Vec<Button>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Button {
    r#type: u8,
    style: u8,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    custom_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// Nobody is ever pinged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct AllowedMentions {
    parse: [String; 0],
    #[serde(skip_serializing_if = "Option::is_none")]
    replied_user: Option<bool>,
}

/// What makes a message a reply to another: `message_reference`, and a nonce, by which Discord
/// takes it once however often it is sent ("Create Message" in resources/message).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ToMessage {
    message_reference: Reference,
    nonce: String,
    enforce_nonce: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Reference {
    message_id: String,
    /// Whether the message has to be there still.
    fail_if_not_exists: bool,
}

impl Message {
    /// The files that go along, in the order in which the JSON names them.
    pub fn files(&self) -> &[Attached] {
        &self.files
    }

    /// The same as a reply to the message with this id, whose author is not pinged either.
    #[must_use]
    pub fn in_reply_to(mut self, id: u64) -> Self {
        self.allowed_mentions.replied_user = Some(false);
        self.reply = Some(ToMessage {
            message_reference: Reference { message_id: id.to_string(), fail_if_not_exists: false },
            nonce: id.to_string(),
            enforce_nonce: true,
        });
        self
    }

    /// The same for a place that takes no files.
    #[must_use]
    pub fn without_files(mut self) -> Self {
        self.attachments.clear();
        self.files.clear();
        self
    }
}

/// Columns of the text in a file, as a terminal has them.
const TEXT_COLUMNS: usize = 80;

/// The message for `answer`, cut where Discord would refuse it; then the whole goes along as a
/// text file.
///
/// A button whose call or address is too long for Discord is left out, and one that repeats
/// another.
pub fn message(answer: &Answer, visibility: Visibility) -> Message {
    let title = cut(&escaped(&answer.title), limits::TITLE);
    let footer = cut(&plain(&answer.footer), limits::FOOTER);
    let rest = limits::EMBEDS.0 - Utf16Units::of(&title).0 - Utf16Units::of(&footer).0;
    let (description, fits) =
        description(&answer.body, Utf16Units(rest.min(limits::DESCRIPTION.0)));
    let embed = Embed {
        title,
        url: answer.url.clone().filter(|it| is_web_address(it)),
        description,
        footer: (!footer.is_empty()).then_some(Footer { text: footer }),
    };
    let (attachments, files) = if fits { (Vec::new(), Vec::new()) } else { whole(answer) };
    Message {
        embeds: [embed],
        components: rows(&answer.actions),
        allowed_mentions: AllowedMentions { parse: [], replied_user: None },
        reply: None,
        flags: (visibility == Visibility::OnlyAsker).then_some(EPHEMERAL),
        attachments,
        files,
    }
}

fn whole(answer: &Answer) -> (Vec<Attachment>, Vec<Attached>) {
    let name = "answer.txt";
    let text = anstream::adapter::strip_str(&super::text(answer, TEXT_COLUMNS)).to_string();
    let description = "The whole answer, of which the message shows the beginning";
    (
        vec![Attachment { id: "0", filename: name, description }],
        vec![Attached {
            name,
            media_type: "text/plain; charset=utf-8",
            bytes: cut_bytes(text, limits::FILE_BYTES),
        }],
    )
}

fn cut_bytes(mut text: String, max: usize) -> Vec<u8> {
    text.truncate(text.floor_char_boundary(max));
    text.into_bytes()
}

fn rows(actions: &[Action]) -> Vec<ActionRow> {
    let mut seen = BTreeSet::new();
    let buttons: Vec<Button> = actions
        .iter()
        .filter_map(button)
        .filter(|it| seen.insert((it.custom_id.clone(), it.url.clone())))
        .take(limits::BUTTONS_IN_ROW * limits::ROWS)
        .collect();
    buttons
        .chunks(limits::BUTTONS_IN_ROW)
        .map(|row| ActionRow { r#type: 1, components: row.to_vec() })
        .collect()
}

/// The types and styles are numbers of Discord's components/reference.
fn button(action: &Action) -> Option<Button> {
    let label = cut(&plain(&action.label), limits::BUTTON_LABEL);
    let (style, custom_id, url) = match &action.target {
        Target::Call(call) => (2, Some(call.to_string()), None),
        Target::Link(url) => (5, None, Some(url.clone())),
    };
    let fits = |text: &Option<String>, max| {
        text.as_ref().is_none_or(|it| !it.is_empty() && Utf16Units::of(it) <= max)
    };
    let is_sound =
        !label.is_empty() && fits(&custom_id, limits::CUSTOM_ID) && fits(&url, limits::BUTTON_URL);
    is_sound.then_some(Button { r#type: 2, style, label, custom_id, url })
}

/// All blocks in Discord's markdown, as many whole lines as fit, and whether that is all of them.
fn description(body: &[Block], max: Utf16Units) -> (String, bool) {
    let mut out = String::new();
    let mut used = 0;
    for line in all_lines(body) {
        // One for the line break before it, two for an ellipsis on a line of its own after it.
        let length = Utf16Units::of(&line).0 + 1;
        if used + length + 2 > max.0 {
            if out.is_empty() {
                return (cut(&line, max), false);
            }
            out.push_str("\n…");
            return (out, false);
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&line);
        used += length;
    }
    (out.trim_end().to_owned(), true)
}

/// Facts stand together; everything else has air around it.
fn all_lines(body: &[Block]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut is_behind_fact = false;
    for block in body {
        if !(all.is_empty() || is_behind_fact && is_fact(block)) {
            all.push(String::new());
        }
        is_behind_fact = is_fact(block);
        all.extend(lines(block));
    }
    all
}

fn is_fact(block: &Block) -> bool {
    matches!(block, Block::Fact { .. })
}

fn lines(block: &Block) -> Vec<String> {
    let mut out = Vec::new();
    match block {
        Block::Text(line) => {
            out.push(guarded(&markdown(line)));
        }
        Block::Fact { label, lines } => {
            let label = format!("**{}**", escaped(label));
            match lines.as_slice() {
                [only] => out.push(format!("{label} {}", markdown(only))),
                several => {
                    out.push(label);
                    out.extend(several.iter().map(|it| guarded(&markdown(it))));
                }
            }
        }
        Block::List { heading, items } => {
            if !heading.is_empty() {
                out.push(format!("**{}**", escaped(heading)));
            }
            out.extend(items.iter().map(|it| format!("- {}", guarded(&markdown(it)))));
        }
        Block::Steps(steps) => {
            let numbered = steps.iter().enumerate();
            let line = |(index, it)| format!("{}. {}", index + 1, guarded(&markdown(it)));
            out.extend(numbered.map(line));
        }
    }
    out
}

fn markdown(line: &Line) -> String {
    let mut out = String::new();
    for inline in &line.0 {
        match inline {
            Inline::Text(words) => out.push_str(&escaped(words)),
            Inline::Strong(words) => {
                out.push_str("**");
                out.push_str(&escaped(words));
                out.push_str("**");
            }
            // Inside code nothing is markup, a mention or a link. A backtick would end it.
            Inline::Quoted(typed) => {
                let typed = cut(plain(typed).replace('`', "'").trim(), QUOTE);
                out.push('`');
                out.push_str(if typed.is_empty() { " " } else { &typed });
                out.push('`');
            }
            Inline::Link { label, url } => {
                out.push('[');
                out.push_str(&escaped(label));
                out.push_str("](");
                out.push_str(&address(url));
                out.push(')');
            }
        }
    }
    out
}

/// Words with every character of Discord's markdown made plain, and nothing invisible in them.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let words = plain(words);
    let mut characters = words.chars().peekable();
    while let Some(character) = characters.next() {
        let is_markup =
            matches!(character, '\\' | '*' | '_' | '~' | '`' | '|' | '[' | ']' | '<' | '>');
        // What begins a link that nobody chose, or an emoji. Behind a word it is a colon.
        let begins_more = character == ':'
            && characters.peek().is_some_and(|it| *it == '/' || *it == '_' || it.is_alphanumeric());
        if is_markup || begins_more {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// A line that does not begin as a heading, small print or a list.
fn guarded(line: &str) -> String {
    let line = line.trim_start();
    if line.starts_with(['#', '-', '+']) {
        return format!("\\{line}");
    }
    let number: String = line.chars().take_while(char::is_ascii_digit).collect();
    match line.strip_prefix(number.as_str()).and_then(|it| it.strip_prefix(['.', ')'])) {
        Some(rest) if !number.is_empty() => {
            let sign = line.chars().nth(number.len()).unwrap_or('.');
            format!("{number}\\{sign}{rest}")
        }
        _ => line.to_owned(),
    }
}

/// Discord refuses a message whose embed leads elsewhere.
fn is_web_address(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && Utf16Units::of(url) <= limits::EMBED_URL
}

/// An address that cannot end the link it stands in.
fn address(url: &str) -> String {
    url.replace('(', "%28").replace(')', "%29").replace(' ', "%20")
}

#[cfg(test)]
mod tests;
