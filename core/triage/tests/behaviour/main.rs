//! Does triage answer as it must: the shipped rules one by one, whole evenings, laws over all answers, refusals, and
//! what the log adds.

mod advice;
mod builtin;
mod cases;
mod derived;
mod diary;
mod interview;
mod judged;
mod laws;
mod older;
mod order;
mod pauses;
mod people;
mod refusals;
mod rows;
mod stands;
mod vignettes;
mod vocabulary;
