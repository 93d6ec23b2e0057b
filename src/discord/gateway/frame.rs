//! A frame of the gateway, as far as we look into it.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::discord::interaction::{self, Asked, Interaction, Unreadable};
use crate::discord::message::{Heard, Message};

/// "Gateway Opcodes" in topics/opcodes-and-status-codes.
pub(in crate::discord) mod opcode {
    pub(in crate::discord) const DISPATCH: u8 = 0;
    pub(in crate::discord) const HELLO: u8 = 10;
    pub(in crate::discord) const HEARTBEAT_ACK: u8 = 11;
}

/// Names of events.
const INTERACTION: &str = "INTERACTION_CREATE";
const MESSAGE: &str = "MESSAGE_CREATE";
const READY: &str = "READY";
const RESUMED: &str = "RESUMED";

/// "Payload Structure" in events/gateway-events.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::discord) struct Frame {
    pub(in crate::discord) op: u8,
    pub(in crate::discord) event: Event,
}

/// What a frame means to us, beside its opcode.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::discord) enum Event {
    Interaction(Result<Asked, Unreadable>),
    /// A person wrote something in which we may be mentioned.
    Message(Heard),
    /// A session began, for the user with this id.
    Ready(Option<u64>),
    /// A session goes on.
    Resumed,
    /// Nothing.
    Other,
}

/// A frame whose data is read once it is clear what it is.
#[derive(Deserialize)]
struct Unread<'a> {
    op: u8,
    /// Name of the event.
    #[serde(borrow, default)]
    t: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    d: Option<&'a RawValue>,
}

/// A frame that carries an interaction.
#[derive(Deserialize)]
struct Framed<'a> {
    op: u8,
    #[serde(borrow)]
    t: Cow<'a, str>,
    #[serde(borrow)]
    d: Interaction<'a>,
}

/// A frame that carries a message.
#[derive(Deserialize)]
struct FramedMessage<'a> {
    op: u8,
    #[serde(borrow)]
    t: Cow<'a, str>,
    #[serde(borrow)]
    d: Message<'a>,
}

/// What we need of READY ("Ready" in events/gateway-events).
#[derive(Deserialize)]
struct Ready<'a> {
    #[serde(borrow)]
    user: User<'a>,
}

#[derive(Deserialize)]
struct User<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
}

impl Frame {
    /// `None`: it is no frame.
    pub(in crate::discord) fn read(text: &str) -> Option<Self> {
        // In one go where it looks like what most frames are.
        if text.contains(INTERACTION)
            && let Ok(Framed { op, t, d }) = serde_json::from_str(text)
            && t == INTERACTION
            && let Some(asked) = d.asked()
        {
            return Some(Self { op, event: Event::Interaction(Ok(asked)) });
        }
        // Where messages arrive at all, they are most of what does.
        if text.contains(MESSAGE)
            && let Ok(FramedMessage { op, t, d }) = serde_json::from_str(text)
            && t == MESSAGE
        {
            return Some(Self { op, event: message(d) });
        }
        let Unread { op, t, d } = serde_json::from_str(text).ok()?;
        let event = match (t.as_deref(), d) {
            (Some(INTERACTION), Some(data)) => Event::Interaction(interaction::read(data.get())),
            (Some(MESSAGE), Some(data)) => {
                serde_json::from_str(data.get()).map_or(Event::Other, message)
            }
            (Some(READY), data) => Event::Ready(data.and_then(|it| user(it.get()))),
            (Some(RESUMED), _) => Event::Resumed,
            _ => Event::Other,
        };
        Some(Self { op, event })
    }
}

fn message(message: Message<'_>) -> Event {
    message.heard().map_or(Event::Other, Event::Message)
}

/// The id of the user that READY says we are.
fn user(data: &str) -> Option<u64> {
    let ready: Ready<'_> = serde_json::from_str(data).ok()?;
    ready.user.id.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interaction_is_read_wherever_its_data_stands() {
        let data = r#"{"id":"1","token":"a","type":1,"new":[1.50]}"#;
        let ping = Event::Interaction(interaction::read(data));
        assert!(matches!(ping, Event::Interaction(Ok(_))));
        for text in [
            format!(r#"{{"t":"INTERACTION_CREATE","s":7,"op":0,"d":{data}}}"#),
            format!(r#"{{"d": {data}, "op": 0, "s": 7, "t": "INTERACTION_CREATE"}}"#),
            format!(r#"{{"d":{data},"op":0,"t":"INTERACTION\u005fCREATE"}}"#),
        ] {
            let frame = Frame::read(&text).unwrap();
            assert_eq!((frame.op, &frame.event), (opcode::DISPATCH, &ping), "{text}");
        }
    }

    #[test]
    fn one_that_does_not_read_is_told_from_other_events() {
        let text = r#"{"t":"INTERACTION_CREATE","op":0,"d":{"id":7}}"#;
        let frame = Frame::read(text).unwrap();
        assert!(matches!(frame.event, Event::Interaction(Err(_))), "{frame:?}");
        // A word in what somebody typed is no name of an event.
        let text = r#"{"t":"MESSAGE_CREATE","op":0,"d":{"id":"1","token":"a","type":2,
            "content":"INTERACTION_CREATE"}}"#;
        assert_eq!(Frame::read(text).unwrap().event, Event::Other);
    }

    #[test]
    fn a_message_is_read_wherever_its_data_stands() {
        let data = r#"{"id":"1","channel_id":"2","author":{"id":"3"},"content":"pcap","new":[1]}"#;
        for text in [
            format!(r#"{{"t":"MESSAGE_CREATE","s":7,"op":0,"d":{data}}}"#),
            format!(r#"{{"d": {data}, "op": 0, "s": 7, "t": "MESSAGE_CREATE"}}"#),
            format!(r#"{{"d":{data},"op":0,"t":"MESSAGE\u005fCREATE"}}"#),
        ] {
            let frame = Frame::read(&text).unwrap();
            let Event::Message(heard) = frame.event else { panic!("{text}") };
            assert_eq!((heard.id, heard.channel, heard.author), (1, 2, 3), "{text}");
        }
        let text = r#"{"t":"MESSAGE_CREATE","op":0,"d":{"id":7}}"#;
        assert_eq!(Frame::read(text).unwrap().event, Event::Other);
    }

    #[test]
    fn ready_says_who_we_are() {
        let read = |text: &str| Frame::read(text).unwrap().event;
        let text = r#"{"t":"READY","s":1,"op":0,"d":{"v":10,"user":{"id":"12","bot":true}}}"#;
        assert_eq!(read(text), Event::Ready(Some(12)));
        assert_eq!(read(r#"{"t":"READY","op":0,"d":{}}"#), Event::Ready(None));
        assert_eq!(read(r#"{"t":"RESUMED","op":0,"d":{}}"#), Event::Resumed);
    }

    #[test]
    fn anything_else_is_nothing_to_us() {
        for text in [r#"{"op":11,"d":null}"#, r#"{"op":0,"t":"GUILD_CREATE","d":{}}"#] {
            assert_eq!(Frame::read(text).unwrap().event, Event::Other);
        }
        for text in ["", "null", "[]", r#"{"t":"READY"}"#, r#"{"op":"0"}"#, r#"{"op":300}"#] {
            assert!(Frame::read(text).is_none(), "{text}");
        }
    }
}
