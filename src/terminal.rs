//! terminal

pub mod matches;
