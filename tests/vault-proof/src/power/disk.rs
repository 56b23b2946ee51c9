//! What a medium may hold when the power goes: what was waited for, and of the rest any part.
//!
//! Two models. In the harsh one only waiting for a file brings its bytes onto the medium, and only waiting for a folder its
//! names; of everything since, any part may be there, in any order, and a writing may be torn between sectors. In the ordered
//! one, as ext4 mounts by default, names and lengths come onto the medium in the order in which they were made, and waiting
//! for anything brings all of them; bytes as in the harsh one.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Component, Path};

use crate::ground::Dice;
use crate::trace::Call;

/// What a medium writes at once, whole or not at all.
const SECTOR: usize = 512;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    Harsh,
    Ordered,
}

/// Files and folders as a medium holds them; the first one is the root.
#[derive(Clone, Hash, PartialEq, Eq, Debug)]
pub struct Tree(Vec<Node>);

#[derive(Clone, Hash, PartialEq, Eq, Debug)]
enum Node {
    File(Vec<u8>),
    Folder(BTreeMap<String, usize>),
}

/// Something that was done and not waited for yet.
#[derive(Clone, Debug)]
enum Pending {
    Write {
        file: usize,
        at: usize,
        bytes: Vec<u8>,
    },
    Cut {
        file: usize,
        length: usize,
    },
    /// What names lead to from now on; a renaming changes two at once.
    Names {
        folder: usize,
        changes: Vec<(String, Option<usize>)>,
    },
}

/// How much of one pending thing is on the medium.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    None,
    All,
    /// Of a writing the sectors that this seed chooses.
    Torn(u64),
    /// Of a writing the first sectors, up to half of them.
    Begun,
    /// Of a writing all but those.
    Ended,
}

impl Tree {
    /// What lies below `root`.
    pub fn of(root: &Path) -> io::Result<Self> {
        let mut tree = Self(vec![Node::Folder(BTreeMap::new())]);
        tree.take_in(root, 0)?;
        Ok(tree)
    }

    fn take_in(&mut self, from: &Path, folder: usize) -> io::Result<()> {
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            let is_folder = entry.file_type()?.is_dir();
            let node =
                if is_folder { Node::Folder(BTreeMap::new()) } else { Node::File(fs::read(entry.path())?) };
            self.0.push(node);
            let place = self.0.len() - 1;
            if is_folder {
                self.take_in(&entry.path(), place)?;
            }
            self.name(folder, entry.file_name().to_string_lossy().into_owned(), Some(place));
        }
        Ok(())
    }

    /// Puts it below `root`, which is there and empty.
    pub fn put(&self, root: &Path) -> io::Result<()> {
        self.put_folder(0, root)
    }

    fn put_folder(&self, folder: usize, to: &Path) -> io::Result<()> {
        let Node::Folder(names) = &self.0[folder] else { return Ok(()) };
        for (name, place) in names {
            let to = to.join(name);
            match &self.0[*place] {
                Node::File(bytes) => fs::write(to, bytes)?,
                Node::Folder(_) => {
                    fs::create_dir(&to)?;
                    self.put_folder(*place, &to)?;
                }
            }
        }
        Ok(())
    }

    /// A number that is the same for what looks the same from the root.
    pub fn print(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.print_folder(0, &mut hasher);
        hasher.finish()
    }

    fn print_folder(&self, folder: usize, hasher: &mut DefaultHasher) {
        let Node::Folder(names) = &self.0[folder] else { return };
        names.len().hash(hasher);
        for (name, place) in names {
            name.hash(hasher);
            match &self.0[*place] {
                Node::File(bytes) => bytes.hash(hasher),
                Node::Folder(_) => self.print_folder(*place, hasher),
            }
        }
    }

    /// The folder and the name in it; the name is `None` for the root itself.
    fn find<'p>(&self, path: &'p Path) -> Option<(usize, Option<&'p str>)> {
        let mut names: Vec<_> = path.components().map(as_name).collect::<Option<_>>()?;
        let last = names.pop();
        let folder = names.into_iter().try_fold(0, |folder, name| self.named(folder, name))?;
        Some((folder, last))
    }

    fn place(&self, path: &Path) -> Option<usize> {
        match self.find(path)? {
            (folder, Some(name)) => self.named(folder, name),
            (folder, None) => Some(folder),
        }
    }

    fn named(&self, folder: usize, name: &str) -> Option<usize> {
        match &self.0[folder] {
            Node::Folder(names) => names.get(name).copied(),
            Node::File(_) => None,
        }
    }

    fn name(&mut self, folder: usize, name: String, place: Option<usize>) {
        let Node::Folder(names) = &mut self.0[folder] else { return };
        match place {
            Some(place) => names.insert(name, place),
            None => names.remove(&name),
        };
    }

    fn apply(&mut self, pending: &Pending, part: Part) {
        match pending {
            _ if part == Part::None => {}
            Pending::Write { file, at, bytes } => {
                let Node::File(content) = &mut self.0[*file] else { return };
                let length = content.len().max(at + bytes.len());
                content.resize(length, 0);
                for run in runs(*at, bytes.len(), part) {
                    content[run.clone()].copy_from_slice(&bytes[run.start - at..run.end - at]);
                }
            }
            Pending::Cut { file, length } => {
                if let Node::File(content) = &mut self.0[*file] {
                    content.resize(*length, 0);
                }
            }
            Pending::Names { folder, changes } => {
                for (name, place) in changes {
                    self.name(*folder, name.clone(), *place);
                }
            }
        }
    }
}

