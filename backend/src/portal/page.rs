//! Pages without scripts: the frame around all of them, and tables. Everything that is shown is escaped.

use maud::{DOCTYPE, Markup, html};
use shared::Lang;

use super::cell::{Cell, Cells, Column, Kind};
use super::table::Table;

/// Where the pages are.
pub const ROOT: &str = "/open";

/// A word in the language of the page.
pub const fn say(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// The address of a page in a language: Chinese ones have no mark.
pub fn address(lang: Lang, path: &str) -> String {
    match (lang, path) {
        (Lang::Zh, "") => ROOT.to_owned(),
        (Lang::Zh, path) => format!("{ROOT}/{path}"),
        (Lang::En, "") => format!("{ROOT}/en"),
        (Lang::En, path) => format!("{ROOT}/en/{path}"),
    }
}

/// What the frame of a page needs to know.
pub struct Frame<'a> {
    /// The language.
    pub lang: Lang,
    /// What the division is called.
    pub division: &'a str,
    /// The page's address after [`ROOT`], without a mark for the language.
    pub path: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The same in the app.
    pub app: &'a str,
}

impl Frame<'_> {
    /// The page.
    pub fn page(&self, content: &Markup) -> String {
        let lang = self.lang;
        let site = match lang {
            Lang::Zh => format!("{}“双随机、一公开”公示", self.division),
            Lang::En => format!("{} joint random inspections: public register", self.division),
        };
        let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
        let page = html! {
            (DOCTYPE)
            html lang=(lang.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.title) " · " (site) }
                    link rel="stylesheet" href="/open/style.css";
                    link rel="icon" href="/open/icon.svg" type="image/svg+xml";
                    link rel="canonical" href=(address(lang, self.path));
                    link rel="alternate" hreflang=(other.tag()) href=(address(other, self.path));
                    link rel="alternate" type="application/atom+xml" title=(say(lang, "更新", "Updates")) href="/open/feed.atom";
                }
                body {
                    a.skip href="#content" { (say(lang, "跳到正文", "Skip to content")) }
                    header {
                        p.site { a href=(address(lang, "")) { (site) } }
                        (self.links())
                    }
                    main id="content" {
                        h1 { (self.title) }
                        (content)
                    }
                    footer {
                        p {
                            a href=(self.app) { (say(lang, "在应用中查看", "See this in the app")) } " · "
                            a href=(address(lang, "data")) { (say(lang, "开放数据", "Open data")) } " · "
                            a href="/open/feed.atom" { "Atom" } " · "
                            a href=(address(other, self.path)) lang=(other.tag()) hreflang=(other.tag()) {
                                (say(other, "简体中文", "English"))
                            }
                        }
                        p { (say(lang,
                            "公示信息不含电话、证件号码、法定代表人等个人信息。结果由实施检查的部门录入、公示。",
                            "No phone, identity number or legal representative is shown. Each department enters and publishes what it checked.")) }
                    }
                }
            }
        };
        page.into_string()
    }

    fn links(&self) -> Markup {
        let lang = self.lang;
        html! {
            nav aria-label=(say(lang, "公示内容", "Contents")) {
                ul {
                    @for table in Table::ALL {
                        li {
                            a href=(address(lang, table.name()))
                                aria-current=[(self.path == table.name()).then_some("page")] { (table.title(lang)) }
                        }
                    }
                }
            }
        }
    }
}

/// A table of some columns; empty columns are left out.
pub fn table(lang: Lang, caption: &str, columns: &[Column], rows: &[Cells]) -> Markup {
    let used: Vec<(usize, &Column)> = columns
        .iter()
        .enumerate()
        .filter(|(place, _)| rows.iter().any(|row| row.get(*place).is_some_and(is_filled)))
        .collect();
    html! {
        @if rows.is_empty() {
            p { (say(lang, "暂无公示内容。", "Nothing is published yet.")) }
        } @else {
            div.scroll role="region" aria-label=(caption) tabindex="0" {
                // On a phone each row becomes a block; the roles stay what they are.
                table role="table" {
                    caption { (caption) }
                    thead role="rowgroup" {
                        tr role="row" {
                            @for (_, column) in &used {
                                th scope="col" role="columnheader" class=[class(column.kind)] { (column.label(lang)) }
                            }
                        }
                    }
                    tbody role="rowgroup" {
                        @for row in rows {
                            tr role="row" {
                                @for (place, column) in &used {
                                    td role="cell" class=[class(column.kind)] data-label=(column.label(lang)) {
                                        (cell(lang, row.get(*place)))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Numbers stand below one another; days and codes in one piece.
const fn class(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Whole => Some("num"),
        Kind::Code | Kind::Day | Kind::Time => Some("one"),
        Kind::Text | Kind::Word | Kind::List => None,
    }
}

fn is_filled(cell: &Cell) -> bool {
    !matches!(cell, Cell::Empty) && !matches!(cell, Cell::List(parts) if parts.is_empty())
}

fn cell(lang: Lang, cell: Option<&Cell>) -> Markup {
    match cell {
        None | Some(Cell::Empty) => html! {},
        Some(Cell::List(parts)) if parts.len() > 1 => html! { ul { @for part in parts { li { (part) } } } },
        Some(Cell::Link(text, to)) => html! { a href=(in_language(lang, to)) { (text) } },
        Some(Cell::Day(day)) => html! { time datetime=(day) { (day) } },
        Some(Cell::Time(_)) => {
            let shown = cell.map(|cell| cell.shown(lang)).unwrap_or_default();
            let filed = cell.map(Cell::filed).unwrap_or_default();
            html! { time datetime=(filed) { (shown) } }
        }
        Some(other) => html! { (other.shown(lang)) },
    }
}

fn in_language(lang: Lang, to: &str) -> String {
    match to.strip_prefix("/open/") {
        Some(path) => address(lang, path),
        None => to.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[
        Column { name: "subject", zh: "检查对象", en: "Subject", kind: Kind::Text },
        Column { name: "note", zh: "说明", en: "Note", kind: Kind::Text },
    ];

    #[test]
    fn whatever_a_firm_is_called_is_shown_and_not_run() {
        let rows = [vec![Cell::Text("<script>alert(1)</script>".into()), Cell::Empty]];
        let shown = table(Lang::En, "\"Results\"", COLUMNS, &rows).into_string();
        assert!(!shown.contains("<script>") && shown.contains("&lt;script&gt;"), "{shown}");
        assert!(!shown.contains("Note"), "an empty column is left out: {shown}");
        let frame = Frame { lang: Lang::En, division: "<b>", path: "results", title: "a", app: "/" };
        let page = frame.page(&html! { (shown) });
        assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">") && !page.contains("<b>"));
        assert!(page.contains("hreflang=\"zh-CN\" href=\"/open/results\""));
        assert!(!page.contains("<script") && !page.contains("style="));
    }
}
