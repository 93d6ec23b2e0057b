//! What a run says about a program, and the middle of several runs.

use std::time::Duration;

use crate::load::Run;

/// How a program did.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figures {
    /// Half of the answers took no longer.
    pub(crate) p50_us: f64,
    /// All but one in a hundred took no longer.
    pub(crate) p99_us: f64,
    pub(crate) answers_per_s: f64,
    /// Of the program, for each answer.
    pub(crate) cpu_us: f64,
    /// Of the driver, for each answer.
    pub(crate) driver_cpu_us: f64,
}

impl Figures {
    pub(crate) fn new(run: Run, cpu: Duration, driver_cpu: Duration) -> Self {
        let mut latencies = run.latencies;
        latencies.sort_unstable();
        let count = as_f64(latencies.len());
        Self {
            p50_us: micros(percentile(&latencies, 50)),
            p99_us: micros(percentile(&latencies, 99)),
            answers_per_s: count / run.elapsed.as_secs_f64(),
            cpu_us: micros(cpu) / count,
            driver_cpu_us: micros(driver_cpu) / count,
        }
    }

    /// Each figure's median over rounds. `rounds` is not empty.
    pub(crate) fn median(rounds: &[Self]) -> Self {
        let of = |figure: fn(&Self) -> f64| {
            let mut values: Vec<f64> = rounds.iter().map(figure).collect();
            values.sort_unstable_by(f64::total_cmp);
            let middle = values.len() / 2;
            if values.len() % 2 == 1 {
                values[middle]
            } else {
                f64::midpoint(values[middle - 1], values[middle])
            }
        };
        Self {
            p50_us: of(|it| it.p50_us),
            p99_us: of(|it| it.p99_us),
            answers_per_s: of(|it| it.answers_per_s),
            cpu_us: of(|it| it.cpu_us),
            driver_cpu_us: of(|it| it.driver_cpu_us),
        }
    }
}

/// The smallest value that is not below so many hundredths of all. `sorted` is not empty.
fn percentile(sorted: &[Duration], hundredths: usize) -> Duration {
    sorted[(sorted.len() * hundredths).div_ceil(100).max(1) - 1]
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
fn as_f64(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::percentile;

    #[test]
    fn a_percentile_is_a_value_that_occurred() {
        let sorted: Vec<Duration> = (1..=200).map(Duration::from_micros).collect();
        assert_eq!(percentile(&sorted, 50), Duration::from_micros(100));
        assert_eq!(percentile(&sorted, 99), Duration::from_micros(198));
        assert_eq!(percentile(&sorted[..1], 99), Duration::from_micros(1));
    }
}
