use gradus_domain::plan::Plan;

use crate::view::ContactView;

/// Whom a plan names to call, in its order.
pub(crate) fn contacts(plan: &Plan) -> Vec<ContactView> {
    let contacts = plan.contacts().iter().map(|contact| ContactView {
        name: contact.name.clone(),
        phone: contact.phone.clone(),
        hours: contact.hours.clone(),
        note: None,
    });
    contacts.collect()
}
