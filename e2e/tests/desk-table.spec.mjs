// A plan as a spreadsheet: out, looked at, and in again all together or not at all.
import { readFile } from 'node:fs/promises';
import { enter, expect, person, test } from '../support/app.mjs';
import { nextPlan } from '../support/lines.mjs';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

test('the table of a plan goes out, and what stands in it already is told by row and column', async ({ page, request }) => {
  const clerk = await person(request, 'swj.clerk');
  const plan = await nextPlan(clerk);
  await enter(page, 'swj.clerk');
  await page.goto(`/desk/plans/${plan}`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出表格' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
  const buffer = await readFile(await download.path());
  expect(buffer.subarray(0, 2).toString()).toBe('PK');

  await page.getByRole('link', { name: '导入表格' }).click();
  await expect(page.getByRole('heading', { name: '导入表格', level: 1 })).toBeVisible();
  await expect(page.getByText('还没有选择表格')).toBeVisible();
  await page.getByLabel(/选择表格|换一个表格/).setInputFiles({ name: 'plan.xlsx', mimeType: XLSX, buffer });
  // Lines of other departments stand in it too: they are not this clerk's to bring in.
  await expect(page.getByRole('table', { name: '须改正的问题' })).toContainText('只能导入本部门牵头的计划行');
  await expect(page.getByRole('button', { name: /行为草稿/ })).toHaveCount(0);
});

test('a file that is no table is refused with the way out', async ({ page, request }) => {
  const clerk = await person(request, 'swj.clerk');
  await enter(page, 'swj.clerk');
  await page.goto(`/desk/plans/${await nextPlan(clerk)}/import`);
  const buffer = Buffer.from('任务名称,牵头\n甲,swj\n');
  await page.getByLabel(/选择表格|换一个表格/).setInputFiles({ name: 'plan.csv', mimeType: 'text/csv', buffer });
  await expect(page.getByRole('alert')).toContainText('只能导入 XLSX');
  await expect(page.getByText('没有任何数据被改动').first()).toBeVisible();
});
