//! Words of the office's table, of versions of a plan and of special campaigns.

use crate::texts;

texts! {
    LINE_KIND = "检查性质", "Kind of check";
    SPECIAL_REASON = "专项理由", "Why a campaign";
    SPECIAL_REASON_HELP = "写明为何开展专项、为何用此比例；每年专项数量有上限，同样须经审定、备案、公示。", "Why it is held and why with these ratios. Their number is limited, and they go through the same approval, filing and publication.";
    SPECIAL_LIMIT = "专项检查每年次数上限", "Most special campaigns a year";
    SPECIAL_COUNTS = "专项检查计入年度上限", "Special campaigns count toward the caps";
    OF_PLAN = "{0}（第 {1} 版）", "{0} (version {1})";
    WAITING = "已等待", "Waiting";
    WAITING_DAYS = "{0} 天", "{0} days";
    FIRST_TIME = "首次报送联席办", "New to the office";
    NOTHING_SINCE = "与联席办上次办理时相同", "The same as when the office last decided";
    SINCE_OFFICE = "联席办上次办理后的变化", "Changes since the office last decided";
    SINCE_VERSION = "与上一版本相比", "Against the version before";
    ADDS = "计入本计划后", "In this plan";
    IN_FRAME = "名录库中的门", "Doors in the frame";
    EXPECTED_CHECKS = "检查任务", "Checks";
    ADDS_TOGETHER = "同批抽取增加开门", "Doors added, drawn together";
    ADDS_APART = "分别抽取增加开门", "Doors added, drawn apart";
    ADDS_BOUND = "理论最少增加", "Fewest possible";
    QUEUE_ON_SERVER = "检查对象超过二十万户，数字由服务器测算。", "More than 200,000 doors: the server simulates.";
    WARN_CAP_ALL = "有 {0} 扇门因本行超过各部门合计的年度上限。", "Because of this line {0} doors come over the cap of all departments together.";
    WARN_CAP_BODY = "有 {0} 扇门因本行超过单个部门的年度上限。", "Because of this line {0} doors come over the cap of one department.";
    WARN_CAP_RATIO = "抽取比例超过所选事项的比例上限。", "A ratio is above the cap of the items.";
    WARN_MONOTONE_LINE = "{1} 级比例低于 {0} 级，风险高的反而查得少。", "Class {1} has a smaller ratio than class {0}, although it is riskier.";
    WARN_NOBODY_LINE = "范围内没有检查对象。", "Nobody is in its scope.";
    WARN_NOTHING_LINE = "比例过低，各层都抽不到一户。", "Its ratios round to nobody.";
    WARN_QUIET_LINE = "检查期间都是节假日或企业安静期，没有可检查的日子。", "Holidays and quiet days leave no open day in its window.";
    DECISION = "办理意见", "Decision";
    DECISION_ON = "对“{0}”的办理意见", "Decision on {0}";
    LATER = "暂不办理", "Not yet";
    RETURN_REASON = "退回“{0}”的理由", "Why {0} goes back";
    ALL_ACCEPT = "全部选为通过", "Accept all";
    SEND_DECISIONS = "提交办理意见", "Send the decisions";
    SEND_TEXT = "共 {0} 行：通过 {1} 行，退回 {2} 行。一并办理，有一行不能办理则全部不办理。", "{0} lines: {1} accepted, {2} sent back. All are decided together, or none.";
    DECIDED = "已办理 {0} 行", "{0} lines are decided";
    NOTHING_CHOSEN = "请先为至少一行选择办理意见", "Choose a decision for one line at least";
    VERSIONS = "计划版本", "Versions of the plan";
    THIS_AMENDS = "本版调整自", "It amends";
    AMENDED_BY = "调整版本", "Amended by";
    AMEND_REASON = "调整理由", "Why it was amended";
    VERSION_NUMBERED = "第 {0} 版", "Version {0}";
    AMEND_PLAN = "调整计划", "Amend the plan";
    AMEND_TEXT = "将建立新版本，已通过的计划行原样沿用；新版本公示前本版继续有效，公示后本版保留可查。", "A new version is opened with the approved lines as they are. Until it is published this one counts; afterwards this one stays visible.";
    AMENDED = "已建立调整版本", "The new version is open";
    REOPEN = "调整本行", "Take up again";
    REOPEN_TEXT = "调整后须重新经参与部门确认、负责人签署、联席办审定；也可撤回本行。已列入抽取批次的不得调整。", "Changed, it goes to partners, heads and the office again; or it can be withdrawn. A line of a draw stays as it is.";
    REOPENED = "可以编辑或撤回了", "It can be changed or withdrawn now";
}
