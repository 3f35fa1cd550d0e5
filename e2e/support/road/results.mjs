// Results: published by the head of the department that found them, shown to everybody.
import { confirm, expectSaid, place } from '../acts.mjs';
import { expect } from '../app.mjs';

// The head publishes all results of the department; each has its whole time left.
export async function publishAll(head, count, due) {
  await place(head, '工作台');
  await head.getByRole('link', { name: /检查结果可批准公示/ }).click();
  const rows = head.getByRole('table', { name: '结果公示' }).getByRole('row').filter({ hasText: '待公示' });
  await expect(rows).toHaveCount(count);
  for (const row of await rows.all()) {
    await expect(row).toContainText(due);
    await expect(row).toContainText('还剩 20 个工作日');
  }
  await head.getByRole('button', { name: '选中已显示的全部' }).click();
  await confirm(head, '批准公示所选结果', { act: '批准公示' });
  await expectSaid(head, `已公示 ${count} 项结果`);
}

// Anybody looks a firm up by its name and reads what was found; gives the rows.
export async function readFirm(page, firm) {
  await page.goto('/');
  await page.getByRole('searchbox').fill(firm);
  await page.getByRole('link', { name: new RegExp(firm) }).click();
  await expect(page.getByRole('heading', { level: 1, name: firm })).toBeVisible();
  const table = page.getByRole('table', { name: '已公示的检查结果' });
  await expect(table).toBeVisible();
  return table.getByRole('row').filter({ has: page.getByRole('cell') });
}
