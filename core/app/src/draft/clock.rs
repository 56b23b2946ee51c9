use gradus_domain::{BootId, Moment};

use super::fields::{Fields, when};
use crate::AppError;
use crate::view::ClockReading;

/// The core's moment from what a shell's clocks show.
///
/// # Errors
/// `Invalid` when the wall clock is not RFC 3339 with an offset, or the boot is neither empty nor 32 hex digits.
pub fn moment(reading: &ClockReading) -> Result<Moment, AppError> {
    let mut fields = Fields::default();
    let wall = when(&reading.wall);
    if wall.is_none() {
        fields.wrong(
            "now.wall",
            "is no time",
            "write the date, the time and the offset, such as 2026-03-01T19:30:00+01:00",
        );
    }
    let boot = boot(&reading.boot);
    if boot.is_none() {
        fields.wrong("now.boot", "is no boot identifier", "write 32 hexadecimal digits, or nothing");
    }
    let moment = wall.zip(boot).map(|(wall, boot)| Moment::new(wall, reading.monotonic_ms, boot));
    fields.finish(moment)
}

fn boot(text: &str) -> Option<BootId> {
    let digits: Vec<u8> =
        text.chars().filter(|c| *c != '-').map(|c| c.to_digit(16).map(|d| d as u8)).collect::<Option<_>>()?;
    match digits.len() {
        0 => Some(BootId::default()),
        32 => {
            let mut bytes = [0; 16];
            bytes.iter_mut().zip(digits.chunks(2)).for_each(|(byte, pair)| *byte = pair[0] << 4 | pair[1]);
            Some(BootId(bytes))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(wall: &str, boot: &str) -> ClockReading {
        ClockReading { wall: wall.to_owned(), monotonic_ms: 7, boot: boot.to_owned() }
    }

    #[test]
    fn a_reading_becomes_a_moment() {
        let read = moment(&reading("2026-03-01T19:30:00+01:00", "0f0e0d0c-0b0a-0908-0706-050403020100"));
        let read = read.expect("a good reading");
        assert_eq!(read.date().to_string(), "2026-03-01");
        assert_eq!(read.boot.0[0], 0x0f);
        assert_eq!(moment(&reading("2026-03-01T19:30:00Z", "")).expect("no boot").boot, BootId::default());
    }

    #[test]
    fn every_wrong_part_is_named() {
        let AppError::Invalid { problems } =
            moment(&reading("2026-03-01T19:30:00", "xyz")).expect_err("wrong")
        else {
            panic!("another error");
        };
        let fields: Vec<_> = problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields, ["now.wall", "now.boot"]);
        assert!(moment(&reading("2026-03-01T19:30:00Z", "abc")).is_err(), "too short");
    }
}
