use chrono::NaiveDate;

use crate::plan::{ADULT_HOME_TENTHS, Material, Retention};
use crate::size::Millimetres;

/// A device that a person has at home: one piece, used by nobody else (C3).
///
/// Made only from [`DeviceParts`] that can be a device to be put in, so that one in hand is smooth, of a body-safe material,
/// and cannot be lost inside.
#[derive(Clone, PartialEq, Eq)]
pub struct Device {
    name: String,
    shape: Shape,
    sizes: Vec<Millimetres>,
    material: Material,
    retention: Retention,
    first_use: Option<NaiveDate>,
    disinfect_every_days: Option<u16>,
    replace_after_days: Option<u16>,
}

/// A device as it is told of, before anybody looked whether it can be one.
#[derive(Clone, PartialEq, Eq)]
pub struct DeviceParts {
    /// What the person calls it.
    pub name: String,
    /// Its shape.
    pub shape: Shape,
    /// The diameter of each end.
    pub sizes: Vec<Millimetres>,
    /// Of what its surface is.
    pub material: Material,
    /// Whether it has a base wider than the canal.
    pub base: bool,
    /// How far its mark lies from the tip, in millimetres, where it has a grip in place of a base.
    pub grip_depth_mm: Option<u16>,
    /// What is wrong with it by its making.
    pub flaws: Vec<Flaw>,
    /// The day on which it was first used; `None` while it is new, and where nobody remembers.
    pub first_use: Option<NaiveDate>,
    /// How often it is disinfected, in days, as its maker or the clinic says.
    pub disinfect_every_days: Option<u16>,
    /// After how many days of use it is replaced, as its maker or the clinic says.
    pub replace_after_days: Option<u16>,
}

/// The shape of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A Hegar rod with another size at each end.
    HegarDouble,
    /// A Hegar rod with one end.
    HegarSingle,
    /// One piece of a graded set.
    SetPiece,
    /// A dilator with a sealed core that is warmed or cooled.
    Cryothermal,
    /// Another shape.
    Other,
}

/// What makes a thing no device, whatever its size (S13, S14, C3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flaw {
    /// A sharp edge or a rough tip.
    SharpEdge,
    /// A seam that can be felt.
    Seam,
    /// Jelly, PVC, rubber, wood or another material that takes up dirt.
    Porous,
    /// Magnetic.
    Magnetic,
    /// Weighted.
    Weighted,
}

/// The least and the greatest diameter that any plan for home may use, in tenths of a millimetre. Basis: proposal (C1.1).
pub const HOME_TENTHS: (u16, u16) = ADULT_HOME_TENTHS;
/// Where the mark of a grip may lie, in millimetres from the tip; as in a plan.
const GRIP_MM: std::ops::RangeInclusive<u16> = 10..=150;
/// A year.
const LONGEST_DISINFECT_DAYS: u16 = 366;
/// Ten years.
const LONGEST_LIFE_DAYS: u16 = 3653;

/// Why something is not a device to be put in. The text says what is wrong, and after a semicolon what would be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DeviceError {
    /// It has no name.
    #[error("is empty; write what you call it, such as Blue 10")]
    NoName,
    /// A flaw of its making.
    #[error("{}", flawed(*.0))]
    Flawed(Flaw),
    /// Neither base nor grip (S13).
    #[error(
        "neither a base nor a marked depth, so the device could be lost inside; it is not one to be put in: use one \
         with a base that is wider than the opening, or with a grip and a mark"
    )]
    NothingHoldsIt,
    /// Both base and grip.
    #[error("both a base and a grip; write base, or how deep it may go, not both")]
    BaseAndGrip,
    /// A Hegar rod has no base (C3).
    #[error("a Hegar rod has no base; write grip_depth_mm, how deep it may go")]
    HegarHasNoBase,
    /// The mark lies where no mark does.
    #[error("no mark lies there; write 10 to 150 millimetres from the tip")]
    GripDepth,
    /// Not as many ends as its shape has.
    #[error("{}", ends(*.0))]
    Ends(Shape),
    /// Both ends have one size, or its order is turned round.
    #[error("the two ends have the same size; write the number that is printed at each end")]
    EndsAlike,
    /// No plan for home may use it.
    #[error("{0} is for the clinic only; write sizes from 5 to 30 millimetres")]
    ClinicOnly(Millimetres),
    /// Below every plan for home.
    #[error("no end has a size that a plan for home may use; write sizes from 5 to 30 millimetres")]
    TooSmall,
    /// Days between disinfections.
    #[error("no such number of days; write 1 to 366, or leave it out and ask the maker")]
    DisinfectDays,
    /// Days until it is replaced.
    #[error("no such number of days; write 1 to 3653, or leave it out and ask the maker")]
    ReplaceDays,
}

impl DeviceError {
    /// The part that is wrong, by its name in [`DeviceParts`].
    pub fn field(self) -> &'static str {
        match self {
            Self::NoName => "name",
            Self::Flawed(_) => "flaws",
            Self::NothingHoldsIt | Self::BaseAndGrip | Self::HegarHasNoBase => "base",
            Self::GripDepth => "grip_depth_mm",
            Self::Ends(_) | Self::EndsAlike | Self::ClinicOnly(_) | Self::TooSmall => "sizes",
            Self::DisinfectDays => "disinfect_every_days",
            Self::ReplaceDays => "replace_after_days",
        }
    }
}

