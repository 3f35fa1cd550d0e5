// Anybody checks the draw: in the browser, and with the program.
import { readFile, writeFile } from 'node:fs/promises';
import { expect } from '../app.mjs';
import { onedoor } from '../program.mjs';

const verdict = (page, word) => page.getByText(word, { exact: true });

// The visitor's browser computes the whole draw again.
export async function checkHere(page, doors) {
  await page.getByRole('button', { name: '在本机核验' }).click();
  await expect(verdict(page, '核验通过（VALID）')).toBeVisible();
  await expect(page.getByText(`全部 ${doors} 扇门重新计算完毕`)).toBeVisible();
  const checks = page.locator('#check').getByRole('listitem');
  await expect(checks).toHaveCount(8);
  await expect(checks.filter({ hasText: '相符' })).toHaveCount(8);
}

// Downloads the file of the draw; gives its path.
export async function download(page, folder) {
  const started = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载抽取文件' }).click();
  const path = `${folder}/draw.json`;
  await (await started).saveAs(path);
  return path;
}

// The same file with one door of the result exchanged for one that was not drawn.
export async function forge(path) {
  const bundle = JSON.parse(await readFile(path, 'utf8'));
  const drawn = new Set(bundle.sites_drawn);
  const other = Object.keys(bundle.frame).find((site) => !drawn.has(site));
  bundle.sites_drawn = [other, ...bundle.sites_drawn.slice(1)].sort();
  const forged = path.replace('.json', '-forged.json');
  await writeFile(forged, JSON.stringify(bundle));
  return forged;
}

// The program says the same, and finds out what was changed.
export async function checkWithProgram(path, forged) {
  expect(await onedoor('verify-draw', path)).toEqual({ code: 0, words: 'VALID' });
  const answer = await onedoor('verify-draw', forged);
  expect(answer.code).toBe(1);
  expect(answer.words).toMatch(/^INVALID: \S/);
}

// So does the page, when it is given the changed file.
export async function checkForged(page, forged) {
  await page.getByLabel('核验已下载的文件').setInputFiles(forged);
  await expect(verdict(page, '核验不通过（INVALID）')).toBeVisible();
  await expect(verdict(page, '核验通过（VALID）')).toHaveCount(0);
}
