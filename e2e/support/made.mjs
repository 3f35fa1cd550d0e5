// Names that tests give to things everybody sees. Other tests may meet them, on English pages too.
export const DRILL = '见证演练';

export const ONE_TRADE = '餐饮同批抽查';

export const KEPT_CATEGORY = '许可经营检查';
export const KEPT_REASON = '按新修订的条例调整';
export const WITHDRAWN_REASON = '检查依据已废止';

// Why a plan is judged by other rules.
export const RULES_REASON = '按本县实际人力';

// Why a rule of the calendar, or a file of a plan, is what it is now.
export const RULE_REASON = '按市级考核办法';
export const REPLACED_REASON = '补盖印章';

export const MADE = [RULE_REASON, REPLACED_REASON, RULES_REASON, DRILL, ONE_TRADE, KEPT_CATEGORY, KEPT_REASON, WITHDRAWN_REASON];
