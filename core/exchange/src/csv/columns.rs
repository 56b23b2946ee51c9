use super::cell::bare;
use super::closest::closest;
use super::field::{Field, plain};
use super::missing::{missing, nearly_danger};
use super::table::TableRow;
use super::{CsvError, brief, column_name};

/// Which column feeds which field.
#[derive(Debug)]
pub(super) struct Columns {
    names: Vec<String>,
    fields: Vec<Option<Field>>,
}

impl Columns {
    /// Guesses each column from its header; the pairs of `mapping` (column, field) override. A guessed column gives way to
    /// a mapped one that says the same.
    ///
    /// # Errors
    /// A mapping that names no column or no field; two columns that say the same; no date, or no size; a column of
    /// blood or pain that nobody has said how to read.
    pub fn of(header: &[String], rows: &[TableRow], mapping: &[(&str, &str)]) -> Result<Self, CsvError> {
        let names: Vec<_> = header.iter().enumerate().map(|(at, name)| own_name(name, at)).collect();
        let mut choices: Vec<Option<Option<Field>>> = vec![None; names.len()];
        for (column, field) in mapping {
            let index = find(&names, column)?;
            let field = chosen(&names[index], index, field)?;
            if choices[index].replace(field).is_some() {
                return Err(CsvError::MappedTwice { column: column_name(&names[index], index) });
            }
        }
        let mapped: Vec<_> = choices.iter().flatten().flatten().map(|field| field.says()).collect();
        let guess = |name: &String| Field::guess(name).filter(|field| !mapped.contains(&field.says()));
        let fields = names.iter().zip(&choices).map(|(name, choice)| choice.unwrap_or_else(|| guess(name)));
        let columns = Self { fields: fields.collect(), names };
        columns.check(rows)?;
        columns.hides_no_danger(&choices)?;
        Ok(columns)
    }

    /// Each column of the file and the field it feeds.
    pub fn listed(&self) -> Vec<(String, Option<String>)> {
        let name = |field: &Option<Field>| field.map(|field| field.name().to_owned());
        self.names.iter().cloned().zip(self.fields.iter().map(name)).collect()
    }

    /// How many columns the header names.
    pub fn count(&self) -> usize {
        self.names.len()
    }

    /// The column that says this (see [`Field::says`]), and how.
    pub fn that_says(&self, what: &str) -> Option<(usize, Field)> {
        let all = self.fields.iter().enumerate();
        all.filter_map(|(index, field)| field.map(|field| (index, field)))
            .find(|(_, field)| field.says() == what)
    }

    /// The name of a column as its header writes it.
    pub fn header(&self, index: usize) -> &str {
        self.names.get(index).map_or("", |name| name)
    }

    /// The name of a column for a message.
    pub fn name(&self, index: usize) -> String {
        column_name(self.names.get(index).map_or("", |name| name), index)
    }

    /// A column of blood or pain is left out only on purpose, by a mapping.
    fn hides_no_danger(&self, choices: &[Option<Option<Field>>]) -> Result<(), CsvError> {
        let open = self.fields.iter().zip(choices).map(|(field, choice)| field.is_none() && choice.is_none());
        match open.zip(&self.names).position(|(open, name)| open && speaks_of_danger(name)) {
            Some(index) => {
                let closest =
                    nearly_danger(&self.names[index]).filter(|field| self.that_says(field).is_none());
                Err(CsvError::UnclearColumn { column: self.name(index), closest })
            }
            None => Ok(()),
        }
    }

    fn check(&self, rows: &[TableRow]) -> Result<(), CsvError> {
        for (index, field) in self.fields.iter().enumerate() {
            let Some(field) = field else { continue };
            if let Some((first, _)) = self.that_says(field.says()).filter(|(first, _)| *first < index) {
                let (first, second) = (self.name(first), self.name(index));
                return Err(CsvError::TwoColumns { field: field.says(), first, second });
            }
        }
        for field in ["date", "size"] {
            self.that_says(field).ok_or_else(|| missing(field, &self.names, &self.fields, rows))?;
        }
        Ok(())
    }
}

/// Parts of headers of blood or pain, in the languages that diaries so far were kept in, written plain.
const DANGERS: &[&str] = &[
    "blood",
    "bleed",
    "bled",
    "morrhag",
    "morrag",
    "pain",
    "hurt",
    "discomfort",
    "blut",
    "schmerz",
    "saign",
    "douleur",
    "sangr",
    "dolor",
];

