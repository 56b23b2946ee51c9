//! A vault to look around in: in memory, the same each time, with ready-made people if wanted.

use chrono::{DateTime, Days, FixedOffset, NaiveTime};
use gradus_crypto::PracticeEntropy;
use gradus_domain::Moment;
use gradus_store::Store;
use gradus_triage::DANGER_RULES;

use super::App;
use super::record::refused;
use crate::view::{Command, Fill, PersonDraft, PracticePerson, ProposalKind, SessionDraft};
use crate::{AppError, ask};

impl App {
    /// Makes a vault that lives in memory only. No file is read or written, no passcode is stretched, and every random
    /// byte follows from `seed`: the same calls give the same ids in every language. Its keys protect nothing, and it
    /// can never be put on a disk: there is no header that could open it.
    ///
    /// # Errors
    /// `Storage` where there is no memory.
    pub fn practice(seed: u64, now: &Moment) -> Result<Self, AppError> {
        let entropy = Box::new(PracticeEntropy::new(seed));
        let (store, entries) = Store::in_memory(now, &*entropy)?;
        let mut app = Self::begin(store, entries, entropy);
        app.store.keep_pack(DANGER_RULES)?;
        Ok(app)
    }

    /// The same with people in it whose diaries end just before `now`, each written down day by day through
    /// [`App::record`].
    ///
    /// # Errors
    /// As [`App::practice`]; `Refused` for a moment before which there is no room for a diary, and for somebody who is
    /// asked for twice.
    pub fn practice_with(seed: u64, people: &[PracticePerson], now: &Moment) -> Result<Self, AppError> {
        let longest = people.iter().map(|person| person.days_here()).max().unwrap_or(0);
        let mut app = Self::practice(seed, &before(now, longest, MORNING)?)?;
        // Everybody's day in one order: an entry that is older than the last one would look like a clock set back.
        for days_ago in (0..=longest).rev() {
            for time in [MORNING, EIGHT, EVENING] {
                let at = before(now, days_ago, time)?;
                let here =
                    people.iter().filter(|person| days_ago <= person.days_here() && at.wall < now.wall);
                for person in here {
                    match person {
                        PracticePerson::InfantAfterAnoplasty => app.live_as_infant(now, days_ago, &at)?,
                        PracticePerson::AdultWithStenosis => app.live_as_adult(now, days_ago, &at)?,
                    }
                }
            }
        }
        Ok(app)
    }

    /// Mia: home sessions from the 13th day after the operation on, two a day, all easy, at 9 mm.
    fn live_as_infant(&mut self, now: &Moment, days_ago: u64, at: &Moment) -> Result<(), AppError> {
        let morning = at.wall.time() == EIGHT;
        match at.wall.time() {
            MORNING if days_ago == PracticePerson::InfantAfterAnoplasty.days_here() => {
                self.bring_infant(now, at)
            }
            MORNING => Ok(()),
            _ => {
                let pain = if morning { "1" } else { "2" };
                let warm_up = vec!["8".to_owned()];
                self.hold("Mia", SessionDraft { holds_s: vec![30, 30], warm_up, ..easy("9", pain) }, at)
            }
        }
    }

    fn bring_infant(&mut self, now: &Moment, at: &Moment) -> Result<(), AppError> {
        let operation = day(now, DAYS_SINCE_ANOPLASTY)?;
        let draft = PersonDraft {
            name: "Mia".to_owned(),
            born: day(now, DAYS_SINCE_ANOPLASTY + 43)?,
            role: "caregiver".to_owned(),
            background: vec!["anorectal_malformation".to_owned()],
            operations: vec![format!("psarp={operation}")],
        };
        let fills = [
            ("prescriber", "Dr Example"),
            ("device.grip_depth_mm", "30"),
            ("ladder.start_mm", "9"),
            ("ladder.goal_mm", "12"),
            ("start.operation", &operation),
            ("start.on", &at.date().to_string()),
            ("phase[1].min_gap_h", "8"),
            ("step_up.sessions_in_a_row", "6"),
            ("step_up.max_pain", "3"),
            ("review_by", &after(now, 30)?),
            ("contact[1].name", "Children's surgery, on call"),
            ("contact[1].phone", "+44 1632 960 114"),
        ];
        self.arrive(draft, "post-psarp-home", &fills, at)
    }

    /// Robin: one session a day, a step at the end of each of the first three weeks where the plan proposes one, an
    /// evening away and a sore one between.
    fn live_as_adult(&mut self, now: &Moment, days_ago: u64, at: &Moment) -> Result<(), AppError> {
        let lived = PracticePerson::AdultWithStenosis.days_here() - days_ago;
        match (at.wall.time(), lived) {
            (MORNING, 0) => self.bring_adult(now, at),
            (MORNING, 7 | 14 | 21) => self.step_if_proposed("Robin", at),
            (EVENING, 10) => self.stay_away("Robin", at),
            (EVENING, _) => {
                let size = self.today("Robin", at)?.size_tenths_mm.unwrap_or(120) / 10;
                let (pain, ease) = if lived == 25 { ("3", "firm") } else { ("1", "easy") };
                let held = SessionDraft { ease: ease.to_owned(), ..easy(&size.to_string(), pain) };
                self.hold("Robin", held, at)
            }
            _ => Ok(()),
        }
    }

