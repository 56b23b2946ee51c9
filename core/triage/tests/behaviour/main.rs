//! Does triage answer as it must: the shipped rules one by one, whole evenings, laws over all answers, refusals, and
//! what the log adds.

mod builtin;
mod cases;
mod derived;
mod diary;
mod laws;
mod people;
mod refusals;
mod stands;
mod vignettes;
mod vocabulary;
