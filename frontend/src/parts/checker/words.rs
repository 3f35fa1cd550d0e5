//! Words of checking a draw. What each check does is told by `shared`, in the same words as on the command
//! line.

use crate::texts;

texts! {
    CHECK_NOW = "在本机核验", "Check on this device";
    CHECK_FILE = "核验已下载的文件", "Check a downloaded file";
    DROP_HERE = "或把文件拖到这里", "or drop a file here";
    DOWNLOAD_FILE = "下载抽取文件", "Download the file";
    READY_OFFLINE = "核验程序已在本机就绪，断开网络也能核验。", "The verifier is on this device: it checks without a network.";
    GETTING_READY = "正在取得核验程序…", "Fetching the verifier…";
    FETCHING = "正在下载抽取文件…", "Fetching the file…";
    READING = "正在读取文件（{0} 字节）", "Reading the file ({0} bytes)";
    WORKING = "正在核验：{0}", "Checking: {0}";
    DOORS_UNIT = "扇门", "doors";
    DEPARTMENTS_UNIT = "个部门", "departments";
    STOP = "停止核验", "Stop";
    STOPPED = "核验已停止，没有得出结论。", "It was stopped, and nothing was concluded.";
    BROKEN_TITLE = "核验程序未能运行", "The verifier could not run";
    BROKEN_TEXT = "可能是浏览器版本过低，或文件太大、内存不足。请换一台设备，或用命令 onedoor verify-draw 核验。", "The browser may be too old, or the file too large for its memory. Use another device, or the command onedoor verify-draw.";
    VALID = "核验通过（VALID）", "VALID";
    VALID_TEXT = "全部 {0} 扇门重新计算完毕，与公布的结果完全一致，用时 {1} 秒。", "All {0} doors were computed again in {1} s and agree with what was published.";
    REMARK = "计算无误，但请注意", "Computed right, with a remark";
    REMARK_TEXT = "全部 {0} 扇门重新计算完毕，文件自身前后相符，用时 {1} 秒。", "All {0} doors were computed again in {1} s; the file agrees with itself.";
    INVALID = "核验不通过（INVALID）", "INVALID";
    UNREADABLE = "文件无法读取", "The file cannot be read";
    DETAIL = "具体位置", "Exactly";
    MATCH = "与公布的一致", "The file that was published";
    MATCH_YES = "文件的 SHA-256、批次、次数、名单根值与密钥，和本站公布的逐字相同。", "SHA-256, draw, attempt, root and key are letter by letter those published here.";
    MATCH_OTHER = "文件属于批次 {0} 第 {1} 次，不是本页的抽取。", "The file is of draw {0}, attempt {1}: not this page's draw.";
    MATCH_EARLIER = "文件属于批次 {0} 第 {1} 次，那一次已经作废或被后一次取代。", "The file is of draw {0}, attempt {1}, which is void or was followed by another.";
    MATCH_CHANGED = "文件的哈希值、根值或密钥与公布的不同，不是当时公布的那份文件。", "Hash, root or key differ from what was published: it is not the file of that time.";
    MATCH_UNKNOWN = "本站没有公布过批次 {0} 第 {1} 次，可能是别的城市的文件。", "Draw {0}, attempt {1} was not published here; it may be another town's.";
    MATCH_NOT_ASKED = "没有网络，无法与本站公布的内容比对。", "Without a network it cannot be compared with what is published here.";
    SIGNER_PORTAL = "签名公钥是本站的。", "It is signed with this portal's key.";
    SIGNER_STRANGER = "签名公钥不是本站的：文件由别人签名，可能是改过之后重新签的。", "It is not signed with this portal's key: somebody else signed it, perhaps after changing it.";
    SIGNER_NOBODY = "文件没有签名（测试用的简式文件）。", "The file is not signed (the bare form for tests).";
    SIGNER_NOT_ASKED = "没有网络，无法核对签名公钥是否本站的。", "Without a network its key cannot be compared with this portal's.";
    GOES_IN = "输入", "In";
    IS_COMPUTED = "计算", "Computed";
    CAME_OUT = "结论", "So";
    COMPUTED_HERE = "本机算出", "Computed here";
    IN_FILE = "文件所载", "In the file";
    SAME_IN_FILE = "与文件所载相同", "the same in the file";
    WHAT_OF_FILE = "核验记录", "Record of the check";
    FILE_NAME = "文件", "File";
    FILE_BYTES = "大小", "Size";
    BYTES = "{0} 字节", "{0} bytes";
    CHECKED_AT = "核验时间", "Checked at";
    TOOK = "用时", "Took";
    SECONDS = "{0} 秒", "{0} s";
    WAVE_ATTEMPT = "批次", "Draw";
    NTH = "{0}，第 {1} 次", "{0}, attempt {1}";
    // What was drawn
    LOTS = "各任务抽取结果", "What was drawn, by task";
    TASK = "任务", "Task";
    STRATUM = "分层", "Stratum";
    WHOLE = "全部", "all";
    IN_FRAME = "名单", "Frame";
    TO_DRAW = "应抽", "To draw";
    FIRST_DOORS = "排在最前的门及其随机数", "First doors with their numbers";
    NEXT_DOOR = "下一扇（候补）", "Next (reserve)";
    STATED = "文件所载", "In the file";
    STRIP_TITLE = "随机数最小的抽中：{0}，{1}", "The smallest numbers are drawn: {0}, {1}";
    STRIP_TEXT = "每个方块是一扇门，越靠左随机数越小。竖线左边的 {0} 扇抽中，右边的没有抽中，共 {1} 扇。", "Every square is a door, the smaller its number the further left. The {0} left of the line are drawn, of {1}.";
    STRIP_EVERY = "门太多，每 {0} 扇画一扇。", "There are many: one in {0} is shown.";
    // One byte
    BYTE_TITLE = "试一试：改一个字节", "Try it: change one byte";
    BYTE_TEXT = "在您的设备上把文件改动一个字节（文件本身不变），看核验程序能不能发现。", "Change one byte on your device (the file itself stays) and see whether the verifier notices.";
    BYTE_PLACE = "第几个字节", "Which byte";
    BYTE_HELP = "1 至 {0}", "1 to {0}";
    BYTE_CHANGE = "改这个字节并核验", "Change it and check";
    BYTE_RANDOM = "随机选一个字节", "A byte at random";
    BYTE_WRONG = "请填 1 至 {0} 之间的数", "A number from 1 to {0}";
    BYTE_BEFORE = "改动前", "Before";
    BYTE_AFTER = "改动后", "After";
    BYTE_WHERE = "第 {0} 个字节，在成员 {1} 里", "Byte {0}, in the member {1}";
    BYTE_FOUND = "发现了改动", "The change was noticed";
    BYTE_MISSED = "这一处改动没有影响结果", "This change made no difference";
    BYTE_FAILS_AT = "在“{0}”这一步发现：{1}", "Noticed at “{0}”: {1}";
    CHANGED_BYTE = "改动的字节", "the changed byte";
}
