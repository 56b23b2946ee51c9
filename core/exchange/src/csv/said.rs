use gradus_domain::{Answer, Bleeding, Ease, LubricantUsed, StopReason};

use super::cell::{Wrong, is_dash, is_unknown, shown};

/// What says that blood was looked for and none was seen. Compared whole: "none, only a bit" is not "none".
const NO_BLOOD: &[&str] = &[
    "no",
    "none",
    "n",
    "0",
    "nil",
    "nothing",
    "false",
    "no blood",
    "no bleeding",
    "none seen",
    "no blood seen",
    "nein",
    "kein",
    "keine",
    "keins",
    "nichts",
    "kein blut",
    "keine blutung",
    "kein blut gesehen",
    "nichts gesehen",
];

/// Words that do not change the amount, left out before the comparison with [`BLOOD`].
#[rustfmt::skip]
const FILLERS: &[&str] = &[
    "a", "an", "the", "of", "was", "were", "it", "just", "only", "few", "little", "bit", "small", "tiny",
    "slight", "some", "blood", "bleeding", "ein", "eine", "einen", "einige", "paar", "der", "die", "das", "dem", "war", "waren", "nur",
    "wenig", "etwas", "bisschen", "leicht", "leichte", "klein", "kleine", "kleiner", "blut", "blutung",
];

#[rustfmt::skip]
const BLOOD: &[(Bleeding, &[&str])] = &[
    (Bleeding::Streak, &[
        "streak", "streaks", "spot", "spots", "spotting", "trace", "traces", "smear", "smears", "on paper", "on toilet paper",
        "streak on paper", "on tissue", "on dilator", "on device", "on glove", "spur", "spuren", "spur am papier", "spuren am papier", "blutspur", "blutspuren", "schliere", "schlieren",
        "streifen", "blutstreifen", "fleck", "flecken", "am papier", "auf papier", "am toilettenpapier", "auf toilettenpapier",
        "am stift", "am dilatator", "am handschuh",
    ]),
    (Bleeding::PinkTint, &["pink", "pink tint", "pink tinge", "pink water", "water pink", "water pinkish", "pinkish", "pinkish water", "rosa", "rosa wasser", "wasser rosa"]),
    (Bleeding::Drip, &["drip", "drips", "dripping", "dripped", "drop", "drops", "tropfen", "bluttropfen", "tropft", "getropft"]),
    (Bleeding::RedBowl, &[
        "red bowl", "bowl red", "red water", "water red", "red toilet", "red toilet water", "toilet water red", "rotes wasser",
        "wasser rot", "rote schüssel", "schüssel rot", "rote toilette", "toilette rot",
    ]),
    (Bleeding::Clots, &["clot", "clots", "gerinnsel", "blutgerinnsel", "klumpen", "blutklumpen"]),
    (Bleeding::NonStop, &[
        "non stop", "nonstop", "would not stop", "wouldnt stop", "will not stop", "wont stop", "did not stop", "didnt stop",
        "does not stop", "doesnt stop", "not stopping", "kept", "keeps", "kept on", "hört nicht auf", "hörte nicht auf",
        "hoert nicht auf", "hoerte nicht auf", "nicht aufgehört", "nicht aufgehoert", "nicht zu stillen",
    ]),
];

#[rustfmt::skip]
const EASE: &[(Ease, &[&str])] = &[
    (Ease::Easy, &[
        "easy", "easily", "easy in", "went in easily", "smooth", "smoothly", "no resistance", "without resistance", "leicht",
        "ging leicht", "ging leicht rein", "einfach", "problemlos", "kein widerstand", "ohne widerstand",
    ]),
    (Ease::Firm, &[
        "firm", "tight", "snug", "some resistance", "resistance", "resistance that yielded", "with resistance", "fest", "eng",
        "stramm", "widerstand", "etwas widerstand", "leichter widerstand", "mit widerstand",
    ]),
    (Ease::ForcedNotDone, &[
        "forced not done", "would need force", "would have needed force", "needed force not done", "hätte kraft gebraucht",
        "haette kraft gebraucht",
    ]),
    (Ease::NotPassed, &[
        "not passed", "did not pass", "didnt pass", "would not pass", "wouldnt pass", "did not go in", "didnt go in",
        "would not go in", "wouldnt go in", "no", "failed", "nein", "ging nicht", "ging nicht rein", "ging nicht hinein",
        "passte nicht",
    ]),
];

