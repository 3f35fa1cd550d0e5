//! Names and set phrases of the office's papers.

/// The office that issues papers (三(一): the joint meeting's office), in the two lines it is signed in.
pub fn office_name(division: &str) -> [String; 2] {
    [format!("{division}部门联合“双随机、一公开”"), "监管工作联席会议办公室".to_owned()]
}

/// The same in one line.
pub fn office_words(division: &str) -> String {
    office_name(division).concat()
}

/// What every plan is made for (一、工作目标; 二(四)).
pub fn aims(division: &str) -> String {
    format!(
        "为全面推行部门联合“双随机、一公开”监管，切实做到监管效能最大化、监管成本最优化、对市场主体干扰最小化，\
         实现“进一次门、查多项事”，结合{division}实际，制定本计划。"
    )
}

/// How a plan is carried out (二(五)).
pub const CARRYING_OUT: &str = "牵头部门会同参与部门按照本计划组织实施。检查对象从检查对象名录库中公开、公正随机抽取，\
    执法检查人员随机匹配，同一检查对象涉及多个部门的，合并为一次检查。检查前须经行政机关负责人批准，\
    检查人员不得少于两人并出示执法证件。";
/// How results become public (二(六)).
pub const RESULTS: &str = "除依法依规不适合公开的情形外，抽查检查结果自产生之日起20个工作日内，\
    按照“谁检查、谁录入、谁公开”的原则，通过国家企业信用信息公示系统向社会公示。\
    发现的问题依法依规做好后续监管衔接，涉嫌犯罪的移送司法机关。";
/// Plans may change in the year (二(四)).
pub const CHANGES: &str =
    "本计划可根据工作实际进行动态调整，调整的，按照原程序审定、备案并公示，原版本继续留存备查。";
/// A paper that is not in force yet.
pub const DRAFT: &str = "草案，供联席会议研究";
/// What a draft says of itself.
pub const DRAFT_REMARK: &str = "本件为编制阶段的草案，尚未批准，不作为实施检查的依据";
