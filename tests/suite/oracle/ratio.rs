//! Exact fractions on 128-bit integers; an overflow panics rather than wraps.

use std::cmp::Ordering;

/// A fraction in lowest terms, its denominator positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ratio {
    num: i128,
    den: i128,
}

impl Ratio {
    pub(crate) const ZERO: Self = Self { num: 0, den: 1 };

    pub(crate) fn new(num: i128, den: i128) -> Self {
        assert!(den > 0, "a denominator is positive: {num}/{den}");
        let common = gcd(num.abs(), den);
        Self { num: num / common, den: den / common }
    }

    pub(crate) fn whole(number: i128) -> Self {
        Self::new(number, 1)
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self::new(
            times(self.num, other.den) + times(other.num, self.den),
            times(self.den, other.den),
        )
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        self.plus(Self { num: -other.num, den: other.den })
    }

    pub(crate) fn times(self, other: Self) -> Self {
        Self::new(times(self.num, other.num), times(self.den, other.den))
    }

    pub(crate) fn over(self, other: Self) -> Self {
        self.times(Self::new(other.den, other.num))
    }

    /// Numerator and denominator.
    pub(crate) fn parts(self) -> (i128, i128) {
        (self.num, self.den)
    }

    /// One decimal, truncated, with a point: 86.6.
    pub(crate) fn one_decimal(self) -> String {
        assert!(self.num >= 0, "no figure of a report is negative: {self:?}");
        let tenths = times(self.num, 10) / self.den;
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(times(self.num, other.den).cmp(&times(other.num, self.den)))
    }
}

fn times(left: i128, right: i128) -> i128 {
    left.checked_mul(right).expect("a product of 128 bits")
}

fn gcd(left: i128, right: i128) -> i128 {
    if right == 0 { left.max(1) } else { gcd(right, left % right) }
}

#[test]
fn fractions_are_truncated_never_rounded() {
    assert_eq!(Ratio::new(399 * 100, 400).one_decimal(), "99.7");
    assert_eq!(Ratio::new(264_000, 18_000).one_decimal(), "14.6");
    assert_eq!(Ratio::new(52 * 100, 105).one_decimal(), "49.5");
    assert_eq!(Ratio::ZERO.one_decimal(), "0.0");
    assert!(Ratio::new(1, 3) < Ratio::new(334, 1000));
}
