use chrono::{DateTime, FixedOffset, NaiveDate};

use super::{Care, Device, DeviceCare, Question, RetireReason};
use crate::answer::Answer;
use crate::assessment::Basis;
use crate::entry::{EntryId, Logged};
use crate::history::History;
use crate::moment::Moment;
use crate::plan::Material;
use crate::session::{DeviceUsed, Session};
use crate::size::Millimetres;

/// Why a device is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bar {
    /// It was put away for good.
    Retired {
        /// Why.
        why: RetireReason,
        /// When.
        on: NaiveDate,
    },
    /// It has latex in it, and the person is allergic to latex.
    Latex,
    /// A question was answered with no.
    No(Question),
    /// Nobody is sure of it, or it was not asked.
    NotSure(Question),
}

/// Whether a device may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readiness {
    /// Everything that bars it, what lasts before what another look can lift.
    pub bars: Vec<Bar>,
    /// The day on which it was last looked at.
    pub checked_on: Option<NaiveDate>,
    /// Whether it was in use, or was cleaned, after that look: what was seen then says nothing of what it is now.
    pub used_since: bool,
}

impl Bar {
    /// Whether no other look lifts it.
    pub fn is_lasting(self) -> bool {
        match self {
            Self::Retired { .. } | Self::Latex => true,
            Self::No(question) => question.is_lasting(),
            Self::NotSure(_) => false,
        }
    }

    /// On what it rests, and where that stands.
    pub fn source(self) -> (Basis, &'static [&'static str]) {
        match self {
            Self::Retired { .. } => (Basis::General, &["S13"]),
            Self::Latex => (Basis::General, &["C3"]),
            Self::No(question) | Self::NotSure(question) => question.source(),
        }
    }
}

impl Readiness {
    /// Whether it may go in on this day: looked at on that day, after all that was done with it, and nothing bars it.
    pub fn may_be_used(&self, today: NaiveDate) -> bool {
        self.bars.is_empty() && self.checked_on == Some(today) && !self.used_since
    }

    /// Whether it was put away for good.
    pub fn is_retired(&self) -> bool {
        self.bars.iter().any(|bar| matches!(bar, Bar::Retired { .. }))
    }
}

impl History {
    /// A device of this person by its entry.
    pub fn device(&self, id: EntryId) -> Option<&Logged<Device>> {
        self.devices.iter().find(|device| device.id == id)
    }

    /// Whether a device is in the list and was not put away for good.
    pub fn is_in_use(&self, device: &Logged<Device>, now: &Moment) -> bool {
        self.retired(device.id, now).is_none()
    }

    /// What was done with a device by now, in the order of its happening.
    pub(super) fn care_of(&self, id: EntryId, now: &Moment) -> impl Iterator<Item = &Logged<DeviceCare>> {
        self.device_care.iter().filter(move |care| care.value.device == id && care.effective <= now.wall)
    }

    /// Whether this device may be used now. What was found broken once stays broken, however often it is looked at again;
    /// for the rest the last look counts, and a question that it left out is not known.
    pub fn readiness(&self, device: &Logged<Device>, now: &Moment) -> Readiness {
        let allergic = self.person.background.is_allergic_to_latex();
        let checks: Vec<_> = self
            .care_of(device.id, now)
            .filter_map(|care| match &care.value.what {
                Care::Checked(check) => Some((care, check)),
                _ => None,
            })
            .collect();
        let last = checks.iter().max_by_key(|(care, _)| (care.effective, care.place));
        let mut bars: Vec<Bar> = self.retired(device.id, now).into_iter().collect();
        if allergic && device.value.material() == Material::LatexCovered {
            bars.push(Bar::Latex);
        }
        let broken = |question: &Question| {
            let no = Answer::Known(false);
            question.is_lasting() && checks.iter().any(|(_, check)| check.answer(*question) == no)
        };
        bars.extend(Question::ALL.into_iter().filter(broken).map(Bar::No));
        if let Some((_, check)) = last {
            let open = Question::of(&device.value, allergic).filter(|question| !broken(question));
            bars.extend(open.filter_map(|question| match check.answer(question) {
                Answer::Known(true) => None,
                Answer::Known(false) => Some(Bar::No(question)),
                Answer::Unknown => Some(Bar::NotSure(question)),
            }));
        }
        let looked = last.map(|(care, _)| (care.effective, care.place));
        let used_since = looked.is_some_and(|looked| self.last_handled(device.id, now) > Some(looked));
        Readiness { bars, checked_on: last.map(|(care, _)| care.date()), used_since }
    }

