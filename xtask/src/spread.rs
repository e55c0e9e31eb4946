//! How measured times are spread.

use std::fmt;
use std::time::Duration;

/// Times of one kind of work.
#[derive(Debug, Clone, Default)]
pub struct Spread(Vec<Duration>);

impl Spread {
    /// Adds one time.
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// The time that this share of all, in thousandths, does not exceed.
    pub fn at(&self, thousandths: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let last = sorted.len().saturating_sub(1);
        sorted.get(last * thousandths / 1000).copied().unwrap_or_default()
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [median, p95, p99, most] = [500, 950, 990, 1000].map(|share| self.at(share));
        write!(f, "{} times, median {median:.1?}, p95 {p95:.1?}, p99 {p99:.1?}, max {most:.1?}", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares() {
        let mut spread = Spread::default();
        (0..=100).rev().for_each(|ms| spread.add(Duration::from_millis(ms)));
        assert_eq!([0, 500, 990, 1000].map(|share| spread.at(share).as_millis()), [0, 50, 99, 100]);
        assert_eq!(Spread::default().at(500), Duration::ZERO);
    }
}