#[rustfmt::skip]
const LUBRICANT: &[(LubricantUsed, &[&str])] = &[
    (LubricantUsed::Water, &["water", "water based", "water based gel", "water based lube", "water based lubricant", "ky", "k y", "ky jelly", "k y jelly", "wasser", "wasserbasiert", "wasserbasis", "auf wasserbasis", "wasserlöslich"]),
    (LubricantUsed::Silicone, &["silicone", "silicone based", "silicone lube", "silicone based lube", "silicone based lubricant", "silikon", "silikonbasis", "auf silikonbasis", "silikonbasiert"]),
    (LubricantUsed::Oil, &[
        "oil", "oil based", "coconut oil", "olive oil", "baby oil", "vaseline", "petrolatum", "petroleum jelly", "öl", "oel",
        "kokosöl", "olivenöl", "babyöl",
    ]),
    (LubricantUsed::None, &["none", "no", "nothing", "no lube", "no lubricant", "without", "kein", "keine", "keins", "ohne", "nein", "nichts"]),
    (LubricantUsed::Unsuitable, &["unsuitable", "saliva", "spit", "soap", "lotion", "hand cream", "shampoo", "speichel", "spucke", "seife", "handcreme"]),
];

/// What says that the session was finished.
const FINISHED: &[&str] = &[
    "no",
    "none",
    "finished",
    "done",
    "complete",
    "completed",
    "not stopped",
    "nein",
    "fertig",
    "vollständig",
    "abgeschlossen",
    "nicht abgebrochen",
];

#[rustfmt::skip]
const STOPPED: &[(StopReason, &[&str])] = &[
    (StopReason::Pain, &["pain", "painful", "too painful", "hurt", "it hurt", "too much pain", "schmerz", "schmerzen", "tat weh", "schmerzhaft", "zu schmerzhaft", "wegen schmerzen"]),
    (StopReason::Bleeding, &["bleeding", "blood", "bled", "blut", "blutung", "geblutet"]),
    (StopReason::WouldNotPass, &["would not pass", "wouldnt pass", "did not pass", "didnt pass", "would not go in", "wouldnt go in", "did not go in", "didnt go in", "ging nicht", "ging nicht rein", "ging nicht hinein", "passte nicht"]),
    (StopReason::Stuck, &["stuck", "it was stuck", "got stuck", "steckte fest", "stecken geblieben", "steckengeblieben"]),
    (StopReason::Faint, &["faint", "fainted", "faintness", "felt faint", "dizzy", "limp", "went pale", "ohnmacht", "ohnmächtig", "schwindel", "schwindlig", "schwindelig", "blass"]),
    (StopReason::ChildSaidStop, &["child said stop", "the child said stop", "child refused", "child resisted", "kind wollte nicht", "kind sagte stopp", "kind sagte stop", "kind wehrte sich"]),
    (StopReason::Interrupted, &["interrupted", "interruption", "unterbrochen", "unterbrechung"]),
    (StopReason::Other, &["other", "another reason", "anderer grund", "sonstiges"]),
];

