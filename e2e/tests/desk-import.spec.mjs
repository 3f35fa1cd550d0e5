// A table of firms from the register: read as it is, its bad rows told by line, never in twice.
import { readFile } from 'node:fs/promises';
import { enter, expect, person, test } from '../support/app.mjs';
import { csv, firms, gb18030, HEADINGS, mark, wrongCode } from '../support/firms.mjs';

async function bring(page, name, buffer) {
  await page.getByLabel(/选择文件|换一个文件/).setInputFiles({ name, mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: '开始导入' }).click();
}

// The figures of the import that is looked at, by name, once it has ended.
async function outcome(page, name) {
  const shown = page.locator('section').filter({ has: page.getByRole('heading', { name: `导入：${name}` }) });
  await expect(shown).toContainText('已完成', { timeout: 60_000 });
  const figures = await shown.getByRole('listitem').allInnerTexts();
  return Object.fromEntries(figures.map((text) => text.trim().split(/\s+/).reverse()).map(([what, count]) => [what, Number(count.replace(',', ''))]));
}

test('an old file with bad rows: good rows are in, bad ones are told by line, twice changes nothing', async ({ page, request }) => {
  const own = mark();
  const rows = firms(own, 6);
  rows[1].统一社会信用代码 = wrongCode(rows[1].统一社会信用代码);
  rows[3].企业名称 = '';
  rows[5] = { ...rows[0], 企业名称: `舞钢市${own}重复的一行` };
  const file = gb18030(csv(rows));
  await enter(page, 'wgl.clerk');
  await page.goto('/desk/imports');
  await bring(page, `${own}.csv`, file);
  expect(await outcome(page, `${own}.csv`)).toMatchObject({ 已读行数: 6, 新增: 3, 更新: 0, 未入库: 3 });

  const problems = page.getByRole('table', { name: '问题清单' });
  await expect(problems.getByRole('row', { name: /^3 / })).toContainText('该信用代码校验位不符');
  await expect(problems.getByRole('row', { name: /^5 / })).toContainText('此项必填');
  await expect(problems.getByRole('row', { name: /^7 / })).toContainText('同一代码在文件中出现多次');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载问题清单（CSV）' }).click(),
  ]);
  const told = await readFile(await download.path(), 'utf8');
  expect(told.startsWith('\ufeff')).toBe(true);
  expect(told).toContain(rows[1].统一社会信用代码);
  expect(told.trim().split('\n')).toHaveLength(4);

  await bring(page, `${own}-2.csv`, file);
  expect(await outcome(page, `${own}-2.csv`)).toMatchObject({ 新增: 0, 更新: 0, 未变: 3, 未入库: 3 });

  // A row that has changed is changed, with its history.
  rows[0].注册资金 = '300万人民币';
  await bring(page, `${own}-3.csv`, Buffer.from(csv(rows)));
  expect(await outcome(page, `${own}-3.csv`)).toMatchObject({ 新增: 0, 更新: 1, 未变: 2 });
  const clerk = await person(request, 'wgl.clerk');
  const { subjectByCode } = await clerk.ask('query($uscc: String!) { subjectByCode(uscc: $uscc) { id } }', {
    uscc: rows[0].统一社会信用代码,
  });
  await page.goto(`/desk/subjects/${subjectByCode.id}`);
  const change = page.getByRole('table', { name: '变更记录' }).getByRole('row', { name: /注册资金/ });
  await expect(change).toContainText('24万人民币');
  await expect(change).toContainText('300万人民币');
});

test('a long file shows how far it has come', async ({ page }) => {
  const own = mark();
  await enter(page, 'swj.clerk');
  await page.goto('/desk/imports');
  // What the page shows meanwhile, however short it stands.
  await page.evaluate(() => {
    window.progress = [];
    new MutationObserver(() => {
      const line = document.querySelector('.progress p')?.textContent;
      if (line && window.progress.at(-1) !== line) window.progress.push(line);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await bring(page, `${own}.csv`, Buffer.from(csv(firms(own, 4000))));
  expect(await outcome(page, `${own}.csv`)).toMatchObject({ 新增: 4000, 未入库: 0 });
  const lines = await page.evaluate(() => window.progress);
  expect(lines.some((line) => /^已校验 [\d,]+ \/ 4,000 行$/.test(line)), lines.join('\n')).toBe(true);
});

test('files that cannot be read are refused with what to do', async ({ page }) => {
  await enter(page, 'zjj.clerk');
  await page.goto('/desk/imports');
  const failed = page.getByRole('alert').filter({ hasText: '导入未能完成' });
  const without = HEADINGS.filter((name) => name !== '注册地址');
  await bring(page, '缺一列.csv', Buffer.from(csv(firms(mark(), 2), without)));
  await expect(failed).toContainText('缺少必需的列：注册地址');
  await expect(failed).toContainText('请核对第一行的列名');
  await expect(failed).toContainText('没有任何数据被改动。');
  await bring(page, '只有列名.csv', Buffer.from(csv([])));
  await expect(failed).toContainText('文件中没有数据行');
  await page.getByLabel(/选择文件|换一个文件/).setInputFiles({
    name: '图片.csv', mimeType: 'text/csv', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]),
  });
  await page.getByRole('button', { name: '开始导入' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '不支持此类文件' })).toContainText('没有任何数据被改动。');
});
