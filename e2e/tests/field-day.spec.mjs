// A day in the field: today's doors, a firm looked up, a visit worked without a network.
import { expectAccessible } from '../support/a11y.mjs';
import { enter, expect, person, test, PASSWORD } from '../support/app.mjs';
import { answersOf, ownDoor, todaysDoor } from '../support/doors.mjs';

const BAR = { name: '底部导航' };

async function openItem(page, { visit, item, question }) {
  await page.goto(`/field/visits/${visit.id}?item=${encodeURIComponent(item.id)}`);
  return page.getByRole('group', { name: new RegExp(escape(question.text)) });
}

function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

async function arrive(page) {
  await page.getByRole('button', { name: '到场登记' }).click();
  await expect(page.getByRole('button', { name: '录入结果' })).toBeVisible();
}

// The pages that are not open yet are fetched behind the first; a little later they need no network.
async function loseNetwork(page, context) {
  await page.waitForFunction(() => ['visit_at_door', 'field_sending', 'field_others'].every((part) =>
    performance.getEntriesByType('resource').some((file) => file.name.includes(part) && file.responseEnd > 0)));
  await context.setOffline(true);
}

test.beforeEach(async ({ context }) => {
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ latitude: 33.29, longitude: 113.52, accuracy: 12 });
});

test('today lists the doors; a firm is found by name, initials and code', async ({ page, request }) => {
  const door = await todaysDoor(request);
  const name = door.item.subject.name;
  await enter(page, door.officer);
  await page.goto('/field');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('今日');
  await page.getByRole('link', { name: new RegExp(escape(name)) }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  await expect(page.getByRole('group').filter({ hasText: '执法小组' })).toContainText('组长');

  await page.getByRole('navigation', BAR).getByRole('link', { name: '查找' }).click();
  const search = page.getByRole('searchbox');
  await search.fill(name.slice(0, 1));
  await expect(page.getByText('请至少输入两个字。')).toBeVisible();
  await search.fill(name);
  await page.getByRole('link', { name: new RegExp(escape(name)) }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  const code = await page.locator('dd').first().innerText();
  await page.getByRole('link', { name: '今天的检查' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  await page.getByRole('navigation', BAR).getByRole('link', { name: '查找' }).click();
  await expect(page.getByRole('button', { name })).toBeVisible();
  await search.fill(code.trim());
  await expect(page.getByRole('link', { name: new RegExp(escape(name)) })).toBeVisible();
});

test('answers without a network wait, outlive a reload, and arrive once', async ({ page, context, request }) => {
  page.tolerant = true;
  const door = await ownDoor(request, 0);
  const kept = { id: door.item.id, visitId: door.visit.id };
  await enter(page, door.officer);
  const question = await openItem(page, door);
  await expect(page.getByText('请先到场登记，再录入。')).toBeVisible();
  await arrive(page);

  await loseNetwork(page, context);
  await question.getByRole('radio', { name: '否' }).check();
  await expect(question).toContainText('待上传');
  await question.getByRole('radio', { name: '是' }).check();
  const unsent = page.getByRole('navigation', BAR).getByRole('link', { name: /^待传/ });
  await expect(unsent).toContainText('2');
  await unsent.click();
  await expect(page.getByText('当前无网络，联网后自动上传。')).toBeVisible();
  await expect(page.getByText('2 条待传')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: door.question.text })).toHaveCount(2);
  expect((await answersOf(request, door.officer, kept)).answers).toEqual([]);

  // The network is back, but the first answer of the server is lost on its way.
  let lost = 0;
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData().includes('saveAnswer')) return route.continue();
    if (lost === 0) await route.fetch();
    lost += 1;
    return route.abort('connectionreset');
  });
  await context.setOffline(false);
  await expect(async () => expect(lost).toBeGreaterThan(0)).toPass();
  await page.reload();
  await expect(unsent).toContainText('2');
  // Whoever does not want to wait presses a button; it is still refused, and nothing is lost.
  const before = lost;
  await page.getByRole('button', { name: '立即上传' }).click();
  await expect(async () => expect(lost).toBeGreaterThan(before)).toPass();
  await expect(unsent).toContainText('2');
  await page.unroute('**/graphql');
  await page.reload();
  await expect(page.getByText('全部已上传')).toBeVisible();
  await expect(unsent).toHaveText('待传');

  const { answers } = await answersOf(request, door.officer, kept);
  expect(answers).toEqual([expect.objectContaining({ questionId: door.question.id, yes: true })]);
  const auditor = await person(request, 'auditor');
  const { auditTrail } = await auditor.ask(`query($object: String!) {
    auditTrail(first: 50, filter: { objectId: $object }) { nodes { action after } } }`, { object: kept.id });
  expect(auditTrail.nodes.filter((entry) => /ANSWER/.test(entry.action))).toHaveLength(2);
});

