//! What the pages of administration compute.

use serde_json::Value;
use shared::ErrorCode;
use shared::access::Grant;
use shared::organisation::{Role, password_is_strong, roles_compatible, username_is_valid};

/// A value that was changed, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where it stands, such as `report.doors`; empty for the whole.
    pub key: String,
    /// What it was.
    pub before: Option<String>,
    /// What it became.
    pub after: Option<String>,
}

/// What an entry of the trail changed: states before and after as JSON, value by value. Values that stayed
/// as they were are left out; `say` puts a single value into words.
pub fn differences(
    before: Option<&str>,
    after: Option<&str>,
    say: &dyn Fn(&str, &str) -> String,
) -> Vec<Difference> {
    let read = |text: Option<&str>| {
        let value = text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Value::Null);
        let mut values = Vec::new();
        flatten("", &value, say, &mut values);
        values
    };
    let (was, is) = (read(before), read(after));
    let find = |list: &[(String, String)], key: &str| {
        list.iter().find(|(known, _)| known == key).map(|(_, text)| text.clone())
    };
    let gone = was.iter().filter(|(key, _)| find(&is, key).is_none());
    is.iter()
        .chain(gone)
        .map(|(key, _)| Difference { key: key.clone(), before: find(&was, key), after: find(&is, key) })
        .filter(|difference| difference.before != difference.after)
        .collect()
}

fn flatten(key: &str, value: &Value, say: &dyn Fn(&str, &str) -> String, out: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::Object(fields) => {
            for (name, value) in fields {
                let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                flatten(&key, value, say, out);
            }
        }
        value => out.push((key.to_owned(), text_of(last(key), value, say))),
    }
}

/// The last part of a path.
pub fn last(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

fn text_of(name: &str, value: &Value, say: &dyn Fn(&str, &str) -> String) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => say(name, text),
        Value::Array(list) => {
            list.iter().map(|value| text_of(name, value, say)).collect::<Vec<_>>().join("、")
        }
        Value::Object(fields) => {
            let texts = fields.iter().map(|(name, value)| text_of(name, value, say));
            texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
        }
        other => say(name, &other.to_string()),
    }
}

/// An id as short as it can be told from others of its day: its kind and its end. Anything else as it is.
pub fn short_id(id: &str) -> String {
    match id.split_once('_') {
        Some((kind, hex)) if hex.len() == 32 && hex.is_ascii() => format!("{kind}_…{}", &hex[24..]),
        _ => id.to_owned(),
    }
}

