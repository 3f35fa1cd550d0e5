//! Words of the planning table.

use shared::ErrorCode;

use crate::locales::Text;
use crate::texts;

texts! {
    EXPORT_TABLE = "导出表格", "Export table";
    IMPORT_TABLE = "导入表格", "Import table";
    TABLE_NAME = "{0}.xlsx", "{0}.xlsx";
    TABLE_NOTE = "把本部门牵头的计划行写在一张 XLSX 表里一次导入。先检查、后导入：有一处问题就一行也不写入。", "Bring in the lines your department leads from one XLSX file. It is checked first: while anything is wrong, nothing is written.";
    TABLE_FILE = "选择表格…", "Choose a table…";
    TABLE_OTHER = "换一个表格…", "Choose another table…";
    TABLE_KINDS = "XLSX，5 MB、500 行以内", "XLSX, up to 5 MB and 500 rows";
    TABLE_NONE = "还没有选择表格", "No table is chosen yet";
    TABLE_NONE_TEXT = "选择后在这里逐行预览，问题标到行和列。", "Choose one to see its rows here, with problems by row and column.";
    TABLE_CHECKING = "正在检查表格…", "Checking the table…";
    TABLE_ROWS = "表格中的计划行", "Lines in the table";
    TABLE_GOOD = "可以导入", "Ready";
    TABLE_BAD = "有 {0} 处问题", "Problems: {0}";
    TABLE_PROBLEMS = "须改正的问题", "To be corrected";
    TABLE_PROBLEMS_TEXT = "请在表格中改正后重新选择文件。没有任何数据被改动。", "Correct them in the table and choose it again. Nothing was changed.";
    TABLE_SUMMARY = "共 {0} 行，{1} 处问题。", "Rows: {0}. Problems: {1}.";
    TABLE_APPLY = "导入 {0} 行为草稿", "Import {0} as drafts";
    TABLE_WRITTEN = "已导入 {0} 行为草稿，请逐行核对后提交", "Drafts imported: {0}. Look at each before you send it";
    TABLE_ROW = "行号", "Row";
    TABLE_COLUMN = "列", "Column";
    TABLE_CELL = "内容", "Content";
    TABLE_PROBLEM = "问题", "Problem";
    TABLE_RULES = "表格要求", "What the table must have";
    TABLE_RULES_1 = "任一工作表，列名在前二十行内，列的顺序不限。可先“导出表格”，照此格式填写。", "Any sheet, with the headings in its first twenty rows and columns in any order. Export the table to see the form.";
    TABLE_RULES_2 = "必需的列：", "Required columns: ";
    TABLE_RULES_3 = "可选的列：", "Optional columns: ";
    TABLE_RULES_4 = "户数/比例写作“5%”“A 1%；B 3%；C 5%；D 8%”或“全部，分 4 批”；只写户数时须填基数。", "Write the ratio as “5%”, “A 1%；B 3%；C 5%；D 8%”, or as an exported table does. A number of doors needs the base.";
    TABLE_RULES_5 = "事项与部门可写名称或代码；备注中写入企理由，每户人数、备选户数、名额取整不写的按计划行表单的初始值。", "Items and departments go by name or code. Remarks hold the reason for on-site checks; officers, reserve and rounding default as in the form.";
    TABLE_RULES_6 = "行业、层级和信用要求中的说明文字只供阅读，由系统按事项与区划生成，不作为导入内容。", "Trade, levels and free text on risk requirements are for readers; they follow from items and division and are not imported.";
    TABLE_ADVICE_COLUMNS = "请核对列名；列名写法见“表格要求”。", "Check the headings; see “What the table must have”.";
    TABLE_ADVICE_TYPE = "只能导入 XLSX。旧版 Excel（.xls）和 CSV 请用 Excel 或 WPS 另存为 XLSX。", "Only XLSX can be imported. Save old Excel files and CSV as XLSX first.";
    TABLE_ADVICE_UNREADABLE = "文件可能已损坏或过于庞大，请复制到新的工作簿另存为 XLSX。", "The file may be damaged or too big inside. Copy the rows to a new workbook and save that as XLSX.";
    TABLE_ADVICE_SIZE = "请删去与计划无关的工作表和图片，或分成几个文件。", "Remove sheets and pictures that do not belong to the plan, or split it.";
}

/// What to do about a file that was refused as a whole, where there is something to be done.
pub fn table_advice(code: ErrorCode) -> Option<Text> {
    Some(match code {
        ErrorCode::ImportColumns | ErrorCode::ImportDuplicateColumn | ErrorCode::ImportEmpty => {
            TABLE_ADVICE_COLUMNS
        }
        ErrorCode::UploadType => TABLE_ADVICE_TYPE,
        ErrorCode::ImportUnreadable => TABLE_ADVICE_UNREADABLE,
        ErrorCode::UploadTooLarge | ErrorCode::ImportTooManyRows => TABLE_ADVICE_SIZE,
        _ => return None,
    })
}
