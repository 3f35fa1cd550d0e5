//! A new wave's rules and its turn as they are typed, and what they mean.

use serde::{Deserialize, Serialize};
use shared::ErrorCode;
use shared::draw::Rotation;
use shared::planning::FrameRules;

/// Paths of the fields, as the server names them.
pub const CAP_BODY: &str = "rules.capPerBody";
/// Cap of all departments.
pub const CAP_ALL: &str = "rules.capCombined";
/// Days after a visit.
pub const RECENT: &str = "rules.recentDays";
/// Days of a conclusion.
pub const REUSE: &str = "rules.reuseDays";
/// The wave before.
pub const PREVIOUS: &str = "turn.previousWaveId";
/// The ratio a turn is made for.
pub const RATIO: &str = "turn.ratioBp";
/// Share wanted again.
pub const REPEAT: &str = "turn.repeatBp";
/// Width of the noise.
pub const NOISE: &str = "turn.noiseBp";
/// Share of fresh numbers.
pub const FRESH: &str = "turn.freshBp";

/// Something that cannot be read, and where.
pub type Problem = (ErrorCode, &'static str);

/// Rules as typed; what is left empty is not asked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TypedRules {
    /// Whether the quiet list is kept.
    pub quiet: bool,
    /// Cap of one department.
    pub cap_body: String,
    /// Cap of all.
    pub cap_all: String,
    /// Days after a visit.
    pub recent: String,
    /// Days of a conclusion.
    pub reuse: String,
}

impl From<FrameRules> for TypedRules {
    fn from(rules: FrameRules) -> Self {
        let text = |value: Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
        Self {
            quiet: rules.quiet_list,
            cap_body: text(rules.cap_per_body),
            cap_all: text(rules.cap_combined),
            recent: text(rules.recent_days),
            reuse: text(rules.reuse_days),
        }
    }
}

impl TypedRules {
    /// The rules.
    ///
    /// # Errors
    /// What is no number, and where; whether the numbers are possible the rules themselves say.
    pub fn read(&self) -> Result<FrameRules, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut number = |text: &str, path| match text.trim() {
            "" => None,
            text => text.parse::<u32>().map_err(|_| problems.push((ErrorCode::InvalidFormat, path))).ok(),
        };
        let rules = FrameRules {
            quiet_list: self.quiet,
            cap_per_body: number(&self.cap_body, CAP_BODY),
            cap_combined: number(&self.cap_all, CAP_ALL),
            recent_days: number(&self.recent, RECENT),
            reuse_days: number(&self.reuse, REUSE),
        };
        if problems.is_empty() { Ok(rules) } else { Err(problems) }
    }
}

/// A turn as typed: shares in per cent. Without a wave before there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedTurn {
    /// Id of the wave before, or nothing.
    pub previous: String,
    /// The ratio it is made for.
    pub ratio: String,
    /// Share wanted again.
    pub repeat: String,
    /// Width of the noise.
    pub noise: String,
    /// Share of fresh numbers.
    pub fresh: String,
}

impl Default for TypedTurn {
    /// Once a series turns: few come twice, and nobody is safe.
    fn default() -> Self {
        let text = str::to_owned;
        Self {
            previous: String::new(),
            ratio: text("20"),
            repeat: text("10"),
            noise: text("5"),
            fresh: text("20"),
        }
    }
}

impl TypedTurn {
    /// How it turns, whether or not a wave to follow is chosen.
    ///
    /// # Errors
    /// What is no share, and where.
    pub fn rotation(&self) -> Result<Rotation, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut share = |text: &str, path| {
            basis_points(text).unwrap_or_else(|code| {
                problems.push((code, path));
                0
            })
        };
        let rotation = Rotation {
            ratio_bp: share(&self.ratio, RATIO),
            repeat_bp: share(&self.repeat, REPEAT),
            noise_bp: share(&self.noise, NOISE),
            fresh_bp: share(&self.fresh, FRESH),
        };
        if problems.is_empty() { Ok(rotation) } else { Err(problems) }
    }
}

/// Per cent with at most two decimals, as basis points.
fn basis_points(text: &str) -> Result<u32, ErrorCode> {
    let text = text.trim().trim_end_matches(['%', '％']).trim_end();
    if text.is_empty() {
        return Err(ErrorCode::Required);
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 2 {
        return Err(ErrorCode::InvalidFormat);
    }
    let hundredths = format!("{part:0<2}").parse::<u32>().map_err(|_| ErrorCode::InvalidFormat)?;
    let whole = whole.parse::<u32>().map_err(|_| ErrorCode::OutOfRange)?;
    whole.checked_mul(100).and_then(|whole| whole.checked_add(hundredths)).ok_or(ErrorCode::OutOfRange)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_again() {
        let rules = FrameRules { recent_days: Some(90), ..FrameRules::usual(Some(2), None) };
        assert_eq!(TypedRules::from(rules).read(), Ok(rules));
        let wrong = TypedRules { cap_body: "两".into(), reuse: "-1".into(), ..TypedRules::default() };
        assert_eq!(
            wrong.read(),
            Err(vec![(ErrorCode::InvalidFormat, CAP_BODY), (ErrorCode::InvalidFormat, REUSE)])
        );
    }

    #[test]
    fn a_new_turn_may_be_made() {
        let rotation = TypedTurn::default().rotation().unwrap();
        assert_eq!(rotation, Rotation { ratio_bp: 2000, repeat_bp: 1000, noise_bp: 500, fresh_bp: 2000 });
        assert_eq!(rotation.check(), []);
    }

    #[test]
    fn shares_are_typed_in_per_cent() {
        let read = |text| basis_points(text);
        assert_eq!(
            [read("5"), read(" 2.5 % "), read("0.05"), read("100")],
            [Ok(500), Ok(250), Ok(5), Ok(10_000)]
        );
        assert_eq!(read(""), Err(ErrorCode::Required));
        for wrong in ["x", "-1", "1.", ".5", "1.234", "1,5"] {
            assert_eq!(read(wrong), Err(ErrorCode::InvalidFormat), "{wrong}");
        }
        assert_eq!(read("99999999999"), Err(ErrorCode::OutOfRange));
        let wrong = TypedTurn { noise: "a".into(), ..TypedTurn::default() };
        assert_eq!(wrong.rotation(), Err(vec![(ErrorCode::InvalidFormat, NOISE)]));
    }
}