fn as_name(component: Component<'_>) -> Option<&str> {
    match component {
        Component::Normal(name) => name.to_str(),
        _ => None,
    }
}

/// The pieces of a writing, cut at the sectors of the file, that are on the medium.
fn runs(at: usize, length: usize, part: Part) -> Vec<std::ops::Range<usize>> {
    let (first, last) = (at / SECTOR, (at + length).div_ceil(SECTOR));
    let half = first + (last - first).div_ceil(2);
    let mut dice = Dice(if let Part::Torn(seed) = part { seed } else { 0 });
    let there = (first..last).filter(|sector| match part {
        Part::None => false,
        Part::All => true,
        Part::Torn(_) => dice.roll(2) == 0,
        Part::Begun => *sector < half,
        Part::Ended => *sector >= half,
    });
    there.map(|sector| (sector * SECTOR).max(at)..((sector + 1) * SECTOR).min(at + length)).collect()
}

/// A folder while a program works on it, and the medium below.
pub struct Machine {
    model: Model,
    live: Tree,
    durable: Tree,
    pending: Vec<Pending>,
}

impl Machine {
    /// Everything that is there now lies on the medium.
    pub fn new(tree: Tree, model: Model) -> Self {
        Self { model, live: tree.clone(), durable: tree, pending: Vec::new() }
    }

    /// What the program sees.
    pub fn live(&self) -> &Tree {
        &self.live
    }

    /// How much is not waited for yet.
    pub fn pending(&self) -> usize {
        self.pending.len()
    }

    /// Whether one that is pending is a writing, which can be torn.
    pub fn can_tear(&self, place: usize) -> bool {
        matches!(&self.pending[place], Pending::Write { at, bytes, .. } if at / SECTOR != (at + bytes.len() - 1) / SECTOR)
    }

    /// The medium with these parts of what is pending, one for each.
    pub fn disk(&self, parts: &[Part]) -> Tree {
        let mut tree = self.durable.clone();
        let mut is_ended = false;
        for (pending, part) in self.pending.iter().zip(parts) {
            // In order: behind the first name or length that is not there, there is none.
            let in_order = self.model == Model::Ordered && !matches!(pending, Pending::Write { .. });
            is_ended |= in_order && *part == Part::None;
            tree.apply(pending, if in_order && is_ended { Part::None } else { *part });
        }
        tree
    }

    /// Does what the program did.
    pub fn follow(&mut self, call: &Call) -> Result<(), String> {
        let lost = |path: &Path| format!("{} is not known", path.display());
        let place = |tree: &Tree, path: &Path| tree.place(path).ok_or_else(|| lost(path));
        let named = |tree: &Tree, path: &Path| {
            let (folder, name) = tree.find(path).ok_or_else(|| lost(path))?;
            Ok::<_, String>((folder, name.ok_or_else(|| lost(path))?.to_owned()))
        };
        let pending = match call {
            Call::Say(_) => return Ok(()),
            Call::Sync(path) => {
                let place = place(&self.live, path)?;
                self.sync(place);
                return Ok(());
            }
            Call::Make { path, is_folder } => {
                let (folder, name) = named(&self.live, path)?;
                if self.live.named(folder, &name).is_some() {
                    return Ok(());
                }
                let made = if *is_folder { Node::Folder(BTreeMap::new()) } else { Node::File(Vec::new()) };
                self.live.0.push(made.clone());
                self.durable.0.push(made);
                Pending::Names { folder, changes: vec![(name, Some(self.live.0.len() - 1))] }
            }
            Call::Write { path, at, bytes } => {
                Pending::Write { file: place(&self.live, path)?, at: *at, bytes: bytes.clone() }
            }
            Call::Cut { path, length } => Pending::Cut { file: place(&self.live, path)?, length: *length },
            Call::Remove(path) => {
                let (folder, name) = named(&self.live, path)?;
                Pending::Names { folder, changes: vec![(name, None)] }
            }
            Call::Move { from, to } => {
                let moved = place(&self.live, from)?;
                let ((folder, before), (other, after)) = (named(&self.live, from)?, named(&self.live, to)?);
                if folder != other {
                    return Err("a renaming from folder to folder".to_owned());
                }
                Pending::Names { folder, changes: vec![(before, None), (after, Some(moved))] }
            }
        };
        self.live.apply(&pending, Part::All);
        self.pending.push(pending);
        Ok(())
    }

    fn sync(&mut self, synced: usize) {
        let ordered = self.model == Model::Ordered;
        let durable = &mut self.durable;
        self.pending.retain(|pending| {
            let done = match pending {
                Pending::Write { file, .. } => *file == synced,
                Pending::Cut { file, .. } => ordered || *file == synced,
                Pending::Names { folder, .. } => ordered || *folder == synced,
            };
            if done {
                durable.apply(pending, Part::All);
            }
            !done
        });
    }
}

#[cfg(test)]
#[path = "disk_tests.rs"]
mod tests;
