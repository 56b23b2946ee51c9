/// What a column can say of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Date,
    DateDayFirst,
    DateMonthFirst,
    At,
    Time,
    Size,
    PainBefore,
    PainPeak,
    PainAfter,
    Bleeding,
    Hold,
    HoldSeconds,
    HoldMinutes,
    Ease,
    Lubricant,
    StopReason,
    Note,
    Device,
}

/// Each field, its name in a mapping, and the headers that are taken for it without one, in English and in German. A header
/// is compared by its letters and digits alone, without case; the field's own name counts too.
///
/// Left out on purpose: headers that do not say which unit or scale (`dilator no`, `pain 0-100`, `french`).
#[rustfmt::skip]
const FIELDS: &[(Field, &str, &[&str], &[&str])] = &[
    (Field::Date, "date",
        &["day", "sessiondate", "dateofsession", "dateddmmyyyy", "dateyyyymmdd"],
        &["datum", "tag", "sitzungsdatum", "datumdersitzung", "datumttmmjjjj", "datumjjjjmmtt"]),
    (Field::DateDayFirst, "date:dmy", &[], &[]),
    (Field::DateMonthFirst, "date:mdy", &[], &[]),
    (Field::At, "at",
        &["when", "datetime", "dateandtime", "datetimeofsession", "timestamp"],
        &["wann", "datumzeit", "datumundzeit", "datumuhrzeit", "datumunduhrzeit", "zeitpunkt", "zeitstempel"]),
    (Field::Time, "time",
        &["timeofday", "sessiontime", "hour", "clock", "clocktime", "starttime", "start", "timestarted", "startedat"],
        &["zeit", "uhrzeit", "tageszeit", "stunde", "beginn", "startzeit"]),
    (Field::Size, "size",
        &[
            "sizemm", "sizeinmm", "sizeused", "mm", "hegar", "hegarsize", "hegarmm", "hegarsizemm", "hegarno", "hegarnumber", "dilator",
            "dilatormm", "dilatorsize", "dilatorsizemm", "dilatorused", "diameter", "diametermm", "diameterinmm", "dilatordiameter",
            "dilatordiametermm", "width", "widthmm", "bougie", "bougiesize",
        ],
        &[
            "größe", "grösse", "groesse", "größemm", "grössemm", "groessemm", "größeinmm", "grösseinmm", "groesseinmm", "durchmesser",
            "durchmessermm", "durchmesserinmm", "hegarstift", "hegarstiftmm", "hegargröße", "hegargrösse", "hegargroesse", "hegarnr",
            "hegarnummer", "dilatorgröße", "dilatorgrösse", "dilatorgroesse", "dilatator", "dilatatormm", "dilatatorgröße",
            "dilatatorgrösse", "dilatatorgroesse", "stift", "stiftmm", "stiftgröße", "stiftgrösse", "stiftgroesse", "bougiegröße",
            "bougiegrösse", "bougiegroesse",
        ]),
    (Field::PainBefore, "pain_before",
        &["beforepain", "painatstart", "painpre", "prepain", "painbefore010", "vasbefore", "nrsbefore"],
        &["schmerzvorher", "schmerzenvorher", "schmerzdavor", "schmerzendavor", "schmerzzubeginn", "schmerzenzubeginn"]),
    (Field::PainPeak, "pain_peak",
        &[
            "pain", "painscore", "painlevel", "painrating", "painintensity", "painseverity", "peakpain", "worstpain", "painworst", "painmax",
            "maxpain", "painduring", "duringpain", "pain010", "pain10", "painoutof10", "vas", "vas010", "nrs", "nrs010", "painvas",
            "painnrs", "vaspain", "nrspain", "flacc", "hurt",
        ],
        &[
            "schmerz", "schmerzen", "schmerz010", "schmerzen010", "schmerzstärke", "schmerzstaerke", "schmerzgrad", "schmerzwert",
            "schmerzmax", "maximalerschmerz", "stärksterschmerz", "staerksterschmerz", "schmerzdabei", "schmerzendabei",
            "schmerzwährend", "schmerzwaehrend", "schmerzvas", "schmerznrs", "vasschmerz", "nrsschmerz",
        ]),
    (Field::PainAfter, "pain_after",
        &["afterpain", "painatend", "painpost", "postpain", "painafter010", "vasafter", "nrsafter"],
        &["schmerznachher", "schmerzennachher", "schmerzdanach", "schmerzendanach", "schmerzamende", "schmerzenamende"]),
    (Field::Bleeding, "bleeding",
        &["blood", "bleed", "bled", "bloodseen", "anyblood", "anybleeding", "bleedingamount", "bloodamount"],
        &["blut", "blutung", "blutungen", "geblutet", "blutgesehen", "blutmenge"]),
    (Field::Hold, "hold",
        &[
            "holdtime", "held", "heldfor", "holdduration", "holdlength", "duration", "dwell", "dwelltime", "timeheld", "howlong",
            "leftinfor",
        ],
        &["haltezeit", "haltedauer", "gehalten", "gehaltenfür", "gehaltenfuer", "dauer", "liegezeit", "liegedauer", "verweildauer", "wielange"]),
    (Field::HoldSeconds, "hold_s",
        &[
            "seconds", "sec", "secs", "s", "holdsec", "holdsecs", "holdseconds", "heldsec", "heldseconds", "helds", "secondsheld",
            "durations", "durationsec", "durationseconds", "holdinseconds",
        ],
        &[
            "sekunden", "sek", "haltezeits", "haltezeitsek", "haltezeitsekunden", "haltezeitinsekunden", "haltedauers", "haltedauersek",
            "haltedauersekunden", "gehaltensek", "gehaltensekunden", "dauers", "dauersek", "dauersekunden", "dauerinsekunden",
        ]),
    (Field::HoldMinutes, "hold_min",
        &[
            "minutes", "min", "mins", "holdmins", "holdminutes", "heldmin", "heldminutes", "minutesheld", "durationmin", "durationmins",
            "durationminutes", "holdinminutes",
        ],
        &[
            "minuten", "haltezeitmin", "haltezeitminuten", "haltezeitinminuten", "haltedauermin", "haltedauerminuten", "gehaltenmin",
            "gehaltenminuten", "dauermin", "dauerminuten", "dauerinminuten",
        ]),
    (Field::Ease, "ease",
        &["howitwent", "howdiditgo", "howdiditgoin", "howitwentin", "easeofinsertion", "insertion", "wentin"],
        &["wieginges", "wieesging", "wiegingesrein", "wiegingeshinein", "einführen", "einfuehren", "einführung", "einfuehrung"]),
    (Field::Lubricant, "lubricant",
        &["lube", "lubrication", "lubricantused", "lubeused"],
        &["gleitmittel", "gleitgel", "schmiermittel"]),
    (Field::StopReason, "stop_reason",
        &["stopped", "whystopped", "reasonstopped", "reasonforstopping", "stoppedbecause", "endedearly"],
        &["abbruch", "abbruchgrund", "abgebrochen", "warumabgebrochen", "grundfürabbruch", "grundfuerabbruch"]),
    (Field::Note, "note",
        &[
            "notes", "comment", "comments", "remark", "remarks", "observation", "observations", "freetext", "memo", "description",
        ],
        &[
            "notiz", "notizen", "bemerkung", "bemerkungen", "kommentar", "kommentare", "anmerkung", "anmerkungen", "beobachtung",
            "beobachtungen", "freitext",
        ]),
    (Field::Device, "device",
        &["brand", "model", "devicename", "dilatorbrand", "dilatorname", "set", "dilatorset"],
        &["marke", "modell", "gerät", "geraet", "hersteller"]),
];