    /// When a device was last in a session, or was cared for otherwise than by a look; and where that stands in the journal,
    /// which decides within one minute.
    fn last_handled(&self, id: EntryId, now: &Moment) -> Option<(DateTime<FixedOffset>, u64)> {
        let with_it = self.sessions_with(id, now).map(|session| (session.effective, session.place));
        let care = self.care_of(id, now).filter(|care| !matches!(care.value.what, Care::Checked(_)));
        with_it.chain(care.map(|care| (care.effective, care.place))).max()
    }

    /// The sessions by now that name this device.
    pub fn sessions_with(&self, id: EntryId, now: &Moment) -> impl Iterator<Item = &Logged<Session>> {
        self.sessions.iter().filter(move |session| {
            session.value.device == Some(DeviceUsed::Listed(id)) && session.effective <= now.wall
        })
    }

    /// Sizes of the plan in force, from its first or the present one up to its goal, that no device in the list has any more; none
    /// while no list is kept.
    pub fn lacking_sizes(&self, now: &Moment) -> Vec<Millimetres> {
        let Some(plan) = self.plan_in_force(now.date()) else { return Vec::new() };
        let ladder = plan.value.ladder();
        let least = self.current_size(now.wall).map_or(ladder.start(), |size| size.min(ladder.start()));
        let wanted = ladder.sizes().iter().copied().filter(|size| (least..=ladder.goal()).contains(size));
        wanted.filter(|size| self.lacks_device(*size, now)).collect()
    }

    /// Whether a list of devices is kept and none of them has this size, those aside that are broken or put away.
    pub fn lacks_device(&self, size: Millimetres, now: &Moment) -> bool {
        let has = |device: &Logged<Device>| {
            device.value.has(size) && !self.readiness(device, now).bars.iter().any(|bar| bar.is_lasting())
        };
        let mut listed = self.devices.iter().filter(|device| device.effective <= now.wall).peekable();
        listed.peek().is_some() && !listed.any(has)
    }

