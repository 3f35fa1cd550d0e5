// The ceremony on the hall's screen, wide and on a phone, with witnesses on devices of their own: an attempt
// that is void, and the one that draws.
import { expectAccessible } from '../support/a11y.mjs';
import { expect, expectNoSidewaysScroll, person, test, watch } from '../support/app.mjs';
import { CEREMONY } from '../support/made.mjs';

const KINDS = [['court', '法院见证人', 'JUSTICE'], ['deputy', '人大代表', 'DEPUTY'], ['firm', '企业代表', 'FIRM']];
const WITNESSES = KINDS.map(([code, name, kind]) => ({ code, name, organisation: '舞钢市', kind }));
const OPENED = 'opened { wave { id code } attempt { id } links { code token } } userErrors { code path message }';

async function say(who, name, type, input, selection) {
  const answer = await who.ask(`mutation($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code path message } } }`, { input });
  expect(answer[name].userErrors).toEqual([]);
  return answer[name];
}

async function openWave(clerk) {
  const { planLines, portal } = await clerk.ask(`{ portal { now }
    planLines(first: 100, filter: { statuses: [APPROVED] }) { nodes { id title wave { id } plan { id } } } }`);
  // The other free line of the demo town is the drill's of the witnesses.
  const line = planLines.nodes.find((one) => !one.wave && one.title.startsWith('药品零售'));
  const due = new Date(Date.parse(portal.now) + 3600_000).toISOString();
  const input = {
    planId: line.plan.id, lineIds: [line.id], title: CEREMONY, disclosure: 'AT_ONCE',
    beaconEvent: '双色球第 2026036 期开奖号码', beaconDueAt: due, witnesses: WITNESSES,
  };
  const answer = await clerk.ask(`mutation($input: OpenWaveInput!) { openWave(input: $input) { ${OPENED} } }`, { input });
  expect(answer.openWave.userErrors).toEqual([]);
  return answer.openWave.opened;
}

// A witness's own phone.
async function sit(browser, token) {
  const room = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await room.newPage();
  await page.goto(`/witness/${token}`);
  return page;
}

async function commit(page) {
  await page.getByRole('button', { name: '生成我的随机数' }).click();
  await page.getByRole('checkbox', { name: '我已抄写或截图' }).check();
  await page.getByRole('button', { name: '提交承诺值' }).click();
  await expect(page.getByText('承诺已公布')).toBeVisible();
}

const scene = (page) => page.getByRole('heading', { level: 2 });

