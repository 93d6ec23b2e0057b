//! Settings of a server, and the rows they are kept as.

use std::collections::{BTreeMap, BTreeSet};

use crate::answer::Visibility;
use crate::knowledge::IssuerId;

/// What a server has set. The default is what holds for one that has set nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Who sees an answer where nobody says otherwise.
    pub answers: Visibility,
    /// The same for single commands, by name.
    pub by_command: BTreeMap<String, Visibility>,
    /// Issuers whose certifications are not shown.
    pub packs_off: BTreeSet<IssuerId>,
    /// The channel that suggestions go to, by its id. `None`: they go to whoever runs the bot.
    pub report_channel: Option<u64>,
    /// What is on.
    pub features: BTreeSet<Feature>,
}

/// What a server can turn on and off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feature {
    /// Replies to messages that mention the bot, if whoever runs it has turned them on.
    Mentions,
    /// Roadmaps as pictures.
    Pictures,
    /// The button under cards that suggests a fix.
    Suggestions,
    /// `/my`: what members hold and want.
    My,
    /// Counting of questions that were not answered.
    Unanswered,
    /// Counting of such questions from the first time, rather than from the third person on.
    FullText,
}

impl Feature {
    /// All, in the order to show.
    pub const ALL: [Self; 6] = [
        Self::Mentions,
        Self::Pictures,
        Self::Suggestions,
        Self::My,
        Self::Unanswered,
        Self::FullText,
    ];

    /// As settings name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mentions => "mentions",
            Self::Pictures => "pictures",
            Self::Suggestions => "suggestions",
            Self::My => "my",
            Self::Unanswered => "unanswered",
            Self::FullText => "full-text",
        }
    }

    /// What it is, on one line of at most 100 characters.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Mentions => "Reply to messages that mention me",
            Self::Pictures => "Roadmaps as pictures",
            Self::Suggestions => "A button under cards to suggest a fix",
            Self::My => "/my: members keep what they hold and want",
            Self::Unanswered => "Count questions that I could not answer",
            Self::FullText => "Keep such a question from the first time, not from the third person",
        }
    }

    /// The one of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }

    /// Whether it is on where nobody has said otherwise.
    pub fn is_on_by_default(self) -> bool {
        self != Self::FullText
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            answers: Visibility::Everyone,
            by_command: BTreeMap::new(),
            packs_off: BTreeSet::new(),
            report_channel: None,
            features: Feature::ALL.into_iter().filter(|it| it.is_on_by_default()).collect(),
        }
    }
}

/// Keys of rows, some of which end in what they are about.
const ANSWERS: &str = "answers";
const ANSWERS_OF: &str = "answers.";
const PACK: &str = "pack.";
const REPORT_CHANNEL: &str = "report_channel";
const FEATURE: &str = "feature.";

const ON: &str = "on";
const OFF: &str = "off";

impl Settings {
    /// Whether this is on.
    pub fn has(&self, feature: Feature) -> bool {
        self.features.contains(&feature)
    }

    /// Who sees the answers of a command where nobody says otherwise.
    pub fn visibility(&self, command: &str) -> Visibility {
        self.by_command.get(command).copied().unwrap_or(self.answers)
    }

    /// What these rows set. A row that says nothing to this version is left out.
    pub fn from_rows<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut settings = Self::default();
        for (key, value) in rows {
            settings.take(key, value);
        }
        settings
    }

    fn take(&mut self, key: &str, value: &str) {
        if key == ANSWERS {
            self.answers = visibility(value).unwrap_or(self.answers);
        } else if key == REPORT_CHANNEL {
            self.report_channel = value.parse().ok();
        } else if let Some(command) = key.strip_prefix(ANSWERS_OF) {
            self.by_command.extend(visibility(value).map(|it| (command.to_owned(), it)));
        } else if let Some(issuer) = key.strip_prefix(PACK) {
            self.packs_off.extend(IssuerId::parse(issuer).filter(|_| value == OFF));
        } else if let Some(feature) = key.strip_prefix(FEATURE).and_then(Feature::parse) {
            match value {
                ON => self.features.insert(feature),
                OFF => self.features.remove(&feature),
                _ => false,
            };
        }
    }

    /// The rows that set all of it. What is as by default has none, so that a default that
    /// changes later changes here too.
    pub fn rows(&self) -> BTreeMap<String, String> {
        let default = Self::default();
        let mut rows = BTreeMap::new();
        let mut add = |key: String, value: &str| rows.insert(key, value.to_owned());
        if self.answers != default.answers {
            add(ANSWERS.to_owned(), word(self.answers));
        }
        for (command, seen_by) in &self.by_command {
            add(format!("{ANSWERS_OF}{command}"), word(*seen_by));
        }
        for issuer in &self.packs_off {
            add(format!("{PACK}{issuer}"), OFF);
        }
        if let Some(channel) = self.report_channel {
            add(REPORT_CHANNEL.to_owned(), &channel.to_string());
        }
        for feature in Feature::ALL {
            let is_on = self.has(feature);
            if is_on != feature.is_on_by_default() {
                add(format!("{FEATURE}{}", feature.as_str()), if is_on { ON } else { OFF });
            }
        }
        rows
    }

    /// What has to be set and forgotten to make `self` of what it was.
    pub fn changes_from(&self, before: &Self) -> Vec<(String, Option<String>)> {
        let (old, new) = (before.rows(), self.rows());
        let gone = old.keys().filter(|it| !new.contains_key(*it)).map(|it| (it.clone(), None));
        let set = new.iter().filter(|(key, value)| old.get(*key) != Some(*value));
        gone.chain(set.map(|(key, value)| (key.clone(), Some(value.clone())))).collect()
    }
}

fn visibility(word: &str) -> Option<Visibility> {
    match word {
        "public" => Some(Visibility::Everyone),
        "private" => Some(Visibility::OnlyAsker),
        _ => None,
    }
}

fn word(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Everyone => "public",
        Visibility::OnlyAsker => "private",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_read_back_and_what_is_as_by_default_has_no_row() {
        assert!(Settings::default().rows().is_empty());
        let mut settings = Settings { answers: Visibility::OnlyAsker, ..Settings::default() };
        settings.by_command.insert("roadmap".to_owned(), Visibility::Everyone);
        settings.packs_off.extend(IssuerId::parse("cncf"));
        settings.report_channel = Some(u64::MAX >> 1);
        settings.features.insert(Feature::FullText);
        settings.features.remove(&Feature::My);
        let rows = settings.rows();
        let read = rows.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        assert_eq!(Settings::from_rows(read), settings);
        assert_eq!(rows.len(), 6);
    }

    #[test]
    fn rows_of_a_later_version_are_left_out() {
        let rows =
            [("answers", "loud"), ("feature.dance", "on"), ("colour", "red"), ("pack.A", "off")];
        assert_eq!(Settings::from_rows(rows), Settings::default());
    }

    #[test]
    fn a_change_names_what_is_new_and_what_is_forgotten() {
        let before = Settings { report_channel: Some(1), ..Settings::default() };
        let after = Settings { answers: Visibility::OnlyAsker, ..Settings::default() };
        let changes = after.changes_from(&before);
        let expected = [("report_channel", None), ("answers", Some("private"))];
        let expected = expected.map(|(key, value)| (key.to_owned(), value.map(str::to_owned)));
        assert_eq!(changes, expected);
        assert!(after.changes_from(&after).is_empty());
    }
}
