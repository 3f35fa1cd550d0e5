//! Words of working together.

use crate::texts;

texts! {
    HERE_NOW = "正在本计划中", "Here now";
    OFFICE = "联席办", "Joint-meeting office";
    SEES_PLAN = "查看计划", "looking at the plan";
    SEES_LINE = "查看第 {0} 行", "looking at line {0}";
    EDITS_LINE = "编辑第 {0} 行", "editing line {0}";
    ADDS_LINE = "新增计划行", "writing a new line";
    LATEST_CHANGE = "刚刚变动：", "Just now: ";
    ON_LINE = "第 {0} 行“{1}”", "line {0}, {1}";
    CHANGED_FIELDS = "改动：{0}", "changed: {0}";
    LINE_CHANGED = "您打开本行后，他人已有改动：", "Somebody has changed this line since you opened it: ";
    LINE_CHANGED_SAFE = "您输入的内容仍在，尚未保存；保存时将并排显示两个版本，由您选择。", "What you typed is still here, not yet saved. When you save, both versions are shown side by side for you to choose.";
    LINE_CHANGED_BROKEN = "连接中断期间，本行可能已被他人改动。", "The connection was lost for a while; somebody may have changed this line.";
    COMPARE_NOW = "现在比较", "Compare now";
    FEED = "变动记录", "Changes";
    FEED_FRESH = "变动记录（{0} 项新）", "Changes ({0} new)";
    FEED_NOTE = "谁在什么时候对哪一行做了什么；保存的，逐项列出改前与改后。", "Who did what to which line, and when; of a save, every field before and after.";
    FEED_EMPTY = "没有符合条件的变动", "No changes match";
    FEED_EMPTY_TEXT = "换一个部门，或清除筛选。", "Choose another department, or clear the filter.";
    FRESH = "新", "new";
    WHAT_CHANGED = "改动的内容", "What changed";
    FIELD = "项目", "Field";
    BEFORE = "改前", "Before";
    AFTER = "改后", "After";
    EMPTY_VALUE = "（空）", "(empty)";
    TALK = "意见", "Comments";
    TALK_NOTE = "对计划或计划行的意见，能看到计划的人都能看到。发表后不能修改，只能收回。", "Everybody who may see the plan sees them. A comment cannot be edited, only taken back.";
    TALK_EMPTY = "还没有意见", "No comments yet";
    TALK_EMPTY_TEXT = "在这里提出问题、提到需要处理的部门或人员。", "Ask here, and mention the department or person who should look at it.";
    COMMENT_TEXT = "意见内容", "Your comment";
    COMMENT_HELP = "至多 1000 字；输入 @ 可选择要提到的部门或人员。", "At most 1,000 characters; type @ to mention a department or a person.";
    SEND_COMMENT = "发表意见", "Comment";
    COMMENT_SENT = "意见已发表", "Your comment is there";
    MENTIONS = "提到", "Mentions";
    MENTION_HELP = "输入名称查找，上下键选择，回车确定。被提到的人在工作台可见。", "Type a name; arrow keys choose, Enter takes. Who is mentioned finds it on the first page.";
    MENTION_FOUND = "可提到的部门与人员", "Departments and people";
    MENTION_NONE = "没有符合的部门或人员", "Nobody matches";
    MENTION_REMOVE = "不再提到 {0}", "Do not mention {0}";
    MENTIONED_YOU = "提到您", "mentions you";
    REPLY = "回复", "Reply";
    REPLY_TO = "正在回复 ", "Replying to ";
    REPLY_CANCEL = "取消回复", "Do not reply";
    TAKE_BACK = "收回", "Take back";
    TAKE_BACK_TITLE = "收回意见", "Take the comment back";
    TAKE_BACK_TEXT = "收回后内容不再显示，但何人何时发表、何时收回仍可见。", "Its text is no longer shown; who wrote it and when it was taken back stay visible.";
    TAKEN_BACK = "此意见已由本人于 {0} 收回。", "Its author took this comment back on {0}.";
    TAKEN_BACK_DONE = "意见已收回", "The comment is taken back";
    QUOTED_GONE = "（已收回）", "(taken back)";
    RETRACT = "撤回确认", "Take the confirmation back";
    RETRACT_TEXT = "本部门不再参与，计划行退回牵头部门，各部门的签署全部失效，须写明理由。联席办审核后不得再撤回。", "Your department takes no part; the line goes back to its lead and all signatures fall. Say why. Once the office has reviewed the line, this is no longer possible.";
    RETRACTED = "已撤回确认，计划行已退回牵头部门", "The confirmation is taken back; the line is with its lead";
}
