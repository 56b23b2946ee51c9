//! Where secrets come from: a prompt without echo, a file descriptor, or the environment. Never an argument.

use std::fs::File;
use std::io::{Read, Write};

use gradus_app::{AppError, NewPasscode, Secret, Stretch};
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

use crate::failure::Failure;
use crate::prompt;
use crate::shell::Shell;

const VARIABLE: &str = "GRADUS_PASSCODE";
const LONGEST: usize = 1024;

/// What the command line says about the secret.
#[derive(Debug)]
pub struct SecretSource {
    /// File descriptor to read it from.
    pub fd: Option<u32>,
    /// Whether it is the recovery code.
    pub recovery: bool,
}

/// A secret that is wiped when it is dropped.
pub struct Held {
    bytes: Zeroizing<Vec<u8>>,
    recovery: bool,
    typed: bool,
}

impl Held {
    /// Whether it was typed at a prompt, where it can be typed again.
    pub fn is_typed(&self) -> bool {
        self.typed
    }

    /// The secret as the app takes it.
    pub fn secret(&self) -> Secret<'_> {
        match self.recovery {
            true => Secret::Recovery(&self.bytes),
            false => Secret::Passcode(&self.bytes),
        }
    }
}

/// The secret of a vault that exists.
pub fn existing(source: &SecretSource) -> Result<Held, Failure> {
    let prompt = if source.recovery { "Recovery code: " } else { "Passcode: " };
    let (bytes, typed) = match given(source)? {
        Some(bytes) => (bytes, false),
        None => (prompted(prompt)?, true),
    };
    Ok(Held { bytes, recovery: source.recovery, typed })
}

/// The passcode of a vault that is being made.
pub fn first_passcode(shell: &Shell) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let source = shell.secret();
    if source.recovery {
        return Err(Failure::usage(
            "--recovery",
            "is of no use: a new vault makes its own recovery code",
            "leave it out",
        ));
    }
    new_passcode(shell, given(source)?)
}

/// The passcode that is to take the place of another one. It comes from a descriptor of its own: the variable holds the
/// present one.
pub fn next_passcode(shell: &Shell, fd: Option<u32>) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let given = fd.map(|fd| from_descriptor("--new-passcode-fd", fd)).transpose()?;
    new_passcode(shell, given)
}

/// A passcode that is being set; asked for twice where it is typed. One that can be tried out is refused, one that lasts some
/// years is warned about, and taken all the same: whose diary it is decides.
fn new_passcode(shell: &Shell, given: Option<Zeroizing<Vec<u8>>>) -> Result<Zeroizing<Vec<u8>>, Failure> {
    if let Some(bytes) = given {
        gradus_app::check_passcode(&alone(&bytes))?;
        if let Some(warning) = gradus_app::passcode_warning(&alone(&bytes)) {
            shell.say(&warning)?;
        }
        return Ok(bytes);
    }
    typed_twice(shell)
}

/// The passcode of a vault whose key is renewed: what is given for opening stays, what is typed is typed anew, and after the
/// recovery code there is none that could stay.
pub fn renewed_passcode(shell: &Shell, opened: &Held) -> Result<Zeroizing<Vec<u8>>, Failure> {
    if opened.typed || opened.recovery { typed_twice(shell) } else { Ok(opened.bytes.clone()) }
}

fn typed_twice(shell: &Shell) -> Result<Zeroizing<Vec<u8>>, Failure> {
    loop {
        let first = prompted("New passcode, best a sentence of five words or more: ")?;
        if let Err(easy) = gradus_app::check_passcode(&alone(&first)) {
            shell.say(&easy.to_string())?;
            continue;
        }
        if let Some(warning) = gradus_app::passcode_warning(&alone(&first)) {
            shell.say(&warning)?;
            if !prompt::confirm(shell, "Take it all the same?")? {
                continue;
            }
        }
        let again = prompted("The same again: ")?;
        if *first == *again {
            return Ok(first);
        }
        shell.say("These two were not the same. Please type it anew.")?;
    }
}

/// As a terminal sets one: there is no keystore beside it.
pub fn alone(passcode: &[u8]) -> NewPasscode<'_> {
    NewPasscode { passcode, device_secret: None, stretch: Stretch::Standard }
}

fn given(source: &SecretSource) -> Result<Option<Zeroizing<Vec<u8>>>, Failure> {
    if let Some(fd) = source.fd {
        return from_descriptor("--passcode-fd", fd).map(Some);
    }
    let Some(value) = std::env::var_os(VARIABLE) else { return Ok(None) };
    let mut bytes = value.into_encoded_bytes();
    let taken = line_of(&bytes, VARIABLE);
    bytes.zeroize();
    taken.map(Some)
}

fn from_descriptor(option: &str, fd: u32) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let name = format!("file descriptor {fd}");
    let mut file = File::open(format!("/dev/fd/{fd}")).map_err(|_| {
        Failure::usage(
            &format!("{option} {fd}"),
            &format!("names {name}, which is not open"),
            &format!("open it as in {fd}< FILE"),
        )
    })?;
    first_line(&mut file, &name)
}

