// A whole annual plan for the 6,787 real firms of 平顶山, built through the screens: every department writes its
// lines, partners confirm, heads sign, the office looks at the outlook, groups what saves most, reviews, approves,
// files and publishes. Prints the figures and leaves pictures.
//
//   node walks/prefecture.mjs PROGRAM DATA FOLDER
//
// PROGRAM: a built `onedoor`; DATA: the folder with the published tables; FOLDER: where everything goes.
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, expect } from '@playwright/test';
import { confirm, figure, place, status } from '../support/acts.mjs';
import { PASSWORD, prepare, serve } from './setting.mjs';

const [program, data, folder] = process.argv.slice(2).map((path) => resolve(path));
const TODAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const YEAR = Number(TODAY.slice(0, 4)) + 1;
const TITLE = `${YEAR}年度平顶山市部门联合抽查计划`;
// Windows as departments choose them on their own: they overlap, and differ.
const WINDOWS = [['03-01', '09-30'], ['04-01', '10-31'], ['05-01', '11-30']];

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const started = Date.now();
const { counts, items } = prepare({ program, data, folder: join(folder, 'data') });
console.log('library', counts);
// Whatever happens, nothing stays behind.
process.on('exit', () => server.kill());
const { server, address } = await serve({ program, folder: join(folder, 'data'), port: 18_111 });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
let screens = 0;

