// The public audit: what is no draw fails, what we draw passes, what cannot be read is said so.
import { expectAccessible } from '../support/a11y.mjs';
import { expect, expectNoSidewaysScroll, test } from '../support/app.mjs';

const csv = (name, buffer) => ({ name, mimeType: 'text/csv', buffer });

test('random start and every k-th is no draw; ours are', async ({ page }) => {
  await page.goto('/public/audit');
  await expectAccessible(page);
  await page.getByRole('button', { name: '试一个反例' }).click();
  await expect(page.getByText('不像随机抽取的结果', { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: '40 次抽取中从未抽中的 99 户' })).toBeVisible();
  await expect(page.locator('article', { hasText: '名单中间隔无规律' })).toContainText('像是“每隔几户取一户”');
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: '检验本系统的抽取' }).click();
  await expect(page.getByText('未发现异常', { exact: true })).toBeVisible();
  await expect(page.getByText('异常', { exact: true })).toHaveCount(0);
});

test('tables of other systems, in their encoding, and what is wrong with them', async ({ page }) => {
  await page.goto('/public/audit');
  const choose = page.locator('input[type="file"]');
  // 批次,检查对象,抽中 in GB18030
  const head = Buffer.from('c5fab4ce2cbcecb2e9b6d4cff32cb3e9d6d00a', 'hex');
  const rows = Array.from({ length: 40 }, (_, firm) => `1,f${firm},${firm % 2}\n`).join('');
  await choose.setInputFiles(csv('gb.csv', Buffer.concat([head, Buffer.from(rows)])));
  await expect(page.getByText('不像随机抽取的结果', { exact: true })).toBeVisible();
  await expect(page.getByText('gb.csv')).toBeVisible();
  await choose.setInputFiles(csv('bad.csv', Buffer.from('draw,unit,drawn\n1,a,1\n1,b,perhaps\n')));
  await expect(page.getByRole('alert')).toContainText('line 3');
  await choose.setInputFiles(csv('book.xlsx', Buffer.from('PK\u0003\u0004')));
  await expect(page.getByRole('alert')).toContainText('另存为 CSV');
  await choose.setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await expect(page.getByRole('alert')).toContainText('x.json');
});
