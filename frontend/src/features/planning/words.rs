//! Words of planning.

use crate::texts;

texts! {
    ITEM_WITHDRAWN = "{0}已停用事项“{1}”，最后使用日 {2}：{3}", "{0} has withdrawn {1}, last day {2}: {3}";
    PLANS_NOTE = "一年一个计划：各部门的计划行在这里汇总，经联席办审定后公示。", "One plan a year: the lines of all departments meet here and are published once the office has decided.";
    NO_PLAN = "还没有年度计划", "There is no annual plan yet";
    NO_PLAN_TEXT = "联席会议办公室建立年度计划后，各部门即可编制计划行。", "Once the office opens the plan of a year, departments can add their lines.";
    OPEN_PLAN = "建立年度计划", "Open an annual plan";
    YEAR = "年度", "Year";
    YEAR_UNIT = "年", "";
    NUMBER = "编号", "Number";
    VERSION = "版本", "Version";
    PUBLISHED_AT = "公示时间", "Published";
    PLAN_OPENED = "年度计划已建立", "The plan is open";
    NEW_LINE = "新增计划行", "New line";
    EDIT_LINE = "编辑计划行", "Edit line";
    LINES = "计划行", "Lines";
    NO_LINES = "还没有计划行", "No lines yet";
    NO_LINES_TEXT = "由牵头部门新增计划行，邀请参与部门确认。", "A lead department adds a line and invites its partners.";
    LINE_TITLE = "计划行名称", "Title of the line";
    WINDOW = "检查期间", "Window";
    WINDOW_FROM = "开始日期", "First day";
    WINDOW_TO = "结束日期", "Last day";
    APPROVE_PLAN = "批准计划", "Approve the plan";
    APPROVE_PLAN_TEXT = "批准后计划行不再改动，方可备案、公示。联席会议纪要请登记在“附件材料”中。", "After approval the lines stay as they are; then the plan is filed and published. Attach the minutes of the joint meeting to its files.";
    PLAN_APPROVED = "计划已批准", "The plan is approved";
    FILE_PLAN = "登记备案", "Record the filing";
    FILE_TEXT = "计划报本级人民政府备案后登记备案机关、文号与日期。", "Record organ, number and day of the filing with the government.";
    ORGAN = "备案机关", "Organ";
    FILED_NUMBER = "备案文号", "Filing number";
    FILED_ON = "备案日期", "Day of filing";
    PLAN_FILED = "备案已登记", "The filing is recorded";
    PUBLISH_PLAN = "公示计划", "Publish the plan";
    PUBLISH_TEXT = "公示后任何人都能看到本计划，公示内容以哈希值固定，不能撤下。", "Anyone will see this plan. Its content is fixed by a hash and cannot be taken down.";
    PLAN_PUBLISHED = "计划已公示", "The plan is published";
    CONTENT_HASH = "公示内容哈希（SHA-256）", "Hash of the content (SHA-256)";
    PUBLICATIONS = "公示渠道", "Channels";
    CHANNEL_PORTAL = "本系统公示页", "Public pages";
    CHANNEL_NCEPIS = "国家企业信用信息公示系统", "National enterprise credit publicity system";
    HISTORY = "办理记录", "History";
    TOGETHER = "进门次数测算", "Doors this will open";
    TOGETHER_OR_APART = "一起抽与分别抽", "Drawn together or apart";
    COPY_LINES = "照搬上年计划行", "Copy last year's lines";
    COPY_LINES_TEXT = "把本部门上一年度牵头的已通过计划行复制为本年草稿，检查期间顺延到本年；已有同名计划行的不再复制。", "The approved lines your department led last year become drafts, their windows moved to this year; lines with the same title are left out.";
    LINES_COPIED = "已照搬为草稿，请逐行核对后提交", "They are drafts now; look at each before you send it";
    OUTLOOK = "统筹测算", "Outlook";
    PRESET = "套用比例方案", "Start from a matrix of ratios";
    PRESET_NONE = "不套用", "None";
    PRESET_HELP = "填入后可逐级修改；一般事项仍受其比例上限约束。", "They fill in the classes and can be changed; caps of GENERAL items still hold.";
    LIVE = "本行测算", "What this line will open";
    LIVE_NOT_YET = "选定事项并填好比例后，这里显示门数与抽取数。", "Choose an item and fill in the ratios: doors and quotas appear here.";
    LIVE_TOO_MANY = "检查对象超过二十万户，保存后在“统筹测算”中由服务器测算。", "More than 200,000 doors: once it is saved, the server simulates it under Outlook.";
    LIVE_NOBODY = "范围内没有检查对象，请放宽对象范围或更换事项。", "Nobody is in scope: widen it, or choose another item.";
    LIVE_UPSIDE_DOWN = "{0} 级比例低于 {1} 级，风险高的反而查得少。", "Class {0} has a smaller ratio than class {1}, although it is riskier.";
    LIVE_MERGE = "与“{0}”同批抽取，预计可少进门 {1} 次。", "Drawn with {0}, it saves about {1} times through a door.";
    CHECKS = "检查任务数", "Checks";
    APART = "各部门分别抽取", "Drawn apart";
    BOUND = "联合抽取理论最少", "Fewest possible together";
    FRAME = "名录库中符合范围", "In the frame";
    SUBJECTS = "检查对象", "Subjects";
    STRATUM = "分层", "Stratum";
    ALL_STRATUM = "全部", "All";
    DOORS = "门数", "Doors";
    QUOTA = "抽取数", "Quota";
    RATIO = "抽取比例", "Ratio";
    SAVED_DOORS = "联合抽取预计少进门 {0} 次。", "Drawing together saves about {0} doors.";
    SUBMIT = "提交部门确认", "Send to the departments";
    SUBMIT_TEXT = "提交后由各参与部门确认，牵头部门可在确认完成前撤回。", "Each department confirms next; the lead can still withdraw it.";
    SUBMITTED = "已提交", "Sent";
    WITHDRAW = "撤回", "Withdraw";
    WITHDRAW_TEXT = "撤回后本行不再参加计划，须写明理由。", "The line leaves the plan. Say why.";
    WITHDRAWN = "已撤回", "Withdrawn";
    CONFIRM_PART = "确认参与", "Confirm";
    DECLINE = "不参与", "Decline";
    DECLINE_TEXT = "不参与的，计划行退回牵头部门，须写明理由。", "The line goes back to its lead. Say why.";
    CONFIRMED = "已确认参与", "Confirmed";
    DECLINED = "已回复不参与", "Declined";
    SIGN = "负责人签署", "Sign";
    SIGN_TEXT = "签署即代表本部门同意本行的范围、事项、比例与人员。全部签署后报联席办审核。", "Your signature is your department's consent to scope, items, ratios and officers. When all have signed, the line goes to the office.";
    SIGNED = "已签署", "Signed";
    REVIEW_PASS = "审核通过", "Pass review";
    APPROVE_LINE = "批准", "Approve";
    RETURN = "退回", "Return";
    RETURN_TEXT = "退回牵头部门修改，须写明理由。", "Back to the lead department. Say why.";
    RETURNED = "已退回", "Returned";
    REVIEWED = "审核已通过", "Review passed";
    APPROVED = "已批准", "Approved";
    PARTIES = "参与部门", "Departments";
    CONFIRMATION = "确认", "Confirmation";
    SIGNATURE = "签署", "Signature";
    OFFICERS = "每户派出人数", "Officers at a door";
    OFFICERS_UNIT = "人", "people";
    ITEMS = "联合抽查事项", "Joint items";
    ITEMS_HELP = "只列出所选牵头部门实施的已公布事项。", "Published items of the lead department.";
    CAP = "比例上限", "Cap";
    NO_CAP = "不设上限", "No cap";
    TARGETING = "抽查类型", "Targeting";
    TARGETING_HELP = "定向：按标签、风险等级等条件限定范围；不定向：名录库内随机。", "Targeted: limited by tag or risk class. Untargeted: anyone in the library.";
    SCOPE = "对象范围", "Scope";
    SCOPE_ALL = "全部检查对象", "All subjects";
    KINDS = "对象类别", "Kinds";
    DRAW_MODE = "抽取方法", "Method of drawing";
    DRAW_MODE_HELP = "“合并开门”的名额和每户机会与分层等概率抽取相同；同批各条一起抽取，开门更少。", "With shared doors quotas and each door's chance stay as they are; the lines of a wave are drawn together and open fewer doors.";
    BY_CLASS = "按风险等级设定不同比例", "Different ratios by risk class";
    RATIO_ALL = "抽取比例", "Ratio";
    RATIO_OF = "{0} 级抽取比例", "Ratio of class {0}";
    RATIO_HELP = "所选事项的比例上限：{0}", "Cap of the chosen items: {0}";
    ROUNDING = "名额取整", "Rounding";
    RESERVE = "备选户数", "Reserve doors";
    RESERVE_HELP = "抽中户注销、迁出时依次递补。", "They move up when a drawn firm has closed or moved.";
    BATCHES = "批次数", "Batches";
    ON_SITE_REASON = "必须入企检查的理由", "Why an on-site check is needed";
    ON_SITE_HELP = "能以书面、网络等方式检查的不入企。", "What can be checked off-site is not checked at the door.";
    PARTNERS_HELP = "须是每一个所选事项的实施部门。", "A partner takes part in every chosen item.";
    NO_PARTNERS = "所选事项没有其他共同实施部门。", "The chosen items share no other department.";
    SAVE_LINE = "保存计划行", "Save the line";
    DRAFT_RESTORED = "已恢复上次未保存的内容。", "What you had not saved last time is back.";
    LINE_SAVED = "计划行已保存", "The line is saved";
    STALE_TITLE = "他人已修改本行", "Somebody else changed this line";
    STALE_TEXT = "您的修改未保存，也未丢失。左为您的内容，右为最新内容。", "Your changes are neither saved nor lost. Yours are left, the latest right.";
    YOURS = "您的内容", "Yours";
    LATEST = "最新内容", "The latest";
    KEEP_MINE = "以我的内容覆盖", "Save mine over it";
    TAKE_LATEST = "放弃我的修改", "Take the latest";
    REVIEW_NOTE = "先审核，后批准，审核与批准不得为同一人。", "Review first, approval second, never by the same person.";
    TO_REVIEW = "待审核", "To review";
    TO_APPROVE = "待批准", "To approve";
    QUEUE_EMPTY = "没有等待办理的计划行", "Nothing waits here";
    QUEUE_EMPTY_TEXT = "各部门签署后的计划行会出现在这里。", "Lines appear here once all departments have signed.";
    UPDATED = "最近更新", "Last change";
    DAYS_RANGE = "{0} 至 {1}", "{0} to {1}";
}

