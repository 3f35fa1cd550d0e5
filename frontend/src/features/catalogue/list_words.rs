//! Words of unified lists.

use crate::texts;

texts! {
    LISTS = "统一清单", "Unified lists";
    LISTS_NOTE = "上级统一清单导入后与本地清单逐项比对；逐条采纳前，本地清单不变。", "A unified list from above is compared with the local one, item by item. Nothing changes before a line is accepted.";
    NO_LISTS = "还没有导入过统一清单", "No unified list has come in yet";
    NO_LISTS_TEXT = "联席会议办公室导入后，各部门在这里逐条采纳或不采纳。", "Once the office has brought one in, departments accept or refuse its lines here.";
    LIST_NAME = "清单名称", "Name of the list";
    LIST_NAME_HELP = "同一清单的各次修订请用同一名称，系统据此识别取消的事项和以前的决定。", "Editions of one list have one name; dropped items and earlier decisions are known by it.";
    LIST_NUMBER = "文号", "Number";
    LIST_ISSUED = "发文日期", "Day of the paper";
    LIST_FILE = "选择清单文件…", "Choose the file…";
    LIST_OTHER = "换一个文件…", "Choose another file…";
    LIST_KINDS = "XLSX 或 CSV，5 MB、1000 行以内", "XLSX or CSV, up to 5 MB and 1000 rows";
    LIST_IMPORT = "导入统一清单", "Bring in a unified list";
    LIST_COMPARE = "导入并比对", "Bring in and compare";
    LIST_BROUGHT = "清单已导入，请逐条处理", "The list is in; decide its lines";
    LIST_PROBLEMS = "清单文件中须改正的问题", "To be corrected in the file";
    LIST_PROBLEMS_TEXT = "请在文件中改正后重新选择。没有任何数据被改动。", "Correct them in the file and choose it again. Nothing was changed.";
    LIST_ROW = "行号", "Row";
    LIST_COLUMN = "列", "Column";
    LIST_PROBLEM = "问题", "Problem";
    LIST_RULES = "清单文件要求", "What the file must have";
    LIST_RULES_1 = "列名在前二十行内，列的顺序不限。必需的列：", "Headings in the first twenty rows, columns in any order. Required columns: ";
    LIST_RULES_2 = "可选的列：", "Optional columns: ";
    LIST_RULES_3 = "检查主体写部门名称或代码，多个部门用顿号分开；有编号的按“编号”或“编号-部门代码”与本地事项对应，没有的按部门与事项名称对应。", "Departments go by name or code. Items are found by code, or code and department, else by department and name.";
    LIST_RULES_4 = "比例上限以百分数填写；一般检查事项本地没有上限的，清单须写明。清单没有写的内容保持本地原样。", "Caps are in per cent; a general item without one here needs one in the list. What the list does not say stays as it is.";
    LIST_FILE_COLUMN = "文件", "File";
    LIST_IMPORTED = "导入", "Brought in";
    LIST_OPEN = "待处理 {0} 条", "{0} to decide";
    LIST_DONE = "已全部处理", "All decided";
    LIST_SUMMARY = "比对结果", "What the list means";
    LIST_STATE = "处理情况", "Decision";
    LIST_COUNT = "条数", "Lines";
    // A line
    ENTRIES = "逐条比对", "Line by line";
    NO_ENTRIES = "没有这样的条目", "No such line";
    ENTRY_ROW = "文件第 {0} 行", "Row {0} of the file";
    LOCAL_SAYS = "本地", "Here";
    LIST_SAYS = "统一清单", "The list";
    ADDED_TEXT = "本地没有此事项。采纳后建立为该部门自有事项的第 1 版，由其负责人公布。", "Not in the local list. Accepted, it becomes version 1 of the department's own item; its head publishes it.";
    DROPPED_TEXT = "统一清单已不列此事项。采纳后向该部门负责人建议停用。", "No longer in the list. Accepted, its withdrawal is proposed to the head.";
    LOCAL_TEXT = "统一清单未列，本地保留。", "Not in the list; it stays.";
    SAME_TEXT = "与统一清单一致。", "The same as in the list.";
    DECIDED_BY = "{0}，{1}：{2}", "{0}, {1}: {2}";
    WITHDRAW_AFTER = "建议最后使用日 {0}", "Proposed last day {0}";
    ACCEPT = "采纳", "Accept";
    REFUSE = "不采纳", "Refuse";
    ACCEPT_OF = "采纳 {0}", "Accept {0}";
    REFUSE_OF = "不采纳 {0}", "Refuse {0}";
    ACCEPT_LISTED = "采纳列出的 {0} 条", "Accept the {0} that are listed";
    REFUSE_LISTED = "不采纳列出的 {0} 条", "Refuse the {0} that are listed";
    ACCEPT_TITLE = "采纳 {0} 条", "Accept lines: {0}";
    REFUSE_TITLE = "不采纳 {0} 条", "Refuse lines: {0}";
    ACCEPT_TEXT = "采纳后成为事项的新版本，注明来源清单，由部门负责人公布后生效。", "They become versions with the list as source, in force once the heads have published them.";
    REFUSE_TEXT = "理由留存；同一清单再次导入且内容未变的，按此显示为已处理。", "The reason is kept; if the same list comes in again unchanged, the line is shown as decided.";
    ACCEPT_REASON_HELP = "可不填。", "Optional.";
    DROP_DAY = "建议最后使用日", "Proposed last day";
    DECIDED = "已处理 {0} 条", "Lines decided: {0}";
    SEEN_STALE = "所列事项在比对后已被他人修改，本次没有处理任何一条。左为您看到的，右为现在的。", "Items were changed since you looked; nothing was decided. What you saw is left, what they say now right.";
    SEEN = "您看到的", "What you saw";
    NOW = "现在", "Now";
    SEEN_TAKE = "按最新内容重新比对", "Compare with the latest";
}
