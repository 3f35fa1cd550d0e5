// Two departments at work on one plan, each in a browser of its own: who is here, what changes, what is said.
import { newAccount } from '../support/accounts.mjs';
import { confirm } from '../support/acts.mjs';
import { expect, person } from '../support/app.mjs';
import { mark } from '../support/firms.mjs';
import { newLine, nextPlan } from '../support/lines.mjs';
import { RETRACT_REASON, TOGETHER } from '../support/made.mjs';
import { test } from '../support/people.mjs';

const LEAD = '舞钢市发展和改革委员会';
const PARTNER = '舞钢市市场监督管理局';
const nameOf = (username) => `试用 ${username}`;

// A clerk of a department whom no other test knows: presence is told by person.
async function clerkOf(request, code) {
  const office = await person(request, 'office.clerk');
  const { departments } = await office.ask('{ departments { id code } }');
  const departmentId = departments.find((one) => one.code === code).id;
  return newAccount(request, `${code}.${mark().toLowerCase()}`, [{ role: 'DEPARTMENT_CLERK', departmentId }]);
}

// A line of the plan in the making, led by one department with the other as its partner.
async function lineOf(request, leader) {
  const clerk = await person(request, leader);
  const title = `${TOGETHER} ${mark()}`;
  const line = await newLine(clerk, { title, code: 'J21', partner: 'scjg', cap: 200 });
  const { planLine } = await clerk.ask('query($id: ID!) { planLine(id: $id) { number } }', { id: line.id });
  return { ...line, title, number: planLine.number, plan: await nextPlan(clerk), clerk };
}

const here = (page) => page.getByRole('group', { name: '正在本计划中' });
const news = (page) => page.getByRole('status').filter({ hasText: '刚刚变动' });

test('each sees the other, and what one saves stands in the table of the other', async ({ people, request }) => {
  const [leader, partner] = [await clerkOf(request, 'fgw'), await clerkOf(request, 'scjg')];
  const line = await lineOf(request, leader);
  const [one, other] = [await people.desk(leader), await people.desk(partner)];
  await other.goto(`/desk/plans/${line.plan}`);
  await expect(other.getByRole('row').filter({ hasText: line.title })).toContainText('拟定');
  await one.goto(`/desk/lines/${line.id}/edit`);
  const inForm = here(other).getByRole('listitem').filter({ hasText: nameOf(leader) });
  await expect(inForm).toContainText(LEAD);
  await expect(inForm).toContainText(`编辑第 ${line.number} 行`);
  const onPlan = here(one).getByRole('listitem').filter({ hasText: nameOf(partner) });
  await expect(onPlan).toContainText(PARTNER);
  await expect(onPlan).toContainText('查看计划');

  const renamed = `${line.title} X`;
  await one.getByLabel('计划行名称').fill(renamed);
  await one.getByRole('button', { name: '保存计划行' }).click();
  await expect(one.getByRole('heading', { level: 1 })).toContainText(renamed);
  // Without a reload.
  await expect(other.getByRole('row').filter({ hasText: renamed })).toBeVisible();
  // By whom is told on the line's own page; here other tests may have been the last.
  await expect(news(other)).toBeVisible();
  await expect(inForm).toContainText(`查看第 ${line.number} 行`);

  await confirm(one, '提交部门确认');
  await expect(other.getByRole('row').filter({ hasText: renamed })).toContainText('待部门确认');
  // Whoever leaves is no longer here.
  await other.goto('/desk');
  await expect(onPlan).toHaveCount(0);
});

test('a line that somebody else has changed says so before it is saved, and both versions are compared', async ({ people, request }) => {
  const [first, second] = [await clerkOf(request, 'fgw'), await clerkOf(request, 'fgw')];
  const line = await lineOf(request, first);
  const [one, other] = [await people.desk(first), await people.desk(second)];
  await one.goto(`/desk/lines/${line.id}/edit`);
  await one.getByLabel('计划行名称').fill(`${line.title} A`);
  await one.getByLabel('备选户数').fill('7');
  await other.goto(`/desk/lines/${line.id}/edit`);
  await other.getByLabel('计划行名称').fill(`${line.title} B`);
  // Who else is here stands above the form; until it is told, the form still moves.
  await expect(here(other)).toContainText(nameOf(first));
  await other.getByRole('button', { name: '保存计划行' }).click();
  await expect(other.getByRole('heading', { level: 1 })).toContainText(`${line.title} B`);

  const notice = one.getByRole('status').filter({ hasText: '他人已有改动' });
  await expect(notice).toContainText(nameOf(second));
  await expect(notice).toContainText('改动：计划行名称');
  await expect(one.getByLabel('计划行名称')).toHaveValue(`${line.title} A`);
  await expect(one.getByLabel('备选户数')).toHaveValue('7');
  const conflict = one.getByRole('dialog', { name: '他人已修改本行' });
  await notice.getByRole('button', { name: '现在比较' }).click();
  await expect(conflict.getByRole('row', { name: '计划行名称' })).toContainText(`${line.title} B`);
  await one.keyboard.press('Escape');
  await expect(conflict).toBeHidden();

  await one.getByRole('button', { name: '保存计划行' }).click();
  await conflict.getByRole('button', { name: '以我的内容覆盖' }).click();
  await expect(one.getByRole('heading', { level: 1 })).toContainText(`${line.title} A`);
  // The other is on the line's page by now and follows it.
  await expect(other.getByRole('heading', { level: 1 })).toContainText(`${line.title} A`);
  await expect(news(other)).toContainText(nameOf(first));
});

