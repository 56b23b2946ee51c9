use gradus_domain::plan::Difference;

use crate::Words;

/// Fields of a plan's text form, without the numbers of lists, and what each is called.
const FIELDS: &[(&str, &str)] = &[
    ("title", "plan_field.title"),
    ("origin", "plan_field.origin"),
    ("based_on", "plan_field.based_on"),
    ("prescriber", "plan_field.prescriber"),
    ("person_code", "plan_field.person_code"),
    ("stage", "plan_field.stage"),
    ("indication", "plan_field.indication"),
    ("regimen", "plan_field.regimen"),
    ("age_group", "plan_field.age_group"),
    ("administrator", "plan_field.administrator"),
    ("lubricant", "plan_field.lubricant"),
    ("allowed_adjuncts", "plan_field.allowed_adjuncts"),
    ("review_by", "plan_field.review_by"),
    ("valid_until", "plan_field.valid_until"),
    ("max_duration_days", "plan_field.max_duration_days"),
    ("instructions", "plan_field.instructions"),
    ("device.kind", "plan_field.device_kind"),
    ("device.material", "plan_field.device_material"),
    ("device.base", "plan_field.device_base"),
    ("device.grip_depth_mm", "plan_field.device_grip_depth_mm"),
    ("device.sizes_mm", "plan_field.device_sizes_mm"),
    ("ladder.sizes_mm", "plan_field.ladder_sizes_mm"),
    ("ladder.start_mm", "plan_field.ladder_start_mm"),
    ("ladder.goal_mm", "plan_field.ladder_goal_mm"),
    ("start.operation", "plan_field.start_operation"),
    ("start.window_days", "plan_field.start_window_days"),
    ("start.on", "plan_field.start_on"),
    ("calibration.every_days", "plan_field.calibration_every_days"),
    ("precondition.says", "plan_field.precondition_says"),
    ("precondition.met_on", "plan_field.precondition_met_on"),
    ("suitability.disorder", "plan_field.suitability_disorder"),
    ("suitability.unexplained_signs", "plan_field.suitability_unexplained_signs"),
    ("suitability.bowel_disease", "plan_field.suitability_bowel_disease"),
    ("suitability.operated_or_irradiated", "plan_field.suitability_operated_or_irradiated"),
    ("suitability.leakage", "plan_field.suitability_leakage"),
    ("suitability.bleeds_easily", "plan_field.suitability_bleeds_easily"),
    ("suitability.weak_defence", "plan_field.suitability_weak_defence"),
    ("suitability.heart_or_spine", "plan_field.suitability_heart_or_spine"),
    ("suitability.pregnant", "plan_field.suitability_pregnant"),
    ("suitability.masked", "plan_field.suitability_masked"),
    ("suitability.pressed", "plan_field.suitability_pressed"),
    ("per_day", "plan_field.per_day"),
    ("per_week", "plan_field.per_week"),
    ("every_days", "plan_field.every_days"),
    ("times", "plan_field.times"),
    ("time", "plan_field.times"),
    ("days", "plan_field.days"),
    ("min_gap_h", "plan_field.min_gap_h"),
    ("insertions", "plan_field.insertions"),
    ("hold_s", "plan_field.hold_s"),
    ("rest_s", "plan_field.rest_s"),
    ("warm_up", "plan_field.warm_up"),
    ("step_up.days_at_size", "plan_field.step_days_at_size"),
    ("step_up.sessions_in_a_row", "plan_field.step_sessions_in_a_row"),
    ("step_up.max_pain", "plan_field.step_max_pain"),
    ("step_down.sizes", "plan_field.step_down_sizes"),
    ("step_down.on", "plan_field.step_down_on"),
    ("taper.gate", "plan_field.taper_gate"),
    ("contact.name", "plan_field.contact_name"),
    ("contact.phone", "plan_field.contact_phone"),
    ("contact.hours", "plan_field.contact_hours"),
];

impl Words {
    /// What a field of a plan is called, such as `phase[2].hold_s`. A name that is not known stands for itself.
    pub fn plan_field(&self, field: &str) -> String {
        let (bare, number) = unnumbered(field);
        let part = bare.strip_prefix("taper.phase.").or(bare.strip_prefix("phase.")).unwrap_or(&bare);
        let Some((_, key)) = FIELDS.iter().find(|(name, _)| *name == part) else { return field.to_owned() };
        let what = self.word(key);
        let key = match number {
            _ if bare.starts_with("taper.phase.") => "plan_field.of_taper",
            None | Some(1) => return what,
            Some(_) if bare.starts_with("phase.") => "plan_field.of_phase",
            Some(_) => "plan_field.of_number",
        };
        self.say(key, &[("what", &what), ("n", &number.unwrap_or(1).to_string())])
    }

    /// In what a plan differs from the one before it, in one field.
    pub fn plan_difference(&self, difference: &Difference) -> String {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| self.word("plan_field.nothing"));
        let (before, after) = (value(&difference.before), value(&difference.after));
        let what = self.plan_field(&difference.field);
        self.say("plan_field.changed", &[("what", &what), ("before", &before), ("after", &after)])
    }
}

/// A path without the numbers of its lists, and the last of them.
fn unnumbered(field: &str) -> (String, Option<usize>) {
    let (mut bare, mut number) = (String::new(), None);
    for part in field.split('.') {
        let (name, index) = part.split_once('[').unwrap_or((part, ""));
        number = index.strip_suffix(']').and_then(|index| index.parse().ok()).or(number);
        if !bare.is_empty() {
            bare.push('.');
        }
        bare.push_str(name);
    }
    (bare, number)
}
