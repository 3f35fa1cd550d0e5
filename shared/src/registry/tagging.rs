//! Tags by rules on name and business scope. Rules are rows a clerk edits, not code.

use serde::{Deserialize, Serialize};

use super::kind::SubjectKind;
use crate::ErrorCode;
use crate::text::normalise_name;

/// A rule: a subject gets the tag if one of the words occurs and none of the stop words does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagRule {
    /// The tag it gives.
    pub tag: String,
    /// Any of these in the business scope or the name…
    pub words: Vec<String>,
    /// …or any of these in the name alone.
    pub name_words: Vec<String>,
    /// …but none of these in either.
    pub stop_words: Vec<String>,
    /// Kinds it applies to; all if empty.
    pub kinds: Vec<SubjectKind>,
}

/// Longest tag, in characters.
const LONGEST_TAG: usize = 20;

/// Whether a text can be a tag. Tags are listed with `、` between them, so none holds one.
pub fn check_tag(tag: &str) -> Result<(), ErrorCode> {
    match tag.trim().chars().count() {
        0 => Err(ErrorCode::Required),
        length if length > LONGEST_TAG => Err(ErrorCode::TooLong),
        _ if tag.contains('、') => Err(ErrorCode::InvalidFormat),
        _ => Ok(()),
    }
}

/// The tags a subject gets, in the order of the rules, each once.
pub fn tags_for<'a>(
    rules: &'a [TagRule],
    kind: SubjectKind,
    name: &str,
    business_scope: &str,
) -> Vec<&'a str> {
    let name = normalise_name(name);
    let scope = allowed_business(&normalise_name(business_scope));
    let mut tags: Vec<&str> = Vec::new();
    for rule in rules {
        let applies = rule.kinds.is_empty() || rule.kinds.contains(&kind);
        if applies && !tags.contains(&rule.tag.as_str()) && rule.matches(&name, &scope) {
            tags.push(&rule.tag);
        }
    }
    tags
}

impl TagRule {
    fn matches(&self, name: &str, scope: &str) -> bool {
        let either = |word: &String| {
            let word = normalise_name(word);
            !word.is_empty() && (scope.contains(&word) || name.contains(&word))
        };
        let in_name = |word: &String| {
            let word = normalise_name(word);
            !word.is_empty() && name.contains(&word)
        };
        (self.words.iter().any(either) || self.name_words.iter().any(in_name))
            && !self.stop_words.iter().any(either)
    }
}

/// A business scope without what it excludes: 「化工产品（不含危险化学品）销售」 is no dealer in dangerous
/// goods. Bracketed clauses that begin an exclusion go; so do sentences that begin with one.
fn allowed_business(scope: &str) -> String {
    const EXCLUDES: [&str; 8] = ["不含", "不包括", "除", "不得", "禁止", "国家", "依法须经批准", "未经"];
    let mut kept = String::with_capacity(scope.len());
    let mut rest = scope;
    while let Some(open) = rest.find('(') {
        kept.push_str(&rest[..open]);
        let inner = &rest[open + 1..];
        let close = inner.find(')').unwrap_or(inner.len());
        if !EXCLUDES.iter().any(|word| inner[..close].contains(word)) {
            kept.push('(');
            kept.push_str(&inner[..close]);
            kept.push(')');
        }
        rest = inner.get(close + 1..).unwrap_or("");
    }
    kept.push_str(rest);
    kept.split_inclusive(['。', ';', '；', ',', '，', '、'])
        .filter(|clause| !["不含", "不包括", "除"].iter().any(|word| clause.starts_with(word)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(tag: &str, words: &[&str], name_words: &[&str], stop_words: &[&str]) -> TagRule {
        let strings = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
        TagRule {
            tag: tag.into(),
            words: strings(words),
            name_words: strings(name_words),
            stop_words: strings(stop_words),
            kinds: vec![],
        }
    }

    #[test]
    fn words_names_and_stop_words() {
        let rules = [
            rule("加油站", &["成品油零售"], &["加油站"], &[]),
            rule("餐饮", &["餐饮服务"], &[], &["餐饮管理"]),
        ];
        let tags = |name, scope| tags_for(&rules, SubjectKind::Enterprise, name, scope);
        assert_eq!(tags("舞钢市某加油站", "便利店"), ["加油站"]);
        assert_eq!(tags("甲公司", "成品油零售；餐饮服务"), ["加油站", "餐饮"]);
        assert!(tags("乙公司", "餐饮服务、餐饮管理").is_empty());
    }

    #[test]
    fn what_can_be_a_tag() {
        assert_eq!(check_tag("学校食堂"), Ok(()));
        assert_eq!(check_tag(" "), Err(ErrorCode::Required));
        assert_eq!(check_tag(&"长".repeat(21)), Err(ErrorCode::TooLong));
        assert_eq!(check_tag("餐饮、住宿"), Err(ErrorCode::InvalidFormat));
    }

    #[test]
    fn what_a_scope_excludes_gives_no_tag() {
        let rules = [rule("危化品", &["危险化学品"], &[], &[])];
        let tags = |scope| tags_for(&rules, SubjectKind::Enterprise, "丙公司", scope);
        assert!(tags("化工产品（不含危险化学品）销售").is_empty());
        assert!(tags("化工产品销售(除危险化学品及易制毒品)").is_empty());
        assert!(tags("化工产品，不含危险化学品").is_empty());
        assert_eq!(tags("危险化学品经营（凭许可证）"), ["危化品"]);
        assert_eq!(tags("(未闭合 危险化学品经营"), ["危化品"]);
    }
}
