//! Bodies of devices and of what is done with them.

use std::collections::BTreeMap;

use gradus_domain::EntryId;
use gradus_domain::device::{Care, Device, DeviceCare, DeviceParts, SafetyCheck};
use serde::{Deserialize, Serialize};

use super::field::{Known, entry, optional_date, size};
use super::words::{DisinfectionWord, MaterialWord, QuestionWord, RetireWord, ShapeWord};
use crate::wire::WireError;

#[derive(Serialize, Deserialize)]
pub(crate) struct DeviceBody {
    pub(crate) v: u16,
    name: String,
    shape: ShapeWord,
    sizes_tenths_mm: Vec<u16>,
    material: MaterialWord,
    base: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    grip_depth_mm: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_use: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    disinfect_every_days: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replace_after_days: Option<u16>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct DeviceCareBody {
    pub(crate) v: u16,
    device: String,
    what: WhatPart,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WhatPart {
    Checked(BTreeMap<QuestionWord, Known<bool>>),
    Cleaned,
    Disinfected(DisinfectionWord),
    Retired(RetireWord),
}

impl From<&Device> for DeviceBody {
    fn from(device: &Device) -> Self {
        let parts = device.clone().into_parts();
        Self {
            v: 1,
            name: parts.name,
            shape: parts.shape.into(),
            sizes_tenths_mm: parts.sizes.iter().map(|size| size.tenths()).collect(),
            material: parts.material.into(),
            base: parts.base,
            grip_depth_mm: parts.grip_depth_mm,
            first_use: parts.first_use.map(|first| first.to_string()),
            disinfect_every_days: parts.disinfect_every_days,
            replace_after_days: parts.replace_after_days,
        }
    }
}

impl TryFrom<DeviceBody> for Device {
    type Error = WireError;

    fn try_from(body: DeviceBody) -> Result<Self, WireError> {
        let sizes = body.sizes_tenths_mm.iter().map(|tenths| size(*tenths, "sizes_tenths_mm"));
        let parts = DeviceParts {
            name: body.name,
            shape: body.shape.into(),
            sizes: sizes.collect::<Result<_, _>>()?,
            material: body.material.into(),
            base: body.base,
            grip_depth_mm: body.grip_depth_mm,
            flaws: Vec::new(),
            first_use: optional_date(body.first_use.as_deref(), "first_use")?,
            disinfect_every_days: body.disinfect_every_days,
            replace_after_days: body.replace_after_days,
        };
        Self::new(parts).map_err(|errors| WireError::Field {
            field: errors.first().map_or("device", |error| error.field()),
            right: "that of a device to be put in",
        })
    }
}

impl From<&DeviceCare> for DeviceCareBody {
    fn from(care: &DeviceCare) -> Self {
        let what = match &care.what {
            Care::Checked(check) => {
                let answers = check.answers.iter();
                let known = |answer| Known::from_answer(answer, |yes| yes);
                WhatPart::Checked(
                    answers.map(|(question, answer)| ((*question).into(), known(*answer))).collect(),
                )
            }
            Care::Cleaned => WhatPart::Cleaned,
            Care::Disinfected(how) => WhatPart::Disinfected((*how).into()),
            Care::Retired(why) => WhatPart::Retired((*why).into()),
        };
        Self { v: 1, device: care.device.to_string(), what }
    }
}

impl TryFrom<DeviceCareBody> for DeviceCare {
    type Error = WireError;

    fn try_from(body: DeviceCareBody) -> Result<Self, WireError> {
        let device: EntryId = entry(&body.device, "device")?;
        let what = match body.what {
            WhatPart::Checked(answers) => {
                let answer = |(question, known): (QuestionWord, Known<bool>)| {
                    known.into_answer(Ok::<_, WireError>).map(|answer| (question.into(), answer))
                };
                let answers = answers.into_iter().map(answer).collect::<Result<_, _>>()?;
                Care::Checked(SafetyCheck { answers })
            }
            WhatPart::Cleaned => Care::Cleaned,
            WhatPart::Disinfected(how) => Care::Disinfected(how.into()),
            WhatPart::Retired(why) => Care::Retired(why.into()),
        };
        Ok(Self { device, what })
    }
}
