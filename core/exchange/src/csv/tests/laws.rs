use std::collections::BTreeSet;

use chrono::TimeDelta;
use csv::WriterBuilder;
use gradus_domain::{Answer, Bleeding, DeviceUsed, Ease, LubricantUsed, PainScore, SessionPain, StopReason};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;

/// Every word that the printed form uses, with its value.
const BLOOD: [(&str, Bleeding); 7] = [
    ("none", Bleeding::None),
    ("streak", Bleeding::Streak),
    ("pink_tint", Bleeding::PinkTint),
    ("drip", Bleeding::Drip),
    ("red_bowl", Bleeding::RedBowl),
    ("clots", Bleeding::Clots),
    ("non_stop", Bleeding::NonStop),
];
const EASE: [(&str, Ease); 4] = [
    ("easy", Ease::Easy),
    ("firm", Ease::Firm),
    ("forced_not_done", Ease::ForcedNotDone),
    ("not_passed", Ease::NotPassed),
];
const LUBRICANT: [(&str, LubricantUsed); 5] = [
    ("water", LubricantUsed::Water),
    ("silicone", LubricantUsed::Silicone),
    ("oil", LubricantUsed::Oil),
    ("none", LubricantUsed::None),
    ("unsuitable", LubricantUsed::Unsuitable),
];
const STOPPED: [(&str, StopReason); 8] = [
    ("pain", StopReason::Pain),
    ("bleeding", StopReason::Bleeding),
    ("would_not_pass", StopReason::WouldNotPass),
    ("stuck", StopReason::Stuck),
    ("faint", StopReason::Faint),
    ("child_said_stop", StopReason::ChildSaidStop),
    ("interrupted", StopReason::Interrupted),
    ("other", StopReason::Other),
];

fn pain() -> impl Strategy<Value = Option<Answer<PainScore>>> {
    let score = (0_u8..=10).prop_filter_map("0 to 10", |score| PainScore::new(score).ok());
    of(prop_oneof![1 => Just(Answer::Unknown), 4 => score.prop_map(Answer::Known)])
}

fn blood() -> impl Strategy<Value = Option<Answer<Bleeding>>> {
    let amount = select(BLOOD.map(|(_, amount)| amount).to_vec());
    of(prop_oneof![1 => Just(Answer::Unknown), 4 => amount.prop_map(Answer::Known)])
}

