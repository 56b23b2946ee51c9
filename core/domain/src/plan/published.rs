/// The published programmes as forms, by name: facts of the cited sources, and blanks where no source gives a number.
/// Read them with [`super::PlanForm::parse`].
pub fn published() -> &'static [(&'static str, &'static str)] {
    &[
        ("adult-stenosis-form", include_str!("../../../clinical/plans/adult-stenosis-form.toml")),
        ("fissure-cryothermal-gtn", include_str!("../../../clinical/plans/fissure-cryothermal-gtn.toml")),
        (
            "fissure-dilator-eight-weeks",
            include_str!("../../../clinical/plans/fissure-dilator-eight-weeks.toml"),
        ),
        ("fissure-graduated-set", include_str!("../../../clinical/plans/fissure-graduated-set.toml")),
        ("fissure-lidocaine-trial", include_str!("../../../clinical/plans/fissure-lidocaine-trial.toml")),
        ("pelvic-floor-20-23-27", include_str!("../../../clinical/plans/pelvic-floor-20-23-27.toml")),
        ("post-psarp-home", include_str!("../../../clinical/plans/post-psarp-home.toml")),
    ]
}
