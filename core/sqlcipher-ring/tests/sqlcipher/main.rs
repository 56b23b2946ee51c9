//! SQLCipher with our provider beside SQLCipher as others build it, and what an opening has to hold.

mod damage;
mod diary;
mod foreign;
mod linked;
mod memory;
mod opening;
mod silence;
