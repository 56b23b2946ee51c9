//! What a process still holds after the vault was locked, also under another key, and after it was erased: none of the keys that
//! [`needles`] and [`renewed`] name, no passcode, no secret of the device, and not the first page. And what its files hold, at any
//! time: nothing of these, and no note.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::Duration;

use gradus_app::view::{ClockReading, Command, Observed, PersonDraft};
use gradus_app::{App, AppError, Moment, NewPasscode, Secret, Stretch, moment};
use gradus_crypto::testing::SeededEntropy;
use gradus_crypto::{Entropy, Purpose, SealKey, SigningKey, make_bytes, stretch};
use gradus_journal::WriterId;
use gradus_journal::wire::decode_inbox;
use gradus_store::Store;
use gradus_vault::{Keys, SlotKind, inspect};
use zeroize::Zeroizing;

use crate::child::{Done, by_passcode, first_line, say, write};
use crate::ground::{Ground, Key, NOTE, PASSCODE, names, unlock};
use crate::kills::start;
use crate::report::Section;

/// As the documentation of the vault's header spells it.
const PASSCODE_SLOT: Purpose = Purpose::new("gradus/vault/slot-passcode/v1");

/// A word of a note that an app takes, writes, reads again and shows.
const TOLD: &str = "sweetwilliam-larkspur-tansy";
/// What the vault is drawn from.
const SEED: u64 = 1;
/// What opens the vault once it has another key.
const NEW: &str = "nine slow turns of the mill";
const DEVICE: &str = "what the keystore of one device holds";
/// The moments at which a child is searched, and whether its vault is open then.
const MOMENTS: [(&str, bool); 7] = [
    ("shown", true),
    ("put away", false),
    ("open", true),
    ("locked", false),
    ("renewed", true),
    ("locked again", false),
    ("erased", false),
];

/// Searches the memory of a child at these moments. Where its vault is open the search shows that it finds what is there.
pub fn prove() -> Section {
    let mut section = Section::new("Memory after locking and after erasing");
    let ground = Ground::make(5, SEED);
    let mut needles = needles(&ground);
    let (mut child, lines) = start("remember", &ground, 1);
    if let Some(stdin) = child.stdin.as_mut() {
        drop(stdin.write_all(format!("{}\n", ground.code).as_bytes()));
    }
    for (moment, is_open) in MOMENTS {
        let heard = lines.recv_timeout(Duration::from_secs(120)).unwrap_or_default();
        let heard = if heard.starts_with("ack") {
            lines.recv_timeout(Duration::from_secs(120)).unwrap_or_default()
        } else {
            heard
        };
        if heard != moment {
            section.fail(format!("the child said {heard:?} in place of {moment:?}"));
            break;
        }
        if moment == "renewed" {
            needles.extend(renewed(&ground.dir));
        }
        match count(child.id(), &needles) {
            Ok(found) => judge((moment, is_open), &needles, &found, &mut section),
            Err(error) => section.fail(format!("its memory cannot be read: {error}")),
        }
        for (name, needle) in in_files(&ground.dir, &needles) {
            section.fail(format!("{moment}: the {needle} lies in {name}"));
        }
        // What opened it before is gone by then; the child is told once more.
        let line = match moment {
            "put away" => format!("{PASSCODE}\n"),
            "locked" => format!("{PASSCODE}\n{NEW}\n{DEVICE}\n"),
            _ => "\n".to_owned(),
        };
        if let Some(stdin) = child.stdin.as_mut() {
            drop(stdin.write_all(line.as_bytes()));
        }
    }
    drop(child.kill());
    drop(child.wait());
    section.note(
        "Notes are counted and not claimed: decoded entries are plain values of the program, whose memory is given back to \
         the allocator unwiped, as SECURITY.md says.",
    );
    section
}

struct Needle {
    name: &'static str,
    bytes: Vec<u8>,
    /// When an open vault must hold it: that is how the search is known to work.
    held: &'static [&'static str],
    /// Whether a locked one must not.
    gone_when_locked: bool,
}

