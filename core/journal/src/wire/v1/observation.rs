//! Bodies of observations.

use gradus_domain::{
    BristolForm, ContinenceScore, Distress, Observation, Observed, PainScore, Stool, Temperature,
    TemperatureReading,
};
use serde::{Deserialize, Serialize};

use super::field::{Known, time};
use super::words::{BleedingWord, ColourWord, MethodWord, OutletWord};
use crate::wire::WireError;

#[derive(Serialize, Deserialize)]
pub(crate) struct ObservationBody {
    pub(crate) v: u16,
    what: WhatPart,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WhatPart {
    Temperature(TemperaturePart),
    Stool(StoolPart),
    Continence(ContinencePart),
    Flacc(u8),
    Distress(u8),
}

#[derive(Serialize, Deserialize)]
struct TemperaturePart {
    tenths_c: i64,
    method: MethodWord,
    #[serde(skip_serializing_if = "Option::is_none")]
    antipyretic_at: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct StoolPart {
    #[serde(skip_serializing_if = "Option::is_none")]
    bristol: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blood: Option<Known<BleedingWord>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blood_mixed: Option<Known<bool>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    colour: Option<ColourWord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<OutletWord>,
}

#[derive(Serialize, Deserialize)]
struct ContinencePart {
    scale: String,
    score: u8,
    most: u8,
}

impl From<&Observation> for ObservationBody {
    fn from(observation: &Observation) -> Self {
        let what = match &observation.what {
            Observed::Temperature(reading) => WhatPart::Temperature(TemperaturePart {
                tenths_c: reading.temperature.tenths().into(),
                method: reading.method.into(),
                antipyretic_at: reading.antipyretic_at.map(|at| at.to_rfc3339()),
            }),
            Observed::Stool(stool) => WhatPart::Stool(stool.into()),
            Observed::Continence(score) => WhatPart::Continence(ContinencePart {
                scale: score.scale().to_owned(),
                score: score.score(),
                most: score.most(),
            }),
            Observed::Flacc(score) => WhatPart::Flacc(score.value()),
            Observed::Distress(score) => WhatPart::Distress(score.value()),
        };
        Self { v: 1, what, note: observation.note.clone() }
    }
}

impl TryFrom<ObservationBody> for Observation {
    type Error = WireError;

    fn try_from(body: ObservationBody) -> Result<Self, WireError> {
        let wrong = |field, right| WireError::Field { field, right };
        let what = match body.what {
            WhatPart::Temperature(part) => Observed::Temperature(part.try_into()?),
            WhatPart::Stool(part) => Observed::Stool(part.try_into()?),
            WhatPart::Continence(part) => {
                let score = ContinenceScore::new(&part.scale, part.score, Some(part.most));
                Observed::Continence(score.map_err(|_| wrong("continence", "a score within its scale"))?)
            }
            WhatPart::Flacc(score) => {
                Observed::Flacc(PainScore::new(score).map_err(|_| wrong("flacc", "a score from 0 to 10"))?)
            }
            WhatPart::Distress(score) => Observed::Distress(
                Distress::new(score).map_err(|_| wrong("distress", "a score from 0 to 10"))?,
            ),
        };
        Ok(Self { what, note: body.note })
    }
}

impl TryFrom<TemperaturePart> for TemperatureReading {
    type Error = WireError;

    fn try_from(part: TemperaturePart) -> Result<Self, WireError> {
        let right = "a temperature from 300 to 450 tenths of a degree Celsius";
        let temperature = Temperature::from_tenths(part.tenths_c)
            .map_err(|_| WireError::Field { field: "tenths_c", right })?;
        let antipyretic_at = part.antipyretic_at.map(|at| time(&at, "antipyretic_at")).transpose()?;
        Ok(Self { temperature, method: part.method.into(), antipyretic_at })
    }
}

impl From<&Stool> for StoolPart {
    fn from(stool: &Stool) -> Self {
        Self {
            bristol: stool.form.map(BristolForm::value),
            count: stool.count,
            blood: stool.blood.map(|answer| Known::from_answer(answer, Into::into)),
            blood_mixed: stool.blood_mixed.map(|answer| Known::from_answer(answer, |mixed| mixed)),
            colour: stool.colour.map(Into::into),
            outlet: stool.outlet.map(Into::into),
        }
    }
}

impl TryFrom<StoolPart> for Stool {
    type Error = WireError;

    fn try_from(part: StoolPart) -> Result<Self, WireError> {
        let form =
            |form| BristolForm::new(form).map_err(|_| WireError::Field { field: "bristol", right: "1 to 7" });
        let blood = |known: Known<BleedingWord>| known.into_answer(|word| Ok::<_, WireError>(word.into()));
        Ok(Self {
            form: part.bristol.map(form).transpose()?,
            count: part.count,
            blood: part.blood.map(blood).transpose()?,
            blood_mixed: part.blood_mixed.map(|known| known.into_answer(Ok::<_, WireError>)).transpose()?,
            colour: part.colour.map(Into::into),
            outlet: part.outlet.map(Into::into),
        })
    }
}
