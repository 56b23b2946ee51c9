use serde::Serialize;

/// Somebody who is ready-made, for tests, previews and a look around. Nobody who lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PracticePerson {
    /// Mia, a baby on the 20th day after her anoplasty, with a week of sessions twice a day behind her.
    InfantAfterAnoplasty,
    /// Robin, an adult with a stricture in the fifth week of a plan of their own.
    AdultWithStenosis,
}
