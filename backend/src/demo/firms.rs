//! About three thousand generated firms over the fourteen towns, as a file with the columns of a
//! registry dump.

use std::collections::BTreeSet;
use std::fmt::Write;

use shared::uscc::check_character;

use super::random::Random;

/// Trade: how many, what its names end in, business scopes, kind prefix of the credit code.
struct Trade {
    count: usize,
    endings: &'static [&'static str],
    scopes: &'static [&'static str],
    codes: &'static [&'static str],
}

const FIRM: &[&str] = &["91"];
const MOSTLY_SMALL: &[&str] = &["92", "92", "91"];
const FARM: &[&str] = &["93"];
const SCHOOL: &[&str] = &["12", "52"];

#[rustfmt::skip]
const TRADES: [Trade; 27] = [
    Trade { count: 520, endings: &["饭店", "餐馆", "烩面馆", "火锅店", "小吃店", "餐饮服务有限公司"], scopes: &["餐饮服务（凭许可证经营）", "热食类食品制售；凉菜制售；餐饮服务", "小吃服务；饮品制售"], codes: MOSTLY_SMALL },
    Trade { count: 380, endings: &["超市", "百货店", "便利店", "商贸有限公司"], scopes: &["预包装食品、日用百货零售", "超市零售：副食、日用百货、粮油", "预包装食品兼散装食品零售；卷烟零售"], codes: MOSTLY_SMALL },
    Trade { count: 120, endings: &["大药房", "药店", "医药有限公司第%店"], scopes: &["药品零售：中成药、化学药试剂、抗生素、生化药品", "零售药品、医疗器械、保健食品"], codes: MOSTLY_SMALL },
    Trade { count: 90, endings: &["诊所", "门诊部", "口腔诊所", "卫生室"], scopes: &["医疗服务；诊疗", "口腔科诊疗服务", "内科；中医科门诊"], codes: &["52", "92"] },
    Trade { count: 70, endings: &["宾馆", "旅馆", "商务酒店", "民宿"], scopes: &["住宿服务；餐饮服务", "旅馆服务", "住宿；会议服务"], codes: MOSTLY_SMALL },
    Trade { count: 28, endings: &["加油站", "石化加油站"], scopes: &["汽油零售；柴油零售；预包装食品零售", "成品油零售；润滑油销售"], codes: FIRM },
    Trade { count: 20, endings: &["化工有限公司", "气体有限公司", "液化气站"], scopes: &["危险化学品经营（凭许可证经营）", "氧气、乙炔充装及销售", "液化石油气销售"], codes: FIRM },
    Trade { count: 12, endings: &["矿业有限公司", "采石场"], scopes: &["铁矿石开采、销售", "建筑石料用灰岩露天开采"], codes: FIRM },
    Trade { count: 110, endings: &["汽车修理厂", "汽修部", "汽车维修服务有限公司"], scopes: &["机动车维修；汽车美容", "二类机动车维修（小型车辆）", "摩托车维修；汽车配件零售"], codes: MOSTLY_SMALL },
    Trade { count: 40, endings: &["汽车销售有限公司", "汽贸有限公司", "二手车交易有限公司"], scopes: &["新车销售；二手车经销", "汽车销售及售后服务"], codes: FIRM },
    Trade { count: 110, endings: &["建筑工程有限公司", "建设工程有限公司", "装饰工程有限公司"], scopes: &["房屋建筑工程施工总承包", "市政工程施工；建筑劳务分包", "装饰装修工程施工"], codes: FIRM },
    Trade { count: 60, endings: &["置业有限公司", "房地产经纪有限公司", "物业管理有限公司"], scopes: &["房地产开发、经营", "房产中介服务", "物业服务"], codes: FIRM },
    Trade { count: 30, endings: &["人力资源有限公司", "劳务派遣有限公司"], scopes: &["人力资源服务；劳务派遣", "职业中介；劳务输出"], codes: FIRM },
    Trade { count: 120, endings: &["农资服务部", "种子经营部", "化肥门市部"], scopes: &["农药、化肥、种子零售", "饲料、兽药零售", "化肥、农膜销售"], codes: MOSTLY_SMALL },
    Trade { count: 6, endings: &["屠宰厂", "肉联厂"], scopes: &["生猪屠宰；肉类加工"], codes: FIRM },
    Trade { count: 40, endings: &["粮油贸易有限公司", "粮食收购站", "面粉厂"], scopes: &["粮食收购、销售", "小麦收购；面粉加工"], codes: FIRM },
    Trade { count: 60, endings: &["铸造有限公司", "炉料有限公司", "水泥制品有限公司", "养殖场"], scopes: &["铸造；机械加工", "耐火材料制造", "水泥制造", "生猪养殖场"], codes: FIRM },
    Trade { count: 60, endings: &["物流有限公司", "机械租赁有限公司", "热力有限公司"], scopes: &["锅炉供热服务", "起重机械租赁；叉车作业", "电梯安装维修"], codes: FIRM },
    Trade { count: 50, endings: &["电缆有限公司", "肥业有限公司", "钢筋加工厂"], scopes: &["电线电缆制造", "化肥生产、销售", "建筑用钢筋加工"], codes: FIRM },
    Trade { count: 40, endings: &["农家乐", "旅行社", "山庄", "度假村有限公司"], scopes: &["农家乐旅游服务；餐饮服务", "国内旅游服务", "旅游景区经营；住宿服务"], codes: MOSTLY_SMALL },
    Trade { count: 60, endings: &["电子商务有限公司", "网络科技有限公司"], scopes: &["网上销售农副产品", "互联网销售；电子商务"], codes: FIRM },
    Trade { count: 60, endings: &["第%小学", "幼儿园", "第%中学"], scopes: &["义务教育；学校食堂", "学前教育；幼儿园食堂"], codes: SCHOOL },
    Trade { count: 40, endings: &["培训学校", "教育咨询有限公司", "艺术培训中心"], scopes: &["文化课辅导；校外培训", "文化艺术辅导"], codes: &["52", "91"] },
    Trade { count: 24, endings: &["歌厅", "量贩KTV", "娱乐有限公司"], scopes: &["歌舞娱乐", "KTV；预包装食品零售"], codes: MOSTLY_SMALL },
    Trade { count: 20, endings: &["网吧", "网咖"], scopes: &["互联网上网服务"], codes: MOSTLY_SMALL },
    Trade { count: 150, endings: &["种植专业合作社", "养殖专业合作社", "农机专业合作社"], scopes: &["组织成员开展种植经营", "农业机械服务", "中药材种植"], codes: FARM },
    Trade { count: 640, endings: &["服装店", "五金店", "家电维修部", "理发店", "广告有限公司", "商务信息咨询有限公司", "运输有限公司"], scopes: &["服装零售", "五金交电零售", "家用电器维修", "理发服务", "广告制作", "商务信息咨询", "普通货物运输"], codes: MOSTLY_SMALL },
];

