//! From the contract to what the phone view computes with.

use shared::catalogue::AnswerKind;
use shared::visit::{Answer, Question};

use super::model::{Answered, Asked, Concluded, Item, Member, Named, Party, Photo, Visit, Voiced};
use super::queries::{
    AnswerNode, DepartmentNode, EvidenceNode, ItemNode, PartyNode, QuestionNode, ResultNode, SeatNode,
    SubjectName, VisitNode, VoiceNode,
};

impl From<DepartmentNode> for Named {
    fn from(node: DepartmentNode) -> Self {
        Self { id: node.id.into_inner(), name: node.name }
    }
}

impl From<SubjectName> for Named {
    fn from(node: SubjectName) -> Self {
        Self { id: node.id.into_inner(), name: node.name }
    }
}

impl From<PartyNode> for Party {
    fn from(node: PartyNode) -> Self {
        Self { department: node.department.into(), approved_at: node.approved_at }
    }
}

impl From<SeatNode> for Member {
    fn from(node: SeatNode) -> Self {
        let inspector = node.inspector;
        Self {
            inspector: Named { id: inspector.id.into_inner(), name: inspector.name },
            cert_no: inspector.cert_no,
            cert_days: (inspector.cert_valid_from.0, inspector.cert_valid_to.0),
            department: node.department.into(),
            leader: node.leader,
        }
    }
}

impl From<QuestionNode> for Asked {
    fn from(node: QuestionNode) -> Self {
        let question = Question {
            text: node.text,
            kind: node.kind.0,
            required: node.required,
            choices: node.choices,
            unit: node.unit,
        };
        Self { id: node.id.into_inner(), question }
    }
}

impl From<EvidenceNode> for Photo {
    fn from(node: EvidenceNode) -> Self {
        Self { upload: Some(node.upload_id.into_inner()), key: None, caption: node.caption }
    }
}

impl From<ResultNode> for Concluded {
    fn from(node: ResultNode) -> Self {
        let (code, disposal, publication) = (node.code.0, node.disposal.0, node.publication.0);
        let version = u32::try_from(node.version).unwrap_or_default();
        Self { version, code, disposal, note: node.note, publication }
    }
}

/// The answer, in the form its question asks for; one that lost its question is left out.
fn answered(node: AnswerNode, questions: &[Asked]) -> Option<Answered> {
    let id = node.question_id.into_inner();
    let kind = questions.iter().find(|asked| asked.id == id)?.question.kind;
    let voices: Option<Vec<Voiced>> = node.voices.into_iter().map(|voice| voiced(voice, kind)).collect();
    voices.filter(|voices| !voices.is_empty()).map(|voices| Answered { question: id, voices })
}

fn voiced(node: VoiceNode, kind: AnswerKind) -> Option<Voiced> {
    let answer = match (kind, node.yes, node.text) {
        (AnswerKind::YesNo, Some(yes), _) => Answer::YesNo(yes),
        (AnswerKind::Number, _, Some(text)) => Answer::Number(text),
        (AnswerKind::Text, _, Some(text)) => Answer::Text(text),
        (AnswerKind::Choice, _, Some(text)) => Answer::Choice(text),
        _ => return None,
    };
    Some(Voiced { key: node.key, answer, by: node.answered_by })
}

impl From<ItemNode> for Item {
    fn from(node: ItemNode) -> Self {
        let questions: Vec<Asked> = node.item.questions.into_iter().map(Asked::from).collect();
        let answers = node.answers.into_iter().filter_map(|answer| answered(answer, &questions)).collect();
        Self {
            id: node.id.into_inner(),
            department: node.department.into(),
            subject: node.subject.into(),
            name: node.item.name,
            method: node.method.0,
            notice: node.item.notice_policy.0,
            state: node.state.0,
            answers,
            photos: node.evidence.into_iter().map(Photo::from).collect(),
            result: node.result.map(Concluded::from),
            questions,
        }
    }
}

impl From<VisitNode> for Visit {
    fn from(node: VisitNode) -> Self {
        Self {
            id: node.id.into_inner(),
            code: node.code,
            status: node.status.0,
            opens_door: node.opens_door,
            days: node.days.into_iter().map(|day| day.0).collect(),
            address: node.site.address,
            checked_in_at: node.checked_in_at,
            completed_at: node.completed_at,
            reason: node.not_possible_reason,
            lead: node.lead.into(),
            parties: node.departments.into_iter().map(Party::from).collect(),
            team: node.team.into_iter().map(Member::from).collect(),
            items: node.items.into_iter().map(Item::from).collect(),
        }
    }
}
