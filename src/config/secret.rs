//! What must never be shown, and how to tell it from what is often pasted in its place.

use std::fmt;

/// A bot's token. Neither `Debug` nor `Display` shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Checks the shape: three parts of letters, digits, `-` and `_`, with dots between. The
    /// error says what was given instead, never the text itself.
    pub fn parse(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.split('.').collect();
        if parts.len() == 3 && parts.iter().all(|it| is_base64url(it)) {
            return Ok(Self(text.to_owned()));
        }
        Err(format!("expected a bot token, three parts with dots between{}", instead(text)))
    }

    /// The token itself, to be sent to Discord and nowhere else.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(hidden)")
    }
}

/// An address that may hold a password. Neither `Debug` nor `Display` shows any of it.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretUrl(String);

impl SecretUrl {
    /// Nothing is checked.
    pub(super) fn new(url: &str) -> Self {
        Self(url.to_owned())
    }

    /// The address itself, to connect to it and for nothing else.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretUrl(hidden)")
    }
}

impl fmt::Display for SecretUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(hidden)")
    }
}

/// The bytes of an Ed25519 key, from 64 hexadecimal digits. Whether they are one is not checked.
pub fn public_key(text: &str) -> Result<[u8; 32], String> {
    let digits: Vec<u8> = text
        .chars()
        .filter_map(|it| it.to_digit(16))
        .filter_map(|it| u8::try_from(it).ok())
        .collect();
    if digits.len() != 64 || text.chars().count() != 64 {
        return Err("expected a public key, 64 hexadecimal digits".to_owned());
    }
    let mut key = [0; 32];
    for (byte, pair) in key.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = pair.iter().fold(0, |sum, digit| sum * 16 + digit);
    }
    Ok(key)
}

/// What was probably pasted instead of a token, as the rest of a sentence.
fn instead(text: &str) -> &'static str {
    let length = text.chars().count();
    let is_hexadecimal = text.chars().all(|it| it.is_ascii_hexdigit());
    if text.starts_with("Bot ") {
        "; leave out the `Bot ` before it"
    } else if text.starts_with(['"', '\'']) {
        "; leave out the quotes around it"
    } else if text.chars().all(|it| it.is_ascii_digit()) {
        "; this looks like an id: take the token from the page `Bot` of the application"
    } else if length == 64 && is_hexadecimal {
        "; this looks like the public key: take the token from the page `Bot` of the application"
    } else if length == 32 && is_base64url(text) {
        "; this looks like the client secret: take the token from the page `Bot` of the application"
    } else {
        "; take it from https://discord.com/developers/applications, page `Bot`, `Reset Token`"
    }
}

fn is_base64url(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_'))
}
