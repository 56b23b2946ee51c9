//! A plan that is closed by what was told later: its own call at once, and its own words first for as long as it stands.

use gradus_app::view::{Command, PersonDraft, TaskView};

use crate::bench::{Bench, adopt, child_plan, clinic_plan, contact, good, held, mina, robin};

const LATEX: &str = "The device of this plan has latex in it, and a latex allergy stands here. Ask for one of another material.";

fn allergic(draft: PersonDraft) -> Command {
    let person = draft.name.clone();
    let background = draft.background.iter().filter(|known| *known != "none").cloned();
    let background = background.chain(["latex_allergy".to_owned()]).collect();
    Command::ChangePerson { person, draft: PersonDraft { background, ..draft } }
}

fn own_call(bench: &Bench, person: &str, now: &str) -> Option<TaskView> {
    bench.today(person, now).tasks.into_iter().find(|task| task.reasons == [LATEX])
}

/// Mina, whose clinic's rod has a cover of latex; one session on Monday evening.
fn child() -> Bench {
    let (text, fills) = child_plan();
    let text = text.replace("material = \"metal\"", "material = \"latex_covered\"");
    let plan = Command::AdoptPlan { person: "Mina".to_owned(), text, fills };
    let mut bench = Bench::of(mina(), plan);
    bench.write(held("Mina", good("9")), "2026-03-02T20:00");
    bench
}

#[test]
fn a_childs_clinic_is_asked_at_once_and_the_allergy_is_told_before_the_interruption_it_leads_to() {
    let mut bench = child();
    assert_eq!(own_call(&bench, "Mina", "2026-03-02T20:05"), None);
    bench.write(allergic(mina()), "2026-03-02T21:00");
    let today = bench.today("Mina", "2026-03-02T21:01");
    assert_eq!(today.headline, format!("Ask your clinic before the next session. {LATEX}"));
    let call = own_call(&bench, "Mina", "2026-03-02T21:01").expect("a call of its own");
    assert_eq!((call.duty.as_str(), call.due.as_str()), ("contact_soon", "2026-03-03T21:00:00+01:00"));
    for (now, overdue) in [("2026-03-03T21:00", false), ("2026-03-03T21:01", true)] {
        assert_eq!(own_call(&bench, "Mina", now).expect("it stands").overdue, overdue);
    }
    for now in ["2026-03-04T21:00", "2026-03-05T20:01", "2026-03-07T08:00"] {
        let today = bench.today("Mina", now);
        let first = today.headline.find(LATEX).unwrap_or_else(|| panic!("{now}: {}", today.headline));
        assert!(today.headline.find("Interrupted").is_none_or(|other| first < other), "{}", today.headline);
        assert!(own_call(&bench, "Mina", now).is_some(), "{now}");
    }
    let late = bench.today("Mina", "2026-03-07T08:00");
    assert!(late.headline.starts_with("Call your clinic today"), "{}", late.headline);
    assert!(late.lead.expect("what leads").title.starts_with(LATEX));
}

#[test]
fn it_ends_with_another_plan_or_the_allergy_and_begins_anew_with_it() {
    let latex = clinic_plan().replace("\"silicone\"", "\"latex_covered\"");
    let mut bench = Bench::of(robin(), adopt("Robin", &latex));
    bench.write(allergic(robin()), "2026-03-03T08:00");
    let call = own_call(&bench, "Robin", "2026-03-03T08:01").expect("a call");
    assert_eq!((call.duty.as_str(), call.due.as_str()), ("contact", "2026-03-06T08:00:00+01:00"));
    bench.write(contact("Robin", "resume"), "2026-03-03T09:00");
    assert!(own_call(&bench, "Robin", "2026-03-03T09:01").is_some(), "no talk makes a cover of latex fit");
    let withdrawn = PersonDraft {
        background: ["none", "withdrawn:latex_allergy"].map(str::to_owned).to_vec(),
        ..robin()
    };
    let withdrawn = Command::ChangePerson { person: "Robin".to_owned(), draft: withdrawn };
    bench.write(withdrawn, "2026-03-03T10:00");
    assert_eq!(own_call(&bench, "Robin", "2026-03-03T10:01"), None);
    bench.write(allergic(robin()), "2026-03-04T08:00");
    let again = own_call(&bench, "Robin", "2026-03-04T08:01").expect("told once more");
    assert_eq!(again.due, "2026-03-07T08:00:00+01:00");
    bench.write(adopt("Robin", &clinic_plan()), "2026-03-04T09:00");
    assert_eq!(own_call(&bench, "Robin", "2026-03-04T09:01"), None);
}
