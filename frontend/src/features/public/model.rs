//! What the public pages compute: where a log-in leads, where a witness stands, random numbers as people
//! write them down.

use shared::access::Grant;
use shared::draw::{Digest, HashAlgorithm, from_hex, key::commitment, to_hex};
use shared::organisation::Role;
use shared::planning::AttemptStatus;

use crate::routes::Page;

/// An address to go back to after the log-in: one of our own pages, and not the log-in itself.
pub fn own_page(back: &str) -> Option<&str> {
    let path = back.split(['?', '#']).next().unwrap_or(back);
    let ours = path.starts_with('/')
        && !path.starts_with("//")
        && !back.contains('\\')
        && !back.chars().any(char::is_control)
        && !matches!(Page::parse(path), Page::Unknown | Page::Login);
    ours.then_some(back)
}

/// Where somebody begins.
pub fn first_page(grants: &[Grant]) -> Page {
    let only_inspects = !grants.is_empty() && grants.iter().all(|grant| grant.role == Role::Inspector);
    if only_inspects { Page::Today } else { Page::Home }
}

/// Where a witness stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeatStep {
    /// They have to commit.
    Commit,
    /// They have committed; others and the freeze are waited for.
    AwaitFreeze,
    /// The beacon is waited for.
    AwaitBeacon,
    /// They have to reveal.
    Reveal,
    /// Others and the draw are waited for.
    AwaitDraw,
    /// It is drawn.
    Drawn,
    /// It is void.
    Void,
}

/// Where a witness stands in an attempt.
pub fn seat_step(status: AttemptStatus, committed: bool, revealed: bool) -> SeatStep {
    match status {
        AttemptStatus::Committing if committed => SeatStep::AwaitFreeze,
        AttemptStatus::Committing => SeatStep::Commit,
        AttemptStatus::Frozen => SeatStep::AwaitBeacon,
        AttemptStatus::Beacon if revealed => SeatStep::AwaitDraw,
        AttemptStatus::Beacon => SeatStep::Reveal,
        AttemptStatus::Drawn => SeatStep::Drawn,
        AttemptStatus::Void => SeatStep::Void,
    }
}

/// A random number as somebody typed it from paper: spaces, dashes and capitals do not matter.
pub fn typed_nonce(text: &str) -> Option<Digest> {
    let plain: String = text
        .chars()
        .filter(|character| !character.is_whitespace() && *character != '-')
        .map(|character| character.to_ascii_lowercase())
        .collect();
    from_hex(&plain)
}

/// The same in groups of four, to be written down.
pub fn grouped(hex: &str) -> Vec<String> {
    hex.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect()
}

/// Whether a random number is the one that was committed to.
pub fn fits(hash: HashAlgorithm, witness: &str, nonce: &Digest, committed: &str) -> bool {
    to_hex(&commitment(hash, witness, nonce)) == committed
}

/// `A 1% · B 3%`, or one ratio for all.
pub fn ratio_parts(ratios: &[(String, String)]) -> String {
    match ratios {
        [(_, only)] => only.clone(),
        several => {
            several.iter().map(|(name, ratio)| format!("{name}\u{a0}{ratio}")).collect::<Vec<_>>().join(" · ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_are_gone_back_to() {
        for own in ["/desk", "/desk/waves?tab=2", "/field/find#x", "/"] {
            assert_eq!(own_page(own), Some(own));
        }
        for other in [
            "",
            "desk",
            "//evil.example/desk",
            "/\\evil.example",
            "https://evil.example",
            "/login",
            "/nowhere",
            "/desk\n",
        ] {
            assert_eq!(own_page(other), None, "{other}");
        }
    }

    #[test]
    fn inspectors_begin_in_the_field() {
        let grant = |role| Grant { role, department: None };
        assert_eq!(first_page(&[grant(Role::Inspector)]), Page::Today);
        assert_eq!(first_page(&[grant(Role::Inspector), grant(Role::DepartmentHead)]), Page::Home);
        assert_eq!(first_page(&[]), Page::Home);
    }

    #[test]
    fn a_witness_has_one_thing_to_do_at_a_time() {
        assert_eq!(seat_step(AttemptStatus::Committing, false, false), SeatStep::Commit);
        assert_eq!(seat_step(AttemptStatus::Committing, true, false), SeatStep::AwaitFreeze);
        assert_eq!(seat_step(AttemptStatus::Frozen, true, false), SeatStep::AwaitBeacon);
        assert_eq!(seat_step(AttemptStatus::Beacon, true, false), SeatStep::Reveal);
        assert_eq!(seat_step(AttemptStatus::Beacon, true, true), SeatStep::AwaitDraw);
        assert_eq!(seat_step(AttemptStatus::Void, false, false), SeatStep::Void);
    }

    #[test]
    fn a_number_is_read_as_it_was_written_down() {
        let nonce = [0xab; 32];
        let written = grouped(&to_hex(&nonce)).join(" ").to_uppercase();
        assert_eq!(written.len(), 64 + 15);
        assert_eq!(typed_nonce(&written), Some(nonce));
        assert_eq!(typed_nonce("abab"), None);
        assert_eq!(typed_nonce(&"g".repeat(64)), None);
    }

    #[test]
    fn another_number_or_another_witness_does_not_fit() {
        for hash in [HashAlgorithm::Sha256, HashAlgorithm::Sm3] {
            let value = to_hex(&commitment(hash, "w1", &[1; 32]));
            assert!(fits(hash, "w1", &[1; 32], &value));
            assert!(!fits(hash, "w1", &[2; 32], &value));
            assert!(!fits(hash, "w2", &[1; 32], &value));
        }
    }

    #[test]
    fn ratios_in_one_line() {
        let of = |pairs: &[(&str, &str)]| {
            ratio_parts(
                &pairs.iter().map(|(name, ratio)| ((*name).into(), (*ratio).into())).collect::<Vec<_>>(),
            )
        };
        assert_eq!(of(&[("ALL", "3%")]), "3%");
        assert_eq!(of(&[("A", "1%"), ("B", "3%")]), "A\u{a0}1% · B\u{a0}3%");
    }
}
