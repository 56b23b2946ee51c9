mod assumed;
mod corpus;
mod laws;
mod rules;

use chrono::DateTime;
use gradus_domain::{BootId, Moment};

use super::*;

/// 2026-06-15, 18:00 in UTC+2.
fn now() -> Moment {
    let wall = DateTime::parse_from_rfc3339("2026-06-15T18:00:00+02:00").expect("a date");
    Moment { wall, monotonic_ms: 0, boot: BootId::default() }
}

fn import(text: &str) -> Import {
    read(text, &[], &[], &now()).map_err(|error| error.to_string()).expect("a table")
}
