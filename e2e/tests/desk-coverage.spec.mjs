// Who covers what: gaps and where they are mended, conflicts and decisions, who may go, leave and recusal.
import { readFile } from 'node:fs/promises';
import { enter, expect, expectNoSidewaysScroll, person, test } from '../support/app.mjs';
import { expectSaid } from '../support/acts.mjs';
import {
  DUTY_NAME, DUTY_REASON, KIN_DETAIL, LEAVE_END_REASON, LEAVE_REASON, RECUSAL_DECISION,
} from '../support/made.mjs';

const count = async (page, name) => {
  const entry = page.locator('.figure').filter({ has: page.getByText(name, { exact: true }) });
  return Number((await entry.locator('.figure-value').innerText()).replaceAll(',', ''));
};

// A department's item of a joint item, as it stands.
async function itemOf(someone, joint, department) {
  const { jointItems } = await someone.ask(`{ jointItems(first: 100) { nodes { code
    items { id code revision department { id code name } } } } }`);
  const found = jointItems.nodes.find((row) => row.code === joint);
  return found.items.find((item) => item.department.code === department);
}

// A department writes its item itself and puts it in force.
async function write(request, department, item, article) {
  const clerk = await person(request, `${department}.clerk`);
  const { saveItem } = await clerk.ask(`mutation($input: SaveItemInput!) { saveItem(input: $input) {
    item { id revision } userErrors { code path } } }`, { input: {
    itemId: item.id, revision: item.revision, reason: DUTY_REASON, category: '用工检查', name: DUTY_NAME,
    class: 'KEY', methods: ['DOCUMENT'], noticePolicy: 'AT_DOOR',
    bases: [{ kind: 'LAW', title: '中华人民共和国劳动法', article }],
  } });
  expect(saveItem.userErrors).toEqual([]);
  const head = await person(request, `${department}.head`);
  const { today } = await head.ask('{ today }');
  const { publishItem } = await head.ask(`mutation($input: PublishItemInput!) { publishItem(input: $input) {
    userErrors { code path } } }`, { input: { itemId: item.id, revision: saveItem.item.revision, day: today } });
  expect(publishItem.userErrors).toEqual([]);
}

test('gaps are counted, drawn, exported and lead to where they are mended', async ({ page }) => {
  await enter(page, 'scjg.clerk');
  await page.goto('/desk/coverage');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('监管空白');
  expect(await count(page, '仅登记机关负责的检查对象')).toBeGreaterThan(0);
  await expect(page.getByRole('figure')).toBeVisible();
  const rows = page.getByRole('table', { name: '仅登记机关负责的检查对象' }).getByRole('row');
  const first = rows.nth(1);
  const subjects = Number((await first.getByRole('cell').nth(1).innerText()).replaceAll(',', ''));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出 CSV' }).click(),
  ]);
  const text = (await readFile(await download.path())).toString();
  expect(text).toContain('空白类型,乡镇街道,部门,事项,检查对象数,可派人员数');
  await first.getByRole('link', { name: '在名录库中查看' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('检查对象');
  await expect(page.getByRole('status').first()).toContainText(subjects.toLocaleString('en-US'));
});

