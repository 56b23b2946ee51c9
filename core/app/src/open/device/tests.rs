//! What no verb of this version writes: two devices in use by one name.

use gradus_domain::PersonId;

use super::*;
use crate::moment;
use crate::view::{ClockReading, PracticePerson};

#[test]
fn a_name_that_two_in_use_have_is_refused_and_both_are_told_with_their_sizes() {
    let wall = "2026-03-16T19:00:00+01:00".to_owned();
    let now = moment(&ClockReading { wall, monotonic_ms: 0, boot: String::new() }).expect("a clock");
    let mut app = App::practice_with(7, &[PracticePerson::AdultWithStenosis], &now).expect("in memory");
    let id: PersonId = app.person(None).expect("one person").id.parse().expect("an id");
    for size in ["12", "13"] {
        let draft = DeviceDraft {
            name: "Twin".to_owned(),
            shape: "set_piece".to_owned(),
            sizes: vec![size.to_owned()],
            material: "metal".to_owned(),
            base: true,
            ..DeviceDraft::default()
        };
        let device = draft::device(&draft, &now).expect("a device");
        app.write(id, &[(now.wall, Statement::Device(device))], false, &now).expect("written");
    }
    match app.device("Robin", "twin", &now) {
        Err(AppError::Refused { why }) => {
            assert!(why.contains("Twin: 12 mm,") && why.contains("Twin: 13 mm,"), "{why}");
        }
        _ => panic!("nobody knows which is meant"),
    }
}
