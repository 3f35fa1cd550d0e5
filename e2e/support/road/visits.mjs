// Visits at the desk: one door, one visit, every department's part of it.
import { confirm, expectSaid, place } from '../acts.mjs';
import { expect, person } from '../app.mjs';
import { DEPARTMENTS, codeOf } from './town.mjs';

// Visits as the list shows them: how many departments come, how many officers, how many items.
export async function listVisits(page, count) {
  await place(page, '检查');
  const rows = page.getByRole('table', { name: '检查' }).getByRole('row').filter({ has: page.getByRole('link') });
  await expect(rows).toHaveCount(count);
  const visits = [];
  for (const row of await rows.all()) {
    const link = row.getByRole('link');
    visits.push({
      path: await link.getAttribute('href'),
      address: (await link.innerText()).trim(),
      departments: (await row.getByRole('listitem').allInnerTexts()).map((part) => part.replace(/^[○✓] |（.*）$/g, '').trim()),
      day: (await row.getByRole('cell').first().innerText()).trim(),
      status: (await row.getByRole('cell').last().innerText()).trim(),
    });
  }
  return visits;
}

// Who comes to a door: department by department, with the accounts of the officers.
export async function team(page, visit) {
  await page.goto(visit.path);
  await expect(page.getByRole('heading', { level: 1, name: visit.address })).toBeVisible();
  const rows = page.getByRole('table', { name: '部门与执法小组' }).getByRole('row');
  const parts = [];
  for (const row of (await rows.all()).slice(1)) {
    const code = codeOf((await row.getByRole('cell').first().innerText()).trim());
    const officers = [];
    for (const officer of await row.getByRole('listitem').all()) {
      const words = await officer.innerText();
      const number = words.match(/执法人员(\d\d)/)[1];
      officers.push({ account: `${code}.i${number}`, leads: words.includes('组长') });
    }
    parts.push({ code, officers });
  }
  return parts;
}

// A head approves all that await their department, at once.
export async function approveAll(head, count) {
  await place(head, '工作台');
  await head.getByRole('link', { name: /检查待本部门负责人批准/ }).click();
  await head.getByRole('button', { name: '选中已显示的全部' }).click();
  await expect(head.getByText(`已选 ${count} 项`)).toBeVisible();
  await confirm(head, '批准所选检查', { act: '批准' });
  await expectSaid(head, `已批准 ${count} 次检查`);
  await expect(head.getByText('没有等待本部门批准的检查')).toBeVisible();
}

// How many visits a department takes part in.
export const ofDepartment = (visits, code) =>
  visits.filter((visit) => visit.departments.includes(DEPARTMENTS[code])).length;

// Before the heads have approved, no door stands in an officer's day.
export async function expectNotYet(phone) {
  await expect(phone.getByText('今天没有检查任务')).toBeVisible();
}

const AWAITING = `query($d: ID!) { visits(filter: { awaitingApprovalOf: $d }, first: 100) { nodes { id } } }`;
const APPROVE = 'mutation($input: ApproveVisitsInput!) { approveVisits(input: $input) { userErrors { code } } }';

// The heads of other departments do what the first have done.
export async function othersApprove(request, codes, visits) {
  const reader = await person(request, 'office.clerk');
  const { departments } = await reader.ask('{ departments { id code } }');
  for (const code of codes) {
    const head = await person(request, `${code}.head`);
    const departmentId = departments.find((department) => department.code === code).id;
    const waiting = (await head.ask(AWAITING, { d: departmentId })).visits.nodes.map((visit) => visit.id);
    expect(waiting).toHaveLength(ofDepartment(visits, code));
    const { approveVisits } = await head.ask(APPROVE, { input: { departmentId, visitIds: waiting } });
    expect(approveVisits.userErrors).toEqual([]);
  }
}