test('where certificates end, towns are short of officers', async ({ page }) => {
  await enter(page, 'scjg.clerk');
  // The town's certificates end with the year 2029.
  await page.goto('/desk/coverage?from=2029-12-01&to=2030-01-31');
  expect(await count(page, '可派人员不足两人')).toBeGreaterThan(0);
  const row = page.getByRole('table', { name: '可派人员不足两人' }).getByRole('row').nth(1);
  await row.getByRole('link', { name: '查看人员' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('执法人员');
  await expect(page).toHaveURL(/department=dep_/);
});

test('no part of the gaps pushes a phone sideways', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await enter(page, 'scjg.clerk');
  await page.goto('/desk/coverage');
  await expect(page.getByRole('figure')).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test('a conflict stands side by side, the office decides, and lines are warned against the decision', async ({ page, request }) => {
  const office = await person(request, 'office.clerk');
  // Items without a tag, or of a tag nobody else plans with here.
  const [one, other] = [await itemOf(office, 'J18', 'swju'), await itemOf(office, 'J26', 'tjj')];
  await write(request, 'swju', one, '第八十五条');
  await write(request, 'tjj', other, '第八十五条');
  await enter(page, 'office.head');
  await page.goto('/desk/coverage/conflicts');
  const conflict = page.getByRole('article').filter({ hasText: one.code });
  await expect(conflict).toContainText(other.code);
  await expect(conflict).toContainText('事项名称相同');
  await expect(conflict.getByText('待裁定')).toBeVisible();
  await conflict.getByRole('button', { name: '裁定归属' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '裁定归属' }).click();
  await expect(dialog.getByText('请填写理由').first()).toBeVisible();
  await dialog.getByLabel('归属部门').selectOption({ label: other.department.name });
  await dialog.getByLabel('理由').fill(DUTY_REASON);
  await dialog.getByRole('button', { name: '裁定归属' }).click();
  await expectSaid(page, '已裁定');
  await expect(conflict).toContainText(`归 ${other.department.name}：${DUTY_REASON}`);
  await expect(conflict.getByRole('button', { name: '重新裁定' })).toBeVisible();
});

test('who may go is told one by one, and leave changes it', async ({ page, request }) => {
  const clerk = await person(request, 'wgl.clerk');
  const { departments, today } = await clerk.ask('{ departments { id code } today }');
  const own = departments.find((row) => row.code === 'wgl').id;
  const { inspectors } = await clerk.ask(`query($id: ID!) { inspectors(filter: { departmentId: $id }, first: 50) {
    nodes { id code name } } }`, { id: own });
  const officer = inspectors.nodes.at(-1);
  await enter(page, 'wgl.clerk');
  await page.goto('/desk/coverage/eligibility');
  const row = page.getByRole('row').filter({ hasText: officer.code });
  await expect(row).toBeVisible();
  await page.goto('/desk/register');
  await page.getByRole('button', { name: '登记请假' }).first().click();
  const form = page.locator('form');
  await form.getByLabel('姓名').selectOption(officer.id);
  await form.getByLabel('开始日期').fill(today);
  await form.getByLabel('结束日期').fill(`${Number(today.slice(0, 4)) + 1}${today.slice(4)}`);
  await form.getByRole('button', { name: '登记请假' }).click();
  await expect(form.getByText('请填写理由').first()).toBeVisible();
  await form.getByLabel('事由').fill(LEAVE_REASON);
  await form.getByRole('button', { name: '登记请假' }).click();
  await expectSaid(page, '请假已登记');
  const entry = page.getByRole('row').filter({ hasText: officer.code });
  await expect(entry).toContainText(LEAVE_REASON);
  await page.goto('/desk/coverage/eligibility');
  await expect(row).toContainText('不可派出');
  await expect(row).toContainText('请假');
  await page.goto('/desk/register');
  await entry.getByRole('button', { name: '提前结束' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('理由').fill(LEAVE_END_REASON);
  await dialog.getByRole('button', { name: '提前结束' }).click();
  await expectSaid(page, '请假已提前结束');
  await expect(entry).toContainText(LEAVE_END_REASON);
});

test('a recusal is entered by the clerk, decided by the head, and its ground is nobody else’s', async ({ page, request }) => {
  const clerk = await person(request, 'wgl.clerk');
  const { subjects } = await clerk.ask('{ subjects(filter: { tag: "娱乐" }, first: 1) { nodes { id name } } }');
  const [subject] = subjects.nodes;
  await enter(page, 'wgl.clerk');
  await page.goto('/desk/register?tab=recusal');
  await page.getByRole('button', { name: '登记回避' }).first().click();
  const form = page.locator('form');
  await form.getByRole('button', { name: '登记回避' }).click();
  await expect(form.getByRole('alert')).toBeVisible();
  await form.getByRole('searchbox').fill(subject.name);
  await form.getByRole('button', { name: subject.name, exact: true }).first().click();
  await form.getByLabel('关系类型').selectOption('KIN_POST');
  await form.getByLabel('关系说明').fill(KIN_DETAIL);
  await form.getByRole('button', { name: '登记回避' }).click();
  await expectSaid(page, '回避已登记');
  const row = page.getByRole('row').filter({ hasText: KIN_DETAIL });
  await expect(row).toContainText('待负责人决定');
  await expect(row.getByRole('button')).toHaveCount(0);

  await enter(page, 'wgl.head');
  await page.goto('/desk');
  await page.getByRole('link', { name: /回避待本部门负责人决定/ }).click();
  await row.getByRole('button', { name: '批准回避' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('理由').fill(RECUSAL_DECISION);
  await dialog.getByRole('button', { name: '批准回避' }).click();
  await expectSaid(page, '已批准回避');

  await enter(page, 'xfj.clerk');
  await page.goto('/desk/register?tab=recusal');
  await expect(page.getByRole('row').filter({ hasText: subject.name }).first()).toContainText('不公开');
  await expect(page.getByText(KIN_DETAIL)).toHaveCount(0);
});
