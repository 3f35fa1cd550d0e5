// Long lists: found, narrowed, grown, with everything in the address.
import { enter, expect, test } from '../support/app.mjs';

test('subjects are searched, narrowed and paged; the address keeps it', async ({ page }) => {
  await enter(page, 'scjg.clerk');
  await page.goto('/desk/subjects');
  const table = page.getByRole('table', { name: '检查对象' });
  const rows = table.getByRole('row');
  await expect(page.getByText(/^已显示 50 \/ [\d,]+$/)).toBeVisible();
  const more = page.getByRole('button', { name: '加载更多' });
  await more.click();
  await expect(page.getByText(/^已显示 100 \/ [\d,]+$/)).toBeVisible();
  await expect(rows).toHaveCount(101);
  await expect(more).toBeFocused();

  await page.getByRole('button', { name: '风险等级' }).click();
  await page.getByRole('checkbox', { name: /D 类/ }).check();
  await expect(page).toHaveURL(/risk=D/);
  await expect(async () => {
    const shown = await table.getByRole('row').filter({ has: page.getByRole('cell') }).allInnerTexts();
    expect(shown.length).toBeGreaterThan(0);
    for (const row of shown) expect(row).toContain('D 类（高风险）');
  }).toPass();
  await page.getByRole('button', { name: '类别' }).click();
  await page.getByRole('checkbox', { name: /个体工商户/ }).check();
  await expect(page).toHaveURL(/kind=INDIVIDUAL/);
  await page.reload();
  const chips = page.getByRole('list', { name: '已选条件' });
  await expect(chips).toContainText('风险等级：D 类（高风险）');
  await expect(chips).toContainText('类别：个体工商户');
  await page.getByRole('button', { name: '清除筛选' }).click();
  await expect(page).toHaveURL(/\/desk\/subjects$/);
  await expect(page.getByText(/^已显示 50 \/ [\d,]+$/)).toBeVisible();

  // By part of a name, by initials, by code: each finds the same firm.
  const link = table.getByRole('link').first();
  const name = await link.innerText();
  const code = await table.getByRole('row').nth(1).getByRole('cell').nth(2).innerText();
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox');
  await expect(search).toBeFocused();
  await page.keyboard.type(name.slice(2, 8));
  await expect(table.getByRole('link', { name, exact: true })).toBeVisible();
  await search.fill(code.trim().slice(0, 12));
  await expect(table.getByRole('link', { name, exact: true })).toBeVisible();
  await search.fill('没有这一家企业');
  await expect(page.getByText('没有符合条件的记录')).toBeVisible();
  await search.fill('');
  await expect(page.getByText(/^已显示 50 \/ [\d,]+$/)).toBeVisible();
});
