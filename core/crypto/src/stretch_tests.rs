use super::*;
use argon2::{AssociatedData, ParamsBuilder};

#[test]
fn rfc_9106_argon2id_test_vector() {
    let params = ParamsBuilder::new()
        .m_cost(32)
        .t_cost(3)
        .p_cost(4)
        .data(AssociatedData::new(&[4; 12]).expect("12 bytes"))
        .output_len(32)
        .build()
        .expect("parameters of the RFC");
    let argon2 = Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params);
    let out = run(&argon2.expect("8 bytes"), &[1; 32], &[2; 16]).expect("32 KiB");
    assert_eq!(out.to_hex().as_str(), "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
}

#[test]
fn bounds_are_held_at_just_under_and_just_over() {
    assert_eq!(KdfParams::new(19 * 1024, 2, 1), Ok(KdfParams::FLOOR));
    for (memory_kib, passes, lanes) in [(256 * 1024, 4, 4), (32 * 1024, 32, 4)] {
        let most =
            KdfParams::new(memory_kib, passes, lanes).expect("at the limit of each and of both together");
        assert_eq!((most.memory_kib(), most.passes(), most.lanes()), (memory_kib, passes, lanes));
    }
    let cases = [
        ((19 * 1024 - 1, 2, 1), KdfLimit::MemoryKib, 19 * 1024 - 1),
        ((256 * 1024 + 1, 2, 1), KdfLimit::MemoryKib, 256 * 1024 + 1),
        ((u32::MAX, u32::MAX, u32::MAX), KdfLimit::MemoryKib, u32::MAX),
        ((0, 0, 0), KdfLimit::MemoryKib, 0),
        ((19 * 1024, 1, 1), KdfLimit::Passes, 1),
        ((19 * 1024, 33, 1), KdfLimit::Passes, 33),
        ((19 * 1024, 2, 0), KdfLimit::Lanes, 0),
        ((19 * 1024, 2, 5), KdfLimit::Lanes, 5),
        ((256 * 1024, 5, 1), KdfLimit::WorkKib, 1280 * 1024),
        ((32 * 1024 + 1, 32, 1), KdfLimit::WorkKib, 1024 * 1024 + 32),
    ];
    for ((memory_kib, passes, lanes), limit, found) in cases {
        assert_eq!(KdfParams::new(memory_kib, passes, lanes), Err(KdfParamsError { limit, found }));
    }
}

#[test]
fn the_default_is_what_the_documentation_says() {
    let default = KdfParams::default();
    assert_eq!((default.memory_kib(), default.passes(), default.lanes()), (46 * 1024, 3, 1));
    assert_eq!(KdfParams::new(46 * 1024, 3, 1), Ok(default));
}

#[test]
fn calibration_stays_between_floor_and_ceiling_and_follows_the_measurement_between_them() {
    let calibrated = |took_ms, wanted_ms| {
        let params = KdfParams::calibrated(Duration::from_millis(took_ms), Duration::from_millis(wanted_ms));
        let again = KdfParams::new(params.memory_kib(), params.passes(), params.lanes());
        assert_eq!(again, Ok(params), "in bounds");
        (params.memory_kib() / 1024, params.passes(), params.lanes())
    };
    for (took_ms, expected) in [
        (u64::MAX, (19, 2, 1)),
        (501, (19, 2, 1)),
        (500, (19, 2, 1)),
        // 38 MiB of work for 475 ms are 40 for 500: the floor's memory goes up by one MiB.
        (475, (20, 2, 1)),
        (250, (38, 2, 1)),
        // The default's 138 MiB.
        (137, (46, 3, 1)),
        (100, (46, 4, 1)),
        (20, (46, 20, 1)),
        (18, (46, 22, 1)),
        (1, (46, 22, 1)),
        (0, (46, 22, 1)),
    ] {
        assert_eq!(calibrated(took_ms, 500), expected, "{took_ms} ms");
    }
    assert_eq!(calibrated(100, 0), (19, 2, 1));
    assert_eq!(calibrated(1, u64::MAX), (46, 22, 1));
}

#[test]
fn the_complaint_names_what_would_be_right() {
    let complaint = KdfParams::new(19 * 1024, 33, 1).expect_err("too many").to_string();
    assert_eq!(complaint, "stretching with 33 as passes is out of bounds; accepted are 2 to 32");
    let complaint = KdfParams::new(1, 2, 1).expect_err("too little").to_string();
    assert_eq!(
        complaint,
        "stretching with 1 as memory in KiB is out of bounds; accepted are 19456 to 262144"
    );
    let complaint = KdfParams::new(256 * 1024, 32, 1).expect_err("too much").to_string();
    assert_eq!(
        complaint,
        "stretching with 8388608 as memory in KiB times passes is out of bounds; accepted are 38912 to 1048576"
    );
}

#[test]
fn memory_that_cannot_be_had_is_an_error() {
    let refused = WorkingMemory::take(usize::MAX).map(|_| ());
    assert_eq!(refused, Err(StretchError::OutOfMemory { memory_kib: usize::MAX }));
}

#[test]
fn the_longest_passcode_is_taken_and_one_byte_more_is_not() {
    let passcode = [b'p'; LONGEST_PASSCODE_BYTES + 1];
    let at = stretch(&passcode[..LONGEST_PASSCODE_BYTES], &[0; SALT_BYTES], KdfParams::FLOOR);
    assert!(at.is_ok());
    let over = stretch(&passcode, &[0; SALT_BYTES], KdfParams::FLOOR).expect_err("too long");
    assert_eq!(over, StretchError::TooLong { found_bytes: 1025 });
    assert_eq!(over.to_string(), "the passcode has 1025 bytes; at most 1024 are accepted");
}
