// Anybody checks a draw in the browser: the file of the page, a file dropped, one byte changed, no network.
import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../support/a11y.mjs';
import { expect, expectNoSidewaysScroll, test } from '../support/app.mjs';
import { knownTown } from '../support/town.mjs';

const verdict = (page, word) => page.locator('.verdict-word', { hasText: word });
const ready = (page) => expect(page.getByText('核验程序已在本机就绪', { exact: false })).toBeVisible();

async function published(request) {
  const { wave } = await knownTown();
  const answer = await request.get(`/public/draws/${wave.code}/1/bundle.json`);
  expect(answer.status()).toBe(200);
  return { wave, bytes: await answer.body() };
}

const asFile = (bytes, name = 'draw.json') => ({ name, mimeType: 'application/json', buffer: Buffer.from(bytes) });
const choose = (page, file) => page.getByLabel('核验已下载的文件').setInputFiles(file);

// A file dropped onto the page, as a hand with a mouse does it.
async function drop(page, text) {
  const data = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], 'dropped.json', { type: 'application/json' }));
    return transfer;
  }, text);
  await page.locator('.drop').dispatchEvent('drop', { dataTransfer: data });
}

test('every step of a published draw is computed again and explained', async ({ page, request }) => {
  const { wave, bytes } = await published(request);
  const bundle = JSON.parse(bytes);
  await page.goto(`/public/draws/${wave.code}`);
  await page.getByRole('button', { name: '在本机核验' }).click();
  await expect(verdict(page, '核验通过（VALID）')).toBeVisible();
  const checks = page.locator('#check ol.checks > li');
  await expect(checks).toHaveCount(8);
  await expect(checks.filter({ hasText: '相符' })).toHaveCount(8);
  // What came out stands there to be read: root, key, the first door drawn.
  for (const value of [bundle.frame_root, bundle.seed, bundle.signature.key]) {
    await expect(page.locator('#check').getByText(value, { exact: true }).first()).toBeVisible();
  }
  await expect(page.locator('#check .strip-picture')).toBeVisible();
  await page.locator('#check .lots > summary').click();
  const drawn = Object.values(bundle.result).flatMap((strata) => Object.values(strata)).find((one) => one.selected?.length);
  await expect(page.locator('#check .lots').getByText(drawn.selected[0], { exact: false }).first()).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
});

test('progress is told in counts while a draw is checked', async ({ page, request }) => {
  const { wave } = await published(request);
  await page.goto(`/public/draws/${wave.code}`);
  await ready(page);
  // What the page said on the way, however short the moment.
  await page.evaluate(() => {
    window.said = [];
    new MutationObserver(() => document.querySelectorAll('.going .progress p').forEach((one) => window.said.push(one.textContent)))
      .observe(document.querySelector('#check'), { subtree: true, childList: true, characterData: true });
  });
  await page.getByRole('button', { name: '在本机核验' }).click();
  await expect(verdict(page, '核验通过（VALID）')).toBeVisible();
  const said = await page.evaluate(() => window.said);
  expect(said.some((text) => /正在核验：\S+ [\d,]+ \/ [\d,]+ (扇门|个部门)/.test(text)), said.join('\n')).toBe(true);
});

test('a file is checked without a network once the page is here', async ({ page, context, request }) => {
  const { bytes } = await published(request);
  await page.goto('/public/verify');
  await ready(page);
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  const asked = [];
  page.on('request', (one) => asked.push(one.url()));
  await drop(page, bytes.toString());
  await expect(verdict(page, '核验通过（VALID）')).toBeVisible();
  await expect(page.locator('#check').getByText('dropped.json')).toBeVisible();
  expect(asked).toEqual([]);
  await context.setOffline(false);
});

test('one byte changed is noticed, and the step that fails is named', async ({ page, request }) => {
  const { bytes } = await published(request);
  await page.goto('/public/verify');
  await choose(page, asFile(bytes));
  await expect(verdict(page, '核验通过（VALID）')).toBeVisible();
  const at = bytes.toString('latin1').indexOf('"seed":"') + 9;
  await page.getByLabel('第几个字节').fill(String(at));
  await page.getByRole('button', { name: '改这个字节并核验' }).click();
  await expect(verdict(page, '发现了改动')).toBeVisible();
  await expect(page.getByText('在成员 seed 里', { exact: false })).toBeVisible();
  await expect(page.getByText('在“文件格式与签名”这一步发现：签名与文件内容不符')).toBeVisible();
  await expect(page.locator('.byte-text mark')).toHaveCount(2);
  await page.getByRole('button', { name: '随机选一个字节' }).click();
  await expect(page.getByLabel('第几个字节')).not.toHaveValue(String(at));
  await expect(verdict(page, '发现了改动')).toBeVisible();
  // The record of the file itself stays.
  await expect(verdict(page, '核验通过（VALID）')).toBeVisible();
  await page.getByLabel('第几个字节').fill('0');
  await page.getByRole('button', { name: '改这个字节并核验' }).click();
  await expect(page.getByText('请填 1 至', { exact: false }).first()).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
});

test('what is no file of a draw is refused in words', async ({ page, request }) => {
  const { bytes } = await published(request);
  const text = bytes.toString();
  const bundle = JSON.parse(text);
  await page.goto('/public/verify');
  await ready(page);
  for (const [content, words] of [
    [text.slice(0, text.length / 2), '文件不完整，后面少了一截'],
    ['['.repeat(100_000) + ']'.repeat(100_000), '文件的嵌套过深'],
    [JSON.stringify(Object.fromEntries(Object.entries(bundle).reverse())), '文件被重新排列过'],
    [Buffer.from([0xff, 0xfe, 0]), '文件不是 UTF-8 文本'],
    ['{"wave":"x"}', '没有抽取文件应有的成员'],
    ['', '文件是空的'],
  ]) {
    await choose(page, asFile(content));
    await expect(page.getByText(words, { exact: false })).toBeVisible();
    await expect(verdict(page, '文件无法读取')).toBeVisible();
  }
  // Too large: refused before it is read.
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    const large = new File([], 'large.json');
    Object.defineProperty(large, 'size', { value: 2 ** 30 });
    transfer.items.add(new File(['x'], 'x.json'));
    const event = new DragEvent('drop', { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'dataTransfer', { value: { files: { length: 1, item: () => large, 0: large } } });
    document.querySelector('.drop').dispatchEvent(event);
  });
  await expect(page.getByText('文件超过 512 MiB', { exact: false })).toBeVisible();
});

test('another attempt, another town and another signer are told apart', async ({ page, request }) => {
  const { bytes } = await published(request);
  await page.goto('/public/verify');
  await ready(page);
  // A bare file of the tests is nobody's.
  const bare = await readFile(new URL('../../shared/tests/vectors/draw-400.json', import.meta.url));
  await choose(page, asFile(bare, 'bare.json'));
  await expect(verdict(page, '计算无误，但请注意')).toBeVisible();
  await expect(page.locator('.verdict').getByText('文件没有签名', { exact: false })).toBeVisible();
  await expect(page.locator('.verdict').getByText('本站没有公布过批次', { exact: false })).toBeVisible();
  // Somebody else's key, from the portal's own answer: the same file is then a stranger's.
  await page.route('**/public/keys/draw.json', (route) => route.fulfill({ json: { algorithm: 'Ed25519', keys: ['0'.repeat(64)] } }));
  await page.reload();
  await ready(page);
  await choose(page, asFile(bytes));
  await expect(verdict(page, '核验不通过（INVALID）')).toBeVisible();
  await expect(page.locator('.verdict').getByText('签名公钥不是本站的', { exact: false })).toBeVisible();
});
