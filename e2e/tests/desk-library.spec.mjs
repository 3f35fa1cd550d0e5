// The libraries as their keepers use them: facets, saved views, changes of many, reports of errors.
import { enter, expect, person, test } from '../support/app.mjs';
import { csv, firms, mark } from '../support/firms.mjs';
import { figure, expectSaid } from '../support/acts.mjs';
import { BULK_REASON, BULK_TAG, REPORT_ANSWER, REPORT_GROUND, REPORTED_CAPITAL, VIEW_NAME } from '../support/made.mjs';

// Firms of a test's own, in the library.
async function ownFirms(page, request, count) {
  const own = mark();
  const rows = firms(own, count);
  await enter(page, 'office.clerk');
  await page.goto('/desk/imports');
  const file = { name: `${own}.csv`, mimeType: 'text/csv', buffer: Buffer.from(csv(rows)) };
  await page.getByLabel(/选择文件|换一个文件/).setInputFiles(file);
  await page.getByRole('button', { name: '开始导入' }).click();
  const shown = page.locator('section').filter({ has: page.getByRole('heading', { name: `导入：${own}.csv` }) });
  await expect(shown).toContainText('已完成', { timeout: 60_000 });
  const clerk = await person(request, 'office.clerk');
  const { subjectByCode } = await clerk.ask('query($uscc: String!) { subjectByCode(uscc: $uscc) { id name } }', {
    uscc: rows[0].统一社会信用代码,
  });
  return { own, first: subjectByCode };
}

const facet = (page, name) => page.getByRole('button', { name: new RegExp(`^${name}(（\\d+）)?$`) });
const value = (page, name) => page.getByRole('checkbox', { name });

test('facets count what a tick would show; chips take it away; the address keeps it', async ({ page }) => {
  await enter(page, 'scjg.clerk');
  await page.goto('/desk/subjects');
  await facet(page, '风险等级').click();
  const high = page.locator('.facet-value').filter({ hasText: 'D 类（高风险）' });
  const promised = (await high.locator('.facet-count').innerText()).replaceAll(',', '');
  await high.getByRole('checkbox').check();
  await expect(page).toHaveURL(/risk=D/);
  await expect(page.getByText(/^共 [\d,]+ 户$/)).toHaveText(`共 ${Number(promised).toLocaleString('en')} 户`);
  await value(page, /C 类/).check();
  await expect(page).toHaveURL(/risk=D(,|%2C)C/);
  await page.keyboard.press('Escape');
  await expect(high).toBeHidden();

  // By keyboard alone.
  await facet(page, '类别').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/kind=/);
  await page.reload();
  const chips = page.getByRole('list', { name: '已选条件' });
  await expect(chips.getByRole('listitem')).toHaveCount(3);
  await chips.getByRole('button', { name: /移除：风险等级：C 类/ }).click();
  await expect(chips.getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: '清除筛选' }).click();
  await expect(page).toHaveURL(/\/desk\/subjects$/);

  await page.goto('/desk/subjects?tag=没有这个标签');
  await expect(chips).toContainText('已不存在');
});

