//! From a message as Discord sends it to what is asked of us in it.
//!
//! Only what we need is read, as of interactions. Shapes are those of "Message Create" in
//! events/gateway-events and "Message Object" in resources/message. Without the privileged intent
//! the text is there only in messages that mention us and in those to us alone.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::IgnoredAny;

/// A longer question is cut here, in characters: as long as messages can be.
const QUESTION_CHARACTERS: usize = 4_000;

/// A mark such as `<@123>` is never longer, in bytes: names of commands and emojis have 32
/// characters, ids 20 digits.
const MARK_BYTES: usize = 200;

/// "Message Types".
const PLAIN: u64 = 0;
const REPLY: u64 = 19;

/// A message as it stands, as far as we read it.
#[derive(Deserialize)]
pub(super) struct Message<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    channel_id: Cow<'a, str>,
    /// Missing in direct messages.
    #[serde(borrow, default)]
    guild_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    author: Author<'a>,
    #[serde(default)]
    webhook_id: Option<IgnoredAny>,
    #[serde(default)]
    r#type: u64,
    #[serde(borrow, default)]
    content: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Author<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(default)]
    bot: bool,
    /// Discord itself.
    #[serde(default)]
    system: bool,
}

/// What a person wrote, where it may be meant for us.
#[derive(PartialEq, Eq)]
pub(super) struct Heard {
    pub(super) id: u64,
    pub(super) channel: u64,
    pub(super) author: u64,
    /// On which server; `None`: it was written to us alone.
    pub(super) guild: Option<u64>,
    /// Not empty, unless it was written to us alone.
    text: String,
}

/// Reads a message: the `d` of a `MESSAGE_CREATE`. `None` as of [`Message::heard`], or it is none.
pub(super) fn read(json: &str) -> Option<Heard> {
    serde_json::from_str::<Message<'_>>(json).ok()?.heard()
}

impl Message<'_> {
    /// `None`: it is not by a person, or nobody is mentioned in it. Most messages are of this kind,
    /// so nothing is copied before that is clear.
    pub(super) fn heard(self) -> Option<Heard> {
        let Author { bot, system, .. } = self.author;
        let is_by_person = !bot && !system && self.webhook_id.is_none();
        let is_direct = self.guild_id.is_none();
        if !is_by_person
            || !matches!(self.r#type, PLAIN | REPLY)
            || !(is_direct || self.content.contains("<@"))
        {
            return None;
        }
        Some(Heard {
            id: self.id.parse().ok()?,
            channel: self.channel_id.parse().ok()?,
            author: self.author.id.parse().ok()?,
            guild: match self.guild_id {
                Some(id) => Some(id.parse().ok()?),
                None => None,
            },
            text: self.content.into_owned(),
        })
    }
}

impl Heard {
    /// Whether it was written to us alone.
    pub(super) fn is_direct(&self) -> bool {
        self.guild.is_none()
    }

    /// What the user with the id `us` is asked; empty: nothing in particular. `None`: it is not
    /// asked at all. A reply to us, a role of ours or everybody being mentioned are no question.
    pub(super) fn question(&self, us: u64) -> Option<String> {
        let (words, is_named) = words(&self.text, us);
        if self.author == us || !(is_named || self.is_direct()) {
            return None;
        }
        // `@certguide, pcap?` and `> @certguide: pcap`, but `/cert pcap` keeps its slash.
        let words = words
            .trim_start_matches(|it: char| it.is_whitespace() || ",;:.!?>-–—".contains(it))
            .trim_end_matches(|it: char| it.is_whitespace() || ",;:-–—".contains(it));
        if !words.contains(char::is_alphanumeric) {
            return Some(String::new());
        }
        Some(words.chars().take(QUESTION_CHARACTERS).collect())
    }
}

/// The length of what somebody wrote, and nothing of it.
impl fmt::Debug for Heard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Heard").field("bytes", &self.text.len()).finish_non_exhaustive()
    }
}

/// What stands for something else in a text ("Message Formatting" in reference).
enum Mark<'a> {
    /// `<@123>`: a person, or a bot.
    User(u64),
    /// `</cert:123>`: a command.
    Command(&'a str),
    /// A role, a channel, an emoji: no words that anybody typed.
    Other,
}

