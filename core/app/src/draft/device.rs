use chrono::{DateTime, FixedOffset};
use gradus_domain::device::{
    Care, Device, DeviceError, DeviceParts, Disinfection, Flaw, Lubrication, Question, RetireReason,
    SafetyCheck, Shape, Surface,
};
use gradus_domain::plan::{Material, Retention};
use gradus_domain::{Answer, DeviceUsed, EntryId, Moment};

use super::choice::{Choice, word};
use super::fields::{Fields, quoted};
use super::session::LONGEST_LABEL;
use crate::AppError;
use crate::view::{DeviceCare, DeviceDraft, FactAnswer};

/// More ends or flaws than a device has.
const MOST: usize = 8;

impl Choice for Shape {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("hegar_double", Self::HegarDouble),
        ("hegar_single", Self::HegarSingle),
        ("set_piece", Self::SetPiece),
        ("cryothermal", Self::Cryothermal),
        ("other", Self::Other),
    ];
}

impl Choice for Material {
    const WORDS: &'static [(&'static str, Self)] = &Self::WORDS;
}

impl Choice for Flaw {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("sharp_edge", Self::SharpEdge),
        ("seam", Self::Seam),
        ("porous", Self::Porous),
        ("magnetic", Self::Magnetic),
        ("weighted", Self::Weighted),
    ];
}

impl Choice for Question {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("no_crack", Self::NoCrack),
        ("not_tacky", Self::NotTacky),
        ("straight", Self::Straight),
        ("base", Self::Base),
        ("depth_mark", Self::DepthMark),
        ("own", Self::Own),
        ("clean", Self::Clean),
        ("temperature", Self::Temperature),
        ("no_latex", Self::NoLatex),
    ];
}

impl Choice for Disinfection {
    const WORDS: &'static [(&'static str, Self)] =
        &[("boiled", Self::Boiled), ("bleach", Self::Bleach), ("makers_way", Self::MakersWay)];
}

impl Choice for RetireReason {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("replaced", Self::Replaced),
        ("broken", Self::Broken),
        ("lost", Self::Lost),
        ("other", Self::Other),
    ];
}

impl Choice for Lubrication {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("water", Self::Water),
        ("silicone", Self::Silicone),
        ("oil", Self::Oil),
        ("numbing_gel", Self::NumbingGel),
        ("unsuitable", Self::Unsuitable),
    ];
}

impl Choice for Surface {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("silicone", Self::Silicone),
        ("latex", Self::Latex),
        ("metal", Self::Metal),
        ("glass", Self::Glass),
        ("plastic", Self::Plastic),
    ];
}

/// A name with one space between its words, so that no two differ by what nobody sees.
pub(crate) fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A device from the form.
pub(crate) fn device(draft: &DeviceDraft, now: &Moment) -> Result<Device, AppError> {
    let mut fields = Fields::default();
    let name = fields.label("name", &draft.name, LONGEST_LABEL).map(|name| folded(&name));
    let shape = fields.choice("shape", &draft.shape);
    let sizes = fields.list("sizes", &draft.sizes, MOST).iter();
    let sizes: Vec<_> = sizes.filter_map(|text| fields.size("sizes", text)).collect();
    let material = material(&mut fields, &draft.material);
    let flaws = fields.list("flaws", &draft.flaws, MOST).iter();
    let flaws: Vec<_> = flaws.filter_map(|text| fields.choice("flaws", text)).collect();
    let first_use = draft.first_use.as_deref().and_then(|text| fields.date("first_use", text));
    if first_use.is_some_and(|first| first > now.date()) {
        fields.wrong(
            "first_use",
            "lies in the future",
            "write the day on which it was first used, or nothing",
        );
    }
    let parts = DeviceParts {
        name: name.unwrap_or_default(),
        // What cannot be read is noted already; these stand in, so that the rest is looked at too.
        shape: shape.unwrap_or(Shape::Other),
        sizes,
        material: material.unwrap_or(Material::Metal),
        base: draft.base,
        grip_depth_mm: draft.grip_depth_mm,
        flaws,
        first_use,
        disinfect_every_days: draft.disinfect_every_days,
        replace_after_days: draft.replace_after_days,
    };
    let device = Device::new(parts);
    let device = device.map_err(|errors| errors.into_iter().for_each(|error| tell(&mut fields, error)));
    fields.finish(device.ok())
}

fn material(fields: &mut Fields, text: &str) -> Option<Material> {
    let found = Material::WORDS.iter().find(|(word, _)| *word == text).map(|(_, material)| *material);
    if found.is_none() {
        let words: Vec<_> = Material::WORDS.iter().map(|(word, _)| *word).collect();
        let wrong = format!("{} is no material that is body-safe and takes up no dirt", quoted(text));
        fields.wrong("material", wrong, format!("write {}, or use another device", words.join(", ")));
    }
    found
}

