//! A vault in a temporary folder, people and plans to put into it, and clocks that are set by hand.

use chrono::DateTime;
use gradus_app::view::{
    Command, ContactDraft, FactAnswer, Fill, PersonDraft, Recorded, SessionDraft, TodayView, TriageView,
    VisitDraft,
};
use gradus_app::{App, AppError, BootId, Moment, Problem, Secret, Stretch, ask};
use gradus_crypto::testing::SeededEntropy;
use tempfile::TempDir;

pub const PASSCODE: &[u8] = b"correct horse battery staple";

/// A grown-up's own plan: once a day at 20:00, from 12 mm to 15 mm, from Monday 2026-03-02 on.
pub const OWN: &str = r#"
format = "gradus-plan/1"
title = "Own practice"
origin = "self_directed"
indication = "own_practice"
age_group = "adult"
administrator = "self"
lubricant = "water"
review_by = 2026-12-01
instructions = ["Slowly."]
[suitability]
disorder = "no"
unexplained_signs = "no"
bowel_disease = "no"
operated_or_irradiated = "no"
leakage = "no"
bleeds_easily = "no"
weak_defence = "no"
heart_or_spine = "no"
pregnant = "no"
masked = "no"
pressed = "no"
[device]
kind = "graded"
material = "silicone"
base = true
[ladder]
sizes_mm = [12, 13, 14, 15, 16]
start_mm = 12
goal_mm = 15
[start]
on = 2026-03-02
[[phase]]
per_day = 1
times = ["20:00"]
insertions = 1
hold_s = { min = 60, target = 120, max = 300 }
[step_up]
days_at_size = 7
sessions_in_a_row = 3
max_pain = 3
[[contact]]
name = "Practice"
phone = "030 1234567"
"#;

/// The same from a clinic, twice a day at no fixed time, for a narrowing whose cause was found.
pub fn clinic_plan() -> String {
    let sure = "[[precondition]]\nsays = \"An examination has found the cause\"\nmet_on = 2026-02-20\n";
    format!("{}\n{sure}", clinic_plan_unexamined())
}

/// The same, and it does not say what was made sure of first.
pub fn clinic_plan_unexamined() -> String {
    OWN.replace("self_directed", "clinic")
        .replace("own_practice", "anal_stenosis")
        .replace("title", "prescriber = \"Dr Brandt\"\ntitle")
        .replace("per_day = 1\ntimes = [\"20:00\"]", "per_day = 2\nmin_gap_h = 6")
}

/// The published home programme for a child, with its blanks filled.
pub fn child_plan() -> (String, Vec<Fill>) {
    let (_, text) =
        ask::published_plans().iter().find(|(name, _)| *name == "post-psarp-home").expect("published");
    let fills = [
        ("prescriber", "Dr Okafor"),
        ("device.grip_depth_mm", "40"),
        ("ladder.start_mm", "9"),
        ("ladder.goal_mm", "12"),
        ("start.operation", "2026-02-16"),
        ("start.on", "2026-03-02"),
        ("phase[1].min_gap_h", "6"),
        ("step_up.sessions_in_a_row", "3"),
        ("step_up.max_pain", "3"),
        ("review_by", "2026-12-01"),
        ("contact[1].name", "Surgical ward"),
        ("contact[1].phone", "+49 30 1234567"),
    ];
    let fills = fills.map(|(field, value)| Fill { field: field.to_owned(), value: value.to_owned() });
    ((*text).to_owned(), fills.to_vec())
}

/// A civil time one hour east of Greenwich, such as `2026-03-02T20:00`.
pub fn at(text: &str) -> Moment {
    let wall = format!("{text}{}+01:00", if text.len() == 16 { ":00" } else { "" });
    let wall = DateTime::parse_from_rfc3339(&wall).expect("a time");
    Moment::new(wall, 0, BootId::default())
}

pub fn robin() -> PersonDraft {
    PersonDraft {
        name: "Robin".to_owned(),
        born: "1990-05-05".to_owned(),
        role: "self".to_owned(),
        background: vec!["none".to_owned()],
        operations: Vec::new(),
    }
}

