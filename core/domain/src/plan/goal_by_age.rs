use crate::assessment::Basis;
use crate::person::AgeMonths;
use crate::size::Millimetres;

/// The published goal for an age, and on what it rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoalBand {
    /// First month of the band.
    pub from: AgeMonths,
    /// First month after the band; `None` for the last.
    pub until: Option<AgeMonths>,
    /// The goal.
    pub goal: Millimetres,
    /// The printed table says 4 to 12 months for 13 mm, which overlaps the next row; 4 to 8 months is the intended
    /// band by general knowledge. The other rows are as printed (C1.2).
    pub basis: Basis,
}

/// Months from, months until, goal in millimetres, basis. Bands are half open: a birthday belongs to the upper one.
const BANDS: [(u32, Option<u32>, u16, Basis); 6] = [
    (1, Some(4), 12, Basis::Sourced),
    (4, Some(8), 13, Basis::General),
    (8, Some(12), 14, Basis::Sourced),
    (12, Some(36), 15, Basis::Sourced),
    (36, Some(144), 16, Basis::Sourced),
    (144, None, 17, Basis::Sourced),
];

/// The goal published for the age at the start of dilation after repair of an anorectal malformation (C1.2); `None`
/// under one month, where the surgeon must say it. Only ever a warning: it neither raises nor overrides a plan's goal.
/// Preterm children: the caller passes the age as counted from birth; nothing is corrected silently.
pub fn goal_for_age(age: AgeMonths) -> Option<GoalBand> {
    let (from, until, goal, basis) = BANDS
        .into_iter()
        .find(|(from, until, ..)| *from <= age.0 && until.is_none_or(|until| age.0 < until))?;
    let goal = Millimetres::whole(goal).ok()?;
    Some(GoalBand { from: AgeMonths(from), until: until.map(AgeMonths), goal, basis })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_band_begins_on_its_first_month_and_ends_before_the_next() {
        let goal = |months| goal_for_age(AgeMonths(months)).map(|band| band.goal.tenths() / 10);
        assert_eq!(goal(0), None);
        for (months, expected) in [
            (1, 12),
            (3, 12),
            (4, 13),
            (7, 13),
            (8, 14),
            (11, 14),
            (12, 15),
            (35, 15),
            (36, 16),
            (143, 16),
            (144, 17),
            (900, 17),
        ] {
            assert_eq!(goal(months), Some(expected), "{months} months");
        }
        assert_eq!(goal_for_age(AgeMonths(5)).map(|band| band.basis), Some(Basis::General));
        assert_eq!(goal_for_age(AgeMonths(8)).map(|band| band.basis), Some(Basis::Sourced));
    }
}
