//! Sending one command, and reading what came of it.

use shared::ErrorCode;
use shared::visit::VisitStatus;

use super::Outbox;
use super::commands::{
    AddEvidenceInput, CheckInInput, EnterResultInput, FinishVisitInput, PositionInput, SaveAnswerInput,
    add_evidence, check_in, enter_result, finish_visit, save_answer,
};
use crate::api::{self, Answer, ApiError, Coded};
use crate::features::field::model::{Command, Entry, Outcome, Refusal};
use crate::features::field::queries::visit_status;
use crate::features::field::words::PHOTO_GONE;
use crate::locales::{semicolon, t};
use crate::platform::files;

/// Sends a command of the outbox.
pub async fn send(entry: Entry, outbox: Outbox) -> Outcome {
    let key = entry.key;
    let id = |text: &str| cynic::Id::new(text);
    match entry.command {
        Command::CheckIn { place } => {
            let position = place.map(|at| PositionInput {
                latitude: at.latitude,
                longitude: at.longitude,
                accuracy_m: at.accuracy_m,
            });
            let input = CheckInInput { command_key: key, position, visit_id: id(&entry.visit) };
            let done = [VisitStatus::CheckedIn, VisitStatus::Completed];
            unless_done(read(check_in(input).await), &entry.visit, &done).await
        }
        Command::Answer { item, question, answer, seen } => {
            let (visit_item_id, question_id) = (id(&item), id(&question));
            let (answer, seen) = (answer.into(), Some(seen.into_iter().collect()));
            let input = SaveAnswerInput { answer, command_key: key, question_id, seen, visit_item_id };
            read(save_answer(input).await)
        }
        Command::Photo { item, caption, upload } => {
            let file = match upload {
                Some(file) => file,
                None => match upload_photo(&key, outbox.photo(&key).await).await {
                    Ok(file) => {
                        outbox.uploaded(entry.seq, file.clone());
                        file
                    }
                    Err(outcome) => return outcome,
                },
            };
            let input = AddEvidenceInput {
                caption,
                command_key: key,
                upload_id: id(&file),
                visit_item_id: id(&item),
            };
            read(add_evidence(input).await)
        }
        Command::Conclude { item, code, disposal, note, based_on } => {
            let (code, disposal) = (Coded(code), Coded(disposal));
            let visit_item_id = id(&item);
            let based_on = based_on.and_then(|version| i32::try_from(version).ok());
            let input = EnterResultInput { based_on, code, command_key: key, disposal, note, visit_item_id };
            read(enter_result(input).await)
        }
        Command::Finish { reason } => {
            let done = if reason.is_some() { VisitStatus::NotPossible } else { VisitStatus::Completed };
            let visit_id = id(&entry.visit);
            let input = FinishVisitInput { command_key: key, not_possible_reason: reason, visit_id };
            unless_done(read(finish_visit(input).await), &entry.visit, &[done]).await
        }
    }
}

async fn upload_photo(key: &str, bytes: Option<Vec<u8>>) -> Result<String, Outcome> {
    let file = bytes.and_then(|bytes| files::from_bytes(&format!("{key}.jpg"), "image/jpeg", &bytes));
    let Some(file) = file else {
        let words = t(PHOTO_GONE).to_owned();
        return Err(Outcome::Refused(Refusal { code: ErrorCode::EvidenceMissing.to_string(), words }));
    };
    let sent = api::upload(&file, "PHOTO", |_, _| {}).await;
    sent.map(|uploaded| uploaded.id).map_err(failure)
}

/// What the server made of a command.
fn read<T>(answer: Answer<T>) -> Outcome {
    match answer {
        Ok((Some(_), _)) => Outcome::Accepted,
        Ok((None, errors)) => match errors.first() {
            Some(first) => {
                let code = first.code.to_string();
                let words: Vec<String> = errors.into_iter().map(|error| error.message).collect();
                Outcome::Refused(Refusal { code, words: words.join(semicolon()) })
            }
            None => Outcome::Failed,
        },
        Err(error) => failure(error),
    }
}

fn failure(error: ApiError) -> Outcome {
    if error.needs_login() {
        // Whoever logs in again sends it.
        return Outcome::Unreachable;
    }
    match error {
        ApiError::Offline | ApiError::Refused { code: ErrorCode::RateLimited, .. } => Outcome::Unreachable,
        ApiError::Unexpected(_) | ApiError::Refused { code: ErrorCode::Internal, .. } => Outcome::Failed,
        ApiError::Refused { code, message, .. } => {
            Outcome::Refused(Refusal { code: code.to_string(), words: message })
        }
    }
}

/// A step of the visit that a colleague has already taken is taken: two phones may both arrive.
async fn unless_done(outcome: Outcome, visit: &str, done: &[VisitStatus]) -> Outcome {
    let step_taken = matches!(&outcome, Outcome::Refused(refusal) if refusal.code == ErrorCode::IllegalTransition.as_str());
    if !step_taken {
        return outcome;
    }
    match visit_status(visit).await {
        Ok(status) if done.contains(&status) => Outcome::Accepted,
        Ok(_) => outcome,
        Err(error) => failure(error),
    }
}
