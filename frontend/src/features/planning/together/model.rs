//! Whom a comment may mention, and what `@` does to its text.

/// Most candidates that are shown at once.
const SHOWN: usize = 8;

/// A department or a person that can be mentioned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Opaque id of department or account.
    pub id: String,
    /// It is a person.
    pub person: bool,
    /// Name.
    pub name: String,
    /// What tells it apart: a person's role and department.
    pub about: String,
}

/// The candidates that match what was typed and are not chosen yet; departments first.
pub fn matching(all: &[Target], chosen: &[Target], typed: &str) -> Vec<Target> {
    let typed = typed.trim().trim_start_matches(['@', '＠']).to_lowercase();
    let fits = |target: &&Target| {
        let words = format!("{} {}", target.name, target.about).to_lowercase();
        words.contains(&typed) && !chosen.iter().any(|one| one.id == target.id)
    };
    all.iter().filter(fits).take(SHOWN).cloned().collect()
}

/// Whether somebody has just typed `@` to mention someone.
pub fn calls(before: &str, now: &str) -> bool {
    now.ends_with(['@', '＠']) && now.chars().count() == before.chars().count() + 1
}

/// The text with the name in place of the `@` that called for it.
pub fn with_name(text: &str, name: &str) -> String {
    match text.strip_suffix(['@', '＠']) {
        Some(rest) => format!("{rest}@{name} "),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(id: &str, name: &str, about: &str) -> Target {
        Target { id: id.into(), person: !about.is_empty(), name: name.into(), about: about.into() }
    }

    #[test]
    fn candidates_by_name_or_department() {
        let all = [
            target("d1", "消防救援大队", ""),
            target("u1", "某甲", "消防救援大队"),
            target("u2", "某乙", ""),
        ];
        let ids = |typed: &str, chosen: &[Target]| {
            matching(&all, chosen, typed).into_iter().map(|one| one.id).collect::<Vec<_>>()
        };
        assert_eq!(ids("消防", &[]), ["d1", "u1"]);
        assert_eq!(ids("@某", &[]), ["u1", "u2"]);
        assert_eq!(ids("", &all[..1]), ["u1", "u2"]);
        assert!(ids("没有", &[]).is_empty());
    }

    #[test]
    fn an_at_sign_calls_for_a_name_once() {
        assert!(calls("请", "请@"));
        assert!(calls("", "＠"));
        assert!(!calls("请@", "请@"));
        assert!(!calls("请@消", "请@消防"));
        assert!(!calls("长长的文字", "@"), "a text that was replaced was not typed");
        assert_eq!(with_name("请@", "消防"), "请@消防 ");
        assert_eq!(with_name("请", "消防"), "请");
    }
}
