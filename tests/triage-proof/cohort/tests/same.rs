//! The same life, however it is lived.
#![forbid(unsafe_code)]

use gradus_cohort::{Memory, Setting, Table, Urgency, live};
use gradus_triage::Pack;

/// What the memory of interviews keeps, and what a long life forgets, changes nothing.
#[test]
fn a_life_with_a_memory_is_the_life_without_it() {
    let (table, pack) = (Table::own().expect("a table"), Pack::builtin([0; 32]));
    let memory = Memory::new(&pack);
    let with = Setting { table: &table, pack: &pack, memory: Some(&memory), days: 30, keep: false };
    let without = Setting { memory: None, ..with };
    let mut calls = 0;
    for (number, group) in (0..).zip(&table.groups) {
        let lived = live(&with, group, 70 + number, None).counted;
        assert_eq!(live(&without, group, 70 + number, None).counted, lived, "{}", group.id);
        calls += lived.calls.len();
    }
    assert!(calls > 5, "{calls} calls: these lives say nothing");
}

/// One life with each complication in each group that can have it: what cannot wait and shows itself gets an answer that is
/// urgent enough. `run` asserts the same of many.
#[test]
fn no_complication_that_cannot_wait_is_missed() {
    let (table, pack) = (Table::own().expect("a table"), Pack::builtin([0; 32]));
    let memory = Memory::new(&pack);
    let setting = Setting { table: &table, pack: &pack, memory: Some(&memory), days: 30, keep: false };
    let urgent = table.courses.iter().filter(|course| course.urgency > Some(Urgency::Contact));
    let (mut found, mut seed) = (0, 0);
    for course in urgent {
        for group in table.groups.iter().filter(|group| course.groups.contains_key(&group.id)) {
            seed += 1;
            let onset = live(&setting, group, seed, Some(course)).counted.onset;
            let (of, answered) = (&course.id, onset.as_ref().is_some_and(|onset| onset.hours.is_some()));
            let shows = onset.as_ref().is_none_or(|onset| onset.first_sign_h.is_some());
            assert!(answered || !shows, "{of} in {}: {onset:?}", group.id);
            found += usize::from(answered);
        }
    }
    assert!(found > 35, "{found} complications: the rest never showed");
    let contact = table.courses.iter().find(|course| course.id == "restenosis").expect("a course");
    for group in &table.groups {
        let _ =
            live(&setting, group, 90, Some(contact).filter(|course| course.groups.contains_key(&group.id)));
    }
    assert_eq!(table.unused(), [""; 0], "numbers of the table that nobody asks for");
}
