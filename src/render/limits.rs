//! Discord's limits, each with its unit and source, and cutting text to fit them.
//!
//! Sources are pages of Discord's documentation, <https://docs.discord.com/developers>. It counts
//! "characters" and does not say of which kind; UTF-16 code units are never fewer than any other
//! count, so what fits in them fits.

use std::fmt;

/// A length in UTF-16 code units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Utf16Units(pub usize);

/// Embed title; "Embed limits" in resources/message.
pub const TITLE: Utf16Units = Utf16Units(256);
/// Embed description; "Embed limits" in resources/message.
pub const DESCRIPTION: Utf16Units = Utf16Units(4096);
/// Embed footer; "Embed limits" in resources/message.
pub const FOOTER: Utf16Units = Utf16Units(2048);
/// All text of all embeds of a message; "Embed limits" in resources/message.
pub const EMBEDS: Utf16Units = Utf16Units(6000);
/// Embed address; `RichEmbed.url` in the OpenAPI document.
pub const EMBED_URL: Utf16Units = Utf16Units(2048);
/// Button label; "Button Structure" in components/reference.
pub const BUTTON_LABEL: Utf16Units = Utf16Units(80);
/// Button address; "Button Structure" in components/reference.
pub const BUTTON_URL: Utf16Units = Utf16Units(512);
/// Id of a component; "Custom ID" in components/reference.
pub const CUSTOM_ID: Utf16Units = Utf16Units(100);
/// Buttons in an action row; "Action Row" in components/reference.
pub const BUTTONS_IN_ROW: usize = 5;
/// Action rows in a message; "Legacy Message Component Behavior" in components/reference.
pub const ROWS: usize = 5;
/// Choices of an autocomplete answer; "Autocomplete" in interactions/receiving-and-responding.
pub const CHOICES: usize = 25;
/// Name and value of a choice; "Application Command Option Choice Structure" in
/// interactions/application-commands.
pub const CHOICE: Utf16Units = Utf16Units(100);

/// Title of a form; "Modal" in interactions/receiving-and-responding.
pub const FORM_TITLE: Utf16Units = Utf16Units(45);
/// Components of a form; "Modal" in interactions/receiving-and-responding.
pub const FORM_FIELDS: usize = 5;
/// What stands over a component of a form; "Label" in components/reference.
pub const FORM_LABEL: Utf16Units = Utf16Units(45);
/// What stands below that; "Label" in components/reference.
pub const FORM_HINT: Utf16Units = Utf16Units(100);
/// What stands in a text input, at first and when it is sent; "Text Input" in
/// components/reference.
pub const FORM_TEXT: Utf16Units = Utf16Units(4000);
/// What a list offers to choose from; "String Select" in components/reference.
pub const SELECT_OPTIONS: usize = 25;
/// Label, value and description of each; "Select Option Structure" in components/reference.
pub const SELECT_OPTION: Utf16Units = Utf16Units(100);

/// What is said of a file for those who do not see it; `description` of "Attachment" in
/// resources/message.
pub const FILE_DESCRIPTION: Utf16Units = Utf16Units(1024);

/// A file, in bytes: far below what every place takes (`attachment_size_limit` is at least 10 MiB),
/// so that it is there in time on a slow line.
pub const FILE_BYTES: usize = 256 << 10;

impl Utf16Units {
    /// The length of `text`.
    pub fn of(text: &str) -> Self {
        Self(text.encode_utf16().count())
    }
}

impl fmt::Display for Utf16Units {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} UTF-16 units", self.0)
    }
}

/// `text`, or as much of it as fits, with an ellipsis in place of the rest.
///
/// Cuts after a whole word where one ends in the last quarter. `max` is at least 1.
pub fn cut(text: &str, max: Utf16Units) -> String {
    if Utf16Units::of(text) <= max {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1; // The ellipsis.
    for character in text.chars() {
        used += character.len_utf16();
        if used > max.0 {
            break;
        }
        kept.push(character);
    }
    if let Some((words, rest)) = kept.rsplit_once(char::is_whitespace)
        && Utf16Units::of(rest).0 <= max.0 / 4
    {
        kept = words.trim_end().to_owned();
    }
    kept.push('…');
    kept
}
