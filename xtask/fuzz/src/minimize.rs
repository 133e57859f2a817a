//! A finding is made smaller before it is told: what is left is what it takes.

/// At most so many tries.
const MOST_TRIES: usize = 4000;

/// The smallest input found that still `fails`, made of `input` by leaving out ranges of it.
///
/// Ranges of half the input are left out first, then of a quarter and so on to single bytes; again, as long as it helps.
pub fn minimize(input: &[u8], mut fails: impl FnMut(&[u8]) -> bool) -> Vec<u8> {
    let mut smallest = input.to_vec();
    let mut tries = 0;
    loop {
        let before = smallest.len();
        let mut size = smallest.len().div_ceil(2);
        while size > 0 {
            let mut at = 0;
            while at < smallest.len() {
                if tries == MOST_TRIES {
                    return smallest;
                }
                tries += 1;
                let end = (at + size).min(smallest.len());
                let shorter = [&smallest[..at], &smallest[end..]].concat();
                if fails(&shorter) {
                    smallest = shorter;
                } else {
                    at = end;
                }
            }
            size /= 2;
        }
        if smallest.len() == before {
            return smallest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_takes_is_left() {
        let input: Vec<u8> = (0..=255).chain(0..=255).collect();
        let fails = |input: &[u8]| input.contains(&7) && input.contains(&200);
        let smallest = minimize(&input, fails);
        assert_eq!(smallest.len(), 2);
        assert!(fails(&smallest));
    }

    #[test]
    fn tries_are_bounded() {
        let mut tries = 0;
        let input = vec![0; 100_000];
        let smallest = minimize(&input, |shorter| {
            tries += 1;
            shorter.len() >= 60_000
        });
        assert!(tries <= MOST_TRIES && smallest.len() < 61_000, "{tries} tries, {} bytes", smallest.len());
    }
}
