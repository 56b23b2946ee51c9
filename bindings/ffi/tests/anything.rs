//! Whatever text comes in, an answer or an error of the one type comes out, and never a fault of the library.

use std::sync::Arc;

use gradus_app::view::{
    ClockReading, ColumnChoice, Command, ContactDraft, Correction, DeviceCare, DeviceDraft, FactAnswer, Fill,
    Observed, PersonDraft, PracticePerson, ProofKind, SalvageDraft, SessionDraft, VisitDraft,
};
use gradus_ffi::{Gradus, GradusError};
use proptest::prelude::*;

fn now() -> ClockReading {
    ClockReading { wall: "2026-03-16T08:30:00+01:00".to_owned(), monotonic_ms: 0, boot: String::new() }
}

/// Half of the texts are what a field might take, so that the parse behind it is reached too.
fn text() -> BoxedStrategy<String> {
    let likely = [
        "",
        " ",
        "Mia",
        "Robin",
        "all",
        "none",
        "unknown",
        "true",
        "12",
        "12.5 mm",
        "-1",
        "99999999999999999999",
        "NaN",
        "inf",
        "1e308",
        "2026-03-16",
        "2026-02-30",
        "0000-01-01",
        "9999-12-31",
        "2026-03-16T08:30:00+01:00",
        "9999-12-31T23:59:59-23:59",
        "0000-01-01T00:00:00+23:59",
        "easy",
        "travel",
        "resume",
        "resume_at:12",
        "caregiver",
        "psarp=2026-02-01",
        "hirschsprung=9999-12-31",
        "operation",
        "temperature_c",
        "age_days",
        "bleeding",
        "drip",
        "date;size\n2026-03-01;12",
        "\u{1f476}\u{200d}\u{1f37c}",
        "\u{5d0}\u{5d1}\u{202e}",
        "\0",
        "\u{feff}",
        "format = \"gradus-plan/1\"",
        "[[phase]]\nper_day = 99999999999",
        "a/0/2026-03-16",
    ];
    prop_oneof![
        proptest::sample::select(likely.to_vec()).prop_map(str::to_owned),
        any::<String>(),
        "\\PC{0,12}",
        Just("x".repeat(100_000)),
    ]
    .boxed()
}

fn maybe() -> BoxedStrategy<Option<String>> {
    proptest::option::of(text()).boxed()
}

fn texts() -> BoxedStrategy<Vec<String>> {
    proptest::collection::vec(text(), 0..4).boxed()
}

fn command() -> impl Strategy<Value = Command> {
    let person = || prop_oneof![Just("Mia".to_owned()), text()];
    let draft = (text(), text(), text(), texts(), texts());
    let draft = draft.prop_map(|(name, born, role, background, operations)| PersonDraft {
        name,
        born,
        role,
        background,
        operations,
    });
    let draft = draft.boxed();
    prop_oneof![
        draft.clone().prop_map(|draft| Command::AddPerson { draft }),
        (person(), draft).prop_map(|(person, draft)| Command::ChangePerson { person, draft }),
        (person(), text(), fills()).prop_map(|(person, text, fills)| Command::AdoptPlan {
            person,
            text,
            fills
        }),
        (person(), session()).prop_map(|(person, draft)| Command::LogSession { person, draft }),
        (person(), maybe(), text()).prop_map(|(person, occurrence, reason)| Command::Skip {
            person,
            occurrence,
            reason
        }),
        (person(), answers(), maybe()).prop_map(|(person, answers, note)| Command::CheckIn {
            person,
            answers,
            note
        }),
        (person(), text(), any::<bool>()).prop_map(|(person, stage, clinic_said)| Command::TakeStage {
            person,
            stage,
            clinic_said
        }),
        (person(), any::<u16>())
            .prop_map(|(person, to_tenths_mm)| Command::TakeStep { person, to_tenths_mm }),
        (person(), maybe(), text(), text(), maybe(), maybe(), maybe()).prop_map(
            |(person, at, kind, who, calibrated, size_set, advice)| {
                let draft = VisitDraft { at, kind, who, calibrated, size_set, advice };
                Command::RecordVisit { person, draft }
            }
        ),
        (person(), maybe(), text(), text(), text(), texts(), maybe()).prop_map(
            |(person, at, who, said, outcome, about, next_visit)| {
                let draft = ContactDraft { at, who, said, outcome, about, next_visit };
                Command::RecordContact { person, draft }
            }
        ),
        (person(), maybe(), observed(), maybe()).prop_map(|(person, at, what, note)| Command::Observe {
            person,
            at,
            what,
            note
        }),
        (person(), text(), maybe(), maybe()).prop_map(|(person, reason, from_date, to_date)| {
            Command::Pause { person, reason, from_date, to_date }
        }),
        person().prop_map(|person| Command::EndPause { person }),
        (person(), text(), correction()).prop_map(|(person, entry, change)| Command::Amend {
            person,
            entry,
            change
        }),
        (person(), text()).prop_map(|(person, entry)| Command::Undo { person, entry }),
        (person(), text()).prop_map(|(person, entry)| Command::TakeOut { person, entry }),
        (person(), device()).prop_map(|(person, draft)| Command::AddDevice { person, draft }),
        (person(), text(), maybe(), device_care())
            .prop_map(|(person, device, at, care)| Command::CareForDevice { person, device, at, care }),
    ]
}

