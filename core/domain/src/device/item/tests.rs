use super::*;
use crate::sample::mm;

fn rod() -> DeviceParts {
    DeviceParts {
        name: "Rod 9/10".to_owned(),
        shape: Shape::HegarDouble,
        sizes: vec![mm(9), mm(10)],
        material: Material::Metal,
        base: false,
        grip_depth_mm: Some(40),
        flaws: Vec::new(),
        first_use: None,
        disinfect_every_days: None,
        replace_after_days: None,
    }
}

fn piece(sizes: &[u16]) -> DeviceParts {
    let sizes = sizes.iter().map(|size| mm(*size)).collect();
    let base = (true, None);
    DeviceParts { shape: Shape::SetPiece, sizes, base: base.0, grip_depth_mm: base.1, ..rod() }
}

fn errors(parts: DeviceParts) -> Vec<DeviceError> {
    Device::new(parts).expect_err("no device")
}

#[test]
fn what_can_be_a_device_is_one_and_gives_its_parts_back() {
    for parts in [rod(), piece(&[12]), DeviceParts { shape: Shape::Other, ..rod() }] {
        let device = Device::new(parts.clone()).expect("a device");
        assert_eq!(device.clone().into_parts(), parts);
        assert_eq!((device.name(), device.sizes()), (parts.name.as_str(), parts.sizes.as_slice()));
        assert!(parts.sizes.iter().all(|size| device.has(*size)) && !device.has(mm(30)));
    }
}

#[test]
fn nothing_that_could_be_lost_inside_is_a_device() {
    assert_eq!(errors(DeviceParts { base: false, ..piece(&[12]) }), [DeviceError::NothingHoldsIt]);
    assert_eq!(errors(DeviceParts { grip_depth_mm: None, ..rod() }), [DeviceError::NothingHoldsIt]);
    assert_eq!(
        errors(DeviceParts { base: true, grip_depth_mm: None, ..rod() }),
        [DeviceError::HegarHasNoBase]
    );
    assert_eq!(errors(DeviceParts { grip_depth_mm: Some(40), ..piece(&[12]) }), [DeviceError::BaseAndGrip]);
    let grip = |depth| Device::new(DeviceParts { grip_depth_mm: Some(depth), ..rod() });
    assert!(grip(10).is_ok() && grip(150).is_ok());
    assert_eq!(grip(9), Err(vec![DeviceError::GripDepth]));
    assert_eq!(grip(151), Err(vec![DeviceError::GripDepth]));
}

#[test]
fn every_flaw_of_making_is_refused_and_all_are_said_at_once() {
    let all = [Flaw::SharpEdge, Flaw::Seam, Flaw::Porous, Flaw::Magnetic, Flaw::Weighted];
    for flaw in all {
        assert_eq!(errors(DeviceParts { flaws: vec![flaw], ..rod() }), [DeviceError::Flawed(flaw)]);
    }
    let all = DeviceParts {
        name: " ".to_owned(),
        flaws: all.to_vec(),
        base: true,
        disinfect_every_days: Some(0),
        replace_after_days: Some(0),
        ..piece(&[])
    };
    let found: Vec<_> = errors(DeviceParts { grip_depth_mm: Some(40), ..all });
    let fields: Vec<_> = found.iter().map(|error| error.field()).collect();
    assert_eq!(
        fields,
        [
            "name",
            "flaws",
            "flaws",
            "flaws",
            "flaws",
            "flaws",
            "sizes",
            "disinfect_every_days",
            "replace_after_days",
            "base"
        ]
    );
    for error in found {
        let text = error.to_string();
        let (wrong, right) = text.split_once("; ").expect("what is wrong; what would be right");
        assert!(!wrong.is_empty() && !right.is_empty(), "{text}");
    }
}

#[test]
fn sizes_fit_the_shape_and_what_a_plan_for_home_may_use() {
    assert_eq!(errors(piece(&[12, 13])), [DeviceError::Ends(Shape::SetPiece)]);
    assert_eq!(errors(DeviceParts { sizes: vec![mm(9)], ..rod() }), [DeviceError::Ends(Shape::HegarDouble)]);
    assert_eq!(errors(DeviceParts { sizes: vec![mm(9), mm(9)], ..rod() }), [DeviceError::EndsAlike]);
    let tenths = |tenths| vec![Millimetres::from_tenths(tenths).expect("a size")];
    let of = |tenths_mm| Device::new(DeviceParts { sizes: tenths(tenths_mm), ..piece(&[12]) });
    assert!(of(50).is_ok() && of(300).is_ok());
    assert_eq!(of(49), Err(vec![DeviceError::TooSmall]));
    assert_eq!(of(301), Err(vec![DeviceError::ClinicOnly(tenths(301)[0])]));
    let small_end = DeviceParts { sizes: vec![mm(4), mm(5)], ..rod() };
    assert!(Device::new(small_end).is_ok(), "one of its ends is for home");
}

#[test]
fn days_of_care_are_held_to_their_bounds() {
    let every = |days| Device::new(DeviceParts { disinfect_every_days: Some(days), ..rod() }).err();
    let after = |days| Device::new(DeviceParts { replace_after_days: Some(days), ..rod() }).err();
    assert_eq!([every(1), every(366), after(1), after(3653)], [None, None, None, None]);
    assert_eq!([every(0), every(367)], [(); 2].map(|()| Some(vec![DeviceError::DisinfectDays])));
    assert_eq!([after(0), after(3654)], [(); 2].map(|()| Some(vec![DeviceError::ReplaceDays])));
}
