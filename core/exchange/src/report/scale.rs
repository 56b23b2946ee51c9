//! Numbers on a line: where a value lies in a drawing, and which values deserve a label.

/// A straight line from values to places in a drawing. Places may run against values, as heights do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    values: (f64, f64),
    places: (f64, f64),
}

impl Scale {
    /// The scale that takes `values.0` to `places.0` and `values.1` to `places.1`.
    pub(super) fn new(values: (f64, f64), places: (f64, f64)) -> Self {
        Self { values, places }
    }

    /// The place of a value. When all values are one, it lies in the middle.
    pub(super) fn at(&self, value: f64) -> f64 {
        let ((from, to), (start, end)) = (self.values, self.places);
        let share = if from == to { 0.5 } else { (value - from) / (to - from) };
        start + share * (end - start)
    }
}

/// Round values between two ends, both included, in equal steps of 1, 2 or 5 times a power of ten, at most `most`.
pub(super) fn ticks(from: f64, to: f64, most: usize) -> Vec<f64> {
    let step = step(to - from, most);
    let (first, last) = ((from / step - 1e-9).ceil() as i64, (to / step + 1e-9).floor() as i64);
    (first..=last).map(|n| n as f64 * step).collect()
}

fn step(span: f64, most: usize) -> f64 {
    let most = most.max(2) as f64 - 1.0;
    let rough = (span / most).max(0.1);
    let power = 10_f64.powf(rough.log10().floor());
    let fits = |factor: &&f64| **factor * power >= rough - 1e-9;
    [1.0, 2.0, 5.0].iter().find(fits).map_or(10.0 * power, |factor| factor * power)
}

/// A place as text: one decimal at most, so that a page of five years stays small.
pub(super) fn place(place: f64) -> String {
    number((place * 10.0).round() as i64)
}

/// A count of tenths as text, without a needless zero.
pub(super) fn number(tenths: i64) -> String {
    gradus_domain::Decimal::from_tenths(tenths).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_go_to_ends_and_heights_run_upward() {
        let scale = Scale::new((0.0, 10.0), (200.0, 100.0));
        assert_eq!((scale.at(0.0), scale.at(10.0), scale.at(5.0)), (200.0, 100.0, 150.0));
        assert_eq!(Scale::new((3.0, 3.0), (0.0, 10.0)).at(3.0), 5.0);
    }

    #[test]
    fn ticks_are_round_include_their_ends_and_keep_to_their_number() {
        assert_eq!(ticks(0.0, 10.0, 6), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(ticks(9.0, 12.0, 6), [9.0, 10.0, 11.0, 12.0]);
        assert_eq!(
            ticks(36.4, 38.2, 5).iter().map(|t| place(*t)).collect::<Vec<_>>(),
            ["36.5", "37", "37.5", "38"]
        );
        assert_eq!(ticks(0.0, 3.0, 5), [0.0, 1.0, 2.0, 3.0]);
        for span in 1..400 {
            for most in 2..9 {
                let found = ticks(0.0, f64::from(span), most);
                assert!(found.len() <= most && !found.is_empty(), "{span} {most}: {found:?}");
            }
        }
    }

    #[test]
    fn places_are_short() {
        assert_eq!([12.0, 12.34, -0.04, 0.06, -3.26].map(place), ["12", "12.3", "0", "0.1", "-3.3"]);
    }
}
