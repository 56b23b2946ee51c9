/// Numbers that look like chance and are the same for the same seed (SplitMix64).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to just below 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Yes, with this share.
    pub(crate) fn is(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    pub(crate) fn between(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * self.unit()
    }

    /// One of `0..count`.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        (self.unit() * count as f64) as usize
    }

    pub(crate) fn normal(&mut self, mean: f64, sd: f64) -> f64 {
        let (one, other) = (1.0 - self.unit(), self.unit());
        mean + sd * (-2.0 * one.ln()).sqrt() * (std::f64::consts::TAU * other).cos()
    }

    /// A waiting time with this mean.
    pub(crate) fn wait(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.unit()).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same_and_shares_and_means_hold() {
        let draw = |seed| [Chance::new(seed).next(), Chance::new(seed).next()];
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        let mut chance = Chance::new(1);
        let many = 100_000;
        let share = (0..many).filter(|_| chance.is(0.02)).count();
        assert!((1_800..2_200).contains(&share), "{share}");
        let mean = |draw: &mut dyn FnMut() -> f64| (0..many).map(|_| draw()).sum::<f64>() / f64::from(many);
        assert!((mean(&mut || chance.normal(36.7, 0.3)) - 36.7).abs() < 0.01);
        assert!((mean(&mut || chance.wait(3.0)) - 3.0).abs() < 0.05);
        assert!((0..many).all(|_| chance.below(3) < 3));
        assert!((0..many).map(|_| chance.between(2.0, 4.0)).all(|drawn| (2.0..4.0).contains(&drawn)));
    }
}
