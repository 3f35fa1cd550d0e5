// An officer who cannot come: the head says so, the rule says who comes.
import { expectAccessible } from '../support/a11y.mjs';
import { enter, expect, expectNoSidewaysScroll, person, test } from '../support/app.mjs';
import { SICK } from '../support/made.mjs';

const VISITS = `{ visits(first: 200, filter: { statuses: [PLANNED] }) {
  nodes { id team { inspector { name } department { code } } } } }`;

// The last one: tests of the field take the first.
async function plannedVisit(request) {
  const office = await person(request, 'office.clerk');
  const { nodes } = (await office.ask(VISITS)).visits;
  return nodes.filter((visit) => visit.team.length > 2).at(-1);
}

test('a seat is filled anew by the rule, and everybody sees why', async ({ page, request }, info) => {
  const visit = await plannedVisit(request);
  const { code } = visit.team[0].department;
  const own = visit.team.filter((seat) => seat.department.code === code).map((seat) => seat.inspector.name);
  await enter(page, `${code}.head`);
  await page.goto(`/desk/visits/${visit.id}`);
  const buttons = page.getByRole('button', { name: /^换人：/ });
  await expect(buttons, 'only one’s own officers').toHaveCount(own.length);
  await page.getByRole('button', { name: `换人：${own[0]}` }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: `${own[0]}不能参加检查` })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '按规则补位' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel('原因').fill(SICK);
  await page.screenshot({ path: info.outputPath('dialog.png') });
  await dialog.getByRole('button', { name: '按规则补位' }).click();
  await expect(dialog).toHaveCount(0);
  const history = page.getByRole('listitem').filter({ hasText: '退出执法小组' });
  await expect(history).toContainText(SICK);
  await expect(history).toContainText(/由.+补位|席位空缺/);
  await expect(page.getByRole('button', { name: `换人：${own[0]}` })).toHaveCount(0);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await page.screenshot({ path: info.outputPath('phone.png'), fullPage: true });

  // A clerk sees it and changes nothing.
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.context().clearCookies();
  await enter(page, `${code}.clerk`);
  await page.goto(`/desk/visits/${visit.id}`);
  await expect(page.getByRole('listitem').filter({ hasText: '退出执法小组' })).toBeVisible();
  await expect(buttons).toHaveCount(0);
});
