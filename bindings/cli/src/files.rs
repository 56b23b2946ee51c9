//! Files that are handed in, and files that are written for others to read.

use std::convert::Infallible;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use gradus_app::AppError;

use crate::failure::Failure;

/// Nothing that is handed in as text is larger than this.
const LARGEST: u64 = 8 * 1024 * 1024;

/// A file that is handed in, or standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Written as `-`.
    Input,
    /// A file.
    File(PathBuf),
}

impl FromStr for Source {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(if text == "-" { Self::Input } else { Self::File(text.into()) })
    }
}

impl Source {
    /// Whether it is standard input.
    pub fn is_input(&self) -> bool {
        *self == Self::Input
    }

    /// Its name in messages.
    pub fn name(&self) -> String {
        match self {
            Self::Input => "standard input".into(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// The whole text.
    pub fn read(&self) -> Result<String, Failure> {
        let name = self.name();
        let read = match self {
            Self::Input => read_all(io::stdin().lock()),
            Self::File(path) => File::open(path).and_then(read_all),
        };
        let bytes = read.map_err(|error| Failure::of_file(&name, &error))?;
        text_of(bytes).map_err(|failure| failure.about(&name))
    }
}

fn read_all(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn text_of(bytes: Vec<u8>) -> Result<String, Failure> {
    if bytes.len() as u64 > LARGEST {
        return Err(Failure::invalid(None, "file", "larger than 8 MiB", "hand in a smaller file"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        Failure::invalid(u32::try_from(line).ok(), "text", "not UTF-8", "save the file as UTF-8")
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Writes a new file that only its owner may read, and nothing at all if it cannot be written to the end.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let name = path.display().to_string();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|error| Failure::of_file(&name, &error))?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.map_err(|error| {
        let _ = fs::remove_file(path);
        Failure::of_file(&name, &error)
    })
}

/// Writes a file that only its owner may read in the place of one that is there; the old one stays until the new one is
/// whole.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let name = path.display().to_string();
    let failed = |error: io::Error| Failure::of_file(&name, &error);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    file.persist(path).map(drop).map_err(|error| Failure::of_file(&name, &error.error))
}

/// Makes sure that a folder is there. What has to be made of it is its owner's alone.
pub fn make_folder(path: &Path) -> Result<(), Failure> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| Failure::of_file(&path.display().to_string(), &error))
}

/// Makes sure that a folder is there and holds nothing.
pub fn make_empty_folder(path: &Path) -> Result<(), Failure> {
    make_folder(path)?;
    let name = path.display().to_string();
    let mut entries = fs::read_dir(path).map_err(|error| Failure::of_file(&name, &error))?;
    match entries.next() {
        None => Ok(()),
        Some(_) => Err(AppError::AlreadyExists { what: format!("something in {name}") }.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(failure: Failure) -> String {
        failure.json().expect("an object")
    }

    #[test]
    fn a_dash_is_standard_input_and_anything_else_a_file() {
        assert_eq!("-".parse(), Ok(Source::Input));
        assert_eq!("./-".parse(), Ok(Source::File("./-".into())));
        assert_eq!(Source::Input.name(), "standard input");
    }

    #[test]
    fn text_must_be_utf8_and_says_in_which_line_it_is_not() {
        assert_eq!(text_of(b"\xef\xbb\xbfa = 1".to_vec()).expect("a byte order mark is left out"), "a = 1");
        let failure = text_of(b"a\nb\n\xff".to_vec()).expect_err("not UTF-8");
        assert!(said(failure).contains("\"line\": 3"));
        let large = vec![b' '; usize::try_from(LARGEST).expect("fits") + 1];
        assert!(said(text_of(large).expect_err("too large")).contains("8 MiB"));
    }

    #[test]
    fn a_missing_file_is_not_found_by_name() {
        let failure = Source::File("/nowhere/plan.toml".into()).read().expect_err("not there");
        assert_eq!(failure.code(), 3);
        assert!(said(failure).contains("/nowhere/plan.toml"));
        let failure = Source::File("/".into()).read().expect_err("a folder");
        assert!(failure.code() == 3 && said(failure).contains("name a file"));
    }

    #[test]
    fn nothing_is_overwritten_and_a_folder_in_use_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("report.html");
        assert!(make_empty_folder(folder.path()).is_ok());
        write_new(&path, b"one").expect("a new file");
        assert_eq!(write_new(&path, b"two").expect_err("already there").code(), 3);
        assert_eq!(fs::read(&path).expect("readable"), b"one");
        assert_eq!(make_empty_folder(folder.path()).expect_err("in use").code(), 3);
    }

    #[cfg(unix)]
    #[test]
    fn every_folder_that_is_made_is_for_its_owner_only_and_one_that_is_there_stays() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("widened");
        let (above, deep) = (folder.path().join("rr"), folder.path().join("rr/deep"));
        for _ in 0..2 {
            make_folder(&deep).expect("made");
            assert_eq!((mode(folder.path()), mode(&above), mode(&deep)), (0o755, 0o700, 0o700));
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_written_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("report.html");
        write_new(&path, b"one").expect("a new file");
        let mode = || fs::metadata(&path).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(), 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("widened");
        replace(&path, b"two").expect("in its place");
        assert_eq!((mode(), fs::read(&path).expect("readable")), (0o600, b"two".to_vec()));
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing else is left");
    }
}
