//! An answer as terminal text or as a Discord message.

pub mod limits;
pub mod message;
pub mod text;

pub use message::message;
pub use text::text;
