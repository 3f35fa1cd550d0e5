// The office: review, approval, filing, publication.
import { confirm, expectSaid, place, status } from '../acts.mjs';
import { expect } from '../app.mjs';
import { TODAY } from './town.mjs';

async function openFromQueue(page, line) {
  await place(page, '审核');
  await page.getByRole('link', { name: line.title }).click();
  await expect(page.getByRole('heading', { level: 1, name: line.title })).toBeVisible();
}

// Sends a line back to its lead with a reason.
export async function returnLine(clerk, line, reason) {
  await openFromQueue(clerk, line);
  await confirm(clerk, '退回', { reason });
  await expect(status(clerk, '已退回')).toBeVisible();
}

// The lead reads why, puts it right and sends the line again.
export async function putRight(clerk, line, reason, ratio) {
  await place(clerk, '工作台');
  await clerk.getByRole('link', { name: line.title }).click();
  await expect(clerk.getByText(reason)).toBeVisible();
  await clerk.getByRole('link', { name: '编辑' }).click();
  const field = clerk.getByRole('textbox', { name: '抽取比例', exact: true });
  await expect(clerk.getByRole('textbox', { name: '计划行名称' })).toHaveValue(line.title);
  await field.fill(ratio);
  await clerk.getByRole('button', { name: '保存计划行' }).click();
}

// The clerk's table: what waits for review.
export async function reviewLine(clerk, line) {
  await openFromQueue(clerk, line);
  await confirm(clerk, '审核通过');
  await expect(status(clerk, '已审核待批准')).toBeVisible();
  // Never by the same person.
  await expect(clerk.getByRole('button', { name: '批准', exact: true })).toHaveCount(0);
}

// The head's table: what waits for approval.
export async function approveLine(head, line) {
  await openFromQueue(head, line);
  await confirm(head, '批准');
  await expect(status(head, '已通过')).toBeVisible();
}

async function openPlan(page, plan) {
  await place(page, '抽查计划');
  await page.getByRole('link', { name: plan }).click();
  await expect(page.getByRole('heading', { level: 1, name: plan })).toBeVisible();
}

// The head approves the plan.
export async function approvePlan(head, plan) {
  await openPlan(head, plan);
  await confirm(head, '批准计划');
  await expectSaid(head, '计划已批准');
}

// The clerk records its filing with the government.
export async function filePlan(clerk, plan, number) {
  await openPlan(clerk, plan);
  await clerk.getByRole('button', { name: '登记备案' }).click();
  const dialog = clerk.getByRole('dialog', { name: '登记备案' });
  await dialog.getByLabel('备案机关').fill('舞钢市人民政府');
  await dialog.getByLabel('备案文号').fill(number);
  await dialog.getByLabel('备案日期').fill(TODAY);
  await dialog.getByRole('button', { name: '登记备案' }).click();
  await expectSaid(clerk, '备案已登记');
}

// The head publishes it; gives the hash that fixes its text.
export async function publishPlan(head, plan) {
  await openPlan(head, plan);
  await confirm(head, '公示计划');
  await expectSaid(head, '计划已公示');
  const hash = head.getByText(/^[0-9a-f]{64}$/);
  await expect(hash).toBeVisible();
  return hash.innerText();
}

// Everybody reads the published plan, with its lines and the hash that fixes them.
export async function expectPublicPlan(page, plan, hash, lines) {
  await page.goto('/public/plans');
  await expect(page.getByText(plan).first()).toBeVisible();
  await expect(page.getByText(hash)).toBeVisible();
  for (const line of lines) await expect(page.getByText(line.title)).toBeVisible();
}
