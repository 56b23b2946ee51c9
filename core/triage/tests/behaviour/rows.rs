//! Every row of the danger table keeps its rules, and every rule and number of the pack is held by a case.

use std::collections::BTreeSet;

use gradus_triage::{DANGER_RULES, Pack};

use crate::cases::{broken_by, prepared};
use crate::people::pack;

/// The rows of the danger table (C2.3) beside pain, with the rules that carry each. G1 is the law
/// of the engine and is held by the laws.
const ROWS: [(&str, &[&str]); 36] = [
    ("B1 a streak or a pink tint, and more than once a day", &["B1", "B1a"]),
    ("B2 small bleeding that keeps coming back", &["B2", "B2a", "B2b"]),
    ("B3 dripping, a teaspoon, not stopped at 10 minutes", &["B3"]),
    ("B4 red bowl, clots, a cup, not stopped at 20 minutes", &["B4", "B4a"]),
    ("B5 a bleed with signs of blood loss", &["B5"]),
    ("B6 blood with a blood thinner or a bleeding disorder", &["B6", "B6a"]),
    ("B7 black or maroon stool", &["B7", "B7a", "B7b"]),
    ("B8 blood under 12 weeks", &["B8", "B8a"]),
    ("B9 bleeding within 30 days of an operation", &["B9"]),
    ("C2.1.7 a child's bleeding with another sign; pregnancy", &["B10", "B11", "B11a"]),
    ("I1 fever under 3 months", &["I1", "I1a", "I1b"]),
    ("I2 fever with weak defences or a line", &["I2", "I2a", "I2b", "I2c", "I2d", "I2e"]),
    ("I3 fever after an operation or a session", &["I3", "I3a", "I3b", "I3c"]),
    ("I4 high fever under 6 months, or with a malformation", &["I4", "I4a"]),
    ("I5 words of sepsis", &["I5", "I5a", "I14", "I14a", "I15", "I15a", "I15b", "I15c", "I16"]),
    ("I6 spreading redness, black or crackling skin", &["I6", "I6a", "I6b", "I6c", "I6d"]),
    ("I7 swelling, pus, throbbing", &["I7", "I7a"]),
    ("I8 pain, fever and no urine", &["I8"]),
    (
        "C2.1.16 to 18 and 2.5: cold, long fever, dry, half feeds",
        &["I9", "I9a", "I9b", "I10", "I11", "I11a", "I12"],
    ),
    ("C2.5.7 fever hidden by a dose", &["I13", "I13a", "I13b", "I13c", "I13d"]),
    ("F1 device or piece inside", &["F1", "F1a"]),
    ("F2 came out after a struggle", &["F2"]),
    ("A1 severe or spreading belly pain", &["A1", "A1a", "A1b", "A1c", "A1d", "A1e", "A1f", "A1g"]),
    ("A2 obstruction", &["A2", "A2a", "A2b", "A2c", "A2d", "A2e", "A2f", "A2g"]),
    ("DC18 dysreflexia, dusky bowel", &["A3", "A3a", "A3b", "A4"]),
    ("H1 and H2 Hirschsprung", &["H1", "H1a", "H2", "H2a", "H3"]),
    ("U1 no urine; numb saddle", &["U1", "U1a", "U1b", "U1c", "U1d", "U1e"]),
    ("U2 stool or gas with urine; a catheter that brings none", &["U2", "U3", "U3a"]),
    (
        "S1 to S3 stool that is thin, missing or of another habit",
        &["S1", "S1a", "S1b", "S2", "S3", "S4", "S4a", "S5", "S6", "S6a"],
    ),
    ("N1 new leakage; pain in the back beside it", &["S7", "S7a", "N1"]),
    ("X2 nitrites", &["X1", "X2"]),
    ("C1 what the clinic does not know; C2.4 no diagnosis", &["C1", "C2", "C3"]),
    ("DC20 mind and safety", &["M1", "M2", "M2a", "M2b", "M2c", "M3", "M3a", "M4", "M4a", "M4b", "M5", "M6"]),
    (
        "G2 worry; C2.3 adding up; C2.1.2 and 6 collapse",
        &["G2", "G2a", "G2b", "G2c", "G3", "G4", "G4a", "G5", "G5a", "G6", "G17", "G18", "G19"],
    ),
    ("DC22 what somebody has already; P2a is among pain", &["I3d", "I7b", "G11d", "G4b"]),
    (
        "DC19 danger beyond dilation",
        &[
            "G7", "G8", "G9", "G10", "G11", "G11a", "G11b", "G11c", "G12", "G12a", "G12b", "G13", "G14",
            "G15", "G15a", "G16",
        ],
    ),
];

