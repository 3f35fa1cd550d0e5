// The main road, from the first log-in to the public page of a firm, walked by everybody who has a part in it.
import { bar, figure, status } from '../support/acts.mjs';
import { expect } from '../support/app.mjs';
import { expectAccessible } from '../support/a11y.mjs';
import { look } from '../support/look.mjs';
import { test } from '../support/people.mjs';
import { onedoor } from '../support/program.mjs';
import * as field from '../support/road/field.mjs';
import * as lines from '../support/road/lines.mjs';
import * as office from '../support/road/office.mjs';
import * as results from '../support/road/results.mjs';
import { DEPARTMENTS, LINES, PLAN, TODAY, TODAY_IN_WORDS } from '../support/road/town.mjs';
import * as trail from '../support/road/trail.mjs';
import * as verify from '../support/road/verify.mjs';
import * as visits from '../support/road/visits.mjs';
import * as wave from '../support/road/wave.mjs';

const WAVE = '第一批次联合抽取';
const RETURNED = '比例偏低，请按年度任务数提高';
const FOUND = {
  code: '5 发现问题已责令改正',
  disposal: '责令改正，日常监管部门跟踪',
  note: '除尘设施未正常运行，已责令改正',
  caption: '除尘设施现状',
};

test('from the plan to the public page, several departments at one door', async ({ people, request }, info) => {
  // Some forty pages are opened on the way.
  test.setTimeout(6 * info.timeout);
  const road = { people, request, info, clerk: await people.desk('office.clerk'), head: await people.desk('office.head') };
  await test.step('departments write, confirm and sign their lines', () => plan(road));
  await test.step('the office returns, approves, files and publishes', () => publish(road));
  await test.step('witnesses, freeze, beacon, reveal, draw', () => draw(road));
  await test.step('anybody checks the draw', () => check(road));
  await test.step('one door, one visit, approved by every department', () => approve(road));
  await test.step('the team works at the door', () => work(road));
  await test.step('heads publish, the public reads', () => disclose(road));
  await test.step('the trail has it all', () => trail.expectTrail(people));
});

async function plan({ people, request, clerk }) {
  const [sthj, scjg, gaj] = LINES;
  await lines.openPlan(clerk, PLAN);
  await wave.expectNothingToDraw(clerk);

  const writer = await people.desk('sthj.clerk');
  await lines.writeLine(writer, PLAN, { ...sthj, ratio: '20' });
  const first = await lines.submitLine(writer, sthj);
  await lines.confirmPart(await people.desk('gxj.clerk'), 'gxj', sthj);
  for (const code of ['sthj', 'gxj']) await lines.signLine(await people.desk(`${code}.head`), code, sthj);
  await look(writer, 'line', first);

  const second = await people.desk('scjg.clerk');
  await lines.writeLine(second, PLAN, scjg);
  await lines.othersAgree(request, await lines.submitLine(second, scjg));

  // A general item has a cap: ten per cent here.
  const third = await people.desk('gaj.clerk');
  await lines.writeLine(third, PLAN, { ...gaj, ratio: '12' });
  await lines.expectRefused(third, '抽查比例超过该一般事项的上限');
  await third.getByRole('textbox', { name: '抽取比例', exact: true }).fill(gaj.ratio);
  await third.getByRole('button', { name: '保存计划行' }).click();
  await lines.othersAgree(request, await lines.submitLine(third, gaj));
}

async function publish({ people, request, clerk, head }) {
  const [sthj] = LINES;
  await office.returnLine(clerk, sthj, RETURNED);
  const writer = await people.desk('sthj.clerk');
  await office.putRight(writer, sthj, RETURNED, sthj.ratio);
  await lines.othersAgree(request, await lines.submitLine(writer, sthj, '已退回'));
  for (const line of LINES) await office.reviewLine(clerk, line);
  for (const line of LINES) await office.approveLine(head, line);
  await office.approvePlan(head, PLAN);
  await office.filePlan(clerk, PLAN, '舞政备〔2026〕3号');
  await wave.expectNothingToDraw(clerk);
  const hash = await office.publishPlan(head, PLAN);
  await look(head, 'plan');
  await office.expectPublicPlan(await people.nobody(), PLAN, hash, LINES);
}

async function draw(road) {
  const { people, clerk } = road;
  const addresses = await wave.openWave(clerk, WAVE, LINES);
  await look(clerk, 'links');
  await wave.handOut(clerk);
  const seats = [];
  for (const [index, witness] of wave.WITNESSES.entries()) {
    const page = await people.passer();
    seats.push({ page, commitment: await wave.commit(page, addresses[index], witness) });
  }
  await look(seats[0].page, 'committed');
  const root = await wave.freeze(clerk);
  expect(root).toMatch(/^[0-9a-f]{64}$/);
  await wave.recordBeacon(clerk);
  for (const seat of seats) await wave.reveal(seat.page);
  await wave.draw(clerk);
  for (const seat of seats) await expect(seat.page.getByText('抽取完成，感谢见证。')).toBeVisible();

  const [checks, apart, bound] = [await bar(clerk, '各部门抽取数之和'), await bar(clerk, '若各部门分别抽取'), await bar(clerk, '理论最少')];
  const doors = await figure(clerk, '进门');
  // The lines of the two departments are about the same firms and have the same share: what the one draws,
  // the other draws. Apart they would open many of those doors twice.
  expect(doors).toBeLessThan(checks);
  expect(apart - doors).toBeGreaterThan(2);
  expect(doors).toBeGreaterThanOrEqual(Math.floor(bound));
  expect(await figure(clerk, '入户检查')).toBe(doors);
  expect(await figure(clerk, '检查日')).toBe(doors);
  expect(Math.abs((await figure(clerk, '少进门')) - (apart - doors))).toBeLessThan(0.6);
  await look(clerk, 'drawn');
  const commitments = seats.map((seat) => seat.commitment);
  Object.assign(road, { doors, root, commitments, seed: await wave.ledger(clerk, '抽取密钥') });
}

