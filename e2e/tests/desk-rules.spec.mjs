// Rules of a new wave: a door is promised quiet, the form counts it before anything is opened, and what cannot
// be read is refused at its field.
import { expectAccessible } from '../support/a11y.mjs';
import { enter, expect, expectNoSidewaysScroll, person, test } from '../support/app.mjs';

async function freeLine(clerk) {
  const { planLines } = await clerk.ask(`{ planLines(first: 100, filter: { statuses: [APPROVED] }) {
    nodes { id title wave { id } items { tag } } } }`);
  return planLines.nodes.find((one) => !one.wave && one.items.every((item) => item.tag));
}

async function firmIn(clerk, line) {
  const { subjects } = await clerk.ask(`query($tags: [String!]!) { subjects(first: 1, filter: { tags: $tags }) {
    nodes { name uscc } } }`, { tags: [line.items[0].tag] });
  return subjects.nodes[0];
}

test('whom a new wave leaves out is counted before it is opened', async ({ page, request }) => {
  const clerk = await person(request, 'office.clerk');
  const line = await freeLine(clerk);
  const firm = await firmIn(clerk, line);
  await enter(page, 'office.clerk');

  await page.goto('/desk/waves');
  const list = page.getByRole('heading', { level: 2, name: '免打扰名单' });
  await expect(list).toBeVisible();
  await page.getByRole('button', { name: '列入免打扰名单' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '列入免打扰名单' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel('统一社会信用代码').fill(firm.uscc);
  await dialog.getByLabel('免打扰至').fill('2026-12-31');
  await dialog.getByLabel('理由').fill('重点项目建设期');
  await dialog.getByRole('button', { name: '列入免打扰名单' }).click();
  await expect(dialog).toHaveCount(0);
  const row = page.getByRole('row').filter({ hasText: firm.name });
  await expect(row).toContainText('重点项目建设期');
  await expectAccessible(page);

  await page.goto('/desk/waves/new');
  await page.getByRole('checkbox', { name: `选择 ${line.title}` }).check();
  const preview = page.locator('section').filter({ has: page.getByRole('heading', { name: '今天冻结会排除的门' }) });
  await expect(preview.getByRole('columnheader', { name: '处于免打扰期' })).toBeVisible();
  const counted = preview.getByRole('row').filter({ hasText: line.title });
  await expect(counted.getByRole('cell').nth(1)).toHaveText('1');
  const kept = await counted.getByRole('cell').nth(2).innerText();
  await page.getByRole('checkbox', { name: '不打扰免打扰名单上的门' }).uncheck();
  await expect(preview.getByText('没有门被规则排除。')).toBeVisible();
  const all = await counted.getByRole('cell').nth(1).innerText();
  const number = (text) => Number(text.replace(/\D/g, ''));
  expect(number(all)).toBe(number(kept) + 1);

  await page.getByLabel('近期检查过的不列入').fill('很久');
  await expect(preview.getByText('规则填写有误，改正后显示。')).toBeVisible();
  await page.getByRole('button', { name: '设立批次' }).click();
  await expect(page.locator('#f-rules-recentDays-error')).toBeVisible();
  await page.getByLabel('近期检查过的不列入').fill('90');
  await expect(preview.getByRole('columnheader', { name: '列入名单' })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);

  // The town is left as it was.
  await page.goto('/desk/waves');
  await page.getByRole('row').filter({ hasText: firm.name }).getByRole('button', { name: '移出名单' }).click();
  await page.getByRole('dialog').getByLabel('理由').fill('已完工');
  await page.getByRole('dialog').getByRole('button', { name: '移出名单' }).click();
  await expect(page.getByText('名单上没有门')).toBeVisible();
});
