//! AES-256-CBC without padding, in place: what SQLCipher does to the usable part of a page.

use aes::Aes256;
use cbc::cipher::{Block, BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use std::hint::black_box;
use zeroize::Zeroize;

/// Bytes in a key.
pub(crate) const KEY_BYTES: usize = 32;

/// Bytes in a block, and in an initialisation vector.
pub(crate) const BLOCK_BYTES: usize = 16;

/// The text is not a whole number of blocks.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PartialBlock;

/// Encrypts whole blocks in place.
pub(crate) fn encrypt(
    key: &[u8; KEY_BYTES],
    iv: &[u8; BLOCK_BYTES],
    text: &mut [u8],
) -> Result<(), PartialBlock> {
    let blocks = blocks(text)?;
    encrypt_blocks(key, iv, blocks);
    burn_stack();
    Ok(())
}

/// Decrypts whole blocks in place.
pub(crate) fn decrypt(
    key: &[u8; KEY_BYTES],
    iv: &[u8; BLOCK_BYTES],
    text: &mut [u8],
) -> Result<(), PartialBlock> {
    let blocks = blocks(text)?;
    decrypt_blocks(key, iv, blocks);
    burn_stack();
    Ok(())
}

#[inline(never)]
fn encrypt_blocks(key: &[u8; KEY_BYTES], iv: &[u8; BLOCK_BYTES], blocks: &mut [Block<Aes256>]) {
    cbc::Encryptor::<Aes256>::new(key.into(), iv.into()).encrypt_blocks(blocks);
}

#[inline(never)]
fn decrypt_blocks(key: &[u8; KEY_BYTES], iv: &[u8; BLOCK_BYTES], blocks: &mut [Block<Aes256>]) {
    cbc::Decryptor::<Aes256>::new(key.into(), iv.into()).decrypt_blocks(blocks);
}

/// Words of the stack that the cipher reaches below its caller, with room to spare, 16 kB: its widest schedule of keys is
/// 1 kB, and an unoptimised build moves it through some frames.
const STACK_WORDS: usize = 2048;

/// Writes zeros where the cipher's frames were. It wipes its schedule of keys, whose first bytes are the key itself, and not
/// the places on the stack from which the schedule was moved; on processors with wide registers a copy stayed there.
#[inline(never)]
fn burn_stack() {
    let mut frames = [0_u64; STACK_WORDS];
    black_box(&mut frames).zeroize();
}

fn blocks(text: &mut [u8]) -> Result<&mut [Block<Aes256>], PartialBlock> {
    match Block::<Aes256>::slice_as_chunks_mut(text) {
        (blocks, []) => Ok(blocks),
        _ => Err(PartialBlock),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encrypted_comes_back_and_differs_in_between() {
        for length in [0, 16, 32, 48, 160] {
            let plain: Vec<u8> = (0..length).map(|i| (i * 7 % 251) as u8).collect();
            let mut text = plain.clone();
            assert_eq!(encrypt(&[9; 32], &[3; 16], &mut text), Ok(()));
            assert!(length == 0 || text != plain);
            assert_eq!(decrypt(&[9; 32], &[3; 16], &mut text), Ok(()));
            assert_eq!(text, plain);
        }
    }

    #[test]
    fn a_partial_block_is_refused_and_left_alone() {
        for length in [1, 15, 17, 31] {
            let mut text = vec![5; length];
            assert_eq!(encrypt(&[9; 32], &[3; 16], &mut text), Err(PartialBlock));
            assert_eq!(decrypt(&[9; 32], &[3; 16], &mut text), Err(PartialBlock));
            assert_eq!(text, vec![5; length]);
        }
    }
}