impl Device {
    /// A device to be put in.
    ///
    /// # Errors
    /// Everything that is wrong with the parts, one error for each.
    pub fn new(parts: DeviceParts) -> Result<Self, Vec<DeviceError>> {
        let mut errors = Vec::new();
        let name = parts.name.trim();
        if name.is_empty() {
            errors.push(DeviceError::NoName);
        }
        errors.extend(parts.flaws.iter().map(|flaw| DeviceError::Flawed(*flaw)));
        errors.extend(wrong_size(parts.shape, &parts.sizes));
        let out = |days: Option<u16>, most| days.is_some_and(|days| !(1..=most).contains(&days));
        if out(parts.disinfect_every_days, LONGEST_DISINFECT_DAYS) {
            errors.push(DeviceError::DisinfectDays);
        }
        if out(parts.replace_after_days, LONGEST_LIFE_DAYS) {
            errors.push(DeviceError::ReplaceDays);
        }
        let retention = match retention(&parts) {
            Ok(retention) if errors.is_empty() => retention,
            held => {
                errors.extend(held.err());
                return Err(errors);
            }
        };
        Ok(Self {
            name: name.to_owned(),
            shape: parts.shape,
            sizes: parts.sizes,
            material: parts.material,
            retention,
            first_use: parts.first_use,
            disinfect_every_days: parts.disinfect_every_days,
            replace_after_days: parts.replace_after_days,
        })
    }

    /// What the person calls it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its shape.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The diameter of each end, as told.
    pub fn sizes(&self) -> &[Millimetres] {
        &self.sizes
    }

    /// Of what its surface is.
    pub fn material(&self) -> Material {
        self.material
    }

    /// What keeps it from being lost inside.
    pub fn retention(&self) -> Retention {
        self.retention
    }

    /// The day on which it was first used, where told.
    pub fn first_use(&self) -> Option<NaiveDate> {
        self.first_use
    }

    /// How often it is disinfected, in days, where its maker or the clinic says so.
    pub fn disinfect_every_days(&self) -> Option<u16> {
        self.disinfect_every_days
    }

    /// After how many days of use it is replaced, where its maker or the clinic says so.
    pub fn replace_after_days(&self) -> Option<u16> {
        self.replace_after_days
    }

    /// Whether one of its ends has this size.
    pub fn has(&self, size: Millimetres) -> bool {
        self.sizes.contains(&size)
    }

    /// The parts it was made of.
    pub fn into_parts(self) -> DeviceParts {
        let (base, grip_depth_mm) = match self.retention {
            Retention::Base => (true, None),
            Retention::Grip { depth_stop_mm } => (false, Some(depth_stop_mm)),
        };
        DeviceParts {
            name: self.name,
            shape: self.shape,
            sizes: self.sizes,
            material: self.material,
            base,
            grip_depth_mm,
            flaws: Vec::new(),
            first_use: self.first_use,
            disinfect_every_days: self.disinfect_every_days,
            replace_after_days: self.replace_after_days,
        }
    }
}

fn retention(parts: &DeviceParts) -> Result<Retention, DeviceError> {
    let is_hegar = matches!(parts.shape, Shape::HegarDouble | Shape::HegarSingle);
    match (parts.base, parts.grip_depth_mm) {
        (true, Some(_)) => Err(DeviceError::BaseAndGrip),
        (true, None) if is_hegar => Err(DeviceError::HegarHasNoBase),
        (true, None) => Ok(Retention::Base),
        (false, None) => Err(DeviceError::NothingHoldsIt),
        (false, Some(depth)) if !GRIP_MM.contains(&depth) => Err(DeviceError::GripDepth),
        (false, Some(depth_stop_mm)) => Ok(Retention::Grip { depth_stop_mm }),
    }
}

fn wrong_size(shape: Shape, sizes: &[Millimetres]) -> Option<DeviceError> {
    let right = match shape {
        Shape::HegarDouble => sizes.len() == 2,
        Shape::HegarSingle | Shape::SetPiece => sizes.len() == 1,
        Shape::Cryothermal | Shape::Other => (1..=2).contains(&sizes.len()),
    };
    let (low, high) = HOME_TENTHS;
    if !right {
        Some(DeviceError::Ends(shape))
    } else if sizes.len() == 2 && sizes[0] == sizes[1] {
        Some(DeviceError::EndsAlike)
    } else if let Some(size) = sizes.iter().find(|size| size.tenths() > high) {
        Some(DeviceError::ClinicOnly(*size))
    } else {
        sizes.iter().all(|size| size.tenths() < low).then_some(DeviceError::TooSmall)
    }
}

fn flawed(flaw: Flaw) -> &'static str {
    match flaw {
        Flaw::SharpEdge => "an edge or a tip that can hurt; do not use it, take one that is smooth all over",
        Flaw::Seam => "a seam can be felt; do not use it, take one that is smooth all over",
        Flaw::Porous => {
            "its material takes up dirt; do not use it, take one of silicone, metal, glass or hard plastic"
        }
        Flaw::Magnetic => "magnetic devices are a hazard; do not use it, take a plain one",
        Flaw::Weighted => "weighted devices are a hazard; do not use it, take a plain one",
    }
}

fn ends(shape: Shape) -> &'static str {
    match shape {
        Shape::HegarDouble => {
            "a double-ended rod has two sizes; write the number that is printed at each end"
        }
        Shape::HegarSingle | Shape::SetPiece => {
            "a device of this shape has one size; write its diameter alone"
        }
        Shape::Cryothermal | Shape::Other => "a device has one or two sizes; write the diameter of each end",
    }
}

crate::unprinted!(Device, DeviceParts);

#[cfg(test)]
mod tests;
