//! Roles and accounts.

coded_enum! {
    /// What a person may be (`docs/adr/0003-access.md`).
    pub enum Role {
        SystemAdmin = "SYSTEM_ADMIN" ("系统管理员", "System administrator"),
        SecurityAdmin = "SECURITY_ADMIN" ("安全管理员", "Security administrator"),
        Auditor = "AUDITOR" ("审计管理员", "Auditor"),
        DepartmentClerk = "DEPARTMENT_CLERK" ("部门经办人", "Department clerk"),
        DepartmentHead = "DEPARTMENT_HEAD" ("部门负责人", "Department head"),
        OfficeClerk = "OFFICE_CLERK" ("联席办经办人", "Office clerk"),
        OfficeHead = "OFFICE_HEAD" ("联席办负责人", "Office head"),
        Inspector = "INSPECTOR" ("执法检查人员", "Inspector"),
        Expert = "EXPERT" ("专家", "Expert"),
        Supervisor = "SUPERVISOR" ("执法监督人员", "Supervisor"),
    }
}

impl Role {
    /// The three administrators (三员), who are three people and do no business.
    pub const fn is_administrator(self) -> bool {
        matches!(self, Self::SystemAdmin | Self::SecurityAdmin | Self::Auditor)
    }

    /// Roles that act for one department.
    pub const fn needs_department(self) -> bool {
        matches!(self, Self::DepartmentClerk | Self::DepartmentHead | Self::Inspector)
    }
}

/// Whether one account may hold these roles together: an administrator holds that role alone.
pub fn roles_compatible(roles: &[Role]) -> bool {
    !roles.iter().any(|role| role.is_administrator()) || roles.iter().all(|role| Some(role) == roles.first())
}

coded_enum! {
    /// Whether an account can be used.
    pub enum UserStatus {
        Active = "ACTIVE" ("启用", "Active"),
        Disabled = "DISABLED" ("停用", "Disabled"),
    }
}

/// Whether `password` satisfies the level-3 policy (GB/T 22239-2019 §8.1.4.1): ten characters, three of
/// four kinds, not the user name.
pub fn password_is_strong(password: &str, username: &str) -> bool {
    let kinds: [fn(char) -> bool; 4] = [
        |character| character.is_lowercase(),
        |character| character.is_uppercase(),
        |character| character.is_numeric(),
        |character| !character.is_alphanumeric(),
    ];
    let used = kinds.iter().filter(|kind| password.chars().any(kind)).count();
    (10..=128).contains(&password.chars().count())
        && used >= 3
        && !password.to_lowercase().contains(&username.to_lowercase())
}

/// Whether a text can be a user name: 3 to 40 lower-case letters, digits, dots, hyphens.
pub fn username_is_valid(username: &str) -> bool {
    (3..=40).contains(&username.len())
        && username
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn administrators_stand_alone() {
        assert!(roles_compatible(&[Role::DepartmentClerk, Role::Inspector]));
        assert!(roles_compatible(&[Role::Auditor]));
        assert!(!roles_compatible(&[Role::Auditor, Role::SystemAdmin]));
        assert!(!roles_compatible(&[Role::Inspector, Role::SecurityAdmin]));
    }

    #[test]
    fn passwords() {
        assert!(password_is_strong("Aa1-aaaaaa", "someone"));
        assert!(!password_is_strong("Aa1-aaaaa", "someone"));
        assert!(!password_is_strong("aaaaaaaaa1", "someone"));
        assert!(!password_is_strong("Someone-2026", "someone"));
    }
}
