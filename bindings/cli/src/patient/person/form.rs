//! The questions about a person, and what stands already as the answer that Enter keeps.

use gradus_app::view::PersonDraft;

use crate::failure::Failure;
use crate::patient::conditions::{CONDITIONS, OPERATIONS, ROLES, words_of};
use crate::prompt::{Field, Form, Heard, Terminal, day};
use std::io;

/// Before the name of what is taken out, as the app reads it.
const WITHDRAWN: &str = "withdrawn:";

/// A person on the way.
#[derive(Default)]
pub struct PersonForm {
    name: Option<String>,
    born: Option<String>,
    role: Option<String>,
    background: Vec<String>,
    weeks: Option<String>,
    operations: Vec<String>,
    stands: Option<Stands>,
}

/// Who is changed.
struct Stands {
    details: PersonDraft,
    /// The questions that no option answered.
    open: Vec<&'static str>,
    /// What somebody said is to be taken out.
    withdrawn: Vec<String>,
}

impl PersonForm {
    /// What the options of a command say.
    pub fn given(
        name: Option<String>,
        born: Option<String>,
        role: Option<String>,
        background: Vec<String>,
        operations: Vec<String>,
    ) -> Self {
        Self { name, born, role, background, operations, ..Self::default() }
    }

    /// Puts what stands where no option says something else.
    pub fn stand_on(&mut self, details: PersonDraft) {
        let open: Vec<_> = self.missing().iter().map(|field| field.name).collect();
        self.name.get_or_insert_with(|| details.name.clone());
        self.born.get_or_insert_with(|| details.born.clone());
        self.role.get_or_insert_with(|| details.role.clone());
        if open.contains(&BACKGROUND.name) {
            self.background = details.background.iter().map(|text| self.without_weeks(text)).collect();
        }
        if open.contains(&OPERATED.name) {
            self.operations.clone_from(&details.operations);
        }
        self.stands = Some(Stands { details, open, withdrawn: Vec::new() });
    }

    /// `preterm:30=DATE` as it is chosen from the list; the weeks are a question of their own.
    fn without_weeks(&mut self, text: &str) -> String {
        let Some(weeks) = text.strip_prefix("preterm:") else { return text.to_owned() };
        let (weeks, since) =
            weeks.split_once('=').map_or((weeks, None), |(weeks, since)| (weeks, Some(since)));
        self.weeks = Some(weeks.to_owned());
        since.map_or_else(|| "preterm".to_owned(), |since| format!("preterm={since}"))
    }

    /// What stands in the vault and is left out, and nobody has said yet that it is to go. The app has the last word on it.
    fn left_out(&self) -> Vec<LeftOut> {
        let Some(stands) = &self.stands else { return Vec::new() };
        let of = |stood: &[String], now: &[String], is_operation| {
            let mut now: Vec<&str> = now.iter().map(|text| bare(text)).collect();
            let gone = stood.iter().filter(|text| {
                let place = now.iter().position(|one| *one == bare(text));
                place.map(|place| now.swap_remove(place)).is_none() && *text != "none"
            });
            gone.map(|text| LeftOut { text: text.clone(), is_operation }).collect::<Vec<_>>()
        };
        let mut all = of(&stands.details.background, &self.background, false);
        all.extend(of(&stands.details.operations, &self.operations, true));
        all
    }

    fn unsaid(&self) -> Vec<LeftOut> {
        let said = self.stands.as_ref().map_or(&[][..], |stands| &stands.withdrawn);
        self.left_out().into_iter().filter(|one| !said.contains(&one.text)).collect()
    }

    /// Puts back what is to stay.
    fn keep(&mut self, one: LeftOut) {
        if one.is_operation {
            self.operations.push(one.text);
        } else {
            self.background.retain(|text| text != "none");
            let text = self.without_weeks(&one.text);
            self.background.push(text);
        }
    }

    /// A list with what is taken out named in it.
    fn with_withdrawn(&self, mut list: Vec<String>, is_operation: bool) -> Vec<String> {
        let said = self.stands.as_ref().map_or(&[][..], |stands| &stands.withdrawn);
        let gone = self.left_out().into_iter().filter(|one| one.is_operation == is_operation);
        let gone = gone.filter(|one| said.contains(&one.text));
        list.extend(gone.map(|one| format!("{WITHDRAWN}{}", bare(&one.text))));
        list
    }

    /// Whether weeks have to be asked for: an option writes them behind a colon.
    fn is_preterm(&self) -> bool {
        self.background.iter().any(|condition| condition == "preterm" || condition.starts_with("preterm="))
    }

    fn conditions(&self) -> Vec<String> {
        let weeks = self.weeks.as_deref().unwrap_or_default();
        let with_weeks = |condition: &String| match condition.strip_prefix("preterm") {
            Some(since) if self.is_preterm() => format!("preterm:{weeks}{since}"),
            _ => condition.clone(),
        };
        self.background.iter().map(with_weeks).collect()
    }
}

/// Something that stood in the vault and is not among what was answered.
struct LeftOut {
    text: String,
    is_operation: bool,
}

