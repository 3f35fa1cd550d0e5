// Every screen of the app: whose it is, where it stands, what its heading says, what to open on it.
// Headings are the same in both languages, or one for each; those of data come from the town.

const NO_FIRM = '91410481MA00000000';

const at = (path, heading, open) => ({ path, heading, open });
const press = (zh, en) => async (page, say) => {
  await page.getByRole('button', { name: say(zh, en), exact: true }).first().click();
  await page.getByRole('dialog').waitFor();
};
const unfold = async (page) => {
  // One after the other: what is open is no longer among the closed.
  const closed = page.locator('details:not([open]) > summary:visible');
  for (let left = await closed.count(); left > 0; left -= 1) await closed.first().click();
};

const PUBLIC = {
  home: at('/', ['部门联合“双随机、一公开”监管公示', 'Joint inspections, in public']),
  'search of a firm': at('/', ['部门联合“双随机、一公开”监管公示', 'Joint inspections, in public'], async (page, say, town) => {
    await page.getByRole('searchbox').fill(town.firm.name);
    await page.getByRole('link', { name: town.firm.name }).first().waitFor();
  }),
  firm: at((town) => `/public/firms/${town.firm.uscc}`, (town) => town.firm.name),
  'no such firm': at(`/public/firms/${NO_FIRM}`, ['没有这家企业', 'No such firm']),
  plans: at('/public/plans', ['计划', 'Plans'], unfold),
  draws: at('/public/draws', ['抽取', 'Draws']),
  draw: at((town) => `/public/draws/${town.wave.code}`, (town) => town.wave.title, async (page, say) => {
    await page.getByRole('button', { name: say('在本机核验', 'Check on this device') }).click();
    await page.getByText(say('核验通过（VALID）', 'VALID'), { exact: true }).waitFor();
  }),
  verifier: at('/public/verify', ['核验抽取文件', 'Check a file of a draw'], async (page, say) => {
    await page.getByText(say('核验程序已在本机就绪', 'The verifier is on this device'), { exact: false }).waitFor();
  }),
  recipe: at('/public/verify/recipe', ['自己写一个核验程序', 'Write your own verifier']),
  'why me': at((town) => `/public/why?code=${town.firm.uscc}`, ['为什么抽到我', 'Why me?'], async (page, say) => {
    await page.getByRole('link', { name: say(/^查看证明/, /^See the proof/) }).first().waitFor();
  }),
  'firm in a draw': at((town) => `/public/draws/${town.wave.code}/why/${town.firm.uscc}`, (town) => town.firm.name, unfold),
  'audit of draws': at('/public/audit', ['抽取公正性检验', 'Audit of draws'], async (page, say) => {
    await page.getByRole('button', { name: say('试一个反例', 'Try one that fails') }).click();
    await page.getByText(say('不像随机抽取的结果', 'Not what drawing at random gives'), { exact: true }).waitFor();
    await unfold(page);
  }),
  hall: at((town) => `/public/draws/${town.wave.code}/hall`, (town) => town.wave.title),
  'no such hall': at('/public/draws/W0/hall', ['没有这个抽取批次', 'No such draw']),
  'no such draw': at('/public/draws/W0', ['没有这个抽取批次', 'No such draw']),
  results: at('/public/results', ['结果', 'Results']),
  items: at('/public/items', ['事项', 'Items'], unfold),
  statistics: at('/public/statistics', ['统计', 'Statistics']),
  'witness without a seat': at('/witness/nobody', ['见证抽取', 'Witnessing a draw']),
  'log-in': at('/login', ['登录', 'Log in']),
  'no such page': at('/nowhere', ['没有这个页面', 'No such page']),
};