pub fn mina() -> PersonDraft {
    PersonDraft {
        name: "Mina".to_owned(),
        born: "2025-12-29".to_owned(),
        role: "caregiver".to_owned(),
        background: vec!["anorectal_malformation".to_owned()],
        operations: vec!["psarp=2026-02-16".to_owned()],
    }
}

/// A session in which nothing was wrong.
pub fn good(size: &str) -> SessionDraft {
    SessionDraft {
        size: size.to_owned(),
        holds_s: vec![120, 120],
        ease: "easy".to_owned(),
        pain_before: Some("0".to_owned()),
        pain_peak: Some("1".to_owned()),
        bleeding: Some("none".to_owned()),
        lubricant: Some("water".to_owned()),
        ..SessionDraft::default()
    }
}

pub fn held(person: &str, draft: SessionDraft) -> Command {
    Command::LogSession { person: person.to_owned(), draft }
}

pub fn adopt(person: &str, text: &str) -> Command {
    Command::AdoptPlan { person: person.to_owned(), text: text.to_owned(), fills: Vec::new() }
}

pub fn skip(person: &str, occurrence: Option<&str>, reason: &str) -> Command {
    Command::Skip {
        person: person.to_owned(),
        occurrence: occurrence.map(str::to_owned),
        reason: reason.to_owned(),
    }
}

pub fn step(person: &str, to_tenths_mm: u16) -> Command {
    Command::TakeStep { person: person.to_owned(), to_tenths_mm }
}

pub fn contact(person: &str, outcome: &str) -> Command {
    talk(person, spoken(outcome))
}

/// A talk just now, about everything that stands.
pub fn spoken(outcome: &str) -> ContactDraft {
    ContactDraft {
        at: None,
        who: "Dr Brandt".to_owned(),
        said: "Go on as it is".to_owned(),
        outcome: outcome.to_owned(),
        about: vec!["all".to_owned()],
        next_visit: None,
    }
}

pub fn talk(person: &str, draft: ContactDraft) -> Command {
    Command::RecordContact { person: person.to_owned(), draft }
}

pub fn visit(person: &str, draft: VisitDraft) -> Command {
    Command::RecordVisit { person: person.to_owned(), draft }
}

pub fn check_in(person: &str, answers: Vec<FactAnswer>) -> Command {
    Command::CheckIn { person: person.to_owned(), answers, note: None }
}

pub fn answers(all: &[(&str, &str)]) -> Vec<FactAnswer> {
    all.iter().map(|(id, answer)| FactAnswer { id: (*id).to_owned(), answer: (*answer).to_owned() }).collect()
}

/// Everything that a check-in must ask, and nothing is wrong; `changes` stand in place of that.
pub fn well_but(changes: &[(&str, &str)]) -> Vec<FactAnswer> {
    let well = [
        ("bleeding", "none"),
        ("pain_peak", "0"),
        ("numbing_used", "none"),
        ("temperature_c", "36.8"),
        ("hours_since_antipyretic", "240"),
        ("illness", "well"),
        ("worry", "none"),
    ];
    let mut all = answers(&well);
    all.retain(|answer| changes.iter().all(|(id, _)| *id != answer.id));
    all.extend(answers(changes).into_iter().filter(|answer| !answer.answer.is_empty()));
    all
}

/// What is wrong with a form.
pub fn problems(error: AppError) -> Vec<Problem> {
    match error {
        AppError::Invalid { problems } => problems,
        other => panic!("not about fields: {}", other.kind()),
    }
}

pub struct Bench {
    folder: TempDir,
    pub app: App,
    pub recovery_code: String,
}