/// The words of a text, with a blank for each mark, and whether one of these is for `us`. A command
/// is as if it was typed.
fn words(text: &str, us: u64) -> (String, bool) {
    let (mut words, mut is_named) = (String::with_capacity(text.len()), false);
    let mut rest = text;
    while let Some((before, from_mark)) = rest.split_once('<') {
        words.push_str(before);
        let Some((mark, after)) = mark(from_mark) else {
            words.push('<');
            rest = from_mark;
            continue;
        };
        if !words.ends_with(char::is_whitespace) {
            words.push(' ');
        }
        match mark {
            Mark::User(id) => is_named |= id == us,
            Mark::Command(name) => words.extend(["/", name, " "]),
            Mark::Other => {}
        }
        rest = after.trim_start_matches(' ');
    }
    words.push_str(rest);
    (words, is_named)
}

/// The mark at the beginning of this text behind a `<`, and what comes behind it.
fn mark(text: &str) -> Option<(Mark<'_>, &str)> {
    let near = text.get(..text.floor_char_boundary(MARK_BYTES))?;
    let (inner, _) = near.split_once('>')?;
    let after = text.get(inner.len() + 1..)?;
    let id = |digits: &str| digits.parse::<u64>().ok();
    let mark = if let Some(role) = inner.strip_prefix("@&") {
        id(role).map(|_| Mark::Other)
    } else if let Some(user) = inner.strip_prefix("@!").or_else(|| inner.strip_prefix('@')) {
        id(user).map(Mark::User)
    } else if let Some(channel) = inner.strip_prefix('#') {
        id(channel).map(|_| Mark::Other)
    } else {
        let (name, number) = inner.rsplit_once(':')?;
        id(number)?;
        match name.strip_prefix('/') {
            Some(command) => Some(Mark::Command(command)),
            None => (name.starts_with(':') || name.starts_with("a:")).then_some(Mark::Other),
        }
    };
    Some((mark?, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(text: &str) -> Heard {
        Heard { id: 1, channel: 2, author: 3, guild: Some(4), text: text.to_owned() }
    }

    #[test]
    fn what_is_asked_is_what_stands_beside_the_mention() {
        for (text, asked) in [
            ("<@7> pcap", Some("pcap")),
            ("<@!7>, /cert pcap?", Some("/cert pcap?")),
            ("what is pcap, <@7>", Some("what is pcap")),
            ("> <@7>: pcap <:smile:12> <a:wave:13> <#14> <@&15> <@16>!", Some("pcap !")),
            ("<@7></cert:123456> pcap", Some("/cert pcap")),
            ("<@7> a < b > c", Some("a < b > c")),
            ("<@7>", Some("")),
            ("hi", None),
            ("<@&7> pcap", None),
            ("<@77> pcap", None),
            ("@everyone pcap", None),
            ("<@ 7> pcap", None),
            ("<@7 pcap", None),
            ("<@7>?! <:smile:12>", Some("")),
        ] {
            assert_eq!(heard(text).question(7).as_deref(), asked, "{text}");
        }
    }

    #[test]
    fn a_message_to_us_alone_needs_no_mention() {
        let direct = |text| Heard { guild: None, ..heard(text) };
        assert_eq!(direct("pcap").question(7).as_deref(), Some("pcap"));
        assert_eq!(direct("<@7> pcap").question(7).as_deref(), Some("pcap"));
        assert_eq!(direct("").question(7).as_deref(), Some(""));
        assert_eq!(direct("pcap").question(3), None);
    }

    #[test]
    fn a_long_question_is_cut() {
        let asked = heard(&format!("<@7>{}", "ß".repeat(5_000))).question(7).unwrap();
        assert_eq!(asked.chars().count(), QUESTION_CHARACTERS);
    }

    #[test]
    fn a_text_full_of_signs_takes_no_time() {
        let start = tokio::time::Instant::now();
        for text in ["<".repeat(4_000), "<@".repeat(2_000), format!("{}>", "<ß".repeat(2_000))] {
            heard(&text).question(7);
        }
        assert!(start.elapsed().as_millis() < 200, "{:?}", start.elapsed());
    }

    #[test]
    fn nothing_of_a_message_is_shown_in_a_log() {
        assert!(!format!("{:?}", heard("<@7> zyzzyva")).contains("zyzzyva"));
    }
}
