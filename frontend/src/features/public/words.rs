//! Words of the public window.

use crate::texts;

texts! {
    // Home
    HOME_TITLE = "部门联合“双随机、一公开”监管公示", "Joint inspections, in public";
    HOME_NOTE = "抽哪家、谁去查、结果如何，都在这里公开。多个部门一起抽取，一次进门、查多项事。", "Which firms are drawn, who checks them and what was found. Departments draw together, so that a door is opened once for all of them.";
    SEARCH_FIRM = "查企业：名称、拼音首字母、信用代码", "Find a firm: name, initials or code";
    SEARCH_HELP = "输入两个以上的字。", "Two characters or more.";
    FOUND = "找到 {0} 家", "{0} found";
    FOUND_MANY = "显示前 {0} 家，请再输入几个字", "The first {0}; type a little more";
    FOUND_NONE = "没有找到。请核对名称，或改用统一社会信用代码。", "Nothing found. Check the name, or try the credit code.";
    PLANS = "计划", "Plans";
    PLANS_TEXT = "今年要查什么、哪些部门一起查、抽多少", "What is inspected this year, by whom, how many";
    DRAWS = "抽取", "Draws";
    DRAWS_TEXT = "怎样抽、抽中多少，任何人都可以重新计算核对", "How it was drawn, and how to check it yourself";
    RESULTS = "结果", "Results";
    RESULTS_TEXT = "查了哪家、查了什么、结果如何", "Who was checked, for what, with what result";
    ITEMS = "事项", "Items";
    ITEMS_TEXT = "哪些事项可以检查，依据哪条法律", "What may be inspected, and by which law";
    WHY = "为什么抽到我", "Why me?";
    WHY_TEXT = "企业查看自己的入册证明、抽中机会和结果", "A firm's proof, its chances and what came out";
    AUDIT = "抽取公正性检验", "Audit of draws";
    AUDIT_TEXT = "任何人都可以检验历次抽取像不像随机抽取", "Anybody can ask whether past draws look random";
    LATEST_DRAW = "最近一次抽取", "The latest draw";
    NO_DRAW = "还没有抽取", "There is no draw yet";
    SEE_DRAW = "查看并核验", "See and check";
    // Firm
    NO_FIRM = "没有这家企业", "No such firm";
    NO_FIRM_TEXT = "请核对统一社会信用代码，或返回首页按名称查找。", "Check the credit code, or search by name.";
    TO_SEARCH = "返回查找", "Back to the search";
    FIRM_RESULTS = "已公示的检查结果", "Published results";
    NO_RESULTS_FIRM = "尚无已公示的检查结果", "No published result yet";
    NO_RESULTS_FIRM_TEXT = "被抽中并检查后，各部门在结果产生之日起 20 个工作日内公示。", "After a check, each department publishes its result within 20 working days.";
    CHECKED_ON = "检查日期", "Checked";
    ITEM = "检查事项", "Item";
    RESULT = "结果", "Result";
    PUBLISHED_AT = "公示时间", "Published";
    DRAWN_IN = "抽取批次", "Draw";
    FIRM = "检查对象", "Firm";
    CHECKED_BY = "检查部门", "Checked by";
    // Plans
    PLANS_NOTE = "年度联合抽查计划，经联席会议审定、报政府备案后公示。", "Annual plans of joint inspections, decided by the joint meeting and filed with the government.";
    NO_PLANS = "还没有公示的计划", "No plan is published yet";
    NUMBER = "编号", "Number";
    VERSION = "版本", "Version";
    FILED = "备案文号", "Filing";
    CONTENT_HASH = "公示内容哈希（SHA-256）", "Hash of the content (SHA-256)";
    LINE = "抽查任务", "Line";
    DEPARTMENTS = "实施部门", "Departments";
    LEADS = "{0}（牵头）", "{0} (lead)";
    WINDOW = "检查期间", "Window";
    DAYS_RANGE = "{0} 至 {1}", "{0} to {1}";
    RATIO = "抽取比例", "Ratio";
    RATIO_NONE = "全部", "All";
    AMENDS = "本版调整自第 {0} 版", "It amends version {0}";
    AMENDED_BY = "已由第 {0} 版取代", "Superseded by version {0}";
    AMEND_REASON = "调整理由", "Why it was amended";
    LINES_COUNT = "{0} 项任务", "{0} lines";
    // Items
    BY_DEPARTMENT = "各部门生效版本", "Versions in force, by department";
    OWN_IN_FORCE = "第 {0} 版自 {1} 起生效，{2}，{3}", "version {0} in force from {1}, {2}, {3}";
    OWN_COMING = "第 {0} 版将自 {1} 起生效，{2}，{3}", "version {0} comes on {1}, {2}, {3}";
    OWN_WITHDRAWN = "自 {0} 次日起停用", "withdrawn after {0}";
    ITEMS_NOTE = "未列入本清单的事项不得检查。", "Nothing that is not on this list may be inspected.";
    ITEMS_SEARCH = "按事项、领域、部门查找", "Find by item, field or department";
    NO_ITEMS = "还没有公布的事项", "No item is published yet";
    CODE = "编号", "Code";
    FIELD = "领域", "Field";
    SUBJECTS = "对象", "Subjects";
    CLASS = "类别", "Class";
    CLASS_CAP = "{0}，比例不超过 {1}", "{0}, at most {1}";
    BASIS = "检查依据", "Legal basis";
    BASIS_TITLE = "《{0}》{1}", "《{0}》 {1}";
    // Results
    RESULTS_NOTE = "谁检查、谁录入、谁公开。依法不宜公开的除外。", "Whoever checks enters and publishes, except what the law keeps private.";
    NO_RESULTS = "还没有公示的结果", "No result is published yet";
    // Draws
    DRAWS_NOTE = "每次抽取先公布名单根值与见证人承诺，再用事先约定的公开事件抽取。全部数据公开，任何人都可以重新计算。", "The frame's root and the witnesses' commitments are published first; then a public event named beforehand decides. All data are open, and anybody can compute the draw again.";
    NO_DRAWS = "还没有抽取批次", "No draw yet";
    NO_DRAWS_TEXT = "计划公示后组织抽取，全过程在这里公开。", "Draws follow the published plan, and every step is shown here.";
    WAVE = "批次", "Draw";
    DOORS = "抽中", "Drawn";
    DOORS_OF = "{0} / {1} 户", "{0} of {1} doors";
    DRAWN_AT = "抽取时间", "Drawn at";
    ATTEMPTS = "次数", "Attempts";
    VOID_COUNT = "{0} 次，作废 {1} 次", "{0}, {1} void";
    // Draw
    NO_WAVE = "没有这个抽取批次", "No such draw";
    HOW_TITLE = "怎样保证公平", "Why nobody can steer it";
    HOW_COMMIT = "承诺：每位见证人各自生成一个随机数，先公布它的“指纹”，之后改不了。", "Commit: every witness makes a random number and publishes its fingerprint, which binds them.";
    HOW_FREEZE = "冻结：名单的根值随后公布，名单从此不增、不减、不换。", "Freeze: the frame's root is published; no door is added, removed or replaced after it.";
    HOW_BEACON = "随机源：等一个事先约定、谁都控制不了的公开事件，照录其结果。", "Beacon: a public event named beforehand that nobody controls; its outcome is recorded as announced.";
    HOW_REVEAL = "揭示：见证人公开各自的随机数，与指纹不符即作废。", "Reveal: the witnesses publish their numbers; one that does not fit its fingerprint voids the attempt.";
    HOW_DRAW = "抽取：由以上全部数据算出密钥，抽出检查对象与执法人员，没有人工环节。", "Draw: all of this makes the key, and the key draws doors and officers. No hand is in it.";
    ABOUT = "批次信息", "About the draw";
    HASH = "杂凑算法", "Hash function";
    DISCLOSURE = "名单公开", "Disclosure of the list";
    BEACON_EVENT = "约定的公开事件", "The agreed event";
    OPENED_AT = "设立时间", "Opened";
    NTH_ATTEMPT = "第 {0} 次抽取", "Attempt {0}";
    ON_RECORD = "记录在案", "On record";
    EARLIER = "此前各次（作废的也保留）", "Earlier attempts, void ones included";
    FOLLOWING = "抽取正在进行，本页自动更新。", "The draw is going on; this page follows it.";
    // Doors that are open
    OPENED_TITLE = "已公开的门址", "Doors that are open";
    OPENED_ALL = "名单已全部公开，共 {0} 处门址。", "The whole list is open: {0} doors.";
    OPENED_SOME = "已公开 {0} 处，抽中共 {1} 处。每处门址在上门检查时公开，全部名单最迟在 {2} 之后公开。", "{0} of {1} drawn doors are open. Each opens when somebody comes, and the whole list after {2} at the latest.";
    OPENED_NONE = "每处门址在上门检查时公开，目前还没有。", "Each door opens when somebody comes; none yet.";
    OPENED_FIRST = "下面列出最近的 {0} 处。", "The latest {0} are listed.";
    DOOR = "门址", "Door";
    FIRMS = "企业", "Firms";
    CAME = "到场时间", "Arrived";
    // Check
    CHECK_TITLE = "自己核验", "Check it yourself";
    CHECK_TEXT = "您的浏览器会把整个抽取重新计算一遍，不依赖我们的服务器。也可以下载文件，用命令 onedoor verify-draw 或自己写的程序核验。", "Your browser computes the whole draw again, without our server. Or download the file and check it with the command onedoor verify-draw or a program of your own.";
    CHECK_ANY = "核验抽取文件", "Check a file of a draw";
    CHECK_RECIPE = "怎样自己写核验程序", "How to write a verifier";
    SEALED_TITLE = "名单尚在封存", "The list is still sealed";
    SEALED_TEXT = "为防止走漏风声，抽中名单封存到检查结束。抽取文件的哈希值已在抽取当时公布；批次关闭后文件公开，届时可以在这里核验，也可以核对哈希值没有变过。", "So that nobody is warned, the drawn list stays sealed until the checks are done. The hash of the file was published when it was drawn; when the draw is closed the file opens, can be checked here, and must have that hash.";
    NOT_DRAWN = "抽取完成后，可以在这里核验。", "Once it is drawn it can be checked here.";
    // Log-in
    USERNAME = "用户名", "User name";
    PASSWORD = "密码", "Password";
    LOGIN_NOTE = "供各部门、联席会议办公室和执法检查人员使用。公示内容无需登录。", "For departments, the office and inspectors. Public pages need no log-in.";
    DEMO_TITLE = "演示数据", "Demo data";
    DEMO_TEXT = "这里是演示环境，可用以下账号登录，密码均为 {0}。", "This is a demonstration. Log in with one of these accounts; the password is {0}.";
    USE_ACCOUNT = "填入", "Use";
    // Witness
    WITNESS_TITLE = "见证抽取", "Witnessing a draw";
    NO_SEAT = "链接无效", "This link does not work";
    NO_SEAT_TEXT = "请核对链接是否完整。抽取作废后，旧链接可以查看，新的一次须用新链接。", "Check that the link is complete. After a void attempt there is a new link.";
    YOU_ARE = "您是见证人", "You are the witness";
    FOR_WAVE = "{0}，第 {1} 次抽取", "{0}, attempt {1}";
    STEP_ONE = "第一步：承诺", "Step 1: commit";
    STEP_TWO = "第二步：揭示", "Step 2: reveal";
    MAKE_TEXT = "这台设备会生成一个随机数，只有您知道。公布的只是它的指纹（承诺值），谁也无法倒推。", "This device makes a random number that only you know. Only its fingerprint, the commitment, is published; nobody can work back from it.";
    MAKE = "生成我的随机数", "Make my random number";
    NO_RANDOM = "这个浏览器不能生成安全的随机数，请换一个浏览器。", "This browser cannot make secure random numbers. Use another one.";
    YOUR_NUMBER = "您的随机数", "Your random number";
    KEEP_TEXT = "请抄写或截图保存，揭示之前不要给任何人看。这台设备也会替您记着。", "Write it down or take a picture, and show it to nobody before the reveal. This device keeps it too.";
    KEEP_WARN = "这个浏览器不保存数据（可能是无痕模式）。请务必抄写，关闭页面后无法找回。", "This browser keeps nothing, perhaps because the window is private. Write the number down: it is lost when the page is closed.";
    WRITTEN = "我已抄写或截图", "I have written it down";
    SEND_COMMIT = "提交承诺值", "Send the commitment";
    COMMITTED = "承诺已公布", "Your commitment is published";
    YOUR_COMMITMENT = "您的承诺值", "Your commitment";
    SHOW_NUMBER = "查看我的随机数", "Show my number";
    AWAIT_FREEZE = "等待其他见证人承诺、名单冻结。", "Waiting for the other witnesses and for the freeze.";
    AWAIT_BEACON = "名单已冻结。等待“{0}”公布。", "The frame is frozen. Waiting for “{0}”.";
    REVEAL_TEXT = "随机源已记录：{0}。现在请公开您的随机数。", "The beacon is recorded: {0}. Now reveal your number.";
    KNOWN_NUMBER = "这台设备记着您的随机数，已核对与承诺值相符。", "This device has kept your number, and it fits your commitment.";
    TYPE_NUMBER = "输入您抄写的随机数", "Enter the number you wrote down";
    TYPE_HELP = "共 64 位，数字与字母 a–f，空格与大小写不影响。", "64 digits and letters a–f; spaces and capitals do not matter.";
    NOT_A_NUMBER = "应为 64 位数字与字母 a–f，请核对是否抄漏。", "It has 64 digits and letters a–f. Something is missing.";
    NOT_YOURS = "这个数与您的承诺值不符，没有提交。提交不符的数会使本次抽取作废，请逐位核对。", "This number does not fit your commitment, so it was not sent. A wrong one would void the attempt; compare it digit by digit.";
    FITS = "与承诺值相符，可以揭示。", "It fits your commitment.";
    LOST_TEXT = "确实找不到的，请联系联席会议办公室：本次抽取只能宣布作废，重新组织。", "If it is really lost, tell the office: the attempt has to be declared void and held again.";
    SEND_REVEAL = "揭示我的随机数", "Reveal my number";
    REVEALED = "您已揭示", "You have revealed";
    AWAIT_DRAW = "等待其他见证人揭示和抽取。", "Waiting for the other witnesses and for the draw.";
    SEAT_DRAWN = "抽取完成，感谢见证。", "The draw is done. Thank you.";
    SEAT_DRAWN_TEXT = "您可以核对：抽取用的正是您的随机数。", "You can check that your number is in it.";
    TO_CHECK = "核验这次抽取", "Check this draw";
    SEAT_VOID = "本次抽取已作废", "This attempt is void";
    SEAT_VOID_TEXT = "原因：{0}。重新组织的，办公室会给您新的链接。", "Reason: {0}. If it is held again, the office gives you a new link.";
}
