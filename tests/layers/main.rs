//! The shape of the project: which room may name which, and whether the map tells the truth.
#![forbid(unsafe_code)]

mod arrows;
mod claims;
mod house;
mod map;
