//! The handle as another language holds it.

use gradus_app::view::ClockReading;
use gradus_ffi::{Gradus, GradusError};
use tempfile::TempDir;

fn now() -> ClockReading {
    ClockReading { wall: "2026-03-01T19:30:00+01:00".to_owned(), monotonic_ms: 0, boot: String::new() }
}

#[test]
fn a_folder_without_a_vault_is_refused_and_stays_as_it_is() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().to_str().expect("plain text");
    let opened = Gradus::open(path, b"x", &now());
    assert!(matches!(opened.err(), Some(GradusError::Refused { .. })));
    let recovered = Gradus::recover(path, b"ABCD", &now());
    assert!(matches!(recovered.err(), Some(GradusError::Refused { .. })));
    assert_eq!(folder.path().read_dir().expect("readable").count(), 0);
}

#[test]
fn a_wrong_clock_is_told_before_any_file_is_touched() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("v");
    let wrong = ClockReading { wall: "soon".to_owned(), ..now() };
    let opened = Gradus::open(path.to_str().expect("plain text"), b"x", &wrong);
    let Some(GradusError::Invalid { fields }) = opened.err() else { panic!("another error") };
    assert_eq!(fields[0].field, "now.wall");
    assert!(!path.exists());
}
