//! A vault's database from outside: what is written is there, what was changed is noticed, nothing else is touched.

mod accidents;
mod desk;
mod draft;
mod fixture;
mod journal;
mod long_entries;
mod making;
mod memory;
mod rotating;
mod salvaging;
mod tampering;