impl Field {
    /// The name in a mapping.
    pub fn name(self) -> &'static str {
        FIELDS.iter().find(|(field, ..)| *field == self).map_or("", |(_, name, ..)| name)
    }

    /// The names of all fields.
    pub fn names() -> Vec<&'static str> {
        FIELDS.iter().map(|(_, name, ..)| *name).collect()
    }

    /// By its name in a mapping, without regard to case.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        FIELDS.iter().find(|(_, known, ..)| *known == name).map(|(field, ..)| *field)
    }

    /// What a header of this name most likely says; `None` when nothing is sure enough.
    pub fn guess(header: &str) -> Option<Self> {
        let header = plain(header);
        let fits = |known: &&str| plain(known) == header;
        let found =
            FIELDS.iter().find(|(_, name, en, de)| [name].into_iter().chain(*en).chain(*de).any(fits));
        found.map(|(field, ..)| *field)
    }

    /// Every heading that is taken for what `says`, written plain.
    pub fn headings(says: &str) -> Vec<String> {
        let all = FIELDS.iter().filter(|(field, ..)| field.says() == says);
        all.flat_map(|(_, name, en, de)| en.iter().chain(*de).copied().chain([*name])).map(plain).collect()
    }

    /// What it says, whichever way it is written: no two columns may say the same.
    pub fn says(self) -> &'static str {
        match self {
            Self::Date | Self::DateDayFirst | Self::DateMonthFirst | Self::At => "date",
            Self::Hold | Self::HoldSeconds | Self::HoldMinutes => "hold",
            other => other.name(),
        }
    }
}

