//! What time is it, by the wall and since boot? The core reads no clock; this is where it is read for the terminal.

use std::fs;
use std::sync::OnceLock;
use std::time::Instant;

use chrono::{DateTime, FixedOffset, Local};
use gradus_app::{BootId, Moment};

/// The present moment by the system's clocks, or the one a script asked for.
pub fn moment(asked: Option<DateTime<FixedOffset>>) -> Moment {
    match asked {
        Some(wall) => simulated(wall),
        None => by_the_system(),
    }
}

/// When a secret is tried: by the system's uptime whatever a script asked for, because nobody may ask a wait away.
pub fn trying(asked: Option<DateTime<FixedOffset>>) -> Moment {
    let now = by_the_system();
    now.at(asked.unwrap_or(now.wall))
}

/// A moment of an imagined boot that began in 1970, so that both clocks of all simulated moments agree.
pub fn simulated(wall: DateTime<FixedOffset>) -> Moment {
    let monotonic_ms = u64::try_from(wall.timestamp_millis()).unwrap_or(0);
    Moment::new(wall, monotonic_ms, BootId::default())
}

fn by_the_system() -> Moment {
    let wall = Local::now().fixed_offset();
    match (uptime_ms(), boot_id()) {
        (Some(monotonic_ms), Some(boot)) => Moment::new(wall, monotonic_ms, boot),
        _ => since_this_process_began(wall),
    }
}

/// Where the system tells no boot id, each process counts as a boot of its own: nothing is then concluded across two.
/// A wait after wrong passcodes begins anew with each of them, which `SECURITY.md` says: std has no clock that two processes share.
fn since_this_process_began(wall: DateTime<FixedOffset>) -> Moment {
    static BEGAN: OnceLock<(Instant, BootId)> = OnceLock::new();
    let (began, boot) = BEGAN.get_or_init(|| {
        let mut id = [0xff; 16];
        id[..8].copy_from_slice(&wall.timestamp_micros().to_be_bytes());
        id[8..12].copy_from_slice(&std::process::id().to_be_bytes());
        (Instant::now(), BootId(id))
    });
    let monotonic_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Moment::new(wall, monotonic_ms, *boot)
}

/// Milliseconds since boot with sleep included, which `Instant` leaves out on Linux.
fn uptime_ms() -> Option<u64> {
    read_uptime(&fs::read_to_string("/proc/uptime").ok()?)
}

fn read_uptime(text: &str) -> Option<u64> {
    let (seconds, hundredths) = text.split_whitespace().next()?.split_once('.')?;
    if hundredths.len() != 2 {
        return None;
    }
    let (seconds, hundredths): (u64, u64) = (seconds.parse().ok()?, hundredths.parse().ok()?);
    seconds.checked_mul(1000)?.checked_add(hundredths * 10)
}

fn boot_id() -> Option<BootId> {
    read_boot_id(&fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?)
}

fn read_boot_id(text: &str) -> Option<BootId> {
    let digits: String = text.trim().chars().filter(|&c| c != '-').collect();
    if digits.len() != 32 {
        return None;
    }
    let number = u128::from_str_radix(&digits, 16).ok()?;
    Some(BootId(number.to_be_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_asked_for_instant_is_taken_as_it_is_and_both_clocks_agree() {
        let at = |text| DateTime::parse_from_rfc3339(text).expect("an instant");
        let (first, later) =
            (moment(Some(at("2026-03-14T20:40:00+01:00"))), moment(Some(at("2026-03-14T20:41:00+01:00"))));
        assert_eq!(first.wall.to_rfc3339(), "2026-03-14T20:40:00+01:00");
        assert_eq!(later.monotonic_ms - first.monotonic_ms, 60_000);
        assert_eq!(first.boot, later.boot);
        assert_eq!(moment(Some(at("1969-01-01T00:00:00Z"))).monotonic_ms, 0);
    }

    #[test]
    fn the_systems_clocks_go_forward_within_one_boot() {
        let (first, second) = (moment(None), moment(None));
        assert_eq!(first.boot, second.boot);
        assert!(first.monotonic_ms <= second.monotonic_ms);
        assert_ne!(first.boot, BootId::default(), "a real boot is never taken for the imagined one");
        assert_eq!(first.wall.timestamp_subsec_nanos() % 1_000_000, 0, "as fine as what is kept");
    }

    #[test]
    fn a_secret_is_tried_by_the_uptime_of_the_system_on_any_day() {
        let asked = DateTime::parse_from_rfc3339("2099-03-14T20:40:00+01:00").expect("an instant");
        let (before, tried) = (moment(None), trying(Some(asked)));
        assert_eq!((tried.wall, tried.boot), (asked, before.boot));
        assert!(tried.monotonic_ms.abs_diff(before.monotonic_ms) < 60_000);
    }

    #[test]
    fn uptime_and_boot_id_are_read_as_linux_writes_them() {
        assert_eq!(read_uptime("350735.47 234388.90\n"), Some(350_735_470));
        assert_eq!(
            read_boot_id("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0\n").map(|id| id.0[0..2].to_vec()),
            Some(vec![0x0f, 0x1e])
        );
        for wrong in ["", "12", "12.", "12.5", "x.10", "99999999999999999999.00"] {
            assert_eq!(read_uptime(wrong), None, "{wrong}");
        }
        for wrong in ["", "0f1e", "zz1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"] {
            assert_eq!(read_boot_id(wrong), None, "{wrong}");
        }
    }
}
