//! The pages: first page, a page for each table, results by pages, firms, the index of open data.

use maud::{Markup, html};
use shared::Lang;

use super::PortalService;
use super::cell::Cell;
use super::files::LICENCE;
use super::page::{Frame, address, say, table};
use super::shelf::{Answer, whole};
use super::table::Table;
use crate::disclosure;
use crate::error::Result;
use crate::stats::PublicFigures;

/// Results on a page.
pub const PAGE: u64 = 50;
const HTML: &str = "text/html; charset=utf-8";

impl PortalService {
    async fn page(
        &self,
        (lang, path): (Lang, &str),
        (title, app): (&str, &str),
        content: &Markup,
    ) -> Result<Answer> {
        let division = self.organisation.name_of(self.division()).await?;
        let frame = Frame { lang, division: &division, path, title, app };
        whole(HTML, &frame.page(content), None)
    }

    /// The first page: what is here, and the figures.
    pub(super) async fn home(&self, lang: Lang) -> Result<Answer> {
        let figures = self.stats.public_figures(self.division()).await?;
        let content = html! {
            p { (say(lang,
                "一次检查涉及的计划、抽取、事项、结果，均在此公开；任何人可凭统一社会信用代码查询企业的检查结果。",
                "Plans, draws, items and results of joint inspections, for everybody. A firm's results are found by its credit code.")) }
            (search(lang))
            (key_figures(lang, &figures))
            dl {
                @for table in Table::ALL {
                    dt { a href=(address(lang, table.name())) { (table.title(lang)) } }
                    dd { (table.note(lang)) }
                }
            }
        };
        self.page((lang, ""), (say(lang, "公示目录", "Contents"), "/"), &content).await
    }

    /// A table on one page.
    pub(super) async fn table_page(&self, lang: Lang, of: Table) -> Result<Answer> {
        let (rows, _) = self.rows(of).await?;
        let figures = match of {
            Table::Statistics => Some(self.stats.public_figures(self.division()).await?),
            _ => None,
        };
        let content = html! {
            p { (of.note(lang)) " " (downloads(lang, of)) }
            @if let Some(figures) = &figures {
                (key_figures(lang, figures))
                (by_month(lang, figures))
            }
            (table(lang, of.title(lang), of.columns(), &rows))
        };
        let app = match of {
            Table::Plans => "/public/plans",
            Table::Draws => "/public/draws",
            Table::Statistics => "/public/statistics",
            Table::Items | Table::Departments => "/public/items",
            Table::Results => "/public/results",
        };
        self.page((lang, of.name()), (of.title(lang), app), &content).await
    }

    /// A page of results, from 1; none beyond the last.
    pub(super) async fn results_page(&self, lang: Lang, number: u64) -> Result<Option<Answer>> {
        let total = disclosure::count_shown(self.core.db().read(), self.division()).await?;
        let last = total.div_ceil(PAGE).max(1);
        if number == 0 || number > last {
            return Ok(None);
        }
        let rows =
            disclosure::shown_page(self.core.db().read(), self.division(), ((number - 1) * PAGE, PAGE))
                .await?;
        let told = disclosure::tell(self.core.db().read(), rows).await?;
        let rows = self.result_rows(&told).await?;
        let of = Table::Results;
        let path = if number == 1 { of.name().to_owned() } else { format!("{}/{number}", of.name()) };
        let at = |number: u64| match number {
            1 => address(lang, of.name()),
            _ => address(lang, &format!("{}/{number}", of.name())),
        };
        let content = html! {
            p { (of.note(lang)) " " (downloads(lang, of)) }
            (table(lang, of.title(lang), of.columns(), &rows))
            nav.pages aria-label=(say(lang, "分页", "Pages")) {
                @if number > 1 { a rel="prev" href=(at(number - 1)) { (say(lang, "上一页", "Previous")) } " " }
                span { (number) " / " (last) }
                @if number < last { " " a rel="next" href=(at(number + 1)) { (say(lang, "下一页", "Next")) } }
            }
        };
        let title = match (number, lang) {
            (1, _) => of.title(lang).to_owned(),
            (_, Lang::Zh) => format!("{}（第 {number} 页）", of.title(lang)),
            (_, Lang::En) => format!("{} (page {number})", of.title(lang)),
        };
        self.page((lang, &path), (&title, "/public/results"), &content).await.map(Some)
    }

    /// A firm by its credit code: what was checked, by whom, with what result. Nothing personal.
    pub(super) async fn firm_page(&self, lang: Lang, uscc: &str) -> Result<Option<Answer>> {
        let Some(firm) = self.registry.public_subject(self.division(), uscc).await? else { return Ok(None) };
        let rows = self.disclosure.public_results(&[firm.id]).await?;
        let told = disclosure::tell(self.core.db().read(), rows).await?;
        let mut rows = self.result_rows(&told).await?;
        // The page says whose they are.
        for row in &mut rows {
            row[2] = Cell::Empty;
            row[3] = Cell::Empty;
        }
        let of = Table::Results;
        let content = html! {
            dl {
                dt { (say(lang, "统一社会信用代码", "Credit code")) } dd { (uscc) }
                dt { (say(lang, "类型", "Kind")) } dd { (firm.kind.label(lang)) }
                dt { (say(lang, "登记状态", "State")) } dd { (firm.status.label(lang)) }
                dt { (say(lang, "登记住所", "Registered address")) } dd { (firm.address) }
            }
            h2 { (of.title(lang)) }
            (table(lang, of.title(lang), of.columns(), &rows))
        };
        let (path, app) = (format!("firms/{uscc}"), format!("/public/firms/{uscc}"));
        self.page((lang, &path), (&firm.name, &app), &content).await.map(Some)
    }

