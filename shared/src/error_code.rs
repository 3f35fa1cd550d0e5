//! Every expected refusal, once, with its words in both languages.
//!
//! The API answers the code; app, command line and error files show the words. A test in the server
//! demands that each code is used, so that the list stays honest.

coded_enum! {
    /// What was refused.
    pub enum ErrorCode {
        // Who may what
        Unauthenticated = "UNAUTHENTICATED" ("请先登录", "please log in"),
        Forbidden = "FORBIDDEN" ("您的岗位无权进行此操作", "your role does not allow this"),
        NotFound = "NOT_FOUND" ("未找到该记录，或您无权查看", "no such record, or you may not see it"),
        RateLimited = "RATE_LIMITED" ("操作过于频繁，请稍后再试", "too many requests, please try again later"),
        Internal = "INTERNAL" ("系统内部错误，已记录，请凭编号联系管理员", "internal error; it was recorded, please quote its number"),

        // Log-in
        LoginFailed = "LOGIN_FAILED" ("用户名或密码不符", "user name or password does not match"),
        AccountLocked = "ACCOUNT_LOCKED" ("连续登录失败，账号已暂时锁定，请稍后再试", "too many failed log-ins; the account is locked for a while"),
        SessionExpired = "SESSION_EXPIRED" ("登录已失效，请重新登录", "your session has ended, please log in again"),
        PasswordTooWeak = "PASSWORD_TOO_WEAK" ("密码至少 10 位，并含大写、小写、数字、符号中的三类，且不得包含用户名", "a password has at least 10 characters of three kinds (upper, lower, digit, sign) and not the user name"),
        PasswordReused = "PASSWORD_REUSED" ("新密码与现密码相同", "the new password is the current one"),
        UsernameTaken = "USERNAME_TAKEN" ("该用户名已被使用", "this user name is taken"),
        UsernameInvalid = "USERNAME_INVALID" ("用户名为 3 至 40 位小写字母、数字、点、横线", "a user name has 3 to 40 lower-case letters, digits, dots or hyphens"),
        RolesConflict = "ROLES_CONFLICT" ("系统管理员、安全管理员、审计管理员三员分立，不得兼任，也不得兼任业务岗位", "system, security and audit administrators are separate people and hold no business role"),
        RoleNeedsDepartment = "ROLE_NEEDS_DEPARTMENT" ("该岗位须指定所属部门", "this role needs a department"),

        // Any form
        Required = "REQUIRED" ("此项必填", "this is required"),
        TooLong = "TOO_LONG" ("内容过长", "this is too long"),
        InvalidFormat = "INVALID_FORMAT" ("格式不符", "the format is not right"),
        OutOfRange = "OUT_OF_RANGE" ("数值超出允许范围", "the value is out of range"),
        StaleRevision = "STALE_REVISION" ("内容已被他人修改，请核对最新版本后重试", "somebody else has changed this; look at the latest version and try again"),
        IllegalTransition = "ILLEGAL_TRANSITION" ("当前状态不允许此操作", "the present status does not allow this"),
        ReasonRequired = "REASON_REQUIRED" ("请填写理由", "please give a reason"),
        PageSize = "PAGE_SIZE" ("每页条数须为 1 至 200", "a page has 1 to 200 entries"),
        InvalidCursor = "INVALID_CURSOR" ("分页位置无效，请从首页重新查询", "the page position is not valid; start again from the first page"),

        // Request limits
        QueryTooComplex = "QUERY_TOO_COMPLEX" ("查询过于复杂", "the query is too complex"),
        BodyTooLarge = "BODY_TOO_LARGE" ("请求内容过大", "the request is too large"),
        UploadTooLarge = "UPLOAD_TOO_LARGE" ("文件超过允许大小", "the file is larger than allowed"),
        UploadType = "UPLOAD_TYPE" ("不支持此类文件", "this kind of file is not supported"),

        // Credit codes and imports
        UsccInvalid = "USCC_INVALID" ("统一社会信用代码无效", "the unified social credit code is not valid"),
        ImportEncoding = "IMPORT_ENCODING" ("无法识别文件编码（支持 UTF-8 与 GB18030）", "the file's encoding is not recognised (UTF-8 and GB18030 are)"),
        ImportColumns = "IMPORT_COLUMNS" ("缺少必需的列", "a required column is missing"),
        ImportDuplicateColumn = "IMPORT_DUPLICATE_COLUMN" ("列名重复", "a column occurs twice"),
        ImportEmpty = "IMPORT_EMPTY" ("文件中没有数据行", "the file has no rows"),
        ImportUnreadable = "IMPORT_UNREADABLE" ("文件无法读取，可能已损坏或不是所选格式", "the file cannot be read; it may be damaged or of another format"),
        ImportDuplicateRow = "IMPORT_DUPLICATE_ROW" ("同一代码在文件中出现多次，以首次为准", "the code occurs more than once in the file; the first row counts"),
        ImportUnknownReference = "IMPORT_UNKNOWN_REFERENCE" ("引用的部门、区划或事项不存在", "the department, division or item it refers to does not exist"),
        ImportMerged = "IMPORT_MERGED" ("单元格已合并，请取消合并并逐行填写", "the cell is merged; unmerge it and fill in every row"),
        ImportFormula = "IMPORT_FORMULA" ("单元格是公式，请改为数值或文字", "the cell is a formula; put its value there"),
        ImportTooManyRows = "IMPORT_TOO_MANY_ROWS" ("数据行过多", "there are too many rows"),
        JobNotCancellable = "JOB_NOT_CANCELLABLE" ("任务已结束，无法取消", "the job has ended and cannot be cancelled"),

        // The two libraries
        ViewNameTaken = "VIEW_NAME_TAKEN" ("您已有同名的视图", "you have a view of this name"),
        ViewsTooMany = "VIEWS_TOO_MANY" ("保存的视图过多，请先删除不用的", "too many views are saved; delete some first"),
        BulkNothing = "BULK_NOTHING" ("请至少填写一项变更", "say what is to be changed"),
        BulkContradiction = "BULK_CONTRADICTION" ("同一项不能既添加又移除", "the same thing is both added and removed"),
        BulkEmpty = "BULK_EMPTY" ("没有可变更的检查对象", "there is no subject to change"),
        BulkStarted = "BULK_STARTED" ("此次变更已开始执行", "this change has been started"),
        BulkChangedSince = "BULK_CHANGED_SINCE" ("预览后已被他人修改，未变更", "changed since the preview; left as it is"),
        RuleNotSaved = "RULE_NOT_SAVED" ("规则与预览时不一致，请保存后重新预览", "the rule is not saved as it was previewed; save it and preview again"),
        AlreadyReported = "ALREADY_REPORTED" ("您已报告过此项差错，正在核实", "you have reported this error; it is being checked"),
        ReportMatches = "REPORT_MATCHES" ("填写的内容与登记信息相同", "this is what the register says"),
        ReportNoKeeper = "REPORT_NO_KEEPER" ("未找到负责该数据源的部门", "no department keeps this source"),
        ReportAnswered = "REPORT_ANSWERED" ("该报告已有处理结果", "the report has been answered"),
        UsccTaken = "USCC_TAKEN" ("该信用代码已属于另一检查对象", "another subject has this credit code"),

        // Catalogue
        BasisType = "BASIS_TYPE" ("检查依据须为法律、法规、规章或国务院决定", "a legal basis is a law, regulation, rule or State Council decision"),
        BasisMissing = "BASIS_MISSING" ("抽查事项须有检查依据", "an item needs a legal basis"),
        CapRequired = "CAP_REQUIRED" ("一般检查事项须设抽查比例上限", "a GENERAL item needs a ratio cap"),
        CapForbidden = "CAP_FORBIDDEN" ("重点检查事项不设抽查比例上限", "a KEY item has no ratio cap"),
        ItemNotPublished = "ITEM_NOT_PUBLISHED" ("事项未公布或已停用，不得实施检查", "the item is not published or was withdrawn; it may not be inspected"),
        BasisExpired = "BASIS_EXPIRED" ("检查依据已失效", "the legal basis is no longer in force"),
        ItemWithdrawn = "ITEM_WITHDRAWN" ("事项已由实施部门停用，停用次日起不得实施检查", "the department has withdrawn the item; it may not be inspected after that day"),
        NothingChanged = "NOTHING_CHANGED" ("内容与上一版本相同，无需保存", "nothing differs from the last version"),
        CodeTaken = "CODE_TAKEN" ("该编号已被使用", "this code is taken"),
        ItemOwned = "ITEM_OWNED" ("部门自有事项由本部门维护，由其负责人公布、停用", "a department's own item is kept by it and published and withdrawn by its head"),
        MatrixRetired = "MATRIX_RETIRED" ("该比例方案已停用", "this matrix of ratios is retired"),
        ItemExpired = "ITEM_EXPIRED" ("事项在检查期间已失效", "the item is not valid throughout the inspection window"),

        // Planning
        PlanExists = "PLAN_EXISTS" ("该年度计划已存在", "the plan of this year exists"),
        RatioOverCap = "RATIO_OVER_CAP" ("抽查比例超过该一般事项的上限", "the ratio is above the cap of a GENERAL item"),
        RatioMissing = "RATIO_MISSING" ("请为每个风险等级填写抽查比例", "give a ratio for every risk class"),
        ScopeEmpty = "SCOPE_EMPTY" ("范围内没有检查对象", "the scope matches nobody"),
        ScopeUntargeted = "SCOPE_UNTARGETED" ("不定向抽查不得按标签或风险等级限定范围", "an untargeted draw is not limited by tag or risk class"),
        ScopeTargeted = "SCOPE_TARGETED" ("定向抽查须限定对象范围", "a targeted draw needs a condition"),
        WindowOrder = "WINDOW_ORDER" ("检查期间的结束日期早于开始日期", "the window ends before it begins"),
        WindowPast = "WINDOW_PAST" ("检查期间已经过去", "the window lies in the past"),
        WindowNoWorkingDay = "WINDOW_NO_WORKING_DAY" ("检查期间内没有工作日", "the window has no working day"),
        WindowOutsideYear = "WINDOW_OUTSIDE_YEAR" ("检查期间须在计划年度内", "the window lies outside the plan's year"),
        OnSiteReason = "ON_SITE_REASON" ("须说明为何必须入企检查（能以书面、网络等方式的不入企）", "say why an on-site check is needed (what can be checked off-site is)"),
        LeadNotInItem = "LEAD_NOT_IN_ITEM" ("牵头部门不是所选事项的实施部门", "the lead department is not among the item's departments"),
        PartnerNotInItem = "PARTNER_NOT_IN_ITEM" ("参与部门须是每一个所选联合事项的实施部门，且不得与牵头部门相同", "a partner takes part in every joint item of the line and is not its lead"),
        DepartmentCannotInspect = "DEPARTMENT_CANNOT_INSPECT" ("议事协调机构不得实施检查", "a coordinating office may not inspect"),
        LineTitleTaken = "LINE_TITLE_TAKEN" ("同名任务已存在于本计划或本文件中", "the plan or the file has a task with this name already"),
        LeadNotOwn = "LEAD_NOT_OWN" ("只能导入本部门牵头的计划行", "only lines your own department leads can be imported"),
        NothingToCopy = "NOTHING_TO_COPY" ("上一年度计划中没有可照搬的计划行", "the last plan has no line left to copy"),
        NotInvited = "NOT_INVITED" ("您的部门未参与此计划行", "your department does not take part in this line"),
        NotAllConfirmed = "NOT_ALL_CONFIRMED" ("参与部门尚未全部确认", "not every department has confirmed"),
        ConfirmationFixed = "CONFIRMATION_FIXED" ("联席办已审核本行，确认不得再撤回", "the office has reviewed the line; a confirmation can no longer be taken back"),
        MentionUnknown = "MENTION_UNKNOWN" ("被提到的部门或人员不存在，或无权查看计划", "a department or person that is mentioned does not exist or may not see plans"),
        NoApprovedLine = "NO_APPROVED_LINE" ("没有已通过的计划行", "no line is approved"),
        LinesUndecided = "LINES_UNDECIDED" ("尚有计划行未审定", "some lines are still undecided"),
        PlanNotPublished = "PLAN_NOT_PUBLISHED" ("计划尚未公示，不得抽取", "the plan is not published; nothing may be drawn"),
        AlreadyDecided = "ALREADY_DECIDED" ("该计划行已由他人办理", "somebody else has decided on this line"),
        OfficeInspects = "OFFICE_INSPECTS" ("在检查实施部门任职的人员不得代表联席办审定计划", "whoever holds a post in an inspecting department may not decide for the office"),
        SpecialReason = "SPECIAL_REASON" ("专项检查须写明开展理由和比例依据", "a special campaign says why it is held and why with these ratios"),
        SpecialLimit = "SPECIAL_LIMIT" ("本计划专项检查数量已达上限", "the plan has as many special campaigns as it may have"),
        AmendmentOpen = "AMENDMENT_OPEN" ("该计划已有更新的版本", "the plan has a newer version already"),
        NotAmendment = "NOT_AMENDMENT" ("只有计划调整版本中沿用的计划行可以重新调整", "only a line carried into an amendment can be taken up again"),
        LineDrawn = "LINE_DRAWN" ("该计划行已列入抽取批次，不得调整或取消", "the line belongs to a draw; it cannot be changed or withdrawn"),
        LineBeingAmended = "LINE_BEING_AMENDED" ("该计划行正在调整，待新版本公示后再抽取", "the line is being amended; it is drawn once the new version is published"),
        PlanSuperseded = "PLAN_SUPERSEDED" ("计划已被调整版本取代，请在最新公示版本上抽取", "a newer version of the plan is published; draw from that one"),
        SamePerson = "SAME_PERSON" ("审核与批准不得为同一人", "review and approval need two people"),

        // Draw
        LineNotDrawable = "LINE_NOT_DRAWABLE" ("计划行未通过，或已在其他批次抽取", "the line is not approved, or is drawn in another wave"),
        WitnessesTooFew = "WITNESSES_TOO_FEW" ("见证人不少于三方", "there are at least three witnesses"),
        WitnessDuplicate = "WITNESS_DUPLICATE" ("见证人重复", "a witness is named twice"),
        NotAllCommitted = "NOT_ALL_COMMITTED" ("见证人尚未全部提交承诺值", "not every witness has committed"),
        AlreadyCommitted = "ALREADY_COMMITTED" ("该见证人已提交，不可更改", "this witness has committed; it cannot be changed"),
        CommitmentMismatch = "COMMITMENT_MISMATCH" ("揭示值与承诺值不符，本次抽取作废", "the revealed value does not match the commitment; the attempt is void"),
        RevealTooLate = "REVEAL_TOO_LATE" ("揭示期限已过，本次抽取作废", "the time to reveal is over; the attempt is void"),
        SeatTaken = "SEAT_TAKEN" ("该链接已在另一台设备上打开；如不是您本人打开，请联席办在您提交承诺值之前重新发放", "this link was opened on another device; if that was not you, ask the office for a new one before you commit"),
        DrawUnderWay = "DRAW_UNDER_WAY" ("已有人启动，正在进行，无需再次操作", "somebody has started it already; it is under way"),
        BeaconInvisible = "BEACON_INVISIBLE" ("文本含有看不见或改变文字方向的字符，请删去后按公布的可见文字录入", "the text holds characters that cannot be seen or that turn its direction; enter what can be read of the announcement"),
        NotAllRevealed = "NOT_ALL_REVEALED" ("见证人尚未全部揭示", "not every witness has revealed"),
        RotationForeseeable = "ROTATION_FORESEEABLE" ("轮换须有不少于 10% 的门重新取号，否则抽取结果可以预知", "at least 10 % of the doors take a fresh number, or the draw could be foreseen"),
        SeriesNotOpen = "SERIES_NOT_OPEN" ("上一批次尚未抽取或名单尚未公开，不能接着轮换", "the wave before is not drawn, or its list is not open yet"),
        SeriesDiffers = "SERIES_DIFFERS" ("与上一批次的联合抽查事项或杂凑算法不同，不能接着轮换", "joint items or hash function differ from those of the wave before"),
        SeriesContinued = "SERIES_CONTINUED" ("已有批次接着该批次轮换", "another wave follows that one already"),
        FrameEmpty = "FRAME_EMPTY" ("名单为空，无法冻结", "the frame is empty"),
        FrameChanged = "FRAME_CHANGED" ("冻结名单与公布的根值不符，本次抽取作废", "the frozen frame does not match its published root; the attempt is void"),
        BundleSealed = "BUNDLE_SEALED" ("抽取名单依规封存，检查结束后公开", "the drawn list is sealed until the checks are done"),

        // Papers and deadlines
        PaperFonts = "PAPER_FONTS" ("服务器未安装中文字库，无法生成公文；请系统管理员安装字库后重试", "the server has no Chinese fonts and cannot set papers; ask the system administrator to install some"),
        DutyProven = "DUTY_PROVEN" ("该事项由系统记录自动认定，无需登记", "the program's own records show when this duty is fulfilled"),

        // Visits and results
        VisitNotApproved = "VISIT_NOT_APPROVED" ("检查未经行政机关负责人批准", "the visit is not approved by the head of the department"),
        NotOnTeam = "NOT_ON_TEAM" ("您不在此次检查的执法小组中", "you are not on the team of this visit"),
        NobodyEligible = "NOBODY_ELIGIBLE" ("没有符合条件的执法人员可以补位", "no officer may take the seat"),
        NotYourItem = "NOT_YOUR_ITEM" ("只能填写本部门的检查事项", "you can write only your own department's items"),
        NotCheckedIn = "NOT_CHECKED_IN" ("请先到场登记", "check in first"),
        AnswerMissing = "ANSWER_MISSING" ("尚有必答的检查要点未填写", "a required question has no answer"),
        AnswerContested = "ANSWER_CONTESTED" ("同一检查要点有两种不同作答，须先确认以哪一个为准", "a question has two different answers; settle which one counts first"),
        EvidenceMissing = "EVIDENCE_MISSING" ("此结果须附证据照片", "this result needs a photo"),
        DisposalMismatch = "DISPOSAL_MISMATCH" ("处置方式与检查结果不符", "the disposal does not fit the result"),
        ResultMissing = "RESULT_MISSING" ("尚有事项未填写检查结果", "some items have no result"),
        CertificateInvalid = "CERTIFICATE_INVALID" ("执法证在检查日无效", "the enforcement certificate is not valid on the day"),
        OfficerRecused = "OFFICER_RECUSED" ("您已登记对此检查对象回避，不得参与检查", "you are recused from this subject and may not take part"),
        RecusalExists = "RECUSAL_EXISTS" ("该人员对此检查对象已有回避登记", "the register has a recusal of this officer from this subject already"),
        DutyHolder = "DUTY_HOLDER" ("职责只能归于提出主张的两个部门之一", "the duty can only be one of the two departments'"),
        AlreadyPublished = "ALREADY_PUBLISHED" ("结果已公示，更正须另行提交", "the result is published; a correction is a new version"),
        WithholdBasis = "WITHHOLD_BASIS" ("不予公示须有法律依据", "withholding needs a legal basis"),
        ContactNotEstablished = "CONTACT_NOT_ESTABLISHED" ("两次信函均无人签收后方可认定无法联系", "only two letters that nobody signed for establish that a firm cannot be reached"),
        PersonalData = "PERSONAL_DATA" ("公示内容不得含电话号码、证件号码", "a public text must not hold a telephone or identity number"),
        PackageEmpty = "PACKAGE_EMPTY" ("该期间没有已公示的结果", "no result was published in this period"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    #[test]
    fn words_are_plain() {
        for code in ErrorCode::ALL {
            let (zh, en) = (code.label(Lang::Zh), code.label(Lang::En));
            assert!(!zh.is_empty() && !en.is_empty());
            assert!(!zh.contains('！') && !en.contains('!'), "{code}: no exclamation marks");
            assert!(!zh.is_ascii(), "{code} is translated");
            assert_eq!(ErrorCode::parse(code.as_str()), Some(*code));
        }
    }
}
