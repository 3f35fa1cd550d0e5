//! Kinds of subject, their state and risk class.

coded_enum! {
    /// 检查对象类别, all that the notice names (二(三)).
    pub enum SubjectKind {
        Enterprise = "ENTERPRISE" ("企业", "Enterprise"),
        Individual = "INDIVIDUAL" ("个体工商户", "Individual business"),
        Cooperative = "COOPERATIVE" ("农民专业合作社", "Farmers' cooperative"),
        Organisation = "ORGANISATION" ("其他组织", "Other organisation"),
        Product = "PRODUCT" ("产品", "Product"),
        Project = "PROJECT" ("项目", "Project"),
        Behaviour = "BEHAVIOUR" ("行为", "Behaviour"),
    }
}

impl SubjectKind {
    /// Whether a subject of this kind is registered under a credit code of its own; products, projects
    /// and behaviours are not.
    pub const fn has_credit_code(self) -> bool {
        !matches!(self, Self::Product | Self::Project | Self::Behaviour)
    }

    /// The kind with this Chinese word or code.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.label(crate::Lang::Zh) == word || kind.as_str() == word)
    }
}

coded_enum! {
    /// 登记状态
    pub enum SubjectStatus {
        Active = "ACTIVE" ("存续", "Active"),
        Suspended = "SUSPENDED" ("歇业", "Suspended"),
        Closed = "CLOSED" ("注销", "Closed"),
        Revoked = "REVOKED" ("吊销", "Revoked"),
        MovedOut = "MOVED_OUT" ("迁出", "Moved out"),
    }
}

impl SubjectStatus {
    /// Whether the subject can be drawn.
    pub const fn in_library(self) -> bool {
        matches!(self, Self::Active)
    }
}

coded_enum! {
    /// 信用风险分类 (国市监信发〔2022〕6号).
    pub enum RiskClass {
        A = "A" ("A 类（低风险）", "A (low risk)"),
        B = "B" ("B 类（一般风险）", "B (general risk)"),
        C = "C" ("C 类（较高风险）", "C (elevated risk)"),
        D = "D" ("D 类（高风险）", "D (high risk)"),
    }
}

/// The kind of a subject from its credit code, then its type of company, then its name.
///
/// GB 32100: the first character is the registering authority, the second its category; `91` is an
/// enterprise, `92` an individual business, `93` a farmers' cooperative, everything else (organs,
/// institutions, associations…) another organisation.
pub fn recognise_kind(uscc: Option<&str>, company_type: &str, name: &str) -> SubjectKind {
    match uscc.and_then(|code| code.get(..2)) {
        Some("91") => SubjectKind::Enterprise,
        Some("92") => SubjectKind::Individual,
        Some("93") => SubjectKind::Cooperative,
        Some(_) => SubjectKind::Organisation,
        None if company_type.contains("个体") => SubjectKind::Individual,
        None if company_type.contains("合作社") || name.contains("专业合作社") => {
            SubjectKind::Cooperative
        }
        None if ["公司", "企业", "厂", "集体", "国有", "合伙", "独资"]
            .iter()
            .any(|word| company_type.contains(word)) =>
        {
            SubjectKind::Enterprise
        }
        None if name.ends_with("公司") || name.ends_with('厂') => SubjectKind::Enterprise,
        None => SubjectKind::Organisation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        assert_eq!(recognise_kind(Some("91410481MA3XETE15A"), "N/A", "x"), SubjectKind::Enterprise);
        assert_eq!(recognise_kind(Some("92410481MA40XXXXXX"), "个体工商户", "x"), SubjectKind::Individual);
        assert_eq!(recognise_kind(Some("93410481MA40XXXXXX"), "", "x"), SubjectKind::Cooperative);
        assert_eq!(recognise_kind(Some("12410481MA40XXXXXX"), "", "某小学"), SubjectKind::Organisation);
        assert_eq!(recognise_kind(None, "个体工商户", "x"), SubjectKind::Individual);
        assert_eq!(recognise_kind(None, "", "舞钢市某某种植农民专业合作社"), SubjectKind::Cooperative);
        assert_eq!(recognise_kind(None, "", "某村委会"), SubjectKind::Organisation);
    }
}