test('a view is saved, found again, begun with, and deleted', async ({ page }) => {
  await enter(page, 'xfj.clerk');
  await page.goto('/desk/subjects?risk=D');
  await page.getByRole('button', { name: '保存为视图' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog.getByText('此项必填').first()).toBeVisible();
  await dialog.getByLabel('视图名称').fill(VIEW_NAME);
  await dialog.getByRole('button', { name: '保存' }).click();
  await expectSaid(page, '视图已保存');
  await page.goto('/desk/subjects?q=x');
  await page.getByRole('combobox', { name: '视图' }).selectOption({ label: VIEW_NAME });
  await expect(page).toHaveURL(/risk=D$/);
  await page.getByRole('button', { name: '管理视图' }).click();
  await dialog.getByRole('button', { name: '设为默认' }).click();
  await expect(dialog.getByRole('button', { name: '取消默认' })).toBeVisible();
  await dialog.getByRole('button', { name: '关闭' }).click();
  await page.goto('/desk/subjects');
  await expect(page).toHaveURL(/risk=D$/);
  await page.getByRole('button', { name: '管理视图' }).click();
  await dialog.getByRole('button', { name: '删除' }).click();
  await expect(dialog.getByText('还没有保存的视图')).toBeVisible();
});

test('many are changed: first shown, then done, with history', async ({ page, request }) => {
  const { own, first } = await ownFirms(page, request, 60);
  await page.goto(`/desk/subjects?q=${encodeURIComponent(own)}`);
  await expect(page.getByText('共 60 户')).toBeVisible();
  await page.getByRole('button', { name: '选择符合条件的全部 60 户' }).click();
  await expect(page.getByText('已选符合条件的全部 60 户')).toBeVisible();
  await page.getByRole('button', { name: '批量变更' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '预览' }).click();
  await expect(dialog.getByText('请填写理由').first()).toBeVisible();
  await dialog.getByLabel('添加标签').fill(BULK_TAG);
  await dialog.getByLabel('变更理由').fill(BULK_REASON);
  await dialog.getByRole('button', { name: '预览' }).click();
  await expect(dialog.getByRole('heading', { name: '将会发生什么' })).toBeVisible();
  expect(await figure(page, '将变更')).toBe(60);
  await dialog.getByRole('button', { name: '执行变更' }).click();
  await expect(dialog.getByText('已变更 60 户，跳过 0 户。')).toBeVisible({ timeout: 60_000 });
  await dialog.getByRole('button', { name: '关闭' }).click();
  await page.goto(`/desk/subjects/${first.id}`);
  const change = page.getByRole('table', { name: '变更记录' }).getByRole('row', { name: /标签/ });
  await expect(change.first()).toContainText(BULK_TAG);
  await expect(change.first()).toContainText(BULK_REASON);

  // Done again it changes nothing.
  await page.goto(`/desk/subjects?q=${encodeURIComponent(own)}`);
  await page.getByRole('checkbox', { name: `选择 ${first.name}` }).check();
  await expect(page.getByText('已选 1 户')).toBeVisible();
  await page.getByRole('button', { name: '批量变更' }).click();
  await dialog.getByLabel('添加标签').fill(BULK_TAG);
  await dialog.getByLabel('变更理由').fill(BULK_REASON);
  await dialog.getByRole('button', { name: '预览' }).click();
  expect(await figure(page, '已是如此')).toBe(1);
  await expect(dialog.getByText('没有需要变更的检查对象。')).toBeVisible();
});

test('a rule shows what it would do to the library', async ({ page }) => {
  await enter(page, 'office.clerk');
  await page.goto('/desk/tag-rules?rule=new');
  await page.getByLabel('标签', { exact: true }).fill(BULK_TAG);
  await page.getByLabel('名称词').fill('公司');
  await page.getByRole('button', { name: '预览影响' }).click();
  await expect(page.getByRole('heading', { name: '将会发生什么' })).toBeVisible({ timeout: 30_000 });
  expect(await figure(page, '将打上标签')).toBeGreaterThan(0);
  await expect(page.getByRole('table', { name: '举例' }).getByRole('row').nth(1)).toBeVisible();
  await expect(page.getByRole('button', { name: '立即应用' })).toBeDisabled();
});

test('an error is reported to the source and corrected by its keeper', async ({ page, request }) => {
  const { first } = await ownFirms(page, request, 1);
  await enter(page, 'wgl.clerk');
  await page.goto(`/desk/subjects/${first.id}`);
  await page.getByRole('button', { name: '报告差错' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('有误的字段').selectOption({ label: '注册资金' });
  await dialog.getByRole('button', { name: '提交报告' }).click();
  await expect(dialog.getByText('填写的内容与登记信息相同').first()).toBeVisible();
  await dialog.getByLabel('正确的内容').fill(REPORTED_CAPITAL);
  await dialog.getByLabel('依据').fill(REPORT_GROUND);
  await dialog.getByRole('button', { name: '提交报告' }).click();
  await expectSaid(page, '报告已提交');
  await expect(page.getByRole('table', { name: '差错报告' })).toContainText('待核实');

  await enter(page, 'scjg.clerk');
  await page.goto('/desk/source-reports');
  const row = page.getByRole('table', { name: '差错报告' }).getByRole('row').filter({ hasText: first.name });
  await expect(row).toContainText(REPORT_GROUND);
  await row.getByRole('button', { name: '更正' }).click();
  await dialog.getByLabel('处理说明').fill(REPORT_ANSWER);
  await dialog.getByRole('button', { name: '更正' }).click();
  await expectSaid(page, '已处理');
  await expect(row).toHaveCount(0);

  await enter(page, 'wgl.clerk');
  await page.goto('/desk/source-reports?tab=mine');
  await expect(row).toContainText('已更正');
  await expect(row).toContainText(REPORT_ANSWER);
  await page.goto(`/desk/subjects/${first.id}`);
  await expect(page.getByRole('table', { name: '变更记录' }).getByRole('row', { name: /注册资金/ })).toContainText(REPORTED_CAPITAL);
});

test('on a phone the facets stand behind a button', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await enter(page, 'scjg.clerk');
  await page.goto('/desk/subjects');
  await expect(facet(page, '风险等级')).toBeHidden();
  await page.getByRole('button', { name: '筛选', exact: true }).click();
  await facet(page, '风险等级').click();
  await value(page, /D 类/).check();
  await expect(page).toHaveURL(/risk=D/);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(wide).toBe(false);
});