/// Words of a step.
pub const STEPS: [(&str, crate::locales::Text); 20] = [
    ("SUBMIT", crate::locales::Text("提交部门确认", "Sent to the departments")),
    ("CONFIRM", crate::locales::Text("确认参与", "Confirmed")),
    ("DECLINE", crate::locales::Text("不参与", "Declined")),
    ("RETRACT", crate::locales::Text("撤回确认", "Took the confirmation back")),
    ("SIGN", crate::locales::Text("签署", "Signed")),
    ("REVIEW", crate::locales::Text("审核通过", "Passed review")),
    ("RETURN", crate::locales::Text("退回", "Returned")),
    ("APPROVE", crate::locales::Text("批准", "Approved")),
    ("WITHDRAW", crate::locales::Text("撤回", "Withdrawn")),
    ("FILE", crate::locales::Text("备案", "Filed")),
    ("RULES", crate::locales::Text("调整测算口径", "Rules of the outlook changed")),
    ("MATRIX", crate::locales::Text("选用比例方案", "Matrix of ratios chosen")),
    ("PUBLISH", crate::locales::Text("公示", "Published")),
    ("ATTACH", crate::locales::Text("登记附件", "Attached a file")),
    ("RECEIPT", crate::locales::Text("登记公示回执", "Recorded a receipt")),
    ("OPEN", crate::locales::Text("建立", "Opened")),
    ("REOPEN", crate::locales::Text("重新调整", "Taken up again")),
    ("AMEND", crate::locales::Text("建立调整版本", "Amended by a new version")),
    ("SUPERSEDE", crate::locales::Text("由调整版本取代", "Superseded by an amendment")),
    ("SAVE", crate::locales::Text("保存", "Saved")),
];
