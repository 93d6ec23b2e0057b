//! Any line as a call: what is read is written so that it reads back the same.

#![no_main]

use certguide::call::Call;

libfuzzer_sys::fuzz_target!(|line: String| {
    if let Ok(call) = Call::parse(&line) {
        assert_eq!(Call::parse(&call.to_string()), Ok(call));
    }
});
