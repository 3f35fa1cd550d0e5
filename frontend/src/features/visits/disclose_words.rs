//! Words of corrections, letters and packages.

use crate::texts;

texts! {
    CORRECT = "更正", "Correct";
    CORRECT_TITLE = "更正结果：{0}", "Correct the result of {0}";
    CORRECT_TEXT = "更正形成新版本，由本部门负责人重新批准公示；批准前仍公示原结果，原结果与更正原因永久保留。", "A correction is a new version that the head decides anew. Until then the old one stays public; both stay on record with the reason.";
    CORRECT_REASON = "更正原因（随结果公示）", "Why it is corrected (public)";
    CORRECTED_DONE = "已提交更正，待负责人批准公示", "Corrected; it waits for the head";
    CORRECTION_OF = "更正：{0}", "Correction: {0}";
    REVIEW_DUE = "到期复核", "Look again now";
    BOARD_REVIEW = "到期须复核", "To be looked at again";
    CONTACT = "联系记录", "Letters";
    CONTACT_TITLE = "无法联系的检查对象：{0}", "Cannot be reached: {0}";
    CONTACT_TEXT = "两次专用信函间隔 15 至 30 日、均无人签收，方可认定无法联系；认定后 10 个工作日内列入经营异常名录。", "Only two letters that nobody signed for, sent 15 to 30 days apart, establish it; the entry in the list follows within ten working days.";
    CONTACT_STAGE = "当前进展", "Where it stands";
    CONTACT_STEP = "登记步骤", "Next step";
    CONTACT_DAY = "日期", "Day";
    CONTACT_REFERENCE = "邮件号或文号", "Number of the letter or decision";
    CONTACT_SAVE = "登记", "Record";
    CONTACT_SAVED = "已登记", "Recorded";
    CONTACT_OVER = "联系步骤已办结。", "Nothing is left to be done.";
    SECOND_LETTER = "第二次信函须于 {0} 至 {1} 寄出", "The second letter is sent from {0} to {1}";
    LIST_BY = "须于 {0} 前列入经营异常名录", "To be listed by {0}";
    LIST_BY_PROVISIONAL = "须于 {0}（暂定）前列入经营异常名录", "To be listed by {0} (provisional)";
    PACKAGES = "公示材料包", "Publication packages";
    PACKAGES_NOTE = "把本部门一段时间内公示的结果整理成公示系统、门户网站的列表，留存哈希值，登记回执。", "What a department published in a period, as each channel's table; kept with hashes and receipts.";
    MAKE_PACKAGE = "生成材料包", "Make a package";
    PACKAGE_CHANNEL = "公示渠道", "Channel";
    PACKAGE_FROM = "公示日期自", "Published from";
    PACKAGE_TO = "至", "to";
    PACKAGE_MADE = "已生成材料包，共 {0} 项结果", "The package has {0} results";
    PERIOD = "公示期间", "Period";
    PACKAGE_ROWS = "结果数", "Results";
    PACKAGE_FILES = "文件与哈希值", "Files and hashes";
    MADE = "生成", "Made";
    RECEIPT = "回执", "Receipt";
    RECORD_RECEIPT = "登记回执", "Record the receipt";
    RECEIPT_TITLE = "登记回执：{0}", "Receipt of {0}";
    RECEIPT_NUMBER = "回执编号", "Number";
    RECEIPT_ADDRESS = "公示网址", "Address";
    RECEIPT_DAY = "回执日期", "Day";
    RECEIPT_SAVED = "已登记回执", "Recorded";
    NO_RECEIPT = "尚无回执", "No receipt yet";
    NO_PACKAGES = "还没有材料包", "No package yet";
    NO_PACKAGES_TEXT = "结果公示后，可按渠道和期间生成。", "Once results are published, packages are made by channel and period.";
    DOWNLOAD_FILE = "下载 {0}", "Download {0}";
    NOT_PUBLISHED_NOW = "{0}：{1}", "{0}: {1}";
    BY_ON = "{0}，{1}", "{0}, {1}";
}
