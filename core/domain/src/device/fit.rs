use std::fmt;

use super::{Device, Disinfection, Shape};
use crate::assessment::Basis;
use crate::plan::{Lubricant, Material};

/// Whether two things may meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// They may.
    Fits,
    /// They may not.
    DoesNotFit,
    /// No source tells; the maker knows.
    NotKnown,
}

/// Whether two things may meet, why, and on what that rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    /// Whether.
    pub verdict: Verdict,
    /// Why.
    pub why: FitReason,
    /// On what that rests.
    pub basis: Basis,
    /// Where it stands.
    pub sources: &'static [&'static str],
}

/// Why two things may meet or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FitReason {
    /// Water-based lubricant suits every surface.
    WaterSuitsAll,
    /// Silicone spoils silicone.
    SiliconeOnSilicone,
    /// Silicone does no harm here; it makes floors slippery.
    SiliconeSlippery,
    /// Oil is to be avoided on silicone.
    OilOnSilicone,
    /// Oil makes latex fail.
    OilOnLatex,
    /// Oil does no harm here, and leaves a film that is hard to wash off.
    OilHardToClean,
    /// A numbing gel is a medicine.
    Medicine,
    /// Saliva, soap, lotion: they irritate.
    Irritates,
    /// The maker's way.
    MakersWay,
    /// Silicone bears boiling for some minutes.
    BoilingSilicone,
    /// A sealed core may burst.
    SealedCore,
    /// Hard plastic bears thinned bleach.
    BleachOnPlastic,
    /// Bleach pits steel.
    BleachOnMetal,
    /// Nothing is known.
    AskMaker,
}

/// What is put on, as people say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lubrication {
    /// Water-based.
    Water,
    /// Silicone-based.
    Silicone,
    /// Oil or petrolatum.
    Oil,
    /// A gel that numbs.
    NumbingGel,
    /// Saliva, soap, lotion, something with perfume.
    Unsuitable,
}

/// What it meets: the surface of a device, or a glove.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Surface {
    /// Silicone.
    Silicone,
    /// A latex glove or cover.
    Latex,
    /// Metal.
    Metal,
    /// Glass.
    Glass,
    /// Hard plastic.
    Plastic,
}

impl From<Lubricant> for Lubrication {
    fn from(lubricant: Lubricant) -> Self {
        match lubricant {
            Lubricant::Water => Self::Water,
            Lubricant::Silicone => Self::Silicone,
            Lubricant::Oil => Self::Oil,
        }
    }
}

impl From<Material> for Surface {
    fn from(material: Material) -> Self {
        match material {
            Material::Silicone => Self::Silicone,
            Material::Metal => Self::Metal,
            Material::Glass => Self::Glass,
            Material::Plastic => Self::Plastic,
            Material::LatexCovered => Self::Latex,
        }
    }
}

/// Whether this lubricant may meet that surface: the matrix of C3, cell by cell.
pub fn lubricant_fit(lubricant: Lubrication, surface: Surface) -> Fit {
    use FitReason as Why;
    use Verdict::{DoesNotFit, Fits, NotKnown};
    let (verdict, why, basis, sources): (_, _, _, &[&str]) = match (lubricant, surface) {
        (Lubrication::Water, _) => (Fits, Why::WaterSuitsAll, Basis::Sourced, &["S2", "C3"]),
        (Lubrication::Silicone, Surface::Silicone) => {
            (DoesNotFit, Why::SiliconeOnSilicone, Basis::Sourced, &["C3"])
        }
        (Lubrication::Silicone, Surface::Latex) => (Fits, Why::SiliconeSlippery, Basis::Sourced, &["C3"]),
        (Lubrication::Silicone, _) => (Fits, Why::SiliconeSlippery, Basis::General, &["C3"]),
        (Lubrication::Oil, Surface::Silicone) => (DoesNotFit, Why::OilOnSilicone, Basis::General, &["C3"]),
        (Lubrication::Oil, Surface::Latex) => (DoesNotFit, Why::OilOnLatex, Basis::Sourced, &["C3"]),
        (Lubrication::Oil, _) => (Fits, Why::OilHardToClean, Basis::General, &["C3"]),
        (Lubrication::NumbingGel, _) => (NotKnown, Why::Medicine, Basis::Sourced, &["S11", "C3"]),
        (Lubrication::Unsuitable, _) => (DoesNotFit, Why::Irritates, Basis::General, &["C3"]),
    };
    Fit { verdict, why, basis, sources }
}