fn correction() -> impl Strategy<Value = Correction> {
    prop_oneof![
        session().prop_map(|draft| Correction::Session { draft }),
        (maybe(), text()).prop_map(|(occurrence, reason)| Correction::Skip { occurrence, reason }),
        (answers(), maybe()).prop_map(|(answers, note)| Correction::CheckIn { answers, note }),
        device().prop_map(|draft| Correction::Device { draft }),
        (maybe(), device_care()).prop_map(|(at, care)| Correction::DeviceCare { at, care }),
    ]
}

fn device() -> impl Strategy<Value = DeviceDraft> {
    let words = (text(), text(), texts(), text());
    let held = (any::<bool>(), any::<Option<u16>>(), texts());
    let days = (maybe(), any::<Option<u16>>(), any::<Option<u16>>());
    (words, held, days).prop_map(|(words, held, days)| DeviceDraft {
        name: words.0,
        shape: words.1,
        sizes: words.2,
        material: words.3,
        base: held.0,
        grip_depth_mm: held.1,
        flaws: held.2,
        first_use: days.0,
        disinfect_every_days: days.1,
        replace_after_days: days.2,
    })
}

fn device_care() -> impl Strategy<Value = DeviceCare> {
    prop_oneof![
        answers().prop_map(|answers| DeviceCare::Checked { answers }),
        maybe().prop_map(|disinfected| DeviceCare::Cleaned { disinfected }),
        text().prop_map(|reason| DeviceCare::Retired { reason }),
    ]
}

fn observed() -> impl Strategy<Value = Observed> {
    let small = || any::<Option<u8>>();
    let stool = (small(), small(), maybe(), maybe(), maybe(), maybe());
    prop_oneof![
        (text(), text(), maybe()).prop_map(|(value, method, antipyretic_at)| Observed::Temperature {
            value,
            method,
            antipyretic_at
        }),
        stool.prop_map(|(bristol, count, blood, blood_mixed, colour, outlet)| Observed::Stool {
            bristol,
            count,
            blood,
            blood_mixed,
            colour,
            outlet
        }),
        (text(), any::<u8>(), small()).prop_map(|(scale, score, most)| Observed::Continence {
            scale,
            score,
            most
        }),
        any::<u8>().prop_map(|score| Observed::Flacc { score }),
        any::<u8>().prop_map(|score| Observed::Distress { score }),
    ]
}

fn session() -> impl Strategy<Value = SessionDraft> {
    let size = (maybe(), maybe(), text(), proptest::collection::vec(any::<u32>(), 0..4), text());
    let pain = (maybe(), maybe(), maybe(), maybe());
    let blood = (maybe(), maybe());
    let rest = (texts(), maybe(), texts(), maybe(), maybe(), any::<Option<bool>>(), maybe());
    (size, pain, blood, rest).prop_map(|(size, pain, blood, rest)| SessionDraft {
        at: size.0,
        occurrence: size.1,
        size: size.2,
        holds_s: size.3,
        ease: size.4,
        pain_before: pain.0,
        pain_peak: pain.1,
        pain_after: pain.2,
        pain_minutes: pain.3,
        bleeding: blood.0,
        bleeding_minutes: blood.1,
        warm_up: rest.0,
        lubricant: rest.1,
        adjuncts: rest.2,
        stop_reason: rest.3,
        device: rest.4,
        cleaned: rest.5,
        note: rest.6,
    })
}

fn fills() -> impl Strategy<Value = Vec<Fill>> {
    let one = (text(), text()).prop_map(|(field, value)| Fill { field, value });
    proptest::collection::vec(one, 0..4)
}

fn answers() -> impl Strategy<Value = Vec<FactAnswer>> {
    let one = (text(), text()).prop_map(|(id, answer)| FactAnswer { id, answer });
    proptest::collection::vec(one, 0..4)
}

fn clock() -> impl Strategy<Value = ClockReading> {
    let wild = (text(), any::<u64>(), text());
    let wild = wild.prop_map(|(wall, monotonic_ms, boot)| ClockReading { wall, monotonic_ms, boot });
    prop_oneof![Just(now()), wild]
}