impl Bench {
    /// An empty vault, made on Sunday 2026-03-01.
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let entropy = Box::new(SeededEntropy::new(7));
        let (app, made) =
            App::create(&folder.path().join("v"), PASSCODE, Stretch::Light, entropy, &at("2026-03-01T08:00"))
                .expect("a vault");
        Self { folder, app, recovery_code: made.recovery_text().into_owned() }
    }

    /// Robin with the own plan, adopted in the morning of its first day.
    pub fn adult() -> Self {
        Self::of(robin(), adopt("Robin", OWN))
    }

    /// Mina with the published programme.
    pub fn child() -> Self {
        let (text, fills) = child_plan();
        Self::of(mina(), Command::AdoptPlan { person: "Mina".to_owned(), text, fills })
    }

    pub fn of(draft: PersonDraft, plan: Command) -> Self {
        let mut bench = Self::new();
        bench.write(Command::AddPerson { draft }, "2026-03-02T07:00");
        bench.write(plan, "2026-03-02T07:30");
        bench
    }

    pub fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("v")
    }

    pub fn write(&mut self, command: Command, now: &str) -> Recorded {
        let arm = format!("{command:?}");
        self.app.record(command, &at(now)).unwrap_or_else(|error| panic!("{arm} at {now}: {error}"))
    }

    /// What a command is refused with; nothing is written.
    pub fn fail(&mut self, command: Command, now: &str) -> AppError {
        let before = self.entries();
        let error = self.app.record(command, &at(now)).expect_err("refused");
        assert_eq!(self.entries(), before, "an error writes nothing");
        error
    }

    /// The one field that is wrong, what is wrong with it, and what would be right.
    pub fn wrong(&mut self, command: Command, now: &str) -> (String, String, String) {
        let mut found = problems(self.fail(command, now));
        let only = found.pop().expect("a problem");
        assert!(found.is_empty(), "also {found:?}");
        (only.field, only.wrong, only.right)
    }

    pub fn refused(&mut self, command: Command, now: &str) -> String {
        match self.fail(command, now) {
            AppError::Refused { why } => why,
            other => panic!("another error: {}", other.kind()),
        }
    }

    /// Everything that views show to have been written; quick enough to be asked around every error.
    fn entries(&self) -> usize {
        let of = |id: &str| self.app.timeline(id, None, Some("2099-12-31"), &at("2026-03-01T08:00"));
        self.app.people().iter().map(|person| 1 + of(&person.id).expect("a timeline").items.len()).sum()
    }

    /// The number of the newest entry on the disk.
    pub fn arrivals(&mut self) -> u64 {
        self.app.verify(&at("2026-03-01T08:00")).expect("verifies").arrival
    }

    /// Every answer of the rules in this vault is given again by its own facts.
    pub fn answers_hold(&mut self) {
        let found = self.app.verify(&at("2026-03-01T08:00")).expect("verifies");
        assert_eq!((found.answers_otherwise, found.answers_unread), (0, 0), "{:?}", found.problems);
    }

    pub fn today(&self, person: &str, now: &str) -> TodayView {
        self.app.today(person, &at(now)).expect("a day")
    }

    /// The session is written down and leads to an assessment.
    pub fn alarm(&mut self, person: &str, draft: SessionDraft, now: &str) -> TriageView {
        self.write(held(person, draft), now).triage.expect("an assessment")
    }

    /// A good session at 20:00 on each of these days of March.
    pub fn evenings(&mut self, person: &str, days: std::ops::RangeInclusive<u8>, size: &str) {
        for day in days {
            self.write(held(person, good(size)), &format!("2026-03-{day:02}T20:00"));
        }
    }

    pub fn kinds(&self, person: &str, now: &str) -> Vec<String> {
        let timeline = self.app.timeline(person, None, None, &at(now)).expect("a timeline");
        timeline.items.into_iter().map(|item| item.kind).collect()
    }

    pub fn from_parts(folder: TempDir, app: App) -> Self {
        Self { folder, app, recovery_code: String::new() }
    }

    /// Closes the vault and keeps its folder.
    pub fn close(mut self) -> TempDir {
        self.answers_hold();
        self.app.shut().expect("shuts");
        self.folder
    }

    /// Closes the vault in good order, or by dropping it, and opens it again.
    pub fn reopen(mut self, in_good_order: bool, now: &str) -> Self {
        self.answers_hold();
        let Self { folder, app, recovery_code } = self;
        if in_good_order {
            app.shut().expect("shuts");
        } else {
            drop(app);
        }
        let path = folder.path().join("v");
        let app = open(&path, Secret::Passcode(PASSCODE), now).expect("opens");
        Self { folder, app, recovery_code }
    }
}

pub fn open(path: &std::path::Path, secret: Secret<'_>, now: &str) -> Result<App, AppError> {
    App::open(path, secret, Box::new(SeededEntropy::new(8)), &at(now))
}
