//! Numbers as text in base 64, for hashes in records.

/// Ascending in ASCII, so that sorted numbers of one length are sorted texts.
const DIGITS: &[u8; 64] = b"-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

/// Appends the lowest `length` digits of a number.
pub(crate) fn push(text: &mut String, number: u64, length: usize) {
    let digit = |place: usize| DIGITS[(number >> (6 * (length - 1 - place)) & 63) as usize];
    text.extend((0..length).map(|place| char::from(digit(place))));
}

/// The number that the digits stand for; `None` if one of them is none.
pub(crate) fn read(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0u64, |number, digit| Some(number << 6 | DIGITS.binary_search(digit).ok()? as u64))
}
