//! What a button under a refusal carries, within what Discord lets it carry.

use crate::call::Call;
use crate::commands;

/// A button carries its call, and Discord lets it carry so much, in UTF-16 code units.
const BUTTON_UNITS: usize = 100;

pub(super) fn fits_button(call: &Call) -> bool {
    call.to_string().encode_utf16().count() <= BUTTON_UNITS
}

/// `asked` with the answer to our question. Where a button cannot carry all of it, what is too
/// long is left out: the command then asks for it anew.
pub(super) fn answering(asked: &Call, option: &str, value: &str) -> Call {
    let whole = asked.clone().replacing(option, value);
    if fits_button(&whole) {
        return whole;
    }
    let named = commands::named(asked).map(|(it, _)| it.call());
    let mut call = named.unwrap_or_else(|| Call::new(&asked.command)).with(option, value);
    for (name, value) in asked.arguments.iter().filter(|(name, _)| name != option) {
        let more = call.clone().with(name, value);
        if fits_button(&more) {
            call = more;
        }
    }
    call
}
