// Results become public: chosen from the board, withheld with a basis, corrected with a reason, and sent to the
// channels as files with hashes. What was drawn is chance, and so is who has something to decide.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../support/a11y.mjs';
import { enter, expect, expectNoSidewaysScroll, person, test } from '../support/app.mjs';
import { confirm, expectSaid } from '../support/acts.mjs';
import { CORRECTION_REASON, RECEIPT_ADDRESS } from '../support/made.mjs';

const RESULTS = `query ($filter: ResultFilter!) { results(first: 100, filter: $filter) { nodes {
  id code publication subject { name uscc } } } }`;
const BOARD = '{ resultBoard { ready published withheld } }';

// Departments with results of this kind, most of them first; tests that change what a board counts take one each.
async function departments(request, filter) {
  const office = await person(request, 'office.clerk');
  const { results } = await office.ask(`query ($filter: ResultFilter!) { results(first: 200, filter: $filter) {
    nodes { department { code } } } }`, { filter });
  const counts = new Map();
  for (const { department: { code } } of results.nodes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one) || (one < other ? -1 : 1));
}

const READY = { publication: 'PENDING', ready: true };
const board = async (someone) => (await someone.ask(BOARD)).resultBoard;
const table = (page) => page.getByRole('table', { name: '结果公示' });
const rowOf = (page, name) => table(page).getByRole('row').filter({ hasText: name }).first();

async function whole(page) {
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1440, height: 900 });
}

test('what the board says is ready is published at once, and everybody reads it without scripts', async ({ page, request }) => {
  const [code] = await departments(request, READY);
  const head = await person(request, `${code}.head`);
  const before = await board(head);
  expect(before.ready).toBeGreaterThan(0);
  const { results } = await head.ask(RESULTS, { filter: READY });
  const firm = results.nodes[0].subject;
  const shown = async () => {
    const rows = await (await request.get('/open/data/results.json')).json();
    return rows.filter((row) => row.subject === firm.name).length;
  };
  const old = await shown();
  await enter(page, `${code}.head`);
  await page.goto('/desk/results');
  await page.getByRole('button', { name: /^检查已结束、可公示/ }).click();
  await expect(page).toHaveURL(/ready=1/);
  await expect(table(page).getByRole('row')).toHaveCount(before.ready + 1);
  await whole(page);
  await page.getByRole('button', { name: '选中已显示的全部' }).click();
  await confirm(page, '批准公示所选结果', { act: '批准公示' });
  await expectSaid(page, `已公示 ${before.ready} 项结果`);
  expect(await board(head)).toEqual({ ...before, ready: 0, published: before.published + before.ready });
  expect(await shown()).toBeGreaterThan(old);
});

test('withholding asks for its basis and a day to look again, and keeps the result from everybody', async ({ page, request }) => {
  const [, code] = await departments(request, READY);
  const head = await person(request, `${code}.head`);
  const before = await board(head);
  await enter(page, `${code}.head`);
  await page.goto('/desk/results?ready=1');
  await page.getByRole('button', { name: '不予公示', exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '不予公示', exact: true }).click();
  await expect(dialog.getByText('不予公示须有法律依据').first()).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('法律依据').fill('《中华人民共和国政府信息公开条例》第十四条');
  const { today } = await head.ask('{ today }');
  await dialog.getByLabel('复核日期').fill(today);
  await dialog.getByRole('button', { name: '不予公示', exact: true }).click();
  await expect(dialog.getByText('数值超出允许范围').first()).toBeVisible();
  await dialog.getByLabel('复核日期').fill('2027-01-04');
  await dialog.getByRole('button', { name: '不予公示', exact: true }).click();
  await expectSaid(page, '已记录为不予公示');
  expect(await board(head)).toEqual({ ...before, ready: before.ready - 1, withheld: before.withheld + 1 });
  // Who has decided, by which law, until when: read by whoever opens the list of what is withheld.
  await page.goto('/desk/results?publication=WITHHELD');
  const row = table(page).getByRole('row').nth(1);
  const { me } = await head.ask('{ me { displayName } }');
  for (const text of ['政府信息公开条例', me.displayName, '2027-01-04']) await expect(row).toContainText(text);
});