// Does something as somebody, in a browser of their own.
async function as(username, work) {
  const context = await browser.newContext({ baseURL: address, viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const page = await context.newPage();
  page.on('framenavigated', () => { screens += 1; });
  await page.goto('/login');
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page).toHaveURL(/\/desk/);
  const found = await work(page).catch(async (error) => {
    await page.screenshot({ path: join(folder, 'stopped.png'), fullPage: true });
    throw error;
  });
  await context.close();
  return found;
}

async function writeLine(page, plan, item, place) {
  await page.goto(plan);
  await page.getByRole('link', { name: '新增计划行' }).click();
  const group = (name) => page.getByRole('group', { name, exact: true });
  const box = (name) => page.getByRole('textbox', { name, exact: true });
  await group('联合抽查事项').getByRole('checkbox', { name: new RegExp(`^${item.code} `) }).check();
  for (const partner of await group('参与部门').getByRole('checkbox').all()) await partner.check();
  const title = `${item.field}联合抽查`;
  await box('计划行名称').fill(title);
  await page.getByRole('combobox', { name: '抽查类型' }).selectOption({ label: '不定向' });
  await page.getByRole('checkbox', { name: '按风险等级设定不同比例' }).uncheck();
  await box('抽取比例').fill(String(Math.min(item.cap, item.cap === 100 ? 20 : 5)));
  // Few firms of a kind: a fraction is one more door, not none.
  await page.getByRole('combobox', { name: '名额取整' }).selectOption({ label: '进一' });
  await page.locator('#f-method').selectOption(item.method);
  const reason = page.getByLabel('必须入企检查的理由');
  if (await reason.isVisible()) await reason.fill('现场状况须当面查看');
  const [from, to] = WINDOWS[place % WINDOWS.length];
  await page.getByLabel('开始日期').fill(`${YEAR}-${from}`);
  await page.getByLabel('结束日期').fill(`${YEAR}-${to}`);
  await page.getByRole('button', { name: '保存计划行' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  // The registry dump knows nobody of some kinds; the program refuses to send such a line.
  if (await figure(page, '检查对象') === 0) {
    await confirm(page, '撤回', { reason: '名录库中没有此类检查对象' });
    await expect(status(page, '已撤回')).toBeVisible();
    return null;
  }
  await confirm(page, '提交部门确认');
  await expect(status(page, '待部门确认')).toBeVisible();
  return { title, path: new URL(page.url()).pathname };
}

// Everything of one kind that waits for this person among the lines.
async function each(page, lines, name) {
  for (const line of lines) {
    await page.goto(line.path);
    await expect(page.getByRole('heading', { level: 1, name: line.title })).toBeVisible();
    const button = page.getByRole('button', { name, exact: true });
    if (await button.count()) await confirm(page, name);
  }
}

const plan = await as('office.clerk', async (page) => {
  await place(page, '抽查计划');
  await page.getByRole('button', { name: '建立年度计划' }).click();
  const dialog = page.getByRole('dialog', { name: '建立年度计划' });
  await dialog.getByRole('textbox', { name: '年度' }).fill(String(YEAR));
  await dialog.getByRole('textbox', { name: '标题' }).fill(TITLE);
  await dialog.getByRole('button', { name: '建立年度计划' }).click();
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  return new URL(page.url()).pathname;
});

const leads = [...new Set(items.map((item) => item.lead))];
const lines = [];
const nobody = [];
for (const lead of leads) {
  await as(`${lead}.clerk`, async (page) => {
    for (const item of items.filter((one) => one.lead === lead)) {
      const line = await writeLine(page, plan, item, lines.length);
      if (line) lines.push({ ...item, ...line });
      else nobody.push(item.field);
    }
  });
}
console.log(`${lines.length} lines of ${new Set(lines.map((line) => line.lead)).size} departments; nobody for ${nobody}`);

const parties = [...new Set(lines.flatMap((line) => [line.lead, ...line.partners]))];
const of = (code) => lines.filter((line) => line.lead === code || line.partners.includes(code));
for (const code of parties) await as(`${code}.clerk`, (page) => each(page, of(code).filter((line) => line.lead !== code), '确认参与'));
for (const code of parties) await as(`${code}.head`, (page) => each(page, of(code), '负责人签署'));

const outlook = async (page, picture) => {
  await page.goto(`${plan}/outlook`);
  await expect(page.getByRole('heading', { name: '合并建议' })).toBeVisible();
  const found = {};
  for (const name of ['检查对象', '名录库中的门', '检查任务', '进门次数（按同批组）', '比分别抽取少进门']) {
    const entry = page.locator('.figure').filter({ has: page.getByText(name, { exact: true }) });
    found[name] = await entry.locator('.figure-value').innerText();
  }
  for (const name of ['各行分别抽取', '按同批组抽取', '全部同批抽取', '理论最少开门数']) {
    found[name] = await page.getByRole('row').filter({ hasText: new RegExp(`^${name}`) }).first()
      .getByRole('cell').allTextContents();
  }
  for (const caption of ['一年中一扇门被进几次', '执法力量', '风险等级覆盖', '需要留意']) {
    const table = page.getByRole('table', { name: caption });
    if (await table.count()) found[caption] = (await table.first().getByRole('row').allInnerTexts()).map((row) => row.replaceAll('\t', ' | '));
  }
  await page.screenshot({ path: join(folder, picture), fullPage: true });
  return found;
};

await as('office.clerk', async (page) => {
  console.log('apart', JSON.stringify(await outlook(page, 'outlook-before.png'), null, 1));
  for (let round = 0; round < 6; round += 1) {
    const press = page.locator('.merges').getByRole('button').first();
    if (!await press.count()) break;
    const name = await press.innerText();
    await press.click();
    await expect(page.getByText(`${name.replace('设为', '已设为')}`).last()).toBeVisible();
  }
  console.log('grouped', JSON.stringify(await outlook(page, 'outlook-after.png'), null, 1));
  await each(page, lines, '审核通过');
});
await as('office.head', async (page) => {
  await each(page, lines, '批准');
  await page.goto(plan);
  await confirm(page, '批准计划');
  await expect(page.getByText('计划已批准').first()).toBeVisible();
});
await as('office.clerk', async (page) => {
  await page.goto(plan);
  await page.getByRole('button', { name: '登记备案' }).click();
  const dialog = page.getByRole('dialog', { name: '登记备案' });
  await dialog.getByLabel('备案机关').fill('平顶山市人民政府');
  await dialog.getByLabel('备案文号').fill(`平双随机〔${YEAR}〕1号`);
  await dialog.getByLabel('备案日期').fill(TODAY);
  await dialog.getByRole('button', { name: '登记备案' }).click();
  await expect(page.getByText('备案已登记').first()).toBeVisible();
});
await as('office.head', async (page) => {
  await page.goto(plan);
  await confirm(page, '公示计划');
  await expect(page.getByText('计划已公示').first()).toBeVisible();
  await page.screenshot({ path: join(folder, 'plan.png'), fullPage: true });
});
console.log(`published after ${Math.round((Date.now() - started) / 1000)} s and ${screens} screens`);
await browser.close();
server.kill();
