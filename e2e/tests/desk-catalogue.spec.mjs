// A department keeps its items: a clerk saves versions, the head publishes and withdraws, all can compare.
import { enter, expect, person, test } from '../support/app.mjs';
import { KEPT_CATEGORY, KEPT_REASON, WITHDRAWN_REASON } from '../support/made.mjs';

// An item of a department that no other test plans with; each test takes one of its own, by its place.
async function itemOf(request, username, department, place) {
  const someone = await person(request, username);
  const { jointItems } = await someone.ask(`{ jointItems(first: 100) { nodes { code
    items { id code name department { code } } } } }`);
  const items = jointItems.nodes.flatMap((joint) => joint.items);
  return items.filter((item) => item.department.code === department).at(place);
}

test('a clerk saves a version with its reason, and a notice is no basis', async ({ page, request }) => {
  const item = await itemOf(request, 'wgl.clerk', 'wgl', -1);
  await enter(page, 'wgl.clerk');
  await page.goto(`/desk/department-items/${item.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${item.code} ${item.name}`);
  await page.getByRole('button', { name: '修改事项' }).click();
  await page.getByLabel('抽查类别').fill(KEPT_CATEGORY);
  const basis = page.getByRole('group', { name: '依据 1' });
  const title = await basis.getByLabel('名称').inputValue();
  await basis.getByLabel('名称').fill('关于开展检查的通知');
  await page.getByRole('button', { name: '保存为新版本' }).click();
  await expect(basis).toContainText('检查依据须为法律、法规、规章或国务院决定');
  await expect(page.getByText('请填写理由').first()).toBeVisible();
  await basis.getByLabel('名称').fill(title);
  await page.getByLabel('修改理由').fill(KEPT_REASON);
  await page.getByRole('button', { name: '保存为新版本' }).click();
  await expect(page.getByText('第 1 版尚未公布')).toBeVisible();
  const version = page.getByRole('article').filter({ hasText: KEPT_REASON });
  await expect(version.getByRole('row', { name: '抽查类别' })).toContainText(KEPT_CATEGORY);
});

test('the head sees what a withdrawal affects, withdraws, and publishes again', async ({ page, request }) => {
  const item = await itemOf(request, 'wgl.head', 'wgl', -2);
  await enter(page, 'wgl.head');
  await page.goto(`/desk/department-items/${item.id}`);
  await page.getByRole('button', { name: '停用', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: '受影响的计划行与检查' })).toBeVisible();
  await dialog.getByRole('button', { name: '停用', exact: true }).click();
  await expect(dialog.getByText('请填写理由').first()).toBeVisible();
  await dialog.getByLabel('理由').fill(WITHDRAWN_REASON);
  await dialog.getByRole('button', { name: '停用', exact: true }).click();
  await expect(page.getByText(`次日起停用：${WITHDRAWN_REASON}`)).toBeVisible();
  await page.getByRole('button', { name: '公布', exact: true }).click();
  await dialog.getByRole('button', { name: '公布', exact: true }).click();
  await expect(page.getByText(`次日起停用：${WITHDRAWN_REASON}`)).toHaveCount(0);
});

test('the report is reached from the list and drawn with its table', async ({ page }) => {
  await enter(page, 'supervisor');
  await page.goto('/desk/items');
  await page.getByRole('link', { name: '事项统计' }).click();
  await expect(page.getByRole('figure').first()).toBeVisible();
  await expect(page.getByRole('table', { name: '重点检查事项占比', exact: true }).getByRole('row', { name: '全部部门' })).toBeVisible();
  await expect(page.getByRole('heading', { name: '五年未实施的事项' })).toBeVisible();
});
