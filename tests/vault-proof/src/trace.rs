//! What a program does to a folder, call by call, as the system saw it: `strace` writes it down, this reads it.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The calls that change files or wait for them. One with a question mark is not on every machine.
const TRACED: &str = "openat,?open,?creat,read,pread64,write,pwrite64,writev,pwritev,?pwritev2,ftruncate,?truncate,fallocate,fsync,\
     fdatasync,?sync_file_range,?rename,renameat,?renameat2,?unlink,unlinkat,?mkdir,mkdirat,?rmdir,lseek,mmap,\
     copy_file_range,sendfile,?link,linkat,?symlink,symlinkat,dup,?dup2,dup3";
/// Longer than anything that is written at once.
const LONGEST: usize = 4 << 20;

/// One thing that was done below the folder, from which paths are given, or said on standard output.
#[derive(Debug, PartialEq, Eq)]
pub enum Call {
    /// A name that may be new: `Make` of one that is there changes nothing.
    Make {
        path: PathBuf,
        is_folder: bool,
    },
    Write {
        path: PathBuf,
        at: usize,
        bytes: Vec<u8>,
    },
    Cut {
        path: PathBuf,
        length: usize,
    },
    Sync(PathBuf),
    Move {
        from: PathBuf,
        to: PathBuf,
    },
    Remove(PathBuf),
    Say(String),
}

/// A call on a file below the folder, by which it can be found again in another run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub call: String,
    /// The how manieth call of this name by the whole program, from 1.
    pub nth: usize,
    pub on: String,
}

/// `program` with its arguments, watched by `strace`, which writes into `into`.
pub fn watched(program: &Path, into: &Path) -> Command {
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-xx", "-s", &LONGEST.to_string(), "-e", &format!("trace={TRACED}"), "-o"]);
    command.arg(into).arg(program);
    command
}

/// `program` in which one call does not do what it is to do: `fault` is what `strace` is to put in its place. What was done is
/// written `into` a file.
pub fn disturbed(program: &Path, calls: &str, fault: &str, into: &Path) -> Command {
    let mut command = Command::new("strace");
    command.args(["-f", "-e", &format!("trace={calls}"), "-e", &format!("inject={calls}:{fault}"), "-o"]);
    command.arg(into).arg(program);
    command
}

/// Whether `strace` put anything in the place of a call, by what it wrote.
pub fn was_disturbed(written: &Path) -> bool {
    let written = fs::read(written).unwrap_or_default();
    let written = String::from_utf8_lossy(&written);
    written.lines().any(|line| line.ends_with("(INJECTED)") || line.ends_with("(DELAYED)"))
}

/// Whether `strace` is there.
pub fn is_possible() -> Result<(), String> {
    let asked = Command::new("strace").arg("-V").output();
    asked.map(drop).map_err(|_| "strace is needed: as root, apt-get install strace".to_owned())
}

/// Reads what `strace` wrote. `root` is a path without links in it.
pub fn read(written: &Path, root: &Path) -> Result<(Vec<Call>, Vec<Place>), String> {
    let text = fs::read_to_string(written).map_err(|error| format!("strace wrote nothing: {error}"))?;
    let hex = root.to_string_lossy().bytes().map(|byte| format!("\\x{byte:02x}")).collect();
    let mut reader = Reader {
        root,
        hex,
        next: HashMap::new(),
        counts: HashMap::new(),
        places: Vec::new(),
        begun: HashMap::new(),
        calls: Vec::new(),
    };
    for line in text.lines() {
        reader.line(line).map_err(|wrong| format!("{wrong}: {}", &line[..line.len().min(200)]))?;
    }
    Ok((reader.calls, reader.places))
}

struct Reader<'r> {
    root: &'r Path,
    /// The same as `strace` writes it.
    hex: String,
    /// Where the next reading or writing of a descriptor falls.
    next: HashMap<String, usize>,
    /// How many calls of a name there were.
    counts: HashMap<String, usize>,
    places: Vec<Place>,
    /// Calls that another thread came between.
    begun: HashMap<String, String>,
    calls: Vec<Call>,
}

