//! What a process still holds after the vault was locked, and after it was erased: neither keys, nor the passcode, nor a page.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::time::Duration;

use gradus_crypto::{Purpose, SealKey, stretch};
use gradus_vault::SlotKind;

use crate::ground::{Ground, Key, NOTE, PASSCODE, unlock};
use crate::kills::start;
use crate::report::Section;

/// As the documentation of the vault's header spells it.
const PASSCODE_SLOT: Purpose = Purpose::new("gradus/vault/slot-passcode/v1");

/// Searches the memory of a child at three moments. The first shows that the search finds what is there.
pub fn prove() -> Section {
    let mut section = Section::new("Memory after locking and after erasing");
    let ground = Ground::make(5, 1);
    let needles = needles(&ground);
    let (mut child, lines) = start("remember", &ground, 1);
    if let Some(stdin) = child.stdin.as_mut() {
        drop(stdin.write_all(format!("{}\n", ground.code).as_bytes()));
    }
    for moment in ["open", "locked", "erased"] {
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
        match count(child.id(), &needles) {
            Ok(found) => judge(moment, &needles, &found, &mut section),
            Err(error) => section.fail(format!("its memory cannot be read: {error}")),
        }
        if let Some(stdin) = child.stdin.as_mut() {
            drop(stdin.write_all(b"\n"));
        }
    }
    drop(child.kill());
    drop(child.wait());
    section.note(
        "Notes are counted and not claimed: decoded entries are plain values of the program, whose memory is given back to \
         the system unwiped, as SECURITY.md says.",
    );
    section
}

struct Needle {
    name: &'static str,
    bytes: Vec<u8>,
    /// Whether an open vault must hold it: that is how the search is known to work.
    held_while_open: bool,
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
    let hex = vault.keys().db_key_hex();
    let raw = (0..32).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("hex")).collect();
    let needle = |name, bytes, held_while_open, gone_when_locked| Needle {
        name,
        bytes,
        held_while_open,
        gone_when_locked,
    };
    vec![
        needle("data key", data_key.expect("the passcode opens its slot").expose().to_vec(), true, true),
        // SQLCipher keeps it under a mask while it is open.
        needle("database key", raw, false, true),
        needle("database key in hex", hex.as_bytes().to_vec(), false, true),
        needle("recovery code", ground.code.as_bytes().to_vec(), false, true),
        needle("passcode", PASSCODE.as_bytes().to_vec(), false, true),
        needle("first page of the database", b"SQLite format 3\0\x10\0\x02\x02\x50".to_vec(), true, true),
        needle("notes", NOTE.as_bytes().to_vec(), true, false),
    ]
}

fn judge(moment: &str, needles: &[Needle], found: &[usize], section: &mut Section) {
    for (needle, found) in needles.iter().zip(found) {
        section.figure(&format!("{moment}: {}", needle.name), found);
        if moment == "open" && needle.held_while_open && *found == 0 {
            section.fail(format!("the search does not find the {} of an open vault", needle.name));
        }
        if moment != "open" && needle.gone_when_locked && *found > 0 {
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
