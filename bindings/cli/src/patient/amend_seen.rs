//! What was measured or seen, put right on a terminal: what stands is offered, and Enter keeps it.

use gradus_app::view::{Correction, Observed};

use crate::failure::Failure;
use crate::prompt::{Field, Form};

const METHODS: &[(&str, &str)] = &[
    ("axillary", "under the arm"),
    ("tympanic", "in the ear"),
    ("forehead", "on the forehead"),
    ("oral", "in the mouth"),
    ("rectal", "in the bottom"),
    ("not_said", "not said"),
];
const BLOOD: &[(&str, &str)] = &[
    ("none", "none"),
    ("streak", "a streak"),
    ("pink_tint", "pink water"),
    ("drip", "it dripped"),
    ("red_bowl", "a red bowl"),
    ("clots", "clots"),
    ("non_stop", "it did not stop"),
    ("unknown", "not known"),
];
const MIXED: &[(&str, &str)] = &[("true", "yes"), ("false", "no"), ("unknown", "not known")];
const COLOURS: &[(&str, &str)] = &[
    ("usual", "as usual"),
    ("dark_with_iron_or_food", "dark, with iron or food"),
    ("black_or_maroon", "black or maroon"),
];
const OUTLETS: &[(&str, &str)] = &[("bottom", "the bottom"), ("stoma", "the stoma")];

/// An observation on the way. What its kind does not have stays empty.
#[derive(Default)]
pub struct SeenForm {
    at: Option<String>,
    note: Option<String>,
    kind: Kind,
    value: Option<String>,
    method: Option<String>,
    antipyretic_at: Option<String>,
    bristol: Option<String>,
    count: Option<String>,
    blood: Option<String>,
    mixed: Option<String>,
    colour: Option<String>,
    outlet: Option<String>,
    scale: String,
    score: Option<String>,
    most: Option<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    Temperature,
    Stool,
    Continence,
    Flacc,
    Distress,
}

impl SeenForm {
    /// With what stands there.
    pub fn of(at: Option<String>, what: Observed, note: Option<String>) -> Self {
        let form = Self { at, note, ..Self::default() };
        let number = |number: u8| Some(number.to_string());
        match what {
            Observed::Temperature { value, method, antipyretic_at } => {
                Self { value: Some(value), method: Some(method), antipyretic_at, ..form }
            }
            Observed::Stool { bristol, count, blood, blood_mixed, colour, outlet } => Self {
                kind: Kind::Stool,
                bristol: bristol.and_then(number),
                count: count.and_then(number),
                blood,
                mixed: blood_mixed,
                colour,
                outlet,
                ..form
            },
            Observed::Continence { scale, score, most } => {
                Self { kind: Kind::Continence, scale, score: number(score), most, ..form }
            }
            Observed::Flacc { score } => Self { kind: Kind::Flacc, score: number(score), ..form },
            Observed::Distress { score } => Self { kind: Kind::Distress, score: number(score), ..form },
        }
    }

    fn is(&self, kind: Kind) -> bool {
        self.kind == kind
    }

    fn is_scored(&self) -> bool {
        !self.is(Kind::Temperature) && !self.is(Kind::Stool)
    }

    fn what(&self) -> Observed {
        let number = |text: &Option<String>| text.as_ref().and_then(|text| text.parse().ok());
        let score = number(&self.score).unwrap_or_default();
        match self.kind {
            Kind::Temperature => Observed::Temperature {
                value: self.value.clone().unwrap_or_default(),
                method: self.method.clone().unwrap_or_default(),
                antipyretic_at: self.antipyretic_at.clone(),
            },
            Kind::Stool => Observed::Stool {
                bristol: number(&self.bristol),
                count: number(&self.count),
                blood: self.blood.clone(),
                blood_mixed: self.mixed.clone(),
                colour: self.colour.clone(),
                outlet: self.outlet.clone(),
            },
            Kind::Continence => Observed::Continence { scale: self.scale.clone(), score, most: self.most },
            Kind::Flacc => Observed::Flacc { score },
            Kind::Distress => Observed::Distress { score },
        }
    }
}

impl Form for SeenForm {
    type Draft = Correction;

    fn missing(&self) -> Vec<Field<Self>> {
        vec![VALUE, METHOD, ANTIPYRETIC, BRISTOL, COUNT, HOW_MUCH, IS_MIXED, COLOUR, OUTLET, SCORE, NOTE]
    }

    fn draft(&self) -> Result<Correction, Failure> {
        Ok(Correction::Observation { at: self.at.clone(), what: self.what(), note: self.note.clone() })
    }
}

