//! What can be told of a session just now, as buttons in their order.

use gradus_domain::{Bleeding, Doing, Moment, PainScore, Role, Run, RunEvent, RunState, Sign};
use gradus_triage::Texts;
use gradus_words::Words;

use crate::draft;
use crate::view::{RunActionKind, RunActionView, RunChoiceView};

/// Stop, the signs with the gravest first, blood, pain, what leads on, a break; of these what would change something.
pub(crate) fn run_actions(
    (words, texts): (&Words, &Texts),
    (run, state, now): (&Run, &RunState, &Moment),
) -> Vec<RunActionView> {
    let is_new = |event: &RunEvent| {
        let mut tried = run.clone();
        tried.tell(event.clone(), *now).is_ok() && tried.events().len() > run.events().len()
    };
    let action = |event: &RunEvent, name: &str, kind, choices| RunActionView {
        event: name.to_owned(),
        kind,
        label: words.run_action(event, run.script().role()),
        choices,
    };
    let plain = plain(run, state).into_iter().filter(|(event, _)| is_new(event));
    let plain = plain.map(|(event, kind)| action(&event, draft::run_word(&event), kind, Vec::new()));
    let (mut actions, onward): (Vec<_>, Vec<_>) =
        plain.partition(|one| matches!(one.kind, RunActionKind::Stop | RunActionKind::Sign));
    let (blood, pain) = (RunEvent::Blood(Bleeding::Streak), RunEvent::Pain(PainScore::NONE));
    actions.push(action(&blood, "blood", RunActionKind::Blood, amounts(texts)));
    actions.push(action(&pain, "pain", RunActionKind::Pain, scores()));
    actions.extend(onward);
    actions
}

/// Events of one word that make sense at this stage.
fn plain(run: &Run, state: &RunState) -> Vec<(RunEvent, RunActionKind)> {
    let sign = |sign| (RunEvent::Sign(sign), RunActionKind::Sign);
    let mut events = vec![
        (RunEvent::Stop, RunActionKind::Stop),
        sign(Sign::Faint),
        sign(Sign::Stuck),
        sign(Sign::SharpPain),
    ];
    // Where every size was in, none of them was too large.
    if state.insertion.is_some() || state.has_ended {
        events.push(sign(Sign::CannotPass));
    }
    // Whoever holds the device has said stop by pressing it.
    if run.script().role() == Role::Caregiver {
        events.push(sign(Sign::SaidStop));
    }
    events.extend(match state.stage {
        Doing::Ready | Doing::Resting { .. } => Some((RunEvent::In, RunActionKind::Next)),
        Doing::Holding { .. } | Doing::TakeOut { .. } => Some((RunEvent::Out, RunActionKind::Next)),
        Doing::Paused => Some((RunEvent::Resume, RunActionKind::Next)),
        Doing::AfterCare => Some((RunEvent::AfterCareDone, RunActionKind::Next)),
        Doing::CheckList | Doing::Done => None,
    });
    if matches!(state.stage, Doing::Ready | Doing::Resting { .. }) {
        events.push((RunEvent::Pause, RunActionKind::Break));
    }
    events
}

/// Amounts of blood in the words of the check-in; none is nothing to tell.
fn amounts(texts: &Texts) -> Vec<RunChoiceView> {
    let said = texts.question("bleeding").map_or(&[][..], |question| &question.answers);
    let levels = <Bleeding as draft::Choice>::WORDS.iter().zip(said).skip(1);
    let choice = |((level, _), said): (&(&str, Bleeding), &String)| RunChoiceView {
        event: format!("blood:{level}"),
        label: said.clone(),
    };
    levels.map(choice).collect()
}

fn scores() -> Vec<RunChoiceView> {
    let scores = PainScore::NONE.value()..=PainScore::WORST.value();
    scores.map(|score| RunChoiceView { event: format!("pain:{score}"), label: score.to_string() }).collect()
}