impl Reader<'_> {
    fn line(&mut self, line: &str) -> Result<(), String> {
        let (process, rest) = line.split_once(' ').ok_or("no process")?;
        let rest = rest.trim_start();
        if let Some(begun) = rest.strip_suffix(" <unfinished ...>") {
            self.begun.insert(process.to_owned(), begun.to_owned());
            return Ok(());
        }
        if let Some((_, end)) = rest.strip_prefix("<... ").and_then(|resumed| resumed.split_once("resumed>"))
        {
            let begun = self.begun.remove(process).ok_or("nothing was begun")?;
            return self.call(&(begun + end));
        }
        if rest.starts_with("+++") || rest.starts_with("---") { Ok(()) } else { self.call(rest) }
    }

    fn call(&mut self, text: &str) -> Result<(), String> {
        let (name, rest) = text.split_once('(').ok_or("no call")?;
        let (arguments, answer) = rest.rsplit_once(") ").ok_or("no answer")?;
        let answer = answer.trim_start().strip_prefix("= ").ok_or("no answer")?;
        let arguments: Vec<_> = arguments.split(", ").collect();
        self.note(name, &arguments);
        if answer.starts_with('-') || answer.starts_with('?') {
            return Ok(());
        }
        match name {
            "openat" => self.open(&arguments, answer),
            "read" | "lseek" => self.go(name, arguments[0], answer),
            "write" | "pwrite64" => self.write(name, &arguments, answer),
            "ftruncate" => {
                let length = number(arguments[1])?;
                self.push(&descriptor(arguments[0])?, |path| Call::Cut { path, length })
            }
            "fsync" | "fdatasync" => self.push(&descriptor(arguments[0])?, Call::Sync),
            "rename" => self.rename(&named(arguments[0])?, &named(arguments[1])?),
            "unlink" | "rmdir" => self.push(&named(arguments[0])?, Call::Remove),
            "unlinkat" | "renameat" | "renameat2" | "mkdirat" => self.at_a_folder(name, &arguments),
            "mkdir" => self.push(&named(arguments[0])?, |path| Call::Make { path, is_folder: true }),
            "pread64" => Ok(()),
            "mmap" if !text.contains("MAP_SHARED") || !text.contains("PROT_WRITE") => Ok(()),
            _ => self.nothing_of_ours(text),
        }
    }

    fn note(&mut self, call: &str, arguments: &[&str]) {
        let nth = self.counts.entry(call.to_owned()).or_default();
        *nth += 1;
        let paths = arguments.iter().filter(|argument| argument.contains(&self.hex));
        let mut paths = paths.filter_map(|path| named(path).or_else(|_| descriptor(path)).ok());
        if let Some(path) = paths.next() {
            let on = path.strip_prefix(self.root).unwrap_or(&path).display().to_string();
            self.places.push(Place { call: call.to_owned(), nth: *nth, on });
        }
    }

    fn open(&mut self, arguments: &[&str], answer: &str) -> Result<(), String> {
        self.next.insert(number_of(answer)?.to_owned(), 0);
        let (path, how) = (descriptor(answer)?, arguments[2]);
        if how.contains("O_APPEND") {
            self.nothing_of_ours(answer)?;
        }
        if how.contains("O_CREAT") {
            self.push(&path, |path| Call::Make { path, is_folder: false })?;
        }
        if how.contains("O_TRUNC") {
            self.push(&path, |path| Call::Cut { path, length: 0 })?;
        }
        Ok(())
    }

    fn go(&mut self, name: &str, of: &str, answer: &str) -> Result<(), String> {
        let place = self.next.entry(number_of(of)?.to_owned()).or_default();
        *place = if name == "lseek" { 0 } else { *place } + number(answer)?;
        Ok(())
    }

    fn write(&mut self, name: &str, arguments: &[&str], answer: &str) -> Result<(), String> {
        let (of, done) = (number_of(arguments[0])?, number(answer)?);
        let mut bytes = quoted(arguments[1])?;
        bytes.truncate(done);
        if of == "1" {
            let said = String::from_utf8_lossy(&bytes).trim_end().to_owned();
            self.calls.push(Call::Say(said));
            return Ok(());
        }
        let at = match name {
            "pwrite64" => number(arguments[3])?,
            _ => {
                let place = self.next.entry(of.to_owned()).or_default();
                *place += done;
                *place - done
            }
        };
        self.push(&descriptor(arguments[0])?, |path| Call::Write { path, at, bytes })
    }

    /// The same calls with a folder before each path, which is given in full here.
    fn at_a_folder(&mut self, name: &str, arguments: &[&str]) -> Result<(), String> {
        match name {
            "unlinkat" => self.push(&below(arguments[0], arguments[1])?, Call::Remove),
            "mkdirat" => {
                self.push(&below(arguments[0], arguments[1])?, |path| Call::Make { path, is_folder: true })
            }
            _ => self.rename(&below(arguments[0], arguments[1])?, &below(arguments[2], arguments[3])?),
        }
    }

    fn rename(&mut self, from: &Path, to: &Path) -> Result<(), String> {
        match to.strip_prefix(self.root) {
            Ok(to) => self.push(from, |from| Call::Move { from, to: to.to_owned() }),
            Err(_) if from.starts_with(self.root) => Err("a renaming that leads away".to_owned()),
            Err(_) => Ok(()),
        }
    }

    fn push(&mut self, path: &Path, call: impl FnOnce(PathBuf) -> Call) -> Result<(), String> {
        if !path.is_absolute() {
            return Err("a path that is not whole".to_owned());
        }
        if let Ok(path) = path.strip_prefix(self.root) {
            self.calls.push(call(path.to_owned()));
        }
        Ok(())
    }

    /// Whatever this cannot follow must not be of the folder.
    fn nothing_of_ours(&self, text: &str) -> Result<(), String> {
        if text.contains(&self.hex) { Err("a call that is not followed".to_owned()) } else { Ok(()) }
    }
}