    fn retired(&self, id: EntryId, now: &Moment) -> Option<Bar> {
        self.care_of(id, now).find_map(|care| match care.value.what {
            Care::Retired(why) => Some(Bar::Retired { why, on: care.date() }),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::background::Condition;
    use crate::device::{DeviceParts, SafetyCheck, Shape};
    use crate::sample::{Diary, mm, moment};

    fn device(material: Material, sizes: &[u16]) -> Device {
        let sizes: Vec<_> = sizes.iter().map(|size| mm(*size)).collect();
        Device::new(DeviceParts {
            name: "Blue".to_owned(),
            shape: Shape::Other,
            sizes,
            material,
            base: true,
            grip_depth_mm: None,
            flaws: Vec::new(),
            first_use: None,
            disinfect_every_days: None,
            replace_after_days: None,
        })
        .expect("a device")
    }

    fn with(material: Material, sizes: &[u16]) -> (Diary, Logged<Device>) {
        let mut diary = Diary::adult();
        let listed = diary.logged("2026-01-19T08:00", device(material, sizes));
        diary.history.devices.push(listed.clone());
        (diary, listed)
    }

    fn done(diary: &mut Diary, at: &str, id: EntryId, what: Care) {
        let care = diary.logged(at, DeviceCare { device: id, what });
        diary.history.device_care.push(care);
    }

    /// Everything yes, apart from what is given.
    fn check(device: &Device, but: &[(Question, Answer<bool>)]) -> Care {
        let mut answers: std::collections::BTreeMap<_, _> =
            Question::of(device, false).map(|question| (question, Answer::Known(true))).collect();
        answers.extend(but.iter().copied());
        Care::Checked(SafetyCheck { answers })
    }

    #[test]
    fn a_device_is_used_on_the_day_on_which_it_was_looked_at_and_on_no_other() {
        let (mut diary, blue) = with(Material::Silicone, &[12]);
        let ready = |diary: &Diary, at: &str| diary.history.readiness(&blue, &moment(at));
        let may = |diary: &Diary, at: &str| ready(diary, at).may_be_used(moment(at).date());
        assert!(!may(&diary, "2026-01-20T20:00") && ready(&diary, "2026-01-20T20:00").bars.is_empty());
        done(&mut diary, "2026-01-20T19:00", blue.id, check(&blue.value, &[]));
        assert!(may(&diary, "2026-01-20T19:00") && may(&diary, "2026-01-20T23:59"));
        assert!(!may(&diary, "2026-01-20T18:59") && !may(&diary, "2026-01-21T00:00"));
    }

    #[test]
    fn a_look_frees_a_device_until_it_is_used_or_cleaned_and_another_look_frees_it_again() {
        let (mut diary, blue) = with(Material::Silicone, &[12]);
        let may = |diary: &Diary| {
            let now = moment("2026-01-20T23:00");
            diary.history.readiness(&blue, &now).may_be_used(now.date())
        };
        done(&mut diary, "2026-01-20T07:00", blue.id, Care::Cleaned);
        done(&mut diary, "2026-01-20T08:00", blue.id, check(&blue.value, &[]));
        assert!(may(&diary), "it was clean before it was looked at");
        diary.good("2026-01-20T09:00", 12, 0);
        assert!(may(&diary), "another device was in use");
        diary.good("2026-01-20T08:00", 12, 0).value.device = Some(DeviceUsed::Listed(blue.id));
        assert!(!may(&diary), "in that minute, and after the look");
        done(&mut diary, "2026-01-20T10:00", blue.id, check(&blue.value, &[]));
        assert!(may(&diary));
        done(&mut diary, "2026-01-20T11:00", blue.id, Care::Disinfected(crate::device::Disinfection::Boiled));
        assert!(!may(&diary), "what was boiled can have cracked");
        done(&mut diary, "2026-01-20T12:00", blue.id, check(&blue.value, &[]));
        assert!(may(&diary));
    }

    #[test]
    fn every_question_bars_with_no_and_with_not_sure_and_what_breaks_stays_broken() {
        let (bare, blue) = with(Material::Silicone, &[12]);
        for question in Question::of(&blue.value, false) {
            for answer in [Answer::Known(false), Answer::Unknown] {
                let mut diary = bare_copy(&bare);
                done(&mut diary, "2026-01-20T08:00", blue.id, check(&blue.value, &[(question, answer)]));
                let bar = match answer {
                    Answer::Known(_) => Bar::No(question),
                    Answer::Unknown => Bar::NotSure(question),
                };
                let bars = |diary: &Diary| diary.history.readiness(&blue, &moment("2026-01-20T20:00")).bars;
                assert_eq!(bars(&diary), [bar]);
                done(&mut diary, "2026-01-20T09:00", blue.id, check(&blue.value, &[]));
                let stays = bar == Bar::No(question) && question.is_lasting();
                assert_eq!(bars(&diary), if stays { vec![bar] } else { vec![] }, "{bar:?}");
                assert_eq!(bar.is_lasting(), stays);
            }
        }
    }

    fn bare_copy(diary: &Diary) -> Diary {
        let mut copy = Diary::adult();
        copy.history = diary.history.clone();
        copy
    }

    #[test]
    fn a_crack_that_was_found_under_a_clock_ahead_is_there_when_the_clock_is_put_right() {
        let (mut diary, blue) = with(Material::Silicone, &[12]);
        let no = (Question::NoCrack, Answer::Known(false));
        done(&mut diary, "2027-01-20T08:00", blue.id, check(&blue.value, &[no]));
        let now = moment("2026-01-20T20:00");
        let right = diary.history.put_right(now.wall);
        assert_eq!(right.readiness(&blue, &now).bars, [Bar::No(Question::NoCrack)]);
        let before = diary.history.as_of(moment("2026-01-19T07:59").wall);
        assert!(before.devices.is_empty() && before.device_care.is_empty());
    }

    #[test]
    fn what_was_not_asked_is_not_known_and_an_answer_of_another_device_says_nothing() {
        let (mut diary, blue) = with(Material::Silicone, &[12]);
        let other = diary.logged("2026-01-19T09:00", device(Material::Metal, &[13]));
        diary.history.devices.push(other.clone());
        let Care::Checked(mut short) = check(&blue.value, &[]) else { unreachable!() };
        short.answers.remove(&Question::Clean);
        done(&mut diary, "2026-01-20T08:00", blue.id, Care::Checked(short));
        let at = moment("2026-01-20T20:00");
        assert_eq!(diary.history.readiness(&blue, &at).bars, [Bar::NotSure(Question::Clean)]);
        let other = diary.history.readiness(&other, &at);
        assert!(other.bars.is_empty() && other.checked_on.is_none());
    }

    #[test]
    fn latex_is_barred_for_whoever_is_allergic_and_asked_about_for_every_device() {
        for (material, barred) in [(Material::LatexCovered, true), (Material::Metal, false)] {
            let (mut diary, one) = with(material, &[12]);
            let bars = |diary: &Diary| diary.history.readiness(&one, &moment("2026-01-20T20:00")).bars;
            assert!(bars(&diary).is_empty());
            let what = Condition::LatexAllergy;
            diary.history.person.background.conditions = vec![crate::Fact { what, since: None }];
            assert_eq!(bars(&diary).contains(&Bar::Latex), barred);
            done(&mut diary, "2026-01-20T08:00", one.id, check(&one.value, &[]));
            assert!(bars(&diary).contains(&Bar::NotSure(Question::NoLatex)), "it was not asked about gloves");
        }
    }

    #[test]
    fn a_size_is_lacking_once_a_list_is_kept_and_its_only_device_is_gone_or_broken() {
        let now = moment("2026-01-22T20:00");
        assert!(Diary::adult().history.lacking_sizes(&now).is_empty(), "nobody keeps a list");
        let (mut diary, blue) = with(Material::Silicone, &[12]);
        let lacking = |diary: &Diary| diary.history.lacking_sizes(&now);
        assert_eq!(lacking(&diary), [13, 14, 15].map(mm), "up to the goal of 15");
        let rod = diary.logged("2026-01-19T09:00", device(Material::Metal, &[13, 14]));
        diary.history.devices.push(rod.clone());
        assert_eq!(lacking(&diary), [mm(15)]);
        let dirty = check(&rod.value, &[(Question::Clean, Answer::Known(false))]);
        done(&mut diary, "2026-01-20T08:00", rod.id, dirty);
        assert_eq!(lacking(&diary), [mm(15)], "it can be washed");
        let cracked = check(&rod.value, &[(Question::NoCrack, Answer::Known(false))]);
        done(&mut diary, "2026-01-20T09:00", rod.id, cracked);
        assert_eq!(lacking(&diary), [13, 14, 15].map(mm));
        done(&mut diary, "2026-01-21T09:00", blue.id, Care::Retired(RetireReason::Lost));
        assert_eq!(lacking(&diary), [12, 13, 14, 15].map(mm));
        let ready = diary.history.readiness(&blue, &now);
        assert!(ready.is_retired() && ready.bars[0].is_lasting());
        assert!(!diary.history.readiness(&blue, &moment("2026-01-21T08:59")).is_retired());
        assert!(!diary.history.is_in_use(&blue, &now) && diary.history.is_in_use(&rod, &now));
    }
}
