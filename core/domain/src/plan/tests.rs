mod parts;
mod regimens;
mod warnings;

use std::path::PathBuf;

use proptest::prelude::*;

use super::*;
use crate::background::Background;
use crate::sample::{OWN, date, form, mm, own, psarp};
use crate::size::Millimetres;

fn complaints(text: &str) -> Vec<String> {
    Plan::parse(text).err().unwrap_or_default().iter().map(Problem::to_string).collect()
}

fn with(from: &str, to: &str) -> Vec<String> {
    assert!(OWN.contains(from), "{from}");
    complaints(&OWN.replace(from, to))
}

/// Every bad plan of the corpus with what is expected of it. `UPDATE_CORPUS=1` writes what is said now, to be read by
/// a person before it is kept.
#[test]
fn every_bad_plan_of_the_corpus_earns_exactly_its_complaints() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus/plans");
    let entries = std::fs::read_dir(&folder).expect("the corpus stands beside the core");
    let files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "toml"))
        .collect();
    assert!(files.len() >= 40, "only {} bad plans", files.len());
    for file in files {
        let text = std::fs::read_to_string(&file).expect("readable");
        let said = complaints(&text).join("\n") + "\n";
        let beside = file.with_extension("expected");
        if std::env::var_os("UPDATE_CORPUS").is_some() {
            std::fs::write(&beside, &said).expect("writable");
        }
        let expected = std::fs::read_to_string(&beside).expect("every bad plan has its complaints beside it");
        assert!(expected.starts_with("line "), "{} is not a bad plan", file.display());
        assert_eq!(said, expected, "{}", file.display());
    }
}

#[test]
fn the_example_of_the_format_page_is_a_plan() {
    let (_, rest) = include_str!("FORMAT.md").split_once("```toml\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("its end");
    assert_eq!(complaints(example), [""; 0]);
}

#[test]
fn each_published_form_leaves_only_blanks_open() {
    for (name, text) in published() {
        let form = PlanForm::parse(text).expect("a form");
        let blanks: Vec<String> = form.blanks().iter().map(|blank| blank.field.clone()).collect();
        assert!(blanks.len() >= 6, "{name}");
        let problems = form.into_plan().expect_err("no form is a plan");
        let open: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(open, blanks, "{name}: {problems:#?}");
        assert!(problems.iter().all(|problem| problem.right.contains(" must give: ")));
    }
}

/// What a clinician might write into each blank of a published form.
fn filled(name: &str, blank: &str) -> &'static str {
    let child =
        ["post-psarp-home", "hirschsprung-home", "calibration-only", "no-routine-dilation"].contains(&name);
    match blank {
        "indication" => "anorectal_malformation",
        "prescriber" => "Dr Okafor",
        "device.grip_depth_mm" => "40",
        "device.base" => "true",
        "device.kind" => "graded",
        "device.material" => "silicone",
        "ladder.sizes_mm" if child => "[9, 10, 11, 12]",
        "ladder.sizes_mm" => "[20, 23]",
        "ladder.start_mm" if child => "9",
        "ladder.start_mm" => "20",
        "ladder.goal_mm" if child => "12",
        "ladder.goal_mm" => "23",
        "start.operation" => "2026-01-05",
        "start.on" => "2026-01-19",
        "calibration.every_days" => "7",
        "phase[1].min_gap_h" => "6",
        "phase[1].per_day" => "2",
        "phase[1].per_week" => "3",
        "phase[1].hold_s" | "taper.phase[1].hold_s" => "60",
        "phase[1].insertions" => "1",
        "step_up.days_at_size" => "7",
        "step_up.sessions_in_a_row" => "5",
        "step_up.max_pain" => "3",
        "max_duration_days" => "90",
        "review_by" => "2026-02-19",
        "contact[1].name" => "Ward",
        "contact[1].phone" => "112",
        _ if blank.starts_with("precondition[") => "2026-01-19",
        _ if blank.starts_with("suitability.") => "no",
        other => panic!("{name}: nothing to fill {other} with"),
    }
}

/// A published form with every blank filled.
fn complete(name: &str) -> PlanForm {
    let mut form = form(name);
    let blanks: Vec<String> = form.blanks().iter().map(|blank| blank.field.clone()).collect();
    let fill: Vec<(&str, &str)> = blanks.iter().map(|field| (field.as_str(), filled(name, field))).collect();
    form.fill(&fill).expect("blanks");
    assert!(form.blanks().is_empty(), "{name}");
    form
}

