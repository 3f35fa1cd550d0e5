//! Words of facets, saved views, changes of many subjects, reports of errors.

use crate::texts;

texts! {
    // Facets
    FILTERS = "筛选", "Filters";
    CHOSEN = "已选条件", "Chosen filters";
    CONDITION_GONE = "已不存在", "does not exist any more";
    IN_TERRITORY = "片区", "Towns";
    // Saved views
    VIEWS = "视图", "Views";
    VIEW_NONE = "选择视图", "Choose a view";
    VIEW_SAVE = "保存为视图", "Save as a view";
    VIEW_EDIT = "管理视图", "Manage views";
    VIEW_NAME = "视图名称", "Name of the view";
    VIEW_SHARE = "与本部门共享", "Share with the department";
    VIEW_SHARED = "{0} 共享", "shared with {0}";
    VIEW_OWN = "仅本人", "one's own";
    VIEW_DEFAULT = "设为默认", "Begin with it";
    VIEW_NOT_DEFAULT = "取消默认", "Do not begin with it";
    VIEW_IS_DEFAULT = "默认", "default";
    VIEW_UPDATE = "更新为当前条件", "Take the present filters";
    VIEW_RENAME = "改名", "Rename";
    VIEW_DELETE = "删除", "Delete";
    VIEW_SAVED = "视图已保存", "The view is saved";
    VIEW_DELETED = "视图已删除", "The view is deleted";
    VIEW_EMPTY = "还没有保存的视图", "No view is saved yet";
    VIEW_EMPTY_TEXT = "设好筛选条件后保存，下次一步打开。", "Choose filters and save them, to open them again in one step.";
    // Changes of many
    PICK = "选择", "Choose";
    PICK_ROW = "选择 {0}", "Choose {0}";
    PICKED_ROWS = "已选 {0} 户", "{0} chosen";
    PICK_ALL = "选择符合条件的全部 {0} 户", "Choose all {0} that match";
    PICKED_ALL = "已选符合条件的全部 {0} 户", "All {0} that match are chosen";
    UNPICK = "取消选择", "Choose none";
    BULK = "批量变更", "Change them";
    BULK_ANOTHER = "新的变更", "Another change";
    BULK_TEXT = "先预览，再执行。预览后被他人修改过的检查对象不会变更，并逐户列出。", "First see what would change, then do it. Subjects that somebody changes in between are left as they are, and listed.";
    ADD_TAGS = "添加标签", "Tags to be added";
    REMOVE_TAGS = "移除标签", "Tags to be removed";
    TAGS_TYPED = "多个标签用顿号分开。", "Put 、 between several.";
    ADD_DEPARTMENTS = "增加监管部门", "Departments to be added";
    REMOVE_DEPARTMENTS = "移除监管部门", "Departments to be removed";
    NEW_RISK = "风险等级", "Risk class";
    RISK_UNCHANGED = "不变", "Unchanged";
    RISK_ON = "认定日期", "Decided on";
    RISK_SOURCE = "认定来源", "Decided by";
    BULK_REASON = "变更理由", "Reason";
    PREVIEW = "预览", "Preview";
    PREVIEW_TITLE = "将会发生什么", "What would happen";
    WILL_CHANGE = "将变更", "Will change";
    ALREADY_SO = "已是如此", "Already so";
    NOT_MINE = "无权变更", "Not yours to change";
    GAIN = "将打上标签", "Will get the tag";
    LOSE = "将去掉标签", "Will lose the tag";
    EXAMPLES = "举例", "Examples";
    WHAT_HAPPENS = "结果", "Outcome";
    START = "执行变更", "Do it";
    STARTED = "已开始执行", "Started";
    PREVIEW_NOTHING = "没有需要变更的检查对象。", "There is nothing to change.";
    BACK_TO_FORM = "返回修改", "Back to the form";
    BULK_RUNNING = "已处理", "Done";
    BULK_DONE = "已变更 {0} 户，跳过 {1} 户。", "{0} changed, {1} left as they were.";
    BULK_CANCELLED = "已停止。已变更的保持不变，未处理的没有变更。", "Stopped. What was changed stays; the rest was not touched.";
    BULK_FAILED = "未能完成，已变更的保持不变。", "It did not finish. What was changed stays.";
    SKIPPED = "跳过的检查对象", "Left as they were";
    SUBJECTS_UNIT = "户", "subjects";
    STOP_BULK = "停止", "Stop";
    // Rules
    RULE_EFFECT = "对名录库的影响", "Effect on the library";
    RULE_EFFECT_TEXT = "按当前填写的规则核对名录库中的全部检查对象。规则保存后可立即应用；不应用则在下次导入时生效。", "Checks every subject of the library against the rule as it stands. Once saved it can be applied at once; otherwise it takes effect with the next import.";
    RULE_PREVIEW = "预览影响", "Preview the effect";
    RULE_APPLY = "立即应用", "Apply now";
    // Reports
    REPORT = "报告差错", "Report an error";
    REPORT_TEXT = "登记信息以数据源为准。报告送数据源部门核实，处理结果会告知您。", "What the register says is corrected where it is kept. The report goes to the department that keeps it; you will see the outcome.";
    WRONG_FIELD = "有误的字段", "What is wrong";
    RIGHT_VALUE = "正确的内容", "What is right";
    GROUND = "依据", "Ground";
    EVIDENCE_NOTE = "证据说明", "Evidence";
    EVIDENCE_HELP = "如照片编号、来函文号，可不填。", "Such as the number of a photo or a letter. May be left empty.";
    REPORT_SEND = "提交报告", "Send the report";
    REPORT_SENT = "报告已提交", "The report was sent";
    REPORTS = "差错报告", "Reports of errors";
    REPORTS_NOTE = "对登记信息的差错报告由数据源部门核实。更正后，数据源再次导入时可能覆盖。", "Reports are checked by the department that keeps the source. The next import of the source may overwrite a correction.";
    TAB_TO_ANSWER = "待本部门核实", "For us to check";
    TAB_MINE = "我的报告", "My reports";
    NO_REPORTS = "没有差错报告", "No reports";
    NO_REPORTS_OF = "没有对本户的差错报告", "Nobody has reported an error";
    NOW_AND_RIGHT = "登记内容 → 正确内容", "Register → what is right";
    REPORTED_BY = "报告人与依据", "Who and why";
    OUTCOME = "处理结果", "Outcome";
    ACCEPT = "更正", "Correct it";
    DECLINE = "不采纳", "Decline";
    ACCEPT_TEXT = "库中内容将改为报告的内容，并写入变更记录。数据源再次导入时可能覆盖此更正，请一并在数据源更正。", "The library will say what was reported, with an entry in its history. The next import of the source may overwrite it: correct the source too.";
    DECLINE_TEXT = "理由会告知报告人。", "Whoever reported it will see the reason.";
    ANSWER = "处理说明", "What was found";
    ANSWERED = "已处理", "Answered";
    OVERWRITTEN = "此后已被数据源覆盖", "overwritten by the source since";
    // History of an inspector
    SEE_HISTORY = "变更记录", "Changes";
    FROM_DAY = "有效期起", "Valid from";
    TO_DAY = "有效期止", "Valid to";
}
