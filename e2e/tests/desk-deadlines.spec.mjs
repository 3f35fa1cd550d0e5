// Dated duties: a year at a glance, what proves each, and rules that the office's head changes with a reason.
import { enter, expect, expectNoSidewaysScroll, test } from '../support/app.mjs';
import { expectSaid, place } from '../support/acts.mjs';
import { RULE_REASON } from '../support/made.mjs';

const year = (page) => page.getByRole('group', { name: '年度' });

test('the calendar shows each duty with its day, its clause and its proof', async ({ page }) => {
  await enter(page, 'office.clerk');
  await page.goto('/desk');
  await place(page, '工作时限');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('工作时限');
  await expect(page.getByRole('heading', { name: '全年一览' })).toBeVisible();
  await expect(page.locator('.year-strip svg')).toBeVisible();
  const march = page.getByRole('table', { name: '3 月', exact: true });
  const published = march.getByRole('row').filter({ hasText: '向社会公示' });
  await expect(published).toContainText('二（四）');
  await expect(published).toContainText('计划公示记录');
  await expect(published.locator('.badge')).toContainText(/已完成|逾期完成/);

  // What was due before the system was in use is nobody's fault.
  for (const at of [2025, 2024, 2023, 2022, 2021, 2020]) {
    await year(page).getByRole('button', { name: '上一年' }).click();
    await expect(year(page).getByRole('status')).toHaveText(`${at} 年`);
  }
  await expect(page.getByRole('table', { name: '1 月', exact: true })).toContainText('系统启用前');
});

test('the calendar fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await enter(page, 'scjg.clerk');
  await page.goto('/desk/deadlines');
  await expect(page.getByRole('heading', { name: '全年一览' })).toBeVisible();
  await page.locator('summary').filter({ hasText: '时限规则' }).click();
  await expect(page.getByRole('table', { name: '时限规则' })).toBeVisible();
  await expectNoSidewaysScroll(page);
  // A clerk reads the rules and changes none.
  await expect(page.getByRole('button', { name: '调整规则' })).toHaveCount(0);
});

test('the head of the office adds a rule with a reason, and a department says that it is done', async ({ page }) => {
  const title = `报送年度总结 ${Date.now() % 100000}`;
  await enter(page, 'office.head');
  await page.goto('/desk/deadlines');
  await page.locator('summary').filter({ hasText: '时限规则' }).click();
  await page.getByRole('button', { name: '新增时限' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('事项名称').fill(title);
  await form.getByLabel('依据条款').fill('三（二）');
  await form.getByLabel('仅适用年度').fill('2025');
  await form.getByLabel('月', { exact: true }).fill('13');
  await form.getByLabel('日', { exact: true }).fill('20');
  await form.getByRole('button', { name: '保存', exact: true }).click();
  await expect(form.getByText('数值超出允许范围').first()).toBeVisible();
  await form.getByLabel('月', { exact: true }).fill('12');
  await form.getByRole('button', { name: '保存', exact: true }).click();
  await expect(form.getByText('请填写理由').first()).toBeVisible();
  await form.getByLabel('调整理由').fill(RULE_REASON);
  await form.getByRole('button', { name: '保存', exact: true }).click();
  await expectSaid(page, '时限规则已保存');
  await expect(page.getByRole('table', { name: '时限规则' })).toContainText(title);

  await enter(page, 'scjg.clerk');
  await page.goto('/desk/deadlines');
  await year(page).getByRole('button', { name: '上一年' }).click();
  await page.getByLabel('只看本部门').check();
  const row = page.getByRole('row').filter({ hasText: title });
  await expect(row).toHaveCount(1);
  await row.getByRole('button', { name: '登记完成' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('完成日期').fill('2025-12-18');
  await dialog.getByLabel(/完成依据/).fill('市场监管局总结报告');
  await dialog.getByRole('button', { name: '登记完成', exact: true }).click();
  await expectSaid(page, '已登记完成');
  await expect(page.getByRole('row').filter({ hasText: title }).locator('.badge')).toContainText('已完成');
});
