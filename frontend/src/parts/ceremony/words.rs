//! Words of the ceremony.

use crate::texts;

texts! {
    // Steps
    STEP_COMMIT = "承诺", "Commit";
    STEP_FREEZE = "冻结名单", "Freeze";
    STEP_BEACON = "记录随机源", "Beacon";
    STEP_REVEAL = "揭示", "Reveal";
    STEP_DRAW = "抽取", "Draw";
    OF_WITNESSES = "{0} / {1} 方", "{0} of {1}";
    DOORS_COUNT = "{0} 户", "{0} doors";
    // Ledger
    FRAME_ROOT = "冻结名单根值", "Root of the frozen frame";
    FRAME_SIZE = "名单规模", "Size of the frame";
    BEACON_TEXT = "随机源文本", "Text of the beacon";
    REVEAL_BY = "揭示期限", "Reveal by";
    SEED = "抽取密钥", "Key of the draw";
    SEED_SEALED = "随名单封存", "Sealed with the list";
    BUNDLE_HASH = "抽取文件哈希（SHA-256）", "Hash of the draw's file (SHA-256)";
    VOID_REASON = "作废原因", "Why it is void";
    VOIDED_AT = "作废时间", "Declared void";
    // Witnesses
    WITNESSES = "见证人", "Witnesses";
    WITNESSES_OF = "见证人，第 {0} 次抽取", "Witnesses, attempt {0}";
    CODE = "代号", "Code";
    ORGANISATION = "单位", "From";
    COMMITMENT = "承诺值", "Commitment";
    REVEALED = "揭示", "Reveal";
    WAITING = "待提交", "Waiting";
    TO_REVEAL = "待揭示", "Waiting";
    DID_REVEAL = "已揭示", "Revealed";
    // Counts
    LIBRARY = "名录库检查对象", "Subjects in the library";
    IN_SCOPE = "符合抽查范围", "In scope";
    WITHOUT_DOOR = "无实体经营场所", "Without a door";
    IN_FRAME = "名单内门数", "Doors in the frame";
    // Tasks
    TASKS = "抽查任务", "Tasks";
    TASK = "任务", "Task";
    LINE = "计划行", "Line";
    ALL_STRATUM = "不分级", "Undivided";
    RISK_STRATUM = "{0} 级", "Class {0}";
    TASKS_UNIT = "抽取户数 / 名单内户数", "doors drawn / doors in the frame";
    DOORS = "名单内门数", "Doors in the frame";
    RESERVE = "备选", "Reserve";
    SUM = "合计", "Total";
    // Rules
    RULES_TITLE = "名单规则", "Rules of the frame";
    RULES_TEXT = "设立批次时定下，冻结名单时执行；冻结之后不再排除任何一扇门。", "Fixed when the wave was opened and applied at the freeze; after it no door is left out.";
    RULE_NONE = "本批次不按规则排除门。", "No rule leaves doors out.";
    RULE_QUIET = "免打扰期覆盖整个检查期间的，不列入该任务。", "Doors that are quiet for the whole window are left out of the task.";
    RULE_BODY = "本年度同一部门已检查满 {0} 次的，不列入该任务。", "Doors one of its departments has visited {0} times this year are left out.";
    RULE_ALL = "本年度各部门合计已检查满 {0} 次的，不列入该任务。", "Doors all departments have visited {0} times this year are left out.";
    RULE_RECENT = "任务所涉部门 {0} 日内检查过的，不列入该任务。", "Doors one of its departments visited in the last {0} days are left out.";
    RULE_REUSE = "{0} 日内全部事项已有可互认结论的，不列入该任务。", "Doors with conclusions on all its items from the last {0} days are left out.";
    TURN_WORDS = "接着 {0} 轮换：按 {1} 的抽查比例设计，希望下一批重复 {2}，浮动 {3}，{4} 的门重新取号。每扇门抽中的机会不变。", "Turns after {0}: made for a ratio of {1}, {2} wanted again, noise {3}, {4} of the doors take a fresh number. Every door's chance stays what it is.";
    NOBODY_LEFT_OUT = "没有门被规则排除。", "The rules left nobody out.";
    LEFT_OUT_TITLE = "按规则未列入的门数", "Doors left out by rule";
    // Report
    OPENED = "进门", "Doors opened";
    OPENED_TITLE = "一起抽、少进门", "Doors opened together";
    CHECKS = "各部门抽取数之和", "Sum of all quotas";
    APART = "若各部门分别抽取", "If each drew apart";
    TOGETHER = "本次共进门", "Opened together";
    BOUND = "理论最少（平均）", "Fewest on average";
    AVOIDED = "少进门", "Doors spared";
    VISITS = "入户检查", "Visits";
    OFF_SITE = "非入户检查", "Off-site checks";
    ITEMS = "检查事项", "Items";
    VISIT_DAYS = "检查日", "Visit days";
    VACANT = "缺员席位", "Vacant seats";
    // Towns
    TOWNS_TITLE = "抽中的门在哪里", "Where the drawn doors are";
    TOWNS_TEXT = "一个方格是名单里的一扇门，按门的编号排列；点亮的是抽中的。", "A square is a door of the frame, in the order of their numbers; those lit were drawn.";
    TOWNS_TEXT_MANY = "一个方格代表名单里的 {0} 扇门；点亮的方格里有抽中的。", "A square stands for {0} doors of the frame; those lit hold drawn ones.";
    TOWNS_TABLE = "以表格查看", "As a table";
    DRAWN_DOORS = "抽中", "Drawn";
    SHARE = "占比", "Share";
}
