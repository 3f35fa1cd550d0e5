//! Words of the audit.

use crate::texts;

texts! {
    AUDIT = "抽取公正性检验", "Audit of draws";
    AUDIT_NOTE = "把历次抽取的名单放进来，由您的浏览器检验：结果像不像随机抽取。本系统的、其他系统的都可以；名单不会离开您的设备。", "Put in the lists of past draws and your browser asks: does this look like chance? Ours or another system's; the list never leaves your device.";
    DRAWS_PLACE = "抽取", "Draws";
    LIST_TITLE = "选择名单", "Choose a list";
    LIST_TEXT = "可以选择本系统的抽取文件（.json，可多选），或其他系统导出的一张 CSV 表。", "Choose files of draws of this system (.json, several at once), or one CSV table of another system.";
    LIST_FORM = "表的第一行是列名：抽取批次、检查对象、是否抽中，可另有分层；一行一户，按原名单的顺序排列，没抽中的也要列出。编码为 UTF-8 或 GB18030。Excel 文件请先另存为 CSV。", "The first line names the columns: draw, unit, drawn, and stratum if there are any. One row for each unit in the order of the list, those not drawn too. UTF-8 or GB18030. Save Excel files as CSV first.";
    CHOOSE = "选择文件", "Choose files";
    OURS = "检验本系统的抽取", "Audit our own draws";
    OURS_NAME = "本系统已公开的抽取", "The open draws of this system";
    EXAMPLE = "试一个反例", "Try one that fails";
    SAVE_EXAMPLE = "下载反例（CSV）", "Download it (CSV)";
    EXAMPLE_NAME = "反例：{0} 户抽 {1} 户，随机起点、等距抽取，共 {2} 次", "Example: {1} of {0}, random start and then every k-th, {2} times";
    CANNOT_READ = "{0}：无法读取", "{0} cannot be read";
    ONE_TABLE = "请选择一张表，或若干抽取文件（.json），不能混选。", "Choose one table, or files of draws (.json), not both.";
    NO_XLSX = "这是 Excel 文件。请在 Excel 中另存为 CSV 后再选。", "This is an Excel file. Save it as CSV first.";
    NO_OPEN_DRAWS = "还没有已公开名单的抽取。", "No draw has an open list yet.";
    READING = "正在读取名单…", "Reading the list…";
    REFUSED = "名单不能检验", "This list cannot be audited";
    DRAWING = "正在按同一名单重新随机抽取", "Drawing anew from the same lists";
    // Verdict
    STRANGE_TEXT = "若真是随机抽取，几乎不会出现这样的结果。请看下面标为“异常”的项目：这不说明有人舞弊，但抽取方法一定有问题。", "Chance would hardly ever give this. See the questions marked “strange”: it need not be fraud, but the method of drawing is wrong.";
    USUAL_TEXT = "各项都在随机抽取的正常范围之内，没有理由怀疑。这不是证明：一次检验通过，只说明这份名单看不出问题。", "Everything lies where chance puts it; there is no reason for doubt. That is no proof: this list shows nothing wrong.";
    SILENT_TEXT = "抽取太少，或每户都被抽中，看不出是否随机。", "Too little was drawn, or everybody was, to tell anything.";
    LIST_IS = "名单", "List";
    DRAWS_COUNT = "次抽取", "draws";
    LISTS_COUNT = "份名单（含分层）", "lists, strata apart";
    UNITS_COUNT = "户", "units";
    TRIALS_COUNT = "次重新抽取", "draws anew";
    HOW_JUDGED = "在同样的名单上按同样的户数重新随机抽取许多次，看这份名单的结果排在哪里。六项合并判断，真正随机的名单被误判的机会不超过百分之一。", "The same numbers are drawn anew from the same lists many times, and the list at hand is compared with them. The six questions are judged together: a fair list is called strange once in a hundred times at most.";
    STRANGE = "异常", "strange";
    USUAL = "正常", "usual";
    CANNOT_TELL = "无法判断", "cannot tell";
    CANNOT_TELL_TEXT = "在这些名单上，怎样抽这一项都一样。", "On these lists every draw gives the same here.";
    FOUND_USUAL = "这份名单 {0}；随机抽取平均 {1}，百分之九十五在 {2} 到 {3} 之间。", "This list: {0}. By chance {1} on average, 95 in 100 between {2} and {3}.";
    ODDS = "随机抽取中同样或更不寻常的占 {0}。", "By chance as strange or stranger: {0}.";
    ASK_UNIFORMITY = "有没有一些户抽得太多、另一些抽得太少？", "Are some drawn too often and others too seldom?";
    MEANS_UNIFORMITY = "各户被抽的次数相差太大，机会并不均等。", "How often they are drawn differs too much: the chances are not equal.";
    ASK_DISTANCE = "抽中的户在名单中是否总隔着固定的距离？", "Do drawn ones stand at fixed distances in the list?";
    MEANS_DISTANCE = "抽中的户总隔着固定的距离，像是“每隔几户取一户”。", "Drawn ones stand at a fixed distance, as if every k-th were taken.";
    ASK_RUNS = "抽中的户在名单中是否扎堆，或过于分散？", "Do drawn ones stand in clusters, or too far apart?";
    MEANS_RUNS = "抽中的户在名单中扎堆或过于分散，与位置有关。", "Drawn ones cluster or avoid each other: the place in the list matters.";
    ASK_NEVER = "从未被抽中的是否太多？", "Were too many never drawn?";
    MEANS_NEVER = "从未抽中的户太多，有的户可能根本抽不到。", "Too many were never drawn; some may not be drawable at all.";
    ASK_REPEATS = "上次抽中的，下次是否更容易或更不容易抽中？", "Are those drawn last time drawn again more often, or less?";
    MEANS_REPEATS = "上次抽中与否影响了下次，各次抽取并不独立。", "Being drawn last time changes the next draw: the draws are not independent.";
    ASK_OUTCOMES = "有没有几次抽取结果完全一样？", "Did whole draws come out the same?";
    MEANS_OUTCOMES = "有的结果反复出现，可能的结果太少。", "The same outcomes come again and again: there are too few.";
    // Plots
    FIGURES = "数据表", "The figures";
    THIS_LIST = "这份名单 {0}", "this list {0}";
    BY_CHANCE = "随机抽取", "by chance";
    FROM = "自", "From";
    TO = "至", "To";
    HOW_MANY = "次数", "Draws anew";
    TIMES_TITLE = "被抽中的次数", "How often they were drawn";
    TIMES_TEXT = "深色：这份名单的户数；浅色：随机抽取时的平均户数。", "Dark: units of this list; light: units by chance.";
    TIMES = "被抽次数", "Times drawn";
    UNITS = "户数", "Units";
    UNITS_BY_CHANCE = "随机时的户数", "Units by chance";
    LAGS_TITLE = "抽中者在名单中的间隔", "Distances of drawn pairs in the list";
    LAGS_TEXT = "每一柱：相隔这么多位、都被抽中的对数；线：随机抽取时的对数。", "Each bar: pairs of drawn ones at that distance; the line: pairs by chance.";
    DISTANCE = "间隔（位）", "Distance";
    PAIRS = "对数", "Pairs";
    PAIRS_BY_CHANCE = "随机时的对数", "Pairs by chance";
    NEVER_TITLE = "{1} 次抽取中从未抽中的 {0} 户", "{0} never drawn in {1} draws";
    AND_MORE = "另有 {0} 户未列出。", "and {0} more.";
}
