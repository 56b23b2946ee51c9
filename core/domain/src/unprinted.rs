/// Gives each type a `Debug` that prints its name and nothing that it holds: what somebody logged, and what follows from
/// it, has no place in a log file, in a panic, or in the output of a test.
#[macro_export]
macro_rules! unprinted {
    ($($type:ident),+ $(,)?) => {$(
        impl ::std::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(::std::stringify!($type))
            }
        }
    )+};
}

#[cfg(test)]
mod tests {
    use crate::plan::PlanForm;
    use crate::sample::{Diary, OWN, at, own};
    use crate::*;

    /// Stands in every note, name and answer below.
    const SAID: &str = "Zimtstern";

    #[test]
    fn what_a_log_holds_is_not_in_print() {
        let mut diary = Diary::adult();
        diary.history.person.name = SAID.to_owned();
        diary.contact("2026-01-20T09:00", ContactOutcome::Stop);
        diary.visit("2026-01-20T09:00", Some(14));
        diary.step("2026-01-26T09:00", 12, 13);
        diary.good("2026-01-20T20:00", 12, 0).value.note = Some(SAID.to_owned());
        let skip = Skip { occurrence: None, reason: SkipReason::Travel, note: Some(SAID.to_owned()) };
        let answers = [(FactId::new("faint").expect("a name"), Answer::Known(Value::YesNo(true)))].into();
        let check_in = CheckIn { answers, note: Some(SAID.to_owned()) };
        let fired = FiredRule {
            id: SAID.to_owned(),
            certainty: Certainty::Yes,
            disposition: Disposition::Emergency,
            gate: Gate::OPEN,
            basis: Basis::General,
            sources: Vec::new(),
            advice: SAID.to_owned(),
        };
        let task = Task { what: SAID.to_owned(), due: at("2026-01-20T09:00"), rules: Vec::new() };
        diary.assessment("2026-01-20T09:00", Gate::OPEN);
        let log = &diary.history;
        let other = Plan::parse(&OWN.replace("Own practice", SAID)).expect("a plan");
        let now = crate::sample::moment("2026-01-27T09:00");
        for (printed, name) in [
            (format!("{log:#?}"), "History"),
            (format!("{:?}", log.sessions[0].value), "Session"),
            (format!("{:?}", log.sessions[0].value.pain), "SessionPain"),
            (format!("{skip:?}"), "Skip"),
            (format!("{check_in:?}"), "CheckIn"),
            (format!("{:?}", log.assessments[0].value), "Assessment"),
            (format!("{fired:?}"), "FiredRule"),
            (format!("{task:?}"), "Task"),
            (format!("{:?}", log.contacts[0].value), "ClinicContact"),
            (format!("{:?}", log.visits[0].value), "Visit"),
            (format!("{:?}", log.steps[0].value), "StepTaken"),
            (format!("{:?}", own()), "Plan"),
            (format!("{:?}", own().differences(&other)[0]), "Difference"),
            (format!("{:?}", propose(log, Gate::OPEN, &now)), "Proposal"),
            (format!("{:?}", propose(log, Gate::OPEN, &now).reasons[0]), "Reason"),
            (format!("{:?}", log.size_at(now.wall).expect("a size")), "CurrentSize"),
            (format!("{:?}", own().contacts()[0]), "Contact"),
            (format!("{:?}", PlanForm::parse(OWN).expect("a form")), "PlanForm"),
        ] {
            assert_eq!(printed, name);
        }
        assert!(!format!("{:?} {:?}", log.person, log.sessions).contains(SAID));
    }
}
