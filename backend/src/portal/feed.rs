//! What is new, as a feed (RFC 4287), and what search engines are told.

use std::fmt::Write;

use chrono::{DateTime, SecondsFormat, Utc};
use maud::{Markup, PreEscaped, html};
use shared::Lang;
use uuid::Uuid;

use super::PortalService;
use super::shelf::{Answer, whole};
use super::table::Table;
use crate::db::page::PageRequest;
use crate::disclosure;
use crate::error::Result;

/// Most entries of each kind.
const MOST: u64 = 50;
/// Most firms told to search engines: a list may have 50,000 addresses.
const MOST_FIRMS: u64 = 45_000;

struct Entry {
    id: Uuid,
    title: String,
    at: DateTime<Utc>,
    path: String,
    text: String,
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

impl PortalService {
    /// New plans, draws and results, newest first.
    pub(super) async fn feed(&self, base: &str) -> Result<Answer> {
        let mut entries = Vec::new();
        for (plan, lines) in self.planning.published(self.division()).await? {
            entries.extend(plan.published_at.map(|at| Entry {
                id: plan.id.0,
                title: format!("计划公示：{}", plan.title),
                at,
                path: "/open/plans".into(),
                text: format!("{}，第 {} 版，{} 项抽查任务", plan.number, plan.version, lines.len()),
            }));
        }
        let page = PageRequest::first(MOST);
        let waves = self.draw.public_waves(self.division(), &page).await?;
        let waves: Vec<_> = waves.entries.into_iter().map(|(_, wave)| wave).collect();
        let ids: Vec<_> = waves.iter().map(|wave| wave.id).collect();
        for attempt in self.draw.attempts(&ids).await? {
            let Some(wave) = waves.iter().find(|wave| wave.id == attempt.wave_id) else { continue };
            entries.push(Entry {
                id: attempt.id.0,
                title: format!("随机抽取：{}", wave.title),
                at: attempt.voided_at.or(attempt.drawn_at).unwrap_or(attempt.created_at),
                path: "/open/draws".into(),
                text: format!("{} 第 {} 次：{}", wave.code, attempt.number, attempt.status.label(Lang::Zh)),
            });
        }
        let rows = disclosure::shown_before(self.core.db().read(), self.division(), None, MOST).await?;
        for told in disclosure::tell(self.core.db().read(), rows).await? {
            let what = if told.row.version > 1 { "结果更正" } else { "结果公示" };
            entries.push(Entry {
                id: told.row.id.0,
                title: format!("{what}：{}", told.subject.name),
                at: told.row.decided_at.unwrap_or(told.row.entered_at),
                path: told
                    .subject
                    .uscc
                    .as_ref()
                    .map_or("/open/results".into(), |uscc| format!("/open/firms/{uscc}")),
                text: format!("{}，{}：{}", told.department, told.item, told.row.code.label(Lang::Zh)),
            });
        }
        entries.sort_by(|one, other| other.at.cmp(&one.at).then(other.id.cmp(&one.id)));
        let updated = entries.first().map(|entry| entry.at);
        let division = self.organisation.name_of(self.division()).await?;
        let text = atom(base, &division, updated, &entries);
        whole("application/atom+xml; charset=utf-8", &text, updated)
    }

    /// Every page search engines should know.
    pub(super) async fn sitemap(&self, base: &str) -> Result<Answer> {
        let mut text = String::from(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        );
        let mut add = |path: &str| {
            let address = html! { (format!("{base}{path}")) }.into_string();
            // Writing to a string cannot fail.
            let _ = writeln!(text, "<url><loc>{address}</loc></url>");
        };
        for path in ["/open", "/open/en", "/open/data"] {
            add(path);
        }
        for table in Table::ALL {
            add(&format!("/open/{}", table.name()));
            add(&format!("/open/en/{}", table.name()));
        }
        let firms = disclosure::shown_firms(self.core.db().read(), self.division(), MOST_FIRMS).await?;
        for uscc in firms {
            add(&format!("/open/firms/{uscc}"));
        }
        text.push_str("</urlset>\n");
        whole("application/xml; charset=utf-8", &text, None)
    }

    /// What robots may read: everything public, nothing else.
    pub(super) fn robots(base: &str) -> Result<Answer> {
        let text = format!(
            "User-agent: *\nDisallow: /api/\nDisallow: /graphql\nDisallow: /desk\nDisallow: /field\nDisallow: /witness\n\
             Disallow: /login\nSitemap: {base}/sitemap.xml\n"
        );
        whole("text/plain; charset=utf-8", &text, None)
    }
}

fn atom(base: &str, division: &str, updated: Option<DateTime<Utc>>, entries: &[Entry]) -> String {
    let updated = updated.unwrap_or(DateTime::UNIX_EPOCH);
    let feed = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"))
        feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN" {
            id { (base) "/open/feed.atom" }
            title { (division) "“双随机、一公开”公示" }
            updated { (instant(updated)) }
            author { name { (division) "部门联合“双随机、一公开”监管工作联席会议办公室" } }
            (link(base, "self", "application/atom+xml", "/open/feed.atom"))
            (link(base, "alternate", "text/html", "/open"))
            @for entry in entries {
                entry {
                    id { "urn:uuid:" (entry.id) }
                    title { (entry.title) }
                    updated { (instant(entry.at)) }
                    (link(base, "alternate", "text/html", &entry.path))
                    summary { (entry.text) }
                }
            }
        }
    };
    feed.into_string()
}

/// An empty element of XML; `link` of HTML has no end.
fn link(base: &str, rel: &str, media_type: &str, path: &str) -> Markup {
    let address = html! { (format!("{base}{path}")) }.into_string();
    PreEscaped(format!("<link rel=\"{rel}\" type=\"{media_type}\" href=\"{address}\"/>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_is_whole_xml_whatever_stands_in_it() {
        let at = DateTime::UNIX_EPOCH;
        let entry =
            Entry {
                id: Uuid::nil(), title: "甲 & <乙>".into(), at, path: "/open".into(), text: "\"".into()
            };
        let text = atom("https://a.example", "舞钢市", Some(at), &[entry]);
        assert!(text.starts_with(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\""
        ));
        assert!(text.contains("<title>甲 &amp; &lt;乙&gt;</title>"));
        assert!(text.contains("<id>urn:uuid:00000000-0000-0000-0000-000000000000</id>"));
        assert!(text.contains("<updated>1970-01-01T00:00:00Z</updated>"));
        assert_eq!(text.matches("<entry>").count(), text.matches("</entry>").count());
        assert!(text.contains("href=\"https://a.example/open/feed.atom\"/>"));
    }
}