/// Asks without echo until something is typed. The end of the input, Ctrl-D, leaves.
fn prompted(prompt: &str) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let mut said = prompt.to_owned();
    loop {
        let mut typed = rpassword::prompt_password(&said).map_err(|error| match error.kind() {
            std::io::ErrorKind::UnexpectedEof => {
                // The prompt stands on its line still.
                drop(writeln!(std::io::stderr()));
                Failure::Left
            }
            _ => AppError::Locked.into(),
        })?;
        if !typed.is_empty() {
            let taken = line_of(typed.as_bytes(), "the passcode");
            typed.zeroize();
            return taken;
        }
        said = format!("Nothing was typed; Ctrl-D leaves. {prompt}");
    }
}

fn first_line(from: &mut impl Read, name: &str) -> Result<Zeroizing<Vec<u8>>, Failure> {
    // One buffer of full size: a growing one would leave copies behind that nobody wipes.
    let mut buffer = Zeroizing::new([0; LONGEST + 3]);
    let mut filled = 0;
    while filled < buffer.len() {
        match from.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Failure::of_file(name, &error)),
        }
    }
    line_of(&buffer[..filled], name)
}

/// The one line that a secret is. Two lines are refused, lest a part of a passcode be taken for the whole.
fn line_of(bytes: &[u8], name: &str) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let line = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if line.contains(&b'\n') {
        let wrong = format!("{name} has more than one line");
        return Err(Failure::invalid(None, "passcode", &wrong, "give one line, and nothing after it"));
    }
    match line.len() {
        0 => Err(Failure::invalid(
            None,
            "passcode",
            &format!("{name} is empty"),
            "give the passcode on its first line",
        )),
        1..=LONGEST => Ok(composed(line)),
        _ => Err(Failure::invalid(None, "passcode", "longer than 1024 bytes", "give at most 1024 bytes")),
    }
}

/// Letters with their marks in composed form (NFC), so that the same words open the vault whichever system they were typed
/// on. What is not text stays as it is.
fn composed(line: &[u8]) -> Zeroizing<Vec<u8>> {
    let Ok(text) = std::str::from_utf8(line) else { return Zeroizing::new(line.to_vec()) };
    // Room for the longest decomposition, so that the string does not move and leave a copy behind.
    let mut composed = Zeroizing::new(String::with_capacity(line.len() * 3));
    composed.extend(text.nfc());
    Zeroizing::new(composed.as_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_the_same_bytes_whichever_system_they_were_typed_on() {
        let (mac, linux) = ("cafe\u{301} a\u{30a}", "caf\u{e9} \u{e5}");
        assert_eq!(*line_of(mac.as_bytes(), "fd").expect("text"), linux.as_bytes());
        assert_eq!(*line_of(linux.as_bytes(), "fd").expect("text"), linux.as_bytes());
        assert_eq!(*line_of(b"\xff\xfe", "fd").expect("bytes"), b"\xff\xfe", "what is no text stays");
    }

    #[test]
    fn a_second_line_is_refused_whatever_is_on_it() {
        for text in ["a\nsecret rest", "a\n\n", "a\r\nb\r\n", "\nriver"] {
            let failure =
                first_line(&mut text.as_bytes(), "fd 3").expect_err(text).json().expect("an object");
            assert!(failure.contains("fd 3 has more than one line"), "{failure}");
        }
    }

    #[test]
    fn one_line_is_the_secret_with_or_without_its_end() {
        for (text, secret) in [
            ("river", "river"),
            ("river\n", "river"),
            ("river\r\n", "river"),
            (" spaces stay ", " spaces stay "),
        ] {
            let taken = first_line(&mut text.as_bytes(), "fd").expect(text);
            assert_eq!(&**taken, secret.as_bytes(), "{text:?}");
        }
    }

    #[test]
    fn an_empty_or_endless_secret_is_refused_by_name() {
        let said = |failure: Failure| failure.json().expect("an object");
        assert!(said(first_line(&mut &b""[..], "fd 3").expect_err("empty")).contains("fd 3 is empty"));
        assert!(said(first_line(&mut &b"\n"[..], "fd 3").expect_err("empty")).contains("fd 3 is empty"));
        assert_eq!(first_line(&mut &[b'a'; LONGEST][..], "fd").expect("just fits").len(), LONGEST);
        let long = first_line(&mut std::io::repeat(b'a'), "fd").expect_err("endless");
        assert!(said(long).contains("at most 1024"));
    }

    #[test]
    fn a_failure_never_holds_the_secret() {
        let long = vec![b'q'; LONGEST + 1];
        let failure = line_of(&long, "fd").expect_err("too long");
        assert!(!format!("{failure:?}").contains("qqq"));
    }
}
