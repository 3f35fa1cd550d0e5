//! Words of the trail: acts, things, values.

use shared::access::Action;
use shared::catalogue::{AnswerKind, CheckMethod, ItemStatus};
use shared::organisation::{Role, UserStatus};
use shared::planning::{AttemptStatus, FrameRule, LineStatus, ListDisclosure, PlanStatus, WaveStatus};
use shared::registry::RiskClass;
use shared::visit::{Channel, ContactStep, Disposal, ResultCode, VisitStatus};

use super::model::last;
use crate::locales::*;
use crate::texts;

texts! {
    AUDIT_NOTE = "每一项操作的人、时间、来源、前后内容与理由；只增不改，任何人不能删除。", "Who did what, when, from where, what changed and why. It only grows; nobody can change or delete it.";
    AUDIT_ACTION = "操作", "Act";
    AUDIT_OBJECT = "对象", "Object";
    AUDIT_CHANGE = "内容变化", "Change";
    AUDIT_FROM = "来源与请求号", "From and request";
    AUDIT_OBJECT_ID = "对象编号", "Object id";
    AUDIT_ONLY_ACTOR = "只看 {0} 的操作", "Only by {0}";
    AUDIT_ONLY_OBJECT = "只看此对象的操作", "Only of this object";
    AUDIT_ACTOR = "办理人：{0}", "By: {0}";
    AUDIT_ANYONE = "取消办理人条件", "By anyone";
    AUDIT_NOTHING = "没有符合条件的记录", "No entries match";
    AUDIT_SYSTEM = "系统", "system";
    AUDIT_MORE_VALUES = "另有 {0} 项", "{0} more";
    AUDIT_BECAME = "改为", "became";
}

/// Acts that are named more closely than the permission they need.
const ACTS: [(&str, Text); 49] = [
    ("LOGIN", Text("登录", "Logged in")),
    ("LOGOUT", Text("退出登录", "Logged out")),
    ("LOGIN_FAILED", Text("登录失败", "Log-in failed")),
    ("LOGIN_LOCKED", Text("登录失败，账号锁定", "Log-in failed, account locked")),
    ("LOGIN_REFUSED_LOCKED", Text("锁定期间登录被拒", "Log-in refused, account locked")),
    ("SESSION_REUSE", Text("会话凭证重复使用，已终止", "Session token used twice, session ended")),
    ("END_SESSIONS", Text("终止登录", "Ended sessions")),
    ("CHANGE_PASSWORD", Text("修改密码", "Changed the password")),
    ("RUN_WAVE", Text("开启抽取批次", "Opened a wave")),
    ("OPEN_ATTEMPT", Text("开启新一次抽取", "Opened an attempt")),
    ("OPEN_SEAT", Text("见证人打开链接", "A witness opened their link")),
    ("REISSUE_LINK", Text("重新发放见证链接", "Issued a witness another link")),
    ("VOID_OVERDUE", Text("逾期未揭示，自动作废", "Void, because a reveal was overdue")),
    ("WITNESS_COMMIT", Text("见证人提交承诺值", "A witness committed")),
    ("WITNESS_REVEAL", Text("见证人揭示", "A witness revealed")),
    ("WITNESS_MISMATCH", Text("揭示值与承诺值不符", "A witness's value did not match")),
    ("FREEZE_FRAME", Text("冻结名单", "Froze the frame")),
    ("FRAME_CHANGED", Text("冻结名单与根值不符", "The frozen frame did not match its root")),
    ("RECORD_BEACON", Text("记录公共随机源", "Recorded the beacon")),
    ("RUN_DRAW", Text("抽取", "Drew")),
    ("VOID_ATTEMPT", Text("宣布抽取作废", "Declared an attempt void")),
    ("KEEP_QUIET", Text("更改免打扰名单", "Changed the quiet list")),
    ("CLOSE_WAVE", Text("结束抽取批次", "Closed a wave")),
    ("REFILL_SEAT", Text("执法人员补位", "Filled a seat anew")),
    ("CHECK_IN", Text("到场登记", "Checked in")),
    ("ANSWER", Text("填写检查要点", "Answered a question")),
    ("ADD_EVIDENCE", Text("添加证据照片", "Added a photo")),
    ("ENTER_RESULT", Text("录入检查结果", "Entered a result")),
    ("COMPLETE_VISIT", Text("完成检查", "Completed a visit")),
    ("VISIT_NOT_POSSIBLE", Text("登记未能实施", "Recorded a visit as not possible")),
    ("PUBLISH_RESULTS", Text("批准公示结果", "Published results")),
    ("WITHHOLD_RESULT", Text("不予公示", "Withheld a result")),
    ("CORRECT_RESULT", Text("更正检查结果", "Corrected a result")),
    ("RECORD_CONTACT", Text("登记联系步骤", "Recorded a letter")),
    ("MAKE_PACKAGE", Text("生成公示材料包", "Made a package")),
    ("RECEIVE_PACKAGE", Text("登记公示回执", "Recorded a receipt")),
    ("PUBLISH_ITEMS", Text("公布抽查事项", "Published items")),
    ("WITHDRAW_ITEMS", Text("停用抽查事项", "Withdrew items")),
    ("WITHDRAW_ITEM", Text("停用部门事项", "Withdrew a department's item")),
    ("ENTER_LEAVE", Text("登记请假", "Entered leave")),
    ("END_LEAVE", Text("提前结束请假", "Ended leave early")),
    ("DECLARE_RECUSAL", Text("登记回避", "Entered a recusal")),
    ("DECIDE_RECUSAL", Text("决定回避", "Decided on a recusal")),
    ("END_RECUSAL", Text("解除回避", "Ended a recusal")),
    ("START_IMPORT", Text("开始导入", "Started an import")),
    ("START_JOB", Text("开始后台任务", "Started a job")),
    ("CANCEL_JOB", Text("取消后台任务", "Cancelled a job")),
    ("FINISH_JOB", Text("后台任务结束", "A job ended")),
    ("UPLOAD", Text("上传文件", "Uploaded a file")),
];