    fn bring_adult(&mut self, now: &Moment, at: &Moment) -> Result<(), AppError> {
        let draft = PersonDraft {
            name: "Robin".to_owned(),
            born: day(now, 45 * 365)?,
            role: "self".to_owned(),
            background: vec!["none".to_owned()],
            operations: Vec::new(),
        };
        let fills = [
            ("prescriber", "Dr Example"),
            ("device.kind", "graded"),
            ("device.material", "silicone"),
            ("device.base", "true"),
            ("ladder.sizes_mm", "[12, 13, 14, 15, 16, 17, 18]"),
            ("ladder.start_mm", "12"),
            ("ladder.goal_mm", "18"),
            ("precondition[1].met_on", &at.date().to_string()),
            ("start.on", &at.date().to_string()),
            ("phase[1].per_day", "1"),
            ("phase[1].min_gap_h", "12"),
            ("phase[1].insertions", "1"),
            ("phase[1].hold_s", "{ min = 60, target = 120, max = 300 }"),
            ("step_up.days_at_size", "7"),
            ("step_up.sessions_in_a_row", "3"),
            ("step_up.max_pain", "3"),
            ("review_by", &after(now, 30)?),
            ("contact[1].name", "Surgical clinic"),
            ("contact[1].phone", "+44 1632 960 115"),
        ];
        self.arrive(draft, "adult-stenosis-form", &fills, at)
    }

    fn arrive(
        &mut self,
        draft: PersonDraft,
        form: &str,
        fills: &[(&str, &str)],
        at: &Moment,
    ) -> Result<(), AppError> {
        let person = self.record(Command::AddPerson { draft }, at)?.person;
        let published = ask::published_plans().iter().find(|(name, _)| *name == form);
        let (_, text) = published.ok_or_else(|| super::internal("a published plan is not there"))?;
        let fill =
            |(field, value): &(&str, &str)| Fill { field: (*field).to_owned(), value: (*value).to_owned() };
        let fills = fills.iter().map(fill).collect();
        self.record(Command::AdoptPlan { person, text: (*text).to_owned(), fills }, at).map(drop)
    }

    fn hold(&mut self, person: &str, draft: SessionDraft, at: &Moment) -> Result<(), AppError> {
        self.record(Command::LogSession { person: person.to_owned(), draft }, at).map(drop)
    }

    fn stay_away(&mut self, person: &str, at: &Moment) -> Result<(), AppError> {
        let reason = "travel".to_owned();
        self.record(Command::Skip { person: person.to_owned(), occurrence: None, reason }, at).map(drop)
    }

    fn step_if_proposed(&mut self, person: &str, at: &Moment) -> Result<(), AppError> {
        let proposal = self.progress(person, at)?;
        match proposal.to_tenths_mm.filter(|_| proposal.kind == ProposalKind::Advance) {
            Some(to_tenths_mm) => {
                self.record(Command::TakeStep { person: person.to_owned(), to_tenths_mm }, at).map(drop)
            }
            None => Ok(()),
        }
    }
}

impl PracticePerson {
    /// Days since they were added to the vault.
    const fn days_here(self) -> u64 {
        match self {
            Self::InfantAfterAnoplasty => 7,
            Self::AdultWithStenosis => 30,
        }
    }
}

const DAYS_SINCE_ANOPLASTY: u64 = 20;

const MORNING: NaiveTime = time(7, 0);
const EIGHT: NaiveTime = time(8, 0);
const EVENING: NaiveTime = time(19, 30);

const fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).expect("a time of day")
}

fn easy(size: &str, pain_peak: &str) -> SessionDraft {
    SessionDraft {
        size: size.to_owned(),
        holds_s: vec![120],
        ease: "easy".to_owned(),
        pain_before: Some("0".to_owned()),
        pain_peak: Some(pain_peak.to_owned()),
        pain_after: Some("0".to_owned()),
        bleeding: Some("none".to_owned()),
        lubricant: Some("water".to_owned()),
        cleaned: Some(true),
        ..SessionDraft::default()
    }
}

/// That many days ago, at a civil time of the same offset.
fn before(now: &Moment, days: u64, time: NaiveTime) -> Result<Moment, AppError> {
    let date = now.date().checked_sub_days(Days::new(days)).ok_or_else(no_room)?;
    let wall: Option<DateTime<FixedOffset>> =
        date.and_time(time).and_local_timezone(*now.wall.offset()).single();
    Ok(now.at(wall.ok_or_else(no_room)?))
}

fn day(now: &Moment, days_ago: u64) -> Result<String, AppError> {
    now.date().checked_sub_days(Days::new(days_ago)).map(|date| date.to_string()).ok_or_else(no_room)
}

fn after(now: &Moment, days: u64) -> Result<String, AppError> {
    now.date().checked_add_days(Days::new(days)).map(|date| date.to_string()).ok_or_else(no_room)
}

fn no_room() -> AppError {
    refused("the clock shows a time at whose side no diary fits; set it to the present")
}