const VALUE: Field<SeenForm> = Field {
    name: "value",
    applies: |form| form.is(Kind::Temperature),
    ask: |form, terminal| {
        let needed = Some("the reading, such as 38.1 C");
        terminal.field("What did the thermometer show?", needed, &mut form.value, |typed| Ok(typed.into()))
    },
};
const METHOD: Field<SeenForm> = Field {
    name: "method",
    applies: |form| form.is(Kind::Temperature),
    ask: |form, terminal| terminal.choice("Where was it taken?", METHODS, true, &mut form.method),
};
const ANTIPYRETIC: Field<SeenForm> = Field {
    name: "antipyretic_at",
    applies: |form| form.is(Kind::Temperature),
    ask: |form, terminal| {
        let ask = "When was a fever-lowering medicine last taken, such as 2026-03-02T15:00:00+01:00?";
        terminal.field(ask, None, &mut form.antipyretic_at, |typed| Ok(typed.into()))
    },
};
const BRISTOL: Field<SeenForm> = Field {
    name: "bristol",
    applies: |form| form.is(Kind::Stool),
    ask: |form, terminal| {
        terminal.field("Its form on the Bristol scale, 1 to 7", None, &mut form.bristol, whole)
    },
};
const COUNT: Field<SeenForm> = Field {
    name: "count",
    applies: |form| form.is(Kind::Stool),
    ask: |form, terminal| terminal.field("How many were there?", None, &mut form.count, whole),
};
const HOW_MUCH: Field<SeenForm> = Field {
    name: "blood",
    applies: |form| form.is(Kind::Stool),
    ask: |form, terminal| terminal.choice("How much blood was there?", BLOOD, false, &mut form.blood),
};
const IS_MIXED: Field<SeenForm> = Field {
    name: "blood_mixed",
    applies: |form| form.is(Kind::Stool),
    ask: |form, terminal| terminal.choice("Was blood mixed into it?", MIXED, false, &mut form.mixed),
};
const COLOUR: Field<SeenForm> = Field {
    name: "colour",
    applies: |form| form.is(Kind::Stool),
    ask: |form, terminal| terminal.choice("Which colour was it?", COLOURS, false, &mut form.colour),
};
const OUTLET: Field<SeenForm> = Field {
    name: "outlet",
    applies: |form| form.is(Kind::Stool) && form.outlet.is_some(),
    ask: |form, terminal| terminal.choice("Where did it come from?", OUTLETS, false, &mut form.outlet),
};
const SCORE: Field<SeenForm> = Field {
    name: "score",
    applies: SeenForm::is_scored,
    ask: |form, terminal| terminal.field("Which score?", Some("a whole number"), &mut form.score, whole),
};
const NOTE: Field<SeenForm> = Field {
    name: "note",
    applies: |_| true,
    ask: |form, terminal| {
        terminal.field("Words for the diary", None, &mut form.note, |typed| Ok(typed.into()))
    },
};

fn whole(typed: &str) -> Result<String, String> {
    typed.parse::<u8>().map(|number| number.to_string()).map_err(|_| "Please write a whole number.".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::prompt::{Asking, Terminal};

    fn put_right(what: Observed, typed: &str) -> Correction {
        let mut form = SeenForm::of(Some("then".into()), what, Some("a note".into()));
        let (mut input, mut out) = (typed.as_bytes(), Vec::new());
        let page = || Page::new(200);
        let fields = form.missing();
        let terminal = &mut Terminal { page: &page, input: &mut input, out: &mut out, is_wrong: false };
        let done = Asking { form: &mut form, fields, terminal }.until_taken(&mut Ok);
        done.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&out)))
    }

    fn is(what: Observed) -> Correction {
        Correction::Observation { at: Some("then".into()), what, note: Some("a note".into()) }
    }

    #[test]
    fn a_reading_is_put_right_and_enter_keeps_the_rest() {
        let read = |value: &str, method: &str| Observed::Temperature {
            value: value.into(),
            method: method.into(),
            antipyretic_at: Some("before".into()),
        };
        assert!(put_right(read("83.1 C", "oral"), "38.1 C\n\n\n\n") == is(read("38.1 C", "oral")));
        assert!(put_right(read("38.1 C", "oral"), "\n1\n\n\n") == is(read("38.1 C", "axillary")));
    }

    #[test]
    fn a_stool_is_asked_for_all_of_it_and_what_was_not_said_can_stay_so() {
        let stool = |bristol, blood: Option<&str>| Observed::Stool {
            bristol,
            count: None,
            blood: blood.map(Into::into),
            blood_mixed: None,
            colour: None,
            outlet: None,
        };
        assert!(
            put_right(stool(Some(4), None), "many\n6\n\n2\n\n\n\n") == is(stool(Some(6), Some("streak")))
        );
    }

    #[test]
    fn a_score_is_put_right_and_its_scale_stays() {
        let continence = |score| Observed::Continence { scale: "wexner".into(), score, most: Some(20) };
        assert!(put_right(continence(12), "2\n\n") == is(continence(2)));
        assert!(put_right(Observed::Flacc { score: 7 }, "5\n\n") == is(Observed::Flacc { score: 5 }));
        assert!(put_right(Observed::Distress { score: 7 }, "\n\n") == is(Observed::Distress { score: 7 }));
    }
}