fn words() -> impl Strategy<Value = Option<String>> {
    of("[^\\p{Cc}]{1,40}|[a-z\"\n\r;,\t=+@-]{1,40}")
        .prop_map(|text| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
}

prop_compose! {
    fn session()(
        tenths in 30_i64..=600,
        holds_s in vec(0_u32..=86_400, 0..4),
        ease in select(EASE.map(|(_, ease)| ease).to_vec()),
        before in pain(), peak in pain(), after in pain(),
        bleeding in blood(),
        lubricant in of(select(LUBRICANT.map(|(_, kind)| kind).to_vec())),
        stopped in of(select(STOPPED.map(|(_, reason)| reason).to_vec())),
        note in words(),
        device in words(),
    ) -> Session {
        Session {
            occurrence: None,
            size: Millimetres::from_tenths(tenths).expect("within the bounds"),
            warm_up: Vec::new(),
            holds_s,
            ease,
            pain: SessionPain { before, peak, after, minutes_to_baseline: None },
            bleeding,
            bleeding_stopped_after_min: None,
            lubricant,
            adjuncts: Vec::new(),
            stopped,
            note,
            device: device.map(DeviceUsed::Named),
            cleaned: None,
            untold: Vec::new(),
            guided: false,
        }
    }
}

fn rows() -> impl Strategy<Value = Vec<(DateTime<FixedOffset>, Session)>> {
    let at = (0_i64..3_900_000_000, -720_i32..=840).prop_filter_map("an instant", |(ago_s, offset_min)| {
        let offset = FixedOffset::east_opt(offset_min * 60)?;
        Some((now().wall - TimeDelta::seconds(ago_s)).with_timezone(&offset))
    });
    vec((at, session()), 0..8).prop_map(|mut rows| {
        let mut seen = BTreeSet::new();
        rows.retain(|(at, session)| seen.insert(key(*at, session)));
        rows
    })
}

fn word<T: PartialEq>(known: &[(&'static str, T)], value: &T) -> &'static str {
    known.iter().find(|(_, one)| one == value).map_or("", |(word, _)| word)
}

fn answer<T>(answer: Option<Answer<T>>, say: impl Fn(T) -> String) -> String {
    match answer {
        None => String::new(),
        Some(Answer::Unknown) => "?".into(),
        Some(Answer::Known(value)) => say(value),
    }
}

fn named(device: &DeviceUsed) -> &str {
    match device {
        DeviceUsed::Named(name) => name,
        DeviceUsed::Listed(_) => panic!("no file tells of a list"),
    }
}

fn printed(rows: &[(DateTime<FixedOffset>, Session)], separator: u8) -> String {
    let mut writer = WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
    let header =
        "at size hold_s ease pain_before pain_peak pain_after bleeding lubricant stop_reason note device";
    writer.write_record(header.split(' ')).expect("memory");
    for (at, session) in rows {
        let score = |score: PainScore| score.to_string();
        let holds: Vec<_> = session.holds_s.iter().map(u32::to_string).collect();
        let cells = [
            at.to_rfc3339(),
            session.size.to_string(),
            holds.join("+"),
            word(&EASE, &session.ease).into(),
            answer(session.pain.before, score),
            answer(session.pain.peak, score),
            answer(session.pain.after, score),
            answer(session.bleeding, |amount| word(&BLOOD, &amount).into()),
            session.lubricant.map_or("", |kind| word(&LUBRICANT, &kind)).into(),
            session.stopped.map_or("", |reason| word(&STOPPED, &reason)).into(),
            session.note.clone().unwrap_or_default(),
            session.device.as_ref().map_or("", named).into(),
        ];
        writer.write_record(&cells).expect("memory");
    }
    String::from_utf8(writer.into_inner().expect("memory")).expect("UTF-8")
}

proptest! {
    #[test]
    fn sessions_printed_in_iso_form_read_back(rows in rows(), separator in select(vec![b',', b';', b'\t'])) {
        let import = import(&printed(&rows, separator));
        prop_assert_eq!(&import.refused, &Vec::new());
        let read: Vec<_> = import.sessions.into_iter().map(|row| (row.at, row.session)).collect();
        prop_assert_eq!((read, import.duplicates), (rows, 0));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "([0-9a-z\"',;.:/+?\t\r\n äß🙂-]|date|size|pain|,){0,80}") {
        let _ = read(&text, &[], &log(), &now());
        let _ = read(&format!("date,time,size,pain,blood,hold,ease,lube\n{text}"), &[], &log(), &now());
    }

    #[test]
    fn no_bytes_make_the_reader_panic(
        bytes in vec(any::<u8>(), 0..400), header in "[ -~]{0,20}", field in "[ -~]{0,12}"
    ) {
        let text = String::from_utf8_lossy(&bytes);
        for text in [text.to_string(), format!("date,size,{header}\n{text}")] {
            let _ = read(&text, &[], &log(), &now());
            let _ = read(&text, &[(&header, &field)], &log(), &now());
        }
    }

    #[test]
    fn no_cell_makes_the_reader_panic_or_is_repeated_when_long(cell in "[^\\p{Cc}\"]{25,60}", column in 0_usize..8) {
        let mut cells = ["2026-03-04", "08:30", "12", "3", "none", "10 min", "easy", "water"].map(str::to_owned);
        cells[column] = format!("\"{cell}\"");
        let text = format!("date,time,size,pain,blood,hold,ease,lube\n{}", cells.join(","));
        let import = read(&text, &[], &log(), &now()).expect("a table");
        for refused in &import.refused {
            prop_assert!(!refused.wrong.contains(&cell) && !refused.right.contains(&cell));
        }
    }
}