#[test]
fn each_published_form_becomes_a_complete_plan_that_reads_back() {
    for (name, _) in published() {
        let plan = complete(name).into_plan().unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
        assert_eq!(plan.missing(), [], "{name}");
        assert_eq!(plan.based_on(), Some(*name));
        let origin =
            if plan.is_own_practice() { PlanOrigin::SelfDirected } else { PlanOrigin::TranscribedFromClinic };
        assert!(!plan.sources().is_empty() && plan.origin() == origin, "{name}");
        assert_eq!(plan.unfit(&Background::default()), [], "{name}");
        assert_eq!(Plan::parse(&plan.to_text()), Ok(plan), "{name}");
    }
}

#[test]
fn the_published_numbers_are_the_published_numbers() {
    let plan = psarp();
    let phase = &plan.phases()[0];
    assert_eq!((phase.frequency.slots_per_day(), phase.insertions, phase.hold.target_s), (2, 2, 30));
    assert_eq!(plan.step_up().days_at_size, Some(7));
    let taper = plan.taper().expect("a taper");
    assert_eq!(taper.gate, TaperGate::GoalEasyWithoutPain);
    let intervals: Vec<u8> = taper.phases.iter().map(|phase| phase.frequency.interval_days()).collect();
    assert_eq!(intervals, [1, 3, 4, 7, 30]);
    let mut form = form("pelvic-floor-20-23-27");
    let blanks: Vec<String> = form.blanks().iter().map(|blank| blank.field.clone()).collect();
    assert!(
        !blanks.contains(&"phase[1].hold_s".to_owned()) && !blanks.contains(&"ladder.goal_mm".to_owned())
    );
    assert!(
        form.fill(&[("ladder.goal_mm", "23")]).is_err(),
        "a sourced number is edited in the text, not filled"
    );
}

#[test]
fn a_fill_is_all_or_nothing_and_refuses_what_is_set_or_filled_twice() {
    let mut form = form("post-psarp-home");
    assert!(form.title().is_some_and(|title| title.contains("dilation")), "{:?}", form.title());
    let line_of_prescriber =
        form.blanks().iter().find(|blank| blank.field == "prescriber").expect("a blank").line;
    assert!(line_of_prescriber > 1);
    let problems =
        form.fill(&[("prescriber", "Dr A"), ("title", "x"), ("contact[3].name", "x")]).expect_err("two");
    let told: Vec<&str> = problems.iter().map(|problem| problem.wrong.as_str()).collect();
    assert_eq!(told, ["set by the form", "skips an element or leads through a value"]);
    assert!(form.blanks().iter().any(|blank| blank.field == "prescriber"), "nothing was filled");
    form.fill(&[("prescriber", "Dr A")]).expect("a blank");
    assert!(!form.blanks().is_empty() && form.blanks().iter().all(|blank| blank.field != "prescriber"));
    let twice = form.fill(&[("prescriber", "Dr B")]).expect_err("twice").remove(0);
    assert_eq!((twice.wrong.as_str(), twice.line), ("filled twice", line_of_prescriber));
    let wrong = form.fill(&[("ladder.start_mm", "size 5")]).map(|()| form.clone().into_plan());
    let told = wrong.expect("judged later").expect_err("not a size");
    assert!(
        told.iter().any(|problem| problem.field == "ladder.start_mm" && problem.wrong.contains("maker")),
        "{told:?}"
    );
}

#[test]
fn a_blank_that_was_filled_in_the_text_is_no_blank() {
    let text = OWN.to_owned() + "[[blank]]\nfield = \"ladder.start_mm\"\nask = \"the first size\"\n";
    assert!(Plan::parse(&text).is_ok());
    let broken = OWN.to_owned() + "[[blank]]\nfield = \"ladder.start_mm\"\n";
    let told = ["line 33, blank[1].ask: missing; write what the clinician must give"];
    assert_eq!(complaints(&broken), told);
    let of_form = PlanForm::parse(&broken).expect_err("a blank that asks for nothing");
    assert_eq!(of_form.iter().map(Problem::to_string).collect::<Vec<_>>(), told);
}