/// Blood in the words of patients. `yes` alone does not say how much, and is refused.
pub(super) fn bleeding(cell: &str) -> Result<Answer<Bleeding>, Wrong> {
    let words = words(cell);
    if is_unknown(cell) || ["could not see", "couldnt see"].contains(&words.as_str()) {
        return Ok(Answer::Unknown);
    }
    if NO_BLOOD.contains(&words.as_str()) {
        return Ok(Answer::Known(Bleeding::None));
    }
    let amount: Vec<_> = words.split(' ').filter(|word| !FILLERS.contains(word)).collect();
    // Blood on the paper is a streak; bleeding on the paper may be any amount.
    let bleeds = words.split(' ').any(|word| ["bleeding", "blutung"].contains(&word));
    let place_alone = bleeds && ["on", "am", "auf"].contains(amount.first().unwrap_or(&""));
    find(BLOOD, &amount.join(" ")).filter(|_| !place_alone).map(Answer::Known).ok_or_else(|| {
        Wrong::new(
            format!("{} does not say how much blood", shown(cell)),
            "write none, streak, pink, drops, red water, clots, would not stop, or ? when nobody could see",
        )
    })
}

/// How the size went in; `None` when the person does not know.
pub(super) fn ease(cell: &str) -> Result<Option<Ease>, Wrong> {
    choice(cell, EASE, "how it went in", "write easy, firm, would need force, or did not pass")
}

/// What it was lubricated with; `None` when the person does not know.
pub(super) fn lubricant(cell: &str) -> Result<Option<LubricantUsed>, Wrong> {
    choice(cell, LUBRICANT, "which kind of lubricant", "write water, silicone, oil, none, or unsuitable")
}

/// Why it ended early; `None` when it was finished.
pub(super) fn stop_reason(cell: &str) -> Result<Option<StopReason>, Wrong> {
    if FINISHED.contains(&words(cell).as_str()) || is_dash(cell) {
        return Ok(None);
    }
    if is_unknown(cell) {
        return Ok(Some(StopReason::Other));
    }
    let right =
        "write pain, blood, did not pass, stuck, faint, child said stop, interrupted, other, or nothing";
    choice(cell, STOPPED, "why it ended", right)
}

fn choice<T: Copy>(cell: &str, known: &[(T, &[&str])], what: &str, right: &str) -> Result<Option<T>, Wrong> {
    if is_unknown(cell) {
        return Ok(None);
    }
    let found = find(known, &words(cell));
    found.map(Some).ok_or_else(|| Wrong::new(format!("{} does not say {what}", shown(cell)), right))
}

fn find<T: Copy>(known: &[(T, &[&str])], words: &str) -> Option<T> {
    known.iter().find(|(_, names)| names.contains(&words)).map(|(value, _)| *value)
}

