// A unified list comes in over the local one: what it means is shown line by line, accepted or refused singly;
// departments make items of their own; a version may start on a later day.
import { enter, expect, person, test } from '../support/app.mjs';
import { expectSaid } from '../support/acts.mjs';
import { mark } from '../support/firms.mjs';
import {
  LIST_NAME, LIST_NUMBER, LIST_REFUSAL, OWN_ITEM, OWN_REASON, LISTED_ITEM, LISTED_OTHER,
} from '../support/made.mjs';

const HEADINGS = '事项编号,抽查类别,抽查事项,重点/一般,比例,检查方式,检查主体,检查依据';
const csv = (...rows) => Buffer.from(`${LIST_NAME}\n${HEADINGS}\n${rows.join('\n')}\n`);
const row = (code, name) => `${code},旅游市场,${name},一般,5%,现场检查,wgl,《中华人民共和国旅游法》第八十五条`;

async function bringIn(page, name, buffer) {
  await page.goto('/desk/item-lists');
  await page.getByLabel('清单名称').fill(name);
  await page.getByLabel('文号').fill(LIST_NUMBER);
  await page.getByLabel('发文日期').fill('2026-01-05');
  await page.getByLabel(/选择清单文件|换一个文件/).setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer });
  await expect(page.getByText('list.csv', { exact: true }).first()).toBeVisible();
  await page.getByRole('button', { name: '导入并比对' }).click();
}

const line = (page, text) => page.getByRole('article').filter({ hasText: text });

test('what is wrong in the file stands at its row and column, and nothing comes in', async ({ page }) => {
  await enter(page, 'office.clerk');
  await bringIn(page, LIST_NAME, csv('WG 1,,导游服务检查,有时,5%,看看,税务所,《关于检查的通知》'));
  const problems = page.getByRole('table', { name: '清单文件中须改正的问题' });
  await expect(problems.getByRole('row', { name: '检查依据' })).toContainText('检查依据须为法律、法规、规章或国务院决定');
  await expect(problems.getByRole('row', { name: '检查主体' })).toContainText('税务所');
  await expect(page.getByText('没有任何数据被改动').first()).toBeVisible();
});

test('lines are decided singly, by the department too, and a list is gone on with', async ({ page, request, browser }) => {
  const code = `WG-${mark()}`.replace(/[^A-Za-z0-9.-]/g, '');
  await enter(page, 'office.clerk');
  await bringIn(page, LIST_NAME, csv(row(`${code}.1`, LISTED_ITEM), row(`${code}.2`, LISTED_OTHER)));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(LIST_NAME);
  await page.getByLabel('类别').selectOption({ label: '新增' });
  const first = line(page, `${code}.1`);
  await expect(first).toContainText('本地没有此事项');
  await first.getByRole('button', { name: /^采纳/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: '采纳', exact: true }).click();
  await expectSaid(page, '已处理 1 条');
  await expect(first).toContainText('已采纳');

  // The department's own clerk goes on with the rest.
  const context = await browser.newContext();
  const other = await context.newPage();
  await enter(other, 'wgl.clerk');
  await other.goto(page.url());
  const second = line(other, `${code}.2`);
  await second.getByRole('button', { name: /^不采纳/ }).click();
  const dialog = other.getByRole('dialog');
  await dialog.getByRole('button', { name: '不采纳', exact: true }).click();
  await expect(dialog.getByText('请填写理由').first()).toBeVisible();
  await dialog.getByLabel('理由').fill(LIST_REFUSAL);
  await dialog.getByRole('button', { name: '不采纳', exact: true }).click();
  await expect(second).toContainText(LIST_REFUSAL);
  await context.close();

  // The same list again: what was refused is shown as decided.
  await bringIn(page, LIST_NAME, csv(row(`${code}.1`, LISTED_ITEM), row(`${code}.2`, LISTED_OTHER)));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(LIST_NAME);
  await page.getByLabel('类别').selectOption({ label: '新增' });
  await expect(line(page, `${code}.2`)).toContainText(LIST_REFUSAL);
  await expect(line(page, `${code}.2`)).toContainText('不采纳');

  // What was accepted is a version with its source, and waits for the head.
  const clerk = await person(request, 'wgl.clerk');
  const { jointItems } = await clerk.ask(
    `query($text: String) { jointItems(first: 5, filter: { text: $text }) { nodes { items { id } } } }`, { text: `${code}.1` });
  await page.goto(`/desk/department-items/${jointItems.nodes[0].items[0].id}`);
  await expect(page.getByText('第 1 版尚未公布')).toBeVisible();
  await expect(page.getByText(new RegExp(LIST_NUMBER))).toHaveCount(2);
});

test('a department makes an item, and its head lets it start on a later day', async ({ page, browser }) => {
  await enter(page, 'wgl.clerk');
  await page.goto('/desk/items');
  await page.getByRole('link', { name: '新增部门事项' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('新增部门事项');
  await page.getByRole('button', { name: '保存为第 1 版' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '请更正以下内容' })).toBeFocused();
  await page.getByLabel('抽查类别').fill('文物保护');
  await page.getByLabel('抽查事项', { exact: true }).fill(OWN_ITEM);
  const basis = page.getByRole('group', { name: '依据 1' });
  await basis.getByLabel('名称').fill('中华人民共和国文物保护法');
  await page.getByLabel('抽查比例上限').fill('5');
  await page.getByLabel('修改理由').fill(OWN_REASON);
  await page.getByRole('button', { name: '保存为第 1 版' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(OWN_ITEM);
  await expect(page.getByText('第 1 版尚未公布')).toBeVisible();

  const context = await browser.newContext();
  const head = await context.newPage();
  await enter(head, 'wgl.head');
  await head.goto(page.url());
  await head.getByRole('button', { name: '公布', exact: true }).click();
  const dialog = head.getByRole('dialog');
  await dialog.getByLabel('起始日期').fill('2020-01-01');
  await dialog.getByRole('button', { name: '公布', exact: true }).click();
  await expect(dialog.getByText('数值超出允许范围').first()).toBeVisible();
  await dialog.getByLabel('起始日期').fill('2099-01-01');
  await dialog.getByRole('button', { name: '公布', exact: true }).click();
  await expect(head.getByText('自 2099-01-01 起可用')).toBeVisible();
  await context.close();
});

test('the office makes a joint item and changes it with a reason', async ({ page }) => {
  const code = `J-${mark()}`.replace(/[^A-Za-z0-9.-]/g, '');
  await enter(page, 'office.clerk');
  await page.goto('/desk/items/new');
  await page.getByLabel('编号').fill(code);
  await page.getByLabel('抽查领域').fill('旅游市场');
  await page.getByLabel('抽查事项', { exact: true }).fill(OWN_ITEM);
  await page.getByLabel('检查对象').fill('文物保护单位');
  await page.getByLabel('牵头部门').selectOption({ index: 1 });
  await page.getByLabel('抽查比例上限').fill('5');
  await page.getByRole('group', { name: '依据 1' }).getByLabel('名称').fill('中华人民共和国文物保护法');
  await page.getByLabel('修改理由').fill(OWN_REASON);
  await page.getByRole('button', { name: '保存联合事项' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${code} ${OWN_ITEM}`);
  await page.getByRole('link', { name: '修改联合事项' }).click();
  await page.getByLabel('抽查比例上限').fill('3');
  await page.getByLabel('修改理由').fill(OWN_REASON);
  await page.getByRole('button', { name: '保存联合事项' }).click();
  const version = page.getByRole('article').filter({ hasText: '第 2 版' });
  await expect(version.getByRole('row', { name: '比例上限' })).toContainText('3%');
});