#[test]
fn another_word_for_how_often_closes_the_blank() {
    let often = "phase[1].per_week";
    let mut form = form("post-radiation-form");
    assert!(form.blanks().iter().any(|blank| blank.field == often));
    form.fill(&[("phase[1].per_day", "2"), ("phase[1].min_gap_h", "6")]).expect("a word for it");
    assert!(form.blanks().iter().all(|blank| blank.field != often));
    let (_, text) = published().iter().find(|(name, _)| *name == "post-radiation-form").expect("published");
    let written =
        PlanForm::parse(&text.replace("[[phase]]\n", "[[phase]]\nevery_days = 2\n")).expect("a form");
    assert!(written.blanks().iter().all(|blank| blank.field != often), "so it does where it is written in");
}

#[test]
fn an_open_blank_hides_only_what_says_the_same_again() {
    let blank = |field: &str| format!("[[blank]]\nfield = \"{field}\"\nask = \"it\"\n");
    let told = |text: String| {
        let problems = PlanForm::parse(&text).expect("a form").into_plan().expect_err("a blank is open");
        problems.into_iter().map(|problem| (problem.field, problem.wrong)).collect::<Vec<_>>()
    };
    let open = |field: &str| (field.to_owned(), "left blank".to_owned());
    let missing = |field: &str| (field.to_owned(), "missing".to_owned());
    let weekly = OWN.replace("per_day = 1\ntimes = [\"20:00\"]\n", "");
    assert_eq!(told(weekly.clone() + &blank("phase[1].per_week")), [open("phase[1].per_week")]);
    let untitled = weekly.replace("title = \"Own practice\"\n", "") + &blank("phase[1].per_week");
    assert_eq!(told(untitled), [missing("title"), open("phase[1].per_week")]);
    let no_device = OWN.replace("[device]\nkind = \"graded\"\nmaterial = \"silicone\"\nbase = true\n", "");
    assert_eq!(told(no_device.clone() + &blank("device.kind")), [open("device.kind")]);
    let wrong = told(no_device.replace("[ladder]", "device = 3\n[ladder]") + &blank("device.kind"));
    assert_eq!(wrong.len(), 2, "a device that is none is told of as well: {wrong:?}");
}

#[test]
fn the_longest_time_between_two_sessions_is_that_of_the_words() {
    let days = |dose: &str| {
        let text = OWN.replace("per_day = 1\ntimes = [\"20:00\"]", dose);
        let plan = Plan::parse(&text).unwrap_or_else(|problems| panic!("{dose}: {problems:?}"));
        plan.phases()[0].frequency.interval_days()
    };
    assert_eq!((days("per_day = 1"), days("every_days = 5"), days("per_week = 3")), (1, 5, 3));
    // Once a week on a free day: on its first day, and on the last of the next week.
    let free = |times: u8| days(&format!("per_week = {times}\nday = \"free\""));
    assert_eq!([1, 3, 6, 7].map(free), [13, 9, 3, 1]);
}

#[test]
fn who_stands_behind_a_plan_is_not_the_texts_to_claim() {
    assert_eq!(own().origin(), PlanOrigin::SelfDirected);
    let plan = psarp();
    assert_eq!(plan.origin().key(), "transcribed_from_clinic");
    let signer = Signer { issuer: "Clinic".to_owned(), key_id: "k1".to_owned() };
    let signed = plan.clone().signed_by(signer.clone());
    assert_eq!(signed.origin(), PlanOrigin::ClinicSigned(&signer));
    assert_eq!(signed.to_text(), plan.to_text(), "the signature is kept beside the text");
    assert_eq!(Plan::parse(&signed.to_text()).map(|read| read.signed_by(signer)), Ok(signed));
}

