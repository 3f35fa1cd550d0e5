// Acts that every page asks about in the same way.
import { expect } from './app.mjs';

// Presses a button, and the button of the question that follows.
export async function confirm(page, name, { act = name, reason } = {}) {
  await page.getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog');
  if (reason) await dialog.getByLabel('理由').fill(reason);
  await dialog.getByRole('button', { name: act, exact: true }).click();
  await expect(dialog).toBeHidden();
}

// Something that was said after an act.
export async function expectSaid(page, text) {
  await expect(page.getByRole('status').getByText(text).last()).toBeVisible();
}

// A figure, by the name below it.
export async function figure(page, name) {
  const entry = page.locator('.figure').filter({ has: page.getByText(name, { exact: true }) });
  return Number((await entry.locator('.figure-value').innerText()).replaceAll(',', ''));
}

// A bar or the line of a drawing, from the table behind it.
export async function bar(page, name) {
  const row = page.getByRole('row').filter({ hasText: new RegExp(`^${name}`) }).first();
  return Number((await row.getByRole('cell').textContent()).replaceAll(',', ''));
}

// Goes to a place of the desk's rail.
export async function place(page, name) {
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

// A status by its word, whatever mark stands before it.
export const status = (page, word) => page.locator('.badge').filter({ hasText: new RegExp(`${word}$`) }).first();
