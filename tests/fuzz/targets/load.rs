//! Any text at all as a certification's file: loads, and what is wrong can be drawn.

#![no_main]

use certguide::knowledge::diagnostic::Style;
use certguide::knowledge::source::SourceFile;
use certguide::knowledge::{Date, load};

libfuzzer_sys::fuzz_target!(|text: String| {
    let files = [SourceFile { path: "x/certifications/x.toml".to_owned(), text }];
    load(&files, Date::constant(2026, 11, 23)).1.render(&files, Style::Plain);
});
