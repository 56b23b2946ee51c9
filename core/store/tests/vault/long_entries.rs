//! Entries that are too long for a page: what is damaged of one loses that one, and nothing that lies beside it.

use gradus_store::{LostWhy, Salvaged};

use crate::desk::Desk;
use crate::salvaging::{Place, pages, salvage, spoil};

/// What is too long for a page lies on others, and of two such entries each loses itself alone.
#[test]
fn between_two_long_entries_that_are_damaged_the_short_ones_are_read() {
    let desk = Desk::new();
    let mut store = desk.open();
    let long = "long ".repeat(4000);
    for words in ["a", long.as_str(), "b", "c", long.as_str(), "d"] {
        desk.append(&mut store, words);
    }
    store.compact().expect("compacts");
    store.shut().expect("shuts");
    let unreadable = |salvaged: &Salvaged| -> Vec<u64> {
        let lost = salvaged.report.lost.iter().filter(|lost| lost.why == LostWhy::Unreadable);
        lost.map(|lost| lost.arrival).collect()
    };
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for page in 2..=pages(&desk) {
        let damaged = desk.crashed();
        spoil(&damaged, page);
        match unreadable(&salvage(&damaged, &Place::new()))[..] {
            [3] => first.push(page),
            [6] => second.push(page),
            _ => {}
        }
    }
    assert!(first.len() >= 4 && second.len() >= 4, "{first:?} {second:?}");
    spoil(&desk, first[0]);
    spoil(&desk, second[0]);
    assert_eq!(unreadable(&salvage(&desk, &Place::new())), [3, 6]);
}

/// Also where a leaf begins or ends with one, and where all of them are damaged.
#[test]
fn among_long_entries_that_are_all_damaged_every_short_one_is_read() {
    let desk = Desk::new();
    let mut store = desk.open();
    let long = "long ".repeat(1000);
    for _ in 0..8 {
        desk.append(&mut store, &long);
        desk.append(&mut store, "short");
    }
    store.compact().expect("compacts");
    store.shut().expect("shuts");
    let lost_itself = |desk: &Desk| -> Vec<u64> {
        let lost = salvage(desk, &Place::new()).report.lost;
        let lost = lost.iter().filter(|lost| lost.why != LostWhy::BeyondBreak);
        lost.map(|lost| lost.arrival).collect()
    };
    // The vault's own entry came first.
    let long: Vec<u64> = (1..=8).map(|number| 2 * number).collect();
    let lies_on = |page: &u64| {
        let damaged = desk.crashed();
        spoil(&damaged, *page);
        matches!(lost_itself(&damaged)[..], [one] if long.contains(&one))
    };
    let pages: Vec<u64> = (2..=pages(&desk)).filter(lies_on).collect();
    assert!(pages.len() >= 8, "{pages:?}");
    pages.iter().for_each(|page| spoil(&desk, *page));
    assert_eq!(lost_itself(&desk), long);
}
