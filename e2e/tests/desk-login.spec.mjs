// Coming in, being where one may not be, and the language one has chosen.
import { enter, expect, login, test, PASSWORD } from '../support/app.mjs';

test('a wrong password is told, and what was typed stays', async ({ page }) => {
  await page.goto('/login');
  await page.getByLabel('用户名').fill('tjj.clerk');
  await page.getByLabel('密码').fill('not-the-password');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('alert')).toContainText('用户名或密码不符');
  await expect(page.getByLabel('用户名')).toHaveValue('tjj.clerk');
  await page.getByLabel('密码').fill('');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByLabel('密码')).toHaveAccessibleDescription('此项必填');
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page).toHaveURL(/\/desk/);
});

test('whoever has to log in comes back to where they wanted', async ({ page }) => {
  await page.goto('/desk/subjects?risk=D');
  await expect(page).toHaveURL(/\/login\?back=/);
  await page.getByLabel('用户名').fill('tjj.head');
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page).toHaveURL(/\/desk\/subjects\?risk=D/);
});

test('a page of another role says so, and is no dead end', async ({ page }) => {
  await enter(page, 'sysadmin');
  await page.goto('/desk/plans');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('您的岗位无权查看此页');
  await expect(page.getByText('如需办理，请联系安全管理员授予岗位。')).toBeVisible();
  const places = page.getByRole('navigation', { name: '主菜单' });
  await expect(places.getByRole('link', { name: '账号' })).toBeVisible();
  await expect(places.getByRole('link', { name: '抽查计划' })).toHaveCount(0);
  await page.getByRole('main').getByRole('link', { name: '工作台' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('工作台');
});

test('the language that was chosen stays', async ({ page, context }) => {
  await login(page, 'tjj.head');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Home');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Home');
  const other = await context.newPage();
  await other.goto('/public/plans');
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Plans');
  await other.getByRole('button', { name: '中文' }).click();
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('计划');
  await page.goto('/desk/plans');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('抽查计划');
});
