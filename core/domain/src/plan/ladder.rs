use crate::size::Millimetres;

/// The sizes of a plan, the first one and the ceiling. Sizes rise strictly; first and ceiling are among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    sizes: Vec<Millimetres>,
    start: Millimetres,
    goal: Millimetres,
}

/// Why sizes do not make a ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LadderError {
    /// No size at all.
    #[error("no sizes")]
    Empty,
    /// A size is not above the one before.
    #[error("{0} does not rise above {1}")]
    NotRising(Millimetres, Millimetres),
    /// The first size is not on the ladder.
    #[error("{0} is not one of the sizes")]
    StartOffLadder(Millimetres),
    /// The goal is not on the ladder.
    #[error("{0} is not one of the sizes")]
    GoalOffLadder(Millimetres),
    /// The goal is below the first size.
    #[error("{0} is below the first size, {1}")]
    GoalBelowStart(Millimetres, Millimetres),
}

impl Ladder {
    /// A ladder from its sizes, the first one and the ceiling.
    ///
    /// # Errors
    /// The first rule that is broken, in the order of [`LadderError`].
    pub fn new(sizes: Vec<Millimetres>, start: Millimetres, goal: Millimetres) -> Result<Self, LadderError> {
        if sizes.is_empty() {
            return Err(LadderError::Empty);
        }
        if let Some(pair) = sizes.windows(2).find(|pair| pair[1] <= pair[0]) {
            return Err(LadderError::NotRising(pair[1], pair[0]));
        }
        if !sizes.contains(&start) {
            return Err(LadderError::StartOffLadder(start));
        }
        if !sizes.contains(&goal) {
            return Err(LadderError::GoalOffLadder(goal));
        }
        if goal < start {
            return Err(LadderError::GoalBelowStart(goal, start));
        }
        Ok(Self { sizes, start, goal })
    }

    /// Every size, rising.
    pub fn sizes(&self) -> &[Millimetres] {
        &self.sizes
    }

    /// The size the plan begins with.
    pub fn start(&self) -> Millimetres {
        self.start
    }

    /// The hard ceiling: no proposal, gate or birthday goes beyond it.
    pub fn goal(&self) -> Millimetres {
        self.goal
    }

    /// Whether `size` is one of the sizes.
    pub fn holds(&self, size: Millimetres) -> bool {
        self.sizes.contains(&size)
    }

    /// The next size above a size of the ladder, not beyond the ceiling; `None` at the ceiling and for a size that is
    /// not on the ladder, because stepping from there could skip a size.
    pub fn above(&self, size: Millimetres) -> Option<Millimetres> {
        let at = self.sizes.iter().position(|known| *known == size)?;
        self.sizes.get(at + 1).copied().filter(|next| *next <= self.goal)
    }

    /// How many sizes of the ladder are smaller than `size`.
    pub fn count_below(&self, size: Millimetres) -> u8 {
        u8::try_from(self.sizes.partition_point(|known| *known < size)).unwrap_or(u8::MAX)
    }

    /// The size `steps` ladder sizes below `size`; the smallest when there are not that many, `size` itself when it is
    /// below them all.
    pub fn below(&self, size: Millimetres, steps: u8) -> Millimetres {
        if steps == 0 {
            return size;
        }
        let smaller = self.sizes.partition_point(|known| *known < size);
        match self.sizes.get(smaller.saturating_sub(usize::from(steps))) {
            Some(found) if smaller > 0 => *found,
            _ => size,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mm(whole: u16) -> Millimetres {
        Millimetres::whole(whole).expect("within bounds")
    }

    fn ladder() -> Ladder {
        Ladder::new(vec![mm(8), mm(9), mm(10), mm(12)], mm(9), mm(10)).expect("a ladder")
    }

    #[test]
    fn each_rule_of_a_ladder_is_kept() {
        let make = |sizes: &[u16], start, goal| {
            Ladder::new(sizes.iter().map(|s| mm(*s)).collect(), mm(start), mm(goal)).err()
        };
        assert_eq!(make(&[], 8, 9), Some(LadderError::Empty));
        assert_eq!(make(&[8, 8], 8, 8), Some(LadderError::NotRising(mm(8), mm(8))));
        assert_eq!(make(&[8, 9, 7], 8, 9), Some(LadderError::NotRising(mm(7), mm(9))));
        assert_eq!(make(&[8, 9], 7, 9), Some(LadderError::StartOffLadder(mm(7))));
        assert_eq!(make(&[8, 9], 8, 10), Some(LadderError::GoalOffLadder(mm(10))));
        assert_eq!(make(&[8, 9], 9, 8), Some(LadderError::GoalBelowStart(mm(8), mm(9))));
        assert_eq!(make(&[8], 8, 8), None);
    }

    #[test]
    fn above_is_the_very_next_size_and_ends_at_the_ceiling() {
        assert_eq!(ladder().above(mm(8)), Some(mm(9)));
        assert_eq!(ladder().above(mm(9)), Some(mm(10)));
        assert_eq!(ladder().above(mm(10)), None, "12 is on the ladder but beyond the goal");
        assert_eq!(ladder().above(mm(11)), None, "not on the ladder");
    }

    #[test]
    fn below_never_leaves_the_ladder_at_its_foot() {
        assert_eq!(ladder().below(mm(10), 0), mm(10));
        assert_eq!(ladder().below(mm(10), 1), mm(9));
        assert_eq!(ladder().below(mm(10), 2), mm(8));
        assert_eq!(ladder().below(mm(10), 9), mm(8));
        assert_eq!(ladder().below(mm(11), 1), mm(10), "from between two sizes");
        assert_eq!(ladder().below(mm(8), 1), mm(8));
        assert_eq!(ladder().below(mm(5), 1), mm(5), "below them all");
        let counts = [5, 8, 9, 11, 12].map(|size| ladder().count_below(mm(size)));
        assert_eq!(counts, [0, 0, 1, 3, 3]);
    }
}