/// A panic would come out as `Internal`, a lock as `Locked`: neither may be an answer here.
fn sane<T>(answer: Result<T, GradusError>) {
    let error = answer.err();
    assert!(!matches!(error, Some(GradusError::Internal { .. } | GradusError::Locked)), "{error:?}");
}

fn vault() -> Arc<Gradus> {
    Gradus::practice_with(1, vec![PracticePerson::InfantAfterAnoplasty], &now()).expect("a vault")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_is_written_down_breaks_the_vault(commands in proptest::collection::vec((command(), clock()), 1..6)) {
        let vault = vault();
        for (command, clock) in commands {
            sane(vault.record(command, &clock));
        }
        // What was taken in can be shown and checked.
        for person in vault.people().expect("people") {
            sane(vault.person_details(&person.id));
            sane(vault.today(&person.id, &now()));
            sane(vault.timeline(&person.id, None, None, &now()));
            sane(vault.trends(&person.id, None, None, &now()));
            sane(vault.plan_history(&person.id));
            sane(vault.report_html(&person.id, None, None, true, &now()));
        }
        prop_assert!(vault.verify(&now(), None).expect("checks").sound);
    }

    #[test]
    fn nothing_that_is_asked_breaks_the_vault(
        person in text(), from in maybe(), to in maybe(), csv in text(), column in text(), field in text(),
        since in any::<u64>(), clock in clock(),
    ) {
        thread_local!(static VAULT: Arc<Gradus> = vault());
        VAULT.with(|vault| {
            sane(vault.person(Some(person.clone())));
            sane(vault.today(&person, &clock));
            sane(vault.plan(&person, &clock));
            sane(vault.plan_history(&person));
            sane(vault.plan_preview(&person, 2, &clock));
            sane(vault.progress(&person, &clock));
            sane(vault.timeline("Mia", from.clone(), to.clone(), &clock));
            sane(vault.trends("Mia", from.clone(), to.clone(), &clock));
            sane(vault.report_html("Mia", from.clone(), to.clone(), false, &clock));
            sane(vault.import_sessions("Mia", &csv, vec![ColumnChoice { column, field }], false, &clock));
            sane(vault.verify(&clock, None));
            sane(vault.changes_since(since));
        });
    }

    #[test]
    fn nothing_that_needs_no_vault_breaks(
        answers in answers(), plan in text(), fills in fills(), from in text(), to in text(), clock in clock(),
        seed in any::<u64>(),
    ) {
        sane(gradus_ffi::triage(answers, &clock, None));
        sane(gradus_ffi::plan_check(&plan, fills.clone(), Some(plan.clone())));
        sane(gradus_ffi::plan_blanks(&plan));
        let published = gradus_ffi::published_plans().expect("there are some");
        for text in [plan, published[0].text.clone()] {
            sane(gradus_ffi::occurrences(&text, fills.clone(), &from, &to));
        }
        sane(Gradus::practice(seed, &clock).map(drop));
        let both = vec![PracticePerson::AdultWithStenosis, PracticePerson::InfantAfterAnoplasty];
        sane(Gradus::practice_with(seed, both, &clock).map(drop));
    }

    #[test]
    fn no_folder_and_no_secret_breaks_anything(name in "\\PC{1,12}", secret in any::<Vec<u8>>(), clock in clock()) {
        let folder = tempfile::TempDir::new().expect("a folder");
        let inside = folder.path().join(name.replace(['/', '.', '\0'], "_"));
        let path = inside.to_str().expect("Unicode");
        for path in [path, "", "\0", "a\0b"] {
            sane(Gradus::open(path, &secret, &clock).map(drop));
            sane(Gradus::recover(path, &secret, &clock).map(drop));
            sane(gradus_ffi::mend_vault(path, &secret, &clock).map(drop));
            sane(gradus_ffi::accept_older_state(path, &secret, &clock));
            sane(gradus_ffi::accept_older_state_by_recovery(path, &secret, &clock));
            sane(gradus_ffi::mend_vault_by_recovery(path, &secret, &clock).map(drop));
            let draft = SalvageDraft { into: path.to_owned(), trial_ms: None, language: None };
            let proof = ProofKind::RecoveryCode;
            sane(gradus_ffi::salvage_vault(path, proof, &secret, &[], b"five words are quite enough", draft, &clock));
        }
        let wrong = ClockReading { wall: "soon".to_owned(), ..now() };
        sane(gradus_ffi::create_vault(path, &secret, &wrong));
        sane(gradus_ffi::create_light_vault("a\0b", b"x", &now()));
        prop_assert_eq!(folder.path().read_dir().expect("readable").count(), 0);
    }
}
