// The outlook of a plan: figures follow what is ticked and turned; the office says what is drawn together.
import { enter, expect, person, test } from '../support/app.mjs';
import { mark } from '../support/firms.mjs';
import { newLine, nextPlan } from '../support/lines.mjs';
import { ONE_TRADE, RULES_REASON } from '../support/made.mjs';

const OUTLOOK = `query($id: ID!) { plan(id: $id) { outlook { checks frame subjects planned { entries { mean } } } } }`;

const figure = (page, name) => page.getByRole('listitem').filter({ hasText: name }).locator('.figure-value');
const value = async (page, name) => Number((await figure(page, name).innerText()).replace(/[,]|\s±.*$/g, ''));

async function openOutlook(page, plan) {
  await page.goto(`/desk/plans/${plan}`);
  await page.getByRole('link', { name: '统筹测算' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('统筹测算');
  await expect(figure(page, '检查任务')).toBeVisible();
}

test('ticked lines and rules change the figures at once, and the server has the same ones', async ({ page, request }) => {
  const clerk = await person(request, 'scjg.clerk');
  const plan = await nextPlan(clerk);
  await enter(page, 'scjg.clerk');
  // Other tests may add a line between the two questions.
  let outlook;
  await expect(async () => {
    await openOutlook(page, plan);
    ({ plan: { outlook } } = await clerk.ask(OUTLOOK, { id: plan }));
    expect(await value(page, '检查任务')).toBe(outlook.checks);
    expect(await value(page, '名录库中的门')).toBe(outlook.frame);
    expect(await value(page, '检查对象')).toBe(outlook.subjects);
    expect(await value(page, '进门次数（按同批组）')).toBeCloseTo(outlook.planned.entries.mean, 0);
  }).toPass();

  await page.getByRole('table', { name: '参与测算的计划行' }).getByRole('checkbox').first().uncheck();
  await expect.poll(() => value(page, '检查任务')).toBeLessThan(outlook.checks);
  await page.getByLabel('全部勾选').check();
  await expect.poll(() => value(page, '检查任务')).toBe(outlook.checks);
  await page.getByLabel('全部勾选').uncheck();
  await expect(page.getByText('没有勾选计划行')).toBeVisible();
  await page.getByLabel('全部勾选').check();

  await expect(page.getByText('未见超过年度上限的门。')).toBeVisible();
  await page.getByText('测算口径').click();
  await page.getByLabel('各部门合计每年上限').fill('0');
  await expect(page.getByText(/超过各部门合计的年度上限/)).toBeVisible();
  await page.getByLabel('企业安静期（每月）').fill('1-31');
  await expect(page.getByText(/检查期间没有可检查的日子/).first()).toBeVisible();
  // What cannot be read is said beside its field, and the figures stay those of the last rules that could be.
  await page.getByLabel('企业安静期（每月）').fill('31-1');
  await expect(page.getByText('数值超出允许范围')).toBeVisible();
  await page.getByLabel('各部门合计每年上限').fill('很多');
  await expect(page.getByText('格式不符')).toBeVisible();
  await expect(page.getByText(/检查期间没有可检查的日子/).first()).toBeVisible();
  await page.getByLabel('企业安静期（每月）').fill('');
  await page.getByLabel('各部门合计每年上限').fill('');
  await expect(page.getByText('未见超过年度上限的门。')).toBeVisible();
  // Whoever only plans is shown what would save, and cannot decide it.
  await expect(page.getByRole('button', { name: /设为同批组/ })).toHaveCount(0);
});

test('the office draws lines together with one press, and takes it back', async ({ page, request }) => {
  const clerk = await person(request, 'scjg.clerk');
  const plan = await nextPlan(clerk);
  // Two lines of the same trade: together they open the doors of one.
  const line = (title) => newLine(clerk, { title, code: 'J09', partner: 'wjw', cap: 300, method: 'ON_SITE',
    onSiteReason: '后厨卫生须现场查看', scope: { tags: ['餐饮'] } });
  const [one, two] = [mark(), mark()].map((own) => ({ title: `${ONE_TRADE} ${own}` }));
  for (const { title } of [one, two]) await line(title);
  await enter(page, 'office.clerk');
  await openOutlook(page, plan);
  const entries = await value(page, '进门次数（按同批组）');
  const suggestion = page.getByRole('listitem').filter({ hasText: '同批抽取可少进门' });
  await expect(suggestion.filter({ hasText: one.title }).first()).toContainText(two.title);
  const act = suggestion.filter({ hasText: one.title }).getByRole('button', { name: /设为同批组/ });
  const group = (await act.innerText()).trim().split(' ').at(-1);
  await act.click();
  await expect(page.getByText(`已设为同批组 ${group}`)).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: one.title })).toContainText(group);
  await expect.poll(() => value(page, '进门次数（按同批组）')).toBeLessThan(entries);

  await page.reload();
  await expect(page.getByRole('row').filter({ hasText: two.title })).toContainText(group);
  await page.getByRole('button', { name: `取消同批 ${group}` }).click();
  await expect(page.getByText(`已取消同批组 ${group}`)).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: one.title })).toContainText('单独抽取');
});

test('the office keeps the rules of a plan with a reason, and everybody starts with them', async ({ page, request }) => {
  const clerk = await person(request, 'scjg.clerk');
  const plan = await nextPlan(clerk);
  await enter(page, 'office.clerk');
  await openOutlook(page, plan);
  await page.getByText('测算口径').click();
  const visits = page.getByLabel('每组每日检查次数');
  const wanted = (await visits.inputValue()) === '5' ? '6' : '5';
  await visits.fill(wanted);
  const keep = page.getByRole('button', { name: '作为本计划的口径保存' });
  await keep.click();
  await expect(page.getByText('请填写理由').first()).toBeVisible();
  await page.getByLabel('保存理由').fill(RULES_REASON);
  await keep.click();
  await expect(page.getByText('测算口径已保存')).toBeVisible();
  await page.reload();
  await page.getByText('测算口径').click();
  await expect(visits).toHaveValue(wanted);
});
