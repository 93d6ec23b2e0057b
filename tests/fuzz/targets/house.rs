//! Any text at all as a server's layer: loads, what is wrong can be drawn, and what it adds can be
//! written again.

#![no_main]

use certguide::guild::{additions, house_file};
use certguide::knowledge::diagnostic::Style;
use certguide::knowledge::source::SourceFile;
use certguide::knowledge::{Date, House, load_with_house};

libfuzzer_sys::fuzz_target!(|text: String| {
    let today = Date::constant(2026, 11, 23);
    let file = SourceFile { path: "house.toml".to_owned(), text };
    load_with_house(&[], &file, today).1.render(std::slice::from_ref(&file), Style::Plain);
    house_file(&additions(&House::read(&file, today).0));
});
