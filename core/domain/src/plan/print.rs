//! The canonical text of a plan: every field in one order, one way to write each value.

use std::fmt::Write;

use super::origin::{Administrator, AgeGroup, Indication, Regimen, SourceNote, word};
use super::phase::{Days, Frequency, Phase, Span, Until, WarmUpSizes, WeekDay};
use super::read::{ADJUNCTS, FORMAT};
use super::steps::{StepDown, StepDownOn, StepUp, Taper, TaperGate};
use super::{
    Body, Contact, Device, DeviceKind, Lubricant, Material, Precondition, Retention, Start, Unsuited,
};
use crate::size::Millimetres;

/// Lines of the text being written.
struct Lines(String);

pub(super) fn print(body: &Body) -> String {
    let mut lines = Lines(String::new());
    lines.head(body);
    if let Some(device) = &body.device {
        lines.device(device);
    }
    lines.ladder(body);
    lines.start(body.start);
    if let Some(days) = body.calibration_days {
        lines.table("[calibration]");
        lines.put("every_days", days);
    }
    for precondition in &body.preconditions {
        lines.precondition(precondition);
    }
    lines.suitability(&body.suitability);
    for phase in &body.phases {
        lines.phase("phase", phase);
    }
    lines.step_up(&body.step_up);
    if let Some(step_down) = &body.step_down {
        lines.step_down(step_down);
    }
    if let Some(taper) = &body.taper {
        lines.taper(taper);
    }
    for contact in &body.contacts {
        lines.contact(contact);
    }
    for source in &body.sources {
        lines.source(source);
    }
    lines.0
}

impl Lines {
    fn put(&mut self, name: &str, value: impl std::fmt::Display) {
        writeln!(self.0, "{name} = {value}").expect("writing to a String cannot fail");
    }

    fn text(&mut self, name: &str, value: &str) {
        self.put(name, quoted(value));
    }

    fn some(&mut self, name: &str, value: Option<impl std::fmt::Display>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }

    fn table(&mut self, header: &str) {
        writeln!(self.0, "\n{header}").expect("writing to a String cannot fail");
    }

    fn head(&mut self, body: &Body) {
        self.text("format", FORMAT);
        self.text("title", &body.title);
        self.text("origin", if body.from_clinic { "clinic" } else { "self_directed" });
        self.some("based_on", body.based_on.as_deref().map(quoted));
        self.some("prescriber", body.prescriber.as_deref().map(quoted));
        self.some("person_code", body.person_code.as_deref().map(quoted));
        self.text("indication", word(&Indication::WORDS, &body.indication));
        if body.regimen != Regimen::Home {
            self.text("regimen", word(&Regimen::WORDS, &body.regimen));
        }
        self.text("age_group", word(&AgeGroup::WORDS, &body.age_group));
        self.text("administrator", word(&Administrator::WORDS, &body.administrator));
        self.text("lubricant", word(&Lubricant::WORDS, &body.lubricant));
        if !body.adjuncts.is_empty() {
            self.put("allowed_adjuncts", list(body.adjuncts.iter().map(|a| quoted(word(&ADJUNCTS, a)))));
        }
        self.some("review_by", body.review_by);
        self.some("valid_until", body.valid_until);
        self.some("max_duration_days", body.max_duration_days);
        if !body.instructions.is_empty() {
            self.put("instructions", list(body.instructions.iter().map(|line| quoted(line))));
        }
    }

    fn device(&mut self, device: &Device) {
        self.table("[device]");
        self.text("kind", word(&DeviceKind::WORDS, &device.kind));
        self.text("material", word(&Material::WORDS, &device.material));
        match device.retention {
            Retention::Base => self.put("base", true),
            Retention::Grip { depth_stop_mm } => self.put("grip_depth_mm", depth_stop_mm),
        }
        if !device.sizes.is_empty() {
            self.put("sizes_mm", list(device.sizes.iter().map(|s| bare(*s))));
        }
    }

    fn ladder(&mut self, body: &Body) {
        self.table("[ladder]");
        self.put("sizes_mm", list(body.ladder.sizes().iter().map(|s| bare(*s))));
        self.put("start_mm", bare(body.ladder.start()));
        self.put("goal_mm", bare(body.ladder.goal()));
    }

    fn start(&mut self, start: Start) {
        self.table("[start]");
        match start {
            Start::On(date) => self.put("on", date),
            Start::AfterOperation { operation, from_day, to_day, on } => {
                self.some("operation", operation);
                self.put("window_days", format!("[{from_day}, {to_day}]"));
                self.some("on", on);
            }
        }
    }

