//! What officers have answered to a question, merged; and what a late answer does to a result.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Answer, ItemState};
use crate::ErrorCode;
use crate::ids::UserId;
use crate::sync::{Register, Standing, Voice};

/// Who entered something, and when the server had it. The time is told and orders nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The account.
    pub account: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

/// The entries of one question at one item.
pub type Voices = Register<Answer, Author>;

/// What has become of an item by an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// Nothing but the entry.
    Noted,
    /// The item was concluded on other answers; its result has to be confirmed or corrected.
    Reopened,
}

/// Takes an entry in. Once the result is published nothing is taken; before, what arrives after the
/// conclusion is, and where it changes what stands, the conclusion no longer rests on it.
///
/// # Errors
/// [`ErrorCode::IllegalTransition`] once the result is published or withheld.
pub fn take_answer(
    voices: &mut Voices,
    state: ItemState,
    key: &str,
    voice: Voice<Answer, Author>,
) -> Result<Taken, ErrorCode> {
    match state {
        ItemState::Open => {
            voices.take(key, voice);
            Ok(Taken::Noted)
        }
        ItemState::Done => {
            let before = value(voices);
            voices.take(key, voice);
            Ok(if value(voices) == before { Taken::Noted } else { Taken::Reopened })
        }
        ItemState::Published | ItemState::Withheld => Err(ErrorCode::IllegalTransition),
    }
}

/// The value that stands; none if there is no answer, or more than one.
pub fn value(voices: &Voices) -> Option<Answer> {
    match voices.standing() {
        Standing::Value(value) => Some(value.clone()),
        Standing::Nothing | Standing::Contested(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn voice(yes: bool, seen: &[&str]) -> Voice<Answer, Author> {
        let by = Author { account: UserId(uuid::Uuid::from_u128(1)), at: DateTime::UNIX_EPOCH };
        let seen: BTreeSet<String> = seen.iter().map(|key| (*key).to_owned()).collect();
        Voice { value: Answer::YesNo(yes), by, seen }
    }

    #[test]
    fn an_answer_after_the_conclusion_opens_it_again_if_it_changes_something() {
        let mut voices = Voices::default();
        let mut take = |state, key: &str, voice| take_answer(&mut voices, state, key, voice);
        assert_eq!(take(ItemState::Open, "a", voice(true, &[])), Ok(Taken::Noted));
        assert_eq!(take(ItemState::Done, "b", voice(true, &[])), Ok(Taken::Noted), "they agree");
        assert_eq!(take(ItemState::Done, "c", voice(false, &[])), Ok(Taken::Reopened));
        assert_eq!(take(ItemState::Done, "c", voice(false, &[])), Ok(Taken::Noted), "known already");
        let refused = Err(ErrorCode::IllegalTransition);
        assert_eq!(take(ItemState::Published, "d", voice(true, &[])), refused);
        assert_eq!(take(ItemState::Withheld, "d", voice(true, &[])), refused);
        assert_eq!((value(&voices), voices.heads().len()), (None, 3), "contested");
    }

    #[test]
    fn they_are_kept_as_json() {
        let mut voices = Voices::default();
        voices.take("a", voice(true, &["x"]));
        let text = serde_json::to_string(&voices).unwrap();
        assert_eq!(serde_json::from_str::<Voices>(&text).unwrap(), voices);
    }
}