test('a correction says why, without anybody\'s number, and a letter is recorded before it counts', async ({ page, request }) => {
  const [code] = await departments(request, { publication: 'PUBLISHED' });
  const clerk = await person(request, `${code}.clerk`);
  const { results } = await clerk.ask(RESULTS, { filter: { publication: 'PUBLISHED' } });
  const { subject } = results.nodes[0];
  await enter(page, `${code}.clerk`);
  await page.goto('/desk/results?publication=PUBLISHED');
  await rowOf(page, subject.name).getByRole('button', { name: '更正', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('检查结果').selectOption('UNREACHABLE');
  await dialog.getByLabel('后续处置').selectOption('REPORT_TO_REGULATOR');
  await dialog.getByLabel('说明').fill('登记住所无人办公');
  await dialog.getByLabel(/^更正原因/).fill('邻居来电13837512345告知');
  await dialog.getByRole('button', { name: '更正', exact: true }).click();
  await expect(dialog.getByText('公示内容不得含电话号码、证件号码').first()).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel(/^更正原因/).fill(CORRECTION_REASON);
  await dialog.getByRole('button', { name: '更正', exact: true }).click();
  await expectSaid(page, '已提交更正');

  await page.goto('/desk/results?publication=ALL');
  const corrected = table(page).getByRole('row').filter({ hasText: CORRECTION_REASON });
  await expect(corrected).toContainText('尚未寄信');
  await corrected.getByRole('button', { name: '联系记录' }).click();
  await dialog.getByLabel('日期').fill('');
  await dialog.getByRole('button', { name: '登记', exact: true }).click();
  await expect(dialog.getByText('此项必填').first()).toBeVisible();
  const { today } = await clerk.ask('{ today }');
  await dialog.getByLabel('日期').fill(today);
  await dialog.getByLabel('邮件号或文号').fill('EMS 1234567890');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '登记', exact: true }).click();
  await expectSaid(page, '已登记');
  await expect(corrected).toContainText('首次信函已寄出');
  await expect(corrected).toContainText('第二次信函须于');

  // One letter establishes nothing: the head is told which result stands in the way.
  await enter(page, `${code}.head`);
  await page.goto('/desk/results');
  const row = table(page).getByRole('row').filter({ hasText: CORRECTION_REASON });
  await row.getByRole('checkbox').check();
  await page.getByRole('button', { name: '批准公示所选结果', exact: true }).click();
  await dialog.getByRole('button', { name: '批准公示', exact: true }).click();
  const refusal = dialog.getByRole('alert').getByText('两次信函均无人签收后方可认定无法联系');
  await expect(refusal).toContainText(subject.name);
  // Meanwhile everybody sees what was published.
  const rows = await (await request.get('/open/data/results.json')).json();
  expect(rows.filter((one) => one.subject === subject.name).map((one) => one.result)).not.toContain('UNREACHABLE');
});

test('a package is made, fetched, and its receipt written down', async ({ page, request }) => {
  const [code] = await departments(request, { publication: 'PUBLISHED' });
  await enter(page, `${code}.clerk`);
  await page.goto('/desk/results');
  await page.getByRole('link', { name: '公示材料包' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('公示材料包');
  await expect(page.getByText('还没有材料包')).toBeVisible();
  await page.getByLabel('公示日期自').fill('2020-01-01');
  await page.getByLabel('至', { exact: true }).fill('2020-01-31');
  await page.getByRole('button', { name: '生成材料包' }).click();
  await expect(page.getByText('该期间没有已公示的结果').first()).toBeVisible();
  // A period is no longer than a year, and has two ends.
  await page.getByLabel('至', { exact: true }).fill('2026-03-30');
  await page.getByRole('button', { name: '生成材料包' }).click();
  await expect(page.getByText('数值超出允许范围').first()).toBeVisible();
  await page.getByLabel('公示日期自').fill('2026-01-01');
  await page.getByLabel('至', { exact: true }).fill('');
  await page.getByRole('button', { name: '生成材料包' }).click();
  await expect(page.getByText('此项必填').first()).toBeVisible();
  await page.getByLabel('至', { exact: true }).fill('2026-03-30');
  await page.getByRole('button', { name: '生成材料包' }).click();
  await expectSaid(page, /已生成材料包，共 \d+ 项结果/);
  const row = page.getByRole('table', { name: '公示材料包' }).getByRole('row').nth(1);
  await expect(row).toContainText('国家企业信用信息公示系统');
  for (const ending of ['csv', 'xlsx']) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      row.getByRole('button', { name: `下载 ${ending}` }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`ncepis-2026-01-01-2026-03-30.${ending}`);
    const bytes = await readFile(await download.path());
    const hash = createHash('sha256').update(bytes).digest('hex');
    await expect(row.getByTitle(hash)).toBeVisible();
    if (ending === 'csv') expect(bytes.toString()).toMatch(/^\ufeff抽查计划编号,抽查计划名称,抽查任务编号/);
  }
  await row.getByRole('button', { name: '登记回执' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('回执编号').fill('HZ-2026-7');
  await dialog.getByLabel('公示网址').fill('gsxt');
  await dialog.getByRole('button', { name: '登记回执' }).click();
  await expect(dialog.getByText('格式不符').first()).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('公示网址').fill(RECEIPT_ADDRESS);
  await dialog.getByRole('button', { name: '登记回执' }).click();
  await expectSaid(page, '已登记回执');
  await expect(row).toContainText('HZ-2026-7');
  await whole(page);
});
