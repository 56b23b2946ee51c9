//! What the rules answer to cases whose answer was written down, with its reason, before a rule was run on them.

use std::collections::BTreeMap;
use std::fs;

use gradus_domain::Disposition;
use gradus_tests::root;
use gradus_triage::{Facts, Role};

use crate::asked::{PACK, answer, person};
use crate::read::{self, Entry};

struct Vignette {
    id: String,
    expected: Disposition,
    /// Those of its case, and beside them somebody of whom nothing else is told.
    facts: BTreeMap<String, String>,
    /// What its case says that the vocabulary has no fact for.
    no_place: Vec<String>,
    /// Why the pack answers too little, until it no longer does.
    waits_for: Option<String>,
    /// The test that lives it in a diary, where the log alone tells it and no answer of a check-in does.
    lived_in: Option<String>,
}

const NAMES: &[&str] = &[
    "id",
    "who",
    "indication",
    "case",
    "expected",
    "why",
    "basis",
    "facts",
    "no_place",
    "waits_for",
    "lived_in",
    "expected_before",
    "wrong_because",
];

fn vignette(entry: &Entry) -> Result<Vignette, String> {
    entry.names_only(NAMES)?;
    for name in ["who", "indication", "case", "why", "basis"] {
        entry.text(name)?;
    }
    let (before, because) = (entry.maybe("expected_before")?, entry.maybe("wrong_because")?);
    if before.is_some() != because.is_some() {
        return Err(
            "a label that was put right keeps the old one, and says what was wrong with it".to_owned()
        );
    }
    before.map(disposition).transpose()?;
    let stated = read::pairs(entry.text("facts")?)?;
    Facts::read(PACK.vocabulary(), stated.iter().copied()).map_err(|errors| format!("{errors:?}"))?;
    let stated = stated.into_iter().map(|(id, answer)| (id.to_owned(), answer.to_owned())).collect();
    let (id, lived_in) = (entry.text("id")?.to_owned(), entry.maybe("lived_in")?);
    if let Some(test) = lived_in {
        let text = fs::read_to_string(root().join(test)).map_err(|_| format!("{test} is not there"))?;
        if !text.contains(&format!("\"{id}\"")) {
            return Err(format!("{test} does not live it"));
        }
    }
    Ok(Vignette {
        id,
        expected: disposition(entry.text("expected")?)?,
        facts: person(stated)?,
        no_place: entry.texts("no_place")?,
        waits_for: entry.maybe("waits_for")?.map(str::to_owned),
        lived_in: lived_in.map(str::to_owned),
    })
}

/// Hours are the rule's business: of those, an expected answer says nothing.
fn disposition(name: &str) -> Result<Disposition, String> {
    match name {
        "Emergency" => Ok(Disposition::Emergency),
        "SameDay" => Ok(Disposition::SameDay { hours: 0 }),
        "Contact(1)" => Ok(Disposition::Contact { days: 1 }),
        "Contact(3)" => Ok(Disposition::Contact { days: 3 }),
        "Contact(7)" => Ok(Disposition::Contact { days: 7 }),
        "PauseAndRecheck" => Ok(Disposition::PauseAndRecheck { hours: 0 }),
        "Continue" => Ok(Disposition::Continue),
        other => Err(format!("`{other}` is no answer")),
    }
}

/// How urgent, without hours.
fn urgency(of: Disposition) -> Disposition {
    match of {
        Disposition::SameDay { .. } => Disposition::SameDay { hours: 0 },
        Disposition::PauseAndRecheck { .. } => Disposition::PauseAndRecheck { hours: 0 },
        other => other,
    }
}

fn is_too_little(expected: Disposition, answered: Disposition) -> bool {
    urgency(answered) < urgency(expected)
}

const CLASSES: [&str; 5] = ["Emergency", "SameDay", "Contact", "Pause", "Continue"];

fn class(of: Disposition) -> usize {
    match of {
        Disposition::Emergency => 0,
        Disposition::SameDay { .. } => 1,
        Disposition::Contact { .. } => 2,
        Disposition::PauseAndRecheck { .. } => 3,
        Disposition::Continue => 4,
    }
}

fn vignettes() -> Vec<Vignette> {
    let read = read::all(&read::files("vignettes"), "vignette", vignette);
    read.unwrap_or_else(|wrong| panic!("{}", wrong.join("\n")))
}