async function check(road) {
  const { people, info, doors, root, seed, commitments } = road;
  const page = await people.nobody();
  await page.goto('/');
  await page.getByRole('link', { name: new RegExp(WAVE) }).click();
  await expect(page.getByRole('heading', { level: 1, name: WAVE })).toBeVisible();
  expect(await wave.ledger(page, '冻结名单根值')).toBe(root);
  expect(await wave.ledger(page, '抽取密钥')).toBe(seed);
  for (const commitment of commitments) await expect(page.getByText(commitment)).toBeVisible();
  expect(await figure(page, '进门')).toBe(doors);
  await verify.checkHere(page, await figure(page, '名单内门数'));
  await expectAccessible(page);
  await look(page, 'valid');
  const path = await verify.download(page, info.outputDir);
  const forged = await verify.forge(path);
  await verify.checkWithProgram(path, forged);
  await verify.checkForged(page, forged);
  await expectAccessible(page);
}

async function approve(road) {
  const { people, request, clerk, doors } = road;
  const list = await visits.listVisits(clerk, doors);
  expect(list.every((visit) => visit.day === TODAY_IN_WORDS && visit.status.endsWith('待批准'))).toBe(true);
  // One of the doors both lines draw: three departments at once.
  const visit = list.find((visit) => visit.departments.length === 3);
  const shared = list.filter((visit) => visit.departments.length >= 3);
  expect(shared.length).toBeGreaterThan(doors / 2);
  const team = await visits.team(clerk, visit);
  expect(team.map((part) => part.code).sort()).toEqual(['gxj', 'scjg', 'sthj']);
  for (const part of team) expect(part.officers.length).toBeGreaterThanOrEqual(2);
  expect(team.flatMap((part) => part.officers).filter((officer) => officer.leads)).toHaveLength(1);
  await look(clerk, 'visit');
  road.mine = { visit, team };
  await visits.expectNotYet(await people.phone(team[0].officers[0].account));
  const here = team.map((part) => part.code);
  for (const code of here) await visits.approveAll(await people.desk(`${code}.head`), visits.ofDepartment(list, code));
  await visits.othersApprove(request, Object.keys(DEPARTMENTS).filter((code) => !here.includes(code)), list);
  await clerk.reload();
  await expect(status(clerk, '待检查')).toBeVisible();
}

async function work(road) {
  const { people, mine, clerk } = road;
  const { visit, team } = mine;
  // The leader's department goes first.
  const parts = [...team].sort((one, other) => leads(other) - leads(one));
  const leader = await people.phone(parts[0].officers.find((officer) => officer.leads).account);
  await field.openDoor(leader, visit.address);
  await look(leader, 'door');
  mine.firm = await field.firmOf(leader);
  await field.expectLookUp(leader, mine.firm);
  await field.openDoor(leader, visit.address);
  await field.checkIn(leader);
  mine.parts = [];
  for (const [index, part] of parts.entries()) {
    const account = index === 0 ? parts[0].officers.find((officer) => officer.leads).account : part.officers[0].account;
    const phone = await people.phone(account);
    await field.openDoor(phone, visit.address);
    const items = await field.workItems(phone, index === 0 ? FOUND : undefined);
    expect(items.every((item) => item.questions >= 2)).toBe(true);
    mine.parts.push({ code: part.code, items });
    mine.last = phone;
  }
  await look(mine.last, 'entered');
  await field.complete(mine.last);
  await look(mine.last, 'completed');
  await clerk.goto(visit.path);
  await expect(clerk.getByText('定位精度约 12 米')).toBeVisible();
  await expect(clerk.getByText(FOUND.note)).toBeVisible();
  await look(clerk, 'visit over');
}

const leads = (part) => Number(part.officers.some((officer) => officer.leads));

async function disclose({ people, mine }) {
  const { words } = await onedoor('tool', 'due-date', '--from', TODAY, '--working-days', '20');
  const due = words.split(' ')[0];
  for (const part of mine.parts) await results.publishAll(await people.desk(`${part.code}.head`), part.items.length, due);
  const page = await people.passer();
  const rows = await results.readFirm(page, mine.firm.name);
  for (const [index, part] of mine.parts.entries()) {
    const items = part.items.filter((item) => item.firm === mine.firm.name);
    const own = rows.filter({ hasText: DEPARTMENTS[part.code] });
    await expect(own).toHaveCount(items.length);
    for (const item of items) {
      const row = own.filter({ hasText: item.name }).first();
      await expect(row).toContainText(index === 0 ? '发现问题已责令改正' : '未发现问题');
      await expect(row).toContainText(TODAY_IN_WORDS);
    }
  }
  // Nothing personal.
  await expect(page.getByText(/执法人员/)).toHaveCount(0);
  await expectAccessible(page);
  await look(page, 'firm');
  await rows.first().getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: WAVE })).toBeVisible();
}
