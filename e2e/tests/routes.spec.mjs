// Addresses: every page has one, and it holds whatever way somebody comes to it.
import { enter, expect, login, test } from '../support/app.mjs';
import { place } from '../support/acts.mjs';

const heading = (page, name) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

test('a deep page opens by its address and stays after a reload', async ({ page }) => {
  await enter(page, 'office.clerk');
  await page.goto('/desk/plans');
  const link = page.getByRole('table', { name: '抽查计划' }).getByRole('link', { name: /^2026/ }).first();
  const [title, address] = [await link.innerText(), await link.getAttribute('href')];
  await page.goto(address);
  await heading(page, title);
  const line = page.getByRole('table', { name: '计划行' }).getByRole('link').first();
  const name = await line.innerText();
  await line.click();
  await heading(page, name);
  // The rail says where one is, also on pages below its places.
  const rail = page.getByRole('navigation', { name: '主菜单' });
  await expect(rail.getByRole('link', { name: '抽查计划' })).toHaveAttribute('aria-current', 'page');
  const deep = page.url();
  await page.reload();
  await heading(page, name);
  expect(page.url()).toBe(deep);
});

test('filters are part of the address', async ({ page }) => {
  await enter(page, 'scjg.clerk');
  await page.goto('/desk/subjects');
  await page.getByRole('searchbox').fill('加油站');
  await expect(page).toHaveURL(/加油站|%E5%8A%A0/);
  const rows = page.getByRole('table', { name: '检查对象' }).getByRole('row').filter({ hasText: '加油站' });
  await expect(rows.first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue('加油站');
  await expect(rows.first()).toBeVisible();
});

test('back and forward lead through the pages one has seen', async ({ page }) => {
  await enter(page, 'office.clerk');
  await page.goto('/desk');
  for (const name of ['抽查计划', '抽取', '检查']) {
    await place(page, name);
    await heading(page, name);
  }
  await page.goBack();
  await heading(page, '抽取');
  await page.goBack();
  await heading(page, '抽查计划');
  await expect(page).toHaveURL(/\/desk\/plans$/);
  await page.goForward();
  await heading(page, '抽取');
  await expect(page).toHaveURL(/\/desk\/waves$/);
});

test('between the three front doors as well', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('navigation', { name: '公示栏目' }).getByRole('link', { name: '结果' }).click();
  await heading(page, '结果');
  await page.getByRole('link', { name: '登录' }).click();
  await heading(page, '登录');
  await page.goBack();
  await heading(page, '结果');
});

for (const address of ['/nowhere', '/desk/nowhere', '/public/draws/a/b/c', '/field/x/y']) {
  test(`an address that leads nowhere says so: ${address}`, async ({ page }) => {
    const answer = await page.goto(address);
    expect(answer.status()).toBe(200);
    await heading(page, '没有这个页面');
    await page.getByRole('link', { name: '返回' }).click();
    await heading(page, /双随机/);
  });
}

test('a thing that does not exist is said so on its page', async ({ page }) => {
  await page.goto('/public/draws/WG-0000-00');
  await heading(page, '没有这个抽取批次');
  await page.goto('/public/firms/91410481000000000X');
  await heading(page, '没有这家企业');
  await enter(page, 'office.clerk');
  await page.goto('/desk/subjects/sub_00000000000070008000000000000000');
  await expect(page.getByRole('alert').first()).toContainText('未找到该记录');
  await page.goto('/desk/subjects/sub_1');
  await heading(page, '没有这个页面');
});

test('a missing file of the app is missing, and never a page', async ({ request }) => {
  for (const address of ['/app/0000/onedoor.js', '/app/0000/part_1.wasm', '/app/', '/app/index.html', '/favicon.png']) {
    const answer = await request.get(address);
    expect(answer.status(), address).toBe(404);
    expect(await answer.text(), address).not.toContain('<html');
  }
  const shell = await request.get('/desk/plans');
  expect(shell.status()).toBe(200);
  expect(shell.headers()['cache-control']).toBe('no-cache');
});

test('the files the shell names are there, and never change', async ({ request }) => {
  const shell = await (await request.get('/')).text();
  const files = [...shell.matchAll(/(?:src|href)="(\/app\/[^"]+)"/g)].map((match) => match[1]);
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) {
    const answer = await request.get(file);
    expect(answer.status(), file).toBe(200);
    expect(answer.headers()['cache-control'], file).toContain('immutable');
  }
});

for (const [username, address, name] of [
  ['office.clerk', '/desk/waves?x=1', '抽取'],
  ['scjg.i01', '/field/find?q=加油站', '查找'],
]) {
  test(`a page that needs a log-in leads to it and back: ${address}`, async ({ page }) => {
    await page.goto(address);
    await heading(page, '登录');
    await expect(page).toHaveURL(/\/login\?back=/);
    await page.getByLabel('用户名').fill(username);
    await page.getByLabel('密码').fill('OneDoor-2026');
    await page.getByRole('button', { name: '登录' }).click();
    await heading(page, name);
    expect(decodeURI(new URL(page.url()).pathname + new URL(page.url()).search)).toBe(address);
    // The log-in is not a place to come back to.
    await page.goBack();
    await expect(page).not.toHaveURL(/\/login/);
  });
}

test('nobody is sent to a foreign address after the log-in', async ({ page }) => {
  await page.goto('/login?back=//example.org/desk');
  await page.getByLabel('用户名').fill('office.clerk');
  await page.getByLabel('密码').fill('OneDoor-2026');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page).toHaveURL(/\/desk$/);
});

test('a role sees its own places and is told about others', async ({ page }) => {
  await login(page, 'scjg.i01');
  await expect(page).toHaveURL(/\/field$/);
  await page.goto('/desk/users');
  await heading(page, '您的岗位无权查看此页');
});