fn confusion(judged: &[&Judged]) -> [[usize; 5]; 5] {
    let mut confusion = [[0; 5]; 5];
    for one in judged {
        confusion[class(one.vignette.expected)][class(one.answered)] += 1;
    }
    confusion
}

fn print(confusion: &[[usize; 5]; 5]) {
    println!("{:>12}{}", "expected", CLASSES.map(|name| format!("{name:>11}")).concat());
    for (name, row) in CLASSES.iter().zip(confusion) {
        println!("{name:>12}{}", row.map(|count| format!("{count:>11}")).concat());
    }
}

impl Vignette {
    /// Why it may be answered with too little here.
    fn mark(&self) -> Option<&str> {
        self.waits_for.as_deref().or(self.lived_in.as_deref())
    }
}

/// One case as the rules answer it.
struct Judged<'v> {
    vignette: &'v Vignette,
    answered: Disposition,
    fired: Vec<String>,
}

impl Judged<'_> {
    fn is_short(&self) -> bool {
        is_too_little(self.vignette.expected, self.answered)
    }

    fn is_more(&self) -> bool {
        class(self.answered) < class(self.vignette.expected)
    }

    /// What must not be: too little without a mark, a mark without need, and somebody well in an ambulance.
    fn complaint(&self) -> Option<&'static str> {
        let is_well = self.vignette.expected == Disposition::Continue;
        match (self.vignette.mark(), self.is_short()) {
            (None, true) => Some("too little"),
            (Some(_), false) => Some("it holds now, so take its mark away"),
            _ if is_well && self.answered == Disposition::Emergency => Some("somebody well is sent in"),
            _ => None,
        }
    }

    fn line(&self) -> String {
        let Self { vignette, answered, fired } = self;
        let because = vignette.mark().unwrap_or("no mark");
        format!("{}: {:?}, answered {answered:?} {fired:?}; {because}", vignette.id, vignette.expected)
    }
}

fn judged<'v>(vignettes: impl Iterator<Item = &'v Vignette>) -> Vec<Judged<'v>> {
    let judge = |vignette: &'v Vignette| {
        let (answered, fired) = answer(&vignette.facts);
        Judged { vignette, answered, fired }
    };
    vignettes.map(judge).collect()
}

