//! Visits as a draw makes them.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, EntityTrait};
use shared::ErrorCode;
use shared::catalogue::CheckMethod;
use shared::ids::{DepartmentId, ItemId, SiteId, SubjectId, VisitId};
use shared::visit::{ItemState, VisitStatus};

use crate::app::Core;
use crate::db::Tx;
use crate::db::entity::{inspector, seat, visit, visit_day, visit_department, visit_item};
use crate::draw::Wave;
use crate::error::{Error, Result};

/// A visit to be made.
#[derive(Debug, Clone)]
pub struct NewVisit {
    /// The door.
    pub site: SiteId,
    /// `wave/site`.
    pub code: String,
    /// Whether somebody goes there.
    pub opens_door: bool,
    /// The leading department.
    pub lead: DepartmentId,
    /// Its days.
    pub days: Vec<NaiveDate>,
    /// Departments with the officers each sends.
    pub departments: Vec<(DepartmentId, u32)>,
    /// Who goes.
    pub seats: Vec<NewSeat>,
    /// What is inspected.
    pub items: Vec<NewVisitItem>,
}

/// A seat as the draw filled it.
#[derive(Debug, Clone)]
pub struct NewSeat {
    /// Department.
    pub department: DepartmentId,
    /// Code of the inspector.
    pub inspector: String,
    /// Whether this is the team leader.
    pub leader: bool,
}

/// An item to be inspected.
#[derive(Debug, Clone)]
pub struct NewVisitItem {
    /// The subject.
    pub subject: SubjectId,
    /// The department's item.
    pub item: ItemId,
    /// Department.
    pub department: DepartmentId,
    /// Task it was drawn for.
    pub task: String,
    /// How.
    pub method: CheckMethod,
    /// When.
    pub day: NaiveDate,
}

/// Rows of one table, written in pieces.
struct Rows<E: EntityTrait>(Vec<E::ActiveModel>);

impl<E: EntityTrait> Rows<E> {
    fn new() -> Self {
        Self(Vec::new())
    }

    async fn write(self, tx: &Tx) -> Result<()>
    where
        E::ActiveModel: Send,
    {
        let mut rest = self.0.into_iter();
        loop {
            let piece: Vec<E::ActiveModel> = rest.by_ref().take(500).collect();
            if piece.is_empty() {
                return Ok(());
            }
            E::insert_many(piece).exec_without_returning(&**tx).await?;
        }
    }
}

/// Writes the visits of a wave into the caller's transaction, earliest first.
pub async fn create(core: &Core, tx: &Tx, wave: &Wave, mut visits: Vec<NewVisit>) -> Result<()> {
    // Ids grow with the day, so that lists by id are lists by day.
    visits.sort_by(|one, two| (one.days.first(), &one.code).cmp(&(two.days.first(), &two.code)));
    let inspectors = inspector_ids(tx, wave, &visits).await?;
    let now = core.now();
    let mut rows = Rows::<visit::Entity>::new();
    let mut days = Rows::<visit_day::Entity>::new();
    let mut departments = Rows::<visit_department::Entity>::new();
    let mut seats = Rows::<seat::Entity>::new();
    let mut items = Rows::<visit_item::Entity>::new();
    for new in visits {
        let id: VisitId = core.id();
        let first_day = new.days.first().copied().ok_or(ErrorCode::WindowNoWorkingDay)?;
        rows.0.push(visit::ActiveModel {
            id: Set(id),
            division_code: Set(wave.division_code.clone()),
            wave_id: Set(wave.id),
            site_id: Set(new.site),
            code: Set(new.code),
            opens_door: Set(new.opens_door),
            status: Set(VisitStatus::Planned),
            lead_department_id: Set(new.lead),
            first_day: Set(first_day),
            checked_in_at: Set(None),
            checked_in_by: Set(None),
            latitude: Set(None),
            longitude: Set(None),
            accuracy_m: Set(None),
            completed_at: Set(None),
            not_possible_reason: Set(None),
            revision: Set(1),
        });
        days.0.extend(
            new.days.iter().map(|day| visit_day::ActiveModel { visit_id: Set(id), on_day: Set(*day) }),
        );
        departments.0.extend(new.departments.iter().map(|(department, officers)| {
            visit_department::ActiveModel {
                visit_id: Set(id),
                department_id: Set(*department),
                seats: Set(i64::from(*officers)),
                approved_by: Set(None),
                approved_at: Set(None),
            }
        }));
        for new_seat in new.seats {
            let inspector = inspectors.get(&new_seat.inspector);
            seats.0.push(seat::ActiveModel {
                id: Set(core.id()),
                visit_id: Set(id),
                department_id: Set(new_seat.department),
                inspector_id: Set(
                    *inspector.ok_or_else(|| Error::broken("an inspector who is not in the library"))?
                ),
                leader: Set(new_seat.leader),
                seated_at: Set(now),
                left_at: Set(None),
                change: Set(None),
                reason: Set(None),
                follows: Set(None),
                judged: Set(None),
            });
        }
        items.0.extend(new.items.into_iter().map(|item| visit_item::ActiveModel {
            id: Set(core.id()),
            visit_id: Set(id),
            on_day: Set(item.day),
            subject_id: Set(item.subject),
            item_id: Set(item.item),
            department_id: Set(item.department),
            task_code: Set(item.task),
            method: Set(item.method),
            state: Set(ItemState::Open),
            revision: Set(1),
        }));
    }
    rows.write(tx).await?;
    days.write(tx).await?;
    departments.write(tx).await?;
    seats.write(tx).await?;
    items.write(tx).await
}

async fn inspector_ids(
    tx: &Tx,
    wave: &Wave,
    visits: &[NewVisit],
) -> Result<std::collections::BTreeMap<String, shared::ids::InspectorId>> {
    use sea_orm::{ColumnTrait, QueryFilter};
    let codes: std::collections::BTreeSet<&str> =
        visits.iter().flat_map(|visit| visit.seats.iter().map(|seat| seat.inspector.as_str())).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let mut found = std::collections::BTreeMap::new();
    for piece in codes.chunks(500) {
        let rows = inspector::Entity::find()
            .filter(inspector::Column::DivisionCode.eq(wave.division_code.as_str()))
            .filter(inspector::Column::Code.is_in(piece.iter().copied()))
            .all(&**tx)
            .await?;
        found.extend(rows.into_iter().map(|row| (row.code, row.id)));
    }
    Ok(found)
}
