//! Words of waves at the desk.

use crate::texts;

texts! {
    // List
    WAVES_NOTE = "一个批次里的计划行同时抽取：同一扇门抽中几个部门，就一起进一次门。", "The lines of a wave are drawn at the same moment: a door that several departments draw is opened once for all of them.";
    OPEN_WAVE = "组织抽取", "Open a wave";
    NO_WAVE = "还没有抽取批次", "No wave yet";
    NO_WAVE_TEXT = "计划公示后，联席会议办公室选定计划行、邀请见证人，即可组织抽取。", "Once a plan is published, the office chooses lines, invites witnesses and opens a wave.";
    CODE = "批次", "Wave";
    TASKS = "任务数", "Tasks";
    ATTEMPTS = "抽取次数", "Attempts";
    VOID_COUNT = "{0} 次，其中作废 {1} 次", "{0}, of which {1} void";
    DRAWN_AT = "抽取时间", "Drawn";
    OPENED_AT = "设立时间", "Opened";
    // New wave
    NO_PLAN = "没有已公示的计划", "No plan is published";
    NO_PLAN_TEXT = "计划公示后方可抽取。", "Nothing may be drawn before the plan is published.";
    NO_LINE = "本计划没有待抽取的计划行", "No line of this plan waits for its draw";
    NO_LINE_TEXT = "已通过的计划行都已在其他批次抽取。", "All approved lines are drawn in other waves.";
    PLAN = "年度计划", "Plan";
    LINES = "一起抽取的计划行", "Lines drawn together";
    LINES_HELP = "只列出已通过、尚未抽取的计划行。检查期间有重叠的尽量放在一个批次。", "Approved lines that are not drawn yet. Lines whose windows overlap belong in one wave.";
    LINE = "计划行", "Line";
    PICK = "选择", "Choose";
    PICK_ALL = "全选", "All";
    PICK_GROUP = "选 {0} 组（{1} 行）", "Group {0} ({1})";
    GROUPS = "按计划的分组选择", "By the groups of the plan";
    PICK_LINE = "选择 {0}", "Choose {0}";
    WINDOW = "检查期间", "Window";
    DAYS_RANGE = "{0} 至 {1}", "{0} to {1}";
    WINDOW_OVER = "检查期间已过", "Window is over";
    TOGETHER = "这些计划行一起抽取", "These lines together";
    CHOOSE_LINES = "选中计划行后，这里显示一起抽取要进多少次门。", "Choose lines to see how many doors they open together.";
    SUBJECTS = "检查对象", "Subjects";
    FRAME = "名单内门数", "Doors in the frame";
    CHECKS = "各部门抽取数之和", "Sum of all quotas";
    APART = "各部门分别抽取", "Drawn apart";
    BOUND = "一起抽取理论最少", "Fewest possible together";
    SAVED_DOORS = "一起抽取预计少进门 {0} 次。", "Drawing together spares about {0} doors.";
    WAVE_TITLE = "批次名称", "Title of the wave";
    HASH = "杂凑算法", "Hash function";
    HASH_HELP = "SHA-256 为国际通用算法；需通过商用密码应用安全性评估的，选国密 SM3。两者都由本程序与公众核验支持。", "SHA-256 is used everywhere; choose SM3 where a commercial-cryptography assessment asks for it. Both can be verified by anybody.";
    DISCLOSURE = "名单公开", "Disclosure of the list";
    DISCLOSURE_HELP = "封存的名单只公布哈希值，检查结束、批次关闭后连同抽取文件一并公开。", "Of a sealed list only the hash is published; list and file open when the checks are done and the wave is closed.";
    BEACON_EVENT = "公共随机源", "Public beacon";
    BEACON_HELP = "写明一个尚未发生、结果会公开的事件，例如“中国福利彩票双色球第 2026036 期开奖号码”。名单冻结后才会有结果，谁都不能事先知道。", "Name a public event that has not happened yet, such as a numbered lottery drawing. Its outcome comes after the freeze, so nobody can know it before.";
    WITNESSES = "见证人", "Witnesses";
    WITNESSES_HELP = "不少于三方，例如司法局、纪委监委、企业代表。每一方各自提供一个随机数，只要有一方没有串通，结果就无人能够操纵。", "At least three, such as the justice bureau, the supervision commission, a firm's representative. Each gives a random number: as long as one of them is honest, nobody can steer the draw.";
    WITNESS_CODE = "代号", "Code";
    CODE_HELP = "字母、数字、点、短横线", "letters, digits, dots, dashes";
    WITNESS_NAME = "姓名或职务", "Name or office";
    ORGANISATION = "单位", "From";
    ADD_WITNESS = "增加一方", "Add a witness";
    NTH_WITNESS = "见证人 {0}", "Witness {0}";
    DRAFT_RESTORED = "已恢复上次未提交的内容。", "What you had not sent last time is back.";
    OPEN_NOW = "设立批次", "Open the wave";
    WAVE_OPENED = "批次已设立，请分发见证链接", "The wave is open; hand out the links";
    // Links
    LINKS_TITLE = "见证链接（只显示这一次）", "Links of the witnesses (shown only now)";
    LINKS_TEXT = "请把每个链接单独交给对应的见证人。链接就是见证人的凭证，系统只存其哈希，离开或刷新本页后无法再次显示。遗失的，只能作废本次抽取重新来过。", "Give each link to its witness alone. It is their key: we keep only its hash and cannot show it again once you leave or reload. If one is lost, the attempt has to be declared void.";
    LINK_OF = "{0}的链接", "Link of {0}";
    COPY_ALL = "全部链接", "all links";
    LINKS_DONE = "已全部分发", "All handed out";
    LINKS_DONE_TITLE = "不再显示见证链接", "Hide the links";
    LINKS_DONE_TEXT = "确认每位见证人都已收到自己的链接。此后无法再次显示。", "Every witness has their link. They cannot be shown again.";
    // The next step
    NEXT_COMMITS = "等待见证人提交承诺值，还差 {0} 方。", "Waiting for commitments: {0} still to come.";
    NEXT_FREEZE = "承诺值已齐，可以冻结名单。", "All have committed; the frame can be frozen.";
    NEXT_BEACON = "名单已冻结，不再增减。等待“{0}”公布，公布后照录其文本。", "The frame is frozen. Waiting for “{0}”; record its text exactly as announced.";
    NEXT_REVEALS = "随机源已记录。等待见证人揭示，还差 {0} 方。", "The beacon is recorded. Waiting for reveals: {0} still to come.";
    NEXT_DRAW = "揭示已齐，可以抽取。", "All have revealed; the draw can be run.";
    NEXT_ATTEMPT = "本次抽取已作废，可以重新组织一次，见证人须另行承诺。", "This attempt is void. Another can be opened, with new commitments.";
    NEXT_CLOSE = "检查正在进行，还有 {0} 次未结束。全部结束后可以关闭批次。", "Checks are going on: {0} are not over. Then the wave can be closed.";
    NEXT_CLOSE_NOW = "检查已全部结束，可以关闭批次，封存的名单随即公开。", "All checks are over. The wave can be closed; a sealed list opens then.";
    // Acts
    FREEZE = "冻结名单", "Freeze the frame";
    FREEZE_TEXT = "从名录库生成名单并公布根值。冻结之后，名单里的门一个也不能增、减、换。", "Builds the frame from the library and publishes its root. After that no door is added, removed or replaced.";
    FREEZING = "正在冻结名单", "Freezing the frame";
    FROZEN = "名单已冻结", "The frame is frozen";
    RECORD_BEACON = "记录随机源", "Record the beacon";
    BEACON_EXACT = "公布的文本", "The text as announced";
    BEACON_EXACT_HELP = "照录公布文本，一字不差；首尾不留空格，不换行。例：03,07,15,19,26,31+08", "Exactly as announced, on one line, without spaces around it. Example: 03,07,15,19,26,31+08";
    BEACON_ONCE = "“{0}”已经公布。记录之后不能更改，任何人都可以拿公布的原文核对。", "“{0}” has been announced. What is recorded cannot be changed; anybody can compare it with the announcement.";
    BEACON_RECORDED = "随机源已记录", "The beacon is recorded";
    RUN_DRAW = "开始抽取", "Run the draw";
    RUN_TEXT = "用全部随机数算出密钥，抽出检查对象与执法人员，生成检查与抽取文件。结果不能更改。", "Computes the key from all random numbers, draws doors and officers, makes the visits and the file of the draw. The result stands.";
    DRAWING = "正在抽取", "Drawing";
    DRAWN = "抽取完成", "Drawn";
    VOID = "宣布作废", "Declare void";
    VOID_TEXT = "作废的抽取连同理由永远留在记录里，公众可见。之后可以重新组织一次。", "A void attempt stays on record with its reason, for everybody to see. Another can be opened after it.";
    VOIDED = "本次抽取已作废", "The attempt is void";
    OPEN_ATTEMPT = "重新组织一次", "Open another attempt";
    ATTEMPT_TEXT = "计划行与见证人不变，承诺值重新提交，每位见证人得到新的链接。", "Same lines, same witnesses, new commitments; every witness gets a new link.";
    ATTEMPT_OPENED = "已重新组织，请分发新的见证链接", "The next attempt is open; hand out the new links";
    CLOSE_WAVE = "关闭批次", "Close the wave";
    CLOSE_TEXT = "关闭后封存的名单与抽取文件向公众公开，批次不再变动。", "A sealed list and the file of the draw open to everybody; the wave does not change any more.";
    WAVE_CLOSED = "批次已关闭", "The wave is closed";
    JOB_FAILED = "未能完成：{0}", "This did not work: {0}";
    // The wave
    NTH_ATTEMPT = "第 {0} 次抽取", "Attempt {0}";
    ON_RECORD = "记录在案", "On record";
    EARLIER = "此前各次", "Earlier attempts";
    ABOUT = "批次信息", "About the wave";
    RESULT = "抽取结果", "Result";
    FILE = "下载抽取文件", "Download the file of the draw";
    TO_VISITS = "查看检查", "Visits";
    CLOSED_AT = "关闭时间", "Closed";
    LIST_SEALED = "名单封存至检查结束，您的岗位暂不能查看抽中的门。", "The list is sealed until the checks are done; your role cannot see the drawn doors yet.";
    FOLLOWING = "本页随进展自动更新", "This page follows what happens";
}