    fn precondition(&mut self, precondition: &Precondition) {
        self.table("[[precondition]]");
        self.text("says", &precondition.says);
        self.put("met_on", precondition.met_on);
    }

    fn suitability(&mut self, asked: &[Unsuited]) {
        if asked.is_empty() {
            return;
        }
        self.table("[suitability]");
        for question in asked {
            self.text(word(&Unsuited::WORDS, question), "no");
        }
    }

    fn phase(&mut self, name: &str, phase: &Phase) {
        self.table(&format!("[[{name}]]"));
        match &phase.frequency {
            Frequency::PerDay { sessions, times } => {
                self.put("per_day", span(*sessions));
                if !times.is_empty() {
                    self.put("times", list(times.iter().map(|time| quoted(&clock(time)))));
                }
            }
            Frequency::PerWeek { sessions, day, time } => {
                self.put("per_week", span(*sessions));
                if *day == WeekDay::Free {
                    self.text("day", "free");
                }
                self.some("time", time.as_ref().map(|time| quoted(&clock(time))));
            }
            Frequency::EveryDays { days, time } => {
                self.put("every_days", days);
                self.some("time", time.as_ref().map(|time| quoted(&clock(time))));
            }
        }
        match phase.days {
            Days::For(days) => self.put("days", days),
            Days::Until(Until::Size(size)) => self.put("until", format!("{{ size_mm = {} }}", bare(size))),
            Days::Until(Until::ClinicianSays) => self.text("until", "clinician_says"),
            Days::Open => {}
        }
        self.put("min_gap_h", phase.min_gap_h);
        self.put("insertions", phase.insertions);
        let hold = phase.hold;
        self.put(
            "hold_s",
            format!("{{ min = {}, target = {}, max = {} }}", hold.min_s, hold.target_s, hold.max_s),
        );
        self.put("rest_s", phase.rest_s);
        if let Some(warm_up) = &phase.warm_up {
            let sizes = match &warm_up.sizes {
                WarmUpSizes::Below(steps) => format!("below = {steps}"),
                WarmUpSizes::Fixed(sizes) => format!("sizes_mm = {}", list(sizes.iter().map(|s| bare(*s)))),
            };
            let hold = warm_up.hold_s.map_or(String::new(), |seconds| format!(", hold_s = {seconds}"));
            self.put("warm_up", format!("{{ {sizes}{hold} }}"));
        }
    }

    fn step_up(&mut self, step: &StepUp) {
        if *step == StepUp::default() {
            return;
        }
        self.table("[step_up]");
        self.some("days_at_size", step.days_at_size);
        self.some("sessions_in_a_row", step.sessions_in_a_row);
        self.some("max_pain", step.max_pain);
    }

    fn step_down(&mut self, step: &StepDown) {
        self.table("[step_down]");
        self.put("sizes", step.sizes);
        self.put("on", list(step.on.iter().map(|cause| quoted(word(&StepDownOn::WORDS, cause)))));
    }

    fn taper(&mut self, taper: &Taper) {
        self.table("[taper]");
        self.text("gate", word(&TaperGate::WORDS, &taper.gate));
        for phase in &taper.phases {
            self.phase("taper.phase", phase);
        }
    }

    fn contact(&mut self, contact: &Contact) {
        self.table("[[contact]]");
        self.text("name", &contact.name);
        self.text("phone", &contact.phone);
        self.some("hours", contact.hours.as_deref().map(quoted));
    }

    fn source(&mut self, source: &SourceNote) {
        self.table("[[source]]");
        if !source.fields.is_empty() {
            self.put("fields", list(source.fields.iter().map(|field| quoted(field))));
        }
        self.text("id", &source.id);
        self.text("basis", source.basis.word());
        self.some("says", source.says.as_deref().map(quoted));
    }
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            control if control.is_control() => {
                write!(quoted, "\\u{:04x}", u32::from(control)).expect("writing to a String cannot fail");
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn bare(size: Millimetres) -> String {
    crate::answer::Decimal::from_tenths(size.tenths().into()).to_string()
}

fn span(span: Span) -> String {
    if span.floor == span.ceiling {
        return span.floor.to_string();
    }
    format!("{{ floor = {}, ceiling = {} }}", span.floor, span.ceiling)
}

fn clock(time: &chrono::NaiveTime) -> String {
    time.format("%H:%M").to_string()
}
