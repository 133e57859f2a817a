//! Sets of small numbers as bits.

/// The numbers in a set, in order.
#[inline]
pub(crate) fn numbers(mut set: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let number = (set != 0).then(|| set.trailing_zeros() as usize);
        set &= set.wrapping_sub(1);
        number
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_in_order() {
        assert_eq!(numbers(1 << 127 | 0b1101).collect::<Vec<_>>(), [0, 2, 3, 127]);
        assert_eq!(numbers(0).count(), 0);
    }
}
