// A plan on paper: printed, with its minutes attached, and with the proof of its publication.
import { readFile } from 'node:fs/promises';
import { enter, expect, person, test } from '../support/app.mjs';
import { expectSaid } from '../support/acts.mjs';
import { nextPlan } from '../support/lines.mjs';
import { REPLACED_REASON } from '../support/made.mjs';

const pdf = (text) => ({ name: '会议纪要.pdf', mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.7 ${text}`) });

// The page of a plan, when everything above its papers stands where it stays.
async function openPlan(page, plan) {
  await page.goto(`/desk/plans/${plan}`);
  await expect(page.getByRole('figure', { name: '一起抽与分别抽' })).toBeVisible();
}

async function fetched(page, name) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('a plan is printed as plan, notice and report', async ({ page, request }) => {
  const clerk = await person(request, 'office.clerk');
  await enter(page, 'office.clerk');
  await openPlan(page, await nextPlan(clerk));
  await page.getByLabel('发文字号').fill('舞联席办〔2026〕9号');
  for (const paper of ['年度抽查计划', '印发计划的通知', '报送备案的报告']) {
    const { name, bytes } = await fetched(page, `生成“${paper}”PDF`);
    expect(name).toMatch(/\.pdf$/);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  }
});

test('minutes are attached with their hash, and stay on record when they are replaced', async ({ page, request }) => {
  const clerk = await person(request, 'office.clerk');
  await enter(page, 'office.clerk');
  await openPlan(page, await nextPlan(clerk));
  await page.locator('summary').filter({ hasText: '登记附件' }).click();
  const pick = page.getByLabel('选择文件并登记');
  // What is no document is refused, whatever it is called.
  await pick.setInputFiles({ ...pdf(''), buffer: Buffer.from('<html></html>') });
  await expect(page.getByText('不支持此类文件').first()).toBeVisible();
  const own = `${Date.now()}`;
  await page.getByLabel(/^说明/).fill(REPLACED_REASON);
  await pick.setInputFiles(pdf(own));
  await expectSaid(page, '附件已登记');
  const files = page.getByRole('table', { name: '附件材料' });
  await expect(files.getByRole('row').filter({ hasText: '现行' }).first()).toContainText('联席会议纪要');
  await expect(page.getByText('尚未附联席会议纪要')).toHaveCount(0);

  // The form stays as it was left, but for the note.
  await expect(page.getByLabel(/^说明/)).toHaveValue('');
  await page.getByLabel('选择文件并登记').setInputFiles(pdf(`${own} again`));
  await expect(page.getByText('请填写理由').first()).toBeVisible();
  await page.getByLabel(/^说明/).fill(REPLACED_REASON);
  await page.getByLabel('选择文件并登记').setInputFiles(pdf(`${own} again`));
  await expectSaid(page, '附件已登记');
  await expect(files.getByText(/已被替换/).first()).toBeVisible();

  // Whoever may see the plan may have it.
  await enter(page, 'scjg.head');
  await openPlan(page, await nextPlan(clerk));
  await expect(page.locator('summary').filter({ hasText: '登记附件' })).toHaveCount(0);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    files.getByRole('row').filter({ hasText: '现行' }).getByRole('button', { name: '下载' }).first().click(),
  ]);
  expect((await readFile(await download.path())).toString()).toContain(own);
});

test('both channels of a published plan show the same hash, and their addresses are written down', async ({ page, request }) => {
  const clerk = await person(request, 'office.clerk');
  const { plans } = await clerk.ask('{ plans { id year } }');
  const plan = plans.find((one) => one.year === 2026).id;
  await enter(page, 'office.clerk');
  await openPlan(page, plan);
  const channels = page.getByRole('table', { name: '公示凭证' });
  await expect(channels.getByText('一致')).toHaveCount(2);
  await page.getByRole('button', { name: /登记“本系统公示页”的回执/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('公示地址').fill('www.example.gov.cn');
  await dialog.getByLabel('核对日期').fill(await today(clerk));
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await expect(dialog.getByText('格式不符').first()).toBeVisible();
  await dialog.getByLabel('公示地址').fill('https://www.example.gov.cn/plans/2026');
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await expectSaid(page, '回执已登记');
  await expect(channels.getByRole('link')).toHaveAttribute('href', 'https://www.example.gov.cn/plans/2026');
  const content = await request.get(`/public/plans/${plan}/content.json`);
  expect(content.ok()).toBe(true);
});

const today = async (clerk) => (await clerk.ask('{ today }')).today;