/// Permissions under whose own name something is written.
const PERMISSIONS: [Action; 22] = [
    Action::ManageUsers,
    Action::GrantRoles,
    Action::ImportReference,
    Action::EditCatalogue,
    Action::PublishItem,
    Action::EditSubjects,
    Action::EditInspectors,
    Action::OpenPlan,
    Action::CommentPlan,
    Action::ProposeLine,
    Action::ConfirmLine,
    Action::SignLine,
    Action::ReviewPlan,
    Action::ApprovePlan,
    Action::FilePlan,
    Action::PublishPlan,
    Action::ApproveVisit,
    Action::PublishResult,
    Action::WorkVisit,
    Action::ReadJobs,
    Action::EndSessions,
    Action::SettleDuty,
];

/// What was done, in words; its code if it has none.
pub fn act_words(code: &str) -> String {
    let named = ACTS.iter().find(|(act, _)| *act == code).map(|(_, words)| t(*words));
    let permitted = || Action::parse(code).map(|action| action.label(lang()));
    named.or_else(permitted).unwrap_or(code).to_owned()
}

/// Every act to choose from.
pub fn acts() -> Vec<(String, String)> {
    let permissions = PERMISSIONS.iter().map(|action| action.as_str());
    let named = ACTS.iter().map(|(code, _)| *code);
    let new = permissions.filter(|code| ACTS.iter().all(|(act, _)| act != code));
    named.chain(new).map(|code| (code.to_owned(), act_words(code))).collect()
}

const OBJECTS: [(&str, Text); 32] = [
    ("account", Text("账号", "Account")),
    ("attempt", Text("抽取", "Attempt")),
    ("deadline", Text("时限", "Deadline")),
    ("deadline_rule", Text("时限规则", "Rule of a deadline")),
    ("department", Text("部门", "Department")),
    ("division", Text("区划", "Division")),
    ("duty_decision", Text("职责裁定", "Decision about a duty")),
    ("expert", Text("专家", "Expert")),
    ("inspector", Text("执法人员", "Inspector")),
    ("inspector_leave", Text("请假", "Leave")),
    ("inspector_recusal", Text("回避", "Recusal")),
    ("item", Text("部门检查事项", "Department's item")),
    ("item_list", Text("事项清单", "Item list")),
    ("job", Text("后台任务", "Job")),
    ("joint_item", Text("联合抽查事项", "Joint item")),
    ("library_view", Text("查看方案", "View of a library")),
    ("package", Text("公示材料包", "Package")),
    ("plan", Text("年度计划", "Plan")),
    ("plan_comment", Text("意见", "Comment")),
    ("plan_line", Text("计划行", "Plan line")),
    ("ratio_matrix", Text("比例方案", "Matrix of ratios")),
    ("result", Text("检查结果", "Result")),
    ("session", Text("登录", "Session")),
    ("site", Text("门", "Door")),
    ("source_report", Text("纠错反馈", "Error report")),
    ("subject", Text("检查对象", "Subject")),
    ("tag_rule", Text("标签规则", "Tag rule")),
    ("upload", Text("上传文件", "Uploaded file")),
    ("visit", Text("检查", "Visit")),
    ("visit_item", Text("检查事项", "Item at a visit")),
    ("wave", Text("抽取批次", "Wave")),
    ("witness", Text("见证人", "Witness")),
];

/// What kind of thing it was done to.
pub fn object_words(kind: &str) -> String {
    OBJECTS.iter().find(|(known, _)| *known == kind).map_or(kind, |(_, words)| t(*words)).to_owned()
}

