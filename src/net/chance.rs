//! Seeded random numbers: each is a pure function of its purpose.
//!
//! There is no generator with state, so an edit elsewhere changes no number. A number is a
//! hash of (seed, host, purpose, flow, n): adding a host or a flow changes only its own
//! ports. This function belongs to version 1 of the scenario format; if it changed, saved
//! scenarios would run differently.
//!
//! FNV-1a hashes the words and `SplitMix64`'s finalizer mixes the bits (Steele, Lea and
//! Flood, "Fast splittable pseudorandom number generators", 2014).

/// A source of random numbers for one seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    seed: u64,
}

impl Draw {
    /// The random numbers of this seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// Sixty-four random bits: the `n`th number for `purpose`, by `host`, for `flow`.
    #[must_use]
    pub fn bits(self, host: &str, purpose: &str, flow: &str, n: u64) -> u64 {
        let mut hash = 0xcbf2_9ce4_8422_2325;
        gather(&mut hash, &self.seed.to_le_bytes());
        for word in [host, purpose, flow] {
            gather(&mut hash, word.as_bytes());
            // No name contains this byte, so ("a", "bc") and ("ab", "c") differ.
            gather(&mut hash, &[0xff]);
        }
        gather(&mut hash, &n.to_le_bytes());
        spread(hash)
    }

    /// A whole number from 0 up to but not including `limit`; 0 when `limit` is 0.
    #[must_use]
    pub fn below(self, limit: u32, host: &str, purpose: &str, flow: &str, n: u64) -> u32 {
        // Multiply-shift: the high half of a 32 by 32 bit product.
        let high = self.bits(host, purpose, flow, n) >> 32;
        u32::try_from((high * u64::from(limit)) >> 32).expect("a product of halves fits its half")
    }
}

fn gather(hash: &mut u64, bytes: &[u8]) {
    for &byte in bytes {
        *hash = (*hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
}

/// Mixes the bits: every bit of the result depends on every bit of `bits`.
pub(super) const fn spread(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// These values never change: saved scenarios depend on these values.
    #[test]
    fn draws_never_change_between_releases() {
        let draw = Draw::new(7);
        let drawn: Vec<u32> = (0..4)
            .map(|n| draw.below(28_232, "laptop", "port", "c1", n))
            .collect();
        assert_eq!(drawn, GOLDEN);
    }

    const GOLDEN: [u32; 4] = [12_205, 5_896, 22_921, 3_527];

    #[test]
    fn draws_spread_over_their_range() {
        let draw = Draw::new(0);
        let mut seen = [0_u32; 8];
        for n in 0..8_000 {
            seen[draw.below(8, "host", "test", "", n) as usize] += 1;
        }
        assert!(
            seen.iter().all(|&count| (900..1_100).contains(&count)),
            "{seen:?}"
        );
        assert_eq!(draw.below(0, "host", "test", "", 0), 0);
    }
}
