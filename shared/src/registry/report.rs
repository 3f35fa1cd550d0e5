//! Reporting an error to the source (令809): what the register says is corrected where it is kept.

use chrono::NaiveDate;

use super::kind::{SubjectKind, SubjectStatus};
use crate::ErrorCode;
use crate::uscc;

coded_enum! {
    /// What the register says of a subject.
    pub enum ReportField {
        Name = "NAME" ("名称", "Name"),
        Uscc = "USCC" ("统一社会信用代码", "Credit code"),
        Kind = "KIND" ("类别", "Kind"),
        Status = "STATUS" ("登记状态", "State"),
        RegisteredOn = "REGISTERED_ON" ("注册日期", "Registered on"),
        CompanyType = "COMPANY_TYPE" ("企业类型", "Type of company"),
        Capital = "CAPITAL" ("注册资金", "Capital"),
        BusinessScope = "BUSINESS_SCOPE" ("经营范围", "Business scope"),
        Address = "ADDRESS" ("住所", "Address"),
    }
}

coded_enum! {
    /// Where a report stands.
    pub enum ReportStatus {
        Open = "OPEN" ("待核实", "To be checked"),
        Accepted = "ACCEPTED" ("已更正", "Corrected"),
        Declined = "DECLINED" ("未采纳", "Declined"),
    }
}

impl ReportField {
    /// What it is called in the history of a subject.
    pub const fn in_history(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Uscc => "uscc",
            Self::Kind => "kind",
            Self::Status => "status",
            Self::RegisteredOn => "registeredOn",
            Self::CompanyType => "companyType",
            Self::Capital => "capital",
            Self::BusinessScope => "businessScope",
            Self::Address => "address",
        }
    }

    /// Longest value, in characters.
    const fn longest(self) -> usize {
        match self {
            Self::BusinessScope => 4000,
            Self::Address | Self::Name => 200,
            _ => 100,
        }
    }

    /// A value as the library holds it, or why it cannot be one.
    pub fn read(self, text: &str) -> Result<String, ErrorCode> {
        let text = text.trim();
        match text.chars().count() {
            0 => return Err(ErrorCode::Required),
            length if length > self.longest() => return Err(ErrorCode::TooLong),
            _ => {}
        }
        let value = match self {
            Self::Uscc => {
                let code = uscc::clean(text);
                return uscc::check(&code).map(|()| code).map_err(|_| ErrorCode::UsccInvalid);
            }
            Self::Kind => SubjectKind::from_word(text).map(|kind| kind.to_string()),
            Self::Status => SubjectStatus::parse(text).map(|status| status.to_string()),
            Self::RegisteredOn => text.parse::<NaiveDate>().ok().map(|day| day.to_string()),
            _ => Some(text.to_owned()),
        };
        value.ok_or(ErrorCode::InvalidFormat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_what_the_library_holds() {
        let code = ReportField::Uscc.read(" 91410481ma3xete15a ");
        assert_eq!(code, Ok("91410481MA3XETE15A".into()));
        assert_eq!(ReportField::Uscc.read("91410481MA3XETE15B"), Err(ErrorCode::UsccInvalid));
        assert_eq!(ReportField::Kind.read("个体工商户"), Ok("INDIVIDUAL".into()));
        assert_eq!(ReportField::Status.read("CLOSED"), Ok("CLOSED".into()));
        assert_eq!(ReportField::Status.read("关了"), Err(ErrorCode::InvalidFormat));
        assert_eq!(ReportField::RegisteredOn.read("2020-02-30"), Err(ErrorCode::InvalidFormat));
        assert_eq!(ReportField::Name.read("  "), Err(ErrorCode::Required));
        assert_eq!(ReportField::Capital.read(&"万".repeat(101)), Err(ErrorCode::TooLong));
    }
}
