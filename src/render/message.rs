//! An answer as the JSON of a Discord message, within Discord's limits.
//!
//! Everything is said in one embed's description, a line for each fact: fields put a label on a
//! line of its own, and a card would no longer fit a phone. Words are escaped here and nowhere
//! else, so no text of a file or a person can act as markup. What does not fit goes along whole, as
//! a file.

mod markdown;

use std::collections::BTreeSet;

use serde::Serialize;

use super::limits::{self, Utf16Units, cut};
use super::plain_words as plain;
use crate::answer::{Action, Answer, Block, Roadmap, Target, TextFile, Visibility};
use markdown::{code, escaped, guarded, markdown};

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
    /// Whether one of them is what the answer is about.
    #[serde(skip)]
    has_file_to_keep: bool,
    /// Of what the file [`PICTURE`] is a picture, while that is not drawn yet.
    #[serde(skip)]
    picture: Option<Box<Roadmap>>,
}

/// Name of the file with the picture of an answer.
const PICTURE: &str = "roadmap.png";

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
    id: String,
    filename: &'static str,
    description: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Embed {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<Image>,
    #[serde(skip_serializing_if = "Option::is_none")]
    footer: Option<Footer>,
}

/// A file of the same message, shown in the embed ("Using Attachments within Embeds" in reference).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Image {
    url: String,
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
    /// The files that go along, in the order in which the JSON names them; without a picture that
    /// is not drawn yet.
    pub fn files(&self) -> &[Attached] {
        &self.files
    }

    /// What has to be drawn before it is sent.
    pub fn picture(&self) -> Option<&Roadmap> {
        self.picture.as_deref()
    }

    /// The same with its picture drawn, as PNG.
    #[must_use]
    pub fn with_picture(mut self, png: &[u8]) -> Self {
        if self.picture.take().is_some() {
            let file = Attached { name: PICTURE, media_type: "image/png", bytes: png.to_vec() };
            self.files.insert(0, file);
        }
        self
    }

    /// The same with words alone.
    #[must_use]
    pub fn without_picture(mut self) -> Self {
        self.picture = None;
        self.attachments.retain(|it| it.filename != PICTURE);
        self.files.retain(|it| it.name != PICTURE);
        for (number, it) in self.attachments.iter_mut().enumerate() {
            it.id = number.to_string();
        }
        let [embed] = &mut self.embeds;
        embed.image = None;
        self
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

    /// The same for a place that takes no files. It says so where one was to be kept.
    #[must_use]
    pub fn without_files(self) -> Self {
        let mut message = self.without_picture();
        message.attachments.clear();
        message.files.clear();
        if message.has_file_to_keep {
            let [embed] = &mut message.embeds;
            embed.add(NO_FILES);
        }
        message
    }
}

impl Embed {
    /// Adds a paragraph, in place of the last words where there is no room for both.
    fn add(&mut self, paragraph: &str) {
        let footer = self.footer.as_ref().map_or(0, |it| Utf16Units::of(&it.text).0);
        let others = Utf16Units::of(&self.title).0 + footer;
        let room = limits::DESCRIPTION.0.min(limits::EMBEDS.0 - others);
        let room = room.saturating_sub(Utf16Units::of(paragraph).0 + 2).max(1);
        self.description = cut(&self.description, Utf16Units(room));
        if !self.description.is_empty() {
            self.description.push_str("\n\n");
        }
        self.description.push_str(paragraph);
    }
}

/// Said where a file was to go along.
const NO_FILES: &str = "I may not send files here. Give me the permission to attach files, or ask \
    where I have it.";

/// Columns of the text in a file, as a terminal has them.
const TEXT_COLUMNS: usize = 80;

/// The message for `answer`, cut where Discord would refuse it; then the whole goes along as a
/// text file. A picture is named as a file and not drawn: see [`Message::with_picture`].
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
        image: answer.picture.is_some().then(|| Image { url: format!("attachment://{PICTURE}") }),
        footer: (!footer.is_empty()).then_some(Footer { text: footer }),
    };
    let to_keep = answer.file.iter().map(|it| (to_keep(it), TO_KEEP));
    let whole = (!fits).then(|| (whole(answer), WHOLE));
    let (files, descriptions): (Vec<Attached>, Vec<&str>) = to_keep.chain(whole).unzip();
    let drawn =
        answer.picture.iter().map(|it| (PICTURE, cut(&plain(&it.words), limits::FILE_DESCRIPTION)));
    let named = files.iter().zip(descriptions).map(|(it, said)| (it.name, said.to_owned()));
    let attachment = |(number, (filename, description)): (usize, (&'static str, String))| {
        Attachment { id: number.to_string(), filename, description }
    };
    let attachments = drawn.chain(named).enumerate().map(attachment).collect();
    Message {
        embeds: [embed],
        components: rows(&answer.actions),
        allowed_mentions: AllowedMentions { parse: [], replied_user: None },
        reply: None,
        flags: (visibility == Visibility::OnlyAsker).then_some(EPHEMERAL),
        attachments,
        files,
        has_file_to_keep: answer.file.is_some(),
        picture: answer.picture.clone(),
    }
}

/// What is said of the file that [`whole`] makes.
const WHOLE: &str = "The whole answer, of which the message shows the beginning";

/// What is said of a file that the answer is about.
const TO_KEEP: &str = "The file to keep";

/// Whole, whatever its size: half of it would be another one. Whoever makes one bounds it.
fn to_keep(file: &TextFile) -> Attached {
    let TextFile { name, media_type, text } = file;
    Attached { name, media_type, bytes: text.as_bytes().to_vec() }
}

/// Without the file to keep, which goes along by itself.
fn whole(answer: &Answer) -> Attached {
    let words = Answer { file: None, ..answer.clone() };
    let text = anstream::adapter::strip_str(&super::text(&words, TEXT_COLUMNS)).to_string();
    Attached {
        name: "answer.txt",
        media_type: "text/plain; charset=utf-8",
        bytes: cut_bytes(text, limits::FILE_BYTES),
    }
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
        Block::Code(text) => out.push(code(text)),
    }
    out
}

/// Discord refuses a message whose embed leads elsewhere.
fn is_web_address(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && Utf16Units::of(url) <= limits::EMBED_URL
}

#[cfg(test)]
mod tests;