const CLERK = {
  home: at('/desk', ['工作台', 'Home']),
  subjects: at('/desk/subjects', ['检查对象', 'Subjects']),
  'no subjects': at('/desk/subjects?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E4%B8%80%E5%AE%B6', ['检查对象', 'Subjects']),
  subject: at((town) => `/desk/subjects/${town.subject.id}`, (town) => town.subject.name),
  'classification of a subject': at((town) => `/desk/subjects/${town.subject.id}`, (town) => town.subject.name,
    press('调整分类', 'Classify')),
  'facet of subjects': at('/desk/subjects?risk=D&tag=%E6%97%A7', ['检查对象', 'Subjects'], async (page, say) => {
    await page.getByRole('button', { name: say(/^筛选/, /^Filters/) }).click({ timeout: 500 }).catch(() => {});
    await page.getByRole('button', { name: say('标签', 'Tag') }).first().click();
    await page.locator('.facet-list:visible').waitFor();
  }),
  'views of subjects': at('/desk/subjects', ['检查对象', 'Subjects'], press('管理视图', 'Manage views')),
  'many subjects': at('/desk/subjects', ['检查对象', 'Subjects'], async (page, say) => {
    await page.getByRole('checkbox', { name: /^(选择|Choose) / }).first().check();
    await page.getByRole('button', { name: say('批量变更', 'Change them'), exact: true }).click();
    await page.getByRole('dialog').waitFor();
  }),
  'error of a subject': at((town) => `/desk/subjects/${town.subject.id}`, (town) => town.subject.name,
    press('报告差错', 'Report an error')),
  'reports of errors': at('/desk/source-reports', ['差错报告', 'Reports of errors']),
  'history of an inspector': at('/desk/inspectors', ['执法人员', 'Inspectors'], press('变更记录', 'Changes')),
  imports: at('/desk/imports', ['导入', 'Imports'], unfold),
  'tag rules': at('/desk/tag-rules', ['标签规则', 'Tag rules'], unfold),
  'tag rule': at((town) => `/desk/tag-rules?rule=${town.rule.id}`, ['标签规则', 'Tag rules']),
  'new tag rule': at('/desk/tag-rules?rule=new', ['标签规则', 'Tag rules']),
  inspectors: at('/desk/inspectors', ['执法人员', 'Inspectors']),
  experts: at('/desk/inspectors?tab=experts', ['执法人员', 'Inspectors']),
  gaps: at('/desk/coverage', ['监管空白', 'Gaps']),
  'gaps of a window': at('/desk/coverage?from=2027-01-04&to=2027-12-31', ['监管空白', 'Gaps']),
  conflicts: at('/desk/coverage/conflicts', ['职责冲突', 'Conflicts']),
  'who may go': at('/desk/coverage/eligibility', ['人员资格', 'Who may go'], async (page) => {
    await page.getByRole('table').waitFor();
  }),
  leave: at('/desk/register', ['请假与回避', 'Leave and recusal'], async (page, say) => {
    await page.getByRole('button', { name: say('登记请假', 'Enter leave'), exact: true }).click();
    await page.locator('form').waitFor();
  }),
  recusals: at('/desk/register?tab=recusal', ['请假与回避', 'Leave and recusal'], async (page, say) => {
    await page.getByRole('button', { name: say('登记回避', 'Enter a recusal'), exact: true }).click();
    await page.locator('form').waitFor();
  }),
  'certificates that end': at('/desk/register?tab=certificates', ['请假与回避', 'Leave and recusal']),
  items: at('/desk/items', ['抽查事项', 'Items']),
  'new item': at('/desk/department-items/new', ['新增部门事项', 'New department item']),
  item: at((town) => `/desk/items/${town.item.id}`, (town) => `${town.item.code} ${town.item.name}`),
  plans: at('/desk/plans', ['抽查计划', 'Plans']),
  plan: at((town) => `/desk/plans/${town.plan.id}`, (town) => town.plan.title),
  'plan in the making': at((town) => `/desk/plans/${town.nextPlan.id}`, (town) => town.nextPlan.title),
  'outlook of a plan': at((town) => `/desk/plans/${town.nextPlan.id}/outlook`, ['统筹测算', 'Outlook'], unfold),
  'changes of a plan': at((town) => `/desk/plans/${town.nextPlan.id}/changes`, ['变动记录', 'Changes']),
  'mentioning somebody in a comment': at((town) => `/desk/plans/${town.nextPlan.id}`, (town) => town.nextPlan.title,
    async (page, say) => {
      await page.getByRole('combobox', { name: say('提到', 'Mentions'), exact: true }).fill('舞钢');
      await page.getByRole('option').first().waitFor();
    }),
  'lines from a table': at((town) => `/desk/plans/${town.nextPlan.id}/import`, ['导入表格', 'Import table'], unfold),
  'new line': at((town) => `/desk/plans/${town.nextPlan.id}/new-line`, ['新增计划行', 'New line']),
  line: at((town) => `/desk/lines/${town.drawnLine.id}`, (town) => titleOf(town.drawnLine)),
  'line in the making': at((town) => `/desk/lines/${town.draft.id}`, (town) => titleOf(town.draft),
    press('撤回', 'Withdraw')),
  'line being edited': at((town) => `/desk/lines/${town.draft.id}/edit`, ['编辑计划行', 'Edit line']),
  deadlines: at('/desk/deadlines', ['工作时限', 'Deadlines'], unfold),
  visits: at('/desk/visits', ['检查', 'Visits']),
  visit: at((town) => `/desk/visits/${town.past.id}`, (town) => town.past.site.address, async (page, say) => {
    await page.getByRole('button', { name: say('全部展开', 'Open all') }).click();
  }),
  results: at('/desk/results', ['结果公示', 'Results']),
  account: at('/desk/account', ['我的账号', 'My account']),
  'page of another role': at('/desk/users', ['您的岗位无权查看此页', 'Your role may not see this page']),
  'field of another role': at('/field', ['您的岗位无权查看此页', 'Your role may not see this page']),
  'no such plan': at('/desk/plans/pln_00000000000000000000000000000000', ['抽查计划', 'Plans']),
  'no such line': at('/desk/lines/lin_00000000000000000000000000000000', ['计划行', 'Lines']),
};

