// The form of a plan line: what the rules refuse, what somebody else changed, who may decide.
import { newAccount } from '../support/accounts.mjs';
import { enter, expect, person, test } from '../support/app.mjs';
import { mark } from '../support/firms.mjs';
import { newLine, nextPlan, toTheOffice } from '../support/lines.mjs';

async function fillIn(page, title) {
  await page.getByRole('group', { name: '联合抽查事项' }).getByRole('checkbox', { name: /^J21/ }).check();
  await page.getByRole('group', { name: '参与部门' }).getByRole('checkbox', { name: '舞钢市市场监督管理局' }).check();
  await page.getByLabel('计划行名称').fill(title);
  for (const [risk, ratio] of Object.entries({ A: '1', B: '2.5', C: '5', D: '80' })) {
    await page.getByLabel(`${risk} 级抽取比例`).fill(ratio);
  }
  await page.getByLabel('必须入企检查的理由').fill('粮食储存条件须现场查看');
  await page.getByLabel('开始日期').fill('2026-02-02');
  await page.getByLabel('结束日期').fill('2026-02-27');
}

test('a line that breaks the rules is refused field by field, and nothing typed is lost', async ({ page, request }) => {
  const clerk = await person(request, 'fgw.clerk');
  const title = `粮食收购联合抽查 ${mark()}`;
  await enter(page, 'fgw.clerk');
  await page.goto(`/desk/plans/${await nextPlan(clerk)}/new-line`);
  await fillIn(page, title);
  await page.getByRole('button', { name: '保存计划行' }).click();

  const summary = page.getByRole('alert').filter({ hasText: '请更正以下内容' });
  await expect(summary).toBeFocused();
  await expect(page.getByLabel('抽查类型')).toHaveAccessibleDescription(/定向抽查须限定对象范围/);
  await expect(page.getByRole('group', { name: '抽取比例' })).toContainText('抽查比例超过该一般事项的上限');
  await expect(page.getByLabel('结束日期')).toHaveAccessibleDescription(/检查期间须在计划年度内/);
  await expect(page.getByLabel('计划行名称')).toHaveValue(title);
  await expect(page.getByLabel('D 级抽取比例')).toHaveValue('80');
  await summary.getByRole('link', { name: /结束日期/ }).click();
  await expect(page.getByLabel('结束日期')).toBeFocused();

  // A reload, in English: the draft is still there, and so are the refusals once it is sent.
  await page.evaluate(() => localStorage.setItem('onedoor.lang', 'en'));
  await page.reload();
  await expect(page.getByText('What you had not saved last time is back.')).toBeVisible();
  await expect(page.getByLabel('Ratio of class D')).toHaveValue('80');
  await page.getByRole('button', { name: 'Save the line' }).click();
  await expect(page.getByLabel('Targeting')).toHaveAccessibleDescription(/a targeted draw needs a condition/);
  await expect(page.getByRole('group', { name: 'Ratio', exact: true }))
    .toContainText('the ratio is above the cap of a GENERAL item');

  await page.getByRole('group', { name: 'Town' }).getByRole('checkbox').first().check();
  await page.getByLabel('Ratio of class D').fill('10');
  await page.getByLabel('First day').fill('2027-06-30');
  await page.getByLabel('Last day').fill('2027-04-01');
  await page.getByRole('button', { name: 'Save the line' }).click();
  await expect(page.getByLabel('Last day')).toHaveAccessibleDescription(/the window ends before it begins/);
  await page.getByLabel('First day').fill('2027-03-01');
  await page.getByRole('button', { name: 'Save the line' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
});

test('two clerks change the same line: both versions are shown, and nothing is lost', async ({ page, request, browser }) => {
  const clerk = await person(request, 'fgw.clerk');
  const name = mark();
  const line = await newLine(clerk, { title: `原名 ${name}`, code: 'J21', partner: 'scjg', cap: 200 });
  await enter(page, 'fgw.clerk');
  await page.goto(`/desk/lines/${line.id}/edit`);
  await page.getByLabel('计划行名称').fill(`甲的名称 ${name}`);
  await page.getByLabel('备选户数').fill('7');

  const room = await browser.newContext();
  const colleague = await room.newPage();
  await enter(colleague, 'fgw.clerk');
  await colleague.goto(`/desk/lines/${line.id}/edit`);
  await colleague.getByLabel('计划行名称').fill(`乙的名称 ${name}`);
  await colleague.getByRole('button', { name: '保存计划行' }).click();
  await expect(colleague.getByRole('heading', { level: 1 })).toContainText(`乙的名称 ${name}`);

  await page.getByRole('button', { name: '保存计划行' }).click();
  const conflict = page.getByRole('dialog', { name: '他人已修改本行' });
  await expect(conflict.getByRole('row', { name: '计划行名称' })).toContainText(`甲的名称 ${name}`);
  await expect(conflict.getByRole('row', { name: '计划行名称' })).toContainText(`乙的名称 ${name}`);
  await expect(conflict.getByRole('row', { name: '备选户数' })).toContainText('7');
  await page.keyboard.press('Escape');
  await expect(conflict).toBeHidden();
  await expect(page.getByLabel('计划行名称')).toHaveValue(`甲的名称 ${name}`);
  await expect(page.getByLabel('备选户数')).toHaveValue('7');

  await colleague.getByRole('link', { name: '编辑', exact: true }).click();
  await colleague.getByLabel('计划行名称').fill(`乙再改 ${name}`);
  await page.getByRole('button', { name: '保存计划行' }).click();
  await conflict.getByRole('button', { name: '以我的内容覆盖' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`甲的名称 ${name}`);

  // The colleague is told in turn, and takes what is there.
  await colleague.getByRole('button', { name: '保存计划行' }).click();
  await colleague.getByRole('dialog').getByRole('button', { name: '放弃我的修改' }).click();
  await expect(colleague.getByLabel('计划行名称')).toHaveValue(`甲的名称 ${name}`);
  await expect(colleague.getByLabel('备选户数')).toHaveValue('7');
  await room.close();
});

test('nobody both reviews and approves a line', async ({ page, request }) => {
  const name = mark().toLowerCase();
  const both = await newAccount(request, `office.${name}`, ['OFFICE_CLERK', 'OFFICE_HEAD']);
  const people = {
    clerk: await person(request, 'fgw.clerk'), head: await person(request, 'fgw.head'),
    partnerClerk: await person(request, 'scjg.clerk'), partnerHead: await person(request, 'scjg.head'),
  };
  const line = await newLine(people.clerk, { title: `四眼 ${name}`, code: 'J21', partner: 'scjg', cap: 200 });
  await toTheOffice(line, people);

  await enter(page, both);
  await page.goto(`/desk/lines/${line.id}`);
  await page.getByRole('button', { name: '审核通过' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '审核通过' }).click();
  await expect(page.getByRole('main')).toContainText('已审核待批准');
  await page.getByRole('button', { name: '批准', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click();
  await expect(page.getByText('审核与批准不得为同一人', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('main')).toContainText('已审核待批准');
});
