//! Words of the field.

use crate::texts;

texts! {
    // Today
    NO_DOORS = "今天没有检查任务", "No doors today";
    NO_DOORS_TEXT = "经批准的检查会在当天出现在这里，可先查找企业。", "Approved visits appear here on their day. You can look up a firm meanwhile.";
    DOORS_OF = "{0} · {1} 户", "{0} · doors: {1}";
    REFRESH = "刷新", "Refresh";
    EARLIER = "以前未办结", "Left over from earlier days";
    OF_TODAY = "今日", "Today";
    /// All of them, and those beside the first.
    AND_MORE = "等 {0} 户", "and {1} more";
    LED_BY = "{0}牵头", "Led by {0}";
    ITEMS_N = "{0} 项", "items: {0}";
    PEOPLE_N = "{0} 人", "officers: {0}";
    OWN_PROGRESS = "本部门 {0} 项，已录入 {1} 项", "Yours: {0}, entered: {1}";
    YOU_LEAD = "您是组长", "You lead";
    OFF_SITE = "非现场", "Off-site";
    UNSENT_N = "{0} 条待传", "{0} unsent";
    STALE_OFFLINE = "当前无网络，显示的是 {0} 的内容。", "There is no network; this is as of {0}.";
    STALE_SINCE = "未能更新：{0} 当前显示 {1} 的内容。", "Not updated: {0} This is as of {1}.";
    // Find
    FIND_LABEL = "企业名称、拼音首字母或信用代码", "Name, pinyin initials or credit code";
    FIND_HINT = "输入名称中的任意两个字即可。", "Any two characters of the name will do.";
    FIND_SHORT = "请至少输入两个字。", "Type at least two characters.";
    FIND_NONE = "没有找到“{0}”", "Nothing found for “{0}”";
    FIND_NONE_TEXT = "可换名称中的其他字，或输入信用代码前几位。", "Try other characters of the name, or the first digits of the code.";
    FIND_COUNT = "找到 {0} 户", "Found: {0}";
    FIND_FIRST = "只列出前 {0} 户，请再输入几个字。", "Only the first {0}; type a little more.";
    RECENT = "最近查找", "Recent";
    RECENT_CLEAR = "清除记录", "Clear";
    // Firm
    FIRM = "企业", "Firm";
    DOOR_ADDRESS = "经营场所", "Door";
    REGISTERED_ADDRESS = "登记住所", "Registered address";
    REGISTERED_ON = "成立日期", "Registered on";
    COMPANY_TYPE = "登记类型", "Type";
    SCOPE = "经营范围", "Business scope";
    RESPONSIBLE = "监管部门", "Responsible departments";
    LAST_VISITS = "最近检查", "Last visits";
    NO_VISITS = "没有检查记录", "Never visited";
    NO_VISITS_TEXT = "各部门办结的检查会显示在这里。", "Visits of all departments appear here once they are over.";
    NO_RESULT = "未录入结果", "No result";
    TO_VISIT = "今天的检查", "Today's visit";
    // Visit
    VISIT = "检查", "Visit";
    DAYS = "检查日期", "Days";
    APPROVAL = "负责人批准", "Approval";
    APPROVED_ALL = "{0} 个部门均已批准", "All {0} departments approved";
    APPROVED_SOME = "{0} / {1} 个部门已批准", "{0} of {1} departments approved";
    ARRIVED_AT = "到场时间", "Arrived";
    ENDED_AT = "办结时间", "Ended";
    DRAW_CODE = "抽取编号", "Code in the draw";
    NOTICE_OF = "告知方式", "Notice";
    TEAM = "执法小组", "Team";
    LEADER = "组长", "Leader";
    TEAM_LINE = "{0} 人，组长 {1}", "{0} officers, led by {1}";
    CERT_NO = "执法证 {0}", "Certificate {0}";
    CERT_NOT_VALID = "您的执法证今天无效，不能录入。请联系本部门换人。", "Your certificate is not valid today; you cannot enter anything. Ask your department to fill the seat anew.";
    OWN_ITEMS = "本部门事项", "Your items";
    READ_ONLY = "只读", "Read only";
    ANSWERED_OF = "已答 {0} / {1}", "answered {0} of {1}";
    PHOTOS_N = "照片 {0} 张", "photos: {0}";
    CHECK_IN = "到场登记", "Check in";
    CHECKING_IN = "正在定位…", "Locating…";
    CHECK_IN_REFUSED = "到场登记未被接受：{0}", "The check-in was not accepted: {0}";
    END_REFUSED = "办结未被接受：{0}", "The end was not accepted: {0}";
    NEXT_ITEM = "下一项：{0}", "Next: {0}";
    COMPLETE = "完成检查", "Complete the visit";
    COMPLETE_TEXT = "办结后答案、照片和结果不能再改。", "Afterwards answers, photos and results stay as they are.";
    COMPLETE_OWN_MISSING = "本部门还有 {0} 项未录入结果：", "Items of your department without a result: {0}";
    COMPLETE_OTHERS_MISSING = "其他部门尚未录完，暂不能办结：", "Other departments are not done yet:";
    COMPLETE_OTHERS_OFFLINE = "无网络时看不到其他部门的最新进度，可先提交，联网后核对。", "Without a network you cannot see how far the others are. You can submit now; it is checked once online.";
    NOT_POSSIBLE = "未能实施", "Could not take place";
    NOT_POSSIBLE_TEXT = "登记后本次检查办结，不能再录入。该户仍计为已抽中，不另行替换。", "This ends the visit; nothing more can be entered. The door stays drawn and is not replaced.";
    NOT_POSSIBLE_WHY = "未能实施的原因", "Why it could not take place";
    CLOSED_DOOR = "关门停业", "Closed";
    MOVED = "已搬离", "Moved away";
    REFUSED_ENTRY = "拒绝检查", "Refused the check";
    NOT_FOUND_THERE = "查无此户", "Not found there";
    // Item
    SUBJECT = "检查对象", "Subject";
    CHECKLIST = "检查要点", "Checklist";
    NO_QUESTIONS = "此事项没有检查要点，直接录入结果。", "This item has no checklist; enter the result.";
    MUST = "必答", "required";
    MUST_ANSWER = "此项必答", "This question needs an answer";
    NOT_ANSWERED = "未答", "Not answered";
    ANSWERED_BY = "{0} 填写", "by {0}";
    PICK_ONE = "请选择", "Choose";
    CLOSED_NOT_ON_TEAM = "您不在此次检查的执法小组中，只能查看。", "You are not on the team of this visit; you can only read.";
    CLOSED_OTHER = "此事项由{0}填写，您只能查看。", "This item is {0}'s to write; you can only read it.";
    CLOSED_NOT_APPROVED = "检查尚未经部门负责人批准，不能录入。", "The heads have not approved the visit yet; nothing can be entered.";
    CLOSED_NOT_CHECKED_IN = "请先到场登记，再录入。", "Check in first.";
    CLOSED_OVER = "检查已办结，内容不再改动。", "The visit is over; its content stays as it is.";
    CLOSED_CONCLUDED = "结果已录入，检查要点不再改动；结果可以更正。", "The result is entered: answers stay, the result can be corrected.";
    CLOSED_PUBLISHED = "结果已公示，更正须由本部门另行提交。", "The result is published; a correction is submitted by the department.";
    BACK_TO_VISIT = "返回检查", "Back to the visit";
    // Marks
    MARK_UNSENT = "待上传", "Unsent";
    MARK_REFUSED = "未被接受", "Not accepted";
    MARK_TYPED = "未保存", "Not saved yet";
    NOT_KEPT = "未能保存，请重试", "Could not be saved; try again";
    // Photos
    PHOTOS = "照片", "Photos";
    CAPTION = "说明下一张照片", "Caption of the next photo";
    CAPTION_HELP = "选填，先写说明再拍照。", "Optional. Write it first, then take the photo.";
    TAKE_PHOTO = "拍照", "Take a photo";
    PICK_PHOTO = "从相册选", "Choose files";
    PHOTO_WORKING = "正在压缩 {0} / {1}", "Shrinking {0} of {1}";
    PHOTO_BAD = "“{0}”不是能识别的图片", "“{0}” is not a picture this browser can read";
    PHOTO_N = "照片 {0}", "Photo {0}";
    PHOTO_SHOW = "点按查看", "Tap to show";
    PHOTO_FAILED = "未能读取，点按重试", "Could not be read; tap to try again";
    PHOTO_GONE = "照片已不在本机，请重新拍摄", "The photo is no longer on this device; take it again";
    NO_PHOTOS = "没有照片", "No photos";
    // Result
    RESULT = "检查结果", "Result";
    RESULT_CODE = "结果", "Result";
    DISPOSAL = "后续处置", "What happens next";
    NOTE = "情况说明", "Findings";
    NOTE_HELP = "发现问题的须写明。", "Needed where something was found.";
    SAVE_RESULT = "录入结果", "Enter the result";
    SAVE_RESULT_HELP = "录入后检查要点不再改动，结果在办结前可以更正。", "Answers stay as they are after this; the result can be corrected until the visit is over.";
    CORRECT_RESULT = "更正", "Correct";
    SAVE_CORRECTION = "保存更正", "Save the correction";
    // Outbox
    OUTBOX_EMPTY = "全部已上传", "Everything is sent";
    OUTBOX_EMPTY_TEXT = "无网络时录入的内容先存在本机，联网后自动上传。", "What you enter without a network is kept on this device and sent when it is back.";
    OUTBOX_NOTE = "{0} 条待传，其中 {1} 条未被接受", "{0} unsent, {1} of them not accepted";
    OUTBOX_NOTE_WAITING = "{0} 条待传", "{0} unsent";
    OUTBOX_OFFLINE = "当前无网络，联网后自动上传。", "There is no network; it is sent when the network is back.";
    OUTBOX_REFUSED_TEXT = "未被接受的内容仍在本机：排除原因后重试，到检查中改正，或者放弃。", "What was not accepted is still on this device: try again once the cause is gone, put it right at the visit, or give it up.";
    SEND_NOW = "立即上传", "Send now";
    STATE_WAITING = "等待上传", "Waiting";
    STATE_HELD = "待前项处理", "Held back";
    STATE_SENDING = "正在上传", "Sending";
    DO_CHECK_IN = "到场登记", "Check-in";
    DO_ANSWER = "检查要点", "Answer";
    DO_PHOTO = "照片", "Photo";
    DO_RESULT = "检查结果", "Result";
    DO_COMPLETE = "完成检查", "End of the visit";
    DO_NOT_POSSIBLE = "未能实施", "Could not take place";
    ENTERED_AT = "{0} 录入", "entered {0}";
    PUT_RIGHT = "去改正", "Put right";
    GIVE_UP = "放弃", "Give up";
    GIVE_UP_TITLE = "放弃这一条", "Give this up";
    GIVE_UP_TEXT = "“{0}”将从本机删除，不再上传，不能恢复。", "“{0}” is deleted from this device and never sent. This cannot be undone.";
    DEVICE_FULL = "本机存储空间已满，这一条没有保存。请清理空间后重试。", "This device is full; this was not saved. Free some space and try again.";
    NOT_LASTING = "此浏览器不能在本机保存待传内容，上传完成前请勿关闭页面。", "This browser cannot keep unsent work; do not close the page until everything is sent.";
    // Me
    MY_ENTRY = "执法证", "Certificate";
    MY_NAME = "姓名", "Name";
    CERT_NUMBER = "执法证号", "Certificate number";
    CERT_VALIDITY = "有效期", "Valid";
    CERT_RANGE = "{0} 至 {1}", "{0} to {1}";
    CERT_VALID = "有效", "Valid";
    CERT_EXPIRED = "今天无效", "Not valid today";
    CERT_ENDS = "还有 {0} 天到期", "{0} days left";
    MY_FIELDS = "执法领域", "Fields";
    ALL_FIELDS = "本部门全部领域", "All of the department's";
    SETTINGS = "设置", "Settings";
    LANG_OFFLINE = "无网络时不能切换语言。", "The language cannot be switched without a network.";
    ACCOUNT_AND_PASSWORD = "账号与密码", "Account and password";
    LOGOUT_TEXT = "退出后本机不再保留草稿和查找记录。", "Drafts and recent searches leave this device.";
    LOGOUT_UNSENT = "还有 {0} 条没有上传。退出后它们留在本机，用本账号重新登录后继续上传；未保存的草稿会删除。", "{0} entries are unsent. They stay on this device and are sent when this account logs in again; drafts are deleted.";
    LOGOUT_OFFLINE = "当前无网络，退出后须联网才能重新登录。", "There is no network; you can log in again only once it is back.";
}
