//! An answer as terminal text, as a Discord message, or as a form in Discord.

pub mod form;
pub mod limits;
pub mod message;
pub mod roadmap;
pub mod text;

pub use form::form;
pub use message::message;
pub use text::text;

/// Words without the characters that nobody sees but that change what is seen: controls (a
/// terminal obeys them), marks that turn the direction of writing, and zero-width ones. Line
/// breaks and tabs become blanks.
pub fn plain_words(words: &str) -> String {
    words
        .chars()
        .filter_map(|it| match it {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{61c}'
            | '\u{ad}'
            | '\u{180e}' => None,
            it if it.is_control() => None,
            it => Some(it),
        })
        .collect()
}
