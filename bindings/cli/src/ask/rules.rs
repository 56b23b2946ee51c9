use std::path::Path;

use gradus_app::desk::{AnyRule, PackText};
use gradus_app::{AppError, desk};
use zeroize::Zeroizing;

use crate::args::RulesVerb;
use crate::failure::Failure;
use crate::files::{self, Source};
use crate::page::{Ink, Page};
use crate::patient::report::Written;
use crate::screen;
use crate::shell::Shell;

/// `gradus rules`.
pub fn run(shell: &Shell, verb: RulesVerb) -> Result<(), Failure> {
    match verb {
        RulesVerb::List => {
            let rules = shell.asking_in().rules();
            shell.show(&rules, |page| screen::rules(page, &rules))
        }
        RulesVerb::Explain { id, pack: None } => {
            let rule = desk::any_rule(&id, &shell.moment())?;
            shell.show(&rule, |page| match &rule {
                AnyRule::Danger(rule) => screen::rule(page, rule),
                AnyRule::Setting(rule) => screen::setting_rule(page, rule),
            })
        }
        RulesVerb::Explain { id, pack } => {
            let rule = about(pack.as_ref(), |text| Ok(desk::rule_in_full(text, &id, &shell.moment())?))?;
            shell.show(&rule, |page| screen::rule(page, &rule))
        }
        RulesVerb::Check { file } => {
            let checked = about(Some(&file), |text| Ok(desk::check_rules(text.unwrap_or_default())?))?;
            shell.show(&checked, |page| screen::pack_checked(page, &checked))
        }
        RulesVerb::Reference { out, pack, replace } => {
            let html = about(pack.as_ref(), |text| Ok(desk::reference_html(text)?))?;
            let written = write(&out, &html, replace)?;
            shell.show(&written, |page| told(page, &written))
        }
        RulesVerb::Sign { file, key, out, replace } => {
            let (text, key) = (file.read()?, Zeroizing::new(key.read()?));
            let signature = desk::sign_rules(&text, &key).map_err(|error| refused(&error))?;
            let written = write(&out, &signature, replace)?;
            let signed = Signed {
                file: written.files[0].clone(),
                key: desk::public_key(&key).map_err(|error| refused(&error))?,
            };
            shell.show(&signed, |page| screen::signed(page, &signed.file, &signed.key))
        }
        RulesVerb::Verify { file, signature, key } => {
            let (text, signature, key) = (file.read()?, signature.read()?, key.read()?);
            let told = desk::verify_rules(&text, &signature, &key).map_err(|error| refused(&error))?;
            shell.show(&told, |page| screen::pack_signed(page, &told))
        }
        RulesVerb::Diff { old, new, old_facts, new_facts, out, replace } => {
            let (before, after) = (old.read()?, new.read()?);
            let facts = |source: &Option<Source>| source.as_ref().map(Source::read).transpose();
            let (facts_before, facts_after) = (facts(&old_facts)?, facts(&new_facts)?);
            let before = PackText { rules: &before, facts: facts_before.as_deref() };
            let after = PackText { rules: &after, facts: facts_after.as_deref() };
            let now = shell.moment();
            let said = desk::difference(before, after, &now);
            let said = said
                .map_err(|error| Failure::from(error).about(&format!("{} → {}", old.name(), new.name())))?;
            let written = match &out {
                Some(out) => Some(write(out, &desk::difference_html(before, after, &now)?, replace)?),
                None => None,
            };
            shell.show(&said, |page| {
                screen::difference(page, &said);
                if let Some(written) = &written {
                    told(page, written);
                }
            })
        }
    }
}

/// What `rules sign` wrote.
#[derive(serde::Serialize)]
struct Signed {
    file: String,
    key: String,
}

fn refused(error: &desk::SignatureError) -> Failure {
    AppError::Refused { why: error.to_string() }.into()
}

/// Does something with the text of a pack, or with none; what is wrong is said of that file.
fn about<T>(
    pack: Option<&Source>,
    act: impl FnOnce(Option<&str>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let Some(source) = pack else { return act(None) };
    let text = source.read()?;
    act(Some(&text)).map_err(|failure| failure.about(&source.name()))
}

fn write(path: &Path, html: &str, replace: bool) -> Result<Written, Failure> {
    if replace {
        files::replace(path, html.as_bytes())?;
    } else {
        let hint = "Add --replace to write over it, or name another file. Nothing was written.";
        files::write_new(path, html.as_bytes()).map_err(|failure| failure.hinting(hint))?;
    }
    Ok(Written { files: vec![path.display().to_string()] })
}

fn told(page: &mut Page, written: &Written) {
    page.gap();
    page.line(Ink::Plain, "The page is written:");
    page.verbatim(Ink::Accent, &format!("  {}", written.files[0]));
}
