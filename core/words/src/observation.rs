use gradus_domain::{
    Answer, BristolForm, Observation, Observed, Outlet, Stool, StoolColour, TemperatureMethod,
};

use crate::Words;

impl Words {
    /// What was measured or seen, in one line. Never shows its note.
    pub fn observation(&self, observation: &Observation) -> String {
        match &observation.what {
            Observed::Temperature(reading) => {
                let (value, method) = (self.decimal(reading.temperature), self.thermometer(reading.method));
                let text = self.say("diary.temperature", &[("value", &value), ("method", &method)]);
                match reading.antipyretic_at {
                    Some(at) => {
                        self.say("diary.temperature_dose", &[("text", &text), ("time", &self.moment(at))])
                    }
                    None => text,
                }
            }
            Observed::Stool(stool) => self.stool(stool),
            Observed::Continence(score) => {
                let (of, most) = (score.score().to_string(), score.most().to_string());
                let parts = [("scale", score.scale()), ("score", of.as_str()), ("most", most.as_str())];
                self.say("diary.continence", &parts)
            }
            Observed::Flacc(score) => self.say("diary.flacc", &[("score", &score.to_string())]),
            Observed::Distress(score) => self.say("diary.distress", &[("score", &score.value().to_string())]),
        }
    }

    fn stool(&self, stool: &Stool) -> String {
        let form = |form: BristolForm| self.say("diary.stool_form", &[("form", &form.value().to_string())]);
        let parts = [
            stool.form.map(form),
            stool.colour.map(|colour| self.stool_colour(colour)),
            stool.blood.map(|blood| match blood {
                Answer::Known(amount) => self.say("diary.stool_blood", &[("amount", &self.blood(amount))]),
                Answer::Unknown => self.word("diary.stool_blood_unknown"),
            }),
            stool.blood_mixed.map(|mixed| {
                self.word(match mixed {
                    Answer::Known(true) => "diary.stool_mixed",
                    Answer::Known(false) => "diary.stool_not_mixed",
                    Answer::Unknown => "diary.stool_mixed_unknown",
                })
            }),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let what = if parts.is_empty() { self.word("diary.stool_plain") } else { parts.join(", ") };
        let text = self.count("diary.stool", usize::from(stool.count.unwrap_or(1)), &[("what", &what)]);
        match stool.outlet {
            Some(outlet) => {
                let outlet = self.word(match outlet {
                    Outlet::Bottom => "stool.bottom",
                    Outlet::Stoma => "stool.stoma",
                });
                self.say("diary.stool_outlet", &[("text", &text), ("outlet", &outlet)])
            }
            None => text,
        }
    }

    fn stool_colour(&self, colour: StoolColour) -> String {
        self.word(match colour {
            StoolColour::Usual => "stool.usual",
            StoolColour::DarkWithIronOrFood => "stool.dark_with_iron_or_food",
            StoolColour::BlackOrMaroon => "stool.black_or_maroon",
        })
    }

    fn thermometer(&self, method: TemperatureMethod) -> String {
        self.word(match method {
            TemperatureMethod::Axillary => "thermometer.axillary",
            TemperatureMethod::Tympanic => "thermometer.tympanic",
            TemperatureMethod::Forehead => "thermometer.forehead",
            TemperatureMethod::Oral => "thermometer.oral",
            TemperatureMethod::Rectal => "thermometer.rectal",
            TemperatureMethod::NotSaid => "thermometer.not_said",
        })
    }
}
