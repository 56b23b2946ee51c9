use std::cmp::Ordering;
use std::cmp::Reverse;

use gradus_domain::{Answer, Bleeding, CheckIn, Millimetres, Session, Value, Visit};

use crate::wire::Statement;

/// Which of two statements of the same kind is the more cautious to believe: `Greater` when it is `left`, `Equal` when
/// nothing tells. The order is documented at [`crate::fold`].
pub(crate) fn compare(left: &Statement, right: &Statement) -> Ordering {
    match (left, right) {
        (Statement::Session(left), Statement::Session(right)) => session(left).cmp(&session(right)),
        (Statement::CheckIn(left), Statement::CheckIn(right)) => check_in(left).cmp(&check_in(right)),
        (Statement::Visit(left), Statement::Visit(right)) => visit(left).cmp(&visit(right)),
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

fn visit(visit: &Visit) -> impl Ord + use<> {
    Reverse(visit.size_set.unwrap_or(Millimetres::MAX))
}