/// Letters and digits alone, in lower case: `Pain (0-10)` and `pain_010` are the same name.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_header_is_claimed_by_two_fields_and_each_is_written_plain() {
        let mut seen = BTreeSet::new();
        for (_, name, en, de) in FIELDS {
            for header in en.iter().chain(*de).map(|other| (*other).to_owned()).chain([plain(name)]) {
                assert_eq!(header, plain(&header), "would never be found");
                assert!(seen.insert(header.clone()), "{header} is claimed twice");
            }
        }
    }

    #[test]
    fn headers_are_guessed_without_regard_to_case_spaces_and_signs() {
        for (header, field) in [
            ("Date", "date"),
            (" DATE ", "date"),
            ("When?", "at"),
            ("Size (mm)", "size"),
            ("HEGAR", "size"),
            ("Dilator_size", "size"),
            ("Pain (0-10)", "pain_peak"),
            ("pain before", "pain_before"),
            ("Blood?", "bleeding"),
            ("Hold [min]", "hold_min"),
            ("Seconds", "hold_s"),
            ("Hold", "hold"),
            ("Remarks", "note"),
            ("How did it go?", "ease"),
            ("date:dmy", "date:dmy"),
            ("Datum", "date"),
            ("Datum / Uhrzeit", "at"),
            ("Uhrzeit", "time"),
            ("GRÖSSE (mm)", "size"),
            ("Größe", "size"),
            ("Durchmesser [mm]", "size"),
            ("Haltezeit (s)", "hold_s"),
            ("Dauer (min)", "hold_min"),
            ("Gehalten", "hold"),
            ("Schmerzen (0-10)", "pain_peak"),
            ("Schmerz vorher", "pain_before"),
            ("Schmerz danach", "pain_after"),
            ("Blut?", "bleeding"),
            ("Wie ging es?", "ease"),
            ("Gleitmittel", "lubricant"),
            ("Abgebrochen", "stop_reason"),
            ("Bemerkung", "note"),
        ] {
            assert_eq!(Field::guess(header).map(Field::name), Some(field), "{header}");
        }
        for header in [
            "",
            "who",
            "dilator no",
            "size (cm)",
            "size (fr)",
            "pain 0-100",
            "mood",
            "Schmerz 0-100",
            "Stift Nr.",
            "Charrière",
        ] {
            assert_eq!(Field::guess(header), None, "{header}");
        }
    }

    #[test]
    fn every_field_is_found_by_its_name() {
        for (field, name, ..) in FIELDS {
            assert_eq!((Field::named(name), field.name()), (Some(*field), *name));
            assert_eq!(Field::named(&name.to_uppercase()), Some(*field));
        }
        assert_eq!((Field::named("sizes"), Field::named("")), (None, None));
    }
}
