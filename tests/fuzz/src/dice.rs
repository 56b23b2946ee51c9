//! How bytes are changed.

/// Numbers that follow from a seed.
pub struct Dice(pub u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.roll() % end.max(1) as u64) as usize
    }

    fn byte(&mut self) -> u8 {
        self.roll().to_be_bytes()[0]
    }
}

/// Numbers at the edge of something, and characters that mean something in a text.
const EDGES: [&str; 30] = [
    "0",
    "-1",
    "1e309",
    "NaN",
    "999999999999999999999",
    "0.1",
    "\"",
    "'''",
    "\"\"\"",
    "[[",
    "]",
    "{",
    "}",
    "=",
    ",",
    ";",
    "\t",
    "\r\n",
    "\n",
    "#",
    "\\u0000",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "\u{1f469}\u{200d}\u{1f467}",
    "é",
    "٣",
    "2026-02-30",
    "9999-12-31T23:59:60Z",
    "inf",
];

/// One of these, changed in one to four places.
pub fn changed(kept: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = kept[dice.below(kept.len())].clone();
    for _ in 0..=dice.below(4) {
        change(&mut bytes, kept, dice);
    }
    bytes
}

fn change(bytes: &mut Vec<u8>, kept: &[Vec<u8>], dice: &mut Dice) {
    let at = dice.below(bytes.len() + 1);
    let end = at + dice.below((bytes.len() - at).min(64) + 1);
    match dice.below(9) {
        0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
        1 if at < bytes.len() => bytes[at] = dice.byte(),
        2 if at < bytes.len() => bytes[at] = [0, 1, 0x7f, 0x80, 0xff, b'0', b'9', b'"'][dice.below(8)],
        3 => drop(bytes.drain(at..end)),
        4 => {
            let again = bytes[at..end].to_vec();
            bytes.splice(at..at, again);
        }
        5 => drop(bytes.splice(at..end, EDGES[dice.below(EDGES.len())].bytes())),
        6 => bytes.truncate(at),
        // A line of another one, or as much of it as stands in one place.
        7 => {
            let other = &kept[dice.below(kept.len())];
            let lines: Vec<_> = other.split_inclusive(|byte| *byte == b'\n').collect();
            if let Some(line) = lines.get(dice.below(lines.len())) {
                let begin = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
                bytes.splice(begin..begin, line.iter().copied());
            }
        }
        _ => {
            let other = &kept[dice.below(kept.len())];
            let from = dice.below(other.len() + 1);
            let to = from + dice.below((other.len() - from).min(256) + 1);
            bytes.splice(at..end, other[from..to].iter().copied());
        }
    }
}