const KEYS: [(&str, Text); 97] = [
    ("left", Text("退出人员", "who left")),
    ("change", Text("退出原因", "why")),
    ("refill", Text("补位依据", "how the seat was filled")),
    ("leader", Text("组长", "leader")),
    ("revealBy", Text("揭示期限", "reveal by")),
    ("beaconDueAt", Text("预定公布时间", "beacon planned for")),
    ("openedAt", Text("打开时间", "opened")),
    ("ledger", Text("抽取台账", "ledger of draws")),
    ("device", Text("设备", "device")),
    ("amends", Text("调整自", "amends")),
    ("amendedBy", Text("调整版本", "amended by")),
    ("status", Text("状态", "status")),
    ("step", Text("环节", "step")),
    ("department", Text("部门", "department")),
    ("departments", Text("部门", "departments")),
    ("role", Text("岗位", "role")),
    ("lockedUntil", Text("锁定至", "locked until")),
    ("username", Text("用户名", "user name")),
    ("displayName", Text("姓名", "name")),
    ("accounts", Text("账号数", "accounts")),
    ("sessionsEnded", Text("终止的登录", "sessions ended")),
    ("title", Text("标题", "title")),
    ("number", Text("编号", "number")),
    ("year", Text("年度", "year")),
    ("filedNumber", Text("备案文号", "filing number")),
    ("contentHash", Text("内容哈希", "content hash")),
    ("visits", Text("检查", "visits")),
    ("items", Text("事项", "items")),
    ("published", Text("公示的结果", "published")),
    ("basis", Text("法律依据", "legal basis")),
    ("onDay", Text("日期", "day")),
    ("reference", Text("邮件号或文号", "number")),
    ("channel", Text("公示渠道", "channel")),
    ("receipt", Text("回执编号", "receipt")),
    ("receivedOn", Text("回执日期", "received on")),
    ("reviewOn", Text("复核日期", "look again on")),
    ("code", Text("代码", "code")),
    ("disposal", Text("后续处置", "disposal")),
    ("note", Text("说明", "note")),
    ("version", Text("版本", "version")),
    ("dueOn", Text("公示期限", "due on")),
    ("dueProvisional", Text("期限暂定", "provisional")),
    ("question", Text("检查要点", "question")),
    ("value", Text("回答", "answer")),
    ("kind", Text("类别", "kind")),
    ("caption", Text("照片说明", "caption")),
    ("photo", Text("照片哈希", "photo hash")),
    ("position", Text("定位", "position")),
    ("attempt", Text("抽取次序", "attempt")),
    ("beacon", Text("公共随机源", "beacon")),
    ("beaconEvent", Text("随机源事件", "beacon event")),
    ("disclosure", Text("名单公开方式", "disclosure")),
    ("hash", Text("哈希算法", "hash")),
    ("lines", Text("计划行", "lines")),
    ("witnesses", Text("见证人", "witnesses")),
    ("commitment", Text("承诺值", "commitment")),
    ("nonce", Text("揭示值", "nonce")),
    ("frameRoot", Text("名单根值", "frame root")),
    ("root", Text("名单根值", "root")),
    ("frameSize", Text("名单户数", "frame size")),
    ("frame", Text("名单户数", "frame")),
    ("bundleHash", Text("证明包哈希", "bundle hash")),
    ("checks", Text("检查任务数", "checks")),
    ("doors", Text("门数", "doors")),
    ("visitDays", Text("检查日数", "visit days")),
    ("vacantSeats", Text("空缺席位", "vacant seats")),
    ("inserted", Text("新增", "inserted")),
    ("updated", Text("更新", "updated")),
    ("unchanged", Text("未变", "unchanged")),
    ("rejected", Text("未通过", "rejected")),
    ("sites", Text("门数", "doors")),
    ("subjects", Text("检查对象", "subjects")),
    ("sha256", Text("文件哈希", "file hash")),
    ("file", Text("文件", "file")),
    ("name", Text("名称", "name")),
    ("bytes", Text("字节数", "bytes")),
    ("riskClass", Text("风险等级", "risk class")),
    ("tags", Text("标签", "tags")),
    ("officers", Text("每户派出人数", "officers")),
    ("partners", Text("参与部门", "partners")),
    ("lead", Text("牵头部门", "lead")),
    ("line", Text("计划行", "line")),
    ("plan", Text("计划", "plan")),
    ("people", Text("人员", "people")),
    ("replyTo", Text("所回复的意见", "in reply to")),
    ("takenBack", Text("已收回", "taken back")),
    ("quietList", Text("执行免打扰名单", "keeps the quiet list")),
    ("capPerBody", Text("一个部门年度上限", "cap of a department")),
    ("capCombined", Text("各部门合计年度上限", "cap of all departments")),
    ("recentDays", Text("近期检查（日）", "visited within (days)")),
    ("reuseDays", Text("结论可互认（日）", "conclusions reused for (days)")),
    ("previous", Text("接着轮换的批次", "wave before")),
    ("ratio_bp", Text("轮换按比例（万分之）", "turn made for (basis points)")),
    ("repeat_bp", Text("希望重复（万分之）", "wanted again (basis points)")),
    ("noise_bp", Text("随机浮动（万分之）", "noise (basis points)")),
    ("fresh_bp", Text("重新取号（万分之）", "fresh numbers (basis points)")),
    ("until", Text("免打扰至", "quiet until")),
];