fn speaks_of_danger(header: &str) -> bool {
    DANGERS.iter().any(|part| plain(header).contains(part)) || nearly_danger(header).is_some()
}

/// The header as written, on one line, or its place when it is blank.
fn own_name(header: &str, index: usize) -> String {
    let header = bare(header).replace(char::is_control, " ");
    let words: Vec<_> = header.split_whitespace().collect();
    if words.is_empty() { column_name("", index) } else { words.join(" ") }
}

/// The column that was meant: by its exact name, else without regard to case, spaces and signs.
fn find(names: &[String], column: &str) -> Result<usize, CsvError> {
    let given = column.trim();
    let all = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
        names.iter().enumerate().filter(|(_, name)| fits(name)).map(|(index, _)| index).collect()
    };
    let mut found = all(&|name| name == given);
    if found.is_empty() && !plain(given).is_empty() {
        found = all(&|name| plain(name) == plain(given));
    }
    match found[..] {
        [index] => Ok(index),
        [] => {
            let near = closest(given, names.iter().filter(|name| brief(name).is_some()));
            Err(CsvError::UnknownColumn { column: shown(given), closest: near.cloned() })
        }
        _ => Err(CsvError::AmbiguousColumn { column: shown(given) }),
    }
}

/// What a mapping says of a column that is to be left out; nothing at all says the same.
pub(super) const LEAVE_OUT: &str = "leave_out";

fn chosen(column: &str, index: usize, field: &str) -> Result<Option<Field>, CsvError> {
    if field.trim().is_empty() || field.trim().eq_ignore_ascii_case(LEAVE_OUT) {
        return Ok(None);
    }
    let known = Field::named(field);
    known.map(Some).ok_or_else(|| CsvError::UnknownField {
        column: column_name(column, index),
        field: shown(field),
        closest: closest(field.trim(), Field::names().into_iter()),
    })
}

