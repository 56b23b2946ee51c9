//! One journey for each published programme, from the first calibration at the clinic to its end: with a session that hurt, a
//! device that was lost, a fever that the clinic released, ten days of travel, and a size that twice did not pass. What the diary tells of it afterwards is kept in
//! `tests/journeys`, to be read as a clinician would; `UPDATE=1` writes it anew.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};
use gradus_app::ask;
use gradus_app::view::{
    Command, DeviceCare, DeviceDraft, Fill, PersonDraft, ProposalKind, SessionDraft, SlotStatus, SlotView,
    TaskView, TodayView, VisitDraft,
};

use crate::bench::{Bench, at, check_in, contact, good, held, mina, robin, skip, step, visit, well_but};

/// What is to come, each on the first session from its day on, counted from the plan's first day.
const HURTS: u64 = 3;
const LOSES: u64 = 6;
const FEVER: u64 = 7;
const TRAVELS: std::ops::Range<u64> = 9..19;
const FAILS: u64 = 27;

/// Where the bowel was operated on for Hirschsprung disease, every check-in asks for it.
const FLAT: (&str, &str) = ("belly_distended", "false");

struct Journey {
    bench: Bench,
    person: String,
    text: &'static str,
    fills: Vec<Fill>,
    holds_s: Vec<u32>,
    first: NaiveDate,
    /// What has not happened yet.
    hurts: bool,
    loses: bool,
    fever: bool,
    /// Sessions that are still to fail.
    fails: u8,
    /// The device of each size that was got so far.
    devices: BTreeMap<u16, String>,
    /// How many were got.
    got: u32,
}

/// The form's blanks as the table worked out by hand fills them.
fn fills(form: &str) -> Vec<Fill> {
    let table = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../../tests/schedules/{form}.txt"));
    let text = std::fs::read_to_string(table).expect("a table for each form");
    let lines = text.lines().filter_map(|line| line.strip_prefix("set ")?.split_once(" = "));
    lines.map(|(field, value)| Fill { field: field.to_owned(), value: value.to_owned() }).collect()
}

fn value<'f>(fills: &'f [Fill], field: &str) -> &'f str {
    fills.iter().find(|fill| fill.field == field).map_or("", |fill| &fill.value)
}

impl Journey {
    fn begin(form: &str, holds_s: &[u32]) -> Self {
        let fills = fills(form);
        let (_, text) = ask::published_plans().iter().find(|(name, _)| *name == form).expect("published");
        let first: NaiveDate = value(&fills, "start.on").parse().expect("a first day");
        let draft = patient(text, &fills, first);
        let person = draft.name.clone();
        let mut bench = Bench::new();
        bench.write(Command::AddPerson { draft }, &format!("{}T09:00", first - Days::new(1)));
        let (holds_s, devices) = (holds_s.to_vec(), BTreeMap::new());
        let start: u16 = value(&fills, "ladder.start_mm").parse().expect("a first size");
        let mut journey = Self {
            bench,
            person,
            text,
            fills,
            holds_s,
            first,
            hurts: true,
            loses: true,
            fever: true,
            fails: 2,
            devices,
            got: 0,
        };
        if !text.contains("self_directed") {
            journey.visit("calibration", Some(start.to_string()), &format!("{}T10:00", first - Days::new(1)));
        }
        let morning = format!("{first}T06:00");
        let (person, fills) = (journey.person.clone(), journey.fills.clone());
        journey.bench.write(Command::AdoptPlan { person, text: (*text).to_owned(), fills }, &morning);
        journey.get(start * 10, &later(&morning, 1));
        journey.get(start * 10 + 10, &later(&morning, 1));
        journey
    }

    /// A device of this size is got and put on the list.
    fn get(&mut self, size: u16, now: &str) {
        self.got += 1;
        let draft = DeviceDraft {
            name: format!("No. {}", self.got),
            shape: "set_piece".to_owned(),
            sizes: vec![(size / 10).to_string()],
            material: "silicone".to_owned(),
            base: true,
            ..DeviceDraft::default()
        };
        let entry = self.bench.write(Command::AddDevice { person: self.person.clone(), draft }, now).entry;
        self.devices.insert(size, entry);
    }

