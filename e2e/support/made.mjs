// Names that tests give to things everybody sees. Other tests may meet them, on English pages too.
export const DRILL = '见证演练';
export const CEREMONY = '现场仪式';

export const ONE_TRADE = '餐饮同批抽查';

export const KEPT_CATEGORY = '许可经营检查';
export const KEPT_REASON = '按新修订的条例调整';
export const WITHDRAWN_REASON = '检查依据已废止';

// Why a plan is judged by other rules.
export const RULES_REASON = '按本县实际人力';

// Lines of the office's table, and a plan that is amended.
export const OFFICE_LINE = '联席办演练行';
export const RETURN_WHY = '请写明备选户数';
export const AMENDED_PLAN = '调整演练年度计划';
export const AMENDED_LINE = '调整演练行';
export const AMEND_WHY = '按省厅部署增加备选户';

// What people say and why a partner leaves, where a plan is worked on together.
export const TOGETHER = '共同编制';
export const RETRACT_REASON = '执法人员抽调防汛';

// What clerks call their lines.
const LINE_NAMES = ['四眼', '原名', '甲的名称', '乙的名称', '乙再改', '粮食收购联合抽查', '粮食储存条件须现场查看'];

// Why a rule of the calendar, or a file of a plan, is what it is now.
export const RULE_REASON = '按市级考核办法';
export const REPLACED_REASON = '补盖印章';

// A unified list, what was said of its lines, and items that were made.
export const LIST_NAME = '河南省旅游领域随机抽查事项清单';
export const LIST_NUMBER = '豫文旅〔2026〕5号';
export const LIST_REFUSAL = '本县没有此类经营主体';
export const LISTED_ITEM = '导游服务检查';
export const LISTED_OTHER = '在线旅游经营检查';
export const OWN_ITEM = '文物保护单位检查';
export const OWN_REASON = '按文物保护法修订增设';

// Matrices of ratios.
export const MATRIX_NAME = '本县比例方案';
export const MATRIX_SOURCE = '舞政办〔2026〕3号';
export const MATRIX_REASON = '按县级文件执行';

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

// Why a result was corrected, and where a package stands.
export const CORRECTION_REASON = '复查时登记住所无人办公';
export const RECEIPT_ADDRESS = 'https://www.gsxt.gov.cn/7';

// Why an officer cannot come.
export const SICK = '临时住院';

export const MADE = [
  ...LINE_NAMES, TOGETHER, RETRACT_REASON, OFFICE_LINE, RETURN_WHY, AMENDED_PLAN, AMENDED_LINE, AMEND_WHY, '演练备案', '市人民政府',
  RULES_REASON, DRILL, CEREMONY, ONE_TRADE, KEPT_CATEGORY, KEPT_REASON, WITHDRAWN_REASON, LIST_NAME, LIST_NUMBER, LIST_REFUSAL,
  LISTED_ITEM, LISTED_OTHER, OWN_ITEM, OWN_REASON, MATRIX_NAME, MATRIX_SOURCE, MATRIX_REASON, RULE_REASON,
  REPLACED_REASON, VIEW_NAME, BULK_TAG, BULK_REASON, REPORT_GROUND, REPORT_ANSWER, REPORTED_CAPITAL,
  SICK, CORRECTION_REASON, LEAVE_REASON, LEAVE_END_REASON, KIN_DETAIL, RECUSAL_DECISION, DUTY_NAME, DUTY_REASON,
];