fn shown(given: &str) -> String {
    brief(given).map_or_else(|| "a long name".to_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: &str, mapping: &[(&str, &str)]) -> Result<Vec<Option<String>>, CsvError> {
        let header: Vec<_> = header.split(',').map(str::to_owned).collect();
        Columns::of(&header, &[], mapping)
            .map(|columns| columns.listed().into_iter().map(|(_, field)| field).collect())
    }

    fn fields(names: &[&str]) -> Result<Vec<Option<String>>, CsvError> {
        Ok(names.iter().map(|name| (!name.is_empty()).then(|| (*name).to_owned())).collect())
    }

    #[test]
    fn a_mapping_overrides_the_guess_and_a_guess_gives_way() {
        let header = "Date,Size,Note";
        assert_eq!(of(header, &[]), fields(&["date", "size", "note"]));
        assert_eq!(of(header, &[("note", "")]), fields(&["date", "size", ""]));
        assert_eq!(
            of(header, &[("DATE ", "date:dmy"), ("Note", "device")]),
            fields(&["date:dmy", "size", "device"])
        );
        assert_eq!(of("Timestamp,Day,mm", &[("Day", "Date")]), fields(&["", "date", "size"]));
        assert_eq!(of("Datum,Größe", &[("größe", "size")]), fields(&["date", "size"]));
        assert_eq!(of("date,size,", &[("column 3", "note")]), fields(&["date", "size", "note"]));
        assert_eq!(
            of("date,size,x,x", &[]),
            fields(&["date", "size", "", ""]),
            "equal names, and nothing read"
        );
    }

    #[test]
    fn a_column_of_blood_or_pain_is_left_out_only_on_purpose() {
        let nearly =
            |column: &str, closest| Some(CsvError::UnclearColumn { column: column.to_owned(), closest });
        let unclear = |column: &str| nearly(column, None);
        for (header, closest) in [
            ("Blod", "bleeding"),
            ("Bleedings", "bleeding"),
            ("Pian peak?", "pain_peak"),
            ("panafter", "pain_after"),
        ] {
            assert_eq!(
                of(&format!("date,size,{header}"), &[]).err(),
                nearly(header, Some(closest)),
                "{header}"
            );
        }
        for header in [
            "Bleeding after",
            "pain 0-100",
            "Schmerz nachts",
            "BLUT IM STUHL",
            "Did it hurt at night?",
            "Sangre",
            "hemorrhage",
            "Haemorrhage amount",
            "hemorragia",
            "discomfort",
        ] {
            let table = format!("date,size,{header}");
            assert_eq!(of(&table, &[]).err(), unclear(header), "{header}");
            assert_eq!(of(&table, &[(header, "")]), fields(&["date", "size", ""]));
            assert_eq!(of(&table, &[(header, " Leave_Out")]), fields(&["date", "size", ""]));
            assert_eq!(of(&table, &[(header, "note")]), fields(&["date", "size", "note"]));
        }
        assert_eq!(
            of("date,size,blood,pain,mood", &[]),
            fields(&["date", "size", "bleeding", "pain_peak", ""])
        );
        // A guess that gives way to a mapped column would drop its own column in silence.
        assert_eq!(of("date,size,blood,x", &[("x", "bleeding")]).err(), unclear("blood"));
        let both = [("x", "bleeding"), ("blood", "")];
        assert_eq!(of("date,size,blood,x", &both), fields(&["date", "size", "", "bleeding"]));
    }

    #[test]
    fn what_a_mapping_gets_wrong_is_said() {
        let name = |text: &str| text.to_owned();
        let unknown = |field: &str, closest| CsvError::UnknownField {
            column: name("date"),
            field: name(field),
            closest,
        };
        for (header, mapping, error) in [
            ("date,size", ("date", "dates"), unknown("dates", Some("date"))),
            ("date,size", ("date", "colour"), unknown("colour", None)),
            (
                "date,size",
                ("Sise", "size"),
                CsvError::UnknownColumn { column: name("Sise"), closest: Some(name("size")) },
            ),
            (
                "date,size",
                ("zzzzzzz", "size"),
                CsvError::UnknownColumn { column: name("zzzzzzz"), closest: None },
            ),
            ("date,size", ("", "size"), CsvError::UnknownColumn { column: name(""), closest: None }),
            ("date,size,x,X ", ("x ", "note"), CsvError::AmbiguousColumn { column: name("x") }),
        ] {
            let found = of(header, &[mapping]);
            if header.contains('X') {
                assert_eq!(found, fields(&["date", "size", "note", ""]), "the exact name goes first");
                assert_eq!(of("date,size,X,X", &[mapping]).err(), Some(error));
            } else {
                assert_eq!(found.err(), Some(error), "{mapping:?}");
            }
        }
        let twice = [("date", "at"), ("Date", "date")];
        assert_eq!(of("date,size", &twice).err(), Some(CsvError::MappedTwice { column: name("date") }));
    }

    #[test]
    fn two_columns_for_one_field_and_none_for_a_needed_one_are_refused() {
        let two = |field, first: &str, second: &str| {
            Some(CsvError::TwoColumns { field, first: first.to_owned(), second: second.to_owned() })
        };
        assert_eq!(of("date,size,note,Comment", &[]).err(), two("note", "note", "Comment"));
        assert_eq!(of("date,size,note,note", &[]).err(), two("note", "note", "note"));
        assert_eq!(of("when,date,size", &[]).err(), two("date", "when", "date"));
        assert_eq!(of("date,size,min,sec", &[]).err(), two("hold", "min", "sec"));
        assert_eq!(of("a,b,size", &[("a", "at"), ("b", "date:mdy")]).err(), two("date", "a", "b"));
        let none = |field, names: &[&str], meant: Option<&str>| {
            let names = names.iter().map(|name| (*name).to_owned()).collect();
            Some(CsvError::MissingColumn { field, names, meant: meant.map(str::to_owned) })
        };
        assert_eq!(of("date,pain", &[]).err(), none("size", &["date", "pain"], None));
        assert_eq!(of("size,pain", &[]).err(), none("date", &["size", "pain"], None));
        assert_eq!(of("date,Siez (mm)", &[]).err(), none("size", &["date", "Siez (mm)"], Some("Siez (mm)")));
        for row in ["2026-03-04,12,fine", "on Monday,12,fine", "9 mm,fine,blood on the paper"] {
            assert_eq!(of(row, &[]).err(), Some(CsvError::NoHeader), "{row}");
        }
    }
}