test('a comment finds whom it mentions, and is taken back before everybody', async ({ people, request }) => {
  const [leader, partner] = [await clerkOf(request, 'fgw'), await clerkOf(request, 'scjg')];
  const line = await lineOf(request, leader);
  const [one, other] = [await people.desk(leader), await people.desk(partner)];
  await one.goto(`/desk/lines/${line.id}`);
  await one.getByRole('button', { name: '发表意见' }).click();
  await expect(one.getByText('此项必填').first()).toBeVisible();
  const text = one.getByLabel('意见内容');
  await text.click();
  await text.pressSequentially(`${TOGETHER}请核对 @`);
  const picker = one.getByRole('combobox', { name: '提到', exact: true });
  await expect(picker).toBeFocused();
  await picker.fill(nameOf(partner));
  await expect(one.getByRole('option')).toHaveCount(1);
  await picker.press('Enter');
  await expect(text).toBeFocused();
  await expect(text).toHaveValue(`${TOGETHER}请核对 @${nameOf(partner)} `);
  await one.getByRole('button', { name: '发表意见' }).click();
  await expect(one.getByRole('listitem').filter({ hasText: `${TOGETHER}请核对` })).toBeVisible();
  await expect(text).toHaveValue('');

  await other.goto('/desk');
  await expect(other.getByRole('heading', { name: /提到我的/ })).toContainText('1 条未读');
  await other.getByRole('link', { name: line.title }).click();
  const said = other.getByRole('listitem').filter({ hasText: `${TOGETHER}请核对` });
  await expect(said).toContainText('提到您');
  await expect(said).toContainText(nameOf(leader));
  await said.getByRole('button', { name: '回复' }).click();
  await other.getByLabel('意见内容').fill('已核对');
  await other.getByRole('button', { name: '发表意见' }).click();
  // The answer and what is taken back arrive by themselves.
  const answer = one.getByRole('listitem').filter({ hasText: '已核对' });
  await expect(answer.getByRole('blockquote')).toContainText(`${TOGETHER}请核对`);
  await expect(answer.getByRole('button', { name: '收回' })).toHaveCount(0);
  await confirm(one, '收回');
  await expect(other.getByText(/此意见已由本人于 .* 收回/)).toBeVisible();
  await expect(other.getByText(`${TOGETHER}请核对 @`)).toHaveCount(0);
  await other.goto('/desk');
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(other.getByRole('heading', { name: /提到我的/ })).toHaveCount(0);
});

test('a partner takes its confirmation back, and its lead is told where it stands', async ({ people, request }) => {
  const [leader, partner] = [await clerkOf(request, 'fgw'), await clerkOf(request, 'scjg')];
  const line = await lineOf(request, leader);
  const [one, other] = [await people.desk(leader), await people.desk(partner)];
  await one.goto(`/desk/lines/${line.id}`);
  await confirm(one, '提交部门确认');
  await other.goto(`/desk/lines/${line.id}`);
  await confirm(other, '确认参与');
  await expect(one.getByRole('main')).toContainText('待负责人签署');
  await other.getByRole('button', { name: '撤回确认', exact: true }).click();
  const dialog = other.getByRole('dialog');
  await dialog.getByRole('button', { name: '撤回确认', exact: true }).click();
  await expect(dialog.getByText('请填写理由').first()).toBeVisible();
  await dialog.getByLabel('理由').fill(RETRACT_REASON);
  await dialog.getByRole('button', { name: '撤回确认', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(one.getByRole('main')).toContainText('已退回');
  await expect(one.getByRole('main')).toContainText(RETRACT_REASON);
  await expect(other.getByRole('button', { name: '撤回确认', exact: true })).toHaveCount(0);
  await one.goto('/desk');
  await expect(one.getByRole('link', { name: line.title })).toBeVisible();
});

test('the feed tells who changed what, field by field, and what is new since the last look', async ({ people, request }) => {
  const [leader, partner] = [await clerkOf(request, 'fgw'), await clerkOf(request, 'scjg')];
  const line = await lineOf(request, leader);
  const [one, other] = [await people.desk(leader), await people.desk(partner)];
  await other.goto(`/desk/plans/${line.plan}/changes`);
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('变动记录');
  const made = other.getByRole('listitem').filter({ hasText: line.title });
  await expect(made).toContainText(nameOf(leader));
  await expect(made).toContainText('新');

  await one.goto(`/desk/lines/${line.id}/edit`);
  await one.getByLabel('备选户数').fill('9');
  await one.getByRole('button', { name: '保存计划行' }).click();
  await expect(one.getByRole('heading', { level: 1 })).toContainText(line.title);
  // It comes above the others while the page is open.
  const saved = made.filter({ has: other.getByRole('table', { name: '改动的内容' }) });
  const row = saved.getByRole('row', { name: /备选户数/ });
  await expect(row.getByRole('cell').nth(0)).toHaveText('2');
  await expect(row.getByRole('cell').nth(1)).toHaveText('9');

  await other.getByRole('combobox', { name: '部门' }).selectOption({ label: PARTNER });
  await expect(made).toHaveCount(0);
  await other.getByRole('combobox', { name: '部门' }).selectOption({ label: LEAD });
  await expect(saved).toBeVisible();
  await other.reload();
  await expect(saved).toBeVisible();

  await other.goto(`/desk/plans/${line.plan}`);
  await expect(other.getByRole('link', { name: /^变动记录/ })).toBeVisible();
});
