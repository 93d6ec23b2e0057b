//! A command of the menu of a message, and what words that message has.

use serde::Deserialize;

use super::Data;
use crate::call::Call;
use crate::commands::{COMMANDS, Command, Surface};

/// "Application Command Types": what a right click on a message offers.
const MESSAGE_COMMAND: u64 = 3;

/// The words of a message; anything else that it shows is no text of its author's.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Text {
    content: String,
    embeds: Vec<EmbedText>,
    message_snapshots: Vec<Forwarded>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct EmbedText {
    title: Option<String>,
    description: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Forwarded {
    message: Box<Text>,
}

/// The call for a message command; `None`: it is none. One that we do not know keeps its name, and
/// is refused with it.
pub(super) fn call(data: &Data<'_>) -> Option<Call> {
    if data.r#type != Some(MESSAGE_COMMAND) {
        return None;
    }
    let name = data.name.as_deref().unwrap_or_default();
    let Some(command) = command(name) else { return Some(Call::new(name)) };
    let message = data.target_id.as_ref().and_then(|id| data.resolved.as_ref()?.messages.get(id));
    // A picture has no words.
    let words = message.map(Text::words).unwrap_or_default();
    let option = command.options.first().map_or("", |it| it.name);
    Some(command.call().with(option, words))
}

/// The command of this name in the menu of messages.
fn command(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|it| matches!(it.surface, Surface::Message(menu) if menu == name)).copied()
}

impl Text {
    fn words(&self) -> String {
        let embeds = self.embeds.iter().flat_map(|it| [&it.title, &it.description]).flatten();
        let forwarded = self.message_snapshots.iter().map(|it| it.message.words());
        let mut words = self.content.clone();
        for more in embeds.cloned().chain(forwarded) {
            words.push('\n');
            words.push_str(&more);
        }
        words
    }
}
