// The portal without scripts: every page is whole and readable by everybody at every width, leads on by links and
// one form alone, and its files are what they say.
import { expectAccessible } from '../support/a11y.mjs';
import { expect, expectNoSidewaysScroll, test } from '../support/app.mjs';
import { knownTown } from '../support/town.mjs';

const TABLES = ['plans', 'items', 'draws', 'results', 'departments', 'statistics'];
const WIDTHS = [1440, 390, 320];
// Chinese in light, English in dark: each page is scanned in both.
const LOOKS = [{ root: '/open', lang: 'zh-CN', scheme: 'light' }, { root: '/open/en', lang: 'en', scheme: 'dark' }];

async function addresses(root) {
  const { firm } = await knownTown();
  return [root, `${root}/data`, `${root}/firms/${firm.uscc}`, ...TABLES.map((table) => `${root}/${table}`)];
}

for (const { root, lang, scheme } of LOOKS) {
  test(`plain pages in ${lang}, ${scheme}, at every width`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    for (const address of await addresses(root)) {
      const answer = await page.goto(address);
      expect(answer.status(), address).toBe(200);
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('script, [style], [onclick]'), address).toHaveCount(0);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 844 });
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      }
    }
  });
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a firm is found from the first page, and every result of it is there', async ({ page, request }) => {
    const { firm } = await knownTown();
    // The app's first page asks for scripts that are not let in here.
    page.tolerant = true;
    await page.goto('/');
    await page.getByRole('link', { name: '无脚本页面' }).click();
    await expect(page).toHaveURL(/\/open$/);
    await page.getByLabel('统一社会信用代码').fill(firm.uscc.toLowerCase());
    await page.getByRole('button', { name: '查询' }).click();
    await expect(page).toHaveURL(new RegExp(`/open/firms/${firm.uscc}$`));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(firm.name);
    const all = await (await request.get('/open/data/results.json')).json();
    const own = all.filter((row) => row.uscc === firm.uscc);
    expect(own.length).toBeGreaterThan(0);
    await expect(page.getByRole('table').locator('tbody tr')).toHaveCount(own.length);
    await page.getByRole('link', { name: 'English' }).click();
    await expect(page).toHaveURL(new RegExp(`/open/en/firms/${firm.uscc}$`));
    await expect(page.getByRole('table', { name: 'Results' })).toBeVisible();
  });

  test('results lead from page to page, to the last one and no further', async ({ page, request }) => {
    const all = await (await request.get('/open/data/results.json')).json();
    await page.goto('/open/results');
    const pages = page.getByRole('navigation', { name: '分页' });
    let seen = 0;
    for (let number = 1; ; number += 1) {
      seen += await page.getByRole('table').locator('tbody tr').count();
      await expect(pages).toContainText(`${number} / ${Math.ceil(all.length / 50)}`);
      const next = pages.getByRole('link', { name: '下一页' });
      if (await next.count() === 0) break;
      await next.click();
      await expect(page).toHaveURL(new RegExp(`/open/results/${number + 1}$`));
    }
    expect(seen).toBe(all.length);
  });
});

test('an address that leads nowhere is missing, and says so', async ({ page, request }) => {
  await page.goto('/open');
  await page.getByLabel('统一社会信用代码').fill('1');
  await page.getByRole('button', { name: '查询' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('没有这个页面');
  await expectAccessible(page);
  for (const address of ['/open/nothing', '/open/results/0', '/open/results/9999', '/open/firms/1', '/open/data/accounts.csv']) {
    const answer = await request.get(address);
    expect(answer.status(), address).toBe(404);
  }
});

test('files hold what the pages show, and who has one already gets none again', async ({ page, request }) => {
  for (const table of TABLES) {
    const [json, csv, schema] = await Promise.all(
      ['json', 'csv', 'schema.json'].map((ending) => request.get(`/open/data/${table}.${ending}`)));
    const rows = await json.json();
    const columns = Object.keys((await schema.json()).items.properties);
    expect(rows.length, table).toBeGreaterThan(0);
    for (const row of rows) expect(Object.keys(row).sort(), table).toEqual([...columns].sort());
    const heading = (await csv.text()).replace(/^\ufeff/, '').split('\n')[0].trim();
    expect(heading.split(',').sort(), table).toEqual([...columns].sort());
    const etag = csv.headers().etag;
    const again = await request.get(`/open/data/${table}.csv`, { headers: { 'If-None-Match': etag } });
    expect(again.status(), table).toBe(304);
  }
  const feed = await request.get('/open/feed.atom');
  expect(feed.headers()['content-type']).toContain('application/atom+xml');
  await page.goto('/open');
  // As a reader of feeds parses it: every entry has an id of its own and leads to a page that is there.
  const read = await page.evaluate((text) => {
    const feed = new DOMParser().parseFromString(text, 'application/xml');
    const of = (entry, name) => entry.getElementsByTagName(name)[0];
    const entries = [...feed.getElementsByTagName('entry')];
    return {
      broken: feed.getElementsByTagName('parsererror').length,
      ids: entries.map((entry) => of(entry, 'id').textContent),
      links: entries.map((entry) => of(entry, 'link').getAttribute('href')),
    };
  }, await feed.text());
  expect(read.broken).toBe(0);
  expect(read.ids.length).toBeGreaterThan(2);
  expect(new Set(read.ids).size).toBe(read.ids.length);
  for (const link of new Set(read.links)) expect((await request.get(link)).status(), link).toBe(200);
});
