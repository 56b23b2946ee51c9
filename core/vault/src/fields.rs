//! What stands next in these bytes? Big-endian numbers and runs of bytes, refused when they are not all there.

/// Bytes read from front to back. A call that wants more than is left answers `None` and takes nothing.
pub(crate) struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }

    pub(crate) fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_be_bytes)
    }

    pub(crate) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_be_bytes)
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_be_bytes)
    }

    pub(crate) fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_be_bytes)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many bytes are left.
    pub(crate) fn left(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_big_endian_and_taken_in_order() {
        let mut fields = Fields::new(&[1, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 4, 5, 6]);
        assert_eq!(
            (fields.u8(), fields.u16(), fields.u32(), fields.u64()),
            (Some(1), Some(2), Some(3), Some(4))
        );
        assert_eq!(fields.bytes(2), Some([5, 6].as_slice()));
        assert!(fields.is_empty());
    }

    #[test]
    fn asking_for_too_much_takes_nothing() {
        let mut fields = Fields::new(&[7]);
        assert_eq!((fields.u16(), fields.bytes(2)), (None, None));
        assert_eq!(fields.u8(), Some(7));
        assert_eq!(fields.u8(), None);
    }
}
