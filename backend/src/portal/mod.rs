//! The public portal without scripts: pages, open data, a feed; made once for each change, at addresses that
//! stay. Nothing personal: no phone, no id number, no legal representative, no inspector.

mod cell;
mod feed;
mod files;
mod gather;
mod page;
mod pages;
mod shelf;
mod table;

use std::sync::Arc;

use sea_orm::EntityTrait;
use shared::Lang;
use shared::code::DivisionCode;

pub use shelf::Answer;

use crate::app::Core;
use crate::catalogue::CatalogueService;
use crate::db::Read;
use crate::db::entity::public_version;
use crate::disclosure::DisclosureService;
use crate::draw::DrawService;
use crate::error::Result;
use crate::organisation::OrganisationService;
use crate::planning::PlanningService;
use crate::registry::RegistryService;
use crate::stats::StatsService;
use files::Format;
use shelf::{Shelf, whole};
use table::Table;

/// Colours and sizes of the app, and what these pages need of them.
const STYLE: &str = concat!(include_str!("../../../frontend/styles/tokens.css"), include_str!("open.css"));

/// The mark of the program.
const ICON: &str = include_str!("../../../frontend/static/icon.svg");

/// See the module.
#[derive(Clone)]
pub struct PortalService {
    core: Core,
    organisation: OrganisationService,
    catalogue: CatalogueService,
    registry: RegistryService,
    planning: PlanningService,
    draw: DrawService,
    disclosure: DisclosureService,
    stats: StatsService,
    shelf: Shelf,
}

impl PortalService {
    /// Over the given core.
    pub fn new(core: Core, registry: RegistryService) -> Self {
        Self {
            organisation: OrganisationService::new(core.clone()),
            catalogue: CatalogueService::new(core.clone()),
            planning: PlanningService::new(core.clone()),
            draw: DrawService::new(core.clone()),
            disclosure: DisclosureService::new(core.clone()),
            stats: StatsService::new(core.clone()),
            shelf: Shelf::default(),
            registry,
            core,
        }
    }

    fn division(&self) -> &DivisionCode {
        &self.core.settings().division
    }

    /// How often what everybody may see has changed.
    async fn version(&self) -> Result<i64> {
        let row = public_version::Entity::find_by_id(1).row(self.core.db().read()).await?;
        Ok(row.map_or(0, |row| row.number))
    }

    /// What stands at an address after `/open`, as `en/results/2` or `data/plans.csv`; none where nothing does.
    /// `base` is the address of the server, for what needs whole addresses.
    pub async fn answer(&self, path: &str, base: &str) -> Result<Option<Arc<Answer>>> {
        let path = path.trim_matches('/');
        let (lang, rest) = language(path);
        let parts: Vec<&str> = rest.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => self.kept(path, Box::pin(self.home(lang))).await.map(Some),
            ["data"] => self.kept(path, Box::pin(self.data_page(lang))).await.map(Some),
            ["results"] => self.results_at(path, lang, 1).await,
            ["results", number] => match number.parse() {
                // The first page has one address.
                Ok(number) if number > 1 => self.results_at(path, lang, number).await,
                _ => Ok(None),
            },
            ["firms", uscc] => self.firm_at(path, lang, uscc).await,
            [name] => match (Table::parse(name), *name, lang) {
                (Some(table), ..) => self.kept(path, Box::pin(self.table_page(lang, table))).await.map(Some),
                (None, "feed.atom", Lang::Zh) => {
                    self.kept(&format!("{path} {base}"), Box::pin(self.feed(base))).await.map(Some)
                }
                (None, "style.css", Lang::Zh) => {
                    let style = async { whole("text/css; charset=utf-8", STYLE, None) };
                    self.kept(path, style).await.map(Some)
                }
                (None, "icon.svg", Lang::Zh) => {
                    self.kept(path, async { whole("image/svg+xml", ICON, None) }).await.map(Some)
                }
                _ => Ok(None),
            },
            ["data", name] if lang == Lang::Zh => self.open_file(name).await,
            _ => Ok(None),
        }
    }

    /// The page that says that nothing stands at an address after `/open`.
    ///
    /// # Errors
    /// As those of pages that are there.
    pub async fn missing(&self, path: &str) -> Result<Arc<Answer>> {
        let lang = language(path.trim_matches('/')).0;
        self.kept(&format!("missing {}", lang.tag()), Box::pin(self.missing_page(lang))).await
    }

    /// `/robots.txt`, `/sitemap.xml`.
    pub async fn for_robots(&self, name: &str, base: &str) -> Result<Option<Arc<Answer>>> {
        let key = format!("{name} {base}");
        match name {
            "robots.txt" => self.kept(&key, async { Self::robots(base) }).await.map(Some),
            "sitemap.xml" => self.kept(&key, Box::pin(self.sitemap(base))).await.map(Some),
            _ => Ok(None),
        }
    }

    /// A file of open data or its schema.
    async fn open_file(&self, name: &str) -> Result<Option<Arc<Answer>>> {
        let Some((table, ending)) = name.split_once('.') else { return Ok(None) };
        let Some(table) = Table::parse(table) else { return Ok(None) };
        let key = format!("data/{name}");
        match ending {
            "csv" => self.kept(&key, Box::pin(self.file(table, Format::Csv))).await.map(Some),
            "json" => self.kept(&key, Box::pin(self.file(table, Format::Json))).await.map(Some),
            "schema.json" => self.kept(&key, async { Self::json_schema(table) }).await.map(Some),
            "csv-metadata.json" => self.kept(&key, async { Self::csv_schema(table) }).await.map(Some),
            _ => Ok(None),
        }
    }

    async fn results_at(&self, path: &str, lang: Lang, number: u64) -> Result<Option<Arc<Answer>>> {
        self.kept_or_none(path, Box::pin(self.results_page(lang, number))).await
    }

    async fn firm_at(&self, path: &str, lang: Lang, uscc: &str) -> Result<Option<Arc<Answer>>> {
        self.kept_or_none(path, Box::pin(self.firm_page(lang, uscc))).await
    }

    async fn key(&self, path: &str) -> Result<shelf::Key> {
        Ok((self.version().await?, self.core.library_changes(), self.core.today(), path.to_owned()))
    }

    async fn kept(&self, path: &str, make: impl Future<Output = Result<Answer>>) -> Result<Arc<Answer>> {
        // Making one asks half the program: on the heap, or whoever only reads a kept one needs room for it too.
        Box::pin(self.shelf.get(self.key(path).await?, make)).await
    }

    /// As [`kept`](Self::kept), of what may not be there; that it is not is not kept.
    async fn kept_or_none(
        &self,
        path: &str,
        make: impl Future<Output = Result<Option<Answer>>>,
    ) -> Result<Option<Arc<Answer>>> {
        let make = async { make.await?.ok_or_else(|| shared::ErrorCode::NotFound.into()) };
        match self.kept(path, make).await {
            Ok(answer) => Ok(Some(answer)),
            Err(crate::error::Error::Refused(refusals))
                if refusals.iter().any(|refusal| refusal.code == shared::ErrorCode::NotFound) =>
            {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// The language of an address after `/open`, and the rest: English ones begin with `en`.
fn language(path: &str) -> (Lang, &str) {
    match path.strip_prefix("en") {
        Some("") => (Lang::En, ""),
        Some(rest) if rest.starts_with('/') => (Lang::En, &rest[1..]),
        _ => (Lang::Zh, path),
    }
}