test('the whole ceremony on the screen in the hall', async ({ page, request, browser }, info) => {
  test.setTimeout(240_000);
  const clerk = await person(request, 'office.clerk');
  const head = await person(request, 'office.head');
  const opened = await openWave(clerk);
  const code = opened.wave.code;
  const shot = (where, name) => where.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });

  await page.setViewportSize({ width: 1440, height: 900 });
  const room = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  const phone = await room.newPage();
  const faults = watch(phone);
  const both = [[page, 'wide'], [phone, 'phone']];
  for (const [screen, name] of both) {
    await screen.goto(`/public/draws/${code}/hall`);
    await expect(scene(screen)).toHaveText('抽什么');
    await expect(screen.getByRole('img', { name: '扫码在手机上同步观看' })).toBeVisible();
    await expectAccessible(screen);
    await expectNoSidewaysScroll(screen);
    await shot(screen, `1-plan-${name}`);
  }

  // A link belongs to the first device that opens it.
  const first = await sit(browser, opened.links[0].token);
  await expect(first.getByText('法院见证人')).toBeVisible();
  const thief = await sit(browser, opened.links[0].token);
  await expect(thief.getByText('链接已在另一台设备上打开')).toBeVisible();
  await commit(first);
  for (const [screen] of both) {
    await expect(scene(screen)).toHaveText('见证人承诺', { timeout: 20_000 });
    await expect(screen.getByText('已承诺', { exact: true })).toHaveCount(1);
  }
  await shot(page, '2-commit-wide');

  await say(head, 'voidAttempt', 'VoidAttemptInput', { attemptId: opened.attempt.id, reason: '一名见证人临时缺席' }, 'attempt { id }');
  for (const [screen, name] of both) {
    await expect(scene(screen)).toHaveText('本次抽取作废', { timeout: 20_000 });
    await expect(screen.getByText('一名见证人临时缺席')).toBeVisible();
    await expectAccessible(screen);
    await shot(screen, `3-void-${name}`);
  }

  const again = (await say(clerk, 'openAttempt', 'WaveStepInput', { waveId: opened.wave.id }, 'opened { attempt { id } links { code token } }')).opened;
  const attempt = { attemptId: again.attempt.id };
  const seats = [];
  for (const link of again.links) seats.push(await sit(browser, link.token));
  for (const seat of seats) await commit(seat);
  for (const [screen] of both) {
    await expect(screen.getByText('已承诺', { exact: true })).toHaveCount(3, { timeout: 20_000 });
    await expect(screen.getByText('第 1 次作废：一名见证人临时缺席')).toBeVisible();
  }

  await say(clerk, 'freezeFrame', 'AttemptStepInput', attempt, 'job { id }');
  await expect(scene(page)).toHaveText('名单冻结', { timeout: 30_000 });
  await shot(page, '4-frame-wide');
  for (const [screen, name] of both) {
    await expect(scene(screen)).toHaveText('等候公共随机源', { timeout: 30_000 });
    await expect(screen.getByRole('timer')).toHaveText(/^(1:00|5\d):\d\d/);
    await expectAccessible(screen);
    await expectNoSidewaysScroll(screen);
    await shot(screen, `5-countdown-${name}`);
  }

  await say(clerk, 'recordBeacon', 'RecordBeaconInput', { ...attempt, text: '03,07,15,19,26,31+08', revealMinutes: 20 }, 'attempt { id }');
  await expect(scene(page)).toHaveText('公共随机源已公布', { timeout: 20_000 });
  await shot(page, '6-beacon-wide');
  for (const seat of seats) {
    await seat.getByRole('button', { name: '揭示我的随机数' }).click({ timeout: 20_000 });
    await expect(seat.getByText('您已揭示')).toBeVisible();
  }
  for (const [screen] of both) {
    await expect(scene(screen)).toHaveText(/^(见证人揭示|抽取)$/, { timeout: 30_000 });
  }
  // Nobody misses a scene: the arrow goes back, and the screen stays there.
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('button', { name: '跟随现场' })).toBeVisible();
  await page.keyboard.press(' ');
  await expect(page.getByRole('button', { name: '停在此幕' })).toBeVisible();

  await say(clerk, 'runDraw', 'AttemptStepInput', attempt, 'job { id }');
  await expect(scene(page)).toHaveText(/：抽取 \d+ 户$/, { timeout: 60_000 });
  await expect(page.locator('.towns')).toBeVisible();
  await shot(page, '7-department-wide');
  for (const [screen, name] of both) {
    await screen.keyboard.press('ArrowRight');
    await expect(async () => {
      await screen.keyboard.press('ArrowRight');
      await expect(scene(screen)).toHaveText('记录在案，人人可验', { timeout: 300 });
    }).toPass();
    await expectAccessible(screen);
    await shot(screen, `9-record-${name}`);
    await screen.keyboard.press('ArrowLeft');
    await expect(scene(screen)).toHaveText('一起抽，少进门');
    await expect(screen.locator('.bars-svg')).toBeVisible();
    await expectAccessible(screen);
    await expectNoSidewaysScroll(screen);
    await shot(screen, `8-doors-${name}`);
  }
  const { publicWave } = await clerk.ask('query($code: String!) { publicWave(code: $code) { ledger { fault } attempts { status } } }', { code });
  expect(publicWave).toEqual({ ledger: { fault: null }, attempts: [{ status: 'VOID' }, { status: 'DRAWN' }] });
  expect(faults, 'faults of the phone').toEqual([]);
});