/// Browser and system, as people call them; the beginning of what the browser says if neither is known.
pub fn device(agent: &str) -> String {
    let known = |list: &[(&str, &'static str)]| {
        list.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    // Each calls itself by the names of those before it, so the most special comes first.
    let browser = known(&[
        ("MicroMessenger", "微信"),
        ("Edg", "Edge"),
        ("HuaweiBrowser", "华为浏览器"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = known(&[
        ("OpenHarmony", "HarmonyOS"),
        ("Android", "Android"),
        ("iPhone", "iOS"),
        ("iPad", "iPadOS"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (None, None) => shared::text::truncate(agent, 40),
        (browser, system) => [browser, system].into_iter().flatten().collect::<Vec<_>>().join(" · "),
    }
}

/// A role with the department it is held for, as a form holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleChoice {
    /// The role.
    pub role: Role,
    /// Whether it shall be held.
    pub held: bool,
    /// Id of the department; empty if none is chosen.
    pub department: String,
}

/// Every role, with what is held now.
pub fn role_choices(held: &[(Role, Option<String>)]) -> Vec<RoleChoice> {
    let choice = |role: &Role| {
        let known = held.iter().find(|(known, _)| known == role);
        let department = known.and_then(|(_, department)| department.clone()).unwrap_or_default();
        RoleChoice { role: *role, held: known.is_some(), department }
    };
    Role::ALL.iter().map(choice).collect()
}

/// The roles as the rules take them, or why they cannot be held together.
pub fn check_roles(choices: &[RoleChoice]) -> Result<Vec<Grant>, ErrorCode> {
    let held: Vec<&RoleChoice> = choices.iter().filter(|choice| choice.held).collect();
    let roles: Vec<Role> = held.iter().map(|choice| choice.role).collect();
    if !roles_compatible(&roles) {
        return Err(ErrorCode::RolesConflict);
    }
    held.into_iter()
        .map(|choice| {
            let department = choice.department.parse().ok().filter(|_| choice.role.needs_department());
            if choice.role.needs_department() && department.is_none() {
                return Err(ErrorCode::RoleNeedsDepartment);
            }
            Ok(Grant { role: choice.role, department })
        })
        .collect()
}

/// What is wrong with a new account before it is sent, by field.
pub fn check_account(username: &str, display_name: &str, password: &str) -> Vec<(ErrorCode, &'static str)> {
    let mut problems = Vec::new();
    if !username_is_valid(username) {
        problems.push((ErrorCode::UsernameInvalid, "username"));
    }
    if display_name.trim().is_empty() {
        problems.push((ErrorCode::Required, "displayName"));
    }
    if !password_is_strong(password, username) {
        problems.push((ErrorCode::PasswordTooWeak, "password"));
    }
    problems
}

/// What is wrong with a new password before it is sent, by field.
pub fn check_password(
    username: &str,
    current: &str,
    new: &str,
    again: &str,
) -> Vec<(ErrorCode, &'static str)> {
    let mut problems = Vec::new();
    if current.is_empty() {
        problems.push((ErrorCode::Required, "current"));
    }
    if !password_is_strong(new, username) {
        problems.push((ErrorCode::PasswordTooWeak, "new"));
    } else if new == current {
        problems.push((ErrorCode::PasswordReused, "new"));
    }
    if new != again {
        problems.push((ErrorCode::InvalidFormat, "again"));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(_: &str, text: &str) -> String {
        text.to_owned()
    }

    fn change(key: &str, before: Option<&str>, after: Option<&str>) -> Difference {
        let own = |text: Option<&str>| text.map(str::to_owned);
        Difference { key: key.into(), before: own(before), after: own(after) }
    }

    #[test]
    fn changes_value_by_value() {
        let before = r#"{"status":"DRAFT","number":null,"same":1,"note":""}"#;
        let after = r#"{"status":"FILED","number":"7","same":1,"report":{"doors":82}}"#;
        let found = differences(Some(before), Some(after), &plain);
        assert_eq!(
            found,
            [
                change("number", None, Some("7")),
                change("report.doors", None, Some("82")),
                change("status", Some("DRAFT"), Some("FILED")),
            ]
        );
    }

    #[test]
    fn whole_values_lists_and_nonsense() {
        let found = differences(Some("\"ACTIVE\""), Some("\"DISABLED\""), &plain);
        assert_eq!(found, [change("", Some("ACTIVE"), Some("DISABLED"))]);
        let roles = r#"[{"department":"dep_1","role":"INSPECTOR"},{"department":null,"role":"EXPERT"}]"#;
        let say = |key: &str, text: &str| format!("{key}={text}");
        let found = differences(None, Some(roles), &say);
        assert_eq!(found, [change("", None, Some("department=dep_1 role=INSPECTOR、role=EXPERT"))]);
        assert!(differences(None, Some("{nonsense"), &plain).is_empty());
        assert!(differences(None, None, &plain).is_empty());
    }

    #[test]
    fn ids_are_shortened() {
        assert_eq!(short_id("ses_019d3c449bbc7000800028f97e953567"), "ses_…7e953567");
        assert_eq!(short_id("import"), "import");
        assert_eq!(short_id("J09,J10"), "J09,J10");
    }

    #[test]
    fn devices() {
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36";
        assert_eq!(device(chrome), "Chrome · Windows");
        assert_eq!(device(&format!("{chrome} Edg/141.0")), "Edge · Windows");
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1";
        assert_eq!(device(phone), "Safari · iOS");
        assert_eq!(device("curl/8.5"), "curl/8.5");
    }

    #[test]
    fn roles_as_the_rules_take_them() {
        let department = "dep_00000000000000000000000000000001";
        let mut choices = role_choices(&[(Role::DepartmentHead, Some(department.into()))]);
        let grants = check_roles(&choices).unwrap();
        assert_eq!(grants, [Grant { role: Role::DepartmentHead, department: department.parse().ok() }]);
        choices.iter_mut().find(|choice| choice.role == Role::Auditor).unwrap().held = true;
        assert_eq!(check_roles(&choices), Err(ErrorCode::RolesConflict));
        let alone = role_choices(&[(Role::Inspector, None)]);
        assert_eq!(check_roles(&alone), Err(ErrorCode::RoleNeedsDepartment));
        assert_eq!(check_roles(&role_choices(&[])), Ok(Vec::new()));
    }

    #[test]
    fn forms_are_checked_before_they_are_sent() {
        assert!(check_account("wjw.i07", "卫健07", "Strong-2026x").is_empty());
        let bad: Vec<_> = check_account("A", " ", "short").into_iter().map(|(_, path)| path).collect();
        assert_eq!(bad, ["username", "displayName", "password"]);
        assert!(check_password("scjg.clerk", "OneDoor-2026", "TwoDoors-2026", "TwoDoors-2026").is_empty());
        let same = check_password("scjg.clerk", "OneDoor-2026", "OneDoor-2026", "OneDoor-2025");
        assert_eq!(same, [(ErrorCode::PasswordReused, "new"), (ErrorCode::InvalidFormat, "again")]);
    }
}
