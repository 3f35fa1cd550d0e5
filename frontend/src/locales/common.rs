//! Words used all over the app. Words of one feature stand in its own `words.rs`.

use crate::texts;

texts! {
    PRODUCT = "进一次门", "OneDoor";
    PRODUCT_LONG = "进一次门 · 部门联合抽查", "OneDoor · joint inspections";
    // Places
    PUBLIC_PAGE = "公示页", "Public page";
    PLACE_HOME = "工作台", "Home";
    PLACE_PLANS = "抽查计划", "Plans";
    PLACE_REVIEW = "审核", "Review";
    PLACE_WAVES = "抽取", "Draws";
    PLACE_VISITS = "检查", "Visits";
    PLACE_RESULTS = "结果公示", "Results";
    PLACE_SUBJECTS = "检查对象", "Subjects";
    PLACE_INSPECTORS = "执法人员", "Inspectors";
    PLACE_COVERAGE = "责任覆盖", "Coverage";
    PLACE_REGISTER = "请假与回避", "Leave and recusal";
    PLACE_ITEMS = "抽查事项", "Items";
    PLACE_IMPORTS = "导入", "Imports";
    PLACE_DEADLINES = "工作时限", "Deadlines";
    PLACE_RULES = "标签规则", "Tag rules";
    PLACE_USERS = "账号", "Accounts";
    PLACE_AUDIT = "审计日志", "Audit trail";
    PLACE_ACCOUNT = "我的账号", "My account";
    PLACE_FIELD = "现场检查", "Field";
    PLACE_TODAY = "今日", "Today";
    PLACE_FIND = "查找", "Find";
    PLACE_OUTBOX = "待传", "Unsent";
    PLACE_ME = "我的", "Me";
    // Acts
    LOGIN = "登录", "Log in";
    LOGOUT = "退出登录", "Log out";
    SAVE = "保存", "Save";
    CANCEL = "取消", "Cancel";
    CLOSE = "关闭", "Close";
    BACK = "返回", "Back";
    RETRY = "重试", "Try again";
    RELOAD = "刷新页面", "Reload";
    EDIT = "编辑", "Edit";
    ADD = "新增", "Add";
    REMOVE = "移除", "Remove";
    SEARCH = "搜索", "Search";
    CLEAR = "清除", "Clear";
    CLEAR_FILTERS = "清除筛选", "Clear filters";
    FILTER_ALL = "{0}：全部", "{0}: all";
    MORE = "加载更多", "Load more";
    DOWNLOAD = "下载", "Download";
    PRINT = "打印", "Print";
    COPY = "复制", "Copy";
    COPIED = "已复制", "Copied";
    SKIP_TO_CONTENT = "跳到主要内容", "Skip to content";
    MENU = "菜单", "Menu";
    OPEN = "打开", "Open";
    DETAILS = "详情", "Details";
    CONFIRM = "确认", "Confirm";
    // States
    LOADING = "正在加载…", "Loading…";
    SAVING = "正在保存…", "Saving…";
    SAVED = "已保存", "Saved";
    NOTHING_HERE = "暂无内容", "Nothing here yet";
    NOTHING_FOUND = "没有符合条件的记录", "Nothing matches";
    YES = "是", "Yes";
    NO = "否", "No";
    NONE = "无", "None";
    ALL = "全部", "All";
    UNKNOWN = "未知", "Unknown";
    SHOWN_OF = "已显示 {0} / {1}", "{0} of {1} shown";
    COUNT_IN_ALL = "共 {0} 条", "{0} in all";
    // Errors
    ERROR_TITLE = "未能完成", "This did not work";
    ERROR_OFFLINE = "网络不通，您的输入未丢失，请稍后重试。", "There is no connection. Nothing you typed is lost; try again later.";
    ERROR_SERVER = "服务暂时不可用，已保存的内容不受影响。", "The service is not available just now. What you saved is safe.";
    ERROR_VERSION = "页面版本已更新，请刷新后继续。", "There is a new version of this page. Reload to go on.";
    ERROR_TRACE = "编号", "Number";
    ERROR_SUMMARY = "请更正以下内容", "Please correct the following";
    NOT_FOUND_TITLE = "没有这个页面", "No such page";
    NOT_FOUND_TEXT = "地址可能有误，或页面已移走。", "The address may be wrong, or the page has moved.";
    FORBIDDEN_TITLE = "您的岗位无权查看此页", "Your role may not see this page";
    FORBIDDEN_TEXT = "如需办理，请联系安全管理员授予岗位。", "Ask the security administrator for the role if you need it.";
    UNSAVED = "有未保存的修改，确定离开？", "There are unsaved changes. Leave all the same?";
    // Settings
    LANGUAGE = "语言", "Language";
    THEME = "外观", "Appearance";
    THEME_AUTO = "跟随系统", "As the system";
    THEME_LIGHT = "浅色", "Light";
    THEME_DARK = "深色", "Dark";
    DENSITY = "行高", "Row height";
    DENSITY_NORMAL = "标准", "Normal";
    DENSITY_WIDE = "宽松", "Wide";
    // Common fields
    REASON = "理由", "Reason";
    NAME = "名称", "Name";
    USCC = "统一社会信用代码", "Credit code";
    ADDRESS = "地址", "Address";
    STATUS = "状态", "Status";
    DEPARTMENT = "部门", "Department";
    LEAD = "牵头", "Lead";
    PARTNERS = "参与部门", "Partners";
    RISK = "风险等级", "Risk class";
    KIND = "类别", "Kind";
    TAGS = "标签", "Tags";
    TOWN = "乡镇街道", "Town";
    METHOD = "检查方式", "Method";
    DATE = "日期", "Date";
    TIME = "时间", "Time";
    WHO = "办理人", "By";
    ACTIONS = "操作", "Actions";
    TITLE = "标题", "Title";
    OPTIONAL = "选填", "optional";
    REQUIRED = "必填", "required";
}