    /// What is said where nothing stands, with the form of the first page to try again.
    pub(super) async fn missing_page(&self, lang: Lang) -> Result<Answer> {
        let content = html! {
            p { (say(lang,
                "地址有误，或者该统一社会信用代码没有对应的检查对象。",
                "The address is wrong, or no subject has this credit code.")) }
            (search(lang))
            p { a href=(address(lang, "")) { (say(lang, "公示目录", "Contents")) } }
        };
        self.page((lang, ""), (say(lang, "没有这个页面", "No such page"), "/"), &content).await
    }

    /// All files with sizes, licence and updates.
    pub(super) async fn data_page(&self, lang: Lang) -> Result<Answer> {
        let mut files = Vec::new();
        for of in Table::ALL {
            for ending in ["csv", "json"] {
                let name = format!("{}.{ending}", of.name());
                if let Some(answer) = self.open_file(&name).await? {
                    files.push((of, ending, name, answer.length));
                }
            }
        }
        let content = html! {
            p {
                (say(lang,
                    "文件可自由下载、再利用，注明来源即可；地址长期不变，内容变化时 ETag 随之变化。许可：",
                    "Free to use with attribution. Addresses are stable; the ETag changes with the content. Licence: "))
                a rel="license" href=(LICENCE) { "CC BY 4.0" }
            }
            div.scroll role="region" aria-label=(say(lang, "文件", "Files")) tabindex="0" {
                table {
                    caption { (say(lang, "文件", "Files")) }
                    thead { tr {
                        th scope="col" { (say(lang, "内容", "What")) } th scope="col" { (say(lang, "文件", "File")) }
                        th.num scope="col" { (say(lang, "字节", "Bytes")) } th scope="col" { (say(lang, "结构说明", "Schema")) }
                        th scope="col" { (say(lang, "更新", "Changes")) }
                    } }
                    tbody {
                        @for (of, ending, name, length) in &files {
                            @let schema = schema_name(*of, ending);
                            tr {
                                td { (of.title(lang)) }
                                td { a href={ "/open/data/" (name) } { (name) } }
                                td.num { (length) }
                                td { a href={ "/open/data/" (schema) } { (schema) } }
                                td { (of.changes(lang)) }
                            }
                        }
                    }
                }
            }
            p { (say(lang, "CSV 为 UTF-8（含 BOM），列表项以“；”分隔；JSON 为对象数组。", "CSV is UTF-8 with a byte-order mark, lists are joined by “；”; JSON is an array of objects.")) }
        };
        self.page((lang, "data"), (say(lang, "开放数据", "Open data"), "/"), &content).await
    }
}

/// The form that leads to a firm's page.
fn search(lang: Lang) -> Markup {
    html! {
        form action=(address(lang, "firms")) method="get" role="search" {
            label for="uscc" { (say(lang, "统一社会信用代码", "Credit code of a firm")) } " "
            input id="uscc" name="uscc" required maxlength="18" autocomplete="off"; " "
            button type="submit" { (say(lang, "查询", "Find")) }
        }
    }
}

/// The name of the schema of a file.
fn schema_name(of: Table, ending: &str) -> String {
    match ending {
        "csv" => format!("{}.csv-metadata.json", of.name()),
        _ => format!("{}.schema.json", of.name()),
    }
}

fn downloads(lang: Lang, of: Table) -> Markup {
    let file = |ending: &str| format!("/open/data/{}.{ending}", of.name());
    html! {
        span.downloads {
            (say(lang, "下载：", "Download: "))
            a href=(file("csv")) { "CSV" } " " a href=(file("json")) { "JSON" }
        }
    }
}

fn key_figures(lang: Lang, figures: &PublicFigures) -> Markup {
    let facts = [
        (say(lang, "已公示结果（项）", "Results published"), figures.results),
        (say(lang, "其中发现问题（项）", "Of these with something wrong"), figures.problems),
        (say(lang, "涉及检查对象（户）", "Subjects"), figures.firms),
        (say(lang, "已完成入企检查（次）", "Doors visited"), figures.doors),
    ];
    html! {
        dl.figures { @for (name, count) in facts { div { dt { (name) } dd { (count) } } } }
    }
}

fn by_month(lang: Lang, figures: &PublicFigures) -> Markup {
    let title = say(lang, "按月份", "By month");
    html! {
        @if !figures.months.is_empty() {
            table {
                caption { (title) }
                thead { tr {
                    th scope="col" { (say(lang, "月份", "Month")) } th.num scope="col" { (say(lang, "结果", "Results")) }
                    th.num scope="col" { (say(lang, "发现问题", "Something wrong")) }
                } }
                tbody {
                    @for (month, (all, bad)) in &figures.months {
                        tr { th scope="row" { (month) } td.num { (all) } td.num { (bad) } }
                    }
                }
            }
        }
    }
}
