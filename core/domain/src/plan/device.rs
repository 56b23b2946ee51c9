use crate::device::{FitReason, Verdict, lubricant_fit};
use crate::size::Millimetres;

/// The device a plan is written for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Which kind.
    pub kind: DeviceKind,
    /// Of what it is made.
    pub material: Material,
    /// What keeps it from being lost inside (S13).
    pub retention: Retention,
    /// The diameters the set holds, rising; empty when the plan does not say.
    pub sizes: Vec<Millimetres>,
}

/// Kinds of dilator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeviceKind {
    /// Hegar rod: the number is the diameter in millimetres.
    Hegar,
    /// Graded dilator with a tapered tip.
    Graded,
    /// Dilator with a sealed core that is warmed or cooled.
    Cryothermal,
}

impl DeviceKind {
    /// Every kind with its word in files.
    pub const WORDS: [(&'static str, Self); 3] =
        [("hegar", Self::Hegar), ("graded", Self::Graded), ("cryothermal", Self::Cryothermal)];
}

/// Body-safe, non-porous materials (C3). Others are refused when a plan is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Material {
    /// Medical-grade silicone.
    Silicone,
    /// Metal.
    Metal,
    /// Borosilicate glass.
    Glass,
    /// Rigid plastic.
    Plastic,
    /// Any body-safe device under a latex cover, such as a condom or a gloved finger.
    LatexCovered,
}

impl Material {
    /// Every material with its word in files.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("silicone", Self::Silicone),
        ("metal", Self::Metal),
        ("glass", Self::Glass),
        ("plastic", Self::Plastic),
        ("latex_covered", Self::LatexCovered),
    ];
}

/// What keeps a device from being lost inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Retention {
    /// A base or disc wider than the anal canal.
    Base,
    /// A grip, with a mark beyond which it is never inserted.
    Grip {
        /// Distance of the mark from the tip in millimetres, 10 to 150.
        depth_stop_mm: u16,
    },
}

/// What to lubricate with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lubricant {
    /// Water-based: suits every material (C3).
    Water,
    /// Silicone-based: spoils silicone devices.
    Silicone,
    /// Oil or petrolatum: makes latex fail.
    Oil,
}

impl Lubricant {
    /// Every kind with its word in files.
    pub const WORDS: [(&'static str, Self); 3] =
        [("water", Self::Water), ("silicone", Self::Silicone), ("oil", Self::Oil)];

    /// Why this lubricant must not meet that material; `None` when it may (C3, lubricant matrix).
    pub fn conflict(self, material: Material) -> Option<FitReason> {
        let fit = lubricant_fit(self.into(), material.into());
        (fit.verdict == Verdict::DoesNotFit).then_some(fit.why)
    }
}