fn needles(ground: &Ground) -> Vec<Needle> {
    let vault = unlock(&ground.dir, &Key::Code(ground.code.clone())).expect("opens");
    let header = vault.header();
    let data_key = header.slots().iter().find_map(|slot| match &slot.kind {
        SlotKind::Passcode { params, salt, wrapped } => {
            let stretched = stretch(PASSCODE.as_bytes(), salt, *params).expect("stretches");
            let mut bound = header.vault_id().0.to_vec();
            bound.extend_from_slice(&header.key_generation().to_be_bytes());
            bound.extend_from_slice(&slot.id.to_be_bytes());
            for number in [params.memory_kib(), params.passes(), params.lanes()] {
                bound.extend_from_slice(&number.to_be_bytes());
            }
            bound.extend_from_slice(salt);
            SealKey::derive(stretched.expose(), salt, PASSCODE_SLOT).open(&bound, wrapped).ok()
        }
        _ => None,
    });
    let data_key = data_key.expect("the passcode opens its slot").expose().to_vec();
    let (inbox, seed) = (inbox_key(ground), signing_seed(ground));
    let open = &["shown", "open", "renewed"][..];
    let mut needles = database_keys(vault.keys(), ["database key", "database key in hex"]);
    needles.extend([
        // An app needs it no more once the database is open.
        needle("data key", data_key, &["open"]),
        needle("recovery code", ground.code.as_bytes().to_vec(), &[]),
        needle("passcode", PASSCODE.as_bytes().to_vec(), &[]),
        needle("passcode of another key", NEW.as_bytes().to_vec(), &["renewed"]),
        needle("secret of the device", DEVICE.as_bytes().to_vec(), &["renewed"]),
        needle("key of the notes behind the lock in hex", hex(&inbox).into_bytes(), &["shown"]),
        needle("key of the notes behind the lock", inbox, &["shown"]),
        needle("key that signs", seed, open),
        needle("first page of the database", b"SQLite format 3\0\x10\0\x02\x02\x50".to_vec(), open),
        Needle { gone_when_locked: false, ..needle("notes of a store", NOTE.as_bytes().to_vec(), &["open"]) },
        Needle { gone_when_locked: false, ..needle("notes of an app", TOLD.as_bytes().to_vec(), &["shown"]) },
    ]);
    needles
}

