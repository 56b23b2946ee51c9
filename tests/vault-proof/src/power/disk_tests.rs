use std::path::PathBuf;

use super::*;

fn machine(model: Model) -> Machine {
    Machine::new(Tree(vec![Node::Folder(BTreeMap::new())]), model)
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(name)
}

fn follow(machine: &mut Machine, calls: &[Call]) {
    for call in calls {
        machine.follow(call).expect("is followed");
    }
}

fn file(tree: &Tree, name: &str) -> Option<Vec<u8>> {
    match &tree.0[tree.named(0, name)?] {
        Node::File(bytes) => Some(bytes.clone()),
        Node::Folder(_) => None,
    }
}

fn make(name: &str) -> Call {
    Call::Make { path: path(name), is_folder: false }
}

fn write(name: &str, at: usize, bytes: &[u8]) -> Call {
    Call::Write { path: path(name), at, bytes: bytes.to_vec() }
}

#[test]
fn only_what_was_waited_for_is_there_for_sure() {
    for (model, name_is_there) in [(Model::Harsh, false), (Model::Ordered, true)] {
        let mut machine = machine(model);
        follow(&mut machine, &[make("a"), write("a", 0, b"old"), Call::Sync(path("a"))]);
        let sure = machine.disk(&vec![Part::None; machine.pending()]);
        assert_eq!(file(&sure, "a").is_some(), name_is_there, "{model:?}");
        follow(&mut machine, &[Call::Sync(path("")), write("a", 0, b"new")]);
        let sure = machine.disk(&[Part::None]);
        assert_eq!(file(&sure, "a").as_deref(), Some(&b"old"[..]));
        assert_eq!(file(&machine.disk(&[Part::All]), "a").as_deref(), Some(&b"new"[..]));
    }
}

#[test]
fn a_renaming_changes_both_names_or_none() {
    let mut machine = machine(Model::Harsh);
    follow(
        &mut machine,
        &[make("a"), make("b"), write("b", 0, b"2"), Call::Sync(path("b")), Call::Sync(path(""))],
    );
    follow(&mut machine, &[Call::Move { from: path("b"), to: path("a") }]);
    let (before, after) = (machine.disk(&[Part::None]), machine.disk(&[Part::All]));
    assert_eq!((file(&before, "a"), file(&before, "b")), (Some(Vec::new()), Some(b"2".to_vec())));
    assert_eq!((file(&after, "a"), file(&after, "b")), (Some(b"2".to_vec()), None));
}

#[test]
fn names_come_in_order_where_the_model_says_so_and_in_any_order_where_not() {
    let calls = [make("a"), make("b")];
    let second_alone = [Part::None, Part::All];
    for (model, there) in [(Model::Harsh, true), (Model::Ordered, false)] {
        let mut machine = machine(model);
        follow(&mut machine, &calls);
        assert_eq!(file(&machine.disk(&second_alone), "b").is_some(), there, "{model:?}");
    }
}

#[test]
fn a_writing_is_torn_between_sectors_and_nowhere_else() {
    let mut machine = machine(Model::Harsh);
    follow(
        &mut machine,
        &[make("a"), Call::Sync(path("")), write("a", 0, &[1; 2048]), Call::Sync(path("a"))],
    );
    follow(&mut machine, &[write("a", 256, &[2; 1024])]);
    assert!(machine.can_tear(0));
    let begun = file(&machine.disk(&[Part::Begun]), "a").expect("is there");
    assert_eq!((begun[255], begun[256], begun[1023], begun[1024]), (1, 2, 2, 1));
    let ended = file(&machine.disk(&[Part::Ended]), "a").expect("is there");
    assert_eq!((ended[256], ended[1023], ended[1024], ended[1279], ended[1280]), (1, 1, 2, 2, 1));
    let torn: std::collections::HashSet<_> =
        (0..32).map(|seed| machine.disk(&[Part::Torn(seed)]).print()).collect();
    assert_eq!(torn.len(), 8, "each of three sectors is there or not");
}

#[test]
fn a_lost_beginning_leaves_zeros_and_a_cut_is_pending_too() {
    let mut machine = machine(Model::Harsh);
    follow(&mut machine, &[make("a"), Call::Sync(path("")), write("a", 0, b"ab"), write("a", 2, b"cd")]);
    let tail = machine.disk(&[Part::None, Part::All]);
    assert_eq!(file(&tail, "a").as_deref(), Some(&b"\0\0cd"[..]));
    follow(&mut machine, &[Call::Sync(path("a")), Call::Cut { path: path("a"), length: 1 }]);
    assert_eq!(file(&machine.disk(&[Part::None]), "a").map(|bytes| bytes.len()), Some(4));
    assert_eq!(file(&machine.disk(&[Part::All]), "a").map(|bytes| bytes.len()), Some(1));
}

#[test]
fn what_is_put_down_is_what_is_taken_in_again() {
    let mut machine = machine(Model::Harsh);
    let folder = Call::Make { path: path("f"), is_folder: true };
    follow(&mut machine, &[folder, make("f/a"), write("f/a", 0, b"x"), make("b")]);
    let place = tempfile::tempdir().expect("a folder");
    machine.live().put(place.path()).expect("is put");
    let again = Tree::of(place.path()).expect("is read");
    assert_eq!(again.print(), machine.live().print());
    assert_ne!(again.print(), machine.disk(&[Part::None; 4]).print());
}
