mod assumed;
mod corpus;
mod laws;
mod rules;

use chrono::DateTime;
use gradus_domain::{Background, BootId, History, Moment, Person, PersonId, Role};

use super::*;

/// 2026-06-15, 18:00 in UTC+2.
fn now() -> Moment {
    let wall = DateTime::parse_from_rfc3339("2026-06-15T18:00:00+02:00").expect("a date");
    Moment::new(wall, 0, BootId::default())
}

/// The empty log of somebody who was born on the first day that is believed.
fn log() -> History {
    History::new(Person {
        id: PersonId([1; 16]),
        name: "Robin".to_owned(),
        born: "1900-01-01".parse().expect("a date"),
        role: Role::Self_,
        background: Background::default(),
    })
}

fn import(text: &str) -> Import {
    read(text, &[], &log(), &now()).map_err(|error| error.to_string()).expect("a table")
}
