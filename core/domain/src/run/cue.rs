use super::state::{Doing, RunState, TakeOut};

/// Something to be heard or felt, so that nobody has to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cue {
    /// Milliseconds from now.
    pub in_ms: u64,
    /// Which.
    pub kind: CueKind,
}

/// Kinds of cues, in the order in which they come. A screen reader says each of them, and never each second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueKind {
    /// A hold or a rest begins.
    Start,
    /// Half of it is over.
    Half,
    /// Ten seconds are left.
    TenSeconds,
    /// It is over.
    End,
    /// It has lasted longer than the plan allows.
    Overrun,
}

impl CueKind {
    /// How often the phone is felt.
    pub fn pulses(self) -> u8 {
        match self {
            Self::Start | Self::Half | Self::TenSeconds => 1,
            Self::End => 2,
            Self::Overrun => 3,
        }
    }

    /// Whether a sound goes with it.
    pub fn sounds(self) -> bool {
        matches!(self, Self::Start | Self::End | Self::Overrun)
    }
}

/// The cues of a stretch that lasts `target_s`, seen from `passed_ms` into it.
pub(super) fn cues(state: &RunState) -> Vec<Cue> {
    let hold = state.insertion.map(|insertion| insertion.hold);
    let (passed_ms, marks) = match (state.stage, hold) {
        (Doing::Holding { held_ms } | Doing::TakeOut { held_ms, why: TakeOut::Reached }, Some(hold)) => {
            (held_ms, marks(u64::from(hold.target_s) * 1000, overrun(hold.target_s, hold.max_s)))
        }
        (Doing::Resting { left_ms }, _) => return rest(left_ms),
        _ => return Vec::new(),
    };
    let ahead = marks
        .into_iter()
        .filter_map(|(at_ms, kind)| at_ms.checked_sub(passed_ms).map(|in_ms| Cue { in_ms, kind }));
    ahead.collect()
}

fn overrun(target_s: u32, max_s: u32) -> Option<u64> {
    (max_s > target_s).then(|| u64::from(max_s) * 1000)
}

/// Half and ten seconds are told only where they are apart from each other and from the ends.
fn marks(target_ms: u64, max_ms: Option<u64>) -> Vec<(u64, CueKind)> {
    // A short pass has no beginning and no half.
    let mut marks = if target_ms > 0 { vec![(0, CueKind::Start)] } else { Vec::new() };
    if target_ms > 10_000 {
        if target_ms > 20_000 {
            marks.push((target_ms / 2, CueKind::Half));
        }
        marks.push((target_ms - 10_000, CueKind::TenSeconds));
    }
    marks.push((target_ms, CueKind::End));
    marks.extend(max_ms.map(|max_ms| (max_ms, CueKind::Overrun)));
    marks
}

fn rest(left_ms: u64) -> Vec<Cue> {
    let ten = left_ms.checked_sub(10_000).map(|in_ms| Cue { in_ms, kind: CueKind::TenSeconds });
    ten.into_iter().chain([Cue { in_ms: left_ms, kind: CueKind::End }]).collect()
}

#[cfg(test)]
mod tests {
    use super::CueKind::{End, Half, Overrun, Start, TenSeconds};
    use super::*;

    #[test]
    fn each_cue_is_felt_as_its_own_and_only_what_asks_for_the_device_is_heard() {
        for (kind, pulses, sounds) in
            [(Start, 1, true), (Half, 1, false), (TenSeconds, 1, false), (End, 2, true), (Overrun, 3, true)]
        {
            assert_eq!((kind.pulses(), kind.sounds()), (pulses, sounds), "{kind:?}");
        }
    }

    #[test]
    fn a_short_hold_has_no_half_and_a_shorter_one_no_ten_seconds() {
        assert_eq!(marks(0, None), [(0, End)]);
        assert_eq!(marks(10_000, None), [(0, Start), (10_000, End)]);
        assert_eq!(marks(20_000, None), [(0, Start), (10_000, TenSeconds), (20_000, End)]);
        let long = [(0, Start), (10_500, Half), (11_000, TenSeconds), (21_000, End), (60_000, Overrun)];
        assert_eq!(marks(21_000, Some(60_000)), long);
        assert_eq!([overrun(30, 30), overrun(30, 31)], [None, Some(31_000)]);
    }
}
