//! What the addresses of the lists ask for.

use shared::visit::{ClockColour, PublicationStatus, VisitStatus};

use super::queries::VisitFilter;
use super::result_queries::ResultFilter;
use crate::api::{Coded, Date};

/// What stands in the address of the list of visits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// Wave.
    pub wave: String,
    /// Code of a state.
    pub status: String,
    /// Department that takes part.
    pub department: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Department whose head is awaited.
    pub awaiting: Option<cynic::Id>,
}

/// An id of the address, if there is one.
fn id(text: &str) -> Option<cynic::Id> {
    (!text.is_empty()).then(|| cynic::Id::new(text))
}

/// A day of the address; what is none is left out.
fn day(text: &str) -> Option<Date> {
    text.parse().ok().map(Date)
}

impl From<Asked> for VisitFilter {
    fn from(asked: Asked) -> Self {
        Self {
            awaiting_approval_of: asked.awaiting,
            department_id: id(&asked.department),
            from: day(&asked.from),
            statuses: VisitStatus::parse(&asked.status).map(Coded).into_iter().collect(),
            to: day(&asked.to),
            wave_id: id(&asked.wave),
        }
    }
}

/// What stands in the address of the results.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AskedResults {
    /// Colour of the clock, or `PROVISIONAL`.
    pub clock: String,
    /// Publication status; those to be published if empty, or `ALL`.
    pub publication: String,
    /// Department.
    pub department: String,
    /// Due before this day.
    pub due: String,
    /// Only what may be published now.
    pub ready: bool,
    /// Only what is withheld and to be looked at again.
    pub review: bool,
}

/// The mark of provisional due days among the colours.
pub const PROVISIONAL: &str = "PROVISIONAL";

/// The mark of results with whatever publication status.
pub const ALL_RESULTS: &str = "ALL";

impl From<AskedResults> for ResultFilter {
    fn from(asked: AskedResults) -> Self {
        let provisional = asked.clock == PROVISIONAL;
        let publication = match asked.publication.as_str() {
            _ if asked.review => None,
            ALL_RESULTS => None,
            code => PublicationStatus::parse(code).or(Some(PublicationStatus::Pending)),
        };
        Self {
            clock: ClockColour::parse(&asked.clock).map(Coded),
            department_id: id(&asked.department),
            due_before: day(&asked.due),
            provisional: provisional.then_some(true),
            publication: publication.map(Coded),
            ready: asked.ready,
            review: asked.review,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_filters() {
        let asked = Asked { status: "PLANNED".into(), from: "2026-13-01".into(), ..Asked::default() };
        let filter = VisitFilter::from(asked);
        assert_eq!(filter.statuses, [Coded(VisitStatus::Planned)]);
        assert_eq!((filter.from, filter.wave_id), (None, None));
        let results =
            |clock: &str| ResultFilter::from(AskedResults { clock: clock.into(), ..AskedResults::default() });
        assert_eq!(results("RED").clock, Some(Coded(ClockColour::Red)));
        assert_eq!(results(PROVISIONAL).provisional, Some(true));
        assert_eq!(results(PROVISIONAL).publication, Some(Coded(PublicationStatus::Pending)));
        assert_eq!(results("nonsense"), results(""));
        let of =
            |publication: &str| AskedResults { publication: publication.into(), ..AskedResults::default() };
        assert_eq!(ResultFilter::from(of(ALL_RESULTS)), ResultFilter::default());
        let withheld = ResultFilter::from(of("WITHHELD")).publication;
        assert_eq!(withheld, Some(Coded(PublicationStatus::Withheld)));
        let review = ResultFilter::from(AskedResults { review: true, ..AskedResults::default() });
        assert_eq!((review.review, review.publication), (true, None));
    }
}
