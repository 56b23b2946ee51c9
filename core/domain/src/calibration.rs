use chrono::{Days, NaiveDate};

use crate::contact::VisitKind;
use crate::history::History;
use crate::moment::Moment;

/// The day by which the clinic calibrates next, counted from its last calibration, or from the plan's first day while it has
/// not calibrated since; `None` where the plan in force asks for none, has not begun, or has ended by then.
pub fn calibration_due(history: &History, now: &Moment) -> Option<NaiveDate> {
    let plan = &history.plan_in_force(now.date())?.value;
    let days = Days::new(plan.calibration_days()?.into());
    let first = plan.first_day().filter(|first| *first <= now.date())?;
    let calibrated = history.visits.iter().filter(|visit| {
        let sized = visit.value.kind == VisitKind::Calibration || visit.value.calibrated.is_some();
        sized && visit.effective <= now.wall
    });
    let last = calibrated.map(|visit| visit.date()).max().map_or(first, |last| last.max(first));
    let due = last.checked_add_days(days)?;
    plan.last_day().is_none_or(|last| due <= last).then_some(due)
}

/// The day of the next visit, as the last talk that named one has it; it may be over. `None` where no talk did.
pub fn next_visit(history: &History, now: &Moment) -> Option<NaiveDate> {
    let before = history.contacts.iter().filter(|contact| contact.value.when <= now.wall);
    let named = before.filter_map(|contact| Some((contact.value.when, contact.value.next_visit?)));
    named.max().map(|(_, day)| day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::{ContactOutcome, Visit};
    use crate::plan::PlanForm;
    use crate::plan::published;
    use crate::sample::{Diary, date, mm, moment};

    fn calibrated_weekly(more: &str) -> Diary {
        let (_, text) = published().iter().find(|(name, _)| *name == "calibration-only").expect("the form");
        let mut form =
            PlanForm::parse(&text.replace("regimen =", &format!("{more}regimen ="))).expect("a form");
        form.fill(&[
            ("prescriber", "Dr Okafor"),
            ("indication", "hirschsprung"),
            ("ladder.start_mm", "9"),
            ("ladder.goal_mm", "12"),
            ("start.on", "2026-01-19"),
            ("calibration.every_days", "7"),
            ("review_by", "2026-04-19"),
            ("contact[1].name", "Ward"),
            ("contact[1].phone", "112"),
        ])
        .expect("blanks");
        Diary::of(form.into_plan().expect("a plan"), "2025-11-17")
    }

    fn visit(kind: VisitKind, calibrated: Option<u16>) -> Visit {
        let calibrated = calibrated.map(mm);
        Visit { kind, who: "Dr Okafor".into(), calibrated, size_set: None, advice: None }
    }

    fn due(diary: &Diary, at: &str) -> Option<NaiveDate> {
        calibration_due(&diary.history, &moment(at))
    }

    #[test]
    fn the_next_is_counted_from_the_last_and_from_the_first_day_before_that() {
        let mut diary = calibrated_weekly("");
        assert_eq!(due(&diary, "2026-01-19T08:00"), Some(date("2026-01-26")));
        for (at, visit) in [
            ("2026-01-12T10:00", visit(VisitKind::Calibration, None)),
            ("2026-01-27T10:00", visit(VisitKind::Examination, None)),
        ] {
            let logged = diary.logged(at, visit);
            diary.history.visits.push(logged);
        }
        assert_eq!(due(&diary, "2026-01-28T08:00"), Some(date("2026-01-26")), "no calibration since: late");
        let sized = diary.logged("2026-01-28T10:00", visit(VisitKind::Examination, Some(9)));
        diary.history.visits.push(sized);
        assert_eq!(due(&diary, "2026-01-28T09:59"), Some(date("2026-01-26")), "it has not been yet");
        assert_eq!(due(&diary, "2026-01-28T10:00"), Some(date("2026-02-04")), "measured at an examination");
    }

    #[test]
    fn none_is_due_before_the_plan_after_it_and_where_it_asks_for_none() {
        let diary = calibrated_weekly("");
        assert_eq!(due(&diary, "2026-01-18T23:59"), None);
        let last = |day: &str| due(&calibrated_weekly(&format!("valid_until = {day}\n")), "2026-01-20T08:00");
        assert_eq!(last("2026-01-26"), Some(date("2026-01-26")));
        assert_eq!(last("2026-01-25"), None);
        assert_eq!(due(&Diary::of(crate::sample::own(), "1990-01-01"), "2026-01-20T08:00"), None);
    }

    #[test]
    fn the_next_visit_is_the_one_that_the_last_talk_named() {
        let mut diary = calibrated_weekly("");
        let next = |diary: &Diary, at: &str| next_visit(&diary.history, &moment(at));
        assert_eq!(next(&diary, "2026-01-20T08:00"), None, "no talk");
        for (when, day) in [
            ("2026-01-25T10:00", None),
            ("2026-01-22T10:00", Some(date("2026-02-10"))),
            ("2026-01-20T10:00", Some(date("2026-03-01"))),
        ] {
            diary.contact(when, ContactOutcome::Resume);
            diary.history.contacts.last_mut().expect("the talk").value.next_visit = day;
        }
        assert_eq!(next(&diary, "2026-01-20T09:59"), None, "not yet");
        assert_eq!(next(&diary, "2026-01-20T10:00"), Some(date("2026-03-01")));
        assert_eq!(next(&diary, "2026-01-26T08:00"), Some(date("2026-02-10")), "the last that named one");
    }

    #[test]
    fn a_child_that_nobody_dilates_at_home_is_not_interrupted() {
        let diary = calibrated_weekly("");
        assert!(crate::interruption(&diary.history, &moment("2026-02-19T08:00")).is_none());
    }
}
