use std::cmp::Ordering;
use std::cmp::Reverse;

use gradus_domain::{
    Answer, Assessment, Bleeding, CheckIn, ClinicContact, ContactOutcome, Millimetres, Plan, Session, Value,
    Visit,
};

use crate::wire::Statement;

/// Which of two statements of the same kind is the more cautious to believe: `Greater` when it is `left`, `Equal` when
/// nothing tells. The order is documented at [`crate::fold`].
pub(crate) fn compare(left: &Statement, right: &Statement) -> Ordering {
    match (left, right) {
        (Statement::Session(left), Statement::Session(right)) => session(left).cmp(&session(right)),
        (Statement::Contact(left), Statement::Contact(right)) => contact(left).cmp(&contact(right)),
        (Statement::Assessment(left), Statement::Assessment(right)) => {
            assessment(left).cmp(&assessment(right))
        }
        (Statement::CheckIn(left), Statement::CheckIn(right)) => check_in(left).cmp(&check_in(right)),
        (Statement::Visit(left), Statement::Visit(right)) => visit(left).cmp(&visit(right)),
        (Statement::Step(left), Statement::Step(right)) => right.to.cmp(&left.to),
        (Statement::Plan(left), Statement::Plan(right)) => plan(left.plan()).cmp(&plan(right.plan())),
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

fn contact(contact: &ClinicContact) -> impl Ord + use<> {
    let no_size = Reverse(Millimetres::MAX);
    let (rank, size) = match contact.outcome {
        ContactOutcome::Resume => (0, no_size),
        ContactOutcome::ResumeAt(size) => (1, Reverse(size)),
        ContactOutcome::StaySame => (2, no_size),
        ContactOutcome::StepDown => (3, no_size),
        ContactOutcome::SeenNothingToDo => (4, no_size),
        ContactOutcome::Stop => (5, no_size),
    };
    (rank, size, Reverse(contact.releases.len()))
}

fn assessment(assessment: &Assessment) -> impl Ord + use<> {
    (assessment.disposition, assessment.gate.time, assessment.gate.size)
}

fn check_in(check_in: &CheckIn) -> impl Ord + use<> {
    let worrying =
        |answer: &&Answer<Value>| matches!(answer, Answer::Unknown | Answer::Known(Value::YesNo(true)));
    check_in.answers.values().filter(worrying).count()
}

fn visit(visit: &Visit) -> impl Ord + use<> {
    Reverse(visit.size_set.unwrap_or(Millimetres::MAX))
}

fn plan(plan: &Plan) -> impl Ord + use<> {
    Reverse((plan.ladder().goal(), plan.ladder().start()))
}
