//! What is said where there is no answer to say.

use std::time::Duration;

use crate::answer::{Action, Answer, Block, Visibility};
use crate::call::Call;
use crate::discord::callback::Callback;
use crate::discord::uploads::UploadError;
use crate::render;

/// What is said after a fault of ours.
pub(in crate::discord) fn apology() -> Callback {
    private("Sorry, that went wrong", "The fault is mine, not yours. Please try again.", Vec::new())
}

pub(super) fn outdated() -> Callback {
    let text = "That button or form is from another version of me. Please ask with a command \
        instead.";
    private("I no longer know that", text, vec![help()])
}

/// Somebody has asked more than we answer.
pub(super) fn too_many(wait: Duration) -> Callback {
    let seconds = wait.as_secs().max(1);
    let seconds = if seconds == 1 { "a second".to_owned() } else { format!("{seconds} seconds") };
    let text = format!("So many questions at once are more than I answer. Try again in {seconds}.");
    private("One moment, please", &text, Vec::new())
}

/// A file that was given could not be fetched.
pub(super) fn no_upload(error: &UploadError) -> Callback {
    private("I could not read that file", &error.to_string(), Vec::new())
}

fn help() -> Action {
    Action::call("Help", Call::new("help"))
}

/// A message to the asker alone.
fn private(title: &str, text: &str, actions: Vec<Action>) -> Callback {
    let answer = Answer {
        title: title.to_owned(),
        body: vec![Block::text(text)],
        actions,
        ..Answer::default()
    };
    Callback::message(render::message(&answer, Visibility::OnlyAsker))
}
