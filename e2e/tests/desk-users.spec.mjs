// Accounts: one administrator makes them, another gives roles, and neither does both.
import { enter, expect, test, PASSWORD } from '../support/app.mjs';
import { mark } from '../support/firms.mjs';

test('an account is made by one person and given its role by another', async ({ page, browser, request }) => {
  const username = `t.${mark().toLowerCase()}`;
  await enter(page, 'sysadmin');
  await page.goto('/desk/users');
  await page.getByRole('button', { name: '新建账号' }).click();
  const form = page.getByRole('dialog', { name: '新建账号' });
  await form.getByLabel('用户名', { exact: true }).fill('Wrong Name');
  await form.getByLabel('初始密码').fill('short');
  await form.getByRole('button', { name: '新建账号' }).click();
  await expect(form.getByLabel('用户名', { exact: true })).toHaveAccessibleDescription(/用户名为 3 至 40 位/);
  await expect(form.getByLabel('姓名', { exact: true })).toHaveAccessibleDescription(/此项必填/);
  await expect(form.getByLabel('初始密码')).toHaveAccessibleDescription(/密码至少 10 位/);
  await form.getByLabel('用户名', { exact: true }).fill('scjg.clerk');
  await form.getByLabel('姓名', { exact: true }).fill('新来的经办人');
  await form.getByLabel('初始密码').fill(PASSWORD);
  await form.getByRole('button', { name: '新建账号' }).click();
  await expect(form.getByLabel('用户名', { exact: true })).toHaveAccessibleDescription(/该用户名已被使用/);
  await form.getByLabel('用户名', { exact: true }).fill(username);
  await form.getByRole('button', { name: '新建账号' }).click();
  await expect(page.getByText(`账号 ${username} 已建立`)).toBeVisible();
  await expect(form).toBeHidden();
  await page.getByRole('searchbox').fill(username);
  const row = page.getByRole('row').filter({ hasText: username });
  await expect(row).toContainText('未授予');
  await expect(row.getByRole('button', { name: '授予岗位' })).toHaveCount(0);

  const room = await browser.newContext();
  const other = await room.newPage();
  await enter(other, 'secadmin');
  await other.goto(`/desk/users?q=${username}`);
  await expect(other.getByRole('button', { name: '新建账号' })).toHaveCount(0);
  await other.getByRole('button', { name: '授予岗位' }).click();
  const roles = other.getByRole('dialog', { name: `授予岗位：${username}` });
  await roles.getByRole('checkbox', { name: '系统管理员' }).check();
  await roles.getByRole('checkbox', { name: '部门经办人' }).check();
  await roles.getByRole('button', { name: '保存' }).click();
  await expect(roles.getByRole('alert')).toContainText('三员分立');
  await roles.getByRole('checkbox', { name: '系统管理员' }).uncheck();
  await roles.getByRole('button', { name: '保存' }).click();
  await expect(roles.getByRole('alert')).toContainText('该岗位须指定所属部门');
  await roles.getByRole('combobox', { name: '部门经办人所属部门' }).selectOption({ label: '舞钢市统计局' });
  await roles.getByRole('button', { name: '保存' }).click();
  await expect(other.getByText(`${username} 的岗位已更新`)).toBeVisible();
  await expect(other.getByRole('row').filter({ hasText: username })).toContainText('部门经办人');
  await room.close();

  // Disabled, it is out at once; enabled, it is back.
  await page.reload();
  await row.getByRole('button', { name: '停用' }).click();
  await page.getByRole('dialog', { name: `停用账号 ${username}` }).getByRole('button', { name: '停用' }).click();
  await expect(row.getByRole('button', { name: '停用' })).toHaveCount(0);
  const refused = await request.post('/api/session/login', {
    headers: { 'X-OneDoor': '1' }, data: { username, password: PASSWORD },
  });
  expect(refused.status()).toBe(401);
  await row.getByRole('button', { name: '启用' }).click();
  await expect(row.getByRole('button', { name: '停用' })).toBeVisible();
});
