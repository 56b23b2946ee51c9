//! What came of a talk with the clinic, asked in words: a talk that nobody held must not open a plan by a word that was
//! copied from a page.

use crate::failure::Failure;
use crate::prompt;
use crate::shell::Shell;

/// Each outcome with what the clinic said in words, the strictest first.
const OUTCOMES: [(&str, &str); 6] = [
    ("nothing_to_do", "nothing was decided yet; what is open stays open"),
    ("stop", "stop: no sessions until they say otherwise"),
    ("step_down", "go on, with a smaller size"),
    ("stay_same", "go on, and stay at this size"),
    ("resume_at", "go on, at a size that they named"),
    ("resume", "go on, as the plan says"),
];
const ABOUT: &str =
    "Were they told of every answer that stops sessions now, and did they mean it for all of these?";

/// The outcome, and which answers of the triage it was about.
pub fn asked(shell: &Shell, about: Vec<String>) -> Result<(String, Vec<String>), Failure> {
    let chosen = prompt::on_terminal(shell, |terminal| {
        let chosen = terminal.choice("What did they say?", &OUTCOMES)?;
        match chosen.as_deref() {
            Some("resume_at") => {
                let size = terminal.line("Which size, in millimetres?", |_| Ok(()))?;
                Ok(size.map(|size| format!("resume_at:{size}")))
            }
            _ => Ok(chosen),
        }
    })?;
    let outcome = chosen.ok_or(Failure::Left)?;
    if !about.is_empty() || outcome == "nothing_to_do" {
        return Ok((outcome, about));
    }
    let all = prompt::confirm(shell, ABOUT)?;
    Ok((outcome, if all { vec!["all".to_owned()] } else { about }))
}

/// Said where there is nobody to ask.
pub fn missing() -> Failure {
    let names = "resume, resume_at:SIZE, stay_same, step_down, stop or nothing_to_do";
    Failure::Usage(format!("--outcome is missing; give what the clinic said: {names}"))
}