#[test]
fn every_row_of_the_danger_table_keeps_its_rules_and_every_rule_has_a_row() {
    let pack = pack();
    let listed: BTreeSet<&str> = ROWS.iter().flat_map(|(_, rules)| rules.iter().copied()).collect();
    for (row, rules) in ROWS {
        assert!(!rules.is_empty(), "{row}");
        for id in rules {
            assert!(pack.rule(id).is_some(), "{row} lost {id}");
        }
    }
    let families = ['B', 'I', 'F', 'A', 'H', 'U', 'S', 'N', 'X', 'C', 'M', 'G'];
    for rule in pack.rules().iter().filter(|rule| families.contains(&rule.family())) {
        assert!(listed.contains(rule.id.as_str()), "{} carries no row", rule.id);
    }
    let pain: Vec<&str> = pack.rules().iter().filter(|r| r.family() == 'P').map(|r| r.id.as_str()).collect();
    assert_eq!(
        pain,
        ["P1", "P1b", "P1c", "P2", "P2a", "P3", "P4", "P5", "P5a", "P6", "P6a", "P7", "P9"],
        "pain (C2.2) and masks (C2.5)"
    );
}

fn parsed(text: &str) -> Option<Pack> {
    Pack::parse(text, [7; 32]).ok()
}

#[test]
fn the_pack_as_it_is_breaks_no_case_and_without_any_one_rule_its_case_breaks() {
    let cases = prepared();
    assert_eq!(broken_by(&pack(), &cases), None);
    let (head, rules) = DANGER_RULES.split_once("[[rule]]").expect("rules");
    let rules: Vec<&str> = rules.split("[[rule]]").collect();
    for gone in 0..rules.len() {
        let kept = rules.iter().enumerate().filter(|(at, _)| *at != gone);
        let text = kept.fold(head.to_owned(), |text, (_, rule)| format!("{text}[[rule]]{rule}"));
        let pack = parsed(&text).expect("a pack without one rule is a pack");
        assert_eq!(pack.rules().len(), rules.len() - 1);
        assert!(
            broken_by(&pack, &cases).is_some(),
            "no case misses {}",
            rules[gone].lines().nth(1).unwrap_or_default()
        );
    }
}

/// Where a number of a condition stands in the text of the pack: after `>= ` or `< `.
fn numbers(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let is_condition = line.starts_with("when = ") || line.contains(" = \"") && !line.starts_with('#');
        for sign in [">= ", "< "] {
            for (at, _) in line.match_indices(sign).filter(|_| is_condition) {
                let from = at + sign.len();
                let length = line[from..].chars().take_while(|c| c.is_ascii_digit() || *c == '.').count();
                if length > 0 {
                    found.push((offset + from, offset + from + length));
                }
            }
        }
        offset += line.len();
    }
    found
}

#[test]
fn no_number_of_the_pack_can_be_shifted_by_one_step_without_breaking_a_case() {
    let (mut shifted, cases) = (0, prepared());
    for (from, to) in numbers(DANGER_RULES) {
        let number = &DANGER_RULES[from..to];
        for by in [-1, 1] {
            let other = match number.split_once('.') {
                Some(_) => {
                    let tenths: i64 = number.replace('.', "").parse().expect("a number");
                    format!("{}.{}", (tenths + by) / 10, (tenths + by) % 10)
                }
                None => (number.parse::<i64>().expect("a number") + by).to_string(),
            };
            let text = format!("{}{other}{}", &DANGER_RULES[..from], &DANGER_RULES[to..]);
            // What the reader refuses, such as a bound at the edge of a range, cannot ship.
            let Some(pack) = parsed(&text) else { continue };
            shifted += 1;
            let line = DANGER_RULES[..from].lines().count();
            assert!(broken_by(&pack, &cases).is_some(), "line {line}: {number} as {other} breaks no case");
        }
    }
    assert!(shifted > 100, "only {shifted} numbers were shifted");
}
