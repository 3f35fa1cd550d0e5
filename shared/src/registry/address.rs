//! From an address to the place it lies in and the door it names.

use crate::code::DivisionCode;
use crate::draw::{HashAlgorithm, to_hex};
use crate::text::{narrow, normalise_name};

/// A division by which addresses are recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its code.
    pub code: DivisionCode,
    /// Its full name.
    pub name: String,
}

/// The divisions on file.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Towns and streets (9 digits and more): full name, short name, code.
    towns: Vec<(String, String, DivisionCode)>,
    /// Counties and districts (6 digits, not ending in 00): full name, short name, code.
    counties: Vec<(String, String, DivisionCode)>,
}

const TOWN_ENDINGS: [&str; 4] = ["街道办事处", "街道", "镇", "乡"];
/// Districts are left out: 新华 is a street in every city.
const COUNTY_ENDINGS: [&str; 2] = ["县", "市"];
/// What follows a name that a street borrows: 鲁山路.
const STREETS: [char; 9] = ['路', '街', '道', '大', '东', '西', '南', '北', '中'];

impl Places {
    /// Prepares the divisions for recognition.
    pub fn new(places: impl IntoIterator<Item = Place>) -> Self {
        let mut known = Self::default();
        for place in places {
            let name = normalise_name(&place.name);
            if place.code.as_str().len() > 6 {
                let short =
                    TOWN_ENDINGS.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name).to_owned();
                known.towns.push((name, short, place.code));
            } else if !place.code.as_str().ends_with("00") {
                let short = COUNTY_ENDINGS.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
                known.counties.push((name.clone(), short.to_owned(), place.code));
            }
        }
        // Longer names first, so that 红山街道 is not taken for 山街.
        known.towns.sort_by_key(|(name, _, _)| std::cmp::Reverse(name.chars().count()));
        known.counties.sort_by_key(|(name, _, _)| std::cmp::Reverse(name.chars().count()));
        known
    }

    /// Where a subject is: the town its address names (in full, else by its short form), else the county
    /// the address names, else the county or the city in its credit code, else `home`. A town counts only
    /// inside the county that address or code point to. Whom the city above `home` has registered, and
    /// whose address names no place of `home`, is somewhere in that city.
    pub fn locate(&self, address: &str, uscc: Option<&str>, home: &DivisionCode) -> DivisionCode {
        let address = normalise_name(address);
        let county = self.county(&address, uscc);
        let inside = |code: &DivisionCode| county.as_ref().is_none_or(|county| code.is_within(county));
        let rest = self.after_county(&address);
        let by_full = self.towns.iter().find(|(name, _, code)| inside(code) && rest.contains(name.as_str()));
        let town = by_full.or_else(|| {
            self.towns
                .iter()
                .filter(|(_, short, code)| inside(code) && short.chars().count() >= 2)
                .filter_map(|town| rest.find(town.1.as_str()).map(|at| (at, town)))
                .min_by_key(|(at, _)| *at)
                .map(|(_, town)| town)
        });
        match (town, county) {
            (Some((_, _, code)), _) => code.clone(),
            (None, Some(county)) => county,
            (None, None) => city(uscc).filter(|city| home.is_within(city)).unwrap_or_else(|| home.clone()),
        }
    }

    /// The county an address names, else the one that registered the subject, even if it is not on file.
    /// A code that ends in `00` is a city's and says nothing of the county.
    fn county(&self, address: &str, uscc: Option<&str>) -> Option<DivisionCode> {
        let by_name = self.counties.iter().find(|(name, _, _)| address.contains(name.as_str()));
        let first = normalise_address(address);
        let by_short_name = || {
            self.counties.iter().find(|(_, short, _)| {
                short.chars().count() >= 2
                    && first.strip_prefix(short.as_str()).is_some_and(|rest| !rest.starts_with(STREETS))
            })
        };
        let by_code = || {
            let digits = uscc?.get(2..8).filter(|digits| !digits.ends_with("00"))?;
            DivisionCode::parse(digits).ok()
        };
        by_name.or_else(by_short_name).map(|(_, _, code)| code.clone()).or_else(by_code)
    }

    /// What stands behind the county's name: the town, street and number.
    fn after_county<'a>(&self, address: &'a str) -> &'a str {
        self.counties
            .iter()
            .find_map(|(name, _, _)| address.find(name.as_str()).map(|at| &address[at + name.len()..]))
            .unwrap_or(address)
    }
}

/// The city that registered a subject, as its credit code tells; not a province.
fn city(uscc: Option<&str>) -> Option<DivisionCode> {
    let digits = uscc?.get(2..8).filter(|digits| digits.ends_with("00") && !digits.ends_with("0000"))?;
    DivisionCode::parse(digits).ok()
}

/// The form in which addresses are compared: narrow, no white space, without the province and city that
/// some rows have and others leave out.
pub fn normalise_address(address: &str) -> String {
    let mut rest = normalise_name(address);
    for prefix in ["河南省", "河南", "平顶山市", "平顶山"] {
        if let Some(tail) = rest.strip_prefix(prefix) {
            rest = tail.to_owned();
        }
    }
    rest
}

/// The identity of a door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteKey {
    /// Identifier of the door in every draw; follows from division and address (or subject) alone.
    pub code: String,
    /// Whether subjects with the same address share it.
    pub shared: bool,
}