/// All cases are put to the rules with what has a place, also those that say something else besides: that they have no
/// words for a danger is no excuse.
#[test]
fn nothing_is_answered_with_less_than_was_expected_unless_it_is_marked() {
    let vignettes = vignettes();
    assert!(vignettes.len() >= 200, "{}", vignettes.len());
    let judged = judged(vignettes.iter());
    let (whole, partly): (Vec<_>, Vec<_>) = judged.iter().partition(|one| one.vignette.no_place.is_empty());
    println!("{} cases of which everything has a place:", whole.len());
    print(&confusion(&whole));
    println!("{} of which something has none:", partly.len());
    print(&confusion(&partly));
    judged.iter().filter(|one| one.is_more()).for_each(|one| println!("more: {}", one.line()));
    judged.iter().filter(|one| one.is_short()).for_each(|one| println!("waits: {}", one.line()));
    let wrong = judged.iter().filter_map(|one| Some(format!("{}: {}", one.complaint()?, one.line())));
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What stays short of an emergency or of the same day. It may only fall, and whoever gives a case its fact or its rule
/// lowers it here with the mark.
const STILL_SHORT: usize = 0;

#[test]
fn no_emergency_and_no_same_day_case_is_short_but_those_that_are_counted() {
    let vignettes = vignettes();
    let urgent = vignettes.iter().filter(|one| class(one.expected) <= 1);
    let short = judged(urgent).iter().filter(|one| one.is_short()).count();
    assert_eq!(short, STILL_SHORT);
}

/// Of a hundred people who are well, as many may be answered with more than "go on".
const CRY_WOLF: usize = 10;

#[test]
fn somebody_well_is_told_to_go_on() {
    let vignettes = vignettes();
    let well = judged(vignettes.iter().filter(|one| one.expected == Disposition::Continue));
    let more = well.iter().filter(|one| one.answered > Disposition::Continue).count();
    assert!(more * 100 <= well.len() * CRY_WOLF, "{more} of {}", well.len());
}

#[test]
fn a_mark_is_asked_for_where_it_is_needed_and_only_there() {
    let complaint = |expected: &str, answered: &str, waits_for: Option<&str>| {
        let (expected, answered) = (disposition(expected).expect("one"), disposition(answered).expect("one"));
        let waits_for = waits_for.map(str::to_owned);
        let (facts, no_place) = (BTreeMap::new(), Vec::new());
        let vignette =
            Vignette { id: "one".to_owned(), expected, facts, no_place, waits_for, lived_in: None };
        Judged { vignette: &vignette, answered, fired: Vec::new() }.complaint()
    };
    assert_eq!(complaint("Emergency", "SameDay", None), Some("too little"));
    assert_eq!(complaint("Emergency", "SameDay", Some("a rule")), None);
    assert_eq!(complaint("SameDay", "SameDay", Some("a rule")), Some("it holds now, so take its mark away"));
    assert_eq!(complaint("SameDay", "Emergency", None), None);
    assert_eq!(complaint("Continue", "Emergency", None), Some("somebody well is sent in"));
}

/// Without its signs no case is an emergency: the answers rest on what the cases say.
#[test]
fn an_emergency_without_its_signs_is_none() {
    let pack = &*PACK;
    let is_sign = |id: &str| pack.vocabulary().fact(id).is_some_and(|fact| fact.role == Role::Sign);
    for one in vignettes().iter().filter(|one| one.expected == Disposition::Emergency) {
        let kept = one.facts.iter().filter(|(id, _)| !is_sign(id));
        let kept = kept.map(|(id, answer)| (id.clone(), answer.clone())).collect();
        let (answered, fired) = answer(&person(kept).expect("it has an age"));
        assert!(answered < Disposition::Emergency, "{}: {fired:?}", one.id);
    }
}

#[test]
fn an_answer_is_too_little_as_soon_as_it_is_one_step_milder() {
    let steps: Vec<Disposition> =
        ["Continue", "PauseAndRecheck", "Contact(7)", "Contact(3)", "Contact(1)", "SameDay", "Emergency"]
            .map(|name| disposition(name).expect("an answer"))
            .to_vec();
    for (at, expected) in steps.iter().enumerate() {
        for (other, answered) in steps.iter().enumerate() {
            assert_eq!(is_too_little(*expected, *answered), other < at, "{expected:?} {answered:?}");
        }
    }
    assert!(!is_too_little(Disposition::SameDay { hours: 0 }, Disposition::SameDay { hours: 4 }));
}

const ONE: &str = r#"
[[vignette]]
id = "one"
who = "man, 40 years"
indication = "anal fissure"
case = "No blood."
expected = "Continue"
why = "well"
basis = "general knowledge"
facts = "age_days=14700 bleeding=none"
"#;

fn read_one(text: &str) -> Result<usize, String> {
    let files = [("a file".to_owned(), text.to_owned())];
    read::all(&files, "vignette", vignette).map(|all| all.len()).map_err(|wrong| wrong.join("\n"))
}

#[test]
fn a_case_that_is_not_whole_is_refused() {
    assert_eq!(read_one(ONE), Ok(1));
    let broken = [
        (ONE.replace("bleeding=none", "blood=none"), "blood"),
        (ONE.replace("bleeding=none", "bleeding=none bleeding=streak"), "answered twice"),
        (ONE.replace("age_days=14700 ", ""), "age_days is missing"),
        (ONE.replace("expected = \"Continue\"", ""), "expected is missing"),
        (ONE.replace("\"Continue\"", "\"Maybe\""), "`Maybe` is no answer"),
        (ONE.replace("why = \"well\"", ""), "why is missing"),
        (ONE.replace("basis =", "base ="), "base is none of its names"),
        (format!("{ONE}no_place = []\n"), "no_place is no list of texts"),
        (format!("{ONE}expected_before = \"SameDay\"\n"), "says what was wrong"),
        (format!("{ONE}expected_before = \"Sometime\"\nwrong_because = \"x\"\n"), "`Sometime` is no answer"),
        (format!("{ONE}lived_in = \"tests/told/none.rs\"\n"), "is not there"),
        (format!("{ONE}lived_in = \"tests/told/read.rs\"\n"), "does not live it"),
        (format!("{ONE}{ONE}"), "stands there twice"),
    ];
    for (text, complaint) in broken {
        let told = read_one(&text).expect_err(complaint);
        assert!(told.contains(complaint), "{told} lacks {complaint}");
    }
}
