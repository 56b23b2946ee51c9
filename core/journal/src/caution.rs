use std::cmp::Ordering;
use std::cmp::Reverse;

use gradus_domain::{Answer, Bleeding, CheckIn, Millimetres, Observed, Session, Value, Visit};

use gradus_domain::device::Care;

use crate::wire::Statement;

/// Which of two statements of the same kind is the more cautious to believe: `Greater` when it is `left`, `Equal` when
/// nothing tells. The order is documented at [`crate::fold`].
pub(crate) fn compare(left: &Statement, right: &Statement) -> Ordering {
    match (left, right) {
        (Statement::Session(left), Statement::Session(right)) => session(left).cmp(&session(right)),
        (Statement::CheckIn(left), Statement::CheckIn(right)) => check_in(left).cmp(&check_in(right)),
        (Statement::Observation(left), Statement::Observation(right)) => {
            observed(&left.what).cmp(&observed(&right.what))
        }
        (Statement::Visit(left), Statement::Visit(right)) => visit(left).cmp(&visit(right)),
        (Statement::DeviceCare(left), Statement::DeviceCare(right)) => {
            care(&left.what).cmp(&care(&right.what))
        }
        _ => Ordering::Equal,
    }
}

fn session(session: &Session) -> impl Ord + use<> {
    let peak = match session.pain.peak {
        Some(Answer::Known(peak)) => peak.value(),
        Some(Answer::Unknown) | None => 10,
    };
    let bleeding = match session.bleeding {
        Some(Answer::Known(bleeding)) => bleeding,
        Some(Answer::Unknown) | None => Bleeding::NonStop,
    };
    (bleeding, peak, session.ease)
}

fn check_in(check_in: &CheckIn) -> impl Ord + use<> {
    let worrying =
        |answer: &&Answer<Value>| matches!(answer, Answer::Unknown | Answer::Known(Value::YesNo(true)));
    check_in.answers.values().filter(worrying).count()
}

/// Kinds of observation are in no order, so of two that differ in kind the later one stands.
fn observed(what: &Observed) -> i32 {
    match what {
        Observed::Temperature(reading) => {
            let tenths = i32::from(reading.temperature.tenths());
            (tenths - 374).max(360 - tenths)
        }
        Observed::Stool(stool) => match (stool.blood, stool.blood_mixed) {
            (Some(Answer::Unknown), _) | (_, Some(Answer::Unknown)) => 100,
            (blood, mixed) => {
                let seen =
                    blood.map_or(0, |blood| if let Answer::Known(seen) = blood { seen as i32 } else { 0 });
                let colour = stool.colour.map_or(0, |colour| colour as i32);
                seen + 10 * i32::from(mixed == Some(Answer::Known(true))) + 3 * colour
            }
        },
        Observed::Continence(score) => score.score().into(),
        Observed::Flacc(score) => score.value().into(),
        Observed::Distress(score) => score.value().into(),
    }
}

/// What keeps a device from being used longest first.
fn care(care: &Care) -> (u8, usize) {
    match care {
        Care::Retired(_) => (2, 0),
        Care::Checked(check) => (1, check.doubts()),
        Care::Cleaned | Care::Disinfected(_) => (0, 0),
    }
}

fn visit(visit: &Visit) -> impl Ord + use<> {
    Reverse(visit.size_set.unwrap_or(Millimetres::MAX))
}