    /// The device of this size is lost: it is said so, no session is held, and another one is got.
    fn lose(&mut self, size: u16, now: &str) {
        let lacking = format!("The list has no usable device of {} mm.", size / 10);
        let says = |journey: &Self, at: &str| journey.today(at).notices.contains(&lacking);
        assert!(!says(self, now), "it is to hand");
        let (person, device) = (self.person.clone(), self.devices.remove(&size).expect("one of this size"));
        let care = DeviceCare::Retired { reason: "lost".to_owned() };
        self.bench.write(Command::CareForDevice { person, device, at: None, care }, now);
        assert!(says(self, &later(now, 1)), "{lacking}");
        self.bench.write(skip(&self.person, None, "other"), &later(now, 1));
        self.get(size, &later(now, 2));
        assert!(!says(self, &later(now, 3)), "another one is to hand");
    }

    /// Until nothing more is asked for, or so many days where a plan has no end.
    fn go(mut self, days: u64) -> Vec<String> {
        for day in 0..days {
            let date = self.first + Days::new(day);
            if TRAVELS.contains(&day) {
                if day == TRAVELS.start {
                    self.travel(date);
                }
                continue;
            }
            let asked = self.hour(day, &format!("{date}T07:30"));
            if asked.is_none() || asked > Some(0) && self.hour(day, &format!("{date}T20:20")).is_none() {
                return self.told(&format!("{date}T23:00"));
            }
        }
        self.told(&format!("{}T23:00", self.first + Days::new(days)))
    }

    fn travel(&mut self, date: NaiveDate) {
        let last = date + Days::new(TRAVELS.end - TRAVELS.start - 1);
        let pause = Command::Pause {
            person: self.person.clone(),
            reason: "travel".to_owned(),
            from_date: None,
            to_date: Some(last.to_string()),
        };
        self.bench.write(pause, &format!("{date}T06:30"));
    }

    /// What a family does at this hour: how many sessions are left of the day; `None` once the programme is over.
    fn hour(&mut self, day: u64, now: &str) -> Option<usize> {
        let today = self.answer(now);
        if self.fever && day >= FEVER {
            self.fever = false;
            self.bench
                .write(check_in(&self.person, well_but(&[("temperature_c", "38.6"), FLAT])), &later(now, 5));
            return Some(1);
        }
        if today.headline.starts_with("The plan has ended") || today.plan.is_none() {
            return None;
        }
        let awaited = |slot: &SlotView| !matches!(slot.status, SlotStatus::Done | SlotStatus::Optional);
        let open = |slot: &SlotView| matches!(slot.status, SlotStatus::Due | SlotStatus::Late);
        let asked = today.slots.iter().filter(|slot| awaited(slot)).count();
        if let Some(size) = today.next_size_tenths_mm.filter(|_| today.slots.iter().any(open)) {
            self.session(day, size, today.goal_tenths_mm == Some(size), &later(now, 10));
            if self.follow(&later(now, 20)) {
                return None;
            }
            return Some(asked - 1);
        }
        Some(asked)
    }

