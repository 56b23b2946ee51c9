//! Whom to call, while one plan stands and another one is to come.

use gradus_domain::plan::Plan;
use gradus_domain::sorting;
use gradus_domain::{History, Moment};

use super::App;
use crate::show;
use crate::view::ContactView;

impl App {
    /// Whom to call. While another plan is to come its numbers stand first, because they are the newer ones, and those of
    /// the plan in force that it leaves out stay below: in need nobody shall find the wrong one alone.
    pub(super) fn contacts(&self, history: &History, now: &Moment) -> Vec<ContactView> {
        let today = now.date();
        let present = history.plan_in_force(today);
        let mut coming = history.plans_to_come(today);
        coming.retain(|(plan, _)| present.is_none_or(|present| present.id != plan.id));
        sorting::sort_by_key(&mut coming, |(plan, _)| std::cmp::Reverse(plan.recorded));
        let has_present = present.is_some();
        let said = |plan: &Plan, note: Option<String>| {
            let noted = show::contacts(plan).into_iter();
            noted.map(move |contact| ContactView { note: note.clone(), ..contact }).collect::<Vec<_>>()
        };
        let mut all: Vec<ContactView> = Vec::new();
        for (plan, begins) in &coming {
            let note = has_present.then(|| self.words.number_of_next_plan(*begins));
            add(&mut all, said(&plan.value, note));
        }
        if let Some(present) = present {
            let listed = show::contacts(&present.value);
            // A number that stays the same is not new.
            for contact in &mut all {
                if listed.iter().any(|known| digits(known) == digits(contact)) {
                    contact.note = None;
                }
            }
            let note = (!coming.is_empty()).then(|| self.words.number_of_present_plan());
            add(&mut all, said(&present.value, note));
        }
        all
    }
}

/// Adds the numbers that are not there yet.
fn add(all: &mut Vec<ContactView>, more: Vec<ContactView>) {
    for contact in more {
        if !all.iter().any(|known| digits(known) == digits(&contact)) {
            all.push(contact);
        }
    }
}

fn digits(contact: &ContactView) -> String {
    contact.phone.chars().filter(char::is_ascii_digit).collect()
}