const HEAD = {
  home: at('/desk', ['工作台', 'Home']),
  'visits to approve': at('/desk/visits?awaiting=1', ['检查', 'Visits']),
  'line to sign': at((town) => `/desk/lines/${town.signing.id}`, (town) => titleOf(town.signing),
    press('负责人签署', 'Sign')),
  'item to withdraw': at((town) => `/desk/department-items/${itemOf(town, 'scjg').id}`,
    (town) => `${itemOf(town, 'scjg').code} ${itemOf(town, 'scjg').name}`, press('停用', 'Withdraw')),
  results: at('/desk/results', ['结果公示', 'Results']),
  'results late': at('/desk/results?clock=RED', ['结果公示', 'Results']),
  'results published': at('/desk/results?publication=PUBLISHED', ['结果公示', 'Results']),
  packages: at('/desk/packages', ['公示材料包', 'Publication packages']),
};

const OFFICE = {
  home: at('/desk', ['工作台', 'Home']),
  review: at('/desk/review', ['审核', 'Review']),
  'line to review': at((town) => `/desk/lines/${town.submitted.id}`, (town) => titleOf(town.submitted),
    press('退回', 'Return')),
  'outlook of a plan': at((town) => `/desk/plans/${town.nextPlan.id}/outlook`, ['统筹测算', 'Outlook'], unfold),
  waves: at('/desk/waves', ['抽取', 'Draws']),
  'new wave': at('/desk/waves/new', ['组织抽取', 'Open a wave'], async (page, say) => {
    await page.getByRole('checkbox', { name: say('全选', 'All') }).check();
    await page.locator('.bars').waitFor();
  }),
  wave: at((town) => `/desk/waves/${town.waveId}`, (town) => town.wave.title),
  items: at('/desk/items', ['抽查事项', 'Items'], async (page, say) => {
    await page.getByRole('checkbox', { name: say('选择 J09', 'Choose J09') }).check();
    await page.getByRole('button', { name: say('停用', 'Withdraw'), exact: true }).click();
    await page.getByRole('dialog').waitFor();
  }),
  checklist: at((town) => `/desk/items/${town.item.id}`, (town) => `${town.item.code} ${town.item.name}`,
    async (page, say) => {
      await page.getByRole('button', { name: say('编辑检查要点', 'Edit the checklist') }).first().click();
      await page.getByRole('button', { name: say('保存检查要点', 'Save the checklist') }).waitFor();
    }),
  'department item': at((town) => `/desk/department-items/${town.item.items[0].id}`, ownItem, async (page, say) => {
    await page.getByRole('button', { name: say('修改事项', 'Change the item') }).click();
    await page.getByRole('button', { name: say('保存为新版本', 'Save as a new version') }).waitFor();
  }),
  'item report': at('/desk/item-report', ['事项统计', 'Report']),
  'unified lists': at('/desk/item-lists', ['统一清单', 'Unified lists'], unfold),
  'new joint item': at('/desk/items/new', ['新增联合事项', 'New joint item']),
  'joint item being changed': at((town) => `/desk/items/${town.item.id}/edit`, ['修改联合事项', 'Change the joint item']),
  ratios: at('/desk/ratios', ['差异化比例', 'Ratios by risk class'], async (page, say) => {
    await page.getByRole('button', { name: say('新增比例方案', 'New matrix') }).click();
    await unfold(page);
  }),
  visit: at((town) => `/desk/visits/${town.today.id}`, (town) => town.today.site.address),
};

