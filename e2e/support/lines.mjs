// Plan lines of a test's own, made over the API.

const SAVE = `mutation($input: SavePlanLineInput!) {
  savePlanLine(input: $input) { planLine { id revision status } userErrors { code path } } }`;

export async function nextPlan(clerk) {
  const { plans } = await clerk.ask('{ plans { id year } }');
  return plans.find((plan) => plan.year === 2027).id;
}

// A line of one's own department about one joint item, with one partner.
export async function newLine(clerk, { title, code, partner, cap, ...more }) {
  const { jointItems } = await clerk.ask(
    '{ jointItems(first: 100) { nodes { id code tag departments { id code } } } }');
  const item = jointItems.nodes.find((one) => one.code === code);
  const department = (name) => item.departments.find((one) => one.code === name).id;
  const { savePlanLine } = await clerk.ask(SAVE, { input: {
    planId: await nextPlan(clerk), title, leadId: item.departments[0].id, partnerIds: [department(partner)],
    itemIds: [item.id], targeting: 'TARGETED', scope: { towns: ['410481001'] }, drawMode: 'SRS',
    ratios: ['A', 'B', 'C', 'D'].map((stratum) => ({ stratum, basisPoints: cap })), rounding: 'half_up',
    reserve: 2, method: 'DOCUMENT', windowFrom: '2027-04-01', windowTo: '2027-05-31',
    ...more,
  } });
  return { ...savePlanLine.planLine, lead: item.departments[0].id, partner: department(partner) };
}

const step = (name, input) => `mutation($input: ${input}!) { ${name}(input: $input) {
  planLine { id revision status } userErrors { code path message } } }`;

// The line on the office's table: sent, confirmed, signed by both.
export async function toTheOffice(line, { clerk, head, partnerClerk, partnerHead }) {
  const { id } = line;
  await clerk.ask(step('submitPlanLine', 'LineStepInput'), { input: { id, revision: line.revision } });
  await partnerClerk.ask(step('confirmPlanLine', 'ConfirmLineInput'),
    { input: { id, departmentId: line.partner, confirm: true, reason: '' } });
  await head.ask(step('signPlanLine', 'SignLineInput'), { input: { id, departmentId: line.lead } });
  await partnerHead.ask(step('signPlanLine', 'SignLineInput'), { input: { id, departmentId: line.partner } });
}