#[test]
fn limits_hold_at_the_value_and_fail_just_beyond() {
    let adult = |size: &str| {
        let text = OWN
            .replace("self_directed", "clinic")
            .replace("[12, 13, 14, 15, 16]", &format!("[12, 15, {size}]"));
        complaints(&text).len()
    };
    assert_eq!((adult("30"), adult("30.1")), (0, 1));
    let low = |size: &str| {
        complaints(
            &OWN.replace("[12,", &format!("[{size}, 12,"))
                .replace("start_mm = 12", &format!("start_mm = {size}")),
        )
        .len()
    };
    assert_eq!((low("5"), low("4.9")), (0, 1));
    let child =
        |size: &str| complaints(&psarp().to_text().replace("15, 16, 17]", &format!("15, 16, {size}]"))).len();
    assert_eq!((child("18"), child("18.1")), (0, 1));
    let goal = |size: &str| {
        complaints(
            &OWN.replace("15, 16]", &format!("15, {size}]"))
                .replace("goal_mm = 15", &format!("goal_mm = {size}")),
        )
        .len()
    };
    assert_eq!((goal("27"), goal("27.1")), (0, 1), "the ceiling of a plan of one's own");
    let hold = |seconds: &str| with("max = 300", &format!("max = {seconds}")).len();
    assert_eq!((hold("600"), hold("601")), (0, 1));
    let days = |days: &str| with("days_at_size = 7", &format!("days_at_size = {days}")).len();
    assert_eq!((days("7"), days("6")), (0, 1));
    let pain = |pain: &str| with("max_pain = 3", &format!("max_pain = {pain}")).len();
    assert_eq!((pain("3"), pain("4")), (0, 1));
    let gap = |gap: &str| {
        with("per_day = 1\ntimes = [\"20:00\"]", &format!("per_day = 2\nmin_gap_h = {gap}")).len()
    };
    assert_eq!((gap("12"), gap("13")), (0, 1), "two sessions in a day");
    let times = |second: &str| {
        with(
            "per_day = 1\ntimes = [\"20:00\"]",
            &format!("per_day = 2\nmin_gap_h = 6\ntimes = [\"08:00\", \"{second}\"]"),
        )
        .len()
    };
    assert_eq!((times("14:00"), times("13:59")), (0, 1));
    assert_eq!((times("22:00"), times("22:01"), times("23:59")), (0, 0, 0));
    let night = |first: &str| {
        with(
            "per_day = 1\ntimes = [\"20:00\"]",
            &format!("per_day = 2\nmin_gap_h = 6\ntimes = [\"{first}\", \"23:00\"]"),
        )
        .len()
    };
    assert_eq!((night("05:00"), night("04:59")), (0, 1), "over midnight");
}

#[test]
fn dates_and_durations_hold_at_the_day_and_fail_a_day_beyond() {
    for field in ["review_by", "valid_until"] {
        let on = |day: &str| with("review_by = 2026-12-01", &format!("{field} = {day}")).len();
        assert_eq!((on("2026-01-19"), on("2026-01-18")), (0, 1), "{field}");
    }
    let fissure = |days: u16| {
        let text = OWN.replace("self_directed", "clinic").replace("own_practice", "fissure");
        complaints(&text.replace("review_by", &format!("max_duration_days = {days}\nreview_by"))).len()
    };
    assert_eq!((fissure(56), fissure(57)), (0, 1));
    let window = |operation: &str| {
        let lines = format!("on = 2026-01-19\noperation = {operation}\nwindow_days = [7, 14]");
        with("on = 2026-01-19", &lines).len()
    };
    assert_eq!((window("2026-01-12"), window("2026-01-13")), (0, 1), "day 7 and day 6");
    assert_eq!((window("2026-01-05"), window("2026-01-04")), (0, 1), "day 14 and day 15");
}

#[test]
fn lubricants_meet_only_the_materials_they_suit() {
    let cases = [
        ("silicone", "water", 0),
        ("silicone", "silicone", 1),
        ("silicone", "oil", 1),
        ("latex_covered", "oil", 1),
        ("latex_covered", "silicone", 0),
        ("metal", "oil", 0),
        ("glass", "silicone", 0),
        ("plastic", "oil", 0),
    ];
    for (material, lubricant, expected) in cases {
        let text = OWN
            .replace("material = \"silicone\"", &format!("material = \"{material}\""))
            .replace("lubricant = \"water\"", &format!("lubricant = \"{lubricant}\""));
        assert_eq!(complaints(&text).len(), expected, "{lubricant} on {material}");
    }
}

#[test]
fn the_last_day_is_the_earlier_of_end_date_and_longest_duration() {
    let last =
        |lines: &str| Plan::parse(&OWN.replace("review_by = 2026-12-01", lines)).expect("a plan").last_day();
    assert_eq!(last("review_by = 2026-12-01"), None);
    assert_eq!(last("valid_until = 2026-02-01"), Some(date("2026-02-01")));
    assert_eq!(last("max_duration_days = 1"), Some(date("2026-01-19")));
    assert_eq!(last("valid_until = 2026-02-01\nmax_duration_days = 7"), Some(date("2026-01-25")));
}

