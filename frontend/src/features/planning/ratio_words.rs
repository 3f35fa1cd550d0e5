//! Words of matrices of ratios.

use crate::texts;

texts! {
    RATIOS = "差异化比例", "Ratios by risk class";
    RATIOS_NOTE = "按信用风险等级的抽查比例方案：每一方案注明出处，年度计划从中选用，计划行可在说明理由后另定。", "Matrices of ratios by risk class, each with its source. A plan goes by one of them; a line may depart from it with a reason.";
    NO_RATIOS = "还没有比例方案", "There is no matrix yet";
    NO_RATIOS_TEXT = "联席会议办公室新增方案后，年度计划即可选用。", "Once the office has written one, plans can go by it.";
    NEW_RATIO = "新增比例方案", "New matrix";
    EDIT_RATIO = "修改 {0}", "Change {0}";
    RATIO_CODE = "方案编号", "Code";
    RATIO_NAME = "方案名称", "Name";
    RATIO_NAME_EN = "英文名称（选填）", "Name in English (optional)";
    CLASS_MODEL = "等级制", "Classes";
    CLASS_NAME = "第 {0} 级名称（由低风险到高风险）", "Name of class {0}, safest first";
    CLASS_LEAST = "第 {0} 级比例下限", "Least ratio of class {0}";
    CLASS_MOST = "第 {0} 级比例上限", "Largest ratio of class {0}";
    MAPPED = "{0} 级对应", "{0} is";
    MAPPED_NOTE = "本系统风险等级为 A、B、C、D 四级；五级方案须写明如何对应。计划取对应等级的下限。", "Our classes are A to D; a matrix of five says which is which. Plans take the least of the class.";
    RATIO_SOURCE = "出处", "Source";
    RATIO_SOURCE_HELP = "文件名称与文号，或公开网址。", "Paper and number, or where it is published.";
    RATIO_WHY = "理由", "Reason";
    SAVE_RATIO = "保存方案", "Save the matrix";
    RATIO_SAVED = "比例方案已保存", "The matrix is saved";
    UPSIDE_DOWN = "{1} 级风险高于 {0} 级，比例却更低。", "{1} is riskier than {0} and has the smaller ratio.";
    PUBLISHED_CLASS = "公布的等级", "Class as published";
    PUBLISHED_RATIO = "比例", "Ratio";
    OUR_CLASS = "对应等级", "Our class";
    NO_CLASS = "不对应", "none";
    RETIRED = "已停用", "Retired";
    IN_USE = "在用", "In use";
    RETIRE = "停用方案", "Retire";
    RETIRE_OF = "停用 {0}", "Retire {0}";
    TAKE_UP = "恢复使用", "Take up again";
    TAKE_UP_OF = "恢复使用 {0}", "Take up {0} again";
    RETIRE_TEXT = "停用后新的计划不能再选用；已选用的计划不受影响。", "Plans can no longer choose it; those that go by it keep it.";
    TAKE_UP_TEXT = "恢复后计划可以选用。", "Plans can choose it again.";
    RATIO_RETIRED = "方案已停用", "The matrix is retired";
    RATIO_TAKEN_UP = "方案已恢复使用", "The matrix is in use again";
    RATIO_VERSIONS = "历次版本", "Versions";
    RATIO_VERSIONS_OF = "{0}：历次版本", "Versions of {0}";
    RATIO_VERSION = "版本", "Version";
    RATIO_SHIPPED = "系统内置", "ships with the program";
    RATIO_STALE = "他人已修改此方案。您的内容未保存，也未丢失；最新内容如下。", "Somebody else has changed this matrix. Yours is neither saved nor lost; this is the latest.";
    RATIO_KEEP = "以我的内容再存一版", "Save mine as the next version";
    RATIO_TAKE = "采用最新内容", "Take the latest";
    // A plan's matrix
    PLAN_MATRIX = "比例方案", "Matrix of ratios";
    PLAN_MATRIX_NONE = "未选用", "none chosen";
    PLAN_MATRIX_TEXT = "{0}（第 {1} 版）：{2}", "{0} (version {1}): {2}";
    PLAN_MATRIX_WHY = "选用理由", "Why it was chosen";
    CHOOSE_MATRIX = "选用比例方案", "Choose the matrix";
    CHOOSE_MATRIX_TEXT = "新的计划行以此方案为起点；与之不同的计划行须说明理由。已编的计划行不变。", "New lines start with it; a line that differs says why. Lines that are there stay as they are.";
    MATRIX_CHOSEN = "比例方案已选用", "The matrix is chosen";
    // A line
    RATIO_REASON = "与计划比例方案不同的理由", "Why the ratios are not the plan's";
    RATIO_REASON_HELP = "本计划按“{0}”：{1}（受事项比例上限约束）。", "The plan goes by {0}: {1}, as far as caps allow.";
    DEPARTS = "比例与计划方案不同：{0}", "The ratios are not the plan's: {0}";
    DEPARTS_SILENT = "未说明理由", "no reason was given";
}
