// Names that tests give to things everybody sees. Other tests may meet them, on English pages too.
export const DRILL = '见证演练';

export const ONE_TRADE = '餐饮同批抽查';

export const KEPT_CATEGORY = '许可经营检查';
export const KEPT_REASON = '按新修订的条例调整';
export const WITHDRAWN_REASON = '检查依据已废止';

// Why a plan is judged by other rules.
export const RULES_REASON = '按本县实际人力';

// A view, a change of many, a report.
export const VIEW_NAME = '高风险对象';
export const BULK_TAG = '专项普查';
export const BULK_REASON = '按专项部署标注';
export const REPORT_GROUND = '与营业执照不符';
export const REPORT_ANSWER = '已核对登记档案';
export const REPORTED_CAPITAL = '88万人民币';

// Why somebody is away, and whose a duty is.
export const LEAVE_REASON = '参加业务培训';
export const LEAVE_END_REASON = '培训提前结束';
export const KIN_DETAIL = '配偶在该单位任职';
export const RECUSAL_DECISION = '经核实关系属实';
export const DUTY_NAME = '用人单位用工登记情况检查';
export const DUTY_REASON = '依三定规定由主管部门实施';

export const MADE = [VIEW_NAME, BULK_TAG, BULK_REASON, REPORT_GROUND, REPORT_ANSWER, REPORTED_CAPITAL, LEAVE_REASON, LEAVE_END_REASON, KIN_DETAIL, RECUSAL_DECISION, DUTY_NAME, DUTY_REASON, RULES_REASON, DRILL, ONE_TRADE, KEPT_CATEGORY, KEPT_REASON, WITHDRAWN_REASON];
