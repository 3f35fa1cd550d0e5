//! What an inspector does at a door, as commands that travel on their own.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::visit::{Answer, Disposal, ResultCode};

/// Where the phone said it was (WGS-84).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Metres.
    pub accuracy_m: f64,
}

/// One thing that was done or entered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Arrival at the door.
    CheckIn {
        /// Where, if the phone tells.
        place: Option<Place>,
    },
    /// An answer to a question.
    Answer {
        /// The item at the visit.
        item: String,
        /// The question.
        question: String,
        /// The answer.
        answer: Answer,
        /// Keys of the entries that stood on the screen; their place it takes ([`super::Register`]).
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        seen: BTreeSet<String>,
    },
    /// A photo. Its bytes are kept beside it, under its key.
    Photo {
        /// The item at the visit.
        item: String,
        /// What it shows.
        caption: String,
        /// The file at the server, once it is there: a photo whose second half failed is not sent twice.
        upload: Option<String>,
    },
    /// The result of an item, or its correction.
    Conclude {
        /// The item at the visit.
        item: String,
        /// What was found.
        code: ResultCode,
        /// What happens next.
        disposal: Disposal,
        /// In words.
        note: String,
        /// The version of the result that stood on the screen, 0 if there was none. A stale one is refused,
        /// and both are shown. Absent in what older apps wrote down.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        based_on: Option<u32>,
    },
    /// The end of the visit.
    Finish {
        /// Why it could not take place; absent if it did.
        reason: Option<String>,
    },
}

/// What a command is about, in words, for the list of what has not been sent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct About {
    /// The firm or door.
    pub door: String,
    /// Item or question.
    pub what: String,
}

impl Command {
    /// The item it belongs to; none for what concerns the whole visit.
    pub fn item(&self) -> Option<&str> {
        match self {
            Self::CheckIn { .. } | Self::Finish { .. } => None,
            Self::Answer { item, .. } | Self::Photo { item, .. } | Self::Conclude { item, .. } => Some(item),
        }
    }

    /// Whether `later` must wait while this one stands refused. A result rests on its answers and photos,
    /// the end on everything: sent without them, they could be put right no more.
    pub fn holds_back(&self, later: &Self) -> bool {
        match (self, later) {
            (Self::CheckIn { .. } | Self::Finish { .. }, _) | (_, Self::Finish { .. }) => true,
            (Self::Answer { item, .. } | Self::Photo { item, .. }, Self::Conclude { item: other, .. }) => {
                item == other
            }
            _ => false,
        }
    }

    /// Whether this, newly entered, takes the place of one that was refused.
    pub fn corrects(&self, refused: &Self) -> bool {
        match (self, refused) {
            (Self::CheckIn { .. }, Self::CheckIn { .. }) | (Self::Finish { .. }, Self::Finish { .. }) => true,
            (Self::Answer { question, item, .. }, Self::Answer { question: other, item: of, .. }) => {
                question == other && item == of
            }
            (Self::Conclude { item, .. }, Self::Conclude { item: other, .. }) => item == other,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(item: &str, question: &str) -> Command {
        Command::Answer {
            item: item.into(),
            question: question.into(),
            answer: Answer::YesNo(true),
            seen: BTreeSet::new(),
        }
    }

    fn conclude(item: &str) -> Command {
        let (code, disposal) = (ResultCode::NoIssue, Disposal::None);
        Command::Conclude { item: item.into(), code, disposal, note: String::new(), based_on: None }
    }

    #[test]
    fn a_refused_answer_holds_back_its_result_and_the_end() {
        let refused = answer("a", "1");
        assert!(refused.holds_back(&conclude("a")));
        assert!(refused.holds_back(&Command::Finish { reason: None }));
        assert!(!refused.holds_back(&conclude("b")));
        assert!(!refused.holds_back(&answer("a", "2")));
        assert!(Command::CheckIn { place: None }.holds_back(&answer("a", "1")));
    }

    #[test]
    fn a_new_answer_replaces_the_refused_one() {
        assert!(answer("a", "1").corrects(&answer("a", "1")));
        assert!(!answer("a", "1").corrects(&answer("a", "2")));
        assert!(!answer("a", "1").corrects(&answer("b", "1")));
        assert!(conclude("a").corrects(&conclude("a")));
        let photo = Command::Photo { item: "a".into(), caption: String::new(), upload: None };
        assert!(!photo.corrects(&photo));
    }

    #[test]
    fn commands_survive_being_written_down() {
        let all = [answer("a", "1"), conclude("a"), Command::Finish { reason: Some("关门".into()) }];
        for command in all {
            let text = serde_json::to_string(&command).unwrap();
            assert_eq!(serde_json::from_str::<Command>(&text).unwrap(), command);
        }
    }
}