fn words() -> impl Strategy<Value = String> {
    "[ -~\\n\\tà-ü\u{7f}\u{80}✓]{1,20}".prop_filter("not blank", |text| !text.trim().is_empty())
}

fn frequency() -> impl Strategy<Value = String> {
    prop_oneof![
        (1_u8..=6, 0_u8..=4).prop_map(|(n, gap)| format!("per_day = {n}\nmin_gap_h = {gap}")),
        (1_u8..=3, 3_u8..=6)
            .prop_map(|(f, c)| format!("per_day = {{ floor = {f}, ceiling = {c} }}\nmin_gap_h = 3")),
        Just("per_day = 2\nmin_gap_h = 6\ntimes = [\"07:30\", \"19:05\"]".to_owned()),
        (1_u8..=7).prop_map(|n| format!("per_week = {n}\ntime = \"00:00\"")),
        (2_u8..=92).prop_map(|n| format!("every_days = {n}")),
    ]
}

fn phases(name: &'static str) -> impl Strategy<Value = String> {
    let hold = (1_u32..600, 0_u32..600, 0_u32..600).prop_map(|(min, more, most)| {
        format!("hold_s = {{ min = {min}, target = {}, max = {} }}", min + more, min + more + most)
    });
    let warm_up = prop_oneof![
        Just(String::new()),
        (1_u8..=5).prop_map(|n| format!("warm_up = {{ below = {n} }}")),
        Just("warm_up = { sizes_mm = [8, 9.5], hold_s = 5 }".to_owned()),
    ];
    let one = (frequency(), 1_u16..=366, 1_u8..=10, hold, 0_u16..=600, warm_up).prop_map(
        move |(frequency, days, insertions, hold, rest, warm_up)| {
            format!("[[{name}]]\n{frequency}\ndays = {days}\ninsertions = {insertions}\n{hold}\nrest_s = {rest}\n{warm_up}\n")
        },
    );
    prop::collection::vec(one, 1..4).prop_map(|phases| phases.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn the_canonical_text_reads_back_as_the_same_plan(
        title in words(), instructions in prop::collection::vec(words(), 0..3), phases in phases("phase"),
        taper in prop::option::of(phases("taper.phase")), days in prop::option::of(1_u16..=366), child: bool,
    ) {
        let quote = |text: &str| {
            let escaped: String = text.chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect();
            format!("\"{escaped}\"")
        };
        let instructions: Vec<String> = instructions.iter().map(|line| quote(line)).collect();
        let text = format!(
            "format = \"gradus-plan/1\"\ntitle = {}\norigin = \"clinic\"\nindication = \"hirschsprung\"\n\
             age_group = \"{}\"\nadministrator = \"caregiver\"\nlubricant = \"oil\"\n\
             allowed_adjuncts = [\"relaxing_ointment\", \"numbing_gel\"]\ninstructions = [{}]\n\
             [device]\nkind = \"hegar\"\nmaterial = \"metal\"\ngrip_depth_mm = 40\n\
             [ladder]\nsizes_mm = [8, \"9.5 mm\", \"Hegar 11\"]\nstart_mm = 8\ngoal_mm = 11\n\
             [start]\nwindow_days = [14, 28]\n{phases}\n[step_up]\n{}\n{}",
            quote(&title), if child { "child" } else { "adult" }, instructions.join(", "),
            days.map_or(String::new(), |days| format!("days_at_size = {days}")),
            taper.map_or(String::new(), |taper| format!("[taper]\ngate = \"clinician_says\"\n{taper}")),
        );
        let plan = Plan::parse(&text).map_err(|problems| TestCaseError::fail(format!("{problems:?}\n{text}")))?;
        let printed = plan.to_text();
        prop_assert_eq!(Plan::parse(&printed), Ok(plan.clone()), "{}", printed);
        prop_assert_eq!(Plan::parse(&printed).map(|plan| plan.to_text()), Ok(printed), "canonical");
        prop_assert_eq!(plan.title(), title);
    }

    #[test]
    fn no_text_makes_the_reader_panic(cut in 0_usize..900, put in "[\\[\\]={}\"a-z0-9.\\n#-]{0,12}") {
        let mut text = OWN.to_owned();
        let cut = cut.min(text.len());
        text.replace_range(cut..(cut + put.len()).min(text.len()), &put);
        let _ = Plan::parse(&text);
    }
}
