// What all browser tests share: people, the API behind the pages, and what no page may do.
import { test as base, expect } from '@playwright/test';

export const PASSWORD = 'OneDoor-2026';

// What a page has done wrong so far: errors it showed to the console, requests that failed.
export function watch(page, faults = []) {
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const expected = /status of (400|401|403|404|409|413|415|422|429)/.test(message.text());
    if (message.type() === 'error' && !expected) faults.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED' && !page.tolerant) {
      faults.push(`${request.url()}: ${request.failure()?.errorText}`);
    }
  });
  return faults;
}

// Pages that have shown an error to the console, or asked for something that is not there, have failed.
export const test = base.extend({
  page: async ({ page }, use) => {
    const faults = watch(page);
    await use(page);
    if (!page.tolerant) expect(faults, 'faults of the page').toEqual([]);
  },
});

export { expect };

// What the server answers to a log-in.
export async function logIn(request, username) {
  const answer = await request.post('/api/session/login', {
    headers: { 'X-OneDoor': '1' },
    data: { username, password: PASSWORD },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  return answer.json();
}

// Logs in without the form: for tests that are about something else.
export async function enter(page, username) {
  await logIn(page.request, username);
  await page.addInitScript(() => localStorage.setItem('onedoor.session', '1'));
}

// Logs in through the form.
export async function login(page, username) {
  await page.goto('/login');
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page).toHaveURL(/\/(desk|field)/);
}

// A person who speaks GraphQL.
export async function person(request, username) {
  const { token, account } = await logIn(request, username);
  return {
    account,
    async ask(query, variables = {}) {
      const response = await request.post('/graphql', {
        headers: { Authorization: `Bearer ${token}` },
        data: { query, variables },
      });
      const body = await response.json();
      expect(body.errors, JSON.stringify(body.errors)).toBeUndefined();
      return body.data;
    },
  };
}

// Long lists and long names must never push a page sideways.
export async function expectNoSidewaysScroll(page) {
  const [wide, inner] = await page.evaluate(() => {
    const root = document.documentElement;
    return [root.scrollWidth, root.clientWidth];
  });
  expect(wide, 'the page scrolls sideways').toBeLessThanOrEqual(inner + 1);
}
