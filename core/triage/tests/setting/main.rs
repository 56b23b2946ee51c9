//! Does the setting come out as it must: rule by rule, for whole people, and for every combination of answers.

mod against;
mod built_in;
mod laws;
mod people;
mod rules;
mod vignettes;