const FIRST: [&str; 24] = [
    "鑫", "恒", "瑞", "宏", "盛", "源", "泰", "兴", "龙", "祥", "嘉", "金", "广", "顺", "德", "美", "天",
    "华", "长", "福", "丰", "永", "安", "合",
];
const SECOND: [&str; 20] = [
    "源", "达", "通", "泰", "利", "和", "丰", "隆", "诚", "信", "茂", "润", "佳", "康", "裕", "昌", "旺",
    "业", "邦", "康",
];

/// Town, and streets or villages in it.
const TOWNS: [(&str, &[&str]); 14] = [
    ("垭口街道", &["中心路", "文化路北段", "温州路", "人民路"]),
    ("寺坡街道", &["钢城路", "湖滨大道", "寺坡二街坊"]),
    ("朱兰街道", &["建设路东段", "建设路西段", "朱兰大道", "健康路"]),
    ("院岭街道", &["石漫滩大道", "院岭路"]),
    ("矿建街道", &["矿建路", "铁东路"]),
    ("铁山街道", &["铁山大道", "铁西路"]),
    ("红山街道", &["红山路", "红石路"]),
    ("尚店镇", &["尚店街", "王店街"]),
    ("八台镇", &["八台街", "晏庄村"]),
    ("尹集镇", &["尹集街", "李辉庄"]),
    ("枣林镇", &["枣林街", "安寨村"]),
    ("庙街乡", &["庙街", "人头山村"]),
    ("武功乡", &["武功街", "王五村"]),
    ("杨庄乡", &["杨庄街", "褚庄村"]),
];

/// Construction projects, products and behaviours: subjects without a credit code.
const PROJECTS: usize = 30;
const PRODUCTS: usize = 12;
const BEHAVIOURS: usize = 6;

/// The file.
pub fn csv() -> String {
    let mut town = Generator {
        random: Random::new(410_481),
        names: BTreeSet::new(),
        number: 0,
        doors: Vec::new(),
        sharing: 25,
        houses: 400,
    };
    let mut out = String::from(
        "企业名称,统一社会信用代码,注册日期,企业类型,注册资金,经营范围,注册地址,信用风险分类,检查对象类别\n",
    );
    for trade in &TRADES {
        for _ in 0..trade.count {
            out.push_str(&town.firm(trade));
        }
    }
    for index in 0..PROJECTS {
        let address = town.address();
        let class = town.risk_class();
        row(
            &mut out,
            &format!("{}小区{}号楼建设项目", town.brand(), index + 1),
            "",
            "在建工程施工；房屋建筑",
            &address,
            class,
            "项目",
        );
    }
    for index in 0..PRODUCTS {
        let address = town.address();
        row(
            &mut out,
            &format!("{}牌电线电缆（{} 型）", town.brand(), index + 1),
            "",
            "电线电缆",
            &address,
            "B",
            "产品",
        );
    }
    for index in 0..BEHAVIOURS {
        row(&mut out, &format!("网络促销行为监测点 {}", index + 1), "", "互联网销售", "", "B", "行为");
    }
    out
}

