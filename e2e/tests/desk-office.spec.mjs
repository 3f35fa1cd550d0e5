// The office's table: what has changed, several lines at once, two people; and a plan that is amended.
import { confirm, expectSaid } from '../support/acts.mjs';
import { enter, expect, person, test } from '../support/app.mjs';
import { mark } from '../support/firms.mjs';
import { newLine, toTheOffice } from '../support/lines.mjs';
import { AMENDED_LINE, AMENDED_PLAN, AMEND_WHY, OFFICE_LINE, RETURN_WHY } from '../support/made.mjs';
import { approveLine, lineNow, lineStep, planStep, publishPlan } from '../support/office.mjs';

// A year no other test plans for.
const YEAR = 2031;

async function everybody(request) {
  const names = { clerk: 'fgw.clerk', head: 'fgw.head', partnerClerk: 'scjg.clerk', partnerHead: 'scjg.head',
    officeClerk: 'office.clerk', officeHead: 'office.head' };
  const people = {};
  for (const [part, name] of Object.entries(names)) people[part] = await person(request, name);
  return people;
}

const card = (page, title) => page.getByRole('article').filter({ hasText: title });
const choose = (page, title, word) => card(page, title).getByRole('radio', { name: word, exact: true }).check();

async function send(page) {
  await page.getByRole('button', { name: '提交办理意见', exact: true }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: '提交办理意见', exact: true }).click();
}

test('a line is sent back with a reason, comes again with its changes, and is decided by two people', async ({ page, request, browser }) => {
  const people = await everybody(request);
  const title = `${OFFICE_LINE} ${mark()}`;
  const asked = { title, code: 'J21', partner: 'scjg', cap: 200 };
  const line = await newLine(people.clerk, asked);
  await toTheOffice(line, people);

  await enter(page, 'office.clerk');
  await page.goto('/desk/review');
  await expect(card(page, title)).toContainText('首次报送联席办');
  await expect(card(page, title)).toContainText('0 天');
  // The same figures as in the outlook.
  await expect(card(page, title).locator('.figure').filter({ hasText: '检查任务' })).toBeVisible();
  await choose(page, title, '退回');
  await send(page);
  await expect(card(page, title)).toContainText('请填写理由');
  await page.getByLabel(`退回“${title}”的理由`).fill(RETURN_WHY);
  await send(page);
  await expectSaid(page, '已办理 1 行');
  await expect(card(page, title)).toHaveCount(0);

  const { revision, status } = await lineNow(people.clerk, line.id);
  expect(status).toBe('RETURNED');
  const changed = await newLine(people.clerk, { ...asked, id: line.id, revision, reserve: 5 });
  await toTheOffice({ ...line, ...changed }, people);
  await page.reload();
  const changes = card(page, title).getByRole('table', { name: `“${title}”的变化` });
  await expect(changes.getByRole('row').filter({ hasText: '备选户数' })).toContainText('5');
  await expect(changes.getByRole('row')).toHaveCount(2);
  await choose(page, title, '审核通过');
  await send(page);
  await expectSaid(page, '已办理 1 行');
  // Now it waits for the head; the clerk sees it there and has nothing to choose.
  await expect(card(page, title)).toHaveCount(1);
  await expect(card(page, title).getByRole('radio')).toHaveCount(0);

  const room = await browser.newContext();
  const head = await room.newPage();
  await enter(head, 'office.head');
  await head.goto('/desk/review');
  await choose(head, title, '批准');
  // Somebody else is faster: it is said who and when, and nothing is changed.
  await approveOver(people.officeHead, line.id);
  await send(head);
  await expect(card(head, title)).toContainText('该计划行已由他人办理');
  await head.reload();
  await expect(head.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(card(head, title)).toHaveCount(0);
  await room.close();
});

async function approveOver(officeHead, id) {
  const { revision } = await lineNow(officeHead, id);
  await lineStep(officeHead, 'approvePlanLine', { id, revision, accept: true, reason: '' }, 'DecideLineInput');
}

test('a published plan is amended: the old version stays, and everybody sees what has changed', async ({ page, request }) => {
  const people = await everybody(request);
  const opened = await planStep(people.officeClerk, 'openPlan', { year: YEAR, title: AMENDED_PLAN }, 'OpenPlanInput');
  const asked = { title: AMENDED_LINE, code: 'J21', partner: 'scjg', cap: 200, planId: opened.id,
    windowFrom: `${YEAR}-04-01`, windowTo: `${YEAR}-05-30` };
  const line = await newLine(people.clerk, asked);
  await toTheOffice(line, people);
  await approveLine(line.id, people);
  await publishPlan(opened, people);

  await enter(page, 'office.clerk');
  await page.goto(`/desk/plans/${opened.id}`);
  await page.getByRole('button', { name: '调整计划', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '调整计划', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('请填写理由');
  await page.keyboard.press('Escape');
  await confirm(page, '调整计划', { reason: AMEND_WHY });
  await expect(page).not.toHaveURL(new RegExp(opened.id));
  const second = page.url().split('/').at(-1);
  const table = page.getByRole('table', { name: '与上一版本逐行对照' });
  await expect(table.getByRole('row').filter({ hasText: AMENDED_LINE })).toContainText('未变');
  await expect(page.getByText(AMEND_WHY).first()).toBeVisible();

  // Its lead takes the line up again.
  const { plan } = await people.clerk.ask(
    'query($id: ID!) { plan(id: $id) { id revision lines(first: 5) { nodes { id revision } } } }', { id: second });
  const [carried] = plan.lines.nodes;
  const room = await page.context().browser().newContext();
  const desk = await room.newPage();
  await enter(desk, 'fgw.clerk');
  await desk.goto(`/desk/lines/${carried.id}`);
  await confirm(desk, '调整本行', { reason: AMEND_WHY });
  await expect(desk.getByRole('link', { name: '编辑', exact: true })).toBeVisible();
  await room.close();
  const { revision } = await lineNow(people.clerk, carried.id);
  const changed = await newLine(people.clerk, { ...asked, planId: second, id: carried.id, revision, reserve: 6 });
  await toTheOffice({ ...line, ...changed }, people);
  await approveLine(carried.id, people);
  await page.reload();
  await expect(table.getByRole('row').filter({ hasText: AMENDED_LINE })).toContainText('备选户数：2 → 6');
  await publishPlan(plan, people);

  // The old version stays, with a way to the new one.
  await page.goto(`/desk/plans/${opened.id}`);
  await expect(page.getByText('已被调整版本取代').first()).toBeVisible();
  await page.getByRole('link', { name: '第 2 版' }).click();
  await expect(page.getByRole('link', { name: '第 1 版' })).toBeVisible();

  await page.goto('/public/plans');
  const now = page.locator(`#plan-${YEAR}-2`);
  await expect(now).toContainText('备选户数：2 → 6');
  await expect(now).toContainText(AMEND_WHY);
  const before = page.locator(`#plan-${YEAR}-1`);
  await before.locator('summary').click();
  await expect(before.getByRole('link', { name: '已由第 2 版取代' })).toBeVisible();
  await expect(before).toContainText(AMENDED_LINE);
});
