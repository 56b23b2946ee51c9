//! Notes that the first version with an inbox made, committed: they must be taken in for ever.

use std::fs;
use std::path::{Path, PathBuf};

use gradus_app::view::RunStage;
use gradus_app::{App, Secret, log_while_locked, while_locked};
use gradus_crypto::testing::SeededEntropy;
use tempfile::TempDir;

use crate::bench::PASSCODE;
use crate::locked::{Shut, later, ready};

fn fixture() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/vault-inbox")
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).expect("a new folder");
    for file in fs::read_dir(from).expect("a folder") {
        let file = file.expect("a file");
        fs::copy(file.path(), to.join(file.file_name())).expect("copies");
    }
}

#[test]
#[ignore = "writes the fixture once; a fixture that is there is never written again"]
fn write_the_fixture() {
    assert!(!fixture().exists(), "the fixture is there already; it is never written again");
    let mut bench = ready();
    bench.app.run_event("Robin", "in", &later(10)).expect("goes in");
    let shut = Shut::of(bench);
    for (event, seconds) in [("pain:3", 40), ("out", 135), ("blood:streak", 136)] {
        shut.tell(event, seconds).expect(event);
    }
    let nobody = ("0".repeat(31) + "1", "skipped");
    let entropy = SeededEntropy::new(7);
    log_while_locked(&shut.path(), (&nobody.0, nobody.1, None), &entropy, &later(200)).expect("noted");
    copy(&shut.path(), &fixture());
}

#[test]
fn the_inbox_of_the_first_format_is_shown_and_taken_in() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("v");
    copy(&fixture(), &path);
    let seen = while_locked(&path, &later(300)).expect("looks");
    assert_eq!((seen.waiting, seen.runs.len(), seen.runs[0].stage), (4, 1, RunStage::AfterCare));
    assert_eq!((&seen.runs[0].done_s[..], seen.runs[0].has_ended), (&[125][..], false));
    // Every insertion was over before the blood was seen: times and steps alone tell of no end before the end.
    let entropy = Box::new(SeededEntropy::new(8));
    let mut app = App::open(&path, Secret::Passcode(PASSCODE), entropy, &later(300)).expect("opens");
    let view = app.run("Robin", &later(300)).expect("reads").expect("is not written down");
    assert_eq!(
        (view.pain_peak, view.blood.as_deref(), &view.done_s[..]),
        (Some(3), Some("streak"), &[125][..])
    );
    let news = app.inbox_news().expect("tells");
    assert_eq!((news.taken_in, news.sentences.len(), news.alarming), (3, 2, true));
    assert!(news.sentences[0].ends_with("is not in this diary."), "{:?}", news.sentences);
}
