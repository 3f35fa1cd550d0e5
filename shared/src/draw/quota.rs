//! Ratios and quotas, in integers.

/// A whole in basis points: 1 % = 100.
pub const BASIS_POINTS: u32 = 10_000;

coded_enum! {
    /// How a share of a number of doors becomes a number of doors. The rule is part of the plan.
    pub enum Rounding {
        Floor = "floor" ("舍去", "round down"),
        HalfUp = "half_up" ("四舍五入", "round half up"),
        Ceil = "ceil" ("进一", "round up"),
    }
}

impl Rounding {
    /// `numerator / 10000`, rounded.
    pub fn apply(self, numerator: u64) -> u64 {
        let whole = u64::from(BASIS_POINTS);
        match self {
            Self::Floor => numerator / whole,
            Self::HalfUp => (2 * numerator + whole) / (2 * whole),
            Self::Ceil => numerator.div_ceil(whole),
        }
    }
}

/// How many of `frame` doors are drawn at `ratio_bp`; at most ⌊frame · cap_bp / 10000⌋ where the item
/// is GENERAL (`cap_bp` given), and at most all of them.
pub fn quota(frame: u64, ratio_bp: u32, rounding: Rounding, cap_bp: Option<u32>) -> u64 {
    let wanted = rounding.apply(frame * u64::from(ratio_bp));
    let capped = cap_bp.map_or(wanted, |cap| wanted.min(Rounding::Floor.apply(frame * u64::from(cap))));
    capped.min(frame)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotas() {
        assert_eq!(quota(101, 500, Rounding::HalfUp, Some(500)), 5); // domain.md R3
        assert_eq!(quota(101, 500, Rounding::Ceil, Some(500)), 5);
        assert_eq!(quota(101, 500, Rounding::Ceil, None), 6);
        assert_eq!(quota(10, 500, Rounding::HalfUp, None), 1); // exactly a half goes up
        assert_eq!(quota(9, 500, Rounding::HalfUp, None), 0);
        assert_eq!(quota(7, 10_000, Rounding::Floor, None), 7);
        assert_eq!(quota(0, 10_000, Rounding::Ceil, None), 0);
    }
}