/// Whether a device bears being disinfected in this way (C3).
pub fn disinfection_fit(how: Disinfection, device: &Device) -> Fit {
    use FitReason as Why;
    use Verdict::{DoesNotFit, Fits, NotKnown};
    let is_sealed = device.shape() == Shape::Cryothermal;
    let (verdict, why, basis, sources): (_, _, _, &[&str]) = match (how, device.material()) {
        (Disinfection::MakersWay, _) => (Fits, Why::MakersWay, Basis::Sourced, &["S15", "C3"]),
        (Disinfection::Boiled, _) if is_sealed => (DoesNotFit, Why::SealedCore, Basis::General, &["C3"]),
        (Disinfection::Boiled, Material::Silicone) => (Fits, Why::BoilingSilicone, Basis::General, &["C3"]),
        (Disinfection::Bleach, Material::Metal) => (DoesNotFit, Why::BleachOnMetal, Basis::General, &["C3"]),
        (Disinfection::Bleach, Material::Plastic) => (Fits, Why::BleachOnPlastic, Basis::General, &["C3"]),
        (Disinfection::Boiled | Disinfection::Bleach, _) => {
            (NotKnown, Why::AskMaker, Basis::Sourced, &["S15", "C3"])
        }
    };
    Fit { verdict, why, basis, sources }
}

impl fmt::Display for FitReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WaterSuitsAll => "water-based lubricant suits every material",
            Self::SiliconeOnSilicone => "silicone lubricant spoils the surface of silicone",
            Self::SiliconeSlippery => "silicone lubricant does no harm here",
            Self::OilOnSilicone => "oil is to be avoided on silicone",
            Self::OilOnLatex => "oil makes latex fail",
            Self::OilHardToClean => "oil leaves a film that is hard to wash off",
            Self::Medicine => "a numbing gel is a medicine, not a lubricant",
            Self::Irritates => "it irritates",
            Self::MakersWay => "the maker knows its device",
            Self::BoilingSilicone => "silicone bears boiling for some minutes",
            Self::SealedCore => "a sealed core is not boiled",
            Self::BleachOnPlastic => "hard plastic bears thinned bleach",
            Self::BleachOnMetal => "bleach pits steel",
            Self::AskMaker => "no source tells",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::DeviceParts;
    use crate::sample::mm;

    /// C3 as it stands there: a row for each lubricant; silicone, latex, metal, glass, hard plastic.
    #[test]
    fn the_matrix_of_lubricants_is_the_one_of_the_source() {
        let surfaces = [Surface::Silicone, Surface::Latex, Surface::Metal, Surface::Glass, Surface::Plastic];
        // The basis of each cell: sourced or general.
        for (lubricant, row, bases) in [
            (Lubrication::Water, "+++++", "sssss"),
            (Lubrication::Silicone, "-++++", "ssggg"),
            (Lubrication::Oil, "--+++", "gsggg"),
            (Lubrication::NumbingGel, "?????", "sssss"),
            (Lubrication::Unsuitable, "-----", "ggggg"),
        ] {
            let based = surfaces.map(|surface| lubricant_fit(lubricant, surface).basis.word().chars().next());
            assert_eq!(based.into_iter().flatten().collect::<String>(), bases, "{lubricant:?}");
            let found = surfaces.map(|surface| match lubricant_fit(lubricant, surface).verdict {
                Verdict::Fits => '+',
                Verdict::DoesNotFit => '-',
                Verdict::NotKnown => '?',
            });
            assert_eq!(found.iter().collect::<String>(), row, "{lubricant:?}");
        }
        let why = |lubricant, surface| lubricant_fit(lubricant, surface).why;
        assert_eq!(why(Lubrication::Oil, Surface::Latex), FitReason::OilOnLatex);
        assert_eq!(why(Lubrication::Oil, Surface::Silicone), FitReason::OilOnSilicone);
    }

    #[test]
    fn a_plan_is_held_to_the_same_matrix() {
        for (_, lubricant) in Lubricant::WORDS {
            for (_, material) in Material::WORDS {
                let fit = lubricant_fit(lubricant.into(), material.into());
                let conflict = lubricant.conflict(material);
                assert_eq!(conflict, (fit.verdict == Verdict::DoesNotFit).then_some(fit.why));
            }
        }
    }

    #[test]
    fn what_no_source_tells_about_disinfection_is_not_known() {
        let verdict = |how, shape, material| {
            let parts = DeviceParts {
                name: "One".to_owned(),
                shape,
                sizes: vec![mm(20)],
                material,
                base: true,
                grip_depth_mm: None,
                flaws: Vec::new(),
                first_use: None,
                disinfect_every_days: None,
                replace_after_days: None,
            };
            disinfection_fit(how, &Device::new(parts).expect("a device")).verdict
        };
        use Disinfection::{Bleach, Boiled, MakersWay};
        use Verdict::{DoesNotFit, Fits, NotKnown};
        for (material, boiled, bleach) in [
            (Material::Silicone, Fits, NotKnown),
            (Material::Metal, NotKnown, DoesNotFit),
            (Material::Glass, NotKnown, NotKnown),
            (Material::Plastic, NotKnown, Fits),
            (Material::LatexCovered, NotKnown, NotKnown),
        ] {
            let all = [Boiled, Bleach, MakersWay].map(|how| verdict(how, Shape::SetPiece, material));
            assert_eq!(all, [boiled, bleach, Fits], "{material:?}");
            assert_eq!(verdict(Boiled, Shape::Cryothermal, material), DoesNotFit, "a sealed core");
        }
    }
}
