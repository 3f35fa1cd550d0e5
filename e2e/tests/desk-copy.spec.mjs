// Last year's lines as this year's drafts.
import { enter, expect, person, test } from '../support/app.mjs';
import { nextPlan } from '../support/lines.mjs';

test('a clerk copies the lines of last year once, and finds them as drafts', async ({ page, request }) => {
  const clerk = await person(request, 'swj.clerk');
  const { planLines } = await clerk.ask(`{ planLines(first: 100, filter: { statuses: [APPROVED] }) {
    nodes { title lead { code } plan { year } windowFrom } } }`);
  const last = planLines.nodes.find((line) => line.plan.year === 2026 && line.lead.code === 'swj');
  await enter(page, 'swj.clerk');
  await page.goto(`/desk/plans/${await nextPlan(clerk)}`);
  const row = page.getByRole('row').filter({ hasText: last.title });
  await expect(page.getByRole('table', { name: '计划行' })).toBeVisible();
  await expect(row).toHaveCount(0);
  const copy = page.getByRole('button', { name: '照搬上年计划行' });
  const confirm = page.getByRole('dialog').getByRole('button', { name: '照搬上年计划行' });
  await copy.click();
  await confirm.click();
  await expect(page.getByText('已照搬为草稿')).toBeVisible();
  await expect(row).toContainText('拟定');
  await expect(row).toContainText(last.windowFrom.replace('2026', '2027'));
  await copy.click();
  await confirm.click();
  await expect(page.getByText('上一年度计划中没有可照搬的计划行')).toBeVisible();
  await expect(row).toHaveCount(1);
});