test('a colleague was faster: what was entered is refused in words, kept, and can be given up', async ({ page, context, request }) => {
  page.tolerant = true;
  const door = await ownDoor(request, 1);
  await enter(page, door.officer);
  const question = await openItem(page, door);
  await arrive(page);
  await loseNetwork(page, context);
  await question.getByRole('radio', { name: '是' }).check();
  await expect(question).toContainText('待上传');

  const colleague = await person(request, door.colleague);
  await done(colleague, 'finishVisit', 'FinishVisitInput', { visitId: door.visit.id, notPossibleReason: '停电闭店，改日再查' });

  await context.setOffline(false);
  const unsent = page.getByRole('navigation', BAR).getByRole('link', { name: /^待传/ });
  await expect(page.getByText('未被接受').first()).toBeVisible();
  await unsent.click();
  await expect(page.getByText('1 条待传，其中 1 条未被接受')).toBeVisible();
  const refused = page.getByRole('listitem').filter({ hasText: door.question.text });
  await expect(refused).toContainText('当前状态不允许此操作');
  await refused.getByRole('button', { name: '放弃' }).click();
  await page.getByRole('dialog', { name: '放弃这一条' }).getByRole('button', { name: '放弃' }).click();
  await expect(page.getByText('全部已上传')).toBeVisible();
});

test('two answer differently without knowing of each other: both stand, one is made to count', async ({ page, context, request }) => {
  page.tolerant = true;
  const door = await ownDoor(request, 2);
  await enter(page, door.officer);
  const question = await openItem(page, door);
  await arrive(page);
  await loseNetwork(page, context);
  await question.getByRole('radio', { name: '是' }).check();
  await expect(question).toContainText('待上传');
  const colleague = await person(request, door.colleague);
  await done(colleague, 'saveAnswer', 'SaveAnswerInput',
    { visitItemId: door.item.id, questionId: door.question.id, answer: { yes: false }, seen: [] });
  await context.setOffline(false);
  await expect(question).not.toContainText('待上传');
  await page.reload();
  await expect(question.getByText('同事各自填写了不同的答案', { exact: false })).toBeVisible();
  await expectAccessible(page);
  await question.getByRole('button', { name: '以“否”为准' }).click();
  await expect(question.getByText('同事各自填写了不同的答案', { exact: false })).toBeHidden();
  await expect(question.getByRole('radio', { name: '否' })).toBeChecked();
});

test('an ended session asks to log in, and what waits is sent afterwards; a log-out forgets drafts', async ({ page, request }) => {
  const door = await ownDoor(request, 3);
  await enter(page, door.officer);
  const question = await openItem(page, door);
  await arrive(page);
  await page.getByLabel('情况说明').fill('写了一半的说明');

  const guard = await person(request, 'secadmin');
  const { accounts } = await guard.ask('query($text: String!) { accounts(first: 5, filter: { text: $text }) { nodes { id username } } }',
    { text: door.officer });
  const account = accounts.nodes.find((one) => one.username === door.officer);
  await guard.ask('mutation($input: EndSessionsInput!) { endSessions(input: $input) { userErrors { code } } }',
    { input: { accountId: account.id } });
  await question.getByRole('radio', { name: '是' }).check();
  await expect(page).toHaveURL(/\/login\?back=/);
  await page.getByLabel('用户名').fill(door.officer);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page).toHaveURL(/\/field\/visits\//);
  await expect(question.getByRole('radio', { name: '是' })).toBeChecked();
  await expect(page.getByLabel('情况说明')).toHaveValue('写了一半的说明');
  await expect(async () => {
    const { answers } = await answersOf(request, door.officer, { id: door.item.id, visitId: door.visit.id });
    expect(answers).toEqual([expect.objectContaining({ questionId: door.question.id, yes: true })]);
  }).toPass();

  await page.getByRole('navigation', BAR).getByRole('link', { name: '我的' }).click();
  await page.getByRole('button', { name: '退出登录' }).click();
  const leaving = page.getByRole('dialog', { name: '退出登录' });
  await expect(leaving).toContainText('退出后本机不再保留草稿和查找记录。');
  await leaving.getByRole('button', { name: '退出登录' }).click();
  await expect(page).toHaveURL(/\/login/);
  expect(await page.evaluate(() => Object.values(localStorage).join())).not.toContain('写了一半的说明');
  await enter(page, door.officer);
  await openItem(page, door);
  await expect(page.getByLabel('情况说明')).toHaveValue('');
});

async function done(who, name, input, value) {
  const key = crypto.randomUUID();
  const answer = await who.ask(`mutation($input: ${input}!) { ${name}(input: $input) { userErrors { code path } } }`,
    { input: { ...value, commandKey: key } });
  expect(answer[name].userErrors).toEqual([]);
}
