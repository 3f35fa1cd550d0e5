// A witness with a link of their own, at a desk and on a phone, while the office waits.
import { expectAccessible } from '../support/a11y.mjs';
import { enter, expect, expectNoSidewaysScroll, person, test } from '../support/app.mjs';
import { DRILL } from '../support/made.mjs';

const WITNESSES = [['court', '法院见证人'], ['press', '媒体见证人'], ['firm', '企业代表']]
  .map(([code, name]) => ({ code, name, organisation: '舞钢市' }));
const OPENED = 'opened { wave { id code } attempt { id } links { code token } } userErrors { code path message }';

// An open attempt with fresh links: a new wave the first time, another attempt of it later.
async function openAttempt(request) {
  const clerk = await person(request, 'office.clerk');
  const { waves, planLines } = await clerk.ask(`{ waves(first: 50) { nodes { id title status attempts { id status } } }
    planLines(first: 100, filter: { statuses: [APPROVED] }) { nodes { id title wave { id } plan { id year } } } }`);
  const title = DRILL;
  const known = waves.nodes.find((wave) => wave.title === title && wave.status === 'OPEN');
  if (known) {
    const head = await person(request, 'office.head');
    const last = known.attempts.at(-1);
    if (last.status !== 'VOID') {
      await head.ask('mutation($input: VoidAttemptInput!) { voidAttempt(input: $input) { userErrors { code } } }',
        { input: { attemptId: last.id, reason: '演练重来' } });
    }
    const again = await clerk.ask(`mutation($input: WaveStepInput!) { openAttempt(input: $input) { ${OPENED} } }`,
      { input: { waveId: known.id } });
    return again.openAttempt.opened;
  }
  const line = planLines.nodes.find((one) => !one.wave && one.title.startsWith('特种设备'));
  const first = await clerk.ask(`mutation($input: OpenWaveInput!) { openWave(input: $input) { ${OPENED} } }`, {
    input: { planId: line.plan.id, lineIds: [line.id], title, beaconEvent: '双色球第 2026036 期开奖号码', witnesses: WITNESSES },
  });
  expect(first.openWave.userErrors).toEqual([]);
  return first.openWave.opened;
}

test('a witness commits on their own device, and the office sees it', async ({ page, request, browser }) => {
  const opened = await openAttempt(request);
  await enter(page, 'office.clerk');
  await page.goto(`/desk/waves/${opened.wave.id}`);
  await expect(page.getByText('等待见证人提交承诺值，还差 3 方。')).toBeVisible();

  const room = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  const phone = await room.newPage();
  await phone.goto(`/witness/${opened.links[0].token}`);
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText('见证抽取');
  await expectAccessible(phone);
  await phone.getByRole('button', { name: '生成我的随机数' }).click();
  await expect(phone.getByText('请抄写或截图保存', { exact: false })).toBeVisible();
  await expectAccessible(phone);
  await expectNoSidewaysScroll(phone);
  await phone.getByRole('checkbox', { name: '我已抄写或截图' }).check();
  await phone.getByRole('button', { name: '提交承诺值' }).click();
  await expect(phone.getByText('承诺已公布')).toBeVisible();
  await expectAccessible(phone);
  await room.close();

  await expect(page.getByText('等待见证人提交承诺值，还差 2 方。')).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
});
