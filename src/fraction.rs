//! Exact fractions: rates of counts and marks. No float anywhere.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

/// A rate as it is counted: 13 of 15, never reduced, so that a reader finds the counts again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// What was reached.
    pub num: u64,
    /// Out of how many; never zero.
    pub den: u64,
}

impl Rate {
    /// `num` of `den`; `None` when there is nothing to divide by.
    #[must_use]
    pub fn of(num: u64, den: u64) -> Option<Self> {
        (den > 0).then_some(Self { num, den })
    }

    /// The percentage in tenths, truncated: 399/400 gives 997, for 99,7 %.
    #[must_use]
    pub fn tenths_of_percent(self) -> u64 {
        let tenths = u128::from(self.num) * 1000 / u128::from(self.den);
        u64::try_from(tenths).unwrap_or(u64::MAX)
    }

    /// The percentage with a dot and one truncated decimal, for data: « 86.6 ».
    #[must_use]
    pub fn percent(self) -> String {
        one_decimal(self.tenths_of_percent(), '.')
    }

    /// Whether the rate reaches `percent` per cent, compared as fractions.
    #[must_use]
    pub fn reaches(self, percent: &BigRational) -> bool {
        let hundred = BigInt::from(100);
        BigRational::new(BigInt::from(self.num) * hundred, BigInt::from(self.den)) >= *percent
    }

    /// The rate as a number between 0 and 1 (or more, if `num` exceeds `den`).
    #[must_use]
    pub fn exact(self) -> BigRational {
        BigRational::new(BigInt::from(self.num), BigInt::from(self.den))
    }
}

/// `ratio` as an exact number.
#[must_use]
pub fn whole(number: u64) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

/// The tenths of a positive number, truncated: 14,666… gives 146.
#[must_use]
pub fn truncated_tenths(number: &BigRational) -> u64 {
    let tenths = (number * BigInt::from(10)).to_integer();
    tenths.to_u64().unwrap_or(0)
}

/// Writes a number of tenths with one decimal: 146 gives « 14,6 » or « 14.6 ».
#[must_use]
pub fn one_decimal(tenths: u64, separator: char) -> String {
    format!("{}{separator}{}", tenths / 10, tenths % 10)
}

/// The difference of two marks, each truncated to tenths after subtracting; negative ones keep
/// their sign.
#[must_use]
pub fn signed_tenths(number: &BigRational) -> (bool, u64) {
    (number.is_negative(), truncated_tenths(&number.abs()))
}

/// Reads an exact decimal, comma or dot: « 66,67 ». At most nine digits on either side.
#[must_use]
pub fn parse_decimal(text: &str) -> Option<BigRational> {
    let (whole, decimals) = match text.split_once([',', '.']) {
        Some((whole, decimals)) if !decimals.is_empty() => (whole, decimals),
        Some(_) => return None,
        None => (text, ""),
    };
    let digits = |part: &str| part.len() <= 9 && part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(decimals) {
        return None;
    }
    let number: BigInt = format!("{whole}{decimals}").parse().ok()?;
    let scale = BigInt::from(10).pow(u32::try_from(decimals.len()).ok()?);
    Some(BigRational::new(number, scale))
}

/// The mean of numbers by their weights; `None` when the weights are all zero.
#[must_use]
pub fn weighted_mean<'a>(
    terms: impl Iterator<Item = (&'a BigRational, u64)>,
) -> Option<BigRational> {
    let mut sum = BigRational::zero();
    let mut weights = BigInt::zero();
    for (value, weight) in terms {
        sum += value * BigInt::from(weight);
        weights += BigInt::from(weight);
    }
    (!weights.is_zero()).then(|| sum / weights)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_truncated_never_rounded() {
        let percent = |num, den| Rate::of(num, den).unwrap().percent();
        assert_eq!(percent(399, 400), "99.7");
        assert_eq!(percent(7, 9), "77.7");
        assert_eq!(percent(52, 105), "49.5");
        assert_eq!(percent(u64::MAX, u64::MAX), "100.0");
        assert_eq!(Rate::of(0, 0), None);
    }

    #[test]
    fn decimals_are_exact_with_comma_or_dot() {
        let two_thirds = Rate::of(2, 3).unwrap();
        assert!(two_thirds.reaches(&parse_decimal("66,66").unwrap()));
        assert!(!two_thirds.reaches(&parse_decimal("66.67").unwrap()));
        for bad in ["", ",5", "5,", "1e2", "-1", "1,2,3", "½", "1234567890"] {
            assert_eq!(parse_decimal(bad), None, "{bad}");
        }
    }

    #[test]
    fn means_follow_their_weights() {
        let marks = [(whole(10), 1), (whole(20), 3)];
        let mean = weighted_mean(marks.iter().map(|(mark, weight)| (mark, *weight)));
        assert_eq!(mean.map(|mark| truncated_tenths(&mark)), Some(175));
        assert_eq!(weighted_mean([(&whole(3), 0)].into_iter()), None);
    }
}