/// The 3 of `3<\x2f...>`.
fn number_of(descriptor: &str) -> Result<&str, String> {
    descriptor.split('<').next().map(str::trim).ok_or_else(|| "no descriptor".to_owned())
}

/// The path of `3<\x2f...>`.
fn descriptor(text: &str) -> Result<PathBuf, String> {
    let inner =
        text.split_once('<').and_then(|(_, rest)| rest.split_once('>')).ok_or("no path of a descriptor")?;
    unescaped(inner.0).map(into_path)
}

fn named(text: &str) -> Result<PathBuf, String> {
    quoted(text).map(into_path)
}

fn below(folder: &str, name: &str) -> Result<PathBuf, String> {
    Ok(descriptor(folder)?.join(named(name)?))
}

fn into_path(bytes: Vec<u8>) -> PathBuf {
    PathBuf::from(<OsString as OsStringExt>::from_vec(bytes))
}

fn quoted(text: &str) -> Result<Vec<u8>, String> {
    // A text that was cut short has three points behind it.
    let inner = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).ok_or("no whole text")?;
    unescaped(inner)
}

fn unescaped(text: &str) -> Result<Vec<u8>, String> {
    let digits = |part: &str| u8::from_str_radix(part, 16).map_err(|_| "no byte".to_owned());
    text.split("\\x").skip(1).map(digits).collect()
}

fn number(text: &str) -> Result<usize, String> {
    let text = text.split([' ', '<']).next().unwrap_or(text);
    text.parse().map_err(|_| format!("no number: {text}"))
}

#[cfg(test)]
#[path = "trace_tests.rs"]
mod tests;