fn needle(name: &'static str, bytes: Vec<u8>, held: &'static [&'static str]) -> Needle {
    Needle { name, bytes, held, gone_when_locked: true }
}

/// SQLCipher keeps it under a mask while it is open.
fn database_keys(keys: &Keys, [raw, in_hex]: [&'static str; 2]) -> Vec<Needle> {
    let hex = keys.db_key_hex();
    let bytes = (0..32).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("hex")).collect();
    vec![needle(raw, bytes, &[]), needle(in_hex, hex.as_bytes().to_vec(), &[])]
}

/// What is looked for as well once the vault has another key.
fn renewed(dir: &Path) -> Vec<Needle> {
    let secret =
        gradus_vault::Secret::OnDevice { passcode: NEW.as_bytes(), device_secret: DEVICE.as_bytes() };
    let vault = inspect(dir).and_then(|sealed| sealed.unlock(&secret)).expect("the child renewed it");
    database_keys(vault.keys(), ["database key after a renewal", "the same in hex"])
}

/// As an app makes it when it opens a vault that has none.
fn inbox_key(ground: &Ground) -> Vec<u8> {
    let entropy = Box::new(SeededEntropy::new(21));
    let app =
        App::open(&ground.dir, Secret::Recovery(ground.code.as_bytes()), entropy, &evening()).expect("opens");
    app.shut().expect("shuts");
    let vault = unlock(&ground.dir, &Key::Code(ground.code.clone())).expect("opens");
    let (store, _) = Store::open(&ground.dir, &vault).expect("opens");
    let kept = store.inbox().expect("reads").expect("has an inbox");
    store.shut().expect("shuts");
    decode_inbox(&kept.body).expect("a row").key.private.expose().to_vec()
}

/// Of all that the vault was drawn from, what makes the key of its writer.
fn signing_seed(ground: &Ground) -> Vec<u8> {
    let vault = unlock(&ground.dir, &Key::Code(ground.code.clone())).expect("opens");
    let (store, _) = Store::open(&ground.dir, &vault).expect("opens");
    let writer = store.entries().expect("reads")[0].head().writer;
    store.shut().expect("shuts");
    let drawn = SeededEntropy::new(SEED);
    let seed = (0..100).map(|_| make_bytes::<32>(&drawn).expect("draws")).find(|seed| {
        let key = SigningKey::derive(gradus_crypto::Secret::from_bytes(*seed)).public_key();
        WriterId::of(&key) == writer
    });
    seed.expect("was drawn").to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn judge((moment, is_open): (&str, bool), needles: &[Needle], found: &[usize], section: &mut Section) {
    for (needle, found) in needles.iter().zip(found) {
        section.figure(&format!("{moment}: {}", needle.name), found);
        if needle.held.contains(&moment) && *found == 0 {
            section.fail(format!("{moment}: the search does not find the {} of an open vault", needle.name));
        }
        if !is_open && needle.gone_when_locked && *found > 0 {
            section.fail(format!("{moment}: the {} lies in memory {found} times", needle.name));
        }
    }
}

/// How often each needle lies in memory that the process can write.
fn count(process: u32, needles: &[Needle]) -> std::io::Result<Vec<usize>> {
    let maps = fs::read_to_string(format!("/proc/{process}/maps"))?;
    let memory = File::open(format!("/proc/{process}/mem"))?;
    let mut found = vec![0; needles.len()];
    for line in maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|mode| mode.starts_with("rw")))
    {
        let Some((from, to)) = line.split(' ').next().and_then(|range| range.split_once('-')) else {
            continue;
        };
        let address = |text| u64::from_str_radix(text, 16).unwrap_or(0);
        let mut bytes = vec![0; usize::try_from(address(to) - address(from)).unwrap_or(0)];
        // A range that the system keeps for itself, such as [vvar], cannot be read and holds nothing of ours.
        if memory.read_exact_at(&mut bytes, address(from)).is_err() {
            continue;
        }
        for (needle, found) in needles.iter().zip(&mut found) {
            *found += bytes.windows(needle.bytes.len()).filter(|window| *window == needle.bytes).count();
        }
    }
    Ok(found)
}

/// Files of the folder that hold a needle. None may, whether somebody has it open or not.
fn in_files<'n>(dir: &Path, needles: &'n [Needle]) -> Vec<(String, &'n str)> {
    let mut found = Vec::new();
    for name in names(dir) {
        let bytes = fs::read(dir.join(&name)).unwrap_or_default();
        let holds = |needle: &&Needle| bytes.windows(needle.bytes.len()).any(|part| part == needle.bytes);
        found.extend(needles.iter().filter(holds).map(|needle| (name.clone(), needle.name)));
    }
    found
}

/// The program whose memory is searched. It opens as an app does, by the passcode and by the code on paper, and shows a note; then
/// by itself, where it writes and reads notes, and locks; then the vault gets another key, and is erased. It says where it is, and waits to be told to go on.
pub fn remember(dir: &Path, secret: Zeroizing<Vec<u8>>, entropy: &dyn Entropy) -> Done {
    let code = first_line();
    if let Err(error) = visits(dir, secret, code) {
        say(&format!("error typed: {error}"));
    }
    let secret = reached("put away");
    let vault = by_passcode(dir, &secret)?;
    drop(secret);
    let (mut store, entries) = Store::open_whole(dir, &vault)?;
    write(&mut store, 20, entropy)?;
    let read = store.entries()?;
    store.verify()?;
    reached("open");
    store.shut()?;
    drop((vault, entries, read));
    let (old, new, device) = (reached("locked"), first_line(), first_line());
    if let Err(error) = renew(dir, old, &new, &device) {
        say(&format!("error typed: {error}"));
    }
    drop((new, device));
    reached("locked again");
    gradus_store::erase(dir)?;
    reached("erased");
    Ok(())
}

