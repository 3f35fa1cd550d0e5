// The wave: lines chosen, witnesses named, and the ceremony step by step.
import { confirm, expectSaid, place } from '../acts.mjs';
import { expect } from '../app.mjs';

export const WITNESSES = [
  { code: 'sifaju', name: '王见证', organisation: '舞钢市司法局' },
  { code: 'jiwei', name: '李见证', organisation: '舞钢市纪委监委' },
  { code: 'qiye', name: '张代表', organisation: '企业代表' },
];
export const EVENT = '中国福利彩票双色球第 2026003 期开奖号码';
export const BEACON = '03,07,15,19,26,31+08';

async function toNewWave(clerk) {
  await place(clerk, '抽取');
  await clerk.getByRole('link', { name: '组织抽取' }).first().click();
}

// Before the plan is published there is nothing to draw from.
export async function expectNothingToDraw(clerk) {
  await toNewWave(clerk);
  await expect(clerk.getByText('没有已公示的计划')).toBeVisible();
  await expect(clerk.getByRole('button', { name: '设立批次' })).toHaveCount(0);
}

// Opens a wave of all lines that wait; gives the witnesses' addresses.
export async function openWave(clerk, title, lines) {
  await toNewWave(clerk);
  for (const line of lines) await clerk.getByRole('checkbox', { name: `选择 ${line.title}` }).check();
  await expect(clerk.getByText(/一起抽取预计少进门 \d+ 次/)).toBeVisible();
  await clerk.getByLabel('批次名称').fill(title);
  await clerk.getByLabel('名单公开').selectOption({ label: '抽取后即公开' });
  await clerk.getByLabel('公共随机源').fill(EVENT);
  const rows = clerk.getByRole('group', { name: /^见证人 \d/ });
  while ((await rows.count()) < WITNESSES.length) await clerk.getByRole('button', { name: '增加一方' }).click();
  for (const [index, witness] of WITNESSES.entries()) {
    const row = rows.nth(index);
    await row.getByLabel('代号').fill(witness.code);
    await row.getByLabel('姓名或职务').fill(witness.name);
    await row.getByLabel('单位').fill(witness.organisation);
  }
  await clerk.getByRole('button', { name: '设立批次' }).click();
  await expect(clerk.getByRole('heading', { level: 1, name: title })).toBeVisible();
  const links = clerk.getByRole('region', { name: '见证链接（只显示这一次）' });
  await expect(links.getByText(/\/witness\//)).toHaveCount(WITNESSES.length);
  return links.getByText(/\/witness\//).allInnerTexts();
}

// The links are handed out and never shown again.
export async function handOut(clerk) {
  await confirm(clerk, '已全部分发');
  await expect(clerk.getByText(/\/witness\//)).toHaveCount(0);
}

// A witness makes a number, writes it down and commits to it; gives the commitment.
export async function commit(page, address, witness) {
  await page.goto(address);
  await expect(page.getByText(witness.name)).toBeVisible();
  await page.getByRole('button', { name: '生成我的随机数' }).click();
  const send = page.getByRole('button', { name: '提交承诺值' });
  await expect(send).toBeDisabled();
  await page.getByRole('checkbox', { name: '我已抄写或截图' }).check();
  await send.click();
  await expect(page.getByText('承诺已公布')).toBeVisible();
  return page.getByText(/^[0-9a-f]{64}$/).first().innerText();
}

// The office freezes the frame, once all have committed; gives its root.
export async function freeze(clerk) {
  await expect(clerk.getByText('承诺值已齐，可以冻结名单。')).toBeVisible();
  await confirm(clerk, '冻结名单');
  await expectSaid(clerk, '名单已冻结');
  await expect(clerk.getByText(/名单已冻结，不再增减/)).toBeVisible();
  return ledger(clerk, '冻结名单根值');
}

// A value that is on record.
export async function ledger(page, name) {
  const value = page.locator('dl').getByText(name, { exact: true }).locator('xpath=following-sibling::dd/span');
  await expect(value).toHaveText(/\S/);
  return (await value.innerText()).trim();
}

// The office records what the agreed event came to.
export async function recordBeacon(clerk) {
  await clerk.getByRole('button', { name: '记录随机源' }).click();
  const dialog = clerk.getByRole('dialog', { name: '记录随机源' });
  await expect(dialog).toContainText(EVENT);
  await dialog.getByLabel('公布的文本').fill(BEACON);
  await dialog.getByRole('button', { name: '记录随机源' }).click();
  await expectSaid(clerk, '随机源已记录');
}

// The page of a witness has followed; the number this device has kept is revealed.
export async function reveal(page) {
  await expect(page.getByText(BEACON)).toBeVisible();
  await expect(page.getByText('这台设备记着您的随机数，已核对与承诺值相符。')).toBeVisible();
  await page.getByRole('button', { name: '揭示我的随机数' }).click();
  await expect(page.getByText('您已揭示')).toBeVisible();
}

// The office draws.
export async function draw(clerk) {
  await expect(clerk.getByText('揭示已齐，可以抽取。')).toBeVisible();
  await confirm(clerk, '开始抽取');
  await expectSaid(clerk, '抽取完成');
}