/// The words of a cell in lower case, one space between them. Apostrophes go, other signs part words: `k-y`, `didn't`.
/// A sign that could turn the meaning is kept as a word of its own, so that nothing matches it.
fn words(cell: &str) -> String {
    let text = cell.to_lowercase().replace(['\'', '’'], "");
    let text: String = text.chars().map(|sign| if "-_.!".contains(sign) { ' ' } else { sign }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blood_is_read_in_the_words_of_patients() {
        for (cells, amount) in [
            (&["no", "None", "none.", "0", "No blood", "no bleeding!", "nothing"][..], Bleeding::None),
            (
                &[
                    "streak",
                    "a streak of blood",
                    "Spot",
                    "spotting",
                    "a bit on paper",
                    "a little on the paper",
                ],
                Bleeding::Streak,
            ),
            (&["pink", "slight pink tint", "pink_tint", "the water was pink"], Bleeding::PinkTint),
            (&["drops", "a few drops of blood", "dripping", "drip"], Bleeding::Drip),
            (&["red water", "red bowl", "Red-Bowl", "the bowl was red"], Bleeding::RedBowl),
            (&["clots", "blood clots", "a clot", "Gerinnsel"], Bleeding::Clots),
            (&["Nein", "kein Blut", "keine Blutung."], Bleeding::None),
            (&["eine Spur Blut", "nur ein bisschen am Papier", "auf dem Toilettenpapier"], Bleeding::Streak),
            (&["leicht rosa", "Wasser war rosa"], Bleeding::PinkTint),
            (&["ein paar Tropfen Blut"], Bleeding::Drip),
            (&["Das Wasser war rot"], Bleeding::RedBowl),
            (&["Blutung hörte nicht auf"], Bleeding::NonStop),
            (&["streak of bleeding", "Blut am Stift", "blood on device"], Bleeding::Streak),
            (
                &["wouldn't stop", "would not stop", "kept bleeding", "non-stop", "It didn’t stop"],
                Bleeding::NonStop,
            ),
        ] {
            for cell in cells {
                assert_eq!(bleeding(cell), Ok(Answer::Known(amount)), "{cell}");
            }
        }
        for cell in ["Blutung am Stift", "eine Blutung am Papier", "bleeding on device"] {
            assert!(bleeding(cell).is_err(), "{cell}");
        }
        for cell in
            ["?", "unknown", "not sure", "could not see", "couldn't see", "Weiß nicht", "keine Ahnung"]
        {
            assert_eq!(bleeding(cell), Ok(Answer::Unknown), "{cell}");
        }
    }

    #[test]
    fn blood_that_is_not_told_exactly_is_refused_and_never_read_as_none() {
        for cell in [
            "yes",
            "y",
            "+",
            "blood",
            "some",
            "some blood",
            "a little",
            "A bit",
            "very little",
            "just a little blood",
            "a little bleeding",
            "a few",
            "not a little",
            "little or none",
            "more than a bit",
            "a bit?",
            "a little, then more",
            "none, only a bit",
            "no, just a little",
            "no?",
            "none?",
            "not a streak",
            "no clots",
            "no drops",
            "pink or red",
            "drops and clots",
            "streak?",
            "a bucket",
            "ja",
            "Blut",
            "etwas",
            "ein bisschen",
            "ein wenig Blut",
            "leichte Blutung",
            "rötlich",
            "rot",
            "nicht nur Spuren",
            "keine Spuren",
            "keine, nur Spuren",
            "nicht viel",
            "red",
            "1",
            "true",
            "n/a",
            "ok",
            "usual",
            "-",
            "–",
            "—",
        ] {
            let wrong = bleeding(cell).expect_err(cell);
            assert!(wrong.wrong.ends_with("does not say how much blood"), "{cell}");
            assert!(wrong.right.starts_with("write none, streak"), "{cell}");
        }
    }

    #[test]
    fn every_word_of_the_lists_is_found_again() {
        for (value, names) in BLOOD {
            names.iter().for_each(|name| assert_eq!(bleeding(name), Ok(Answer::Known(*value)), "{name}"));
        }
        for name in NO_BLOOD {
            assert_eq!(bleeding(name), Ok(Answer::Known(Bleeding::None)), "{name}");
        }
        for (value, names) in EASE {
            names.iter().for_each(|name| assert_eq!(ease(name), Ok(Some(*value)), "{name}"));
        }
        for (value, names) in LUBRICANT {
            names.iter().for_each(|name| assert_eq!(lubricant(name), Ok(Some(*value)), "{name}"));
        }
        for (value, names) in STOPPED {
            names.iter().for_each(|name| assert_eq!(stop_reason(name), Ok(Some(*value)), "{name}"));
        }
        for name in FINISHED {
            assert_eq!(stop_reason(name), Ok(None), "{name}");
        }
    }

    #[test]
    fn what_says_nothing_certain_is_refused_and_a_question_mark_is_not_said() {
        for cell in ["hard", "ok", "3", "fine", "schwer", "gut", "ja"] {
            assert!(ease(cell).expect_err(cell).right.starts_with("write easy"), "{cell}");
        }
        for cell in ["yes", "gel", "lube"] {
            assert!(lubricant(cell).expect_err(cell).right.starts_with("write water"), "{cell}");
        }
        assert!(stop_reason("yes").expect_err("unclear").right.starts_with("write pain"));
        assert_eq!(
            (ease("?"), lubricant("?"), stop_reason("?")),
            (Ok(None), Ok(None), Ok(Some(StopReason::Other)))
        );
    }
}