    /// Somebody calls, goes there, or answers again, once the time for it has come.
    fn answer(&mut self, now: &str) -> TodayView {
        for minute in 0..3 {
            let now = &later(now, minute);
            let today = self.today(now);
            let waits = |rule: &str| today.tasks.iter().any(|task| task.rules.iter().any(|one| one == rule));
            let is_device = |task: &TaskView| task.duty.starts_with("device_");
            let is_answered = |task: &TaskView| ["recheck", "ask_again"].contains(&task.duty.as_str());
            let has_come = |task: &TaskView| task.due[..16] <= now[..];
            if waits("calibration") {
                let size = today.size_tenths_mm.map(|size| (size / 10).to_string());
                self.visit("calibration", size, now);
            } else if waits("review") {
                self.visit("examination", None, now);
                self.review(&later(now, 1));
            } else if today.tasks.iter().any(|task| !is_answered(task) && !is_device(task))
                || today.headline.starts_with("Ask your clinic")
            {
                self.bench.write(contact(&self.person, "resume"), now);
            } else if today.tasks.iter().any(|task| is_answered(task) && has_come(task)) {
                self.bench.write(check_in(&self.person, well_but(&[FLAT])), now);
            } else {
                return today;
            }
        }
        self.today(&later(now, 3))
    }

    fn visit(&mut self, kind: &str, calibrated: Option<String>, now: &str) {
        let (kind, who) = (kind.to_owned(), "Dr Brandt".to_owned());
        let seen = VisitDraft { kind, who, calibrated, ..VisitDraft::default() };
        self.bench.write(visit(&self.person, seen), now);
    }

    /// The clinic looked at the plan, and names the next day for that.
    fn review(&mut self, now: &str) {
        for fill in self.fills.iter_mut().filter(|fill| fill.field == "review_by") {
            fill.value = (fill.value.parse::<NaiveDate>().expect("a day") + Days::new(365)).to_string();
        }
        let (person, text, fills) = (self.person.clone(), self.text.to_owned(), self.fills.clone());
        self.bench.write(Command::AdoptPlan { person, text, fills }, now);
    }

    fn session(&mut self, day: u64, size: u16, is_goal: bool, now: &str) {
        let pain_peak = Some(if is_goal { "0" } else { "1" }.to_owned());
        if !self.devices.contains_key(&size) {
            self.get(size, now);
        }
        // The smaller sizes that are to be held are a part of the dose.
        let is_dose = self.text.contains("warm_up = { below = 2, hold_s = 600 }");
        let smaller = [20, 23].into_iter().filter(|one| is_dose && one * 10 < size);
        let warm_up = smaller.map(|one| one.to_string()).collect();
        let (holds_s, of_size) = (self.holds_s.clone(), good(&(size / 10).to_string()));
        let usual = SessionDraft { holds_s, pain_peak, warm_up, ..of_size };
        let draft = if self.hurts && day >= HURTS {
            self.hurts = false;
            SessionDraft { pain_peak: Some("5".to_owned()), ease: "firm".to_owned(), ..usual }
        } else if self.loses && day >= LOSES {
            self.loses = false;
            return self.lose(size, now);
        } else if self.fails > 0 && day >= FAILS {
            self.fails -= 1;
            let (ease, stop_reason) = ("not_passed".to_owned(), Some("would_not_pass".to_owned()));
            SessionDraft { ease, stop_reason, holds_s: Vec::new(), warm_up: Vec::new(), ..usual }
        } else {
            usual
        };
        self.bench.write(held(&self.person, draft), now);
    }

    /// What is proposed for the size and for the phases is taken; whether the taper has ended.
    fn follow(&mut self, now: &str) -> bool {
        let today = self.today(now);
        let moved =
            today.proposal.filter(|one| matches!(one.kind, ProposalKind::Advance | ProposalKind::StepBack));
        if let Some(to) = moved.and_then(|one| one.to_tenths_mm) {
            self.bench.write(step(&self.person, to), now);
        }
        if today.notices.iter().any(|notice| notice.ends_with("Nothing changes until you say so.")) {
            let preview = self.bench.app.plan_preview(&self.person, 1, &at(now)).expect("a preview");
            let stage = preview.stage.and_then(|stage| stage.proposed).expect("what the notice speaks of");
            let is_end = stage == "done";
            let taken = Command::TakeStage { person: self.person.clone(), stage, clinic_said: false };
            self.bench.write(taken, now);
            return is_end;
        }
        false
    }

    fn today(&self, now: &str) -> TodayView {
        self.bench.today(&self.person, now)
    }

