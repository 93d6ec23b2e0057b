//! Whether this machine's clock goes as Discord's does.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

use super::words;
use crate::checkup::Finding;

pub(super) const WHAT: &str = "clock";

/// A machine that asks for the time over the network is nearer than this.
const NEAR: Duration = Duration::from_secs(2);

/// From here on certificates and dates go wrong.
const FAR: Duration = Duration::from_mins(1);

const DEED: &str =
    "let the machine set it over the network, such as with `timedatectl set-ntp true`";

/// What Discord's clock said, as in the `Date` header, between two times of ours.
pub(super) fn finding(date: &str, before: Timestamp, after: Timestamp) -> Finding {
    let Ok(discords) = DateTimeParser::new().parse_timestamp(date) else {
        return Finding::skipped(WHAT, "Discord does not say what time it has");
    };
    let (distance, way) = distance(discords, before, after);
    if distance <= NEAR {
        return Finding::fine(WHAT, "goes as Discord's");
    }
    let state = format!("{} {way} Discord's", words(distance));
    if distance <= FAR {
        return Finding::warning(WHAT, state, DEED);
    }
    Finding::fault(WHAT, state, DEED)
}

/// How far ours is from Discord's at least: that one is told in whole seconds, cut off, and it was
/// told at some time between ours.
fn distance(discords: Timestamp, before: Timestamp, after: Timestamp) -> (Duration, &'static str) {
    let second = Duration::from_secs(1);
    let ahead = Duration::try_from(before.duration_since(discords)).unwrap_or_default();
    let behind = Duration::try_from(discords.duration_since(after)).unwrap_or_default();
    if behind > Duration::ZERO {
        return (behind, "behind");
    }
    (ahead.saturating_sub(second), "ahead of")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::needless_pass_by_value, reason = "`expect![]` reads best passed by value")]

    use expect_test::{Expect, expect};

    use super::*;

    fn check(date: &str, expect: Expect) {
        let before: Timestamp = "2026-11-25T12:00:00.9Z".parse().unwrap();
        let after: Timestamp = "2026-11-25T12:00:01.4Z".parse().unwrap();
        expect.assert_eq(&finding(date, before, after).to_string());
    }

    #[test]
    fn it_may_be_as_far_from_discords_as_nobody_can_tell_and_two_seconds_more() {
        check(
            "Wed, 25 Nov 2026 12:00:01 GMT",
            expect![[r#"
            ok    clock: goes as Discord's
        "#]],
        );
        check(
            "Wed, 25 Nov 2026 12:00:03 GMT",
            expect![[r#"
            ok    clock: goes as Discord's
        "#]],
        );
        check(
            "Wed, 25 Nov 2026 11:59:58 GMT",
            expect![[r#"
            ok    clock: goes as Discord's
        "#]],
        );
        check(
            "Wed, 25 Nov 2026 12:00:04 GMT",
            expect![[r#"
            warn  clock: 2.6 s behind Discord's
                  let the machine set it over the network, such as with `timedatectl set-ntp true`
        "#]],
        );
        check(
            "Wed, 25 Nov 2026 11:59:56 GMT",
            expect![[r#"
            warn  clock: 3.9 s ahead of Discord's
                  let the machine set it over the network, such as with `timedatectl set-ntp true`
        "#]],
        );
        check(
            "Wed, 25 Nov 2026 12:01:02 GMT",
            expect![[r#"
            fail  clock: 1 min 0 s behind Discord's
                  let the machine set it over the network, such as with `timedatectl set-ntp true`
        "#]],
        );
        check(
            "Tue, 24 Nov 2026 09:30:00 GMT",
            expect![[r#"
            fail  clock: 26 h 29 min ahead of Discord's
                  let the machine set it over the network, such as with `timedatectl set-ntp true`
        "#]],
        );
        check(
            "Sunday, 06-Nov-94 08:49:37 GMT",
            expect![[r#"
            skip  clock: Discord does not say what time it has
        "#]],
        );
        check(
            "",
            expect![[r#"
            skip  clock: Discord does not say what time it has
        "#]],
        );
    }
}
