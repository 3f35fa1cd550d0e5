// Shared by the tests of one worker: a logged-in browser for each person, and what is in the town.
import { test as base, expect, logIn, watch } from './app.mjs';
import { knownTown } from './town.mjs';

const SHARED = ['baseURL', 'viewport', 'isMobile', 'hasTouch', 'locale', 'timezoneId'];

export const test = base.extend({
  // Somebody's open page in a language and a colour scheme; nobody's for the public window. It stays open:
  // from screen to screen people follow links, and the app is not loaded anew.
  seats: [async ({ browser }, use, info) => {
    const options = Object.fromEntries(SHARED.map((name) => [name, info.project.use[name]]));
    const seats = new Map();
    await use(async (as, lang, scheme) => {
      const name = `${as} ${lang}`;
      if (!seats.has(name)) seats.set(name, await open(browser, { ...options, colorScheme: scheme }, as, lang));
      return seats.get(name);
    });
    for (const { page } of seats.values()) await page.context().close();
  }, { scope: 'worker' }],

  town: [async ({}, use) => use(await knownTown()), { scope: 'worker' }],

  // Goes to a screen in somebody's page. Whatever it tells the console fails the test.
  visit: async ({ seats }, use, info) => {
    const visited = [];
    await use(async ({ as, lang, scheme, path }) => {
      const seat = await seats(as, lang, scheme);
      visited.push(seat);
      await seat.page.setViewportSize(info.project.use.viewport);
      // By way of a page that holds nothing, so that nothing of the last screen is left.
      await goTo(seat.page, '/nowhere');
      await expect(seat.page.getByRole('heading', { level: 1 })).toHaveText(/没有这个页面|No such page/);
      await goTo(seat.page, path);
      return seat.page;
    });
    for (const { faults } of visited) expect(faults, 'faults of the page').toEqual([]);
  },
});

async function open(browser, options, as, lang) {
  const room = await browser.newContext(options);
  if (as) await logIn(room.request, as);
  const page = await room.newPage();
  await page.addInitScript(([lang, known]) => {
    localStorage.setItem('onedoor.lang', lang);
    if (known) localStorage.setItem('onedoor.session', '1');
  }, [lang, Boolean(as)]);
  const faults = watch(page);
  await page.goto('/nowhere');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  return { page, faults };
}

// As a followed link does.
async function goTo(page, path) {
  await page.evaluate((path) => {
    history.pushState(null, '', path);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}

export { expect };
