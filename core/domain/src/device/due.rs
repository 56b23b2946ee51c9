use chrono::{DateTime, Days, FixedOffset, NaiveDate};

use super::{Care, Device};
use crate::assessment::Basis;
use crate::entry::Logged;
use crate::history::History;
use crate::moment::Moment;
use crate::session::{DeviceUsed, Session, SkipReason};

/// What is to be done with a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DueKind {
    /// It is disinfected.
    Disinfect,
    /// Another one takes its place.
    Replace,
}

/// What is to be done with a device, and by when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// What.
    pub kind: DueKind,
    /// By which day; `None` while it was not used, or not since it was disinfected, and where nobody gives a number: the
    /// maker is asked.
    pub by: Option<NaiveDate>,
    /// Whether it is for an illness that came after it was last disinfected.
    pub after_illness: bool,
    /// On what the number rests.
    pub basis: Basis,
    /// Where it stands.
    pub sources: &'static [&'static str],
}

/// How often a device is disinfected where neither maker nor clinic says so. Basis: proposal (C3).
pub const WEEKLY_DAYS: u16 = 7;

const TOLD: (Basis, &[&str]) = (Basis::Sourced, &["S15"]);
const OURS: (Basis, &[&str]) = (Basis::Proposal, &["C3"]);

impl History {
    /// The day on which a device was first used: as told, or of the first session that names it, or in which it may have
    /// gone in first.
    pub fn first_used(&self, device: &Logged<Device>, now: &Moment) -> Option<NaiveDate> {
        let with_it = self.sessions_with(device.id, now);
        let warmed_up = self
            .sessions
            .iter()
            .filter(|one| one.effective <= now.wall && self.may_have_warmed_up(device, &one.value));
        let told = device.value.first_use().filter(|first| *first <= now.date());
        with_it.chain(warmed_up).map(Logged::date).chain(told).min()
    }

    /// What is to be done with a device that is in use.
    pub fn device_dues(&self, device: &Logged<Device>, now: &Moment) -> [Due; 2] {
        let used = self.first_used(device, now);
        [self.disinfection(device, used, now), replacement(&device.value, used)]
    }

    fn disinfection(&self, device: &Logged<Device>, used: Option<NaiveDate>, now: &Moment) -> Due {
        let every = device.value.disinfect_every_days();
        let (basis, sources) = if every.is_some() { TOLD } else { OURS };
        let disinfected =
            self.care_of(device.id, now).filter(|care| matches!(care.value.what, Care::Disinfected(_)));
        let disinfected = disinfected.max_by_key(|care| (care.effective, care.place));
        // What lay clean since then needs nothing, whatever became of the person meanwhile.
        if disinfected.is_some_and(|care| !self.may_be_used_since(device, care.effective, now)) {
            return Due { kind: DueKind::Disinfect, by: None, after_illness: false, basis, sources };
        }
        let last = disinfected.map(Logged::date).or(used);
        let by = used.and(last).and_then(|last| after(last, every.unwrap_or(WEEKLY_DAYS)));
        let ill = last.filter(|_| used.is_some()).and_then(|last| self.illness_since(last, now));
        match ill.filter(|ill| by.is_none_or(|by| *ill < by)) {
            Some(ill) => {
                let (basis, sources) = OURS;
                Due { kind: DueKind::Disinfect, by: Some(ill), after_illness: true, basis, sources }
            }
            None => Due { kind: DueKind::Disinfect, by, after_illness: false, basis, sources },
        }
    }

    /// Whether a session after this time used a device, or may have: it names none and this one has its size, or a size
    /// went in first that this one has.
    fn may_be_used_since(&self, device: &Logged<Device>, since: DateTime<FixedOffset>, now: &Moment) -> bool {
        let mut later = self.sessions.iter().filter(|one| one.effective > since && one.effective <= now.wall);
        later.any(|session| match &session.value.device {
            Some(DeviceUsed::Listed(id)) if *id == device.id => true,
            None if device.value.has(session.value.size) => true,
            _ => self.may_have_warmed_up(device, &session.value),
        })
    }

    /// Whether a smaller size of a session may have been this device: it has that size, and the one that the session names
    /// has not.
    fn may_have_warmed_up(&self, device: &Logged<Device>, session: &Session) -> bool {
        let named = match &session.device {
            Some(DeviceUsed::Listed(id)) => self.device(*id),
            _ => None,
        };
        let is_nameds = |size| named.is_some_and(|named| named.value.has(size));
        session.warm_up.iter().any(|size| device.value.has(*size) && !is_nameds(*size))
    }

