use gradus_app::view::{DeviceState, DeviceView, DevicesView, FitView, FitWord};

use super::words;
use crate::page::{Ink, Page};

/// The devices of one person.
pub fn devices(page: &mut Page, view: &DevicesView) {
    page.title(&format!("Devices of {}", view.person.name));
    if view.devices.is_empty() {
        page.line(Ink::Plain, "The list is empty. `gradus device add --help` says how one is added.");
    }
    if let Some(lacking) = &view.lacking {
        page.line(Ink::Caution, lacking);
    }
    for device in &view.devices {
        page.heading(&device.name);
        page.indented(2, Ink::Quiet, &device.line);
        page.indented(2, ink(device.state), &device.sentence);
        for due in &device.due {
            page.item(if due.due { Ink::Caution } else { Ink::Quiet }, "  -", &due.sentence);
        }
        if let Some(fit) = unfit(device) {
            page.item(Ink::Caution, "  -", &fit.sentence);
        }
    }
}

/// Whether something suits a device.
pub fn fit(page: &mut Page, view: &FitView) {
    let (ink, verdict) = match view.fits {
        FitWord::Fits => (Ink::Strong, "It fits."),
        FitWord::DoesNotFit => (Ink::Caution, "It does not fit."),
        FitWord::NotKnown => (Ink::Caution, "It is not known whether it fits."),
    };
    page.line(ink, verdict);
    page.line(Ink::Plain, &view.sentence);
    page.line(Ink::Quiet, &words::basis(gradus_app::Locale::En, view.basis, &view.sources));
}

/// The lubricant of the plan, where it does not suit a device in use.
fn unfit(device: &DeviceView) -> Option<&FitView> {
    let is_used = device.state != DeviceState::Retired;
    device.lubricant.as_ref().filter(|fit| is_used && fit.fits == FitWord::DoesNotFit)
}

fn ink(state: DeviceState) -> Ink {
    match state {
        DeviceState::Ready => Ink::Strong,
        DeviceState::Unchecked => Ink::Plain,
        DeviceState::Barred => Ink::Caution,
        DeviceState::Retired => Ink::Quiet,
    }
}