/// Whether an address names one door: it has a number with a unit (号, 室, 楼…). 「尹集街」 or 「产业集聚区」
/// name dozens of doors and must not be merged into one.
pub fn names_a_door(address: &str) -> bool {
    const UNITS: [char; 9] = ['号', '室', '楼', '栋', '幢', '层', '铺', '户', '座'];
    let characters: Vec<char> = address.chars().map(narrow).collect();
    characters.windows(2).any(|pair| {
        let number = pair[0].is_ascii_digit()
            || pair[0].is_ascii_alphabetic()
            || "一二三四五六七八九十百".contains(pair[0]);
        number && UNITS.contains(&pair[1])
    })
}

/// The door of a subject: shared by address where the address names one door, otherwise its own, known
/// by its credit code (or its name, where it has no valid code).
pub fn site_key(owner: &DivisionCode, address: &str, uscc: Option<&str>, name: &str) -> SiteKey {
    let place = normalise_address(address);
    let shared = names_a_door(&place);
    let identity = match (shared, uscc) {
        (true, _) => format!("address\n{place}"),
        (false, Some(code)) => format!("uscc\n{code}"),
        (false, None) => format!("name\n{}\n{place}", normalise_name(name)),
    };
    let digest = HashAlgorithm::Sha256.hash(&[
        b"onedoor-site/1\n",
        owner.as_str().as_bytes(),
        b"\n",
        identity.as_bytes(),
    ]);
    SiteKey { code: format!("S{}", to_hex(&digest[..8]).to_uppercase()), shared }
}

/// What people call a door in a list: its address, or the first subject behind it where there is none (conduct and
/// projects checked off site have no address).
pub fn door_name<'a>(address: &'a str, first_subject: Option<&'a str>) -> &'a str {
    match address.trim() {
        "" => first_subject.unwrap_or_default(),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> DivisionCode {
        DivisionCode::parse(text).unwrap()
    }

    fn places() -> Places {
        let list = [
            ("410400", "平顶山市"),
            ("410481", "舞钢市"),
            ("410423", "鲁山县"),
            ("410481001", "垭口街道"),
            ("410481006", "铁山街道"),
            ("410481007", "红山街道"),
            ("410481102", "尹集镇"),
            ("410481103", "枣林镇"),
        ];
        Places::new(list.map(|(digits, name)| Place { code: code(digits), name: name.to_owned() }))
    }

    #[test]
    fn towns_by_full_then_short_name() {
        let home = code("410481");
        let find = |address| places().locate(address, Some("91410481MA3XETE15A"), &home).to_string();
        assert_eq!(find("河南省平顶山舞钢市尹集街"), "410481102");
        assert_eq!(find("舞钢市枣林镇枣林村"), "410481103");
        assert_eq!(find("垭口中心路东段南侧"), "410481001");
        assert_eq!(find("湖滨大道中段"), "410481");
    }

    #[test]
    fn counties_by_name_then_code() {
        let home = code("410481");
        assert_eq!(places().locate("鲁山县赵村乡", Some("91410400MA3X93BJ5X"), &home).as_str(), "410423");
        assert_eq!(places().locate("赵村乡中汤街", Some("91410423MA4041LH1R"), &home).as_str(), "410423");
        // a county without its ending, unless a street has its name
        let city = Some("91410400MA3X93BJ5X");
        assert_eq!(places().locate("平顶山市鲁山四棵树乡", city, &home).as_str(), "410423");
        assert_eq!(places().locate("平顶山市鲁山路", city, &home).as_str(), "410400");
        // what the city above registered is not ours for want of an address
        assert_eq!(places().locate("开源路南段", city, &home).as_str(), "410400");
        assert_eq!(places().locate("垭口中心路", city, &home).as_str(), "410481001");
        // what nobody places is where it was brought in, and so is what comes from another city
        assert_eq!(places().locate("某处", None, &home).as_str(), "410481");
        assert_eq!(places().locate("某处", Some("91410100MA3X93BJ5X"), &home).as_str(), "410481");
        // a town of another county is not taken
        assert_eq!(places().locate("鲁山县尹集村", None, &home).as_str(), "410423");
    }

    #[test]
    fn only_an_address_with_a_number_is_one_door() {
        assert!(names_a_door("湖滨大道8号"));
        assert!(names_a_door("建设路１２号楼３单元"));
        assert!(names_a_door("中心路B座"));
        assert!(names_a_door("健康路三号院"));
        for vague in ["舞钢市尹集街", "汝州市产业集聚区", "朱兰建设路西段", "武功村"]
        {
            assert!(!names_a_door(vague), "{vague}");
        }
    }

    #[test]
    fn the_same_door_however_written() {
        let owner = code("410481");
        let one = site_key(&owner, "河南省平顶山市舞钢市湖滨大道 8 号", Some("91410481MA3XETE15A"), "甲");
        let two = site_key(&owner, "舞钢市湖滨大道８号", Some("9141048117195145XC"), "乙");
        assert_eq!(one, two);
        assert!(one.shared && crate::code::is_identifier(&one.code));
        let apart = site_key(&owner, "舞钢市尹集街", Some("91410481MA3XETE15A"), "甲");
        assert_ne!(apart.code, site_key(&owner, "舞钢市尹集街", Some("9141048117195145XC"), "乙").code);
        assert!(!apart.shared);
    }

    #[test]
    fn a_door_without_an_address_is_called_by_its_subject() {
        assert_eq!(door_name("朝阳路 1 号", Some("甲公司")), "朝阳路 1 号");
        assert_eq!(door_name(" ", Some("网络促销行为监测点 1")), "网络促销行为监测点 1");
        assert_eq!(door_name("", None), "");
    }
}
