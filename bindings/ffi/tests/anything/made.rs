//! What may be handed in: every second time something that the parse behind it knows.

use gradus_app::view::{
    ClockReading, Command, ContactDraft, Correction, DeviceCare, DeviceDraft, FactAnswer, Fill,
    InterviewReply, LockPolicyView, Observed, PersonDraft, ProofKind, RunDetailsDraft, RunDraft,
    SessionDraft, VisitDraft,
};
use proptest::prelude::*;

pub fn now() -> ClockReading {
    ClockReading { wall: "2026-03-16T08:30:00+01:00".to_owned(), monotonic_ms: 0, boot: String::new() }
}

/// When the next session is due.
pub fn evening() -> ClockReading {
    ClockReading { wall: "2026-03-16T16:30:00+01:00".to_owned(), ..now() }
}

/// Half of the texts are what a field might take, so that the parse behind it is reached too.
pub fn text() -> BoxedStrategy<String> {
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

/// Every second time somebody who is there.
pub fn person() -> BoxedStrategy<String> {
    prop_oneof![Just("Mia".to_owned()), text()].boxed()
}

pub fn maybe() -> BoxedStrategy<Option<String>> {
    proptest::option::of(text()).boxed()
}

fn texts() -> BoxedStrategy<Vec<String>> {
    proptest::collection::vec(text(), 0..4).boxed()
}

pub fn command() -> impl Strategy<Value = Command> {
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
        (person(), visit()).prop_map(|(person, draft)| Command::RecordVisit { person, draft }),
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
        (maybe(), observed(), maybe()).prop_map(|(at, what, note)| Correction::Observation {
            at,
            what,
            note
        }),
        visit().prop_map(|draft| Correction::Visit { draft }),
        device().prop_map(|draft| Correction::Device { draft }),
        (maybe(), device_care()).prop_map(|(at, care)| Correction::DeviceCare { at, care }),
    ]
}

fn visit() -> impl Strategy<Value = VisitDraft> {
    (maybe(), text(), text(), maybe(), maybe(), maybe()).prop_map(
        |(at, kind, who, calibrated, size_set, advice)| VisitDraft {
            at,
            kind,
            who,
            calibrated,
            size_set,
            advice,
        },
    )
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

pub fn fills() -> impl Strategy<Value = Vec<Fill>> {
    let one = (text(), text()).prop_map(|(field, value)| Fill { field, value });
    proptest::collection::vec(one, 0..4)
}

pub fn answers() -> impl Strategy<Value = Vec<FactAnswer>> {
    let one = (text(), text()).prop_map(|(id, answer)| FactAnswer { id, answer });
    proptest::collection::vec(one, 0..4)
}

pub fn clock() -> impl Strategy<Value = ClockReading> {
    let wild = (text(), any::<u64>(), text());
    let wild = wild.prop_map(|(wall, monotonic_ms, boot)| ClockReading { wall, monotonic_ms, boot });
    prop_oneof![Just(now()), wild]
}

pub fn replies() -> impl Strategy<Value = Vec<InterviewReply>> {
    let one = (text(), maybe()).prop_map(|(id, answer)| InterviewReply { id, answer });
    proptest::collection::vec(one, 0..4)
}

pub fn run_draft() -> impl Strategy<Value = RunDraft> {
    (maybe(), maybe(), maybe()).prop_map(|(occurrence, size, device)| RunDraft { occurrence, size, device })
}

/// What is told in a session: what the verb knows, and everything else.
pub fn event() -> BoxedStrategy<String> {
    let known =
        ["in", "out", "pause", "resume", "pain:0", "pain:10", "blood:drip", "sharp_pain", "stuck", "stop"];
    let odd = [
        "tick:",
        "tick:1",
        "tick:999999999999",
        "pain:-1",
        "pain:11",
        "pain:NaN",
        "blood:",
        "after_care_done",
    ];
    prop_oneof![
        proptest::sample::select([known.as_slice(), odd.as_slice()].concat()).prop_map(str::to_owned),
        text(),
    ]
    .boxed()
}

pub fn details() -> impl Strategy<Value = RunDetailsDraft> {
    let pain = (maybe(), maybe(), maybe(), maybe());
    let blood = (maybe(), maybe(), maybe());
    let rest = (maybe(), maybe(), maybe(), any::<Option<bool>>(), maybe());
    (pain, blood, maybe(), rest).prop_map(|(pain, blood, ease, rest)| RunDetailsDraft {
        ease,
        pain_before: pain.0,
        pain_peak: pain.1,
        pain_after: pain.2,
        pain_minutes: pain.3,
        bleeding: blood.0,
        bleeding_minutes: blood.1,
        lubricant: blood.2,
        adjuncts: rest.0,
        stop_reason: rest.1,
        device: rest.2,
        cleaned: rest.3,
        note: rest.4,
    })
}

pub fn policy() -> impl Strategy<Value = LockPolicyView> {
    (any::<u16>(), any::<bool>(), any::<Option<u8>>()).prop_map(
        |(lock_after_s, stays_open_without_screen, erase_after)| LockPolicyView {
            lock_after_s,
            stays_open_without_screen,
            erase_after,
        },
    )
}

/// Bytes around the length that a keystore's secret has, none, and too many.
pub fn secret() -> BoxedStrategy<Vec<u8>> {
    let length = prop_oneof![Just(0_usize), Just(31), Just(32), Just(1024), Just(1025), 0_usize..80];
    length.prop_flat_map(|length| proptest::collection::vec(any::<u8>(), length)).boxed()
}

pub fn proof() -> impl Strategy<Value = ProofKind> {
    prop_oneof![Just(ProofKind::Passcode), Just(ProofKind::RecoveryCode)]
}