fn tell(fields: &mut Fields, error: DeviceError) {
    // A field that could not be read has its complaint already.
    if !fields.is_wrong(error.field()) || matches!(error, DeviceError::Flawed(_)) {
        let text = error.to_string();
        let (wrong, right) = text.split_once("; ").unwrap_or((&text, ""));
        fields.wrong(error.field(), wrong, right);
    }
}

/// A device as the form takes it.
pub(crate) fn entered_device(device: &Device) -> DeviceDraft {
    let (base, grip_depth_mm) = match device.retention() {
        Retention::Base => (true, None),
        Retention::Grip { depth_stop_mm } => (false, Some(depth_stop_mm)),
    };
    DeviceDraft {
        name: device.name().to_owned(),
        shape: word(device.shape()).to_owned(),
        sizes: device.sizes().iter().map(ToString::to_string).collect(),
        material: word(device.material()).to_owned(),
        base,
        grip_depth_mm,
        flaws: Vec::new(),
        first_use: device.first_use().map(|first| first.to_string()),
        disinfect_every_days: device.disinfect_every_days(),
        replace_after_days: device.replace_after_days(),
    }
}

/// What was done with this device, and when. `latex_allergy`: of its user.
pub(crate) fn care(
    at: Option<&str>,
    care: &DeviceCare,
    device: &Device,
    latex_allergy: bool,
    now: &Moment,
) -> Result<(DateTime<FixedOffset>, Care), AppError> {
    let mut fields = Fields::default();
    let at = fields.past("at", at, now);
    let what = match care {
        DeviceCare::Checked { answers } => {
            let asked: Vec<_> = Question::of(device, latex_allergy).collect();
            Some(Care::Checked(check(&mut fields, answers, &asked)))
        }
        DeviceCare::Cleaned { disinfected: None } => Some(Care::Cleaned),
        DeviceCare::Cleaned { disinfected: Some(how) } => {
            fields.choice("disinfected", how).map(Care::Disinfected)
        }
        DeviceCare::Retired { reason } => fields.choice("reason", reason).map(Care::Retired),
    };
    fields.finish(at.zip(what))
}

/// Every question is answered, so that none is passed over; not sure is an answer.
fn check(fields: &mut Fields, answers: &[FactAnswer], asked: &[Question]) -> SafetyCheck {
    let mut check = SafetyCheck::default();
    for given in fields.list("answers", answers, Question::ALL.len()) {
        let Some(question) = fields.choice::<Question>("answers", &given.id) else { continue };
        let id = word(question);
        let right = "write true, false or unknown";
        let Some(answer) = fields.answer(id, &given.answer, right, |text| text.parse().ok()) else {
            continue;
        };
        if !asked.contains(&question) {
            fields.wrong(id, "is not asked of this device", "leave it out");
        } else if check.answers.insert(question, answer).is_some() {
            fields.wrong(id, "is answered twice", "answer it once");
        }
    }
    for question in asked.iter().filter(|question| !check.answers.contains_key(question)) {
        if !fields.is_wrong(word(*question)) {
            fields.wrong(word(*question), "is not answered", "answer true, false or unknown");
        }
    }
    check
}

/// What was done as the form takes it.
pub(crate) fn entered_care(care: &Care) -> DeviceCare {
    let answer = |(question, answer): (&Question, &Answer<bool>)| FactAnswer {
        id: word(*question).to_owned(),
        answer: match answer {
            Answer::Known(yes) => yes.to_string(),
            Answer::Unknown => "unknown".to_owned(),
        },
    };
    match care {
        Care::Checked(check) => DeviceCare::Checked { answers: check.answers.iter().map(answer).collect() },
        Care::Cleaned => DeviceCare::Cleaned { disinfected: None },
        Care::Disinfected(how) => DeviceCare::Cleaned { disinfected: Some(word(*how).to_owned()) },
        Care::Retired(why) => DeviceCare::Retired { reason: word(*why).to_owned() },
    }
}

/// A device as a session names it: the id of one in the list, or words.
pub(super) fn device_used(fields: &mut Fields, text: &str) -> Option<DeviceUsed> {
    match text.trim().parse::<EntryId>() {
        Ok(id) => Some(DeviceUsed::Listed(id)),
        Err(_) => fields.label("device", text, LONGEST_LABEL).map(DeviceUsed::Named),
    }
}

/// The same as the form takes it.
pub(super) fn entered_device_used(device: &DeviceUsed) -> String {
    match device {
        DeviceUsed::Named(name) => name.clone(),
        DeviceUsed::Listed(id) => id.to_string(),
    }
}

/// A lubricant and what it meets.
pub(crate) fn lubrication(lubricant: &str, surface: &str) -> Result<(Lubrication, Surface), AppError> {
    let mut fields = Fields::default();
    let lubricant = fields.choice("lubricant", lubricant);
    let surface = fields.choice("surface", surface);
    fields.finish(lubricant.zip(surface))
}
