//! Three weeks of a realistic log: two sessions a day, one missed morning, one hard evening, pink tint once.

use gradus_app::Moment;
use gradus_app::view::SessionDraft;

use super::family::at;

/// Sessions that the plan asks for in three weeks.
pub const PLANNED: u16 = 42;

const MISSED_MORNING: u16 = 10;
const HARD_EVENING: u16 = 8;
const PINK_EVENING: u16 = 13;

/// One planned session of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Days since the first day.
    pub day: u16,
    /// Whether it is the second of the day.
    pub evening: bool,
}

/// The sessions from the morning of one day to the evening before another, in order.
pub fn slots(days: std::ops::Range<u16>) -> impl Iterator<Item = Slot> {
    days.flat_map(|day| [false, true].map(|evening| Slot { day, evening }))
}

impl Slot {
    /// When it was held: never at the same minute, as with everybody.
    pub fn moment(self) -> Moment {
        let late = (u32::from(self.day) * 7 + u32::from(self.evening) * 13) % 25;
        if self.evening { at(self.day, 19, 5 + late) } else { at(self.day, 7, 10 + late) }
    }

    /// Whether this is the evening on which a tint of blood was seen.
    pub fn is_pink(self) -> bool {
        self == (Slot { day: PINK_EVENING, evening: true })
    }

    /// What was written down, with the size in millimetres; `None` on the morning that was missed.
    pub fn session(self, size_mm: u16) -> Option<SessionDraft> {
        if self == (Slot { day: MISSED_MORNING, evening: false }) {
            return None;
        }
        let hard = self == (Slot { day: HARD_EVENING, evening: true });
        let peak = if hard { 3 } else { 1 + (self.day + u16::from(self.evening)) % 2 };
        Some(SessionDraft {
            size: size_mm.to_string(),
            holds_s: vec![30, 30],
            ease: if hard { "firm" } else { "easy" }.into(),
            pain_before: Some("0".into()),
            pain_peak: Some(peak.to_string()),
            pain_after: Some("0".into()),
            bleeding: Some(if self.is_pink() { "pink_tint" } else { "none" }.into()),
            bleeding_minutes: self.is_pink().then(|| "2".into()),
            warm_up: vec![(size_mm - 1).to_string()],
            lubricant: Some("water".into()),
            cleaned: Some(true),
            note: self.note().map(str::to_owned),
            ..SessionDraft::default()
        })
    }

    fn note(self) -> Option<&'static str> {
        match (self.day, self.evening) {
            (0, false) => Some("Our first one at home. My hands shook more than hers."),
            (HARD_EVENING, true) => Some("She cried and I cried. Then she slept on my shoulder."),
            (PINK_EVENING, true) => Some("A little pink on the wipe, gone at once."),
            (17, false) => Some("She smiled at me all the way through."),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_weeks_hold_what_the_story_says() {
        let all: Vec<Slot> = slots(0..21).collect();
        assert_eq!(all.len(), usize::from(PLANNED));
        let held: Vec<_> = all.iter().filter_map(|slot| slot.session(10)).collect();
        assert_eq!(held.len(), 41, "one morning is missed");
        assert_eq!(held.iter().filter(|session| session.ease == "firm").count(), 1);
        assert_eq!(held.iter().filter(|session| session.bleeding.as_deref() == Some("pink_tint")).count(), 1);
        let moments: Vec<_> = all.iter().map(|slot| slot.moment().wall).collect();
        assert!(moments.windows(2).all(|pair| pair[0] < pair[1]), "time goes forward");
    }
}
