use super::*;
use crate::RecoveryCode;
use gradus_crypto::EntropyError;
use gradus_crypto::testing::SeededEntropy;

const KEPT: [u8; 32] = [0x22; 32];
const FINGER: [u8; 32] = [0x11; 32];

struct Threes;

impl Entropy for Threes {
    fn fill(&self, out: &mut [u8]) -> Result<(), EntropyError> {
        out.fill(3);
        Ok(())
    }
}

fn binding() -> Binding {
    Binding { vault_id: VaultId([7; 16]), key_generation: 1 }
}

fn keys() -> Keys {
    Keys::from_data_key(
        Binding { vault_id: VaultId([7; 16]), key_generation: 1 },
        Bytes::from_bytes([0xd7; 32]),
    )
}

fn on_device() -> NewPasscode<'static> {
    NewPasscode { passcode: b"481902", device_secret: Some(&KEPT), params: KdfParams::FLOOR }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Computed with Python's `cryptography` from the layout in the documentation of the header.
#[test]
fn a_slot_on_a_device_is_frozen() {
    let slot = Slot::make_passcode(5, binding(), &keys(), &on_device(), &Threes).expect("made");
    let SlotKind::OnDevice { device_check, salt, wrapped, .. } = slot.kind else {
        panic!("asks for a device")
    };
    assert_eq!(salt, [3; 16]);
    assert_eq!(hex(&device_check), "5e2bc29f4cf46e8495d81ad06a88d5c5");
    assert_eq!(
        hex(&wrapped.to_bytes()),
        "e95c8192e20f1dbbf828f85fc51218d371502c10fb9be5b0d0a91b8ced69f4ce030303030303030303030303\
         7d0984492a0006b6c5b78e20f823b47c14762699ddefbccb6878c6561a2ed493e75d6ecfb6b137777b6591efbce9b174"
    );
}

/// Computed with Python's `cryptography` from the layout in the documentation of the header.
#[test]
fn a_platform_slot_is_frozen() {
    let slot = Slot::make_platform(5, binding(), &keys(), &FINGER, &Threes).expect("made");
    let SlotKind::Platform { wrapped, .. } = slot.kind else { panic!("of a keystore") };
    assert_eq!(
        hex(&wrapped.to_bytes()),
        "384848d2c20d10a996ebf6a3cc820579dc94ad73e980a1dd028dff98f52f6873030303030303030303030303\
         52c00fd0390ac81c5735ab7c5fb93c6ff3e246e6d94767ce9959308e2933005607f7013cb8154b6c1f17c0e606f9b971"
    );
}

/// A slot of each kind, with what opens it.
fn each(code: &RecoveryCode) -> [(Slot, Secret<'_>); 4] {
    let entropy = SeededEntropy::new(8);
    let alone = NewPasscode { device_secret: None, ..on_device() };
    [
        (
            Slot::make_passcode(5, binding(), &keys(), &alone, &entropy).expect("made"),
            Secret::Passcode(b"481902"),
        ),
        (
            Slot::make_passcode(5, binding(), &keys(), &on_device(), &entropy).expect("made"),
            Secret::OnDevice { passcode: b"481902", device_secret: &KEPT },
        ),
        (
            Slot::make_platform(5, binding(), &keys(), &FINGER, &entropy).expect("made"),
            Secret::Platform(&FINGER),
        ),
        (Slot::make_recovery(5, binding(), &keys(), code, &entropy).expect("made"), Secret::Recovery(code)),
    ]
}

#[test]
fn a_slot_opens_where_it_was_made_and_nowhere_else() {
    let code = RecoveryCode::make(&SeededEntropy::new(9)).expect("never fails");
    for (slot, secret) in each(&code) {
        let opened = slot.unwrap_keys(binding(), &secret).expect("whole").expect("its own secret");
        assert_eq!(opened.data_key().expose(), &[0xd7; 32]);
        let other_vault = Binding { vault_id: VaultId([8; 16]), ..binding() };
        let other_generation = Binding { key_generation: 2, ..binding() };
        let other_id = Slot { id: 6, ..slot.clone() };
        for (slot, binding) in [(&slot, other_vault), (&slot, other_generation), (&other_id, binding())] {
            assert_eq!(slot.unwrap_keys(binding, &secret).err(), Some(UnwrapError::Damaged), "{secret:?}");
        }
    }
}

#[test]
fn a_secret_of_one_kind_opens_no_slot_of_another() {
    let code = RecoveryCode::make(&SeededEntropy::new(9)).expect("never fails");
    let slots = each(&code);
    for (row, (slot, _)) in slots.iter().enumerate() {
        for (column, (_, secret)) in slots.iter().enumerate() {
            // A device that keeps a secret also opens what asks for the passcode alone.
            let takes = row == column || (row, column) == (0, 1);
            assert_eq!(slot.takes(secret), takes, "slot {row}, {secret:?}");
            let opened = slot.unwrap_keys(binding(), secret).expect("whole");
            assert_eq!(opened.is_some(), takes, "slot {row}, {secret:?}");
        }
    }
}

/// The same 32 bytes in two roles make two keys.
#[test]
fn one_secret_in_two_kinds_gives_two_keys() {
    let entropy = SeededEntropy::new(8);
    let platform = Slot::make_platform(5, binding(), &keys(), &KEPT, &entropy).expect("made");
    let SlotKind::Platform { salt, wrapped } = platform.kind else { panic!("of a keystore") };
    let as_recovery = Lock::random(binding(), 5, &KEPT, &salt, RECOVERY);
    assert!(as_recovery.unwrap(binding(), &wrapped).expect("told apart").is_none());
    assert_ne!(device_check(&KEPT, &salt), device_check(&FINGER, &salt));
    assert_ne!(device_check(&KEPT, &salt), device_check(&KEPT, &[9; SALT_BYTES]));
}

#[test]
fn what_is_printed_names_the_kind_alone() {
    let code = RecoveryCode::make(&SeededEntropy::new(9)).expect("never fails");
    let printed: Vec<_> = each(&code).iter().map(|(_, secret)| format!("{secret:?}")).collect();
    let expected = ["Passcode(redacted)", "OnDevice(redacted)", "Platform(redacted)", "Recovery(redacted)"];
    assert_eq!(printed, expected);
    let printed = format!("{:?}", on_device());
    assert!(
        printed.starts_with("NewPasscode { params: KdfParams {") && !printed.contains("481902"),
        "{printed}"
    );
}
