//! Where the time went.

use std::time::{Duration, Instant};

use serde::Serialize;

use crate::page::Page;

/// Time spent, by what it was spent on.
#[derive(Debug)]
pub struct Ledger {
    began: Instant,
    spent: Vec<(&'static str, u32, Duration)>,
}

/// One line of it.
#[derive(Debug, Serialize)]
pub struct Spent {
    /// On what.
    pub what: &'static str,
    /// How often.
    pub times: u32,
    /// Milliseconds in all, to a tenth.
    pub ms: f64,
}

impl Ledger {
    /// Begins to count.
    pub fn new() -> Self {
        Self { began: Instant::now(), spent: Vec::new() }
    }

    /// Runs `work` and adds its time to `what`.
    pub fn timed<T>(&mut self, what: &'static str, work: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let done = work();
        self.add(what, began.elapsed());
        done
    }

    /// Adds time that was measured elsewhere.
    pub fn add(&mut self, what: &'static str, time: Duration) {
        match self.spent.iter_mut().find(|(known, ..)| *known == what) {
            Some((_, times, sum)) => {
                *times += 1;
                *sum += time;
            }
            None => self.spent.push((what, 1, time)),
        }
    }

    /// The lines so far, in the order in which each first came up.
    pub fn lines(&self) -> Vec<Spent> {
        self.spent.iter().map(|&(what, times, time)| Spent { what, times, ms: tenths(time) }).collect()
    }

    /// Milliseconds since the beginning.
    pub fn total_ms(&self) -> f64 {
        tenths(self.began.elapsed())
    }

    /// A table of it.
    pub fn draw(&self, page: &mut Page) {
        let total = self.total_ms();
        let lines = self.lines();
        let rest = (total - lines.iter().map(|line| line.ms).sum::<f64>()).max(0.0);
        let row = |ms: f64, times: String, what: &str| vec![format!("{ms:>8.1} ms"), times, what.to_owned()];
        let mut rows: Vec<_> =
            lines.iter().map(|line| row(line.ms, format!("{:>3} x", line.times), line.what)).collect();
        rows.push(row(rest, String::new(), "everything else: drawing, starting, waiting"));
        rows.push(row(total, String::new(), "in all"));
        page.columns(0, &rows);
    }
}

fn tenths(time: Duration) -> f64 {
    (time.as_secs_f64() * 10_000.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_thing_adds_up_and_keeps_its_place() {
        let mut ledger = Ledger::new();
        ledger.add("writes", Duration::from_micros(1_500));
        ledger.add("report", Duration::from_millis(3));
        ledger.add("writes", Duration::from_micros(2_500));
        let lines = ledger.lines();
        assert_eq!((lines[0].what, lines[0].times, lines[0].ms), ("writes", 2, 4.0));
        assert_eq!((lines[1].what, lines[1].times, lines[1].ms), ("report", 1, 3.0));
        assert_eq!(ledger.timed("third", || 7), 7);
    }
}