/// So many more firms with the same columns, none of them one of the town's: for measuring speed. As many
/// share a door as in real registers: the 368 enterprises of 舞钢 and the 6,787 of 平顶山 in public dumps
/// have 1.07 and 1.09 firms an address (the town of the demo has more, so that there is something to see).
pub fn more_csv(count: usize) -> String {
    let mut town = Generator {
        random: Random::new(1),
        names: BTreeSet::new(),
        number: 100_000,
        doors: Vec::new(),
        sharing: 7,
        houses: 400_000,
    };
    let mut out = String::from(
        "企业名称,统一社会信用代码,注册日期,企业类型,注册资金,经营范围,注册地址,信用风险分类,检查对象类别\n",
    );
    for _ in 0..count {
        let trade = &TRADES[town.random.below(TRADES.len())];
        out.push_str(&town.firm(trade));
    }
    out
}

fn row(out: &mut String, name: &str, code: &str, scope: &str, address: &str, class: &str, kind: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{name},{code},2021-06-01,N/A,N/A,{scope},{address},{class},{kind}");
}

struct Generator {
    random: Random,
    names: BTreeSet<String>,
    number: usize,
    /// Doors that others may share.
    doors: Vec<String>,
    /// How many in a hundred are at a door that somebody else has as well.
    sharing: usize,
    /// Highest number of a house.
    houses: usize,
}

impl Generator {
    fn firm(&mut self, trade: &Trade) -> String {
        self.number += 1;
        let ending = *self.random.pick(trade.endings);
        let name = self.name(ending);
        let code = self.code(trade);
        let scope = *self.random.pick(trade.scopes);
        let address = self.address();
        let class = self.risk_class();
        let (year, month, day) =
            (1998 + self.random.below(27), 1 + self.random.below(12), 1 + self.random.below(28));
        let capital = if code.starts_with("91") {
            format!("{}万人民币", 10 * (1 + self.random.below(200)))
        } else {
            "N/A".into()
        };
        format!("{name},{code},{year}-{month:02}-{day:02},N/A,{capital},{scope},{address},{class},\n")
    }

    fn brand(&mut self) -> String {
        format!("{}{}", self.random.pick(&FIRST), self.random.pick(&SECOND))
    }

    /// A name nobody else has: 舞钢市 + brand + trade, numbered if all brands are taken.
    fn name(&mut self, ending: &str) -> String {
        for attempt in 0.. {
            let ordinal = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"][self.random.below(10)];
            let ending = ending.replace('%', ordinal);
            let mut name = format!("舞钢市{}{ending}", self.brand());
            if attempt > 20 {
                let _ = write!(name, "{}分店", self.number);
            }
            if self.names.insert(name.clone()) {
                return name;
            }
        }
        String::new()
    }

    /// A code with the right check digit in a range that real ones do not use.
    fn code(&mut self, trade: &Trade) -> String {
        let first = format!("{}410481DEM{:06}", self.random.pick(trade.codes), self.number);
        let check = check_character(&first).unwrap_or('0');
        format!("{first}{check}")
    }

    /// An address, perhaps one that somebody else has as well.
    fn address(&mut self) -> String {
        if !self.doors.is_empty() && self.random.percent(self.sharing) {
            return self.random.pick(&self.doors).clone();
        }
        // The streets of the town have more firms than the villages.
        let (town, streets) =
            TOWNS[if self.random.percent(70) { self.random.below(7) } else { self.random.below(14) }];
        let street = *self.random.pick(streets);
        let number = 1 + self.random.below(self.houses);
        let address = format!("舞钢市{town}{street}{number}号");
        self.doors.push(address.clone());
        address
    }

    fn risk_class(&mut self) -> &'static str {
        match self.random.below(100) {
            0..35 => "A",
            35..80 => "B",
            80..95 => "C",
            _ => "D",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_town_is_the_same_every_time_and_has_about_three_thousand() {
        let text = csv();
        assert_eq!(text, csv());
        let rows = text.lines().count() - 1;
        assert!((2_900..3_200).contains(&rows), "{rows}");
        assert!(text.lines().all(|line| line.split(',').count() == 9));
    }
}
