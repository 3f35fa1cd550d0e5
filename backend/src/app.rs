//! The wiring: what every use case is given, and all services together.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, NaiveDate, Utc};
use shared::calendar::WorkCalendar;
use shared::ids::AuditId;
use uuid::Uuid;

use crate::audit::AuditService;
use crate::catalogue::CatalogueService;
use crate::clock::{Clock, IdMaker};
use crate::config::Settings;
use crate::coverage::CoverageService;
use crate::db::Db;
use crate::deadlines::DeadlineService;
use crate::disclosure::DisclosureService;
use crate::draw::DrawService;
use crate::files::FileStore;
use crate::jobs::JobService;
use crate::keys::KeyRing;
use crate::organisation::{OrganisationService, SessionService};
use crate::papers::Press;
use crate::planning::PlanningService;
use crate::portal::PortalService;
use crate::registry::RegistryService;
use crate::stats::StatsService;
use crate::uploads::UploadService;
use crate::visit::VisitService;

/// What use cases are given: database, time, ids, keys, files. Cheap to clone.
#[derive(Clone)]
pub struct Core(Arc<CoreParts>);

struct CoreParts {
    db: Db,
    clock: Arc<dyn Clock>,
    ids: IdMaker,
    keys: KeyRing,
    files: FileStore,
    calendar: WorkCalendar,
    settings: Settings,
    library_changes: AtomicU64,
    press: Press,
}

impl Core {
    /// Puts the parts together. `files` is the folder for uploads.
    pub fn new(db: Db, clock: Arc<dyn Clock>, keys: KeyRing, files: PathBuf, settings: Settings) -> Self {
        let files = FileStore::new(files);
        let calendar = WorkCalendar::published();
        let (ids, library_changes, press) = (IdMaker::default(), AtomicU64::new(0), Press::default());
        let parts = CoreParts { db, clock, ids, keys, files, calendar, settings, library_changes, press };
        Self(Arc::new(parts))
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The instant.
    pub fn now(&self) -> DateTime<Utc> {
        self.0.clock.now()
    }

    /// The civil day in China.
    pub fn today(&self) -> NaiveDate {
        self.0.clock.today()
    }

    /// A new id of any kind.
    pub fn id<T: From<Uuid>>(&self) -> T {
        T::from(self.0.ids.next(self.now()))
    }

    /// Id and time of an audit entry.
    pub fn stamp(&self) -> (AuditId, DateTime<Utc>) {
        (self.id(), self.now())
    }

    /// The keys.
    pub fn keys(&self) -> &KeyRing {
        &self.0.keys
    }

    /// Uploaded files.
    pub fn files(&self) -> &FileStore {
        &self.0.files
    }

    /// The statutory calendar.
    pub fn calendar(&self) -> &WorkCalendar {
        &self.0.calendar
    }

    /// How often this process has changed a library of subjects: what was counted before is old.
    pub fn library_changes(&self) -> u64 {
        self.0.library_changes.load(Ordering::Acquire)
    }

    /// To be called when a change of subjects, their tags or doors has been committed.
    pub fn library_changed(&self) {
        self.0.library_changes.fetch_add(1, Ordering::Release);
    }

    /// What sets papers.
    pub fn press(&self) -> &Press {
        &self.0.press
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }
}

/// All services.
#[derive(Clone)]
pub struct Services {
    /// What they share.
    pub core: Core,
    /// Divisions, departments, accounts.
    pub organisation: OrganisationService,
    /// Log-in and sessions.
    pub sessions: SessionService,
    /// Items.
    pub catalogue: CatalogueService,
    /// The two libraries.
    pub registry: RegistryService,
    /// Plans.
    pub planning: PlanningService,
    /// Waves and draws.
    pub draw: DrawService,
    /// Visits and results.
    pub visits: VisitService,
    /// Publication.
    pub disclosure: DisclosureService,
    /// The public portal without scripts.
    pub portal: PortalService,
    /// Dated duties.
    pub deadlines: DeadlineService,
    /// Long work.
    pub jobs: JobService,
    /// The trail.
    pub audit: AuditService,
    /// Uploaded files.
    pub uploads: UploadService,
    /// Figures.
    pub stats: StatsService,
    /// Gaps, conflicts, eligibility, the register of leave and recusal.
    pub coverage: CoverageService,
}

impl Services {
    /// All services over one core.
    pub fn new(core: Core) -> Self {
        let jobs = JobService::new(core.clone());
        let registry = RegistryService::new(core.clone(), jobs.clone());
        Self {
            portal: PortalService::new(core.clone(), registry.clone()),
            organisation: OrganisationService::new(core.clone()),
            sessions: SessionService::new(core.clone()),
            catalogue: CatalogueService::new(core.clone()),
            registry,
            planning: PlanningService::new(core.clone()),
            draw: DrawService::new(core.clone()),
            visits: VisitService::new(core.clone()),
            disclosure: DisclosureService::new(core.clone()),
            deadlines: DeadlineService::new(core.clone()),
            audit: AuditService::new(core.clone()),
            uploads: UploadService::new(core.clone()),
            stats: StatsService::new(core.clone()),
            coverage: CoverageService::new(core.clone()),
            jobs,
            core,
        }
    }
}
