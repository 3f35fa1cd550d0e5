//! Words of a department's own items.

use crate::texts;

texts! {
    KEEPING = "维护与历次版本", "Keep, and versions";
    REPORT = "事项统计", "Report";
    CATEGORY = "抽查类别", "Category";
    METHODS = "检查方式（可多选）", "Methods";
    KINDS = "检查对象", "Subjects";
    KINDS_HELP = "不选即适用于全部类别。", "None chosen means every kind.";
    KINDS_ALL = "全部类别", "Every kind";
    CAP_PERCENT = "抽查比例上限", "Cap on the ratio";
    CAP_HELP = "一般检查事项必填，重点检查事项不填。", "A general item has one, a key item none.";
    FREQUENCY = "抽查频次", "Frequency";
    FREQUENCY_HELP = "每年抽查次数；不填则按年度计划。", "Draws a year; empty where the annual plan says it.";
    FREQUENCY_PLAN = "按年度计划", "As the plan says";
    TIMES = "每年 {0} 次", "{0} a year";
    TIMES_UNIT = "次", "times";
    VALID_FROM_DAY = "生效日期", "In force from";
    VALID_TO_DAY = "失效日期", "In force until";
    BASIS_NUMBER = "依据 {0}", "Basis {0}";
    ADD_BASIS = "增加依据", "Add a basis";
    REMOVE_BASIS = "移除依据 {0}", "Remove basis {0}";
    BASES_HELP = "限法律、法规、规章、国务院决定；部门通知等文件不得作为检查依据。", "Laws, regulations, rules and State Council decisions only; a notice is no basis.";
    WHY = "修改理由", "Reason for the change";
    SAVE_VERSION = "保存为新版本", "Save as a new version";
    VERSION_SAVED = "新版本已保存，待负责人公布", "The new version is saved; the head publishes it";
    EDIT_ITEM = "修改事项", "Change the item";
    KEEP_NOTE = "每次保存形成新版本，旧版本保留备查；经本部门负责人公布后生效。", "Each save is a new version and the old ones are kept. It is in force once the head has published it.";
    // Standing
    NEWEST = "最新版本", "Newest version";
    IN_FORCE = "生效版本", "Version in force";
    IN_FORCE_JOINT = "联合事项清单", "As in the joint list";
    NUMBERED = "第 {0} 版", "Version {0}";
    PUBLISHED_FROM = "自 {0} 起可用", "Usable from {0}";
    WITHDRAWN_ON = "自 {0} 次日起停用：{1}", "Withdrawn after {0}: {1}";
    WAITS = "第 {0} 版尚未公布", "Version {0} is not published";
    PUBLISH_ITEM = "公布", "Publish";
    PUBLISH_ITEM_TITLE = "公布事项", "Publish the item";
    PUBLISH_ITEM_TEXT = "最新版本自所选日期起生效。替换正在使用的版本时，日期须为今日。", "The newest version is in force from that day. One that replaces a version in use starts today.";
    DAY_FROM = "起始日期", "From";
    ITEM_PUBLISHED = "事项已公布", "The item is published";
    WITHDRAW_ITEM = "停用", "Withdraw";
    WITHDRAW_ITEM_TITLE = "停用事项", "Withdraw the item";
    WITHDRAW_ITEM_TEXT = "所选日期当日仍可使用，次日起不得新编、批准计划行，不得组织抽取；正在进行的会被标出。", "It may still be used on that day. From the next, no line is proposed or approved and no wave opened with it; what runs is flagged.";
    DAY_LAST = "最后使用日", "Last day";
    ITEM_WITHDRAWN = "事项已停用", "The item is withdrawn";
    AFFECTED = "受影响的计划行与检查", "Lines and visits affected";
    AFFECTED_LINES = "计划行 {0} 条", "{0} lines";
    AFFECTED_VISITS = "未完成的检查 {0} 次", "{0} visits not over";
    AFFECTED_NONE = "没有受影响的计划行和检查", "Nothing is affected";
    // Versions
    VERSIONS = "历次版本", "Versions";
    NO_VERSIONS = "尚无修改", "Nothing was changed yet";
    NO_VERSIONS_TEXT = "保存第一次修改后，此处显示每一版的修改人、时间、理由与差异。", "After the first change, who changed what, when and why stands here.";
    FIRST_VERSION = "联合事项清单导入", "As imported with the joint list";
    CHANGED_FIELD = "修改项", "Field";
    WAS = "原内容", "Before";
    BECAME = "新内容", "After";
    WHOLE_VERSION = "全文", "In full";
    OWN_STALE = "他人已保存新版本，您的内容未保存，也未丢失。不同之处如下。", "Somebody else has saved a version. Yours is neither saved nor lost; this is what differs.";
    KEEP_OWN = "以我的内容再存一版", "Save mine as the next version";
    // Report
    REPORT_NOTE = "今日可用的部门抽查事项。", "Departments' items that may be used today.";
    KEY_SHARE = "重点检查事项占比", "Share of key items";
    KEY_SHARE_PERCENT = "重点检查事项占比（%）", "Share of key items (%)";
    KEY_COUNT = "重点检查事项", "Key items";
    TOTAL_COUNT = "全部事项", "All items";
    ALL_DEPARTMENTS = "全部部门", "All departments";
    DORMANT = "五年未实施的事项", "Not executed for five years";
    DORMANT_NOTE = "连续五年未实施检查的事项应予清理。", "An item nobody has executed for five years is to be removed.";
    NO_DORMANT = "没有五年未实施的事项", "Every item was executed within five years";
    SINCE = "列入日期", "Listed since";
    LAST_EXECUTED = "最近实施日期", "Last executed";
    NEVER = "从未实施", "never";
}
