//! Does triage answer as it must: the shipped rules one by one, whole evenings, laws over all answers, refusals, and
//! what the log adds.

mod advice;
mod after_session;
mod awaited;
mod background;
mod beyond;
mod builtin;
mod cases;
mod contradictions;
mod derived;
mod diary;
mod difference;
mod doubt;
mod examples;
mod first;
mod interview;
mod judged;
mod laws;
mod observed;
mod older;
mod order;
mod pauses;
mod people;
mod planted;
mod questions;
mod refusals;
mod rows;
mod setting;
mod spanish;
mod stands;
mod talk;
mod unanswered;
mod versions;
mod vignettes;
mod visits;
mod vocabulary;
