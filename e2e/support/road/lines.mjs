// Plan lines: written by the lead's clerk, confirmed by the partners, signed by the heads.
import { confirm, expectSaid, place, status } from '../acts.mjs';
import { expect, person } from '../app.mjs';
import { DEPARTMENTS, TODAY } from './town.mjs';

// The office opens the plan of the year; gives its address.
export async function openPlan(clerk, title) {
  await place(clerk, '抽查计划');
  await expect(clerk.getByText('还没有年度计划')).toBeVisible();
  await clerk.getByRole('button', { name: '建立年度计划' }).click();
  const dialog = clerk.getByRole('dialog', { name: '建立年度计划' });
  await expect(dialog.getByRole('textbox', { name: '年度' })).toHaveValue(TODAY.slice(0, 4));
  await dialog.getByRole('textbox', { name: '标题' }).fill(title);
  await dialog.getByRole('button', { name: '建立年度计划' }).click();
  await expect(clerk.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(clerk).toHaveURL(/\/desk\/plans\/\w+/);
  return new URL(clerk.url()).pathname;
}

// The lead's clerk fills the form in and saves it; gives the line's address.
export async function writeLine(clerk, plan, line) {
  await place(clerk, '抽查计划');
  await clerk.getByRole('link', { name: plan }).click();
  await clerk.getByRole('link', { name: '新增计划行' }).click();
  const group = (name) => clerk.getByRole('group', { name, exact: true });
  const box = (name) => clerk.getByRole('textbox', { name, exact: true });
  await expect(clerk.getByRole('combobox', { name: '牵头' })).toContainText(DEPARTMENTS[line.lead]);
  await group('联合抽查事项').getByRole('checkbox', { name: new RegExp(`^${line.item} `) }).check();
  for (const partner of line.partners) {
    await group('参与部门').getByRole('checkbox', { name: DEPARTMENTS[partner] }).check();
  }
  await box('计划行名称').fill(line.title);
  await group('标签').getByRole('checkbox', { name: new RegExp(`^${line.tag} `) }).check();
  await clerk.getByRole('checkbox', { name: '按风险等级设定不同比例' }).uncheck();
  await box('抽取比例').fill(line.ratio);
  await box('必须入企检查的理由').fill(line.reason);
  await clerk.getByLabel('开始日期').fill(TODAY);
  await clerk.getByLabel('结束日期').fill(TODAY);
  await clerk.getByRole('button', { name: '保存计划行' }).click();
}

// The line is saved and goes to its departments; gives its address.
export async function submitLine(clerk, line, before = '拟定') {
  await expect(clerk.getByRole('heading', { level: 1, name: line.title })).toBeVisible();
  await expect(status(clerk, before)).toBeVisible();
  await confirm(clerk, '提交部门确认');
  await expect(status(clerk, '待部门确认')).toBeVisible();
  return new URL(clerk.url()).pathname;
}

const row = (page, code) => page.getByRole('table', { name: '参与部门', exact: true }).getByRole('row').filter({ hasText: DEPARTMENTS[code] });

// A partner's clerk finds the line on their first page and takes part.
export async function confirmPart(clerk, code, line) {
  await place(clerk, '工作台');
  await clerk.getByRole('link', { name: new RegExp(line.title) }).click();
  await confirm(clerk, '确认参与');
  await expect(status(row(clerk, code), '已确认')).toBeVisible();
}

// A head finds the line on their first page and signs.
export async function signLine(head, code, line) {
  await place(head, '工作台');
  await head.getByRole('link', { name: new RegExp(line.title) }).click();
  await confirm(head, '负责人签署');
  await expectSaid(head, '已签署');
  await expect(row(head, code)).toContainText(/负责人 \d{4}-\d\d-\d\d/);
}

const PARTIES = `query($id: ID!) { planLine(id: $id) { status parties { lead confirmation signedAt
  department { id code } } } }`;
const CONFIRM = 'mutation($input: ConfirmLineInput!) { confirmPlanLine(input: $input) { userErrors { code } } }';
const SIGN = 'mutation($input: SignLineInput!) { signPlanLine(input: $input) { userErrors { code } } }';

async function command(who, document, input) {
  const [answer] = Object.values(await who.ask(document, { input }));
  expect(answer.userErrors).toEqual([]);
}

// The departments that have not spoken yet do what others did before them.
export async function othersAgree(request, path) {
  const id = path.split('/').at(-1);
  const reader = await person(request, 'office.clerk');
  const { planLine } = await reader.ask(PARTIES, { id });
  const part = (party) => ({ id, departmentId: party.department.id });
  for (const party of planLine.parties.filter((party) => party.confirmation === 'INVITED')) {
    const clerk = await person(request, `${party.department.code}.clerk`);
    await command(clerk, CONFIRM, { ...part(party), confirm: true, reason: '' });
  }
  for (const party of planLine.parties.filter((party) => !party.signedAt)) {
    const head = await person(request, `${party.department.code}.head`);
    await command(head, SIGN, part(party));
  }
  const after = await reader.ask(PARTIES, { id });
  expect(after.planLine.status).toBe('SUBMITTED');
}

// The rules refuse the line as it stands, beside the field and in the summary.
export async function expectRefused(clerk, words) {
  await expect(clerk.getByRole('alert')).toContainText(words);
  await expect(clerk.getByRole('button', { name: '保存计划行' })).toBeVisible();
}
