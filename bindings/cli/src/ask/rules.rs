use gradus_app::{AppError, ask};

use crate::args::RulesVerb;
use crate::failure::Failure;
use crate::screen;
use crate::shell::Shell;

/// `gradus rules`.
pub fn run(shell: &Shell, verb: RulesVerb) -> Result<(), Failure> {
    let rules = ask::rules();
    match verb {
        RulesVerb::List => shell.show(&rules, |page| screen::rules(page, &rules)),
        RulesVerb::Explain { id } => {
            let found = rules.iter().find(|rule| rule.id.eq_ignore_ascii_case(&id));
            let rule = found.ok_or_else(|| AppError::NotFound {
                what: format!("a rule {id}"),
                right: "`gradus rules list` shows every rule".to_owned(),
            })?;
            shell.show(rule, |page| screen::rule(page, rule))
        }
    }
}