const OFFICE_HEAD = {
  home: at('/desk', ['工作台', 'Home']),
  'new rule of the calendar': at('/desk/deadlines', ['工作时限', 'Deadlines'], async (page, say) => {
    await unfold(page);
    await page.getByRole('button', { name: say('新增时限', 'New rule') }).click();
    await page.getByRole('dialog').waitFor();
  }),
  review: at('/desk/review', ['审核', 'Review']),
  'plan to approve': at((town) => `/desk/plans/${town.nextPlan.id}`, (town) => town.nextPlan.title,
    press('批准计划', 'Approve the plan')),
};

const SYSADMIN = {
  home: at('/desk', ['工作台', 'Home']),
  accounts: at('/desk/users', ['账号', 'Accounts']),
  'new account': at('/desk/users', ['账号', 'Accounts'], press('新建账号', 'New account')),
  'account to disable': at('/desk/users?q=expert', ['账号', 'Accounts'], press('停用', 'Disable')),
};

const SECADMIN = {
  home: at('/desk', ['工作台', 'Home']),
  roles: at('/desk/users?q=scjg.clerk', ['账号', 'Accounts'], press('授予岗位', 'Give roles')),
};

const AUDITOR = {
  register: at('/desk/register?tab=recusal', ['请假与回避', 'Leave and recusal']),
  home: at('/desk', ['工作台', 'Home']),
  trail: at('/desk/audit', ['审计日志', 'Audit trail']),
  accounts: at('/desk/users', ['账号', 'Accounts']),
};

const EXPERT = { home: at('/desk', ['工作台', 'Home']) };
const SUPERVISOR = { home: at('/desk', ['工作台', 'Home']), visits: at('/desk/visits', ['检查', 'Visits']) };

const INSPECTOR = {
  'desk home': at('/desk', ['工作台', 'Home']),
  today: at('/field', ['今日', 'Today']),
  visit: at((town) => `/field/visits/${town.today.id}`, (town) => town.today.items[0].subject.name, unfold),
  item: at((town) => `/field/visits/${town.today.id}?item=${town.ownItem.id}`, (town) => town.ownItem.item.name),
  'visit that could not take place': at((town) => `/field/visits/${town.today.id}`,
    (town) => town.today.items[0].subject.name, press('未能实施', 'Could not take place')),
  find: at('/field/find', ['查找', 'Find']),
  found: at((town) => `/field/find?q=${encodeURIComponent(town.firm.name.slice(0, 4))}`, ['查找', 'Find']),
  firm: at((town) => `/field/firms/${town.subject.id}`, (town) => town.subject.name),
  outbox: at('/field/outbox', ['待传', 'Unsent']),
  me: at('/field/me', (town) => town.inspectorName, press('退出登录', 'Log out')),
};

function ownItem(town) {
  const [item] = town.item.items;
  return `${item.code} ${item.name}`;
}

function itemOf(town, department) {
  return town.item.items.find((item) => item.department.code === department);
}

function titleOf(line) {
  return `${line.number}. ${line.title}`;
}

// By account; nobody's are public.
export const SCREENS = {
  '': PUBLIC,
  'scjg.clerk': CLERK,
  'scjg.head': HEAD,
  'office.clerk': OFFICE,
  'office.head': OFFICE_HEAD,
  supervisor: SUPERVISOR,
  sysadmin: SYSADMIN,
  secadmin: SECADMIN,
  auditor: AUDITOR,
  'expert.01': EXPERT,
  // The leader of one of today's teams.
  inspector: INSPECTOR,
};
