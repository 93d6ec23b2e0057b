//! What is asked: a fixed mix, so that figures of different days compare.

use std::sync::Arc;

use anyhow::Context;
use certguide::call::Call;
use certguide::commands;
use certguide::knowledge::{Knowledge, load};
use certguide::{files, service};
use serde_json::{Value, json};

use crate::interactions;

/// Calls of every kind, most of them with what autocomplete puts in, some as people type.
const CALLS: [&str; 12] = [
    "cert pcap",
    "next-after pcep",
    "prereqs pcpp2",
    "path to:pcpp2 from:pcep",
    "compare pcep pcap",
    "find pytest",
    "cert certified associate tester",
    "next-after pcap",
    "prereqs PCPP-32-1",
    "path pcpp1",
    "compare pcat vs pcad vs pcpp1",
    "find design patterns",
];

/// Command, option, and what has been typed into it so far.
const BEGINNINGS: [(&str, &str, &str); 8] = [
    ("cert", "certification", ""),
    ("cert", "certification", "p"),
    ("cert", "certification", "pca"),
    ("cert", "certification", "certified assoc"),
    ("next-after", "certification", "pcep"),
    ("path", "to", "professional"),
    ("compare", "second", "tester"),
    ("find", "topic", "da"),
];

/// What Discord's tokens have in common, and how long the rest is.
const TOKEN_START: &str = "aW50ZXJhY3Rpb246";
const TOKEN_REST: usize = 180;

/// The kinds of questions, each a load of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Commands,
    Autocomplete,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Commands => "commands",
            Self::Autocomplete => "autocomplete",
        }
    }

    /// The type of the answer that Discord expects.
    pub(crate) fn answer_type(self) -> u64 {
        match self {
            Self::Commands => 4,
            Self::Autocomplete => 8,
        }
    }

    pub(crate) fn questions(self) -> anyhow::Result<Vec<Arc<Question>>> {
        let (knowledge, _) = load(&files::embedded(), service::today());
        let interactions: Vec<Value> = match self {
            Self::Commands => {
                CALLS.iter().map(|it| command(&knowledge, it)).collect::<anyhow::Result<_>>()?
            }
            Self::Autocomplete => BEGINNINGS.iter().map(autocomplete).collect(),
        };
        interactions.into_iter().map(|it| Question::new(it).map(Arc::new)).collect()
    }
}

fn command(knowledge: &Knowledge, line: &str) -> anyhow::Result<Value> {
    let bound = Call::parse(line).ok().and_then(|it| commands::bind(knowledge, &it).ok());
    let (command, call) = bound.with_context(|| format!("certguide does not take `{line}`"))?;
    let options: Vec<(&str, Value)> =
        call.arguments.iter().map(|(name, value)| (name.as_str(), json!(value))).collect();
    Ok(interactions::command(command.name, &options))
}

fn autocomplete((command, option, typed): &(&str, &str, &str)) -> Value {
    let mut interaction = interactions::autocomplete(command, option, Some(json!(typed)));
    // Without the other option, half filled in: twilight's models do not read such a one.
    if let Some(options) = interaction["data"]["options"].as_array_mut() {
        options.retain(|it| it["focused"] == json!(true));
    }
    interaction
}

/// An interaction that can be sent any number of times, each time with another id and token.
#[derive(Debug)]
pub(crate) struct Question {
    /// The JSON before the id, between id and token, and after the token.
    parts: [String; 3],
}

impl Question {
    fn new(mut interaction: Value) -> anyhow::Result<Self> {
        const ID: &str = "<id>";
        const TOKEN: &str = "<token>";
        interaction["id"] = json!(ID);
        interaction["token"] = json!(TOKEN);
        let text = interaction.to_string();
        let (before, rest) = text.split_once(ID).context("an interaction without an id")?;
        let (between, after) = rest.split_once(TOKEN).context("no token behind the id")?;
        Ok(Self { parts: [before, between, after].map(str::to_owned) })
    }

    /// Appends the interaction's JSON.
    pub(crate) fn write(&self, id: u64, out: &mut String) {
        let [before, between, after] = &self.parts;
        let id = id.to_string();
        out.reserve(before.len() + between.len() + after.len() + 2 * id.len() + TOKEN_REST + 64);
        out.push_str(before);
        out.push_str(&id);
        out.push_str(between);
        out.push_str(TOKEN_START);
        out.push_str(&id);
        out.extend(std::iter::repeat_n('x', TOKEN_REST));
        out.push_str(after);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::Kind;

    #[test]
    fn every_question_is_an_interaction_with_an_id_and_a_token_of_its_own() {
        for kind in [Kind::Commands, Kind::Autocomplete] {
            for question in kind.questions().unwrap() {
                let mut text = String::new();
                question.write(77, &mut text);
                let interaction: Value = serde_json::from_str(&text).unwrap();
                assert_eq!(interaction["id"], "77");
                assert!(interaction["token"].as_str().unwrap().starts_with("aW50ZXJhY3Rpb24677x"));
                assert!(interaction["data"]["name"].is_string());
            }
        }
    }
}
