//! What somebody did to a plan.

coded_enum! {
    /// An act on a plan, on one of its lines, or a word said about them: what its feed tells.
    pub enum PlanAct {
        Open = "OPEN" ("建立计划", "Opened the plan"),
        Save = "SAVE" ("保存计划行", "Saved a line"),
        Copy = "COPY" ("照搬上年计划行", "Copied last year's lines"),
        Import = "IMPORT" ("导入表格", "Imported a table"),
        Group = "GROUP" ("设定同批组", "Said what is drawn together"),
        Rules = "RULES" ("调整测算口径", "Changed the rules of the outlook"),
        Submit = "SUBMIT" ("提交部门确认", "Sent to the departments"),
        Confirm = "CONFIRM" ("确认参与", "Confirmed"),
        Decline = "DECLINE" ("不参与", "Declined"),
        Retract = "RETRACT" ("撤回确认", "Took the confirmation back"),
        Sign = "SIGN" ("签署", "Signed"),
        Review = "REVIEW" ("审核通过", "Passed review"),
        Return = "RETURN" ("退回", "Returned"),
        Approve = "APPROVE" ("批准", "Approved"),
        Withdraw = "WITHDRAW" ("撤回计划行", "Withdrew a line"),
        File = "FILE" ("备案", "Filed"),
        Publish = "PUBLISH" ("公示", "Published"),
        Matrix = "MATRIX" ("选定比例方案", "Chose the matrix of ratios"),
        Attach = "ATTACH" ("附上文件", "Attached a file"),
        Receipt = "RECEIPT" ("登记公示回执", "Recorded a receipt"),
        Amend = "AMEND" ("开始调整", "Opened an amendment"),
        Reopen = "REOPEN" ("重新修改计划行", "Took a line up again"),
        Supersede = "SUPERSEDE" ("被调整版本取代", "Superseded by an amendment"),
        Comment = "COMMENT" ("发表意见", "Commented"),
        TakeBack = "TAKE_BACK" ("收回意见", "Took a comment back"),
    }
}

impl PlanAct {
    /// Whether something was only said: the line itself is what it was.
    pub const fn is_talk(self) -> bool {
        matches!(self, Self::Comment | Self::TakeBack)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_not_changes() {
        let talk: Vec<_> = PlanAct::ALL.iter().filter(|act| act.is_talk()).collect();
        assert_eq!(talk, [&PlanAct::Comment, &PlanAct::TakeBack]);
    }
}
