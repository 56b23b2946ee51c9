/// The published programmes as forms, by name: facts of the cited sources, and blanks where no source gives a number.
/// Read them with [`super::PlanForm::parse`].
pub fn published() -> &'static [(&'static str, &'static str)] {
    &[
        ("adult-stenosis-form", include_str!("../../../clinical/plans/adult-stenosis-form.toml")),
        (
            "anastomotic-stricture-form",
            include_str!("../../../clinical/plans/anastomotic-stricture-form.toml"),
        ),
        ("calibration-only", include_str!("../../../clinical/plans/calibration-only.toml")),
        ("fissure-cryothermal-gtn", include_str!("../../../clinical/plans/fissure-cryothermal-gtn.toml")),
        (
            "fissure-dilator-eight-weeks",
            include_str!("../../../clinical/plans/fissure-dilator-eight-weeks.toml"),
        ),
        ("fissure-graduated-set", include_str!("../../../clinical/plans/fissure-graduated-set.toml")),
        ("fissure-lidocaine-trial", include_str!("../../../clinical/plans/fissure-lidocaine-trial.toml")),
        ("hirschsprung-home", include_str!("../../../clinical/plans/hirschsprung-home.toml")),
        ("no-routine-dilation", include_str!("../../../clinical/plans/no-routine-dilation.toml")),
        ("own-practice", include_str!("../../../clinical/plans/own-practice.toml")),
        ("pelvic-floor-20-23-27", include_str!("../../../clinical/plans/pelvic-floor-20-23-27.toml")),
        ("pelvic-floor-form", include_str!("../../../clinical/plans/pelvic-floor-form.toml")),
        ("post-psarp-home", include_str!("../../../clinical/plans/post-psarp-home.toml")),
        ("post-radiation-form", include_str!("../../../clinical/plans/post-radiation-form.toml")),
    ]
}