/// Its name alone, without day and weeks. The vault keeps two words of one operation as one; what names itself as taken out
/// is said already.
fn bare(text: &str) -> &str {
    let name = text.strip_prefix(WITHDRAWN).unwrap_or(text);
    match name.split(['=', ':']).next().unwrap_or_default() {
        "psarp" => "anoplasty",
        name => name,
    }
}

impl Form for PersonForm {
    type Draft = PersonDraft;

    fn missing(&self) -> Vec<Field<Self>> {
        if let Some(stands) = &self.stands {
            let mut fields = vec![NAME, BORN, ROLE, BACKGROUND, WEEKS, OPERATED];
            fields.retain(|field| stands.open.contains(&field.name));
            if !fields.is_empty() || !self.unsaid().is_empty() {
                fields.push(LEFT_OUT);
            }
            return fields;
        }
        let mut fields = Vec::new();
        if self.name.is_none() {
            fields.push(NAME);
        }
        if self.born.is_none() {
            fields.push(BORN);
        }
        if self.role.is_none() {
            fields.push(ROLE);
        }
        if self.background.is_empty() {
            fields.extend([BACKGROUND, WEEKS]);
            if self.operations.is_empty() {
                fields.push(OPERATED);
            }
        }
        fields
    }

    fn draft(&self) -> Result<PersonDraft, Failure> {
        if self.background.is_empty() {
            return Err(missing("--background"));
        }
        Ok(PersonDraft {
            name: self.name.clone().ok_or_else(|| missing("NAME"))?,
            born: self.born.clone().ok_or_else(|| missing("--born"))?,
            role: self.role.clone().ok_or_else(|| missing("--role"))?,
            background: self.with_withdrawn(self.conditions(), false),
            operations: self.with_withdrawn(self.operations.clone(), true),
        })
    }
}

fn missing(option: &str) -> Failure {
    let right = "see `gradus person add --help`, or give it all with --from FILE";
    Failure::usage(option, "is missing: a person needs it", right)
}

const NAME: Field<PersonForm> = Field {
    name: "name",
    applies: |_| true,
    ask: |form, terminal| {
        let needed = Some("the name you use at home; a short one or a made-up one will do");
        terminal.field("The name the family uses", needed, &mut form.name, |typed| Ok(typed.into()))
    },
};
const BORN: Field<PersonForm> = Field {
    name: "born",
    applies: |_| true,
    ask: |form, terminal| {
        let needed = Some("year, month and day; what is dangerous depends on the age");
        terminal.field("Day of birth, such as 2026-01-03", needed, &mut form.born, day)
    },
};
const ROLE: Field<PersonForm> = Field {
    name: "role",
    applies: |_| true,
    ask: |form, terminal| terminal.choice("Whose diary is it?", ROLES, true, &mut form.role),
};
const BACKGROUND: Field<PersonForm> = Field {
    name: "background",
    applies: |_| true,
    ask: |form, terminal| {
        let question = "Which of these hold? Numbers with commas between; =DATE after one says since when, as in 3=2026-01-20.";
        let needed = Some("1 says that none of them holds");
        terminal.several(question, CONDITIONS, needed, &mut form.background)
    },
};
const WEEKS: Field<PersonForm> = Field {
    name: "weeks",
    applies: PersonForm::is_preterm,
    ask: |form, terminal| {
        let needed = Some("weeks from 22 to 39, as the birth record has them");
        terminal.field("Completed weeks at birth, 22 to 39", needed, &mut form.weeks, weeks)
    },
};
const OPERATED: Field<PersonForm> = Field {
    name: "operations",
    applies: |_| true,
    ask: |form, terminal| {
        let question = "Which operations were there? Each with its day, as in 1=2026-02-20.";
        terminal.several(question, OPERATIONS, None, &mut form.operations)
    },
};

/// Asked of each by its name, because signs are judged more mildly without it.
const LEFT_OUT: Field<PersonForm> =
    Field { name: "withdrawn", applies: |form| !form.unsaid().is_empty(), ask: take_out };

fn take_out(form: &mut PersonForm, terminal: &mut Terminal<'_>) -> io::Result<Heard> {
    let mut heard = Heard::Kept;
    for one in form.unsaid() {
        let question = format!(
            "Until now this stood here: {}. Is it to be taken out? Signs are judged without it then.",
            words_of(&one.text)
        );
        heard = terminal.yes_or_no(&question)?;
        match &heard {
            Heard::Said(said) if said == "yes" => {
                form.stands.as_mut().expect("somebody is changed").withdrawn.push(one.text);
            }
            Heard::Said(_) => form.keep(one),
            _ => return Ok(heard),
        }
    }
    Ok(heard)
}

fn weeks(typed: &str) -> Result<String, String> {
    let weeks = typed.parse::<u8>().ok().filter(|weeks| (22..=39).contains(weeks));
    weeks.map(|weeks| weeks.to_string()).ok_or_else(|| "Please write completed weeks from 22 to 39.".into())
}

#[cfg(test)]
mod tests;
