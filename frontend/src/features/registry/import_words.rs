//! Words of imports.

use shared::ErrorCode;

use crate::locales::Text;
use crate::texts;

texts! {
    IMPORTS_NOTE = "从登记机关导出的表格可直接导入；同一文件再导入一次，不会产生重复。", "Import tables as the register exports them. Importing the same file twice changes nothing.";
    NEW_IMPORT = "导入检查对象", "Import subjects";
    CHOOSE_FILE = "选择文件…", "Choose a file…";
    OTHER_FILE = "换一个文件…", "Choose another file…";
    FILE_KINDS = "CSV（UTF-8 或 GB18030）或 XLSX，512 MB 以内", "CSV (UTF-8 or GB18030) or XLSX, up to 512 MB";
    CHOSEN = "{0}（{1} KB）", "{0} ({1} KB)";
    ALLOW_INVALID = "信用代码有误或缺失的行也入库", "Let rows with a wrong or missing credit code in";
    ALLOW_INVALID_HELP = "不勾选：这些行不入库，逐行列入问题清单。勾选：入库并标记“代码有误”，便于核实；没有代码的按名称与地址识别。", "Unticked, such rows stay out and are listed by line. Ticked, they are let in and marked, to be checked; rows without a code are known by name and address.";
    START = "开始导入", "Start the import";
    UPLOADING = "已上传", "Uploaded";
    QUEUED = "导入已排队", "The import is queued";
    WAITING = "排队中，前面的任务完成后自动开始", "Waiting; it starts when the work before it is done";
    READING = "正在读取文件…", "Reading the file…";
    CHECKED = "已校验", "Checked";
    ROWS = "行", "rows";
    KILOBYTES = "KB", "KB";
    LEAVE = "可以离开本页，导入在服务器上继续；回到本页可看到进度。", "You may leave this page. The import goes on, and its progress is here when you come back.";
    STOP = "停止导入", "Stop the import";
    STOP_TEXT = "停止后，已入库的行保留，尚未处理的行不入库。以后再次导入同一文件即可补齐。", "What was imported stays; the remaining rows are left out. Import the same file again to complete it.";
    STOPPING = "正在停止…", "Stopping…";
    FILE_RULES = "文件要求", "What the file must have";
    FILE_RULES_1 = "第一行是列名，列的顺序不限，其他列忽略。", "The first row has the headings. Columns may be in any order; others are ignored.";
    FILE_RULES_2 = "必需的列：", "Required columns: ";
    FILE_RULES_3 = "可选的列：", "Optional columns: ";
    FILE_RULES_4 = "住所不在本辖区的行照常入库并注明所在地，可在“检查对象”中按“辖区外”筛选。", "Rows outside the division are let in with the place they lie in; filter subjects by “outside the division” to see them.";
    TEMPLATE = "下载空白模板", "Download an empty template";
    TEMPLATE_NAME = "检查对象导入模板.csv", "subjects-template.csv";
    RESULT_OF = "导入：{0}", "Import of {0}";
    ROWS_READ = "已读行数", "Rows read";
    INSERTED = "新增", "New";
    UPDATED = "更新", "Updated";
    UNCHANGED = "未变", "Unchanged";
    REJECTED = "未入库", "Left out";
    MARKED = "代码有误", "Marked";
    OUTSIDE = "辖区外", "Outside";
    NEW_DOORS = "新增门", "New doors";
    SEE_SUBJECTS = "查看检查对象", "See the subjects";
    SEE_MARKED = "查看代码有误的", "See those marked";
    SEE_OUTSIDE = "查看辖区外的", "See those outside";
    PROBLEMS = "问题清单", "Problems";
    PROBLEMS_SHOWN = "列出前 {0} 条，共 {1} 条。", "The first {0} of {1}.";
    PROBLEMS_ALL = "共 {0} 条。", "{0} in all.";
    DOWNLOAD_PROBLEMS = "下载问题清单（CSV）", "Download the problems (CSV)";
    PROBLEMS_NAME = "问题清单.csv", "problems.csv";
    LINE = "行号", "Line";
    COLUMN = "列", "Column";
    CELL = "内容", "Content";
    PROBLEM = "问题", "Problem";
    EARLIER = "我的导入", "My imports";
    NO_IMPORTS = "还没有导入过文件", "Nothing was imported yet";
    NO_IMPORTS_TEXT = "导入后，每次的结果和问题清单都保留在这里。", "Each import stays here with its outcome and problems.";
    FILE = "文件", "File";
    STARTED = "提交时间", "Submitted";
    SHOWN = "当前查看", "shown";
    FAILED_TITLE = "导入未能完成", "The import failed";
    FAILED_SAFE = "失败前已入库 {0} 行，均完整有效；再次导入同一文件不会重复。", "{0} rows were imported before it failed and are whole. Importing the file again repeats nothing.";
    FAILED_NOTHING = "没有任何数据被改动。", "Nothing was changed.";
    CANCELLED_TEXT = "导入已停止。", "The import was stopped. ";
    ADVICE_ENCODING = "请用 Excel 或 WPS 打开后另存为“CSV UTF-8（逗号分隔）”或 XLSX，再导入。", "Open it in Excel or WPS, save it as “CSV UTF-8 (comma delimited)” or XLSX, and import that.";
    ADVICE_COLUMNS = "请核对第一行的列名；列名写法见“文件要求”。", "Check the headings in the first row; see “What the file must have”.";
    ADVICE_DUPLICATE_COLUMN = "同一列出现了两次（含同义列名），请删去一列。", "The same column is there twice, perhaps under another name. Remove one.";
    ADVICE_EMPTY = "请确认数据在第一个工作表，且列名下面有数据行。", "The data must be in the first sheet, with rows under the headings.";
    ADVICE_UNREADABLE = "请重新导出，或另存为 XLSX 后再导入。", "Export it again, or save it as XLSX.";
    ADVICE_TYPE = "旧版 Excel（.xls）、PDF、图片不能导入，请另存为 XLSX 或 CSV。", "Old Excel files (.xls), PDF and pictures cannot be imported. Save it as XLSX or CSV.";
    ADVICE_SIZE = "请按乡镇或时间拆成几个文件，分别导入。", "Split it into several files and import them one by one.";
    ADVICE_FORBIDDEN = "您的岗位可能已变更，请重新登录后再试。", "Your role may have changed. Log in again.";
}

/// What to do about a failure, where there is something to be done.
pub fn advice(code: ErrorCode) -> Option<Text> {
    Some(match code {
        ErrorCode::ImportEncoding => ADVICE_ENCODING,
        ErrorCode::ImportColumns => ADVICE_COLUMNS,
        ErrorCode::ImportDuplicateColumn => ADVICE_DUPLICATE_COLUMN,
        ErrorCode::ImportEmpty => ADVICE_EMPTY,
        ErrorCode::ImportUnreadable => ADVICE_UNREADABLE,
        ErrorCode::UploadType => ADVICE_TYPE,
        ErrorCode::UploadTooLarge => ADVICE_SIZE,
        ErrorCode::Forbidden => ADVICE_FORBIDDEN,
        _ => return None,
    })
}
