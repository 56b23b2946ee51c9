//! A rule that stands on a doubt alone is told from one that holds.

use gradus_domain::ContactOutcome;
use gradus_triage::{is_in_doubt, standing};

use crate::diary::{assessment, contact, history, logged, moment};

const YES: &str = "device_retained=true";
const NOT_SURE: &str = "device_retained=unknown";

/// Whether F1 is in doubt after these answers, one an hour from 10:00 on; `released`: the answer that a clinician lifted.
fn in_doubt(answers: &[&str], released: Option<u8>) -> bool {
    let mut history = history();
    for (number, changes) in (1..).zip(answers) {
        let when = format!("2026-03-02T{}:00", 9 + number);
        history.assessments.push(logged(number, &when, assessment(changes, &when)));
    }
    let said = "2026-03-02T15:00";
    let talk = |number: &u8| logged(9, said, contact(ContactOutcome::Resume, &[*number], said));
    history.contacts = released.iter().map(talk).collect();
    is_in_doubt(&history, &standing(&history, &moment("2026-03-02T16:00")), "F1")
}

#[test]
fn a_rule_is_in_doubt_where_no_answer_that_stands_fired_it_for_certain() {
    for (answers, doubt) in [
        (&[YES][..], false),
        (&[NOT_SURE], true),
        (&[YES, NOT_SURE], false),
        (&[NOT_SURE, YES], false),
        (&[], false),
    ] {
        assert_eq!(in_doubt(answers, None), doubt, "{answers:?}");
    }
    assert!(in_doubt(&[YES, NOT_SURE], Some(1)), "what was told is lifted, and the doubt is left");
    assert!(in_doubt(&[NOT_SURE, YES], Some(2)), "and so it is where the doubt came first");
}

#[test]
fn where_nothing_stands_the_latest_answer_that_fired_it_tells() {
    assert!(!in_doubt(&[YES], Some(1)));
    assert!(in_doubt(&[NOT_SURE], Some(1)));
}