fn evening() -> Moment {
    let (wall, boot) = ("2026-03-02T20:00:00+01:00".to_owned(), "09".repeat(16));
    moment(&ClockReading { wall, monotonic_ms: 5_000_000, boot }).expect("a clock")
}

/// Gives the vault another key, which a passcode opens on one device alone, and opens it so.
fn renew(dir: &Path, old: Zeroizing<Vec<u8>>, new: &[u8], device: &[u8]) -> Result<(), AppError> {
    let (now, entropy) = (evening(), || Box::new(SeededEntropy::new(4)));
    let mut app = App::open(dir, Secret::Passcode(&old), entropy(), &now)?;
    let passcode = NewPasscode { passcode: new, device_secret: Some(device), stretch: Stretch::Light };
    app.rotate_key(Secret::Passcode(&old), &passcode, &now)?;
    app.shut()?;
    drop(old);
    let secret = Secret::OnDevice { passcode: new, device_secret: device };
    let app = App::open(dir, secret, entropy(), &now)?;
    reached("renewed");
    app.shut()
}

/// Writes a note, and reads it at the next visit.
fn visits(dir: &Path, passcode: Zeroizing<Vec<u8>>, code: Zeroizing<Vec<u8>>) -> Result<(), AppError> {
    let now = evening();
    let entropy = || Box::new(SeededEntropy::new(3));
    let mut app = App::open(dir, Secret::Passcode(&passcode), entropy(), &now)?;
    drop(passcode);
    let draft = PersonDraft {
        name: "Robin".to_owned(),
        born: "1990-05-05".to_owned(),
        role: "self".to_owned(),
        background: vec!["none".to_owned()],
        operations: Vec::new(),
    };
    let person = app.record(Command::AddPerson { draft }, &now)?.person;
    let (bristol, note) = (Some(4), Some(TOLD.to_owned()));
    let what =
        Observed::Stool { bristol, count: None, blood: None, blood_mixed: None, colour: None, outlet: None };
    app.record(Command::Observe { person: person.clone(), at: None, what, note }, &now)?;
    app.shut()?;
    let app = App::open(dir, Secret::Recovery(&code), entropy(), &now)?;
    drop(code);
    let shown = app.timeline(&person, None, None, &now)?;
    reached("shown");
    app.shut()?;
    drop(shown);
    Ok(())
}

/// Says where it is, and gives what it is told there.
fn reached(moment: &str) -> Zeroizing<Vec<u8>> {
    say(moment);
    first_line()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_lies_in_a_file_is_found() {
        let ground = Ground::make(1, SEED);
        let needles = needles(&ground);
        assert_eq!(in_files(&ground.dir, &needles), []);
        for needle in &needles {
            let bytes = [b"before", &needle.bytes[..], b"after"].concat();
            fs::write(ground.dir.join("vault.log"), bytes).expect("writes");
            assert_eq!(in_files(&ground.dir, &needles), [("vault.log".to_owned(), needle.name)]);
        }
    }

    #[test]
    fn what_lies_in_memory_where_it_must_not_fails_and_so_does_a_search_that_finds_nothing() {
        let ground = Ground::make(1, SEED);
        let needles = needles(&ground);
        let holds = |moment, found: usize| {
            let mut section = Section::new("memory");
            judge(moment, &needles, &vec![found; needles.len()], &mut section);
            section.holds()
        };
        for (moment, is_open) in MOMENTS {
            assert_eq!(holds((moment, is_open), 1), is_open, "{moment}");
            assert_eq!(holds((moment, is_open), 0), !is_open, "{moment}");
        }
    }
}
