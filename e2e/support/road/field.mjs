// The phone at the door: look up, check in, answer, photograph, conclude, end.
import { status } from '../acts.mjs';
import { expect } from '../app.mjs';
import { KNOWN } from './town.mjs';

// A small picture, as a phone would take it.
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGP4z8CAFWEXHbQSACj/P8Fu7N9hAAAAAElFTkSuQmCC',
  'base64',
);

// Goes to a place of the bar at the thumb.
async function place(phone, name) {
  await phone.getByRole('navigation', { name: '底部导航' }).getByRole('link', { name }).click();
  await expect(phone.getByRole('heading', { level: 1 })).toBeVisible();
}

// The list of the day; opens the door at an address.
export async function openDoor(phone, address) {
  await place(phone, '今日');
  await phone.getByRole('button', { name: '刷新' }).click();
  const door = phone.getByRole('listitem').filter({ hasText: address });
  await door.getByRole('link').click();
  await expect(phone.getByText(address).first()).toBeVisible();
}

// The firm that is inspected here: its name, credit code and address for a search.
export async function firmOf(phone) {
  await phone.getByRole('main').getByRole('listitem').getByRole('link').first().click();
  const subject = phone.locator('.item-subject').getByRole('link');
  const name = await subject.innerText();
  await subject.click();
  await expect(phone.getByRole('heading', { level: 1, name })).toBeVisible();
  const code = await phone.getByText(/^[0-9A-Z]{18}$/).innerText();
  return { name, code };
}

// A firm is found by its name, a part of it, its credit code, and by the initials of its pinyin.
export async function expectLookUp(phone, { name, code }) {
  await place(phone, '查找');
  const box = phone.getByRole('searchbox');
  const ways = [name, name.slice(3, 7), code, code.slice(0, 17)].map((text) => [text, name]);
  for (const [text, firm] of [...ways, [KNOWN.initials, KNOWN.name]]) {
    const found = phone.getByRole('listitem').filter({ hasText: firm });
    await box.fill(text);
    await expect(found.first()).toBeVisible();
    await box.fill('');
    await expect(found).toHaveCount(0);
  }
}

// Nothing can be entered before somebody of the team has checked in.
export async function checkIn(phone) {
  await phone.getByRole('button', { name: '到场登记' }).click();
  await expect(status(phone, '检查中')).toBeVisible();
}

// Answers everything an item asks.
async function answerAll(phone) {
  const questions = phone.locator('fieldset.question');
  for (const question of await questions.all()) {
    if (await question.getByRole('radio').count()) {
      await question.getByRole('radio', { name: '是' }).check();
    } else {
      await question.getByRole('textbox').fill('3');
      await question.getByRole('textbox').blur();
    }
    await expect(question.getByText('已保存')).toBeVisible();
  }
  return questions.count();
}

async function photograph(phone, caption) {
  await phone.getByLabel('说明下一张照片').fill(caption);
  const file = { name: 'door.png', mimeType: 'image/png', buffer: PICTURE };
  await phone.getByLabel('从相册选').setInputFiles(file);
  await expect(phone.getByRole('button', { name: caption })).toBeVisible();
}

// Everything sent: nothing waits on this device.
export async function expectAllSent(phone) {
  await expect(phone.getByRole('navigation', { name: '底部导航' }).getByRole('link', { name: '待传', exact: true })).toBeVisible();
}

// Goes through all items of the own department; gives them with the firms they are about. `found` is what is
// wrong, if anything is.
export async function workItems(phone, found) {
  const items = [];
  const next = phone.getByRole('link', { name: /^下一项：/ });
  const back = phone.getByRole('link', { name: '返回检查' });
  await expect(next).toBeVisible();
  while (await next.isVisible()) {
    const name = (await next.innerText()).replace('下一项：', '');
    await next.click();
    await expect(phone.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(phone.getByRole('button', { name: '录入结果' })).toBeVisible();
    const firm = await phone.locator('.item-subject').getByRole('link').innerText();
    items.push({ name, firm, questions: await answerAll(phone) });
    if (found) await photograph(phone, found.caption);
    await conclude(phone, found);
    await expect(back).toBeVisible();
  }
  await back.click();
  await expectAllSent(phone);
  return items;
}

async function conclude(phone, found) {
  await phone.getByLabel('结果', { exact: true }).selectOption({ label: found?.code ?? '1 未发现问题' });
  if (found) {
    await phone.getByLabel('后续处置').selectOption({ label: found.disposal });
    await phone.getByLabel('情况说明').fill(found.note);
  } else {
    await expect(phone.getByLabel('后续处置')).toHaveValue('NONE');
  }
  await phone.getByRole('button', { name: '录入结果' }).click();
  await expect(phone.getByRole('button', { name: '更正' })).toBeVisible();
}

// The visit ends once every department has concluded.
export async function complete(phone) {
  await phone.getByRole('button', { name: '完成检查' }).click();
  const dialog = phone.getByRole('dialog', { name: '完成检查' });
  await dialog.getByRole('button', { name: '完成检查' }).click();
  await expect(dialog).toBeHidden();
  await expect(status(phone, '已完成')).toBeVisible();
  await expectAllSent(phone);
}