    /// The first day after `last` on which a session was left out, or the plan paused, for an illness.
    fn illness_since(&self, last: NaiveDate, now: &Moment) -> Option<NaiveDate> {
        let skips =
            self.skips.iter().filter(|skip| skip.value.reason == SkipReason::Illness).map(Logged::date);
        let pauses = self.pauses.iter().filter(|pause| pause.value.reason == SkipReason::Illness);
        let days = skips.chain(pauses.map(|pause| pause.value.first));
        days.filter(|day| *day > last && *day <= now.date()).min()
    }
}

fn replacement(device: &Device, used: Option<NaiveDate>) -> Due {
    let life = device.replace_after_days();
    let by = used.zip(life).and_then(|(used, life)| after(used, life));
    let (basis, sources) = TOLD;
    Due { kind: DueKind::Replace, by, after_illness: false, basis, sources }
}

fn after(day: NaiveDate, days: u16) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(days.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::{DeviceCare, DeviceParts, Disinfection, Shape};
    use crate::pause::Pause;
    use crate::plan::Material;
    use crate::sample::{Diary, date, mm, moment};
    use crate::session::Skip;

    fn with(first_use: Option<&str>, every: Option<u16>, life: Option<u16>) -> (Diary, Logged<Device>) {
        let parts = DeviceParts {
            name: "Blue".to_owned(),
            shape: Shape::SetPiece,
            sizes: vec![mm(12)],
            material: Material::Silicone,
            base: true,
            grip_depth_mm: None,
            flaws: Vec::new(),
            first_use: first_use.map(date),
            disinfect_every_days: every,
            replace_after_days: life,
        };
        let mut diary = Diary::adult();
        let listed = diary.logged("2026-01-19T08:00", Device::new(parts).expect("a device"));
        diary.history.devices.push(listed.clone());
        (diary, listed)
    }

    fn by(diary: &Diary, device: &Logged<Device>) -> [Option<NaiveDate>; 2] {
        diary.history.device_dues(device, &moment("2026-02-20T20:00")).map(|due| due.by)
    }

    #[test]
    fn the_makers_numbers_count_from_the_first_use_and_ours_say_that_they_are_a_proposal() {
        let (diary, blue) = with(Some("2026-01-20"), Some(3), Some(90));
        assert_eq!(by(&diary, &blue), [Some(date("2026-01-23")), Some(date("2026-04-20"))]);
        let [disinfect, replace] = diary.history.device_dues(&blue, &moment("2026-02-20T20:00"));
        assert_eq!((disinfect.basis, replace.basis), (Basis::Sourced, Basis::Sourced));
        let (diary, blue) = with(Some("2026-01-20"), None, None);
        assert_eq!(by(&diary, &blue), [Some(date("2026-01-27")), None], "nobody invents a life");
        assert_eq!(diary.history.device_dues(&blue, &moment("2026-02-20T20:00"))[0].basis, Basis::Proposal);
    }

    #[test]
    fn a_device_that_was_never_used_has_nothing_due_and_a_session_with_it_is_its_first_use() {
        let (mut diary, blue) = with(None, Some(3), Some(90));
        assert_eq!(by(&diary, &blue), [None, None]);
        diary.good("2026-01-25T20:00", 12, 0);
        assert_eq!(by(&diary, &blue), [None, None], "that session names no device");
        diary.good("2026-01-26T20:00", 12, 0).value.device = Some(DeviceUsed::Listed(blue.id));
        assert_eq!(by(&diary, &blue), [Some(date("2026-01-29")), Some(date("2026-04-26"))]);
        let (diary, blue) = with(Some("2026-02-21"), Some(3), Some(90));
        assert_eq!(by(&diary, &blue), [None, None], "it is used from tomorrow on");
    }

    #[test]
    fn it_counts_from_the_last_disinfection_and_an_illness_since_then_comes_first() {
        let (mut diary, blue) = with(Some("2026-01-20"), Some(30), None);
        let what = Care::Disinfected(Disinfection::Boiled);
        let boiled = diary.logged("2026-02-01T08:00", DeviceCare { device: blue.id, what });
        diary.history.device_care.push(boiled);
        diary.good("2026-02-01T20:00", 12, 0).value.device = Some(DeviceUsed::Listed(blue.id));
        assert_eq!(by(&diary, &blue)[0], Some(date("2026-03-03")));
        for (day, counts) in [("2026-02-01", false), ("2026-02-02", true), ("2026-02-21", false)] {
            let mut ill = Diary::adult();
            ill.history = diary.history.clone();
            let skip = Skip { occurrence: None, reason: SkipReason::Illness, note: None };
            let skip = ill.logged(&format!("{day}T08:00"), skip);
            ill.history.skips.push(skip);
            let expected = if counts { day } else { "2026-03-03" };
            assert_eq!(by(&ill, &blue)[0], Some(date(expected)), "{day}");
            let due = ill.history.device_dues(&blue, &moment("2026-02-20T20:00"))[0];
            assert_eq!((due.after_illness, due.basis == Basis::Proposal), (counts, counts));
        }
        let (mut soon, blue_4) = with(Some("2026-02-01"), Some(4), None);
        let skip = Skip { occurrence: None, reason: SkipReason::Illness, note: None };
        let skip = soon.logged("2026-02-05T08:00", skip);
        soon.history.skips.push(skip);
        let due = soon.history.device_dues(&blue_4, &moment("2026-02-20T20:00"))[0];
        assert_eq!((due.by, due.after_illness), (Some(date("2026-02-05")), false), "due on that day anyway");
        let pause = Pause { reason: SkipReason::Illness, first: date("2026-02-05"), last: None };
        let pause = diary.logged("2026-02-05T08:00", pause);
        diary.history.pauses.push(pause);
        assert_eq!(by(&diary, &blue)[0], Some(date("2026-02-05")));
    }

    #[test]
    fn what_lay_clean_since_it_was_disinfected_is_not_due_neither_by_its_days_nor_after_an_illness() {
        let due = |after: Option<(u16, Option<DeviceUsed>)>| {
            let (mut diary, blue) = with(Some("2026-01-20"), Some(3), None);
            let what = Care::Disinfected(Disinfection::Boiled);
            let boiled = diary.logged("2026-02-01T08:00", DeviceCare { device: blue.id, what });
            diary.history.device_care.push(boiled);
            diary.good("2026-02-01T08:00", 12, 0).value.device = Some(DeviceUsed::Listed(blue.id));
            if let Some((size, device)) = after {
                let device = device.map(|device| match device {
                    DeviceUsed::Named(name) if name == "Blue" => DeviceUsed::Listed(blue.id),
                    other => other,
                });
                diary.good("2026-02-01T08:01", size, 0).value.device = device;
            }
            let skip = Skip { occurrence: None, reason: SkipReason::Illness, note: None };
            let skip = diary.logged("2026-02-03T08:00", skip);
            diary.history.skips.push(skip);
            by(&diary, &blue)[0]
        };
        let named = |name: &str| Some(DeviceUsed::Named(name.to_owned()));
        assert_eq!(due(None), None, "the session of that very minute came before");
        assert_eq!(due(Some((12, named("Blue")))), Some(date("2026-02-03")));
        assert_eq!(due(Some((12, None))), Some(date("2026-02-03")), "it may have been this one");
        assert_eq!(due(Some((13, None))), None, "of another size");
        assert_eq!(due(Some((12, named("a rod of the ward")))), None);
        let other = DeviceUsed::Listed(crate::entry::EntryId([99; 32]));
        assert_eq!(due(Some((12, Some(other)))), None, "another one of the list");
    }

    #[test]
    fn a_rod_that_goes_in_first_is_used_also_where_the_session_names_the_larger_one() {
        let large = |diary: &mut Diary, sizes: &[u16]| {
            let parts = DeviceParts {
                name: "Large".to_owned(),
                shape: Shape::Other,
                sizes: sizes.iter().map(|size| mm(*size)).collect(),
                material: Material::Silicone,
                base: true,
                grip_depth_mm: None,
                flaws: Vec::new(),
                first_use: None,
                disinfect_every_days: None,
                replace_after_days: None,
            };
            let listed = diary.logged("2026-01-19T08:00", Device::new(parts).expect("a device"));
            diary.history.devices.push(listed.clone());
            DeviceUsed::Listed(listed.id)
        };
        let due = |boiled: bool, warm_up: u16, of_large: Option<&[u16]>| {
            let (mut diary, blue) = with(None, Some(3), Some(90));
            let device = of_large.map(|sizes| large(&mut diary, sizes));
            let session = |diary: &mut Diary, at: &str| {
                let value = &mut diary.good(at, 14, 0).value;
                (value.warm_up, value.device) = (vec![mm(warm_up)], device.clone());
            };
            session(&mut diary, "2026-01-25T20:00");
            if boiled {
                let what = Care::Disinfected(Disinfection::Boiled);
                let boiled = diary.logged("2026-02-01T08:00", DeviceCare { device: blue.id, what });
                diary.history.device_care.push(boiled);
                session(&mut diary, "2026-02-02T20:00");
            }
            by(&diary, &blue)
        };
        let first = [Some(date("2026-01-28")), Some(date("2026-04-25"))];
        assert_eq!(due(false, 12, Some(&[14])), first);
        assert_eq!(due(false, 12, None), first, "nobody says with what");
        assert_eq!(due(true, 12, Some(&[14]))[0], Some(date("2026-02-04")));
        assert_eq!(due(true, 12, None)[0], Some(date("2026-02-04")));
        for other in [due(false, 13, Some(&[14])), due(false, 12, Some(&[12, 14]))] {
            assert_eq!(other, [None, None], "another size, or the named one itself");
        }
    }
}
