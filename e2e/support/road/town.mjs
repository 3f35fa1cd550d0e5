// What the road knows of the demo town.
export const YEAR = 2026;
// The first working Monday of the year, on which the road server's clock begins.
export const TODAY = '2026-01-05';
export const TODAY_IN_WORDS = '2026-01-05（周一）';
export const PLAN = `${YEAR}年度部门联合抽查计划`;

export const DEPARTMENTS = {
  scjg: '舞钢市市场监督管理局',
  gxj: '舞钢市工业和信息化局',
  sthj: '平顶山市生态环境局舞钢分局',
  gaj: '舞钢市公安局',
  wjw: '舞钢市卫生健康委员会',
  xfj: '舞钢市消防救援大队',
};

export const codeOf = (name) => Object.keys(DEPARTMENTS).find((code) => DEPARTMENTS[code] === name);

// Two lines about the very same firms, those that both discharge and make listed goods: drawn apart, they
// would open most doors twice. The third is about others.
export const LINES = [
  {
    title: '水泥企业排污许可联合抽查', item: 'J22', tag: '工业产品', ratio: '30', lead: 'sthj', partners: ['gxj'],
    reason: '污染防治设施须现场查看',
  },
  {
    title: '水泥企业产品质量联合抽查', item: 'J24', tag: '排污', ratio: '30', lead: 'scjg', partners: ['gxj'],
    reason: '生产现场须当面取样',
  },
  {
    title: '兼营餐饮的旅馆联合抽查', item: 'J03', tag: '餐饮', ratio: '10', lead: 'gaj',
    partners: ['wjw', 'xfj', 'scjg'], reason: '客房卫生、消防设施须现场查看',
  },
];

// A firm of the town, and what somebody types who is in a hurry.
export const KNOWN = { name: '舞钢市顺旺水泥制品有限公司', initials: 'swsnzp' };
