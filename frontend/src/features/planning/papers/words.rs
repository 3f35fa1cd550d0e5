//! Words of a plan's papers.

use crate::texts;

texts! {
    PAPERS = "公文", "Official papers";
    PAPERS_NOTE = "按《党政机关公文格式》（GB/T 9704-2012）排版的 PDF，可直接打印。未批准的计划标明“草案”。", "PDF in the form of GB/T 9704-2012, ready to print. A plan that is not approved is marked as a draft.";
    DOCUMENT_NUMBER = "发文字号", "Document number";
    DOCUMENT_NUMBER_HELP = "如：舞联席办〔2026〕1号。留空则打印空白，由人工填写。", "Leave it empty to fill it in by hand.";
    AS_PDF = "生成“{0}”PDF", "{0} as PDF";
    PAPER_NAME = "{0}-{1}.pdf", "{0}-{1}.pdf";
    FILES = "附件材料", "Attached files";
    FILES_NOTE = "会议纪要、备案材料等原件留存于此，附哈希值；替换后原件仍可查。", "Minutes and filed documents are kept here with their hashes; one that is replaced stays on record.";
    NO_FILES = "还没有附件", "Nothing is attached yet";
    NO_FILES_TEXT = "联席会议办公室可登记会议纪要、备案材料和已印发的公文。", "The office attaches minutes, filed documents and papers as issued.";
    NO_MINUTES = "尚未附联席会议纪要。抽查计划须经联席会议统筹研究（二（四）），请登记纪要留存。", "No minutes of the joint meeting are attached. A plan is studied by the joint meeting first (clause 2(4)); please attach them.";
    FILE_KIND = "种类", "Kind";
    FILE_NAME = "文件", "File";
    FETCH = "下载", "Download";
    SIZE = "大小", "Size";
    HASH = "哈希（SHA-256）", "Hash (SHA-256)";
    ADDED = "登记", "Attached";
    FILE_STATE = "状态", "State";
    CURRENT = "现行", "Current";
    REPLACED = "已被替换（{0}）", "Replaced ({0})";
    ATTACH = "登记附件", "Attach a file";
    ATTACH_NOTE = "说明（替换已有附件时须写明原因）", "Note (why, where it replaces another)";
    PICK = "选择文件并登记", "Choose a file and attach it";
    PICK_KINDS = "PDF、DOCX 或图片，不超过 30 MB。种类以文件内容判定。", "PDF, DOCX or a picture, at most 30 MB. Its content decides, not its name.";
    ATTACHED = "附件已登记", "Attached";
    SENDING = "正在上传…", "Sending…";
    CHANNELS = "公示凭证", "Proof of publication";
    CHANNEL = "渠道", "Channel";
    SHOWN_AT = "公示地址", "Address";
    RECEIPT = "回执", "Receipt";
    CHECKED = "重新计算哈希", "Hash computed anew";
    SAME = "一致", "The same";
    DIFFERENT = "不一致", "Not the same";
    CONTENT = "公示原文（可自行核对哈希）", "The published text, to check the hash yourself";
    RECORD = "登记“{0}”的回执", "Record the receipt of {0}";
    RECEIPT_NUMBER = "回执编号（无则留空）", "Number of the receipt, if there is one";
    SEEN_ON = "核对日期", "Seen there on";
    RECORDED = "回执已登记", "The receipt is recorded";
    NOT_YET = "未登记", "Not recorded";
    ADDRESS_HELP = "以 http:// 或 https:// 开头的网址。", "An address that begins with http:// or https://.";
}
