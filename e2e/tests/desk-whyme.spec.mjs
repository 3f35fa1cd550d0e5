// "Why me?": a firm finds its draws, sees its number, checks its proof, keeps it, and nobody can change it.
import { readFile } from 'node:fs/promises';

import { expectAccessible } from '../support/a11y.mjs';
import { expect, expectNoSidewaysScroll, test } from '../support/app.mjs';

// A firm that was checked, so that its door was drawn in a wave that is open.
async function checkedFirm(request) {
  const answer = await request.post('/graphql', {
    data: { query: '{ publicResults(first: 50) { nodes { waveCode subject { name uscc } } } }' },
  });
  const { data } = await answer.json();
  const found = data.publicResults.nodes.find((row) => row.subject.uscc);
  return { ...found.subject, wave: found.waveCode };
}

const asFile = (text) => ({ name: 'proof.json', mimeType: 'application/json', buffer: Buffer.from(text) });

test('a firm finds its draws by its code, and its proof holds', async ({ page, request }) => {
  const firm = await checkedFirm(request);
  await page.goto('/');
  await page.getByRole('link', { name: '为什么抽到我' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('为什么抽到我');
  await page.getByRole('searchbox').fill(`${firm.uscc.slice(0, 17)}?`);
  await page.getByRole('searchbox').fill(firm.uscc.toLowerCase());
  await expect(page.getByRole('heading', { name: firm.name })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: new RegExp(`查看证明.*${firm.wave}`) }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(firm.name);
  await expect(page.getByText('已抽中', { exact: true })).toBeVisible();
  await expect(page.getByText('6 项核验全部相符。')).toBeVisible();
  await page.locator('summary', { hasText: '数据表' }).click();
  const row = page.getByRole('row').filter({ hasText: /(^|[^未])抽中（第/ }).first();
  const [number, line] = await row.locator('td.number').evaluateAll((cells) =>
    cells.slice(3, 5).map((cell) => Number(cell.textContent)));
  expect(number).toBeLessThanOrEqual(line);
  await expectAccessible(page);

  const [download] = await Promise.all([
    page.waitForEvent('download'), page.getByRole('button', { name: '下载证明' }).click(),
  ]);
  const proof = await readFile(await download.path(), 'utf8');
  expect(JSON.parse(proof)).toMatchObject({ format: 'onedoor-statement/1', wave: firm.wave });
  await page.goto('/public/why');
  const choose = page.locator('input[accept^=".json"]');
  await choose.setInputFiles(asFile(proof));
  await expect(page.getByText('核验通过', { exact: true })).toBeVisible();
  await choose.setInputFiles(asFile(proof.replace('"SELECTED"', '"RESERVE"')));
  await expect(page.getByText('核验不通过', { exact: true })).toBeVisible();
  await choose.setInputFiles(asFile('{}'));
  await expect(page.getByText('这不是一份完整的证明文件。')).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/public/draws/${firm.wave}/why/${firm.uscc}`);
  await expect(page.getByText('6 项核验全部相符。')).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test('a wrong code is said so, and a firm that was in no draw as well', async ({ page }) => {
  await page.goto('/public/why');
  await page.getByRole('searchbox').fill('91410481MA00000000');
  await expect(page.getByText('应为 18 位统一社会信用代码，校验位不符。')).toBeVisible();
  await page.goto('/public/why?code=91410481MA00000000');
  await expect(page.getByText('应为 18 位统一社会信用代码，校验位不符。')).toBeVisible();
  await page.goto('/public/draws/W0/why/91410481MA00000000');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('没有这家企业');
});

// A picture is read where the browser can; here it is told to say what a code says.
test('a code in a picture leads to the firm', async ({ page, request }) => {
  const firm = await checkedFirm(request);
  await page.addInitScript((address) => {
    window.createImageBitmap = async () => ({});
    window.BarcodeDetector = class {
      async detect() { return [{ rawValue: address }]; }
    };
  }, `https://onedoor.example/public/draws/${firm.wave}/why/${firm.uscc}`);
  await page.goto('/public/why');
  await page.locator('input[capture]').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('x') });
  await expect(page.getByRole('heading', { name: firm.name })).toBeVisible();
});
