use std::collections::BTreeMap;

use gradus_domain::{Gate, History, Moment};

use crate::Words;

/// Something that a row of a diary does not say, and that was taken for granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assumed {
    /// Neither the size nor its column names a unit: millimetres.
    Millimetres,
    /// The date could be two days, and the other rows put the day first.
    DayFirst,
    /// The date could be two days, and the other rows put the month first.
    MonthFirst,
    /// No time: noon.
    Noon,
    /// A part of the day, such as morning: this full hour.
    Hour(u8),
    /// No offset from UTC: the one that the device shows now.
    Offset,
    /// Nothing of how the size went in: firm.
    EaseFirm,
    /// Nothing of how the size went in, but that it ended because it would not pass: did not pass.
    EaseNotPassed,
    /// Only a dash for blood: not asked.
    BloodNotAsked,
    /// Several holds without a unit: seconds.
    HoldSeconds,
    /// Nothing of an early end: it ran its course.
    RanItsCourse,
    /// An early end for a reason nobody knows: another reason.
    OtherReason,
}

impl Assumed {
    /// Its stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Millimetres => "unit_mm",
            Self::DayFirst => "day_first",
            Self::MonthFirst => "month_first",
            Self::Noon => "time_noon",
            Self::Hour(_) => "time_by_name",
            Self::Offset => "time_zone",
            Self::EaseFirm => "ease_firm",
            Self::EaseNotPassed => "ease_not_passed",
            Self::BloodNotAsked => "blood_not_asked",
            Self::HoldSeconds => "hold_s",
            Self::RanItsCourse => "ran_its_course",
            Self::OtherReason => "other_reason",
        }
    }
}

/// Why a row of a diary is answered by the triage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// It tells of a sign.
    Sign,
    /// Nobody knows how much it hurt, nor whether there was blood.
    Both,
    /// Nobody knows how much it hurt.
    Pain,
    /// Nobody knows whether there was blood.
    Blood,
}

/// How many lines of a file a sentence names.
const MOST_LINES: usize = 5;

impl Words {
    /// What writing a diary does to the next session: the lines that matter, by what they leave open or tell, what is
    /// answered then, and the gate. No lines: it is all of them together.
    pub fn import_holds_back(
        &self,
        history: &History,
        lines: &BTreeMap<Concern, Vec<u32>>,
        call: &str,
        gate: Gate,
        now: &Moment,
    ) -> String {
        let mut why: Vec<_> = lines.iter().map(|(concern, lines)| self.concern(*concern, lines)).collect();
        if why.is_empty() {
            why.push(self.word("import.together"));
        }
        let parts = [("why", &*why.join(" ")), ("call", call), ("gate", &*self.gate(history, gate, now))];
        self.say("import.holds_back", &parts)
    }

    fn concern(&self, concern: Concern, lines: &[u32]) -> String {
        let key = match concern {
            Concern::Sign => "import.sign",
            Concern::Both => "import.both",
            Concern::Pain => "import.pain",
            Concern::Blood => "import.blood",
        };
        let numbers: Vec<_> = lines.iter().take(MOST_LINES).map(u32::to_string).collect();
        let mut told = numbers.join(", ");
        if lines.len() > MOST_LINES {
            let more = (lines.len() - MOST_LINES).to_string();
            told = self.say("import.more", &[("lines", &told), ("n", &more)]);
        }
        self.count(key, lines.len(), &[("lines", &told)])
    }

    /// What was taken for granted in so many rows of a diary.
    pub fn assumed(&self, assumed: Assumed, rows: usize) -> String {
        let key = match assumed {
            Assumed::Millimetres => "assumed.unit_mm",
            Assumed::DayFirst => "assumed.day_first",
            Assumed::MonthFirst => "assumed.month_first",
            Assumed::Noon => "assumed.time_noon",
            Assumed::Hour(hour) => {
                return self.count("assumed.time_by_name", rows, &[("time", &format!("{hour:02}:00"))]);
            }
            Assumed::Offset => "assumed.time_zone",
            Assumed::EaseFirm => "assumed.ease_firm",
            Assumed::EaseNotPassed => "assumed.ease_not_passed",
            Assumed::BloodNotAsked => "assumed.blood_not_asked",
            Assumed::HoldSeconds => "assumed.hold_s",
            Assumed::RanItsCourse => "assumed.ran_its_course",
            Assumed::OtherReason => "assumed.other_reason",
        };
        self.count(key, rows, &[])
    }
}
