//! Short names for what results depend on.

/// The first 12 hexadecimal digits of a BLAKE3 hash: enough to tell runs apart, short enough to be typed.
pub fn short(text: impl AsRef<[u8]>) -> String {
    shortened(&blake3::hash(text.as_ref()))
}

/// A hash that was made piece by piece, as [`short`] gives it.
pub fn shortened(hash: &blake3::Hash) -> String {
    hash.to_hex()[..12].into()
}
