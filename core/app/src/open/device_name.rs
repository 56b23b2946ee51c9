//! Which device of the list is meant.

use gradus_domain::device::{Care, Device, DeviceCare};
use gradus_domain::{DeviceUsed, EntryId, History, Logged, Moment};

use super::record::refused;
use super::{App, not_found, same_name};
use crate::AppError;
use crate::draft;

impl App {
    /// Two devices in use by one name could be taken for each other.
    pub(super) fn check_name(
        &self,
        history: &History,
        device: &Device,
        but: Option<EntryId>,
        now: &Moment,
    ) -> Result<(), AppError> {
        let mut others = history.devices.iter().filter(|other| Some(other.id) != but);
        let taken = others.any(|other| is_name(other, device.name()) && history.is_in_use(other, now));
        match taken {
            true => Err(refused("a device of this name is in the list already; give it another name")),
            false => Ok(()),
        }
    }

    /// A device that comes back into use comes back by a name that no other has by now.
    pub(super) fn check_return(
        &self,
        history: &History,
        one: &Logged<DeviceCare>,
        what: &Care,
        now: &Moment,
    ) -> Result<(), AppError> {
        let retires = |what: &Care| matches!(what, Care::Retired(_));
        let returns = retires(&one.value.what) && !retires(what);
        let device = history.device(one.value.device).filter(|_| returns);
        device.map_or(Ok(()), |device| self.check_name(history, &device.value, Some(device.id), now))
    }

    /// A device of this person by id or by name. One of somebody else is refused, and said to be so.
    pub(super) fn device_named<'h>(
        &self,
        history: &'h History,
        named: &str,
        now: &Moment,
    ) -> Result<&'h Logged<Device>, AppError> {
        if let Ok(id) = named.trim().parse::<EntryId>() {
            let of_another = || self.histories().values().any(|other| other.device(id).is_some());
            return match history.device(id) {
                Some(device) => Ok(device),
                None if of_another() => Err(refused(&self.words.device_of_another())),
                None => Err(no_device(history, now)),
            };
        }
        match self.by_name(history, named, now)? {
            Some(device) => Ok(device),
            None if self.is_of_another(history, named, now) => Err(refused(&self.words.device_of_another())),
            None => Err(no_device(history, now)),
        }
    }

    /// Whether somebody else here has a device in use by this name.
    fn is_of_another(&self, history: &History, named: &str, now: &Moment) -> bool {
        let others = self.histories().values().filter(|other| other.person.id != history.person.id);
        let mut theirs = others.flat_map(|other| other.devices.iter().map(move |device| (other, device)));
        theirs.any(|(other, device)| is_name(device, named) && other.is_in_use(device, now))
    }

    /// The one device in use by this name, or else the last one that was put away. Two in use can have one name in a diary of
    /// before undo looked at names: then nobody knows which is meant.
    fn by_name<'h>(
        &self,
        history: &'h History,
        named: &str,
        now: &Moment,
    ) -> Result<Option<&'h Logged<Device>>, AppError> {
        let fitting = history.devices.iter().filter(|device| is_name(device, named));
        let (in_use, gone): (Vec<_>, Vec<_>) = fitting.partition(|device| history.is_in_use(device, now));
        match &in_use[..] {
            [] => Ok(gone.into_iter().max_by_key(|device| device.place)),
            [one] => Ok(Some(*one)),
            several => {
                let told = several.iter().map(|device| {
                    format!(
                        "{}: {} ({})",
                        device.value.name(),
                        self.words.device_line(&device.value),
                        device.id
                    )
                });
                let told: Vec<_> = told.collect();
                let why = "more than one device in use has this name; give the id of one, or change a name";
                Err(refused(&format!("{why}: {}", told.join("; "))))
            }
        }
    }

    /// The device that a session names, found in the list where it is there. Words that are no name of one stay words, unless
    /// they are the name of a device that is somebody else's here.
    pub(super) fn settle_device(
        &self,
        history: &History,
        used: Option<DeviceUsed>,
        now: &Moment,
    ) -> Result<Option<DeviceUsed>, AppError> {
        Ok(match used {
            Some(DeviceUsed::Listed(id)) => {
                Some(DeviceUsed::Listed(self.device_named(history, &id.to_string(), now)?.id))
            }
            Some(DeviceUsed::Named(name)) => Some(match self.by_name(history, &name, now)? {
                Some(device) => DeviceUsed::Listed(device.id),
                None if self.is_of_another(history, &name, now) => {
                    return Err(refused(&self.words.device_of_another()));
                }
                None => DeviceUsed::Named(name),
            }),
            None => None,
        })
    }
}

/// Whether a device is called so, whatever its capitals and spaces.
fn is_name(device: &Logged<Device>, name: &str) -> bool {
    same_name(&draft::folded(device.value.name()), &draft::folded(name))
}

fn no_device(history: &History, now: &Moment) -> AppError {
    let in_use = history.devices.iter().filter(|device| history.is_in_use(device, now));
    let names: Vec<_> = in_use.map(|device| device.value.name()).collect();
    let right = match &names[..] {
        [] => "the list is empty; add the device first".to_owned(),
        names => format!("in the list: {}", names.join(", ")),
    };
    not_found("a device of that name", &right)
}