/// What a value is called; empty for the whole.
pub fn key_words(key: &str) -> String {
    let name = last(key);
    let rule = || FrameRule::parse(name).map(|rule| rule.label(lang()));
    let known = KEYS.iter().find(|(known, _)| *known == name).map(|(_, words)| t(*words));
    known.or_else(rule).unwrap_or(key).to_owned()
}

const STEPS: [(&str, Text); 11] = [
    ("SAVE", Text("保存", "saved")),
    ("SUBMIT", Text("提交部门确认", "sent to the departments")),
    ("CONFIRM", Text("确认参与", "confirmed")),
    ("DECLINE", Text("不参与", "declined")),
    ("RETRACT", Text("撤回确认", "took the confirmation back")),
    ("SIGN", Text("签署", "signed")),
    ("REVIEW", Text("审核通过", "passed review")),
    ("RETURN", Text("退回", "returned")),
    ("APPROVE", Text("批准", "approved")),
    ("WITHDRAW", Text("撤回", "withdrawn")),
    ("REOPEN", Text("重新调整", "taken up again")),
];

/// A single value of a kind of thing, in words; as it is if it has none.
pub fn value_words(object: &str, name: &str, value: &str) -> String {
    let words = match (object, name) {
        ("result", "step") => ContactStep::parse(value).map(|step| step.label(lang())),
        ("package", "channel") => Channel::parse(value).map(|channel| channel.label(lang())),
        ("result", "code") => ResultCode::parse(value).map(|code| code.label(lang())),
        (_, "step") => STEPS.iter().find(|(step, _)| *step == value).map(|(_, words)| t(*words)),
        (_, "role") => Role::parse(value).map(|role| role.label(lang())),
        (_, "riskClass") => RiskClass::parse(value).map(|class| class.label(lang())),
        (_, "disposal") => Disposal::parse(value).map(|disposal| disposal.label(lang())),
        (_, "disclosure") => ListDisclosure::parse(value).map(|when| when.label(lang())),
        (_, "method") => CheckMethod::parse(value).map(|method| method.label(lang())),
        ("visit_item", "code") => ResultCode::parse(value).map(|code| code.label(lang())),
        ("visit_item", "kind") => AnswerKind::parse(value).map(|kind| kind.label(lang())),
        ("visit", "status") => VisitStatus::parse(value).map(|status| status.label(lang())),
        ("plan", "status") => PlanStatus::parse(value).map(|status| status.label(lang())),
        ("plan_line", "status") => LineStatus::parse(value).map(|status| status.label(lang())),
        ("wave", "status") => WaveStatus::parse(value).map(|status| status.label(lang())),
        ("attempt", "status") => AttemptStatus::parse(value).map(|status| status.label(lang())),
        ("account", "" | "status") => UserStatus::parse(value).map(|status| status.label(lang())),
        ("joint_item", "") => ItemStatus::parse(value).map(|status| status.label(lang())),
        _ => None,
    };
    words
        .or(match value {
            "true" => Some(t(YES)),
            "false" => Some(t(NO)),
            _ => None,
        })
        .unwrap_or(value)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_and_values_have_words() {
        assert_eq!(act_words("CHECK_IN"), "到场登记");
        assert_eq!(act_words("SIGN_LINE"), "签署计划行");
        assert_eq!(act_words("SOMETHING_NEW"), "SOMETHING_NEW");
        assert_eq!(value_words("visit", "status", "PLANNED"), "待批准");
        assert_eq!(value_words("account", "", "DISABLED"), "停用");
        assert_eq!(value_words("visit_item", "value", "true"), "是");
        assert_eq!(value_words("visit", "status", "?"), "?");
    }

    #[test]
    fn each_act_once() {
        let codes: Vec<String> = acts().into_iter().map(|(code, _)| code).collect();
        let distinct: std::collections::BTreeSet<&String> = codes.iter().collect();
        assert_eq!(codes.len(), distinct.len());
        assert!(acts().iter().all(|(code, words)| code != words), "every act has words");
    }
}