    /// The timeline, day by day; of lines that are alike one after another the first, and how many.
    fn told(&mut self, now: &str) -> Vec<String> {
        self.bench.answers_hold();
        let all = self.bench.app.timeline(&self.person, None, None, &at(now)).expect("a timeline").items;
        let mut lines: Vec<String> = Vec::new();
        for alike in all.chunk_by(|one, next| one.sentence == next.sentence) {
            lines.push(format!("{} {}", alike[0].at[..16].replace('T', " "), alike[0].sentence));
            if let [_, .., last] = alike {
                lines.push(format!("    … the same {} times, until {}", alike.len(), &last.at[..10]));
            }
        }
        lines
    }
}

fn patient(text: &str, fills: &[Fill], first: NaiveDate) -> PersonDraft {
    let of_plan = value(fills, "start.operation").parse();
    let operation: NaiveDate = of_plan.unwrap_or(first - Days::new(14));
    if !text.contains("age_group = \"child\"") {
        return robin();
    }
    let is_hirschsprung =
        text.contains("indication = \"hirschsprung\"") || value(fills, "indication") == "hirschsprung";
    let (background, operation) = match is_hirschsprung {
        true => ("hirschsprung", format!("pull_through={operation}")),
        false => ("anorectal_malformation", format!("psarp={operation}")),
    };
    PersonDraft {
        born: (first - Days::new(130)).to_string(),
        background: vec![background.to_owned()],
        operations: vec![operation],
        ..mina()
    }
}

/// So many minutes after a civil time.
fn later(now: &str, minutes: i64) -> String {
    let at = NaiveDateTime::parse_from_str(now, "%Y-%m-%dT%H:%M").expect("a time");
    (at + TimeDelta::minutes(minutes)).format("%Y-%m-%dT%H:%M").to_string()
}

/// Holds the timeline of a journey to the one that was read.
fn tells(form: &str, days: u64, holds_s: &[u32]) {
    let told = Journey::begin(form, holds_s).go(days).join("\n") + "\n";
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/journeys/{form}.txt"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &told).expect("writes");
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(told, known, "{form}: read it, and write it anew with UPDATE=1");
}

macro_rules! journeys {
    ($($name:ident: $form:literal, $days:literal, $holds_s:expr;)+) => {
        $(#[test] fn $name() { tells($form, $days, &$holds_s); })+

        #[test]
        fn every_published_programme_has_one() {
            let mut had = [$($form),+];
            let mut all: Vec<_> = ask::published_plans().iter().map(|(name, _)| *name).collect();
            had.sort_unstable();
            all.sort_unstable();
            assert_eq!(had[..], all[..]);
        }
    };
}

journeys! {
    a_child_after_psarp: "post-psarp-home", 400, [30, 30];
    a_child_after_a_pull_through: "hirschsprung-home", 95, [30, 30];
    a_child_that_the_clinic_calibrates: "calibration-only", 30, [30];
    a_child_that_nobody_dilates: "no-routine-dilation", 95, [30];
    an_adult_with_stenosis: "adult-stenosis-form", 55, [60];
    an_adult_with_a_narrow_join: "anastomotic-stricture-form", 55, [60];
    an_adult_after_radiotherapy: "post-radiation-form", 60, [180];
    an_adult_whose_pelvic_floor_does_not_let_go: "pelvic-floor-20-23-27", 95, [600];
    an_adult_who_breathes_with_a_size_in_place: "pelvic-floor-form", 60, [600];
    a_fissure_with_a_cooled_dilator: "fissure-cryothermal-gtn", 50, [300];
    a_fissure_for_eight_weeks: "fissure-dilator-eight-weeks", 60, [120];
    a_fissure_with_a_graduated_set: "fissure-graduated-set", 45, [120];
    a_fissure_with_lidocaine: "fissure-lidocaine-trial", 30, [120];
    an_own_practice: "own-practice", 120, [300];
}
