//! certguide
fn main() {}
