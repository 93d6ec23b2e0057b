//! A frame of the gateway, as far as we look into it.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

/// "Gateway Opcodes" in topics/opcodes-and-status-codes.
pub(super) mod opcode {
    pub(in crate::discord) const DISPATCH: u8 = 0;
    pub(in crate::discord) const HELLO: u8 = 10;
    pub(in crate::discord) const HEARTBEAT_ACK: u8 = 11;
}

/// "Payload Structure" in events/gateway-events. The data is read once it is clear what it is.
#[derive(Debug, Deserialize)]
pub(in crate::discord) struct Frame<'a> {
    pub(in crate::discord) op: u8,
    /// Name of the event.
    #[serde(borrow, default)]
    t: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    d: Option<&'a RawValue>,
}

/// What a frame means to us, beside its opcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum Event<'a> {
    /// The JSON of an interaction.
    Interaction(&'a str),
    /// A session began, or goes on.
    LetIn,
    /// Nothing.
    Other,
}

impl<'a> Frame<'a> {
    /// `None`: it is no frame.
    pub(in crate::discord) fn read(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    pub(in crate::discord) fn event(&self) -> Event<'a> {
        match (self.t.as_deref(), self.d) {
            (Some("INTERACTION_CREATE"), Some(data)) => Event::Interaction(data.get()),
            (Some("READY" | "RESUMED"), _) => Event::LetIn,
            _ => Event::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interaction_is_taken_as_it_stands() {
        let text = r#"{"t":"INTERACTION_CREATE","s":7,"op":0,"d":{"id": "1", "new": [1.50]}}"#;
        let frame = Frame::read(text).unwrap();
        assert_eq!(frame.op, opcode::DISPATCH);
        assert_eq!(frame.event(), Event::Interaction(r#"{"id": "1", "new": [1.50]}"#));
    }

    #[test]
    fn anything_else_is_nothing_to_us() {
        for text in [r#"{"op":11,"d":null}"#, r#"{"op":0,"t":"GUILD_CREATE","d":{}}"#] {
            assert_eq!(Frame::read(text).unwrap().event(), Event::Other);
        }
        for text in ["", "null", "[]", r#"{"t":"READY"}"#, r#"{"op":"0"}"#, r#"{"op":300}"#] {
            assert!(Frame::read(text).is_none(), "{text}");
        }
    }
}
