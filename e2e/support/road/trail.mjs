// The trail: what the road leaves in it, as the auditor reads it.
import { place } from '../acts.mjs';
import { expect } from '../app.mjs';

// Acts that must be there, with who did them.
const ACTS = [
  ['CONFIRM_LINE', '舞钢市工业和信息化局经办人'],
  ['REVIEW_PLAN', '比例偏低'],
  ['PUBLISH_PLAN', '联席办负责人'],
  ['FREEZE_FRAME', '联席办经办人'],
  ['WITNESS_REVEAL', '张代表'],
  ['RUN_DRAW', '联席办经办人'],
  ['APPROVE_VISIT', '平顶山市生态环境局舞钢分局负责人'],
  ['CHECK_IN', '执法人员'],
  ['ENTER_RESULT', '执法人员'],
  ['PUBLISH_RESULTS', '舞钢市市场监督管理局负责人'],
];

export async function expectTrail(people) {
  const auditor = await people.desk('auditor');
  await place(auditor, '审计日志');
  const act = auditor.getByRole('combobox', { name: '操作' });
  for (const [code, who] of ACTS) {
    await act.selectOption(code);
    const rows = auditor.getByRole('table', { name: '审计日志' }).getByRole('row');
    await expect(rows.filter({ hasText: who }).first()).toContainText('2026-01-05 09:');
  }
}
