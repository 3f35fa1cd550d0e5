// Matrices of ratios as the office keeps them: made, changed, retired, chosen for a plan, followed by its lines.
import { enter, expect, person, test } from '../support/app.mjs';
import { expectSaid } from '../support/acts.mjs';
import { mark } from '../support/firms.mjs';
import { nextPlan } from '../support/lines.mjs';
import { MATRIX_NAME, MATRIX_REASON, MATRIX_SOURCE } from '../support/made.mjs';

async function fillIn(page, code, ratios) {
  await page.getByLabel('方案编号').fill(code);
  await page.getByLabel('方案名称').fill(`${MATRIX_NAME} ${code}`);
  for (const [index, ratio] of ratios.entries()) {
    await page.getByLabel(`第 ${index + 1} 级比例下限`).fill(ratio);
  }
  await page.getByLabel('出处').fill(MATRIX_SOURCE);
  await page.getByLabel('理由').fill(MATRIX_REASON);
}

test('the office makes a matrix with its source, is warned, changes it and retires it', async ({ page }) => {
  const code = `M-${mark()}`.replace(/[^A-Za-z0-9.-]/g, '');
  const name = `${MATRIX_NAME} ${code}`;
  await enter(page, 'office.clerk');
  await page.goto('/desk/plans');
  await page.getByRole('link', { name: '差异化比例' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('差异化比例');
  await expect(page.getByRole('table', { name: '河南 2020（五级）' }).getByRole('row')).toHaveCount(6);
  await page.getByRole('button', { name: '新增比例方案' }).click();
  await page.getByRole('button', { name: '保存方案' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '请更正以下内容' })).toBeFocused();
  await fillIn(page, code, ['1', '3', '2', '10']);
  await expect(page.getByText('C 级风险高于 B 级，比例却更低。')).toBeVisible();
  await page.getByLabel('第 3 级比例下限').fill('5');
  await expect(page.getByText('C 级风险高于 B 级，比例却更低。')).toHaveCount(0);
  await page.getByRole('button', { name: '保存方案' }).click();
  await expectSaid(page, '比例方案已保存');
  await expect(page.getByRole('heading', { name, level: 2 })).toBeVisible();

  await page.getByRole('button', { name: `修改 ${name}` }).click();
  await page.getByLabel('第 4 级比例下限').fill('20');
  await page.getByLabel('理由').fill(MATRIX_REASON);
  await page.getByRole('button', { name: '保存方案' }).click();
  await expect(page.getByRole('table', { name })).toContainText('20%');

  await page.getByRole('button', { name: `停用 ${name}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('理由').fill(MATRIX_REASON);
  await dialog.getByRole('button', { name: '停用方案' }).click();
  await expect(page.getByRole('button', { name: `恢复使用 ${name}` })).toBeVisible();
});

// A plan of its own: other tests write lines into the next one, and none of them goes by a matrix.
test('a plan goes by a matrix, and a line that departs from it says why', async ({ page, request }) => {
  const office = await person(request, 'office.clerk');
  const year = 2050 + Math.floor(Math.random() * 50);
  await office.ask(
    'mutation($input: OpenPlanInput!) { openPlan(input: $input) { plan { id } userErrors { code } } }',
    { input: { year, title: `${year}年度部门联合抽查计划` } });
  const { plans } = await office.ask('{ plans { id year } }');
  const plan = plans.find((one) => one.year === year).id;
  expect(plan).not.toBe(await nextPlan(office));
  await enter(page, 'office.clerk');
  await page.goto(`/desk/plans/${plan}`);
  await page.getByRole('button', { name: '选用比例方案' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('比例方案').selectOption({ label: '河南 2021（四级）' });
  await dialog.getByRole('button', { name: '选用比例方案' }).click();
  await expect(dialog.getByText('请填写理由').first()).toBeVisible();
  await dialog.getByLabel('理由').fill(MATRIX_REASON);
  await dialog.getByRole('button', { name: '选用比例方案' }).click();
  await expect(page.getByText(/河南 2021（四级）（第 1 版）/)).toBeVisible();

  await enter(page, 'swj.clerk');
  await page.goto(`/desk/plans/${plan}/new-line`);
  await expect(page.getByLabel('D 级抽取比例')).toHaveValue('30');
  await expect(page.getByLabel('与计划比例方案不同的理由')).toHaveCount(0);
  await page.getByLabel('D 级抽取比例').fill('25');
  await expect(page.getByLabel('与计划比例方案不同的理由')).toBeVisible();
});
