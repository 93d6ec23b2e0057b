//! How much a person and a server may ask.

use std::time::Duration;

/// Settings of how much may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Of a person, wherever they ask. `None`: no limit.
    pub person: Option<Rate>,
    /// Of all people of a server together. `None`: no limit.
    pub server: Option<Rate>,
}

/// So many calls at once, of which so many come back in so long: within one window there can be
/// nearly twice as many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// 1 to 100,000.
    pub calls: u32,
    /// 1 second to 1 hour.
    pub window: Duration,
}

/// Reads `20/10s`; `off` is no limit.
pub(super) fn rate(text: &str) -> Result<Option<Rate>, String> {
    if text == "off" {
        return Ok(None);
    }
    let wrong =
        || format!("expected calls and seconds, such as `20/10s`, or `off`, found `{text}`");
    let (calls, seconds) = text.split_once('/').ok_or_else(wrong)?;
    let seconds = seconds.strip_suffix('s').ok_or_else(wrong)?;
    let calls: u32 = calls.trim().parse().map_err(|_| wrong())?;
    let seconds: u64 = seconds.trim().parse().map_err(|_| wrong())?;
    if calls == 0 || calls > 100_000 || seconds == 0 || seconds > 3600 {
        return Err(format!(
            "expected 1 to 100000 calls in 1 to 3600 seconds, found `{text}`; `off` is no limit"
        ));
    }
    Ok(Some(Rate { calls, window: Duration::from_secs(seconds) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_calls_in_seconds_within_bounds() {
        let read = |text| rate(text).map(|it| it.map(|it| (it.calls, it.window.as_secs())));
        assert_eq!(read("20/10s"), Ok(Some((20, 10))));
        assert_eq!(read("off"), Ok(None));
        for wrong in ["", "20", "20/10", "0/10s", "20/0s", "20/4000s", "-1/10s", "a/bs"] {
            let problem = read(wrong).unwrap_err();
            assert!(problem.contains("off"), "{wrong}: {problem}");
        }
    }
}
